"""What can be asked of one text, without a ledger: claims, voices, times, places, copies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tocsin.attest.speakers import attributions_in as _attributions_in
from tocsin.config import settings
from tocsin.errors import InputError
from tocsin.extract.relation import relation_between
from tocsin.extract.subtype import sub_event_of
from tocsin.parse.engine import parse
from tocsin.pipeline import gazetteer_at, read
from tocsin.records import Document, digest_of
from tocsin.resolve.dates import times_in as _times_in
from tocsin.resolve.places import places_in as _places_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.extract.relation import Relation
    from tocsin.records import Attribution, Kind, Link, Place, Reading, ResolvedClaim, Timex


def reading_of(
    text: str,
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    title: str | None = None,
) -> Reading:
    """Read one text: its claims, each with its voice, place, day and reasons, and its flags.

    Args:
        text: plain English text; all offsets point into it.
        published: the day of publication (`date` or "YYYY-MM-DD"); without it "on Tuesday" has
            no day.
        outlet: who published it, the voice of what nobody else says.
        title: the headline, if it is not part of the text.

    Raises:
        InputError: `published` is no date.
        MissingPartError: the language model is not installed.
    """
    return read(_document(text, published, outlet, title), settings())


def claims_in(
    text: str, *, published: date | str | None = None, outlet: str | None = None
) -> tuple[ResolvedClaim, ...]:
    """The claims of one text, in the order of their triggers; see `reading_of`."""
    return reading_of(text, published=published, outlet=outlet).claims


def attributions_in(text: str, *, quoted: bool = False) -> tuple[Attribution, ...]:
    """Who says what in one text: source, cue and content of every attribution.

    Args:
        text: plain English text; all offsets point into it.
        quoted: also what the voices inside quotations tell of others ("They said no," he said);
            without it a quotation is its speaker's alone. The chain of a claim always has them.
    """
    found = _attributions_in(_document(text, None, None, None), parse(text, settings().model))
    return tuple(each for each in found if quoted or not each.quoted)


def times_in(text: str, *, published: date | str | None = None) -> tuple[Timex, ...]:
    """The time expressions of one text, with TIMEX3 values and civil days.

    Raises:
        InputError: `published` is no date.
    """
    document = _document(text, published, None, None)
    return _times_in(parse(text, settings().model), document)


def places_in(
    text: str, *, spans: Sequence[tuple[int, int]] | None = None
) -> tuple[Link[Place], ...]:
    """The places that one text names, or that the phrases at `spans` name.

    Args:
        text: plain English text.
        spans: character offsets of place names to look up; without them they are found.
    """
    chosen = settings()
    document = _document(text, None, None, None)
    return _places_in(parse(text, chosen.model), document, gazetteer_at(chosen.gazetteer), spans)


def kind_of(text: str, source: tuple[int, int], target: tuple[int, int]) -> Kind | None:
    """What the party at `source` does to the party at `target` in one sentence.

    Args:
        text: the sentence.
        source: character offsets of the acting party.
        target: character offsets of the other party.
    """
    found = relation_of(text, source, target)
    return None if found is None else found.kind


def relation_of(text: str, source: tuple[int, int], target: tuple[int, int]) -> Relation | None:
    """What the party at `source` does to the party at `target`: kind, mode and rule.

    Args:
        text: the sentence.
        source: character offsets of the acting party.
        target: character offsets of the other party.
    """
    document = _document(text, None, None, None)
    return relation_between(document, parse(text, settings().model), source, target)


def subtype_of(text: str) -> str | None:
    """The ACLED sub-event type that a snippet of news is about, or None if nothing tells.

    Args:
        text: one or a few sentences about one event.
    """
    return sub_event_of(_document(text, None, None, None), parse(text, settings().model))


def _document(
    text: str, published: date | str | None, outlet: str | None, title: str | None
) -> Document:
    digest = digest_of(text)
    return Document(
        id=digest[:16],
        origin="text",
        outlet=outlet,
        title=title,
        text=text,
        language="en",
        published=_day(published),
        digest=digest,
    )


def _day(value: date | str | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        msg = f"publication date {value!r} is no date; write it as YYYY-MM-DD"
        raise InputError(msg) from error
