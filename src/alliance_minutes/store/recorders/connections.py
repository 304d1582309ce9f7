"""Connections to the SQLite file of a book: how they are made, shared by threads, and parted with by forks."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteDatastore,
)

from alliance_minutes.errors import NotABookError
from alliance_minutes.store.recorders.faults import translated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from eventsourcing.sqlite import SQLiteCursor

LOCK_TIMEOUT = 30
"""Seconds to wait for another writer."""


class BookPool(SQLiteConnectionPool):
    """A pool whose connections are durable, forget for good, and remember their statements."""

    def __init__(self, uri: str, *, read_only: bool) -> None:
        super().__init__(db_name=uri, lock_timeout=LOCK_TIMEOUT, pool_timeout=LOCK_TIMEOUT + 5)
        self._read_only = read_only

    def _create_connection(self) -> SQLiteConnection:
        made = sqlite3.connect(
            self.db_name,
            uri=True,
            check_same_thread=False,
            isolation_level=None,
            cached_statements=128,
            timeout=LOCK_TIMEOUT,
        )
        if not self._read_only:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
                made.execute(f"PRAGMA {pragma}").fetchall()
        return SQLiteConnection(sqlite_conn=made, max_age=None)

    def put_connection(self, conn: SQLiteConnection) -> None:
        """Take a connection back; one that is still in a transaction, after a failed commit, is closed."""
        if not conn.closed and conn._sqlite_conn.in_transaction:  # noqa: SLF001 - no public name leads to it
            conn.close()
        super().put_connection(conn)


class Connections:
    """All connections of this process to one book."""

    def __init__(self, path: Path, recorder: type[SQLiteApplicationRecorder], *, read_only: bool) -> None:
        self.book = str(path)
        self.path = path
        self.read_only = read_only
        self._recorder_class = recorder
        self._recorder: SQLiteApplicationRecorder | None = None
        self._pid = os.getpid()

    def _open(self) -> SQLiteApplicationRecorder:
        if self._recorder is None:
            uri = f"file:{quote(str(self.path.absolute()))}?mode={'ro' if self.read_only else 'rw'}"
            # Made directly: the factories of eventsourcing would read the environment of the host.
            datastore = SQLiteDatastore(uri, originator_id_type="text")
            datastore.pool = BookPool(uri, read_only=self.read_only)
            self._recorder = self._recorder_class(datastore)
        return self._recorder

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[tuple[SQLiteCursor, SQLiteApplicationRecorder]]:
        """A transaction on a connection of this process."""
        with translated(self.book):
            recorder = self._open()
            with recorder.datastore.transaction(commit=commit) as cursor:
                yield cursor, recorder

    def create(self) -> None:
        """Make the file with its tables, whole or not at all; somebody else's wins when it is first."""
        new = self.path.with_name(f".{self.path.name}.{os.getpid()}.{os.urandom(4).hex()}.new")
        maker = Connections(new, self._recorder_class, read_only=False)
        with translated(self.book), contextlib.closing(sqlite3.connect(new)) as made:
            made.execute("PRAGMA journal_mode=WAL").fetchall()
            made.execute("BEGIN")
            for statement in maker._open().create_table_statements:
                made.execute(statement)
            made.execute("COMMIT")
        try:
            os.link(new, self.path)
        except FileExistsError:
            pass
        finally:
            new.unlink()

    def close(self) -> None:
        if self._recorder is not None:
            self._recorder.datastore.close()


def check_file(path: Path, book: str) -> None:
    """Refuse what is plainly no book.

    Raises:
        NotABookError: it is no SQLite database of ours.
    """
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise NotABookError(book, "the file is no minute book; give the path of a book or of a new file")
