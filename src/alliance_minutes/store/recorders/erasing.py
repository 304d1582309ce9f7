"""Erasing in SQLite: rows within a save, and after it the bytes that these rows left behind.

An erasure is finished in two parts. The save takes the words out of the rows and counts itself in ``user_version`` of the
file, so that whoever comes next knows that it is not finished. Then the log is written back and emptied, and the file
written anew from its rows; SQLite may have left copies of a row wherever that row once stood. Only when no trace is found
after that, the count goes back to zero.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import contextmanager
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from alliance_minutes.store.port import Obstacle

_SALT = re.compile(rb'\["([A-Za-z0-9_-]{22,86})"')
"""How a disclosure begins. Salts are random, so that each tells of one disclosure and of nothing else."""

_CHUNK = 2**22
_OVERLAP = 128
_BYTES_A_ROUND = 2**26
"""Bytes of the file whose salts are remembered at a time: with 300 bytes a disclosure, a quarter of a million salts."""

_LIVE = (
    "SELECT disclosures FROM vault",
    "SELECT content FROM kept",
    "SELECT state FROM stored_events",
    "SELECT note FROM checkpoint",
)
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_COUNTS = 2**31 - 1
_CAT = "cat"
_PAUSE = 0.02  # seconds


class SQLiteErasing:
    """What a save may take out of the rows; fills :class:`alliance_minutes.store.port.Erasing`."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def strike(self, position: int, vault: bytes) -> None:
        """Put what is left of the disclosures of an entry in their place."""
        self._cursor.execute("UPDATE vault SET disclosures = ? WHERE position = ?", (vault, position))

    def drop_kept(self, position: int) -> None:
        """Delete the bytes kept for an entry, where there are any."""
        self._cursor.execute("DELETE FROM kept WHERE position = ?", (position,))

    def begin(self) -> None:
        """Note in the file that an erasure is not finished; undone with the save where that fails."""
        count = _unfinished(self._cursor) % _COUNTS + 1
        self._cursor.execute(f"PRAGMA user_version = {count}")


def _unfinished(cursor: Any) -> int:
    """How many erasures were begun since the last one that was finished; 0 for none."""
    cursor.execute("PRAGMA user_version")
    return abs(int(cursor.fetchone()[0]))


def is_unfinished(cursor: Any) -> bool:
    """Whether an erasure was begun and not finished."""
    return _unfinished(cursor) != 0


def finish(connection: sqlite3.Connection, path: Path) -> Obstacle | None:
    """See to it that no byte of what was erased is left in the file and its log.

    Args:
        connection: a connection of its own, outside of any transaction; its timeout is how long it waits for others.
        path: the file.

    Returns:
        What stands in the way, or ``None`` when it is done.
    """
    begun = _unfinished(connection.cursor())
    if not begun:
        return None
    if not (_emptied(connection) and _written_anew(connection) and _emptied(connection)):
        return "reader" if _takes_the_lock(connection) else "writer"
    remnants = _remnants(connection, path)
    if remnants is None:
        return "writer"
    if remnants:
        return "remnant"
    return None if _note_finished(connection, begun) else "writer"


def _emptied(connection: sqlite3.Connection) -> bool:
    """Write the log back to the file and make it empty; not as long as somebody reads an older state, or writes."""
    patience = connection.execute("PRAGMA busy_timeout").fetchone()[0] / 1000
    until = monotonic() + patience
    # SQLite does not wait where somebody else is writing the log back just now; so do it here.
    while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if monotonic() >= until:
            return False
        sleep(_PAUSE)
    return True


def _written_anew(connection: sqlite3.Connection) -> bool:
    """Write the file anew from its rows, unless somebody else writes."""
    with _unless_busy() as done:
        connection.execute("VACUUM")
        done.append(True)
    return bool(done)


def _takes_the_lock(connection: sqlite3.Connection) -> bool:
    with _unless_busy() as done:
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
        done.append(True)
    return bool(done)


def _note_finished(connection: sqlite3.Connection, begun: int) -> bool:
    """Set the count back, unless another erasure was begun meanwhile, or somebody writes all the time."""
    with _unless_busy() as done:
        connection.execute("BEGIN IMMEDIATE")
        if _unfinished(connection.cursor()) == begun:
            connection.execute("PRAGMA user_version = 0")
            done.append(True)
        connection.execute("COMMIT")
    return bool(done)


@contextmanager
def _unless_busy() -> Iterator[list[bool]]:
    """A list for what was done; it stays empty where the lock cannot be had in time."""
    try:
        yield []
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _BUSY:
            raise


def _remnants(connection: sqlite3.Connection, path: Path) -> set[bytes] | None:
    """Salts of disclosures in the bytes of the file and its log that no row holds; ``None`` where somebody writes."""
    log = path.with_name(path.name + "-wal")
    files = [path, log] if log.exists() else [path]
    rounds = 1 + sum(one.stat().st_size for one in files) // _BYTES_A_ROUND
    for part in range(rounds):
        found = {salt for one in files for salt in _salts_in(one) if hash(salt) % rounds == part}
        # Under the lock, after the bytes: a save that was being written when they were read is a row by now.
        with _unless_busy() as done:
            connection.execute("BEGIN IMMEDIATE")
            done.append(True)
            _strike_out(connection, found)
            connection.rollback()
        if found or not done:
            return found if done else None
    return set()


def _strike_out(connection: sqlite3.Connection, found: set[bytes]) -> None:
    """Leave out the salts that rows hold."""
    for statement in _LIVE:
        for (value,) in connection.execute(statement):
            if type(value) is bytes and found:
                found.difference_update(_SALT.findall(value))


def _salts_in(path: Path) -> Iterator[bytes]:
    """The salts in the bytes of a file, read by another process.

    Closing a file takes from a process all locks that it has on it (POSIX), and with them those of every connection of
    SQLite to it, whoever opened these. So this process must not open the file of a book.
    """
    import subprocess  # noqa: PLC0415 - needed for nothing else

    with subprocess.Popen([_CAT, path.absolute()], stdout=subprocess.PIPE) as process:  # noqa: S603 - a path of ours
        before = b""
        while process.stdout is not None and (chunk := process.stdout.read(_CHUNK)):
            yield from _SALT.findall(before + chunk)
            before = chunk[-_OVERLAP:]
    if process.returncode:
        raise OSError(process.returncode, "its bytes cannot be read back", str(path))
