"""The trigger tables: whole, consistent with each other, and true of their examples."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tocsin.extract.events import mentions_in
from tocsin.lexicon.tables import names_in, rows
from tocsin.parse.engine import parse
from tocsin.records import Document, Kind, digest_of

TABLES = names_in("triggers")
COLUMNS = {"lemma", "pos", "needs", "kind", "mode", "frame", "example"}
NEED = re.compile(r"!?[a-z]+=(?:-|\*|@?[^\s|@]+(?:\|@?[^\s|@]+)*)")
UCDP = {"state-based", "non-state", "one-sided", "-"}
HARMS = {"killed", "wounded", "captured", "missing", "displaced", "-"}
BOUNDS = {"low", "high", "near", "between", "count"}
CHANGES = {"keep", "lend", "own", "swap", "victim"}
ACLED = {
    "Battles": {
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    },
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    },
    "Protests": {
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
    },
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}


def plain(example: str) -> str:
    """The sentence without its marks."""
    return re.sub(r"[\[\]{}*]", "", example)


def marked(example: str, opening: str, closing: str) -> list[tuple[int, int]]:
    """Where the pieces between two marks stand in the sentence without marks."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    at = 0
    for character in example:
        if character == closing and start is not None:
            found.append((start, at))
            start = None
        elif character == opening:
            start = at
        if character not in "[]{}*":
            at += 1
    return found


def document(text: str) -> Document:
    """A report of one sentence."""
    digest = digest_of(text)
    return Document(
        id=digest,
        origin="-",
        outlet=None,
        title=None,
        text=text,
        language="en",
        published=None,
        digest=digest,
    )


def test_every_kind_has_a_table() -> None:
    assert {f"triggers/{kind.value.lower()}.tsv" for kind in Kind} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_lines_are_legal(table: str) -> None:
    modes = {(row["kind"], row["mode"]) for row in rows("modes.tsv")}
    frames = {row["frame"] for row in rows("frames.tsv")}
    classes = {row["class"] for row in rows("classes.tsv")}
    kind = table.removeprefix("triggers/").removesuffix(".tsv").upper()
    for row in rows(table):
        assert set(row) == COLUMNS
        assert row["kind"] == kind, row
        assert row["pos"] in {"v", "n", "a"}, row
        assert (kind, row["mode"]) in modes, row
        assert row["frame"] in frames, row
        assert row["needs"] == "-" or all(map(NEED.fullmatch, row["needs"].split())), row
        assert set(re.findall(r"@([a-z]+)", row["needs"])) <= classes, row


@pytest.mark.parametrize("table", TABLES)
def test_examples_are_marked(table: str) -> None:
    for row in rows(table):
        example = row["example"]
        pieces = marked(example, "*", "*")
        assert len(pieces) == 1, example
        assert example.count("[") == example.count("]"), example
        assert example.count("{") == example.count("}"), example
        assert plain(example)[slice(*pieces[0])].strip(), example


def test_no_line_stands_twice() -> None:
    keys = Counter(
        (row["lemma"], row["pos"], " ".join(sorted(row["needs"].split())))
        for table in TABLES
        for row in rows(table)
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_example_serves_two_lines() -> None:
    examples = Counter(row["example"] for table in TABLES for row in rows(table))
    assert [example for example, count in examples.items() if count > 1] == []


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The striker fired a shot into the top corner from twenty metres.",
        "The midfielder struck twice in the second half.",
        "The rugby sides clash in Cardiff on Sunday.",
        "The team captured the title after a bruising battle with Barcelona.",
        "The champion fought back to win the final in five sets.",
        "Supermarkets opened a price war on milk and bread this week.",
        "The company fired its chief executive after profits fell.",
        "The firm was hit by higher costs and a slump in demand.",
        "The tech giant unveiled its new phone and shares exploded.",
        "The two leaders struck a deal on fishing rights.",
        "The government targets inflation of two per cent.",
        "The virus attacks the lungs of older patients.",
        "The storm killed nine people and destroyed hundreds of homes.",
        "Rain battered the coast and floods swept away two bridges.",
        "The gold mine employs two thousand workers in the valley.",
        "The war of words between the two singers continued online.",
        "Teachers went on strike over pay.",
        "The photographer captured the mood of the crowd.",
    ],
)
def test_everyday_words_are_no_violence(text: str) -> None:
    assert [
        m.rule for m in mentions_in(document(text), parse(text)) if m.kind is Kind.ASSAULT
    ] == []


def test_modes_have_legal_codes() -> None:
    names = Counter(row["mode"] for row in rows("modes.tsv"))
    assert [name for name, count in names.items() if count > 1] == []
    for row in rows("modes.tsv"):
        assert row["kind"] in set(Kind), row
        assert row["acled_sub_event"] in ACLED[row["acled_event"]], row
        assert row["ucdp_type"] in UCDP, row
        assert re.fullmatch(r"(?:0[1-9]|1\d|20)\d{0,2}", row["cameo"]), row
        assert row["example"].endswith("."), row


def test_every_acled_sub_event_has_a_mode() -> None:
    covered = {row["acled_sub_event"] for row in rows("modes.tsv")}
    assert {sub for subs in ACLED.values() for sub in subs} - covered == set()


def test_weapons_imply_modes_of_assault() -> None:
    modes = {row["mode"] for row in rows("modes.tsv") if row["kind"] == "ASSAULT"} | {"-"}
    known = {row["weapon"] for row in rows("weapons.tsv")}
    assert len(known) == len(rows("weapons.tsv"))
    for row in rows("weapons.tsv"):
        assert row["mode"] in modes, row
        assert row["weapon"].split()[-1] in known, f"{row['weapon']}: list its last word too"
        assert row["weapon"].split()[-1] in row["example"].lower(), row


def test_harms_quantities_and_light_verbs_are_legal() -> None:
    assert {row["harm"] for row in rows("harms.tsv")} <= HARMS
    assert {row["bound"] for row in rows("quantities.tsv")} == BOUNDS
    assert {row["frame-change"] for row in rows("light_verbs.tsv")} <= CHANGES
    for row in rows("quantities.tsv"):
        assert row["phrase"] in row["example"].lower(), row
        assert (row["low"] == "-") is (row["bound"] != "count"), row
    for name in ("harms.tsv", "light_verbs.tsv"):
        lines = [tuple(row.values())[:2] for row in rows(name)]
        assert len(lines) == len(set(lines)), name
