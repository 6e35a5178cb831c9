"""Respun articles: their originals in a pool of articles, and which facts were changed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import tocsin
from benchmarks.predict.rows import Row, rows_of
from tocsin.reconcile import Shelf, changed, near_copies, rank
from tocsin.records import Document, digest_of

if TYPE_CHECKING:
    from pathlib import Path

TOPICS = {
    "actor": "actor",
    "victim": "name of casualty or group",
    "means": "cause of death",
    "date": "date of death",
    "place": "place of death",
}


def respun(row: Row, *, pool: Path) -> Row:
    """The pool ranked, the copies in it, and the facts that the nearest one tells otherwise."""
    document, shelf = _document(row["pair_id"], row["respun"]), _shelf(pool)
    ranked = rank(document, shelf, whole=True)
    names = [_other(one.left, one.right, document.id) for one in ranked]
    copies = near_copies([document], shelf)
    facts = changed(tocsin.reading_of(document.text), _reading(pool, names[0]))
    return {
        "id": row["pair_id"],
        "pair_id": row["pair_id"],
        "ranking": names,
        "scores": [one.score for one in ranked],
        "same": [_other(one.left, one.right, document.id) for one in copies],
        "changed": sorted(TOPICS[kind] for kind in facts & TOPICS.keys()),
    }


def _other(left: str, right: str, mine: str) -> str:
    return left if right == mine else right


@cache
def _shelf(pool: Path) -> Shelf:
    return Shelf(_document(row["id"], row["text"], row["title"]) for row in rows_of(pool))


@cache
def _reading(pool: Path, id_: str) -> tocsin.records.Reading:
    return tocsin.reading_of(_shelf(pool).document(id_).text)


def _document(id_: str, text: str, title: str | None = None) -> Document:
    return Document(
        id=id_,
        origin=id_,
        outlet=None,
        title=title,
        text=text,
        language="en",
        published=None,
        digest=digest_of(text),
    )
