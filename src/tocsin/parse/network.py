"""A small pipeline's tagger and parser, run by `layers` instead of layer by layer through thinc.

Only for the network that spaCy's small models have; any other is left to spaCy. The transitions of
the parser stay spaCy's own: here their scores are computed for all texts of a batch at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from threadpoolctl import ThreadpoolController

from tocsin.parse.layers import Maxout, Words, in_context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.parse.layers import Floats

PIPES: Final = ("tok2vec", "tagger", "parser")
MIX: Final = ("maxout", "layernorm", "dropout")
WINDOW: Final = ("expand_window", *MIX)
FEATURES, PIECES = 8, 2
PLACES: Final = np.arange(FEATURES)


class Scorer:
    """What scores the moves of a parser: the words at hand are looked up, added and weighed."""

    def __init__(self, model: Any) -> None:  # noqa: ANN401 -- the parser's model
        """Take the weights of a parser's model over; all units of the first piece come first."""
        lower, (weigh, bias) = model.get_ref("lower"), _linear(model.get_ref("upper"))
        weights, empty = lower.get_param("W"), lower.get_param("pad")[0]
        _, units, _, width = weights.shape
        self._units = units
        self._reduce = _linear(model.get_ref("tok2vec").layers[-1])
        self._look = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(width, -1))
        self._nothing = empty.transpose(0, 2, 1).reshape(-1)
        self._bias = lower.get_param("b").T.reshape(-1)
        self._weigh = np.vstack([weigh, bias])

    def table(self, vectors: Floats) -> Floats:
        """What each word, and in the last row no word, adds in each place that a state has."""
        weights, bias = self._reduce
        found = np.empty((len(vectors) + 1, len(self._nothing)), dtype=np.float32)
        np.matmul(vectors @ weights + bias, self._look, out=found[:-1])
        found[-1] = self._nothing
        found[:, : 2 * self._units] += self._bias
        return found.reshape(len(found), FEATURES, 2 * self._units)

    def hidden(self, count: int) -> Floats:
        """Room for what is between the layers for `count` states, with a unit for the bias."""
        return np.ones((count, self._units + 1), dtype=np.float32)

    def scores(self, held: Floats, hidden: Floats) -> Floats:
        """The scores of all moves, a row for each state, by the rows of the table that it holds."""
        units = self._units
        sums = np.add.reduce(held, axis=1)
        np.maximum(sums[:, :units], sums[:, units:], out=hidden[:, :units])
        return hidden @ self._weigh


class Network:
    """Tags and parses documents as the pipeline that it was made of does."""

    def __init__(self, nlp: Any) -> None:  # noqa: ANN401 -- spaCy's types stay in parse.engine
        """Take the weights of `nlp` over; see `network_of`."""
        tok2vec, self._tagger, self._parser = map(nlp.get_pipe, PIPES)
        embed, context = tok2vec.model.layers
        extract, _, columns, mix, *_ = embed.layers
        self._attributes = list(extract.attrs["columns"])
        first, norm = mix.layers[0].layers[0].layers
        maxout = Maxout.of(first, norm)
        self._words = Words(
            lambda rows: maxout(columns.layers[0].predict(rows)), norm.get_dim("nO")
        )
        self._layers = [
            Maxout.of(*residual.layers[0].layers[1].layers[0].layers)
            for residual in context.layers[0].layers
        ]
        self._tags = _linear(self._tagger.model.layers[-1].layers[0])
        self._scorer = Scorer(self._parser.model)
        self._step = self._parser.model.predict([nlp.make_doc("word")])
        self._threads = ThreadpoolController()

    def annotate(self, docs: Sequence[Any]) -> None:
        """Set tags, heads, labels and sentence starts on documents, each of some words.

        On one thread: products as small as these are slower on several.
        """
        with self._threads.limit(limits=1, user_api="blas"):
            self._annotate(docs)

    def _annotate(self, docs: Sequence[Any]) -> None:
        attributes = np.concatenate([doc.to_array(self._attributes) for doc in docs])
        lengths = [len(doc) for doc in docs]
        vectors = in_context(self._words.vectors(attributes), lengths, self._layers)
        weights, bias = self._tags
        tags = (vectors @ weights + bias).argmax(axis=1)
        self._tagger.set_annotations(docs, np.split(tags, np.cumsum(lengths)[:-1]))
        self._parser.set_annotations(docs, self._parsed(docs, vectors))

    def _parsed(self, docs: Sequence[Any], vectors: Floats) -> list[Any]:
        states: list[Any] = self._parser.moves.init_batch(docs)
        table, hidden = self._scorer.table(vectors), self._scorer.hidden(len(states))
        going = [state for state in states if not state.is_final()]
        while going:
            held = table[self._step.get_token_ids(going), PLACES]
            scores = self._scorer.scores(held, hidden[: len(going)])
            going = self._parser.transition_states(going, scores)
        return states


def network_of(nlp: Any) -> Network | None:  # noqa: ANN401 -- spaCy's types stay in parse.engine
    """The tagger and parser of `nlp`, if they are of the one kind that is understood."""
    return Network(nlp) if _is_understood(nlp) else None


def _is_understood(nlp: Any) -> bool:  # noqa: ANN401 -- a Language
    if tuple(nlp.pipe_names[:3]) != PIPES:
        return False
    tok2vec, tagger, parser = (nlp.get_pipe(name).model for name in PIPES)
    return (
        tok2vec.ops.xp is np
        and _is_tok2vec(tok2vec)
        and _leaves(tagger) == ("tok2vec-listener", "softmax")
        and _leaves(parser)
        == ("tok2vec-listener", "list2array", "linear", "precomputable_affine", "linear")
        and [parser.get_ref("lower").get_dim(d) for d in ("nF", "nP")] == [FEATURES, PIECES]
        and not parser.attrs["unseen_classes"]
        and nlp.get_pipe("parser").cfg["beam_width"] == 1
        and hasattr(nlp.get_pipe("parser"), "transition_states")
    )


def _is_tok2vec(model: Any) -> bool:  # noqa: ANN401 -- thinc's model
    names = _leaves(model)
    hashed = names.count("hashembed")
    depth = names.count("expand_window")
    embed = ("extract_features", "list2ragged", *("ints-getitem", "hashembed") * hashed)
    windows = {m.attrs["window_size"] for m in model.walk() if m.name == "expand_window"}
    gaps = [m.attrs["pad"] for m in model.walk() if m.name.startswith("with_array(residual")]
    return (
        names == (*embed, *MIX, "ragged2list", *WINDOW * depth)
        and windows == {1}
        and gaps == [depth]
    )


def _leaves(model: Any) -> tuple[str, ...]:  # noqa: ANN401 -- thinc's model
    if not model.layers:
        return (str(model.name),)
    return tuple(name for layer in model.layers for name in _leaves(layer))


def _linear(layer: Any) -> tuple[Floats, Floats]:  # noqa: ANN401 -- thinc's model
    return np.ascontiguousarray(layer.get_param("W").T), layer.get_param("b")
