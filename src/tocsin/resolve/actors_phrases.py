"""Read one noun phrase as a party: whose it is, and in which function it takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.records import Role
from tocsin.resolve.actors_index import Hit, Index, carries
from tocsin.resolve.actors_parts import Guess, Part, affixes, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.records import Parse

ORGANISED = frozenset({"group", "territory", "igo", "ngo"})
OWN = frozenset({"country", "former-state", "capital", "demonym", "organ", "group", "territory"})
STATES = frozenset({"country", "demonym", "capital"})
LINK = 2
PLACE = "place"
OTHER_NAMES = frozenset({"PERSON", "DATE", "NUMBER"})
SEATED = frozenset({Role.LEG, Role.JUD, Role.PTY})
GENERIC = frozenset({"bearer", "force", "office", "organ", "group"})
DIRECT, MODIFIED, LOCATED, TEXTUAL = 1.0, 0.9, 0.7, 0.4


def read_phrase(
    parse: Parse, index: Index, head: int, country_at: Callable[[str], str | None] | None = None
) -> Guess:
    """What the words of the noun phrase headed by token `head` say by themselves; read once."""
    asked = country_at is not None
    known = index.phrases.get((head, asked))
    if known is None:
        other = index.phrases.get((head, not asked))
        alike = other is not None and (_needs_no_place(other) if asked else _has_no_place(other))
        known = other if other and alike else _read(parse, index, head, country_at)
        index.phrases[head, asked] = known
    return known


def _needs_no_place(guess: Guess) -> bool:
    """Whether places would not be asked: the words tell the country, or that there is none."""
    return guess.country is not None or guess.stateless


def _has_no_place(guess: Guess) -> bool:
    return all(reason.feature != PLACE for reason in guess.reasons)


def _read(
    parse: Parse, index: Index, head: int, country_at: Callable[[str], str | None] | None
) -> Guess:
    hit = index.named.get(head)
    noun = index.nouns.get(head)
    if hit is not None and not _is_common(parse, index, hit, noun):
        return _titled(parse, index, hit, _named(parse, index, hit))
    own = set(range(noun.first, noun.last)) if noun else {head}
    parts = [part for part in parts_of(parse, head, index.parts) if part.i not in own]
    names = _names(index, parts)
    nouns = _nouns(index, parts)
    guess = _role(index, noun, names, nouns)
    guess = _country(guess, names, noun)
    if guess.country is None and not guess.stateless:
        guess = _place(parse, index, head, parts, guess, country_at)
    return _identify(guess, noun, names)


def _is_common(parse: Parse, index: Index, hit: Hit, noun: Hit | None) -> bool:
    """Whether a name is here a common noun: "the Armenian Security Council" is not the UN's."""
    if noun is None or hit.last - hit.first > noun.last - noun.first:
        return False
    if hit.last - hit.first < noun.last - noun.first:
        return True
    own = range(noun.first, noun.last)
    parts = [part for part in parts_of(parse, hit.last - 1, index.parts) if part.i not in own]
    return any(other.entry.country != hit.entry.country for _, other in _names(index, parts))


def _named(parse: Parse, index: Index, hit: Hit) -> Guess:
    entry = hit.entry
    words = " ".join(index.words[hit.first : hit.last])
    role = entry.role
    if entry.sort == "demonym" and parse.tokens[hit.last - 1].tag == "NNPS":
        role = Role.CVL
    guess = Guess(
        id=entry.id if entry.sort != "demonym" else None,
        name=entry.name if entry.sort != "demonym" else None,
        country=entry.country,
        role=role,
        score=DIRECT,
        stateless=entry.country is None,
    )
    if entry.sort in {"igo", "ngo", "media"} and entry.country is None:
        return guess.because("table", DIRECT, words, entry.id)
    if entry.country is None and entry.sort == "organ":
        guess = _country(guess, _names(index, parts_of(parse, hit.last - 1, index.parts)), None)
    return guess.because("table", DIRECT, words, entry.id)


def _titled(parse: Parse, index: Index, hit: Hit, guess: Guess) -> Guess:
    """A person's office as the text gives it ("Senator") goes before that of the tables."""
    if hit.entry.sort != "person":
        return guess
    nouns = _nouns(
        index,
        [part for part in parts_of(parse, hit.last - 1, index.parts) if part.relation == "mod"],
    )
    title = next((h.entry for _, h in nouns if h.entry.sort == "office"), None)
    if title is None or guess.role is Role.REB or title.role in {guess.role, Role.MIL}:
        return guess
    return guess._replace(role=title.role).because("title", DIRECT, title.name, title.role)


def _names(index: Index, parts: list[Part]) -> list[tuple[str, Hit]]:
    seen: set[int] = set()
    found = []
    for part in parts:
        hit = index.named.get(part.i)
        if hit and hit.first not in seen and carries(index, hit):
            seen.add(hit.first)
            found.append((part.relation, hit))
    return found


def _nouns(index: Index, parts: list[Part]) -> list[tuple[str, Hit]]:
    seen: set[int] = set()
    found = []
    for part in parts:
        hit = index.nouns.get(part.i)
        if hit and part.i not in index.named and hit.first not in seen:
            seen.add(hit.first)
            found.append((part.relation, hit))
    return found


def _role(
    index: Index, noun: Hit | None, names: list[tuple[str, Hit]], nouns: list[tuple[str, Hit]]
) -> Guess:
    if noun is None:
        return _role_of_name(names, nouns)
    entry = noun.entry
    words = " ".join(index.words[noun.first : noun.last])
    if entry.sort not in GENERIC:
        return Guess(role=entry.role, score=DIRECT).because("noun", DIRECT, words, entry.role)
    owner = next((hit for rel, hit in names if _owns(rel, hit)), None)
    if owner is not None:
        role = entry.role if entry.role in SEATED else owner.entry.role
        guess = Guess(role=role, score=MODIFIED, stateless=owner.entry.country is None)
        return guess.because("belongs to", MODIFIED, words, owner.entry.id)
    body = _body(entry.sort, names, nouns) or _sponsored(index, entry.sort, noun)
    if body is not None and body[0] is not entry.role:
        return Guess(role=body[0], score=MODIFIED).because("belongs to", MODIFIED, words, body[1])
    stated = any(hit.entry.sort in OWN for _, hit in names)
    role = Role.GOV if entry.role is Role.UNK and stated else entry.role
    return Guess(role=role, score=MODIFIED).because("noun", MODIFIED, words, role)


def _owns(relation: str, hit: Hit) -> bool:
    """A group owns what is its own, a breakaway territory also what is in it."""
    sort = hit.entry.sort
    return sort == "territory" or (sort in ORGANISED and relation != "in")


def _body(
    sort: str, names: list[tuple[str, Hit]], nouns: list[tuple[str, Hit]]
) -> tuple[Role, str] | None:
    person = next((h.entry for rel, h in names if h.entry.sort == "person" and rel != "in"), None)
    if sort == "bearer" and person is not None:
        return person.role, person.id
    bodies = [hit.entry for rel, hit in nouns if rel != "in" and hit.entry.sort != "bearer"]
    seats = [h.entry for rel, h in names if rel == "of" and h.entry.role in SEATED]
    if sort == "office" and seats:
        return seats[0].role, seats[0].id
    if sort == "group":
        official = [h.entry for rel, h in nouns if rel == "mod" and h.entry.id == "government"]
        return (Role.MIL, official[0].name) if official else None
    if sort in {"force", "organ", "office"}:
        rebels = [e for e in bodies if e.role is Role.REB]
        return (Role.REB, rebels[0].name) if rebels else None
    for rel, hit in names:
        if hit.entry.sort in {"organ", "media"} and rel != "in":
            return hit.entry.role, hit.entry.id
    known = [e for e in bodies if e.role not in {Role.UNK, Role.CVL} or e.sort == "people"]
    return (known[0].role, known[0].name) if known else None


def _sponsored(index: Index, sort: str, noun: Hit) -> tuple[Role, str] | None:
    """Forces that a state backs without owning them ("Iran-backed forces") are irregular."""
    at = noun.first - 1
    if sort != "force" or at < LINK or affixes().get(index.words[at].lower()) != "sponsor":
        return None
    owner = index.named.get(at - LINK)
    return (Role.REB, index.words[at]) if owner and owner.entry.sort in STATES else None


def _role_of_name(names: list[tuple[str, Hit]], nouns: list[tuple[str, Hit]]) -> Guess:
    owners = [hit for rel, hit in names if _owns(rel, hit) or hit.entry.sort == "media"]
    titles = [hit for rel, hit in nouns if rel != "in"]
    if owners:
        entry = owners[0].entry
        guess = Guess(role=entry.role, score=MODIFIED, stateless=entry.country is None)
        return guess.because("belongs to", MODIFIED, entry.name, entry.id)
    title = next((hit for hit in titles if hit.entry.sort != "bearer"), None)
    title = title or (titles[0] if titles else None)
    if title is None:
        return Guess()
    return Guess(role=title.entry.role, score=MODIFIED).because(
        "title", MODIFIED, title.entry.name, title.entry.role
    )


def _country(guess: Guess, names: list[tuple[str, Hit]], noun: Hit | None) -> Guess:
    if guess.stateless and guess.role not in {Role.MIL, Role.GOV, Role.CVL}:
        return guess
    for relation, hit in names:
        entry = hit.entry
        if entry.country is None or (relation == "in" and entry.sort == "person"):
            continue
        score = LOCATED if relation == "in" else MODIFIED
        told = guess._replace(country=entry.country, score=min(guess.score or score, score))
        return told.because("country", score, entry.name, entry.country)
    stateless = noun is not None and any(hit.entry.sort in ORGANISED for _, hit in names)
    return guess._replace(stateless=guess.stateless or stateless)


def _place(
    parse: Parse,
    index: Index,
    head: int,
    parts: list[Part],
    guess: Guess,
    country_at: Callable[[str], str | None] | None,
) -> Guess:
    if country_at is None:
        return guess
    asked: set[str] = set()
    for i in (head, *(part.i for part in parts)):
        words = _place_words(parse, index, i)
        if not words or words in asked:
            continue
        asked.add(words)
        country = country_at(words)
        if country:
            role = Role.CVL if i == head and guess.role is Role.UNK else guess.role
            told = guess._replace(country=country, role=role, score=LOCATED)
            return told.because(PLACE, LOCATED, words, country)
    return guess


def _place_words(parse: Parse, index: Index, i: int) -> str:
    """The name around token `i` if it can be a place's, without its class ("Shanghai police")."""
    name = index.names.get(i)
    capital = index.words[i][:1].isupper()
    proper = parse.tokens[i].pos == "PROPN" or (capital and (name or parse.tokens[i].pos == "NOUN"))
    if not proper or i in index.named or i in index.nouns:
        return ""
    first, last = (name.first, name.last) if name else (i, i + 1)
    if name and name.label in OTHER_NAMES and (name.label != "PERSON" or last - first > 1):
        return ""
    free = [j for j in range(first, last) if j not in index.nouns and j not in index.named]
    return " ".join(index.words[j] for j in free if index.words[j][:1].isupper())


def _identify(guess: Guess, noun: Hit | None, names: list[tuple[str, Hit]]) -> Guess:
    if noun is None or noun.entry.sort not in GENERIC:
        return guess
    entry = noun.entry
    owner = next((hit.entry.id for rel, hit in names if _owns(rel, hit)), None)
    bodies = (hit.entry.id for rel, hit in names if rel != "in" and hit.entry.sort == "organ")
    body = next(bodies, None) if entry.sort == "bearer" else None
    if owner or body:
        return guess._replace(id=owner or body)
    kind = {"organ": "organ", "force": "organ", "office": "office"}.get(entry.sort)
    if guess.country is None or kind is None or guess.role is not entry.role:
        return guess
    return guess._replace(id=f"{kind}:{guess.country}:{entry.id}")
