"""The queue of what a person should look at, and the log of what people decided."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tocsin.desk.agreement import alpha
from tocsin.desk.corrections import PART, amended, anchored, checked, standing, unattached
from tocsin.errors import InputError
from tocsin.reconcile.told import sentence_around
from tocsin.records import Actor, Correction, Judgement, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from datetime import datetime

    from tocsin.records import Link, Place, Reading, ResolvedClaim, Span
    from tocsin.store.papers import Papers
    from tocsin.store.protocol import Store
    from tocsin.store.remarks import Remarks

SORTS = ("place", "actor", "date", "flag")
VIOLENT = frozenset({Kind.ASSAULT, Kind.COERCE})
FLAG = "flag"
RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to look at: `field` of the claim (or flag) at `anchor`, and why it is doubtful.

    `value` is what the machine took it for, as a correction keeps it; `words` are the text's own;
    `sentence` holds them, `mark` their offsets in it.
    """

    sort: str
    anchor: str
    field: str
    claim: str | None
    document: str
    outlet: str | None
    value: str
    words: str
    why: str
    sentence: str
    mark: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far coders agree on one sort of decision; `alpha` is Krippendorff's, nominal."""

    sort: str
    coders: tuple[str, ...]
    units: int
    shared: int
    same: int
    alpha: float | None


class Review:
    """The queue of one ledger; every decision is a row with who, when and why."""

    def __init__(
        self, store: Store, remarks: Remarks, papers: Papers, now: Callable[[], datetime]
    ) -> None:
        """Work on `store`; `remarks` takes corrections back; `now` tells the time of each row."""
        self._papers = papers
        self._store = store
        self._remarks = remarks
        self._now = now

    def items(self, *, by: str = "", sort: str = "", limit: int = 50) -> tuple[Item, ...]:
        """The first `limit` doubtful things that `by` has not decided, the newest report first."""
        done = {
            (one.anchor, one.field)
            for one in self._store.corrections()
            if one.withdrawn_at is None and one.by == by
        }
        found = (
            item
            for reading in amended(self._newest(), standing(self._store.corrections()))
            for item in _items(reading)
            if (item.anchor, item.field) not in done and sort in {"", item.sort}
        )
        return tuple(islice(found, limit))

    def _newest(self) -> Iterator[Reading]:
        """The readings that count, the newest first, a few at a time."""
        before: int | None = None
        while page := self._papers.latest(before=before):
            yield from (reading for _, reading in page)
            before = page[-1][0]

    def decide(
        self, anchor: str, field: str, *, old: str, new: str, why: str, by: str
    ) -> Correction:
        """Keep a decision: `new` is what it is; the same as `old` accepts it. Replaces one's last.

        Raises:
            InputError: the value cannot be meant, or no reason is given for a change.
        """
        value = new.strip() if field == FLAG or new == old else checked(field, new)
        if value != old and not why.strip():
            msg = f"a correction of the {field} needs a reason; say why"
            raise InputError(msg)
        self.withdraw(anchor, field, by=by)
        made = Correction(
            anchor=anchor,
            field=field,
            old=old,
            new=value,
            why=why.strip(),
            by=by,
            at=self._now(),
            withdrawn_at=None,
        )
        self._store.correct(made)
        return made

    def withdraw(self, anchor: str, field: str, *, by: str) -> bool:
        """Take back what `by` decided; False if there was nothing."""
        return self._remarks.withdraw_correction(anchor, field, by=by, at=self._now())

    def decisions(self) -> tuple[Correction, ...]:
        """All decisions, also those that were taken back, oldest first."""
        return tuple(self._store.corrections())

    def lost(self) -> tuple[tuple[Correction, ...], tuple[Judgement, ...]]:
        """The decisions and judgements whose text or claim is no longer there."""
        readings = tuple(self._store.readings())
        edits = [one for one in self._store.corrections() if one.withdrawn_at is None]
        known = {claim.id for reading in readings for claim in reading.claims}
        verdicts = [
            one
            for one in self._store.judgements()
            if one.withdrawn_at is None and not {one.left, one.right} <= known
        ]
        return unattached(readings, edits), tuple(verdicts)

    def agreement(self) -> tuple[Agreement, ...]:
        """How far coders agree, by field and on merges; only standing decisions count."""
        units: dict[str, dict[Hashable, dict[str, Hashable]]] = {}
        for one in self._store.corrections():
            if one.withdrawn_at is None:
                held = units.setdefault(one.field, {}).setdefault(one.anchor, {})
                held[one.by] = one.new
        for verdict in self._store.judgements():
            if verdict.withdrawn_at is None:
                pair = (verdict.left, verdict.right)
                held = units.setdefault("merge", {}).setdefault(pair, {})
                held[verdict.by] = verdict.verdict.value
        return tuple(_agreement(sort, list(held.values())) for sort, held in sorted(units.items()))


def _agreement(sort: str, units: list[dict[str, Hashable]]) -> Agreement:
    shared = [unit for unit in units if len(unit) > 1]
    return Agreement(
        sort=sort,
        coders=tuple(sorted({coder for unit in units for coder in unit})),
        units=len(units),
        shared=len(shared),
        same=sum(len(set(unit.values())) == 1 for unit in shared),
        alpha=alpha(shared),
    )


def _items(reading: Reading) -> Iterator[Item]:
    for flag in reading.flags:
        why = f"{flag.kind}: {flag.why}"
        yield _item(reading, flag.span, (FLAG, FLAG, None), RIGHT, (flag.span, why))
    for claim in reading.claims:
        yield from _claim_items(reading, claim)


def _claim_items(reading: Reading, claim: ResolvedClaim) -> Iterator[Item]:
    trigger = claim.claim.first.trigger
    seen: set[str] = set()
    for link in claim.doubtful:
        sort = "actor" if isinstance(link.target, Actor) else "place"
        field = link.part if link.part in {"actor", "recipient"} else sort
        if link.part == "speaker" or field in seen:
            continue
        seen.add(field)
        why = "; ".join(f"{r.feature} {r.score:.2g} ({r.left} : {r.right})" for r in link.reasons)
        about = (sort, field, claim.id)
        told = why or "no reason is strong"
        yield _item(reading, trigger, about, kept(link), (link.mention, told))
    fresh = claim.claim.first.kind in VIOLENT and not claim.claim.first.background
    if fresh and not claim.places:
        yield _item(
            reading, trigger, ("place", "place", claim.id), "", (trigger, "no place is known")
        )
    when = claim.when
    if fresh and (when is None or when.first is None or when.uncertain):
        value = f"{when.first}/{when.last}" if when and when.first and when.last else ""
        words = when.text if when else ""
        told = f"the day is not sure: “{words}”" if words else "no day is known"
        yield _item(reading, trigger, ("date", "date", claim.id), value, (trigger, told))


def _item(
    reading: Reading,
    at: Span,
    about: tuple[str, str, str | None],
    value: str,
    told: tuple[Span, str],
) -> Item:
    sort, field, claim = about
    words, why = told
    text = reading.document.text
    first, last = sentence_around(text, words.start, words.end)
    last = max(last, words.end)
    return Item(
        sort=sort,
        anchor=anchored(reading, at),
        field=field,
        claim=claim,
        document=reading.document.id,
        outlet=reading.document.outlet,
        value=value,
        words=words.text,
        why=why,
        sentence=text[first:last],
        mark=(words.start - first, words.end - first),
    )


def kept(link: Link[Actor] | Link[Place]) -> str:
    """What a link points at, as a correction keeps it."""
    target = link.target
    if isinstance(target, Actor):
        return PART.join((target.name, target.country or "", target.role.value))
    where = ("" if degrees is None else degrees for degrees in (target.lat, target.lon))
    parts = (target.name, target.country or "", *where, target.precision)
    return PART.join(str(part) for part in parts)
