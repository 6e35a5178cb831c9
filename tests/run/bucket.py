"""A bucket on a server of its own: as much of the S3 protocol as reading needs, on the loopback."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

XMLNS = "http://s3.amazonaws.com/doc/2006-03-01/"


@contextmanager
def bucket(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve these files from the folder `day` of the bucket `news`; the address of the folder."""
    objects = {f"/news/day/{name}": content for name, content in files.items()}
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(objects))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host = f"127.0.0.1%3A{server.server_port}"
    try:
        yield (
            f"s3://nobody:nothing@news/day?endpoint_override={host}&scheme=http&region=us-east-1"
        )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(objects: Mapping[str, bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._answer(head=True)

        def do_GET(self) -> None:
            self._answer(head=False)

        @override
        def log_message(self, *_: object) -> None:
            """Keep quiet."""

        def _answer(self, *, head: bool) -> None:
            status, content = _found(objects, self.path, self.headers.get("Range"))
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Last-Modified", "Thu, 16 May 2024 08:00:00 GMT")
            self.end_headers()
            if not head:
                self.wfile.write(content)

    return Handler


def _found(objects: Mapping[str, bytes], path: str, wanted: str | None) -> tuple[int, bytes]:
    parts = urlsplit(path)
    query = parse_qs(parts.query)
    content = objects.get(unquote(parts.path))
    if content is None and "list-type" in query:
        return 200, _listing(objects, query.get("prefix", [""])[0])
    if content is None:
        return 404, b""
    if wanted is None:
        return 200, content
    first, _, last = wanted.removeprefix("bytes=").partition("-")
    return 206, content[int(first) : int(last) + 1]


def _listing(objects: Mapping[str, bytes], prefix: str) -> bytes:
    keys = [key.removeprefix("/news/") for key in sorted(objects)]
    items = "".join(
        f"<Contents><Key>{escape(key)}</Key><Size>{len(objects[f'/news/{key}'])}</Size>"
        "<LastModified>2024-05-16T08:00:00.000Z</LastModified></Contents>"
        for key in keys
        if key.startswith(prefix)
    )
    return (
        f'<?xml version="1.0"?><ListBucketResult xmlns="{XMLNS}"><Name>news</Name>'
        f"<IsTruncated>false</IsTruncated>{items}</ListBucketResult>"
    ).encode()
