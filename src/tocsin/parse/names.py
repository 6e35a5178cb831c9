"""Proper names: runs of name words, told apart by the lexicon and by the words beside them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members
from tocsin.grammar.placing import SURE, placed_by
from tocsin.lexicon.actors import entry_at
from tocsin.lexicon.tables import rows
from tocsin.records import Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Parse, Token

LABEL_OF_SORT = {"country": "PLACE", "capital": "PLACE", "former-state": "PLACE"} | {
    "territory": "PLACE",
    "demonym": "NORP",
    "person": "PERSON",
}
LOCATIVE = {"in", "at", "near", "from", "around", "outside", "inside"}
FULL_NAME = BOTH = 2


def names_of(parse: Parse) -> tuple[Name, ...]:
    """The names of `parse`, in order and without overlap, those of the lexicon first.

    A longer run of name words around a name of the lexicon stays ("Armenian Defense Ministry").
    The parser's own entity recogniser is not asked: it costs as much time as the parse and calls
    Jermuk a person (docs/decisions/0005).
    """
    known = tuple(_known(parse))
    known_at = {i: name for name in known for i in range(name.first, name.last)}
    kept = [
        run
        for run in _runs(parse)
        if all(_holds(run, known_at[i]) for i in range(run.first, run.last) if i in known_at)
    ]
    kept_at = {i: run for run in kept for i in range(run.first, run.last)}
    inner = [name for name in known if not _is_held(name, kept_at.get(name.first))]
    return tuple(sorted([*kept, *inner], key=lambda name: name.first))


def _is_held(name: Name, run: Name | None) -> bool:
    return run is not None and _holds(run, name)


def _known(parse: Parse) -> Iterator[Name]:
    words = [token.text for token in parse.tokens]
    at = 0
    while at < len(words):
        hit = entry_at(words, at) if words[at][:1].isupper() else None
        if hit is None:
            at += 1
            continue
        entry, length = hit
        yield Name(first=at, last=at + length, label=LABEL_OF_SORT.get(entry.sort, "ORG"))
        at += length


def _runs(parse: Parse) -> Iterator[Name]:
    first: int | None = None
    for token in parse.tokens:
        if token.pos == "PROPN" or (first is not None and _joins(parse, token)):
            first = token.i if first is None else first
        elif first is not None:
            yield Name(first=first, last=token.i, label=_label(parse, first, token.i))
            first = None
    if first is not None:
        last = len(parse.tokens)
        yield Name(first=first, last=last, label=_label(parse, first, last))


def _joins(parse: Parse, token: Token) -> bool:
    """Whether a hyphen or small word joins parts of one name: "Deir ez-Zor", "Mazar-i-Sharif"."""
    beside = parse.tokens[token.i - 1 : token.i + 2 : 2]
    if token.text != "-":
        return token.text in _small() and any(other.text == "-" for other in beside)
    tight = all(other.end == token.start or other.start == token.end for other in beside)
    return tight and len(beside) == BOTH and any(o.text.lower() in _small() for o in beside)


def _label(parse: Parse, first: int, last: int) -> str:
    """DATE, PLACE, ORG or PERSON by the words in and before a run of name words, else OTHER."""
    words = [token.text.lower() for token in parse.tokens[first:last]]
    before = parse.tokens[first - 1].text.lower() if first else ""
    if all(word in calendar() for word in words):
        return "DATE"
    if words[-1] in _nouns("body") or words[-1] in members("firm"):
        return "ORG"
    titled = before in _nouns("person") or words[0] in _nouns("person")
    told = f" {' '.join(words)}".endswith(_place_words()) or placed_by(parse, last - 1) == SURE
    kind = " ".join(token.text.lower() for token in parse.tokens[max(first - 2, 0) : first])
    if before in LOCATIVE or kind in _kinds_of_place() or (told and not titled):
        return "PLACE"
    if titled or (len(words) >= FULL_NAME and before != "the"):
        return "PERSON"
    return "OTHER"


@cache
def _place_words() -> tuple[str, ...]:
    """What ends the name of a place: " district", " local government area"."""
    return tuple(f" {row['word']}" for row in rows("places/words.tsv") if row["side"] == "after")


@cache
def _kinds_of_place() -> frozenset[str]:
    """What stands before the name of a place: "village of"."""
    return frozenset(r["word"] for r in rows("places/words.tsv") if r["side"] == "before")


@cache
def _small() -> frozenset[str]:
    """Articles and links within names: al, ez, i."""
    wanted = {"article", "link"}
    return frozenset(row["from"] for row in rows("places/spelling.tsv") if row["kind"] in wanted)


@cache
def calendar() -> frozenset[str]:
    """The names of weekdays and months, in lower case."""
    return frozenset(
        row["word"] for table in ("weekdays", "months") for row in rows(f"dates/{table}.tsv")
    )


@cache
def _nouns(sort: str) -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("bodies.tsv") if row["sort"] == sort)


def _holds(outer: Name, inner: Name) -> bool:
    longer = outer.last - outer.first > inner.last - inner.first
    return longer and outer.first <= inner.first and inner.last <= outer.last
