"""`add`, `read` and `follow` with what people really have: archives, tables, feeds, addresses."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.hostile import files
from tests.server import Answer, Site, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Ran

QUIET = "The museum of {} will open on Monday, the town said. Everybody is welcome, it added."


def rss(site: str, *names: str) -> bytes:
    items = "".join(
        f"<item><title>{name}</title><link>{site}/{name}</link>"
        f"<description>{QUIET.format(name)}</description></item>"
        for name in names
    )
    head = "<rss version='2.0'><channel><title>Example Post</title>"
    return f"{head}{items}</channel></rss>".encode()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name, value in (("FETCH_PRIVATE", "yes"), ("FETCH_PAUSE", "0"), ("FETCH_TIMEOUT", "2")):
        monkeypatch.setenv(f"TOCSIN_{name}", value)
    with serving({}) as found:
        found.pages["/rss"] = Answer(body=rss(found.url, "Sotk", "Goris"))
        yield found


def added(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_everything_is_added_by_its_content(
    tocsin: Callable[..., Ran], tmp_path: Path, site: Site
) -> None:
    (tmp_path / "a.dat").write_bytes(files.zipped())
    (tmp_path / "b.txt").write_bytes(files.packed_json())
    told = added(
        tocsin("add", tmp_path / "a.dat", tmp_path / "b.txt", f"{site.url}/rss", "--format", "json")
    )
    assert (told["read"], told["dropped"]) == (15, [])
    assert told["kept"] + told["unchanged"] == 15
    origins = {
        json.loads(line)["document"]
        for line in tocsin("claims", "--format", "jsonl").out.splitlines()
    }
    assert origins


def test_a_table_is_added_by_its_columns(tocsin: Callable[..., Ran], tmp_path: Path) -> None:
    table = tmp_path / "notes.csv"
    table.write_text(f"day;words\n13.9.2022;{QUIET.format('Sotk')}\n14.9.2022;\n")
    ran = tocsin("add", table)
    assert ran.code == 2
    assert "its columns are day, words: say which to read" in ran.err
    told = added(tocsin("add", table, "--columns", "text=words,date=day", "--format", "json"))
    assert told["kept"] == 1
    assert [(one["origin"][-2:], one["reason"][:8]) for one in told["dropped"]] == [
        ("#2", "is empty")
    ]
    ran = tocsin("add", table, "--columns", "words")
    assert (ran.code, "is no mapping" in ran.err) == (2, True)


def test_standard_input_is_added(
    tocsin: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(files.jsonl())))
    assert added(tocsin("add", "-", "--format", "json"))["read"] == 5


def test_an_address_is_read_once_without_a_ledger(tocsin: Callable[..., Ran], site: Site) -> None:
    ran = tocsin("read", f"{site.url}/rss", "--format", "jsonl")
    assert ran.code == 0
    assert [json.loads(line)["document"]["title"] for line in ran.out.splitlines()] == [
        "Sotk",
        "Goris",
    ]


def test_an_address_that_fails_is_one_line(tocsin: Callable[..., Ran], site: Site) -> None:
    for address in (f"{site.url}/gone", "http://no.such.host.invalid/", "https://"):
        ran = tocsin("read", address)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_an_inner_address_is_not_fetched_unless_it_is_allowed(
    tocsin: Callable[..., Ran], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_FETCH_PRIVATE", "no")
    ran = tocsin("add", f"{site.url}/rss")
    assert ran.code == 2
    assert "not on the public internet" in ran.err
    assert site.asked == []
    monkeypatch.setenv("TOCSIN_FETCH_PRIVATE", "perhaps")
    assert "'perhaps', which is no bool" in tocsin("add", f"{site.url}/rss").err


def test_links_are_fetched_kept_and_written_as_a_web_archive(
    tocsin: Callable[..., Ran], site: Site, tmp_path: Path
) -> None:
    site.pages["/Sotk"] = Answer(body=QUIET.format("Sotk").encode())
    told = added(tocsin("add", f"{site.url}/rss", "--links", "--format", "json"))
    assert told["kept"] == 1, told
    assert [one["origin"] for one in told["dropped"]] == [f"{site.url}/Goris"]
    out = tmp_path / "pages.warc.gz"
    ran = tocsin("captures", "--warc", out, "--url", f"{site.url}/Sotk")
    assert (ran.code, "1 page written" in ran.err) == (0, True)
    assert added(tocsin("add", out, "--format", "json"))["kept"] == 0


def test_nothing_is_kept_where_the_settings_say_so(
    tocsin: Callable[..., Ran], site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_KEEP_PAYLOADS", "off")
    added(tocsin("add", f"{site.url}/rss", "--format", "json"))
    assert "0 pages written" in tocsin("captures", "--warc", tmp_path / "x.warc.gz").err


def test_feeds_are_followed_once_and_shown(
    tocsin: Callable[..., Ran], site: Site, tmp_path: Path
) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'[[feed]]\nurl = "{site.url}/rss"\n[[feed]]\nurl = "{site.url}/gone"\n')
    ran = tocsin("follow", feeds, "--once")
    assert ran.code == 0
    assert "2 new or changed reports." in ran.err
    assert "status 404" in ran.err
    shown = tocsin("sources")
    assert "Example Post" in shown.out
    assert "cannot be asked, 1 times" in shown.out
    states = json.loads(tocsin("sources", "--format", "json").out)
    assert [(one["entries"], one["silent"], one["failures"]) for one in states] == [
        (0, False, 1),
        (2, False, 0),
    ]


def test_a_list_of_feeds_that_is_none_is_named(tocsin: Callable[..., Ran], tmp_path: Path) -> None:
    assert "cannot be read" in tocsin("follow", tmp_path / "no.toml", "--once").err
    (tmp_path / "bad.toml").write_text("x = ")
    assert "is no TOML" in tocsin("follow", tmp_path / "bad.toml", "--once").err


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(site: Site, tmp_path: Path, number: signal.Signals) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'[[feed]]\nurl = "{site.url}/rss"\n')
    command = [sys.executable, "-m", "tocsin", "follow", str(feeds), "--ledger"]
    with subprocess.Popen(  # noqa: S603 - our own program
        [*command, str(tmp_path / "f.db")], stderr=subprocess.PIPE, text=True
    ) as child:
        until = time.monotonic() + 60
        while "/rss" not in site.paths() and time.monotonic() < until:
            time.sleep(0.05)
        child.send_signal(number)
        assert child.stderr is not None
        told = child.stderr.read()
        assert child.wait(60) == 0
    assert "Traceback" not in told
    assert "new or changed report" in told
