"""Everything that can be handed in, opened to its items."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from typing_extensions import override

from benchmarks.hostile import files
from tests import factories as make
from tocsin.read import Opener, Source, columns_asked
from tocsin.records import Address, Dropped, Label, RawItem

if TYPE_CHECKING:
    from tocsin.read.opening import Item

DAY = date(2022, 9, 13)
STORY = files.ARTICLE


def items(payload: bytes, origin: str = "x", **fields: Any) -> list[Item]:
    opener = Opener(**{"now": make.NOON, "max_bytes": 100_000, **fields})
    return list(opener.items(Source(origin=origin, stream=io.BytesIO(payload), size=len(payload))))


def raws(payload: bytes, **fields: Any) -> list[RawItem]:
    found = items(payload, **fields)
    assert [one for one in found if not isinstance(one, RawItem)] == []
    return [one for one in found if isinstance(one, RawItem)]


def reason(payload: bytes, **fields: Any) -> str:
    (dropped,) = items(payload, **fields)
    assert isinstance(dropped, Dropped)
    assert dropped.step == "read"
    return dropped.reason


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes], **fields: Any) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", **({"format": tarfile.GNU_FORMAT} | fields)) as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def test_a_plain_file_is_one_item_untouched() -> None:
    (one,) = raws(b"  Words.\r\n")
    assert (one.origin, one.payload, one.label) == ("x", b"  Words.\r\n", Label())


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_members_are_items_in_their_order_without_hidden_ones(pack: Any) -> None:
    found = raws(pack({"b/2.txt": b"two", "a.txt": b"one", ".git/x": b"no", "__MACOSX/a": b"no"}))
    told = [(one.origin, one.payload) for one in found]
    assert told == [("x#b/2.txt", b"two"), ("x#a.txt", b"one")]


def test_archives_within_archives_are_opened_to_a_depth() -> None:
    inner = gzip.compress(zipped({"a.txt": b"one"}))
    assert [one.origin for one in raws(tarred({"b.gz": inner}))] == ["x#b.gz#a.txt"]
    for _ in range(5):
        inner = zipped({"z": inner})
    assert "more than 4 archives deep" in reason(inner)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_hostile_names_are_made_harmless_and_write_nothing(pack: Any) -> None:
    names = ["../../etc/passwd", "/etc/passwd", "\x1b[2Jx", "n" * 3000]
    found = [one.origin for one in raws(pack(dict.fromkeys(names, b"one")))]
    assert found[:3] == ["x#../../etc/passwd", "x#/etc/passwd", "x#�[2Jx"]
    assert len(found[3]) < 210


def test_a_long_tar_name_of_either_format_is_read() -> None:
    name = "folder/" * 30 + "a.txt"
    (one,) = raws(tarred({name: b"one"}))
    assert one.origin.startswith("x#folder/folder/")


def test_an_encrypted_member_does_not_stop_the_rest() -> None:
    payload = bytearray(zipped({"a.txt": b"one", "b.txt": b"two"}))
    at = payload.index(b"PK\x01\x02")
    payload[at + 8] |= 1
    payload[6] |= 1
    dropped, two = items(bytes(payload))
    assert isinstance(dropped, Dropped)
    assert "encrypted" in dropped.reason
    assert isinstance(two, RawItem)


@pytest.mark.parametrize(
    ("payload", "named"),
    [
        (zipped({"[Content_Types].xml": b"x", "word/document.xml": b"x"}), "office document"),
        (zipped({"a.txt": b"one"})[:-30], "cut short"),
        (zipped({}), "holds no reports"),
        (gzip.compress(STORY.encode())[:40], "ends in the middle of its gzip data"),
        (gzip.compress(bytes(200_000)), "has more bytes, more than the 100,000 that are read"),
        (b"x" * 100_001, "has 100,001 bytes, more than the 100,000"),
        (b"WARC/1.0\r\nbroken", "damaged web archive|holds no reports"),
        (b"PAR1 and no more", "damaged PARQUET|limits of memory"),
    ],
    ids=["office", "cut-zip", "empty-zip", "cut-gzip", "gzip-bomb", "long", "warc", "parquet"],
)
def test_what_cannot_be_read_says_why(payload: bytes, named: str) -> None:
    assert any(words in reason(payload) for words in named.split("|"))


def test_a_member_that_is_cut_short_is_named() -> None:
    found = items(tarred({"a.txt": STORY.encode()})[:600])
    assert [type(one) for one in found] == [Dropped, Dropped]
    assert "cut short" in str(found[0])


def test_a_damaged_tar_gives_what_came_before() -> None:
    payload = tarred({"a.txt": b"one", "b.txt": b"two"})
    one, dropped = items(payload[:1024] + b"damage" * 200)
    assert isinstance(one, RawItem)
    assert isinstance(dropped, Dropped)
    assert "damaged tar header" in dropped.reason


def test_web_archives_give_pages_under_their_own_address_and_time() -> None:
    for payload in (files.warc(), files.packed_warc(), zipped({"w.warc.gz": files.packed_warc()})):
        found = raws(payload)
        assert [one.origin for one in found] == ["https://example.org/a"] * 3
        assert found[0].payload == files.html()
        assert found[0].media_type == "text/html; charset=utf-8"
        assert found[0].fetched_at == datetime(2022, 9, 13, 10, tzinfo=UTC)


def record(kind: str, http: bytes) -> bytes:
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/a\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
        ).encode()
        + http
        + b"\r\n\r\n"
    )


def test_only_pages_of_a_web_archive_are_read() -> None:
    ok, text = b"HTTP/1.1 200 OK\r\n", b"Content-Type: text/html\r\n"
    packed = gzip.compress(files.html())
    records = [
        record("request", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", b"HTTP/1.1 404 Not Found\r\n" + text + b"\r\nGone."),
        record("response", ok + b"Content-Type: image/png\r\n\r\nPNG"),
        record("response", ok + text + b"Content-Encoding: gzip\r\n\r\n" + packed),
        record("response", ok + text + b"Transfer-Encoding: chunked\r\n\r\n4\r\nOne.\r\n0\r\n\r\n"),
        record("response", ok + text + b"Content-Encoding: br\r\n\r\nxyz"),
    ]
    page, chunked, dropped = items(b"".join(records))
    assert isinstance(page, RawItem)
    assert page.payload == files.html()
    assert isinstance(chunked, RawItem)
    assert chunked.payload == b"One."
    assert isinstance(dropped, Dropped)
    assert "packed as br" in dropped.reason


def test_of_a_wacz_only_the_archives_are_read() -> None:
    members = {
        "datapackage.json": b"{}",
        "pages/pages.jsonl": b"{}",
        "archive/d.warc": files.warc(),
    }
    assert len(raws(zipped(members))) == 3


def test_a_feed_gives_its_entries_or_its_links() -> None:
    one, *_ = raws(files.rss())
    assert one.origin == "https://example.org/a"
    assert one.payload == STORY.strip().encode()
    assert one.label == Label(
        title="Airport shelled", outlet="Example Post", published=DAY, leads=True
    )
    link, *_ = items(files.rss(), links=True)
    assert isinstance(link, Address)
    assert (link.url, link.label.leads) == ("https://example.org/a", False)


def test_a_table_with_usual_names_is_read_row_by_row() -> None:
    found = raws(files.csv())
    assert len(found) == 5
    assert (found[1].origin, found[1].payload) == ("x#2", STORY.encode())
    assert found[1].label == Label(title="Airport shelled", published=DAY, leads=True)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_tables_of_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    rows = [("day", "paper", "body"), ("13.9.2022", "Café", '"He said ""no"",\nat last."')]
    table = "\n".join(delimiter.join(row) for row in rows)
    columns = columns_asked("text=body,date=day,outlet=paper")
    (one,) = raws(table.encode(encoding), columns=columns)
    assert one.payload.decode() == 'He said "no",\nat last.'
    assert (one.label.outlet, one.label.published) == ("Café", DAY)


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    told = reason(b"a,b,text\n1,2,x\n", columns=columns_asked("text=text,date=day"))
    assert "no column 'day'; its columns are a, b, text" in told


def test_a_table_without_a_known_text_says_what_to_pass() -> None:
    told = reason(b"x1,y1,z1\n1,2,3\n4,5,6\n7,8,9\n")
    assert "its columns are x1, y1, z1: say which to read, for example --columns" in told


@pytest.mark.parametrize(
    "header",
    [
        b"date,title,text\n",
        b"\xef\xbb\xbfdate,title,text\r\n\r\n",
        b"event_id;event_date;actor1;fatalities",
        b"event_id\tactor1\tfatalities\n",
    ],
)
def test_a_table_without_rows_says_so(header: bytes) -> None:
    assert "is a table without rows: below its header" in reason(header)


@pytest.mark.parametrize("line", [b"Rebels, soldiers, police\n", b"Sotk,Goris\n", b"and/or"])
def test_one_line_of_words_is_no_table(line: bytes) -> None:
    assert [one.payload for one in raws(line)] == [line]


def test_prose_with_commas_is_no_table() -> None:
    text = b"Yes, no, maybe.\n\nIn Sotk, Jermuk and Goris, shells fell.\nIn Kapan, none did.\n"
    assert [one.payload for one in raws(text)] == [text]


ROW: dict[str, Any] = {"body": STORY, "paper": {"name": "Harbour Post"}, "day": "2022-09-13"}


@pytest.mark.parametrize(
    "value", [ROW, [ROW], [ROW | {"body": [STORY], "day": 20220913}], {"n": 1, "items": [ROW]}]
)
@pytest.mark.parametrize("indent", [None, 1])
def test_json_of_any_shape_is_read(value: object, indent: int | None) -> None:
    payload = json.dumps(value, indent=indent).encode()
    columns = columns_asked("text=body,date=day,outlet=paper.name")
    (one,) = raws(payload, columns=columns)
    assert one.payload == STORY.encode()
    assert (one.label.outlet, one.label.published) == ("Harbour Post", DAY)


def test_json_lines_are_read_one_by_one_and_a_bad_line_costs_itself() -> None:
    lines = files.jsonl().splitlines(keepends=True)
    first, bad, *rest = items(lines[0] + b'{"text": "never\n' + b"".join(lines[:2]) + b"[1]\n")
    assert isinstance(first, RawItem)
    assert isinstance(bad, Dropped)
    assert bad.origin == "x#2"
    assert "looks like JSON and is none: Invalid control character at line 1" in bad.reason
    assert [type(one) for one in rest] == [RawItem, RawItem, Dropped]


@pytest.mark.parametrize(
    ("payload", "named"),
    [
        (b'{"text": "never ends', "looks like JSON and is none: Unterminated string"),
        (b'{"text": "a",\n "date" "2022-09-13"}', "at line 2, column 9"),
        (b"{'text': 'single quotes'}", "Expecting property name"),
        (b"[" * 20_000, "nested deeper than is read"),
        (b'{"text": ' * 10_000, "nested deeper than is read"),
        (b"[1, 2]"[:0] + b'["a", "b"]', "is no JSON object"),
        (b'{"a": 1, "b": 2}', "a table without a column that is known to hold text"),
        (b'[{"text": ' + b"9" * 9000 + b"}]", "a JSON value that is not read"),
    ],
)
def test_malformed_json_is_never_taken_for_text(payload: bytes, named: str) -> None:
    assert named in str(items(payload))


def test_a_table_that_breaks_off_gives_what_came_before() -> None:
    *good, last = items(b'date,text\n2022-09-13,one\n2022-09-14,"' + b"never ends " * 20_000)
    assert [one.payload for one in good if isinstance(one, RawItem)] == [b"one"]
    assert isinstance(last, Dropped)
    assert "breaks off" in last.reason or "line of more than" in last.reason


def test_too_many_bad_rows_end_a_table() -> None:
    found = items(b'{"text": "one"}\n' + b"{bad\n" * 500)
    assert len(found) == 102
    assert "more than 100 rows in a row" in str(found[-1])


def test_parquet_is_read_row_by_row() -> None:
    pytest.importorskip("pyarrow")
    found = raws(files.parquet())
    assert (len(found), found[-1].origin, found[-1].label.published) == (50, "x#50", DAY)


def test_a_stream_that_can_be_read_once_is_opened_too() -> None:
    class Pipe(io.BytesIO):
        @override
        def seekable(self) -> bool:
            return False

        @override
        def seek(self, *_: int) -> int:
            raise io.UnsupportedOperation

    opener = Opener(now=make.NOON, max_bytes=100_000)
    two = zipped({"a": b"x", "b": b"y"})
    for payload, count in ((two, 2), (files.packed_warc(), 3), (b"Hi.", 1)):
        assert len(list(opener.items(Source(origin="-", stream=Pipe(payload))))) == count


def test_a_long_table_is_never_held_whole() -> None:
    class Endless(io.RawIOBase):
        """A table that has no end; whoever reads it whole never comes back."""

        def __init__(self) -> None:
            self.given = b"date,text\n"

        @override
        def read(self, size: int = -1) -> bytes:
            assert size >= 0
            data, self.given = self.given[:size], self.given[size:] or b"2022-09-13,one\n"
            return data

    stream = Endless()
    found = Opener(now=make.NOON, max_bytes=100).items(Source(origin="-", stream=stream))  # type: ignore[arg-type]
    origins = [getattr(next(found), "origin", None) for _ in range(3)]
    assert origins == ["-#1", "-#2", "-#3"]


def test_a_small_table_does_not_change_how_the_next_text_is_read() -> None:
    raws(b"date,text\n2022-09-13,one\n", max_bytes=60)
    text = b"word " * 100
    assert [one.payload for one in raws(text)] == [text]
