"""A small ledger to export from: a shelling with a denial, and a truce without coordinates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests import factories as make
from tocsin.records import Kind, Role, Stance
from tocsin.store.ledger import Ledger
from tocsin.store.protocol import Receipt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tocsin.records import Incident, Reading

WITNESS = "Anahit Karapetyan"
TEXT = (
    "Azerbaijan's army shelled Goris on Tuesday, the Armenian Defense Ministry said. "
    f"Two soldiers were killed, {WITNESS} told the paper. Baku denied the shelling."
)
TRUCE = "Armenia and Azerbaijan agreed to a truce on Thursday."


def report() -> Reading:
    """The shelling as a ministry tells it and as Baku denies it."""
    document = make.document(
        TEXT, origin="https://example.org/goris", title=f"=Goris; {WITNESS} speaks"
    )
    told = make.shelling(
        document,
        speakers=(make.actor("Armenian Defense Ministry", "ARM"),),
        of={"tolls": (make.toll(span=make.span(document, "Two soldiers")),)},
    )
    denial = make.shelling(
        document,
        "denied",
        told={"stance": Stance.DENIES, "answers": told.id},
        speakers=(make.actor("Baku", "AZE", role=Role.GOV),),
    )
    return make.reading(document, make.anchored(told), make.anchored(denial))


def truce() -> Reading:
    """A truce, told in another report, at a place without coordinates."""
    document = make.document(TRUCE, origin="https://example.org/truce", title=None)
    claim = make.shelling(
        document,
        "agreed",
        of={"kind": Kind.AGREE, "mode": "ceasefire"},
        places=(make.place("the border", lat=None, lon=None, geonameid=None, precision=5),),
        days=make.when(date(2022, 9, 15)),
    )
    return make.reading(document, make.anchored(claim))


def incidents() -> tuple[Incident, ...]:
    """What `reconcile` would make of both."""
    shelling, agreement = report(), truce()
    return (
        make.incident(
            *(one.id for one in shelling.claims),
            recipients=(
                make.actor("Armenia", "ARM"),
                make.actor(WITNESS, "ARM", role=Role.CVL),
            ),
            tolls=(
                make.toll_range(),
                make.toll_range("Baku", low=0, best=0, high=0),
                make.toll_range("Yerevan", low=2, best=2, high=4),
            ),
            asserted_by=("Armenian Defense Ministry", WITNESS),
            denied_by=("Baku",),
        ),
        make.incident(
            agreement.claims[0].id,
            kind=Kind.AGREE,
            mode="ceasefire",
            when=make.when(date(2022, 9, 15)),
            places=(make.place("the border", lat=None, lon=None, geonameid=None, precision=5),),
        ),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path / "war.db")
    for number, reading in enumerate((report(), truce())):
        receipt = Receipt(origin=reading.document.origin, digest=f"d{number}", rules="1", asked="")
        ledger.add(reading, receipt=receipt, at=make.NOON)
    ledger.settle(incidents(), (), at=make.NOON + timedelta(hours=1))
    yield ledger
    ledger.close()
