"""`tocsin judge`: a person's word overrides the machine, and can be taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tocsin.desk import Desk, connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Ran
    from tocsin.records import RawItem, Reading


def shallow(raw: RawItem, **given: Any) -> tuple[Reading, ...]:
    del given
    document = make.document(raw.payload.decode(), origin=raw.origin, outlet=raw.origin)
    return (make.reading(document, make.shelling(document)),)


@pytest.fixture
def pair() -> Iterator[list[str]]:
    """Two claims that the machine takes for one happening, in the user's own ledger."""
    with connect() as opened:
        desk = Desk(opened._store, take=shallow)
        desk.take_in([make.raw_item(f"{make.TEXT} {n}", origin=n) for n in ("a", "b")])
        desk.reconcile()
        yield [claim for one in desk.incidents() for claim in one.claims]


def incidents(tocsin: Callable[..., Ran]) -> int:
    return len(json.loads(tocsin("incidents", "--format", "json").out))


def test_a_judgement_parts_what_the_machine_joined_until_it_is_taken_back(
    tocsin: Callable[..., Ran], pair: list[str]
) -> None:
    assert incidents(tocsin) == 1
    assert tocsin("judge", *pair, "different", "--why", "two villages").code == 0
    assert incidents(tocsin) == 2
    (kept,) = json.loads(tocsin("judgements", "--format", "json").out)
    assert (kept["verdict"], kept["why"], kept["withdrawn_at"]) == (
        "different",
        "two villages",
        None,
    )
    assert tocsin("judge", *pair, "--withdraw").code == 0
    assert incidents(tocsin) == 1
    assert "taken back" in tocsin("judgements").out
    assert "has judged nothing" in tocsin("judge", *pair, "--withdraw").out


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        (["same"], "--why"),
        ([], "--withdraw"),
        (["same", "--why", "x", "--withdraw"], "give a verdict"),
    ],
)
def test_a_judgement_without_a_reason_or_verdict_is_refused_with_the_remedy(
    tocsin: Callable[..., Ran], pair: list[str], given: list[str], remedy: str
) -> None:
    ran = tocsin("judge", *pair, *given)
    assert ran.code == 2
    assert remedy in ran.err


def test_doubts_are_listed_with_what_speaks_for_and_against(
    tocsin: Callable[..., Ran], pair: list[str]
) -> None:
    assert len(pair) == 2
    assert json.loads(tocsin("doubts", "--format", "json").out) == []
    assert "Nothing is in doubt" in tocsin("doubts").out
    assert "changed: 0" in tocsin("reconcile").out
