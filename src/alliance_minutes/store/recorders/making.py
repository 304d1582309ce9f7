"""Making a whole book at once, from entries that are there already: all of it, or nothing that goes by its name."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from contextlib import contextmanager
from glob import escape
from typing import TYPE_CHECKING, Any

from alliance_minutes.errors import StoreError
from alliance_minutes.store.recorders.connections import BookRecorder
from alliance_minutes.store.recorders.faults import translated
from alliance_minutes.store.recorders.sqlite import FORMAT, TABLES, SQLiteWriting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_AT_WORK = 3600
"""Seconds without a change after which nobody is at work on a book in the making any more."""


class NewBook(SQLiteWriting):
    """A book in the making; its rows come from whoever makes it."""

    def has_command(self, command_id: str) -> bool:
        """Whether a command with this id was put in."""
        return bool(self._fetch("SELECT 1 FROM command WHERE id = ?", command_id))

    def keep_checkpoint(self, size: int, note: bytes) -> None:
        """Put in a checkpoint that was kept."""
        self.ledger().keep(size, note)

    def keep_file(self, position: int, content: bytes) -> None:
        """Put in what was kept for an entry."""
        self.ledger().keep_file(position, content)


@contextmanager
def making(path: Path) -> Iterator[NewBook]:
    """A new book, which gets its name at the end of the ``with`` block, when it is whole and on the disk.

    Until then it has another name, and no format by which it could be opened. Whoever is killed on the way leaves
    such a file at most; an error leaves none. The next one made here removes those that nobody wrote to for an hour.

    Raises:
        StoreError, ReadOnlyBookError: there is a file of that name, or the folder is missing, full or read-only.
    """
    book = str(path)
    _refuse_what_is_there(path, book)
    for old in leftovers(path):
        _remove_old(old)
    new = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        with translated(book, path):
            with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as connection:
                recorder = BookRecorder(new)
                yield from _filled(book, connection, recorder)
            _name(new, path, book)
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            new.with_name(new.name + suffix).unlink(missing_ok=True)


def leftovers(path: Path) -> list[Path]:
    """What was left beside a book of this name by those who were killed while they made it, or who are at it now."""
    return sorted(path.parent.glob(f".{escape(path.name)}.*.new"))


def _remove_old(left: Path) -> None:
    with contextlib.suppress(OSError):
        if time.time() - left.stat().st_mtime > _AT_WORK:
            left.unlink()


def _filled(book: str, connection: Any, recorder: BookRecorder) -> Iterator[NewBook]:
    """The book while it is filled: one transaction without a journal, for nobody needs what is half done."""
    for statement in (
        "PRAGMA journal_mode=OFF",
        "PRAGMA synchronous=OFF",
        "BEGIN",
        *recorder.create_table_statements,
        *TABLES,
        "UPDATE head SET format = 0",
    ):
        connection.execute(statement).fetchall()
    yield NewBook(book, connection.cursor(), recorder.insert_events_statement)
    for statement in (f"UPDATE head SET format = {FORMAT}", "COMMIT", "PRAGMA journal_mode=WAL"):  # noqa: S608 - a constant of ours
        connection.execute(statement).fetchall()


def _refuse_what_is_there(path: Path, book: str) -> None:
    if os.path.lexists(path):
        raise StoreError(book, "there is a file of this name already; give the name of a new book")


def _name(new: Path, path: Path, book: str) -> None:
    with new.open("rb") as file:
        os.fsync(file.fileno())
    try:
        os.link(new, path)
    except FileExistsError:
        _refuse_what_is_there(path, book)
    except OSError:
        # A disk without hard links. Between the look and the renaming somebody else could still make the file.
        _refuse_what_is_there(path, book)
        new.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
