"""Upper-case text as it would be printed: telegrams and old wires have no small letters.

A tagger that has learnt from newspapers takes every word in capitals for a name. What is written
back here is the same text with the same offsets: only case, and line ends within a paragraph,
change.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from tocsin.lexicon.actors import entry_at
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FEW: Final = 40
SHARE: Final = 0.95
WRAPPED: Final = 50
WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['\u2019&-][^\W\d_]+)*|\d+(?:ST|ND|RD|D|TH)?\b|--|[^\w\s]"
)
LINE_END = re.compile(r"(?<=\S)[ \t]*\n(?=[ \t]*\S)")
PIECE = re.compile(r"['\u2019-]")
VOWEL = re.compile(r"[AEIOUY]")
ENDS: Final = {"!", "?"}
ARTICLES: Final = {"THE", "A", "AN"}
OPENERS: Final = {'"', "[", "("}
UNSURE: Final = {"media", "ngo", "igo", "person", "group"}


def is_shouted(text: str) -> bool:
    """Whether a text of some length has hardly a small letter."""
    upper = sum(map(str.isupper, text))
    return upper >= FEW and upper >= SHARE * sum(map(str.isalpha, text))


def restored(text: str, is_common: Callable[[str], bool]) -> str:
    """`text`, all in capitals, with the case of print; every offset stays.

    Names of the tables, words that `is_common` does not know, and what leads a sentence keep a
    capital; abbreviations keep all of theirs. Lines of a wrapped paragraph are joined by spaces.

    Args:
        text: a text for which `is_shouted` holds.
        is_common: whether a word in lower case is a word of the language.
    """
    found = list(WORD.finditer(text))
    words = [match.group() for match in found]
    shown = list(text)
    named = _names(words, is_common)
    for at, match in enumerate(found):
        word = named.get(at) or _common(words, at, is_common)
        if _leads(words, at, text[: match.start()]):
            word = word[:1].upper() + word[1:]
        if len(word) == len(match.group()):
            shown[match.start() : match.end()] = word
    return _unwrapped("".join(shown))


def _unwrapped(text: str) -> str:
    def joined(match: re.Match[str]) -> str:
        line = text.rfind("\n", 0, match.start()) + 1
        return match.group().replace("\n", " ") if match.end() - line > WRAPPED else match.group()

    return LINE_END.sub(joined, text)


def _names(words: Sequence[str], is_common: Callable[[str], bool]) -> dict[int, str]:
    """The words of known names as their tables write them."""
    titled = [_title(word) for word in words]
    found: dict[int, str] = {}
    at = 0
    while at < len(words):
        hit, shown = _hit(words, titled, at, is_common)
        for i in range(at, at + hit):
            small = i > at and words[i].lower() in _of("small")
            found[i] = words[i].lower() if small else shown[i].replace("'S", "'s")
        at += max(hit, 1)
    return found | _spelt_out(words)


def _hit(
    words: Sequence[str], titled: Sequence[str], at: int, is_common: Callable[[str], bool]
) -> tuple[int, Sequence[str]]:
    """How many words from `at` are a known name, and how they are written."""
    for shown in (titled, words):
        hit = entry_at(shown, at) if words[at][0].isalpha() else None
        if hit is None:
            continue
        entry, length = hit
        plain = all(map(is_common, (word.lower() for word in words[at : at + length])))
        single = length == 1 and words[at].lower() in _of("word") and words[at - 1] in ARTICLES
        unsure = plain and (shown is words or entry.sort in UNSURE)
        if not single and not (unsure and (length == 1 or entry.sort == "media")):
            return length, shown
    return 0, titled


def _title(word: str) -> str:
    head, mark, tail = word.partition("'S")
    return head.title() + mark.lower() + tail.lower()


def _spelt_out(words: Sequence[str]) -> dict[int, str]:
    """What an abbreviation in brackets stands for: NATIONAL HOUSING FUND [NHF]."""
    found: dict[int, str] = {}
    for at, word in enumerate(words):
        if at < 2 or words[at - 1] not in {"[", "("} or not word.isalpha():  # noqa: PLR2004
            continue
        first = at - 1
        letters = list(word)
        while first > 0 and letters and words[first - 1].isalpha():
            first -= 1
            if words[first][0] == letters[-1]:
                letters.pop()
            elif words[first].lower() not in _of("small"):
                break
        if not letters and len(word) > 1:
            for i in range(first, at - 1):
                small = words[i].lower() in _of("small")
                found[i] = words[i].lower() if small else words[i].title()
            found[at] = word
    return found


def _common(words: Sequence[str], at: int, is_common: Callable[[str], bool]) -> str:
    """A word outside the known names: in lower case, or a name if nobody knows it."""
    word = words[at]
    lower = word.lower()
    if not word[0].isalpha() or lower == "i" or "." in word or _is_model(words, at):
        return lower if word[0].isdigit() else word
    if lower in _calendar():
        return _title(word) if _is_dated(words, at) else lower
    pieces = [piece for piece in PIECE.split(lower) if piece]
    if pieces[0] in _of("name"):
        return _title(word)
    if all(map(is_common, pieces)):
        return _title(word) if _is_title(words, at, is_common) else lower
    return _title(word) if VOWEL.search(word) else word


def _is_model(words: Sequence[str], at: int) -> bool:
    """Whether letters name a make: AK-47, M-16."""
    after = words[at + 1 : at + 3]
    return len(words[at]) < 4 and len(after) > 1 and after[0] == "-" and after[1].isdigit()  # noqa: PLR2004


def _is_title(words: Sequence[str], at: int, is_common: Callable[[str], bool]) -> bool:
    """Whether a word is the title or the particle of the name that follows it."""
    if words[at].lower() not in _titles() or at + 1 >= len(words):
        return False
    after = words[at + 2 if words[at + 1] == "." and at + 2 < len(words) else at + 1].lower()
    return after.isalpha() and (after in _of("name") or not is_common(after))


def _is_dated(words: Sequence[str], at: int) -> bool:
    """Whether a month or weekday is meant: one that is also a word only beside a figure."""
    if words[at].lower() not in _of("month"):
        return True
    beside = [*words[max(at - 1, 0) : at], *words[at + 1 : at + 2]]
    return any(word[0].isdigit() for word in beside)


def _leads(words: Sequence[str], at: int, before: str) -> bool:
    """Whether a word is the first of a sentence, a paragraph or a text behind its dateline."""
    gap = before[len(before.rstrip()) :]
    if at == 0 or gap.count("\n") > 1:
        return True
    last = at - 1
    while last > 0 and words[last] in OPENERS:
        last -= 1
    if words[last] == "]":
        opening = max((i for i in range(last) if words[i] == "["), default=0)
        return _leads(words, opening, "") if opening else True
    if words[last] == "--":
        return words[last - 1][0].isdigit() or words[last - 1] == ")"
    if words[last] != ".":
        return words[last] in ENDS
    return len(words[last - 1]) > 1 and words[last - 1].lower() not in _of("short")


@cache
def _calendar() -> frozenset[str]:
    tables = ("weekdays", "months")
    return frozenset(row["word"] for table in tables for row in rows(f"dates/{table}.tsv"))


@cache
def _of(sort: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows("capitals.tsv") if row["sort"] == sort)


@cache
def _titles() -> frozenset[str]:
    people = {row["lemma"] for row in rows("bodies.tsv") if row["sort"] == "person"}
    return _of("title") | people
