"""The rows of a book as data: what the floors of writing write, and what the floors of reading read."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Row: TypeAlias = tuple[Any, ...]

_PLACES = {
    "stored_events": "originator_id, originator_version, topic, state",
    "vault": "position, disclosures",
    "ledger": "position, stream, version, leaf",
    "subtree": "level, number, hash",
    "number": "body, number, position",
    "series": "body, year, series, next",
    "command": "id, position, entries",
}
_HEAD = "UPDATE head SET size = ?, recorded_at = ?, peaks = ? WHERE id = 1"
_INSERTS = {
    table: f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({','.join('?' * (columns.count(',') + 1))})"
    for table, columns in _PLACES.items()
}


@frozen
class Written:
    """The rows that one command added to a book, by table, and the head that it left."""

    rows: dict[str, list[Row]]
    head: Row


@frozen
class Content:
    """Every row of the tables that a command writes."""

    tables: dict[str, frozenset[Row]]
    head: Row

    def added(self, before: Content) -> Written:
        """What is here and was not before; in the order of the tables' keys, as the library writes them."""
        rows = {table: sorted(self.tables[table] - before.tables[table]) for table in _PLACES}
        return Written({table: new for table, new in rows.items() if new}, self.head)


def content(path: Path) -> Content:
    """The rows of the book in this file."""
    with closing(sqlite3.connect(path)) as made:
        tables = {
            table: frozenset(made.execute(f"SELECT {columns} FROM {table}").fetchall())
            for table, columns in _PLACES.items()
        }
        (head,) = made.execute("SELECT size, recorded_at, peaks FROM head").fetchall()
    return Content(tables, head)


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection, as durable as the library's."""
    made = sqlite3.connect(path, isolation_level=None, cached_statements=128)
    with closing(made):
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "schema_version"):
            made.execute(f"PRAGMA {pragma}").fetchall()
        yield made


def write(connection: sqlite3.Connection, written: Written) -> None:
    """Write ready-made rows in one transaction: the least that recording them can cost."""
    cursor = connection.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    for table, rows in written.rows.items():
        cursor.executemany(_INSERTS[table], rows)
    cursor.execute(_HEAD, written.head)
    cursor.execute("COMMIT")


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """A copy of a closed book, gone afterwards."""
    copy = path.with_name(f"{path.stem}-copy.db")
    shutil.copyfile(path, copy)
    try:
        yield copy
    finally:
        for suffix in ("", "-wal", "-shm"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)
