"""Cut a parse into the small pieces that time expressions are built of, each with its class."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import names_in, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Parse, Token

OTHER = "."
BREAK = "|"

_CUT = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’.][^\W\d_]+)*\.?|\S")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d)?")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_NUMERIC = re.compile(
    r"\b(?:(?P<y>[12]\d{3})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"|(?P<a>\d{1,2})(?P<s>[/.])(?P<b>\d{1,2})(?P=s)(?P<c>\d{4}|\d\d))(?![\d/.]\d|-\d)"
)
_ORDINAL_ENDS = ("st", "nd", "rd", "th")
_MONTHS = 12
_LAST_DAY = 31
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_HUNDRED, _THOUSAND = 100, 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, number or sign: its `symbol` in patterns, its value, its characters, its token."""

    symbol: str
    value: str
    start: int
    end: int
    token: int


@cache
def symbol_of(kind: str) -> str:
    """The one character that stands for a class of words in patterns."""
    return chr(0xE000 + _kinds().index(kind))


@cache
def _kinds() -> tuple[str, ...]:
    made = ("day", "year", "digits", "clock", "numeric", "hyphen", "slash", "comma", "decades", "open", "close", "money")
    told = sorted({row["class"] for name in names_in("dates") for row in rows(name)})
    return (*made, *told)


@cache
def _words() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Every entry of the tables by its first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for name in names_in("dates"):
        for row in rows(name):
            words = tuple(_CUT_TABLE.findall(row["word"])) if row["word"].isascii() else (row["word"],)
            found.setdefault(words[0], []).append((words, row["class"], row["value"]))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in found.items()
    }


_CUT_TABLE = re.compile(r"1/2|[^\W\d_]+(?:[.'’][^\W\d_]+)*\.?|\d+|\S")


def pieces_of(parse: Parse, text: str) -> list[Piece]:
    """The pieces of a parsed text in order; blank lines are pieces too, other space is not."""
    fixed = {found.start(): found for found in _NUMERIC.finditer(text)}
    atoms: list[tuple[str, int, int]] = []
    covered = 0
    for token in parse.tokens:
        if token.start < covered:
            continue
        if token.start in fixed:
            covered = fixed[token.start].end()
            atoms.append((text[token.start : covered], token.start, token.i))
        else:
            atoms.extend(_cut(token))
    return _classed(atoms, parse, fixed)


def _cut(token: Token) -> Iterator[tuple[str, int, int]]:
    word = token.text
    if word.isalpha() or word in _words():
        yield word, token.start, token.i
    elif word.isspace():
        if word.count("\n") > 1:
            yield BREAK, token.start, token.i
    else:
        for part in _CUT.finditer(word):
            yield part.group(), token.start + part.start(), token.i


def _classed(
    atoms: list[tuple[str, int, int]], parse: Parse, fixed: dict[int, re.Match[str]]
) -> list[Piece]:
    known = _words()
    lowered = [atom[0].lower() for atom in atoms]
    found: list[Piece] = []
    at = 0
    while at < len(atoms):
        word, start, token = atoms[at]
        low = lowered[at]
        width, kind, value = 1, "", ""
        if start in fixed and len(word) == len(fixed[start].group()):
            kind, value = "numeric", _iso(fixed[start])
        else:
            entries = known.get(low) or (known.get(low[:-1]) if low.endswith(".") else None)
            if entries:
                width, kind, value = _entry(entries, lowered, at)
            if not kind and word[0].isdigit():
                width, kind, value = _number(lowered, atoms, at)
            elif kind:
                if not _fits(kind, atoms, at, parse):
                    kind = ""
            elif low in _SIGNS:
                kind = _SIGNS[low]
        last = atoms[at + width - 1]
        symbol = symbol_of(kind) if kind else (BREAK if word == BREAK else OTHER)
        found.append(Piece(symbol, value, start, last[1] + len(last[0]), token))
        at += width
    return _counted(found)


_SIGNS = {"-": "hyphen", "–": "hyphen", "—": "hyphen", "/": "slash", ",": "comma", "(": "open", ")": "close", "$": "money", "£": "money", "€": "money"}


def _entry(
    entries: tuple[tuple[tuple[str, ...], str, str], ...], lowered: list[str], at: int
) -> tuple[int, str, str]:
    for words, kind, value in entries:
        if len(words) == 1 or tuple(lowered[at : at + len(words)]) == words:
            return len(words), kind, value
    return 1, "", ""


def _fits(kind: str, atoms: list[tuple[str, int, int]], at: int, parse: Parse) -> bool:
    """Whether a word that has other meanings is a time word here."""
    if kind in {"month", "weekday", "weekdays"}:
        return atoms[at][0][0].isupper() or _beside_number(atoms, at)
    if kind == "month-verb":
        tag = parse.tokens[atoms[at][2]].tag
        return atoms[at][0][0].isupper() and (tag.startswith("NN") or _beside_number(atoms, at))
    if kind in {"month-short", "weekday-short"}:
        return atoms[at][0][0].isupper() and (
            atoms[at][0].endswith(".") or _beside_number(atoms, at)
        )
    if kind in {"islamic", "iranian", "local-month"}:
        return _beside_number(atoms, at)
    return True


def _beside_number(atoms: list[tuple[str, int, int]], at: int) -> bool:
    near = atoms[max(at - 1, 0) : at] + atoms[at + 1 : at + 2]
    return any(word[0].isdigit() for word, _, _ in near)


def _iso(found: re.Match[str]) -> str:
    """YYYY-MM-DD; of 3/4/1999 the month comes first unless it cannot be one or dots are used."""
    if found["y"]:
        year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    else:
        month, day = int(found["a"]), int(found["b"])
        if month > _MONTHS or found["s"] == ".":
            month, day = day, month
        year = int(found["c"])
        if year < _HUNDRED:
            year += 1900 if year > 40 else 2000  # noqa: PLR2004
    return f"{year:04}-{month:02}-{day:02}" if month <= _MONTHS and day <= _LAST_DAY else ""


def _number(
    lowered: list[str], atoms: list[tuple[str, int, int]], at: int
) -> tuple[int, str, str]:
    """Width, class and value of a piece that begins with a digit."""
    word = lowered[at]
    glued = (
        at + 1 < len(lowered) and atoms[at + 1][1] == atoms[at][1] + len(word)
    )
    after = lowered[at + 1] if glued else ""
    if word.isdigit() and after in _ORDINAL_ENDS:
        return 2, "ordinal", word
    if word.isdigit() and after == "s" and len(word) in {2, 3, 4} and word.endswith("0"):
        return 2, "decades", word[:-1]
    clock = _CLOCK.fullmatch(word)
    if clock and (":" in word or after.startswith(("a", "p"))):
        return (2 if after == "hrs" else 1), "clock", f"{int(clock[1]):02}:{clock[2]}"
    if after == "hrs" and word.isdigit() and len(word) == 4:  # noqa: PLR2004
        return 2, "clock", f"{word[:2]}:{word[2:]}"
    if not _NUMBER.fullmatch(word):
        return 1, "", word
    return 1, _digits(word), word.replace(",", "")


def _digits(word: str) -> str:
    if word.isdigit():
        if len(word) == 4 and _FIRST_YEAR <= int(word) <= _LAST_YEAR:  # noqa: PLR2004
            return "year"
        if len(word) < 3 and 0 < int(word) <= _LAST_DAY:  # noqa: PLR2004
            return "day"
    return "digits"


def _counted(pieces: list[Piece]) -> list[Piece]:
    """Join runs of number words: twenty four, nineteen ninety-six, two thousand, two and a half."""
    number, hyphen = symbol_of("number"), symbol_of("hyphen")
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        if pieces[at].symbol != number:
            found.append(pieces[at])
            at += 1
            continue
        run, end = [int(pieces[at].value)], at + 1
        while end < len(pieces):
            step = 2 if pieces[end].symbol == hyphen and end + 1 < len(pieces) else 1
            if pieces[end + step - 1].symbol != number:
                break
            run.append(int(pieces[end + step - 1].value))
            end += step
        found.append(_joined(pieces[at], pieces[end - 1], run))
        at = end
    return found


def _joined(first: Piece, last: Piece, run: list[int]) -> Piece:
    value = _spoken(run)
    kind = "number"
    if len(run) > 1 and _FIRST_YEAR <= value <= _LAST_YEAR:
        kind = "year"
    return Piece(symbol_of(kind), str(value), first.start, last.end, first.token)


def _spoken(run: list[int]) -> int:
    """The number a run of number words says; "nineteen ninety six" is a year."""
    if len(run) > 1 and 10 < run[0] <= 20 and run[1] >= 10 and run[1] < _HUNDRED:  # noqa: PLR2004
        return run[0] * _HUNDRED + sum(run[1:])
    total = part = 0
    for value in run:
        if value == _THOUSAND:
            total, part = total + max(part, 1) * value, 0
        elif value == _HUNDRED:
            part = max(part, 1) * value
        else:
            part += value
    return total + part
