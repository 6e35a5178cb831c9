"""Read one noun phrase as a party: whose it is, and in which function it takes part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tocsin.records import Reason, Role
from tocsin.resolve.actors_index import Hit, Index, affixes, carries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tocsin.records import Parse, Token

WITHIN = frozenset({"compound", "amod", "nmod", "poss", "nummod", "quantmod", "appos"})
BELONGING = frozenset({"of", "for", "from", "with", "to"})
LOCAL = frozenset(
    {"in", "at", "near", "on", "within", "inside", "across", "around", "outside", "along"}
)
ORGANISED = frozenset({"group", "territory", "igo", "ngo"})
OWN = frozenset({"country", "former-state", "capital", "demonym", "organ", "group", "territory"})
STATES = frozenset({"country", "demonym", "capital"})
LINK = 2
GENERIC = frozenset({"bearer", "force", "office", "organ", "group"})
DIRECT, MODIFIED, LOCATED, TEXTUAL = 1.0, 0.9, 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Guess:
    """What a phrase says of a party so far, with the reasons."""

    id: str | None = None
    name: str | None = None
    country: str | None = None
    role: Role = Role.UNK
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    stateless: bool = False

    def because(self, feature: str, score: float, left: str, right: str) -> Guess:
        """The same guess with one more reason."""
        reason = Reason(feature=feature, score=score, left=left, right=right)
        return Guess(
            self.id,
            self.name,
            self.country,
            self.role,
            self.score,
            (*self.reasons, reason),
            self.stateless,
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A word below a head and how it hangs there: `mod`, `of`, `in` or `appos`."""

    relation: str
    i: int


def parts_of(parse: Parse, head: int) -> Iterator[Part]:
    """The words that narrow `head` down, nearest relation first; not its coordinates."""
    late: list[tuple[str, int]] = []
    for child in reversed(parse.children(head)):
        if child.dep == "appos":
            late.append(("appos", child.i))
        elif child.dep in WITHIN:
            yield Part("mod", child.i)
            yield from (Part("mod", part.i) for part in parts_of(parse, child.i))
        late.extend(_attached(parse, child))
    for relation, i in sorted(late, key=lambda pair: pair[0] != "of"):
        yield Part(relation, i)
        for part in parts_of(parse, i):
            yield Part(relation if part.relation == "mod" else part.relation, part.i)


def _attached(parse: Parse, child: Token) -> Iterator[tuple[str, int]]:
    if child.dep == "prep":
        word = child.text.lower()
        relation = "of" if word in BELONGING else "in" if word in LOCAL else ""
        yield from ((relation, c.i) for c in parse.children_by(child.i, "pobj") if relation)
    elif child.dep in {"acl", "amod"} and affixes().get(child.text.lower()):
        for tie in parse.children_by(child.i, "prep", "agent"):
            yield from (("of", c.i) for c in parse.children_by(tie.i, "pobj"))


def read_phrase(
    parse: Parse, index: Index, head: int, country_at: Callable[[str], str | None] | None = None
) -> Guess:
    """What the words of the noun phrase headed by token `head` say by themselves."""
    hit = index.named.get(head)
    noun = index.nouns.get(head)
    if hit is not None and not _is_common(parse, index, hit, noun):
        return _named(parse, index, hit)
    own = set(range(noun.first, noun.last)) if noun else {head}
    parts = [part for part in parts_of(parse, head) if part.i not in own]
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
    parts = [part for part in parts_of(parse, hit.last - 1) if part.i not in own]
    return any(other.entry.country != hit.entry.country for _, other in _names(index, parts))


def _named(parse: Parse, index: Index, hit: Hit) -> Guess:
    entry = hit.entry
    words = " ".join(index.words[hit.first : hit.last])
    role = entry.role
    if entry.sort == "demonym":
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
        guess = _country(guess, _names(index, list(parts_of(parse, hit.last - 1))), None)
    return guess.because("table", DIRECT, words, entry.id)


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
    if owner is not None and not (owner.entry.sort == "ngo" and entry.sort == "place"):
        role = owner.entry.role
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
    if sort == "group":
        official = [e for e in bodies if e.role in {Role.GOV, Role.MIL} and e.sort == "organ"]
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
    if sort != "force" or at < LINK or affixes().get(index.words[at].lower()) is not False:
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
        told = replace(guess, country=entry.country, score=min(guess.score or score, score))
        return told.because("country", score, entry.name, entry.country)
    stateless = noun is not None and any(hit.entry.sort in ORGANISED for _, hit in names)
    return replace(guess, stateless=guess.stateless or stateless)


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
    labels = {i: name for name in parse.names for i in range(name.first, name.last)}
    for i in (*(part.i for part in parts), head):
        token = parse.tokens[i]
        if token.pos != "PROPN" or i in index.named or i in index.nouns:
            continue
        name = labels.get(i)
        if name is not None and name.label in {"PERSON", "DATE", "NUMBER"}:
            continue
        words = _place_words(parse, i)
        country = country_at(words)
        if country:
            role = Role.CVL if i == head and guess.role is Role.UNK else guess.role
            told = replace(guess, country=country, role=role, score=LOCATED)
            return told.because("place", LOCATED, words, country)
    return guess


def _place_words(parse: Parse, i: int) -> str:
    first = i
    while first and parse.tokens[first - 1].dep == "compound" and parse.tokens[first - 1].head == i:
        first -= 1
    return " ".join(token.text for token in parse.tokens[first : i + 1])


def _identify(guess: Guess, noun: Hit | None, names: list[tuple[str, Hit]]) -> Guess:
    if noun is None or noun.entry.sort not in GENERIC:
        return guess
    owner = next((hit.entry for rel, hit in names if _owns(rel, hit)), None)
    if owner is not None:
        return replace(guess, id=owner.id)
    body = next(
        (hit.entry for rel, hit in names if rel != "in" and hit.entry.sort == "organ"), None
    )
    if body is not None and noun.entry.sort == "bearer":
        return replace(guess, id=body.id)
    if guess.country is None:
        return guess
    if noun.entry.sort in {"organ", "force"} and guess.role is noun.entry.role:
        return replace(guess, id=f"organ:{guess.country}:{noun.entry.id}")
    if noun.entry.sort == "office" and guess.role is noun.entry.role:
        return replace(guess, id=f"office:{guess.country}:{noun.entry.id}")
    return guess
