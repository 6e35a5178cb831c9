"""What a site lets be fetched: robots.txt by RFC 9309, asked once a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from protego import Protego

from tocsin.errors import FetchError
from tocsin.read.addresses import site_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.records import Capture

DAY = 86_400.0
SOON = 300.0  # seconds until a site that failed is asked again
LARGEST = 512_000
MOST_SITES = 2000
LONGEST_DELAY = 60.0
_CLIENT_ERROR, _SERVER_ERROR = 400, 500
_FINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of one site; without a file all may be fetched, unless it could not be had."""

    file: Protego | None
    trouble: str
    until: float


class Robots:
    """The rules of all sites that were asked in the last day."""

    def __init__(
        self, agent: str, get: Callable[[str], Capture], tick: Callable[[], float]
    ) -> None:
        """Ask as `agent`; `get` fetches a robots.txt without asking for leave."""
        self._agent = agent
        self._get = get
        self._tick = tick
        self._known: dict[str, Rules] = {}

    def delay(self, url: str) -> float:
        """Seconds that the site wants between two requests; a minute at most.

        Raises:
            FetchError: the site does not let this address be fetched, or cannot be asked.
        """
        rules = self._rules(site_of(url))
        if rules.file is None:
            if rules.trouble:
                msg = f"{url} is not fetched, as its robots.txt cannot be had: {rules.trouble}"
                raise FetchError(msg)
            return 0.0
        if not rules.file.can_fetch(url, self._agent):
            msg = f"{url} may not be fetched: {site_of(url)}/robots.txt forbids it"
            raise FetchError(msg)
        return min(LONGEST_DELAY, float(rules.file.crawl_delay(self._agent) or 0.0))

    def _rules(self, site: str) -> Rules:
        known = self._known.get(site)
        if known is None or known.until < self._tick():
            if len(self._known) > MOST_SITES:
                self._known.clear()
            known = self._known[site] = self._asked(site)
        return known

    def _asked(self, site: str) -> Rules:
        """No file (4xx) lets all be fetched, a failing site nothing for a while."""
        soon, until = self._tick() + SOON, self._tick() + DAY
        try:
            answer = self._get(f"{site}/robots.txt")
        except FetchError as error:
            missing = error.status is not None and _CLIENT_ERROR <= error.status < _SERVER_ERROR
            trouble = "" if missing else str(error)
            return Rules(file=None, trouble=trouble, until=until if missing else soon)
        text = answer.body[:LARGEST].decode("utf-8", "replace") if answer.status == _FINE else ""
        return Rules(file=Protego.parse(text), trouble="", until=until)
