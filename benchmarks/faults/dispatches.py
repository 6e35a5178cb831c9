"""Synthetic dispatches to add: short, different, with copies and unreadable files among them."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = tomllib.loads((Path(__file__).parent / "dispatches.toml").read_text("utf-8"))
FIRST = date(2020, 1, 6)
DAYS = 1200  # so that few are of one day, as in a real archive
COPY_EACH = 20
EMPTY_EACH = 50


def write(folder: Path, number: int, seed: int) -> None:
    """Write `number` dispatches into `folder`: one in 20 a copy, one in 50 empty."""
    folder.mkdir(parents=True)
    for place, text in enumerate(_texts(number, Random(seed))):  # noqa: S311 - not for secrets
        (folder / f"{place:05}.txt").write_text(text, "utf-8")


def _texts(number: int, rnd: Random) -> Iterator[str]:
    last = ""
    for place in range(number):
        if place % EMPTY_EACH == EMPTY_EACH - 1:
            yield ""
            continue
        if not last or place % COPY_EACH != COPY_EACH - 1:
            last = text_of(rnd)
        yield last


def text_of(rnd: Random) -> str:
    """One dispatch, put together by chance."""
    day = FIRST + timedelta(rnd.randrange(DAYS))
    attacker = rnd.choice(PARTS["attackers"])
    town = rnd.choice(PARTS["towns"])
    told: str = rnd.choice(PARTS["texts"]).format(
        attacker=attacker,
        attacker_low=attacker.lower(),
        act=rnd.choice(PARTS["acts"]),
        town=town,
        weekday=f"{day:%A}",
        number=rnd.randint(2, 90),
        detail=" ".join(rnd.sample(PARTS["details"], 2)),
    )
    head = f"{town.upper()}, {day:%B} {day.day}, {day.year} ({rnd.choice(PARTS['outlets'])}) - "
    return head + told
