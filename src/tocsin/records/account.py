"""Who may do what at a served ledger, and what they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Rank(IntEnum):
    """Roles at a served ledger; each may do all that the ones before it may."""

    READER = 1
    CODER = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person with an account; `password` is an Argon2 hash, `ended_at` when it was closed."""

    name: str
    rank: Rank
    password: str
    made_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A key for programs: only its SHA-256 `digest` is kept; `rank` is the most it may do."""

    number: int
    digest: str
    user: str
    label: str
    rank: Rank
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One write at a served ledger, as the audit log keeps it."""

    by: str
    action: str
    target: str
    detail: str
    at: datetime
