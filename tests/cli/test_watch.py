"""The bell in the terminal: alerts, states, forecasts and series, for people and programs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tests.test_desk_watching import GED, TOWNS, read, shell
from tocsin.cli.bell import sparkline
from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Run = Callable[..., Ran]

FROM, TO = "2022-09-01", "2022-09-30"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Three shelled towns, printed on the day; a file of UCDP beside them."""
    path = tmp_path / "l.db"
    chosen = Settings(ledger=path, gazetteer=tmp_path / "g.db")
    noon = datetime(2022, 9, 13, 12, tzinfo=UTC)
    with Desk(Ledger(path), chosen=chosen, take=read, clock=lambda: noon) as desk:
        shell(desk, make.DAY, *TOWNS)
    (tmp_path / "ged.csv").write_text(GED, "utf-8")
    return path


def test_a_replay_says_what_would_have_rung_and_why(tocsin: Run, ledger: Path) -> None:
    ran = tocsin("watch", "--ledger", ledger, "--replay", FROM, TO)
    assert ran.code == 0
    assert "13 Sep 2022  ARM - AZE  SIMMERING" in ran.out
    assert "violence: 3 in 14 days, usually 0" in " ".join(ran.out.split())
    assert "The army shelled Jermuk." in ran.out


def test_a_replay_is_byte_identical(tocsin: Run, ledger: Path) -> None:
    args = ("watch", "--ledger", ledger, "--replay", FROM, TO, "--format", "json")
    first = tocsin(*args).out
    assert first == tocsin(*args).out
    (alert,) = json.loads(first)
    assert alert["dyad"] == ["ARM", "AZE"]
    assert len(alert["cited"]) == len(TOWNS)


def test_a_look_at_a_day_when_the_ledger_was_empty_says_so(tocsin: Run, ledger: Path) -> None:
    ran = tocsin("watch", "--ledger", ledger, "--as-of", "2022-09-01")
    assert "Nothing rings" in ran.out
    assert "The ledger was empty on 2022-09-01" in " ".join(ran.err.split())


def test_a_look_at_a_day_shows_the_states(tocsin: Run, ledger: Path) -> None:
    ran = tocsin("watch", "--ledger", ledger, "--as-of", "2022-09-13")
    assert "Flare-up within three months" in ran.out
    assert "simmering" in ran.out


def test_alerts_that_nobody_kept_are_none(tocsin: Run, ledger: Path) -> None:
    assert tocsin("alerts", "--ledger", ledger).out == "Nothing rings.\n"
    assert tocsin("alerts", "--ledger", ledger, "--format", "json").out == "[]\n"


def test_outside_series_are_taken_in_shown_and_compared(tocsin: Run, ledger: Path) -> None:
    ran = tocsin("series", "import", ledger.with_name("ged.csv"), "--ledger", ledger)
    assert "ged: 2 of 3 rows of a ged file" in ran.err
    assert "1 not counted, no day" in " ".join(ran.err.split())
    assert "ged: ged.csv (ged), 2 of 3 rows" in tocsin("series", "outside", "--ledger", ledger).out
    ran = tocsin("series", "compare", "ARM - AZE", "ged", "--ledger", ledger)
    assert "2022-09" in ran.out
    assert "rank correlation over 1 months: unknown" in " ".join(ran.out.split())


@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_a_forecast_is_shown_and_drawn(tocsin: Run, ledger: Path, ending: str) -> None:
    pytest.importorskip("matplotlib", reason="the extra `plots` is not installed")
    tocsin("series", "import", ledger.with_name("ged.csv"), "--ledger", ledger)
    picture = ledger.with_name("f" + ending)
    ran = tocsin(
        "forecast", "ARM", "--source", "ged", "--ledger", ledger, "--plot", picture, "--months", 2
    )
    assert ran.code == 0, ran.err
    assert "Nine times of ten" in " ".join(ran.out.split())
    assert picture.stat().st_size > 1000


def test_a_picture_of_an_unknown_kind_is_refused(tocsin: Run, ledger: Path) -> None:
    ran = tocsin("series", "show", "ARM", "--ledger", ledger, "--plot", "x.jpeg")
    assert ran.code == 2
    assert "end its name in .png, .svg, .pdf" in " ".join(ran.err.split())


def test_series_are_listed_and_shown(tocsin: Run, ledger: Path) -> None:
    ran = tocsin("series", "list", "--ledger", ledger, "--since", FROM, "--until", TO)
    assert "ARM - AZE" in ran.out
    shown = tocsin("series", "show", "ARM", "--ledger", ledger, "--until", TO, "--format", "json")
    (point,) = json.loads(shown.out)["points"]
    assert (point["events"], point["reports"]) == (3.0, 3)


def test_an_unknown_name_is_an_error_with_a_remedy(tocsin: Run, ledger: Path) -> None:
    for args in (("series", "show", "SDN"), ("forecast", "SDN")):
        ran = tocsin(*args, "--ledger", ledger)
        assert ran.code == 2
        assert "`tocsin series list` shows the names" in " ".join(ran.err.split())


def test_days_of_a_replay_are_checked(tocsin: Run, ledger: Path) -> None:
    ran = tocsin("watch", "--ledger", ledger, "--replay", TO, FROM)
    assert ran.code == 2
    assert "the earlier day first" in " ".join(ran.err.split())
    assert tocsin("watch", "--ledger", ledger, "--replay", "soon", TO).code == 2


def test_a_sparkline_grows_with_its_values() -> None:
    assert sparkline([0, 0.1, 50, 100]) == "·▁▄█"
    assert sparkline([]) == ""
