"""The tables of accounts and deliveries; they belong to the served ledger, not to its history."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table, Text

metadata = MetaData()


def _table(name: str, *texts: str, counts: tuple[str, ...] = ()) -> Table:
    columns = [Column(key, Text()) for key in texts]
    numbers = [Column(key, Integer()) for key in counts]
    number = Column("number", Integer(), primary_key=True)
    return Table(f"tocsin_{name}", metadata, number, *columns, *numbers)


users = _table("users", "name", "role", "password", "recorded_at", "ended_at")
sessions = _table("sessions", "digest", "user_name", "recorded_at", "expires_at", "ended_at")
tokens = _table(
    "tokens", "digest", "user_name", "label", "scopes", "recorded_at", "expires_at", "ended_at"
)
audit = _table("audit", "made_by", "action", "target", "detail", "recorded_at")
visits = _table("visits", "made_by", "recorded_at")
rules = _table("rules", "name", "body", "made_by", "recorded_at", "ended_at", counts=("position",))
notices = _table("notices", "id", "rule", "occasion", "payload", "recorded_at")
deliveries = _table(
    "deliveries",
    "notice",
    "channel",
    "state",
    "due_at",
    "told",
    "recorded_at",
    counts=("attempts",),
)
