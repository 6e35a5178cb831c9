"""The layers of a small pipeline's network, computed as a few large products.

What a word is before its neighbours are looked at depends on the word alone and is remembered; the
rest is the same arithmetic as the pipeline's own, in another order (docs/decisions/0051).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Key = tuple[int, ...]

EPSILON = np.float32(1e-8)
REMEMBERED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Maxout:
    """The largest of some products with the input, brought to mean 0 and variance 1, scaled."""

    weights: Floats
    bias: Floats
    pieces: int
    scale: Floats
    shift: Floats

    @classmethod
    def of(cls, maxout: Any, norm: Any) -> Maxout:  # noqa: ANN401 -- thinc's models
        """Take the weights over; all units of the first piece come first, and so on."""
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        units, pieces, width = weights.shape
        return cls(
            weights=np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(width, pieces * units)),
            bias=np.ascontiguousarray(bias.T.reshape(-1)),
            pieces=pieces,
            scale=norm.get_param("G"),
            shift=norm.get_param("b"),
        )

    def __call__(self, rows: Floats) -> Floats:
        """From rows of inputs to rows of units."""
        products = rows @ self.weights
        products += self.bias
        found = largest(products, self.pieces)
        found -= found.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", found, found) / np.float32(found.shape[1])
        found *= (1 / np.sqrt(variance + EPSILON))[:, None]
        found *= self.scale
        found += self.shift
        return found


def largest(products: Floats, pieces: int) -> Floats:
    """Of each unit the largest piece; `products` hold all units of the first piece first."""
    width = products.shape[1] // pieces
    found = np.maximum(products[:, :width], products[:, width : 2 * width])
    for piece in range(2, pieces):
        np.maximum(found, products[:, piece * width : (piece + 1) * width], out=found)
    return found


class Words:
    """The vectors of words before their neighbours are looked at, each computed once."""

    def __init__(self, embed: Callable[[NDArray[np.uint64]], Floats], width: int) -> None:
        """`embed` gives the vectors of words by their attributes, a row each."""
        self._embed = embed
        self._at: dict[Key, int] = {}
        self._vectors = np.empty((REMEMBERED, width), dtype=np.float32)

    def vectors(self, attributes: NDArray[np.uint64]) -> Floats:
        """The vectors of words, a row each, by rows of the attributes that tell them apart."""
        keys: list[Key] = list(map(tuple, attributes.tolist()))
        new = {key: row for row, key in enumerate(keys) if key not in self._at}
        if len(self._at) + len(new) > REMEMBERED:
            self._at.clear()
            new = {key: row for row, key in enumerate(keys)}
        if len(new) > REMEMBERED:
            return self._embed(attributes)
        if new:
            first = len(self._at)
            self._at.update((key, first + n) for n, key in enumerate(new))
            self._vectors[first : len(self._at)] = self._embed(attributes[list(new.values())])
        return self._vectors[[self._at[key] for key in keys]]


def in_context(words: Floats, lengths: Sequence[int], layers: Sequence[Maxout]) -> Floats:
    """Each word's vector with those of its neighbours mixed in, layer by layer.

    Texts do not see each other: as many empty rows as there are layers stand between them.

    Args:
        words: a row a word, one text after the other.
        lengths: the number of words of each text.
        layers: each takes the word before, the word and the word after.
    """
    gap, width = len(layers), words.shape[1]
    ends = np.cumsum(lengths)
    numbers = np.repeat(np.arange(len(lengths)), lengths)
    places = np.arange(len(words)) + gap * (numbers + 1)
    rows = np.zeros((int(ends[-1]) + gap * (len(lengths) + 1), width), dtype=np.float32)
    rows[places] = words
    beside = np.zeros((len(rows), 3 * width), dtype=np.float32)
    for layer in layers:
        beside[1:, :width] = rows[:-1]
        beside[:, width : 2 * width] = rows
        beside[:-1, 2 * width :] = rows[1:]
        rows += layer(beside)
    found: Floats = rows[places]
    return found
