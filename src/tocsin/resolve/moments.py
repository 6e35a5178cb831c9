"""The event's day among the dates of the text: its clause first, then what the text is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from tocsin.lexicon.tables import rows
from tocsin.records import RUNNER_UP, Document, Reason, Timex, When
from tocsin.resolve.clauses import SAID, Clauses
from tocsin.resolve.lengths import days_apart, length_at, tie_above, tie_below, up_to
from tocsin.resolve.timex import precision_of

if TYPE_CHECKING:
    from datetime import date

    from tocsin.records import Claim, Mention

USABLE, LENGTH = {"DATE", "TIME"}, "DURATION"
LASTING = {"for", "over", "in", "during"}
NEVER = {"PRESENT_REF", "FUTURE_REF"}
JOINS = {"and", "to", "-", "–", "or", "until", "through", "and on", "and the", "and again on"}
VERBAL = {"VERB", "AUX"}
DEED, OTHER, ASIDE = 2.0, 1.2, 0.5
FADE = 8
FRESH, FRESH_DAYS = 1.5, 3
PRIOR = 0.88
DAYS, MONTH = 2, 4
CLEAR, LIKELY, LENT = 0.9, 0.7, 0.5
UNTOLD = "no day told"


@dataclass(frozen=True, slots=True)
class Moments:
    """The times of one text, asked when each claim says it happened."""

    clauses: Clauses
    times: tuple[Timex, ...]
    document: Document
    _usable: tuple[Timex, ...] = field(init=False, repr=False)
    _main: When | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Keep what can be the time of a deed, and find the day that the text is about."""
        usable = (t for t in self.times if _is_usable(t))
        object.__setattr__(self, "_usable", tuple(usable))
        object.__setattr__(self, "_main", self._most_told())

    def of(self, claim: Claim) -> When | None:
        """When the claim says it happened; None where the text does not tell.

        A date told of the event itself comes first, then one of its sentence that is not the day of
        speaking, then that of the claim it answers, then the day that the text is about. Words are
        dated by when they were spoken. News without any date is of the day it appeared; history
        without a date has none, and neither has what goes on for long where its own clause tells
        none.
        """
        if claim.first.kind in SAID:
            spoken = _because(self._spoken(claim.first), "day of speaking", CLEAR)
            return spoken or self._answering(claim) or self._published(claim)
        own = self._told(claim)
        if own is not None:
            return None if claim.first.background and self._is_news(own) else own
        over = self.clauses.is_over(claim.first) and not self.clauses.goes_on(claim.first)
        if claim.first.background or not over or _lasts(claim):
            return None
        main = self._main or self._published(claim)
        return self._before_told(claim, main) or main

    def _is_news(self, when: When) -> bool:
        """Whether a day is that of the news, which its sentence tells and its history does not."""
        day = self.document.published
        if day is None or when.first is None or when.last is None or when.precision > DAYS:
            return False
        return 0 <= (day - when.last).days <= FRESH_DAYS

    def _told(self, claim: Claim) -> When | None:
        """The day that the claim's own mentions tell, or those of the claim that it answers."""
        for mention in claim.mentions[:1] if _lasts(claim) else claim.mentions:
            if self.clauses.is_telling(mention.trigger_token):
                continue
            found = _because(self._of_event(mention), "the event's own clause", CLEAR)
            if found is None and not _lasts(claim):
                found = _because(self._of_sentence(mention), "the event's sentence", LIKELY)
            if found is not None and (mention is claim.first or found.precision <= DAYS):
                return found
        answered = next((c for c in self.clauses.claims if c.id == claim.answers), None)
        if answered is None or answered.answers is not None:
            return None
        return _because(self.of(answered), "what is answered", LIKELY)

    def _of_event(self, mention: Mention) -> When | None:
        """The time in the clause of the event, joined with its neighbours."""
        apart = self._apart(mention)
        if apart is not None:
            return apart
        own = self.clauses.own(mention.trigger_token)
        for governor in own:
            inside = [t for t in self._usable if self.clauses.governor(t.span) == governor]
            if inside:
                return self._joined(min(inside, key=lambda t: _rank(t, mention)))
        return self._lasting(own) or self._counted(mention) or self._recorded(mention)

    def _apart(self, mention: Mention) -> When | None:
        """The days some time before or after another deed: "12 days after the attack"."""
        parse = self.clauses.parse
        tie = tie_above(parse, mention.trigger_token)
        if tie is None:
            tie = tie_below(parse, mention.trigger_token)
            if tie is None or not self.clauses.is_deed(tie.verb):
                return None
        token = parse.tokens[tie.token]
        timex = length_at(self.times, token.start, token.end)
        there = [t.when for t in self._usable if self.clauses.governor(t.span) == tie.verb]
        base = (*there, self._main)[0] if timex else None
        return days_apart(timex, base, tie.sign) if timex and base else None

    def _counted(self, mention: Mention) -> When | None:
        """The days up to publication of what goes on: "five months of fighting"."""
        token = self.clauses.parse.tokens[mention.trigger_token]
        tie = self.clauses.parse.tokens[token.head]
        today = self.document.published
        if token.dep != "pobj" or tie.lemma != "of" or today is None:
            return None
        timex = length_at(self.times, tie.start, tie.end)
        return up_to(timex, today) if timex else None

    def _recorded(self, mention: Mention) -> When | None:
        """The weeks or months over which deeds are counted: "documented 37 attacks in March"."""
        token = self.clauses.parse.tokens[mention.trigger_token]
        if token.dep != "dobj" or not self.clauses.is_telling(token.head):
            return None
        inside = [
            t
            for t in self._usable
            if t.when.precision > DAYS and self.clauses.governor(t.span) == token.head
        ]
        return self._joined(min(inside, key=lambda t: _rank(t, mention))) if inside else None

    def _lasting(self, own: tuple[int, ...]) -> When | None:
        """The days up to publication that a length covers: "have fought for 11 months"."""
        today = self.document.published
        if today is None or not any(self._is_perfect(i) for i in own):
            return None
        for timex in self.times:
            before = self.clauses.parse.tokens[max(self._first(timex) - 1, 0)]
            lasts = before.lemma.casefold() in LASTING and not timex.value.endswith("D")
            if lasts and self.clauses.governor(timex.span) in own:
                found = up_to(timex, today)
                if found is not None:
                    return found
        return None

    def _first(self, timex: Timex) -> int:
        return self.clauses.parse.token_at(timex.span.start)

    def _is_perfect(self, i: int) -> bool:
        """Whether a verb tells of what has gone on until now: "have fought", "had been firing"."""
        return any(child.lemma == "have" for child in self.clauses.parse.children_by(i, "aux"))

    def _of_sentence(self, mention: Mention) -> When | None:
        here = self.clauses.parse.sentence_of(mention.trigger_token)
        inside = [
            t
            for t in self._usable
            if self.clauses.sentence_at(t.span) == here and self._is_near(t, mention)
        ]
        if not inside:
            return None
        return self._joined(min(inside, key=lambda t: _rank(t, mention)))

    def _is_near(self, timex: Timex, mention: Mention) -> bool:
        governor = self.clauses.governor(timex.span)
        trigger = mention.trigger_token
        return not self.clauses.tells(governor) and self.clauses.reaches(governor, trigger)

    def _is_of_speech(self, timex: Timex) -> bool:
        return self.clauses.tells(self.clauses.governor(timex.span))

    def _joined(self, timex: Timex) -> When:
        """A time with those it is listed with: "on Thursday and Friday", "27 and 31 March"."""
        first, last = timex.when.first, timex.when.last
        text = self.document.text
        run = [timex]
        for left, right in pairwise(self._usable):
            gap = text[left.span.end : right.span.start].strip().casefold()
            if gap in JOINS and (left in run or right in run):
                run.append(left if right in run else right)
        known = [t.when for t in run if t.when.first is not None and t.when.last is not None]
        if len(known) < len(run) or len(run) == 1:
            return timex.when
        first = min(w.first for w in known if w.first is not None)
        last = max(w.last for w in known if w.last is not None)
        return replace(timex.when, first=first, last=last, precision=precision_of(first, last))

    def _most_told(self) -> When | None:
        """The day that the text is about: the one most told of deeds, the lead counting more."""
        votes: dict[tuple[date | None, date | None], float] = defaultdict(float)
        told: dict[tuple[date | None, date | None], When] = {}
        for timex in self._usable:
            weight = self._weight(timex)
            if weight <= 0:
                continue
            when = self._joined(timex)
            votes[when.first, when.last] += weight
            told.setdefault((when.first, when.last), when)
        if not votes or (self.document.published and max(votes.values()) < PRIOR):
            return None
        ranked = sorted(votes, key=lambda days: -votes[days])
        best = _because(told[ranked[0]], "the day the text is about", LENT)
        if best is None or len(ranked) == 1:
            return best
        lead = 1 - votes[ranked[1]] / votes[ranked[0]]
        return _because(best, RUNNER_UP, lead, told[ranked[1]].text)

    def _weight(self, timex: Timex) -> float:
        when = timex.when
        if when.first is None or when.last is None or when.precision > MONTH:
            return 0
        governor = self.clauses.governor(timex.span)
        if governor is None or self.clauses.tells(governor):
            return 0
        event = self.clauses.event_at(governor)
        weight = DEED if self.clauses.is_deed(governor) else OTHER
        if self.clauses.is_aside(governor) or (event is not None and event.background):
            weight *= ASIDE
        if _earlier() & set(timex.span.text.casefold().split()):
            weight *= ASIDE
        day = self.document.published
        if day is not None and 0 <= (day - when.last).days <= FRESH_DAYS:
            weight *= FRESH
        return weight / (1 + self.clauses.sentence_at(timex.span) / FADE)

    def _spoken(self, mention: Mention) -> When | None:
        """The day of speaking that the clause or sentence of the words themselves gives."""
        here = self.clauses.parse.sentence_of(mention.trigger_token)
        own = self.clauses.own(mention.trigger_token)
        inside = [
            t
            for t in self._usable
            if self.clauses.sentence_at(t.span) == here
            and (self.clauses.governor(t.span) in own or self._is_of_speech(t))
        ]
        if not inside:
            return None
        return min(inside, key=lambda t: _rank(t, mention)).when

    def _before_told(self, claim: Claim, main: When | None) -> When | None:
        """The day of telling and the one before it, where the text's day would come later."""
        told = self._spoken(claim.first)
        if told is None or told.last is None or told.precision > DAYS:
            return None
        if main is None or main.first is None or main.first <= told.last:
            return None
        before = told.last - timedelta(days=1)
        when = When(first=before, last=told.last, precision=2, text=told.text)
        return _because(when, "until it was told", LENT)

    def _answering(self, claim: Claim) -> When | None:
        """From yesterday's deed to today: words about it that nobody dates."""
        deed, today = self._main, self.document.published
        if claim.first.background or deed is None or deed.last is None or today is None:
            return None
        if (today - deed.last).days != 1:
            return None
        when = When(first=deed.last, last=today, precision=2, text="")
        return _because(when, "since the deed", LENT)

    def _published(self, claim: Claim) -> When | None:
        day = self.document.published
        if day is None or claim.first.background:
            return None
        when = When(first=day, last=day, precision=2, text="")
        return _because(when, "day of publication", LENT)


def _is_usable(timex: Timex) -> bool:
    """Whether a time can be that of a deed: a date, or a length up to now ("the past 24 hours")."""
    if timex.type in USABLE:
        return timex.value not in NEVER
    return timex.type == LENGTH and timex.when.first is not None and timex.when.last is not None


def _because(
    when: When | None, feature: str, score: float, right: str | None = None
) -> When | None:
    """A time with one more reason: its words, and the days or words that it was compared with."""
    if when is None:
        return None
    days = f"{when.first or ''}/{when.last or ''}"
    right = days if right is None else right
    left = when.text or UNTOLD
    reason = Reason(feature=feature, score=round(score, 3), left=left, right=right)
    return replace(when, reasons=(*when.reasons, reason))


def _lasts(claim: Claim) -> bool:
    """Whether a deed goes on for weeks or years, and so is of no day that is told of others."""
    return claim.first.mode in _lasting_modes()


@cache
def _lasting_modes() -> frozenset[str]:
    return frozenset(row["mode"] for row in rows("lasting_modes.tsv"))


@cache
def _earlier() -> frozenset[str]:
    """Words of times told by another: "the day before" is before the day that a text is about."""
    wanted = {"previous", "earlier"}
    return frozenset(row["word"] for row in rows("dates/links.tsv") if row["class"] in wanted)


def _rank(timex: Timex, mention: Mention) -> tuple[bool, int]:
    return timex.when.first is None, abs(timex.span.start - mention.trigger.start)
