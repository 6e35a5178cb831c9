"""Triggers in their places: the words that tell of events, with their arguments filled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.extract.harms import counts_more_harm, harms_its_object, shared_victims
from tocsin.extract.light import carried_slots, carrier_of
from tocsin.extract.roles import is_agent
from tocsin.extract.triggers import Trigger, candidates, matching
from tocsin.grammar.classes import time_words
from tocsin.grammar.slots import Slots, near_slots, noun_slots, verb_slots, with_deep
from tocsin.grammar.subjects import RELATIVES, subjects, with_conjuncts
from tocsin.lexicon.tables import rows
from tocsin.records import Kind

if TYPE_CHECKING:
    from tocsin.grammar.classes import Classes
    from tocsin.records import Parse, Token

LETTER = {"VERB": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}
SKIPPED = {"compound", "amod", "aux", "auxpass", "nmod"}
MODIFIERS = {"compound", "amod"}
AIMED = "towards"
LENT = ("between", "with", "against")
NAMING = ("subj", "poss", "by", "between", "of")
PARTIES = {"subj", "obj"}
POINTERS = {"a", "an", "another", "the", "this", "that", "these", "those"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A trigger in its place: token `i`, the carrier verb if any, and the filled slots."""

    i: int
    trigger: Trigger
    slots: Slots
    carrier: int | None

    @property
    def heads(self) -> set[int]:
        """Every token in a slot."""
        return {head for heads in self.slots.values() for head in heads}


def hits_in(classes: Classes) -> list[Hit]:
    """Triggers in text order, with the bare nouns that take up an earlier one: "the strike"."""
    found: list[Hit] = []
    told: dict[str, Trigger] = {}
    for token in classes.parse.tokens:
        hit = _found_at(token, classes)
        if hit is None and token.lemma in told and _is_single(token, classes.parse):
            hit = _taken_up(token, told[token.lemma], classes)
        if hit is not None:
            found.append(hit)
            told[token.lemma] = hit.trigger
    return found


def _is_single(token: Token, parse: Parse) -> bool:
    """Whether a noun with an article names one event: "the strike", "a strike near by"."""
    return token.pos == "NOUN" and any(
        c.dep == "det" and c.text.lower() in POINTERS for c in parse.children(token.i)
    )


def _taken_up(token: Token, trigger: Trigger, classes: Classes) -> Hit | None:
    if token.dep in SKIPPED or trigger.kind is not Kind.ASSAULT:
        return None
    slots, carrier = _noun_arguments(token, classes)
    return Hit(i=token.i, trigger=trigger, slots=slots, carrier=carrier)


def _found_at(token: Token, classes: Classes) -> Hit | None:
    if _is_listed_noun(token, classes.parse):
        token = replace(token, pos="NOUN")
    options = _options(token, classes.parse)
    if not options:
        return None
    parse, carrier = classes.parse, None
    if token.pos == "VERB":
        slots = _verb_arguments(token, classes)
    else:
        slots, carrier = _noun_arguments(token, classes)
    trigger = matching(options, slots, classes)
    if trigger is None and token.pos == "VERB":
        slots = _with_low_prepositions(parse, slots)
        trigger = matching(options, slots, classes)
    if trigger is None:
        return None
    slots = _with_low_prepositions(parse, slots)
    if token.pos == "VERB":
        slots = with_deep(parse, token.i, slots)
    return Hit(i=token.i, trigger=trigger, slots=slots, carrier=carrier)


def _noun_arguments(token: Token, classes: Classes) -> tuple[Slots, int | None]:
    """What an event noun governs and the words around it lend, and the verb that carries it."""
    parse = classes.parse
    slots = noun_slots(parse, token.i)
    slots = _with_blamed(parse, token, slots)
    slots = _with_late_doer(token, slots, classes)
    slots = _with_shared_doer(token, slots, classes)
    slots = _with_occurrence(parse, token, slots)
    slots = _with_other_side(token, slots, classes)
    carried = carrier_of(parse, token.i)
    if carried is None:
        return slots, None
    return carried_slots(parse, slots, carried), carried.verb


def _is_listed_noun(token: Token, parse: Parse) -> bool:
    """Whether a gerund is a second event beside a noun: "began firing and shelling"."""
    first = parse.tokens[token.head]
    return (token.dep, token.tag) == ("conj", "VBG") and (first.pos, first.tag) == ("NOUN", "NN")


def _options(token: Token, parse: Parse) -> tuple[Trigger, ...]:
    """The triggers that a word can be where it stands: a modifier tells of nothing."""
    if token.dep in (MODIFIERS if token.pos == "VERB" else SKIPPED) or _is_group(token, parse):
        return ()
    letter = LETTER.get(token.pos)
    return candidates(token, letter) if letter else ()


def _is_group(token: Token, parse: Parse) -> bool:
    """Whether a participle names people: "the wounded were hard to move"."""
    if token.pos != "VERB" or token.dep not in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return False
    return any(c.text.lower() == "the" for c in parse.children_by(token.i, "det"))


def _verb_arguments(token: Token, classes: Classes) -> Slots:
    """What a verb governs; "killed" has the object of the next verb in "killed and wounded ten"."""
    parse = classes.parse
    slots = near_slots(parse, token.i)
    if "obj" not in slots and harms_its_object(token):
        shared = shared_victims(parse, token)
        slots = {**slots, "obj": shared} if shared else slots
    slots = _with_second_count(parse, token, slots)
    return slots if parse.child(token.i, "aux") else _as_passive(token, slots, classes)


def _with_second_count(parse: Parse, token: Token, slots: Slots) -> Slots:
    """With where and in what others were hurt: "ten were killed and six injured in a crash"."""
    second = parse.child(token.i, "conj")
    if second is None or not counts_more_harm(parse, second) or not slots.keys() <= PARTIES:
        return slots
    lent = near_slots(parse, second.i)
    return {**{slot: lent[slot] for slot in lent if slot not in PARTIES}, **slots}


def _with_occurrence(parse: Parse, token: Token, slots: Slots) -> Slots:
    """With the parties hung on its verb: "Clashes broke out between the army and rebels"."""
    if token.dep not in {"nsubj", "nsubjpass"} or parse.tokens[token.head].pos != "VERB":
        return slots
    lent = near_slots(parse, token.head)
    parties = {name: lent[name] for name in LENT if name in lent}
    return {**parties, **slots}


def _with_other_side(token: Token, slots: Slots, classes: Classes) -> Slots:
    """With whoever did something around it: "took the town after clashes with the army"."""
    parse = classes.parse
    tie = parse.tokens[token.head]
    while tie.text.lower() == "of" and parse.tokens[tie.head].lemma in time_words():
        tie = parse.tokens[parse.tokens[tie.head].head]
    verb = parse.tokens[tie.head]
    if token.dep != "pobj" or verb.pos != "VERB" or any(slot in slots for slot in NAMING):
        return slots
    if not any(is_agent(i, classes) for i in slots.get("with", ())):
        return slots
    others = [i for i in subjects(parse, verb.i) if is_agent(i, classes)]
    return {**slots, "subj": others} if others else slots


def _with_blamed(parse: Parse, token: Token, slots: Slots) -> Slots:
    """With who is blamed for an event noun as its doer: "pinned the attack on the army"."""
    blame = _blame_of(parse, token)
    if blame is None or "by" in slots:
        return slots
    verb, slot = blame
    doers = [doer for doer in verb_slots(parse, verb).get(slot, []) if doer != token.i]
    if doers:
        return {**slots, "subj": doers}
    if slot not in slots:
        return slots
    rest = {name: heads for name, heads in slots.items() if name != slot}
    return {**rest, "subj": slots[slot]}


def _with_late_doer(token: Token, slots: Slots, classes: Classes) -> Slots:
    """With a doer that the parse hung on the verb: "denounced the raid on the town by rebels"."""
    verb = _told_by(token, classes.parse)
    if verb is None or "by" in slots:
        return slots
    above = near_slots(classes.parse, verb)
    late = [i for i in above.get("by", ()) if i > token.i and is_agent(i, classes)]
    return {**slots, "by": late} if late and "subj" in above else slots


def _told_by(token: Token, parse: Parse) -> int | None:
    """The verb of which an event noun is the object: "denounced the raid", "told of killings"."""
    if token.dep == "dobj":
        return token.head
    tie = parse.tokens[token.head]
    told = token.dep == "pobj" and tie.text.lower() == "of" and parse.tokens[tie.head].pos == "VERB"
    return tie.head if told else None


def _with_shared_doer(token: Token, slots: Slots, classes: Classes) -> Slots:
    """With the doer that a list of events shares: "killings, rape and arson by soldiers"."""
    parse = classes.parse
    first = token
    while first.dep == "conj" and parse.tokens[first.head].pos == "NOUN":
        first = parse.tokens[first.head]
    listed = with_conjuncts(parse, first.i)
    if len(listed) == 1 or "by" in slots or "poss" in slots:
        return slots
    shared = [i for event in listed for i in noun_slots(parse, event).get("by", ())]
    shared = shared or _with_late_doer(first, {}, classes).get("by", [])
    doers = [i for i in shared if is_agent(i, classes)]
    return {**slots, "by": doers} if doers else slots


def _blame_of(parse: Parse, token: Token) -> tuple[int, str] | None:
    """The verb that blames somebody for an event noun, and the slot in which it names them."""
    above = parse.tokens[token.head]
    charge = next((c for c in parse.children(token.i) if _charges_with(parse, c)), None)
    if charge is not None:
        slot, verb = "obj", charge
    elif token.dep == "pobj" and above.pos == "ADP":
        slot, verb = above.text.lower(), parse.tokens[above.head]
        if verb.pos in {"NOUN", "PROPN"} and verb.dep == "dobj":
            verb = parse.tokens[verb.head]
    elif token.dep in {"dobj", "nsubjpass"}:
        slot, verb = "obj", above
    else:
        return None
    for row in rows("blame.tsv"):
        if row["verb"] == verb.lemma and row["event"] == slot:
            return verb.i, row["doer"]
    return None


def _charges_with(parse: Parse, clause: Token) -> bool:
    """Whether a clause charges somebody with its noun: "blamed on X", "that they blamed on X"."""
    if clause.lemma not in _charges():
        return False
    thing = parse.child(clause.i, "dobj", "nsubjpass")
    passive = clause.dep == "acl" and clause.tag == "VBN"
    return passive or (clause.dep == "relcl" and thing is not None and thing.lemma in RELATIVES)


@cache
def _charges() -> frozenset[str]:
    return frozenset(row["verb"] for row in rows("blame.tsv"))


def _as_passive(token: Token, slots: Slots, classes: Classes) -> Slots:
    """A headline's participle read as a passive: "Hundreds killed", "Towns shelled by the army".

    So is "Nyala shelled again" in a line without a stop, since a town shells nobody.
    """
    bare = "subj" in slots and "obj" not in slots and token.tag in {"VBN", "VBD"}
    if not bare:
        return slots
    town = all(_is_town(i, classes) for i in slots["subj"]) and _is_title(classes.parse, token.i)
    if not (town or "by" in slots or harms_its_object(token)):
        return slots
    turned = {slot: heads for slot, heads in slots.items() if slot != "subj"}
    return {**turned, "obj": slots["subj"]}


def _is_title(parse: Parse, i: int) -> bool:
    """Whether token `i` stands in a line that ends without a stop."""
    last = parse.tokens[parse.sentence(parse.sentence_of(i))[-1]]
    return last.pos not in {"PUNCT", "SPACE"}


def _is_town(i: int, classes: Classes) -> bool:
    if classes.label(i) == "PLACE":
        return not classes.has(i, "state")
    return classes.has(i, "place") and not (classes.has(i, "state") or classes.has(i, "armed"))


def _with_low_prepositions(parse: Parse, slots: Slots) -> Slots:
    """Prepositions hung on the object or the doer count for the verb if it has none of its own.

    So does the direction that the parse hangs on where it came from: "from X in Y's direction".
    """
    widened = dict(slots)
    for origin in slots.get("from", ()):
        aimed = noun_slots(parse, origin).get(AIMED)
        if aimed:
            widened.setdefault(AIMED, aimed)
    for head in (*slots.get("obj", ()), *slots.get("by", ())):
        if parse.tokens[head].dep not in {"dobj", "nsubjpass", "pobj"}:
            continue
        for name, heads in noun_slots(parse, head).items():
            if name not in {"poss", "mod", "of", "by"}:
                widened.setdefault(name, heads)
    return widened
