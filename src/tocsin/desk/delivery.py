"""Telling people: rules are followed along the ledger, each occasion is told once, with proof."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tocsin.desk.board import Board, Sieve
from tocsin.errors import InputError
from tocsin.reconcile import Explanation
from tocsin.records import Alert, Fate, Notice, Occasion, Quoted
from tocsin.store.glances import Glance
from tocsin.store.rows import moment_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from tocsin.records import Delivery, Rule
    from tocsin.store.glances import Glances
    from tocsin.store.outbox import Outbox

WAITS = (60, 300, 1800, 7200, 21600)  # seconds before each new attempt; then it is a dead letter
GRACE = timedelta(minutes=10)  # longer than any delivery takes
MOST_QUOTED = 4
Send = Callable[[str, Notice], None]
"""What carries a notice to the channel of a name; an OSError that it raises is tried again."""
INTERRUPTED = "interrupted while it was sent; it may have arrived, so it is not sent again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """A source that fell silent: its name and when it was last heard."""

    name: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What rules look at beside incidents, and how an incident is quoted."""

    explain: Callable[[str], Explanation]
    alerts: Callable[[], Iterable[Alert]]
    silent: Callable[[], Iterable[Silent]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round did: notices made, deliveries sent, failed and given up."""

    made: int
    sent: int
    failed: int
    dead: int


class Deliveries:
    """Follows rules along a ledger, and sends what they tell."""

    def __init__(
        self, outbox: Outbox, looks: Glances, world: World, now: Callable[[], datetime]
    ) -> None:
        """Work with `outbox`; `now` tells the time of each entry."""
        self._outbox = outbox
        self._looks = looks
        self._world = world
        self._now = now

    def follow(self, rules: Sequence[Rule], *, by: str = "a person") -> int:
        """Make the notices that are due since the last time; a new rule begins with what is new."""
        newest = self._looks.newest()[0]
        made = 0
        for rule in rules:
            start = self._outbox.position(rule, by=by, start=newest, at=self._now())
            known = {claim for one in self._outbox.told(rule.name) for claim in one.claims}
            found, last = self._along(rule, start, known)
            made += self._outbox.post(rule, found, last, self._now())
        return made

    def rehearse(
        self, rules: Sequence[Rule], since: date | None = None, until: date | None = None
    ) -> tuple[Notice, ...]:
        """What the rules would have told over the past, had they been there; nothing is kept."""
        told: list[Notice] = []
        for rule in rules:
            found, _ = self._along(rule, 0, set(), (since, until))
            told += found
        return tuple(sorted(told, key=lambda one: one.at))

    def send(self, send: Send) -> Round:
        """Send what is due; a failure is tried again later, and is a dead letter in the end."""
        for one in self._outbox.deliveries(Fate.SENDING):
            if one.due_at + GRACE < self._now():
                self._settle(one, Fate.DEAD, INTERRUPTED)
        tally = {Fate.SENT: 0, Fate.PENDING: 0, Fate.DEAD: 0}
        for one in self._outbox.due(self._now()):
            if not self._outbox.claim(one.number, at=self._now()):
                continue
            try:
                send(one.channel, one.notice)
            except OSError as error:
                fate = Fate.PENDING if one.attempts < len(WAITS) else Fate.DEAD
                self._settle(one, fate, f"{type(error).__name__}: {error}")
            else:
                fate = Fate.SENT
                self._settle(one, fate, "")
            tally[fate] += 1
        failed, dead = tally[Fate.PENDING], tally[Fate.DEAD]
        return Round(made=0, sent=tally[Fate.SENT], failed=failed, dead=dead)

    def retry(self, number: int) -> None:
        """Let a dead letter be tried once more."""
        self._outbox.settle(number, Fate.PENDING, attempts=0, due_at=self._now(), told="")

    def dead(self) -> tuple[Delivery, ...]:
        """The dead letters, oldest first."""
        return self._outbox.deliveries(Fate.DEAD)

    def newest(self, most: int = 100) -> tuple[Notice, ...]:
        """The newest notices, the newest first."""
        return self._outbox.newest(most)

    def rules(self) -> tuple[tuple[Rule, str], ...]:
        """The rules that are followed, each with who made it."""
        return self._outbox.rules()

    def add_rule(self, rule: Rule, *, by: str) -> None:
        """Follow a rule from now on."""
        self._outbox.position(rule, by=by, start=self._looks.newest()[0], at=self._now())

    def end_rule(self, name: str) -> bool:
        """Follow a rule no longer; False if there was none."""
        return self._outbox.end_rule(name, at=self._now())

    def _settle(self, one: Delivery, fate: Fate, told: str) -> None:
        wait = WAITS[min(one.attempts, len(WAITS) - 1)]
        due_at = self._now() + timedelta(seconds=wait)
        self._outbox.settle(one.number, fate, attempts=one.attempts + 1, due_at=due_at, told=told)

    def _along(
        self,
        rule: Rule,
        start: int,
        known: set[str],
        days: tuple[date | None, date | None] = (None, None),
    ) -> tuple[list[Notice], int]:
        """The notices of the changes after row `start`, and the last row; `known` were told of."""
        found: list[Notice] = []
        last = start
        if rule.when in {Occasion.INCIDENT, Occasion.FIRST_DENIAL}:
            sieve, board = _sieve_of(rule), Board()
            board.place(self._looks.homes(0))
            for change in self._looks.after(start):
                last = change.number
                if not isinstance(change, Glance) or not _in(days, change.recorded_at):
                    continue
                if known.isdisjoint(change.claims) and board.passes(change, sieve):
                    found.append(self._notice(rule, change))
                    known.update(change.claims)
        elif rule.when is Occasion.ALARM:
            found = [
                _alarm(rule, one, self._now()) for one in self._world.alerts() if _fits(rule, one)
            ]
        else:
            found = [
                _silence(rule, one, self._now())
                for one in self._world.silent()
                if rule.source in {"", one.name}
            ]
        return found, last

    def _notice(self, rule: Rule, glance: Glance) -> Notice:
        incident = glance.incident
        denied = rule.when is Occasion.FIRST_DENIAL
        who = " and ".join(dict.fromkeys(a.name for a in incident.actors)) or "somebody"
        whom = " and ".join(dict.fromkeys(r.name for r in incident.recipients))
        where = ", ".join(list(dict.fromkeys(place.name for place in incident.places))[:3])
        title = f"{incident.kind.value.lower()} {incident.mode}: {who}"
        title += f" against {whom}" if whom else ""
        title += f", {where}" if where else ""
        if denied:
            title = f"denied by {', '.join(incident.denied_by)}: {title}"
        return Notice(
            id=_id(rule, f"{rule.when}:{glance.id}"),
            rule=rule.name,
            about=f"{rule.when}:{glance.id}",
            title=title,
            day=incident.when.first if incident.when else None,
            incident=glance.id,
            quoted=self._quoted(glance.id),
            claims=glance.claims,
            at=moment_of(glance.recorded_at),
        )

    def _quoted(self, incident: str) -> tuple[Quoted, ...]:
        """The sentences behind an incident, those that deny it first."""
        try:
            found = self._world.explain(incident).evidence
        except InputError:
            return ()
        ranked = sorted(found, key=lambda one: one.claim.claim.stance.value != "denies")
        return tuple(
            Quoted(
                voice=one.voice,
                outlet=one.outlet or "",
                document=one.sentence.document_id,
                claim=one.claim.id,
                sentence=one.sentence.text,
            )
            for one in ranked[:MOST_QUOTED]
        )


def _sieve_of(rule: Rule) -> Sieve:
    return Sieve(
        sides=rule.sides,
        country=rule.country,
        kind=rule.kind,
        place=rule.place,
        source=rule.source,
        stance="denied" if rule.when is Occasion.FIRST_DENIAL else "",
        least_reports=rule.reports,
        least_toll=rule.toll,
    )


def _in(days: tuple[date | None, date | None], recorded_at: str) -> bool:
    day = recorded_at[:10]
    return (not days[0] or day >= days[0].isoformat()) and (
        not days[1] or day <= days[1].isoformat()
    )


def _id(rule: Rule, about: str) -> str:
    return hashlib.sha256(f"{rule.name}\n{about}".encode()).hexdigest()[:24]


def _fits(rule: Rule, alert: Alert) -> bool:
    return set(rule.sides) <= {alert.dyad.a, alert.dyad.b}


def _alarm(rule: Rule, alert: Alert, at: datetime) -> Notice:
    about = f"{rule.when}:{alert.id}"
    told = f"{alert.dyad.name} is {alert.state.value}: {alert.observed:g} observed"
    return Notice(
        id=_id(rule, about),
        rule=rule.name,
        about=about,
        title=f"{told}, {alert.expected:.2g} expected ({alert.detector})",
        day=alert.day,
        incident=alert.incidents[0] if alert.incidents else None,
        quoted=tuple(
            Quoted(
                voice=one.voice,
                outlet=one.outlet or "",
                document=one.document,
                claim=one.claim,
                sentence=one.sentence,
            )
            for one in alert.cited[:MOST_QUOTED]
        ),
        claims=(),
        at=at,
    )


def _silence(rule: Rule, one: Silent, at: datetime) -> Notice:
    about = f"{rule.when}:{one.name}:{one.last}"
    return Notice(
        id=_id(rule, about),
        rule=rule.name,
        about=about,
        title=f"{one.name} fell silent; last heard {one.last or 'never'}",
        day=None,
        incident=None,
        quoted=(),
        claims=(),
        at=at,
    )
