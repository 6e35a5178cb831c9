"""Layers: each text by itself, each word once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.parse import layers
from tocsin.parse.layers import Maxout, Words, in_context, largest

if TYPE_CHECKING:
    import pytest
    from numpy.typing import NDArray

WIDTH, PIECES = 4, 3


def a_layer(seed: int) -> Maxout:
    chance = np.random.default_rng(seed)
    return Maxout(
        weights=chance.standard_normal((3 * WIDTH, PIECES * WIDTH), dtype=np.float32),
        bias=chance.standard_normal(PIECES * WIDTH, dtype=np.float32),
        pieces=PIECES,
        scale=np.full(WIDTH, 2, dtype=np.float32),
        shift=np.full(WIDTH, 0.5, dtype=np.float32),
    )


def test_the_largest_piece_of_each_unit() -> None:
    products = np.array([[1, 5, 3, 2, 2, 9]], dtype=np.float32)
    assert largest(products, 3).tolist() == [[3, 9]]
    assert largest(products, 2).tolist() == [[2, 5, 9]]


def test_a_layer_brings_its_units_to_scale_and_shift() -> None:
    rows = np.random.default_rng(0).standard_normal((7, 3 * WIDTH), dtype=np.float32)
    found = a_layer(1)(rows)
    assert np.allclose(found.mean(axis=1), 0.5, atol=1e-5)
    assert np.allclose(found.std(axis=1), 2, atol=1e-3)


def test_texts_do_not_see_each_other() -> None:
    stack = [a_layer(seed) for seed in range(3)]
    words = np.random.default_rng(5).standard_normal((9, WIDTH), dtype=np.float32)
    together = in_context(words, [4, 1, 4], stack)
    alone = [in_context(part, [len(part)], stack) for part in np.split(words, [4, 5])]
    assert np.allclose(together, np.concatenate(alone), atol=1e-5)
    assert not np.allclose(together, in_context(words, [9], stack), atol=1e-3)


def test_each_word_is_computed_once_and_forgotten_words_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(layers, "REMEMBERED", 3)
    computed: list[list[int]] = []

    def embed(attributes: NDArray[np.uint64]) -> NDArray[np.float32]:
        computed.append(attributes[:, 0].tolist())
        return attributes.astype(np.float32)

    def ask(*numbers: int) -> list[float]:
        rows = np.array([[n, 0] for n in numbers], dtype=np.uint64)
        found: list[float] = words.vectors(rows)[:, 0].tolist()
        return found

    words = Words(embed, 2)
    assert ask(7, 8, 7) == [7, 8, 7]
    assert ask(8, 9) == [8, 9]
    assert ask(5, 7) == [5, 7]  # no room: all are forgotten
    assert ask(1, 2, 3, 4) == [1, 2, 3, 4]  # more than can be remembered
    assert [sorted(set(one)) for one in computed] == [[7, 8], [9], [5, 7], [1, 2, 3, 4]]
