"""What exactly a denial denies, by its own words."""

from __future__ import annotations

import re

import pytest

from tests import factories
from tocsin.attest.speakers import attributions_in
from tocsin.attest.stance import (
    calls_untrue,
    denial_by,
    denial_of,
    denying_words,
    held,
    takes_on,
    witnesses,
    words_of,
)
from tocsin.lexicon.tables import rows
from tocsin.parse.engine import parse
from tocsin.records import Denial, Stance

pytestmark = pytest.mark.model


def denial(text: str) -> Denial:
    parsed = parse(text)
    (found,) = [
        a for a in attributions_in(factories.document(text), parsed) if a.stance is Stance.DENIES
    ]
    return denial_of(parsed, found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Armenia denied the allegations.", Denial.EVENT),
        ("Armenia denied that it had shelled Lachin.", Denial.EVENT),
        ("Armenia denied responsibility for the attack.", Denial.AUTHORSHIP),
        ("Armenia denied involvement in the attack.", Denial.AUTHORSHIP),
    ],
)
def test_the_words_tell_what_is_denied(text: str, expected: Denial) -> None:
    assert denial(text) is expected


def test_words_that_deny_are_verbs_of_answering_and_no_auxiliaries() -> None:
    assert {"deny", "reject", "dismiss", "refute"} <= denying_words()
    assert not {"do", "be", "have", "no", "not"} & denying_words()


def test_witnesses_saw_it_and_are_no_officials() -> None:
    assert {"resident", "witness"} <= witnesses()
    assert not {"minister", "spokesman", "government"} & witnesses()


def test_every_denial_of_the_table_is_of_a_known_kind() -> None:
    known = {kind.value for kind in Denial} | {"any"}
    assert {row["denies"] for row in rows("speech/denials.tsv")} <= known


def plain(example: str) -> str:
    return re.sub(r"[\[\]{}*]", "", example)


@pytest.mark.parametrize("row", rows("speech/denials.tsv"), ids=lambda row: row["cue"])
def test_every_line_of_denials_reads_its_own_example(row: dict[str, str]) -> None:
    parsed = parse(plain(row["example"]))
    assert held(parsed.tokens, [words_of(row["cue"])])
    if row["denies"] != "any":
        assert denial_by(parsed, range(len(parsed.tokens))).value == row["denies"]


@pytest.mark.parametrize("row", rows("speech/confirmations.tsv"), ids=lambda row: row["cue"])
def test_every_line_of_confirmations_reads_its_own_example(row: dict[str, str]) -> None:
    assert held(parse(plain(row["example"])).tokens, [words_of(row["cue"])])


@pytest.mark.parametrize(
    ("text", "untrue"),
    [
        ("The claims are fake news.", True),
        ("It is a blatant lie.", True),
        ("The army called the report baseless.", True),
        ("It was time to come clean about false claims.", False),
        ("The bomb was fake.", False),
    ],
)
def test_only_an_account_is_called_untrue(text: str, untrue: bool) -> None:  # noqa: FBT001 -- a case
    parsed = parse(text)
    assert calls_untrue(parsed, range(len(parsed.tokens))) is untrue


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("The group claimed responsibility for the raid.", True),
        ("The front said the raid was its own.", True),
        ("The front said the raid was a success.", False),
        ("The front denied responsibility for the raid.", False),
    ],
)
def test_a_deed_is_taken_on_by_the_verb_or_in_the_clause(text: str, takes: bool) -> None:  # noqa: FBT001 -- a case
    parsed = parse(text)
    told = attributions_in(factories.document(text), parsed)
    at = next(t.i for t in parsed.tokens if t.text == "raid")
    assert takes_on(parsed, told[0], at) is takes
