"""Find the places of a text and choose, among all places of a name, the one that is meant."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tocsin.records import RUNNER_UP, Link, Place, Reason
from tocsin.resolve.places_finder import Finder
from tocsin.resolve.places_mentions import SERIES, spots_at, spots_of
from tocsin.resolve.places_rank import Sense, division_of, rank
from tocsin.resolve.places_words import feature_words, features
from tocsin.resolve.spelling import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.records import Document, Parse
    from tocsin.resolve.gazetteer import Candidate, Gazetteer
from tocsin.resolve.places_mentions import Spot


def places_in(
    parse: Parse,
    document: Document,
    gazetteer: Gazetteer,
    spans: Sequence[tuple[int, int]] | None = None,
) -> tuple[Link[Place], ...]:
    """The places that a text names, or that the phrases at `spans` name, each with its reasons.

    All place names of the text help to choose, also where only `spans` are asked for. A name is
    one place throughout a text, unless the text itself says otherwise ("Paris, Texas").

    Args:
        parse: the parse of the document's text.
        document: the document.
        gazetteer: the place index.
        spans: character offsets of the phrases to place; without them the text's own place names
            are found. Phrases whose place cannot be told yield no link.

    Returns:
        One link a mention, in text order. `part` is `at`, or `metonym` where the name stands for a
        government or a people.
    """
    names = Finder(parse, document.text, gazetteer).found()
    found = spots_of(names, parse, document, gazetteer)
    asked = found if spans is None else spots_at(spans, parse, document, gazetteer)
    taken = {(spot.start, spot.end) for spot in asked}
    around = [spot for spot in found if not _meets(spot, taken)] if spans is not None else []
    senses = _senses([*asked, *around])
    keys = _keys([*asked, *around])
    _join_lists([*asked, *around], senses, keys, document.text)
    rank(list(senses.values()))
    known = [
        (spot, sense.best)
        for spot in (*asked, *around)
        if (sense := senses[keys[spot.start, spot.end]]).best
    ]
    links = []
    for spot in sorted(asked, key=lambda spot: spot.start):
        sense = senses[keys[spot.start, spot.end]]
        chosen = sense.best
        if chosen:
            links.append(_link(spot, sense, _part_of(chosen, spot, gazetteer), document))
        elif spans is not None:
            links.extend(_borrowed(spot, known, document))
    return tuple(links)


def _join_lists(
    spots: Sequence[Spot],
    senses: dict[SenseKey, Sense],
    keys: dict[tuple[int, int], SenseKey],
    text: str,
) -> None:
    """Tell every sense what it stands in a list with: "Goris, Sotk and Jermuk"."""
    for left, right in pairwise(sorted(spots, key=lambda spot: spot.start)):
        if text[left.end : right.start].strip() in SERIES and left.container is None:
            first, second = senses[keys[left.start, left.end]], senses[keys[right.start, right.end]]
            if first is not second:
                first.listed.append(second)
                second.listed.append(first)


def _meets(spot: Spot, spans: set[tuple[int, int]]) -> bool:
    return any(spot.start < end and start < spot.end for start, end in spans)


BORROWED = 0.05
METONYM = "metonym"
SenseKey = tuple[str, str]


def _keys(spots: Sequence[Spot]) -> dict[tuple[int, int], SenseKey]:
    """Which sense each mention has: its name, within the container that the text gives it."""
    contained: dict[str, str] = {}
    for spot in spots:
        container = _fitting(spot)
        if container:
            contained.setdefault(key_of(spot.name), container.code)
    keys = {}
    for spot in spots:
        name = key_of(spot.name)
        container = _fitting(spot)
        within = container.code if container else contained.get(name, "")
        keys[spot.start, spot.end] = (name, within)
    return keys


def _fitting(spot: Spot) -> Candidate | None:
    if any(c.feature == "country" and c.match for c in spot.candidates):
        return None
    if spot.container and any(within(c, spot.container) for c in spot.candidates):
        return spot.container
    return None


def within(candidate: Candidate, container: Candidate) -> bool:
    """Whether a place lies in a country or division, which is not the place itself."""
    if candidate == container:
        return False
    if container.feature == "country":
        return candidate.country == container.country and candidate.feature != "country"
    if container.feature == "admin1":
        return division_of(candidate.code) == container.code and candidate.feature != "admin1"
    return division_of(candidate.code) == division_of(container.code) and (
        abs(candidate.lat - container.lat) + abs(candidate.lon - container.lon) < 2  # noqa: PLR2004 -- degrees across a county
    )


def _senses(spots: Sequence[Spot]) -> dict[SenseKey, Sense]:
    keys = _keys(spots)
    senses: dict[SenseKey, Sense] = {}
    for spot in spots:
        key = keys[spot.start, spot.end]
        sense = senses.get(key)
        if sense is not None:
            sense.count += 1
            sense.outright = sense.outright or spot.part != METONYM
            sense.wanted = sense.wanted or _wanted(spot)
            continue
        candidates = spot.candidates
        container = _fitting(spot)
        if container is None and key[1]:
            container = next(c for s in spots if (c := _fitting(s)) and key_of(s.name) == key[0])
        if container:
            candidates = tuple(c for c in candidates if within(c, container)) or candidates
        told = spot.part != METONYM
        senses[key] = Sense(candidates=candidates, name=key[0], wanted=_wanted(spot), outright=told)
    return senses


def _wanted(spot: Spot) -> str | None:
    """The kind of place that the words beside a name ask for; governments sit in capitals."""
    if spot.word:
        return spot.word.feature
    last = spot.name.rpartition(" ")[2].lower()
    if last != spot.name.lower() and last in feature_words("after"):
        return feature_words("after")[last].feature
    return "capital" if spot.part == METONYM else None


def _borrowed(
    spot: Spot, known: Sequence[tuple[Spot, Candidate | None]], document: Document
) -> list[Link[Place]]:
    """A link for a name that the index lacks: where the nearest place named in the text is."""
    near = sorted(known, key=lambda other: abs(other[0].start - spot.start))
    for finest in (4, 5, 7):
        for _, chosen in near:
            if chosen is None or features()[chosen.feature].precision >= finest:
                continue
            return [
                Link(
                    mention=document.span(spot.start, spot.end),
                    part=spot.part,
                    target=Place(
                        name=spot.name,
                        country=chosen.country,
                        lat=chosen.lat,
                        lon=chosen.lon,
                        geonameid=None,
                        precision=max(5, features()[chosen.feature].precision),
                    ),
                    score=BORROWED,
                    reasons=(
                        Reason(
                            feature="unknown name, placed by the nearest place of the text",
                            score=BORROWED,
                            left=spot.name,
                            right=chosen.name,
                        ),
                    ),
                )
            ]
    return []


def _part_of(chosen: Candidate, spot: Spot, gazetteer: Gazetteer) -> Candidate:
    """What "eastern Ukraine" means: a point halfway from the middle to the eastern end."""
    code = chosen.code if chosen.feature in {"country", "admin1"} else ""
    extent = gazetteer.extent(code) if spot.direction else None
    if extent is None or spot.direction is None:
        return chosen
    south, west, north, east = extent
    up, along = spot.direction
    lat = chosen.lat + max(up, 0) * (north - chosen.lat) / 2 + min(up, 0) * (chosen.lat - south) / 2
    lon = chosen.lon + max(along, 0) * (east - chosen.lon) / 2
    lon += min(along, 0) * (chosen.lon - west) / 2
    return replace(chosen, lat=lat, lon=lon)


def _link(spot: Spot, sense: Sense, chosen: Candidate, document: Document) -> Link[Place]:
    return Link(
        mention=document.span(spot.start, spot.end),
        part=spot.part,
        target=Place(
            name=chosen.name,
            country=chosen.country,
            lat=chosen.lat,
            lon=chosen.lon,
            geonameid=chosen.geonameid,
            precision=_precision(spot, chosen),
        ),
        score=max(sense.shares),
        reasons=_reasons(spot, sense, chosen),
    )


def _precision(spot: Spot, chosen: Candidate) -> int:
    precision = features()[chosen.feature].precision
    if spot.direction is not None:
        return 5 if precision >= 4 else max(precision, 2)  # noqa: PLR2004 -- UCDP's scale
    if spot.word and spot.word.precision:
        return max(precision, spot.word.precision)
    return precision


def _reasons(spot: Spot, sense: Sense, chosen: Candidate) -> tuple[Reason, ...]:
    reasons = [
        Reason(feature="name", score=float(chosen.match), left=spot.name, right=chosen.name),
        Reason(
            feature="share",
            score=max(sense.shares),
            left=f"{len(sense.candidates)} places of this name",
            right=_where(chosen),
        ),
    ]
    other = sense.second
    if other is not None and _is_elsewhere(chosen, other):
        reasons.append(
            Reason(
                feature=RUNNER_UP,
                score=round(sense.lead, 3),
                left=_where(chosen),
                right=_where(other),
            )
        )
    if spot.container:
        reasons.append(
            Reason(
                feature="container",
                score=float(within(chosen, spot.container)),
                left=spot.container.name,
                right=chosen.code,
            )
        )
    if spot.word:
        reasons.append(Reason(feature="kind", score=1.0, left=spot.word.word, right=chosen.feature))
    return tuple(reasons)


def _is_elsewhere(chosen: Candidate, other: Candidate) -> bool:
    """Whether two candidates are far enough apart to matter: in other divisions or over a degree.

    A town and the district that it gives its name to are no rivals.
    """
    apart = abs(chosen.lat - other.lat) + abs(chosen.lon - other.lon)
    return chosen.country != other.country or apart > 1


def _where(candidate: Candidate) -> str:
    parts = (candidate.name, candidate.admin1, candidate.country)
    return ", ".join(part for part in parts if part)
