"""Every error Tocsin raises: each message names the thing, the value and the remedy."""

from __future__ import annotations


class TocsinError(Exception):
    """The root of all errors of this package; `str(error)` is fit to be shown to a user."""


class InputError(TocsinError):
    """Something that was handed in cannot be read: a missing file, binary bytes, a bad date."""


class FetchError(InputError):
    """A page cannot be fetched; `status` and `retry_after` (seconds) are what its server told."""

    def __init__(
        self, message: str, *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        """Say `message`, and keep what the server told."""
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class LedgerError(TocsinError):
    """The ledger cannot be opened, read or written."""


class MissingPartError(TocsinError):
    """A model, an index or an optional package is not there; the message says how to get it."""


class LexiconError(TocsinError):
    """A line of a knowledge table is malformed; the message names the file and the line."""
