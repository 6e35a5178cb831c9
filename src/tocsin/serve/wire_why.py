"""The reasons on the wire: why a link, why an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.lexicon.lines import lines_of
from tocsin.serve.wire import wire_of_claim, wire_of_incident

if TYPE_CHECKING:
    from tocsin.reconcile import Explanation
    from tocsin.records import Reason, ResolvedClaim, Span, When


def wire_of_explanation(explanation: Explanation) -> dict[str, object]:
    """The explanation for a program: offsets of `sentence` point into the document's text."""
    return {
        "incident": wire_of_incident(explanation.incident),
        "evidence": [
            {
                "claim": wire_of_claim(one.claim),
                "document": one.sentence.document_id,
                "origin": one.origin,
                "outlet": one.outlet,
                "voice": one.voice,
                "sentence": {
                    "start": one.sentence.start,
                    "end": one.sentence.end,
                    "text": one.sentence.text,
                },
                "rule": one.rule,
                "lines": [
                    {"table": line.table, "line": line.number, "lemma": line.cells[0]}
                    for line in lines_of(one.rule)
                ],
                "resolution": wire_of_reasons(one.claim),
            }
            for one in explanation.evidence
        ],
        "comparisons": [
            {
                "left": one.left,
                "right": one.right,
                "score": one.score,
                "verdict": one.verdict.value,
                "reasons": _wire(one.reasons),
            }
            for one in explanation.comparisons
        ],
        "judgements": [
            {"left": one.left, "right": one.right, "verdict": one.verdict.value, "by": one.by}
            for one in explanation.judgements
        ],
        "contradictions": [
            {
                "kind": one.kind,
                "why": one.why,
                "left": _passage(one.left),
                "right": _passage(one.right),
            }
            for one in explanation.contradictions
        ],
    }


def _passage(span: Span) -> dict[str, object]:
    return {
        "document": span.document_id,
        "start": span.start,
        "end": span.end,
        "text": span.text,
    }


def wire_of_reasons(claim: ResolvedClaim) -> dict[str, object]:
    """The same for a program: `links` and `when`, each with score, reasons and uncertainty."""
    return {
        "links": [
            {
                "part": link.part,
                "start": link.mention.start,
                "end": link.mention.end,
                "name": link.target.name,
                "score": link.score,
                "uncertain": link.uncertain,
                "reasons": _wire(link.reasons),
            }
            for link in claim.links
        ],
        "when": _wire_of_when(claim.when),
    }


def _wire_of_when(when: When | None) -> dict[str, object] | None:
    if when is None:
        return None
    return {"uncertain": when.uncertain, "reasons": _wire(when.reasons)}


def _wire(reasons: tuple[Reason, ...]) -> list[dict[str, object]]:
    return [
        {"feature": r.feature, "score": r.score, "left": r.left, "right": r.right} for r in reasons
    ]
