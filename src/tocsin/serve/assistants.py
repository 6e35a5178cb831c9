"""The ledger for assistants: an MCP server whose tools answer with spans to cite.

Every fact comes with `citations`: the document, the characters of its text, their words, and who
said so. What an assistant tells without one of them is not from the ledger.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from mcp.server.mcpserver import MCPServer
from pydantic import Field

from tocsin.desk import Desk
from tocsin.errors import InputError
from tocsin.records import Incident
from tocsin.serve.answers import as_table
from tocsin.serve.asking import moment_of
from tocsin.serve.wire import Wire, wire_of_claim, wire_of_incident

MOST = 50
HEADS = ("id", "kind", "mode", "first", "last", "places", "asserted_by", "denied_by", "reports")
RULES = (
    "Tocsin keeps who says what happened in armed conflict. A row is a claim, not a fact: name the"
    " voice, tell who denies it, and cite document, start and end of every sentence you use."
)
Id = Annotated[str, Field(min_length=1, max_length=64, description="An incident's or claim's id.")]
Word = Annotated[str, Field(max_length=200)]
Day = Annotated[str, Field(max_length=10, description="YYYY-MM-DD, or nothing.")]
Limit = Annotated[int, Field(ge=1, le=MOST)]


def mcp_server(desk: Desk) -> MCPServer:
    """The server for one ledger; it only reads."""
    server = MCPServer("tocsin", instructions=RULES)

    @server.tool()
    def search(words: Word, limit: Limit = 10) -> Wire:
        """Find reports that hold all words, best first, each with the passage to cite."""
        return {
            "reports": [
                {
                    "title": one.document.title,
                    "citations": [
                        {
                            "document": one.document.id,
                            "outlet": one.document.outlet,
                            "published": _day(one.document.published),
                            "start": one.start,
                            "end": one.start + len(one.snippet),
                            "text": one.snippet,
                        }
                    ],
                }
                for one in desk.search(words, limit=limit)
            ]
        }

    @server.tool()
    def incidents(
        country: Word = "",
        side: Word = "",
        kind: Word = "",
        place: Word = "",
        since: Day = "",
        until: Day = "",
        limit: Limit = 20,
    ) -> Wire:
        """List incidents, the newest first: what, who, where, when, who asserts and who denies."""
        page = desk.incident_page(
            limit=limit,
            newest=True,
            country=country or None,
            sides=side or None,
            kind=kind or None,
            place=place or None,
            since=_date(since),
            until=_date(until),
        )
        return {"total": page.total, "incidents": [wire_of_incident(one) for one in page.items]}

    @server.tool()
    def incident(id: Id, as_of: Day = "") -> Wire:  # noqa: A002 - the word that assistants know
        """Show one incident with every claim in it and the sentences to cite."""
        return _told(desk, id, as_of, why=False)

    @server.tool()
    def explain(id: Id, as_of: Day = "") -> Wire:  # noqa: A002
        """Tell why an incident's claims were put together: reasons with values, and judgements."""
        return _told(desk, id, as_of, why=True)

    @server.tool()
    def export(
        country: Word = "", kind: Word = "", since: Day = "", until: Day = "", limit: Limit = MOST
    ) -> str:
        """Give incidents as CSV, the newest first."""
        page = desk.incident_page(
            limit=limit,
            newest=True,
            country=country or None,
            kind=kind or None,
            since=_date(since),
            until=_date(until),
        )
        return as_table(HEADS, (_row(one) for one in page.items)).decode()

    return server


def _told(desk: Desk, id_: str, as_of: str, *, why: bool) -> Wire:
    found = desk.explain(id_, as_of=moment_of(as_of))
    read = {one.sentence.document_id for one in found.evidence}
    documents = {id_: desk.papers.paper(id_) for id_ in read}
    told: Wire = {
        "incident": wire_of_incident(found.incident),
        "claims": [
            {
                "voice": one.voice,
                "stance": one.claim.claim.stance.value,
                "claim": wire_of_claim(one.claim),
                "rule": one.rule,
                "citations": [
                    {
                        "document": one.sentence.document_id,
                        "outlet": one.outlet,
                        "published": _day(paper.reading.document.published) if paper else None,
                        "start": one.sentence.start,
                        "end": one.sentence.end,
                        "text": one.sentence.text,
                    }
                ],
            }
            for one in found.evidence
            for paper in (documents[one.sentence.document_id],)
        ],
    }
    if why:
        told["comparisons"] = [
            {
                "left": one.left,
                "right": one.right,
                "verdict": one.verdict.value,
                "score": one.score,
                "reasons": {r.feature: [r.score, r.left, r.right] for r in one.reasons},
            }
            for one in found.comparisons[:MOST]
        ]
        told["judgements"] = [
            {"left": one.left, "right": one.right, "verdict": one.verdict.value, "by": one.by}
            for one in found.judgements
        ]
    return told


def _row(one: Incident) -> list[object]:
    when = one.when
    return [
        one.id,
        one.kind.value,
        one.mode,
        _day(when.first) if when else None,
        _day(when.last) if when else None,
        "; ".join(place.name for place in one.places),
        "; ".join(one.asserted_by),
        "; ".join(one.denied_by),
        one.independent_reports,
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(words: str) -> date | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        msg = f"{words!r} is no day; write it as 2022-09-13"
        raise InputError(msg) from error
