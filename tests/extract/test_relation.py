"""What one party does to another, when both are given."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.records import Kind


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "source", "target", "kind"),
    [
        ("Oman condemned the raid by Chad.", "Oman", "Chad", Kind.ACCUSE),
        ("Oman refused to meet the envoy of Chad.", "Oman", "Chad", Kind.REJECT),
        ("Oman will not release the sailors of Chad.", "Oman", "Chad", Kind.REJECT),
        ("Oman will send food to Chad.", "Oman", "Chad", Kind.AGREE),
        ("Oman sent food to Chad.", "Oman", "Chad", Kind.AID),
        ("Oman is willing to help Chad.", "Oman", "Chad", Kind.AGREE),
        ("Oman said that Chad must withdraw its troops.", "Oman", "Chad", Kind.REQUEST),
        ("Oman threatened to attack Chad.", "Oman", "Chad", Kind.THREATEN),
        ("Oman lifted its blockade of Chad.", "Oman", "Chad", Kind.RETREAT),
    ],
)
def test_kinds(text: str, source: str, target: str, kind: Kind) -> None:
    ends = [(text.index(name), text.index(name) + len(name)) for name in (source, target)]
    assert tocsin.kind_of(text, ends[0], ends[1]) is kind


@pytest.mark.model
def test_nothing_joins_two_neighbours() -> None:
    assert tocsin.relation_of("Oman lies east of Chad.", (0, 4), (18, 22)) is None


@pytest.mark.model
def test_a_relation_names_its_mode_and_rule() -> None:
    found = tocsin.relation_of("Oman sent food to Chad.", (0, 4), (18, 22))
    assert found is not None
    assert (found.mode, found.rule.split("[")[0]) == ("humanitarian", "aid:send.v")
