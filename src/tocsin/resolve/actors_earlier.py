"""What a phrase takes up from earlier in its text: a body by a shorter name, or by another word."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from tocsin.lexicon.tables import rows
from tocsin.records import Role
from tocsin.resolve.actors_phrases import TEXTUAL, read_phrase
from tocsin.resolve.actors_words import domestic_words, first_of, foreign_words, words_of

if TYPE_CHECKING:
    from tocsin.records import Parse
    from tocsin.resolve.actors_index import Hit
    from tocsin.resolve.actors_lessons import Lessons, Side
    from tocsin.resolve.actors_parts import Guess

BODIES = frozenset({"group", "igo", "ngo", "organ", "territory"})
EARLIER: Final = "told earlier"
GUESSED: Final = "country of the text"
TAUGHT = 0.5
RULING = frozenset({Role.GOV, Role.MIL, Role.LEG, Role.REB})


def shortened(parse: Parse, head: int, guess: Guess, lessons: Lessons) -> Guess:
    """The body named before whose name ends with these words: "the Defence Army"."""
    if guess.country or guess.stateless or head in lessons.index.named:
        return guess
    words = lessons.index.words[first_of(parse, head) : head + 1]
    if len(words) == 1:
        return guess
    for hit in reversed(lessons.index.hits):
        longer = hit.last - hit.first > len(words)
        if not longer or hit.last > head or hit.entry.sort not in BODIES:
            continue
        if lessons.index.words[hit.last - len(words) : hit.last] == words:
            known = read_phrase(parse, lessons.index, hit.last - 1)
            return known.because("named earlier", TAUGHT, " ".join(words), hit.entry.name)
    return guess


def taken_up(parse: Parse, head: int, guess: Guess, lessons: Lessons) -> Guess:
    """The organisation named before by another word: "the alliance" after "the Arab coalition"."""
    endings = _standins().get(parse.tokens[head].lemma)
    if endings is None or guess.country or not is_bare(parse, head, lessons):
        return guess
    found = [
        hit
        for hit in lessons.index.hits
        if hit.last <= head and lessons.index.words[hit.last - 1].casefold() in endings
    ]
    last = max(found, key=lambda hit: hit.last, default=None)
    if last is None:
        return guess
    known = read_phrase(parse, lessons.index, last.last - 1)
    return known.because("named earlier", TAUGHT, words_of(parse, head), last.entry.name)


@cache
def _standins() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in rows("actors/standins.tsv"):
        found[row["word"]] = found.get(row["word"], frozenset()) | {row["ending"]}
    return found


def of_the_text(guess: Guess, head: int, lessons: Lessons, words: str) -> Guess:
    """A bare "the army" is that of the country the text last gave an army, or of its country.

    "Federal troops" are of the country where the text's places lie, if most lie in one.
    """
    noun = lessons.index.nouns.get(head)
    country = lessons.country_of_body(noun.entry, head) if noun else None
    if lessons.home and not domestic_words().isdisjoint(words.casefold().split()):
        country = lessons.home
    if country is not None:
        told = guess._replace(country=country, score=TAUGHT)
        return told.because(EARLIER, TAUGHT, words, country)
    group = _only_rebels(lessons) if guess.role is Role.REB else None
    if group is not None:
        told = guess._replace(country=group[2], score=TAUGHT)
        return told.because(EARLIER, TAUGHT, words, group[1])
    if lessons.country is None or not foreign_words().isdisjoint(words.casefold().split()):
        return guess
    told = guess._replace(country=lessons.country, score=TEXTUAL)
    return told.because(GUESSED, TEXTUAL, words, lessons.country)


def _only_rebels(lessons: Lessons) -> Side | None:
    """The one armed group of a text, whom "the rebels" means."""
    groups = [side for side, _ in lessons.named if side[3] is Role.REB and side[2]]
    return groups[0] if len({side[2] for side in groups}) == 1 else None


def earlier_group(guess: Guess, head: int, lessons: Lessons, words: str) -> Guess:
    """What "the group" or "his movement" is: the armed group that the text last named before."""
    found = [
        hit
        for hit in lessons.index.hits
        if hit.last <= head and hit.entry.sort in {"group", "territory"}
    ]
    last = max(found, key=lambda hit: hit.last, default=None)
    if last is None or last.entry.role is not Role.REB:
        return guess
    entry = last.entry
    told = guess._replace(id=entry.id, country=entry.country, role=entry.role, score=TAUGHT)
    return told.because("named earlier", TAUGHT, words, entry.name)


def of_the_breakaway(parse: Parse, head: int, guess: Guess, lessons: Lessons) -> Guess:
    """Authorities that proclaimed themselves are of the breakaway territory that the text names."""
    noun = lessons.index.nouns.get(head)
    if noun is None or noun.entry.role not in RULING or not _breaks_away(parse, head):
        return guess
    own = any(i in lessons.index.named for i in parse.subtree(head))
    found = [hit for hit in lessons.index.hits if hit.entry.sort == "territory"]
    if own or not found:
        return guess
    entry = max((hit for hit in found if hit.first < head), key=_first, default=found[0]).entry
    told = guess._replace(id=entry.id, country=entry.country, role=entry.role, score=TAUGHT)
    told = told._replace(stateless=entry.country is None)
    return told.because("named earlier", TAUGHT, words_of(parse, head), entry.name)


def _first(hit: Hit) -> int:
    return hit.first


def _breaks_away(parse: Parse, head: int) -> bool:
    """Whether such a word stands before a noun; parsers cut "self-proclaimed" in three."""
    words = [parse.tokens[i].text.casefold() for i in parse.subtree(head) if i < head]
    joined = " ".join(words).replace(" - ", "-").split()
    return not {row["word"] for row in rows("actors/breakaway.tsv")}.isdisjoint(joined)


def is_bare(parse: Parse, head: int, lessons: Lessons) -> bool:
    """Whether nothing names whose a body is: "the group", "his movement"."""
    named = head in lessons.index.named or parse.tokens[head].pos == "PROPN"
    return not named and not any(
        child.pos == "PROPN" or child.i in lessons.index.named for child in parse.children(head)
    )
