"""The handles that record: one for a meeting, one for an agenda item in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.book.recording import Bond, Frame, Life, Mend, Openness, Talk, Will
from alliance_minutes.events import ItemOpened
from alliance_minutes.values import words

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from alliance_minutes.values import Words


class Recording(Frame, Talk, Will, Bond):
    """Everything that can be recorded; a handle for an item records it under that item."""

    def item(
        self,
        title: str | Words,
        *,
        number: str | None = None,
        kind: str | None = None,
        closed: str | None = None,
        returns_from: str | None = None,
        command_id: str | None = None,
    ) -> ItemHandle:
        """Take up an agenda item (under a handle for an item: a sub-item) and return the handle that records in it."""
        event = ItemOpened(
            title=words(title),
            number=number,
            kind=kind,
            parent=self._item,
            closed=closed,
            returns_from=returns_from,
        )
        noted = self._writing.note(lambda _: event, command_id)
        return ItemHandle(self._writing, noted.version)


class ItemHandle(Recording):
    """Records under one agenda item."""

    @property
    def version(self) -> int:
        """The version of the entry that opened the item: its id in the meeting."""
        if self._item is None:
            raise AssertionError("an item handle has an item")
        return self._item


class MeetingHandle(Recording, Life, Mend, Openness):
    """Records in one meeting, mends its minutes, closes and opens them, and tells what becomes of them."""

    @property
    def version(self) -> int:
        """The version of the meeting's last entry, as far as this handle knows."""
        return self._writing.version

    def batch(self, command_id: str | None = None) -> AbstractContextManager[None]:
        """``with meeting.batch():`` records all that is noted inside in one transaction, or nothing of it.

        Handles of this meeting's items take part in it. Inside, a version is what it will be, and a number is not
        known yet.

        Args:
            command_id: an id of the caller's. When the batch is repeated with it, whatever was recorded since, versions
                and numbers are those of the first time, and nothing is recorded.

        Raises:
            ConcurrencyError: the meeting is not at the version that the handle expects; or, on leaving, somebody else
                wrote to the meeting meanwhile. Nothing was recorded.
            CommandConflictError: on leaving, when the id was used for something else.
        """
        return self._writing.batch(command_id)
