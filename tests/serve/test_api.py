"""REST: filters, pages, formats, ETags, looking back, problems and news."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tocsin.records import Incident
from tocsin.store import canon

if TYPE_CHECKING:
    from tests.serve.conftest import Site

V1 = "/api/v1"


def items(site: Site, path: str, **asked: Any) -> list[dict[str, Any]]:
    found = site.client.get(V1 + path, params=asked)
    assert found.status_code == 200, found.text
    kept: list[dict[str, Any]] = found.json()["items"]
    return kept


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 3),
        ({"country": "arm"}, 3),
        ({"country": "FRA"}, 0),
        ({"kind": "assault"}, 2),
        ({"kind": "AGREE"}, 0),
        ({"side": ["ARM", "AZE"]}, 2),
        ({"stance": "disputed"}, 1),
        ({"stance": "denied", "side": "AZE"}, 1),
        ({"place": "goris"}, 1),
        ({"source": "Daily Beacon"}, 1),
        ({"source": "Azerbaijan's Defense Ministry"}, 1),
        ({"since": "2022-09-14"}, 1),
        ({"until": "2022-09-13"}, 1),
        ({"toll": 5}, 1),
        ({"reports": 2}, 0),
        ({"as_of": "2022-09-12"}, 0),
        ({"since": "", "until": "", "kind": "", "reports": ""}, 3),
    ],
)
def test_incidents_meet_every_filter(shown: Site, asked: dict[str, Any], count: int) -> None:
    assert len(items(shown, "/incidents", **asked)) == count


@pytest.mark.parametrize(
    "path",
    ["/incidents", "/claims", "/documents", "/actors", "/places", "/dyads"],
)
def test_pages_follow_one_another_and_lose_nothing(shown: Site, path: str) -> None:
    whole = items(shown, path, limit=200)
    after, seen = "", []
    while True:
        page = shown.client.get(V1 + path, params={"limit": 1, "after": after}).json()
        seen += page["items"]
        after = page["next"]
        if not after:
            break
    assert seen == whole != []


def test_what_cannot_be_meant_is_a_problem_with_a_remedy(shown: Site) -> None:
    for path in (
        "/incidents?kind=murder",
        "/incidents?after=%F0%9F%92%A3",
        "/incidents?after=bm9uZQ",
        "/incidents?as_of=tomorrow",
        "/incidents?side=a&side=b&side=c",
        "/incidents/nothing",
        "/claims?since=2023-01-01&until=2022-01-01",
        "/claims/nothing",
        "/documents/nothing",
        "/documents?after=LTE",
        "/nothing",
    ):
        found = shown.client.get(V1 + path)
        assert 400 <= found.status_code < 500, path
        assert found.headers["content-type"] == "application/problem+json"
        assert {"type", "title", "status", "detail", "instance"} <= found.json().keys()
        assert found.json()["status"] == found.status_code


def test_the_same_answer_is_not_sent_twice(shown: Site) -> None:
    first = shown.client.get(f"{V1}/incidents")
    again = shown.client.get(f"{V1}/incidents", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = shown.client.get(f"{V1}/incidents?format=csv")
    assert other.headers["etag"] != first.headers["etag"]


def test_an_etag_changes_with_the_ledger(site: Site) -> None:
    before = site.client.get(f"{V1}/incidents").headers["etag"]
    site.desk.judge(*site.pair, "different", why="two villages")
    site.desk.reconcile()
    assert site.client.get(f"{V1}/incidents").headers["etag"] != before


def test_formats_go_by_what_the_caller_accepts(shown: Site) -> None:
    geo = shown.client.get(f"{V1}/incidents", headers={"accept": "application/geo+json"}).json()
    assert geo["type"] == "FeatureCollection"
    assert {one["properties"]["precision"] for one in geo["features"]} == {1, 2, 4}
    lon, lat = geo["features"][0]["geometry"]["coordinates"]
    assert 45 < lon < 47
    assert 39 < lat < 41
    table = shown.client.get(f"{V1}/claims", headers={"accept": "text/csv, */*;q=0.1"})
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert {row["stance"] for row in rows} == {"asserts", "denies"}
    assert shown.client.get(f"{V1}/incidents?format=xml").status_code == 406
    assert shown.client.get(f"{V1}/documents", headers={"accept": "image/png"}).status_code == 406


def test_a_cell_that_a_spreadsheet_would_run_is_text(site: Site) -> None:
    site.desk.judge(*site.pair, "different", why="=HYPERLINK(1)", by="@evil")
    rows = list(csv.DictReader(io.StringIO(site.client.get(f"{V1}/judgements?format=csv").text)))
    assert (rows[0]["why"], rows[0]["by"]) == ("'=HYPERLINK(1)", "'@evil")


def test_one_incident_tells_why_and_how_it_came_to_be(shown: Site) -> None:
    (one,) = items(shown, "/incidents", stance="denied")
    assert shown.client.get(f"{V1}/incidents/{one['id']}").json() == one
    why = shown.client.get(f"{V1}/incidents/{one['id']}/explanation").json()
    assert {each["claim"]["stance"] for each in why["evidence"]} == {"asserts", "denies"}
    assert why["comparisons"][0]["reasons"]
    history = shown.client.get(f"{V1}/incidents/{one['id']}/history").json()["items"]
    assert history[-1]["incident"]["claims"] == one["claims"]


def test_offsets_of_a_claim_point_into_its_document(shown: Site) -> None:
    for claim in items(shown, "/claims"):
        document = shown.client.get(f"{V1}/documents/{claim['document']}").json()
        start, end = claim["trigger"]["start"], claim["trigger"]["end"]
        assert document["text"][start:end] == claim["trigger"]["text"] == "shelled"
        assert len(document["text_sha256"]) == 64


def test_words_find_their_documents_with_the_passage(shown: Site) -> None:
    (found,) = items(shown, "/documents", q="drones road")
    assert found["outlet"] == "Daily Beacon"
    start, end = found["marks"][0]
    assert found["snippet"][start:end].lower() in {"drones", "road"}


def test_the_records_themselves_come_whole(shown: Site) -> None:
    raw = shown.client.get(f"{V1}/incidents?format=records&stance=denied").json()["items"][0]
    board = shown.desk.board()
    assert canon.load(json.dumps(raw), Incident) == board.glances[raw["id"]].incident


def test_clusters_count_every_place_once_and_keep_regions_apart(shown: Site) -> None:
    near = shown.client.get(f"{V1}/incidents/clusters?zoom=0").json()["features"]
    assert sorted(one["properties"]["count"] for one in near) == [1, 2]
    region = next(one for one in near if one["properties"]["precision"] == 4)
    assert region["properties"]["place"] == "Syunik"
    far = shown.client.get(f"{V1}/incidents/clusters?zoom=12").json()["features"]
    assert [one["properties"]["count"] for one in far] == [1, 1, 1]
    assert shown.client.get(f"{V1}/incidents/clusters?north=1&south=0").json()["features"] == []


def test_judging_by_the_api_is_undone_by_the_api(site: Site) -> None:
    left, right = site.pair
    body = {"left": left, "right": right, "verdict": "different", "why": "two villages"}
    assert site.client.post(f"{V1}/judgements", json=body).status_code == 201
    assert len(items(site, "/incidents")) == 4
    gone = site.client.request(
        "DELETE",
        f"{V1}/judgements?left={left}&right={right}",
        headers={"content-type": "application/json"},
    )
    assert gone.status_code == 204
    assert len(items(site, "/incidents")) == 3
    (kept,) = items(site, "/judgements")
    assert kept["withdrawn_at"] is not None
    assert [deed.action for deed in site.desk.access.deeds()] == [
        "withdraw judgement",
        "judge different",
    ]


def test_news_tells_what_changed_since_a_row(site: Site) -> None:
    row = site.desk.board().rows[0]
    site.desk.judge(*site.pair, "different", why="two villages")
    site.desk.reconcile()
    stream = site.client.get(f"{V1}/news?once=true", headers={"last-event-id": str(row)})
    assert stream.headers["content-type"].startswith("text/event-stream")
    told = [json.loads(line[6:]) for line in stream.text.splitlines() if line.startswith("data: ")]
    assert len(told) == stream.text.count("event: incident") >= 2
    assert {one["id"] for one in told} <= {one.id for one in site.desk.incidents()} | {
        one["id"] for one in told if one.get("ended")
    }


def test_the_past_is_served_as_it_was_known(site: Site) -> None:
    before = site.client.get(f"{V1}/incidents?as_of=2022-09-13").json()["items"]
    moment = make.NOON.isoformat()
    assert site.client.get(f"{V1}/incidents", params={"as_of": moment}).json()["items"] == []
    site.desk.withdraw("beacon.txt", why="retracted")
    site.desk.reconcile()
    assert len(items(site, "/incidents")) == 2
    assert len(before) == 3
