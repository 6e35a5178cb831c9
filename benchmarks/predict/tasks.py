"""One function a task: an input row in, the scorer's row out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import tocsin
from benchmarks.predict.names import case_subtype, plover_event, plv_root
from tocsin.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from benchmarks.predict.rows import Row
    from tocsin.records import Actor, Link, Place, ResolvedClaim, Span


def plover(row: Row) -> Row:
    """Every claim of a sentence as an event with the countries of its parties."""
    return {
        "id": row["id"],
        "events": [_event(each) for each in tocsin.reading_of(row["text"]).claims],
    }


def plv(row: Row) -> Row:
    """The PLOVER root between the marked source and target."""
    marked: str = row["marked"]
    found = tocsin.relation_of(
        row["text"], _marked(marked, "<s>", "</s>"), _marked(marked, "<t>", "</t>")
    )
    return {"id": row["id"], "root": None if found is None else plv_root(found.kind, found.mode)}


def time(row: Row) -> Row:
    """All time expressions with their TIMEX3 values."""
    found = tocsin.times_in(row["text"], published=_day(row.get("dct") or row.get("doc_date")))
    return {
        "id": row["id"],
        "timexes": [_offsets(t.span) | {"type": t.type, "value": t.value} for t in found],
    }


def places(row: Row) -> Row:
    """The places that the given spans name."""
    spans = [(t["start"], t["end"]) for t in row["toponyms"]]
    return {"id": row["id"], "toponyms": _toponyms(tocsin.places_in(row["text"], spans=spans))}


def places_found(row: Row) -> Row:
    """The places that are found without being told where to look."""
    return {"id": row["id"], "toponyms": _toponyms(tocsin.places_in(row["text"]))}


def attribution(row: Row) -> Row:
    """Who says what, by which words."""
    return {
        "id": row["id"],
        "attributions": [
            {
                "source": [_offsets(span) for span in each.source],
                "cue": [_offsets(span) for span in each.cue],
                "content": [_offsets(span) for span in each.content],
            }
            for each in tocsin.attributions_in(row["text"])
        ],
    }


def case(row: Row) -> Row:
    """The subtype of a snippet."""
    return {"id": row["id"], "subtype": case_subtype(tocsin.subtype_of(row["text"]))}


def _event(claim: ResolvedClaim) -> Row:
    """PLOVER gives every event a target.

    That of a symmetric event (two actors, no recipient) is its actors; an act that befalls no party
    has the country of its place.
    """
    actors, recipients = _countries(claim.actors), _countries(claim.recipients)
    places = list(dict.fromkeys(p.target.country for p in claim.places if p.target.country))
    mention = claim.claim.first
    symmetric = len(claim.actors) > 1
    return {
        "event": plover_event(mention.kind, mention.mode, mention.reality),
        "source": actors,
        "target": recipients or (actors if symmetric or not places else places),
    }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


def _offsets(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _countries(parties: Iterable[Link[Actor]]) -> list[str]:
    """Three letters a party, as PLOVER writes them: a country, else IGO for a body of states."""
    codes = (p.target.country or ("IGO" if p.target.role is Role.IGO else None) for p in parties)
    return list(dict.fromkeys(code for code in codes if code))


def _toponyms(links: Iterable[Link[Place]]) -> list[Mapping[str, object]]:
    return [
        _offsets(link.mention)
        | {"lat": link.target.lat, "lon": link.target.lon, "geonameid": link.target.geonameid}
        for link in links
        if link.target.lat is not None
    ]


def _marked(marked: str, opening: str, closing: str) -> tuple[int, int]:
    """Where the marked part stands in the text without any marks."""
    before, _, rest = marked.partition(opening)
    start = len(_unmarked(before))
    return start, start + len(_unmarked(rest.partition(closing)[0]))


def _unmarked(text: str) -> str:
    for mark in ("<s>", "</s>", "<t>", "</t>"):
        text = text.replace(mark, "")
    return text
