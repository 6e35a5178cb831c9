"""Earlier reports as near-copy search sees them: which words stand where, and how rare they are."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tocsin.records import Document

_WORD = re.compile(r"[^\W_]+")
PRIOR = 50
"""Imagined documents beside the real ones, so that few documents do not make every word common."""


class Archive(Protocol):
    """Documents that a new one is compared with; terms are words and pairs of neighbours."""

    def size(self) -> int:
        """How many documents there are."""

    def holders(self, term: str) -> Collection[str]:
        """Ids of the documents that hold `term`."""

    def document(self, id_: str) -> Document:
        """The document with this id."""


class Shelf:
    """An archive in memory: an inverted index from terms to documents."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        """Shelve `documents`."""
        self._documents: dict[str, Document] = {}
        self._holders: defaultdict[str, list[str]] = defaultdict(list)
        for one in documents:
            self.add(one)

    def add(self, document: Document) -> None:
        """Shelve one more document; one that is there already stays as it is."""
        if document.id in self._documents:
            return
        self._documents[document.id] = document
        for term in terms_of(document):
            self._holders[term].append(document.id)

    def __iter__(self) -> Iterator[Document]:
        """The documents, in the order of shelving."""
        return iter(self._documents.values())

    def size(self) -> int:
        """How many documents there are."""
        return len(self._documents)

    def holders(self, term: str) -> Collection[str]:
        """Ids of the documents that hold `term`."""
        return self._holders.get(term, ())

    def document(self, id_: str) -> Document:
        """The document with this id."""
        return self._documents[id_]


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text, without case, in order."""
    return tuple(_WORD.findall(text.lower()))


@lru_cache(maxsize=2048)
def terms_of(document: Document) -> frozenset[str]:
    """The words of a document and its pairs of neighbouring words.

    Words survive a reordering, pairs tell a copy from another report on the same subject.
    """
    words = words_in(document.text)
    return frozenset(words) | frozenset(f"{a} {b}" for a, b in pairwise(words))


def weight(frequency: int, size: int) -> float:
    """How much a term that `frequency` of `size` documents hold says: its squared idf."""
    return math.log((size + PRIOR) / (frequency + 0.5)) ** 2
