"""The grammar of time expressions keeps what its matching relies on."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.resolve.datelexicon import cores
from tocsin.resolve.datephrases import Rule, grammar


@cache
def matches_of(rule: Rule) -> st.SearchStrategy[str]:
    return st.from_regex(rule.pattern)


@pytest.mark.parametrize("order", range(len(grammar())))
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_every_match_holds_a_word_that_its_rule_needs_and_one_that_tells_a_time(
    order: int, data: st.DataObject
) -> None:
    rule = grammar()[order]
    signs = data.draw(matches_of(rule))
    match = rule.pattern.search(signs)
    assert match is not None
    assert rule.needs.intersection(match.group())
    assert cores().intersection(signs)
