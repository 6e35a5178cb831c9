"""Which verb or event a phrase hangs on: what is told of a deed, and what only of its telling."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from tocsin.grammar.placing import takes_places
from tocsin.lexicon.tables import rows
from tocsin.records import Claim, Kind, Mention, Parse, Reality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import Span, Token

SAID = frozenset({Kind.ACCUSE, Kind.REQUEST, Kind.THREATEN, Kind.REJECT, Kind.SUPPORT})
VERBAL = {"VERB", "AUX"}
PAST, GOING_ON, MODAL = "VBD", "VBG", "MD"
LENT = {"xcomp", "conj", "pcomp", "prep", "pobj", "dobj", "nsubj", "nsubjpass", "acl", "relcl"}
HEADLINES = 2
STOPS = frozenset('.!?\u201d"')
ANSWERED = "speech:"
TELLING = {"ccomp", "quote", "iobj-ccomp"}


@cache
def telling_verbs() -> frozenset[str]:
    """Lemmas of verbs that hold what somebody says or knows in a clause."""
    return frozenset(
        row["lemma"]
        for row in rows("speech/verbs.tsv")
        if " " not in row["lemma"] and TELLING & set(row["pattern"].split())
    )


@cache
def telling_nouns() -> frozenset[str]:
    """Lemmas of nouns that are the vessel of a statement: "in a statement on Monday"."""
    return frozenset(row["lemma"] for row in rows("speech/nouns.tsv") if row["use"] != "content")


@dataclass(frozen=True, slots=True)
class Clauses:
    """The predicates of one text, asked what a phrase belongs to."""

    parse: Parse
    claims: tuple[Claim, ...]
    _events: dict[int, Mention] = field(init=False, repr=False)
    _cues: frozenset[int] = field(init=False, repr=False)
    _tellers: dict[int, tuple[int, Claim]] = field(init=False, repr=False)
    _governors: dict[int, int | None] = field(init=False, repr=False, default_factory=dict)
    _sentences: dict[int, int] = field(init=False, repr=False, default_factory=dict)
    _heads: dict[tuple[int, int], int] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Note the tokens of all events and of all cues of speech."""
        events: dict[int, Mention] = {}
        tellers: dict[int, tuple[int, Claim]] = {}
        cues = set()
        for claim in self.claims:
            for number, mention in enumerate(claim.mentions):
                events.setdefault(mention.trigger_token, mention)
                told = tellers.get(mention.trigger_token)
                if told is None or number < told[0]:
                    tellers[mention.trigger_token] = (number, claim)
            if claim.cue is not None:
                cues.add(self.parse.token_at(claim.cue.start))
        object.__setattr__(self, "_events", events)
        object.__setattr__(self, "_cues", frozenset(cues))
        object.__setattr__(self, "_tellers", tellers)

    def teller(self, mention: Mention) -> Claim | None:
        """The claim that tells a mention itself; others only refer to it."""
        told = self._tellers.get(mention.trigger_token)
        return told[1] if told else None

    def own_first(self, claim: Claim) -> tuple[Mention, ...]:
        """The mentions of a claim, those that it tells itself before those that it refers to."""
        own = [n == 0 or self.teller(m) is claim for n, m in enumerate(claim.mentions)]
        told = [m for m, mine in zip(claim.mentions, own, strict=True) if mine]
        return (*told, *(m for m, mine in zip(claim.mentions, own, strict=True) if not mine))

    def event_at(self, i: int | None) -> Mention | None:
        """The event whose trigger is token `i`."""
        return None if i is None else self._events.get(i)

    def is_deed(self, i: int) -> bool:
        """Whether token `i` carries an event that is more than words."""
        event = self._events.get(i)
        if event is None or event.kind in SAID:
            return False
        return not event.rule.startswith(ANSWERED)

    def is_done_by_deed(self, i: int) -> bool:
        """Whether verb `i` only says what a deed hit: "an air attack targeted the airport"."""
        return takes_places(self.parse.tokens[i].lemma) and any(
            self.is_deed(subject.i) for subject in self.parse.children_by(i, "nsubj")
        )

    def is_telling(self, i: int) -> bool:
        """Whether token `i` tells who says or knows something, and is no deed itself."""
        if self.is_deed(i):
            return False
        token = self.parse.tokens[i]
        if i in self._events:
            return True
        if token.pos != "VERB" or token.lemma not in telling_verbs():
            return i in self._cues and token.pos != "VERB"
        return i in self._cues or self.parse.child(i, "ccomp") is not None

    def governor(self, span: Span) -> int | None:
        """The nearest event, verb or vessel of a statement above a phrase, or None."""
        at = self.head_of(span)
        if at not in self._governors:
            self._governors[at] = self._governor_of(at)
        return self._governors[at]

    def _governor_of(self, at: int) -> int | None:
        for token in self._upward(at):
            if token.i in self._events or token.pos in VERBAL:
                return token.i
            if token.i != at and token.pos == "NOUN" and token.lemma in telling_nouns():
                return token.i
        return None

    def tells(self, governor: int | None) -> bool:
        """Whether a phrase with this governor belongs to the telling and not to what is told."""
        if governor is None:
            return False
        token = self.parse.tokens[governor]
        vessel = token.pos == "NOUN" and token.lemma in telling_nouns()
        return self.is_telling(governor) or (vessel and not self.is_deed(governor))

    def own(self, trigger: int) -> tuple[int, ...]:
        """The trigger and the words above it that share its time and place, nearest first.

        A strike shares those of the killing that it did, a second verb those of the first that it
        is joined to; the chain ends at a verb of saying.
        """
        found = [trigger]
        before = self.parse.tokens[trigger]
        for token in self.parse.ancestors(trigger):
            if before.dep not in LENT or self.is_telling(token.i):
                break
            if before.dep in {"relcl", "acl"} and before.i != trigger:
                break
            if token.i in self._events or token.pos in VERBAL:
                found.append(token.i)
                if token.pos in VERBAL and token.dep not in {"xcomp", "conj", "relcl", "acl"}:
                    break
            before = token
        return tuple(found)

    def reaches(self, governor: int | None, trigger: int) -> bool:
        """Whether what `governor` tells is no aside in a relative clause away from `trigger`."""
        if governor is None:
            return True
        above = {trigger, *(token.i for token in self.parse.ancestors(trigger))}
        for token in self._upward(governor):
            if token.i in above:
                return True
            if token.dep in {"relcl", "acl"}:
                return False
        return True

    def is_over(self, mention: Mention) -> bool:
        """Whether a deed that may have been one is over: "whether it was a strike" asks of then."""
        if mention.reality is not Reality.HYPOTHETICAL:
            return True
        parse = self.parse
        above = (parse.tokens[mention.trigger_token], *parse.ancestors(mention.trigger_token))
        verb = next((token for token in above if token.pos in VERBAL), None)
        if verb is None or verb.tag == GOING_ON:
            return False
        tags = {child.tag for child in parse.children_by(verb.i, "aux", "auxpass")} | {verb.tag}
        return PAST in tags and MODAL not in tags

    def goes_on(self, mention: Mention) -> bool:
        """Whether a deed is told as one that has gone on for long: "has been recruiting"."""
        verb = self.parse.tokens[mention.trigger_token]
        helpers = {child.lemma for child in self.parse.children_by(verb.i, "aux")}
        return verb.tag == GOING_ON and {"have", "be"} <= helpers

    def is_headline(self, i: int) -> bool:
        """Whether token `i` stands in a title or the line below it, which end without a stop."""
        number = self.parse.sentence_of(i)
        last = self.parse.tokens[self.parse.sentence(number)[-1]]
        return number < HEADLINES and last.text not in STOPS

    def is_aside(self, i: int) -> bool:
        """Whether token `i` stands in a relative clause."""
        return any(token.dep == "relcl" for token in self._upward(i))

    def head_of(self, span: Span) -> int:
        """The token of a phrase whose own head lies outside it."""
        key = (span.start, span.end)
        if key not in self._heads:
            self._heads[key] = self._head_between(*key)
        return self._heads[key]

    def _head_between(self, start: int, end: int) -> int:
        first = self.parse.token_at(start)
        last = self.parse.token_at(max(end - 1, start))
        for i in range(first, last + 1):
            head = self.parse.tokens[i].head
            if head == i or not first <= head <= last:
                return i
        return first

    def sentence_at(self, span: Span) -> int:
        """The number of the sentence in which a phrase stands."""
        if span.start not in self._sentences:
            here = self.parse.sentence_of(self.parse.token_at(span.start))
            self._sentences[span.start] = here
        return self._sentences[span.start]

    def _upward(self, i: int) -> Iterator[Token]:
        yield self.parse.tokens[i]
        yield from self.parse.ancestors(i)
