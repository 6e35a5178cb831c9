"""The language of a text by the share of its small words: offline, and enough to tell English."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from tocsin.lexicon.tables import rows

ENGLISH = "en"
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_FEW_WORDS = 30
_LEAST_SHARE = 0.12
_MOSTLY = 0.9
_LEAST_VARIETY = 3


def language_of(text: str) -> str | None:
    """ISO 639 code of the language `text` is written in; None where it is no prose we know.

    A short Latin text without any small words of another language counts as English.
    """
    words = [word.casefold() for word in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    held = Counter(words)
    shares = {
        code: sum(held[word] for word in small & held.keys()) / len(words)
        for code, small in _small_words().items()
    }
    best = max(shares, key=lambda code: (shares[code], code == ENGLISH))
    if shares[best] >= _LEAST_SHARE and _is_varied(words, _small_words()[best]):
        return best
    plain = sum(word.isascii() for word in words) / len(words)
    return ENGLISH if len(words) < _FEW_WORDS and plain >= _MOSTLY else None


def _is_varied(words: list[str], small: frozenset[str]) -> bool:
    """Whether a text of some length has several small words, not one name that looks like one."""
    return len(words) < _FEW_WORDS or len(small.intersection(words)) >= _LEAST_VARIETY


def name_of(code: str) -> str:
    """The English name of a language code of the table."""
    return next(row["name"] for row in rows("languages.tsv") if row["code"] == code)


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {row["code"]: frozenset(row["words"].split()) for row in rows("languages.tsv")}
