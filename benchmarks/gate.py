"""What the gate passes: `python -m benchmarks.gate [--json] [--workers N]`.

Weighs made-up news and, where they lie in ../shared/gold, the texts of development sets at several
thresholds: which share of all of them passes, and which share of those in which the full reading,
without the gate, finds a claim of violence; once of any violence, and once of violence that was
done, in which an army or an armed group has a part. Takes some minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tocsin
from benchmarks.day import pages
from tocsin.clean.relevance import relevance_of
from tocsin.records import Kind, Reality, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.records import ResolvedClaim

GOLD = Path(__file__).parents[2] / "shared" / "gold"
THRESHOLDS = (0.03, 0.06, 0.09, 0.12, 0.15, 0.18, 0.24, 0.3)
MADE = 2_000
WAR, NEWS = "made-up reports on war", "made-up other news"
SETS = ("fakes_articles", "muc4", "lgl", "polnear")
ARMED = {Role.MIL, Role.REB}


class Weighed(NamedTuple):
    """What the gate says of a text, and what the full reading found in it: None if not read."""

    relevance: float
    violent: bool | None = None
    armed: bool | None = None


def gate_figures(workers: int) -> dict[str, Any]:
    """Of each set the number of texts, and the shares that pass, a share for each threshold."""
    found: dict[str, list[Weighed]] = {}
    for page in pages(MADE):
        name = WAR if page.topic == "conflict" else NEWS
        found.setdefault(name, []).append(Weighed(relevance_of(page.text)))
    texts = list(_texts())
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawned) as pool:
        weigh = map if workers == 1 else partial(pool.map, chunksize=25)
        for (name, _), weighed in zip(texts, weigh(weighed_of, [t for _, t in texts]), strict=True):
            found.setdefault(name, []).append(weighed)
    return {
        "thresholds": list(THRESHOLDS),
        "sets": {name: figures_of(weighed) for name, weighed in found.items()},
    }


def weighed_of(text: str) -> Weighed:
    """A text as the gate weighs it, beside what is found when all of it is read."""
    claims = tocsin.reading_of(text).claims
    violent = [claim for claim in claims if claim.claim.first.kind is Kind.ASSAULT]
    return Weighed(relevance_of(text), bool(violent), any(map(_is_armed, violent)))


def figures_of(weighed: list[Weighed]) -> dict[str, Any]:
    """How many texts of a set there are, and how many of them pass: of all, and of the violent."""
    groups = {
        "": weighed,
        "violent_": [one for one in weighed if one.violent],
        "armed_": [one for one in weighed if one.armed],
    }
    return {
        f"{name}{key}": value
        for name, group in groups.items()
        if group
        for key, value in (("texts", len(group)), ("passing", _passing(group)))
    }


def _passing(weighed: list[Weighed]) -> list[float]:
    return [
        round(sum(one.relevance >= threshold for one in weighed) / len(weighed), 3)
        for threshold in THRESHOLDS
    ]


def _is_armed(violent: ResolvedClaim) -> bool:
    parties = (*violent.actors, *violent.recipients)
    done = violent.claim.first.reality is Reality.ACTUAL
    return done and any(party.target.role in ARMED for party in parties)


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted(GOLD.glob("claims/text/*.txt")):
        yield "claims", path.read_bytes().decode("utf-8")
    for name in SETS:
        for path in GOLD.glob(f"{name}.dev.jsonl*"):
            content = path.read_bytes()
            if path.suffix == ".gz":
                content = gzip.decompress(content)
            for line in content.decode("utf-8").strip().split("\n"):
                yield name, json.loads(line)["text"]


def main() -> None:
    """Weigh and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    args = parser.parse_args()
    found = gate_figures(args.workers)
    if args.json:
        print(json.dumps(found))
        return
    print(f"{'':40}", *(f"{threshold:6.2f}" for threshold in found["thresholds"]))
    for name, figures in found["sets"].items():
        for group in ("", "violent_", "armed_"):
            if f"{group}texts" in figures:
                title = f"{name} {group.rstrip('_')} ({figures[f'{group}texts']})"
                print(f"{title:40}", *(f"{share:6.3f}" for share in figures[f"{group}passing"]))


if __name__ == "__main__":
    main()
