"""Columns: complete, in order, and cells that no spreadsheet runs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.export import acled, claims, ged, incidents
from tocsin.export.columns import FORMULA, as_text

GED = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]


def test_ged_has_its_49_columns_in_order() -> None:
    assert [one.name for one in ged.COLUMNS] == GED
    assert len(GED) == 49


def test_acled_has_its_31_columns_in_order() -> None:
    assert [one.name for one in acled.COLUMNS] == ACLED
    assert len(ACLED) == 31


@pytest.mark.parametrize("columns", [incidents.COLUMNS, claims.COLUMNS])
def test_columns_have_names_and_tags_of_their_own(columns: tuple[object, ...]) -> None:
    for part in ("name", "tag"):
        held = [getattr(one, part) for one in columns]
        assert len(set(held)) == len(held)
        assert all(held)


@given(st.text())
def test_no_text_starts_a_formula(words: str) -> None:
    written = as_text(words)
    assert not written.startswith(FORMULA)
    assert written in {words, f"'{words}"}


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("@cmd", "'@cmd"),
        (-71.5, "-71.5"),
        (True, "true"),
        (None, ""),
        (date(2022, 9, 13), "2022-09-13"),
        (("a; b", "c"), "a, b; c"),
        (("-1+1", "c"), "'-1+1; c"),
        (0, "0"),
    ],
)
def test_cells_are_written_plainly(cell: object, written: str) -> None:
    assert as_text(cell) == written  # type: ignore[arg-type]
