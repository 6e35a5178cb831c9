"""Where a text names places: the spans, what stands beside them and what contains them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tocsin.resolve.bearings import is_bearing
from tocsin.resolve.gazetteer import Candidate
from tocsin.resolve.gazetteer_sources import border_name
from tocsin.resolve.places_words import (
    FeatureWord,
    adjectives,
    agent_verbs,
    border_words,
    containers,
    directions,
    feature_words,
    plural_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tocsin.records import Document, Parse
    from tocsin.resolve.gazetteer import Gazetteer

POSSESSIVE = re.compile(r"['’]s?$")
AFTER_COMMA = re.compile(
    r"[ ]?[,(] ?(?:in )?((?:[A-Z]\. ?)+|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})"
)
AFTER_IN = re.compile(r" in (?:the )?([A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)")
IN_COUNTRY = re.compile(r" in (?:the )?(?:[a-z-]+ )?([A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)")
WORD_AFTER = re.compile(r"[ -]?([A-Za-z-]+)")
LONGEST_BEFORE = 40
SERIES = frozenset({",", "and", "or", ", and", ", or"})
CONTAINERS = frozenset({"country", "admin1", "admin2"})
DIVISIONS = frozenset({"admin1", "admin2"})
AREA_KINDS = frozenset({"country", "admin1", "continent", "region", "sea"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One mention of a place: `name` is what to look up, `candidates` what it can mean.

    `container` is the division or country named behind a comma; `word` the feature word beside
    the name; `direction` whether only a part ("northern") is meant; `part` as in `Link`.
    """

    start: int
    end: int
    name: str
    candidates: tuple[Candidate, ...]
    container: Candidate | None
    word: FeatureWord | None
    direction: tuple[int, int] | None
    part: str


def spots_at(
    spans: Sequence[tuple[int, int]], parse: Parse, document: Document, gazetteer: Gazetteer
) -> list[Spot]:
    """The given spans as mentions, known names or not; spans outside the text name nothing."""
    text = document.text
    return [
        _spot(start, end, parse, text, gazetteer)
        for start, end in spans
        if 0 <= start < end <= len(text) and text[start:end].strip()
    ]


def spots_of(
    found: Iterable[tuple[int, int, bool]], parse: Parse, document: Document, gazetteer: Gazetteer
) -> list[Spot]:
    """Found names (start, end, whether part of another name) as mentions."""
    spots = []
    for start, end, embedded in found:
        spot = _spot(start, end, parse, document.text, gazetteer)
        spots.append(replace(spot, part="metonym") if embedded else spot)
    return _classed(spots, document.text)


def _classed(spots: list[Spot], text: str) -> list[Spot]:
    """With the kind of each list that tells it once: "Lachin and Kalbajar regions"."""
    whole = list(spots)
    for at in range(len(whole) - 2, -1, -1):
        spot, after = whole[at], whole[at + 1]
        told = after.word and after.word.word in plural_words("after")
        if told and spot.word is None and text[spot.end : after.start].strip() in SERIES:
            whole[at] = replace(spot, word=after.word)
    for at in range(1, len(whole)):
        before, spot = whole[at - 1], whole[at]
        told = before.word and before.word.word in plural_words("before")
        if told and spot.word is None and text[before.end : spot.start].strip() in SERIES:
            whole[at] = replace(spot, word=before.word)
    return whole


def _spot(start: int, end: int, parse: Parse, text: str, gazetteer: Gazetteer) -> Spot:
    surface = POSSESSIVE.sub("", text[start:end])
    word = _word_beside(start, end, text)
    listed = text[max(0, start - 2) : start] == ", "
    name, candidates, inner = look_up(surface, gazetteer, listed=listed)
    holder = holder_of(text, end, gazetteer)
    return Spot(
        start=start,
        end=end,
        name=name,
        candidates=_held(name, candidates, holder),
        container=holder
        or container_behind(text, end, gazetteer)
        or country_behind(text, end, gazetteer),
        word=inner or word,
        direction=_direction(name, surface, _words_before(start, text)) or _away(text, start),
        part="metonym" if _is_agent(surface, start, end, parse, candidates) else "at",
    )


def _held(
    name: str, candidates: tuple[Candidate, ...], holder: Candidate | None
) -> tuple[Candidate, ...]:
    """What a name can mean in a country; a place that the index lacks there lies in the middle."""
    if holder is None or not candidates or any(c.country == holder.country for c in candidates):
        return candidates
    if any(c.feature in AREA_KINDS for c in candidates):
        return candidates
    return (replace(holder, name=name, geonameid=None, population=0, match=1),)


def _direction(name: str, surface: str, before: list[str]) -> tuple[int, int] | None:
    """Which part of a place is meant, by a word in the phrase or just before it."""
    inside = surface.split(maxsplit=1)[0].lower() if name != surface else ""
    outside = before[-2:-1] if before[-1:] == ["of"] else before[-1:]
    return directions().get(inside) or directions().get("".join(outside))


def _away(text: str, start: int) -> tuple[int, int] | None:
    """No direction, but some distance: "40 km from Gao"."""
    return (0, 0) if is_bearing(text, start) else None


def look_up(
    surface: str, gazetteer: Gazetteer, *, listed: bool = False
) -> tuple[str, tuple[Candidate, ...], FeatureWord | None]:
    """The name within a phrase, the places it can mean and the feature word inside the phrase.

    Args:
        surface: the phrase.
        gazetteer: the place index.
        listed: whether a comma stands before the phrase, so that "TX" is a state.
    """
    surface = " ".join(surface.split())
    area = _area(surface, gazetteer, listed=listed)
    if area:
        return surface, area, None
    found = gazetteer.find(surface)
    if not any(c.match for c in found):
        found = look_up_border(surface, gazetteer) or found
    if found or " " not in surface:
        return surface, found, None
    for shorter, word in _shorter(surface):
        name, found, inner = look_up(shorter, gazetteer)
        found = tuple(c for c in found if c.match) if word else found
        if found:
            return name, found, word or inner
    return surface, (), None


def look_up_border(surface: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The border that "Syrian-Turkish border" or "border between Syria and Turkey" names."""
    words = surface.split()
    lines = border_words()
    if words[0].lower() in lines and len(words) > 2 and words[1] in {"between", "of"}:  # noqa: PLR2004
        sides = re.split(r" and ", " ".join(words[2:]))
    elif words[-1].lower() in lines:
        sides = re.split(r"\s?[-–—]\s?| and ", " ".join(words[:-1]))
    else:
        return ()
    codes = [_country_code(re.sub(r"^the ", "", side), gazetteer) for side in sides]
    if len(codes) != 2 or None in codes:  # noqa: PLR2004 -- a border has two sides
        return ()
    return gazetteer.find(border_name(str(codes[0]), str(codes[1])))


def _country_code(name: str, gazetteer: Gazetteer) -> str | None:
    code = adjectives().get(name)
    if code:
        return code
    return next((c.country for c in gazetteer.find(name) if c.feature == "country"), None)


def _area(surface: str, gazetteer: Gazetteer, *, listed: bool) -> tuple[Candidate, ...]:
    """What an adjective ("Armenian") or an abbreviation ("Tex.") stands for."""
    place = adjectives().get(surface)
    if place is None and (listed or surface.endswith(".")):
        place = containers().get(surface)
    if place is None:
        return ()
    area = gazetteer.area(place)
    return (area,) if area else gazetteer.find(place)


def _shorter(surface: str) -> Iterator[tuple[str, FeatureWord | None]]:
    words = surface.split()
    head = words[0].lower()
    if head in directions() or head == "the":
        yield " ".join(words[1:]), None
    if "," in surface:
        yield surface.split(",", maxsplit=1)[0], None
    for size in (3, 2, 1):
        after = feature_words("after").get(" ".join(words[-size:]).lower())
        if after and len(words) > size:
            yield " ".join(words[:-size]), after
    before = feature_words("before")
    for size in (1, 2):
        word = before.get(" ".join(words[:size]).lower())
        if word and len(words) > size:
            yield " ".join(words[size:]), word


def container_behind(text: str, end: int, gazetteer: Gazetteer) -> Candidate | None:
    """The country or division that a comma or bracket names as containing what ends at `end`."""
    match = AFTER_COMMA.match(text, end)
    if not match:
        return None
    words = match[1].split()
    for size in range(len(words), 0, -1):
        name = " ".join(words[:size])
        code = containers().get(name) or containers().get(name.rstrip(".,"))
        if code:
            return gazetteer.area(code)
        for candidate in gazetteer.find(name):
            if candidate.feature in CONTAINERS and candidate.match:
                return candidate
    return None


def holder_of(text: str, end: int, gazetteer: Gazetteer) -> Candidate | None:
    """The division, and nothing else, that is said to hold what ends at `end`: "in North Kivu"."""
    match = AFTER_IN.match(text, end)
    found = gazetteer.find(match[1]) if match else ()
    divisions = all(c.feature in DIVISIONS for c in found if c.match)
    return next((c for c in found if c.match), None) if divisions else None


def country_behind(text: str, end: int, gazetteer: Gazetteer) -> Candidate | None:
    """The country that is said to hold what ends at `end`: "in northern Syria"."""
    match = IN_COUNTRY.match(text, end)
    found = gazetteer.find(match[1]) if match else ()
    return next((c for c in found if c.feature == "country" and c.match), None)


def _word_beside(start: int, end: int, text: str) -> FeatureWord | None:
    after = WORD_AFTER.match(text, end)
    if after and after[1].lower() in feature_words("after"):
        return feature_words("after")[after[1].lower()]
    words = _words_before(start, text)
    known = feature_words("before")
    return known.get(" ".join(words[-2:])) or known.get(words[-1] if words else "")


def _words_before(start: int, text: str) -> list[str]:
    """The last words before an offset, in lower case, without an article next to it."""
    if text[start - 1 : start] != " ":
        return []
    words = text[max(0, start - LONGEST_BEFORE) : start].lower().split()
    return words[:-1] if words[-1:] == ["the"] else words


def _is_agent(
    surface: str, start: int, end: int, parse: Parse, candidates: tuple[Candidate, ...]
) -> bool:
    if surface in adjectives():
        return True
    if not candidates or not any(c.feature in {"country", "capital"} for c in candidates[:2]):
        return False
    if not parse.tokens:
        return False
    token = parse.tokens[parse.token_at(max(start, end - 1))]
    head = parse.tokens[token.head]
    return token.dep in {"nsubj", "agent"} and head.lemma.lower() in agent_verbs()
