"""Files of UCDP GED, ACLED and VIEWS as months per dyad and country, with what did not map.

The three are told apart by their columns. An event of several days is spread over them before its
months are counted. Nothing is guessed: a row without a day, a country or sides is tallied.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.lexicon.tables import rows
from tocsin.records import OutsideMonth, OutsideTally, Sort, Subject, Unmapped
from tocsin.watch.units import country_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Cells = dict[str, str]
VIEWS, ACLED = "views", "acled"
FIRST_VIEWS_YEAR = 1980
"""Month 1 of VIEWS is January 1980."""
YEARS = re.compile(r"\s*\([^()]*\)\s*$")
DAYS = ("%Y-%m-%d", "%d %B %Y", "%d/%m/%Y")
WRITTEN_DAY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One row as it was understood: where it counts, over which months, and what it adds."""

    subjects: tuple[Subject, ...]
    months: tuple[tuple[date, float], ...]
    deaths: tuple[float, float, float]


class Lost(StrEnum):
    """Why a row counts nowhere."""

    NO_COUNTRY = "no country"
    UNKNOWN_COUNTRY = "unknown country"
    NO_VIOLENCE = "no violence"
    NO_DAY = "no day"
    NO_MONTH = "no month"
    BACKWARDS = "ends before it begins"
    NO_FIGURE = "deaths are no number"


class _Unmappable(Exception):  # noqa: N818 - an outcome of a row, never leaves this module
    """A row that counts nowhere, and why."""

    def __init__(self, why: Lost) -> None:
        super().__init__(why.value)


def format_of(columns: Iterable[str]) -> str:
    """`ged`, `acled` or `views`, by the names of a file's columns.

    Raises:
        InputError: the columns are of none of them.
    """
    there = {one.strip().strip("\ufeff").casefold() for one in columns}
    for name, parts in _formats().items():
        if all(there & set(choices) for choices in parts.values()):
            return name
    needed = "; ".join(
        f"{name}: {', '.join('|'.join(c) for c in p.values())}" for name, p in _formats().items()
    )
    msg = f"the columns are of no known file; needed are {needed}"
    raise InputError(msg)


def months_of(table: Iterable[Mapping[str, str]]) -> tuple[str, list[OutsideMonth], OutsideTally]:
    """The format, the months by dyad and country, and how the rows fared.

    Raises:
        InputError: the table is empty, or its columns are of no known format.
    """
    lines = [{_plain(key): value or "" for key, value in row.items() if key} for row in table]
    if not lines:
        msg = "the file has no rows; check that it is the CSV that was downloaded"
        raise InputError(msg)
    name = format_of(lines[0])
    sums: defaultdict[tuple[Subject, date], list[float]] = defaultdict(lambda: [0.0] * 4)
    lost: Counter[str] = Counter()
    examples: dict[str, str] = {}
    mapped = 0
    for line in lines:
        try:
            counted = _counted(name, line)
        except _Unmappable as why:
            lost[str(why)] += 1
            examples.setdefault(str(why), " ".join(list(line.values())[:12])[:120])
            continue
        mapped += 1
        _add(sums, counted)
    months = [_month(subject, month, total) for (subject, month), total in sums.items()]
    months.sort(key=lambda one: (one.subject, one.month))
    unmapped = tuple(
        Unmapped(reason=why, rows=count, example=examples[why]) for why, count in lost.most_common()
    )
    return name, months, OutsideTally(rows=len(lines), mapped=mapped, unmapped=unmapped)


def _plain(key: str) -> str:
    return key.strip().strip("\ufeff").casefold()


def _add(sums: defaultdict[tuple[Subject, date], list[float]], counted: Counted) -> None:
    for subject in counted.subjects:
        for month, share in counted.months:
            total = sums[subject, month]
            for i, value in enumerate((1.0, *counted.deaths)):
                total[i] += value * share


def _month(subject: Subject, month: date, total: list[float]) -> OutsideMonth:
    events, low, best, high = total
    return OutsideMonth(subject=subject, month=month, events=events, low=low, best=best, high=high)


def _counted(name: str, line: Cells) -> Counted:
    parts = _formats()[name]
    cells = {part: _cell(line, choices) for part, choices in parts.items()}
    country = country_of(cells["country"])
    if country is None:
        raise _Unmappable(Lost.UNKNOWN_COUNTRY if cells["country"] else Lost.NO_COUNTRY)
    here = Subject(sort=Sort.COUNTRY, name=country)
    if name == VIEWS:
        best = _figure(cells["best"])
        return Counted(
            subjects=(here,), months=((_views_month(cells["month"]), 1.0),), deaths=(best,) * 3
        )
    if name == ACLED and cells["kind"] not in _violent():
        raise _Unmappable(Lost.NO_VIOLENCE)
    dyad = _dyad(name, cells, country)
    low, best, high = (_figure(cells[part]) for part in ("low", "best", "high"))
    return Counted(
        subjects=(here, *dyad),
        months=tuple(_spread(_day(cells["first"]), _day(cells["last"]))),
        deaths=(low, best, high),
    )


def _dyad(name: str, cells: Cells, country: str) -> tuple[Subject, ...]:
    """The dyad of a row; none where a side is not told, the country still counts."""
    a, b = (_side(name, cells[part], country) for part in ("side-a", "side-b"))
    if a is None or b is None or a == b:
        return ()
    return (Subject(sort=Sort.DYAD, name=" - ".join(sorted((a, b)))),)


def _side(name: str, words: str, country: str) -> str | None:
    for row in rows("watch/outside_sides.tsv"):
        start = row["start"]
        if row["format"] != name or not words.startswith(start):
            continue
        if row["side-sort"] == "civilians":
            return f"civilians ({country})"
        if row["side-sort"] == "nobody":
            return None
        return country_of(YEARS.sub("", words)[len(start) :].strip()) or words
    return YEARS.sub("", words) if name == ACLED else words or None


def _spread(first: date, last: date) -> Iterator[tuple[date, float]]:
    """Each month that the days touch, with its share of them."""
    days = (last - first).days + 1
    if days < 1:
        raise _Unmappable(Lost.BACKWARDS)
    start = first
    while start <= last:
        after = (start.replace(day=1) + timedelta(days=31)).replace(day=1)
        yield start.replace(day=1), (min(after, last + timedelta(days=1)) - start).days / days
        start = after


def _cell(line: Cells, choices: tuple[str, ...]) -> str:
    return next((line[one].strip() for one in choices if line.get(one, "").strip()), "")


def _day(words: str) -> date:
    for form in DAYS:
        text = words[:WRITTEN_DAY] if form == DAYS[0] else words
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a civil day
        except ValueError:
            continue
    raise _Unmappable(Lost.NO_DAY)


def _views_month(words: str) -> date:
    """Month numbers of VIEWS, or months as 2014-08."""
    if words.removesuffix(".0").isdigit():
        number = int(words.removesuffix(".0")) - 1
        return date(FIRST_VIEWS_YEAR + number // 12, number % 12 + 1, 1)
    try:
        return date.fromisoformat(f"{words[:7]}-01")
    except ValueError as error:
        raise _Unmappable(Lost.NO_MONTH) from error


def _figure(words: str) -> float:
    if not words:
        return 0.0
    try:
        return max(0.0, float(words))
    except ValueError as error:
        raise _Unmappable(Lost.NO_FIGURE) from error


@cache
def _formats() -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows("watch/formats.tsv"):
        found.setdefault(row["format"], {})[row["part"]] = tuple(row["columns"].split("|"))
    return found


@cache
def _violent() -> frozenset[str]:
    return frozenset(row["event-type"] for row in rows("watch/violent_types.tsv"))
