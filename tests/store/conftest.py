"""One ledger of each kind for the conformity suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tocsin.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tocsin.store.protocol import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    ledger = Ledger(tmp_path / "war.db")
    yield ledger
    ledger.close()
