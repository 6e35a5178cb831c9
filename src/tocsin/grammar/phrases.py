"""Noun phrases as spans, with pronouns and descriptions followed to what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.records import Participant

if TYPE_CHECKING:
    from tocsin.records import Document, Parse, Span

PARTY_DEPS = {"compound", "amod", "nmod", "poss", "nummod", "det", "case"}


class Phrases:
    """Noun phrases of one parse as spans, pronouns followed to what they stand for."""

    def __init__(self, document: Document, parse: Parse) -> None:
        """Index the referents of `parse`."""
        self.document = document
        self.parse = parse
        self.stands_for = dict(parse.referents)
        self._spans: dict[int, Span] = {}

    def span(self, head: int) -> Span:
        """The phrase around `head`: its modifiers, "of" phrases and name, without clauses."""
        if head not in self._spans:
            inside = self._inside(head)
            first, last = self.parse.tokens[inside[0]], self.parse.tokens[inside[-1]]
            self._spans[head] = self.document.span(first.start, last.end)
        return self._spans[head]

    def participant(self, head: int, part: str) -> Participant:
        """Token `head` as a participant in `part`."""
        referent = self.referent(head)
        return Participant(
            part=part, span=self.span(head), referent=self.span(referent), head=referent
        )

    def referent(self, head: int) -> int:
        """The head token that `head` stands for, itself for most."""
        for _ in range(3):
            following = self.stands_for.get(head)
            if following is None:
                break
            head = following
        return head

    def _inside(self, head: int) -> list[int]:
        found = [head]
        for child in self.parse.children(head):
            if child.dep in PARTY_DEPS:
                found += self.parse.subtree(child.i)
            elif child.dep == "prep" and child.text.lower() == "of" and child.i == max(found) + 1:
                for thing in self.parse.children_by(child.i, "pobj"):
                    found += [child.i, *self._inside(thing.i)]
        return _run(sorted(found), head)


def _run(indices: list[int], head: int) -> list[int]:
    """The stretch without gaps around `head`, so that a phrase is one piece of text."""
    first = last = indices.index(head)
    while first > 0 and indices[first] - indices[first - 1] == 1:
        first -= 1
    while last + 1 < len(indices) and indices[last + 1] - indices[last] == 1:
        last += 1
    return indices[first : last + 1]
