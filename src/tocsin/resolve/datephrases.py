"""The grammar of time expressions: patterns over classes of words, and what each one means."""

from __future__ import annotations

import re
from functools import cache
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.resolve.datechecks import stands
from tocsin.resolve.datelexicon import symbol_of
from tocsin.resolve.datewords import Phrase, Piece, pieces_of

if TYPE_CHECKING:
    from tocsin.records import Parse

__all__ = ["phrases_in"]


GRAMMAR = "dates/grammar/rules.tsv"
MACROS = "dates/grammar/macros.tsv"


class _Symbols(dict[str, str]):
    """The symbol of any class of words, and whatever was put in by name."""

    def __missing__(self, kind: str) -> str:
        return symbol_of(kind)


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    macros = _Symbols()
    for row in rows(MACROS):
        macros[row["name"]] = row["pattern"].format_map(macros)
    return tuple(
        (row["rule"], re.compile(row["pattern"].format_map(macros), re.VERBOSE))
        for row in rows(GRAMMAR)
    )


def phrases_in(parse: Parse, text: str) -> list[Phrase]:
    """The time expressions of a parsed text, longest first at each place, without overlap."""
    pieces = pieces_of(parse, text)
    signs = "".join(piece.symbol for piece in pieces)
    rules = _compiled()
    ahead: list[tuple[int, int, int, re.Match[str]]] = []
    for order in range(len(rules)):
        _look(rules, order, signs, 0, ahead)
    chosen: list[Phrase] = []
    free = 0
    while ahead:
        start, _, order, match = heappop(ahead)
        if start < free:
            _look(rules, order, signs, free, ahead)
            continue
        phrase = _phrase(rules[order][0], match, pieces)
        if stands(phrase, parse):
            chosen.append(phrase)
            free = match.end()
        _look(rules, order, signs, max(start + 1, free), ahead)
    return chosen


def _look(
    rules: tuple[tuple[str, re.Pattern[str]], ...],
    order: int,
    signs: str,
    start: int,
    ahead: list[tuple[int, int, int, re.Match[str]]],
) -> None:
    """Queue the next match of a rule: by place, then the longest, then the earlier rule."""
    match = rules[order][1].search(signs, start)
    if match:
        heappush(ahead, (match.start(), -match.end(), order, match))


def _phrase(rule: str, match: re.Match[str], pieces: list[Piece]) -> Phrase:
    first, last = match.span()
    parts = {
        name: tuple(pieces[match.start(name) : match.end(name)])
        for name, text in match.groupdict().items()
        if text
    }
    return Phrase(
        first,
        last,
        rule,
        parts,
        tuple(pieces[first:last]),
        pieces[first - 1] if first else None,
        pieces[last] if last < len(pieces) else None,
    )
