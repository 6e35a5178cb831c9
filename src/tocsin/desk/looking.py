"""The desk's reading side: what the ledger holds, now or as it was known on a past day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Unpack

from tocsin.desk.changes import Change, changes_of
from tocsin.desk.rejects import Rejects, rejects_of
from tocsin.errors import InputError
from tocsin.export.bundle import Wish, write_bundle
from tocsin.export.forms import Form, Subject
from tocsin.export.order import order_of
from tocsin.export.sequences import Claims, Incidents
from tocsin.export.write import Written, stream, write
from tocsin.store.filters import Filters, moment_of, query_of
from tocsin.store.naming import incident_named
from tocsin.store.protocol import Facet
from tocsin.store.upkeep import Upkeep

if TYPE_CHECKING:
    from datetime import date, datetime

    from tocsin.records import Document, Dropped, Family, Incident, ResolvedClaim, Story
    from tocsin.store.protocol import Found, Page, Size, Store, Version


class Looking:
    """Questions to a ledger that change nothing."""

    _store: Store

    def incidents(self, **filters: Unpack[Filters]) -> Incidents:
        """The incidents that meet all filters, by first day, as the last `reconcile` left them.

        See `tocsin.store.filters.Filters` for what can be asked.

        Raises:
            InputError: a filter has a value that cannot be meant.
        """
        query = query_of(**filters)
        return Incidents.of(
            self._store.incidents(query), lambda ids: self._store.evidence(ids, query.as_of)
        )

    def claims(self, **filters: Unpack[Filters]) -> Claims:
        """The claims that meet all filters, in the order of recording; filters as `incidents`.

        Raises:
            InputError: a filter has a value that cannot be meant.
        """
        query = query_of(**filters)
        return Claims.of(
            self._store.claims(query), lambda ids: self._store.evidence(ids, query.as_of)
        )

    def incident_page(
        self,
        *,
        limit: int = 50,
        after: str | None = None,
        newest: bool = False,
        **filters: Unpack[Filters],
    ) -> Page[Incident]:
        """Up to `limit` incidents by first day, or the `newest` first, and how many there are.

        `after` is what the page before gave. Quick in a ledger of any size.

        Raises:
            InputError: a filter has a value that cannot be meant, or `after` leads nowhere.
        """
        query = query_of(**filters)
        return self._store.incident_page(query, limit=limit, after=after, newest=newest)

    def claim_page(
        self,
        *,
        limit: int = 50,
        after: str | None = None,
        newest: bool = False,
        **filters: Unpack[Filters],
    ) -> Page[ResolvedClaim]:
        """Up to `limit` claims, as `incident_page`.

        Raises:
            InputError: a filter has a value that cannot be meant, or `after` leads nowhere.
        """
        query = query_of(**filters)
        return self._store.claim_page(query, limit=limit, after=after, newest=newest)

    def tally(self, by: str, **filters: Unpack[Filters]) -> tuple[tuple[str, int], ...]:
        """How many incidents there are by kind, country, side, source, place or month.

        Raises:
            InputError: a filter has a value that cannot be meant, or nothing is counted by `by`.
        """
        try:
            facet = Facet(by)
        except ValueError as error:
            msg = f"incidents are not counted by {by!r}; choose one of {', '.join(Facet)}"
            raise InputError(msg) from error
        return self._store.tally_incidents(query_of(**filters), facet)

    def search(
        self, words: str, *, limit: int = 20, as_of: date | datetime | None = None
    ) -> tuple[Found, ...]:
        """Reports that hold all `words` (also inflected), best first, with the passage.

        "Words in quotation marks" must stand together; `shell*` finds what begins so.

        Raises:
            InputError: there are no words to look for.
        """
        return self._store.search(words, moment_of(as_of), limit=limit)

    def revisions(self, origin: str, as_of: date | datetime | None = None) -> tuple[Version, ...]:
        """All versions of the document at `origin`, oldest first, and their withdrawals."""
        return self._store.revisions(origin, moment_of(as_of))

    def changes_to(self, origin: str, as_of: date | datetime | None = None) -> tuple[Change, ...]:
        """Each version of the document at `origin` with what it lost and gained, oldest first.

        Sentences in which the publisher speaks of a correction or retraction stand in `notices`.
        """
        return tuple(changes_of(self.revisions(origin, as_of)))

    def size(self, as_of: date | datetime | None = None) -> Size:
        """How many documents, claims, incidents and families count, and how much was dropped."""
        return self._store.size(moment_of(as_of))

    def documents(self, as_of: date | datetime | None = None) -> tuple[Document, ...]:
        """The current version of every document that counts."""
        return tuple(self._store.documents(moment_of(as_of)))

    def versions(self, origin: str) -> tuple[Document, ...]:
        """All versions of the document at `origin`, oldest first."""
        return self._store.versions(origin)

    def families(self, as_of: date | datetime | None = None) -> tuple[Family, ...]:
        """The families of copies."""
        return tuple(self._store.families(moment_of(as_of)))

    def stories(self, as_of: date | datetime | None = None) -> tuple[Story, ...]:
        """The stories that several reports tell, each in its own words."""
        return tuple(self._store.stories(moment_of(as_of)))

    def dropped(self, as_of: date | datetime | None = None) -> tuple[Dropped, ...]:
        """What was not read, and why."""
        return tuple(self._store.dropped(moment_of(as_of)))

    def rejects(self, as_of: date | datetime | None = None) -> tuple[Rejects, ...]:
        """What was not read, counted by source, step and reason, the most first."""
        return rejects_of(self._store.dropped(moment_of(as_of)))

    def export(
        self,
        path: str | Path,
        form: str | Form,
        subject: str | Subject = Subject.INCIDENTS,
        *,
        names: bool = False,
        **filters: Unpack[Filters],
    ) -> Written:
        """Write incidents or claims that meet all filters to a file, in one of the `Form`s.

        Beside it `PATH-metadata.json` tells schema, filters and hash. Names that may be of private
        persons are left out unless `names` is set.

        Raises:
            InputError: there is no such format, or the file cannot be written.
            MissingPartError: Parquet needs pyarrow.
        """
        order = order_of(form, subject, query_of(**filters), names=names)
        return write(self._store, order, Path(path))

    def export_to(
        self,
        out: BinaryIO,
        form: str | Form,
        subject: str | Subject = Subject.INCIDENTS,
        *,
        names: bool = False,
        **filters: Unpack[Filters],
    ) -> int:
        """Write as `export` to an open stream of bytes; how many records.

        Raises:
            InputError: there is no such format.
            MissingPartError: Parquet needs pyarrow.
        """
        order = order_of(form, subject, query_of(**filters), names=names)
        return stream(self._store, order, out)

    def bundle(
        self,
        id_: str,
        path: str | Path,
        *,
        texts: bool = False,
        names: bool = False,
        as_of: date | datetime | None = None,
    ) -> Incident:
        """Write the evidence for an incident to a zip file: claims, marked sentences, hashes.

        Whole `texts` only on demand, since they are their publishers'; which incident it was.

        Raises:
            InputError: nothing, or more than one thing, has this id, or the file cannot be written.
        """
        moment = moment_of(as_of)
        incident = incident_named(self._store, id_, moment)
        wish = Wish(texts=texts, names=names, as_of=moment)
        write_bundle(self._store, incident, Path(path), wish)
        return incident

    @property
    def upkeep(self) -> Upkeep:
        """Checks, backups and compaction of the ledger."""
        return self._store.room(Upkeep)

    def schema_version(self) -> int:
        """The number of the ledger's schema."""
        return self._store.version()
