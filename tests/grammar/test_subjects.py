"""Who does what a verb tells."""

from __future__ import annotations

import re

import pytest

from tocsin.grammar.subjects import subjects
from tocsin.lexicon.tables import rows
from tocsin.parse.engine import parse


@pytest.mark.model
@pytest.mark.parametrize("row", rows("asking_verbs.tsv"), ids=lambda row: row["example"])
def test_whoever_is_asked_is_the_one_to_do_it(row: dict[str, str]) -> None:
    asked = re.search(r"\[(.+)\]", row["example"])
    assert asked
    found = parse(row["example"].translate({ord(sign): None for sign in "[]"}))
    doing = next(token for token in found.tokens if found.child(token.i, "aux") is not None)
    (doer,) = subjects(found, doing.i)
    assert found.tokens[doer].text == asked.group(1).split()[-1]


@pytest.mark.model
def test_nobody_waits_for_a_time_of_day_to_act() -> None:
    found = parse("The rebels waited for dawn to open fire.")
    doing = next(token for token in found.tokens if token.text == "open")
    assert [found.tokens[i].text for i in subjects(found, doing.i)] == ["rebels"]
