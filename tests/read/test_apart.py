from __future__ import annotations

import io
import sys
from datetime import date

import pytest

from benchmarks.hostile import files
from tests import factories as make
from tocsin.errors import InputError, MissingPartError
from tocsin.read import pages_in
from tocsin.read.apart import read_apart
from tocsin.records import Dropped, Page

pypdf = pytest.importorskip("pypdf")


def pdf(**told: str) -> bytes:
    """The good PDF with properties."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(files.pdf()))
    writer.add_metadata({f"/{name}": value for name, value in told.items()})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_is_read_with_its_own_title_and_day() -> None:
    payload = pdf(Title="Airport shelled", CreationDate="D:20220913235500-08'00'")
    (page,) = pages_in(make.raw_item(payload, origin="a.txt"))
    assert isinstance(page, Page)
    told = " ".join(page.content.split())
    assert told.startswith("The army said on Tuesday that rebels had shelled")
    assert (page.label.title, page.label.published) == ("Airport shelled", date(2022, 9, 13))


def test_a_pdf_with_a_password_or_without_text_says_so() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(files.pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    locked, blank = io.BytesIO(), io.BytesIO()
    writer.write(locked)
    empty = pypdf.PdfWriter()
    empty.add_blank_page(100, 100)
    empty.write(blank)
    for payload, named in ((locked.getvalue(), "with a password"), (blank.getvalue(), "a scan")):
        (dropped,) = pages_in(make.raw_item(payload))
        assert isinstance(dropped, Dropped)
        assert named in dropped.reason


@pytest.mark.parametrize("form", ["pdf", "parquet"])
def test_a_damaged_file_ends_in_its_own_process(form: str) -> None:
    with pytest.raises(InputError, match=f"is a damaged {form.upper()}"):
        list(read_apart(form, io.BytesIO(b"%PDF-1.4 no more")))


def test_what_takes_too_much_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import os; os.abort()"
    monkeypatch.setattr("tocsin.read.apart.COMMAND", (sys.executable, "-c", script))
    with pytest.raises(InputError, match="within the limits of memory and time"):
        list(read_apart("pdf", io.BytesIO(b"%PDF")))


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import sys; sys.stderr.write('pip install tocsin[pdf]'); sys.exit(3)"
    monkeypatch.setattr("tocsin.read.apart.COMMAND", (sys.executable, "-c", script))
    with pytest.raises(MissingPartError, match="pip install"):
        list(read_apart("pdf", io.BytesIO(b"%PDF")))
