"""The only HTTP client: public pages only, politely, within limits of time and size."""

from __future__ import annotations

import io
import ssl
import time
from importlib.metadata import version
from typing import TYPE_CHECKING

import httpx2

from tocsin.errors import FetchError, InputError
from tocsin.read.addresses import checked, site_of
from tocsin.read.fetch.wire import Wire, addresses_of
from tocsin.read.robots import Robots
from tocsin.read.streams import Budget, unpacked
from tocsin.records import ANYTHING, Capture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from tocsin.config import Settings
    from tocsin.records import Condition

MOST_REDIRECTS = 5
LARGEST_FLOOR = 64 << 20
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNCHANGED = 304
_BAD = 400
_PACKED = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}


class Fetcher:
    """Fetches pages one at a time; each host is asked at most once in a pause.

    Host names are looked up here and the very address that was found public is connected to, after
    every redirect too, so that no name can be made to lead inside (DNS rebinding).
    """

    def __init__(
        self,
        settings: Settings,
        *,
        now: Callable[[], datetime],
        resolve: Callable[[str, int], Iterable[str]] = addresses_of,
        sleep: Callable[[float], object] = time.sleep,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        """Fetch by `settings`; `now` dates the captures, `sleep` waits between requests."""
        self._settings = settings
        self._now = now
        self._sleep = sleep
        self._tick = tick
        self._free: dict[str, float] = {}
        agent = settings.user_agent or f"tocsin/{version('tocsin')}"
        self._robots = Robots(agent, self._without_leave, tick)
        self._wire = Wire(resolve, tick, allow_private=settings.fetch_private)
        self._client = httpx2.Client(
            transport=self._wire,
            headers={"User-Agent": agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"},
            trust_env=False,
        )

    def get(self, url: str, condition: Condition = ANYTHING) -> Capture:
        """The page at `url`, after its redirects; status 304 where `condition` still holds.

        Raises:
            FetchError: robots.txt forbids it, the address is not public, the answer is an error,
                too large, too slow or damaged. Its `status` and `retry_after` say what is known.
        """
        return self._followed(url, condition, self._robots.delay)

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()

    def _without_leave(self, url: str) -> Capture:
        return self._followed(url, ANYTHING, lambda _: 0.0)

    def _followed(self, asked: str, condition: Condition, leave: Callable[[str], float]) -> Capture:
        url = checked(asked)
        for _ in range(MOST_REDIRECTS + 1):
            self._wait(site_of(url), leave(url))
            found = self._once(asked, url, condition)
            onward = found.header("location")
            if found.status not in _REDIRECTS or not onward:
                return _good(found)
            url = checked(onward, base=url)
        msg = f"{asked} redirects more than {MOST_REDIRECTS} times; check the address"
        raise FetchError(msg)

    def _wait(self, site: str, delay: float) -> None:
        """Keep the pause between two requests to one site."""
        pause = max(delay, self._settings.fetch_pause)
        left = self._free.get(site, 0.0) - self._tick()
        if left > 0:
            self._sleep(min(left, pause))
        self._free[site] = self._tick() + pause

    def _once(self, asked: str, url: str, condition: Condition) -> Capture:
        self._wire.until(self._tick() + self._settings.fetch_timeout)
        self._client.cookies.clear()
        try:
            with self._client.stream("GET", url, headers=condition.headers()) as answer:
                body = b"" if answer.status_code in _REDIRECTS else self._body(url, answer)
                headers = tuple(
                    (key.decode("latin-1"), value.decode("latin-1"))
                    for key, value in answer.headers.raw
                )
        except (httpx2.HTTPError, httpx2.InvalidURL, ssl.SSLError, OSError, ValueError) as error:
            told = str(error) or type(error).__name__
            msg = f"{url} could not be fetched ({told}); try again later"
            raise FetchError(msg) from error
        return Capture(
            asked=asked,
            url=url,
            status=answer.status_code,
            headers=headers,
            body=body,
            fetched_at=self._now(),
        )

    def _body(self, url: str, answer: httpx2.Response) -> bytes:
        most = self._settings.max_bytes
        packed = io.BytesIO()
        for chunk in answer.iter_raw():
            packed.write(chunk)
            if packed.tell() > most:
                msg = f"{url} has more than the {most:,} bytes that are read; get it yourself"
                raise FetchError(msg)
        packing = answer.headers.get("content-encoding", "identity").lower().strip()
        if packing in {"identity", ""}:
            return packed.getvalue()
        if packing not in _PACKED:
            msg = f"{url} is packed as {packing}, which was not asked for and is not read"
            raise FetchError(msg)
        return _unpacked(url, packed, _PACKED[packing], most)


def _unpacked(url: str, packed: io.BytesIO, packing: str, most: int) -> bytes:
    packed.seek(0)
    try:
        body = unpacked(packed, packing, Budget(LARGEST_FLOOR)).read(most + 1)
    except InputError as error:
        msg = f"{url} {error}"
        raise FetchError(msg) from error
    if len(body) > most:
        msg = f"{url} unpacks to more than the {most:,} bytes that are read; get it yourself"
        raise FetchError(msg)
    return body


def _good(found: Capture) -> Capture:
    """An answer that is no error.

    Raises:
        FetchError: it is one.
    """
    if found.status < _BAD and (found.status == _UNCHANGED or found.status not in _REDIRECTS):
        return found
    after = found.header("retry-after") or ""
    msg = f"{found.url} answers with status {found.status}; check the address"
    raise FetchError(
        msg, status=found.status, retry_after=float(after) if after.isdecimal() else None
    )
