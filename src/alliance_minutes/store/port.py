"""What a store needs of a database: the narrow port that every recorder fills.

A recorder moves rows. It knows nothing of events; the store knows nothing of SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from alliance_minutes.ledger import Subtree
    from alliance_minutes.store.opening import Row

    T = TypeVar("T")


Obstacle: TypeAlias = Literal["reader", "writer", "disk", "remnant"]
"""Why an erasure is not finished: somebody reads an older state, somebody writes, the disk fails or is
full, a trace was found all the same."""


class HeadRow(NamedTuple):
    """The newest state of a book as it is stored: time in its one text form, peaks of the tree joined."""

    size: int
    recorded_at: str
    peaks: bytes


class EntryRow(NamedTuple):
    """An entry ready for its tables."""

    position: int
    stream: str
    version: int
    type_name: str
    entry: bytes
    vault: bytes
    leaf: bytes


class NumberRow(NamedTuple):
    """A number in use."""

    body: str
    number: str
    position: int


class SeriesRow(NamedTuple):
    """How far a series has been drawn; ``next`` is the next candidate."""

    body: str
    year: str
    series: str
    next: int


class MeetingEntry(NamedTuple):
    """What the list of meetings knows of a meeting; ``position`` is that of its first entry."""

    stream: str
    body: str
    held_on: str | None
    position: int


class KeptRow(NamedTuple):
    """The bytes that the entry at a position names by their digest."""

    position: int
    content: bytes


class Batch(NamedTuple):
    """All rows of one save."""

    entries: Sequence[EntryRow]
    subtrees: Sequence[Subtree]
    meetings: Sequence[MeetingEntry]
    numbers: Sequence[NumberRow]
    series: Sequence[SeriesRow]
    command_id: str
    head: HeadRow
    kept: Sequence[KeptRow] = ()


class LedgerRows(Protocol):
    """The ledger of a book within one transaction; values are as the book gave them, unless said otherwise."""

    def subtree(self, level: int, number: int) -> bytes:
        """The hash of a complete subtree, of level 0 that of a leaf; refused where it is none."""
        ...

    def entries(self, after: int, limit: int) -> list[tuple[Any, Any, Any]]:
        """Position, bytes and leaf of at most ``limit`` entries after a position."""
        ...

    def entry(self, position: int) -> tuple[Any, Any, Any] | None:
        """Position, bytes and disclosures of the entry at a position."""
        ...

    def entry_of(self, stream: str, version: int) -> tuple[Any, Any, Any] | None:
        """Position, bytes and disclosures of a version of a stream."""
        ...

    def checkpoints(self) -> list[tuple[Any, Any]]:
        """Size and note of every checkpoint that was kept, in order of size."""
        ...

    def checkpoint(self, size: int) -> Any:
        """The note of the checkpoint kept at a size, or ``None``."""
        ...

    def kept(self, position: int) -> Any:
        """The bytes kept for the entry at a position, which names them by its digest, or ``None``."""
        ...

    def newest_checkpoint(self, above: int = -1) -> Any:
        """The note of the newest checkpoint with a size above this one, or ``None``."""
        ...

    def keep_file(self, position: int, content: bytes) -> None:
        """Keep the bytes that the entry at a position names, where none are kept; needs the lock."""
        ...

    def keep(self, size: int, note: bytes) -> None:
        """Keep the note of a checkpoint, in the place of one that was kept at this size; needs the lock."""
        ...


class Erasing(Protocol):
    """What a save may take out of the rows of a book; nothing but an erasure asks for it."""

    def strike(self, position: int, vault: bytes) -> None:
        """Put what is left of the disclosures of an entry in their place."""
        ...

    def drop_kept(self, position: int) -> None:
        """Delete the bytes kept for an entry, where there are any."""
        ...

    def begin(self) -> None:
        """Note in the book that an erasure is not finished; undone with the save where that fails."""
        ...


class Writing(Protocol):
    """An open write transaction that holds the lock of the book."""

    head: HeadRow

    def command(self, command_id: str) -> list[Row] | None:
        """The rows that a command recorded, or ``None`` where it is unknown."""
        ...

    def version(self, stream: str) -> int:
        """The version of a stream, 0 for an unknown one."""
        ...

    def meeting(self, body: str, held_on: str | None) -> str | None:
        """The first meeting of a body on a date, or of no known date; ``None`` where there is none."""
        ...

    def series(self, body: str, year: str, series: str) -> int:
        """The next candidate of a series, from 1."""
        ...

    def has_number(self, body: str, number: str) -> bool:
        """Whether a body uses this number."""
        ...

    def insert(self, batch: Batch) -> None:
        """Write all rows."""
        ...

    def ledger(self) -> LedgerRows:
        """The ledger, in this transaction."""
        ...

    def erasing(self) -> Erasing:
        """What may be taken out of the rows, in this transaction."""
        ...


class Recorder(Protocol):
    """A database that holds one book."""

    book: str
    """Its path or address, for messages."""

    def writing(self) -> AbstractContextManager[Writing]:
        """A write transaction; it commits at the end of the ``with`` block, and rolls back on an error."""
        ...

    def rows(self, stream: str, version: int | None, position: int | None) -> list[Row]:
        """The rows of a stream in order of version, up to and with ``version`` and ``position``."""
        ...

    def bare_rows(self, stream: str, after: int) -> list[Row]:
        """The rows of a stream after a version, without their disclosures (``None`` in their place)."""
        ...

    def rows_after(self, position: int, limit: int) -> list[Row]:
        """At most ``limit`` rows after a position, in order of position."""
        ...

    def command(self, command_id: str) -> list[Row] | None:
        """The rows that a command recorded, or ``None`` where it is unknown."""
        ...

    def version(self, stream: str) -> int:
        """The version of a stream, 0 for an unknown one."""
        ...

    def meetings(self) -> list[tuple[Any, Any, Any, Any, Any]]:
        """Stream, body, date, first position and number of entries of every meeting, in order of position."""
        ...

    def has_number(self, body: str, number: str) -> bool:
        """Whether a body uses this number."""
        ...

    def bearer(self, body: str, number: str) -> tuple[Any, Any, Any] | None:
        """Stream, version and type name of the entry that bears this number of a body, or ``None``."""
        ...

    def head(self) -> HeadRow:
        """The newest state."""
        ...

    def ledger(self, work: Callable[[LedgerRows], T]) -> T:
        """Do some reading in the ledger, in one transaction."""
        ...

    def is_erasing(self) -> bool:
        """Whether an erasure was begun and not finished."""
        ...

    def finish_erasing(self, patience: float) -> Obstacle | None:
        """See to it that no byte of what was erased is left, waiting so many seconds for others.

        Returns:
            What stands in the way, or ``None`` when it is done.
        """
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
