"""Words of a loaded spaCy pipeline, with what costs it most of its time done by look-up.

Of what a small pipeline does, the attribute rules take as long as the parser, and reading tokens
one attribute at a time takes long too. Both give the same answer for the same form, tag and
dependency, which is remembered (docs/decisions/0050). Tagger and parser run in `network` where it
understands them (docs/decisions/0051).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tocsin.parse.dictionary import Dictionary
from tocsin.parse.network import PIPES, network_of
from tocsin.parse.ruler import Word, ruler_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tocsin.parse.network import Network
    from tocsin.parse.ruler import Ruler

BATCH, WORDS_A_BATCH = 64, 4_000
RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
COLUMNS = ["ORTH", "TAG", "DEP", "HEAD", "SENT_START", "IDX", "IS_SPACE"]
REMEMBERED = 200_000


class Annotated(NamedTuple):
    """One word as the pipeline reads it; `head` is a position, `idx` a character offset."""

    i: int
    idx: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    starts: bool
    space: bool


class Labels(NamedTuple):
    """What a word is: lemma, Universal part of speech, tag and dependency."""

    lemma: str
    pos: str
    tag: str
    dep: str


class Annotator:
    """Runs a loaded pipeline over texts; the same words as the pipeline itself gives."""

    def __init__(self, nlp: Any) -> None:  # noqa: ANN401 -- spaCy's types stay in parse.engine
        """Take over from `nlp` what it does last, where its rules are understood."""
        self._nlp = nlp
        self._ruler = _ruler_in(nlp)
        self._components = [
            component
            for name, component in nlp.pipeline
            if self._ruler is None or name not in {RULER, LEMMATIZER}
        ]
        self._network = network_of(nlp)
        if self._network is not None:
            del self._components[: len(PIPES)]
        self._known: dict[tuple[int, int, int], tuple[Labels, tuple[int, ...]]] = {}

    def dictionary(self) -> Dictionary:
        """The words that the pipeline's lemmatizer knows."""
        return Dictionary(self._nlp)

    def words(self, texts: Iterable[str]) -> Iterator[list[Annotated]]:
        """The words of each text, in order."""
        docs: Iterable[Any] = map(self._nlp.make_doc, texts)
        if self._network is not None:
            docs = _annotated(docs, self._network)
        for component in self._components:
            if hasattr(component, "pipe"):
                docs = component.pipe(docs, batch_size=BATCH)
            else:
                docs = map(component, docs)
        for doc in docs:
            yield self._looked_up(doc, self._ruler) if self._ruler else list(map(_read, doc))

    def _looked_up(self, doc: Any, ruler: Ruler) -> list[Annotated]:  # noqa: ANN401 -- a Doc
        if len(self._known) > REMEMBERED:
            self._known.clear()
        rows = doc.to_array(COLUMNS).astype("int64").tolist() if len(doc) else []
        found: list[Annotated] = []
        starts: dict[int, tuple[int, ...]] = {}
        for i, (orth, tag, dep, head, start, idx, space) in enumerate(rows):
            key = (orth, tag, dep)
            known = self._known.get(key)
            if known is None:
                known = self._known[key] = self._first_met(doc[i], ruler)
            labels, starting = known
            if starting:
                starts[i] = starting
            text = self._nlp.vocab.strings[orth & 0xFFFFFFFFFFFFFFFF]
            found.append(Annotated(i, idx, text, *labels, i + head, start == 1, bool(space)))
        if starts:
            self._overrule(doc, ruler, found, starts)
        return found

    def _first_met(self, token: Any, ruler: Ruler) -> tuple[Labels, tuple[int, ...]]:  # noqa: ANN401
        word = _word(token)
        return self._labels(token, ruler.set_on(word, ())), ruler.started_by(word)

    def _overrule(
        self,
        doc: Any,  # noqa: ANN401 -- a Doc
        ruler: Ruler,
        found: list[Annotated],
        starts: dict[int, tuple[int, ...]],
    ) -> None:
        """Let rules over several words have their say, in their order among all rules."""
        for i, numbers in ruler.runs([_word(token) for token in doc], starts).items():
            labels = self._labels(doc[i], ruler.set_on(_word(doc[i]), numbers))
            found[i] = found[i]._replace(**labels._asdict())

    def _labels(self, token: Any, sets: dict[str, str]) -> Labels:  # noqa: ANN401 -- a Token
        lemma = sets.get("LEMMA", "")
        token.pos_ = sets.get("POS", token.pos_)
        token.set_morph(sets.get("MORPH", str(token.morph)))
        return Labels(
            lemma=lemma or self._nlp.get_pipe(LEMMATIZER).lemmatize(token)[0],
            pos=token.pos_,
            tag=sets.get("TAG", token.tag_),
            dep=sets.get("DEP", token.dep_),
        )


def _annotated(docs: Iterable[Any], network: Network) -> Iterator[Any]:
    """Documents tagged and parsed, some thousand words at a time."""
    batch: list[Any] = []
    words = 0
    for doc in docs:
        batch.append(doc)
        words += len(doc)
        if words > WORDS_A_BATCH:
            yield from _batch(batch, network)
            batch, words = [], 0
    yield from _batch(batch, network)


def _batch(docs: list[Any], network: Network) -> list[Any]:
    filled = [doc for doc in docs if len(doc)]
    if filled:
        network.annotate(filled)
    return docs


def _ruler_in(nlp: Any) -> Ruler | None:  # noqa: ANN401 -- a Language
    """The attribute rules of `nlp`, if it ends with them and a lemmatizer that asks one word."""
    if nlp.pipe_names[-2:] != [RULER, LEMMATIZER]:
        return None
    lemmatizer = nlp.get_pipe(LEMMATIZER)
    if getattr(lemmatizer, "mode", None) != "rule" or lemmatizer.overwrite:
        return None
    _ask_sets(lemmatizer.lookups.get_table("lemma_index", {}))
    return ruler_of(nlp.get_pipe(RULER).patterns)


def _ask_sets(index: Any) -> None:  # noqa: ANN401 -- a table of spaCy's lookups
    """Let the lemmatizer look its known words up in sets: it would search lists of thousands."""
    for part_of_speech, known in index.items():
        index[part_of_speech] = frozenset(known)


def _word(token: Any) -> Word:  # noqa: ANN401 -- a Token
    return Word(token.tag_, token.lower_, token.dep_)


def _read(token: Any) -> Annotated:  # noqa: ANN401 -- a Token
    return Annotated(
        i=token.i,
        idx=token.idx,
        text=token.text,
        lemma=token.lemma_,
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        head=token.head.i,
        starts=bool(token.is_sent_start),
        space=token.is_space,
    )
