"""Cut a parse into the small pieces that time expressions are built of, each with its class."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tocsin.resolve.datelexicon import (
    cores,
    first_words,
    phrase_starts,
    phrases_by_start,
    single_words,
    symbol_of,
)
from tocsin.resolve.datenumbers import (
    FIRST_YEAR,
    LAST_YEAR,
    Atom,
    is_year,
    iso_of,
    number_of,
    spoken,
)

if TYPE_CHECKING:
    from tocsin.records import Parse, Token

OTHER = "."
BREAK = "|"
_REACH = 9

_CUT = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’.][^\W\d_]+)*\.?|\S")
_NUMERIC = re.compile(
    r"\b(?:(?P<y>[12]\d{3})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"|(?P<a>\d{1,2})(?P<s>[/.])(?P<b>\d{1,2})(?P=s)(?P<c>\d{4}|\d\d))(?![\d/.]\d|-\d)"
)
_SIGNS = {
    "-": "hyphen", "–": "hyphen", "—": "hyphen", "/": "slash", ",": "comma",
    "(": "open", ")": "close", "$": "money", "£": "money", "€": "money",
}  # fmt: skip
_MARKS = frozenset("'’")
_CAPITAL = frozenset({"month", "weekday", "weekdays", "holy-month"})
_SHORT = frozenset({"month-short", "weekday-short"})
_FOREIGN = frozenset({"islamic", "iranian", "local-month"})
_DOUBTFUL = _CAPITAL | _SHORT | _FOREIGN | {"month-verb"}


class Piece(NamedTuple):
    """A word, number or sign: its `symbol` in patterns, its value, its characters, its token."""

    symbol: str
    value: str
    start: int
    end: int
    token: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A matched expression: pieces `first` to `last` (exclusive), its rule and its named parts."""

    first: int
    last: int
    rule: str
    parts: Mapping[str, tuple[Piece, ...]]
    pieces: tuple[Piece, ...]
    before: Piece | None
    after: Piece | None

    def value(self, part: str) -> str:
        """The value of the first piece of a part, or an empty string."""
        found = self.parts.get(part)
        return found[0].value if found else ""

    def has(self, part: str) -> bool:
        """Whether the part was matched."""
        return part in self.parts


_GAP = Piece(BREAK, "", 0, 0, 0)


def pieces_of(parse: Parse, text: str) -> list[Piece]:
    """The pieces near words of time, in order; what was left out between them is a BREAK."""
    fixed: dict[int, re.Match[str]] = {}
    atoms: list[Atom] = []
    covered = 0
    for token in parse.tokens:
        word, start = token.text, token.start
        if word.isalpha():
            atoms.append((word, start, token.i))
        elif start < covered:
            continue
        elif word[0].isdigit() and (found := _NUMERIC.match(text, start)):
            fixed[start] = found
            covered = found.end()
            atoms.append((found.group(), start, token.i))
        else:
            atoms.extend(_cut(token))
    return _near(_counted(_classed(atoms, parse, fixed)))


def _cut(token: Token) -> list[Atom]:
    word, start, i = token.text, token.start, token.i
    if word.isspace():
        return [(BREAK, start, i)] if word.count("\n") > 1 else []
    if len(word) == 1 or word in single_words():
        return [(word, start, i)]
    return [(part.group(), start + part.start(), i) for part in _CUT.finditer(word)]


def _classed(atoms: list[Atom], parse: Parse, fixed: dict[int, re.Match[str]]) -> list[Piece]:
    lowered = [atom[0].lower() for atom in atoms]
    after = [*lowered[1:], ""]
    pairs = phrases_by_start()
    found: list[Piece] = []
    done = 0
    for at, (word, start, token) in enumerate(atoms):
        if at < done:
            continue
        sure = _sure(word)
        if sure is not None and (not sure[2] or (lowered[at], after[at]) not in pairs):
            found.append(Piece(sure[0], sure[1], start, start + len(word), token))
            continue
        if start in fixed and len(word) == len(fixed[start].group()):
            width, kind, value = 1, "numeric", iso_of(fixed[start])
        else:
            width, kind, value = _named(lowered, atoms, at, parse)
        done = at + width
        last = atoms[done - 1]
        symbol = symbol_of(kind) if kind else OTHER
        found.append(Piece(symbol, value, start, last[1] + len(last[0]), token))
    return found


@lru_cache(maxsize=16384)
def _sure(word: str) -> tuple[str, str, bool] | None:
    """Symbol and value of a word that means the same beside all others, and if it begins phrases.

    None if it may mean something else beside another word.
    """
    if word in {BREAK, OTHER}:
        return word, "", False
    low = word.lower()
    if low in _MARKS:
        return None
    if low not in first_words():
        plain = low.isalpha() or not (low[0].isdigit() or low.endswith("."))
        sign = symbol_of(_SIGNS[low]) if low in _SIGNS else OTHER
        return (sign, "", False) if plain else None
    single = single_words().get(low)
    if single is None:
        return (OTHER, "", True) if low.isalpha() else None
    if single.kind in _DOUBTFUL:
        return None
    return symbol_of(single.kind), single.value, low in phrase_starts()


def _named(lowered: list[str], atoms: list[Atom], at: int, parse: Parse) -> tuple[int, str, str]:
    """Width, class and value of a word by the tables, a number or a sign."""
    low = lowered[at]
    if at + 1 < len(lowered):
        for entry in phrases_by_start().get((low, lowered[at + 1]), ()):
            width = len(entry.words)
            if tuple(lowered[at : at + width]) == entry.words:
                return width, entry.kind, entry.value
    if low in _MARKS and _touches(atoms, at) and re.fullmatch(r"\d\d", lowered[at + 1]):
        return 2, "short-year", lowered[at + 1]
    entry_of = single_words()
    single = entry_of.get(low) or (entry_of.get(low[:-1]) if low.endswith(".") else None)
    if single:
        fits = _fits(single.kind, atoms, at, parse)
        return (1, single.kind, single.value) if fits else (1, "", "")
    if low[0].isdigit():
        return number_of(lowered, atoms, at)
    return 1, _SIGNS.get(low, ""), ""


def _touches(atoms: list[Atom], at: int) -> bool:
    """Whether the next piece follows without a space."""
    return at + 1 < len(atoms) and atoms[at][1] + len(atoms[at][0]) == atoms[at + 1][1]


def _fits(kind: str, atoms: list[Atom], at: int, parse: Parse) -> bool:
    """Whether a word that has other meanings is a time word here."""
    word = atoms[at][0]
    if kind in _CAPITAL:
        return word[0].isupper() or _beside_number(atoms, at)
    if kind == "month-verb":
        tag = parse.tokens[atoms[at][2]].tag
        return word[0].isupper() and (tag.startswith("NN") or _beside_number(atoms, at))
    if kind in _SHORT:
        return word[0].isupper() and (word.endswith(".") or _beside_number(atoms, at))
    return kind not in _FOREIGN or _beside_number(atoms, at)


def _beside_number(atoms: list[Atom], at: int) -> bool:
    near = atoms[max(at - 1, 0) : at] + atoms[at + 1 : at + 2]
    return any(word[0].isdigit() for word, _, _ in near)


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
    value = spoken(run)
    kind = "number"
    if is_year(run) and FIRST_YEAR <= value <= LAST_YEAR:
        kind = "year"
    return Piece(symbol_of(kind), str(value), first.start, last.end, first.token)


def _near(pieces: list[Piece]) -> list[Piece]:
    """Leave out what stands farther than `_REACH` pieces from any word of time."""
    core = cores()
    kept: list[Piece] = []
    done = 0
    for at, piece in enumerate(pieces):
        if piece.symbol in core:
            start = max(at - _REACH, done)
            if start > done and kept:
                kept.append(_GAP)
            end = min(at + _REACH + 1, len(pieces))
            kept.extend(pieces[start:end])
            done = end
    return kept
