"""What a ledger can do, whatever keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from tocsin.records import Document, Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tocsin.records import (
        Correction,
        Dropped,
        Family,
        Incident,
        Judgement,
        Reading,
        ResolvedClaim,
        Story,
    )

Item = TypeVar("Item")


class Facet(StrEnum):
    """What incidents can be counted by."""

    KIND = "kind"
    COUNTRY = "country"
    SIDE = "side"
    SOURCE = "source"
    PLACE = "place"
    MONTH = "month"


Room = TypeVar("Room")


class Entry(StrEnum):
    """What adding a document did to the ledger."""

    NEW = "new"
    REVISED = "revised"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Filters over claims or incidents, all of which must hold; None leaves a filter out.

    `country` is ISO 3166 alpha-3 of a party or place, `since` and `until` are inclusive civil days,
    `place` a name in any case and with or without accents, `as_of` the moment to look back from.
    `sides` are parties by name or ISO 3166 alpha-3, each of which must take part. `source` is a
    voice that asserts, confirms or denies, by name (an outlet's where it speaks itself; of a claim,
    also by country). `disputed` asks for what somebody denies (or nobody), `background` for what
    is told as an old story (or not), `stance` for claims that take it; incidents ignore `stance`.
    """

    country: str | None = None
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None
    place: str | None = None
    as_of: datetime | None = None
    sides: tuple[str, ...] = ()
    source: str | None = None
    disputed: bool | None = None
    background: bool | None = None
    stance: Stance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """Some of what was asked for: `total` is how much there is, `after` leads to the next page.

    `after` is None on the last page; else hand it to the same question again.
    """

    items: tuple[Item, ...]
    total: int
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of the document at an origin: when it was recorded, and when it was withdrawn.

    `payload` is the SHA-256 of the bytes it was read from. `withdrawn_at`, `why` and `by` are None
    while it is not withdrawn.
    """

    number: int
    document: Document
    payload: str
    recorded_at: datetime
    withdrawn_at: datetime | None
    why: str | None
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A report that holds the words of a search.

    `snippet` is the passage of its text that holds most of them, `marks` their places in the
    snippet as (start, end), `start` the snippet's own place in the text.
    """

    document: Document
    snippet: str
    start: int
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much counts in a ledger."""

    documents: int
    claims: int
    incidents: int
    families: int
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That an input was taken in whole: its bytes' digest and what it was read with.

    `rules` names the version of the rules, `asked` what the caller said about the input.
    """

    origin: str
    digest: str
    rules: str
    asked: str


class Store(Protocol):
    """An append-only ledger; `at` is when something was recorded, `as_of` looks back to a moment.

    Every method raises LedgerError where the ledger cannot be read or written.
    """

    def add(self, reading: Reading, *, receipt: Receipt, at: datetime) -> Entry:
        """Keep a reading, whole, unless its origin's current version is the same."""

    def drop(self, dropped: Dropped, *, receipt: Receipt, at: datetime) -> Entry:
        """Keep that an input went no further, and why, unless that is the last thing known."""

    def finish(self, receipt: Receipt, *, at: datetime) -> None:
        """Note that an input was taken in whole, so that it need not be read again."""

    def finished(self, receipt: Receipt) -> bool:
        """Whether this very input is the last that was taken in whole from its origin."""

    def withdraw(self, origin: str, *, why: str, by: str, at: datetime) -> bool:
        """Stop counting the documents of `origin`, keeping their history; False if none counts."""

    def documents(self, as_of: datetime | None = None) -> Iterator[Document]:
        """The current version of every document that counts, in the order of recording."""

    def versions(self, origin: str) -> tuple[Document, ...]:
        """All versions of the document at `origin`, oldest first."""

    def readings(self, as_of: datetime | None = None) -> Iterator[Reading]:
        """The current readings, in the order of recording."""

    def claims(self, query: Query) -> Iterator[ResolvedClaim]:
        """The current claims that meet `query`."""

    def readings_with(self, claims: tuple[str, ...], as_of: datetime | None) -> tuple[Reading, ...]:
        """The current readings that hold one of these claims."""

    def readings_of(
        self, documents: Iterable[str], as_of: datetime | None = None
    ) -> tuple[Reading, ...]:
        """The current readings of these documents, by their ids."""

    def dropped(self, as_of: datetime | None = None) -> Iterator[Dropped]:
        """What went no further, in the order of recording."""

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement; its `at` is when it is recorded."""

    def withdraw_judgement(self, left: str, right: str, *, by: str, at: datetime) -> bool:
        """Take back what `by` judged of a pair; False if there was nothing to take back."""

    def judgements(self, as_of: datetime | None = None) -> Iterator[Judgement]:
        """All judgements made so far, also withdrawn ones (with `withdrawn_at`), oldest first."""

    def correct(self, correction: Correction) -> None:
        """Keep a person's edit; its `at` is when it is recorded."""

    def corrections(self, as_of: datetime | None = None) -> Iterator[Correction]:
        """All corrections made so far, oldest first."""

    def settle(
        self,
        incidents: tuple[Incident, ...],
        groups: tuple[Family | Story, ...],
        *,
        at: datetime,
    ) -> int:
        """Make these the incidents, families and stories from `at` on; how many rows changed."""

    def incidents(self, query: Query) -> Iterator[Incident]:
        """The incidents that meet `query`, by first day, then id."""

    def families(self, as_of: datetime | None = None) -> Iterator[Family]:
        """The families of copies, by id."""

    def stories(self, as_of: datetime | None = None) -> Iterator[Story]:
        """The stories that several reports tell, by id."""

    def incident_page(
        self, query: Query, *, limit: int, after: str | None = None, newest: bool = False
    ) -> Page[Incident]:
        """Up to `limit` incidents by first day (undated last), or from the `newest` down.

        Raises:
            InputError: `after` is no page's `after`.
        """

    def claim_page(
        self, query: Query, *, limit: int, after: str | None = None, newest: bool = False
    ) -> Page[ResolvedClaim]:
        """Up to `limit` claims by first day (undated last), or from the `newest` down.

        Raises:
            InputError: `after` is no page's `after`.
        """

    def tally_incidents(self, query: Query, by: Facet) -> tuple[tuple[str, int], ...]:
        """How many incidents that meet `query` have each value of `by`, the most frequent first.

        Of months, in order of time. An incident with two countries counts for both.
        """

    def incident(self, id_: str, as_of: datetime | None = None) -> Incident | None:
        """The incident with this very id."""

    def incidents_starting(
        self, start: str, as_of: datetime | None = None, *, limit: int = 3
    ) -> tuple[Incident, ...]:
        """Up to `limit` incidents whose id, or the id of one of whose claims, starts so."""

    def document(self, id_: str, as_of: datetime | None = None) -> Document | None:
        """The document with this id that counts."""

    def revisions(self, origin: str, as_of: datetime | None = None) -> tuple[Version, ...]:
        """All versions of the document at `origin`, oldest first, with their withdrawals."""

    def search(
        self, words: str, as_of: datetime | None = None, *, limit: int = 20
    ) -> tuple[Found, ...]:
        """Reports that hold all `words`, best first; inflected forms count too.

        "Words in quotation marks" must stand together; a word that ends in `*` is a beginning.

        Raises:
            InputError: there are no words to look for.
        """

    def settled(self, query: Query) -> Iterator[tuple[Incident, datetime]]:
        """The incidents that meet `query`, by first day, each with when it was last changed."""

    def told(self, query: Query) -> Iterator[tuple[ResolvedClaim, Document]]:
        """The claims that meet `query`, in the order of recording, each with its document."""

    def evidence(
        self, claims_: tuple[str, ...], as_of: datetime | None = None
    ) -> Iterator[tuple[ResolvedClaim, Document]]:
        """The claims with these ids, each with its document; twice where two origins have it."""

    def readings_by_origin(self, as_of: datetime | None = None) -> Iterator[Reading]:
        """The current readings, by their origins."""

    def size(self, as_of: datetime | None = None) -> Size:
        """How much counts."""

    def version(self) -> int:
        """The number of the schema, which every export names."""

    def room(self, kind: Callable[[Any, str], Room]) -> Room:
        """A room of this store for one purpose, such as its accounts; made anew at each call."""

    def last_recorded(self) -> datetime | None:
        """When the newest row was recorded."""

    def close(self) -> None:
        """Let go of files and connections."""
