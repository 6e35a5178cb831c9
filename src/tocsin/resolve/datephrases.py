"""The grammar of time expressions: patterns over classes of words, and what each one means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from tocsin.resolve.datewords import BREAK, OTHER, Piece, pieces_of, symbol_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tocsin.records import Parse

__all__ = ["Phrase", "phrases_in"]


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


_MACROS = {
    "PRE": r"(?: {approx}? (?: {the}? (?P<mod>{early}) {hyphen}? (?:{in}{the}?)? | {the}? {early}? (?P<edge>{edge}) {of} {the}? ) | {approx} {the}? | {the} (?={season}|{fall}) )?",
    "MON": r"[{month}{month-verb}{month-short}]",
    "WD": r"[{weekday}{weekday-short}]",
    "DAY": r"(?: {the}? [{day}{ordinal}{second}] )",
    "NUM": r"(?: (?:[{day}{year}{digits}{number}]) (?: (?:{and} {article})? {half} )? | {half} (?: {article}|{of}{article} )? | {article} )",
    "COUNT": r"[{day}{year}{digits}{number}]",
    "UN": r"[{unit}{units}{unit-short}]",
    "Y": r"{year}",
    "SEA": r"[{season}{fall}]",
    "PART": r"[{part}{unit}]",
    "POINT": r"(?:[{past}{this}{that}{last}{previous}{next}{following}{coming}])",
    "ERA": r"(?:{era})",
    "SLASH": r"[{hyphen}{slash}]",
    "LINK": r"[{hyphen}{to}{and}{slash}]",
    "CK": r"(?: {clock} (?:{half-day})? | [{day}{number}] (?:{half-day}|{oclock}) (?:{half-day})? | {clock-word} )",
}

_RULES: tuple[tuple[str, str], ...] = (
    ("numeric", r"(?P<iso>{numeric})"),
    ("night-range", r"{the}? (?P<night>{unit}) {of} (?: (?P<d>{DAY}) {LINK} (?P<d2>{DAY}) {of}? (?P<m>{MON}) (?: {comma}? {of}? (?P<y>{Y}) )? | (?P<mm>{MON}) (?P<dd>{DAY}) {LINK} (?P<dd2>{DAY}) (?: {comma}? (?P<yy>{Y}) )? )"),
    ("date", r"(?:(?P<pre>{PRE}))(?: (?P<clock>{CK}) {zone}? {comma}? {in}? )? (?: {the}? (?P<part>{PART}) (?:{of}|{in}) )? (?: {WD} {comma}? {the}? )? (?P<d>{DAY}) {of}? (?P<m>{MON}) (?: {comma}? {of}? {the}? (?P<y>{Y}) {ERA}? | (?P<point>{POINT}) (?P<pu>{unit}) )? (?: {comma}? (?P<part2>{part}) )?"),
    ("date", r"(?:(?P<pre>{PRE}))(?: (?P<clock>{CK}) {zone}? {comma}? {in}? )? (?: {the}? (?P<part>{PART}) (?:{of}|{in}) )? (?: (?:[{last}{this}{next}])? {coming}? {WD} {comma}? )? {last}? (?P<m>{MON}) (?P<d>[{day}{ordinal}]|{the}{ordinal}) (?! [{day}{digits}{number}] | {hyphen}? [{unit}{units}] ) (?: {comma}? {of}? (?P<y>{Y}) {ERA}? (?!{units}) )? (?: {comma}? {in}? (?P<clock2>{CK}) {zone}? )? (?: {comma}? (?P<part2>{part}) )?"),
    ("month", r"(?P<pre>{PRE}) (?P<m>{MON}) {hyphen}? (?: {comma}? {of}? {the}? (?P<y>{Y}) {ERA}? (?!{units}) | (?P<yb>[{digits}{day}]) (?P<era>{era}) )"),
    ("month", r"(?P<pre>{PRE}) (?P<point0>[{this}{last}{next}{previous}{following}{coming}{each}])? (?P<m>{MON}) (?: {of}? {comma}? (?P<point>{POINT}{same}?) (?P<pu>{unit}) | {of} {the} {same} (?P<pu2>{unit}) )?"),
    ("local", r"(?P<d>{day}) (?P<lm>[{islamic}{iranian}{local-month}]) (?P<y>[{year}{digits}])?"),
    ("season", r"(?P<pre>{PRE}) (?: (?P<point0>{POINT}) )? (?P<s>{SEA}) (?: {comma}? {of}? {the}? (?P<y>{Y}) (?: (?P<yh>{slash}|{hyphen}) [{day}{year}{digits}] )? {ERA}? | {of}? (?P<yb>[{digits}{day}]) (?P<era>{era}) | {of}? (?P<point>{POINT}) (?P<pu>{unit}) )?"),
    ("season", r"(?P<y>{Y}) (?P<s>{season})"),
    ("year", r"(?P<pre>{PRE}) (?:{the}? (?P<yw>{unit}))? (?P<y>{Y}) {ERA}?"),
    ("year-era", r"(?P<pre>{PRE}) (?:(?P<era>{era}) (?P<y>[{digits}{day}{year}]) | (?P<y2>[{digits}{day}{year}]) (?P<era2>{era}))"),
    ("decade", r"(?P<pre>{PRE}) {the}? (?P<early>{early})? {hyphen}? (?: (?P<dd>{decades}) | (?P<dw>{decade}) | (?P<y>{Y}) {possessive} (?=.) ) (?P<era>{era})?"),
    ("century", r"(?P<pre>{PRE}) {the}? (?P<o>[{ordinal}{second}]) {hyphen}? (?P<u>{unit}) (?P<era>{era})?"),
    ("half-year", r"{the}? (?P<edge>{edge}) {of} (?P<y>{Y})"),
    ("weekday", r"(?: (?P<clock>{CK}) {zone}? {comma}? {in}? )? (?: (?P<early>[{early}{earlier}{later}]) {in}? )? {the}? (?P<point0>[{this}{that}{last}{next}{previous}{following}{coming}{each}])? (?P<next2>{coming})? (?P<w>{WD}) (?: {comma}? {early}? {hyphen}? (?P<part>{PART}) )?"),
    ("weekday", r"{the}? {early}? {hyphen}? (?P<part>{PART}) (?:{of}|{in}) (?P<w>{WD})"),
    ("weekday", r"(?P<clock>{CK}) {zone}? {comma}? {in}? (?P<w>{WD})"),
    ("weekdays", r"(?P<w>{weekdays})"),
    ("deictic", r"(?: (?P<clock>{CK}) {zone}? {comma}? )? (?:[{early}{earlier}{later}])? (?: {early}? {hyphen}? (?P<part2>{part}) )? (?P<d>{deictic}) (?P<part>{PART})? (?: {in} (?P<clock2>{CK}) )?"),
    ("deictic", r"(?: (?P<clock>{CK}) {comma}? )? [{early}{later}]? (?P<tonight>{tonight})"),
    ("part", r"(?: [{early}{later}{earlier}] {hyphen}? | {the} {early} {hyphen}?)? {the}? {edge}? (?P<point0>[{this}{that}{last}{next}{previous}{following}{same}{coming}])? {same}? (?P<early>{early})? {hyphen}? (?P<part>{part})"),
    ("part", r"(?: [{early}{later}{earlier}] )? {the}? (?P<point0>[{this}{that}{last}{next}{previous}{following}]) {same}? (?P<night>{unit})"),
    ("night", r"(?: {in}|{of}) (?P<night>{unit})"),
    ("overnight", r"(?P<overnight>{overnight})"),
    ("clock", r"{approx}? (?P<clock>{CK}) {zone}? (?: {in} {the} (?P<part>{part}) )?"),
    ("clock", r"{approx}? (?P<h>[{day}{number}]) {in} {the} (?P<part>{part})"),
    ("holiday", r"(?P<point0>[{this}{last}{next}{previous}{following}])? (?P<h>{holiday}) (?: {comma}? {of}? (?P<y>{Y}) | (?P<wk>{unit}) )? (?: (?P<part>{part}))?"),
    ("ago", r"{approx}? (?: (?P<n>{NUM}) | (?P<v>(?:{article}? {vague}) | {vague}) )? {hyphen}? (?P<u>{UN}) (?: {hyphen}? (?P<ago>{ago}) )"),
    ("shift", r"{approx}? (?: (?P<n>{NUM}) | (?P<v>{article}? {vague}) )? {hyphen}? (?P<u>{UN}) {hyphen}? (?P<way>[{earlier}{later}{hence}])"),
    ("day-before", r"{the} (?P<u>{unit}) (?P<way>[{earlier}{later}])"),
    ("pointed", r"(?: (?P<mod>[{early}{earlier}{later}]) {in}? )? {the}? (?:(?P<edge>{edge}) {of} {the}?)? (?P<point>[{past}{this}{that}{last}{previous}{next}{following}{coming}{current}]) {same}? (?P<u>[{unit}{period}])"),
    ("same", r"{the} {same} (?P<u>{unit})"),
    ("in-the", r"(?P<mod>[{later}{earlier}{early}]) {in} {the} (?P<u>{unit})"),
    ("edge-of", r"{the}? {early}? (?P<edge>{edge}) {of} {the} (?P<u>{unit})"),
    ("edge-of", r"{the}? {approx}? (?P<u>{unit}) (?:{possessive}|{hyphen})? (?P<edge>{edge})"),
    ("recent-span", r"{the}? (?P<r>{recent}) (?P<u>{units})"),
    ("span-pointed", r"(?:{each}{of})? {the}? (?P<point>[{past}{last}{previous}{next}{following}{coming}{ordinal}{this}]) (?: (?P<n>{COUNT}) (?: {to} {COUNT} )? | (?P<v>{vague}) )? (?P<u>[{units}])"),
    ("span-pointed", r"{the} (?P<n>{COUNT}) (?P<point>[{past}{last}{previous}{next}{following}{coming}]) (?P<u>[{units}])"),
    ("span", r"{approx}? (?P<n>{NUM}) {hyphen}? (?P<u>{UN}) (?: {hyphen}? (?P<age>{age}) )? (?: {and} {article} (?P<half>{half}) )?"),
    ("span", r"{approx}? (?P<n>{COUNT}) (?=[{to}{hyphen}{and}] {COUNT} (?P<u>{UN}))"),
    ("span", r"{article}? (?P<v>{vague}) {hyphen}? (?P<u>{UN}) (?: {hyphen}? (?P<age>{age}) )?"),
    ("span", r"(?<! {hyphen}) (?P<u>{UN}) {hyphen} (?P<age>{age})"),
    ("bare-span", r"(?P<u>{units})"),
    ("quarter", r"(?P<point>{POINT})? (?P<y>{Y})? {possessive}? {the}? (?P<k>{fiscal})? {hyphen}? (?P<o>[{ordinal}{second}]) {hyphen}? (?P<u>{unit}) (?: {of} (?:{fiscal})? (?P<y2>{Y}))?"),
    ("nth-day", r"{the} (?P<o>[{ordinal}{second}]) (?P<u>{unit})"),
    ("day-of-range", r"(?P<d>{DAY}) (?={LINK} {DAY} {of}? {MON})"),
    ("range-day", r"(?<={MON}[{day}{ordinal}]{LINK}) (?P<d>[{day}{ordinal}]) (?! [{unit}{units}{of}] | {LINK}? {MON})"),
    ("range-year", r"(?<={year}{SLASH}) (?P<y>[{day}{digits}]) (?! [{unit}{units}{month}])"),
    ("range-year", r"(?P<yb>[{digits}{day}]) (?={LINK} {the}? {early}? [{digits}{day}] (?P<era>{era}))"),
    ("set", r"(?P<set>{set})"),
    ("set", r"(?P<e>{each}) (?: (?P<u>[{unit}]) | (?P<m>{MON}) | (?P<w>{WD}) | (?P<s>{season}) | (?P<part>{part}))"),
    ("fixed", r"(?P<x>{fixed})"),
    ("past", r"{the} (?P<past>{past}) (?! [{season}{seasons}{vague}{day}{digits}{number}{unit}{units}])"),
    ("latest", r"{the} (?P<latest>{latest})? (?P<u>[{unit}{period}])"),
    ("night", r"(?<! [{the}{article}{that}{this}{last}]) (?P<night>{unit}) (?= {hyphen}? [.])"),
    ("short-year", r"{possessive} (?P<y>[{day}{digits}]) (?! [{possessive}{units}{hyphen}])"),
    ("year-ago", r"{the}? {latest}? (?P<u>{unit}) {hyphen} [{ago}{earlier}] (?:[{ordinal}{second}]? {hyphen}? [{unit}{period}])?"),
    ("week-of", r"{the} (?P<u>{unit}) {of} (?P<m>{MON}) (?P<d>{DAY}) (?: {comma}? (?P<y>{Y}))?"),
    ("nth", r"{the} (?P<o>[{ordinal}{second}]) (?P<u>{unit}) (?= {of})"),
    ("loose", r"(?P<x>[{former}{current}{recent}{future}])"),
    ("sametime", r"{in}? (?P<x>{sametime})"),
    ("vague-length", r"(?P<x>{vague-length})"),
)


class _Symbols(dict[str, str]):
    def __missing__(self, kind: str) -> str:
        return symbol_of(kind)


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    macros = _Symbols()
    for name, pattern in _MACROS.items():
        macros[name] = pattern.format_map(macros)
    return tuple(
        (rule, re.compile(pattern.format_map(macros), re.VERBOSE)) for rule, pattern in _RULES
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
        if _stands(phrase, parse):
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


_MEASURED = {"century": "C", "quarter": "Q", "nth-day": "D", "night": "N", "part": "N", "week-of": "W", "year-ago": "Y"}
_SHORT = 2


def _stands(phrase: Phrase, parse: Parse) -> bool:
    """Whether a match is a time expression where it stands, and not a number or another word."""
    unit = _MEASURED.get(phrase.rule)
    told = phrase.value("u") or phrase.value("night")
    if unit and told and told != unit:
        return False
    check = _CHECKS.get(phrase.rule)
    return check is None or check(phrase, parse)


def _is_short_year(phrase: Phrase, _: Parse) -> bool:
    """'89, with the apostrophe at its digits."""
    mark, digits = phrase.pieces
    return mark.end - mark.start == 1 and mark.end == digits.start and digits.end - digits.start == _SHORT


def _is_dated(phrase: Phrase, _: Parse) -> bool:
    """A unit before a date is a night; "the week of 6 March" is another rule's."""
    parts = phrase.parts.get("part", ())
    return all(piece.value == "N" for piece in parts if piece.symbol == symbol_of("unit"))


def _is_year(phrase: Phrase, parse: Parse) -> bool:
    if phrase.has("yw"):
        return phrase.value("yw") == "Y"
    before, after = phrase.before, phrase.after
    if after and after.symbol in _symbols("units", "unit-short"):
        return False
    if before and before.symbol in _symbols("money", "numbered"):
        return False
    year = phrase.parts["y"][0]
    counted = parse.tokens[year.token + 1].tag == "NNS" if year.token + 1 < len(parse.tokens) else False
    roughly = any(piece.symbol == symbol_of("approx") for piece in phrase.pieces)
    old = not _MODERN[0] <= int(year.value) <= _MODERN[1]
    dated = before is not None and before.symbol in _symbols("in", "of", "the", "from", "to")
    return not (counted and (roughly or (old and not dated)))


_MODERN = (1900, 2030)


def _is_month(phrase: Phrase, parse: Parse) -> bool:
    """Tell the month of March from a march, and May from a name, by the words around it."""
    month = phrase.parts["m"][0]
    if month.symbol != symbol_of("month-verb") or len(phrase.pieces) > 1:
        return True
    before, after = phrase.before, phrase.after
    if before and before.symbol in _symbols("in", "from", "to", "preposition", "and", "hyphen", "later", "earlier"):
        return True
    if before and before.symbol == symbol_of("possessive"):
        return False
    tags = [parse.tokens[near.token].tag if near else "" for near in (before, after)]
    return tags[1] not in {"IN", "TO"} and not (tags[0][:2] in {"NN", "JJ"} and tags[1] == "NNP")


def _is_season(phrase: Phrase, parse: Parse) -> bool:
    if phrase.parts["s"][0].symbol != symbol_of("fall"):
        return parse.tokens[phrase.parts["s"][0].token].tag.startswith(("NN", "JJ"))
    return len(phrase.pieces) > 1 and not (phrase.after and phrase.after.symbol == symbol_of("of"))


def _is_span(phrase: Phrase, _: Parse) -> bool:
    """Not a quarter that is a fraction, nor the age of a person."""
    unit = phrase.value("u")
    if unit == "Q":
        return phrase.rule == "span-pointed"
    return not (unit == "Y" and phrase.pieces[-1].symbol == symbol_of("age") and phrase.pieces[-1].value == "old")


def _is_bare(phrase: Phrase, _: Parse) -> bool:
    before = phrase.before
    return (
        phrase.value("u") not in {"Q", "N"}
        and before is not None
        and before.symbol in _symbols("in", "preposition", "later", "from")
    )


def _is_part(phrase: Phrase, parse: Parse) -> bool:
    """Not a name such as Operation Dawn."""
    if not phrase.has("part") or len(phrase.pieces) > 1 or phrase.before is None:
        return True
    token, before = (parse.tokens[piece.token] for piece in (phrase.pieces[0], phrase.before))
    return not (token.text[0].isupper() and before.tag.startswith("NNP"))


def _is_decade(phrase: Phrase, _: Parse) -> bool:
    return not phrase.has("y") or phrase.value("y").endswith("0")


_CHECKS = {
    "date": _is_dated,
    "short-year": _is_short_year,
    "year": _is_year,
    "month": _is_month,
    "season": _is_season,
    "span": _is_span,
    "span-pointed": _is_span,
    "bare-span": _is_bare,
    "part": _is_part,
    "decade": _is_decade,
}


@cache
def _symbols(*kinds: str) -> frozenset[str]:
    return frozenset(symbol_of(kind) for kind in kinds)


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
