"""The dispatches of the demo, read by the whole pipeline and held against their golden files.

The floors only rise: whoever reads better raises them in the same commit.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.examples.expectations import EXAMPLES, compare, golden
from tests.examples.ledger import expected, families_of, file_names, missing_of
from tocsin import desk
from tocsin.records import Dropped, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEAST_FOUND = 0.83
LEAST_RIGHT = 0.62
MOST_LACKING = 5

DISPATCHES = sorted((EXAMPLES / "dispatches").iterdir())
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """What the pipeline reads in each dispatch."""
    found = {}
    for file in DISPATCHES:
        (outcome,) = desk.read_once(str(file))
        assert not isinstance(outcome, Dropped), outcome
        found[file.stem] = outcome
    return found


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[desk.Desk]:
    """The ledger of the demo."""
    path: Path = tmp_path_factory.mktemp("demo") / "ledger.db"
    with desk.connect(path) as here:
        tally = here.take_in([EXAMPLES / "dispatches"])
        assert (tally.kept, tally.dropped) == (len(DISPATCHES), ())
        here.reconcile()
        yield here


def test_the_claims_are_found_and_right(readings: dict[str, Reading]) -> None:
    outcomes = [
        one
        for name, reading in readings.items()
        for one in compare(reading, golden(name))
        if not one.optional
    ]
    found = [one for one in outcomes if one.wrong is not None]
    right = [one for one in found if not one.wrong]
    wrong = Counter(field for one in found for field in one.wrong or ())
    assert len(found) / len(outcomes) >= LEAST_FOUND, [o.words for o in outcomes if o not in found]
    assert len(right) / len(outcomes) >= LEAST_RIGHT, wrong


@pytest.mark.parametrize("name", [file.stem for file in DISPATCHES])
def test_what_is_wrong_in_a_text_is_flagged(readings: dict[str, Reading], name: str) -> None:
    kinds = {flag.kind for flag in readings[name].flags}
    assert kinds >= set(golden(name).get("flags", ()))


@pytest.mark.parametrize("wanted", expected()["silent"], ids=lambda one: str(one["file"]))
def test_a_text_without_a_conflict_makes_no_claim(
    readings: dict[str, Reading], wanted: dict[str, str]
) -> None:
    assert readings[wanted["file"].removesuffix(".html")].claims == ()


def test_every_span_points_at_its_words(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        text = reading.document.text
        for claim in reading.claims:
            for mention in claim.claim.mentions:
                span = mention.trigger
                assert text[span.start : span.end] == span.text


def test_copies_and_only_copies_are_families(ledger: desk.Desk) -> None:
    assert sorted(map(sorted, families_of(ledger))) == sorted(
        sorted(one["files"]) for one in expected()["families"]
    )


def test_the_incidents_of_the_demo_are_there(ledger: desk.Desk) -> None:
    lacking = {one["name"]: missing_of(ledger, one) for one in expected()["incidents"]}
    assert sum(map(len, lacking.values())) <= MOST_LACKING, lacking


def test_texts_without_a_conflict_are_in_the_ledger_as_the_denominator(ledger: desk.Desk) -> None:
    assert {one["file"] for one in expected()["silent"]} <= set(file_names(ledger).values())
