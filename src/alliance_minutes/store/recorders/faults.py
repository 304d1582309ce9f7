"""What goes wrong in SQLite, told in the words of this library."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from alliance_minutes.errors import (
    BookBusyError,
    DamagedBookError,
    NotABookError,
    ReadOnlyBookError,
    StoreError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BUSY = (
    BookBusyError,
    "another process has been writing to it for too long; try again when that one is done",
)
_DAMAGED = (DamagedBookError, "the file is damaged ({}); go back to a good copy")
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
_BY_CODE: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
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
def translated(book: str, path: Path) -> Iterator[None]:
    """Turn the errors of SQLite and of the file system into :class:`StoreError` and its kinds."""
    try:
        yield
    except StoreError:
        raise
    except sqlite3.Error as error:
        raise _told(book, path, error) from error
    except UnicodeDecodeError as error:
        # sqlite3 decodes the messages of SQLite strictly, and in a damaged file these quote anything.
        raise DamagedBookError(
            book, "the file is damaged (a name in it is no text); go back to a good copy"
        ) from error
    except OSError as error:
        raise _of_system(book, path, error) from error


def _told(book: str, path: Path, error: sqlite3.Error) -> StoreError:
    code = (getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_ERROR) & 0xFF
    closed = code == sqlite3.SQLITE_CANTOPEN and path.parent.is_dir() and not os.access(path.parent, os.W_OK)
    if closed or code in _READ_ONLY:
        return _read_only(book, path)
    kind, message = _BY_CODE.get(code, _DAMAGED)
    return kind(book, message.format(error))


def _read_only(book: str, path: Path) -> ReadOnlyBookError:
    if path.exists():
        message = (
            "it cannot be written: the file, its folder or the disk is read-only; "
            "open it read-only, or copy it to a place where you may write"
        )
    else:
        message = "no book can be made here: the folder or the disk is read-only; make it where you may write"
    return ReadOnlyBookError(book, message)


def _of_system(book: str, path: Path, error: OSError) -> StoreError:
    if isinstance(error, FileNotFoundError):
        return NotABookError(book, "there is no such file or folder; see whether the path is right")
    if isinstance(error, IsADirectoryError):
        return NotABookError(book, "this is a folder; give the path of a file in it")
    if error.errno == errno.EROFS:
        return _read_only(book, path)
    if error.errno == errno.ENOSPC:
        return StoreError(book, _BY_CODE[sqlite3.SQLITE_FULL][1])
    return StoreError(
        book, f"the file cannot be opened ({error.strerror}); see whether it may be read and written"
    )
