"""Tables to rows: CSV and its kin, JSON, JSON lines and Parquet, row by row."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from typing import TYPE_CHECKING, Literal

from tocsin.errors import InputError
from tocsin.read.columns import columns_of
from tocsin.read.rows import Bad
from tocsin.read.sniff import MARKS, loosely, wide_encoding_of
from tocsin.read.streams import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tocsin.read.columns import Columns

Row = dict[str, object]
Numbered = tuple[int, Row | Bad]

DELIMITERS = "\t,;|"
_GKG = re.compile(r"\d{14}-T?\d+\t\d{14}\t\d+\t")
_SENTENCE = re.compile(r"[.!?][\"”’)]?$")
_HEADING = re.compile(r"[^\W\d][\w.-]*")
_LONGEST_HEADING = 40
_FEW_LINES = 6
_SHOWN = 12
_USUAL = 131_072
_LEAST = 2


def delimiter_of(head: str, asked: Columns | None) -> str | None:
    """What separates the cells, if the beginning of a text is that of a table; else None.

    A text is a table if its first line names columns that are known or asked for, if its first
    lines have the same number of cells under short headings, or if it is one line of headings that
    no writer would set so ("event_id,actor1,notes").
    """
    lines = [line for line in head.splitlines()[: _FEW_LINES + 1] if line.strip()]
    if not lines:
        return None
    if _GKG.match(lines[0]):
        return "\t"
    return next((one for one in DELIMITERS if _divides(lines, one, asked)), None)


def _divides(lines: list[str], delimiter: str, asked: Columns | None) -> bool:
    """Whether `delimiter` makes a header of the first line."""
    try:
        names = next(csv.reader([lines[0]], delimiter=delimiter), [])
    except csv.Error:  # a cell of the first line is longer than any heading
        return False
    wanted = asked is not None and columns_fit(names, asked)
    if wanted or len(names) < _LEAST:
        return wanted
    short = all(0 < len(name.strip()) <= _LONGEST_HEADING for name in names[:-1])
    if not short or _SENTENCE.search(lines[0]) or len({*names}) < len(names):
        return False
    return columns_of(names, None) is not None or _is_even(lines, delimiter, len(names))


def columns_fit(names: Iterable[str], asked: Columns) -> bool:
    """Whether a header has a column that was asked for."""
    wanted = {asked.text, asked.url} - {None}
    return bool({name.strip() for name in names} & wanted)


def _is_even(lines: list[str], delimiter: str, cells: int) -> bool:
    """Whether all lines but a last one that may be cut have as many cells."""
    if len(lines) == 1:
        headings = lines[0].strip("\ufeff").split(delimiter)
        return cells > _LEAST and all(map(_HEADING.fullmatch, headings))
    counts = {line.count(delimiter) for line in lines[: max(_LEAST, len(lines) - 1)]}
    fewest = _LEAST + 1 if delimiter == "," else _LEAST  # prose has commas, hardly the others
    return len(lines) > _LEAST and cells >= fewest and counts == {cells - 1}


def rows_of_csv(
    stream: io.BufferedReader, head: bytes, delimiter: str, longest: int
) -> Iterator[Numbered]:
    """The rows of a table with a header line, or of GDELT's GKG, which has none.

    Raises:
        InputError: a line or a cell has more than `longest` bytes, a quotation never ends, or there
        is nothing below the header.
    """
    encoding = encoding_of(head)
    lines = _decoded(stream, encoding, longest)
    first = next(lines, "")
    plain = _GKG.match(first) is not None
    csv.field_size_limit(max(longest, _USUAL))  # of the whole process: never below the usual one
    quoting: Literal[0, 3] = csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL
    reader = csv.reader(itertools.chain((first,), lines), delimiter=delimiter, quoting=quoting)
    try:
        names = None if plain else [name.strip() for name in next(reader)]
        bare = names is not None
        for number, cells in enumerate(reader, 1):
            if any(len(cell) > longest for cell in cells):
                msg = (
                    f"has a cell of over {longest:,} characters at line {reader.line_num}; split it"
                )
                raise InputError(msg)
            if cells:
                bare = False
                yield number, _named(names, cells)
        if bare:
            told = ", ".join((names or [])[:_SHOWN])
            msg = f"is a table without rows: below its header ({told}) there is nothing"
            raise InputError(msg)
    except csv.Error as error:
        msg = f"breaks off at line {reader.line_num} ({error}); mend that line"
        raise InputError(msg) from error


def _named(names: list[str] | None, cells: list[str]) -> Row | Bad:
    if names is None:
        return {str(number): cell for number, cell in enumerate(cells, 1)}
    if len(cells) > len(names) and any(cells[len(names) :]):
        return Bad(reason=f"has {len(cells)} cells where the header has {len(names)}; mend it")
    return dict(zip(names, cells, strict=False))


def encoding_of(head: bytes) -> str:
    """The encoding of a table that is too long to be looked at whole."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return "utf-8-sig" if encoding == "utf-8" else encoding
    wide = wide_encoding_of(head)
    if wide is not None:
        return wide
    try:
        head[: max(0, len(head) - 4)].decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if error.start > len(head) - 8 else "cp1252"
    return "utf-8"


def _decoded(stream: io.BufferedReader, encoding: str, longest: int) -> Iterator[str]:
    """Lines as text, their ends kept for csv; bytes that are no character are marked."""
    if not encoding.startswith(("utf-16", "utf-32")):
        for packed in lines_of(stream, longest):
            yield packed.decode(encoding, "replace")
        return
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    while line := text.readline(longest + 1):
        if len(line) > longest:
            msg = f"has a line of more than {longest:,} characters; break it into lines"
            raise InputError(msg)
        yield line.lstrip("\ufeff")


def rows_of_json(stream: io.BufferedReader, head: bytes, longest: int) -> Iterator[Numbered]:
    """The objects of a JSON file: one, a list of them, or one a line (JSON lines).

    JSON lines may be of any length; a single value is read whole, up to `longest` bytes.

    Raises:
        InputError: it is no JSON, and where it breaks; or it is too long or too deep.
    """
    encoding = encoding_of(head)
    lines = _decoded(stream, encoding, longest)
    first = next(lines, "")
    second = next(lines, "")
    if second and (_is_object(first) or _is_object(second)):
        yield from _json_lines(itertools.chain((first, second), lines))
        return
    whole, size = [first, second], len(first) + len(second)
    for line in lines:
        size += len(line)
        if size > longest:
            msg = (
                f"is one JSON value of more than {longest:,} characters;"
                " save it as JSON lines, one object a line"
            )
            raise InputError(msg)
        whole.append(line)
    yield from enumerate(_objects(_loaded("".join(whole))), 1)


def _json_lines(lines: Iterable[str]) -> Iterator[Numbered]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = _loaded(line)
        except InputError as error:
            yield number, Bad(reason=str(error))
            continue
        yield number, value if isinstance(value, dict) else Bad(reason="is no JSON object")


def _is_object(line: str) -> bool:
    try:
        return isinstance(_loaded(line), dict)
    except InputError:
        return False


def _loaded(text: str) -> object:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except RecursionError as error:
        msg = "is JSON nested deeper than is read; flatten it"
        raise InputError(msg) from error
    except json.JSONDecodeError as error:
        msg = (
            f"looks like JSON and is none: {error.msg.removesuffix(' at')} at line {error.lineno},"
            f" column {error.colno}; mend it there"
        )
        raise InputError(msg) from error
    except ValueError as error:
        msg = f"holds a JSON value that is not read ({error}); mend it"
        raise InputError(msg) from error


def _objects(value: object) -> Iterator[Row | Bad]:
    """The rows of a JSON value: the objects of a list, or of the longest list in an object."""
    if isinstance(value, dict):
        lists = [one for one in value.values() if isinstance(one, list) and one]
        inner = max((one for one in lists if isinstance(one[0], dict)), key=len, default=None)
        value = [value] if inner is None or columns_of(value, None) is not None else inner
    if not isinstance(value, list) or not value:
        msg = "is JSON without objects; give a list of objects, or one object a line"
        raise InputError(msg)
    for one in value:
        yield one if isinstance(one, dict) else Bad(reason="is no JSON object")


def is_table(head: bytes, asked: Columns | None) -> str | None:
    """The delimiter of a payload that begins as a table does; else None."""
    return delimiter_of(loosely(head), asked)
