"""Incidents after this turn: new and moved claims beside those that they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.desk.growth.regrouping import Regrouping
from tocsin.desk.growth.ties import Ties
from tocsin.reconcile.blocking import keys_of, pairs_of, probes_of
from tocsin.reconcile.clusters import clusters_of, is_link
from tocsin.reconcile.incidents import incident_of
from tocsin.reconcile.judge import SURE, compare
from tocsin.reconcile.told import told_of
from tocsin.records import Verdict
from tocsin.store.kinship_records import Tie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.desk.growth.library import Library
    from tocsin.reconcile.told import Told
    from tocsin.records import Family, Incident, Judgement, Reading, Story
    from tocsin.store.kinship import Kinship
    from tocsin.store.kinship_records import Changes

SORT = "claim"
Gathered = tuple["Incident", tuple["Told", ...]]


class Groups:
    """Which family and story each document is in after this turn."""

    def __init__(
        self,
        kinship: Kinship,
        families: tuple[Family, ...],
        stories: tuple[Story, ...],
        touched: tuple[frozenset[str], frozenset[str]],
    ) -> None:
        """Know the groups that were worked out anew; others are as the index has them."""
        self._kinship = kinship
        self._new = (
            {id_: one.id for one in families for id_ in one.documents},
            {id_: one.id for one in stories for id_ in one.documents},
        )
        self._touched = touched

    def told(self, readings: Iterable[Reading], only: set[str]) -> tuple[Told, ...]:
        """Those claims of these readings, with family and story of each."""
        held = tuple(readings)
        ids = [one.document.id for one in held]
        family, story = (self._homes(n, ids) for n in (0, 1))
        return told_of(held, homes=family, tales=story, only=only)

    def moved(self) -> frozenset[str]:
        """The documents whose family or story is another one now."""
        found: set[str] = set()
        for n, sort in enumerate(("family", "story")):
            old = self._kinship.homes(sort, self._touched[n])
            found |= {id_ for id_ in self._touched[n] if old.get(id_) != self._new[n].get(id_)}
        return frozenset(found)

    def _homes(self, n: int, ids: list[str]) -> dict[str, str]:
        sort = ("family", "story")[n]
        old = self._kinship.homes(sort, ids)
        kept = {id_: home for id_, home in old.items() if id_ not in self._touched[n]}
        return kept | self._new[n]


class Claims:
    """The claims of one turn."""

    def __init__(self, kinship: Kinship, library: Library, groups: Groups) -> None:
        """Work with the index, the readings of this turn and the groups of documents."""
        self._kinship = kinship
        self._library = library
        self._groups = groups
        self._ties = Ties(kinship, SORT)
        self._told: dict[str, Told] = {}
        self._mine: frozenset[str] = frozenset()

    def meet(self, told: tuple[Told, ...], lost: frozenset[str]) -> frozenset[str]:
        """Compare `told` with all that they meet; all claims whose ties changed.

        `lost` are claims that no report makes any more.
        """
        mine = {one.id: one for one in told}
        self._mine = frozenset(mine)
        touched = set(self._ties.drop({*mine, *lost})) | set(mine)
        met = self._kinship.blocked({probe for one in told for probe in probes_of(one)})
        others = {claim for claims in met.values() for claim in claims} - mine.keys() - lost
        beside = self.told(others)
        for a, b in pairs_of((*told, *beside)):
            if a.id in mine or b.id in mine:
                found = compare(a, b)
                links = is_link(found)
                binds = links or found.score > 0
                if binds or found.score > -SURE:
                    tie = Tie(found.left, found.right, found.score, binds=binds, links=links)
                    self._ties.add(tie)
                if binds:
                    touched |= {a.id, b.id}
        return frozenset(touched - lost)

    def gather(
        self, touched: frozenset[str], lost: frozenset[str], judgements: tuple[Judgement, ...]
    ) -> list[Gathered]:
        """The incidents that a change of `touched` claims can have changed, with their claims."""
        regrouping = Regrouping(self._kinship, "incident", self._ties, lost)
        regrouping.also((one.left, one.right) for one in judgements if one.verdict is Verdict.SAME)
        groups = regrouping.run(
            touched, lambda ids, scores, links: clusters_of(ids, scores, links, judgements)
        )
        changed = [
            one for one in groups if regrouping.is_new(one) or not self._mine.isdisjoint(one)
        ]
        told = {one.id: one for one in self.told(id_ for group in changed for id_ in group)}
        gathered = (tuple(told[id_] for id_ in group) for group in changed)
        return [(incident_of(group), group) for group in gathered]

    def write(self, changes: Changes, told: tuple[Told, ...], lost: frozenset[str]) -> None:
        """Put ties and blocks into `changes`."""
        self._ties.write(changes)
        changes.unblocked |= {one.id for one in told} | lost
        changes.blocks += [(key, one.id) for one in told for key in sorted(keys_of(one))]

    def told(self, claims: Iterable[str]) -> tuple[Told, ...]:
        """These claims as they are now, those that a report still makes."""
        wanted = set(claims)
        missing = wanted - self._told.keys()
        if missing:
            found = self._groups.told(self._library.with_claims(missing), missing)
            self._told |= {one.id: one for one in found}
        return tuple(self._told[id_] for id_ in sorted(wanted) if id_ in self._told)
