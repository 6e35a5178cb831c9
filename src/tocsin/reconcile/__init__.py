"""Reports to families of copies, claims to incidents, each join with its reasons."""

from tocsin.reconcile.archive import Archive, Shelf
from tocsin.reconcile.differences import changed, claims_at_odds, contradictions_in, differences
from tocsin.reconcile.explanation import Evidence, Explanation, at_odds, explain, history_of
from tocsin.reconcile.families import families_of, near_copies, rank
from tocsin.reconcile.incidents import incidents_of
from tocsin.reconcile.judge import Comparison, compare, explained
from tocsin.reconcile.stories import stories_of

__all__ = [
    "Archive",
    "Comparison",
    "Evidence",
    "Explanation",
    "Shelf",
    "at_odds",
    "changed",
    "claims_at_odds",
    "compare",
    "contradictions_in",
    "differences",
    "explain",
    "explained",
    "families_of",
    "history_of",
    "incidents_of",
    "near_copies",
    "rank",
    "stories_of",
]
