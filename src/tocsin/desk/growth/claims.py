"""Incidents after this turn: new and moved claims beside those that they meet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tocsin.desk.growth.crowds import Crowds
from tocsin.desk.growth.regrouping import Regrouping
from tocsin.desk.growth.ties import Ties
from tocsin.reconcile.blocking import (
    LED,
    Standing,
    keys_of,
    lead_in,
    pairs_of,
    probes_of,
)
from tocsin.reconcile.clusters import clusters_of
from tocsin.reconcile.features import answers
from tocsin.reconcile.hubs import Hubs, leans
from tocsin.reconcile.incidents import incident_of
from tocsin.reconcile.judge import STRANGERS, Weighing, follows
from tocsin.reconcile.tellings import leads_among, led, tellings_in
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

SORT, LEANS = "claim", 2
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
        self._leads: dict[str, str] = {}
        self._turned: frozenset[str] = frozenset()

    def told(self, readings: Iterable[Reading], only: set[str]) -> tuple[Told, ...]:
        """Those claims of these readings, with family, story and lead of each."""
        held = tuple(readings)
        ids = [one.document.id for one in held]
        family, story = (self._homes(n, ids) for n in (0, 1))
        found = told_of(held, homes=family, tales=story, only=only)
        old = (one.id for one in found if one.document.id not in self._turned)
        return led(found, self._known_leads(old) | self._leads)

    def changed(self, read: Iterable[str]) -> frozenset[str]:
        """The documents of families that lost or won a member, or have one that was `read`."""
        new, before = frozenset(read), defaultdict[str, set[str]](set)
        for id_, home in self._kinship.housed("family", set(self._new[0].values())):
            before[home].add(id_)
        now = defaultdict[str, set[str]](set)
        for id_, home in self._new[0].items():
            now[home].add(id_)
        found = (ids for home, ids in now.items() if ids != before[home] or ids & new)
        return frozenset(id_ for ids in found for id_ in ids)

    def turned(self, library: Library, documents: frozenset[str]) -> frozenset[str]:
        """Find out which claims of `documents` follow which; those that follow another one now.

        A text that has copies tells what it tells together with all of these.
        """
        found = self._homes(0, sorted(documents))
        homes = {found[id_] for id_ in documents & found.keys()}
        kin = {id_ for id_, home in self._new[0].items() if home in homes}
        housed = self._kinship.housed("family", homes)
        kin |= {id_ for id_, _ in housed if id_ not in self._touched[0]}
        readings = library.readings(kin)
        every = {claim.id for reading in readings for claim in reading.claims}
        self._leads = leads_among(tellings_in(self.told(readings, every)))
        self._turned = documents | kin
        held = (reading for reading in readings if reading.document.id in documents)
        mine = {claim.id for reading in held for claim in reading.claims}
        before = self._known_leads(mine)
        return frozenset(id_ for id_ in mine if before.get(id_) != self._leads.get(id_))

    def _known_leads(self, claims: Iterable[str]) -> dict[str, str]:
        """Which claim each of these follows in the index, of those that follow one."""
        told = ((claim, lead_in(block)) for block, claim in self._kinship.blocks_of(claims, LED))
        return {claim: lead for claim, lead in told if lead}

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
        self._crowds = Crowds(kinship)
        self._standing = Standing()

    @property
    def ties(self) -> int:
        """How many ties between claims this turn had to know."""
        return len(self._ties)

    def meet(self, told: tuple[Told, ...], lost: frozenset[str]) -> frozenset[str]:
        """Compare `told` with all that they meet; all claims whose ties changed.

        `lost` are claims that no report makes any more.
        """
        self._mine = frozenset(one.id for one in told)
        crowding, freed = self._changed(told, lost)
        anew = {one.id: one for one in (*told, *freed)}
        touched = set(self._ties.drop({*anew, *lost})) | set(anew)
        touched |= self._loosened(crowding - anew.keys())
        probes = {probe for one in anew.values() for probe in self._standing.probes(one)}
        keys = {key for one in anew.values() for key in self._standing.keys(one)}
        crowded = self._crowds.crowded(probes | keys)
        hubs = self._crowds.hubs(crowded & keys)
        met = {claim for _, claim in self._kinship.blocked(probes - crowded)}
        met |= self._in_crowds(anew, hubs)
        beside = self.told(met - anew.keys() - lost)
        weighing = Weighing()
        for a, b in pairs_of(anew.values(), beside, crowded, self._standing, hubs):
            tie = _tie(a, b, weighing.counted(a, b), leaning=self._leans(a, b, hubs))
            binds = tie.binds
            if binds or tie.score != STRANGERS:
                self._ties.add(tie)
            if binds:
                touched |= {a.id, b.id}
        return frozenset(touched - lost)

    def _changed(
        self, told: tuple[Told, ...], lost: frozenset[str]
    ) -> tuple[frozenset[str], tuple[Told, ...]]:
        """The other claims of blocks that became crowded, and those that meet others than before.

        These are the claims of blocks that ceased to be crowded, and those that became hubs, or
        were.
        """
        gone = self._kinship.blocks_of({*self._mine, *lost})
        came = [(key, one.id) for one in told for key in self._standing.keys(one)]
        blocks, turned = self._crowds.change(gone, came)
        crowding, freed = (
            frozenset(claim for _, claim in self._kinship.blocked(some)) for some in blocks
        )
        others = (freed | turned) - self._mine - lost
        return crowding - self._mine - lost, self.told(others)

    def _in_crowds(self, anew: Iterable[str], hubs: Hubs) -> set[str]:
        """The claims of the index that those `anew` meet in crowded blocks."""
        mine = frozenset(anew)
        led = [block for block, found in hubs.items() if not found.isdisjoint(mine)]
        return {hub for found in hubs.values() for hub in found} | {
            claim for _, claim in self._kinship.blocked(led)
        }

    def _leans(self, a: Told, b: Told, hubs: Hubs) -> bool:
        if not hubs:
            return False
        return leans(a.id, b.id, self._standing.keys(a) & self._standing.keys(b), hubs)

    def _loosened(self, claims: frozenset[str]) -> set[str]:
        """Cut the ties of `claims` that met in a block which is crowded now, and in no other.

        What the two tell is as it was: whatever still meets keeps its tie, and is not weighed.
        """
        held = self._ties.among(claims)
        told = {one.id: one for one in self.told(id_ for tie in held for id_ in tie[:2])}
        keys, probes = (
            {id_: look(one) for id_, one in told.items()} for look in (keys_of, probes_of)
        )
        crowded = self._crowds.crowded(block for found in keys.values() for block in found)
        hubs = self._crowds.hubs(crowded)
        touched: set[str] = set()
        for tie in held:
            one, two = tie.left, tie.right
            shared = keys[one] & keys[two] & hubs.keys()
            if any({one, two} & hubs[block] for block in shared):
                continue
            if not (keys[one] & probes[two] - crowded and keys[two] & probes[one] - crowded):
                self._ties.cut(tie)
                touched |= {one, two}
        return touched

    def gather(
        self, touched: frozenset[str], lost: frozenset[str], judgements: tuple[Judgement, ...]
    ) -> list[Gathered]:
        """The incidents that a change of `touched` claims can have changed, with their claims."""
        regrouping = Regrouping(self._kinship, "incident", self._ties, lost)
        regrouping.also((one.left, one.right) for one in judgements if one.verdict is Verdict.SAME)
        groups = regrouping.run(touched, lambda ids, ties: _clusters(ids, ties, judgements))
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
        keys = ((one.id, sorted(self._standing.keys(one))) for one in told)
        changes.blocks += [(key, id_) for id_, held in keys for key in held]

    def told(self, claims: Iterable[str]) -> tuple[Told, ...]:
        """These claims as they are now, those that a report still makes."""
        wanted = set(claims)
        missing = wanted - self._told.keys()
        found: dict[str, Told] = {}
        for readings in self._library.with_claims(missing):
            for one in self._groups.told(readings, missing):
                first = found.setdefault(one.id, one)
                if _named(one) < _named(first):  # of equal texts the first one tells it
                    found[one.id] = one
        self._told |= found
        return tuple(self._told[id_] for id_ in sorted(wanted) if id_ in self._told)


def _named(told: Told) -> tuple[str, str]:
    return told.document.origin, told.document.id


def _tie(a: Told, b: Told, score: float, *, leaning: bool) -> Tie:
    """The tie of two claims.

    `names` and `words` tell whether left or right follows the other, or the right one leans.
    """
    one, two = follows(a, b), follows(b, a)
    links, words = one or two or answers(a, b) is not None, LEANS if leaning else int(two)
    return Tie(a.id, b.id, score, links or score > 0, links, names=int(one), words=words)


def _clusters(
    ids: list[str], ties: Iterable[Tie], judgements: tuple[Judgement, ...]
) -> tuple[tuple[str, ...], ...]:
    scores: dict[tuple[str, str], float] = {}
    links, leaning, followers = [], [], set[str]()
    for one in ties:
        pair = one.left, one.right
        scores[pair] = one.score
        if one.links:
            links.append(pair)
        if one.names:
            followers.add(one.left)
        if one.words == LEANS:
            leaning.append(pair)
        elif one.words:
            followers.add(one.right)
    return clusters_of(ids, scores, links, judgements, frozenset(followers), leaning)
