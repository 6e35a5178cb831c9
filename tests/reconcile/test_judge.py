"""What is weighed once for many copies is weighed right for each of them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

from tests import factories as make
from tocsin.reconcile.features import ABOUT_TEXTS, FEATURES
from tocsin.reconcile.judge import (
    RIVALS,
    STRANGERS,
    SURE,
    Weighing,
    _are_rivals,
    compare,
    content_of,
)
from tocsin.reconcile.told import Told, Way, told_of
from tocsin.records import Kind, Reality, Role, Span, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

TELLING = tuple(feature for feature in FEATURES if feature not in ABOUT_TEXTS)
OTHER_TEXT = "Rebels raided the Verishen prison on Thursday, killing seven guards."


def shelling() -> Told:
    """A claim that every reason has something to say about."""
    document = make.document(make.TEXT, origin="a")
    (told,) = told_of(
        [make.reading(document, make.shelling(document, of={"tolls": (make.toll(5, 6),)}))]
    )
    return told


def raid() -> Told:
    """A claim that differs from `shelling` in whatever a claim holds."""
    document = make.document(OTHER_TEXT, origin="b", outlet="b", published=make.DAY + timedelta(30))
    claim = make.shelling(
        document,
        "raided",
        of={
            "kind": Kind.COERCE,
            "mode": "raid",
            "reality": Reality.THREATENED,
            "background": True,
            "tolls": (make.toll(7, 8, harm="wounded", whom="guards", cumulative=True),),
            "rule": "other",
        },
        told={"stance": Stance.DENIES, "hedged": True, "rule": "other", "answers": "c"},
        actors=(make.actor("rebels", "ARM", role=Role.REB),),
        recipients=(make.actor("prison guards", "AZE", role=Role.GOV),),
        places=(make.place("Jermuk", geonameid=3, lat=39.84, lon=45.67, country="AZE"),),
        days=replace(make.when(make.DAY + timedelta(9), make.DAY + timedelta(12)), text="then"),
    )
    inferred = tuple(replace(link, score=0.3) for link in claim.actors)
    (told,) = told_of([make.reading(document, replace(claim, actors=inferred))])
    days = make.DAY + timedelta(20), make.DAY + timedelta(22)
    return replace(
        told,
        news_days=days,
        umbrella=True,
        way=Way(mode="raid", lent=True),
        sure_day=False,
        sure_place=False,
    )


def meeting() -> Told:
    """An undated meeting, which is compared by other rules."""
    document = make.document(make.TEXT, origin="d")
    claim = make.shelling(document, of={"kind": Kind.CONSULT, "mode": "meeting"}, days=None)
    (told,) = told_of([make.reading(document, claim)])
    return told


def mixed(one: Any, other: Any) -> Iterator[Any]:
    """`one` with a single thing in it, at any depth, as it is in `other`."""
    if one == other:
        return
    yield other
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for place, (left, right) in enumerate(zip(one, other, strict=True)):
            for value in mixed(left, right):
                yield (*one[:place], value, *one[place + 1 :])
    elif is_dataclass(one) and type(one) is type(other) and not isinstance(one, (Span, type)):
        for name in (field.name for field in fields(one)):
            for value in mixed(getattr(one, name), getattr(other, name)):
                yield replace(one, **{name: value})


def every_mixture() -> list[list[Told]]:
    """For each of the claims above, the claim itself and all its mixtures with the others."""
    whole = [shelling(), raid(), meeting()]
    return [[one, *(m for o in whole for m in mixed(one, o))] for one in whole]


def weighed(told: Told, beside: Told) -> list[float | None]:
    """What each reason gives for the two, and whether they are rivals."""
    found = [feature(told, beside) for feature in TELLING]
    return [*(one and one[0] for one in found), _are_rivals(told, beside)]


def test_claims_of_onecontent_of_are_worth_the_same_beside_any_other() -> None:
    groups = every_mixture()
    others = [told for group in groups for told in group[::4]]
    alike = 0
    for one, *rest in groups:
        expected = [weighed(one, other) for other in others]
        for twin in (told for told in rest if content_of(told) == content_of(one)):
            alike += 1
            assert [weighed(twin, other) for other in others] == expected
    assert alike > len(groups) * 10, "only a claim that differs beside its content is a proof"


def test_each_reason_about_what_is_told_has_something_to_say_here() -> None:
    others = [told for group in every_mixture() for told in group]
    silent = {
        feature.__name__
        for feature in TELLING
        if all(feature(one, two) is None for one, two in combinations(others, 2))
    }
    assert not silent


def test_a_weighing_gives_what_each_pair_counts_by_itself() -> None:
    weighing = Weighing()
    others = [told for group in every_mixture() for told in group[::5]]
    for one, two in combinations(others, 2):
        counted, score = weighing.counted(one, two), compare(one, two).score
        assert counted == Weighing().counted(two, one)
        assert counted == score if score > -SURE else counted in {RIVALS, STRANGERS}


def test_no_reason_depends_on_which_claim_comes_first() -> None:
    others = [told for group in every_mixture() for told in group[::3]]
    for one, two in combinations(others, 2):
        assert weighed(one, two) == weighed(two, one)
