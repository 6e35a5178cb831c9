"""Write the generated pages: `python -m docs.generate` (make docs)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import typer
from typer.cli import get_docs_for_click
from typer.main import get_command

from docs import api_reference, formats
from tocsin.cli.app import app

DOCS = Path(__file__).parent
BEGIN = "<!-- contracts: begin -->\n"
END = "<!-- contracts: end -->"


def architecture(page: str) -> str:
    """The page with the import contracts of pyproject.toml between its marks."""
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "\n".join(_contract(each) for each in contracts) + END + after


def _contract(contract: dict[str, Any]) -> str:
    lines = [f"**{contract['name']}**\n"]
    if contract["type"] == "layers":
        lines += [f"    {layer.replace('(', '').replace(')', '')}" for layer in contract["layers"]]
    elif contract["type"] == "forbidden":
        allowed = [each.partition(" -> ")[0] for each in contract["ignore_imports"]]
        lines += [
            f"    {', '.join(contract['forbidden_modules'])}",
            f"    allowed in: {', '.join(dict.fromkeys(allowed))}",
        ]
    else:
        lines += [f"    among the packages of {', '.join(contract['ancestors'])}, at any depth"]
    return "\n".join(lines) + "\n"


def command_line() -> str:
    """The reference of all commands, from their own help."""
    command = get_command(app)
    text = get_docs_for_click(
        obj=command, ctx=typer.Context(command), name="tocsin", title="tocsin"
    )
    text = re.sub(r"\[/?bold\]", "`", text)
    text = re.sub(r"^ +(?=(\w+=\S+ |cat .*)?tocsin )", "    ", text, flags=re.MULTILINE)
    text = re.sub(r"\*\*Commands\*\*:\n\n(\* .*\n)+\n", "", text)  # cut short there, whole below
    note = "<!-- Written from the commands' own help by `make docs`. -->\n\n"
    return note + text.rstrip() + "\n"


def pages() -> dict[Path, str]:
    """Every generated page and what it should hold."""
    architecture_page, formats_page = DOCS / "architecture.md", DOCS / "formats.md"
    return {
        architecture_page: architecture(architecture_page.read_text("utf-8")),
        DOCS / "api.md": api_reference.reference(),
        DOCS / "cli.md": command_line(),
        formats_page: formats.filled(formats_page.read_text("utf-8")),
    }


def main() -> None:
    """Write all pages."""
    for path, text in pages().items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
