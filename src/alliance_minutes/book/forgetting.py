"""Erasing from an open book: a plan first, then the erasure, and the finishing of what is pending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.book.meetings import find_meeting
from alliance_minutes.values import BOOK_STREAM, PARTIES_STREAM, new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from alliance_minutes.audit.erasure.planning import ErasurePlan
    from alliance_minutes.book.session import Session
    from alliance_minutes.store.erasing import ErasureOutcome
    from alliance_minutes.store.port import Obstacle


class Forgetting:
    """Erasure; a part of :class:`~alliance_minutes.book.trail.AuditTrail`."""

    _session: Session

    def plan_person(self, name: str, *, progress: Callable[[int, int], object] | None = None) -> ErasurePlan:
        """Plan to erase what the book says of who a person is: its names, role and organisation, at every moment.

        Nothing is done by it: the plan tells what would go, and where the same words stand elsewhere.

        Args:
            name: a name or alias of the person, or its id.
            progress: called now and then with how many entries were looked at, and of how many.

        Raises:
            ErasureRefusedError: no party goes by that name, or its names were erased before.
            DamagedBookError: an entry cannot be read.
        """
        from alliance_minutes.audit.erasure.erasing import plan_person  # noqa: PLC0415 - seldom needed

        return plan_person(self._session.store, self._session.parties(), name, progress=progress)

    def plan_entry(
        self,
        meeting: str,
        version: int,
        fields: Sequence[str] = (),
        *,
        words: Sequence[str] = (),
        progress: Callable[[int, int], object] | None = None,
    ) -> ErasurePlan:
        """Plan to erase what an entry says.

        Args:
            meeting: its id, the beginning of one, or ``body/date``; also ``parties`` and ``book``.
            version: the version of the entry.
            fields: the fields to erase; by default all that hold words or text.
            words: further words to look for elsewhere, such as a name that the entry mentions.
            progress: as for :meth:`plan_person`.

        Raises:
            UnknownMeetingError: no meeting goes by that name.
            ErasureRefusedError: there is no such entry or field, it stands in clear, or it was erased before.
            DamagedBookError: an entry cannot be read.
        """
        from alliance_minutes.audit.erasure.erasing import plan_entry  # noqa: PLC0415 - seldom needed

        store = self._session.store
        if meeting not in {BOOK_STREAM, PARTIES_STREAM}:
            meeting = find_meeting(store.meetings(), self._session.parties(), meeting)
        return plan_entry(store, meeting, version, fields, words=words, progress=progress)

    def erase(
        self,
        plan: ErasurePlan,
        *,
        basis: str,
        requested_by: str = "",
        by: str | None = None,
        command_id: str | None = None,
    ) -> ErasureOutcome:
        """Erase what a plan names, for good: no byte of it is left in any file of the store, and an entry says so.

        Every root, checkpoint and proof stays valid; every moment of the record shows from then on that something was
        erased. Look at ``pending`` of what is returned: while somebody reads an older state of the book, bytes of it
        are still in the file; :meth:`finish_erasing`, and whoever opens the book for writing, tries again.

        Args:
            plan: what to erase.
            basis: the legal basis, such as ``GDPR art. 17(1)(b)``; it is recorded, and printed.
            requested_by: who asked for it; it is recorded, so name a role.
            by: the party that records it.
            command_id: an id of the caller's; a repeated call erases nothing again.

        Raises:
            ErasureRefusedError: the basis or the request holds the words, all of it was erased before, or something
                was recorded since the plan was made that has to do with it (its ``reason`` is ``outdated``): plan it again.
            InvalidValueError, InvalidTextError: no basis, or text that no document can hold.
            ReadOnlyBookError, BookBusyError, StoreError: the book cannot be written; nothing is erased.
        """
        from alliance_minutes.audit.erasure.erasing import erase  # noqa: PLC0415 - seldom needed
        from alliance_minutes.book.people import introduce  # noqa: PLC0415 - seldom needed

        recorder = introduce(self._session, by, None) if by else None
        try:
            return erase(
                self._session.store,
                plan,
                basis=basis,
                requested_by=requested_by,
                command_id=command_id or new_id(),
                recorded_by=recorder,
            )
        finally:
            self._session.forget()

    @property
    def is_erasing(self) -> bool:
        """Whether bytes of what was erased may still be in a file of the store: an erasure is pending."""
        return self._session.store.is_erasing

    def finish_erasing(self) -> Obstacle | None:
        """Finish an erasure that is pending; what stands in the way, where something does.

        Raises:
            ReadOnlyBookError: the book was opened read-only.
        """
        return self._session.store.finish_erasing()
