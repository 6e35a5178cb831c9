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
    _, _, articles, sounds = _rules()
    words = key.split()
    if len(words) > 1 and words[0] in articles:
        words = words[1:]
    loose = "".join(words)
    for written, heard in sounds:
        loose = loose.replace(written, heard)
    return DOUBLED.sub(r"\1", loose)


@cache
def _rules() -> tuple[dict[int, str], dict[str, str], frozenset[str], tuple[tuple[str, str], ...]]:
    table = rows(TABLE)
    pairs = {
        kind: [(row["from"], row["to"]) for row in table if row["kind"] == kind]
        for kind in ("letter", "word", "article", "sound")
    }
    letters = {ord(written): plain for written, plain in pairs["letter"]}
    articles = frozenset(written for written, _ in pairs["article"])
    return letters, dict(pairs["word"]), articles, tuple(pairs["sound"])
