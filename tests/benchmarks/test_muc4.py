"""MUC-4 templates come from the incidents of one text in capitals."""

from __future__ import annotations

import pytest

from benchmarks.predict.muc4 import muc4
from benchmarks.predict.muc4_names import BY_MODE, DAMAGE, EFFECTS, INSTRUMENTS, OUTSIDE, TARGETS
from tocsin.lexicon.tables import rows

TEXT = (
    "BOGOTA, 3 JAN 90 -- [TEXT] GUERRILLAS OF THE NATIONAL LIBERATION ARMY KIDNAPPED THREE\n"
    "ENGINEERS NEAR MEDELLIN ON 2 JANUARY, POLICE REPORTED TODAY."
)


def test_modes_harms_and_targets_are_those_of_the_tables() -> None:
    modes = {row["mode"] for row in rows("modes.tsv") if row["kind"] == "ASSAULT"}
    assert OUTSIDE | BY_MODE.keys() | INSTRUMENTS.keys() <= modes
    assert TARGETS.keys() == {row["sort"] for row in rows("targets.tsv")}
    assert EFFECTS.keys() <= {row["harm"] for row in rows("harms.tsv")}
    assert DAMAGE


@pytest.mark.model
def test_a_kidnapping_fills_its_slots() -> None:
    (event,) = muc4({"id": "x", "text": TEXT})["events"]
    assert event["type"] == ["KIDNAPPING"]
    assert event["date"] == ["02 JAN 90"]
    assert event["location"] == ["COLOMBIA: MEDELLIN (CITY)"]
    assert event["perp_org"] == ["NATIONAL LIBERATION ARMY"]
    assert event["perp_org_confidence"] == ["SUSPECTED OR ACCUSED BY AUTHORITIES"]
    assert event["victim_description"] == ["ENGINEERS"]
    assert event["victim_number"] == ["3"]


@pytest.mark.model
def test_a_text_without_violence_has_no_template() -> None:
    quiet = "BOGOTA, 3 JAN 90 -- [TEXT] THE MINISTER OPENED A SCHOOL IN MEDELLIN ON SUNDAY MORNING."
    assert muc4({"id": "x", "text": quiet}) == {"id": "x", "events": []}
