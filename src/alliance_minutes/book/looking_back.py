"""What a book answers about its past: a meeting at a moment, what changed since, and the log with filters."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from alliance_minutes.book.meetings import find_meeting
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.values import BOOK_STREAM, PARTIES_STREAM, as_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alliance_minutes.audit.history.differences import Difference
    from alliance_minutes.audit.history.journal import PublicEntry, Wanted
    from alliance_minutes.audit.history.moments import Then
    from alliance_minutes.audit.history.replaying import Replay
    from alliance_minutes.book.session import Session
    from alliance_minutes.events import Edition, Recorded
    from alliance_minutes.values import Language, Moment


class LookingBack:
    """The past of an open book; a part of :class:`~alliance_minutes.book.trail.AuditTrail`."""

    def __init__(self, session: Session) -> None:
        """Not for callers: a book has its own."""
        self._session = session

    def then(self, meeting: str, as_of: Moment | str | None = None) -> Then:
        """A meeting at a moment, with the parties and the settings of its body by the names they had then.

        Raises:
            UnknownMeetingError, InvalidValueError: no such meeting, or no moment of it.
        """
        from alliance_minutes.audit.history.moments import then_at  # noqa: PLC0415 - seldom needed

        session = self._session
        return then_at(session.store, self._find(meeting), as_of, session.parties, session.bodies)

    def replay(
        self,
        meeting: str,
        as_of: Moment | str | None = None,
        *,
        edition: Edition = "internal",
        language: Language | None = None,
    ) -> Replay:
        """A meeting as the record had it at a moment, with the size and root of the ledger that prove it.

        Args:
            meeting: its id, the beginning of one, or ``body/date``.
            as_of: the moment, as for :meth:`~alliance_minutes.book.minute_book.MinuteBook.minutes`; ``None`` for now.
            edition: for whom; what is closed or erased now is in no public replay, whatever the moment.
            language: of the labels; by default that of the minutes.

        Raises:
            UnknownMeetingError, InvalidValueError: no such meeting, or no moment of it.
            DamagedBookError: an entry or the ledger cannot be read.
        """
        from alliance_minutes.audit.history.replaying import replay  # noqa: PLC0415 - seldom needed

        _check(edition, language)
        return replay(
            self._session.store,
            self._find(meeting),
            as_of,
            edition=edition,
            language=language,
            parties=self._session.parties,
            described=self._session.bodies,
        )

    def diff(
        self,
        meeting: str,
        earlier: Moment | str,
        later: Moment | str | None = None,
        *,
        edition: Edition = "internal",
        language: Language | None = None,
    ) -> Difference:
        """What changed in a meeting between two moments, and why: by agenda item, word by word.

        People are called as at the later moment. Without changes the result has no items.

        Args:
            meeting: its id, the beginning of one, or ``body/date``.
            earlier, later: the moments, as for :meth:`replay`; ``None`` for now.
            edition: for whom; what is closed or erased now shows on neither side of a public difference.
            language: of the labels; by default that of the minutes.

        Raises:
            UnknownMeetingError, InvalidValueError: no such meeting or moment, or the moments are the wrong way about.
            DamagedBookError: an entry cannot be read.
        """
        from alliance_minutes.audit.history.difference import difference  # noqa: PLC0415 - seldom needed

        _check(edition, language)
        return difference(
            self._session.store,
            self._find(meeting),
            earlier,
            later,
            edition=edition,
            language=language,
            parties=self._session.parties,
            described=self._session.bodies,
        )

    def log(
        self,
        meeting: str | None = None,
        *,
        after: int = -1,
        before: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        types: str | Sequence[str] = (),
        by: str | None = None,
        item: str | None = None,
    ) -> Iterator[Recorded]:
        """The entries of the book, or of a meeting, that pass every filter, in order of position.

        Args:
            meeting: its id, the beginning of one, or ``body/date``.
            after, before: only positions above the one and below the other.
            since, until: only what was written down from the one time to the other, both included.
            types: the name of a type of event, or several, with or without version (``decision-taken``).
            by: the name of the party that recorded them.
            item: the number of an agenda item of the meeting, with its sub-items and what was done to its entries.

        Raises:
            UnknownMeetingError, InvalidValueError: no such meeting, type, party or item, or a time without its zone.
            DamagedBookError, NewerBookError: an entry cannot be read.
        """
        from alliance_minutes.audit.history.journal import log  # noqa: PLC0415 - seldom needed

        wanted = self._wanted(
            meeting, after=after, before=before, since=since, until=until, types=types, by=by, item=item
        )
        return log(self._session.store, wanted, self._session.parties)

    def public_log(
        self,
        meeting: str | None = None,
        *,
        after: int = -1,
        before: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        types: str | Sequence[str] = (),
        item: str | None = None,
    ) -> Iterator[PublicEntry]:
        """The same entries as far as the public editions show them now; those of parties and of the book are left out.

        Args and errors: as for :meth:`log`; who recorded is not public.
        """
        from alliance_minutes.audit.history.journal import public_log  # noqa: PLC0415 - seldom needed

        wanted = self._wanted(
            meeting, after=after, before=before, since=since, until=until, types=types, item=item
        )
        return public_log(self._session.store, wanted, self._session.parties, self._session.bodies)

    def _wanted(self, meeting: str | None, **filters: Any) -> Wanted:
        from alliance_minutes.audit.history.journal import Wanted  # noqa: PLC0415 - seldom needed

        for name in ("since", "until"):
            if filters[name] is not None:
                filters[name] = as_moment(filters[name])
                if not isinstance(filters[name], datetime):
                    raise InvalidValueError(
                        "time", filters[name], "a time with its zone, as 2025-07-01T12:00Z"
                    )
        return Wanted(meeting=None if meeting is None else self._find(meeting), **filters)

    def _find(self, name: str) -> str:
        """The id of the meeting that goes by this name."""
        store = self._session.store
        if name.isascii() and name not in (BOOK_STREAM, PARTIES_STREAM) and store.version(name):
            return name
        return find_meeting(store.meetings(), self._session.parties(), name)


def _check(edition: str, language: str | None) -> None:
    if edition not in ("internal", "public"):
        raise InvalidValueError("edition", edition, "'internal' or 'public'")
    if language not in (None, "nl", "en"):
        raise InvalidValueError("language of labels", language, "'nl' or 'en'")
