"""Words that are acts of their speaker: a side's own threat, a deed judged as a crime."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.attest.sides import sides_of
from tocsin.grammar.persons import is_first_person
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Mention, Participant, Reality, Stance

if TYPE_CHECKING:
    from tocsin.attest.voices import Voice
    from tocsin.records import Parse

FUTURE = {"will", "shall"}


def as_act(mention: Mention, voice: Voice, parse: Parse) -> tuple[Mention, Voice]:
    """A mention and its voice, turned into the threat or accusation that the words are."""
    if _is_own_threat(mention, voice, parse):
        kind, mode, reality = Kind.THREATEN, "threat", Reality.THREATENED
        return replace(mention, kind=kind, mode=mode, reality=reality), voice
    if _is_charge(mention, voice, parse):
        return _charged(mention, voice)
    return mention, voice


def _is_own_threat(mention: Mention, voice: Voice, parse: Parse) -> bool:
    """Whether a side says that it will itself use force: "we will take the territory back"."""
    if mention.kind is not Kind.ASSAULT or mention.reality is not Reality.HYPOTHETICAL:
        return False
    if not (voice.chain and _is_future(parse, mention.trigger_token)):
        return False
    speaker = voice.chain[-1]
    actors = [p for p in mention.participants if p.part == "actor"]
    own = sides_of(speaker.referent.text)
    return any(
        p.head == speaker.head
        or is_first_person(parse.tokens[p.head])
        or bool(own and own & sides_of(p.referent.text))
        for p in actors
    )


def _is_charge(mention: Mention, voice: Voice, parse: Parse) -> bool:
    """Whether a named voice judges a deed instead of telling it: "they committed war crimes"."""
    judged = parse.tokens[mention.trigger_token].lemma in _charging()
    told = (mention.reality, voice.stance) == (Reality.ACTUAL, Stance.ASSERTS)
    return mention.kind is Kind.ASSAULT and judged and told and voice.teller is not None


def _charged(mention: Mention, voice: Voice) -> tuple[Mention, Voice]:
    """The accusation by its speaker of whoever is said to have done it, told by the publisher."""
    speaker = voice.teller
    if speaker is None:
        return mention, voice
    accuser = Participant(
        part="actor", span=speaker.span, referent=speaker.referent, head=speaker.head
    )
    accused = (replace(p, part="recipient") for p in mention.participants if p.part == "actor")
    charge = replace(
        mention, kind=Kind.ACCUSE, mode="accusation", participants=(accuser, *accused), weapons=()
    )
    return charge, replace(voice, chain=voice.chain[:-1])


@cache
def _charging() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("charging_words.tsv"))


def _is_future(parse: Parse, at: int) -> bool:
    """Whether a verb, or the one that goes on with it, stands in the future: "will go on to"."""
    verb = parse.tokens[at]
    while verb.dep == "xcomp" and verb.head != verb.i:
        verb = parse.tokens[verb.head]
    return any(c.lemma in FUTURE for c in parse.children_by(verb.i, "aux"))
