"""Bars over time, drawn by the server: how many incidents in each day, week, month or year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.store.glances import Glance

WIDTH, HEIGHT = 1000, 96
MOST_BARS = 110
STEPS = ((1, "day"), (7, "week"), (30, "month"), (91, "quarter"), (365, "year"), (3650, "decade"))
VIOLENT = frozenset({"ASSAULT", "COERCE"})
AGAINST = frozenset({"denied", "partly_confirmed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One step: its days, its counts, and where it stands on the screen (`violent` at the foot)."""

    since: date
    until: date
    count: int
    violent: int
    disputed: int
    x: float
    width: float
    y: float
    height: float
    violent_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The bars from the first to the last dated incident; `step` says how long one is."""

    bars: tuple[Bar, ...]
    step: str
    since: date | None
    until: date | None
    most: int
    width: int = WIDTH
    height: int = HEIGHT


def timeline_of(found: Iterable[Glance]) -> Timeline:
    """The bars of incidents with a known day, each counted on its first one."""
    dated = sorted((one for one in found if one.first), key=lambda one: one.first or "")
    if not dated:
        return Timeline(bars=(), step="day", since=None, until=None, most=0)
    since, until = (date.fromisoformat(dated[i].first or "") for i in (0, -1))
    days, step = next(
        (step for step in STEPS if (until - since).days / step[0] < MOST_BARS), STEPS[-1]
    )
    origin = since - timedelta(days=since.weekday() if step == "week" else 0)
    slots: dict[int, list[Glance]] = {}
    for one in dated:
        slot = (date.fromisoformat(one.first or "") - origin).days // days
        slots.setdefault(slot, []).append(one)
    last = max(slots)
    most = max(len(held) for held in slots.values())
    bars = tuple(
        _bar(origin, days, slot, (last + 1, most), held) for slot, held in sorted(slots.items())
    )
    return Timeline(bars=bars, step=step, since=since, until=until, most=most)


def _bar(origin: date, days: int, slot: int, sizes: tuple[int, int], held: list[Glance]) -> Bar:
    slots, most = sizes
    width = WIDTH / max(slots, 24)
    height = max(2.0, HEIGHT * len(held) / most)
    violent = sum(one.kind in VIOLENT for one in held)
    since = origin + timedelta(days=slot * days)
    return Bar(
        since=since,
        until=since + timedelta(days=days - 1),
        count=len(held),
        violent=violent,
        disputed=sum(bool(one.stances & AGAINST) for one in held),
        x=round(slot * width, 2),
        width=round(max(1.0, width - 1.5), 2),
        y=round(HEIGHT - height, 2),
        height=round(height, 2),
        violent_height=round(height * violent / len(held), 2),
    )
