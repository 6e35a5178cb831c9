"""Families after this turn: new reports beside the few that share runs of words with them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tocsin.desk.growth.ties import Ties
from tocsin.reconcile.archive import FEWEST_SHARED, sketch_of
from tocsin.reconcile.families import COPY, copies_of, copy_of, families_of, share
from tocsin.store.kinship import Tie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.desk.growth.library import Library
    from tocsin.records import Document, Family, Reading
    from tocsin.store.kinship import Kinship

SORT = "copy"


class Shelves:
    """An archive of the index and the new reports, without those that are gone."""

    def __init__(
        self, kinship: Kinship, library: Library, new: Iterable[Reading], gone: frozenset[str]
    ) -> None:
        """See all but `gone`."""
        self._kinship = kinship
        self._library = library
        self._gone = gone
        self._fresh: dict[int, list[str]] = {}
        self._new = {reading.document.id: reading.document for reading in new}
        for document in self._new.values():
            for term in sketch_of(document):
                self._fresh.setdefault(term, []).append(document.id)

    def holders(self, sketch: Iterable[int]) -> Iterable[str]:
        """Ids of the documents that hold each of these sampled terms, once a term."""
        terms = tuple(sketch)
        old = self._kinship.holders(terms)
        met = [id_ for term in terms for id_ in old.get(term, ()) if id_ not in self._gone]
        counted = Counter(met)
        self._library.fetch(id_ for id_, shared in counted.items() if shared >= FEWEST_SHARED)
        return (*met, *(id_ for term in terms for id_ in self._fresh.get(term, ())))

    def document(self, id_: str) -> Document:
        """The document with this id."""
        return self._new.get(id_) or self._library.document(id_)

    def ids(self) -> Iterable[str]:
        """The new documents; nobody asks for all others."""
        return self._new.keys()

    def meeting(self, terms: frozenset[int]) -> frozenset[str]:
        """The documents that share enough of `terms` to be compared."""
        met = Counter(self.holders(terms))
        return frozenset(id_ for id_, shared in met.items() if shared >= FEWEST_SHARED)


def grown_families(
    kinship: Kinship, shelves: Shelves, new: frozenset[str], gone: dict[str, frozenset[int]]
) -> tuple[tuple[Family, ...], frozenset[str], Ties]:
    """The families of all documents that this turn touches, those documents, and the ties.

    `gone` has the sampled terms of each document that no longer counts.
    """
    ties = Ties(kinship, SORT)
    asked = set(new)
    for id_ in new:
        document = shelves.document(id_)
        near = shelves.meeting(sketch_of(document)) - {id_}
        tied = {end for tie in ties.among(near) for end in (tie.left, tie.right)}
        asked |= {
            other for other in near if other in tied or _alike(document, shelves.document(other))
        }
    for terms in gone.values():
        asked |= shelves.meeting(terms)
    touched = set(ties.drop(gone)) | set(ties.drop(asked, both=False)) | asked
    for id_ in sorted(asked):
        for copy in copies_of(shelves.document(id_), shelves):
            other = copy.right if copy.left == id_ else copy.left
            ties.add(Tie(id_, other, copy.score, binds=True))
            touched.add(other)
    touched -= gone.keys()
    edges: dict[tuple[str, str], float] = {}
    for group in ties.bound(touched):
        touched |= set(group)
        for tie in ties.among(group):
            pair = (min(tie.left, tie.right), max(tie.left, tie.right))
            edges[pair] = max(edges.get(pair, 0.0), tie.score)
    copies = [
        copy_of(shelves.document(one), shelves.document(two), score)
        for (one, two), score in sorted(edges.items())
    ]
    return families_of(copies), frozenset(touched), ties


def _alike(one: Document, two: Document) -> bool:
    return max(share(one, two), share(two, one)) >= COPY
