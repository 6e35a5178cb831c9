"""One export: written whole or not at all, with a note beside it of what it is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING, BinaryIO, Generic, NamedTuple, TypeVar

from tocsin.errors import InputError
from tocsin.export import acled, canonical, claims, ged, incidents
from tocsin.export.cases import Case, Told, cases
from tocsin.export.forms import Form, Subject
from tocsin.export.objects import (
    review_of_case,
    review_of_claim,
    reviews,
    write_features,
    write_lines,
)
from tocsin.export.parquet import write_parquet
from tocsin.export.parts import best_place
from tocsin.export.privacy import Screen
from tocsin.export.tables import write_csv
from tocsin.store import canon
from tocsin.store.protocol import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tocsin.export.columns import Column
    from tocsin.export.order import Order
    from tocsin.records import Incident, Place, ResolvedClaim
    from tocsin.store.protocol import Store

CREDITS = (
    "Places: GeoNames (geonames.org), CC BY 4.0. Texts and sentences belong to their publishers."
)
NOTE = "-metadata.json"
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written: how many records, and the SHA-256 of the file."""

    records: int
    digest: str


def write(store: Store, order: Order, path: Path) -> Written:
    """Write an export to `path`, and what it is to `path`-metadata.json; both whole or not at all.

    Raises:
        InputError: the format does not hold what is asked for, or the file cannot be written.
        MissingPartError: Parquet needs pyarrow.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as out:
            records = stream(store, order, out)
        with part.open("rb") as whole:
            digest = hashlib.file_digest(whole, "sha256").hexdigest()
        written = Written(records=records, digest=digest)
        note = json.dumps(_note(store, order, written), indent=2, ensure_ascii=False)
        path.with_name(path.name + NOTE).write_text(note + "\n", "utf-8")
        part.replace(path)
    except OSError as error:
        msg = f"{path} cannot be written ({error.strerror}); choose another file"
        raise InputError(msg) from error
    finally:
        part.unlink(missing_ok=True)
    return written


def stream(store: Store, order: Order, out: BinaryIO) -> int:
    """Write an export to a stream of bytes, some records in memory at a time; how many records.

    Raises:
        InputError: the format does not hold what is asked for.
        MissingPartError: Parquet needs pyarrow.
    """
    pinned = replace(order.query, as_of=order.query.as_of or store.last_recorded())
    if order.subject is Subject.LEDGER:
        return _whole(store, order, pinned, out)
    schema = schema_of(store)
    if order.subject is Subject.CLAIMS:
        return _claims(order, _told(store, pinned, names=order.names), schema, out)
    return _incidents(order, _cases(store, pinned, names=order.names), schema, out)


def schema_of(store: Store) -> str:
    """What every export names: the schema of the ledger that it was written from."""
    return f"tocsin-ledger/{store.version()}"


def _whole(store: Store, order: Order, query: Query, out: BinaryIO) -> int:
    if order.form is not Form.JSONL or not order.names or query != Query(as_of=query.as_of):
        msg = (
            "the whole ledger is written as jsonl, with all names and without filters"
            " (--as jsonl --names); choose incidents or claims for anything else"
        )
        raise InputError(msg)
    number = 0
    for line in canonical.lines(store, query.as_of):
        out.write(line)
        number += 1
    return number


def _claims(order: Order, found: Iterator[Told], schema: str, out: BinaryIO) -> int:
    match order.form:
        case Form.GED | Form.ACLED:
            msg = f"{order.form.value} has no claims, only incidents; choose csv or parquet"
            raise InputError(msg)
        case Form.CLAIMREVIEW:
            return write_lines(out, reviews(found, review_of_claim))
        case Form.JSONL:
            screens = ((one, None if order.names else Screen((one,))) for one in found)
            return write_lines(out, (_object(one.claim, schema, by) for one, by in screens))
        case _:
            return _flat(order.form, Flat(claims.COLUMNS, claims.place_of), found, schema, out)


def _incidents(order: Order, found: Iterator[Case], schema: str, out: BinaryIO) -> int:
    match order.form:
        case Form.GED:
            return write_csv(out, ged.COLUMNS, filter(ged.is_violence, found))
        case Form.ACLED:
            return write_csv(out, acled.COLUMNS, filter(acled.is_event, found))
        case Form.CLAIMREVIEW:
            return write_lines(out, reviews(found, review_of_case))
        case Form.JSONL:
            return write_lines(out, (_object(one.incident, schema, None) for one in found))
        case _:
            flat = Flat(incidents.COLUMNS, lambda case: best_place(case.incident.places))
            return _flat(order.form, flat, found, schema, out)


class Flat(NamedTuple, Generic[Row]):
    """The columns of a row, and its place on a map."""

    columns: tuple[Column[Row], ...]
    place_of: Callable[[Row], Place | None]


def _flat(form: Form, flat: Flat[Row], found: Iterable[Row], schema: str, out: BinaryIO) -> int:
    if form is Form.PARQUET:
        return write_parquet(out, flat.columns, found, {"schema": schema})
    if form is Form.GEOJSON:
        return write_features(
            out, flat.columns, ((one, flat.place_of(one)) for one in found), schema
        )
    return write_csv(out, flat.columns, found, tagged=form is Form.HXL)


def _object(record: Incident | ResolvedClaim, schema: str, screen: Screen | None) -> object:
    """A record as it is kept, with the ledger's schema."""
    plain: dict[str, object] = json.loads(canon.dump(record))
    masked = {name: screen.plain(one) for name, one in plain.items()} if screen else plain
    return {"schema": schema} | masked


def _cases(store: Store, query: Query, *, names: bool) -> Iterator[Case]:
    found = cases(store, query)
    return found if names else map(Screen.case, found)


def _told(store: Store, query: Query, *, names: bool) -> Iterator[Told]:
    for claim, document in store.told(query):
        told = Told(claim=claim, document=document)
        yield told if names else Screen((told,)).told(told)


def _note(store: Store, order: Order, written: Written) -> dict[str, object]:
    """What the file is, without the time of writing: the same export has the same note."""
    asked = json.loads(canon.dump(order.query))
    return {
        "schema": schema_of(store),
        "tocsin": version("tocsin"),
        "format": order.form.value,
        "subject": order.subject.value,
        "private_names": order.names,
        "filters": {name: value for name, value in asked.items() if value not in (None, [])},
        "records": written.records,
        "sha256": written.digest,
        "credits": CREDITS,
    }
