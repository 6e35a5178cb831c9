"""The watch on the wire: series, alerts, forecasts and comparisons, version 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.records import (
        Alert,
        Cited,
        Episode,
        Forecast,
        OutsideComparison,
        OutsideImport,
        Point,
        Series,
    )

Wire = dict[str, object]
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
COUNTS = (
    "events",
    "low",
    "best",
    "high",
    "accusations",
    "threats",
    "mobilisations",
    "breakdowns",
    "talks",
    "disputed",
    "reports",
    "outlets",
)
"""The fields of a point, as they are called on the wire too."""


def wire_of_series(series: Series) -> Wire:
    """One subject's points, oldest first; `day` is the first day of each step."""
    return {
        "sort": series.subject.sort.value,
        "name": series.subject.name,
        "step": series.step.value,
        "source": series.source,
        "points": [_point(one) for one in series.points],
    }


def wire_of_alert(alert: Alert) -> Wire:
    """One alert; a reason tells what was seen and what is usual."""
    return {
        "id": alert.id,
        "dyad": [alert.dyad.a, alert.dyad.b],
        "day": alert.day.isoformat(),
        "detector": alert.detector,
        "state": alert.state.value,
        "observed": round(alert.observed, 4),
        "expected": round(alert.expected, 4),
        "score": round(alert.score, 4),
        "probability": None if alert.probability is None else round(alert.probability, 4),
        "after": _episode(alert.after) if alert.after else None,
        "reasons": [
            {
                "feature": one.feature,
                "score": round(one.score, 4),
                "seen": one.left,
                "usual": one.right,
            }
            for one in alert.reasons
        ],
        "incidents": list(alert.incidents),
        "cited": [_cited(one) for one in alert.cited],
    }


def wire_of_forecast(forecast: Forecast) -> Wire:
    """One month ahead: its quantiles and all draws."""
    return {
        "sort": forecast.subject.sort.value,
        "name": forecast.subject.name,
        "month": f"{forecast.month:%Y-%m}",
        "made_on": forecast.made_on.isoformat(),
        "method": forecast.method,
        "quantiles": {f"{share:g}": forecast.quantile(share) for share in SHARES},
        "draws": list(forecast.draws),
    }


def wire_of_comparison(comparison: OutsideComparison) -> Wire:
    """Two series of deaths by month, side by side."""
    return {
        "name": comparison.subject.name,
        "label": comparison.label,
        "agreement": comparison.agreement,
        "months": [
            {"month": f"{one.month:%Y-%m}", "ledger": one.ledger, "outside": one.outside}
            for one in comparison.months
        ],
    }


def wire_of_import(taken: OutsideImport) -> Wire:
    """An outside file, and how its rows fared."""
    return {
        "label": taken.label,
        "format": taken.format,
        "origin": taken.origin,
        "sha256": taken.digest,
        "rows": taken.tally.rows,
        "mapped": taken.tally.mapped,
        "unmapped": [
            {"reason": one.reason, "rows": one.rows, "example": one.example}
            for one in taken.tally.unmapped
        ],
        "recorded_at": taken.recorded_at.isoformat(),
    }


def _point(point: Point) -> Wire:
    return {"day": point.day.isoformat()} | {
        name: round(getattr(point, name), 4) for name in COUNTS
    }


def _episode(episode: Episode) -> Wire:
    return {
        "state": episode.state.value,
        "first": episode.first.isoformat(),
        "last": episode.last.isoformat(),
        "deaths": round(episode.deaths, 1),
    }


def _cited(cited: Cited) -> Wire:
    return {
        "incident": cited.incident,
        "claim": cited.claim,
        "document": cited.document,
        "outlet": cited.outlet,
        "published": cited.published.isoformat() if cited.published else None,
        "voice": cited.voice,
        "sentence": cited.sentence,
    }
