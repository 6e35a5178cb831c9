"""Memory of a process: how much it has taken at most, and how much it may take."""

from __future__ import annotations

import sys

if sys.platform != "win32":
    import resource

MEGABYTE = 1_000_000
KILOBYTE = 1024


def peak_megabytes() -> float:
    """The most memory that this process has held at once, in megabytes; 0 where nobody counts."""
    if sys.platform == "win32":
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MEGABYTE if sys.platform == "darwin" else peak * KILOBYTE / MEGABYTE


def bound_memory(megabytes: int) -> None:
    """Let this process take no more than `megabytes` of data; a request beyond it fails.

    Bounds what a process allocates, not the libraries that it maps; nothing is bounded on Windows.
    """
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = megabytes * MEGABYTE
        limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
