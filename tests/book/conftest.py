"""A book to record in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from alliance_minutes.book import MinuteBook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the book lies."""
    return tmp_path / "minutes.db"


@pytest.fixture
def book(path: Path) -> Iterator[MinuteBook]:
    """A new book."""
    with MinuteBook.open(path) as opened:
        yield opened
