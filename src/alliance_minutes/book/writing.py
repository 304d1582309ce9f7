"""Writing to one meeting: each event on its own, or many in one transaction."""

from __future__ import annotations

from contextlib import contextmanager
from threading import get_ident
from typing import TYPE_CHECKING, TypeAlias

from attrs import define, field

from alliance_minutes.errors import (
    CommandConflictError,
    ConcurrencyError,
    InvalidValueError,
    RefusedError,
)
from alliance_minutes.meeting import decide_next
from alliance_minutes.parties import Directory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from alliance_minutes.book.living import Sealed, Wanted
    from alliance_minutes.book.mending import Wanted as Correction
    from alliance_minutes.book.reasons import Reason
    from alliance_minutes.book.session import Session
    from alliance_minutes.events import EntryCorrected, Event, MinutesPublished, MinutesSigned, Recorded
    from alliance_minutes.meeting import Known, Minutes, Outline

    Acts: TypeAlias = Callable[[Session, Minutes, Directory], Sequence[Event]]


@define
class Noted:
    """An entry that was recorded (or, inside a batch, will be).

    Attributes:
        version: its place in the meeting; other entries rest on it and refer to it by this.
        number: the decision, action or question number that the book gave; ``None`` where there is none,
            and inside a batch until the batch is done.
        stream: the meeting it stands in.
        plain_names: of a correction the names that are not public, and that stand in it in plain text all the same:
            the public edition prints them.
    """

    version: int
    number: str | None = None
    stream: str = field(default="", eq=False, repr=False)
    plain_names: tuple[str, ...] = field(default=(), eq=False, repr=False)


class _Batch:
    """What was noted in a batch so far: the makers, and the meeting as it will be.

    Entries of a batch rest on each other by the versions that they are told. So a command that was recorded before is
    noted again as from the version before its first entry, wherever the meeting stands by now: only then does the same
    command say the same. Nothing is decided about it again, for the rules were asked about the meeting as it was.

    Attributes:
        base: the version of the meeting before the batch.
        repeats: the id of the command, where it was recorded before.
    """

    def __init__(self, outline: Outline, directory: Directory) -> None:
        self.repeats: str | None = None
        self.base = outline.version
        self.outline = outline.copy()
        self.directory = directory
        self.makers: list[Callable[[Directory], Event]] = []
        self.noted: list[Noted] = []
        self.files: dict[str, bytes] = {}

    def note(self, make: Callable[[Directory], Event], known: Known, stream: str) -> Noted:
        """Note one event, and tell which version it will have."""
        event = make(self.directory)
        if self.repeats is None:
            decide_next(self.outline, event, known)
        self.makers.append(make)
        noted = Noted(self.base + len(self.makers), stream=stream)
        self.noted.append(noted)
        return noted


class Writing:
    """The way of the handles of one meeting into the book."""

    def __init__(
        self, session: Session, stream: str, by: str | None, expected_version: int | None = None
    ) -> None:
        self.stream = stream
        self._session = session
        self._by = by
        self._expected = expected_version
        self._batches: dict[int, _Batch] = {}  # of each thread its own

    @property
    def version(self) -> int:
        """The version of the meeting's last entry, as far as it is known here."""
        return self._session.outline(self.stream).version

    def note(
        self,
        make: Callable[[Directory], Event],
        command_id: str | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> Noted:
        """Record one event, and keep the bytes that it names among these."""
        return self.note_all([make], command_id, files)[0]

    def note_all(
        self,
        makers: Sequence[Callable[[Directory], Event]],
        command_id: str | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> tuple[Noted, ...]:
        """Record events, all or nothing, and keep the bytes that they name among these."""
        batch = self._batches.get(get_ident())
        if batch is not None:
            if command_id is not None:
                raise InvalidValueError(
                    "command id", command_id, "one for the whole batch: batch(command_id=…)"
                )
            known = self._session.known(batch.outline.body, batch.directory)
            batch.files.update(files or {})
            return tuple(batch.note(make, known, self.stream) for make in makers)
        return self._save(lambda directory: [make(directory) for make in makers], command_id, files)

    def _save(
        self,
        propose: Callable[[Directory], Sequence[Event]],
        command_id: str | None,
        files: Mapping[str, bytes] | None = None,
    ) -> tuple[Noted, ...]:
        recorded = self._session.save(
            self.stream,
            propose,
            by=self._by,
            command_id=command_id,
            expected_version=self._expected,
            files=files,
        )
        self._advance(recorded)
        return tuple(
            Noted(entry.version, getattr(entry.event, "number", None), self.stream) for entry in recorded
        )

    def act_on(self, acts: Acts, command_id: str | None) -> tuple[Noted, ...]:
        """Record acts on what was recorded before, all or nothing.

        Args:
            acts: makes them, of what the meeting says. They are made once more when the command is repeated, of what
                it said before it was recorded, so that the same command is told from another one with its id.
            command_id: an id of the caller's; of a repeated one the entries of the first.

        Raises:
            CommandConflictError: the id was used for something else.
        """
        batch = self._batches.get(get_ident())
        if batch is not None:
            made = self._acting(acts, batch.repeats)
            count = len(made(Directory(self._session.parties())))
            return self.note_all(
                [lambda directory, at=at: made(directory)[at] for at in range(count)],  # type: ignore[misc]  # each its own
                command_id,
            )

        def propose(directory: Directory) -> Sequence[Event]:
            return self._acting(acts, command_id)(directory)  # each attempt of what the meeting says by then

        return self._save(propose, command_id)

    def _acting(self, acts: Acts, command_id: str | None) -> Callable[[Directory], Sequence[Event]]:
        """What makes acts: of what the meeting says, or said before the command was recorded in it."""
        before = self._before(command_id)
        minutes = self._minutes(before)

        def made(directory: Directory) -> Sequence[Event]:
            try:
                return acts(self._session, minutes, directory)
            except ValueError as error:
                if before is None or command_id is None:
                    raise
                raise CommandConflictError(command_id) from error

        return made

    def _before(self, command_id: str | None) -> int | None:
        """The version of the meeting before a command was recorded in it; ``None`` where it was not."""
        if command_id is None:
            return None
        recorded = self._session.store.command(command_id) or ()
        return next((entry.version - 1 for entry in recorded if entry.stream == self.stream), None)

    def _minutes(self, version: int | None) -> Minutes:
        from alliance_minutes.meeting import fold  # noqa: PLC0415 - seldom needed

        return fold(self.stream, self._session.store.read(self.stream, version=version))

    def seal(
        self,
        wanted: Wanted,
        make: Callable[[Directory, str, str], MinutesSigned | MinutesPublished],
        command_id: str | None = None,
    ) -> Sealed:
        """Record what is signed or published, with its bytes; see :func:`alliance_minutes.book.living.seal`."""
        from alliance_minutes.book.living import seal  # noqa: PLC0415 - seldom needed

        if get_ident() in self._batches:
            raise RuntimeError(
                "a batch is open: what is in it cannot be rendered yet; sign and publish after it"
            )
        sealed = seal(
            self._session,
            self.stream,
            wanted,
            make,
            by=self._by,
            command_id=command_id,
            expected_version=self._expected,
        )
        if self._expected is not None:
            self._expected = max(self._expected, sealed.kept.version)
        return sealed

    def correct(
        self,
        version: int,
        wanted: Correction,
        reason: Reason,
        authority: int | str | None,
        command_id: str | None,
    ) -> Noted:
        """Let an entry read otherwise; see :meth:`alliance_minutes.book.recording.mend.Mend.correct`."""
        from alliance_minutes.book.mending import correction, grounds_of  # noqa: PLC0415 - seldom needed
        from alliance_minutes.book.plain_names import plain_names, texts_of  # noqa: PLC0415 - seldom needed

        grounds = grounds_of(self._session, self.stream, reason, authority)
        names: tuple[str, ...] = ()

        def make(session: Session, minutes: Minutes, directory: Directory) -> list[EntryCorrected]:
            nonlocal names
            act = correction(session, minutes, version, wanted, grounds, directory=directory)
            names = plain_names(texts_of(act.instead), session.parties())
            return [act]

        (noted,) = self.act_on(make, command_id)
        noted.plain_names = names
        return noted

    def withdraw(
        self, version: int, reason: Reason, authority: int | str | None, command_id: str | None
    ) -> tuple[Noted, ...]:
        """Withdraw an entry; see :meth:`alliance_minutes.book.recording.mend.Mend.withdraw`."""
        from alliance_minutes.book.mending import grounds_of, withdrawals  # noqa: PLC0415 - seldom needed

        grounds = grounds_of(self._session, self.stream, reason, authority)
        return self.act_on(
            lambda session, minutes, _: withdrawals(session, minutes, version, grounds), command_id
        )

    def standing_open(self, passage: str) -> tuple[int, ...]:
        """The entries in which a passage stands open; see :func:`alliance_minutes.book.closing.standing_open`."""
        from alliance_minutes.book.closing import standing_open  # noqa: PLC0415 - seldom needed

        return standing_open(self._session, self.stream, passage)

    def _advance(self, recorded: Sequence[Recorded]) -> None:
        if self._expected is not None and recorded:
            self._expected = max(self._expected, recorded[-1].version)

    @contextmanager
    def batch(self, command_id: str | None = None) -> Iterator[None]:
        """Everything noted inside is recorded in one transaction at the end, or nothing of it.

        Args:
            command_id: an id of the caller's; a repeated batch is noted as the first one was, and records nothing.

        Raises:
            ConcurrencyError: the meeting is not at the version that the handle expects, or somebody else wrote to it
                meanwhile; nothing was recorded.
            CommandConflictError: the id was used for something else.
        """
        if get_ident() in self._batches:
            raise RuntimeError("a batch is open already; batches do not nest")
        batch = self._batches[get_ident()] = self._begin(command_id)
        try:
            try:
                yield
            finally:
                del self._batches[get_ident()]
            self._end(batch, command_id)
        except (CommandConflictError, RefusedError):
            self._check_place(batch, self._before(command_id))
            raise

    def _check_place(self, batch: _Batch, before: int | None) -> None:
        """Refuse to go on where somebody else recorded the same command since the batch began, at another place.

        Versions were told in the batch that are others now. Who repeats it is told the right ones.
        """
        if before is not None and before != batch.base:
            raise ConcurrencyError(self.stream, batch.base, before)

    def _begin(self, command_id: str | None) -> _Batch:
        before, outline = self._before(command_id), self._session.newest(self.stream)
        batch = _Batch(outline, Directory(self._session.parties()))
        if before is not None:
            batch.base, batch.repeats = before, command_id
        elif self._expected is not None and self._expected != outline.version:
            raise ConcurrencyError(self.stream, self._expected, outline.version)
        return batch

    def _end(self, batch: _Batch, command_id: str | None) -> None:
        if not batch.makers and batch.repeats is None:
            return
        recorded = self._session.save(
            self.stream,
            lambda directory: [make(directory) for make in batch.makers],
            by=self._by,
            command_id=command_id,
            expected_version=batch.base,
            files=batch.files,
        )
        self._check_place(batch, recorded[0].version - 1)
        for noted, entry in zip(batch.noted, recorded, strict=True):
            noted.version = entry.version
            noted.number = getattr(entry.event, "number", None)
        self._advance(recorded)
