from __future__ import annotations

import io
import json
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

from tests import factories as make
from tocsin.cli.claims import show_claims, show_reading
from tocsin.cli.explanation import show_explanation
from tocsin.cli.incidents import show_incidents
from tocsin.reconcile import explain, incidents_of
from tocsin.records import Family, Kind, Reality, Stance, When
from tocsin.serve.wire_why import wire_of_explanation

if TYPE_CHECKING:
    from collections.abc import Callable

MINISTRY = make.actor("Armenian Defense Ministry", "ARM")
BAKU = make.actor("Azerbaijan", "AZE")
UNKNOWN = When(first=None, last=None, precision=5, text="on Tuesday")


def drawn(draw: Callable[[Console], None], width: int = 80, *, colour: bool = False) -> str:
    """What `draw` puts on a terminal of this width."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
    )
    draw(console)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def squeezed(text: str) -> str:
    return " ".join(text.split())


def blow(**fields: Any) -> Any:
    chosen: dict[str, Any] = {
        "id": "3f9a1c77aabbccdd",
        "places": tuple(make.place(name) for name in ("Goris", "Jermuk")),
        "tolls": (make.toll_range("Yerevan", low=49, high=49), make.toll_range("Wire", high=None)),
        "asserted_by": ("Yerevan", "Wire"),
        "partly_confirmed_by": ("Baku",),
        "independent_reports": 2,
    } | fields
    return make.incident("c1", **chosen)


def test_blows_come_before_mere_words_of_the_day() -> None:
    found = [blow(id="1" * 16, kind=Kind.ACCUSE, mode="accusation"), blow(id="2" * 16)]
    out = drawn(lambda console: show_incidents(console, found, with_background=False), 100)
    assert out.index("ASSAULT") < out.index("ACCUSE")


@pytest.mark.parametrize("width", [80, 100, 140])
def test_an_incident_is_whole_at_every_width(width: int) -> None:
    out = drawn(lambda console: show_incidents(console, [blow()], with_background=False), width)
    for words in (
        "13 Sep 2022",
        "Goris",
        "Jermuk",
        "ASSAULT",
        "Azerbaijan (AZE) →",
        "49 killed: Yerevan",
        "2+ killed: Wire",
        "asserts",
        "partly",
        "Baku",
        "3f9a1c77aa",
    ):
        assert words in out
    assert out.rstrip().splitlines()[3].rstrip().endswith(" 2") == (width == 80)
    assert max(len(line) for line in out.splitlines()) <= width


def test_incidents_come_by_day_and_unknown_days_last() -> None:
    days = {"later": make.when(date(2022, 9, 14)), "unknown": None, "first": make.when()}
    found = [blow(id=name, when=when) for name, when in days.items()]
    out = drawn(lambda console: show_incidents(console, found, with_background=False))
    assert out.index("first") < out.index("later") < out.index("unknown")


def test_background_is_counted_and_shown_on_demand() -> None:
    found = [blow(), blow(id="war2020", background=True)]
    out = drawn(lambda console: show_incidents(console, found, with_background=False))
    assert "war2020" not in out
    assert "1 told as background: --background" in squeezed(out)
    assert "war2020" in drawn(lambda c: show_incidents(c, found, with_background=True))


def test_an_empty_ledger_says_so() -> None:
    assert "0 incidents" in drawn(lambda console: show_incidents(console, [], with_background=True))


def test_markup_in_names_is_text() -> None:
    found = [blow(asserted_by=("[red]Wire[/red]",))]
    assert "[red]Wire[/red]" in drawn(
        lambda console: show_incidents(console, found, with_background=False), 140
    )


def story(doc: Any = None, **told: Any) -> Any:
    return make.shelling(doc, told=told, speakers=(MINISTRY,))


def test_a_claim_shows_who_what_whom_where_when_whose_word_and_the_sentence() -> None:
    reading = make.reading(None, story(make.document(title="Shelling goes on")))
    out = drawn(lambda console: show_reading(console, reading))
    for words in (
        "Example Times · 13 Sep 2022",
        "ASSAULT artillery  Azerbaijan (AZE) → Armenia (ARM) · Goris",
        "says Armenian Defense Ministry (ARM)",
        "Azerbaijan's army [shelled] Goris on Tuesday",
    ):
        assert words in out


def test_colour_marks_the_trigger_without_brackets() -> None:
    reading = make.reading(None, story())
    out = drawn(lambda console: show_reading(console, reading), colour=True)
    assert "[shelled]" not in out
    assert "\x1b[1;4mshelled" in out


def test_a_denial_says_what_it_answers() -> None:
    first = story()
    denial = make.shelling(
        words="shelling",
        of={"reality": Reality.NEGATED},
        told={"stance": Stance.DENIES, "answers": first.id},
        speakers=(BAKU,),
    )
    out = drawn(lambda console: show_reading(console, make.reading(None, first, denial)))
    assert "denied by Azerbaijan (AZE) · not so · answers 1" in squeezed(out)


def test_unknown_days_come_with_what_to_pass() -> None:
    doc = make.document(published=None)
    reading = make.reading(doc, make.shelling(doc, days=UNKNOWN))
    out = squeezed(drawn(lambda console: show_reading(console, reading)))
    assert "“on Tuesday” cannot be dated" in out
    assert "--published 2022-09-13" in out
    dated = make.reading(make.document(), make.shelling(days=UNKNOWN))
    assert "--published" not in drawn(lambda console: show_reading(console, dated))


def test_flags_and_texts_without_claims_are_told() -> None:
    reading = make.reading(None, flags=(make.flag(why="names one country twice"),))
    out = drawn(lambda console: show_reading(console, reading))
    assert "No claims about a conflict in this text." in out
    assert "! garbled-quote: names one country twice “Baku”" in out


def test_claims_stand_under_their_documents() -> None:
    docs = [make.document(origin=name, title=name.upper()) for name in ("a", "b")]
    claims = [story(doc) for doc in docs]
    known = {doc.id: doc for doc in docs}
    out = drawn(lambda console: show_claims(console, claims, known))
    assert out.count("[shelled]") == 2
    assert "2 claims" in out
    assert {"A", "B"} < set(out.split())


def two_sides() -> Any:
    asserted = story()
    denied = make.shelling(
        words="shelling",
        of={"reality": Reality.NEGATED},
        told={"stance": Stance.DENIES},
        speakers=(BAKU,),
    )
    reading = make.reading(None, asserted, denied)
    return explain(make.incident(asserted.id, denied.id, denied_by=("Azerbaijan",)), [reading])


@pytest.mark.parametrize("width", [80, 140])
def test_the_two_stories_stand_side_by_side(width: int) -> None:
    out = drawn(lambda console: show_explanation(console, two_sides()), width)
    heading = next(line for line in out.splitlines() if "Told as it was (1)" in line)
    assert "Denied or admitted in part (1)" in heading
    for words in ("[shelled]", "[shelling]", "rule test", "a.txt"):
        assert words in out
    assert max(len(line) for line in out.splitlines()) <= width


def test_a_narrow_terminal_gets_one_story_below_the_other() -> None:
    out = drawn(lambda console: show_explanation(console, two_sides()), 60)
    assert out.index("Told as it was") < out.index("[shelled]") < out.index("Denied or admitted")


def test_the_explanation_for_programs_points_into_the_text() -> None:
    wire = json.loads(json.dumps(wire_of_explanation(two_sides())))
    text = make.TEXT
    assert len(wire["evidence"]) == 2
    for one in wire["evidence"]:
        sentence = one["sentence"]
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]
        trigger = one["claim"]["trigger"]
        assert sentence["start"] <= trigger["start"] < trigger["end"] <= sentence["end"]


def test_each_link_shows_what_was_compared_and_what_is_uncertain() -> None:
    reason = make.reason(feature="noun", score=0.9, left="the army", right="MIL")
    guessed = make.link(make.actor("the army", "ARM"), "actor", score=0.4, reasons=(reason,))
    told = replace(story(), actors=(guessed,))
    found = explain(make.incident(told.id), [make.reading(None, told)])
    out = squeezed(drawn(lambda console: show_explanation(console, found), 140))
    assert "noun 0.9 (the army : MIL) · uncertain" in out
    wire = json.loads(json.dumps(wire_of_explanation(found)))
    link = wire["evidence"][0]["resolution"]["links"][0]
    assert (link["part"], link["uncertain"]) == ("actor", True)
    assert link["reasons"][0] == asdict(reason)


def test_a_report_is_headed_by_its_outlet_author_and_day() -> None:
    document = make.document(outlet="Harbour Post", author="Ada Example", title="Shells")
    shown = squeezed(drawn(lambda console: show_reading(console, make.reading(document))))
    assert "Shells Harbour Post · Ada Example · 13 Sep 2022" in shown


def test_an_explanation_shows_counts_that_exclude_each_other_with_both_reports() -> None:
    readings = []
    for outlet, count in (("Wire", 12), ("Courier", 40)):
        document = make.document(f"{make.TEXT} {outlet}", origin=f"{outlet}.txt", outlet=outlet)
        tolls = (make.toll(count, count),)
        told = make.anchored(make.shelling(document, of={"tolls": tolls}))
        readings.append(make.reading(document, told))
    (incident,) = incidents_of(readings)
    explanation = explain(incident, readings)
    shown = squeezed(drawn(lambda console: show_explanation(console, explanation), width=140))
    assert "Where they contradict each other" in shown
    wired: Any = wire_of_explanation(explanation)
    (odds,) = wired["contradictions"]
    assert (odds["kind"], {odds["left"]["document"], odds["right"]["document"]}) == (
        "number",
        {reading.document.id for reading in readings},
    )
    assert all(f"{outlet}.txt, from character" in shown for outlet in ("Wire", "Courier"))


def test_an_explanation_names_what_a_copy_changed() -> None:
    texts = (
        "Azerbaijan's army shelled Goris on Tuesday, the ministry said. 49 soldiers died there.",
        "Azerbaijan's army shelled Goris on Tuesday, the ministry said. 94 soldiers died there.",
    )
    documents = [make.document(text, origin=f"{n}.txt") for n, text in enumerate(texts)]
    readings = [make.reading(one, make.shelling(one)) for one in documents]
    left, right = sorted(one.id for one in documents)
    copies = make.copy(left, right)
    family = Family(id="f1", documents=(copies.left, copies.right), edges=(copies,))
    (incident,) = incidents_of(readings, [family])
    explanation = explain(incident, readings, [family])
    told = squeezed(drawn(lambda console: show_explanation(console, explanation), width=140))
    assert ("“49”" in told, "“94”" in told) == (True, True)
