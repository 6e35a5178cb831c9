"""What one marked party does to another in a sentence, for relations that are given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.extract.events import mentions_in
from tocsin.extract.outlook import outlook_on
from tocsin.extract.route import Route, head_of, route_between
from tocsin.lexicon.tables import rows
from tocsin.records import Kind

if TYPE_CHECKING:
    from tocsin.records import Document, Mention, Parse, Participant

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What the source does to the target; `rule` is empty if no trigger told of the act."""

    kind: Kind
    mode: str
    rule: str


def relation_between(
    document: Document, parse: Parse, source: Offsets, target: Offsets
) -> Relation | None:
    """What the party at `source` does to the party at `target`, or None if nothing tells.

    Mentions are ranked by whether the source acts in them, whether the target stands in a slot
    or below the trigger, and how early they come on the way through the tree from the source to
    the target, so that "refused to meet" is a refusal. An act that is only intended, refused or
    demanded becomes what `outlook_kinds.tsv` says.
    """
    route = route_between(parse, head_of(parse, *source), head_of(parse, *target))
    mentions = mentions_in(document, parse)
    best = max(mentions, key=lambda m: _fit(m, parse, route, source, target), default=None)
    outlook = outlook_on(parse, route, None if best is None else best.trigger_token)
    if outlook is not None:
        turned = _turned(outlook, best)
        if turned is not None:
            return turned
    if best is None:
        return None
    return Relation(kind=best.kind, mode=best.mode, rule=best.rule)


def _fit(
    mention: Mention, parse: Parse, route: Route, source: Offsets, target: Offsets
) -> tuple[float, int]:
    acts = any(_is(p, source) for p in mention.participants if p.part == "actor")
    suffers = any(_is(p, target) for p in mention.participants)
    place, off = route.place_of(parse, mention.trigger_token)
    deep = route.target in parse.subtree(mention.trigger_token)
    score = 3.0 * acts + 1.5 * (suffers or deep) + 2.0 * (off == 0) - 0.5 * place - 0.5 * off
    return score, -mention.trigger.start


def _is(party: Participant, span: Offsets) -> bool:
    return any(s.start < span[1] and span[0] < s.end for s in (party.span, party.referent))


def _turned(outlook: str, mention: Mention | None) -> Relation | None:
    act = None if mention is None else mention.kind
    line = _kinds().get((outlook, act or "")) or _kinds().get((outlook, "*"))
    if line is None:
        return None
    return Relation(kind=Kind(line[0]), mode=line[1], rule="" if mention is None else mention.rule)


@cache
def _kinds() -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (row["outlook"], row["act"]): (row["kind"], row["mode"])
        for row in rows("outlook_kinds.tsv")
    }
