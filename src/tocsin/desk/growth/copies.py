"""Families after this turn: new reports beside the few that share runs of words with them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tocsin.desk.growth.regrouping import bound
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
        self._met: dict[frozenset[int], dict[str, tuple[int, int]]] = {}
        self._new = {reading.document.id: reading.document for reading in new}
        for document in self._new.values():
            for term in sketch_of(document):
                self._fresh.setdefault(term, []).append(document.id)

    def sharing(self, sketch: Iterable[int]) -> dict[str, int]:
        """How many of these sampled terms each document holds that holds any."""
        return {id_: shared for id_, (shared, _) in self._sharing(frozenset(sketch)).items()}

    def document(self, id_: str) -> Document:
        """The document with this id."""
        return self._new.get(id_) or self._library.document(id_)

    def ids(self) -> Iterable[str]:
        """The new documents; nobody asks for all others."""
        return self._new.keys()

    def meeting(self, terms: frozenset[int]) -> frozenset[str]:
        """The documents for which one with these sampled terms is near enough to be looked at."""
        met = self._sharing(terms).items()
        return frozenset(id_ for id_, (shared, runs) in met if is_near(shared, runs))

    def fetch(self, ids: Iterable[str]) -> None:
        """Load these documents in one go."""
        self._library.fetch(set(ids) - self._new.keys())

    def _sharing(self, terms: frozenset[int]) -> dict[str, tuple[int, int]]:
        """How many terms each document holds, and how many runs it has."""
        if terms not in self._met:
            old = self._kinship.sharing(terms)
            found = {id_: counts for id_, counts in old.items() if id_ not in self._gone}
            fresh = Counter(id_ for term in terms for id_ in self._fresh.get(term, ()))
            for id_, shared in fresh.items():
                found[id_] = shared, len(sketch_of(self._new[id_]))
            self._met[terms] = found
        return self._met[terms]


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
    for group in bound(ties, touched):
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
