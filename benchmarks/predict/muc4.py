"""MUC-4 templates: the incidents of one document, each as the slots of that task."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import tocsin
from benchmarks.predict.desks import desk_with
from benchmarks.predict.muc4_names import (
    AUTHORITIES,
    BY_MODE,
    DAMAGE,
    EFFECTS,
    INSTRUMENTS,
    OUTSIDE,
    STATE,
    TARGETS,
    VICTIMS,
)
from tocsin.clean.dateline import published_in
from tocsin.config import settings
from tocsin.extract.numbers import quantity_of
from tocsin.grammar.classes import Classes, members
from tocsin.grammar.persons import described_at
from tocsin.lexicon.actors import country_entry
from tocsin.lexicon.tables import rows
from tocsin.parse.engine import parse
from tocsin.records import Kind, Parse, Reality, ResolvedClaim, Role, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from benchmarks.predict.rows import Row
    from tocsin.records import Actor, Incident, Link, Mention, Reading

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
Slots = dict[str, list[str]]


def muc4(row: Row) -> Row:
    """The violence of a document, one template an incident."""
    text: str = row["text"]
    reading = tocsin.reading_of(text, published=published_in(text))
    claims = {each.claim.id: each for each in reading.claims}
    parsed = parse(text, settings().model)
    events = []
    for incident in _incidents(str(row["id"]), reading):
        own = tuple(claims[i] for i in incident.claims if i in claims)
        others = frozenset(
            each.claim.first.trigger.start for each in claims.values() if each not in own
        )
        events.append(_Template(own, parsed, others))
    return {"id": row["id"], "events": [event.slots for event in events if event.is_told]}


def _incidents(id_: str, reading: Reading) -> tuple[Incident, ...]:
    if not reading.claims:
        return ()
    with desk_with({id_: reading}) as desk:
        return desk.incidents()


@dataclass(frozen=True)
class _Template:
    """One incident and the parse of its document."""

    claims: tuple[ResolvedClaim, ...]
    parse: Parse
    elsewhere: frozenset[int]

    @cached_property
    def told(self) -> tuple[ResolvedClaim, ...]:
        """The claims that tell violence of the kinds that the task asks for."""
        return tuple(
            claim
            for claim in self.claims
            if claim.claim.first.kind is Kind.ASSAULT
            and claim.claim.first.mode not in OUTSIDE
            and claim.claim.first.reality is Reality.ACTUAL
            and claim.claim.stance is not Stance.DENIES
        )

    @property
    def is_told(self) -> bool:
        """Whether the task asks for this incident: harm to others than soldiers and fighters."""
        if not self.told:
            return False
        slots = self.slots
        civilians = set(slots["victim_type"]) - {VICTIMS[Role.MIL]}
        return bool(civilians or slots["phys_target"] or slots["instrument_id"])

    @cached_property
    def slots(self) -> Slots:
        """All slots that can be filled."""
        found: Slots = {
            "date": [self._date],
            "location": [self._location],
            "type": [self._type],
            "stage": ["ACCOMPLISHED"],
            "perp_category": [self._category],
        }
        return found | self._instruments | self._perpetrators | self._suffering

    @property
    def _type(self) -> str:
        types = [BY_MODE.get(claim.claim.first.mode, "ATTACK") for claim in self.told]
        return next((found for found in types if found != "ATTACK"), "ATTACK")

    @property
    def _date(self) -> str:
        known = [claim.when for claim in self.told if claim.when and claim.when.last]
        chosen = next((when for when in known if when.text), known[0] if known else None)
        if chosen is None or chosen.last is None:
            return "-"
        last = _day(chosen.last)
        if not chosen.text:
            return f"- {last}"
        if chosen.first is None or chosen.first == chosen.last:
            return last if chosen.first else f"- {last}"
        return f"{_day(chosen.first)} - {last}"

    @property
    def _location(self) -> str:
        places = [
            link.target for claim in self.told for link in claim.places if link.part != "origin"
        ]
        for place in places:
            country = country_entry(place.country or "")
            if country is None:
                continue
            name = country.name.upper()
            town = _plain(place.name)
            return name if town == name else f"{name}: {town} (CITY)"
        countries = [link.target.country for claim in self.told for link in claim.recipients]
        country = next((country_entry(code) for code in countries if code), None)
        return country.name.upper() if country else "-"

    @property
    def _category(self) -> str:
        roles = {link.target.role for claim in self.told for link in claim.actors}
        return "STATE-SPONSORED VIOLENCE" if roles and roles <= STATE else "TERRORIST ACT"

    @property
    def _instruments(self) -> Slots:
        words = [
            " ".join(span.text.split())
            for mention in self._mentions
            for span in mention.weapons
            if span.text.split()[-1].lower().rstrip("s") not in members("vehicle")
        ]
        types = [INSTRUMENTS.get(m.mode, "") for m in self._mentions]
        return {
            "instrument_id": _unique(words)[:1],
            "instrument_type": _unique(filter(None, types))[:1],
        }

    @property
    def _mentions(self) -> list[Mention]:
        return [m for claim in self.told for m in claim.claim.mentions]

    @property
    def _perpetrators(self) -> Slots:
        people: list[str] = []
        bodies: dict[str, str] = {}
        for claim in self.told:
            for link in claim.actors:
                told = " ".join(link.mention.text.split())
                body = self._body(link)
                if body:
                    bodies.setdefault(body, _confidence(claim, link))
                if link.target.name.upper() == told and told != body:
                    people.append(told)
        return {
            "perp_individual": _unique(people)[:1],
            "perp_org": list(bodies)[:1],
            "perp_org_confidence": list(bodies.values())[:1],
        }

    def _body(self, link: Link[Actor]) -> str:
        """The group or organ that an actor is, by its abbreviation if the text has that."""
        sort, _, rest = (link.target.id or "").partition(":")
        span = link.mention
        words = [t for t in self.parse.tokens if span.start <= t.start and t.end <= span.end]
        short = [t.text for t in words if t.text.isupper() and len(t.text) > 1 and t.text.isalpha()]
        if sort == "group":
            return short[0] if short else rest.replace("-", " ").upper()
        organ = bool(words) and words[-1].lemma in _organs()
        return " ".join(span.text.split()).upper() if organ or sort == "organ" else ""

    @property
    def _suffering(self) -> Slots:
        found: Slots = {name: [] for name in SUFFERING}
        seen: set[int] = set()
        for claim in self.told:
            roles = {link.mention.start: link.target for link in claim.recipients}
            for mention in claim.claim.mentions:
                if mention.trigger.start in self.elsewhere:
                    continue
                for party in mention.participants:
                    if party.part == "recipient" and party.head not in seen:
                        seen.add(party.head)
                        self._suffers(party.head, mention, roles, found)
        return {name: values[:MOST] for name, values in found.items()}

    def _suffers(self, head: int, mention: Mention, roles: dict[int, Actor], found: Slots) -> None:
        classes = Classes(self.parse)
        token = self.parse.tokens[head]
        effect = EFFECTS.get(_harm(self._lemma(mention)), "")
        count = quantity_of(self.parse, head)
        number = "1" if token.tag in {"NN", "NNP"} else "PLURAL"
        if count is not None and count.low is not None:
            number = str(count.low)
        sort = next((r["sort"] for r in rows("targets.tsv") if r["noun"] == token.lemma), "")
        if sort or not _is_person(classes, head):
            thing = described_at(self.parse, head).description.upper()
            if sort and thing not in found["phys_target"]:
                found["phys_target"].append(thing)
                found["phys_target_type"].append(TARGETS[sort])
                found["phys_target_number"].append(number)
                found["phys_target_effect"] += DAMAGE.get(self._lemma(mention), [])
            return
        who = described_at(self.parse, head)
        told = {*found["victim_name"], *found["victim_description"]}
        role = next((a.role for s, a in roles.items() if s <= token.start), None)
        fighter = role is Role.REB
        if {who.name.upper(), who.description.upper()} & told or fighter:
            return
        if classes.has(head, "armed"):
            role = Role.MIL
        found["victim_name"] += [who.name.upper()] if who.name else []
        found["victim_description"] += [who.description.upper()] if who.description else []
        found["victim_type"].append(VICTIMS.get(role, "CIVILIAN") if role else "CIVILIAN")
        found["victim_number"].append(number)
        found["victim_effect"] += [effect] if effect else []

    def _lemma(self, mention: Mention) -> str:
        return self.parse.tokens[mention.trigger_token].lemma


MOST = 2
SUFFERING = (
    "phys_target_effect",
    "phys_target",
    "phys_target_type",
    "phys_target_number",
    "victim_name",
    "victim_description",
    "victim_type",
    "victim_number",
    "victim_effect",
)


@cache
def _organs() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("bodies.tsv") if row["sort"] == "body")


def _is_person(classes: Classes, head: int) -> bool:
    sorts = ("people", "armed", "captive", "state")
    return classes.label(head) in {"PERSON", "OTHER"} or any(classes.has(head, s) for s in sorts)


def _harm(lemma: str) -> str:
    return next((row["harm"] for row in rows("harms.tsv") if row["lemma"] == lemma), "")


def _confidence(claim: ResolvedClaim, link: Link[Actor]) -> str:
    """How surely the organisation did it, by who says so."""
    if not claim.speakers:
        return "POSSIBLE" if claim.claim.hedged else "REPORTED AS FACT"
    voice = claim.speakers[-1].target
    if voice.id and voice.id == link.target.id:
        return "CLAIMED OR ADMITTED"
    if voice.role in AUTHORITIES:
        return "SUSPECTED OR ACCUSED BY AUTHORITIES"
    return "SUSPECTED OR ACCUSED"


def _plain(name: str) -> str:
    """A name in capitals without accents, as the telegrams write it."""
    bare = unicodedata.normalize("NFKD", name)
    return "".join(c for c in bare if not unicodedata.combining(c)).upper()


def _day(day: date) -> str:
    return f"{day.day:02} {MONTHS[day.month - 1]} {day.year % 100:02}"


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
