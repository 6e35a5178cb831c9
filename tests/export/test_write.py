"""Every export, read back by what its users read it with."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import geopandas
import pandas as pd
import pyarrow.parquet as pq
import pytest

from tests import factories as make
from tests.export.conftest import WITNESS, incidents
from tocsin.errors import InputError
from tocsin.export import acled, ged
from tocsin.export.forms import Form, Subject
from tocsin.export.order import Order
from tocsin.export.write import stream, write
from tocsin.records import Incident, Kind, ResolvedClaim
from tocsin.store import canon
from tocsin.store.protocol import Query

if TYPE_CHECKING:
    from pathlib import Path

    from tocsin.store.ledger import Ledger

HXL_TAG = re.compile(r"#[a-z][a-z_0-9]*(?:\s*\+[a-z][a-z_0-9]*)*")
FLAT = [Form.CSV, Form.PARQUET, Form.GEOJSON, Form.HXL]


def written(store: Ledger, form: Form, subject: Subject = Subject.INCIDENTS, **more: Any) -> bytes:
    out = io.BytesIO()
    stream(store, Order(form=form, subject=subject, **more), out)
    return out.getvalue()


def table(store: Ledger, form: Form, **more: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(store, form, **more).decode(), newline="")))


def test_pandas_reads_the_incidents_with_their_ranges_and_voices(store: Ledger) -> None:
    frame = pd.read_csv(io.BytesIO(written(store, Form.CSV)), parse_dates=["first_day"])
    assert list(frame["kind"]) == ["ASSAULT", "AGREE"]
    assert frame["first_day"].dt.date.tolist() == [date(2022, 9, 13), date(2022, 9, 15)]
    row = frame.iloc[0]
    assert (row.killed_low, row.killed_best, row.killed_high) == (0, 2, 4)
    assert (row.denied_by, row.country, row.latitude) == ("Baku", "ARM", 39.511)
    assert (row.acled_sub_event, row.ucdp_type, row.cameo) == (
        "Shelling/artillery/missile attack",
        "state-based",
        "194",
    ) or row.cameo == 194


def test_ged_tells_sides_deaths_place_and_country(store: Ledger) -> None:
    (row,) = table(store, Form.GED)
    assert list(row) == [one.name for one in ged.COLUMNS]
    assert (row["side_a"], row["gwnoa"]) == ("Government of Azerbaijan", "373")
    assert row["side_b"].startswith("Government of Armenia")
    assert (row["best"], row["high"], row["low"]) == ("2", "4", "0")
    assert (row["country"], row["country_id"], row["region"]) == ("Armenia", "371", "Europe")
    assert (row["date_start"], row["date_prec"], row["type_of_violence"]) == (
        "2022-09-13",
        "1",
        "1",
    )
    assert row["geom_wkt"] == "POINT (46.341 39.511)"
    assert row["priogrid_gid"] == str(int((39.511 + 90) * 2) * 720 + int((46.341 + 180) * 2) + 1)
    frame = pd.read_csv(io.BytesIO(written(store, Form.GED)))
    assert frame["id"].dtype == "int64"


def test_acled_tells_actors_types_and_notes(store: Ledger) -> None:
    shelling, truce = table(store, Form.ACLED)
    assert list(shelling) == [one.name for one in acled.COLUMNS]
    assert (shelling["actor1"], shelling["inter1"]) == (
        "Military Forces of Azerbaijan",
        "State forces",
    )
    assert (shelling["event_type"], shelling["disorder_type"]) == (
        "Explosions/Remote violence",
        "Political violence",
    )
    assert (shelling["iso"], shelling["region"]) == ("51", "Caucasus and Central Asia")
    assert (shelling["fatalities"], shelling["tags"]) == ("2", "disputed")
    assert (truce["sub_event_type"], truce["fatalities"]) == ("Agreement", "")
    assert "shelled Goris on Tuesday" in shelling["notes"]


@pytest.mark.parametrize("subject", [Subject.INCIDENTS, Subject.CLAIMS])
def test_parquet_has_types_civil_days_and_the_schema(store: Ledger, subject: Subject) -> None:
    read = pq.read_table(io.BytesIO(written(store, Form.PARQUET, subject)))
    assert read.schema.metadata[b"schema"] == f"tocsin-ledger/{store.version()}".encode()
    assert str(read.schema.field("first_day").type) == "date32[day]"
    assert str(read.schema.field("actors").type) == "list<element: string>"
    assert read.column("first_day").to_pylist()[0] == date(2022, 9, 13)
    assert read.num_rows == len(table(store, Form.CSV, subject=subject))


@pytest.mark.parametrize("subject", [Subject.INCIDENTS, Subject.CLAIMS])
def test_geopandas_reads_the_points(store: Ledger, subject: Subject, tmp_path: Path) -> None:
    path = tmp_path / "map.geojson"
    write(store, Order(form=Form.GEOJSON, subject=subject), path)
    frame = geopandas.read_file(path)
    assert frame.crs == "EPSG:4326"
    assert (frame.geometry[0].x, frame.geometry[0].y) == (46.341, 39.511)
    assert frame.geometry.isna().sum() == 1
    assert json.loads(path.read_bytes())["schema"] == f"tocsin-ledger/{store.version()}"


@pytest.mark.parametrize("subject", [Subject.INCIDENTS, Subject.CLAIMS])
def test_the_second_line_of_hxl_is_its_tags(
    store: Ledger, subject: Subject, tmp_path: Path
) -> None:
    path = tmp_path / "hxl.csv"
    write(store, Order(form=Form.HXL, subject=subject), path)
    with path.open(encoding="utf-8", newline="") as file:
        names, tags, first, *_ = csv.reader(file)
    assert len(names) == len(tags) == len(first)
    assert [tag for tag in tags if not HXL_TAG.fullmatch(tag)] == []
    row = dict(zip(tags, first, strict=True))
    assert (row["#event+kind"], row["#date+start"]) == ("ASSAULT", "2022-09-13")


def test_jsonl_is_the_record_itself(store: Ledger) -> None:
    for subject, kind in ((Subject.INCIDENTS, Incident), (Subject.CLAIMS, ResolvedClaim)):
        lines = written(store, Form.JSONL, subject, names=True).decode().splitlines()
        objects = [json.loads(line) for line in lines]
        assert {one.pop("schema") for one in objects} == {f"tocsin-ledger/{store.version()}"}
        back = [canon.load(json.dumps(one), kind) for one in objects]
        kept = store.incidents(Query()) if kind is Incident else store.claims(Query())
        assert back == list(kept)


@pytest.mark.parametrize("subject", [Subject.INCIDENTS, Subject.CLAIMS])
def test_claimreview_rates_by_voices_and_names_where_it_appeared(
    store: Ledger, subject: Subject
) -> None:
    lines = written(store, Form.CLAIMREVIEW, subject).decode().splitlines()
    first = json.loads(lines[0])
    assert (first["@context"], first["@type"]) == ("https://schema.org", "ClaimReview")
    assert first["itemReviewed"]["firstAppearance"]["url"] == "https://example.org/goris"
    assert first["claimReviewed"].startswith("Azerbaijan's army shelled")
    rating = first["reviewRating"]["alternateName"]
    assert rating == (
        "Denied by Baku" if subject is Subject.INCIDENTS else "Asserted by this voice"
    )


@pytest.mark.parametrize("form", list(Form))
def test_private_names_are_in_no_export_unless_asked_for(store: Ledger, form: Form) -> None:
    subjects = [Subject.INCIDENTS]
    subjects += [Subject.CLAIMS] if form not in {Form.GED, Form.ACLED} else []
    for subject in subjects:
        assert WITNESS.split()[1].encode() not in written(store, form, subject)
    assert form is Form.PARQUET or WITNESS.encode() in b"".join(
        written(store, form, subject, names=True) for subject in subjects
    )


def test_a_title_that_is_a_formula_is_disarmed(store: Ledger) -> None:
    rows = table(store, Form.CSV, subject=Subject.CLAIMS, names=True)
    assert rows[0]["title"].startswith("'=Goris")


def test_filters_and_the_past_hold_for_exports(store: Ledger) -> None:
    assert len(table(store, Form.CSV, query=Query(kind=Kind.AGREE))) == 1
    assert len(table(store, Form.CSV, query=Query(disputed=True))) == 1
    assert table(store, Form.CSV, query=Query(as_of=make.NOON)) == []


@pytest.mark.parametrize("form", list(Form))
def test_the_past_is_the_same_byte_for_byte_whatever_came_later(store: Ledger, form: Form) -> None:
    then = Query(as_of=make.NOON + timedelta(hours=2))
    before = written(store, form, query=then)
    later = make.NOON + timedelta(days=1)
    one, two = incidents()
    store.settle((replace(one, denied_by=(), independent_reports=5),), (), at=later)
    store.withdraw("https://example.org/truce", why="retracted", by="ana", at=later)
    assert written(store, form, query=then) == before
    assert written(store, form) != before
    assert two.kind is Kind.AGREE


def test_the_note_beside_a_file_tells_what_it_is(store: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "war.csv"
    done = write(store, Order(form=Form.CSV, query=Query(country="ARM")), path)
    note = json.loads((tmp_path / "war.csv-metadata.json").read_text("utf-8"))
    assert note["schema"] == f"tocsin-ledger/{store.version()}"
    assert note["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest() == done.digest
    assert (note["records"], note["filters"]["country"], note["private_names"]) == (2, "ARM", False)


def test_what_a_format_cannot_hold_is_refused_and_leaves_no_file(
    store: Ledger, tmp_path: Path
) -> None:
    for form in (Form.GED, Form.ACLED):
        with pytest.raises(InputError, match="only incidents"):
            write(store, Order(form=form, subject=Subject.CLAIMS), tmp_path / "x.csv")
    with pytest.raises(InputError, match="whole ledger"):
        write(store, Order(form=Form.CSV, subject=Subject.LEDGER), tmp_path / "x.csv")
    assert [one.name for one in tmp_path.iterdir() if "x.csv" in one.name] == []


def test_a_file_that_cannot_be_written_is_named(store: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write(store, Order(form=Form.CSV), tmp_path / "none" / "x.csv")


def test_the_whole_ledger_is_the_same_whenever_it_was_learnt(store: Ledger) -> None:
    whole = written(store, Form.JSONL, Subject.LEDGER, names=True)
    sorts = [next(iter(json.loads(line))) for line in whole.splitlines()]
    assert sorts == ["document", "claim", "claim", "document", "claim", "incident", "incident"]
    assert b"recorded_at" not in whole
