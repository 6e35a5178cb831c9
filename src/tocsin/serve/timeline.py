"""Bars over time, drawn by the server: how many incidents in each day, week, month or year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.store.glances import Glance

WIDTH, HEIGHT = 1000, 96
MOST_BARS = 110
STEPS = ((1, "day"), (7, "week"), (30, "month"), (91, "quarter"), (365, "year"), (3650, "decade"))


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
    held = tuple(found)
    counts = Counter(one.first for one in held)
    counts.pop(None, None)
    if not counts:
        return Timeline(bars=(), step="day", since=None, until=None, most=0)
    violent = Counter(one.first for one in held if one.violent)
    disputed = Counter(one.first for one in held if one.disputed)
    since, until = (date.fromisoformat(pick(day for day in counts if day)) for pick in (min, max))
    days, step = next(
        (step for step in STEPS if (until - since).days / step[0] < MOST_BARS), STEPS[-1]
    )
    origin = since - timedelta(days=since.weekday() if step == "week" else 0)
    slots: dict[int, list[int]] = {}
    for day, count in counts.items():
        slot = (date.fromisoformat(day or "") - origin).days // days
        held_here = slots.setdefault(slot, [0, 0, 0])
        for i, figure in enumerate((count, violent[day], disputed[day])):
            held_here[i] += figure
    sizes = (max(slots) + 1, max(figures[0] for figures in slots.values()))
    bars = tuple(_bar(origin, days, slot, sizes, slots[slot]) for slot in sorted(slots))
    return Timeline(bars=bars, step=step, since=since, until=until, most=sizes[1])


def _bar(origin: date, days: int, slot: int, sizes: tuple[int, int], figures: list[int]) -> Bar:
    slots, most = sizes
    count, violent, disputed = figures
    width = WIDTH / max(slots, 24)
    height = max(2.0, HEIGHT * count / most)
    since = origin + timedelta(days=slot * days)
    return Bar(
        since=since,
        until=since + timedelta(days=days - 1),
        count=count,
        violent=violent,
        disputed=disputed,
        x=round(slot * width, 2),
        width=round(max(1.0, width - 1.5), 2),
        y=round(HEIGHT - height, 2),
        height=round(height, 2),
        violent_height=round(height * violent / count, 2),
    )
