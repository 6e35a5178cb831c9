"""Days of the week, days from today, parts of the day and times of the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.resolve.almanac import moved, weekday_near
from tocsin.resolve.dateanchors import point_of
from tocsin.resolve.datecase import DATE, SET, TIME, Case, Reading, clock_tail, day_tail, to_int
from tocsin.resolve.datelexicon import symbol_of

if TYPE_CHECKING:
    from datetime import date

    from tocsin.resolve.datewords import Piece


def read_weekday(case: Case) -> Reading | None:
    """Read "Tuesday", "last Friday night"."""
    phrase, context = case.phrase, case.context
    weekday = to_int(phrase.value("w"))
    tail = day_tail(phrase)
    kind = TIME if tail else DATE
    pointer = phrase.parts["point0"][0] if phrase.has("point0") else None
    if pointer and pointer.symbol == symbol_of("each"):
        return Reading(SET, f"XXXX-WXX-{weekday}{tail}")
    from_text = context.narrative or (
        pointer and pointer.symbol in {symbol_of(k) for k in ("that", "previous", "following")}
    )
    base = context.day if from_text else context.speech
    here = base.civil if base else None
    if here is None:
        return Reading(kind, f"XXXX-WXX-{weekday}{tail}")
    found = weekday_near(here, weekday, _way(case, pointer, here, weekday))
    return Reading(kind, found.isoformat() + tail, point_of(found))


def _way(case: Case, pointer: Piece | None, here: date, weekday: int) -> int:
    if case.phrase.has("next2"):
        return 1
    if pointer and pointer.value in {"1", "-1"}:
        return int(pointer.value)
    same = here.isoweekday() == weekday
    if pointer and not same and pointer.symbol == symbol_of("this"):
        return case.direction or 1
    return 0 if same else max(case.direction, 0)


def read_weekdays(case: Case) -> Reading | None:
    """Read "On Fridays"."""
    return Reading(SET, f"XXXX-WXX-{case.phrase.value('w')}")


def read_deictic(case: Case) -> Reading | None:
    """Read "Today", "yesterday morning", "tonight"."""
    phrase, context = case.phrase, case.context
    by = to_int(phrase.value("d"))
    tail = "TNI" if phrase.has("tonight") and not phrase.has("clock") else day_tail(phrase)
    kind = TIME if tail else DATE
    if context.narrative and by == 0:
        return Reading(DATE, "PRESENT_REF")
    base = context.day if context.narrative else context.speech
    here = base.civil if base else None
    there = moved(here, by) if here else None
    if there is None:
        return Reading(kind, f"XXXX-XX-XX{tail}")
    return Reading(kind, there.isoformat() + tail, point_of(there))


def read_part(case: Case) -> Reading | None:
    """Read "This morning", "that night"."""
    phrase, context = case.phrase, case.context
    if phrase.has("night") and phrase.value("night") != "N":
        return None
    tail, by = day_tail(phrase), to_int(phrase.value("point0"))
    pointer = phrase.parts["point0"][0].symbol if phrase.has("point0") else ""
    definite = any(piece.symbol == symbol_of("the") for piece in phrase.pieces)
    spoken = (
        pointer in {symbol_of("this"), symbol_of("last"), symbol_of("next"), ""} and not definite
    )
    base = context.speech if spoken and not context.narrative else context.day or context.speech
    here = base.civil if base else None
    there = moved(here, by) if here else None
    if there is None or (not pointer and not definite and context.narrative):
        return Reading(TIME, f"XXXX-XX-XX{tail}")
    return Reading(TIME, there.isoformat() + tail, point_of(there))


def read_night(case: Case) -> Reading | None:
    """Read "At night"."""
    return Reading(TIME, "XXXX-XX-XXTNI") if case.phrase.value("night") == "N" else None


def read_overnight(case: Case) -> Reading | None:
    """Read "Overnight", told of the night that ended on the day of speech."""
    base = case.context.day if case.context.narrative else case.context.speech
    here = base.civil if base else None
    return Reading(TIME, f"{here.isoformat()}TNI" if here else "XXXX-XX-XXTNI")


def read_clock_time(case: Case) -> Reading | None:
    """Read "At 5:30 p.m."."""
    phrase, context = case.phrase, case.context
    tail = (
        clock_tail(phrase.parts["clock"])
        if phrase.has("clock")
        else f"T{to_int(phrase.value('h')):02}:00"
    )
    if phrase.value("part") in {"AF", "EV"} and int(tail[1:3]) < 12:  # noqa: PLR2004
        tail = f"T{int(tail[1:3]) + 12:02}{tail[3:]}"
    base = case.borrowed or (context.day if context.narrative else context.day or context.speech)
    here = base.civil if base else None
    return Reading(TIME, (here.isoformat() if here else "XXXX-XX-XX") + tail)


def read_nth_day(case: Case) -> Reading | None:
    """Read "The seventh day" of something the text does not date."""
    if case.phrase.value("u") != "D":
        return None
    if case.context.narrative or case.context.anchor is None:
        return Reading(DATE, "XXXX-XX-XX")
    return Reading(DATE, case.context.anchor.isoformat())
