"""Whether a match of the grammar is a time expression where it stands, or something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.resolve.datelexicon import symbol_of, symbols

if TYPE_CHECKING:
    from tocsin.records import Parse
    from tocsin.resolve.datewords import Phrase

_MEASURED = {
    "century": "C",
    "quarter": "Q",
    "nth-day": "D",
    "night": "N",
    "part": "N",
    "week-of": "W",
    "year-ago": "Y",
    "fiscal": "Y",
}


def stands(phrase: Phrase, parse: Parse) -> bool:
    """Whether a match is a time expression where it stands, and not a number or another word."""
    unit = _MEASURED.get(phrase.rule)
    told = phrase.value("u") or phrase.value("night")
    if unit and told and told != unit:
        return False
    check = _CHECKS.get(phrase.rule)
    return check is None or check(phrase, parse)


def _is_latest(phrase: Phrase, _: Parse) -> bool:
    """The quarter, the weekend, the latest period; for the year."""
    unit = phrase.value("u")
    if unit == "Y":
        return (
            phrase.has("latest")
            or phrase.has("k")
            or (phrase.before is not None and phrase.before.symbol == symbol_of("preposition"))
        )
    return unit in {"Q", "WE"} or (unit == "X" and phrase.has("latest"))


def _is_dated(phrase: Phrase, _: Parse) -> bool:
    """A unit before a date is a night; "the week of 6 March" is another rule's."""
    parts = phrase.parts.get("part", ())
    return all(piece.value == "N" for piece in parts if piece.symbol == symbol_of("unit"))


def _is_year(phrase: Phrase, parse: Parse) -> bool:
    if phrase.has("yw"):
        return phrase.value("yw") == "Y"
    before, after = phrase.before, phrase.after
    if after and after.symbol in symbols("units", "unit-short", "zone"):
        return False
    if before and before.symbol in symbols("money", "numbered"):
        return False
    year = phrase.parts["y"][0]
    counted = (
        parse.tokens[year.token + 1].tag == "NNS" if year.token + 1 < len(parse.tokens) else False
    )
    roughly = any(piece.symbol == symbol_of("approx") for piece in phrase.pieces)
    old = not _MODERN[0] <= int(year.value) <= _MODERN[1]
    dated = before is not None and before.symbol in symbols("in", "of", "the", "from", "to")
    return not (counted and (roughly or (old and not dated)))


_MODERN = (1900, 2030)


def _is_month(phrase: Phrase, parse: Parse) -> bool:
    """Tell the month of March from a march, and May from a name, by the words around it."""
    month = phrase.parts["m"][0]
    if month.symbol != symbol_of("month-verb") or len(phrase.pieces) > 1:
        return True
    before, after = phrase.before, phrase.after
    if before and before.symbol in symbols(
        "in", "from", "to", "preposition", "and", "hyphen", "later", "earlier"
    ):
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
    return not (
        unit == "Y"
        and phrase.pieces[-1].symbol == symbol_of("age")
        and phrase.pieces[-1].value == "old"
    )


def _is_bare(phrase: Phrase, _: Parse) -> bool:
    before = phrase.before
    return (
        phrase.value("u") not in {"Q", "N"}
        and before is not None
        and before.symbol in symbols("in", "preposition", "later", "from")
    )


def _is_part(phrase: Phrase, parse: Parse) -> bool:
    """Not a name such as Operation Dawn."""
    if not phrase.has("part") or len(phrase.pieces) > 1 or phrase.before is None:
        return True
    token, before = (parse.tokens[piece.token] for piece in (phrase.pieces[0], phrase.before))
    return not (token.text[0].isupper() and before.tag.startswith("NNP"))


def _is_feast(phrase: Phrase, parse: Parse) -> bool:
    """Not the name of a war ("the Yom Kippur War"), nor a word of another meaning ("tet")."""
    piece = phrase.parts["h"][0]
    token = parse.tokens[piece.token]
    if token.text.islower() and piece.end <= token.end:
        return False
    return phrase.after is None or parse.tokens[phrase.after.token].text != "War"


def _is_decade(phrase: Phrase, _: Parse) -> bool:
    return not phrase.has("y") or phrase.value("y").endswith("0")


def _is_pointed(phrase: Phrase, _: Parse) -> bool:
    """Not "the last week of August"."""
    after = phrase.after.symbol if phrase.after else ""
    last = phrase.parts["point"][0].symbol == symbol_of("last")
    return not (last and phrase.value("u") == "W" and after == symbol_of("of"))


_CHECKS = {
    "pointed": _is_pointed,
    "latest": _is_latest,
    "date": _is_dated,
    "year": _is_year,
    "month": _is_month,
    "season": _is_season,
    "span": _is_span,
    "span-pointed": _is_span,
    "bare-span": _is_bare,
    "part": _is_part,
    "decade": _is_decade,
    "holiday": _is_feast,
}
