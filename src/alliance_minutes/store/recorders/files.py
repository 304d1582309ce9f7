"""How the file of a book is addressed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path

LOCK_TIMEOUT = 30
"""Seconds to wait for another writer."""


def uri(path: Path, options: str) -> str:
    """The URI of a database file; characters that mean something in a URI are escaped."""
    return f"file:{quote(str(path.absolute()))}?{options}"
