"""A parsed text as attribution walks it: its quotations, its paragraphs, and drafts of voices."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.attest.cues import noun_cues, source_nouns
from tocsin.attest.quotes import paragraphs_in, quotes_in
from tocsin.lexicon.tables import rows
from tocsin.records import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.records import Document, Parse, Span, Token
OWNING = {"by", "from", "of"}
NAMED = {"ORG", "PERSON", "PLACE", "NORP"}


@dataclass(slots=True, kw_only=True)
class Draft:
    """An attribution in the making, all parts as token indices; `anchor` is the cue's head.

    `within` is the verb whose voice passes this one on: "the agency said, citing an official";
    `beside` the word that a phrase hangs on: "he said per CNN" passes on what he says; `aside` the
    verb of a relative clause that answers what stands before it: ", which Kyiv denies".
    """

    anchor: int
    head: int | None
    source: list[int]
    cue: list[int]
    content: list[int]
    form: str = "clause"
    stance: Stance = Stance.ASSERTS
    rule: str = ""
    within: int | None = None
    beside: int | None = None
    aside: int | None = None


class SpeechText:
    """One parse with the questions that rules of attribution ask of it."""

    def __init__(self, document: Document, parse: Parse) -> None:
        """Number the quotations and paragraphs of `document` by token."""
        self.document = document
        self.parse = parse
        self.tokens = parse.tokens
        self.quotes = quotes_in(document.text)
        starts = [begin for begin, _ in paragraphs_in(document.text)]
        self._paragraphs = [bisect_right(starts, t.start) - 1 for t in parse.tokens]
        self.names = {n: name for name in parse.names for n in range(name.first, name.last)}
        self.labels = {n: name.label for n, name in self.names.items()}
        self.quoted: dict[int, int] = {}
        self.inside: list[list[int]] = []
        for number, quote in enumerate(self.quotes):
            first, last = parse.token_at(quote.start), parse.token_at(quote.end)
            inside = [i for i in range(first, last + 1) if quote.covers(parse.tokens[i].start)]
            self.inside.append(inside)
            self.quoted.update(dict.fromkeys(inside, number))

    def is_closed(self, i: int) -> bool:
        """Whether token `i` stands in a quotation whose both marks are there."""
        number = self.quoted.get(i)
        return number is not None and self.quotes[number].closed

    def paragraph(self, i: int) -> int:
        """The number of the paragraph that token `i` stands in."""
        return self._paragraphs[i]

    def sentence(self, i: int) -> range:
        """The tokens of the sentence that token `i` stands in."""
        return self.parse.sentence(self.parse.sentence_of(i))

    def below(self, i: int, without: Iterable[int] = ()) -> list[int]:
        """Token `i` and all below it, ascending, without the subtrees at `without`."""
        cut = set(without)
        found: list[int] = []
        stack = [i]
        while stack:
            at = stack.pop()
            if at in cut:
                continue
            found.append(at)
            stack.extend(c.i for c in self.parse.children(at))
        return sorted(found)

    def spans(self, indices: Iterable[int]) -> tuple[Span, ...]:
        """Runs of neighbouring tokens as spans, without marks at their ends."""
        runs: list[list[int]] = []
        for i in sorted(set(indices)):
            if runs and i - runs[-1][-1] == 1:
                runs[-1].append(i)
            else:
                runs.append([i])
        kept = [run for run in map(self._trimmed, runs) if run]
        return tuple(
            self.document.span(self.tokens[run[0]].start, self.tokens[run[-1]].end) for run in kept
        )

    def _trimmed(self, run: list[int]) -> list[int]:
        first, last = 0, len(run)
        while first < last and self.tokens[run[first]].pos == "PUNCT":
            first += 1
        while last > first and self.tokens[run[last - 1]].pos == "PUNCT":
            last -= 1
        return run[first:last]

    def words(self, indices: Iterable[int]) -> list[int]:
        """The indices that are not punctuation."""
        return [i for i in indices if self.tokens[i].pos != "PUNCT"]

    def is_voice(self, i: int) -> bool:
        """Whether token `i` is a name, a noun for one who speaks, or such a one's statement."""
        if self.labels.get(i) in NAMED or self.tokens[i].lemma in source_nouns():
            return True
        author = author_of(self.parse, i)
        return author != i and self.is_voice(author)

    def is_own_voice(self, token: Token) -> bool:
        """Whether a token is "I", "we" or "you"."""
        return token.tag == "PRP" and token.text.lower() not in third_persons()


def author_of(parse: Parse, i: int) -> int:
    """Whose a statement is, or `i` itself: "a message of the ministry", "the army's report"."""
    if parse.tokens[i].pos != "NOUN" or parse.tokens[i].lemma not in noun_cues():
        return i
    owner = parse.child(i, "poss")
    if owner is not None:
        clause = parse.tokens[parse.tokens[i].head]
        return clause.head if owner.tag == "WP$" and clause.dep == "relcl" else owner.i
    for prep in parse.children_by(i, "prep", "agent"):
        thing = parse.child(prep.i, "pobj")
        if thing is None or prep.text.lower() not in OWNING:
            continue
        if prep.text.lower() != "of" or thing.pos == "PROPN" or thing.lemma in source_nouns():
            return thing.i
    return i


@cache
def third_persons() -> dict[str, str]:
    """Third-person pronouns with what they can stand for: person, group or body."""
    return {row["word"]: row["stands_for"] for row in rows("pronouns.tsv")}
