"""People's edits laid over what was read: anchored to a text's digest and span, never lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar, cast

from tocsin.errors import InputError
from tocsin.records import (
    Actor,
    Correction,
    Document,
    Kind,
    Link,
    Place,
    Reading,
    Reason,
    ResolvedClaim,
    Role,
    Span,
    Stance,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from tocsin.store.protocol import Query, Store

ANCHOR = re.compile(r"([0-9a-f]{64}):(\d{1,9})-(\d{1,9})")
FIELDS = ("kind", "stance", "date", "place", "actor", "recipient")
FEATURE = "a person"
PART = "|"
Target = TypeVar("Target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where an edit belongs: a text by its digest, and the characters of it."""

    digest: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The anchor as it is kept."""
        return f"{self.digest}:{self.start}-{self.end}"

    def holds(self, span: Span) -> bool:
        """Whether a span of this text shares a character with the anchor."""
        return self.start < span.end and span.start < self.end


def anchor_of(words: str) -> Anchor:
    """The anchor that was kept as `words`.

    Raises:
        InputError: it is none.
    """
    found = ANCHOR.fullmatch(words)
    if found is None:
        msg = f"{words[:90]!r} is no anchor; it is a text's SHA-256, a colon and start-end"
        raise InputError(msg)
    return Anchor(digest=found[1], start=int(found[2]), end=int(found[3]))


def anchored(reading: Reading, span: Span) -> str:
    """The anchor of a span of this reading's text."""
    return Anchor(digest=reading.document.digest, start=span.start, end=span.end).words


class Amended:
    """A store whose readings and claims are as people corrected them; all else is as it was.

    An edit finds its claim by the digest of the text and by overlap with the claim's trigger, so it
    holds when newer rules read the text again and find the claim in a few other characters.
    """

    def __init__(self, store: Store) -> None:
        """Look at `store` through its corrections."""
        self._store = store

    def __getattr__(self, name: str) -> object:
        """Everything that corrections do not touch."""
        return getattr(self._store, name)

    def readings(self, as_of: datetime | None = None) -> Iterator[Reading]:
        """The current readings, corrected."""
        return amended(self._store.readings(as_of), self._standing(as_of))

    def readings_with(self, claims: tuple[str, ...], as_of: datetime | None) -> tuple[Reading, ...]:
        """The current readings that hold one of these claims, corrected."""
        found = self._store.readings_with(claims, as_of)
        return tuple(amended(found, self._standing(as_of)))

    def readings_of(self, documents: set[str], as_of: datetime | None) -> tuple[Reading, ...]:
        """The current readings of these documents, corrected."""
        found = self._store.readings_of(documents, as_of)
        return tuple(amended(found, self._standing(as_of)))

    def claims(self, query: Query) -> Iterator[ResolvedClaim]:
        """The current claims that meet `query` as they were read."""
        return self._store.claims(query)

    def readings_by_origin(self, as_of: datetime | None = None) -> Iterator[Reading]:
        """The current readings by their origins, corrected."""
        return amended(self._store.readings_by_origin(as_of), self._standing(as_of))

    def told(self, query: Query) -> Iterator[tuple[ResolvedClaim, Document]]:
        """The claims that meet `query` as they were read, each corrected and with its document."""
        return self._told(self._store.told(query), query.as_of)

    def evidence(
        self, claims_: tuple[str, ...], as_of: datetime | None = None
    ) -> Iterator[tuple[ResolvedClaim, Document]]:
        """The claims with these ids, corrected, each with its document."""
        return self._told(self._store.evidence(claims_, as_of), as_of)

    def _told(
        self, found: Iterable[tuple[ResolvedClaim, Document]], as_of: datetime | None
    ) -> Iterator[tuple[ResolvedClaim, Document]]:
        alone = (Reading(document=document, claims=(one,), flags=()) for one, document in found)
        for reading in amended(alone, self._standing(as_of)):
            yield reading.claims[0], reading.document

    def _standing(self, as_of: datetime | None) -> tuple[Correction, ...]:
        return standing(self._store.corrections(as_of))


def seen_through_corrections(store: Store) -> Store:
    """The store as people corrected it."""
    return cast("Store", Amended(store))


def standing(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """The edits that hold and change something; of several of one field the last counts."""
    last: dict[tuple[str, str], Correction] = {}
    for one in corrections:
        if one.withdrawn_at is None:
            last[one.anchor, one.field] = one
    return tuple(one for one in last.values() if one.new != one.old and one.field in FIELDS)


def amended(readings: Iterable[Reading], edits: Sequence[Correction]) -> Iterator[Reading]:
    """The readings with every edit laid over the claim that it belongs to."""
    if not edits:
        yield from readings
        return
    by_digest: dict[str, list[Correction]] = {}
    for one in edits:
        by_digest.setdefault(anchor_of(one.anchor).digest, []).append(one)
    for reading in readings:
        mine = by_digest.get(reading.document.digest)
        yield _amended(reading, mine) if mine else reading


def unattached(readings: Iterable[Reading], edits: Iterable[Correction]) -> tuple[Correction, ...]:
    """The edits whose text, or whose claim in it, is no longer there."""
    spans: dict[str, list[Span]] = {}
    for reading in readings:
        found = [claim.claim.first.trigger for claim in reading.claims]
        found += [flag.span for flag in reading.flags]
        spans.setdefault(reading.document.digest, []).extend(found)
    lost = []
    for one in edits:
        anchor = anchor_of(one.anchor)
        if not any(anchor.holds(span) for span in spans.get(anchor.digest, ())):
            lost.append(one)
    return tuple(lost)


def checked(field: str, value: str) -> str:
    """`value` as it is kept for `field`.

    Raises:
        InputError: the field is not editable, or the value cannot be meant.
    """
    if field not in FIELDS:
        msg = f"field {field!r} is none of {', '.join(FIELDS)}"
        raise InputError(msg)
    try:
        _read(field, value)
    except (ValueError, KeyError, TypeError) as error:
        msg = f"{value[:80]!r} is no {field}; {EXAMPLES[field]}"
        raise InputError(msg) from error
    return value.strip()


EXAMPLES = {
    "kind": "write one of PLOVER's kinds, such as ASSAULT",
    "stance": "write asserts, confirms, partly-confirms or denies",
    "date": "write 2022-09-13, or 2022-09-12/2022-09-14, or nothing where it is unknown",
    "place": "write name|country|latitude|longitude|precision, such as Goris|ARM|39.51|46.34|1",
    "actor": "write name|country|role, such as Armenia|ARM|GOV",
    "recipient": "write name|country|role, such as Armenia|ARM|GOV",
}


def _amended(reading: Reading, edits: list[Correction]) -> Reading:
    claims = list(reading.claims)
    for edit in edits:
        anchor = anchor_of(edit.anchor)
        for i, claim in enumerate(claims):
            if anchor.holds(claim.claim.first.trigger):
                claims[i] = _edited(claim, edit)
    return replace(reading, claims=tuple(claims))


def _edited(claim: ResolvedClaim, edit: Correction) -> ResolvedClaim:
    value, told = _read(edit.field, edit.new), claim.claim
    reason = Reason(feature=FEATURE, score=1.0, left=edit.by, right=edit.why)
    if isinstance(value, Kind):
        mentions = (replace(told.first, kind=value), *told.mentions[1:])
        return replace(claim, claim=replace(told, mentions=mentions))
    if isinstance(value, Stance):
        return replace(claim, claim=replace(told, stance=value))
    if isinstance(value, Place):
        return replace(claim, places=(_link(claim, claim.places, ("at", value), reason),))
    if isinstance(value, Actor):
        held = claim.actors if edit.field == "actor" else claim.recipients
        linked = (_link(claim, held, (edit.field, value), reason),)
        if edit.field == "actor":
            return replace(claim, actors=linked)
        return replace(claim, recipients=linked)
    return replace(claim, when=replace(value, reasons=(reason,)) if value else None)


def _link(
    claim: ResolvedClaim, held: tuple[Link[Target], ...], named: tuple[str, Target], reason: Reason
) -> Link[Target]:
    """A link from the words that were linked before, or from the trigger."""
    mention = held[0].mention if held else claim.claim.first.trigger
    part, target = named
    return Link(mention=mention, part=part, target=target, score=1.0, reasons=(reason,))


def _kind(value: str) -> Kind:
    return Kind(value.strip().upper())


def _stance(value: str) -> Stance:
    return Stance(value.strip())


def _date(value: str) -> When | None:
    if not value.strip():
        return None
    first, _, last = value.strip().partition("/")
    days = date.fromisoformat(first), date.fromisoformat(last or first)
    if days[0] > days[1]:
        raise ValueError(value)
    return When(first=days[0], last=days[1], precision=1 if days[0] == days[1] else 2, text="")


def _place(value: str) -> Place:
    name, country, lat, lon, precision = value.strip().split(PART)
    return Place(
        name=name,
        country=country or None,
        lat=float(lat),
        lon=float(lon),
        geonameid=None,
        precision=int(precision),
    )


def _actor(value: str) -> Actor:
    name, country, role = value.strip().split(PART)
    if not name:
        raise ValueError(value)
    return Actor(id=None, name=name, country=country or None, role=Role(role or "UNK"))


READERS: dict[str, Callable[[str], Kind | Stance | When | Place | Actor | None]] = {
    "kind": _kind,
    "stance": _stance,
    "date": _date,
    "place": _place,
    "actor": _actor,
    "recipient": _actor,
}


def _read(field: str, value: str) -> Kind | Stance | When | Place | Actor | None:
    return READERS[field](value)
