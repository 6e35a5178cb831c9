"""Generated pages are what the program would write today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docs.generate import pages

if TYPE_CHECKING:
    from pathlib import Path

PAGES = pages()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_is_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == PAGES[path], "run make docs"
