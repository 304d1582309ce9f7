"""Every row of a book as it stands in its file, for audits: nothing is expected of any value, and nothing is written."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from alliance_minutes.errors import NewerBookError, NotABookError
from alliance_minutes.store.recorders.erasing import is_unfinished
from alliance_minutes.store.recorders.evidence import EvidenceConnection
from alliance_minutes.store.recorders.faults import translated
from alliance_minutes.store.recorders.sqlite import FORMAT, TABLES, check_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    T = TypeVar("T")

    Row = tuple[Any, ...]

EVENTS_TABLE = (
    "CREATE TABLE stored_events (originator_id TEXT, originator_version INTEGER, topic TEXT, state BLOB,"
    " PRIMARY KEY (originator_id, originator_version))"
)
"""The table of eventsourcing as a book has it; stated here, because reading evidence does without that library."""

_ANY_TEXT = partial(str, encoding="utf-8", errors="surrogateescape")
_INDEXED = ("stored_events", "ledger")
ENTRIES = (
    "SELECT l.position, l.stream, l.version, l.leaf, e.topic, e.state, v.disclosures FROM ledger l"
    " LEFT JOIN stored_events e ON e.originator_id = l.stream AND e.originator_version = l.version"
    " LEFT JOIN vault v ON v.position = l.position ORDER BY l.position"
)
_UNLISTED = (
    "SELECT originator_id, originator_version FROM stored_events e WHERE NOT EXISTS"
    " (SELECT 1 FROM ledger l WHERE l.stream = e.originator_id AND l.version = e.originator_version)"
)
_VAULT_UNLISTED = (
    "SELECT v.position FROM vault v LEFT JOIN ledger l ON l.position = v.position WHERE l.position IS NULL"
)
_ORDERED = {
    "checkpoint": "SELECT size, note FROM checkpoint ORDER BY size",
    "command": "SELECT id, position, entries FROM command ORDER BY position",
    "head": "SELECT id, format, size, recorded_at, peaks FROM head ORDER BY id",
    "meeting": "SELECT stream, body, held_on, position FROM meeting ORDER BY position",
    "number": "SELECT body, number, position FROM number ORDER BY position",
    "kept": "SELECT position, content FROM kept ORDER BY position",
    "series": "SELECT body, year, series, next FROM series ORDER BY body, year, series",
}
_FAULTS = 20


class Inspection:
    """The rows of one book, in one transaction.

    Text that is no UTF-8 comes with surrogates in the place of what cannot be read, so that it equals no text.
    """

    def __init__(self, cursor: Any, *, any_text: bool) -> None:
        """Look by this cursor; with ``any_text`` also at text that is no UTF-8, which takes longer."""
        self._connection = cursor.connection
        self._connection.text_factory = _ANY_TEXT if any_text else str

    def _rows(self, statement: str, *values: object) -> Iterator[Row]:
        """Rows one by one, as they are asked for."""
        return cast("Iterator[Row]", self._connection.execute(statement, values))

    def schema(self) -> tuple[set[Row], set[Row]]:
        """What the file declares (type, name, table, statement), and what a book declares."""
        return set(self._rows("SELECT type, name, tbl_name, sql FROM sqlite_master")), expected_schema()

    def faults(self) -> list[str]:
        """What SQLite finds wrong with pages and indexes: the first of it."""
        told = [str(text) for (text,) in self._rows(f"PRAGMA integrity_check({_FAULTS})")]
        return [] if told == ["ok"] else told

    def erasing(self) -> bool:
        """Whether an erasure was begun and not finished."""
        return is_unfinished(self._connection.cursor())

    def size(self) -> int:
        """About how many entries there are, for whoever waits."""
        found = next(self._rows("SELECT max(position) FROM ledger"), (None,))[0]
        return found + 1 if type(found) is int and found >= 0 else 0

    def entries(self) -> Iterator[Row]:
        """Position, stream, version, leaf, type name, entry and disclosures, in order of position."""
        return self._rows(ENTRIES)

    def entry_count(self) -> int:
        """How many entries there are, listed by the ledger or not."""
        return int(next(self._rows("SELECT count(*) FROM stored_events"))[0])

    def unlisted_entries(self, limit: int) -> list[Row]:
        """Stream and version of entries that the ledger does not list; looking for them takes long."""
        return list(self._rows(f"{_UNLISTED} LIMIT ?", limit))

    def unlisted_disclosures(self, limit: int) -> list[Row]:
        """Positions of disclosures that belong to no entry."""
        return list(self._rows(f"{_VAULT_UNLISTED} LIMIT ?", limit))

    def subtrees(self, level: int) -> Iterator[Row]:
        """Index and hash of the complete subtrees of one level, in order."""
        return self._rows("SELECT number, hash FROM subtree WHERE level = ? ORDER BY number", level)

    def subtree_count(self) -> int:
        """How many complete subtrees there are."""
        return int(next(self._rows("SELECT count(*) FROM subtree"))[0])

    def ordered(self, table: str) -> Iterator[Row]:
        """The rows of a smaller table, in order of position (size, name)."""
        return self._rows(_ORDERED[table])

    def meeting(self, stream: str) -> Row | None:
        """The row of a meeting."""
        return next(
            self._rows("SELECT stream, body, held_on, position FROM meeting WHERE stream = ?", stream), None
        )

    def has_number(self, body: str, number: str, until: int) -> bool:
        """Whether a body used this number before a position."""
        found = next(
            self._rows("SELECT position FROM number WHERE body = ? AND number = ?", body, number), None
        )
        return found is not None and type(found[0]) is int and found[0] < until

    def earlier(self, stream: str, type_name: str, before: int) -> Iterator[Row]:
        """Version and entry of those of a stream before a position that have this type, the latest first."""
        return self._rows(
            "SELECT e.originator_version, e.state FROM ledger l JOIN stored_events e"
            " ON e.originator_id = l.stream AND e.originator_version = l.version"
            " WHERE l.stream = ? AND l.position < ? AND e.topic = ? ORDER BY l.position DESC",
            stream,
            before,
            type_name,
        )

    def version(self, stream: str, before: int) -> object:
        """The greatest version of a stream before a position; ``None`` where it has none."""
        return next(
            self._rows("SELECT max(version) FROM ledger WHERE stream = ? AND position < ?", stream, before)
        )[0]


def expected_schema() -> set[Row]:
    """What a book declares: type, name, table and statement."""
    statements = [EVENTS_TABLE, *(one for one in TABLES if one.startswith("CREATE TABLE"))]
    named = {one.split(None, 3)[2]: one for one in statements}
    return {("table", name, name, statement) for name, statement in named.items()} | {
        ("index", f"sqlite_autoindex_{name}_1", name, None) for name in _INDEXED
    }


def inspect_sqlite(path: Path, work: Callable[[Inspection], T]) -> T:
    """Do some work on the rows of the book in this file, which is not written to.

    The work is done again from its start where the file changes under it.

    Raises:
        NotABookError, NewerBookError, DamagedBookError, StoreError: it holds no book that can be read.
    """
    book = str(path)
    with translated(book, path):
        check_header(path, book)
        path = path.resolve()
    connection = EvidenceConnection(path, book)

    def look(cursor: Any) -> T:
        _check_format(book, cursor)
        try:
            return work(Inspection(cursor, any_text=False))
        except sqlite3.OperationalError as error:
            if not str(error).startswith("Could not decode"):
                raise
        return work(Inspection(cursor, any_text=True))

    try:
        return connection.read(look)
    finally:
        connection.close()


def _check_format(book: str, cursor: Any) -> None:
    columns = {row[1] for row in cursor.execute("PRAGMA table_info(head)").fetchall()}
    if not columns >= {"id", "format"}:
        raise NotABookError(book, "it is a SQLite database, but no minute book; give the path of a book")
    newer = "SELECT format FROM head WHERE id = 1 AND typeof(format) = 'integer' AND format > ?"
    for (made,) in cursor.execute(newer, (FORMAT,)).fetchall():
        raise NewerBookError(
            book, f"it has format {made}, and this version knows {FORMAT}; use a newer alliance-minutes"
        )
