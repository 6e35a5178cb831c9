"""A claim in the making: what one voice tells of one happening, before it is settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.attest.voices import Voice
from tocsin.records import Denial, Mention, Stance


@dataclass(slots=True)
class Draft:
    """A claim in the making; `actors` and `recipients` are the sides that it names.

    `plain` marks a denial that is only a negated statement and not called a denial by its words,
    `restricts` a claim that only the right ones were hit, `account` one that is told only in the
    words of who denies it.
    """

    mentions: list[Mention]
    voice: Voice
    stance: Stance
    hedged: bool
    rule: str
    denial: Denial | None = None
    answers: Draft | None = None
    actors: frozenset[str] = field(default_factory=frozenset)
    recipients: frozenset[str] = field(default_factory=frozenset)
    plain: bool = False
    restricts: bool = False
    account: bool = False

    @property
    def first(self) -> Mention:
        """The mention that the claim is named after."""
        return self.mentions[0]

    @property
    def tolls(self) -> bool:
        """Whether any of its mentions states losses."""
        return any(mention.tolls for mention in self.mentions)
