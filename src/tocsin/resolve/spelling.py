"""Make spellings of one place name equal: a strict key and a looser one by sound."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from tocsin.lexicon.tables import rows

APOSTROPHES = re.compile(r"['’‘ʻʼʹʿʾ`´.]")
NOT_WORD = re.compile(r"[\W_]+")
DOUBLED = re.compile(r"(.)\1+")
TABLE = "places/spelling.tsv"
Small = tuple[frozenset[str], frozenset[str]]


@lru_cache(maxsize=16384)
def key_of(name: str) -> str:
    """The strict key of `name`: no case, accents, apostrophes, hyphens; "St" is spelt out."""
    letters, words, _, _ = _rules()
    plain = unicodedata.normalize("NFKD", name.translate(letters))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold().translate(letters)
    found = NOT_WORD.sub(" ", APOSTROPHES.sub("", plain)).split()
    if len(found) > 1:
        found = [words.get(word, word) for word in found]
        if found[0] == "the":
            found = found[1:]
    return " ".join(found)


@lru_cache(maxsize=16384)
def sound_of(key: str) -> str:
    """The loose key of a strict key: usual transliterations fall together."""
    _, _, small, sounds = _rules()
    *words, last = key.split() or [""]
    told = (word for n, word in enumerate(words) if word not in small[n > 0])
    loose = "".join((*told, last))
    for written, heard in sounds:
        loose = loose.replace(written, heard)
    return DOUBLED.sub(r"\1", loose)


@cache
def _rules() -> tuple[dict[int, str], dict[str, str], Small, tuple[tuple[str, str], ...]]:
    """Letters, words, small words that begin a name or stand within it, and sounds."""
    table = rows(TABLE)
    pairs = {
        kind: [(row["from"], row["to"]) for row in table if row["kind"] == kind]
        for kind in ("letter", "word", "article", "link", "sound")
    }
    letters = {ord(written): plain for written, plain in pairs["letter"]}
    articles = frozenset(written for written, _ in pairs["article"])
    links = frozenset(written for written, _ in pairs["link"])
    return letters, dict(pairs["word"]), (articles, articles | links), tuple(pairs["sound"])
