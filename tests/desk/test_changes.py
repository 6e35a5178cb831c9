"""Versions of a report: what they lost, gained, and what their publisher says of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tocsin.desk import Desk
from tocsin.desk.changes import notices_in, sentences_of
from tocsin.lexicon.tables import rows
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Receipt

if TYPE_CHECKING:
    from pathlib import Path

RECEIPT = Receipt(origin="a", digest="d1", rules="1", asked="")


def test_a_revision_shows_what_it_lost_gained_and_says(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "war.db")
    old = "Twelve people died in the raid. It began at dawn."
    new = "Nine people died in the raid. It began at dawn.\nCorrection: the toll was nine."
    for number, text in enumerate((old, new)):
        reading = make.reading(make.document(text, origin="a"))
        ledger.add(reading, receipt=RECEIPT, at=make.NOON + timedelta(number))
    desk = Desk(ledger)
    desk.withdraw("a", why="retracted", by="ana")
    first, second = desk.changes_to("a")
    assert (first.lost, first.gained, first.notices) == ((), (), ())
    assert second.lost == ("Twelve people died in the raid.",)
    assert second.gained == ("Nine people died in the raid.", "Correction: the toll was nine.")
    assert [(one.sort, one.words) for one in second.notices] == [
        ("correction", "Correction: the toll was nine.")
    ]
    assert (second.version.why, second.version.by) == ("retracted", "ana")
    assert [one.version.number for one in desk.changes_to("a", make.NOON)] == [1]
    assert desk.changes_to("none") == ()
    desk.close()


@pytest.mark.parametrize("row", rows("notices.tsv"), ids=lambda row: row["words"])
def test_every_line_of_the_table_reads_its_example(row: dict[str, str]) -> None:
    assert row["sort"] in {"correction", "update", "retraction"}
    assert row["sort"] in {one.sort for one in notices_in(row["example"])}


def test_news_about_corrections_is_no_notice() -> None:
    assert notices_in("The army corrected its fire. The minister retracted his words.") == ()


@given(st.text(st.sampled_from("Ab. !\n\"”'")))
def test_sentences_lose_no_word(text: str) -> None:
    assert "".join("".join(sentences_of(text)).split()) == "".join(text.split())
