"""Connections that lead only to public addresses, and end in time."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import httpcore2
import httpx2
from typing_extensions import override

from tocsin.errors import FetchError
from tocsin.read.addresses import is_public

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator

MOST_ADDRESSES = 3
CONNECT = 10.0  # seconds to connect, and between two bytes


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


class Wire(httpx2.BaseTransport):
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
