"""The web as a desk sees it: one fetcher, made when the first page is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.records import ANYTHING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tocsin.config import Settings
    from tocsin.read.fetch import Fetcher
    from tocsin.records import Capture, Condition


class Web:
    """Fetches pages with one fetcher, so that all requests together are polite."""

    def __init__(self, settings: Settings, now: Callable[[], datetime]) -> None:
        """Fetch by `settings`; `now` dates what is fetched."""
        self._settings = settings
        self._now = now
        self._fetcher: Fetcher | None = None

    def get(self, url: str, condition: Condition | None = None) -> Capture:
        """The page at `url`; see `tocsin.read.fetch.Fetcher.get`.

        Raises:
            FetchError: it cannot or may not be fetched.
        """
        from tocsin.read.fetch import Fetcher  # noqa: PLC0415 - looking needs no web

        if self._fetcher is None:
            self._fetcher = Fetcher(self._settings, now=self._now)
        return self._fetcher.get(url, condition or ANYTHING)

    def close(self) -> None:
        """Let go of connections."""
        if self._fetcher is not None:
            self._fetcher.close()
