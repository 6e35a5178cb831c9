"""A text with every claim marked in place: pieces that each know which claims they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.records import Flag, Reading, ResolvedClaim, Span

PARTIES = frozenset({"actor", "recipient", "speaker"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters that all belong to the same spans.

    `parts` are (claim, part) with part trigger, speaker, cue, content, actor, recipient, place,
    day or toll; `opens` the claims whose trigger begins here; `flags` what is wrong here; `stance`
    is that of the first claim whose words stand here.
    """

    text: str
    parts: tuple[tuple[str, str], ...]
    opens: tuple[ResolvedClaim, ...]
    flags: tuple[Flag, ...]
    stance: str

    @property
    def words(self) -> str:
        """The parts as one attribute: `claim:part` separated by spaces."""
        return " ".join(f"{claim}:{part}" for claim, part in self.parts)

    @property
    def is_trigger(self) -> bool:
        """Whether a claim's own words stand here."""
        return any(part == "trigger" for _, part in self.parts)

    @property
    def claim(self) -> str:
        """The first claim whose words stand here."""
        return next((claim for claim, part in self.parts if part == "trigger"), "")


def pieces_of(reading: Reading) -> tuple[Piece, ...]:
    """The whole text in pieces, in order; nothing is left out."""
    text = reading.document.text
    marks = [
        (span.start, span.end, claim.id, part)
        for claim in reading.claims
        for span, part in _spans(claim)
        if span.end > span.start
    ]
    edges = {0, len(text)} | {edge for mark in marks for edge in mark[:2]}
    edges |= {edge for flag in reading.flags for edge in (flag.span.start, flag.span.end)}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    triggers: dict[int, list[ResolvedClaim]] = {}
    for claim in reading.claims:
        triggers.setdefault(claim.claim.first.trigger.start, []).append(claim)
    stances = {claim.id: claim.claim.stance.value for claim in reading.claims}
    starts, active, pieces = sorted(marks), list[tuple[int, int, str, str]](), []
    at = 0
    for start, end in pairwise(cuts):
        while at < len(starts) and starts[at][0] <= start:
            active.append(starts[at])
            at += 1
        active = [mark for mark in active if mark[1] > start]
        told = [mark[2] for mark in active if mark[3] == "trigger"]
        pieces.append(
            Piece(
                text=text[start:end],
                parts=tuple(dict.fromkeys((mark[2], mark[3]) for mark in active)),
                opens=tuple(triggers.get(start, ())),
                flags=tuple(_flags(reading.flags, start)),
                stance=stances[told[0]] if told else "",
            )
        )
    return tuple(pieces)


def _flags(flags: Iterable[Flag], start: int) -> Iterator[Flag]:
    return (flag for flag in flags if flag.span.start <= start < flag.span.end)


def _spans(claim: ResolvedClaim) -> Iterator[tuple[Span, str]]:
    for mention in claim.claim.mentions:
        yield mention.trigger, "trigger"
        for time in mention.time:
            yield time, "day"
        for toll in mention.tolls:
            yield toll.span, "toll"
    for span, part in ((claim.claim.cue, "cue"), (claim.claim.quote, "content")):
        if span:
            yield span, part
    for link in claim.links:
        yield link.mention, link.part if link.part in PARTIES else "place"
