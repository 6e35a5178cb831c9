"""Search in the words of reports: FTS5 in SQLite, tsvector in PostgreSQL."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import reduce
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
)

from tocsin.errors import InputError
from tocsin.store import queries, rows, tables
from tocsin.store.protocol import Found

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Select

PIECE = 200_000  # characters of a text that one tsvector surely holds
SNIPPET = 240  # characters
BEFORE = 60  # of them before the first mark
ON, OFF = "\ue000", "\ue001"  # private-use characters, which no report holds

_TERM = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+", re.UNICODE)

WORDS = table("tocsin_words", column("rowid"), column("document"), column("words"))
EVERYTHING: ColumnElement[str] = literal_column("tocsin_words")  # FTS5 names the whole row so
ENGLISH: ColumnElement[str] = literal_column("'tocsin_english'")  # stems, and keeps every word
SQLITE_ADD = text("INSERT INTO tocsin_words (rowid, title, text) VALUES (:number, :title, :text)")
SQLITE_REBUILD = text("INSERT INTO tocsin_words (tocsin_words) VALUES ('rebuild')")
TITLE_WEIGHT, TEXT_WEIGHT = 4.0, 1.0

Term = tuple[str, bool]


def index(connection: Connection, number: int, title: str | None, body: str) -> None:
    """Make the words of a document findable."""
    if connection.dialect.name == "sqlite":
        connection.execute(SQLITE_ADD, {"number": number, "title": title, "text": body})
        return
    whole = plain(f"{title or ''}\n{body}")
    for start in range(0, len(whole), PIECE):
        words = func.to_tsvector(ENGLISH, whole[start : start + PIECE])
        connection.execute(insert(WORDS).values(document=number, words=words))


def index_all(connection: Connection) -> None:
    """Make the words of all documents findable."""
    if connection.dialect.name == "sqlite":
        connection.execute(SQLITE_REBUILD)
        return
    connection.execute(delete(WORDS))
    documents = tables.documents
    for number in connection.scalars(select(documents.c.number)).all():
        query = select(documents.c.title, documents.c.text).where(documents.c.number == number)
        title, body = connection.execute(query).one()
        index(connection, number, title, body)


def search(
    connection: Connection, words: str, as_of: datetime | None, limit: int
) -> tuple[Found, ...]:
    """See `Store.search`."""
    terms = terms_of(words)
    documents = tables.documents
    counting = select(documents.c.number).where(queries.counts(as_of))
    find = _in_sqlite if connection.dialect.name == "sqlite" else _in_postgresql
    found = find(connection, terms, counting, limit)
    query = select(documents).where(documents.c.number.in_([number for number, _ in found]))
    held = {row["number"]: row for row in connection.execute(query).mappings()}
    return tuple(_found(held[number], marked) for number, marked in found)


def terms_of(words: str) -> tuple[Term, ...]:
    """What is looked for: each term's words, and whether the last one is only a beginning.

    Raises:
        InputError: there is nothing to look for.
    """
    terms = []
    for phrase, word in _TERM.findall(words):
        plainly = " ".join(_WORD.findall(plain(phrase or word)))
        if plainly:
            terms.append((plainly, not phrase and word.endswith("*")))
    if not terms:
        msg = f"{words!r} holds no word to look for; write some, such as: tocsin search ceasefire"
        raise InputError(msg)
    return tuple(terms)


def plain(words: str) -> str:
    """The words without accents, character by character, so that every offset stays."""
    return "".join(_base(sign) for sign in words)


def _base(sign: str) -> str:
    return sign if sign.isascii() else unicodedata.normalize("NFD", sign)[0]


def _in_sqlite(
    connection: Connection, terms: Iterable[Term], counting: Select[Any], limit: int
) -> list[tuple[int, str]]:
    asked = " ".join(f'"{words}"{"*" * begins}' for words, begins in terms)
    rank = func.bm25(EVERYTHING, TITLE_WEIGHT, TEXT_WEIGHT)
    query = (
        select(WORDS.c.rowid, func.highlight(EVERYTHING, 1, ON, OFF))
        .where(EVERYTHING.op("MATCH")(asked), WORDS.c.rowid.in_(counting))
        .order_by(rank, WORDS.c.rowid)
        .limit(limit)
    )
    return [(int(number), str(marked)) for number, marked in connection.execute(query)]


def _in_postgresql(
    connection: Connection, terms: Iterable[Term], counting: Select[Any], limit: int
) -> list[tuple[int, str]]:
    asked: ColumnElement[Any] = reduce(
        lambda left, right: left.op("&&")(right), (_tsquery(*term) for term in terms)
    )
    query = (
        select(WORDS.c.document)
        .where(WORDS.c.words.op("@@")(asked), WORDS.c.document.in_(counting))
        .group_by(WORDS.c.document)
        .order_by(func.max(func.ts_rank(WORDS.c.words, asked)).desc(), WORDS.c.document)
        .limit(limit)
    )
    numbers = [int(number) for number in connection.scalars(query)]
    documents = tables.documents
    texts = select(documents.c.number, documents.c.text).where(documents.c.number.in_(numbers))
    held = {int(number): str(body) for number, body in connection.execute(texts)}
    options = f"HighlightAll=true, StartSel={ON}, StopSel={OFF}"
    marked = (func.ts_headline(ENGLISH, plain(held[one]), asked, options) for one in numbers)
    return [
        (number, str(connection.scalar(select(marks))))
        for number, marks in zip(numbers, marked, strict=True)
    ]


def _tsquery(words: str, begins: bool) -> ColumnElement[Any]:  # noqa: FBT001 - a term's two parts
    if begins:
        return func.to_tsquery(ENGLISH, " <-> ".join(words.split()) + ":*")
    return func.phraseto_tsquery(ENGLISH, words)


def _found(row: Any, marked: str) -> Found:  # noqa: ANN401 - a row of documents
    body = str(row["text"])
    marks = _places(body, marked)
    start, end = _passage(body, marks)
    return Found(
        document=rows.document_of(row),
        snippet=body[start:end],
        start=start,
        marks=tuple((a - start, b - start) for a, b in marks if start <= a and b <= end),
    )


def _places(body: str, marked: str) -> list[tuple[int, int]]:
    """Where the marked words stand in the text itself."""
    looked, at, places = plain(body), 0, []
    for piece in marked.split(ON)[1:]:
        word = plain(piece.partition(OFF)[0])
        start = looked.find(word, at)
        if word and start >= 0:
            places.append((start, start + len(word)))
            at = start + len(word)
    return places


def _passage(body: str, marks: list[tuple[int, int]]) -> tuple[int, int]:
    """Start and end of the passage with most marks, between blanks."""
    starts = [start for start, _ in marks]
    best = max(
        range(len(starts)),
        key=lambda i: (bisect_left(starts, starts[i] + SNIPPET - 2 * BEFORE) - i, -i),
        default=None,
    )
    first = starts[best] if best is not None else 0
    start = max(0, first - BEFORE)
    end = min(len(body), start + SNIPPET)
    if start:
        start = _after_blank(body, start, first)
    if end < len(body):
        end = max(body.rfind(" ", first, end), min(end, first + 1))
    return start, end


def _after_blank(body: str, start: int, first: int) -> int:
    blank = body.find(" ", start, first)
    return blank + 1 if blank >= 0 else start
