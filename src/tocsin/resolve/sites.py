"""The event's place among the places of the text: its clause first, then what the text is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tocsin.grammar.placing import ORIGIN
from tocsin.records import Kind, Reality
from tocsin.resolve.bearings import is_bearing
from tocsin.resolve.clauses import SAID, Clauses
from tocsin.resolve.locatives import LOCAL, Locatives
from tocsin.resolve.origins import Origins, fires, origins_of
from tocsin.resolve.sitings import (
    ANSWERED,
    AT_HOME,
    CLAUSE,
    COUNTRY,
    NARROWED,
    PARLEYS,
    REGION,
    SCENE,
    SENTENCE,
    Sited,
    ahead,
    because,
    exact,
    is_at_home,
    is_near,
    is_region,
    is_told_by,
    is_whole,
    is_wide,
    is_within,
    seats,
    unique,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.records import Claim, Mention

UNPLACED = (SAID - {Kind.THREATEN}) | {Kind.SANCTION}
OWN_ONLY = frozenset({Kind.THREATEN, Kind.CONSULT, Kind.AID, Kind.COOPERATE, Kind.CONCEDE})
PARLEY = frozenset({Kind.AGREE, Kind.CONSULT})
UNTOLD = frozenset({Reality.THREATENED, Reality.DEMANDED, Reality.HYPOTHETICAL})
REACH = 2
FADE = 10
DEED, OTHER, ASIDE, SEAT, FROM, WIDE = 2.0, 1.0, 0.5, 0.5, 0.3, 0.4
RULES = 0.6
CLEAR, LIKELY, LENT = 0.9, 0.7, 0.5
LIST_GAP = {",", "and", "or", ", and", "as well as", "/", ", the", "and the"}


@dataclass(frozen=True, slots=True)
class Sites:
    """The places of one text, asked where each claim says it happened."""

    clauses: Clauses
    links: tuple[Sited, ...]
    text: str
    _locatives: Locatives = field(init=False, repr=False)
    _places: tuple[Sited, ...] = field(init=False, repr=False)
    _hung: tuple[tuple[int | None, int | None], ...] = field(init=False, repr=False)
    _lists: tuple[int, ...] = field(init=False, repr=False)
    _origins: Origins = field(init=False, repr=False)
    _scenes: dict[tuple[frozenset[str], frozenset[str]], list[Sited]] = field(
        init=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Keep the places where something can happen, what they hang on, and their lists."""
        locatives = Locatives(self.clauses, self.links, self.text)
        object.__setattr__(self, "_locatives", locatives)
        found = locatives.found()
        lists = (n for n in range(len(found) - 1) if self._listed(found[n], found[n + 1]))
        object.__setattr__(self, "_places", found)
        object.__setattr__(self, "_hung", tuple(map(self._hangs_on, found)))
        object.__setattr__(self, "_lists", tuple(lists))
        origins = origins_of(self.clauses, found, map(self._relation, found))
        object.__setattr__(self, "_origins", origins)

    def of(
        self,
        claim: Claim,
        hit: frozenset[str] = frozenset(),
        doers: frozenset[str] = frozenset(),
    ) -> tuple[Sited, ...]:
        """Where the claim says it happened, the most exact places of the nearest mention.

        Places of the event's own clause come first, then those of its sentence, then those of the
        claim that it answers, then the place that the text is about. Words have no place, and the
        place of speaking is none of the event. A region is narrowed to the place in it that the
        text is about, which lies in a country of those who were `hit` where they are known. What
        is done at home and told of no place is in the country of its `doers`. The part of each link
        is at, target or origin.
        """
        first = claim.first
        if first.kind in UNPLACED:
            return ()
        if self.clauses.is_telling(first.trigger_token):
            answered = self._answered(claim)
            if answered:
                return answered
        own = self._told(claim)
        if is_at_home(claim) and not is_told_by(own, CLAUSE):
            home = because(unique(self._countries(doers)), AT_HOME, LENT)
            if home:
                return home
        if is_wide(claim, self.clauses.parse) and not self._is_untold(claim.first):
            return exact(own) or because(self._theatre(claim, hit), SCENE, LENT)
        return self._placed(claim, own, hit)

    def _is_untold(self, first: Mention) -> bool:
        """Whether a deed has not happened, and so is in no place that nobody names."""
        if first.reality is Reality.HYPOTHETICAL:
            return not self.clauses.is_over(first)
        return first.reality in UNTOLD

    def _countries(self, codes: frozenset[str]) -> list[Sited]:
        """The countries with these codes that the text names, as places."""
        named = (li for li in self.links if li.target.precision == COUNTRY)
        return [replace(li, part="at") for li in named if li.target.country in codes]

    def _placed(
        self, claim: Claim, own: tuple[Sited, ...], hit: frozenset[str]
    ) -> tuple[Sited, ...]:
        """The places told of a claim itself, or else those that its text lends it."""
        first = claim.first
        if first.kind in OWN_ONLY or self._is_untold(first):
            return exact(own)
        if first.kind in PARLEY:
            return exact(own) or because(exact(self._main(self._of_parleys())), PARLEYS, LENT)
        aimed = any(link.part == "target" for link in own)
        if is_within(own, REGION) or (own and (first.background or aimed)):
            return exact(own)
        hit_there = unique([link for link in own if link.part != ORIGIN])
        if len(hit_there) > 1:
            return exact(own)
        origins = [link for link in own if link.part == ORIGIN]
        fired = frozenset(link.target.name for link in origins)
        fired |= self._origins.ruled_out(claim, hit, self._places)
        if hit_there:
            return because(exact([*self._narrowed(hit_there, fired), *origins]), NARROWED, LENT)
        if (hit, fired) not in self._scenes:
            self._scenes[hit, fired] = self._scene(hit, fired)
        scene = because(exact(self._scenes[hit, fired]), SCENE, LENT)
        return self._answered(claim) or tuple(unique([*exact(own), *scene]))

    def _told(self, claim: Claim) -> tuple[Sited, ...]:
        """The places of the first mention of the claim that has any more exact than a country."""
        coarse: tuple[Sited, ...] = ()
        here = self.clauses.parse.sentence_of(claim.first.trigger_token)
        wide = is_wide(claim, self.clauses.parse)
        for mention in claim.mentions[:1] if wide else claim.mentions:
            there = self.clauses.parse.sentence_of(mention.trigger_token)
            told = self.clauses.is_telling(mention.trigger_token) and mention.kind not in SAID
            if told or abs(there - here) > REACH:
                continue
            own = because(self._attached(mention), CLAUSE, CLEAR)
            if own:
                if is_within(own, COUNTRY) and not is_whole(own):
                    return own
                coarse = coarse or own
                continue
            near = because(self._in_sentence(mention), SENTENCE, LIKELY)
            if is_within(near, COUNTRY) and not is_whole(near):
                return near
            coarse = coarse or near
        return coarse

    def _answered(self, claim: Claim) -> tuple[Sited, ...]:
        answered = next((c for c in self.clauses.claims if c.id == claim.answers), None)
        if answered is None or answered.answers is not None:
            return ()
        return because(self.of(answered), ANSWERED, LIKELY)

    def _of_parleys(self) -> list[Sited]:
        """The places of all talks and agreements of the text."""
        mentions = [m for c in self.clauses.claims for m in c.mentions if m.kind in PARLEY]
        return [link for mention in mentions for link in self._attached(mention)]

    def _narrowed(self, wide: Sequence[Sited], fired: frozenset[str]) -> Sequence[Sited]:
        """A country or region, or the one place in it that the text is about.

        It is none of those that the blow was `fired` from.
        """
        countries = {link.target.country for link in wide if link.target.country}
        located = [li for li in self._located() if li.target.name not in fired]
        inside = [li for li in located if li.target.precision < REGION]
        inside = [li for li in inside if not countries or li.target.country in countries]
        if not is_within(wide, COUNTRY) or is_whole(wide):
            regions = [li for li in located if is_region(li)]
            regions = [li for li in regions if li.target.country in countries]
            return self._main(inside) or self._main(regions) or wide
        inside = [li for li in inside if any(is_near(li, region) for region in wide)]
        return self._main(inside, RULES) or wide

    def _scene(self, hit: frozenset[str], fired: frozenset[str]) -> list[Sited]:
        """The place that the text is about, in the country of those hit or that it is about."""
        votes: dict[str | None, float] = defaultdict(float)
        places = [li for li in self._located() if not self._is_of_parley(li)]
        places = [li for li in places if li.target.name not in fired]
        finer = [li for li in places if li.target.precision < COUNTRY]
        at_home = [li for li in finer if li.target.country in hit]
        for link in at_home or places:
            wide = WIDE if link.target.precision > LOCAL else 1
            votes[link.target.country] += self._weight(link) / wide
        if not votes:
            return self._homeland(fired)
        country = max(votes, key=lambda name: votes[name])
        inside = [li for li in places if li.target.country == country]
        for limit in (REGION, COUNTRY, COUNTRY + 1):
            found = self._main([li for li in inside if li.target.precision < limit])
            if found:
                return found
        return []

    def _theatre(self, claim: Claim, hit: frozenset[str]) -> list[Sited]:
        """The region or country of the place that the text is about: no war is a village's."""
        scene = self._scene(hit, self._origins.ruled_out(claim, hit, self._places))[:1]
        home = frozenset(link.target.country for link in scene if link.target.country)
        inside = [li for li in self._places if li.target.country in home]
        found = self._main([li for li in inside if REGION <= li.target.precision <= COUNTRY])
        return found or self._countries(home)[:1] or scene

    def _is_of_parley(self, link: Sited) -> bool:
        """Whether a place is told of talks, where nothing else happens: "talks opened in Oslo"."""
        governor = self.clauses.governor(link.mention)
        if governor is None:
            return False
        doers = self.clauses.parse.children_by(governor, "nsubj", "nsubjpass")
        events = map(self.clauses.event_at, (governor, *(doer.i for doer in doers)))
        return any(event is not None and event.kind in PARLEY for event in events)

    def _homeland(self, fired: frozenset[str]) -> list[Sited]:
        """The country of a text that names no other, whoever acts in its name.

        It is none that the blow is said to have been `fired` from.
        """
        countries = {link.target.country for link in self.links if link.target.country}
        named = [li for li in self.links if li.target.precision == COUNTRY]
        named = [li for li in named if li.target.name not in fired]
        return [replace(named[0], part="at")] if named and len(countries) == 1 else []

    def _located(self) -> tuple[Sited, ...]:
        return self._places

    def _relation(self, link: Sited) -> str:
        return self._locatives.relation(link)

    def _attached(self, mention: Mention) -> list[Sited]:
        own = self.clauses.own(mention.trigger_token)
        hit = [p.referent for p in mention.participants if p.part == "recipient"]
        found: list[Sited] = []
        for link, (governor, noun) in zip(self._places, self._hung, strict=True):
            told = next((s for s in mention.place if link.mention.overlaps(s.span)), None)
            if told is not None:
                away = is_bearing(self.text, link.mention.start)
                found.append(replace(link, part="at" if away else told.relation))
            elif governor in own or noun == own[0]:
                found.append(replace(link, part=self._relation(link) or "at"))
            elif any(link.mention.overlaps(referent) for referent in hit):
                found.append(replace(link, part="target"))
        return unique(self._with_list(found))

    def _hangs_on(self, link: Sited) -> tuple[int | None, int | None]:
        """What a place hangs on, and the noun that this is told of: "a raid that hit X"."""
        governor = self.clauses.governor(link.mention)
        if governor is None or self.clauses.event_at(governor) is not None:
            return governor, None
        above = self.clauses.parse.tokens[governor]
        return governor, above.head if above.dep in {"relcl", "acl"} else None

    def _with_list(self, found: list[Sited]) -> list[Sited]:
        """With the rest of a list of places of which one is attached: "Goris, Sotk and Jermuk"."""
        whole = list(found)
        forth = [(n, n + 1) for n in self._lists]
        back = [(n + 1, n) for n in reversed(self._lists)]
        for left, right in forth + back:
            known, link = self._places[left].mention, self._places[right]
            before = next((f for f in whole if f.mention == known), None)
            if before is not None:
                whole.append(replace(link, part=before.part))
        return whole

    def _listed(self, left: Sited, right: Sited) -> bool:
        first, second = sorted((left.mention, right.mention), key=lambda span: span.start)
        return self.text[first.end : second.start].strip() in LIST_GAP

    def _in_sentence(self, mention: Mention) -> list[Sited]:
        """The nearest place of the sentence that is told of no other event, with its list."""
        here = self.clauses.parse.sentence_of(mention.trigger_token)
        inside = [
            replace(link, part=self._lent(link))
            for link in self._located()
            if self.clauses.sentence_at(link.mention) == here
            and self.clauses.reaches(self.clauses.governor(link.mention), mention.trigger_token)
        ]
        if not inside:
            return []
        finest = min(link.target.precision >= COUNTRY for link in inside)
        inside = [link for link in inside if (link.target.precision >= COUNTRY) == finest]
        near = min(inside, key=lambda li: abs(li.mention.start - mention.trigger.start))
        return unique(self._with_list([near]))

    def _lent(self, link: Sited) -> str:
        """The part of a place of another clause: nothing is fired "from" where people fled from."""
        relation = self._relation(link) or "at"
        fired = fires(self.clauses, self.clauses.governor(link.mention))
        return relation if relation != ORIGIN or fired else "at"

    def _main(self, links: list[Sited], share: float = 0.0) -> list[Sited]:
        """The place most told, those of deeds and of the lead counting more.

        With less than this share of all that is told, none is.
        """
        votes: dict[tuple[str, float | None], float] = defaultdict(float)
        first: dict[tuple[str, float | None], Sited] = {}
        for link in links:
            key = link.target.name, link.target.lat
            votes[key] += self._weight(link)
            first.setdefault(key, link)
        if not votes:
            return []
        best, *others = sorted(votes, key=lambda key: -votes[key])
        if votes[best] < share * sum(votes.values()):
            return []
        chosen = replace(first[best], part="at")
        whole = unique(self._with_list([chosen]))
        listed = {(link.target.name, link.target.lat) for link in whole}
        rival = next((key for key in others if key not in listed), None)
        if rival is not None:
            whole[0] = ahead(chosen, first[rival], 1 - votes[rival] / votes[best])
        return whole

    def _weight(self, link: Sited) -> float:
        governor = self.clauses.governor(link.mention)
        deed = governor is not None and self.clauses.is_deed(governor)
        weight = DEED if deed else OTHER
        event = self.clauses.event_at(governor)
        if event is not None and event.kind in PARLEY:
            weight *= SEAT
        if governor is not None and self.clauses.is_aside(governor):
            weight *= ASIDE
        if link.target.name in seats() and not deed:
            weight *= SEAT
        if self._relation(link) == ORIGIN:
            weight *= FROM
        if link.target.precision > LOCAL:
            weight *= WIDE
        return weight / (1 + self.clauses.sentence_at(link.mention) / FADE)
