"""Readings by id, loaded together and kept for one turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tocsin.records import Document, Reading
    from tocsin.store.kinship import Kinship
    from tocsin.store.protocol import Store

FEW = 400


class Library:
    """The readings that one turn looks at; `gone` ones are out of it."""

    def __init__(self, store: Store, kinship: Kinship) -> None:
        """Fetch from `store`; the index knows who makes a claim."""
        self._kinship = kinship
        self._store = store
        self._held: dict[str, Reading] = {}
        self._documents: dict[str, Document] = {}

    def fetch(self, ids: Iterable[str]) -> None:
        """Load what is not here yet, in one go."""
        missing = {id_ for id_ in ids if id_ not in self._held}
        if missing:
            for start in range(0, len(missing), FEW):
                chosen = sorted(missing)[start : start + FEW]
                found = self._store.readings_of(chosen, None)
                self._held |= {one.document.id: one for one in found}

    def readings(self, ids: Iterable[str]) -> tuple[Reading, ...]:
        """The readings of these documents that count."""
        wanted = sorted(set(ids))
        self.fetch(wanted)
        return tuple(self._held[id_] for id_ in wanted if id_ in self._held)

    def passing(self, ids: Iterable[str]) -> Iterator[Reading]:
        """The readings of these documents that count, sorted by id; they are not kept."""
        wanted = sorted(ids)
        for start in range(0, len(wanted), FEW):
            found = self._store.readings_of(wanted[start : start + FEW], None)
            yield from sorted(found, key=lambda one: one.document.id)

    def with_claims(self, claims: Iterable[str]) -> Iterator[tuple[Reading, ...]]:
        """The readings that hold one of these claims, some at a time; they are not kept."""
        ids = sorted({id_ for _, id_ in self._kinship.makers(claims)})
        for start in range(0, len(ids), FEW):
            chosen = ids[start : start + FEW]
            held = [self._held[id_] for id_ in chosen if id_ in self._held]
            missing = [id_ for id_ in chosen if id_ not in self._held]
            yield (*held, *self._store.readings_of(missing, None))

    def fetch_documents(self, ids: Iterable[str]) -> None:
        """Load the texts of these, without their claims."""
        missing = {id_ for id_ in ids if id_ not in self._held and id_ not in self._documents}
        if missing:
            self._documents |= {one.id: one for one in self._kinship.documents_of(missing)}

    def document(self, id_: str) -> Document:
        """The document with this id, which counts."""
        self.fetch_documents((id_,))
        return self._documents[id_] if id_ in self._documents else self._held[id_].document
