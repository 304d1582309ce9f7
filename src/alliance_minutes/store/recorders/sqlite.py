"""A book in one SQLite file, on the recorder and connection pool of eventsourcing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from eventsourcing.sqlite import SQLiteApplicationRecorder

from alliance_minutes.errors import DamagedBookError, NotABookError
from alliance_minutes.store.port import Batch, HeadRow
from alliance_minutes.store.recorders.connections import Connections, check_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from eventsourcing.sqlite import SQLiteCursor

    from alliance_minutes.store.opening import Row

FORMAT = 1

TABLES = (
    "CREATE TABLE IF NOT EXISTS ledger (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL,"
    " leaf BLOB NOT NULL, UNIQUE (stream, version))",
    "CREATE TABLE IF NOT EXISTS vault (position INTEGER PRIMARY KEY, disclosures BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS subtree (level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL,"
    " PRIMARY KEY (level, number)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS command (id TEXT PRIMARY KEY, position INTEGER NOT NULL, entries INTEGER NOT NULL)"
    " WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS series (body TEXT NOT NULL, year TEXT NOT NULL, series TEXT NOT NULL,"
    " next INTEGER NOT NULL, PRIMARY KEY (body, year, series)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS number (body TEXT NOT NULL, number TEXT NOT NULL, position INTEGER NOT NULL,"
    " PRIMARY KEY (body, number)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS meeting (stream TEXT PRIMARY KEY, body TEXT NOT NULL, held_on TEXT,"
    " position INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS head (id INTEGER PRIMARY KEY CHECK (id = 1), format INTEGER NOT NULL,"
    " size INTEGER NOT NULL, recorded_at TEXT NOT NULL, peaks BLOB NOT NULL)",
    f"INSERT OR IGNORE INTO head VALUES (1, {FORMAT}, 0, '', x'')",
)

_JOINED = (
    "SELECT l.position, e.originator_id, e.originator_version, e.topic, e.state, v.disclosures FROM stored_events e"
    " LEFT JOIN ledger l ON l.stream = e.originator_id AND l.version = e.originator_version"
    " LEFT JOIN vault v ON v.position = l.position WHERE e.originator_id = ?"
)
_BARE = (
    "SELECT l.position, e.originator_id, e.originator_version, e.topic, e.state, NULL FROM stored_events e"
    " LEFT JOIN ledger l ON l.stream = e.originator_id AND l.version = e.originator_version"
    " WHERE e.originator_id = ? ORDER BY e.originator_version"
)
_IN_ORDER = (
    "SELECT l.position, l.stream, l.version, e.topic, e.state, v.disclosures FROM ledger l"
    " LEFT JOIN stored_events e ON e.originator_id = l.stream AND e.originator_version = l.version"
    " LEFT JOIN vault v ON v.position = l.position WHERE l.position > ? ORDER BY l.position LIMIT ?"
)
_VERSION = "SELECT max(originator_version) FROM stored_events WHERE originator_id = ?"
_COMMAND = "SELECT position, entries FROM command WHERE id = ?"
_HAS_NUMBER = "SELECT 1 FROM number WHERE body = ? AND number = ?"
_SERIES = "SELECT next FROM series WHERE body = ? AND year = ? AND series = ?"
_HEAD = "SELECT size, recorded_at, peaks FROM head WHERE id = 1"
_MEETINGS = (
    "SELECT m.stream, m.body, m.held_on, m.position,"
    " (SELECT max(originator_version) FROM stored_events WHERE originator_id = m.stream)"
    " FROM meeting m ORDER BY m.position"
)


class BookRecorder(SQLiteApplicationRecorder):
    """The recorder of eventsourcing with the tables of a book beside its own."""

    def construct_create_table_statements(self) -> list[str]:
        """The statements that make a book's tables."""
        return [*super().construct_create_table_statements(), *TABLES]


class SQLiteBook:
    """A book in a SQLite file; fills :class:`alliance_minutes.store.port.Recorder`."""

    def __init__(self, connections: Connections) -> None:
        self.book = connections.book
        self._connections = connections

    @contextmanager
    def writing(self) -> Iterator[SQLiteWriting]:
        """A write transaction; its first statement writes, so that it waits for its turn instead of failing later."""
        with self._connections.transaction(commit=True) as (cursor, recorder):
            cursor.execute("UPDATE head SET size = size WHERE id = 1")
            yield SQLiteWriting(self.book, cursor, recorder)

    def _fetch(self, statement: str, *values: Any) -> list[Any]:
        with self._connections.transaction(commit=False) as (cursor, _):
            cursor.execute(statement, values)
            return cursor.fetchall()  # type: ignore[no-any-return]

    def rows(self, stream: str, version: int | None, position: int | None) -> list[Row]:
        statement, values = _JOINED, [stream]
        if version is not None:
            statement += " AND e.originator_version <= ?"
            values.append(version)
        if position is not None:
            statement += " AND l.position <= ?"
            values.append(position)
        return self._fetch(statement + " ORDER BY e.originator_version", *values)

    def bare_rows(self, stream: str) -> list[Row]:
        return self._fetch(_BARE, stream)

    def rows_after(self, position: int, limit: int) -> list[Row]:
        return self._fetch(_IN_ORDER, position, limit)

    def command(self, command_id: str) -> list[Row] | None:
        with self._connections.transaction(commit=False) as (cursor, _):
            return _command(cursor, command_id)

    def version(self, stream: str) -> int:
        return self._fetch(_VERSION, stream)[0][0] or 0

    def meetings(self) -> list[tuple[Any, Any, Any, Any, Any]]:
        return self._fetch(_MEETINGS)

    def has_number(self, body: str, number: str) -> bool:
        return bool(self._fetch(_HAS_NUMBER, body, number))

    def head(self) -> HeadRow:
        return _head(self.book, self._fetch(_HEAD))

    def close(self) -> None:
        self._connections.close()


class SQLiteWriting:
    """An open write transaction; fills :class:`alliance_minutes.store.port.Writing`."""

    def __init__(self, book: str, cursor: SQLiteCursor, recorder: BookRecorder) -> None:
        self._cursor = cursor
        self._recorder = recorder
        cursor.execute(_HEAD)
        self.head = _head(book, cursor.fetchall())

    def _fetch(self, statement: str, *values: Any) -> list[Any]:
        self._cursor.execute(statement, values)
        return self._cursor.fetchall()  # type: ignore[no-any-return]

    def command(self, command_id: str) -> list[Row] | None:
        return _command(self._cursor, command_id)

    def version(self, stream: str) -> int:
        return self._fetch(_VERSION, stream)[0][0] or 0

    def series(self, body: str, year: str, series: str) -> int:
        found = self._fetch(_SERIES, body, year, series)
        return found[0][0] if found else 1

    def has_number(self, body: str, number: str) -> bool:
        return bool(self._fetch(_HAS_NUMBER, body, number))

    def insert(self, batch: Batch) -> None:
        cursor, entries = self._cursor, batch.entries
        cursor.executemany(
            self._recorder.insert_events_statement,
            [(e.stream, e.version, e.type_name, e.entry) for e in entries],
        )
        cursor.executemany("INSERT INTO vault VALUES (?,?)", [(e.position, e.vault) for e in entries])
        cursor.executemany(
            "INSERT INTO ledger VALUES (?,?,?,?)",
            [(e.position, e.stream, e.version, e.leaf) for e in entries],
        )
        if batch.subtrees:
            cursor.executemany("INSERT INTO subtree VALUES (?,?,?)", batch.subtrees)
        if batch.numbers:
            cursor.executemany("INSERT INTO number VALUES (?,?,?)", batch.numbers)
        if batch.series:
            cursor.executemany("INSERT OR REPLACE INTO series VALUES (?,?,?,?)", batch.series)
        for meeting in batch.meetings:
            cursor.execute(
                "INSERT INTO meeting VALUES (?,?,?,?)"
                " ON CONFLICT (stream) DO UPDATE SET body = excluded.body, held_on = excluded.held_on",
                meeting,
            )
        cursor.execute(
            "INSERT INTO command VALUES (?,?,?)", (batch.command_id, entries[0].position, len(entries))
        )
        cursor.execute("UPDATE head SET size = ?, recorded_at = ?, peaks = ? WHERE id = 1", batch.head)


def _command(cursor: SQLiteCursor, command_id: str) -> list[Row] | None:
    cursor.execute(_COMMAND, (command_id,))
    found = cursor.fetchall()
    if not found:
        return None
    position, entries = found[0]
    cursor.execute(_IN_ORDER, (position - 1, entries))
    return cursor.fetchall()  # type: ignore[no-any-return]


def _head(book: str, rows: list[Any]) -> HeadRow:
    if len(rows) != 1:
        raise DamagedBookError(book, "its head is missing; go back to a good copy")
    return HeadRow(*rows[0])


def open_sqlite(path: Path, *, read_only: bool, create: bool) -> SQLiteBook:
    """The recorder of the book in this file.

    Raises:
        NotABookError, NewerBookError, StoreError: it holds no book that can be opened.
    """
    connections = Connections(path, BookRecorder, read_only=read_only)
    if not path.exists():
        if not create:
            raise NotABookError(
                str(path), "there is no such file; create a book first, or see whether the path is right"
            )
        connections.create()
    check_file(path, str(path))
    try:
        return SQLiteBook(connections)
    except BaseException:
        connections.close()
        raise
