"""What can be asked of one text; and that any text at all can be read, twice the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.records import Kind
from tocsin.texts import (
    attributions_in,
    claims_in,
    kind_of,
    places_in,
    reading_of,
    relation_of,
    subtype_of,
    times_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Reading, ResolvedClaim, Span

pytestmark = pytest.mark.model

SENTENCES = (
    "Armenia said that Azerbaijan had shelled Jermuk and killed two soldiers.",
    "Azerbaijan denied the allegations.",
    "Baku accused Armenia of firing at its positions.",
    '"We shelled the depot," the Azerbaijani ministry said.',
    "\u201cRebels attacked the base, the army said.",
    "Residents confirmed the shelling.",
    "Clashes broke out on the border at Sotk on Tuesday.",
    "At least 49 people were killed in Kyiv, according to the BBC.",
    "Turkey threatened to attack Syria if the rebels cross the river.",
    "Leave a Comment",
    "\u0627\u0644\u062c\u064a\u0634 \u0642\u0635\u0641 the town, he said.",
    "\u202eRebels\u202c shelled\x07 the\u00a0town; \U0001f4a3 10\u202f000 fled.",
)
JOINTS = (" ", "\n\n", "\r\n", "\n", "", "\t")


def spans(claim: ResolvedClaim) -> Iterator[Span]:
    """Every span of a claim and of what it was linked to."""
    told = claim.claim
    for mention in told.mentions:
        yield mention.trigger
        yield from mention.weapons
        yield from mention.time
        for party in mention.participants:
            yield from (party.span, party.referent)
        yield from (toll.span for toll in mention.tolls)
        yield from (place.span for place in mention.place)
    for speaker in told.chain:
        yield from (speaker.span, speaker.referent)
    yield from (span for span in (told.cue, told.quote) if span is not None)
    for link in (*claim.actors, *claim.recipients, *claim.speakers):
        yield link.mention
    yield from (site.mention for site in claim.places)


def check(reading: Reading) -> None:
    """What holds for every reading: spans are slices, ids are unique, answers name one of them."""
    text = reading.document.text
    for claim in reading.claims:
        for span in spans(claim):
            assert span.document_id == reading.document.id
            assert span.text == text[span.start : span.end]
    for flag in reading.flags:
        assert flag.span.text == text[flag.span.start : flag.span.end]
    ids = [claim.id for claim in reading.claims]
    assert len(set(ids)) == len(ids)
    answered = {c.claim.answers for c in reading.claims} - {None}
    assert answered <= set(ids)
    assert not any(c.claim.answers == c.id for c in reading.claims)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Sentences in any order, joined in any way, cut anywhere."""
    pieces = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
    joints = draw(st.lists(st.sampled_from(JOINTS), min_size=5, max_size=5))
    whole = "".join(piece + joint for piece, joint in zip(pieces, joints, strict=False))
    if draw(st.booleans()):
        return whole
    start = draw(st.integers(0, len(whole)))
    return whole[start : draw(st.integers(start, len(whole)))]


@settings(max_examples=120, deadline=None)
@given(texts())
def test_any_text_can_be_read_and_every_offset_matches(text: str) -> None:
    check(reading_of(text, published="2022-09-13"))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_characters_break_a_reading(text: str) -> None:
    check(reading_of(text))


@pytest.mark.parametrize("joint", [" ", "\r\n", "\n\n"])
def test_the_same_text_gives_the_same_reading(joint: str) -> None:
    text = joint.join(SENTENCES)
    first = reading_of(text, published="2022-09-13")
    assert first.claims
    assert reading_of(text, published="2022-09-13") == first


@pytest.mark.parametrize("text", ["", " ", "\r\n\t\n", "\u00a0", "\u202e\u202c"])
def test_a_text_without_words_has_no_claims(text: str) -> None:
    reading = reading_of(text)
    assert reading.claims == ()
    assert reading.document.text == text
    assert attributions_in(text) == ()
    assert times_in(text) == ()
    assert places_in(text) == ()


def test_the_ends_of_lines_change_no_claim() -> None:
    lines = [s for s in SENTENCES if "\u201c" not in s]

    def told(joint: str) -> list[tuple[str, str, str]]:
        return [
            (c.claim.first.kind, c.claim.first.trigger.text, c.claim.stance)
            for c in claims_in(joint.join(lines), published="2022-09-13")
        ]

    assert len(told("\n")) >= 6
    assert told("\r\n") == told("\n")


def test_one_line_of_200_kilobytes_is_read() -> None:
    text = "x" * 199_900 + " Rebels attacked the town, the army said."
    reading = reading_of(text)
    check(reading)
    assert [c.claim.first.trigger.start > 199_900 for c in reading.claims] == [True]


@pytest.mark.parametrize("mark", ["\u202e", "\u200f", "\x07", "\x00"])
def test_control_characters_beside_a_sentence_leave_it_readable(mark: str) -> None:
    text = f"{mark} Rebels attacked the town. {mark}"
    (claim,) = claims_in(text)
    assert claim.claim.first.trigger.text == "attacked"


def test_a_day_may_be_words_or_a_date() -> None:
    text = "Rebels shelled the town on Monday."
    (by_words,) = claims_in(text, published="2022-09-13")
    (by_date,) = claims_in(text, published=date(2022, 9, 13))
    assert by_words == by_date
    assert by_words.when is not None
    assert by_words.when.first == date(2022, 9, 12)


def test_what_is_no_day_is_refused_with_the_remedy() -> None:
    with pytest.raises(InputError, match=r"'Tuesday'.*YYYY-MM-DD"):
        reading_of("Rebels fled.", published="Tuesday")


def test_a_reading_keeps_its_outlet_and_title() -> None:
    reading = reading_of("Rebels fled.", outlet="Valley Post", title="Rebels flee")
    assert (reading.document.outlet, reading.document.title) == ("Valley Post", "Rebels flee")


def test_each_question_has_its_own_answer() -> None:
    text = "Armenia said on Monday that Azerbaijan had shelled Kyiv."
    (attribution,) = attributions_in(text)
    assert [s.text for s in attribution.source] == ["Armenia"]
    assert [t.span.text for t in times_in(text, published="2022-09-13")] == ["Monday"]
    assert "Kyiv" in {link.mention.text for link in places_in(text)}
    start = text.index("Kyiv")
    (given_span,) = places_in(text, spans=[(start, start + 4)])
    assert given_span.target.country == "UKR"


def test_a_relation_is_what_the_first_party_does_to_the_second() -> None:
    text = "Azerbaijan shelled Armenia."
    source, target = (0, 10), (19, 26)
    assert kind_of(text, source, target) is Kind.ASSAULT
    found = relation_of(text, source, target)
    assert found is not None
    assert found.mode == "shelling"
    assert kind_of("The valley was quiet.", (0, 10), (15, 20)) is None


def test_a_snippet_has_its_sub_event_type() -> None:
    assert subtype_of("A suicide bomber blew himself up at a checkpoint.") == "Suicide bomb"
    assert subtype_of("The valley was quiet.") is None


def test_what_a_quoted_speaker_tells_of_others_is_given_when_asked_for() -> None:
    text = '"The rebels said that the road was cut," the mayor said.'
    assert [a.source[0].text for a in attributions_in(text)] == ["the mayor"]
    found = attributions_in(text, quoted=True)
    assert [a.source[0].text for a in found] == ["The rebels", "the mayor"]
    assert [a.quoted for a in found] == [True, False]
