"""What is said to have happened, and who says so, before anybody is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf

from tocsin.records.document import Span


class Kind(StrEnum):
    """PLOVER's sixteen kinds of event (https://github.com/openeventdata/PLOVER)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Reality(StrEnum):
    """Whether the event is told as a fact, a threat, a demand, a possibility or as not so."""

    ACTUAL = "actual"
    THREATENED = "threatened"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Stance(StrEnum):
    """How a voice stands to what is told."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    PARTLY_CONFIRMS = "partly-confirms"
    DENIES = "denies"


class Aloof(StrEnum):
    """How a text keeps its distance from a claim."""

    DOUBTED = "doubted"
    FALSE = "false"
    QUOTED = "quoted"


class Denial(StrEnum):
    """What exactly a denial denies."""

    EVENT = "event"
    AUTHORSHIP = "authorship"
    TARGET = "target"
    TOLL = "toll"
    INTENT = "intent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A phrase that takes part in an event, as `actor` or `recipient`.

    `referent` is what the phrase stands for ("it" -> "the Armenian Defense Ministry"); for most
    phrases it is the phrase itself. `head` is the index of the referent's head token in the parse.
    """

    part: str
    span: Span
    referent: Span
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Locative:
    """A place phrase attached to an event; `relation` is `at`, `target` or `origin`.

    `preposition` keeps the words that set the relation ("in the direction of", "along").
    """

    span: Span
    relation: str
    preposition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """Losses of one disjoint group; `low` and `high` are inclusive, None is an open bound.

    `harm` is killed, wounded, captured, missing or displaced; `whom` the group's words.
    `cumulative` marks a running total that is not the toll of this event alone.
    """

    harm: str
    whom: str
    low: int | None
    high: int | None
    cumulative: bool
    span: Span

    def is_vaguer_than(self, other: Toll) -> bool:
        """Whether the bounds of `other`, a figure of the same harm, lie within these."""
        if self.harm != other.harm or (self.low, self.high) == (other.low, other.high):
            return False
        low, high = self.low or 0, inf if self.high is None else self.high
        return low <= (other.low or 0) and (inf if other.high is None else other.high) <= high


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One predicate in one sentence, told as an event; `trigger_token` indexes the parse."""

    kind: Kind
    mode: str
    trigger: Span
    trigger_token: int
    participants: tuple[Participant, ...]
    weapons: tuple[Span, ...]
    tolls: tuple[Toll, ...]
    place: tuple[Locative, ...]
    time: tuple[Span, ...]
    reality: Reality
    background: bool
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One act of speech or belief: who (`source`), by which words (`cue`), says what (`content`).

    Discontinuous parts are several spans. `source` is empty where nobody is named.
    `source_head` is the token the source stands for after reference is followed, or None. `form`
    is how the content hangs on the cue: clause, quote, object, infinitive, gerund, phrase, noun or
    continued (a quotation that runs on without a cue of its own). `quoted` marks a cue that itself
    stands inside a quotation: what the quoted speaker tells of others.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_head: int | None
    stance: Stance
    rule: str
    form: str = "clause"
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A voice as the text words it; `referent` is what a pronoun or description stands for."""

    span: Span
    referent: Span
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """That a text keeps aloof from a claim, and the words by which it does: "so-called"."""

    how: Aloof
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One happening as one voice tells it in one text, joined from its mentions.

    `chain` runs from the outermost voice to the origin of the claim and is empty when the publisher
    itself speaks. `answers` is the id of the claim of the same text that this one confirms or
    denies. `distance` tells where the text keeps aloof from it; the text's own doubt of how sure it
    is ("reportedly") is `hedged`.
    """

    id: str
    mentions: tuple[Mention, ...]
    chain: tuple[Speaker, ...]
    cue: Span | None
    stance: Stance
    denial: Denial | None
    hedged: bool
    quote: Span | None
    answers: str | None
    rule: str
    distance: Distance | None = None

    @property
    def tolls(self) -> tuple[Toll, ...]:
        """The losses of all mentions, each figure of one harm once.

        A figure that another mention gives more exactly is left out: "hundreds" beside "at least
        500". What one mention counts are disjoint groups.
        """
        found: dict[tuple[str, int | None, int | None], Toll] = {}
        for mention in self.mentions:
            others = [t for m in self.mentions if m is not mention for t in m.tolls]
            for toll in mention.tolls:
                if not any(toll.is_vaguer_than(other) for other in others):
                    found.setdefault((toll.harm, toll.low, toll.high), toll)
        return tuple(found.values())

    @property
    def first(self) -> Mention:
        """The mention that gives the claim its kind, mode and trigger."""
        return self.mentions[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something wrong in the text itself, shown and never silently mended."""

    kind: str
    span: Span
    why: str
