"""What somebody else counted: a file that the user downloaded, kept apart from the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tocsin.records.alert import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideMonth:
    """Events and deaths of one month and subject; `month` is its first day."""

    subject: Subject
    month: date
    events: float
    low: float
    best: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """Rows that found no place, why, and one of them in words."""

    reason: str
    rows: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideTally:
    """How a file's rows fared: `mapped` of `rows`; a row may lack its dyad and keep its country."""

    rows: int
    mapped: int
    unmapped: tuple[Unmapped, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideImport:
    """One file that was taken in under a label; a later one of the label replaces it."""

    label: str
    format: str
    origin: str
    digest: str
    tally: OutsideTally
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPair:
    """One month of a comparison: deaths as the ledger and as the outside source have them."""

    month: date
    ledger: float
    outside: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideComparison:
    """Two series of one subject side by side; `agreement` is Spearman's rank correlation.

    It is None where one of the two never changes.
    """

    subject: Subject
    label: str
    months: tuple[MonthPair, ...]
    agreement: float | None
