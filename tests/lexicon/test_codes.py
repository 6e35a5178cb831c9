"""Codes of other event data: the tables are whole, and the parties change the usual codes."""

from __future__ import annotations

import pytest

from tocsin.errors import LexiconError
from tocsin.lexicon.codes import codes_of
from tocsin.lexicon.tables import rows
from tocsin.records import Kind, Role


@pytest.mark.parametrize("row", rows("modes.tsv"), ids=lambda row: row["mode"])
def test_every_mode_has_its_usual_codes(row: dict[str, str]) -> None:
    found = codes_of(Kind(row["kind"]), row["mode"])
    assert found.acled_event == row["acled_event"]
    assert found.acled_sub_event == row["acled_sub_event"]
    assert (found.ucdp_type or "-") == row["ucdp_type"]
    assert found.cameo == row["cameo"]


def test_a_sub_event_type_belongs_to_one_event_type() -> None:
    pairs = {(row["acled_sub_event"], row["acled_event"]) for row in rows("modes.tsv")}
    assert len(pairs) == len({sub for sub, _ in pairs})


@pytest.mark.parametrize(
    ("mode", "actors", "recipients", "sub_event", "violence"),
    [
        ("shelling", [Role.MIL], [Role.REB], "Shelling/artillery/missile attack", "state-based"),
        ("shelling", [Role.MIL], [Role.CVL], "Shelling/artillery/missile attack", "one-sided"),
        ("shelling", [Role.REB], [Role.REB], "Shelling/artillery/missile attack", "non-state"),
        ("clash", [Role.REB, Role.MIL], [], "Armed clash", "state-based"),
        ("clash", [Role.REB, Role.REB], [], "Armed clash", "non-state"),
        ("clash", [Role.REB], [], "Armed clash", "state-based"),
        ("small-arms", [Role.MIL], [Role.CVL], "Attack", "one-sided"),
        ("small-arms", [Role.MIL], [Role.REB], "Armed clash", "state-based"),
        ("killing", [], [Role.MIL], "Armed clash", "one-sided"),
        ("killing", [Role.REB], [Role.MIL], "Armed clash", "state-based"),
        ("seizure-of-territory", [Role.MIL], [], "Government regains territory", "state-based"),
        ("recapture", [Role.REB], [], "Non-state actor overtakes territory", "state-based"),
        ("killing", [Role.UNK], [Role.JUD], "Attack", "one-sided"),
    ],
)
def test_the_parties_decide(
    mode: str, actors: list[Role], recipients: list[Role], sub_event: str, violence: str
) -> None:
    found = codes_of(Kind.ASSAULT, mode, actors=actors, recipients=recipients)
    assert (found.acled_sub_event, found.ucdp_type) == (sub_event, violence)


def test_what_is_no_violence_has_no_type_of_violence() -> None:
    found = codes_of(Kind.CONSULT, "meeting", actors=[Role.REB], recipients=[Role.MIL])
    assert found.ucdp_type is None


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(LexiconError, match="'waltz'"):
        codes_of(Kind.ASSAULT, "waltz")


def test_changes_speak_of_known_codes_modes_and_sorts() -> None:
    sorts = {row["sort"] for row in rows("party_sorts.tsv")} | {"*", "-"}
    modes = {row["mode"] for row in rows("modes.tsv")} | {"*"}
    codes = {
        "acled": {row["acled_sub_event"] for row in rows("modes.tsv")},
        "ucdp": {row["ucdp_type"] for row in rows("modes.tsv")} | {"non-state"},
    }
    assert {row["role"] for row in rows("party_sorts.tsv")} == set(Role) - {Role.UNK}
    for row in rows("party_codes.tsv"):
        assert row["becomes"] in codes[row["scheme"]], row
        assert row["from"] in codes[row["scheme"]] | {"*"}, row
        assert set(row["modes"].split("|")) <= modes, row
        assert set(f"{row['actors']}|{row['recipients']}".split("|")) <= sorts, row
