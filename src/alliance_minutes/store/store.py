"""The store of a minute book: append, read, follow the log."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from alliance_minutes.errors import (
    DamagedBookError,
    InvalidValueError,
    NotABookError,
    ReadOnlyBookError,
    StoreError,
)
from alliance_minutes.events import BookFounded, Recorded
from alliance_minutes.ledger import Frontier
from alliance_minutes.store import erasing
from alliance_minutes.store.keeping import keep_file
from alliance_minutes.store.opening import (
    damaged,
    read_row,
    read_rows,
    read_structures,
    read_time,
    write_time,
)
from alliance_minutes.store.saves import Head, MeetingRow, Save, Structure
from alliance_minutes.store.writing import Command, prepare, same, write
from alliance_minutes.values import BOOK_STREAM, PartialDate, admit, new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from alliance_minutes.store.entries import Randomness
    from alliance_minutes.store.opening import Row
    from alliance_minutes.store.port import LedgerRows, Obstacle, Recorder

    T = TypeVar("T")

_BATCH = 500
"""Rows that the log reads at a time: enough to make a query worth while, few enough to stay flat in memory."""


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """One minute book, open.

    Safe to share between threads, and usable in both processes after a fork.

    Attributes:
        book: its path or address.
        origin: the name of its ledger, unique in the world.
        read_only: whether it was opened so.
        founded: whether this opening founded the book; of several at once it is one.
    """

    def __init__(
        self,
        recorder: Recorder,
        *,
        origin: str | None = None,
        read_only: bool = False,
        now: Callable[[], datetime] = _now,
        randomness: Randomness = secrets.token_bytes,
    ) -> None:
        self.book = recorder.book
        self.read_only = read_only
        self.founded = False
        self._recorder = recorder
        self._now = now
        self._randomness = randomness
        self._pending = False
        self.origin = self._found(origin)
        if not read_only:
            erasing.obstacle(recorder, 0)

    @classmethod
    def open(
        cls,
        address: str | Path,
        *,
        read_only: bool = False,
        create: bool = True,
        origin: str | None = None,
        now: Callable[[], datetime] = _now,
        randomness: Randomness = secrets.token_bytes,
    ) -> Self:
        """Open a book; with ``create``, found it where there is none.

        Args:
            address: the path of its file, or ``sqlite:///`` and the path.
            read_only: write not a byte, as is due to evidence.
            create: whether a missing file is made; never when ``read_only``.
            origin: the name of the ledger of a new book; a random one by default.
            now: the clock, for tests.
            randomness: where salts come from, for tests; the system's randomness by default.

        Raises:
            NotABookError: no book there.
            NewerBookError: a book made by a newer version.
            StoreError: it cannot be opened for another reason; the message says why.
        """
        from alliance_minutes.store.recorders.sqlite import open_sqlite  # noqa: PLC0415 - slow to import

        recorder = open_sqlite(book_path(address), read_only=read_only, create=create and not read_only)
        try:
            return cls(recorder, origin=origin, read_only=read_only, now=now, randomness=randomness)
        except BaseException:
            recorder.close()
            raise

    def _found(self, origin: str | None) -> str:
        rows = self._recorder.rows(BOOK_STREAM, 1, 0)
        if not rows and not self._recorder.head().size:
            if self.read_only:
                raise NotABookError(self.book, "the book was never founded; open it for writing once")
            name = admit(origin) if origin is not None else f"alliance-minutes.invalid/{new_id()}"
            if not name or not name.isprintable() or " " in name or "+" in name:
                raise InvalidValueError(
                    "origin", name, "a name without blanks and plus signs (C2SP signed-note)"
                )
            founding = (Save(BOOK_STREAM, (BookFounded(origin=name),), 0),)
            recorded = write(
                self._recorder,
                prepare(founding, new_id(), None, self._randomness),
                name,
                self._now,
                founding=True,
            )
            self.founded = bool(recorded)
        rows = rows or self._recorder.rows(BOOK_STREAM, 1, 0)  # also what another process founded meanwhile
        if not rows:
            raise DamagedBookError(self.book, "its first entry is missing; go back to a good copy")
        founded = read_row(self.book, rows[0]).event
        if not isinstance(founded, BookFounded):
            raise damaged(self.book, 0, "the first entry does not found a book")
        return founded.origin

    def append(
        self, saves: Sequence[Save], *, command_id: str, recorded_by: str | None = None
    ) -> tuple[Recorded, ...]:
        """Record events: all of them or none, over all streams, in the order of the saves.

        A command that was recorded before is not recorded again; what it recorded then is returned.

        Args:
            saves: the events, by stream.
            command_id: the id of the command, random; it makes a repeated command harmless.
            recorded_by: the party that records, or ``None``.

        Raises:
            ConcurrencyError: a stream is not at the version expected.
            MeetingExistsError: a save asked to begin the only meeting of a body on a date, and there is one.
            CommandConflictError: the command was recorded before with other content.
            NumberTakenError: a number that was given is in use.
            EntryTooLargeError: an entry of more than 65,535 bytes.
            InvalidValueError, InvalidTextError: an event holds what no book can keep.
            ReadOnlyBookError, BookBusyError, StoreError: the book cannot be written.
        """
        self._check_writable("to record in it")
        command = prepare(saves, command_id, recorded_by, self._randomness)
        try:
            return write(self._recorder, command, self.origin, self._now)
        except StoreError:
            # The commit may have failed after it took effect: then the command stands in the book, whole.
            recorded = self._after_doubt(command)
            if recorded is None:
                raise
            return recorded

    def _check_writable(self, purpose: str) -> None:
        if self.read_only:
            raise ReadOnlyBookError(
                self.book, f"the book was opened read-only; open it for writing {purpose}"
            )

    def _after_doubt(self, command: Command) -> tuple[Recorded, ...] | None:
        try:
            recorded = self.command(command.id)
        except StoreError:
            return None
        return recorded if recorded is not None and same(command, recorded) else None

    def read(self, stream: str, *, version: int | None = None, position: int | None = None) -> list[Recorded]:
        """The events of a stream in order, up to and with ``version`` and ``position``; none of an unknown stream.

        Raises:
            DamagedBookError, NewerBookError: an entry cannot be read.
        """
        recorded = read_rows(self.book, self._recorder.rows(stream, version, position))
        _check_order(self.book, [one.position for one in recorded], [one.version for one in recorded])
        return recorded

    def structure(self, stream: str, *, after: int = 0) -> list[Structure]:
        """What the entries of a stream after a version say in clear, without reading the vault.

        Raises:
            DamagedBookError, NewerBookError: an entry cannot be read.
        """
        rows = self._recorder.bare_rows(stream, after)
        found = read_structures(self.book, rows)
        _check_order(self.book, [row[0] for row in rows], [one.version - after for one in found])
        return found

    def version(self, stream: str) -> int:
        """The version of a stream: how many entries it has, 0 for an unknown one."""
        return self._recorder.version(stream)

    def log(self, after: int = -1, *, limit: int | None = None) -> Iterator[Recorded]:
        """Every event after a position, in the order of the book; memory stays flat.

        Raises:
            DamagedBookError, NewerBookError: an entry cannot be read.
        """
        expected = max(after, -1)
        for row in self._rows_after(after, limit):
            expected += 1
            if row[0] != expected:
                raise damaged(self.book, row[0], f"the entry before it, {row[0] - 1}, is missing")
            yield read_row(self.book, row)

    def entries(self, after: int = -1, *, limit: int | None = None) -> Iterator[Row]:
        """The same entries as data: position, stream, version, type name, entry bytes and disclosures, unread.

        For whoever looks into a book that this version cannot read; nothing in them was checked.
        """
        yield from self._rows_after(after, limit)

    def entries_of(self, stream: str, *, position: int | None = None) -> list[Row]:
        """The entries of a stream as data, up to and with ``position``, as :meth:`entries` gives those of the book."""
        return self._recorder.rows(stream, None, position)

    def _rows_after(self, after: int, limit: int | None) -> Iterator[Row]:
        left = limit
        while left is None or left > 0:
            rows = self._recorder.rows_after(after, _BATCH if left is None else min(left, _BATCH))
            if not rows:
                return
            yield from rows
            if type(rows[-1][0]) is not int or rows[-1][0] <= after:
                raise damaged(self.book, rows[-1][0], "the ledger is out of order")
            after = rows[-1][0]
            left = None if left is None else left - len(rows)

    def meetings(self) -> list[MeetingRow]:
        """The meetings of the book, in the order in which they were begun."""
        rows = self._recorder.meetings()
        try:
            return [_meeting(*row) for row in rows]
        except (ValueError, TypeError) as error:
            raise DamagedBookError(
                self.book, f"the list of meetings is unreadable ({error}); go back to a good copy"
            ) from error

    def has_number(self, body: str, number: str) -> bool:
        """Whether a body uses this number of a decision, action or question."""
        return self._recorder.has_number(body, number)

    def bearer(self, body: str, number: str) -> tuple[str, int, str] | None:
        """Stream, version and type name of the entry that bears this number of a body; ``None`` where none does."""
        found = self._recorder.bearer(body, number)
        return found if found is not None and tuple(map(type, found)) == (str, int, str) else None

    def command(self, command_id: str) -> tuple[Recorded, ...] | None:
        """What a command recorded, or ``None`` where it is unknown."""
        rows = self._recorder.command(command_id)
        return None if rows is None else tuple(read_rows(self.book, rows))

    def head(self) -> Head:
        """The newest state of the book: size, root of the ledger, time of the last entry."""
        row = self._recorder.head()
        try:
            return Head(row.size, Frontier.from_bytes(row.size, row.peaks).root(), read_time(row.recorded_at))
        except (ValueError, TypeError, AttributeError) as error:
            raise DamagedBookError(
                self.book, f"its head is unreadable ({error}); go back to a good copy"
            ) from error

    def last_at(self, time: datetime) -> int:
        """The position of the last entry that was recorded at or before a time; -1 where there is none.

        Times rise with positions, so that a few entries are looked at, however long the book is.

        Raises:
            InvalidValueError: the time is yet to come: what will be recorded until then nobody knows.
            DamagedBookError, NewerBookError: an entry cannot be read.
        """
        head = self.head()
        if time > max(head.recorded_at, self._now()):
            raise InvalidValueError(
                "moment of this book",
                write_time(time),
                "a time that has come; leave it out for the newest state",
            )
        known, beyond = -1, head.size
        while beyond - known > 1:
            middle = (known + beyond) // 2
            at = next((read_row(self.book, row).recorded_at for row in self._rows_after(middle - 1, 1)), None)
            if at is None:
                raise damaged(self.book, middle, "it is missing")
            known, beyond = (middle, beyond) if at <= time else (known, middle)
        return known

    def ledger(self, work: Callable[[LedgerRows], T]) -> T:
        """Do some reading in the ledger, all of it of one moment; it may be done again where the book changes meanwhile.

        Raises:
            DamagedBookError: what is looked up is not there.
        """
        return self._recorder.ledger(work)

    def keep_checkpoint(self, size: int, note_for: Callable[[LedgerRows], bytes]) -> bytes:
        """Keep the checkpoint of a size, under the lock of the book; it is durable when this returns.

        Args:
            size: the size of the ledger at the checkpoint.
            note_for: gives the note to keep; what it raises keeps nothing.

        Raises:
            ReadOnlyBookError, BookBusyError, StoreError: the book cannot be written.
        """
        self._check_writable("to keep a checkpoint in it")
        with self._recorder.writing() as transaction:
            ledger = transaction.ledger()
            note = note_for(ledger)
            ledger.keep(size, note)
        return note

    def keep_file(self, position: int, content: bytes) -> None:
        """Keep bytes that came later than the entry that names them; errors as for :func:`~.keeping.keep_file`."""
        self._check_writable("to keep a file in it")
        keep_file(self._recorder, position, content)

    def erase(
        self, erasure: erasing.Erasure, *, command_id: str, recorded_by: str | None = None
    ) -> erasing.ErasureOutcome:
        """Take disclosures away for good, record that, and see to it that no byte of them is left in the file.

        While somebody reads an older state of the book, the bytes cannot go: then the answer says that it is pending.
        Every later opening for writing tries again, and so do :meth:`close` and :meth:`finish_erasing`.

        Args:
            erasure: what is to go, and why.
            command_id: the id of the command, random; a repeated one erases nothing again.
            recorded_by: the party that records it, or ``None``.

        Raises:
            ErasureRefusedError: all of it was erased before, or there is no such disclosure.
            CommandConflictError: the command was recorded before with other content.
            DamagedBookError: an entry cannot be read.
            ReadOnlyBookError, BookBusyError, StoreError: the book cannot be written; nothing is erased.
        """
        self._check_writable("to erase from it")
        try:
            recorded = erasing.erase(
                self._recorder,
                erasure,
                origin=self.origin,
                command_id=command_id,
                recorded_by=recorded_by,
                now=self._now,
                randomness=self._randomness,
            )
        except StoreError:
            found = self.command(command_id)  # the commit may have failed after it took effect
            if not found:
                raise
            recorded = found
        obstacle = erasing.obstacle(self._recorder, erasing.PATIENCE)
        self._pending = obstacle is not None
        return erasing.ErasureOutcome(recorded, obstacle)

    @property
    def is_erasing(self) -> bool:
        """Whether bytes of what was erased may still be in a file of the store."""
        return self._recorder.is_erasing()

    def finish_erasing(self, patience: float = erasing.PATIENCE) -> Obstacle | None:
        """Finish what is pending; ``patience``: seconds to wait for others.

        Returns:
            What stands in the way: a ``"reader"`` of an older state, a ``"writer"``, the ``"disk"``, or a ``"remnant"``
            (a trace was found all the same); ``None`` when nothing is pending any more.

        Raises:
            ReadOnlyBookError: the book was opened read-only.
        """
        self._check_writable("to erase from it")
        return erasing.obstacle(self._recorder, patience)

    def close(self) -> None:
        """Let go of the book; a closed store cannot be used again."""
        if self._pending:
            self._pending = False
            erasing.obstacle(self._recorder, 0)
        self._recorder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _check_order(book: str, positions: list[int], versions: list[int]) -> None:
    """See that the versions of a stream have no holes and stand in the ledger in their order."""
    if versions and (versions[-1] != len(versions) or versions[0] != 1):
        raise damaged(book, positions[-1], "its stream has holes in its versions")
    if any(one >= other for one, other in pairwise(positions)):
        raise damaged(book, positions[-1], "its stream stands in the ledger in another order")


def _meeting(stream: Any, body: Any, held_on: Any, position: Any, entries: Any) -> MeetingRow:
    if held_on is not None:
        PartialDate.parse(held_on)
    if not (type(stream) is type(body) is str and type(position) is type(entries) is int):
        raise ValueError("a column holds what it should not")
    return MeetingRow(stream, body, held_on, position, entries)


def book_path(address: str | Path) -> Path:
    """The path that an address of a book means: itself, or what follows ``sqlite:///``.

    Raises:
        NotABookError: an address of something else than a file.
    """
    if isinstance(address, Path):
        return address
    if address.startswith("sqlite:///"):
        return Path(address.removeprefix("sqlite:///"))
    if "://" in address:
        raise NotABookError(address, "only SQLite books can be opened; give the path of a file")
    return Path(address)
