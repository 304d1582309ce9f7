"""The minute book: where the rooms are joined. Nothing here is global; every book stands by itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from alliance_minutes.audit.history.moments import minutes_at
from alliance_minutes.book.handles import ItemHandle, MeetingHandle
from alliance_minutes.book.meetings import summaries
from alliance_minutes.book.papers import Papers
from alliance_minutes.book.parties import People
from alliance_minutes.book.session import Session
from alliance_minutes.book.writing import Writing
from alliance_minutes.events import BodyDescribed, MeetingConvened
from alliance_minutes.store import Store
from alliance_minutes.values import PartialDate, new_id, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from alliance_minutes.book.meetings import MeetingSummary
    from alliance_minutes.book.notes import RecordedText
    from alliance_minutes.book.reasons import Reason
    from alliance_minutes.book.trail import AuditTrail
    from alliance_minutes.events import Edition, Form, Recorded
    from alliance_minutes.meeting import Minutes
    from alliance_minutes.notation import Draft
    from alliance_minutes.parties import Directory
    from alliance_minutes.plugins import OptionValue, Registry, Rendition
    from alliance_minutes.values import Language, Moment, PartyId, Words


class MinuteBook(People, Papers):
    """A minute book: one store, many meetings.

    Use it as a context manager, or :meth:`close` it. It is safe in threads and after a fork; it knows nothing of
    asyncio: run it in a thread there.
    """

    def __init__(
        self, store: Store, plugins: Iterable[str] | None = None, extra_plugins: Iterable[object] = ()
    ) -> None:
        """Not for callers: use :meth:`open`."""
        self._store = store
        self._session = Session(store, lambda: self.plugins)
        self._wanted_plugins = plugins
        self._extra_plugins = tuple(extra_plugins)
        self._registry: Registry | None = None

    @classmethod
    def open(
        cls,
        address: str | os.PathLike[str],
        *,
        read_only: bool = False,
        create: bool = True,
        origin: str | None = None,
        plugins: Iterable[str] | None = None,
        extra_plugins: Iterable[object] = (),
    ) -> MinuteBook:
        """Open the book at ``address``, a path or a URL (``sqlite:///…``).

        Args:
            address: where it is; a file that does not exist becomes a new book, unless ``create`` is false.
            read_only: write not a single byte, and refuse to record.
            create: whether a new book may be made.
            origin: the name of a new book's ledger, unique in the world (C2SP tlog-checkpoint: a schema-less URL).
            plugins: names of the plugins to load; ``None``: all that are installed.
            extra_plugins: plugin objects beside those installed.

        Raises:
            StoreError: it is no book, is of a newer version, is damaged, or cannot be opened.
        """
        store = Store.open(os.fspath(address), read_only=read_only, create=create, origin=origin)
        return cls(store, plugins, extra_plugins)

    def close(self) -> None:
        """Close the book; closing twice does nothing."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.close()

    # -- recording ---------------------------------------------------------------------------------------------------

    def convene(
        self,
        body: str,
        held_on: str | None = None,
        *,
        title: str | Words = "",
        form: Form | None = None,
        place: str | None = None,
        language: str = "nl",
        secretary: str | None = None,
        planned: Iterable[str] = (),
        by: str | None = None,
        command_id: str | None = None,
    ) -> MeetingHandle:
        """Convene a meeting of a body and return the handle that records in it.

        Args:
            body: its name; one that is new to the book makes a party and gets the settings usual in ``language``.
            held_on: the date in EDTF; leave out what is not known (``XXXX-06-30``).
            title, form, place, language, secretary, planned: as in :class:`~alliance_minutes.events.MeetingConvened`.
            by: who records, here and in what the handle records.
            command_id: an id of the caller's; a repeated call returns the meeting that the first one made.

        Raises:
            InvalidValueError, InvalidTextError: a value that cannot be recorded.
            StoreError: the store fails.
        """
        stream = new_id()
        agenda = (planned,) if isinstance(planned, str) else tuple(planned)

        def propose(directory: Directory) -> list[MeetingConvened]:
            return [
                MeetingConvened(
                    body=directory.party(body, kind="body"),
                    held_on=PartialDate.parse(held_on) if held_on else None,
                    title=words(title),
                    form=form,
                    place=place,
                    language=language,
                    secretary=directory.party(secretary) if secretary else None,
                    planned=agenda,
                )
            ]

        recorded = self._session.save(stream, propose, by=by, command_id=command_id)
        return self.meeting(recorded[0].stream, by=by)

    def meeting(
        self, name: str, *, by: str | None = None, expected_version: int | None = None
    ) -> MeetingHandle:
        """The handle that records in a meeting.

        Args:
            name: its id, the beginning of one, or ``body/date``.
            by: who records.
            expected_version: the version of the meeting that the caller has seen (optimistic concurrency); without
                it a command that meets another writer is decided again on what is there then.

        Raises:
            UnknownMeetingError: no meeting goes by that name, or several do.
        """
        return MeetingHandle(Writing(self._session, self.find(name), by, expected_version))

    def item(self, meeting: str, version: int, *, by: str | None = None) -> ItemHandle:
        """The handle that records under the agenda item opened by entry ``version`` of a meeting."""
        return ItemHandle(Writing(self._session, self.find(meeting), by), version)

    def record(
        self,
        text: str | bytes,
        *,
        file: str = "<text>",
        folder: Path | None = None,
        by: str | None = None,
        strict: bool = False,
        new: bool = False,
        dry_run: bool = False,
        meeting: str | None = None,
        reason: Reason = "",
        authority: int | str | None = None,
        keep_files: bool = True,
        command_id: str | None = None,
    ) -> RecordedText:
        """Record a meeting from notation text; where the book has it and the text differs, record what changed.

        Args:
            text: the notation.
            file: what to call it in messages.
            folder: where attached files lie; without it their paths are not followed.
            by: who records.
            strict: treat warnings as errors.
            new: record it even if the book has a meeting of this body on this date.
            dry_run: check everything, record nothing.
            meeting: the meeting that the text is of; by default the one of this body on this date.
            reason, authority: of changes, as for :meth:`MeetingHandle.correct`; needed once the minutes are adopted.
            keep_files: keep the bytes of attached files in the book, each of 64 MiB at most; their names, sizes and digests
                are recorded in any case.
            command_id: an id of the caller's.

        Raises:
            NotationError: errors in the text (or warnings, when strict); nothing is recorded.
            AlreadyRecordedError: it is not certain which meeting the text is of; say it with ``meeting`` or ``new``.
            RefusedError: it changes what cannot be, or adopted minutes without a reason and an authority.
            UnknownMeetingError, StoreError: there is no such meeting; the store fails.
        """
        from alliance_minutes.book.notes import Asked, record_text  # noqa: PLC0415 - only who records text needs it

        asked = Asked(
            file=file,
            folder=folder,
            by=by,
            strict=strict,
            new=new,
            dry_run=dry_run,
            command_id=command_id,
            meeting=self.find(meeting) if meeting is not None else None,
            reason=reason,
            authority=authority,
            keep_files=keep_files,
        )
        return record_text(self._session, text, asked)

    def preview(
        self,
        text: str | bytes,
        format: str = "html",  # noqa: A002 - the domain's word
        *,
        file: str = "<text>",
        folder: Path | None = None,
        edition: Edition = "internal",
        language: Language | None = None,
        options: Mapping[str, OptionValue] | None = None,
    ) -> tuple[Rendition, Draft]:
        """Render notation text without recording it, each message beside the sentence it is about.

        Returns:
            The rendition, and what was read (with its messages).
        """
        from alliance_minutes.book.preview import preview_text  # noqa: PLC0415 - only who previews needs it

        return preview_text(
            self._session,
            self.plugins,
            text,
            format,
            file=file,
            folder=folder,
            edition=edition,
            language=language,
            options=options,
        )

    def describe_body(self, name: str, *, by: str | None = None, **settings: Any) -> BodyDescribed:
        """Lay down settings of a body: the fields of :class:`~alliance_minutes.events.BodyDescribed`; others stay.

        Raises:
            InvalidValueError: a setting that does not exist or cannot be.
        """
        from alliance_minutes.book.bodies import describe  # noqa: PLC0415 - seldom needed

        return describe(self._session, name, by, settings)

    # -- reading -----------------------------------------------------------------------------------------------------

    def meetings(self) -> list[MeetingSummary]:
        """Every meeting, in the order in which they were convened."""
        return summaries(self._store, self._session.parties())

    def minutes(self, name: str, *, as_of: Moment | str | None = None) -> Minutes:
        """The minutes of a meeting, rebuilt from its events, now or as they were at a moment.

        The moment is a version of the meeting, a :class:`~alliance_minutes.values.Position` in the book, a time with
        its zone, or one of them as text (``17``, ``position:1234``, ``2025-07-01T12:00Z``). What was closed or erased
        since is so in every answer. Its ``size`` is that of the ledger then: a checkpoint of that size proves it.

        Raises:
            UnknownMeetingError: no meeting goes by that name.
            InvalidValueError: that is no moment, has not come yet, or lies before the meeting was first recorded.
        """
        return minutes_at(self._store, self.find(name), as_of)

    def log(self, after: int = -1, *, meeting: str | None = None) -> Iterator[Recorded]:
        """Every entry with a position above ``after``, in order of position: the feed for read models of other tools.

        Args:
            after: the last position already seen; -1 for all.
            meeting: only entries of this meeting.
        """
        if meeting is None:
            return self._store.log(after)
        entries = self._store.read(self.find(meeting))
        return (entry for entry in entries if entry.position > after)

    @property
    def bodies(self) -> Mapping[PartyId, BodyDescribed]:
        """The settings of each body, by the id of its party."""
        return self._session.bodies()

    @property
    def origin(self) -> str:
        """The name of the book's ledger."""
        return self._store.origin

    @property
    def store(self) -> Store:
        """The store, for tools that need entries as bytes."""
        return self._store

    @property
    def trail(self) -> AuditTrail:
        """The audit trail: what auditors ask of a book, and what is done to its record with their consent."""
        from alliance_minutes.book.trail import AuditTrail  # noqa: PLC0415 - seldom needed

        return AuditTrail(self._session)

    @property
    def plugins(self) -> Registry:
        """The plugins of this book; found when first asked for."""
        if self._registry is None:
            from alliance_minutes.plugins import Registry  # noqa: PLC0415 - entry points are read only when needed

            self._registry = Registry(self._wanted_plugins, self._extra_plugins)
        return self._registry
