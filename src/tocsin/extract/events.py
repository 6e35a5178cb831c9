"""Mentions of events: triggers found, arguments filled, and one happening of a sentence told once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tocsin.extract.circumstance import clause_of, locatives_of, times_of, weapons_of
from tocsin.grammar.classes import Classes
from tocsin.extract.light import carried_slots, carrier_of
from tocsin.extract.reality import is_background, reality_of
from tocsin.extract.roles import is_agent, participants_of
from tocsin.grammar.phrases import Phrases
from tocsin.grammar.slots import noun_slots, verb_slots, with_conjuncts
from tocsin.extract.tolls import Loss, harms_its_object, losses_in
from tocsin.extract.topic import is_about_play
from tocsin.extract.triggers import frame, matching
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Mention, Participant

if TYPE_CHECKING:
    from tocsin.grammar.slots import Slots
    from tocsin.extract.triggers import Trigger
    from tocsin.records import Document, Parse, Token

LETTER = {"VERB": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}
ADDRESSED = {Kind.ACCUSE, Kind.REQUEST}
WORDS = {Kind.AGREE, Kind.REQUEST, Kind.THREATEN, Kind.REJECT, Kind.CONCEDE}
PURPOSE = {"for", "to"}
SKIPPED = {"compound", "amod", "aux", "auxpass", "nmod"}
GENERIC_MODES = {"attack", "strike", "killing", "killed", "wounding", "damage", "fire", "explosion"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A trigger in its place: token `i`, the carrier verb if any, and the filled slots."""

    i: int
    trigger: Trigger
    slots: Slots
    carrier: int | None

    @property
    def heads(self) -> set[int]:
        """Every token in a slot."""
        return {head for heads in self.slots.values() for head in heads}


def mentions_in(document: Document, parse: Parse) -> tuple[Mention, ...]:
    """Every predicate of `parse` that tells of an event, in text order.

    Predicates of one sentence that tell of one happening ("killed in an air strike") become one
    mention, whose trigger is the more telling of the two. A text about play has none.
    """
    if is_about_play(parse):
        return ()
    classes, phrases = Classes(parse), Phrases(document, parse)
    found = _hits(classes)
    groups = [group for group in _grouped(found, parse) if _is_told(group, classes)]
    spoken = {hit.i for group in groups for hit in group if hit.trigger.kind in WORDS}
    mentions = [
        _mention(group, classes, phrases)
        for group in groups
        if not any(_is_content(hit.i, spoken, parse) for hit in group)
        and not _is_aside(_primary(group), parse)
    ]
    return tuple(sorted(_with_losses(mentions, classes, phrases), key=lambda m: m.trigger.start))


def _with_losses(
    mentions: list[Mention], classes: Classes, phrases: Phrases
) -> list[Mention]:
    """Losses told outside the clause of any event: they go to the violence of their sentence.

    Where a sentence has none ("Two children are among the dead: 53 bodies"), the loss itself tells of
    the violence that the text is about; a text without any violence counts no losses.
    """
    parse = classes.parse
    violent = [n for n, m in enumerate(mentions) if m.kind is Kind.ASSAULT]
    if not violent:
        return mentions
    told = {toll.span for mention in mentions for toll in mention.tolls}
    home = {parse.sentence_of(mentions[n].trigger_token): n for n in violent}
    found = list(mentions)
    for loss in losses_in(classes, phrases, range(len(parse.tokens))):
        if loss.toll.span in told or loss.toll.harm not in {"killed", "wounded"}:
            continue
        at = home.get(parse.sentence_of(loss.word))
        if at is None:
            found.append(_of_loss(loss, classes, phrases))
            home[parse.sentence_of(loss.word)] = len(found) - 1
        else:
            found[at] = replace(found[at], tolls=(*found[at].tolls, loss.toll))
    return found


def _of_loss(loss: Loss, classes: Classes, phrases: Phrases) -> Mention:
    parse, document = classes.parse, phrases.document
    token = parse.tokens[loss.word]
    clause = clause_of(classes, loss.word)
    return Mention(
        kind=Kind.ASSAULT,
        mode="killing" if loss.toll.harm == "killed" else "wounding",
        trigger=document.span(token.start, token.end),
        trigger_token=loss.word,
        participants=(phrases.participant(loss.victim, "recipient"),),
        weapons=(),
        tolls=(loss.toll,),
        place=locatives_of(classes, document, clause),
        time=times_of(classes, document, clause),
        reality=reality_of(parse, loss.word, Kind.ASSAULT, None),
        background=is_background(classes, document, loss.word, clause),
        rule=f"harm:{token.lemma}",
    )


def _is_aside(hit: Found, parse: Parse) -> bool:
    """Whether a deed other than violence only describes a party: "fighters who support the rulers".

    So does a bare purpose: "troops sent to free a pilot".
    """
    if hit.trigger.kind is Kind.ASSAULT:
        return False
    token = parse.tokens[hit.i]
    if token.pos != "VERB":
        return False
    purpose = token.tag == "VB" and token.dep in {"advcl", "acl"}
    return purpose or token.dep == "relcl"


def _is_content(i: int, spoken: set[int], parse: Parse) -> bool:
    """Whether an event is only what is agreed, asked, threatened or refused: "agreed to stop firing"."""
    at = parse.tokens[i]
    for above in parse.ancestors(i):
        if at.dep not in {"xcomp", "pcomp", "prep", "acl", "dobj", "pobj"}:
            return False
        if above.i in spoken and i not in spoken:
            return at.dep in {"xcomp", "acl"} or (at.dep == "prep" and at.text.lower() in PURPOSE)
        at = above
    return False


def _hits(classes: Classes) -> list[Found]:
    """Triggers in text order, with the definite nouns that take up an earlier one: "the strike"."""
    found: list[Found] = []
    told: dict[str, Trigger] = {}
    for token in classes.parse.tokens:
        hit = _found_at(token, classes)
        if hit is None and token.lemma in told and _is_definite(token, classes.parse):
            hit = _taken_up(token, told[token.lemma], classes)
        if hit is not None:
            found.append(hit)
            told[token.lemma] = hit.trigger
    return found


def _is_definite(token: Token, parse: Parse) -> bool:
    return token.pos == "NOUN" and any(
        c.dep == "det" and c.text.lower() in {"the", "this", "that", "these", "those"}
        for c in parse.children(token.i)
    )


def _taken_up(token: Token, trigger: Trigger, classes: Classes) -> Found | None:
    if token.dep in SKIPPED or trigger.kind is not Kind.ASSAULT:
        return None
    slots = noun_slots(classes.parse, token.i)
    return Found(i=token.i, trigger=trigger, slots=slots, carrier=None)


def _found_at(token: Token, classes: Classes) -> Found | None:
    parse = classes.parse
    letter = LETTER.get(token.pos)
    if letter is None or (token.dep in SKIPPED and token.pos != "VERB"):
        return None
    if letter == "v" and token.dep in {"amod", "compound"}:
        return None
    carrier = None
    if letter == "v":
        slots = _as_passive(token, verb_slots(parse, token.i))
    else:
        slots = noun_slots(parse, token.i)
        blamed = _blamed(parse, token)
        if blamed and "by" not in slots:
            slots = {**slots, "subj": blamed}
        carried = carrier_of(parse, token.i)
        if carried is not None:
            slots = carried_slots(parse, slots, carried)
            carrier = carried.verb
    trigger = matching(token, letter, slots, classes)
    if trigger is None and letter == "v":
        slots = _with_low_prepositions(parse, slots)
        trigger = matching(token, letter, slots, classes)
    if trigger is None:
        return None
    return Found(i=token.i, trigger=trigger, slots=_with_low_prepositions(parse, slots), carrier=carrier)


def _blamed(parse: Parse, token: Token) -> list[int]:
    """Who is blamed for an event noun: "accused Armenia of the attack", "pinned it on the army"."""
    above = parse.tokens[token.head]
    if token.dep == "pobj" and above.pos == "ADP":
        slot, verb = above.text.lower(), parse.tokens[above.head]
        if verb.pos in {"NOUN", "PROPN"} and verb.dep == "dobj":
            verb = parse.tokens[verb.head]
    elif token.dep in {"dobj", "nsubjpass"}:
        slot, verb = "obj", above
    else:
        return []
    for row in rows("blame.tsv"):
        if row["verb"] == verb.lemma and row["event"] == slot:
            doers = verb_slots(parse, verb.i).get(row["doer"], [])
            return [doer for doer in doers if doer != token.i]
    return []


def _as_passive(token: Token, slots: Slots) -> Slots:
    """A headline's participle read as a passive: "Hundreds killed", "Towns shelled by the army"."""
    bare = "subj" in slots and "obj" not in slots and token.tag in {"VBN", "VBD"}
    if not bare or not ("by" in slots or harms_its_object(token)):
        return slots
    turned = {slot: heads for slot, heads in slots.items() if slot != "subj"}
    return {**turned, "obj": slots["subj"]}


def _with_low_prepositions(parse: Parse, slots: Slots) -> Slots:
    """Prepositions that the parser hung on the object count for the verb if it has none of its own."""
    widened = dict(slots)
    for head in slots.get("obj", ()):
        if parse.tokens[head].dep not in {"dobj", "nsubjpass"}:
            continue
        for name, heads in noun_slots(parse, head).items():
            if name not in {"poss", "mod", "of", "by"}:
                widened.setdefault(name, heads)
    return widened


def _grouped(found: list[Found], parse: Parse) -> list[list[Found]]:
    """Hits of one kind in one sentence of which one stands in the other's slots."""
    groups: list[list[Found]] = []
    for hit in found:
        home = next((group for group in reversed(groups) if _joins(hit, group, parse)), None)
        if home is None:
            groups.append([hit])
        else:
            home.append(hit)
    return groups


def _joins(hit: Found, group: list[Found], parse: Parse) -> bool:
    sentence = parse.sentence_of(hit.i)
    return any(
        other.trigger.kind is hit.trigger.kind
        and parse.sentence_of(other.i) == sentence
        and (
            hit.i in other.heads
            or other.i in hit.heads
            or hit.i == other.carrier
            or other.i == hit.carrier
            or _is_clause_of(hit, other, parse)
            or _is_clause_of(other, hit, parse)
        )
        for other in group
    )


def _is_clause_of(inner: Found, outer: Found, parse: Parse) -> bool:
    """Whether `inner` is a "killing ten", "when troops clashed" or "which killed ten" of `outer`."""
    token = parse.tokens[inner.i]
    if token.dep == "relcl" and token.head in outer.heads:
        return harms_its_object(token)
    return token.head == outer.i and token.dep in {"advcl", "xcomp", "acl", "relcl", "pcomp"}


def _primary(group: list[Found]) -> Found:
    return min(group, key=lambda hit: (hit.trigger.mode in GENERIC_MODES, hit.i))


def _is_told(group: list[Found], classes: Classes) -> bool:
    """No event without a party, a place or a time: nothing is coded from a bare word."""
    if any(_parties(hit, classes) for hit in group):
        return True
    return group[0].trigger.kind is Kind.ASSAULT


def _parties(hit: Found, classes: Classes) -> bool:
    parts = frame(hit.trigger.frame)
    return any(
        parts.get(slot) in {"actor", "recipient", "victim"} and heads
        for slot, heads in hit.slots.items()
    )


def _mention(group: list[Found], classes: Classes, phrases: Phrases) -> Mention:
    parse, document = classes.parse, phrases.document
    first = _primary(group)
    clause = sorted({i for hit in group for i in clause_of(classes, hit.i)})
    weapons, implied = weapons_of(classes, document, clause)
    mode = implied if implied and first.trigger.mode in GENERIC_MODES else first.trigger.mode
    participants = _merged(group, first, classes, phrases)
    token = parse.tokens[first.i]
    return Mention(
        kind=first.trigger.kind,
        mode=mode if first.trigger.kind is Kind.ASSAULT else first.trigger.mode,
        trigger=document.span(token.start, token.end),
        trigger_token=first.i,
        participants=participants,
        weapons=weapons if first.trigger.kind is Kind.ASSAULT else (),
        tolls=tuple(loss.toll for loss in losses_in(classes, phrases, clause)),
        place=locatives_of(classes, document, clause),
        time=times_of(classes, document, clause),
        reality=reality_of(parse, first.i, first.trigger.kind, first.carrier),
        background=is_background(classes, document, first.i, clause),
        rule=first.trigger.rule,
    )


def _merged(
    group: list[Found], first: Found, classes: Classes, phrases: Phrases
) -> tuple[Participant, ...]:
    events = {hit.i for hit in group}
    found: dict[int, Participant] = {}
    for hit in sorted(group, key=lambda hit: hit is not first):
        for party in participants_of(hit.slots, hit.trigger.frame, classes, phrases):
            if party.head not in events:
                found.setdefault(party.head, party)
    if first.trigger.kind in ADDRESSED and all(p.part != "recipient" for p in found.values()):
        for head in _addressed(first, classes):
            found.setdefault(head, phrases.participant(head, "recipient"))
    return tuple(found.values())


def _addressed(hit: Found, classes: Classes) -> list[int]:
    """Who is to act, or has acted, in the clause of a demand or charge: "demanded that troops leave"."""
    parse = classes.parse
    for clause in hit.slots.get("xcomp", ()):
        subject = parse.child(clause, "nsubj", "nsubjpass")
        if subject is not None and is_agent(subject.i, classes):
            return with_conjuncts(parse, subject.i)
    return []
