"""Reports as near-copy search sees them: the runs of words in each, and who else holds them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tocsin.reconcile.memo import Memo
from tocsin.reconcile.rarity import is_common

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tocsin.records import Document

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"\b(?:[A-Z]|\d)[^\W_]*")
RUN = 3
"""Words of a run: two reports on one subject share words, only copies share many runs of three."""
SAMPLED = 4
"""One run in so many is looked up, the same ones in every report."""
FEWEST_SHARED = 2
LEAST_SHARED = 0.04
"""The share of a report's sampled runs that another must hold to be looked at beside it."""
PHRASE = 128
"""Reports that a run brings together at most; one in more of them is a phrase of the trade."""

REMEMBERED = 40_000
"""Reports of which the terms are remembered: those on war of a day of the world's news."""

Terms = NDArray[np.uint32]

_kept: Memo[int, Terms] = Memo(REMEMBERED)
"""The terms of reports by the hash of their text: some 2 KB a report."""
_sketches: Memo[int, Terms] = Memo(REMEMBERED)
"""The same of their sampled runs."""


class Archive(Protocol):
    """Documents that a new one is compared with."""

    def sharing(self, sketch: Iterable[int]) -> Mapping[str, int]:
        """How many of these sampled terms, phrases left out, each document holds that holds any."""

    def twin(self, document: Document) -> str | None:
        """The first document by id that has the very text of this one, if that is another."""

    def document(self, id_: str) -> Document:
        """The document with this id."""

    def ids(self) -> Iterable[str]:
        """All documents."""


class Shelf:
    """An archive in memory: an inverted index from sampled terms to documents."""

    def __init__(
        self, documents: Iterable[Document] = (), phrases: frozenset[int] | None = None
    ) -> None:
        """Shelve `documents`; `phrases` are the runs that bring nobody together, if known."""
        self._documents: dict[str, Document] = {}
        self._phrases = phrases
        self._twins: dict[str, str] = {}
        self._holders: defaultdict[int, list[str]] = defaultdict(list)
        for one in documents:
            self.add(one)

    def add(self, document: Document) -> None:
        """Shelve one more document; one that is there already stays as it is."""
        if document.id in self._documents:
            return
        self._documents[document.id] = document
        first = self._twins.get(document.digest, document.id)
        self._twins[document.digest] = min(first, document.id)
        for term in sketch_of(document):
            self._holders[term].append(document.id)

    def __iter__(self) -> Iterator[Document]:
        """The documents, in the order of shelving."""
        return iter(self._documents.values())

    def sharing(self, sketch: Iterable[int]) -> Mapping[str, int]:
        """How many of these sampled terms each document holds that holds any."""
        return Counter(id_ for term in sketch for id_ in self._holding(term))

    def twin(self, document: Document) -> str | None:
        """The first document by id that has the very text of this one, if that is another."""
        first = self._twins.get(document.digest, document.id)
        return None if first == document.id else first

    def document(self, id_: str) -> Document:
        """The document with this id."""
        return self._documents[id_]

    def ids(self) -> Iterable[str]:
        """All documents."""
        return self._documents.keys()

    def _holding(self, term: int) -> list[str]:
        held = self._holders.get(term, [])
        known = is_phrase(len(held)) if self._phrases is None else term in self._phrases
        return [] if known else held


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text, without case, in order."""
    return tuple(_WORD.findall(text.lower()))


def terms_of(document: Document) -> Terms:
    """A report's runs of three words, and its rare names and figures, as sorted numbers.

    Runs tell a copy from another report on its subject; names and figures outlive a translation.
    """
    key = hash(document.text)
    found = _kept.get(key)
    if found is None:
        names = (name.lower() for name in _NAME.findall(document.text))
        rare = {name for name in names if len(name) > 1 and not is_common(name)}
        terms = {crc32(term.encode()) for term in (*_runs(document), *rare)}
        found = _kept.keep(key, np.array(sorted(terms), dtype=np.uint32))
    return found


def common_terms(one: Terms, two: Terms) -> int:
    """How many terms two reports share."""
    return np.intersect1d(one, two, assume_unique=True).size


def sketch_of(document: Document) -> frozenset[int]:
    """The runs of a report that are looked up: the same quarter of all runs for every report."""
    key = hash(document.text)
    found = _sketches.get(key)
    if found is None:
        terms = {crc32(run.encode()) for run in _runs(document)}
        looked = sorted(term for term in terms if not term % SAMPLED)
        found = _sketches.keep(key, np.array(looked, dtype=np.uint32))
    return frozenset(found.tolist())


def _runs(document: Document) -> Iterator[str]:
    words = words_in(document.text)
    return (" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def candidates(document: Document, archive: Archive) -> tuple[str, ...]:
    """The documents that share enough sampled runs with this one, and its twin, sorted.

    This depends on what the archive holds, and not on which was read first.
    """
    sketch, twin = sketch_of(document), archive.twin(document)
    fewest = fewest_shared(len(sketch))
    near = {id_ for id_, n in archive.sharing(sketch).items() if n >= fewest}
    return tuple(sorted((near | ({twin} if twin else set())) - {document.id}))


def fewest_shared(runs: int) -> float:
    """How many of a report's `runs` sampled runs another must share to be looked at closer."""
    return max(FEWEST_SHARED, LEAST_SHARED * runs)


def is_phrase(held: int) -> bool:
    """Whether a run that `held` reports hold brings nobody together."""
    return held > PHRASE
