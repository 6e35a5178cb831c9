"""Rules of what to be told, notices of what came, and where they were delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Occasion(StrEnum):
    """What a rule waits for."""

    INCIDENT = "incident"
    FIRST_DENIAL = "first-denial"
    SILENCE = "silence"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Tell me when an incident (its denial, an alarm, a silence) meets all of this.

    `sides` are one or two, `place` names a place or party, `reports` and `toll` (killed) are
    minima, `to` names channels; empty words and zeros ask for nothing.
    """

    name: str
    when: Occasion
    sides: tuple[str, ...]
    country: str
    kind: str
    place: str
    source: str
    reports: int
    toll: int
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A sentence behind a notice: whose word it is, where it stands, what it says."""

    voice: str
    outlet: str
    document: str
    claim: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a rule tells once: `about` keys the occasion, `claims` what it has been told of."""

    id: str
    rule: str
    about: str
    title: str
    day: date | None
    incident: str | None
    quoted: tuple[Quoted, ...]
    claims: tuple[str, ...]
    at: datetime


class Fate(StrEnum):
    """How a delivery stands; `sending` after a crash means that it may have arrived."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One notice on its way to one channel; `told` is what went wrong last."""

    number: int
    notice: Notice
    channel: str
    fate: Fate
    attempts: int
    due_at: datetime
    told: str
