"""Feeds that grow by the clock, and a server on the loopback that lies about them.

It names wrong types, lengths and ETags, stalls, resets, repeats, errs and sends noise; after a few
bad answers in a row it gives one good one, so that whatever was published can be had in the end.
"""

from __future__ import annotations

import hashlib
import random
import socket
import struct
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from typing_extensions import override

from benchmarks.faults.dispatches import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WINDOW = 100  # entries that a feed shows, the newest first
CORRECTED_EACH = 20
CORRECTED_AFTER = 60.0  # seconds
FEED_FAULTS_IN_A_ROW, PAGE_FAULTS_IN_A_ROW = 3, 2
HONEST = 0.4  # share of answers without a fault
STALL = 4.0  # seconds, more than the client waits
LINKED = 1  # the feed whose pages are read
FORGETFUL = 2  # the feed that has one ETag for everything it ever says
LOOP = "/loop"
NEVER_CHANGED = '"always"'


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, and all that it ever said, the newest last."""

    feed: int
    number: int
    texts: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/page/{self.feed}/{self.number}"


@dataclass(kw_only=True)
class Liar:
    """What is published by now, and which lie is told next.

    `gap` is the seconds between two entries of a feed, `honest` the share of answers without a lie.
    From `calm` on nothing new is published and no lie is told.
    """

    seed: int = 0
    feeds: int = 3
    gap: float = 10.0
    honest: float = HONEST
    started: float = field(default_factory=time.monotonic)
    calm: float = float("inf")
    asked: int = 0
    told: dict[str, int] = field(default_factory=dict)
    _row: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 - lies, no secrets
        self._lock = threading.Lock()

    def published(self, feed: int) -> list[Entry]:
        """The entries of a feed so far, as they stand now, the oldest first."""
        age = min(time.monotonic(), self.calm) - self.started
        return [self._entry(feed, n, age - n * self.gap) for n in range(int(age / self.gap) + 1)]

    def _entry(self, feed: int, number: int, age: float) -> Entry:
        chance = random.Random(f"{self.seed} {feed} {number}")  # noqa: S311 - as above
        first = text_of(chance).strip() + f" It was report {number} of desk {feed}."
        corrected = number % CORRECTED_EACH == CORRECTED_EACH - 1 and age > CORRECTED_AFTER
        return Entry(feed, number, (first, first + " Corrected.") if corrected else (first,))

    def fault(self, path: str, known: str | None) -> str:
        """The lie that is told next at a path, of those that fit it; empty for none."""
        page = path.startswith("/page")
        most = PAGE_FAULTS_IN_A_ROW if page else FEED_FAULTS_IN_A_ROW
        with self._lock:
            self.asked += 1
            lies = self._chance.random() >= self.honest
            chosen = self._chance.choice(list(FAULTS)) if lies else ""
            if chosen in FEEDS_ONLY and (page or (chosen == "unchanged" and known is None)):
                chosen = ""
            if time.monotonic() > self.calm or self._row.get(path, 0) >= most:
                chosen = ""
            self._row[path] = self._row.get(path, 0) + 1 if chosen in FAILING else 0
            self.told[chosen or "honest"] = self.told.get(chosen or "honest", 0) + 1
        return chosen

    def body(self, site: str, path: str) -> tuple[str, bytes]:
        """The type and the content of a path."""
        _, sort, feed, *rest = path.split("/")
        if sort == "page":
            entry = self.published(int(feed))[int(rest[0])]
            text = f"<p>{escape(entry.texts[0])}</p>" * 3
            head = f"<title>Report {entry.number}</title>"
            page = f"<!doctype html><html><head>{head}</head><body><article>{text}</article>"
            return "text/html", page.encode()
        shown = self.published(int(feed))[: -WINDOW - 1 : -1]
        return "application/rss+xml", rss(site, int(feed), shown)


def rss(site: str, feed: int, entries: list[Entry]) -> bytes:
    """A feed of these entries."""
    items = "".join(
        f"<item><title>Report {one.number}</title><link>{site}{one.path}</link>"
        f"<description>{escape(one.texts[-1])}</description></item>"
        for one in entries
    )
    title = f"<title>Soak Post {feed}</title>"
    return f'<rss version="2.0"><channel>{title}{items}</channel></rss>'.encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    liar: Liar

    def do_GET(self) -> None:
        self.close_connection = True
        if not self.path.startswith(("/feed/", "/page/")):
            self.answer(302 if self.path == LOOP else 404, b"", where=LOOP)
            return
        sort, body = self.liar.body(f"http://{self.headers['Host']}", self.path)
        known = self.headers.get("If-None-Match")
        etag = NEVER_CHANGED if self.path == f"/feed/{FORGETFUL}" else tag_of(body)
        fault = self.liar.fault(self.path, known)
        if fault:
            FAULTS[fault](self, sort, body)
        elif known == etag:
            self.answer(304, b"", etag=etag)
        else:
            self.answer(200, body, sort=sort, etag=etag)

    def answer(self, status: int, body: bytes, **said: str | int) -> None:
        """An answer whose head says what it is told to say."""
        self.send_response(status)
        headers = {"sort": "Content-Type", "etag": "ETag", "packed": "Content-Encoding"}
        headers |= {"later": "Retry-After", "where": "Location"}
        for name, value in said.items():
            if name in headers:
                self.send_header(headers[name], str(value))
        self.send_header("Content-Length", str(said.get("length", len(body))))
        self.end_headers()
        self.wfile.write(body[: int(said.get("sent", len(body)))])
        self.wfile.flush()

    @override
    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def tag_of(body: bytes) -> str:
    """The ETag of a content."""
    return f'"{hashlib.sha256(body).hexdigest()[:16]}"'


def _short(handler: _Handler, sort: str, body: bytes) -> None:
    handler.answer(200, body, sort=sort, etag=tag_of(body), length=len(body) * 2 // 3)


def _long(handler: _Handler, sort: str, body: bytes) -> None:
    handler.answer(200, body, sort=sort, etag=tag_of(body), length=len(body) + 4000)


def _stall(handler: _Handler, sort: str, body: bytes) -> None:
    handler.answer(200, body, sort=sort, length=len(body), sent=len(body) // 2)
    time.sleep(STALL)


def _reset(handler: _Handler, sort: str, body: bytes) -> None:
    handler.answer(200, body, sort=sort, length=len(body), sent=len(body) // 2)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def _repeat(handler: _Handler, sort: str, body: bytes) -> None:
    start, _, rest = body.partition(b"<item>")
    items = (b"<item>" + rest.removesuffix(b"</channel></rss>")) * 2 if rest else b""
    handler.answer(200, start + items + b"</channel></rss>", sort=sort)


def _noise(handler: _Handler, sort: str, body: bytes) -> None:
    handler.answer(200, random.Random(len(body)).randbytes(2000), sort=sort)  # noqa: S311


FAULTS: dict[str, Callable[[_Handler, str, bytes], None]] = {
    "wrong type": lambda h, _, body: h.answer(200, body, sort="image/png", etag=tag_of(body)),
    "length too short": _short,
    "length too long": _long,
    "wrong etag": lambda h, sort, body: h.answer(200, body, sort=sort, etag=tag_of(body[:9])),
    "unchanged": lambda h, *_: h.answer(304, b""),
    "stall": _stall,
    "reset": _reset,
    "repeat": _repeat,
    "error": lambda h, *_: h.answer(500, b"down"),
    "busy": lambda h, *_: h.answer(429, b"busy", later=1),
    "loop": lambda h, *_: h.answer(302, b"", where=LOOP),
    "page": lambda h, *_: h.answer(200, b"<html><body>We have moved.</body></html>"),
    "noise": _noise,
    "wrong packing": lambda h, sort, body: h.answer(200, body, sort=sort, packed="gzip"),
}
FEEDS_ONLY = {"length too short", "page", "noise", "repeat", "unchanged"}
FAILING = FAULTS.keys() - {"wrong type", "wrong etag", "repeat"}


@contextmanager
def lying(liar: Liar) -> Iterator[str]:
    """A server that lies as `liar` chooses, while the block runs; its address."""

    class Server(ThreadingHTTPServer):
        """Serves and tells of no broken connection."""

        daemon_threads = True
        block_on_close = False

        @override
        def handle_error(self, *_: object) -> None:
            """A client that hangs up is no news."""

    handler = type("Handler", (_Handler,), {"liar": liar})
    server = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
