"""Families after this turn: new reports beside the few that share runs of words with them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tocsin.desk.growth.regrouping import bound
from tocsin.desk.growth.runs import Runs
from tocsin.desk.growth.ties import Ties
from tocsin.reconcile.archive import FEWEST_SHARED, candidates, fewest_shared, sketch_of
from tocsin.reconcile.families import COPY, copied, copy_of, families_of, share
from tocsin.store.kinship_records import Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tocsin.desk.growth.library import Library
    from tocsin.records import Copy, Document, Family
    from tocsin.store.kinship import Kinship

SORT = "copy"
FEW = 400
ROUNDED = 0.001


class Shelves:
    """An archive of the index and the new reports, without those that are gone."""

    def __init__(
        self,
        kinship: Kinship,
        library: Library,
        new: Mapping[str, Document],
        gone: Mapping[str, frozenset[int]],
    ) -> None:
        """See all but `gone`, of which the sampled runs are given."""
        self._kinship = kinship
        self._library = library
        self._gone = gone
        self._new = new
        self._sketches = {id_: sketch_of(document) for id_, document in self._new.items()}
        self._runs = Runs(kinship, self._sketches, gone)
        self._sizes: dict[str, int] = {}
        self._twins: dict[str, set[str]] = {}

    @property
    def totals(self) -> dict[int, tuple[int, int]]:
        """The counts of runs that the index keeps, where they changed."""
        return self._runs.totals

    def sharing(self, sketch: Iterable[int]) -> dict[str, int]:
        """How many of these sampled terms, phrases left out, each document holds."""
        return self._runs.sharing(sketch)

    def twin(self, document: Document) -> str | None:
        """The first document by id that has the very text of this one, if that is another."""
        self._fetch_twins((document.digest,))
        first = min(self._twins[document.digest], default=document.id)
        return None if first == document.id else first

    def document(self, id_: str) -> Document:
        """The document with this id."""
        return self._new.get(id_) or self._library.document(id_)

    def ids(self) -> Iterable[str]:
        """The new documents; nobody asks for all others."""
        return self._new.keys()

    def fetch(self, ids: Iterable[str]) -> None:
        """Load these documents in one go."""
        self._library.fetch_documents(set(ids) - self._new.keys())

    def beside(self, ids: Iterable[str]) -> Iterator[tuple[str, dict[str, Document]]]:
        """Each of these documents with the candidates of which it may be a copy, sorted by id."""
        wanted = sorted(ids)
        for start in range(0, len(wanted), FEW):
            chosen = wanted[start : start + FEW]
            self.fetch(chosen)
            documents = [self.document(id_) for id_ in chosen]
            self._runs.load(run for document in documents for run in sketch_of(document))
            self._fetch_twins({document.digest for document in documents})
            near = {document.id: candidates(document, self) for document in documents}
            self.fetch(other for others in near.values() for other in others)
            for id_, others in near.items():
                yield id_, {other: self.document(other) for other in others}

    def meeting(self) -> dict[str, frozenset[str]]:
        """For each new or gone document the earlier ones to which it is near enough."""
        found = defaultdict[str, frozenset[str]](frozenset)
        for id_, runs in (*self._gone.items(), *self._sketches.items()):
            met = {one: n for one, n in self.sharing(runs).items() if n >= FEWEST_SHARED}
            for new in self._new.keys() & met.keys():
                del met[new]
            sizes = self._sizes_of(met)
            found[id_] |= {one for one, n in met.items() if n >= fewest_shared(sizes[one])}
        return found

    def _sizes_of(self, ids: Iterable[str]) -> dict[str, int]:
        """How many sampled runs each of these earlier documents has."""
        self._sizes |= self._kinship.sizes(id_ for id_ in ids if id_ not in self._sizes)
        return self._sizes

    def unsettled(self) -> set[str]:
        """The documents that may have other candidates, though none is near that came or went."""
        found = self._runs.fallen | self._parted()
        digests = {document.digest for document in self._new.values()}
        old: defaultdict[str, set[str]] = defaultdict(set)
        for digest, id_ in self._kinship.twins(digests, self._gone):
            old[digest].add(id_)
        self._fetch_twins(digests | old.keys())
        for digest, ids in self._twins.items():
            if min(old[digest], default=None) != min(ids, default=None):
                found |= ids
        return found

    def _parted(self) -> set[str]:
        """Earlier documents that lost a candidate since runs that they share became phrases."""
        wanted, found = sorted(self._runs.rising), set[str]()
        for start in range(0, len(wanted), FEW):
            chosen = wanted[start : start + FEW]
            self.fetch(chosen)
            sketches = {id_: sketch_of(self.document(id_)) for id_ in chosen}
            self._runs.load(run for sketch in sketches.values() for run in sketch)
            found |= {
                id_
                for id_, sketch in sketches.items()
                if self._runs.loses_candidate(id_, sketch, fewest_shared(len(sketch)))
            }
        return found

    def _fetch_twins(self, digests: Iterable[str]) -> None:
        missing = {digest for digest in digests if digest not in self._twins}
        if missing:
            self._twins |= {digest: set() for digest in missing}
            for digest, id_ in self._kinship.twins(missing):
                if id_ not in self._gone:
                    self._twins[digest].add(id_)
            for id_, document in self._new.items():
                if document.digest in missing:
                    self._twins[document.digest].add(id_)


def grown_families(
    kinship: Kinship, shelves: Shelves, new: frozenset[str], gone: frozenset[str]
) -> tuple[tuple[Family, ...], frozenset[str], Ties]:
    """The families of all documents that this turn touches, those documents, and the ties.

    `gone` are the documents that count no longer.
    """
    ties = Ties(kinship, SORT)
    asked = _asked(shelves, ties, new, gone)
    touched = set(ties.drop(gone)) | set(ties.drop(asked, both=False)) | asked
    for id_, others in shelves.beside(asked):
        for other, score in copied(shelves.document(id_), others).items():
            ties.add(Tie(id_, other, score, binds=True))
            touched.add(other)
    touched -= gone
    copies: list[Copy] = []
    for group in bound(ties, touched):
        touched |= set(group)
        copies += _copies_within(group, ties, shelves)
    return families_of(copies), frozenset(touched), ties


def _copies_within(group: tuple[str, ...], ties: Ties, shelves: Shelves) -> list[Copy]:
    """The copies in one family, each with its reasons; of both directions the better score."""
    edges: dict[tuple[str, str], float] = {}
    for tie in ties.among(group):
        pair = (min(tie.left, tie.right), max(tie.left, tie.right))
        edges[pair] = max(edges.get(pair, 0.0), tie.score)
    shelves.fetch(group)
    return [
        copy_of(shelves.document(one), shelves.document(two), score)
        for (one, two), score in sorted(edges.items())
    ]


def _asked(shelves: Shelves, ties: Ties, new: frozenset[str], gone: frozenset[str]) -> set[str]:
    """The documents of which it must be found anew whose copies they are."""
    asked, near = new | (shelves.unsettled() - gone), shelves.meeting()
    asked |= {other for id_ in gone for other in near[id_]}
    near = {id_: near[id_] - asked for id_ in sorted(new)}
    shelves.fetch(other for others in near.values() for other in others)
    held: defaultdict[str, list[Tie]] = defaultdict(list)
    for tie in ties.among(other for others in near.values() for other in others):
        if not {tie.left, tie.right} & gone:
            held[tie.left].append(tie)
    shelves.fetch(tie.right for found in held.values() for tie in found)
    found = set(asked)
    for id_, others in near.items():
        document = shelves.document(id_)
        for other in others - found:
            if share(shelves.document(other), document) >= COPY or any(
                _may_unmake(document, tie, shelves) for tie in held[other]
            ):
                found.add(other)
    return found


def _may_unmake(stranger: Document, tie: Tie, shelves: Shelves) -> bool:
    """Whether a new stranger holds more of a copy than the best one did that the tie knows of."""
    copy = shelves.document(tie.left)
    best = share(copy, shelves.document(tie.right)) - tie.score
    return share(copy, stranger) > best - ROUNDED
