"""What was read: raw bytes, the document made of them, and what was dropped on the way."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a feed, a table or an archive says of one of its items; None is not said.

    `published` is the civil day as it is written there. `leads` tells whether the label goes before
    what the item says of itself, as a table's columns do, or only fills what that leaves open.
    """

    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    author: str | None = None
    leads: bool = False


UNLABELLED = Label()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """Bytes as they came from `origin` (a path, a URL, `-`), before anybody interpreted them."""

    origin: str
    media_type: str
    payload: bytes
    fetched_at: datetime
    label: Label = UNLABELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A page that a feed or a table names without holding its text: it must be fetched."""

    url: str
    label: Label = UNLABELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """An answer of a web server as it was read; `body` is without its transport encoding.

    `url` is where the redirects from `asked` ended, `headers` are name and value in their order.
    """

    asked: str
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime

    def header(self, name: str) -> str | None:
        """The first value of a header in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What is known of an earlier answer: the server need not send the same again."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The request headers that say so."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value}


ANYTHING = Condition()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One item as characters, before the report is taken out; `form` is `text` or `html`."""

    origin: str
    form: str
    content: str
    fetched_at: datetime
    label: Label = UNLABELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The characters `start` to `end` (Python code points) of a document, with their text."""

    document_id: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        """Refuse offsets that disagree with the text.

        Raises:
            ValueError: `end - start` is not the length of `text`, or `start` is negative.
        """
        if self.start < 0 or self.end - self.start != len(self.text):
            msg = f"span {self.start}-{self.end} does not fit its text {self.text!r}"
            raise ValueError(msg)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character of one document."""
        return (
            self.document_id == other.document_id
            and self.start < other.end
            and other.start < self.end
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report: `text` is what every offset of every later record points into."""

    id: str
    origin: str
    outlet: str | None
    title: str | None
    text: str
    language: str | None
    published: date | None
    digest: str
    author: str | None = None

    def span(self, start: int, end: int) -> Span:
        """The span from `start` to `end` of this document's text.

        Raises:
            ValueError: the offsets lie outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            msg = (
                f"span {start}-{end} lies outside document {self.id} ({len(self.text)} characters)"
            )
            raise ValueError(msg)
        return Span(document_id=self.id, start=start, end=end, text=self.text[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """An input that went no further, the step that stopped it and why."""

    origin: str
    step: str
    reason: str


def payload_digest_of(payload: bytes) -> str:
    """SHA-256 of `payload`, in hexadecimal: the identity of the bytes as they came."""
    return hashlib.sha256(payload).hexdigest()


def digest_of(text: str) -> str:
    """SHA-256 of `text` in UTF-8, in hexadecimal: the identity of what was read."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
