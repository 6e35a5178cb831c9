"""Kill a growing ledger again and again, and compare it with one that was left in peace."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.faults import dispatches
from benchmarks.faults.victim import RECONCILING
from tocsin.config import settings
from tocsin.export import canonical
from tocsin.resolve.gazetteer import open_gazetteer
from tocsin.store.ledger import Ledger
from tocsin.store.upkeep import Upkeep

JITTER = 0.05  # seconds within which a kill falls after the point it was meant for
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the kills did.

    `lost` counts inputs that the process had called safe, or that an earlier look had seen, and
    that were gone; `doubled` documents that are there twice; `faults` what `tocsin check` finds
    after any kill. `same_ledger` compares the canonical lines with the undisturbed ledger's.
    """

    kills: int
    documents: int
    lost: int
    doubled: int
    faults: int
    same_ledger: bool
    peak_mb: int
    seconds: float


@dataclass(slots=True)
class _Seen:
    """What is known to be safe, and the counts so far."""

    safe: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    faults: int = 0

    def look(self, where: Path) -> None:
        """Open the ledger as the next user would, and compare it with what was called safe."""
        ledger = Ledger(where)
        try:
            origins = [one.origin for one in ledger.documents()]
            held = set(origins) | {one.origin for one in ledger.dropped()}
            self.lost |= self.safe - held
            self.safe |= held
            self.doubled |= {one for one, number in Counter(origins).items() if number > 1}
            self.doubled |= {one for one in origins if len(ledger.versions(one)) > 1}
            self.faults += sum(1 for _ in ledger.room(Upkeep).check())
        finally:
            ledger.close()


def run(kills: int, documents: int, seed: int) -> Outcome:
    """Kill the `add` of so many documents at so many random moments, then let it finish.

    The moments are spread over the whole batch and the comparison of incidents after it.
    """
    begun = time.monotonic()
    rnd, seen = Random(seed), _Seen()  # noqa: S311 - moments need no secrecy
    with tempfile.TemporaryDirectory(prefix="tocsin-faults-") as temporary:
        base = Path(temporary)
        folder, killed, peaceful = base / "in", base / "killed.db", base / "peaceful.db"
        dispatches.write(folder, documents, seed)
        comparing = _left_in_peace(peaceful, folder)
        points = sorted(rnd.uniform(0, documents * 1.1) for _ in range(kills))
        for point in points:
            late = rnd.uniform(0, comparing) if point > documents else rnd.uniform(0, JITTER)
            seen.safe |= _killed(killed, folder, int(point), late)
            if killed.exists():
                seen.look(killed)
        _left_in_peace(killed, folder)
        seen.look(killed)
        same = _lines(killed) == _lines(peaceful)
    return Outcome(
        kills=kills,
        documents=documents,
        lost=len(seen.lost),
        doubled=len(seen.doubled),
        faults=seen.faults,
        same_ledger=same,
        peak_mb=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        seconds=round(time.monotonic() - begun, 1),
    )


def freeze_places(folder: Path) -> Path:
    """The place index that is read with, copied to lie beside `folder`.

    So that nobody who builds the usual one anew meanwhile changes what is read.
    """
    places, usual = folder.with_name("places.db"), settings().gazetteer
    if not places.exists():
        if usual.is_file():
            shutil.copyfile(usual, places)
        open_gazetteer(places)
    return places


def _started(where: Path, folder: Path) -> subprocess.Popen[str]:
    named = [str(where), str(folder), str(freeze_places(folder))]
    command = [sys.executable, "-m", "benchmarks.faults.victim", *named]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603


def _left_in_peace(where: Path, folder: Path) -> float:
    """Add to the end; the seconds from the last input to the end."""
    compared = time.monotonic()
    with _started(where, folder) as process:
        for line in process.stdout or ():
            if line.strip() == RECONCILING:
                compared = time.monotonic()
    if process.returncode:
        msg = f"the undisturbed run ended with {process.returncode}"
        raise RuntimeError(msg)
    return time.monotonic() - compared


def _killed(where: Path, folder: Path, point: int, late: float) -> set[str]:
    """Kill the process `late` seconds after its input number `point`; what it had called safe."""
    safe = set()
    with _started(where, folder) as process:
        for line in process.stdout or ():
            safe.add(line.strip())
            if len(safe) >= point or line.strip() == RECONCILING:
                break
        with suppress(subprocess.TimeoutExpired):
            process.wait(late)
        process.kill()
        safe |= {line.strip() for line in process.stdout or () if line.endswith("\n")}
    return safe - {RECONCILING}


def _lines(where: Path) -> list[bytes]:
    ledger = Ledger(where)
    try:
        return list(canonical.lines(ledger))
    finally:
        ledger.close()
