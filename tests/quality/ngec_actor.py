"""Share of NGEC's actor expectations met: `python tests/quality/ngec_actor.py FILE GAZETTEER`.

FILE holds one phrase a line (JSON) with conditions as strings: on the country, the sector code and
the page title. Countries and sectors are counted as the score, titles are shown beside it.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.lexicon.actors import slug
from tocsin.parse.engine import parse
from tocsin.records import Actor, Document, Role, digest_of
from tocsin.resolve.actors import actors_of, lessons_of
from tocsin.resolve.gazetteer import open_gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

CONDITION = re.compile(
    r"(?:code|wiki)\['(?P<field>\w+)'\] (?P<test>==|!=|in) (?P<value>.+)"
    r"|(?P<bare>cc) (?P<how>==|!=) (?P<what>.+)|(?P<none>code is None)"
)
SUPRANATIONAL = {"UNO", "EUR", "IGO", "NGO"}
SECTORS = {
    "GOV": {Role.GOV},
    "MIL": {Role.MIL},
    "REB": {Role.REB},
    "UAF": {Role.REB, Role.UNK},
    "PRM": {Role.REB, Role.MIL},
    "CRM": {Role.REB},
    "PRE": {Role.REB},
    "COP": {Role.GOV},
    "SPY": {Role.GOV, Role.MIL},
    "ELI": {Role.GOV, Role.OPP, Role.CVL},
    "JUD": {Role.JUD},
    "LEG": {Role.LEG},
    "PTY": {Role.PTY},
    "OPP": {Role.OPP},
    "NGO": {Role.NGO},
    "IGO": {Role.IGO},
    "JRN": {Role.MED},
    "SOC": {Role.CVL, Role.NGO},
    "LAB": {Role.CVL, Role.NGO},
    "UNK": {Role.UNK},
} | {code: {Role.CVL} for code in ("CVL", "EDU", "BUS", "REL", "BUD", "MED", "AGR")}
DATES = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y")


def main(path: str, gazetteer: str) -> None:
    """Print the share of expectations met, and each that is not."""
    places = open_gazetteer(Path(gazetteer))
    met = {"score": 0, "title": 0}
    asked = {"score": 0, "title": 0}
    for line in Path(path).read_text("utf-8").splitlines():
        row = json.loads(line)
        actor = read(row, lambda name: next((c.country for c in places.find(name)), None))
        for condition in row["expected"]:
            kind, holds = judge(condition, actor)
            if holds is None:
                continue
            asked[kind] += 1
            met[kind] += holds
            if not holds:
                sys.stdout.write(f"{kind}\t{row['text']}\t{condition}\t{actor}\n")
    for kind, count in asked.items():
        sys.stdout.write(f"{kind}: {met[kind]} of {count} = {met[kind] / max(count, 1):.3f}\n")


def read(row: dict[str, Any], country_at: Callable[[str], str | None]) -> Actor:
    """The party that the row's phrase names on its day."""
    text = row["text"]
    parsed = parse(text)
    document = Document(
        id="phrase",
        origin="-",
        outlet=None,
        title=None,
        text=text,
        language="en",
        published=day_of(row["kwargs"].get("query_date") or row["kwargs"].get("pos2")),
        digest=digest_of(text),
    )
    head = next(token.i for token in parsed.tokens if token.head == token.i)
    lessons = lessons_of(parsed, document)
    return actors_of(parsed, head, lessons=lessons, document=document, country_at=country_at)[
        0
    ].target


def day_of(text: str | None) -> date | None:
    """The date of a row, None if it has none."""
    for form in DATES:
        try:
            return datetime.strptime(text or "", form).date()  # noqa: DTZ007  (a civil date)
        except ValueError:
            continue
    return None


def judge(condition: str, actor: Actor) -> tuple[str, bool | None]:
    """Whether one condition holds; None for one on fields that the ledger does not have."""
    found = CONDITION.fullmatch(condition)
    if found is None:
        return "score", None
    if found["none"]:
        return "score", actor.country is None and actor.id is None and actor.role is Role.UNK
    field = found["field"] or "country"
    test = found["test"] or found["how"]
    value = ast.literal_eval(found["value"] or found["what"])
    values = value if isinstance(value, list) else [value]
    holds = {"country": has_country, "code_1": has_role, "wiki": has_title, "title": has_title}
    if field not in holds:
        return "score", None
    kind = "title" if holds[field] is has_title else "score"
    return kind, any(holds[field](actor, each) for each in values) is (test != "!=")


def has_country(actor: Actor, code: str) -> bool:
    """Whether the country is the one expected; supranational bodies have none here."""
    if code in SUPRANATIONAL:
        return actor.country is None and actor.role not in {Role.UNK, Role.CVL}
    return (actor.country or "") == code


def has_role(actor: Actor, sector: str) -> bool:
    """Whether the role is one that the sector code stands for; a bare country has none."""
    if not sector:
        return actor.id is None or actor.id.startswith("country:")
    if sector == "GOV" and actor.id and actor.id.endswith("defence-ministry"):
        return True
    return actor.role in SECTORS.get(sector, set())


def has_title(actor: Actor, title: str) -> bool:
    """Whether the canonical name is the page's title; an empty title means none is known."""
    return slug(actor.name) == slug(title) if title else actor.id is None


if __name__ == "__main__":
    main(*sys.argv[1:])
