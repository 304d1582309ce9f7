"""The ledger of a book in SQLite: hashes, entries as bytes, and the checkpoints that were kept."""

from __future__ import annotations

from typing import Any

from alliance_minutes.errors import DamagedBookError
from alliance_minutes.ledger import HASH_SIZE

_LEAF = "SELECT leaf FROM ledger WHERE position = ?"
_SUBTREE = "SELECT hash FROM subtree WHERE level = ? AND number = ?"
_ENTRIES = (
    "SELECT l.position, e.state, l.leaf FROM ledger l"
    " LEFT JOIN stored_events e ON e.originator_id = l.stream AND e.originator_version = l.version"
    " WHERE l.position > ? ORDER BY l.position LIMIT ?"
)
_PLACE = (
    "SELECT l.position, e.state, v.disclosures FROM ledger l"
    " LEFT JOIN stored_events e ON e.originator_id = l.stream AND e.originator_version = l.version"
    " LEFT JOIN vault v ON v.position = l.position WHERE "
)
_CHECKPOINTS = "SELECT size, note FROM checkpoint ORDER BY size"
_CHECKPOINT = "SELECT note FROM checkpoint WHERE size = ?"
_KEPT = "SELECT content FROM kept WHERE position = ?"
_NEWEST = "SELECT note FROM checkpoint WHERE size > ? ORDER BY size DESC LIMIT 1"


class SQLiteLedger:
    """The rows of the ledger, in one transaction; fills :class:`alliance_minutes.store.port.LedgerRows`."""

    def __init__(self, book: str, cursor: Any) -> None:
        self._book = book
        self._cursor = cursor

    def _fetch(self, statement: str, *values: object) -> list[Any]:
        self._cursor.execute(statement, values)
        rows: list[Any] = self._cursor.fetchall()
        return rows

    def subtree(self, level: int, number: int) -> bytes:
        """The hash of a complete subtree; of level 0, of a leaf.

        Raises:
            DamagedBookError: it is not there, or no hash.
        """
        found = self._fetch(_SUBTREE, level, number) if level else self._fetch(_LEAF, number)
        kept = found[0][0] if found else None
        if type(kept) is not bytes or len(kept) != HASH_SIZE:
            raise DamagedBookError(
                self._book,
                f"the hash at level {level}, index {number} of its ledger is missing or none; go back to a good copy",
            )
        return kept

    def entries(self, after: int, limit: int) -> list[tuple[Any, Any, Any]]:
        """Position, bytes and leaf of at most ``limit`` entries after a position, as they stand there."""
        return self._fetch(_ENTRIES, after, limit)

    def entry(self, position: int) -> tuple[Any, Any, Any] | None:
        """Position, bytes and disclosures of the entry at a position."""
        return next(iter(self._fetch(_PLACE + "l.position = ?", position)), None)

    def entry_of(self, stream: str, version: int) -> tuple[Any, Any, Any] | None:
        """Position, bytes and disclosures of a version of a stream."""
        return next(iter(self._fetch(_PLACE + "l.stream = ? AND l.version = ?", stream, version)), None)

    def checkpoints(self) -> list[tuple[Any, Any]]:
        """Size and note of every checkpoint that was kept, in order of size."""
        return self._fetch(_CHECKPOINTS)

    def checkpoint(self, size: int) -> Any:
        """The note of the checkpoint kept at a size, or ``None``."""
        return next((note for (note,) in self._fetch(_CHECKPOINT, size)), None)

    def kept(self, position: int) -> Any:
        """The bytes kept for the entry at a position, which names them by its digest, or ``None``."""
        return next((content for (content,) in self._fetch(_KEPT, position)), None)

    def newest_checkpoint(self, above: int = -1) -> Any:
        """The note of the newest checkpoint with a size above this one, or ``None``."""
        return next((note for (note,) in self._fetch(_NEWEST, above)), None)

    def keep_file(self, position: int, content: bytes) -> None:
        """Keep the bytes that the entry at a position names, where none are kept; needs the lock."""
        self._cursor.execute("INSERT OR IGNORE INTO kept VALUES (?,?)", (position, content))

    def keep(self, size: int, note: bytes) -> None:
        """Keep the note of a checkpoint, in the place of one that was kept at this size; needs the lock."""
        self._cursor.execute("INSERT OR REPLACE INTO checkpoint VALUES (?,?)", (size, note))
