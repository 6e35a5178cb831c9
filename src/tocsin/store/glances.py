"""Incidents at a glance: what lists, maps and filters need of each, without its whole record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tocsin.records import Actor, Dyad, Incident, Kind, Role
from tocsin.store import canon, queries, rows, tables
from tocsin.store.engines import reading
from tocsin.watch.sides import dyads_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine

BATCH = 2000
KILLED = "killed"
VIOLENT = frozenset({Kind.ASSAULT.value, Kind.COERCE.value})
STANCES = ("asserted", "confirmed", "partly_confirmed", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where something happened, WGS 84; `precision` is UCDP where_prec, 1 (exact) to 7."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One incident in a list: days are ISO text so that they compare as they sort.

    `number` is its row, `toll` the highest best figure of the killed, `voices` all first sources,
    `pairs` are the dyads as plain pairs, `disputed` what somebody denies or admits in part,
    `names` the parties' and places' names and `sides` the parties by name, country and dyad, both
    folded, `payload` the whole record as it is kept.
    """

    number: int
    id: str
    kind: str
    mode: str
    first: str | None
    last: str | None
    background: bool
    part_of: str | None
    spots: tuple[Spot, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    dyads: tuple[Dyad, ...]
    pairs: tuple[tuple[str, str], ...]
    sides: frozenset[str]
    countries: frozenset[str]
    names: frozenset[str]
    voices: frozenset[str]
    stances: frozenset[str]
    violent: bool
    disputed: bool
    toll: int | None
    reports: int
    claims: tuple[str, ...]
    recorded_at: str
    payload: str

    @property
    def incident(self) -> Incident:
        """The whole record."""
        return canon.load(self.payload, Incident)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An incident that is no longer in the ledger since row `number`."""

    number: int
    id: str
    recorded_at: str


class Glances:
    """The incidents of one ledger as lists and maps need them, and how each came to be."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Look into the ledger `name`."""
        self._engine = engine
        self._name = name

    def after(self, number: int, as_of: datetime | None = None) -> Iterator[Glance | Gone]:
        """Every change of an incident in a row after `number`, in the order of recording."""
        table = tables.derived
        query = (
            select(table.c.number, table.c.id, table.c.payload, table.c.recorded_at)
            .where(table.c.number > number, table.c.sort == "incident", queries.known(table, as_of))
            .order_by(table.c.number)
        )
        with reading(self._engine, self._name) as connection:
            for row in connection.execution_options(yield_per=BATCH).execute(query):
                if row.payload is None:
                    yield Gone(number=row.number, id=row.id, recorded_at=row.recorded_at)
                else:
                    yield glance_of(row.number, row.payload, row.recorded_at)

    def homes(self, number: int) -> Iterator[tuple[int, str, str, str]]:
        """Of each claim in a row after `number`: its row, id, document and outlet (or origin)."""
        claims, documents = tables.claims, tables.documents
        told = (claims.c.number, claims.c.id, documents.c.id, documents.c.outlet)
        query = (
            select(*told, documents.c.origin)
            .join(documents, documents.c.number == claims.c.document)
            .where(claims.c.number > number)
            .order_by(claims.c.number)
        )
        with reading(self._engine, self._name) as connection:
            for row in connection.execution_options(yield_per=BATCH).execute(query):
                yield row[0], row[1], row[2], row[3] or row[4]

    def newest(self) -> tuple[int, int, int]:
        """The newest rows of what is derived, of claims and of withdrawals: they only grow."""
        with reading(self._engine, self._name) as connection:
            derived, claims, gone = (
                connection.scalar(select(func.max(table.c.number)))
                for table in (tables.derived, tables.claims, tables.withdrawals)
            )
        return int(derived or 0), int(claims or 0), int(gone or 0)

    def history(
        self, id_: str, as_of: datetime | None
    ) -> tuple[tuple[datetime, Incident | None], ...]:
        """Every state that an incident ever had: when it was recorded, and None once it ended."""
        table = tables.derived
        query = (
            select(table.c.recorded_at, table.c.payload)
            .where(table.c.sort == "incident", table.c.id == id_, queries.known(table, as_of))
            .order_by(table.c.number)
        )
        with reading(self._engine, self._name) as connection:
            return tuple(
                (rows.moment_of(row[0]), canon.load(row[1], Incident) if row[1] else None)
                for row in connection.execute(query)
            )


def glance_of(number: int, payload: str, recorded_at: str) -> Glance:
    """The glance of an incident that was kept as canonical JSON."""
    told = json.loads(payload)
    actors, recipients = (_actors(told[part]) for part in ("actors", "recipients"))
    dyads = dyads_of(actors, recipients)
    sides = {side for dyad in dyads for side in (dyad.a, dyad.b)}
    for party in (*actors, *recipients):
        sides |= {party.name, party.country or party.name}
    places = told["places"]
    codes = [*(one.country for one in (*actors, *recipients)), *(one["country"] for one in places)]
    names = [*(one.name for one in (*actors, *recipients)), *(one["name"] for one in places)]
    when = told["when"] or {"first": None, "last": None}
    voices = {stance: told[f"{stance}_by"] for stance in STANCES}
    return Glance(
        number=number,
        id=told["id"],
        kind=told["kind"],
        mode=told["mode"],
        first=when["first"] or when["last"],
        last=when["last"] or when["first"],
        background=told["background"],
        part_of=told["part_of"],
        spots=tuple(_spot(one) for one in places),
        actors=actors,
        recipients=recipients,
        dyads=dyads,
        pairs=tuple((dyad.a, dyad.b) for dyad in dyads),
        sides=frozenset(rows.folded(one) for one in sides),
        countries=frozenset(code for code in codes if code),
        names=frozenset(rows.folded(name) for name in names),
        voices=frozenset(name for names in voices.values() for name in names),
        stances=frozenset(stance for stance, names in voices.items() if names),
        violent=told["kind"] in VIOLENT,
        disputed=bool(voices["denied"] or voices["partly_confirmed"]),
        toll=_killed(told["tolls"]),
        reports=told["independent_reports"],
        claims=tuple(told["claims"]),
        recorded_at=recorded_at,
        payload=payload,
    )


def _actors(told: list[dict[str, Any]]) -> tuple[Actor, ...]:
    return tuple(
        Actor(id=one["id"], name=one["name"], country=one["country"], role=Role(one["role"]))
        for one in told
    )


def _spot(told: dict[str, Any]) -> Spot:
    return Spot(
        name=told["name"],
        country=told["country"],
        lat=told["lat"],
        lon=told["lon"],
        precision=told["precision"],
    )


def _killed(tolls: list[dict[str, Any]]) -> int | None:
    figures = [
        one["best"] if one["best"] is not None else one["low"]
        for one in tolls
        if one["harm"] == KILLED
    ]
    return max((one for one in figures if one is not None), default=None)
