"""What exactly a denial denies, by its own words."""

from __future__ import annotations

import pytest

from tests import factories
from tocsin.attest.speakers import attributions_in
from tocsin.attest.stance import denial_of, denying_words, witnesses
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
