"""`tocsin add`: nothing is read twice, nothing that was added is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tocsin import desk
from tocsin.clean import document_of
from tocsin.read import pages_in
from tocsin.records import Document, Dropped, RawItem, Reading
from tocsin.store import engines

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ran

REPORT = "{}\n\nAzerbaijan's army shelled Goris on Tuesday, the ministry said in report {}.\n"
FILES = 5


def shallow(raw: RawItem, **given: Any) -> tuple[Reading | Dropped, ...]:
    """A pipeline without a parser: every report tells of the same shelling."""
    found = [
        page if isinstance(page, Dropped) else document_of(page, **given) for page in pages_in(raw)
    ]
    return tuple(
        make.reading(one, make.shelling(one)) if isinstance(one, Document) else one for one in found
    )


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of small reports, read by the shallow pipeline."""
    monkeypatch.setattr("tocsin.desk.desk.through_the_pipeline", shallow)
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(REPORT.format(f"Report {number}", number))
    return folder


def tally(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_adding_twice_changes_nothing(tocsin: Callable[..., Ran], reports: Path) -> None:
    first = tally(tocsin("add", reports, "--format", "json"))
    assert (first["read"], first["kept"], first["unchanged"]) == (FILES, FILES, 0)
    assert first["changed"] > 0
    before = tocsin("incidents", "--format", "jsonl").out
    again = tally(tocsin("add", reports, "--format", "json"))
    assert (again["kept"], again["revised"], again["unchanged"]) == (0, 0, FILES)
    assert tocsin("incidents", "--format", "jsonl").out == before != ""


def test_a_changed_file_is_a_new_version(tocsin: Callable[..., Ran], reports: Path) -> None:
    tocsin("add", reports)
    (reports / "0.txt").write_text(REPORT.format("Report 0, mended", 0))
    again = tally(tocsin("add", reports, "--format", "json"))
    assert (again["revised"], again["unchanged"]) == (1, FILES - 1)


def test_the_tally_is_for_people_too(tocsin: Callable[..., Ran], reports: Path) -> None:
    (reports / "empty.txt").write_text("")
    ran = tocsin("add", reports)
    assert ran.code == 0
    assert f"{FILES + 1}  read" in ran.out
    assert f"{FILES}  new" in ran.out
    assert "1  dropped" in ran.out
    assert "empty.txt is empty" in ran.err


def test_ctrl_c_keeps_what_was_added(
    tocsin: Callable[..., Ran], reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(raw: RawItem, **given: Any) -> tuple[Reading | Dropped, ...]:
        if raw.origin.endswith("3.txt"):
            raise KeyboardInterrupt
        return shallow(raw, **given)

    monkeypatch.setattr("tocsin.desk.desk.through_the_pipeline", interrupted)
    ran = tocsin("add", reports)
    assert ran.code == 130
    assert "what was added before is kept" in ran.err
    assert "Traceback" not in ran.err
    monkeypatch.setattr("tocsin.desk.desk.through_the_pipeline", shallow)
    again = tally(tocsin("add", reports, "--format", "json"))
    assert (again["kept"], again["unchanged"]) == (FILES - 3, 3)


def test_one_report_that_breaks_the_reader_does_not_stop_the_rest(
    tocsin: Callable[..., Ran], reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def brittle(raw: RawItem, **given: Any) -> tuple[Reading | Dropped, ...]:
        if raw.origin.endswith("2.txt"):
            return (Dropped(origin=raw.origin, step="parse", reason="took too long"),)
        return shallow(raw, **given)

    monkeypatch.setattr("tocsin.desk.desk.through_the_pipeline", brittle)
    found = tally(tocsin("add", reports, "--format", "json"))
    assert found["kept"] == FILES - 1
    assert [one["reason"] for one in found["dropped"]] == ["took too long"]


def test_a_read_only_ledger_is_shown_but_not_added_to(
    tocsin: Callable[..., Ran], reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tocsin("add", reports / "0.txt")
    monkeypatch.setattr(engines, "_writable", lambda _: False)
    ran = tocsin("add", reports)
    assert (ran.code, ran.out) == (2, "")
    assert "is read-only; make the file and its folder writable" in ran.err
    assert len(json.loads(tocsin("claims", "--format", "json").out)) == 1


def test_claims_and_incidents_are_json_for_programs(
    tocsin: Callable[..., Ran], reports: Path
) -> None:
    tocsin("add", reports)
    claims = [json.loads(line) for line in tocsin("claims", "--format", "jsonl").out.splitlines()]
    assert len(claims) == FILES
    assert {claim["trigger"]["text"] for claim in claims} == {"shelled"}
    assert len({claim["document"] for claim in claims}) == FILES
    incidents = json.loads(tocsin("incidents", "--format", "json").out)
    assert {one for found in incidents for one in found["claims"]} == {one["id"] for one in claims}
    told = json.loads(tocsin("explain", claims[0]["id"][:12], "--format", "json").out)[0]
    assert claims[0]["id"] in told["incident"]["claims"]


def test_filters_choose(tocsin: Callable[..., Ran], reports: Path) -> None:
    tocsin("add", reports)
    for args, some in (
        (["--country", "AZE"], True),
        (["--country", "FRA"], False),
        (["--kind", "assault"], True),
        (["--kind", "AGREE"], False),
        (["--since", "2022-09-14"], False),
        (["--until", "2022-09-13"], True),
        (["--place", "Goris"], True),
        (["--place", "Jermuk"], False),
        (["--side", "AZE"], True),
        (["--side", "AZE", "--side", "armenia"], True),
        (["--side", "AZE", "--side", "FRA"], False),
        (["--source", "Baku Times"], False),
        (["--disputed"], False),
        (["--undisputed"], True),
    ):
        for command in ("claims", "incidents"):
            found = json.loads(tocsin(command, *args, "--format", "json").out)
            assert bool(found) == some, (command, args)


def test_incidents_that_an_interruption_left_out_are_made_by_the_next_run(
    tocsin: Callable[..., Ran], reports: Path, tmp_path: Path
) -> None:
    with desk.connect(tmp_path / "late.db") as here:
        here.take_in([reports])
        assert here.incidents() == ()
    again = tally(tocsin("add", reports, "--ledger", tmp_path / "late.db", "--format", "json"))
    assert (again["kept"], again["changed"] > 0) == (0, True)


def test_what_is_dropped_is_named_as_seen_from_here(
    tocsin: Callable[..., Ran], reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(reports)
    (reports / "empty.txt").write_text("")
    assert "dropped empty.txt " in tocsin("add", reports).err


def test_an_empty_folder_is_told(tocsin: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    ran = tocsin("add", tmp_path / "nothing")
    assert (ran.code, ran.out.split()) == (0, ["0", "read"])
    assert "no file was found there" in ran.err


@pytest.mark.parametrize("option", ["--address", "--parquet"])
def test_what_only_a_cluster_needs_is_refused_without_one(
    tocsin: Callable[..., Ran], reports: Path, option: str
) -> None:
    ran = tocsin("add", reports, option, "given")
    assert ran.code == 2
    assert f"{option} given is for a cluster; add --engine ray" in ran.err


def test_a_folder_for_a_cluster_that_nobody_named_goes_with_the_process() -> None:
    code = (
        "from tocsin.cli.options import Engines, cluster_at;"
        "from pathlib import Path;"
        "folder = cluster_at(Engines.RAY, None, None).folder; print(folder, Path(folder).is_dir())"
    )
    ran = subprocess.run(  # noqa: S603 - the code above
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    folder, there = ran.stdout.split()
    assert there == "True"
    assert not Path(folder).exists()


def test_an_object_store_without_a_cluster_is_dropped_with_the_remedy(
    tocsin: Callable[..., Ran],
) -> None:
    ran = tocsin("add", "s3://news/today")
    assert ran.code == 2
    assert "dropped s3://news/today is an address that cannot be read here" in ran.err
    assert "--engine ray" in ran.err


def test_looking_into_a_ledger_that_is_not_there_does_not_make_it(
    tocsin: Callable[..., Ran], tmp_path: Path
) -> None:
    ran = tocsin("incidents", "--ledger", tmp_path / "typo.db")
    assert ran.code != 0
    assert "does not exist" in ran.err
    assert not (tmp_path / "typo.db").exists()
