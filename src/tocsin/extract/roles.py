"""From syntactic slots to the parties of an event, as the trigger's frame says."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tocsin.extract.numbers import is_count
from tocsin.extract.triggers import frame
from tocsin.grammar.classes import members, time_words
from tocsin.grammar.slots import noun_slots
from tocsin.grammar.subjects import objects
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.grammar.classes import Classes
    from tocsin.grammar.phrases import Phrases
    from tocsin.grammar.slots import Slots
    from tocsin.records import Participant

CLOCK = re.compile(r"\d{1,2}[:.]\d\d([ap]\.?m\.?)?|(\d{1,2})?[ap]\.?m\.?")
TOOL = ("weapon", "vehicle")
OWNER = "owner"
NAMED = {"actor": "actor", "recipient": "recipient", "victim": "recipient", OWNER: "actor"}
EMPTY = {"it", "this", "that", "there", "what", "who", "whoever"}
ABSTRACT = ("idea", "violence", "words", "restriction", "money", "accord", "talks", "drill")
PARTIES = ("armed", "state", "people")


def participants_of(
    slots: Slots, frame_name: str, classes: Classes, phrases: Phrases
) -> tuple[Participant, ...]:
    """Actors and recipients that the frame gives to the filled slots, each head once."""
    found: dict[int, Participant] = {}
    parts = frame(frame_name)
    for slot, part in parts.items():
        named = NAMED.get(part)
        if named is None or (_is_second(slot, part, parts) and _has(named, found)):
            continue
        for head in slots.get(slot, ()):
            heads = (
                _garrison(head, classes) if part == OWNER else _parties(head, slot, named, classes)
            )
            for party in heads:
                found.setdefault(party, phrases.participant(party, named))
    return tuple(p for p in found.values() if not _is_within_other(p, found.values()))


def _is_second(slot: str, part: str, parts: dict[str, str]) -> bool:
    """Whether a slot only tells the doer where no other does: "made a terrorist attack"."""
    return part == OWNER or (slot == "mod" and part == "actor" and "between" not in parts)


def _has(part: str, found: dict[int, Participant]) -> bool:
    return any(party.part == part for party in found.values())


def of_doers(verb: str, slots: Slots, classes: Classes) -> Slots:
    """Words against a deed are for its doers, not for whom it hits: "condemned a raid on Goma".

    Some verbs name the doers themselves: "blamed the raid on the militia".
    """
    named = next((slots[slot] for slot in _doers_beside(verb) if slot in slots), None)
    if named is not None and "obj" in slots:
        return {**slots, "obj": named}
    deeds = [i for i in slots.get("obj", ()) if classes.has(i, "violence")]
    if not deeds:
        return slots
    doers = [owner for deed in deeds for owner in owners(deed, classes)]
    late = slots.get("by", []) if "subj" in slots else []
    own = {name for deed in deeds for name in noun_slots(classes.parse, deed)}
    lent = {*own, "on", "against", "deep"} - {"by"} | ({"by"} if late else set())
    kept = {name: heads for name, heads in slots.items() if name not in lent}
    return {**kept, "obj": [*doers, *late]}


@cache
def _doers_beside(verb: str) -> tuple[str, ...]:
    """The slots in which a verb of blame names a doer whose deed is its object."""
    found = (row for row in rows("blame.tsv") if row["verb"] == verb)
    return tuple(row["doer"] for row in found if row["event"] == "obj")


def _is_within_other(party: Participant, others: Iterable[Participant]) -> bool:
    """Whether a phrase only stands inside another party: "Armenian" in "Armenian forces"."""
    return any(
        other.part == party.part
        and other.span != party.span
        and other.span.start <= party.span.start
        and party.span.end <= other.span.end
        for other in others
    )


def _parties(head: int, slot: str, part: str, classes: Classes) -> list[int]:
    parse = classes.parse
    figure = slot == "at" and is_count(parse.tokens[head])
    if figure or (parse.tokens[head].pos in {"VERB", "AUX", "ADV"} and slot != "subj"):
        return []
    if slot == "mod":
        return [head] if is_agent(head, classes) else []
    if part == "actor" and any(classes.has(head, tool) for tool in TOOL):
        return owners(head, classes) or ([] if classes.has(head, "weapon") else [head])
    if part == "actor" and classes.has(head, "violence"):
        return owners(head, classes)
    meant = _meant_by(head, classes) if part == "recipient" else [head]
    return [i for i in meant if _may_be(part, i, classes)]


def _meant_by(head: int, classes: Classes) -> list[int]:
    """Who is meant where a happening or a hold suffers a deed: "took control of the town"."""
    if classes.has(head, "hold"):
        return noun_slots(classes.parse, head).get("of", [])
    if classes.has(head, "happening"):
        return owners(head, classes)
    return [head, *_carried(head, classes)] if classes.has(head, "vehicle") else [head]


def _carried(head: int, classes: Classes) -> list[int]:
    """Whom a vehicle carries: "a bus carrying soldiers"."""
    clauses = classes.parse.children_by(head, "acl", "relcl")
    carrying = (clause for clause in clauses if clause.lemma in members("carrying"))
    return [i for clause in carrying for i in objects(classes.parse, clause.i)]


def _may_be(part: str, head: int, classes: Classes) -> bool:
    """Whether a word can act, or suffer, at all: no date does either, no idea is a victim."""
    token = classes.parse.tokens[head]
    if classes.label(head) == "DATE" or (token.pos != "PROPN" and token.lemma in time_words()):
        return False
    if _is_clock(head, classes) or (token.lemma == "one" and not _is_one_of(head, classes)):
        return False
    return _may_act(head, classes) if part == "actor" else not _is_abstract(head, classes)


def _is_one_of(head: int, classes: Classes) -> bool:
    """Whether "one" is told of others: "one of its fighters"."""
    parse = classes.parse
    return any(tie.lemma == "of" for tie in parse.children_by(head, "prep"))


def _is_clock(head: int, classes: Classes) -> bool:
    """Whether a phrase is a time of day: "2:10 a.m. local time"."""
    parse = classes.parse
    return any(CLOCK.fullmatch(parse.tokens[i].text) for i in parse.subtree(head))


def _is_abstract(head: int, classes: Classes) -> bool:
    return any(classes.has(head, name) for name in ABSTRACT) and not classes.has(head, "place")


def owners(head: int, classes: Classes) -> list[int]:
    """Whose a weapon, vehicle or event noun is: "Cambodian rockets", "the army's shells".

    "Turkish army jets" are of one owner, the named one.
    """
    slots = noun_slots(classes.parse, head)
    found = [
        i
        for slot in ("poss", "mod", "by")
        for i in slots.get(slot, ())
        if is_agent(i, classes) or (slot == "poss" and i in classes.stands_for)
    ]
    found = found or _senders(slots.get("from", ()), classes)
    named = [i for i in found if classes.label(i) == "NORP"]
    forces = [i for i in slots.get("mod", ()) if classes.parse.tokens[i].pos == "NOUN"]
    return [i for i in found if i not in forces] if named else found


def _senders(origins: Iterable[int], classes: Classes) -> list[int]:
    """Whose shells are that come from somewhere: "from Gaza", "from Azerbaijani positions"."""
    return [
        i
        for origin in origins
        for i in ([origin] if is_agent(origin, classes) else owners(origin, classes))
    ]


def _garrison(head: int, classes: Classes) -> list[int]:
    """Who is at the place from where it was done: "rebel positions"; the state of a soil is not."""
    tokens = classes.parse.tokens
    return [
        i
        for i in owners(head, classes)
        if classes.has(i, "rebels")
        or (not classes.label(i) and tokens[i].lemma in members("armed"))
    ]


def is_agent(head: int, classes: Classes) -> bool:
    """Whether a word names a people, a state or armed men: one who can do a deed."""
    if classes.label(head) == "NORP":
        return True
    token = classes.parse.tokens[head]
    if token.pos == "ADJ" and classes.label(head) != "PLACE":
        return token.lemma in members("armed") and token.lemma not in members("regular")
    return any(classes.has(head, name) for name in ("armed", "state"))


def _may_act(head: int, classes: Classes) -> bool:
    token = classes.parse.tokens[head]
    if token.pos == "PRON":
        meant = classes.stands_for.get(head)
        if meant is None:
            return token.text.lower() not in EMPTY
        return classes.label(meant) != "PLACE" or classes.has(meant, "state")
    if classes.label(head) in {"PERSON", "ORG", "NORP", "PLACE"}:
        return True
    if token.pos == "PROPN":
        return True
    if is_count(token):
        return True
    return any(classes.has(head, name) for name in PARTIES) or classes.has(head, "group")
