"""Who a phrase names: tables first, then what the text teaches, then the grammar of the phrase."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from tocsin.lexicon.actors import entry_at, fold
from tocsin.lexicon.tables import rows
from tocsin.records import Actor, Link, Reason, Role
from tocsin.resolve.actors_earlier import (
    EARLIER,
    GUESSED,
    TAUGHT,
    earlier_group,
    is_bare,
    of_the_breakaway,
    of_the_text,
    shortened,
    taken_up,
)
from tocsin.resolve.actors_index import Hit, carries
from tocsin.resolve.actors_lessons import Lessons, introduced, lessons_of
from tocsin.resolve.actors_phrases import read_phrase
from tocsin.resolve.actors_words import coordinates, foreign_words, shown, span_of, words_of
from tocsin.resolve.facing import BEFORE_DEED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tocsin.records import Document, Parse, Span, Token
    from tocsin.resolve.actors_parts import Guess

__all__ = ["Lessons", "actor_of", "actors_of", "is_pair", "lessons_of"]

PARTS: Final = {"attacker": "actor", "target": "recipient"}
LOCAL_ROLES = frozenset(
    {Role.GOV, Role.MIL, Role.LEG, Role.JUD, Role.CVL, Role.OPP, Role.PTY, Role.REB}
)
HIT = frozenset({"recipient", "target"})
OWNING = frozenset({"amod", "compound", "nmod", "poss"})
HOPS = 3
COUNTS = frozenset({"nummod", "det", "predet"})
QUANTIFIERS, SUBJECTS = frozenset({"all", "both", "each"}), ("nsubj", "nsubjpass")
GROUP = "group"
NAMING = frozenset({"NOUN", "PROPN"})
ELSEWHERE = frozenset({EARLIER, GUESSED})
SERVING = frozenset({Role.MIL, Role.GOV, Role.UNK})
PAIRED = 0.6
UNKNOWN, KEPT = "in no table", "only its words are kept"
STATES = frozenset({"country", "capital", "former-state", "territory"})


def actor_of(
    parse: Parse,
    head: int,
    part: str = "actor",
    *,
    lessons: Lessons,
    document: Document,
    country_at: Callable[[str], str | None] | None = None,
) -> Link[Actor]:
    """The one party that the noun phrase headed by token `head` names.

    Args:
        parse: the parse of the text.
        head: the index of the head token; pronouns and definite nouns are followed.
        part: actor, recipient, speaker, or, where there is fighting, attacker or target: a state
            that shoots acts through its forces (MIL), a state or town that is hit stands for its
            people (CVL). The link of an attacker is an actor's, of a target a recipient's.
        lessons: what `lessons_of` read in this text (it knows the day of publication).
        document: the text, for the spans.
        country_at: asks the gazetteer for the country of a place name, None if it has none.

    Returns:
        The link; an unknown party keeps its words, `id` None and role UNK.
    """
    token, reasons = _followed(parse, head, lessons)
    guess = _resolved(parse, token, lessons, country_at)
    guess = _in_function(parse, token, guess, lessons, part)
    guess = guess._replace(reasons=(*reasons, *guess.reasons))
    if part == "actor" and _stands_before_deed(parse, token, lessons):
        guess = guess.because(BEFORE_DEED, guess.score, parse.tokens[token].text, part)
    words = shown(parse, token, document)
    if not guess.reasons:
        guess = guess.because(UNKNOWN, guess.score, words, KEPT)
    return Link(
        mention=span_of(parse, head, lessons.index, document),
        part=PARTS.get(part, part),
        target=_actor(guess, words),
        score=guess.score,
        reasons=guess.reasons,
    )


def _stands_before_deed(parse: Parse, head: int, lessons: Lessons) -> bool:
    """Whether a state's or seat's own name stands before a deed: "a Yemen air strike"."""
    hit = lessons.index.named.get(head)
    token = parse.tokens[head]
    return hit is not None and hit.entry.sort in STATES and token.dep in {"compound", "nmod"}


def actors_of(
    parse: Parse,
    head: int,
    part: str = "actor",
    *,
    lessons: Lessons,
    document: Document,
    country_at: Callable[[str], str | None] | None = None,
) -> tuple[Link[Actor], ...]:
    """All parties of a noun phrase: "Russia and Turkey", "Armenian and Azerbaijani forces".

    Phrases for both sides ("the two countries") give the two most named sides of the text. The
    arguments are those of `actor_of`.
    """
    if is_pair(parse, head):
        span = span_of(parse, head, lessons.index, document)
        return _pair(lessons, span, part, shown(parse, head, document))
    found: list[Link[Actor]] = []
    look = partial(
        actor_of, parse, part=part, lessons=lessons, document=document, country_at=country_at
    )
    heads = (head, *coordinates(parse, head))
    meant = _all_of(parse, head)
    if meant != head:
        heads = (meant, *coordinates(parse, meant))
    for each in heads:
        one = look(each)
        owners = _owners(parse, each, lessons)
        listed = _first_listed(parse, each)
        if listed != each and _is_weak(one):
            one = _joined(one, look(listed))
        found.extend(_for_each_owner(one, owners) if len(owners) > 1 else (one,))
    return tuple(dict.fromkeys(found) if len(found) > 1 else found)


def _first_listed(parse: Parse, at: int) -> int:
    """The first of the list in which a phrase stands, which may be the phrase itself."""
    while parse.tokens[at].dep == "conj" and parse.tokens[parse.tokens[at].head].pos in NAMING:
        at = parse.tokens[at].head
    return at


def _is_weak(link: Link[Actor]) -> bool:
    """Whether a country is unknown or taken from elsewhere in the text."""
    elsewhere = any(reason.feature in ELSEWHERE for reason in link.reasons)
    return link.target.id is None and (link.target.country is None or elsewhere)


def _joined(link: Link[Actor], first: Link[Actor]) -> Link[Actor]:
    """A later item of a list, which shares the country of the first: "Syrian guns and jets"."""
    country = first.target.country
    turned = link.target.role is Role.REB and first.target.role is not Role.REB
    foreign = not foreign_words().isdisjoint(link.target.name.casefold().split())
    if country is None or turned or foreign or _is_weak(first):
        return link
    reason = Reason(feature="listed with", score=PAIRED, left=link.target.name, right=country)
    target = replace(link.target, country=country)
    return replace(link, target=target, score=PAIRED, reasons=(*link.reasons, reason))


def _followed(parse: Parse, head: int, lessons: Lessons) -> tuple[int, tuple[Reason, ...]]:
    at = _all_of(parse, head)
    for _ in range(HOPS):
        if at not in lessons.referents:
            break
        at = lessons.referents[at]
    if at == head:
        return head, ()
    left, right = parse.tokens[head].text, parse.tokens[at].text
    return at, (Reason(feature="stands for", score=0.8, left=left, right=right),)


def _all_of(parse: Parse, head: int) -> int:
    """The first of those whom "all" or "both" means as the subject of a second verb."""
    token = parse.tokens[head]
    verb = parse.tokens[token.head]
    if token.text.lower() not in QUANTIFIERS or token.dep not in SUBJECTS or verb.dep != "conj":
        return head
    before = parse.child(verb.head, *SUBJECTS)
    return before.i if before else head


def _resolved(
    parse: Parse,
    head: int,
    lessons: Lessons,
    country_at: Callable[[str], str | None] | None,
) -> Guess:
    guess = read_phrase(parse, lessons.index, head, country_at)
    guess = _owned(parse, head, guess, lessons, country_at)
    guess = taken_up(parse, head, guess, lessons)
    guess = shortened(parse, head, guess, lessons)
    guess = of_the_breakaway(parse, head, guess, lessons)
    if _is_settled(head, guess, lessons):
        return guess
    taught = lessons.learnt(words_of(parse, head)) if head not in lessons.index.nouns else None
    if taught is None:
        return _by_apposition(parse, head, lessons, guess)
    right = f"{taught.country or '-'} {taught.role}"
    known = taught._replace(reasons=(*taught.reasons, *guess.reasons))
    return known.because("taught by the text", taught.score, words_of(parse, head), right)


def _owned(
    parse: Parse,
    head: int,
    guess: Guess,
    lessons: Lessons,
    country_at: Callable[[str], str | None] | None,
) -> Guess:
    """With the side of the owner that a pronoun stands for: "its troops", "their positions"."""
    if guess.country or guess.stateless or head in lessons.index.named:
        return guess
    for child in _possessors(parse, head, lessons):
        noun = lessons.index.nouns.get(child.i)
        group = noun is not None and noun.entry.id == GROUP and is_bare(parse, child.i, lessons)
        owner = lessons.referents.get(child.i, child.i if group else None)
        if owner is None or owner == head:
            continue
        owned = read_phrase(parse, lessons.index, owner, country_at)
        owned = taken_up(parse, owner, owned, lessons)
        owned = _in_function(parse, owner, owned, lessons, "speaker")
        if owned.country is None and not owned.stateless:
            continue
        role = Role.REB if owned.role is Role.REB and guess.role in SERVING else guess.role
        told = guess._replace(
            country=owned.country, stateless=owned.stateless, role=role, score=TAUGHT
        )
        words = f"{child.text} {parse.tokens[head].text}"
        return told.because("belongs to", TAUGHT, words, words_of(parse, owner))
    return guess


def _speaks_for(head: int, lessons: Lessons) -> bool:
    """Whether a phrase is somebody in office: "a spokesman for the group"."""
    noun = lessons.index.nouns.get(head)
    return noun is not None and noun.entry.sort in {"bearer", "office"}


def _possessors(parse: Parse, head: int, lessons: Lessons) -> Iterator[Token]:
    """Whose a thing is: its possessor, what it is of ("the head of the team"), or what it counts.

    Of "20 of its soldiers" that is "its".
    """
    yield from parse.children_by(head, "poss")
    for tie in parse.children_by(head, "prep"):
        things = parse.children_by(tie.i, "pobj")
        if tie.text.lower() == "of":
            for thing in things:
                yield thing
                yield from parse.children_by(thing.i, "poss")
        elif tie.text.lower() == "for" and _speaks_for(head, lessons):
            yield from things


def _is_settled(head: int, guess: Guess, lessons: Lessons) -> bool:
    """Whether the phrase needs nothing from the text; an office that has ended does."""
    hit = lessons.index.named.get(head)
    if hit is not None and hit.entry.sort == "person" and lessons.index.published is not None:
        return hit.entry.current(lessons.index.published)
    if hit is not None or guess.id is not None:
        return True
    return guess.role is not Role.UNK and guess.country is not None


def _by_apposition(parse: Parse, head: int, lessons: Lessons, guess: Guess) -> Guess:
    token = parse.tokens[head]
    if token.dep != "appos" and parse.child(head, "appos") is None:
        return guess
    told = introduced(parse, lessons.index, head)
    if told.role is Role.UNK and told.country is None:
        return guess
    return told._replace(
        country=guess.country or told.country,
        role=told.role if guess.role is Role.UNK else guess.role,
        id=guess.id,
    )


def _in_function(parse: Parse, head: int, guess: Guess, lessons: Lessons, part: str) -> Guess:
    hit = lessons.index.named.get(head)
    role = _role_in(part, hit.entry.sort if hit else "", guess)
    name = lessons.index.names.get(head)
    if role is Role.UNK and hit is None and part in HIT and name and name.label == "PLACE":
        role = Role.CVL
    if role is not guess.role:
        guess = guess._replace(role=role).because("function", guess.score, part, role)
    noun = lessons.index.nouns.get(head)
    if noun is not None and noun.entry.id == GROUP and is_bare(parse, head, lessons):
        return earlier_group(guess, head, lessons, words_of(parse, head))
    local = role in LOCAL_ROLES or (noun is not None and noun.entry.sort == "unknown")
    if guess.country or guess.stateless or not local or hit:
        return guess
    return of_the_text(guess, head, lessons, words_of(parse, head))


def _role_in(part: str, sort: str, guess: Guess) -> Role:
    """The role a state or a people has where it shoots, is shot at or speaks."""
    if part == "attacker":
        governs = guess.id is not None and guess.id.endswith(":government")
        acts = governs or sort == "demonym" or (sort in STATES and guess.role is Role.GOV)
        return Role.MIL if acts else guess.role
    if part == "target" and sort in STATES:
        return Role.CVL
    return guess.role


def _actor(guess: Guess, words: str) -> Actor:
    return Actor(id=guess.id, name=guess.name or words, country=guess.country, role=guess.role)


def _owners(parse: Parse, head: int, lessons: Lessons) -> list[Hit]:
    found: list[Hit] = []
    for child in parse.children(head):
        if child.dep not in OWNING or parse.child(child.i, "conj") is None:
            continue
        chain = [child.i, *coordinates(parse, child.i)]
        hits = [lessons.index.named[i] for i in chain if i in lessons.index.named]
        hits = [h for h in hits if h.entry.country and carries(lessons.index, h)]
        if len({h.entry.country for h in hits}) > 1:
            found = hits
    return list({h.entry.country: h for h in found}.values())


def _for_each_owner(link: Link[Actor], owners: list[Hit]) -> Iterator[Link[Actor]]:
    for hit in owners:
        old, new = link.target.country, hit.entry.country
        own = link.target.id
        if own and old and new:
            own = own.replace(f":{old}", f":{new}")
        actor = replace(link.target, country=new, id=own)
        reason = Reason(feature="country", score=0.9, left=hit.entry.name, right=new or "")
        yield replace(link, target=actor, reasons=(*link.reasons, reason))


@cache
def _pairs(described: str = "") -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(piece for word in row["words"].split() for piece in fold(word))
        for row in rows("actors/pairs.tsv")
        if described in {"", row["described"]}
    )


@cache
def _pair_ends() -> frozenset[str]:
    return frozenset(pair[-1] for pair in _pairs())


def is_pair(parse: Parse, head: int) -> bool:
    """Whether a phrase is for both sides of a text: both armies, the two countries."""
    last = fold(parse.tokens[head].text)
    if last and last[-1] not in _pair_ends():
        return False
    words = [p for t in parse.tokens[max(head - 2, 0) : head + 1] for p in fold(t.text)]
    if parse.child(head, "compound", "poss") is not None:
        return False
    return tuple(words[-2:]) in _pairs() or tuple(words) in _pairs() or _are_states(parse, head)


def _are_states(parse: Parse, head: int) -> bool:
    """Whether a phrase counts two states, whatever it calls them: "the two Balkan neighbours".

    Two of one state ("the two Syrian armies") are not the two.
    """
    before = [t for t in parse.children(head) if t.i < head]
    last = fold(parse.tokens[head].text)
    if not any(t.dep in COUNTS and (*fold(t.text), *last) in _pairs("yes") for t in before):
        return False
    return not any(_is_of_a_state(t.text) for t in before)


def _is_of_a_state(word: str) -> bool:
    known = entry_at((word,), 0)
    return known is not None and known[0].country is not None and known[0].current(date.max)


def _pair(lessons: Lessons, span: Span, part: str, words: str) -> tuple[Link[Actor], ...]:
    found = []
    for key, name, country, role in lessons.sides:
        told = Role.MIL if part == "attacker" and role is Role.GOV else role
        found.append(
            Link(
                mention=span,
                part=PARTS.get(part, part),
                target=Actor(id=key or None, name=name, country=country, role=told),
                score=PAIRED,
                reasons=(Reason(feature="side of the text", score=PAIRED, left=words, right=key),),
            )
        )
    return tuple(found)
