"""What copies contradict one another in, and which quotation to read instead of a garbled one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tocsin.reconcile import changed, claims_at_odds, contradictions_in, differences

if TYPE_CHECKING:
    from tocsin.records import Reading

WIRE = (
    "Rebels shelled Goris on Tuesday with rockets, and 14 soldiers were killed, the army said. "
    '"We shall hold the pass until the snow falls again," the governor told a reporter.'
)


WEAPONS = ("rockets", "mortars")


def copy_of(text: str, origin: str = "copy", **parts: str) -> Reading:
    document = make.document(text, origin=origin)
    claim = make.shelling(
        document,
        actors=(),
        recipients=(),
        places=(),
        of={"weapons": tuple(make.span(document, one) for one in WEAPONS if one in text)},
    )
    links = {
        field: (make.link(make.actor(words), field, make.span(document, words)),)
        for field, words in parts.items()
    }
    places = tuple(
        make.link(make.place(name), "target", make.span(document, name))
        for name in ("Goris", "Jermuk")
        if name in text
    )
    resolved = make.resolved(claim.claim)
    fields = {"places": places, **{f"{field}s": found for field, found in links.items()}}
    return make.reading(document, make.replaced(resolved, **fields))


def test_equal_copies_contradict_nothing() -> None:
    assert differences(copy_of(WIRE, "a"), copy_of(WIRE)) == ()


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("14 soldiers", "41 soldiers", "number"),
        ("Tuesday", "Thursday", "date"),
        ("Goris", "Jermuk", "place"),
        ("rockets", "mortars", "means"),
        ("governor", "Mayor", None),
    ],
)
def test_what_was_put_in_anothers_stead_is_named_by_its_part(
    old: str, new: str, kind: str | None
) -> None:
    found = differences(copy_of(WIRE, "a"), copy_of(WIRE.replace(old, new)))
    assert [one.kind for one in found] == ([kind] if kind else [])
    for one in found:
        assert (one.left.text, one.right.text) == (
            old.split(maxsplit=1)[0],
            new.split(maxsplit=1)[0],
        )
        assert WIRE[one.left.start : one.left.end] == one.left.text


def test_another_side_is_the_actor_and_mere_wording_is_nothing() -> None:
    reading = copy_of(WIRE, "a", actor="Rebels")
    assert changed(reading, copy_of(WIRE.replace("Rebels", "Troops"), actor="Troops")) == {"actor"}
    assert changed(reading, copy_of(WIRE.replace("told", "assured"), actor="Rebels")) == set()


def test_a_garbled_quote_is_mended_by_reference_to_its_copy() -> None:
    garbled = WIRE.replace("hold the pass until the snow", "hold the past until a blow")
    bad = copy_of(garbled, "bad")
    quoted = make.span(bad.document, "We shall hold the past until a blow falls again,")
    flagged = make.reading(bad.document, *bad.claims, flags=[make.flag(quoted)])
    good = copy_of(WIRE, "good")
    for pair in ((flagged, good), (good, flagged)):
        (found,) = (one for one in differences(*pair) if one.kind == "quote")
        assert found.left == quoted
        assert found.right.document_id == good.document.id
        assert found.why.startswith("another copy of this quote reads “We shall hold the pass")


def test_a_family_is_compared_along_its_edges() -> None:
    readings = [copy_of(WIRE, "a"), copy_of(WIRE.replace("14", "41"), "b")]
    ids = sorted(one.document.id for one in readings)
    found = contradictions_in(make.family(*ids), {one.document.id: one for one in readings})
    assert {one.kind for one in found} == {"number"}
    assert contradictions_in(make.family(*ids), {}) == ()


@pytest.mark.parametrize(
    ("counts", "apart"),
    [(((2, 2), (5, 5)), True), (((2, None), (5, 5)), False), (((2, 3), (3, 4)), False)],
)
def test_counts_are_at_odds_only_where_they_exclude_each_other(
    counts: tuple[tuple[int | None, int | None], ...], *, apart: bool
) -> None:
    readings = []
    for number, (low, high) in enumerate(counts):
        document = make.document(f"{make.TEXT} {number}", origin=str(number))
        span = make.span(document, "Two soldiers")
        toll = make.toll(low, high, span=span)
        readings.append(make.reading(document, make.shelling(document, of={"tolls": (toll,)})))
    ids = [one.claims[0].id for one in readings]
    found = claims_at_odds(readings, ids)
    assert bool(found) == apart
    assert claims_at_odds(readings, ids[:1]) == ()
