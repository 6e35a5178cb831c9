"""Who is known by name: countries, peoples, seats, organs, groups, organisations and persons.

The tables in `actors/` are compiled once, on first use, into a trie over folded word pieces.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from tocsin.errors import LexiconError
from tocsin.lexicon.tables import rows
from tocsin.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ANY, CAPITAL, CAPITALS = 0, 1, 2
EXACT = "=="
LONG = 4
SORTS: Final = (
    ("countries", "country"),
    ("former", "former-state"),
    ("seats", "capital"),
    ("igos", "igo"),
    ("ngos", "ngo"),
    ("media", "media"),
    ("organs", "organ"),
    ("groups", "group"),
    ("territories", "territory"),
    ("peoples", "demonym"),
    ("persons", "person"),
)
PIECES = re.compile(r"[^\s,()]+|[,()]")
BREAKS = re.compile(r"[-\u2010-\u2015'\u2019\u2018\u02bc`/]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a name in the tables means.

    `country` is ISO 3166 alpha-3 or None; `sort` is country, demonym, capital, organ, group,
    territory, igo, ngo, media, person or former-state; `since` and `until` bound its life or its
    term of office.
    """

    id: str
    name: str
    country: str | None
    role: Role
    sort: str
    since: date | None = None
    until: date | None = None

    def current(self, on: date) -> bool:
        """Whether it existed, or was in office, on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class _Node:
    """A piece of a name: the pieces behind it, what ends here, and that if no case is asked."""

    __slots__ = ("below", "hits", "plain")

    def __init__(self) -> None:
        self.below: dict[str, _Node] = {}
        self.hits: list[tuple[Entry, int | str]] = []
        self.plain: tuple[Entry, ...] = ()


@lru_cache(maxsize=65536)
def fold(word: str) -> tuple[str, ...]:
    """The pieces of one token without case, accents, points, hyphens and apostrophes."""
    bare = unicodedata.normalize("NFKD", word).casefold()
    plain = "".join(c for c in bare if not unicodedata.combining(c))
    plain = plain.replace("\u0131", "i").replace("\u0259", "a").replace("\u00f8", "o")
    plain = plain.replace("\u0111", "d").replace("\u0142", "l")
    if len(plain) > 1:
        plain = plain.replace(".", "")
    return tuple(piece for piece in BREAKS.split(plain) if piece)


def entry_at(words: Sequence[str], at: int, on: date | None = None) -> tuple[Entry, int] | None:
    """The longest name of the tables that starts at token `at`, with its length in tokens.

    Args:
        words: token texts; hyphens and possessives may be tokens of their own.
        at: the index to start from.
        on: the day of the text; of several bearers of a name the one of that day is preferred.
    """
    found = _longest(_name_from(words[at]), words, at)
    if found is None:
        return None
    entries, length = found
    if len(entries) == 1:
        return entries[0], length
    day = on or date.max
    bearers = [entry for entry in entries if entry.id == entries[0].id]
    current = [entry for entry in entries if entry.current(day)]
    return (current[0] if current else _nearest(bearers, day)), length


def _nearest(bearers: Sequence[Entry], day: date) -> Entry:
    """The last office begun by that day, or the first of all."""
    begun = [entry for entry in bearers if entry.since is None or entry.since <= day]
    return max(begun, key=lambda entry: entry.since or date.min) if begun else bearers[0]


def entries_at(words: Sequence[str], at: int) -> tuple[tuple[Entry, ...], int] | None:
    """All bearers of the longest name that starts at token `at`: each office a person held."""
    return _longest(_name_from(words[at]), words, at)


def head_at(words: Sequence[str], at: int) -> tuple[Entry, int] | None:
    """The longest common noun or title ("air force", "gunmen") that starts at token `at`.

    Its entry has no country; its id is the kind of body or person ("defence-ministry").
    """
    found = _longest(_noun_from(words[at]), words, at)
    return (found[0][0], found[1]) if found else None


def country_of(words: Sequence[str]) -> str | None:
    """The country (ISO 3166 alpha-3) of the first name in `words` that has one."""
    at = 0
    while at < len(words):
        found = entry_at(words, at)
        if found and found[0].country:
            return found[0].country
        at += found[1] if found else 1
    return None


def country_entry(iso3: str) -> Entry | None:
    """The entry of a country by its alpha-3 code, to give its name."""
    return _countries().get(iso3)


def slug(text: str) -> str:
    """A name as part of an id: lower case letters and digits, joined by hyphens."""
    return "-".join(piece for word in PIECES.findall(text) for piece in fold(word) if piece != ",")


def begins_name(word: str) -> bool:
    """Whether any name of the tables begins with this token."""
    return _name_from(word) is not None


def begins_noun(word: str) -> bool:
    """Whether any common noun or title of the tables begins with this token."""
    return _noun_from(word) is not None


@lru_cache(maxsize=65536)
def _name_from(word: str) -> _Node | None:
    return _below(_trie(), fold(word))


@lru_cache(maxsize=65536)
def _noun_from(word: str) -> _Node | None:
    return _below(_heads(), fold(word))


def _below(root: _Node, pieces: tuple[str, ...]) -> _Node | None:
    """Where pieces lead from a node; None for none."""
    node = root.below.get(pieces[0]) if pieces else None
    for piece in pieces[1:]:
        node = node.below.get(piece) if node else None
    return node


def _longest(
    node: _Node | None, words: Sequence[str], at: int
) -> tuple[tuple[Entry, ...], int] | None:
    """The longest name that goes on from the node to which the token `at` leads."""
    found: tuple[Entry, ...] = ()
    end = last = at + 1
    while node is not None:
        if node.hits and (fitting := _fitting(node, words, at, end)):
            found, last = fitting, end
        if not node.below:
            break
        while end < len(words) and not fold(words[end]):
            end += 1
        node = _below(node, fold(words[end])) if end < len(words) else None
        end += 1
    return (found, last - at) if found else None


def _fitting(node: _Node, words: Sequence[str], at: int, end: int) -> tuple[Entry, ...]:
    if node.plain:
        return node.plain
    written = words[at:end]
    spelt = "".join(written)
    if spelt.isupper():
        case = CAPITALS
    else:
        case = CAPITAL if written[0][:1].isupper() and all(map(_capitalised, written)) else ANY
    return tuple(
        [
            entry
            for entry, needed in node.hits
            if (spelt == needed if isinstance(needed, str) else needed <= case)
        ]
    )


def _capitalised(word: str) -> bool:
    return not word[:1].islower() or len(word) < LONG


@cache
def _trie() -> _Node:
    root = _Node()
    for table, sort in SORTS:
        for number, row in enumerate(rows(f"actors/{table}.tsv"), 1):
            _enter(root, row, sort, f"actors/{table}.tsv, row {number}")
    return root


@cache
def _heads() -> _Node:
    root = _Node()
    for number, row in enumerate(rows("actors/heads.tsv"), 1):
        role = _role(row["role"], f"actors/heads.tsv, row {number}")
        entry = Entry(row["id"], row["name"], None, role, row["sort"])
        for form in (row["name"], *_split(row["forms"])):
            for number_form in dict.fromkeys((form, plural(form))):
                _add(root, number_form, entry)
    return root


@cache
def _countries() -> dict[str, Entry]:
    return {
        entry.country: entry
        for entry in _entries(_trie())
        if entry.sort == "country" and entry.country
    }


def _entries(node: _Node) -> Iterator[Entry]:
    yield from (entry for entry, _ in node.hits)
    for below in node.below.values():
        yield from _entries(below)


def plural(form: str) -> str:
    """The regular English plural of the last word of `form`."""
    if form.endswith("man"):
        return form[:-2] + "en"
    if form.endswith("y") and form[-2:-1] not in "aeiou":
        return form[:-1] + "ies"
    if form.endswith(("s", "x", "ch", "sh")):
        return form + "es"
    return form + "s"


def _enter(root: _Node, row: dict[str, str], sort: str, where: str) -> None:
    country = row.get("iso3") or row.get("country") or None
    role = _role(row.get("role") or "GOV", where)
    term = (_day(row.get("since", ""), where, 1), _day(row.get("until", ""), where, 12))
    name = row["name"].removeprefix("=")
    entry = Entry(_id_of(row, sort, country), name, country, role, sort, *term)
    for form in (row["name"], *_split(row["aliases"])):
        _add(root, form, entry)
    people = Entry(entry.id, name, country, role, "demonym", *term)
    for form in _split(row.get("demonyms", "")):
        _add(root, form, people)


def _id_of(row: dict[str, str], sort: str, country: str | None) -> str:
    if sort == "capital":
        return f"organ:{country}:defence-ministry" if row["role"] == "MIL" else f"country:{country}"
    if sort == "country":
        return f"country:{country}"
    name = row["name"].removeprefix("=")
    if sort == "demonym":
        return f"people:{slug(name)}"
    if sort == "organ":
        return f"organ:{country or 'int'}:{row.get('id') or slug(name)}"
    return f"{sort}:{row.get('id') or slug(name)}"


def _add(root: _Node, form: str, entry: Entry) -> None:
    exact, marked = form.startswith(EXACT), form.startswith("=")
    form = form.lstrip("=")
    capitals = form.isupper() and (marked or " " not in form)
    case: int | str = CAPITALS if capitals else CAPITAL if marked else ANY
    case = form if exact else case
    node = root
    for word in PIECES.findall(form):
        for piece in fold(word):
            node = node.below.setdefault(piece, _Node())
    if node is not root and all(
        known.id != entry.id or known.since != entry.since for known, _ in node.hits
    ):
        node.hits.append((entry, case))
        asked = any(needed != ANY for _, needed in node.hits)
        node.plain = () if asked else tuple(known for known, _ in node.hits)


def _split(cell: str) -> Iterator[str]:
    return (form.strip() for form in cell.split("|") if form.strip())


def _role(text: str, where: str) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        msg = f"{where}: role {text!r} is unknown; use one of {', '.join(Role)}"
        raise LexiconError(msg) from error


def _day(text: str, where: str, month: int) -> date | None:
    if not text:
        return None
    try:
        year, *rest = (int(part) for part in text.split("-"))
        found_month = rest[0] if rest else month
        return date(year, found_month, rest[1] if len(rest) > 1 else (1 if month == 1 else 28))
    except ValueError as error:
        msg = f"{where}: date {text!r} is not YYYY, YYYY-MM or YYYY-MM-DD"
        raise LexiconError(msg) from error
