"""Places that a text tells only as where fire came from, which the same blow cannot have hit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.placing import ORIGIN
from tocsin.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.records import Claim
    from tocsin.resolve.clauses import Clauses
    from tocsin.resolve.sitings import Sited


@dataclass(frozen=True, slots=True)
class Origins:
    """Where one text has fire come from: each place with its country and the modes of the fire."""

    told: tuple[tuple[str, str | None, str], ...]

    def ruled_out(
        self, claim: Claim, hit: frozenset[str], places: Iterable[Sited]
    ) -> frozenset[str]:
        """Those of some places that a claim's blow did not hit, since it was fired from there.

        So were blows of the same mode and all that hit other countries; one of the same mode that
        hit another country did not strike anywhere in the country that it was fired from.
        """
        mode = claim.first.mode
        abroad = [told for told in self.told if hit and told[1] not in hit]
        away = {country for _, country, fired in abroad if country and fired == mode}
        names = {name for name, _, _ in abroad}
        names |= {name for name, _, fired in self.told if fired == mode}
        return frozenset(names.union(p.target.name for p in places if p.target.country in away))


def origins_of(clauses: Clauses, places: Iterable[Sited], relations: Iterable[str]) -> Origins:
    """The origins among the places of a text, by the relation that each mention has."""
    found: dict[str, tuple[str, str | None, str]] = {}
    others: set[str] = set()
    for link, relation in zip(places, relations, strict=True):
        name = link.target.name
        governor = clauses.governor(link.mention)
        if relation == ORIGIN and fires(clauses, governor):
            event = clauses.event_at(governor)
            found.setdefault(name, (name, link.target.country, event.mode if event else ""))
        else:
            others.add(name)
    return Origins(tuple(told for name, told in found.items() if name not in others))


def fires(clauses: Clauses, governor: int | None) -> bool:
    """Whether what a place hangs on can have come "from" it as fire: a deed, or "fired"."""
    if governor is None:
        return False
    return clauses.is_deed(governor) or clauses.parse.tokens[governor].lemma in _firing()


@cache
def _firing() -> frozenset[str]:
    """Lemmas of verbs that send a weapon somewhere."""
    return frozenset(
        row["lemma"]
        for row in rows("triggers/assault.tsv")
        if row["pos"] == "v" and row["frame"] == "fire"
    )
