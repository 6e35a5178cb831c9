"""Which names of a text stand for where something can happen, and how each hangs on its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tocsin.resolve.bearings import is_bearing
from tocsin.resolve.clauses import Clauses, telling_nouns
from tocsin.resolve.relations import relation_of
from tocsin.resolve.sitings import COUNTRY, Sited, listeners, seats

LOCAL = 3
AGENTIVE = {"by", "between", "with"}
INNER = {"compound", "conj", "appos", "poss", "nmod", "amod"}
DATELINE = re.compile(r"(?:,[^.\n]{0,40})?\s*(?:\([^)\n]{2,30}\)|\(|[—–:]|-\s|,[^.\n]{0,40}:)")


@dataclass(frozen=True, slots=True)
class Locatives:
    """The place names of one text, asked which are places of what happens."""

    clauses: Clauses
    links: tuple[Sited, ...]
    text: str
    _relations: dict[int, str] = field(init=False, repr=False, default_factory=dict)

    def found(self) -> tuple[Sited, ...]:
        """The names that stand for where something can happen, in text order."""
        return tuple(link for link in self.links if self._is_locative(link))

    def relation(self, link: Sited) -> str:
        """The relation that the nearest preposition above a place sets, or an empty string."""
        head = self.clauses.head_of(link.mention)
        if head not in self._relations:
            self._relations[head] = relation_of(self.clauses, self.text, head)
        return self._relations[head]

    def _is_locative(self, link: Sited) -> bool:
        """Whether a name stands for where something can happen, not for who acts or speaks."""
        if link.part == "metonym" or self._is_dateline(link) or self._is_of_speech(link):
            return False
        if self._only_bears(link):
            return False
        if link.target.precision >= COUNTRY or link.target.name in seats():
            return self._is_set_in(link)
        return bool(self.relation(link)) or self._is_backed(link)

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
            if self.relation(other)
        )

    def _is_set_in(self, link: Sited) -> bool:
        """Whether a country or capital is where something is or goes, not who does it."""
        above = self.clauses.parse.tokens[self.clauses.head_of(link.mention)]
        if self.clauses.parse.tokens[above.head].lemma in AGENTIVE:
            return False
        relation = self.relation(link)
        governor = self.clauses.governor(link.mention)
        if governor is None or relation in {"", "at"}:
            return relation == "at"
        return self.clauses.is_deed(governor) or self.clauses.is_done_by_deed(governor)

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
        if self.clauses.parse.tokens[governor].dep == "acl":
            return False
        words = listeners() | telling_nouns()
        at = self.clauses.parse.tokens[self.clauses.head_of(link.mention)]
        for token in self.clauses.parse.ancestors(at.i):
            if token.i == governor:
                return at.dep in {"prep", "pobj", "npadvmod", "advmod"} or at.lemma in words
            if token.dep not in INNER or at.pos != "NOUN":
                at = token
        return True
