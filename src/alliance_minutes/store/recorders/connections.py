"""Connections to the SQLite file of a book that may be written."""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from eventsourcing.persistence import ConnectionPoolClosedError, ConnectionUnavailableError, PersistenceError
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteDatastore,
)

from alliance_minutes.errors import BookBusyError, StoreError
from alliance_minutes.store.recorders.faults import translated
from alliance_minutes.store.recorders.files import LOCK_TIMEOUT, uri
from alliance_minutes.store.recorders.forks import Gate, first_touch, keep_for_ever

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from eventsourcing.sqlite import SQLiteCursor

    T = TypeVar("T")

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "trusted_schema=OFF")


def connect(address: str, patience: float) -> sqlite3.Connection:
    """A connection that is durable and forgets for good; ``patience``: seconds that it waits for others."""
    made = sqlite3.connect(
        address,
        uri=True,
        check_same_thread=False,
        isolation_level=None,
        cached_statements=128,
        timeout=LOCK_TIMEOUT,
    )
    try:
        with first_touch():
            for pragma in (*PRAGMAS, "schema_version", f"busy_timeout={int(patience * 1000)}"):
                made.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        made.close()
        raise
    return made


class BookPool(SQLiteConnectionPool):
    """A pool whose connections are durable, forget for good, and remember their statements."""

    def _create_connection(self) -> SQLiteConnection:
        return SQLiteConnection(sqlite_conn=connect(self.db_name, LOCK_TIMEOUT), max_age=None)

    def put_connection(self, conn: SQLiteConnection) -> None:
        """Take a connection back; one that is still in a transaction, after a failed commit, is closed."""
        if not conn.closed and conn._sqlite_conn.in_transaction:  # noqa: SLF001 - no public name leads to it
            conn.close()
        super().put_connection(conn)


class BookRecorder(SQLiteApplicationRecorder):
    """The recorder of eventsourcing, made directly: its factories would read the environment of the host."""

    def __init__(self, path: Path) -> None:
        address = uri(path, "mode=rw")
        datastore = SQLiteDatastore(address, originator_id_type="text")
        datastore.pool = BookPool(db_name=address, pool_timeout=LOCK_TIMEOUT + 5)
        super().__init__(datastore)


@contextmanager
def unwrapped(book: str) -> Iterator[None]:
    """Tell the errors of the pool, and raise those of SQLite as they were before eventsourcing wrapped them."""
    try:
        yield
    except ConnectionUnavailableError as error:
        raise BookBusyError(book, "too many threads use it at once; try again") from error
    except ConnectionPoolClosedError as error:
        raise StoreError(book, "it was closed; open it again") from error
    except PersistenceError as error:
        raise (error.__cause__ or error) from None


class WritableConnections:
    """All connections of this process to one book."""

    def __init__(self, path: Path, book: str) -> None:
        self.book = book
        self._path = path
        self._recorder: BookRecorder | None = None
        self._making = Lock()
        self._closed = False
        self._gate = Gate(self._let_go, self._disown)

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[tuple[SQLiteCursor, str]]:
        """A transaction, and the statement that inserts an entry into the table of eventsourcing."""
        with self._gate.passage(), translated(self.book, self._path), unwrapped(self.book):
            if self._closed:
                raise StoreError(self.book, "it was closed; open it again")
            with self._making:
                recorder = self._recorder
                if recorder is None:
                    recorder = self._recorder = BookRecorder(self._path)
            with recorder.datastore.transaction(commit=commit) as cursor:
                yield cursor, recorder.insert_events_statement

    def read(self, work: Callable[[Any], T]) -> T:
        """Do some reading in one transaction."""
        with self.transaction(commit=False) as (cursor, _):
            return work(cursor)

    def alone(self, work: Callable[[sqlite3.Connection, Path], T], patience: float) -> T:
        """Do some work on a connection of its own, outside of any transaction, waiting so many seconds for others."""
        with self._gate.passage(), translated(self.book, self._path):
            if self._closed:
                raise StoreError(self.book, "it was closed; open it again")
            with contextlib.closing(connect(uri(self._path, "mode=rw"), patience)) as connection:
                return work(connection, self._path)

    def close(self) -> None:
        """Close all connections, when those at work are done."""
        self._gate.shut()
        self._closed = True
        self._gate.open()

    def _let_go(self) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.datastore.close()

    def _disown(self) -> None:
        self._making = Lock()
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            keep_for_ever(recorder)
