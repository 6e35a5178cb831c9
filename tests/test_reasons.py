"""Every link of every claim says why it was made, with the two values that were compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.examples.expectations import EXAMPLES
from tocsin import desk
from tocsin.records import RUNNER_UP, Dropped, Reason, ResolvedClaim
from tocsin.texts import claims_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

pytestmark = pytest.mark.model

TEXTS = (
    "The committee rejected this. Partners were asked to pay. Some violated the pact.",
    "Their troops crossed the frontier after Armenia and Azerbaijan clashed near Sotk on Monday.",
    "Rebels held Bria. On Tuesday shells hit a school there. The army denied that it had fired.",
    "Villages in the north were burnt, residents said. The governor called for an inquiry.",
    "Kampala said that jets bombed camps of the Allied Democratic Forces in Ituri overnight.",
)


def unexplained(claim: ResolvedClaim) -> list[str]:
    """What a claim names without a reason, or with a reason that lacks one of its values."""
    found = [link.mention.text for link in claim.links if not _are_full(link.reasons)]
    when = claim.when
    return [*found, when.text] if when is not None and not _are_full(when.reasons) else found


def _are_full(reasons: Iterable[Reason]) -> bool:
    told = tuple(reasons)
    return bool(told) and all(r.feature and r.left and r.right for r in told)


@pytest.mark.parametrize("file", sorted((EXAMPLES / "dispatches").iterdir()), ids=lambda f: f.stem)
def test_every_link_in_a_dispatch_has_reasons(file: Path) -> None:
    (outcome,) = desk.read_once(str(file))
    assert not isinstance(outcome, Dropped)
    assert [words for claim in outcome.claims for words in unexplained(claim)] == []


@pytest.mark.parametrize("text", TEXTS)
def test_what_no_table_knows_says_so(text: str) -> None:
    claims = claims_in(text, published="2022-09-14")
    assert claims
    assert [words for claim in claims for words in unexplained(claim)] == []


def test_words_that_nothing_knows_are_kept_and_marked() -> None:
    (claim,) = claims_in("The committee rejected this.", published="2022-09-14")
    (link,) = [link for link in claim.recipients if link.target.name == "this"]
    assert link.uncertain
    assert [reason.feature for reason in link.reasons] == ["in no table"]


def test_a_place_lent_by_the_text_is_uncertain_where_another_is_told_as_often() -> None:
    one = "Fighting broke out in Bria. Shells fell on the market. Rebels kidnapped a priest."
    two = "Fighting broke out in Bria. Fighting raged in Kaga Bandoro. Rebels kidnapped a priest."
    sure, torn = (claims_in(text, published="2020-03-02")[-1].places[0] for text in (one, two))
    assert not sure.uncertain
    assert torn.uncertain
    assert [r.right for r in torn.reasons if r.feature == RUNNER_UP][-1].startswith("Kaga")
