"""A book in one SQLite file, on the recorder and connection pool of eventsourcing.

eventsourcing takes longer to import than all the rest, and is needed for writing only; reading evidence does without.
"""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from alliance_minutes.errors import DamagedBookError, NewerBookError, NotABookError
from alliance_minutes.store.port import Batch, HeadRow
from alliance_minutes.store.recorders.erasing import SQLiteErasing, finish, is_unfinished
from alliance_minutes.store.recorders.evidence import EvidenceConnection
from alliance_minutes.store.recorders.faults import translated
from alliance_minutes.store.recorders.files import uri
from alliance_minutes.store.recorders.founding import make_file
from alliance_minutes.store.recorders.ledger_rows import SQLiteLedger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from alliance_minutes.store.opening import Row
    from alliance_minutes.store.port import Obstacle

    T = TypeVar("T")

FORMAT = 1
"""The format of the tables. Newer formats keep ``head`` with ``id`` and ``format``, so that any version can tell."""

TABLES = (
    """CREATE TABLE ledger (
        position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, leaf BLOB NOT NULL,
        UNIQUE (stream, version))""",
    "CREATE TABLE vault (position INTEGER PRIMARY KEY, disclosures BLOB NOT NULL)",
    """CREATE TABLE subtree (
        level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, number))
        WITHOUT ROWID""",
    "CREATE TABLE command (id TEXT PRIMARY KEY, position INTEGER NOT NULL, entries INTEGER NOT NULL) WITHOUT ROWID",
    """CREATE TABLE series (
        body TEXT NOT NULL, year TEXT NOT NULL, series TEXT NOT NULL, next INTEGER NOT NULL,
        PRIMARY KEY (body, year, series)) WITHOUT ROWID""",
    """CREATE TABLE number (
        body TEXT NOT NULL, number TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (body, number))
        WITHOUT ROWID""",
    """CREATE TABLE meeting (
        stream TEXT PRIMARY KEY, body TEXT NOT NULL, held_on TEXT, position INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note BLOB NOT NULL)",
    "CREATE TABLE kept (position INTEGER PRIMARY KEY, content BLOB NOT NULL)",
    """CREATE TABLE head (
        id INTEGER PRIMARY KEY CHECK (id = 1), format INTEGER NOT NULL, size INTEGER NOT NULL,
        recorded_at TEXT NOT NULL, peaks BLOB NOT NULL)""",
    f"INSERT INTO head VALUES (1, {FORMAT}, 0, '', x'')",  # noqa: S608 - a constant of this module
)

_HEADER = 100
"""Bytes of the shortest database."""

_GREATEST = 2**63 - 1
"""The greatest integer of SQLite; a version or position beyond it is beyond every entry."""

_JOINED = (
    "SELECT l.position, e.originator_id, e.originator_version, e.topic, e.state, v.disclosures FROM stored_events e"
    " LEFT JOIN ledger l ON l.stream = e.originator_id AND l.version = e.originator_version"
    " LEFT JOIN vault v ON v.position = l.position WHERE e.originator_id = ?"
)
_BARE = (
    "SELECT l.position, e.originator_id, e.originator_version, e.topic, e.state, NULL FROM stored_events e"
    " LEFT JOIN ledger l ON l.stream = e.originator_id AND l.version = e.originator_version"
    " WHERE e.originator_id = ? AND e.originator_version > ? ORDER BY e.originator_version"
)
_IN_ORDER = (
    "SELECT l.position, l.stream, l.version, e.topic, e.state, v.disclosures FROM ledger l"
    " LEFT JOIN stored_events e ON e.originator_id = l.stream AND e.originator_version = l.version"
    " LEFT JOIN vault v ON v.position = l.position WHERE l.position > ? ORDER BY l.position LIMIT ?"
)
_VERSION = "SELECT max(originator_version) FROM stored_events WHERE originator_id = ?"
_COMMAND = "SELECT position, entries FROM command WHERE id = ?"
_HAS_NUMBER = "SELECT 1 FROM number WHERE body = ? AND number = ?"
_BEARER = (
    "SELECT e.originator_id, e.originator_version, e.topic FROM number n JOIN ledger l ON l.position = n.position"
    " JOIN stored_events e ON e.originator_id = l.stream AND e.originator_version = l.version"
    " WHERE n.body = ? AND n.number = ?"
)
_SERIES = "SELECT next FROM series WHERE body = ? AND year = ? AND series = ?"
_HEAD = "SELECT size, recorded_at, peaks FROM head WHERE id = 1"
_MEETINGS = (
    "SELECT m.stream, m.body, m.held_on, m.position,"
    " (SELECT max(originator_version) FROM stored_events WHERE originator_id = m.stream)"
    " FROM meeting m ORDER BY m.position"
)
_MEETING_ON = "SELECT stream FROM meeting WHERE body = ? AND held_on IS ? ORDER BY position LIMIT 1"
_MEETING = (
    "INSERT INTO meeting VALUES (?,?,?,?)"
    " ON CONFLICT (stream) DO UPDATE SET body = excluded.body, held_on = excluded.held_on"
)


class Connections(Protocol):
    """What a book asks of its connections."""

    book: str

    def transaction(self, *, commit: bool) -> AbstractContextManager[tuple[Any, str]]:
        """A transaction: its cursor, and the statement that inserts an entry."""
        ...

    def read(self, work: Callable[[Any], T]) -> T:
        """Do some reading in one transaction."""
        ...

    def alone(self, work: Callable[[Any, Path], T], patience: float) -> T:
        """Do some work on a connection of its own to the file, outside of any transaction."""
        ...

    def close(self) -> None:
        """Close them all."""
        ...


class SQLiteBook:
    """A book in a SQLite file; fills :class:`alliance_minutes.store.port.Recorder`."""

    def __init__(self, connections: Connections) -> None:
        self.book = connections.book
        self._connections = connections

    @contextmanager
    def writing(self) -> Iterator[SQLiteWriting]:
        """A write transaction; its first statement writes, so that it waits for its turn instead of failing later."""
        with self._connections.transaction(commit=True) as (cursor, insert_entry):
            cursor.execute("UPDATE head SET size = size WHERE id = 1")
            yield SQLiteWriting(self.book, cursor, insert_entry)

    def _fetch(self, statement: str, *values: Any) -> list[Any]:
        return self._connections.read(lambda cursor: _fetch(cursor, statement, *values))

    def rows(self, stream: str, version: int | None, position: int | None) -> list[Row]:
        """The rows of a stream in order of version, up to and with ``version`` and ``position``."""
        statement = _JOINED
        values: list[str | int] = [stream]
        if version is not None:
            statement += " AND e.originator_version <= ?"
            values.append(_in_range(version))
        if position is not None:
            statement += " AND l.position <= ?"
            values.append(_in_range(position))
        return self._fetch(statement + " ORDER BY e.originator_version", *values)

    def bare_rows(self, stream: str, after: int) -> list[Row]:
        """The rows of a stream after a version, without their disclosures."""
        return self._fetch(_BARE, stream, after)

    def rows_after(self, position: int, limit: int) -> list[Row]:
        """At most ``limit`` rows after a position, in order of position."""
        return self._fetch(_IN_ORDER, _in_range(position), limit)

    def command(self, command_id: str) -> list[Row] | None:
        """The rows that a command recorded, or ``None`` where it is unknown."""
        return self._connections.read(lambda cursor: _command(self.book, cursor, command_id))

    def version(self, stream: str) -> int:
        """The version of a stream, 0 for an unknown one."""
        return _whole(self.book, self._fetch(_VERSION, stream)[0][0] or 0)

    def meetings(self) -> list[tuple[Any, Any, Any, Any, Any]]:
        """Stream, body, date, first position and number of entries of every meeting."""
        return self._fetch(_MEETINGS)

    def has_number(self, body: str, number: str) -> bool:
        """Whether a body uses this number."""
        return bool(self._fetch(_HAS_NUMBER, body, number))

    def bearer(self, body: str, number: str) -> tuple[Any, Any, Any] | None:
        """Stream, version and type name of the entry that bears this number of a body, or ``None``."""
        return next(iter(self._fetch(_BEARER, body, number)), None)

    def head(self) -> HeadRow:
        """The newest state."""
        return _head(self.book, self._fetch(_HEAD))

    def ledger(self, work: Callable[[SQLiteLedger], T]) -> T:
        """Do some reading in the ledger, in one transaction."""
        return self._connections.read(lambda cursor: work(SQLiteLedger(self.book, cursor)))

    def is_erasing(self) -> bool:
        """Whether an erasure was begun and not finished."""
        return self._connections.read(is_unfinished)

    def finish_erasing(self, patience: float) -> Obstacle | None:
        """Write the file anew, so that no byte of what was erased is left; what stands in the way, where something does."""
        return self._connections.alone(finish, patience)

    def close(self) -> None:
        """Let go of the file."""
        self._connections.close()

    def check(self) -> None:
        """See whether the file is a book that this version can use.

        Raises:
            NotABookError: a database of something else.
            NewerBookError: a book in a newer format.
            DamagedBookError: a book with its own programme in it, which no book has.
        """
        tables = {name: kind for kind, name in self._fetch("SELECT type, name FROM sqlite_master")}
        columns = {row[1] for row in self._fetch("PRAGMA table_info(head)")}
        if tables.get("head") != "table" or not columns >= {"id", "format"}:
            raise NotABookError(
                self.book, "it is a SQLite database, but no minute book; give the path of a book"
            )
        found = self._fetch("SELECT format FROM head WHERE id = 1")
        made = found[0][0] if found else None
        if type(made) is int and made > FORMAT:
            raise NewerBookError(
                self.book,
                f"it has format {made}, and this version knows {FORMAT}; use a newer alliance-minutes",
            )
        if made != FORMAT or not set(tables.values()) <= {"table", "index"}:
            raise DamagedBookError(self.book, "its tables are not those of a book; go back to a good copy")


class SQLiteWriting:
    """An open write transaction; fills :class:`alliance_minutes.store.port.Writing`."""

    def __init__(self, book: str, cursor: Any, insert_entry: str) -> None:
        self._book = book
        self._cursor = cursor
        self._insert_entry = insert_entry
        self.head = _head(book, self._fetch(_HEAD))

    def _fetch(self, statement: str, *values: Any) -> list[Any]:
        return _fetch(self._cursor, statement, *values)

    def command(self, command_id: str) -> list[Row] | None:
        """The rows that a command recorded, or ``None`` where it is unknown."""
        return _command(self._book, self._cursor, command_id)

    def version(self, stream: str) -> int:
        """The version of a stream, 0 for an unknown one."""
        return _whole(self._book, self._fetch(_VERSION, stream)[0][0] or 0)

    def meeting(self, body: str, held_on: str | None) -> str | None:
        """The first meeting of a body on a date, or of no known date; ``None`` where there is none."""
        return next((stream for (stream,) in self._fetch(_MEETING_ON, body, held_on)), None)

    def series(self, body: str, year: str, series: str) -> int:
        """The next candidate of a series, from 1."""
        found = self._fetch(_SERIES, body, year, series)
        return _whole(self._book, found[0][0]) if found else 1

    def has_number(self, body: str, number: str) -> bool:
        """Whether a body uses this number."""
        return bool(self._fetch(_HAS_NUMBER, body, number))

    def insert(self, batch: Batch) -> None:
        """Write all rows."""
        many, entries = self._cursor.executemany, batch.entries
        many(self._insert_entry, [(e.stream, e.version, e.type_name, e.entry) for e in entries])
        many("INSERT INTO vault VALUES (?,?)", [(e.position, e.vault) for e in entries])
        many(
            "INSERT INTO ledger VALUES (?,?,?,?)",
            [(e.position, e.stream, e.version, e.leaf) for e in entries],
        )
        if batch.subtrees:
            many("INSERT INTO subtree VALUES (?,?,?)", batch.subtrees)
        if batch.numbers:
            many("INSERT INTO number VALUES (?,?,?)", batch.numbers)
        if batch.series:
            many("INSERT OR REPLACE INTO series VALUES (?,?,?,?)", batch.series)
        if batch.meetings:
            many(_MEETING, batch.meetings)
        if batch.kept:
            many("INSERT INTO kept VALUES (?,?)", batch.kept)
        one = self._cursor.execute
        one("INSERT INTO command VALUES (?,?,?)", (batch.command_id, entries[0].position, len(entries)))
        one("UPDATE head SET size = ?, recorded_at = ?, peaks = ? WHERE id = 1", batch.head)

    def ledger(self) -> SQLiteLedger:
        """The ledger, in this transaction."""
        return SQLiteLedger(self._book, self._cursor)

    def erasing(self) -> SQLiteErasing:
        """What may be taken out of the rows, in this transaction."""
        return SQLiteErasing(self._cursor)


def _fetch(cursor: Any, statement: str, *values: Any) -> list[Any]:
    cursor.execute(statement, values)
    rows: list[Any] = cursor.fetchall()
    return rows


def _command(book: str, cursor: Any, command_id: str) -> list[Row] | None:
    found = _fetch(cursor, _COMMAND, command_id)
    if not found:
        return None
    position, entries = (_whole(book, value) for value in found[0])
    rows = _fetch(cursor, _IN_ORDER, position - 1, entries)
    if len(rows) != entries:
        raise DamagedBookError(book, f"command {command_id} has lost entries; go back to a good copy")
    return rows


def _head(book: str, rows: list[Any]) -> HeadRow:
    if len(rows) != 1 or [type(value) for value in rows[0]] != [int, str, bytes]:
        raise DamagedBookError(book, "its head is missing or unreadable; go back to a good copy")
    return HeadRow(*rows[0])


def _in_range(asked: int) -> int:
    return max(-1, min(asked, _GREATEST))


def _whole(book: str, value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise DamagedBookError(book, "a number in its tables is none; go back to a good copy")
    return value


def open_sqlite(path: Path, *, read_only: bool, create: bool) -> SQLiteBook:
    """The recorder of the book in this file.

    Raises:
        NotABookError, NewerBookError, DamagedBookError, StoreError: it holds no book that can be opened.
    """
    book = str(path)
    with translated(book, path):
        if create and not path.exists():
            _make(path, book)
        check_header(path, book)
        path = path.resolve()  # SQLite puts its log beside the file, not beside a link to it
    made = SQLiteBook(EvidenceConnection(path, book) if read_only else _writable(path, book))
    try:
        made.check()
    except BaseException:
        made.close()
        raise
    return made


def _make(path: Path, book: str) -> None:
    from alliance_minutes.store.recorders.connections import BookRecorder  # noqa: PLC0415 - slow to import

    make_file(path, book, (*BookRecorder(path).create_table_statements, *TABLES))


def _writable(path: Path, book: str) -> Connections:
    from alliance_minutes.store.recorders.connections import WritableConnections  # noqa: PLC0415 - slow to import

    return WritableConnections(path, book)


def check_header(path: Path, book: str) -> None:
    """Refuse what is plainly no database before SQLite makes files beside it.

    Raises:
        NotABookError: no file, or one that is no database.
        DamagedBookError: beside it lies what would change it on opening.
    """
    if not path.exists():
        raise NotABookError(
            book, "there is no such file; see whether the path is right, or make a book there first"
        )
    if path.is_dir():
        raise NotABookError(book, "this is a folder; give the path of a file in it")
    if not path.is_file():
        raise NotABookError(book, "this is no file; give the path of a book or of a new file")
    if path.stat().st_size < _HEADER:
        raise NotABookError(book, "the file is no minute book; give the path of a book or of a new file")
    journal = path.resolve().with_name(path.resolve().name + "-journal")
    if journal.exists() and journal.stat().st_size:
        # A book writes ahead and never has one. SQLite would roll it into the file, and who only reads would not see it.
        raise DamagedBookError(
            book,
            f"beside it lies {journal.name}, which would change it on opening; find out who put it there, and move it away",
        )
    # SQLite must look, not we: closing a file takes from this process all locks it has on it (POSIX), and with them
    # those of a book that is open here already. The next process to close the book would then remove its log.
    with contextlib.closing(sqlite3.connect(uri(path, "mode=ro&immutable=1"), uri=True)) as connection:
        try:
            connection.execute("PRAGMA schema_version").fetchall()
        except sqlite3.DatabaseError as error:
            # Without locks a file that another process writes at this moment looks torn; who opens it will see.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
