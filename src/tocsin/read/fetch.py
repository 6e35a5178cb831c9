"""The only HTTP client: public pages only, politely, within limits of time and size."""

from __future__ import annotations

import io
import socket
import ssl
import time
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import httpcore2
import httpx2
from typing_extensions import override

from tocsin.errors import FetchError, InputError
from tocsin.read.addresses import checked, is_public, site_of
from tocsin.read.robots import Robots
from tocsin.read.streams import Budget, unpacked
from tocsin.records import ANYTHING, Capture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from tocsin.config import Settings
    from tocsin.records import Condition

MOST_REDIRECTS = 5
MOST_ADDRESSES = 3
CONNECT = 10.0  # seconds to connect, and between two bytes
LARGEST_FLOOR = 64 << 20
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNCHANGED = 304
_BAD = 400
_PACKED = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}


def addresses_of(host: str, port: int) -> tuple[str, ...]:
    """The IP addresses of a host name, as the system looks them up.

    Raises:
        FetchError: the name is not known.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        msg = f"host {host} is not known ({error}); check the address and the connection"
        raise FetchError(msg) from error
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


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
        self._wire = _Wire(resolve, tick, allow_private=settings.fetch_private)
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


class _Wire(httpx2.BaseTransport):
    """httpx2 over httpcore2, whose connections are guarded and timed as a whole."""

    def __init__(
        self,
        resolve: Callable[[str, int], Iterable[str]],
        tick: Callable[[], float],
        *,
        allow_private: bool,
    ) -> None:
        self._guard = _Guard(resolve, tick, allow_private=allow_private)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            network_backend=self._guard,
            max_keepalive_connections=0,
        )

    def until(self, deadline: float) -> None:
        """End whatever is not over at `deadline`."""
        self._guard.deadline = deadline

    @override
    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request."""
        patience = dict.fromkeys(("connect", "read", "write", "pool"), CONNECT)
        try:
            answer = self._pool.handle_request(
                httpcore2.Request(
                    method=request.method,
                    url=httpcore2.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    extensions={"timeout": patience},
                )
            )
        except _WIRE_ERRORS as error:
            raise httpx2.TransportError(_told(error)) from error
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Answer(answer))

    @override
    def close(self) -> None:
        """Let go of connections."""
        self._pool.close()


class _Answer(httpx2.SyncByteStream):
    """A body as it comes over the wire."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    @override
    def __iter__(self) -> Iterator[bytes]:
        """The chunks."""
        try:
            yield from self._answer.iter_stream()
        except _WIRE_ERRORS as error:
            raise httpx2.TransportError(_told(error)) from error

    @override
    def close(self) -> None:
        """Let go of the connection."""
        self._answer.close()


_WIRE_ERRORS = (
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
)


def _told(error: Exception) -> str:
    if isinstance(error, httpcore2.TimeoutException):
        return "it takes too long"
    return str(error) or type(error).__name__


class _Guard(httpcore2.NetworkBackend):
    """Connects to public addresses only, to the very one that was looked up."""

    def __init__(
        self,
        resolve: Callable[[str, int], Iterable[str]],
        tick: Callable[[], float],
        *,
        allow_private: bool,
    ) -> None:
        self.deadline = float("inf")
        self._resolve = resolve
        self._tick = tick
        self._allow_private = allow_private
        self._inner = httpcore2.SyncBackend()

    @override
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore2.NetworkStream:
        """A connection to a public address of `host`.

        Raises:
            FetchError: one of its addresses is not public, or none answers.
        """
        error: Exception = httpcore2.ConnectError(f"host {host} has no address")
        for address in self._allowed(host, port)[:MOST_ADDRESSES]:
            try:
                found = self._inner.connect_tcp(
                    address, port, self._left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failed:
                error = failed
                continue
            return _Timed(found, self._left)
        raise error

    def _allowed(self, host: str, port: int) -> tuple[str, ...]:
        found = tuple(self._resolve(host.strip("[]"), port))
        inside = [one for one in found if not is_public(one)]
        if inside and not self._allow_private:
            msg = (
                f"host {host} leads to {inside[0]}, which is not on the public internet, so it is"
                " not fetched; the setting fetch_private allows it"
            )
            raise FetchError(msg)
        return found

    def _left(self, timeout: float | None) -> float:
        left = self.deadline - self._tick()
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left if timeout is None else min(left, timeout)


class _Timed(httpcore2.NetworkStream):
    """A connection on which no read or write outlasts the deadline of the whole."""

    def __init__(
        self, inner: httpcore2.NetworkStream, left: Callable[[float | None], float]
    ) -> None:
        self._inner = inner
        self._left = left

    @override
    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes."""
        return self._inner.read(max_bytes, self._left(timeout))

    @override
    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._inner.write(buffer, self._left(timeout))

    @override
    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    @override
    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """The connection with TLS, checked against the name that was asked for."""
        made = self._inner.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _Timed(made, self._left)

    @override
    def get_extra_info(self, info: str) -> Any:
        """What httpcore2 asks of a connection."""
        return self._inner.get_extra_info(info)
