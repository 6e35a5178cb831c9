"""The queue: decisions are rows, hold over a new reading, are taken back, and are compared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tests.serve.conftest import told
from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.desk.agreement import alpha
from tocsin.desk.corrections import anchor_of, anchored
from tocsin.errors import InputError
from tocsin.records import Kind, Stance
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serve.conftest import Site


def anchor(site: Site, origin: str) -> str:
    readings = {one.document.origin: one for one in site.desk._store.readings()}
    return anchored(readings[origin], readings[origin].claims[0].claim.first.trigger)


def decide(site: Site, origin: str, field: str, new: str, **asked: Any) -> None:
    chosen = {"old": "", "why": "I looked", "by": "ana"} | asked
    site.desk.review.decide(anchor(site, origin), field, new=new, **chosen)
    site.desk.reconcile()


def test_doubtful_things_are_in_the_queue_until_decided(site: Site) -> None:
    dates = site.desk.review.items(by="ana", sort="date")
    assert [one.field for one in dates] == ["date"], "only the hostile story has no day"
    (item,) = dates
    assert item.sentence[slice(*item.mark)] == "shelled"
    decide(site, "hostile.txt", "date", "2022-09-12")
    assert site.desk.review.items(by="ana", sort="date") == ()
    assert len(site.desk.review.items(by="ben", sort="date")) == 0, "it has a day now"
    flags = site.desk.review.items(by="ana", sort="flag")
    assert [one.words for one in flags] == ["Rebels"]


def test_a_correction_changes_the_incident_and_taking_it_back_restores_it(site: Site) -> None:
    before = site.desk.incidents()
    decide(site, "beacon.txt", "kind", "coerce")
    decide(site, "beacon.txt", "stance", "confirms")
    decide(site, "beacon.txt", "date", "2022-09-20/2022-09-21")
    decide(site, "beacon.txt", "place", "Lachin|AZE|39.64|46.55|1")
    decide(site, "beacon.txt", "actor", "Armenia|ARM|MIL")
    (changed,) = site.desk.incidents(since=date(2022, 9, 20))
    assert changed.when is not None
    assert changed.kind is Kind.COERCE
    assert (str(changed.when.first), str(changed.when.last)) == ("2022-09-20", "2022-09-21")
    assert changed.places[0].name == "Lachin"
    assert changed.actors[0].country == "ARM"
    assert changed.confirmed_by == ("Daily Beacon",)
    for field in ("kind", "stance", "date", "place", "actor"):
        assert site.desk.review.withdraw(anchor(site, "beacon.txt"), field, by="ana")
    site.desk.reconcile()
    assert site.desk.incidents() == before
    assert len(site.desk.review.decisions()) == 5, "the log keeps what was taken back"


def test_what_cannot_be_meant_is_refused(site: Site) -> None:
    for field, new in (
        ("kind", "murder"),
        ("date", "soon"),
        ("date", "2022-09-14/2022-09-13"),
        ("place", "Goris"),
        ("actor", "|ARM|GOV"),
        ("rule", "x"),
    ):
        with pytest.raises(InputError):
            decide(site, "beacon.txt", field, new)
    with pytest.raises(InputError, match="reason"):
        decide(site, "beacon.txt", "kind", "COERCE", why=" ")
    with pytest.raises(InputError):
        anchor_of("nothing")


def test_decisions_hold_over_a_reading_by_newer_rules(tmp_path: Path) -> None:
    """Newer rules find the claim in more characters; the edit finds it by overlap."""
    text = "Guns had shelled Goris on Tuesday, the ministry in Yerevan said."
    words = ["shelled"]

    def take(raw: Any, **_: Any) -> Any:
        document = make.document(raw.payload.decode(), origin=raw.origin)
        return (make.reading(document, *(make.shelling(document, one) for one in words)),)

    def desk_with(model: str) -> Desk:
        chosen = Settings(ledger=tmp_path, gazetteer=tmp_path, model=model)
        return Desk(Ledger(tmp_path / "war.db"), chosen=chosen, take=take)

    with desk_with("old") as desk:
        desk.take_in([make.raw_item(text)])
        (reading,) = desk._store.readings()
        where = anchored(reading, reading.claims[0].claim.first.trigger)
        desk.review.decide(where, "stance", old="asserts", new="denies", why="read on", by="ana")
    words[:] = ["had shelled"]
    with desk_with("new") as desk:
        assert desk.take_in([make.raw_item(text)]).revised == 1
        (claim,) = (one for reading in desk._store.readings() for one in reading.claims)
        assert claim.claim.first.trigger.text == "had shelled"
        assert claim.claim.stance is Stance.DENIES
        assert desk.review.lost() == ((), ())
    words[:] = []
    with desk_with("newest") as desk:
        desk.take_in([make.raw_item(text)])
        (lost,), _ = desk.review.lost()
        assert lost.anchor == where


def test_coders_are_compared(site: Site) -> None:
    for by, stance in (("ana", "denies"), ("ben", "confirms")):
        decide(site, "ararat.txt", "stance", stance, by=by)
        decide(site, "beacon.txt", "stance", "confirms", by=by)
    (found,) = site.desk.review.agreement()
    assert (found.sort, found.coders, found.shared, found.same) == ("stance", ("ana", "ben"), 2, 1)
    assert found.alpha == pytest.approx(0.0)


def test_alpha_is_krippendorffs() -> None:
    """The worked example of nominal data with four coders and gaps: alpha .743 (the 2011 paper)."""
    coders = {
        "a": "1 2 3 3 2 1 4 1 2 . . .",
        "b": "1 2 3 3 2 2 4 1 2 5 . 3",
        "c": ". 3 3 3 2 3 4 2 2 5 1 .",
        "d": "1 2 3 3 2 4 4 1 2 5 1 .",
    }
    rows = {coder: line.split() for coder, line in coders.items()}
    units = [{coder: row[i] for coder, row in rows.items() if row[i] != "."} for i in range(12)]
    found = alpha([unit for unit in units if len(unit) > 1])
    assert found == pytest.approx(0.743, abs=0.001)
    assert alpha([]) is None
    assert alpha([{"a": 1, "b": 1}]) is None, "without variation there is nothing to agree on"
    assert alpha([{"a": 1, "b": 2}, {"a": 2, "b": 1}]) is not None


def test_a_decision_is_made_and_taken_back_on_the_page(site: Site) -> None:
    (item,) = site.desk.review.items(by="a person", sort="date")
    fields = {"anchor": item.anchor, "field": "date", "old": item.value}
    done = site.post(
        "/review/decide", new="2022-09-12", why="the caption says so", choice="correct", **fields
    )
    assert done.status_code == 303
    assert any(one.when and str(one.when.first) == "2022-09-12" for one in site.desk.incidents())
    assert "the caption says so" in site.client.get("/review?tab=log").text
    (row,) = site.client.get("/api/v1/decisions").json()["items"]
    assert (row["field"], row["new"], row["by"]) == ("date", "2022-09-12", "a person")
    assert site.post("/review/withdraw", **fields).status_code == 303
    assert len(site.desk.review.items(by="a person", sort="date")) == 1


def test_the_stories_of_these_tests_are_four(site: Site) -> None:
    assert [told(one).claim.stance for one in site.desk.documents()].count(Stance.DENIES) == 1
