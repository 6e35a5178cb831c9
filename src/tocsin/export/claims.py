"""The columns of claims in CSV, Parquet, GeoJSON and HXL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.export.circumstances import day_columns, place_columns
from tocsin.export.columns import Cell, Column, Sort, one_line
from tocsin.export.parts import (
    best_place,
    claim_codes,
    codes,
    names,
    roles,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tocsin.export.cases import Told
    from tocsin.records import Actor, Link, Place, When

ORIGIN = "origin"


def _column(
    name: str, sort: Sort, tag: str, meaning: str, of: Callable[[Told], Cell]
) -> Column[Told]:
    return Column(name=name, sort=sort, tag=tag, meaning=meaning, of=of)


def place_of(told: Told) -> Place | None:
    """Where it happened; not where fire came from."""
    return best_place(link.target for link in told.claim.places if link.part != ORIGIN)


def _when(told: Told) -> When | None:
    return told.claim.when


def _targets(links: Iterable[Link[Actor]]) -> tuple[Actor, ...]:
    return tuple(link.target for link in links)


def _figures(harm: str) -> Column[Told]:
    def cell(told: Told) -> Cell:
        return tuple(
            f"{'?' if one.low is None else one.low}-{'?' if one.high is None else one.high}"
            f" {one.whom}".strip()
            for one in told.claim.claim.tolls
            if one.harm == harm
        )

    tag = f"#affected+{harm}"
    meaning = f"People {harm}, each group as low-high and its words; ? is an open bound"
    return _column(harm, Sort.SEVERAL, tag, meaning, cell)


COLUMNS: tuple[Column[Told], ...] = (
    _column("id", Sort.TEXT, "#meta+claim+id", "The claim's id", lambda t: t.claim.id),
    _column("document", Sort.TEXT, "#meta+document", "The report's id", lambda t: t.document.id),
    _column("origin", Sort.TEXT, "#meta+url", "Where it was read", lambda t: t.document.origin),
    _column("outlet", Sort.TEXT, "#meta+outlet", "Who published it", lambda t: t.document.outlet),
    _column("title", Sort.TEXT, "#meta+title", "Its headline", lambda t: t.title),
    _column("published", Sort.DAY, "#date+published", "When", lambda t: t.document.published),
    _column(
        "digest",
        Sort.TEXT,
        "#meta+digest",
        "SHA-256 of the report's text",
        lambda t: t.document.digest,
    ),
    _column(
        "kind", Sort.TEXT, "#event+kind", "PLOVER kind", lambda t: t.claim.claim.first.kind.value
    ),
    _column(
        "mode", Sort.TEXT, "#event+mode", "How it was done", lambda t: t.claim.claim.first.mode
    ),
    _column(
        "reality",
        Sort.TEXT,
        "#event+reality",
        "actual, threatened, demanded, hypothetical or negated",
        lambda t: t.claim.claim.first.reality.value,
    ),
    _column(
        "stance",
        Sort.TEXT,
        "#meta+stance",
        "asserts, confirms, partly-confirms or denies",
        lambda t: t.claim.claim.stance.value,
    ),
    _column(
        "denial",
        Sort.TEXT,
        "#meta+denial",
        "What is denied: event, authorship, target, toll or intent",
        lambda t: t.claim.claim.denial.value if t.claim.claim.denial else None,
    ),
    _column(
        "answers",
        Sort.TEXT,
        "#meta+answers",
        "The claim of the same text that it confirms or denies",
        lambda t: t.claim.claim.answers,
    ),
    _column(
        "hedged", Sort.FLAG, "#meta+hedged", "Told as uncertain", lambda t: t.claim.claim.hedged
    ),
    _column(
        "distance",
        Sort.TEXT,
        "#meta+distance",
        "How the text keeps aloof from it: doubted, false or quoted",
        lambda t: t.claim.claim.distance.how.value if t.claim.claim.distance else None,
    ),
    _column(
        "background",
        Sort.FLAG,
        "#event+background",
        "Told as an old story",
        lambda t: t.claim.claim.first.background,
    ),
    _column(
        "voices",
        Sort.SEVERAL,
        "#meta+source",
        "Who says so, the outermost first; empty: the publisher",
        lambda t: tuple(link.target.name for link in t.claim.speakers),
    ),
    _column(
        "actors",
        Sort.SEVERAL,
        "#group+actor",
        "Who did it",
        lambda t: names(_targets(t.claim.actors)),
    ),
    _column(
        "actor_countries",
        Sort.SEVERAL,
        "#group+actor+country",
        "Their countries, ISO 3166 alpha-3",
        lambda t: codes(_targets(t.claim.actors)),
    ),
    _column(
        "actor_roles",
        Sort.SEVERAL,
        "#group+actor+role",
        "Their roles",
        lambda t: roles(_targets(t.claim.actors)),
    ),
    _column(
        "recipients",
        Sort.SEVERAL,
        "#group+recipient",
        "To whom it was done",
        lambda t: names(_targets(t.claim.recipients)),
    ),
    _column(
        "recipient_countries",
        Sort.SEVERAL,
        "#group+recipient+country",
        "Their countries, ISO 3166 alpha-3",
        lambda t: codes(_targets(t.claim.recipients)),
    ),
    _column(
        "recipient_roles",
        Sort.SEVERAL,
        "#group+recipient+role",
        "Their roles",
        lambda t: roles(_targets(t.claim.recipients)),
    ),
    *day_columns(_when),
    *place_columns(place_of),
    *(_figures(harm) for harm in ("killed", "wounded", "captured", "missing", "displaced")),
    _column(
        "weapons",
        Sort.SEVERAL,
        "#event+weapon",
        "In the words of the text",
        lambda t: tuple(
            dict.fromkeys(span.text for one in t.claim.claim.mentions for span in one.weapons)
        ),
    ),
    _column(
        "cameo",
        Sort.TEXT,
        "#event+type+cameo",
        "CAMEO code",
        lambda t: found.cameo if (found := claim_codes(t.claim)) else None,
    ),
    _column(
        "start",
        Sort.INTEGER,
        "#meta+start",
        "Where the trigger starts in the text, in characters",
        lambda t: t.claim.claim.first.trigger.start,
    ),
    _column(
        "end",
        Sort.INTEGER,
        "#meta+end",
        "Where it ends",
        lambda t: t.claim.claim.first.trigger.end,
    ),
    _column(
        "trigger",
        Sort.TEXT,
        "#meta+trigger",
        "The word that tells it",
        lambda t: t.claim.claim.first.trigger.text,
    ),
    _column("rule", Sort.TEXT, "#meta+rule", "The rule that read it", lambda t: t.claim.claim.rule),
    _column("sentence", Sort.TEXT, "#description", "The sentence", lambda t: one_line(t.sentence)),
)
