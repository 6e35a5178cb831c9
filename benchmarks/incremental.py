"""What the next report costs: `python -m benchmarks.incremental [--sizes 1000 20000] [--json]`.

A ledger is filled with invented reports up to each size; then reports are added and reconciled one
by one, and the median of the processor's time is printed, with its ratio to that of the first size.
Reports are made without the parser, whose time does not depend on the ledger: their words are drawn
from an invented vocabulary as unevenly as those of a language, one in ten is a reworded copy of an
earlier one, and each shares its day, its places and the names of its story with a few others.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.desk import Desk
from tocsin.records import (
    Actor,
    Claim,
    Document,
    Kind,
    Link,
    Mention,
    Place,
    RawItem,
    Reading,
    Reality,
    ResolvedClaim,
    Role,
    Span,
    Stance,
    When,
    digest_of,
)
from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from tocsin.config import Settings

FIRST = date(2020, 1, 6)
A_DAY = 22
"""Reports a day: 20,000 of them fill two and a half years."""
WORDS, SENTENCES, CLAIMS = 14, 14, 4
VOCABULARY = 20_000
COPIES = 10
STORY = 3
NEXT = 15
SYLLABLES = (
    "ka",
    "ro",
    "mi",
    "tel",
    "var",
    "no",
    "du",
    "shi",
    "ber",
    "lan",
    "go",
    "pre",
    "zu",
    "fi",
)
COUNTRIES = ("ARM", "AZE", "SDN", "SSD", "MLI", "BFA", "COD", "RWA", "YEM", "SAU", "SYR", "TUR")
MODES = ("artillery", "airstrike", "small-arms", "bombing", "clash", "killing")


@dataclass(frozen=True, slots=True)
class Cost:
    """A ledger of `size` reports and what the next one costs there, in milliseconds."""

    size: int
    median: float
    slowest: float
    filled: float


def main() -> int:
    """Print the cost of the next report at each size, and the ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.incremental", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 20_000])
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = measured(tuple(sorted(args.sizes)))
    base = found[0].median
    rows = [
        {
            "size": one.size,
            "next_ms": round(one.median, 1),
            "slowest_ms": round(one.slowest, 1),
            "ratio": round(one.median / base, 2),
            "filled_s": round(one.filled, 1),
        }
        for one in found
    ]
    if args.json:
        print(json.dumps(rows))
    else:
        for row in rows:
            print("  ".join(f"{name} {value}" for name, value in row.items()))
    return 0


def measured(sizes: tuple[int, ...]) -> list[Cost]:
    """The cost at each size, of one ledger that grows."""
    found, number = [], 0
    with (
        tempfile.TemporaryDirectory() as place,
        Desk(Ledger(Path(place, "x.db")), take=take) as desk,
    ):
        for size in sizes:
            start = time.process_time()
            desk.take_in([item(n) for n in range(number, size)])
            desk.reconcile()
            filled = time.process_time() - start
            costs = [_next(desk, n) for n in range(size, size + NEXT)]
            number = size + NEXT
            found.append(Cost(size, statistics.median(costs), max(costs), filled))
    return found


def _next(desk: Desk, number: int) -> float:
    start = time.process_time()
    desk.take_in([item(number)])
    desk.reconcile()
    return 1000 * (time.process_time() - start)


def item(number: int) -> RawItem:
    """The raw item that stands for report `number`."""
    return RawItem(
        origin=f"r{number}",
        media_type="text/plain",
        payload=str(number).encode(),
        fetched_at=datetime(2020, 1, 1, tzinfo=UTC),
    )


def take(
    raw: RawItem,
    *,
    settings: Settings,  # noqa: ARG001 - part of the interface
    published: date | None = None,  # noqa: ARG001 - same
    outlet: str | None = None,  # noqa: ARG001 - same
) -> tuple[Reading, ...]:
    """Report `number`, read without a parser."""
    number = int(raw.payload)
    day = FIRST + timedelta(number // A_DAY)
    text = text_of(number)
    digest = digest_of(text)
    document = Document(
        id=sha256(f"{raw.origin} {digest}".encode()).hexdigest()[:16],
        origin=raw.origin,
        outlet=f"outlet {number % 40}",
        title=None,
        text=text,
        language="en",
        published=day,
        digest=digest,
    )
    pick = random.Random(f"story {story_of(number)}")  # noqa: S311 - not for secrets
    claims = tuple(_claim(document, nth, pick, day) for nth in range(CLAIMS))
    return (Reading(document=document, claims=claims, flags=()),)


def story_of(number: int) -> int:
    """The story that report `number` tells: a few reports of a day share one."""
    return number - number % STORY


@cache
def text_of(number: int) -> str:
    """The words of report `number`; every tenth rewords an earlier report of its day."""
    pick = random.Random(number)  # noqa: S311 - not for secrets
    if number % COPIES == COPIES - 1:
        words = text_of(number - 1 - pick.randrange(COPIES - 1)).split(" ")
        for place in pick.sample(range(len(words)), len(words) // 6):
            words[place] = _word(pick)
        return " ".join(words)
    names = random.Random(f"names {story_of(number)}")  # noqa: S311 - not for secrets
    people = [f"{_name(names)} {_name(names)}" for _ in range(3)]
    sentences = []
    for nth in range(SENTENCES):
        words = [_word(pick) for _ in range(WORDS)]
        if nth < CLAIMS:
            words[3] = "shelled"
        if nth % 4 == 1:
            words[6] = pick.choice(people)
        sentences.append(" ".join(words).capitalize() + ".")
    return " ".join(sentences)


def _claim(document: Document, nth: int, pick: random.Random, day: date) -> ResolvedClaim:
    start = -1
    for _ in range(nth + 1):
        found = document.text.find("shelled", start + 1)
        start = found if found >= 0 else document.text.index(" ", start + 1)
    trigger = document.span(start, start + len("shelled"))
    mention = Mention(
        kind=Kind.ASSAULT,
        mode=pick.choice(MODES),
        trigger=trigger,
        trigger_token=0,
        participants=(),
        weapons=(),
        tolls=(),
        place=(),
        time=(),
        reality=Reality.ACTUAL,
        background=False,
        rule="benchmark",
    )
    claim = Claim(
        id=sha256(f"{document.id} {nth}".encode()).hexdigest()[:16],
        mentions=(mention,),
        chain=(),
        cue=None,
        stance=Stance.ASSERTS,
        denial=None,
        hedged=False,
        quote=None,
        answers=None,
        rule="benchmark",
    )
    side = pick.randrange(len(COUNTRIES))
    when = day - timedelta(pick.randrange(3))
    return ResolvedClaim(
        claim=claim,
        actors=(_link(trigger, "actor", _army(COUNTRIES[side])),),
        recipients=(_link(trigger, "recipient", _army(COUNTRIES[side ^ 1])),),
        speakers=(),
        places=(_link(trigger, "target", _place(pick, COUNTRIES[side ^ 1])),),
        when=When(first=when, last=when, precision=1, text="Tuesday"),
    )


def _link(at: Span, part: str, target: Actor | Place) -> Link:  # type: ignore[type-arg]
    return Link(mention=at, part=part, target=target, score=1.0, reasons=())


def _army(country: str) -> Actor:
    return Actor(id=None, name=f"army of {country}", country=country, role=Role.MIL)


def _place(pick: random.Random, country: str) -> Place:
    number = pick.randrange(400)
    place = random.Random(f"{country} {number}")  # noqa: S311 - not for secrets
    return Place(
        name=_name(place),
        country=country,
        lat=place.uniform(-35, 45),
        lon=place.uniform(-15, 65),
        geonameid=COUNTRIES.index(country) * 1000 + number,
        precision=1,
    )


def _word(pick: random.Random) -> str:
    """A word of the vocabulary, the first ones far oftener than the last, as in a language."""
    return _spelled(int(VOCABULARY ** pick.random()))


@cache
def _spelled(rank: int) -> str:
    return "".join(SYLLABLES[rank // 14**n % 14] for n in range(1 + len(str(rank))))


def _name(pick: random.Random) -> str:
    return "".join(pick.choice(SYLLABLES) for _ in range(3)).capitalize()


if __name__ == "__main__":
    sys.exit(main())
