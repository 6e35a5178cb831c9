"""The MCP tools: every claim comes with a span that can be checked in its document."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from tocsin.serve.assistants import mcp_server

if TYPE_CHECKING:
    from tests.serve.conftest import Site


def call(site: Site, tool: str, **asked: Any) -> Any:
    found = asyncio.run(mcp_server(site.desk).call_tool(tool, asked))
    text = found.content[0].text  # type: ignore[union-attr]
    return text if tool == "export" else json.loads(text)


def cited(site: Site, citation: dict[str, Any]) -> str:
    paper = site.desk.papers.paper(citation["document"])
    assert paper is not None
    return paper.reading.document.text[citation["start"] : citation["end"]]


def test_search_gives_passages_that_stand_in_their_documents(shown: Site) -> None:
    (report,) = call(shown, "search", words="drones")["reports"]
    (citation,) = report["citations"]
    assert cited(shown, citation) == citation["text"]


def test_an_incident_comes_with_the_sentence_of_each_claim(shown: Site) -> None:
    listed = call(shown, "incidents", place="Goris")
    assert listed["total"] == 1
    told = call(shown, "incident", id=listed["incidents"][0]["id"])
    assert {one["stance"] for one in told["claims"]} == {"asserts", "denies"}
    for claim in told["claims"]:
        (citation,) = claim["citations"]
        assert cited(shown, citation) == citation["text"]
        assert claim["claim"]["trigger"]["text"] in citation["text"]


def test_why_and_export(shown: Site) -> None:
    (one,) = call(shown, "incidents", side="AZE", place="Goris")["incidents"]
    why = call(shown, "explain", id=one["id"])
    assert why["comparisons"][0]["verdict"] == "same"
    assert call(shown, "export").splitlines()[0].startswith("id,kind,mode")


def test_the_tools_tell_what_they_are_for(shown: Site) -> None:
    tools = asyncio.run(mcp_server(shown.desk).list_tools())
    assert {one.name for one in tools} == {"search", "incidents", "incident", "explain", "export"}
    assert all(one.description for one in tools)
