"""Arbitrary records for property tests."""

from __future__ import annotations

from datetime import UTC, date

from hypothesis import strategies as st

from tests import factories as make
from tocsin.records import (
    Actor,
    Aloof,
    Correction,
    Denial,
    Distance,
    Flag,
    Judgement,
    Kind,
    Link,
    Place,
    Reading,
    Reality,
    Reason,
    ResolvedClaim,
    Role,
    Span,
    Stance,
    Verdict,
    When,
)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
moments = st.datetimes(timezones=st.just(UTC))
scores = st.floats(-1, 1)
reasons = st.builds(Reason, feature=words, score=scores, left=words, right=words)
actors = st.builds(
    Actor,
    id=st.none() | words,
    name=words,
    country=st.none() | st.sampled_from(["ARM", "AZE"]),
    role=st.sampled_from(Role),
)
degrees = st.none() | st.floats(-90, 90)
places = st.builds(
    Place,
    name=words,
    country=st.none() | st.sampled_from(["ARM", "AZE"]),
    lat=degrees,
    lon=degrees,
    geonameid=st.none() | st.integers(1, 10**8),
    precision=st.integers(1, 7),
)
whens = st.builds(
    When, first=st.none() | days, last=st.none() | days, precision=st.integers(1, 5), text=words
)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return Span(document_id="d", start=start, end=end, text=text[start:end])


@st.composite
def claims(draw: st.DrawFn, text: str) -> ResolvedClaim:
    at = spans(text)
    tolls = st.builds(
        make.toll,
        low=st.none() | st.integers(0, 10**6),
        high=st.none() | st.integers(0, 10**6),
        span=at,
        cumulative=st.booleans(),
    )
    mentions = st.builds(
        make.mention,
        at,
        kind=st.sampled_from(Kind),
        mode=words,
        participants=st.lists(st.builds(make.participant, at), max_size=2).map(tuple),
        weapons=st.lists(at, max_size=2).map(tuple),
        tolls=st.lists(tolls, max_size=2).map(tuple),
        place=st.lists(st.builds(make.locative, at), max_size=1).map(tuple),
        time=st.lists(at, max_size=1).map(tuple),
        reality=st.sampled_from(Reality),
        background=st.booleans(),
    )
    told = make.claim(
        *draw(st.lists(mentions, min_size=1, max_size=3)),
        id=draw(st.uuids().map(str)),
        chain=tuple(draw(st.lists(st.builds(make.speaker, at), max_size=2))),
        cue=draw(st.none() | at),
        stance=draw(st.sampled_from(Stance)),
        denial=draw(st.none() | st.sampled_from(Denial)),
        hedged=draw(st.booleans()),
        distance=draw(st.none() | st.builds(Distance, how=st.sampled_from(Aloof), span=at)),
        quote=draw(st.none() | at),
        answers=draw(st.none() | words),
    )
    links = [
        st.lists(
            st.builds(
                Link,
                mention=at,
                part=words,
                target=target,
                score=scores,
                reasons=st.lists(reasons, max_size=1).map(tuple),
            ),
            max_size=2,
        ).map(tuple)
        for target in (actors, actors, actors, places)
    ]
    who, whom, voices, where = (draw(one) for one in links)
    return ResolvedClaim(
        claim=told,
        actors=who,
        recipients=whom,
        speakers=voices,
        places=where,
        when=draw(st.none() | whens),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(words)
    document = make.document(
        text,
        id="d",
        outlet=draw(st.none() | words),
        author=draw(st.none() | words),
        title=draw(st.none() | words),
        language=draw(st.none() | words),
        published=draw(st.none() | days),
    )
    flags = st.builds(Flag, kind=words, span=spans(text), why=words)
    return Reading(
        document=document,
        claims=tuple(draw(st.lists(claims(text), max_size=3))),
        flags=tuple(draw(st.lists(flags, max_size=2))),
    )


judgements = st.builds(
    Judgement,
    left=words,
    right=words,
    verdict=st.sampled_from(Verdict),
    score=scores,
    reasons=st.lists(reasons, max_size=2).map(tuple),
    by=words,
    at=moments,
    withdrawn_at=st.none() | moments,
)
corrections = st.builds(
    Correction,
    anchor=words,
    field=words,
    old=words,
    new=words,
    why=words,
    by=words,
    at=moments,
    withdrawn_at=st.none() | moments,
)
