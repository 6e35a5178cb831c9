"""The ACLED sub-event type of a whole snippet: what its mentions and its words say together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.extract.events import mentions_in
from tocsin.grammar.classes import members
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from tocsin.records import Document, Mention, Parse

FIRST_MENTION = 2.0
OTHER_MENTION = 0.5
LEADING = 1.0
LOST, REGAINED = "Non-state actor overtakes territory", "Government regains territory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One line of `subtype_cues.tsv`; words are padded with spaces to match whole words."""

    sub_event: str
    weight: float
    groups: tuple[tuple[str, ...], ...]
    barred: tuple[str, ...]

    def holds(self, text: str) -> bool:
        """Whether every group has a word in `text` and no barred word is there."""
        return not any(word in text for word in self.barred) and all(
            any(word in text for word in group) for group in self.groups
        )


def sub_event_of(document: Document, parse: Parse) -> str | None:
    """The ACLED sub-event type that fits a snippet best, or None if nothing tells of one.

    Cues of the whole snippet weigh as their table says, more if the first sentence has them; the
    sub-event types of the mentions' modes add to them, the first mention's most.
    """
    scores: dict[str, float] = defaultdict(float)
    _add_cues(parse, scores)
    _add_mentions(mentions_in(document, parse), parse, scores)
    return max(scores, key=lambda name: scores[name], default=None)


def _add_cues(parse: Parse, scores: dict[str, float]) -> None:
    whole, first = _words(parse, range(len(parse.tokens))), _words(parse, parse.sentence(0))
    for cue in _cues():
        if cue.holds(whole):
            weight = cue.weight + LEADING * cue.holds(first)
            scores[cue.sub_event] = max(scores[cue.sub_event], weight)


def _add_mentions(mentions: tuple[Mention, ...], parse: Parse, scores: dict[str, float]) -> None:
    added: set[str] = set()
    for place, mention in enumerate(mentions):
        named = _of_modes().get((mention.kind.value, mention.mode))
        if named == LOST and _is_taken_by_state(mention, parse):
            named = REGAINED
            scores[LOST] -= FIRST_MENTION
        if named is None or named == "Other" or named in added:
            continue
        added.add(named)
        scores[named] += OTHER_MENTION if place else FIRST_MENTION


def _is_taken_by_state(mention: Mention, parse: Parse) -> bool:
    """Whether regular forces take the ground; the words around the actor's head tell."""
    heads = [p.head for p in mention.participants if p.part == "actor"]
    return any(
        parse.tokens[i].lemma in members("regular") for head in heads for i in parse.subtree(head)
    )


def _words(parse: Parse, inside: range) -> str:
    """Lemmas, then forms, in lower case, each sequence with single spaces."""
    tokens = [parse.tokens[i] for i in inside if parse.tokens[i].pos not in {"DET", "PUNCT"}]
    lemmas = " ".join(token.lemma for token in tokens)
    forms = " ".join(token.text.lower() for token in tokens)
    return f" {lemmas} | {forms} ".replace("_", " ")


@cache
def _cues() -> tuple[Cue, ...]:
    return tuple(
        Cue(
            sub_event=row["sub_event"],
            weight=float(row["weight"]),
            groups=tuple(_padded(group) for group in row["all"].split()),
            barred=() if row["none"] == "-" else _padded(row["none"]),
        )
        for row in rows("subtype_cues.tsv")
    )


def _padded(group: str) -> tuple[str, ...]:
    return tuple(f" {word.replace('_', ' ')} " for word in group.split("|"))


@cache
def _of_modes() -> dict[tuple[str, str], str]:
    return {(row["kind"], row["mode"]): row["acled_sub_event"] for row in rows("modes.tsv")}
