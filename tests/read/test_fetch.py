from __future__ import annotations

import gzip
import time
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tests.server import Answer, Site, serving
from tocsin.config import settings
from tocsin.errors import FetchError
from tocsin.read.addresses import checked, is_public
from tocsin.read.fetch import Fetcher, addresses_of
from tocsin.records import Condition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import BaseHTTPRequestHandler

PAGE = b"<!doctype html><html><p>The army shelled Goris.</p></html>"


class Clock:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self) -> float:
        return sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def fetcher(**chosen: Any) -> Fetcher:
    kept = {name: chosen.pop(name) for name in ("resolve", "tick", "sleep") if name in chosen}
    wanted = {"fetch_private": True, "fetch_pause": 0.0, "fetch_timeout": 2.0} | chosen
    return Fetcher(settings(**wanted), now=lambda: make.NOON, **kept)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({"/a": Answer(body=PAGE, headers={"Content-Type": "text/html"})}) as found:
        yield found


def test_a_page_is_captured_as_it_was_read(site: Site) -> None:
    capture = fetcher().get(f"{site.url}/a#part")
    assert (capture.url, capture.status, capture.body) == (f"{site.url}/a", 200, PAGE)
    assert capture.header("CONTENT-type") == "text/html"
    assert capture.fetched_at == make.NOON
    assert site.paths() == ["/robots.txt", "/a"]
    assert site.asked[1][1]["User-Agent"].startswith("tocsin/")


def test_what_a_condition_holds_for_is_not_sent_again(site: Site) -> None:
    def conditional(request: BaseHTTPRequestHandler) -> Answer:
        known = request.headers.get("If-None-Match") == '"1"'
        return Answer(status=304) if known else Answer(body=PAGE, headers={"ETag": '"1"'})

    site.pages["/a"] = conditional
    web = fetcher()
    etag = web.get(f"{site.url}/a").header("etag")
    again = web.get(f"{site.url}/a", Condition(etag=etag))
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - it is refused
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "ff02::1",
    ],
)
def test_addresses_inside_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_outside_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]"])
def test_no_spelling_of_this_machine_is_fetched(host: str) -> None:
    with pytest.raises(FetchError, match=r"not on the public internet|is not known"):
        fetcher(fetch_private=False).get(f"http://{host}:9/")


def test_a_redirect_inside_is_refused_and_the_name_is_looked_up_once_a_connection(
    site: Site,
) -> None:
    looked: list[str] = []

    def rebinding(host: str, _: int) -> tuple[str, ...]:
        looked.append(host)
        return ("127.0.0.1",)

    with pytest.raises(FetchError, match=r"news\.example\.org leads to 127\.0\.0\.1"):
        fetcher(fetch_private=False, resolve=rebinding).get("http://news.example.org/a")
    assert looked == ["news.example.org"]  # no robots.txt, so the page is not even tried
    site.pages["/there"] = Answer(status=302, headers={"Location": "http://127.0.0.1:9/x"})
    with pytest.raises(FetchError, match="could not be fetched"):
        fetcher().get(f"{site.url}/there")


def test_the_very_address_that_was_looked_up_is_connected_to(site: Site) -> None:
    port = int(site.url.rsplit(":", 1)[1])
    capture = fetcher(resolve=lambda *_: ("127.0.0.1",)).get(f"http://news.example.org:{port}/a")
    assert capture.body == PAGE
    assert site.asked[1][1]["Host"] == f"news.example.org:{port}"


def test_one_address_inside_among_others_is_enough_to_refuse() -> None:
    web = fetcher(fetch_private=False, resolve=lambda *_: ("8.8.8.8", "10.0.0.1"))
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        web.get("http://news.example.org/a")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://example.org",
        "http://",
        "http://user:secret@example.org/",
        "http://example.org:port/",
        "http://exa\nmple.org/",
        "https://example.org/" + "a" * 3000,
        "http://[::1",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(FetchError):
        checked(url)


def test_redirects_are_followed_a_few_times(site: Site) -> None:
    site.pages["/old"] = Answer(status=301, headers={"Location": "/a"})
    site.pages["/loop"] = Answer(status=302, headers={"Location": "/loop"})
    assert fetcher().get(f"{site.url}/old").url == f"{site.url}/a"
    with pytest.raises(FetchError, match="more than 5 times"):
        fetcher().get(f"{site.url}/loop")


def test_robots_txt_is_obeyed_and_asked_once(site: Site) -> None:
    site.pages["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /secret\nCrawl-delay: 7\n")
    clock = Clock()
    web = fetcher(tick=clock, sleep=clock.sleep)
    web.get(f"{site.url}/a")
    web.get(f"{site.url}/a")
    with pytest.raises(FetchError, match=r"robots\.txt forbids it"):
        web.get(f"{site.url}/secret/x")
    assert site.paths() == ["/robots.txt", "/a", "/a"]
    assert clock.slept == [7.0]


def test_nothing_is_fetched_where_robots_txt_fails(site: Site) -> None:
    site.pages["/robots.txt"] = Answer(status=503)
    with pytest.raises(FetchError, match="cannot be had"):
        fetcher().get(f"{site.url}/a")


def test_a_host_is_asked_once_in_a_pause(site: Site) -> None:
    clock = Clock()
    web = fetcher(fetch_pause=1.5, tick=clock, sleep=clock.sleep)
    web.get(f"{site.url}/a")
    assert clock.slept == [1.5]  # robots.txt was the first request
    web.get(f"{site.url}/a")
    assert clock.slept == [1.5, 1.5]


def test_an_error_tells_its_status_and_when_to_come_back(site: Site) -> None:
    site.pages["/a"] = Answer(status=429, headers={"Retry-After": "120"})
    with pytest.raises(FetchError, match="status 429") as caught:
        fetcher().get(f"{site.url}/a")
    assert (caught.value.status, caught.value.retry_after) == (429, 120.0)


def test_packed_pages_are_unpacked(site: Site) -> None:
    for name, packed in (("gzip", gzip.compress(PAGE)), ("deflate", zlib.compress(PAGE))):
        site.pages["/a"] = Answer(body=packed, headers={"Content-Encoding": name})
        assert fetcher().get(f"{site.url}/a").body == PAGE


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        (Answer(body=b"x" * 5000), "more than the 1,000 bytes"),
        (
            Answer(body=gzip.compress(b"x" * 500_000), headers={"Content-Encoding": "gzip"}),
            "unpacks to more than the 1,000 bytes",
        ),
        (Answer(body=b"\x1f\x8b\x08no", headers={"Content-Encoding": "gzip"}), "damaged"),
        (Answer(body=b"x", headers={"Content-Encoding": "br"}), "packed as br"),
        (Answer(body=b"short", headers={"Content-Length": "99"}), "could not be fetched"),
    ],
)
def test_bad_answers_are_named(site: Site, answer: Answer, named: str) -> None:
    site.pages["/a"] = answer
    with pytest.raises(FetchError, match=named):
        fetcher(max_bytes=1000).get(f"{site.url}/a")


def dripping(head: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """Send a byte now and then, so that no single read ever times out."""

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        for _ in range(100):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.05)

    return drip


@pytest.mark.parametrize(
    "head", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"]
)
def test_a_page_that_drips_is_given_up(site: Site, head: bytes) -> None:
    site.pages["/a"] = Answer(raw=dripping(head))
    began = time.monotonic()
    with pytest.raises(FetchError, match="it takes too long"):
        fetcher(fetch_timeout=0.4).get(f"{site.url}/a")
    assert time.monotonic() - began < 3


def test_a_connection_that_is_reset_is_an_error(site: Site) -> None:
    site.pages["/a"] = Answer(raw=lambda request: request.connection.close())
    with pytest.raises(FetchError, match="could not be fetched"):
        fetcher().get(f"{site.url}/a")


def test_an_unknown_host_is_named() -> None:
    with pytest.raises(FetchError, match=r"host no\.such\.host\.invalid is not known"):
        addresses_of("no.such.host.invalid", 80)
