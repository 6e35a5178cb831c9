"""Incidents and claims in a notebook: frames of each kind, and a table to look at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import pytest

from tests.export.conftest import WITNESS
from tocsin.desk import Desk
from tocsin.errors import MissingPartError
from tocsin.export import frames

if TYPE_CHECKING:
    from tocsin.store.ledger import Ledger


def test_incidents_are_a_tuple_that_becomes_a_frame(store: Ledger) -> None:
    found = Desk(store).incidents()
    assert isinstance(found, tuple)
    assert len(found) == 2
    frame = found.to_pandas()
    assert list(frame["kind"]) == ["ASSAULT", "AGREE"]
    assert frame["first_day"].tolist() == [date(2022, 9, 13), date(2022, 9, 15)]
    assert frame["killed_best"].tolist()[0] == 2
    assert frame["origins"].tolist()[0] == ["https://example.org/goris"]
    assert WITNESS not in str(frame.to_dict())
    assert WITNESS in str(found.to_pandas(names=True).to_dict())


def test_claims_become_frames_too(store: Ledger) -> None:
    found = Desk(store).claims()
    assert list(found.to_pandas()["stance"]) == ["asserts", "denies", "asserts"]
    assert found.to_polars()["published"].dtype == pl.Date
    assert len(found.to_geodataframe()) == 3


def test_polars_keeps_days_and_lists(store: Ledger) -> None:
    frame = Desk(store).incidents().to_polars()
    assert frame["first_day"].to_list() == [date(2022, 9, 13), date(2022, 9, 15)]
    assert frame["denied_by"].to_list() == [["Baku"], []]
    assert frame["background"].dtype == pl.Boolean


def test_a_geodataframe_has_points_where_places_have_coordinates(store: Ledger) -> None:
    frame = Desk(store).incidents().to_geodataframe()
    assert frame.crs.to_epsg() == 4326
    assert [point is None for point in frame.geometry] == [False, True]


def test_nothing_found_is_an_empty_frame_with_all_columns(store: Ledger) -> None:
    found = Desk(store).incidents(country="FRA")
    assert len(found) == 0
    assert "killed_best" in found.to_pandas().columns
    assert found.to_polars().height == 0


def test_notebooks_show_a_table_in_which_nothing_is_markup(store: Ledger) -> None:
    desk = Desk(store)
    shown = desk.incidents()._repr_html_()
    assert shown.startswith("<table>")
    assert "2022-09-13" in shown
    assert "<td>ASSAULT artillery</td>" in shown
    assert "2–4 (Yerevan)" in shown
    assert "denied" in desk.claims()._repr_html_()


def test_a_missing_package_is_named_with_its_remedy() -> None:
    with pytest.raises(MissingPartError, match=r"tocsin\[nowhere\]"):
        frames._module("nowhere")
