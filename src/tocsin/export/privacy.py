"""Names of victims and private persons, left out: what is public stays, all else is masked."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from dataclasses import replace
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from tocsin.lexicon.actors import entries_at, head_at
from tocsin.lexicon.tables import rows
from tocsin.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.export.cases import Case, Told
    from tocsin.records import Actor, Incident, Link, Place

NOBODY = "a private person"
MASK = "[name]"
BLOT = "█"
WORDED = ("whom", "left", "right", "title")
TELLING = 3  # letters
PRIVATE = {Role.CVL, Role.UNK}

_PARTICLE = r"(?:al|el|bin|ibn|de|del|da|di|van|von|der|la|le|ul|ur|abu)"
_NAME = r"[^\W\d_a-z][\w’'.-]*"
_RUN = re.compile(rf"{_NAME}(?:[ -](?:{_PARTICLE}[ -])*{_NAME})+")
_STYLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss)\.? {_NAME}")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


class Screen:
    """What of an incident may be named: states, forces, groups, offices, outlets and places.

    Whatever else looks like a name of several words is masked, which also masks institutions that
    no table knows: too much rather than too little.
    """

    def __init__(self, told: Iterable[Told], incident: Incident | None = None) -> None:
        """Gather the public names of the claims and documents at hand."""
        told = tuple(told)
        self._public: set[str] = set()
        actors: list[Actor] = [*incident.actors, *incident.recipients] if incident else []
        places: list[Place] = list(incident.places) if incident else []
        for one in told:
            links = (*one.claim.actors, *one.claim.recipients, *one.claim.speakers)
            actors += [link.target for link in links]
            places += [link.target for link in one.claim.places]
            self._public |= set(_words(one.document.outlet or ""))
        for actor in actors:
            if actor.id or actor.role not in PRIVATE:
                self._public |= set(_words(actor.name))
        for place in places:
            self._public |= set(_words(place.name))

    @classmethod
    def case(cls, case: Case) -> Case:
        """An incident with its claims, all without private names."""
        screen = cls(case.told, case.incident)
        return replace(
            case,
            incident=screen.incident(case.incident),
            told=tuple(screen.told(one) for one in case.told),
        )

    def actor(self, actor: Actor) -> Actor:
        """The party, without its name where that is a private person's."""
        if actor.id or actor.role not in PRIVATE or self.voice(actor.name) == actor.name:
            return actor
        return replace(actor, name=NOBODY)

    def voice(self, name: str) -> str:
        """A voice's name, unless it is a private person's."""
        whole = _RUN.fullmatch(name.strip())
        return NOBODY if whole and not self._may_stand(name) else name

    def words(self, text: str) -> str:
        """A text with names that are not public masked."""
        text = _STYLED.sub(lambda found: self._styled(found.group()), text)
        return _RUN.sub(self._run, text)

    def told(self, told: Told) -> Told:
        """The claim without private names, and its words masked."""
        claim = told.claim
        mentions = tuple(
            replace(
                one,
                tolls=tuple(replace(toll, whom=self.words(toll.whom)) for toll in one.tolls),
            )
            for one in claim.claim.mentions
        )
        return replace(
            told,
            claim=replace(
                claim,
                claim=replace(claim.claim, mentions=mentions),
                actors=self._links(claim.actors),
                recipients=self._links(claim.recipients),
                speakers=self._links(claim.speakers),
            ),
            mask=self.words,
        )

    def plain(self, value: object) -> object:
        """A record as JSON without private names; words tied to places keep their length."""
        if isinstance(value, list):
            return [self.plain(one) for one in value]
        if not isinstance(value, dict):
            return value
        if {"start", "end", "text"} <= value.keys():
            return value | {"text": self._blotted(value["text"])}
        return {
            key: self.words(one) if isinstance(one, str) and key in WORDED else self.plain(one)
            for key, one in value.items()
        }

    def _blotted(self, text: str) -> str:
        return text if self.words(text) == text else BLOT * len(text)

    def _links(self, links: tuple[Link[Actor], ...]) -> tuple[Link[Actor], ...]:
        return tuple(replace(one, target=self.actor(one.target)) for one in links)

    def incident(self, incident: Incident) -> Incident:
        """The incident without private names."""
        return replace(
            incident,
            actors=tuple(self.actor(one) for one in incident.actors),
            recipients=tuple(self.actor(one) for one in incident.recipients),
            tolls=tuple(
                replace(one, whom=self.words(one.whom), source=self.voice(one.source))
                for one in incident.tolls
            ),
            asserted_by=self._voices(incident.asserted_by),
            confirmed_by=self._voices(incident.confirmed_by),
            partly_confirmed_by=self._voices(incident.partly_confirmed_by),
            denied_by=self._voices(incident.denied_by),
        )

    def _voices(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.voice(name) for name in names))

    def _styled(self, words: str) -> str:
        style, _, name = words.partition(" ")
        return words if self._may_stand(name) else f"{style} {MASK}"

    def _run(self, found: re.Match[str]) -> str:
        """A run of capitalised words, masked after the words that only open a sentence."""
        words = found.group().split(" ")
        opening = list(takewhile(lambda word: word.casefold() in _plain_words(), words))
        name = " ".join(words[len(opening) :])
        if not name or (opening and not _RUN.fullmatch(name)) or self._may_stand(name):
            return found.group()
        return " ".join([*opening, MASK])

    def _may_stand(self, name: str) -> bool:
        return any(word in self._public for word in _words(name)) or _is_known(
            tuple(_WORD.findall(name))
        )


def _words(name: str) -> list[str]:
    """The words of a name that tell it from others: longer than "al" and "of"."""
    return [word.casefold() for word in _WORD.findall(name) if len(word) >= TELLING]


@lru_cache(maxsize=8192)
def _is_known(words: tuple[str, ...]) -> bool:
    """Whether a table knows a name or an office in these words ("President", "Red Cross")."""
    return any(entries_at(words, at) or head_at(words, at) for at in range(len(words)))


@cache
def _plain_words() -> frozenset[str]:
    """Words that are capitalised for other reasons: openers of sentences, days and months."""
    openers = {row["word"] for row in rows("sentence_openers.tsv")}
    dated = {name.casefold() for name in (*day_name, *month_name) if name}
    return frozenset(openers | dated)
