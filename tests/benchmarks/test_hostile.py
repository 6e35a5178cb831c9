from __future__ import annotations

import random

from benchmarks.hostile import run
from benchmarks.hostile.files import FILES
from benchmarks.hostile.inputs import WAYS, hostile_input


def test_an_input_is_the_same_for_the_same_number_and_seed() -> None:
    quick = [n for n, way in enumerate(WAYS) if "bomb" not in way]
    made = [[hostile_input(n, random.Random(f"0-{n}")) for n in quick] for _ in range(2)]  # noqa: S311
    assert made[0] == made[1]
    assert len({payload for _, payload in made[0]}) == len(quick)


def test_the_good_files_are_of_different_forms() -> None:
    assert len({make() for make in FILES}) == len(FILES)


def test_each_input_ends_with_a_reason_or_a_reading() -> None:
    tally = run(4, seed=1)
    assert (tally.inputs, tally.crashes) == (4, 0)
    assert tally.dropped_with_reason + tally.read == 4
    assert tally.peak_mb > 0
