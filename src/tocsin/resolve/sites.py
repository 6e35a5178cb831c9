"""The event's place among the places of the text: its clause first, then what the text is about."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tocsin.grammar.placing import ORIGIN
from tocsin.records import Kind, Reality
from tocsin.resolve.bearings import is_bearing
from tocsin.resolve.clauses import SAID, Clauses, telling_nouns
from tocsin.resolve.origins import Origins, fires, origins_of
from tocsin.resolve.relations import relation_of
from tocsin.resolve.sitings import (
    ANSWERED,
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
    is_near,
    is_region,
    is_whole,
    is_within,
    listeners,
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
LOCAL = 3
REACH = 2
FADE = 10
DEED, OTHER, ASIDE, SEAT, FROM, WIDE = 2.0, 1.0, 0.5, 0.5, 0.3, 0.4
RULES = 0.6
AGENTIVE = {"by", "between", "with"}
NAMING = {"compound", "nmod", "amod", "poss"}
INNER = {"compound", "conj", "appos", "poss", "nmod", "amod"}
DATELINE = re.compile(r"(?:,[^.\n]{0,40})?\s*(?:\([^)\n]{2,30}\)|\(|[—–:]|-\s|,[^.\n]{0,40}:)")
CLEAR, LIKELY, LENT = 0.9, 0.7, 0.5
LIST_GAP = {",", "and", "or", ", and", "as well as", "/", ", the", "and the"}


@dataclass(frozen=True, slots=True)
class Sites:
    """The places of one text, asked where each claim says it happened."""

    clauses: Clauses
    links: tuple[Sited, ...]
    text: str
    _places: tuple[Sited, ...] = field(init=False, repr=False)
    _hung: tuple[tuple[int | None, int | None], ...] = field(init=False, repr=False)
    _lists: tuple[int, ...] = field(init=False, repr=False)
    _origins: Origins = field(init=False, repr=False)
    _relations: dict[int, str] = field(init=False, repr=False, default_factory=dict)
    _scenes: dict[tuple[frozenset[str], frozenset[str]], list[Sited]] = field(
        init=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Keep the places where something can happen, what they hang on, and their lists."""
        found = tuple(link for link in self.links if self._is_locative(link))
        lists = (n for n in range(len(found) - 1) if self._listed(found[n], found[n + 1]))
        object.__setattr__(self, "_places", found)
        object.__setattr__(self, "_hung", tuple(map(self._hangs_on, found)))
        object.__setattr__(self, "_lists", tuple(lists))
        origins = origins_of(self.clauses, found, map(self._relation, found))
        object.__setattr__(self, "_origins", origins)

    def of(self, claim: Claim, hit: frozenset[str] = frozenset()) -> tuple[Sited, ...]:
        """Where the claim says it happened, the most exact places of the nearest mention.

        Places of the event's own clause come first, then those of its sentence, then those of the
        claim that it answers, then the place that the text is about. Words have no place, and the
        place of speaking is none of the event. A region is narrowed to the place in it that the
        text is about, which lies in a country of those who were `hit` where they are known. The
        part of each link is at, target or origin.
        """
        first = claim.first
        if first.kind in UNPLACED:
            return ()
        if self.clauses.is_telling(first.trigger_token):
            answered = self._answered(claim)
            if answered:
                return answered
        return self._placed(claim, self._told(claim), hit)

    def _placed(
        self, claim: Claim, own: tuple[Sited, ...], hit: frozenset[str]
    ) -> tuple[Sited, ...]:
        """The places told of a claim itself, or else those that its text lends it."""
        first = claim.first
        untold = first.reality in UNTOLD and (
            first.reality is not Reality.HYPOTHETICAL or not self.clauses.is_over(first)
        )
        if first.kind in OWN_ONLY or untold:
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
        for mention in claim.mentions:
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

    def _is_locative(self, link: Sited) -> bool:
        """Whether a name stands for where something can happen, not for who acts or speaks."""
        if link.part == "metonym" or self._is_dateline(link) or self._is_of_speech(link):
            return False
        if self._only_bears(link):
            return False
        if link.target.precision >= COUNTRY or link.target.name in seats():
            return self._is_set_in(link)
        return bool(self._relation(link)) or self._is_backed(link)

    def _only_bears(self, link: Sited) -> bool:
        """Whether it tells where a place of its sentence lies: "Pisky, 10 km from Donetsk"."""
        if not is_bearing(self.text, link.mention.start):
            return False
        here = self.clauses.sentence_at(link.mention)
        return any(
            other.target.precision < LOCAL
            and self.clauses.sentence_at(other.mention) == here
            and not is_bearing(self.text, other.mention.start)
            for other in self.links
        )

    def _is_backed(self, link: Sited) -> bool:
        """Whether something else in the text is set in the country of a place."""
        return any(
            other.target.country == link.target.country and other.mention != link.mention
            for other in self.links
            if self._relation(other)
        )

    def _is_set_in(self, link: Sited) -> bool:
        """Whether a country or capital is where something is or goes, not who does it."""
        above = self.clauses.parse.tokens[self.clauses.head_of(link.mention)]
        if self.clauses.parse.tokens[above.head].lemma in AGENTIVE:
            return False
        relation = self._relation(link)
        governor = self.clauses.governor(link.mention)
        return relation == "at" or (
            bool(relation) and governor is not None and self.clauses.is_deed(governor)
        )

    def _is_dateline(self, link: Sited) -> bool:
        """Whether it opens a paragraph as the place of the report: "KYIV, May 3 (Agency) -"."""
        before = self.text[: link.mention.start].rsplit("\n", 1)[-1]
        after = self.text[link.mention.end : link.mention.end + 60]
        return not before.strip() and DATELINE.match(after) is not None

    def _is_of_speech(self, link: Sited) -> bool:
        """Whether it is where somebody spoke: "told reporters in Kyiv", "a statement in Riyadh"."""
        governor = self.clauses.governor(link.mention)
        if governor is None or not self.clauses.tells(governor):
            return False
        words = listeners() | telling_nouns()
        at = self.clauses.parse.tokens[self.clauses.head_of(link.mention)]
        for token in self.clauses.parse.ancestors(at.i):
            if token.i == governor:
                return at.dep in {"prep", "pobj", "npadvmod", "advmod"} or at.lemma in words
            if token.dep not in INNER or at.pos != "NOUN":
                at = token
        return True

    def _relation(self, link: Sited) -> str:
        """The relation that the nearest preposition above a place sets, or an empty string."""
        head = self.clauses.head_of(link.mention)
        if head not in self._relations:
            self._relations[head] = relation_of(self.clauses, self.text, head)
        return self._relations[head]

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
