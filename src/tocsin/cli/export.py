"""`tocsin export` and `tocsin bundle`: the ledger as files for others."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.asking import narrowed
from tocsin.cli.console import stderr
from tocsin.cli.look import known
from tocsin.cli.options import AsOf, Ledger, Names
from tocsin.export.forms import Form, Subject

if TYPE_CHECKING:
    from tocsin.store.filters import Filters

EXPORT_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin export --as csv --out incidents.csv\n\n"
    "  tocsin export --as ged --country ARM --since 2022-09-12 --out ged.csv\n\n"
    "  tocsin export --as geojson --side ARM --side AZE --out border.geojson\n\n"
    "  tocsin export claims --as parquet --as-of 2022-09-30 --out claims.parquet\n\n"
    "  tocsin export ledger --as jsonl --names > everything.jsonl\n\n"
    "Beside FILE stands FILE-metadata.json with the schema, the filters and the SHA-256."
)
BUNDLE_EXAMPLES = (
    "Examples:\n\n"
    "  tocsin bundle 3f9a1c --out goris.zip\n\n"
    "  tocsin bundle 3f9a1c --texts --out goris-whole.zip"
)


@narrowed
def export(
    *,
    subject: Annotated[
        Subject, typer.Argument(metavar="[incidents|claims|ledger]", help="What to write.")
    ] = Subject.INCIDENTS,
    form: Annotated[Form, typer.Option("--as", help="The format.")] = Form.CSV,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where to. [default: standard output]"),
    ] = None,
    ledger: Ledger = None,
    asked: Filters,
    names: Names = False,
) -> None:
    """Write incidents or claims in a format that other programs read."""
    from tocsin.desk import connect

    with connect(known(ledger)) as desk:
        if out is None:
            desk.export_to(sys.stdout.buffer, form, subject, names=names, **asked)
            sys.stdout.buffer.flush()
            return
        written = desk.export(out, form, subject, names=names, **asked)
    stderr().print(f"{written.records:,} records in {out}")


def bundle(
    id_: Annotated[str, typer.Argument(metavar="ID", help="An incident's or a claim's id.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to. [default: ID.zip]")
    ] = None,
    ledger: Ledger = None,
    texts: Annotated[
        bool, typer.Option("--texts", help="Whole texts too; they belong to their publishers.")
    ] = False,
    as_of: AsOf = None,
    names: Names = False,
) -> None:
    """Write the evidence for an incident: claims, marked sentences and hashes in a zip file."""
    from tocsin.desk import connect

    path = out or Path(f"{id_}.zip")
    with connect(known(ledger)) as desk:
        incident = desk.bundle(id_, path, texts=texts, names=names, as_of=as_of)
    stderr().print(f"Incident {incident.id} in {path}")
