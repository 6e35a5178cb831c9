"""What changed between the versions of a report, and whether its publisher says why."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.sentences import sentence_bounds
from tocsin.lexicon.tables import rows
from tocsin.store.protocol import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A sentence in which a publisher says that a report was mended or taken back.

    `sort` is correction, update or retraction.
    """

    sort: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A version of a report, with the sentences that it lost and gained, and its notices."""

    version: Version
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    notices: tuple[Notice, ...]


def changes_of(versions: Iterable[Version]) -> Iterator[Change]:
    """Each version beside the one before it, the oldest first."""
    before: tuple[str, ...] | None = None
    for version in versions:
        now = sentences_of(version.document.text)
        lost, gained = ((), ()) if before is None else _apart(before, now)
        yield Change(
            version=version, lost=lost, gained=gained, notices=notices_in(version.document.text)
        )
        before = now


def notices_in(text: str) -> tuple[Notice, ...]:
    """Every notice of a correction, an update or a retraction, once a sentence."""
    lowered = text.casefold()
    if len(lowered) != len(text):
        lowered = text.lower() if len(text.lower()) == len(text) else text
    found: dict[tuple[int, int], Notice] = {}
    for words, sort in _notices():
        start = lowered.find(words)
        if start >= 0:
            bounds = sentence_bounds(text, start, start + len(words))
            found.setdefault(bounds, Notice(sort=sort, words=_squeezed(text[slice(*bounds)])))
    return tuple(found[bounds] for bounds in sorted(found))


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, without its line breaks."""
    found, at = [], 0
    while at < len(text):
        start, end = sentence_bounds(text, at, at + 1)
        if end <= at:
            end = at + 1
        sentence = _squeezed(text[max(start, at) : end])
        if sentence:
            found.append(sentence)
        at = end
    return tuple(found)


def _apart(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lost: list[str] = []
    gained: list[str] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            lost += old[i:j]
            gained += new[k:m]
    return tuple(lost), tuple(gained)


def _squeezed(words: str) -> str:
    return " ".join(words.split())


@cache
def _notices() -> tuple[tuple[str, str], ...]:
    return tuple((row["words"].casefold(), row["sort"]) for row in rows("notices.tsv"))
