"""Copies, contradictions, doubts and judgements: the desk's work on what belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.desk.growth import grow
from tocsin.errors import InputError
from tocsin.reconcile import at_odds, compare, contradictions_in, history_of
from tocsin.reconcile.judge import SURE
from tocsin.reconcile.told import told_of
from tocsin.records import Doubt, Judgement, Progress, Reason, Verdict
from tocsin.store.kinship import Kinship
from tocsin.store.naming import claim_named, incident_named

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tocsin.reconcile.told import Told
    from tocsin.records import Contradiction, Family, Reading, TollDay
    from tocsin.store.protocol import Store


class Reconciling:
    """The part of a desk that finds out what belongs together, and lets people overrule it."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        """Work on `store`; `now` tells the time of each entry."""
        self._store = store
        self._now = now

    def reconcile(
        self, progress: Callable[[Progress], None] | None = None, *, anew: bool = False
    ) -> int:
        """Bring families, stories and incidents up to date; how many changed in the ledger."""
        if anew:
            self._store.room(Kinship).clear()
        changed, done, more = 0, 0, True
        while more:
            if progress:
                progress(Progress(stage="compare", done=done, total=done + 1, item=""))
            some, more = grow(self._store, self.standing(None), at=self._now())
            changed, done = changed + some, done + 1
        if progress:
            progress(Progress(stage="compare", done=done, total=done, item=""))
        return changed

    def standing(self, as_of: datetime | None) -> tuple[Judgement, ...]:
        """The judgements that were not withdrawn."""
        return tuple(one for one in self._store.judgements(as_of) if one.withdrawn_at is None)

    def judge(self, left: str, right: str, verdict: str | Verdict, why: str, by: str) -> Judgement:
        """Keep a person's verdict on two claims or incidents; see `Desk.judge`."""
        try:
            chosen = Verdict(verdict)
        except ValueError as error:
            msg = f"verdict {verdict!r} is none of {', '.join(Verdict)}"
            raise InputError(msg) from error
        pair = sorted((claim_named(self._store, left), claim_named(self._store, right)))
        if pair[0] == pair[1]:
            msg = f"{left!r} and {right!r} are one claim; name two"
            raise InputError(msg)
        self._store.withdraw_judgement(*pair, by=by, at=self._now())
        judgement = Judgement(
            left=pair[0],
            right=pair[1],
            verdict=chosen,
            score=1.0,
            reasons=(Reason(feature="why", score=1.0, left=why, right=""),),
            by=by,
            at=self._now(),
            withdrawn_at=None,
        )
        self._store.judge(judgement)
        return judgement

    def withdraw(self, left: str, right: str, by: str) -> bool:
        """Take back what `by` judged of a pair; False if there was nothing to take back."""
        pair = claim_named(self._store, left), claim_named(self._store, right)
        return self._store.withdraw_judgement(*pair, by=by, at=self._now())

    def contradictions(self, id_: str, as_of: datetime | None) -> tuple[Contradiction, ...]:
        """What claims of an incident, or copies of a family, contradict one another in."""
        families = tuple(self._store.families(as_of))
        named = [one for one in families if id_ == one.id or id_ in one.documents]
        if named:
            held = self._readings_of(named, as_of)
            return tuple(c for one in named for c in contradictions_in(one, held))
        incident = incident_named(self._store, id_, as_of)
        readings = self._store.readings_with(incident.claims, as_of)
        return at_odds(incident, readings, families)

    def history(self, id_: str, as_of: datetime | None) -> tuple[TollDay, ...]:
        """How the losses of an incident were told from day to day."""
        incident = incident_named(self._store, id_, as_of)
        readings = self._store.readings_with(incident.claims, as_of)
        return history_of(incident, readings, self._store.families(as_of))

    def doubts(self, limit: int) -> tuple[Doubt, ...]:
        """Pairs that the machine cannot tell and nobody judged, the closest to even first."""
        kinship = self._store.room(Kinship)
        judged = {(one.left, one.right) for one in self.standing(None)}
        found = kinship.doubtful("claim", SURE, limit + len(judged))
        pairs = [(tie.left, tie.right) for tie in found if (tie.left, tie.right) not in judged]
        pairs = pairs[:limit]
        ids = {id_ for pair in pairs for id_ in pair}
        told, homes = self._told(kinship, ids), kinship.homes("incident", ids)
        compared = (compare(told[left], told[right]) for left, right in pairs)
        return tuple(
            Doubt(
                left=one.left,
                right=one.right,
                incidents=(homes[one.left], homes[one.right]),
                score=one.score,
                reasons=one.reasons,
            )
            for one in compared
        )

    def _told(self, kinship: Kinship, claims: set[str]) -> dict[str, Told]:
        """Claims as the last `reconcile` compared them."""
        readings = self._store.readings_with(tuple(sorted(claims)), None)
        ids = [reading.document.id for reading in readings]
        families, stories = kinship.homes("family", ids), kinship.homes("story", ids)
        return {one.id: one for one in told_of(readings, homes=families, tales=stories)}

    def _readings_of(self, families: list[Family], as_of: datetime | None) -> dict[str, Reading]:
        wanted = {id_ for family in families for id_ in family.documents}
        return {one.document.id: one for one in self._store.readings_of(wanted, as_of)}
