"""One save, under the lock of the book: versions, time, numbers, entries, ledger; all of it or nothing."""

from __future__ import annotations

from datetime import UTC, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from attrs import field, frozen, mutable

from alliance_minutes.errors import (
    CommandConflictError,
    ConcurrencyError,
    DamagedBookError,
    InvalidValueError,
    MeetingExistsError,
)
from alliance_minutes.events import MeetingConvened, Recorded
from alliance_minutes.events.kept import MOST_KEPT, SEALING, kept_digest
from alliance_minutes.ledger import Frontier, leaf_hash
from alliance_minutes.store.entries import Sealed, clear_names, seal, write_entry
from alliance_minutes.store.numbering import Numbers
from alliance_minutes.store.opening import read_rows, read_time, with_number, write_time
from alliance_minutes.store.port import Batch, EntryRow, HeadRow, KeptRow
from alliance_minutes.store.projection import date_of, listed
from alliance_minutes.values import admit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from alliance_minutes.ledger import Subtree
    from alliance_minutes.store.entries import Randomness
    from alliance_minutes.store.port import MeetingEntry, Recorder, Writing
    from alliance_minutes.store.saves import Numbering, Save

NAME_LENGTH = 200
"""The most characters of a stream or command id: room for any scheme of ids, none for a hostile one."""


@frozen
class Command:
    """A command with its events sealed, ready for the lock."""

    id: str
    recorded_by: str | None
    saves: tuple[tuple[Save, tuple[Sealed, ...]], ...]

    def pairs(self) -> Iterator[tuple[Save, Sealed]]:
        """Every sealed event with its save, in order."""
        for save, sealed in self.saves:
            for one in sealed:
                yield save, one


def prepare(
    saves: Sequence[Save], command_id: str, recorded_by: str | None, randomness: Randomness
) -> Command:
    """Seal the events of a command; what can be done before the lock is done here.

    Raises:
        InvalidValueError, InvalidTextError: an event, a stream or an id holds what no book can keep.
    """
    _check_name("command id", command_id)
    if recorded_by is not None:
        _check_name("party", recorded_by)
    for save in saves:
        _check_name("stream", save.stream)
        _check_files(save)
    if not any(save.events for save in saves):
        raise InvalidValueError("save", list(saves), "at least one event")
    sealed = [
        (save, tuple([seal(event, recorded_by, randomness) for event in save.events])) for save in saves
    ]
    return Command(command_id, recorded_by, tuple(sealed))


def _check_files(save: Save) -> None:
    """Refuse bytes that no event of the save names, others than these, and what seals a rendition without its bytes.

    So an audit can tell that bytes are gone: a digest of a rendition stands in no book that was not given them.
    """
    named = {kept_digest(event) for event in save.events}
    for digest, content in save.files.items():
        found = f"sha256:{sha256(content).hexdigest()}"
        if len(content) > MOST_KEPT:
            raise InvalidValueError("bytes to be kept", f"{len(content)} bytes", f"at most {MOST_KEPT}")
        if found != digest or found not in named:
            raise InvalidValueError("bytes to be kept", found, f"what an event names: {digest}")
    for event in save.events:
        if isinstance(event, SEALING) and event.digest not in save.files:
            raise InvalidValueError(
                "bytes to be kept",
                None,
                "those that are signed or published, which are kept with the event; sign_minutes and publish give them",
            )


def _check_name(what: str, name: object) -> None:
    if not isinstance(name, str) or not 0 < len(name) <= NAME_LENGTH:
        raise InvalidValueError(what, name, f"1 to {NAME_LENGTH} characters")
    admit(name)


def write(
    recorder: Recorder, command: Command, origin: str, now: Callable[[], datetime], *, founding: bool = False
) -> tuple[Recorded, ...]:
    """Record a command in one transaction; what was recorded before under its id is returned instead.

    Raises:
        ConcurrencyError, MeetingExistsError, CommandConflictError, NumberTakenError, EntryTooLargeError: see
            :meth:`Store.append`.
    """
    with recorder.writing() as transaction:
        if founding and transaction.head.size:
            return ()  # another process founded the book meanwhile
        rows = transaction.command(command.id)
        if rows is None:
            return _Session(recorder.book, transaction, command, origin, now).run()
    recorded = tuple(read_rows(recorder.book, rows))
    if not same(command, recorded):
        raise CommandConflictError(command.id)
    return recorded


def write_in(
    transaction: Writing, command: Command, *, book: str, origin: str, now: Callable[[], datetime]
) -> tuple[Recorded, ...]:
    """Record a new command in a transaction that is open already; errors as for :func:`write`."""
    return _Session(book, transaction, command, origin, now).run()


def same(command: Command, recorded: tuple[Recorded, ...]) -> bool:
    """Whether a command is the one that recorded these: events, streams and author, numbers drawn since aside.

    Nothing in the book allows to compare words once they were erased; such an entry counts as the same when what
    stands of it in clear is.
    """
    given = [(save.stream, sealed) for save, sealed in command.pairs()]
    return len(given) == len(recorded) and all(
        stream == one.stream and _same_event(sealed, one, command.recorded_by)
        for (stream, sealed), one in zip(given, recorded, strict=True)
    )


def _same_event(sealed: Sealed, recorded: Recorded, recorded_by: str | None) -> bool:
    event = sealed.event
    if type(event) is not type(recorded.event):
        return False
    number = getattr(recorded.event, "number", None)
    if event.SERIES is not None and getattr(event, "number", None) is None and number is not None:
        event = with_number(event, number)
    if recorded.erased:
        names = clear_names(type(event)) - {"instead"}
        return all(getattr(event, name) == getattr(recorded.event, name) for name in names)
    return event == recorded.event and recorded_by == recorded.recorded_by


@mutable
class _Session:
    """The work of one save while the lock is held."""

    book: str
    transaction: Writing
    command: Command
    origin: str
    now: Callable[[], datetime]
    numbers: Numbers = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.numbers = Numbers(self.transaction.has_number, self.transaction.series)

    def run(self) -> tuple[Recorded, ...]:
        head = self.transaction.head
        versions = self._versions()
        self._check_unique(versions)
        at = self._time(head)
        recorded_at = write_time(at)
        self._take_given_numbers(head.size)
        tree = self._tree(head)
        rows: list[EntryRow] = []
        subtrees: list[Subtree] = []
        meetings: list[MeetingEntry] = []
        recorded: list[Recorded] = []
        kept: list[KeptRow] = []
        for position, (save, sealed) in enumerate(self.command.pairs(), head.size):
            version = versions[save.stream] = versions[save.stream] + 1
            sealed = self._numbered(save.numbering, sealed, position)  # noqa: PLW2901 - the same event, numbered
            entry = write_entry(
                sealed,
                log=self.origin,
                stream=save.stream,
                version=version,
                recorded_at=recorded_at,
                command_id=self.command.id,
            )
            leaf = leaf_hash(entry)
            subtrees += tree.append(leaf)
            rows.append(
                EntryRow(position, save.stream, version, sealed.event.TYPE, entry, sealed.vault, leaf)
            )
            told = listed(save.stream, version, sealed.event, position)
            meetings += [told] if told is not None else []
            content = save.files.get(kept_digest(sealed.event) or "")
            if content is not None:
                kept.append(KeptRow(position, content))
            recorded.append(
                Recorded(
                    position=position,
                    stream=save.stream,
                    version=version,
                    recorded_at=at,
                    recorded_by=self.command.recorded_by,
                    command_id=self.command.id,
                    event=sealed.event,
                )
            )
        self.transaction.insert(
            Batch(
                entries=rows,
                subtrees=subtrees,
                meetings=meetings,
                numbers=self.numbers.rows,
                series=self.numbers.series(),
                kept=kept,
                command_id=self.command.id,
                head=HeadRow(tree.size, recorded_at, bytes(tree)),
            )
        )
        return tuple(recorded)

    def _versions(self) -> dict[str, int]:
        versions: dict[str, int] = {}
        for save, _ in self.command.saves:
            if save.stream not in versions:
                versions[save.stream] = self.transaction.version(save.stream)
        reached = dict(versions)
        for save, _ in self.command.saves:
            if save.expected_version is not None and save.expected_version != reached[save.stream]:
                raise ConcurrencyError(save.stream, save.expected_version, reached[save.stream])
            reached[save.stream] += len(save.events)
        return versions

    def _check_unique(self, versions: Mapping[str, int]) -> None:
        """Refuse a second meeting where the save asked for the only one.

        Looked at before the numbers: those of the meeting that is there would hide that it is.
        """
        for save, _ in self.command.saves:
            begun = save.events[0] if save.unique and save.events and not versions[save.stream] else None
            if isinstance(begun, MeetingConvened):
                found = self.transaction.meeting(begun.body, date_of(begun))
                if found is not None:
                    raise MeetingExistsError(found)

    def _time(self, head: HeadRow) -> datetime:
        """The time of this save: later than the last one, even when the clock was set back."""
        now = self.now().astimezone(UTC)
        if not head.size:
            return now
        try:
            return max(now, read_time(head.recorded_at) + timedelta(microseconds=1))
        except (ValueError, TypeError, AttributeError, OverflowError) as error:
            raise DamagedBookError(
                self.book, f"its head is unreadable ({error}); go back to a good copy"
            ) from error

    def _tree(self, head: HeadRow) -> Frontier:
        try:
            return Frontier.from_bytes(head.size, head.peaks)
        except (ValueError, TypeError, AttributeError) as error:
            raise DamagedBookError(
                self.book, f"its head is unreadable ({error}); go back to a good copy"
            ) from error

    def _take_given_numbers(self, position: int) -> None:
        """Take the numbers that were given first, so that none of them is drawn for another event of the save."""
        for at, (save, sealed) in enumerate(self.command.pairs(), position):
            series, number = sealed.event.SERIES, getattr(sealed.event, "number", None)
            if save.numbering is not None and series is not None and number is not None:
                self.numbers.give(save.numbering, series, number, at)

    def _numbered(self, numbering: Numbering | None, sealed: Sealed, position: int) -> Sealed:
        series = sealed.event.SERIES
        if numbering is None or series is None or getattr(sealed.event, "number", "") is not None:
            return sealed
        number = self.numbers.draw(numbering, series, position)
        clear: dict[str, Any] = {**sealed.clear, "number": number}
        return Sealed(with_number(sealed.event, number), clear, sealed.digests, sealed.vault)
