"""A parsed text as plain records: rules walk these, never a parser's own objects."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

REMEMBERED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word: offsets are code points, `head` is a token index (its own index at a root).

    `pos` is Universal POS, `tag` Penn Treebank, `dep` ClearNLP (spaCy English) labels.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name, tokens `first` to `last` (exclusive), with its label after repair.

    `label` is one of PERSON, ORG, PLACE, NORP, DATE, NUMBER, OTHER.
    """

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """All tokens of a text, where its sentences start, its names and who stands for whom.

    `sentence_starts` are token indices, ascending, the first is 0. `referents` maps the index of a
    pronoun or of the head of a definite description ("the ministry") to the head token it stands
    for.
    """

    tokens: tuple[Token, ...]
    sentence_starts: tuple[int, ...]
    names: tuple[Name, ...] = ()
    referents: tuple[tuple[int, int], ...] = ()
    _children: tuple[tuple[Token, ...], ...] = field(init=False, repr=False, compare=False)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _subtrees: dict[int, tuple[int, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Index the children and the starts of all tokens once."""
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token)
        object.__setattr__(self, "_children", tuple(map(tuple, below)))
        object.__setattr__(self, "_starts", tuple([token.start for token in self.tokens]))

    def children(self, i: int) -> tuple[Token, ...]:
        """The tokens whose head is `i`, in text order."""
        return self._children[i]

    def child(self, i: int, *deps: str) -> Token | None:
        """The first child of `i` with one of these dependency labels."""
        for below in self._children[i]:
            if below.dep in deps:
                return below
        return None

    def children_by(self, i: int, *deps: str) -> tuple[Token, ...]:
        """All children of `i` with one of these dependency labels."""
        return tuple([below for below in self._children[i] if below.dep in deps])

    def subtree(self, i: int) -> tuple[int, ...]:
        """Indices of `i` and of all below it, ascending; small ones are remembered."""
        known = self._subtrees.get(i)
        if known is not None:
            return known
        found = [i]
        for at in found:
            found += [below.i for below in self._children[at]]
        found.sort()
        subtree = tuple(found)
        if len(subtree) <= REMEMBERED:
            self._subtrees[i] = subtree
        return subtree

    def ancestors(self, i: int) -> Iterator[Token]:
        """The heads above `i`, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield self.tokens[i]

    def sentence_of(self, i: int) -> int:
        """The number of the sentence that token `i` stands in."""
        return bisect_right(self.sentence_starts, i) - 1

    def sentence(self, number: int) -> range:
        """The token indices of sentence `number`."""
        end = (
            self.sentence_starts[number + 1]
            if number + 1 < len(self.sentence_starts)
            else len(self.tokens)
        )
        return range(self.sentence_starts[number], end)

    def token_at(self, offset: int) -> int:
        """The index of the token that covers, or last starts before, character `offset`."""
        return max(bisect_right(self._starts, offset) - 1, 0)
