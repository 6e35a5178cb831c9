"""Flags: what is wrong in the text itself, shown and never silently mended."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from datetime import date
from itertools import combinations, product
from typing import TYPE_CHECKING

from tocsin.attest.quotes import quotes_in
from tocsin.attest.sides import sides_of
from tocsin.records import Flag, Kind, Reality, Role, Stance

if TYPE_CHECKING:
    from tocsin.records import Actor, Document, Link, ResolvedClaim, Span, Toll

STATE = {Role.GOV, Role.MIL}
CLOSING = "\u201d"
MONTHS = [name for name in month_name if name]
MONTH = "|".join(MONTHS)
DAY = re.compile(
    rf"\b(?:(\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?({MONTH})|({MONTH})\s+(\d\d?))\b(?![:.,]?\d)"
)
LONGEST = dict(zip(MONTHS, (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True))
WEEKDAY = "|".join(day_name)
DATED = re.compile(
    rf"\b(?P<weekday>{WEEKDAY}),?\s+(?:the\s+)?(?:(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"(?P<month>{MONTH})|(?P<name>{MONTH})\s+(?P<number>\d\d?)(?:st|nd|rd|th)?),?\s+"
    r"(?P<year>\d{4})\b"
)
ZONES = 1
NEAR, STEM = 400, 4


def flags_in(document: Document, claims: tuple[ResolvedClaim, ...]) -> tuple[Flag, ...]:
    """What cannot be as it stands, by kind.

    garbled-quote: inside a quotation a side attacks itself.  self-accusation: a state accuses
    itself.  unbalanced-quote, stray-quote: a mark is left open, or closes nothing.
    impossible-date: a day that its month does not have, a weekday that it was not, or a deed
    told as done on a day after the report.  contradiction: a voice says that
    something was and, right beside it, that it was not, or gives two figures for one loss.
    """
    found = [
        *_self_attacks(claims),
        *_self_accusations(claims),
        *_own_goals(claims),
        *_open_quotes(document),
        *_stray_quotes(document),
        *_impossible_days(document),
        *_wrong_weekdays(document),
        *_days_to_come(document, claims),
        *_two_figures(claims),
        *_other_figures(claims),
        *_both_ways(claims),
    ]
    return tuple(sorted(found, key=lambda flag: (flag.span.start, flag.kind)))


def _self_attacks(claims: tuple[ResolvedClaim, ...]) -> list[Flag]:
    found = []
    for claim in claims:
        quote = claim.claim.quote
        if quote is None:
            continue
        actors = _countries(claim.actors, quote)
        recipients = _countries(claim.recipients, quote)
        if actors and actors == recipients:
            why = (
                f"the quotation has {', '.join(sorted(actors))} act against itself; "
                "words may have been cut or swapped"
            )
            found.append(Flag(kind="garbled-quote", span=quote, why=why))
    return found


def _countries(links: tuple[Link[Actor], ...], quote: Span) -> set[str]:
    """The countries of the parties that are named inside the quotation itself."""
    return {
        link.target.country
        for link in links
        if link.target.country is not None and link.mention.overlaps(quote)
    }


def _self_accusations(claims: tuple[ResolvedClaim, ...]) -> list[Flag]:
    """Accusations by one state's government or army against the very same."""
    found = []
    for claim in claims:
        if claim.claim.first.kind is not Kind.ACCUSE:
            continue
        accusers, accused = _states(claim.actors), _states(claim.recipients)
        apart = {link.mention for link in claim.actors}.isdisjoint(
            link.mention for link in claim.recipients
        )
        if apart and len(accusers) == 1 and accusers == accused:
            why = f"{accusers.pop()} accuses itself; a name may have been swapped"
            found.append(Flag(kind="self-accusation", span=claim.claim.first.trigger, why=why))
    return found


def _own_goals(claims: tuple[ResolvedClaim, ...]) -> list[Flag]:
    """A state that tells, outside of any quotation, that it attacked its very own."""
    found = []
    for claim in claims:
        told, first = claim.claim, claim.claim.first
        if first.kind is not Kind.ASSAULT or told.quote is not None:
            continue
        if told.stance is not Stance.ASSERTS or first.reality is not Reality.ACTUAL:
            continue
        speakers, doers = _states(claim.speakers), _states(claim.actors)
        hit = _named(claim.recipients)
        if len(speakers) == 1 and speakers == doers == hit:
            why = f"{speakers.pop()} tells that it attacked itself; a name may have been swapped"
            found.append(Flag(kind="self-accusation", span=first.trigger, why=why))
    return found


def _named(links: tuple[Link[Actor], ...]) -> set[str]:
    """The countries that those who were hit are called after, none where one is a rebel."""
    if any(link.target.role in {Role.REB, Role.OPP} for link in links):
        return set()
    named = [link.target.country for link in links if link.target.country]
    called = all(link.target.country in sides_of(link.mention.text) for link in links)
    return set(named) if called else set()


def _states(links: tuple[Link[Actor], ...]) -> set[str]:
    """The countries that the parties name, none at all where one of them is no state's."""
    named = [
        link.target.country
        for link in links
        if link.target.role in STATE and link.target.country in sides_of(link.mention.text)
    ]
    return {country for country in named if country} if len(named) == len(links) else set()


def _open_quotes(document: Document) -> list[Flag]:
    return [
        Flag(
            kind="unbalanced-quote",
            span=document.span(quote.start, min(quote.end, quote.start + 80)),
            why="the quotation is opened and not closed in its paragraph",
        )
        for quote in quotes_in(document.text)
        if not quote.closed
    ]


def _stray_quotes(document: Document) -> list[Flag]:
    quotes = quotes_in(document.text)
    ends = {quote.end for quote in quotes}
    return [
        Flag(
            kind="stray-quote",
            span=document.span(at, at + 1),
            why="the mark closes a quotation that was never opened, or was closed before",
        )
        for at, sign in enumerate(document.text)
        if sign == CLOSING and at not in ends and not any(q.covers(at) for q in quotes)
    ]


def _impossible_days(document: Document) -> list[Flag]:
    found = []
    for match in DAY.finditer(document.text):
        day, month = int(match[1] or match[4]), match[2] or match[3]
        if not 1 <= day <= LONGEST[month]:
            why = f"{month} has no day {day}"
            span = document.span(match.start(), match.end())
            found.append(Flag(kind="impossible-date", span=span, why=why))
    return found


def _wrong_weekdays(document: Document) -> list[Flag]:
    """Days with a weekday that they were not: "Tuesday, 15 May 2024"."""
    found = []
    for match in DATED.finditer(document.text):
        told, number = match["weekday"], match["day"] or match["number"]
        month, year = match["month"] or match["name"], int(match["year"])
        if not 1 <= int(number) <= LONGEST[month]:
            continue
        try:
            day = date(year, MONTHS.index(month) + 1, int(number))
        except ValueError:  # 29 February of a year without one
            why = f"{month} {year} has no day {number}"
        else:
            if day_name[day.weekday()] == told:
                continue
            why = f"{number} {month} {year} was a {day_name[day.weekday()]}"
        span = document.span(match.start(), match.end())
        found.append(Flag(kind="impossible-date", span=span, why=why))
    return found


def _days_to_come(document: Document, claims: tuple[ResolvedClaim, ...]) -> list[Flag]:
    """Deeds told as done on a day that had not come when the report was published."""
    published = document.published
    if published is None:
        return []
    found = {}
    for claim in claims:
        when, first = claim.when, claim.claim.first
        if when is None or when.first is None or when.precision != 1 or not when.text:
            continue
        days = (when.first - published).days
        if days > ZONES and first.reality is Reality.ACTUAL:
            why = f"told as done {days} days after the report was published"
            start = document.text.find(when.text, max(0, first.trigger.start - NEAR))
            told = document.span(start, start + len(when.text)) if start >= 0 else first.trigger
            found[told] = Flag(kind="impossible-date", span=told, why=why)
    return list(found.values())


def _two_figures(claims: tuple[ResolvedClaim, ...]) -> list[Flag]:
    """Two figures of one claim for the same loss of the same people that cannot both hold."""
    found = []
    for claim in claims:
        for left, right in combinations(claim.claim.tolls, 2):
            if _is_same_loss(left, right) and not _can_both_hold(left, right):
                why = f"the same voice also says “{left.span.text}” {left.harm}"
                found.append(Flag(kind="contradiction", span=right.span, why=why))
    return found


def _other_figures(claims: tuple[ResolvedClaim, ...]) -> list[Flag]:
    """Two figures of one voice for one loss in two claims of the same blow, place and day."""
    found = []
    for left, right in combinations(claims, 2):
        if not _is_same_blow(left, right):
            continue
        for one, other in product(left.claim.tolls, right.claim.tolls):
            if _is_same_loss(one, other) and not _can_both_hold(one, other):
                why = f"the same voice also says “{one.span.text}” {one.harm}"
                found.append(Flag(kind="contradiction", span=other.span, why=why))
    return found


def _is_same_blow(left: ResolvedClaim, right: ResolvedClaim) -> bool:
    first, second = left.claim.first, right.claim.first
    one = (first.kind, first.mode, first.background, first.reality)
    other = (second.kind, second.mode, second.background, second.reality)
    places = ({link.target.name for link in claim.places} for claim in (left, right))
    days = [(c.when.first, c.when.last) if c.when else None for c in (left, right)]
    same_place = len({frozenset(names) for names in places}) == 1
    same_voice = _names(left.speakers) == _names(right.speakers)
    return one == other and same_place and days[0] == days[1] and same_voice


def _is_same_loss(left: Toll, right: Toll) -> bool:
    near = abs(left.span.start - right.span.start) <= NEAR
    counted = not left.cumulative and not right.cumulative
    same = left.harm == right.harm and left.whom.casefold() == right.whom.casefold()
    return same and near and counted


def _can_both_hold(left: Toll, right: Toll) -> bool:
    """Whether two ranges overlap; an open bound reaches as far as need be."""
    low = max(left.low or 0, right.low or 0)
    highs = [bound for bound in (left.high, right.high) if bound is not None]
    return not highs or low <= min(highs)


def _both_ways(claims: tuple[ResolvedClaim, ...]) -> list[Flag]:
    """One voice that tells, and right beside it tells away, the same act of the same side."""
    found = []
    for left, right in combinations(claims, 2):
        real = {left.claim.first.reality, right.claim.first.reality}
        if real == {Reality.ACTUAL, Reality.NEGATED} and _is_same_act(left, right):
            why = f"the same voice says the opposite at “{left.claim.first.trigger.text}”"
            found.append(Flag(kind="contradiction", span=right.claim.first.trigger, why=why))
    return found


def _is_same_act(left: ResolvedClaim, right: ResolvedClaim) -> bool:
    first, second = left.claim.first, right.claim.first
    near = abs(first.trigger.start - second.trigger.start) <= NEAR
    same = (first.kind, first.mode) == (second.kind, second.mode) and (
        first.trigger.text[:STEM].casefold() == second.trigger.text[:STEM].casefold()
    )
    return (
        near
        and same
        and _names(left.speakers) == _names(right.speakers)
        and bool(_names(left.actors))
        and _names(left.actors) == _names(right.actors)
        and bool(_names(left.recipients) & _names(right.recipients))
    )


def _names(links: tuple[Link[Actor], ...]) -> frozenset[str]:
    return frozenset(link.target.name for link in links)
