"""Reading a book without writing a byte of it, as is due to evidence.

SQLite in WAL mode makes files beside the database even for readers. Here it is asked in the one way that does not:

- no log beside the file, or an empty one, or one whose writer died when it had written no more than the header: the
  file is complete, and is read as immutable; when it turns out to have changed meanwhile, it is read again;
- a log with its index: somebody is writing, or died; the log is read with the index mapped read-only, on a connection
  for this one reading, since nobody in this process could write as long as it is open;
- a log without its index: copied, with the file, to a folder of our own, and read there.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from alliance_minutes.errors import BookBusyError, ReadOnlyBookError, StoreError
from alliance_minutes.store.recorders.faults import translated
from alliance_minutes.store.recorders.files import LOCK_TIMEOUT, uri
from alliance_minutes.store.recorders.forks import Gate, first_touch, keep_for_ever

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    T = TypeVar("T")

_TRIES = 20
_LOG_HEADER = 32
"""Bytes of a log before its first frame. SQLite tries for ten seconds to read such a log with its index, and gives up."""


class _Seen(NamedTuple):
    """How the files of a book look; ``log`` is empty where the file alone counts."""

    file: tuple[int, int, int]
    log: tuple[int, ...]
    indexed: bool


class EvidenceConnection:
    """The one connection of this process to a book that must not be written."""

    def __init__(self, path: Path, book: str) -> None:
        self.book = book
        self._path = path
        self._lock = RLock()
        self._seen: _Seen | None = None
        self._connection: sqlite3.Connection | None = None
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._closed = False
        self._gate = Gate(self._let_go, self._disown)

    def read(self, work: Callable[[Any], T]) -> T:
        """Do some reading; done again from the start while the file changes under it."""
        with self._gate.passage(), self._lock:
            if self._closed:
                raise StoreError(self.book, "it was closed; open it again")
            for _ in range(_TRIES):
                seen = self._look()
                try:
                    result = self._try(seen, work)
                except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
                    if self._look() == seen:
                        with translated(self.book, self._path):
                            raise error from None
                    continue
                if not self._stale(seen):
                    return result
        raise BookBusyError(self.book, "it changes faster than it can be read; try again")

    def transaction(self, *, commit: bool) -> AbstractContextManager[tuple[Any, str]]:
        """Refuse to write."""
        del commit
        raise ReadOnlyBookError(self.book, "it is open read-only, so that nothing can be written")

    def alone(self, work: Callable[[sqlite3.Connection, Path], T], patience: float) -> T:
        """Refuse to write."""
        del work, patience
        raise ReadOnlyBookError(self.book, "it is open read-only, so that nothing can be written")

    def _look(self) -> _Seen:
        with translated(self.book, self._path):
            file = self._path.stat()
        log: tuple[int, ...] = ()
        with contextlib.suppress(FileNotFoundError):
            found = self._beside("-wal").stat()
            if found.st_size > _LOG_HEADER:
                log = (found.st_ino, found.st_size, found.st_mtime_ns)
        index = bool(log) and self._beside("-shm").exists()
        return _Seen((file.st_ino, file.st_size, file.st_mtime_ns), (log[0],) if index else log, index)

    def _stale(self, seen: _Seen) -> bool:
        """Whether what was read may be half old and half new; with log and index SQLite itself sees to that."""
        return not seen.indexed and self._look().file != seen.file

    def _beside(self, suffix: str) -> Path:
        return self._path.with_name(self._path.name + suffix)

    def _try(self, seen: _Seen, work: Callable[[Any], T]) -> T:
        if seen.indexed:
            self._let_go()
            with first_touch(), contextlib.closing(self._connect(seen)) as connection:
                return _in_transaction(connection, work)
        if self._connection is None or self._seen != seen:
            self._let_go()
            self._connection = self._connect(seen)
            self._seen = seen
        return _in_transaction(self._connection, work)

    def _connect(self, seen: _Seen) -> sqlite3.Connection:
        path, options = self._path, "mode=ro&immutable=1"
        if seen.indexed:
            options = "mode=ro&readonly_shm=1"
        elif seen.log:
            self._copy = tempfile.TemporaryDirectory(prefix="alliance-minutes-")
            path, options = Path(self._copy.name) / "book", "mode=rw"
            shutil.copyfile(self._path, path)
            shutil.copyfile(self._beside("-wal"), path.with_name("book-wal"))
        made = sqlite3.connect(
            uri(path, options),
            uri=True,
            check_same_thread=False,
            isolation_level=None,
            cached_statements=128,
            timeout=LOCK_TIMEOUT,
        )
        made.execute("PRAGMA trusted_schema=OFF").fetchall()
        return made

    def close(self) -> None:
        """Close the connection, when those at work are done."""
        self._gate.shut()
        self._closed = True
        self._gate.open()

    def _let_go(self) -> None:
        connection, self._connection, self._seen = self._connection, None, None
        if connection is not None:
            connection.close()
        copy, self._copy = self._copy, None
        if copy is not None:
            copy.cleanup()

    def _disown(self) -> None:
        for thing in (self._connection, self._copy):
            if thing is not None:
                keep_for_ever(thing)
        self._lock = RLock()
        self._connection = self._copy = self._seen = None


def _in_transaction(connection: sqlite3.Connection, work: Callable[[Any], T]) -> T:
    cursor = connection.cursor()
    try:
        cursor.execute("BEGIN")
        return work(cursor)
    finally:
        cursor.close()
        connection.rollback()
