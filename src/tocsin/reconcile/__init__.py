"""Reports to families of copies, claims to incidents, each join with its reasons."""

from tocsin.reconcile.archive import Archive, Shelf
from tocsin.reconcile.explanation import Evidence, Explanation, explain
from tocsin.reconcile.families import families_of, near_copies, rank
from tocsin.reconcile.incidents import incidents_of
from tocsin.reconcile.judge import Comparison, compare, explained

__all__ = [
    "Archive",
    "Comparison",
    "Evidence",
    "Explanation",
    "Shelf",
    "compare",
    "explain",
    "explained",
    "families_of",
    "incidents_of",
    "near_copies",
    "rank",
]
