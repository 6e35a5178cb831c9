"""Losses told outside the clause of any event, and the mentions that only a loss makes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.extract.circumstance import clause_of, locatives_of, times_of
from tocsin.extract.history import is_background
from tocsin.extract.reality import reality_of
from tocsin.extract.tolls import losses_in
from tocsin.records import Kind, Mention

if TYPE_CHECKING:
    from tocsin.extract.tolls import Loss
    from tocsin.grammar.classes import Classes
    from tocsin.grammar.phrases import Phrases

HARMS = {"killed": "killing", "wounded": "wounding"}


def with_losses(mentions: list[Mention], classes: Classes, phrases: Phrases) -> list[Mention]:
    """Losses told outside the clause of any event: they go to the violence of their sentence.

    Where a sentence has none ("53 bodies were found"), the loss itself tells of the violence that
    the text is about; a text without any violence counts no losses.
    """
    parse = classes.parse
    violent = [n for n, m in enumerate(mentions) if m.kind is Kind.ASSAULT]
    if not violent:
        return mentions
    told = {toll.span for mention in mentions for toll in mention.tolls}
    home = {parse.sentence_of(mentions[n].trigger_token): n for n in violent}
    found = list(mentions)
    for loss in losses_in(classes, phrases, range(len(parse.tokens))):
        if loss.toll.span in told or loss.toll.harm not in HARMS:
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
        mode=HARMS[loss.toll.harm],
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
