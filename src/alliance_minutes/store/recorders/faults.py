"""What goes wrong in SQLite, told in the words of this library."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from eventsourcing.persistence import ConnectionPoolClosedError, ConnectionUnavailableError, PersistenceError

from alliance_minutes.errors import (
    BookBusyError,
    DamagedBookError,
    NotABookError,
    ReadOnlyBookError,
    StoreError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_BUSY = (
    BookBusyError,
    "another process has been writing to it for too long; try again when that one is done",
)
_READ_ONLY = (ReadOnlyBookError, "it cannot be written: the file, its folder or the disk is read-only")
_DAMAGED = (DamagedBookError, "the file is damaged ({}); go back to a good copy")
_BY_CODE: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_FULL: (
        StoreError,
        "the disk is full, and nothing was recorded; free some room and try again",
    ),
    sqlite3.SQLITE_IOERR: (
        StoreError,
        "the disk cannot be read or written ({}), and nothing was recorded; look at the disk and try again",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StoreError,
        "the file cannot be opened ({}); see whether it and its folder exist and may be read and written",
    ),
    sqlite3.SQLITE_NOTADB: (
        NotABookError,
        "the file is no minute book; give the path of a book or of a new file",
    ),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_ERROR: _DAMAGED,
    sqlite3.SQLITE_CONSTRAINT: _DAMAGED,
    sqlite3.SQLITE_MISMATCH: _DAMAGED,
}


@contextmanager
def translated(book: str) -> Iterator[None]:
    """Turn the errors of SQLite and of eventsourcing into :class:`StoreError` and its kinds."""
    try:
        yield
    except ConnectionUnavailableError as error:
        raise BookBusyError(book, "too many threads use it at once; try again") from error
    except ConnectionPoolClosedError as error:
        raise StoreError(book, "it was closed; open it again") from error
    except (sqlite3.Error, PersistenceError) as error:
        raise told(book, error) from error


def told(book: str, error: Exception) -> StoreError:
    """The error for one of SQLite."""
    cause = error
    while not isinstance(cause, sqlite3.Error) and isinstance(cause.__cause__, Exception):
        cause = cause.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    kind, message = _BY_CODE.get((code or sqlite3.SQLITE_ERROR) & 0xFF, _DAMAGED)
    return kind(book, message.format(cause))
