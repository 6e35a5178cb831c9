"""How a claim was read, as a tree in words: its event with all parts, and its voices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from tocsin.cli.words import distance_words, toll_words
from tocsin.lexicon.lines import form_of, lines_of
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.lexicon.lines import Line
    from tocsin.records import Claim, Mention, Participant, Speaker

POS = {"v": "verb", "n": "noun", "a": "adjective"}
MOST_NEEDS = 48


def tree_of(claim: Claim) -> Tree:
    """The marked sentence in words: every part of the event, then who tells it, then the lines.

    Each branch says what the words are and, where they stand for others, for which.
    """
    first = claim.first
    tree = Tree(
        Text(f"how it was read: “{first.trigger.text}” is {first.kind.value} ({first.mode})")
    )
    event = tree.add(Text("the event"))
    for words in _parts(first):
        event.add(Text(words, style="dim"))
    for other in claim.mentions[1:]:
        event.add(Text(f"told again: “{_plain(other.trigger.text)}”", style="dim"))
    voice = tree.add(Text("the voice"))
    for words in _voices(claim):
        voice.add(Text(words, style="dim"))
    for line in lines_of(claim.rule):
        tree.add(Text(line_words(line), style="dim"))
    return tree


def line_words(line: Line) -> str:
    """Where a line stands and what it holds: "triggers/assault.tsv, line 12: shell (verb)"."""
    words = line.cells[0]
    if line.table.startswith("triggers/"):
        words = f"{words} ({POS.get(line.cells[1], line.cells[1])})"
        needs = line.cells[2]
        if needs != "-":
            words += f" where {needs if len(needs) <= MOST_NEEDS else needs[:MOST_NEEDS] + '…'}"
    return f"{line.table}, line {line.number}: {words}"


def _parts(mention: Mention) -> Iterator[str]:
    for party in mention.participants:
        yield f"{party.part}: {_named(party)}"
    for place in mention.place:
        how = place.preposition or "no preposition"
        yield f"{place.relation} ({how}): {_plain(place.span.text)}"
    for time in mention.time:
        yield f"time: {_plain(time.text)}"
    for weapon in mention.weapons:
        yield f"weapon: {_plain(weapon.text)}"
    for toll in mention.tolls:
        yield f"losses: {toll_words(toll)}, from “{_plain(toll.span.text)}”"
    if mention.background:
        yield "history: an earlier date or word of the past stands beside it"


def _voices(claim: Claim) -> Iterator[str]:
    for number, speaker in enumerate(claim.chain):
        yield f"{'passed on' if number + 1 < len(claim.chain) else 'told'} by: {_named(speaker)}"
    if claim.cue is not None:
        yield f"by the words: {_plain(claim.cue.text)}"
    how = _construction(claim.rule)
    if how:
        yield f"what is said is {how}" if claim.chain else how
    if claim.distance is not None:
        yield distance_words(claim.distance)
    if claim.answers is not None:
        yield f"{claim.stance.value} claim {claim.answers[:6]}"


def _construction(rule: str) -> str:
    last = rule.rsplit(" | ", maxsplit=1)[-1]
    form = form_of(last) or last.partition(":")[2]
    return next((row["words"] for row in rows("constructions.tsv") if row["form"] == form), "")


def _named(part: Participant | Speaker) -> str:
    words, stands_for = _plain(part.span.text), _plain(part.referent.text)
    return words if words == stands_for else f"{words} (stands for {stands_for})"


def _plain(words: str) -> str:
    return " ".join(words.split())
