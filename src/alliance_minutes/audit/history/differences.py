"""The shape of a difference between two moments of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from datetime import datetime

    from alliance_minutes.audit.history.wording import Piece
    from alliance_minutes.events import Edition
    from alliance_minutes.values import Language

ChangeKind: TypeAlias = Literal["added", "corrected", "withdrawn", "moved", "erased", "closed", "opened"]


@frozen(kw_only=True)
class Side:
    """One of the two moments.

    Attributes:
        asked: the moment as it was asked for, or ``None`` for now.
        version: the version of the meeting then.
        position: the place in the book of the moment.
        size: the size of the ledger then: a checkpoint of this size or more proves this side.
        root: the root of the ledger at that size (RFC 6962), 32 bytes.
        recorded_at: when the last entry that the meeting then had was recorded, UTC.
    """

    asked: str | None
    version: int
    position: int
    size: int
    root: bytes
    recorded_at: datetime


@frozen(kw_only=True)
class Act:
    """The entry that made a change: when it was written down, by whom, why, and on whose authority.

    Attributes:
        version, position: where it stands in the meeting and in the book; no version where it is no entry of the
            meeting, but one among the parties of the book, as the erasure of a name.
        recorded_at: when it was written down, UTC; not when what it tells of happened.
        recorded_by: the name of who recorded it; ``None`` when nobody said, and in the public edition.
        reason: why, empty when nobody said; of an erasure its legal basis.
        authority: the entry or decision that allowed it, as the edition calls it, or ``None``.
    """

    version: int | None
    position: int
    recorded_at: datetime
    recorded_by: str | None
    reason: str
    authority: str | None


@frozen(kw_only=True)
class PartChange:
    """A part of an entry that changed, or that tells what was added or went.

    Attributes:
        name, label: as in the document: ``words`` and no label for the words, else a fact or a line of a list.
        pieces: the words, in reading order, each the same, deleted or inserted.
    """

    name: str
    label: str
    pieces: tuple[Piece, ...]


@frozen(kw_only=True)
class Change:
    """A change of one entry.

    Attributes:
        kind: what became of it.
        version: the entry; ``None`` where a name was closed or opened that belongs to no entry.
        what: what sort of entry it is, as the document calls it; empty for plain words.
        parts: what it says, or said, or says otherwise.
        act: the entry that made the change; ``None`` where the public edition does not show it.
    """

    kind: ChangeKind
    version: int | None
    what: str
    parts: tuple[PartChange, ...]
    act: Act | None


@frozen(kw_only=True)
class ItemChanges:
    """The changes under one agenda item, in the order of the minutes; without version: outside all items.

    Attributes:
        version: the entry that opened the item, or ``None``.
        number, title: as at the later moment.
        changes: what changed.
    """

    version: int | None
    number: str | None
    title: str
    changes: tuple[Change, ...]


@frozen(kw_only=True)
class Difference:
    """What changed in a meeting between two moments.

    Attributes:
        meeting: its id.
        title: what the meeting is called at the later moment.
        edition: for whom.
        language: of the labels; ``text_language``: of what people wrote.
        earlier, later: the moments.
        items: the changes, by agenda item; empty where nothing changed.
    """

    meeting: str
    title: str
    edition: Edition
    language: Language
    text_language: str
    earlier: Side
    later: Side
    items: tuple[ItemChanges, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change, in order."""
        return tuple(change for item in self.items for change in item.changes)
