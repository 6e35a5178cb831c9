"""Families after this turn: new reports beside the few that share runs of words with them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tocsin.desk.growth.ties import Ties
from tocsin.reconcile.archive import candidates, is_near, sketch_of
from tocsin.reconcile.families import COPY, copies_of, copy_of, families_of, share
from tocsin.store.kinship_records import Tie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.desk.growth.library import Library
    from tocsin.records import Document, Family, Reading
    from tocsin.store.kinship import Kinship

SORT = "copy"
ROUNDED = 0.001


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
        self._old: dict[int, list[tuple[str, int]]] = {}
        self._new = {reading.document.id: reading.document for reading in new}
        for document in self._new.values():
            for term in sketch_of(document):
                self._fresh.setdefault(term, []).append(document.id)

    def holders(self, sketch: Iterable[int]) -> Iterable[str]:
        """Ids of the documents that hold each of these sampled terms, once a term."""
        return [id_ for id_, _ in self._holding(sketch)]

    def document(self, id_: str) -> Document:
        """The document with this id."""
        return self._new.get(id_) or self._library.document(id_)

    def ids(self) -> Iterable[str]:
        """The new documents; nobody asks for all others."""
        return self._new.keys()

    def meeting(self, terms: frozenset[int]) -> frozenset[str]:
        """The documents for which one with these sampled terms is near enough to be looked at."""
        met = Counter(self._holding(terms))
        return frozenset(id_ for (id_, runs), shared in met.items() if is_near(shared, runs))

    def fetch(self, ids: Iterable[str]) -> None:
        """Load these documents in one go."""
        self._library.fetch(set(ids) - self._new.keys())

    def _holding(self, sketch: Iterable[int]) -> list[tuple[str, int]]:
        terms = tuple(sketch)
        missing = [term for term in terms if term not in self._old]
        if missing:
            found = self._kinship.holders(missing)
            self._old |= {term: found.get(term, []) for term in missing}
        old = [one for term in terms for one in self._old[term] if one[0] not in self._gone]
        fresh = (id_ for term in terms for id_ in self._fresh.get(term, ()))
        return old + [(id_, len(sketch_of(self._new[id_]))) for id_ in fresh]


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
        near = shelves.meeting(sketch_of(document)) - new
        shelves.fetch(near)
        held = {tie for tie in ties.among(near) if not {tie.left, tie.right} & gone.keys()}
        shelves.fetch(tie.right for tie in held)
        asked |= {other for other in near if share(shelves.document(other), document) >= COPY}
        asked |= {
            tie.left for tie in held if tie.left in near and _may_unmake(document, tie, shelves)
        }
    for terms in gone.values():
        asked |= shelves.meeting(terms)
    touched = set(ties.drop(gone)) | set(ties.drop(asked, both=False)) | asked
    shelves.fetch(asked)
    for id_ in sorted(asked):
        shelves.fetch(candidates(shelves.document(id_), shelves))
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


def _may_unmake(stranger: Document, tie: Tie, shelves: Shelves) -> bool:
    """Whether a new stranger holds more of a copy than the best one did that the tie knows of."""
    copy = shelves.document(tie.left)
    best = share(copy, shelves.document(tie.right)) - tie.score
    return share(copy, stranger) > best - ROUNDED
