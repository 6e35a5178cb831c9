"""Evidence in a zip: claims, marked sentences and hashes; whole texts only on demand."""

from __future__ import annotations

import hashlib
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories as make
from tests.export.conftest import TEXT, WITNESS, incidents
from tocsin.errors import InputError
from tocsin.export.bundle import Wish, write_bundle

if TYPE_CHECKING:
    from pathlib import Path

    from tocsin.store.ledger import Ledger


def bundled(store: Ledger, path: Path, **wishes: Any) -> dict[str, str]:
    write_bundle(store, incidents()[0], path, Wish(**wishes))
    with zipfile.ZipFile(path) as bundle:
        assert bundle.testzip() is None
        return {name: bundle.read(name).decode() for name in bundle.namelist()}


def test_a_bundle_holds_claims_marked_sentences_and_hashes(store: Ledger, tmp_path: Path) -> None:
    held = bundled(store, tmp_path / "b.zip")
    assert set(held) == {"README.md", "incident.json", "claims.csv", "documents.csv", "SHA256SUMS"}
    assert "> Azerbaijan's army **shelled** Goris on Tuesday" in held["README.md"]
    assert "Denied by: Baku" in held["README.md"]
    assert hashlib.sha256(TEXT.encode()).hexdigest() in held["documents.csv"]
    assert ",d0," in held["documents.csv"]
    for line in held["SHA256SUMS"].splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(held[name].encode()).hexdigest() == digest


def test_whole_texts_and_private_names_come_only_on_demand(store: Ledger, tmp_path: Path) -> None:
    held = bundled(store, tmp_path / "b.zip")
    assert not any(TEXT in one for one in held.values())
    assert not any("Karapetyan" in one for one in held.values())
    full = bundled(store, tmp_path / "c.zip", texts=True, names=True)
    assert TEXT in [full[name] for name in full if name.startswith("texts/")]
    assert WITNESS in full["incident.json"]


def test_the_same_bundle_has_the_same_bytes(store: Ledger, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        bundled(store, tmp_path / name, as_of=make.NOON)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_place_that_cannot_be_written_is_named(store: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        bundled(store, tmp_path / "none" / "b.zip")
