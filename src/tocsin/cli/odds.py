"""Where the reports of an incident contradict each other: both passages, each with its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from tocsin.cli.console import section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from tocsin.reconcile import Explanation
    from tocsin.records import Contradiction, Span

MOST = 8
LONGEST = 160


def odds_table(explanation: Explanation) -> Table:
    """What the claims and copies tell differently; what touches the incident's sentences first."""
    origins = {one.sentence.document_id: one.origin for one in explanation.evidence}
    sentences = [one.sentence for one in explanation.evidence]
    ordered = sorted(explanation.contradictions, key=lambda one: not _touches(one, sentences))
    table = section("Where they contradict each other")
    table.add_column("What", no_wrap=True)
    for title in ("One", "Another"):
        table.add_column(title, ratio=1)
    for one in ordered[:MOST]:
        how = one.why.partition("“")[0] if one.kind == "quote" else ""
        table.add_row(one.kind, _cell(one.left, origins), _cell(one.right, origins, how))
    if len(ordered) > MOST:
        table.caption = f"and {len(ordered) - MOST} more; --format json has all"
    return table


def _touches(one: Contradiction, sentences: list[Span]) -> bool:
    return any(side.overlaps(told) for side in (one.left, one.right) for told in sentences)


def _cell(span: Span, origins: Mapping[str, str], how: str = "") -> Text:
    """The passage, and where it stands: the address of the report and the offset in it."""
    words = " ".join(span.text.split())
    words = words if len(words) <= LONGEST else words[:LONGEST] + "…"
    where = f"{origins.get(span.document_id, span.document_id)}, from character {span.start}"
    return Text.assemble(how, f"“{words}”", (f"\n{where}", "dim"))
