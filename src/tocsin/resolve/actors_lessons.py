"""What a text itself teaches about its parties: titles, appositions, acronyms, its main sides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from tocsin.grammar.classes import members
from tocsin.lexicon.actors import country_entry, fold
from tocsin.records import Actor, Role
from tocsin.resolve.actors_index import Hit, Index, carries, index_of
from tocsin.resolve.actors_parts import LOCAL, Guess
from tocsin.resolve.actors_phrases import read_phrase
from tocsin.resolve.places_words import border_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.lexicon.actors import Entry
    from tocsin.records import Document, Name, Parse, Token

GROUPS = frozenset({"group", "territory"})
SIDES = GROUPS | {"country", "demonym", "capital", "organ", "former-state"}
TITLES = frozenset({"office", "bearer"})
ALOOF = frozenset({Role.MED, Role.NGO, Role.IGO})
PEACEKEEPERS = "peacekeepers"
LEAD = 2.0
MODIFYING = frozenset({"amod", "compound", "poss", "nmod"})

Side = tuple[str, str, str | None, Role]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What one text teaches: who its names are, its two main sides and its main country.

    `bodies` are the nouns told with a country ("the Malian army"): their kind, token, country.
    `taught` maps folded names (full, surname or acronym) to what was learnt where they were
    introduced; `named` are all countries and groups with their weight (2 a mention, 1 where it is
    only a venue), `sides` the two main ones; `home` is the country of most of its places,
    `disputed` whether some voice denies violence that another tells, `blamed` who accuses whom.
    """

    index: Index
    taught: dict[tuple[str, ...], Guess] = field(default_factory=dict)
    sides: tuple[Side, ...] = ()
    named: tuple[tuple[Side, int], ...] = ()
    country: str | None = None
    home: str | None = None
    disputed: bool = False
    blamed: tuple[tuple[Actor, Actor], ...] = ()
    bodies: tuple[tuple[str, int, str], ...] = ()
    referents: dict[int, int] = field(default_factory=dict)

    def learnt(self, words: str) -> Guess | None:
        """What the text taught about this name, or about its last word."""
        pieces = folded(words)
        return self.taught.get(pieces) or self.taught.get(pieces[-1:])

    def country_of_body(self, noun: Entry, at: int) -> str | None:
        """The country of the nearest earlier body of this kind, or of the only one in the text."""
        kind = _kind(noun)
        same = [(token, country) for key, token, country in self.bodies if key == kind]
        earlier = [country for token, country in same if token < at]
        if earlier:
            return earlier[-1]
        told = {country for _, country in same}
        return told.pop() if len(told) == 1 else None


def folded(words: str) -> tuple[str, ...]:
    """The pieces of a name without case, accents and hyphens."""
    return tuple(piece for word in words.split() for piece in fold(word))


def lessons_of(parse: Parse, document: Document) -> Lessons:
    """Read the titles, appositions, acronyms and main sides of a text, once per document."""
    index = index_of(parse, document.published)
    named = _sides(parse, index)
    lessons = Lessons(
        index=index,
        sides=tuple(side for side, _ in named[:2]),
        named=named,
        country=_main_country(index),
        bodies=_bodies(parse, index),
        referents=dict(parse.referents),
    )
    for name in parse.names:
        if name.label in {"PERSON", "OTHER", "ORG"}:
            _learn_name(parse, name, lessons)
    for at, token in enumerate(parse.tokens[1:-1], 1):
        if token.text == "(" and at + 2 < len(parse.tokens) and parse.tokens[at + 2].text == ")":
            _learn_acronym(parse, at, lessons)
    return lessons


def _learn_name(parse: Parse, name: Name, lessons: Lessons) -> None:
    head = head_of(parse, name.first, name.last)
    if head in lessons.index.named or head in lessons.index.nouns:
        return
    guess = introduced(parse, lessons.index, head)
    if guess.role is Role.UNK and guess.country is None:
        return
    pieces = folded(" ".join(t.text for t in parse.tokens[name.first : name.last]))
    if name.label == "PERSON":
        lessons.taught.setdefault(pieces[-1:], guess)
    lessons.taught.setdefault(pieces, guess)


def introduced(parse: Parse, index: Index, head: int) -> Guess:
    """What title, apposition or owner say where a name stands."""
    guess = read_phrase(parse, index, head)
    for token in _appositions(parse, index, head):
        if guess.role is not Role.UNK and (guess.country or guess.stateless):
            break
        other = read_phrase(parse, index, token.i)
        if other.role is not Role.UNK or other.country:
            guess = merged(guess, other, token.text)
    return guess


def merged(guess: Guess, other: Guess, words: str) -> Guess:
    """`guess` with what it leaves open filled from `other`, keeping the name."""
    both = Guess(
        id=guess.id,
        name=guess.name,
        country=guess.country or other.country,
        role=other.role if guess.role is Role.UNK else guess.role,
        score=max(min(guess.score, other.score), min(other.score, 0.8)),
        reasons=(*guess.reasons, *other.reasons),
        stateless=guess.stateless or other.stateless,
    )
    return both.because("apposition", both.score, words, both.role)


def _appositions(parse: Parse, index: Index, head: int) -> list[Token]:
    """The phrases beside a name, titles ("the health minister") before others."""
    token = parse.tokens[head]
    found = list(parse.children_by(head, "appos"))
    if token.dep == "appos":
        found.append(parse.tokens[token.head])
        beside = parse.children_by(token.head, "appos")
        found.extend(other for other in beside if other.i < head)
    titles = [t for t in found if t.i in index.nouns and index.nouns[t.i].entry.sort in TITLES]
    return titles + [t for t in found if t not in titles]


def _learn_acronym(parse: Parse, at: int, lessons: Lessons) -> None:
    word = parse.tokens[at + 1].text
    before = parse.tokens[at - 1]
    if not (word.isupper() and len(word) > 1 and before.pos in {"PROPN", "NOUN"}):
        return
    if at - 1 in lessons.index.named:
        hit = lessons.index.named[at - 1]
        guess = read_phrase(parse, lessons.index, hit.last - 1)
    else:
        guess = introduced(parse, lessons.index, before.i)
    if guess.role is Role.UNK and guess.country is None:
        return
    lessons.taught[folded(word)] = guess.because("acronym", 0.9, word, before.text)


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token of a span whose head lies outside it."""
    for i in range(last - 1, first - 1, -1):
        if not first <= parse.tokens[i].head < last or parse.tokens[i].head == i:
            return i
    return last - 1


def _kind(noun: Entry) -> str:
    return "military" if noun.role is Role.MIL and noun.id != PEACEKEEPERS else noun.id


def _bodies(parse: Parse, index: Index) -> tuple[tuple[str, int, str], ...]:
    found, referents = [], dict(parse.referents)
    for i, hit in index.nouns.items():
        if i == hit.last - 1 and hit.entry.sort in {"organ", "force", "office"}:
            head = head_of(parse, hit.first, hit.last)
            owner = _owner_of(parse, head, referents)
            named = not index.named.keys().isdisjoint(parse.subtree(head))
            if i in index.named or not (named or owner):
                continue
            guess = read_phrase(parse, index, head if named or owner is None else owner)
            if guess.country:
                found.append((_kind(hit.entry), i, guess.country))
    return tuple(found)


def _owner_of(parse: Parse, head: int, referents: dict[int, int]) -> int | None:
    """Whom the pronoun before a body stands for: "two of its soldiers"."""
    owners = (c.i for c in parse.children_by(head, "poss"))
    return next((referents[i] for i in owners if i in referents), None)


def _sides(parse: Parse, index: Index) -> tuple[tuple[Side, int], ...]:
    counts: Counter[str] = Counter()
    faces: dict[str, Side] = {}
    for i, hit in index.named.items():
        side = _face(hit.entry) if i == hit.first and _is_alive(index, hit) else None
        venue = side is not None and _is_venue(parse, hit)
        if side is None or _is_aloof(parse, index, hit):
            continue
        if not (venue and hit.entry.sort == "capital"):
            counts[side[0]] += 1 if venue else 2
            faces.setdefault(side[0], side)
    return tuple((faces[key], count) for key, count in counts.most_common())


def _face(entry: Entry) -> Side | None:
    """The side that a name stands for: a state, a group, or a people within a state."""
    if entry.sort not in SIDES:
        return None
    if entry.sort in GROUPS:
        return entry.id, entry.name, entry.country, entry.role
    if entry.id.startswith("people:"):
        return entry.id, entry.name, entry.country, Role.REB
    if entry.country is None:
        return None
    known = country_entry(entry.country)
    name = known.name if known else entry.name
    return f"country:{entry.country}", name, entry.country, Role.GOV


def _is_alive(index: Index, hit: Hit) -> bool:
    """Whether a name is of today: "two former Soviet republics" makes nobody a side."""
    return hit.entry.until is None or hit.entry.current(index.published or date.max)


def _is_aloof(parse: Parse, index: Index, hit: Hit) -> bool:
    """Whether a name only says whose people of no side are: "two Chinese peacekeepers"."""
    token = parse.tokens[hit.last - 1]
    noun = index.nouns.get(token.head) if token.dep in MODIFYING else None
    return noun is not None and (noun.entry.role in ALOOF or noun.entry.id == PEACEKEEPERS)


def _is_venue(parse: Parse, hit: Hit) -> bool:
    """Whether a state or capital is where something takes place: "talks in Pretoria".

    So is "in the South African capital, Pretoria", and "near the border with Mali".
    """
    token = parse.tokens[hit.last - 1]
    if token.dep in MODIFYING:
        token = parse.tokens[token.head]
        if token.lemma not in members("place"):
            return False
    elif token.dep == "appos":
        token = parse.tokens[token.head]
    above = parse.tokens[token.head]
    border = above.lemma == "with" and parse.tokens[above.head].lemma in border_words()
    return token.dep == "pobj" and (above.lemma in LOCAL or border)


def _main_country(index: Index) -> str | None:
    return most_told(
        hit.entry.country
        for i, hit in index.named.items()
        if i == hit.first and hit.entry.country and carries(index, hit)
    )


def most_told(countries: Iterable[str]) -> str | None:
    """The country told at least twice as often as any other, or None."""
    ranked = Counter(countries).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]):
        return None
    return ranked[0][0]
