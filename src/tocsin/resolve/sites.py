"""The event's place among the places of the text, by syntax first and distance second."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.records import Claim, Link, Mention, Parse, Place

PLACELESS = {"ACCUSE", "REQUEST", "CONSULT", "THREATEN", "REJECT", "SANCTION", "SUPPORT", "AGREE"}
COUNTRY = 6
REACH = 6
LIST_GAP = {",", "and", "or", ", and", "as well as", "/", ", the", "and the"}


@dataclass(frozen=True, slots=True)
class Sites:
    """The places of one text, asked where each claim says it happened."""

    parse: Parse
    links: tuple[Link[Place], ...]
    text: str

    def of(self, claim: Claim) -> tuple[Link[Place], ...]:
        """Where the claim says it happened, the most exact places of the nearest mention.

        Places attached to the trigger by syntax come first, then those of its sentence, then the last
        exact place told before (an account stays where it is until it says that it moves). Talk
        (accusations, demands, calls) has a place only where syntax says so. The part of each link is
        at, target or origin.
        """
        talk = str(claim.first.kind) in PLACELESS
        for mention in claim.mentions:
            found = self._attached(mention)
            if not found and not talk:
                found = self._in_sentence(mention)
            if any(link.part != "origin" and link.target.precision < COUNTRY for link in found):
                return _exact(found)
        if talk:
            return ()
        coarse = self._attached(claim.first) or self._in_sentence(claim.first)
        told = self._told_before(claim.first, coarse)
        return _exact(told or coarse)

    def _located(self) -> list[Link[Place]]:
        return [link for link in self.links if link.part != "metonym"]

    def _attached(self, mention: Mention) -> list[Link[Place]]:
        found: list[Link[Place]] = []
        for link in self._located():
            for locative in mention.place:
                if link.mention.overlaps(locative.span):
                    found.append(replace(link, part=locative.relation))
            for participant in mention.participants:
                if participant.part == "recipient" and link.mention.overlaps(participant.referent):
                    found.append(replace(link, part="target"))
        return _unique(self._with_list(found))

    def _with_list(self, found: list[Link[Place]]) -> list[Link[Place]]:
        """With the rest of a list of places of which one is attached: "Goris, Sotk and Jermuk"."""
        whole = list(found)
        ordered = self._located()
        for step in (1, -1):
            run = ordered[::step]
            for at, link in enumerate(run[1:], 1):
                before = next((f for f in whole if f.mention == run[at - 1].mention), None)
                if before is not None and self._listed(run[at - 1], link):
                    whole.append(replace(link, part=before.part))
        return whole

    def _listed(self, left: Link[Place], right: Link[Place]) -> bool:
        first, second = sorted((left.mention, right.mention), key=lambda span: span.start)
        return self.text[first.end : second.start].strip() in LIST_GAP

    def _in_sentence(self, mention: Mention) -> list[Link[Place]]:
        sentence = self.parse.sentence(self.parse.sentence_of(mention.trigger_token))
        start = self.parse.tokens[sentence.start].start
        end = self.parse.tokens[sentence.stop - 1].end
        return _unique([link for link in self._located() if start <= link.mention.start < end])

    def _told_before(self, mention: Mention, coarse: list[Link[Place]]) -> list[Link[Place]]:
        here = self.parse.sentence_of(mention.trigger_token)
        countries = {link.target.country for link in coarse if link.target.country}
        near: list[Link[Place]] = []
        for link in self._located():
            at = self.parse.sentence_of(self.parse.token_at(link.mention.start))
            if link.target.precision >= COUNTRY or not here - REACH <= at < here:
                continue
            if not countries or link.target.country in countries:
                near.append(link)
        if not near:
            return []
        last = near[-1]
        return [link for link in near if link is last or self._chained(link, last, near)]

    def _chained(self, link: Link[Place], last: Link[Place], near: list[Link[Place]]) -> bool:
        """Whether `link` stands in the list that ends with `last`."""
        at = near.index(link)
        return all(self._listed(a, b) for a, b in zip(near[at:], near[at + 1 :], strict=False)) and (
            near[-1] is last
        )


def _exact(links: list[Link[Place]]) -> tuple[Link[Place], ...]:
    """Drop countries and regions where something more exact was found, origins aside."""
    finest = min((li.target.precision for li in links if li.part != "origin"), default=COUNTRY)
    limit = max(finest, 2)
    kept = [link for link in links if link.part == "origin" or link.target.precision <= limit]
    return tuple(kept or links)


def _unique(links: list[Link[Place]]) -> list[Link[Place]]:
    found: dict[tuple[str, float | None], Link[Place]] = {}
    for link in links:
        found.setdefault((link.target.name, link.target.lat), link)
    return list(found.values())
