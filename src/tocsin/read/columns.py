"""Which column of a table holds what: as asked, by a known layout, or by the usual names."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

_NONE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The column that holds each part of a report; None where a table has no such column.

    A name with dots leads into nested objects: `publisher.name`.
    """

    text: str | None = None
    date: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    layout: str = "table"


ROLES = tuple(field.name for field in fields(Columns) if field.name != "layout")


def columns_asked(words: str) -> Columns:
    """The columns of a user's mapping.

    >>> columns_asked("text=body, date=day").date
    'day'

    Raises:
        InputError: it is no mapping, names an unknown part, or no text and no address.
    """
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in words.split(","))):
        role, _, column = (word.strip() for word in part.partition("="))
        if role not in ROLES or not column:
            known = ", ".join(ROLES)
            msg = f"columns {part!r} is no mapping of {known}; write text=body,date=day"
            raise InputError(msg)
        found[role] = column
    if not found.keys() & {"text", "url"}:
        msg = f"columns {words!r} name neither the text nor the url; write text=body,date=day"
        raise InputError(msg)
    return Columns(**found, layout="table")


def columns_of(names: Iterable[str], asked: Columns | None) -> Columns | None:
    """The columns of a table with columns of these names; None if they cannot be told.

    Raises:
        InputError: a column that was asked for is not there.
    """
    given = {name.strip().casefold(): name for name in names}
    if asked is not None:
        return _checked(asked, given)
    for row in rows("layouts.tsv"):
        if all(need in given for need in row["needs"].split()):
            return _filled({role: row[role] for role in ROLES}, given, row["layout"])
    usual: dict[str, str] = {}
    for row in rows("columns.tsv"):
        if row["name"] in given:
            usual.setdefault(row["role"], row["name"])
    return _filled(usual, given, "table") if "text" in usual else None


def _filled(wanted: dict[str, str], given: dict[str, str], layout: str) -> Columns:
    """The columns under the names that the table itself writes."""
    found = {role: given.get(name, name) for role, name in wanted.items() if name and name != _NONE}
    return Columns(**found, layout=layout)


def _checked(asked: Columns, given: dict[str, str]) -> Columns:
    found: dict[str, str] = {}
    for role in ROLES:
        name = getattr(asked, role)
        if name is None:
            continue
        if name.casefold() not in given and name.split(".")[0].casefold() not in given:
            there = ", ".join(sorted(given.values())[:20])
            msg = f"has no column {name!r}; its columns are {there}"
            raise InputError(msg)
        found[role] = given.get(name.casefold(), name)
    return Columns(**found, layout="table")
