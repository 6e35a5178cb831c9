"""The grammar of time expressions: patterns over classes of words, and what each one means."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tocsin.lexicon.tables import rows
from tocsin.resolve.datechecks import stands
from tocsin.resolve.datelexicon import cores, symbol_of, symbols
from tocsin.resolve.datewords import BREAK, OTHER, Phrase, Piece, pieces_of

if TYPE_CHECKING:
    from tocsin.records import Parse

__all__ = ["phrases_in"]


GRAMMAR = "dates/grammar/rules.tsv"
MACROS = "dates/grammar/macros.tsv"
_COMMON = 40


class _Symbols(dict[str, str]):
    """The symbol of any class of words, and whatever was put in by name."""

    def __missing__(self, kind: str) -> str:
        return symbol_of(kind)


class Rule(NamedTuple):
    """A rule of the grammar, and the symbols of which each match of its pattern has one."""

    name: str
    needs: frozenset[str]
    pattern: re.Pattern[str]


@cache
def grammar() -> tuple[Rule, ...]:
    """The rules of the grammar in the order of their table."""
    macros = _Symbols()
    for row in rows(MACROS):
        macros[row["name"]] = row["pattern"].format_map(macros)
    return tuple(
        Rule(
            row["rule"],
            symbols(*row["needs"].split()),
            re.compile(row["pattern"].format_map(macros), re.VERBOSE),
        )
        for row in rows(GRAMMAR)
    )


def phrases_in(parse: Parse, text: str) -> list[Phrase]:
    """The time expressions of a parsed text, longest first at each place, without overlap."""
    pieces = pieces_of(parse, text)
    signs = "".join([piece[0] for piece in pieces])
    chosen: list[Phrase] = []
    for island in _islands().finditer(signs):
        free = shift = island.start()
        within = signs[shift : island.end() + 1]
        look = _candidates if len(within) <= _COMMON else _candidates.__wrapped__
        for candidate in look(within):
            if shift + candidate.start >= free:
                phrase = _phrase(candidate, shift, pieces)
                if stands(phrase, parse):
                    chosen.append(phrase)
                    free = phrase.last
    return chosen


@cache
def _islands() -> re.Pattern[str]:
    """Words of time without a gap, one at least without which there is no time expression."""
    gap, core = re.escape(OTHER + BREAK), "".join(cores())
    return re.compile(f"(?<![^{gap}])[^{gap}{core}]*+[{core}][^{gap}]*")


class _Candidate(NamedTuple):
    """A match of rule `rule` within an island, and where its named parts stand in it."""

    start: int
    end: int
    rule: str
    parts: tuple[tuple[str, int, int], ...]


@lru_cache(maxsize=4096)
def _candidates(signs: str) -> tuple[_Candidate, ...]:
    """All matches in an island, by place, then the longest, then the earlier rule.

    Texts say few things in many places ("on Tuesday", "last week"): islands are remembered. The
    last of the signs may be the word behind the island, which no rule takes in.
    """
    found = []
    present = set(signs)
    for order, rule in enumerate(grammar()):
        match = None if present.isdisjoint(rule.needs) else rule.pattern.search(signs)
        while match:
            first, last = match.span()
            parts = tuple(
                (name, *match.span(name)) for name, text in match.groupdict().items() if text
            )
            found.append((first, -last, order, _Candidate(first, last, rule.name, parts)))
            match = rule.pattern.search(signs, first + 1)
    return tuple(candidate for *_, candidate in sorted(found))


def _phrase(found: _Candidate, shift: int, pieces: list[Piece]) -> Phrase:
    first, last = found.start + shift, found.end + shift
    return Phrase(
        first,
        last,
        found.rule,
        {name: tuple(pieces[shift + start : shift + end]) for name, start, end in found.parts},
        tuple(pieces[first:last]),
        pieces[first - 1] if first else None,
        pieces[last] if last < len(pieces) else None,
    )
