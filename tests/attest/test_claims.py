"""Claims of a text as a whole: their order, ids and rules."""

from __future__ import annotations

import pytest

from tests import factories
from tests.sentences import claims_of
from tocsin.attest.claims import claims_in
from tocsin.extract.events import mentions_in
from tocsin.parse.engine import parse
from tocsin.records import Kind

pytestmark = pytest.mark.model

DISPUTE = (
    "Azerbaijan accused Armenia of shelling Lachin. Armenia denied the allegations. Armenia said "
    "that Azerbaijan had shelled Jermuk and killed two soldiers."
)


def test_claims_come_in_the_order_of_their_triggers() -> None:
    starts = [claim.first.trigger.start for claim in claims_of(DISPUTE)]
    assert len(starts) >= 4
    assert starts == sorted(starts)


def test_ids_are_unique_and_answers_name_one_of_them() -> None:
    claims = claims_of(DISPUTE)
    ids = {claim.id for claim in claims}
    assert len(ids) == len(claims)
    answers = [claim.answers for claim in claims if claim.answers is not None]
    assert answers
    assert set(answers) <= ids


def test_ids_follow_the_text_and_not_where_it_came_from() -> None:
    parsed = parse(DISPUTE)

    def ids(text: str, origin: str) -> list[str]:
        document = factories.document(text, origin=origin)
        at = parsed if text == DISPUTE else parse(text)
        return [c.id for c in claims_in(document, at, mentions_in(document, at))]

    assert ids(DISPUTE, "a.txt") == ids(DISPUTE, "b.txt")
    assert not set(ids(DISPUTE, "a.txt")) & set(ids(DISPUTE + " It rained.", "a.txt"))


def test_a_rule_names_the_trigger_and_the_voice() -> None:
    (claim,) = claims_of("Armenia said that Azerbaijan had shelled Jermuk.")
    assert claim.rule.startswith("assault:shell.v")
    assert claim.rule.endswith("| speech:say [clause]")


def test_no_events_make_no_claims() -> None:
    document = factories.document(DISPUTE)
    assert [c for c in claims_in(document, parse(DISPUTE), ()) if c.answers is None] == []
    assert claims_of("Leave a Comment") == ()
    assert claims_of("") == ()


def test_one_named_voice_that_tells_the_same_again_makes_one_claim() -> None:
    found = claims_of(
        "The border was closed. "
        "The general said that Armenian troops attacked Azerbaijani posts near the lake. "
        "He said that Armenian troops attacked Azerbaijani posts for no reason."
    )
    assert len([claim for claim in found if claim.first.kind is Kind.ASSAULT]) == 1


def test_what_a_voice_tells_of_another_day_stays_another_claim() -> None:
    found = claims_of(
        "The border was closed. "
        "The general said that Armenian troops attacked Azerbaijani posts on Monday. "
        "He said that Armenian troops attacked Azerbaijani posts on Friday."
    )
    assert len([claim for claim in found if claim.first.kind is Kind.ASSAULT]) == 2
