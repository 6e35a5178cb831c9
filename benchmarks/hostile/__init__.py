"""Inputs made to do harm, seeded, and what becomes of each: `python -m benchmarks.hostile`."""

from benchmarks.hostile.tally import HostileTally, run

__all__ = ["HostileTally", "run"]
