"""Making the file of a new book: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

from alliance_minutes.store.recorders.faults import translated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def make_file(path: Path, book: str, statements: Iterable[str]) -> None:
    """Make a database with these tables under another name, and give it its name when it is complete.

    Whoever is killed on the way leaves no file of that name; of two who make it at once, the first one's stays.

    Raises:
        StoreError, ReadOnlyBookError: the folder is missing, full or read-only.
    """
    new = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        with translated(book, path):
            with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as made:
                for statement in (
                    "PRAGMA journal_mode=WAL",
                    "PRAGMA synchronous=FULL",
                    "BEGIN",
                    *statements,
                    "COMMIT",
                ):
                    made.execute(statement).fetchall()
            _name(new, path)
    finally:
        for left in (new, new.with_name(new.name + "-wal"), new.with_name(new.name + "-shm")):
            left.unlink(missing_ok=True)


def _name(new: Path, path: Path) -> None:
    try:
        os.link(new, path)
    except FileExistsError:
        return
    except OSError:
        # A disk without hard links. Between the look and the renaming somebody else could still make the file.
        if not path.exists():
            new.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
