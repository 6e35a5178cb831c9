"""Records survive their rows, and rows their records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given

from tests import factories as make
from tests.store import strategies
from tocsin.store import canon, rows

if TYPE_CHECKING:
    from tocsin.records import Correction, Judgement, Reading


@given(strategies.readings())
def test_a_reading_survives_its_rows_and_the_rows_survive_the_reading(reading: Reading) -> None:
    document, claims = rows.document_row(reading), [rows.claim_row(c) for c in reading.claims]
    again = rows.reading_of(document, claims)
    assert again == reading
    assert rows.document_row(again) == document
    assert [rows.claim_row(c) for c in again.claims] == claims


@given(strategies.judgements)
def test_a_judgement_survives_its_row(judgement: Judgement) -> None:
    taken_back = judgement.withdrawn_at
    row = rows.judgement_row(judgement) | {
        "withdrawn_at": rows.stamp(taken_back) if taken_back else None
    }
    assert rows.judgement_of(row) == judgement


@given(strategies.corrections)
def test_a_correction_survives_its_row(correction: Correction) -> None:
    taken_back = correction.withdrawn_at
    row = rows.correction_row(correction) | {
        "withdrawn_at": rows.stamp(taken_back) if taken_back else None
    }
    assert rows.correction_of(row) == correction


def test_stamps_sort_as_moments_do_whatever_their_zone() -> None:
    noon = datetime(2022, 9, 13, 12, tzinfo=UTC)
    later = datetime(2022, 9, 13, 10, 0, 1, tzinfo=timezone(timedelta(hours=-4)))
    assert rows.stamp(noon) < rows.stamp(noon + timedelta(microseconds=1)) < rows.stamp(later)
    assert rows.moment_of(rows.stamp(later)) == later


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        rows.stamp(datetime(2022, 9, 13))  # noqa: DTZ001 - the very thing that is refused


def test_names_fold_to_one_spelling() -> None:
    assert rows.folded("  Şuşa ") == rows.folded("susa")


def test_an_incident_is_found_by_its_sides_countries_places_voices_and_claims() -> None:
    terms = rows.incident_terms(make.incident("c1"))
    assert terms == {
        ("country", "AZE"),
        ("country", "ARM"),
        ("place", "goris"),
        ("claim", "c1"),
        ("side", "aze"),
        ("side", "azerbaijan"),
        ("side", "arm"),
        ("side", "armenia"),
        ("source", "example times"),
    }


def test_canonical_json_is_sorted_and_has_no_spaces() -> None:
    assert canon.dump(make.reason(left="ž")) == (
        '{"feature":"day overlap","left":"ž","right":"","score":1.0}'
    )


def test_a_number_of_numpy_is_written_as_a_number() -> None:
    assert canon.dump((np.float64(0.5), np.str_("a"))) == '[0.5,"a"]'


def test_what_has_no_json_says_so() -> None:
    with pytest.raises(NotImplementedError, match="object has no JSON"):
        canon.dump((object(),))
