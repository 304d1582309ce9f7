"""Mending, closing and forgetting: acts on what was recorded before. Nothing is ever edited or deleted by them."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from attrs import frozen

from alliance_minutes.events.base import Event, clear
from alliance_minutes.events.talk import Point  # noqa: TC001 - cattrs resolves the hints when it runs
from alliance_minutes.values import PartyId, Words  # noqa: TC001 - as above

Passage: TypeAlias = "Words | tuple[Point, ...]"
"""The value of a field of which a part can be closed."""

Subject: TypeAlias = Literal["passage", "item", "document", "entry", "party"]


@frozen(kw_only=True)
class EntryCorrected(Event):
    """An earlier entry was wrong; ``instead`` holds from now on.

    Attributes:
        target: version of the entry in the same stream.
        instead: the event as it should have been, of the same type.
        reason: why, in words.
        authority: version of the entry that allows it (a decision, an adoption), or ``None``.
        decision: number of the decision, of any meeting, that allows it, or ``None``.
    """

    TYPE: ClassVar[str] = "entry-corrected.v1"
    target: int = clear()
    instead: Event = clear()  # nested: its own hidden fields are disclosures of their own
    reason: Words = ()
    authority: int | None = clear(default=None)
    decision: str | None = clear(default=None)


@frozen(kw_only=True)
class EntryWithdrawn(Event):
    """An earlier entry should not have been there; attributes as in :class:`EntryCorrected`."""

    TYPE: ClassVar[str] = "entry-withdrawn.v1"
    target: int = clear()
    reason: Words = ()
    authority: int | None = clear(default=None)
    decision: str | None = clear(default=None)


@frozen(kw_only=True)
class EntryMoved(Event):
    """An entry stands elsewhere in the minutes; it keeps its version, its number and every word.

    Attributes:
        target: version of the entry.
        through: version of the last of the entries that move with it, in a row as they stand; ``None``: it alone.
        after: version of the entry behind which they stand from now on; ``None``: where they stood.
        item: version of the item that the target is under (or, being an item, is part of) from now on.
        rests_on: version of the entry on whose words the target rests from now on, or ``None``.
        reason, authority, decision: as in :class:`EntryCorrected`.
    """

    TYPE: ClassVar[str] = "entry-moved.v1"
    target: int = clear()
    through: int | None = clear(default=None)
    after: int | None = clear(default=None)
    item: int | None = clear(default=None)
    rests_on: int | None = clear(default=None)
    reason: Words = ()
    authority: int | None = clear(default=None)
    decision: str | None = clear(default=None)


@frozen(kw_only=True)
class EntriesAdded(Event):
    """Entries are added to minutes afterwards: those that name this one in ``added``.

    Attributes:
        reason, authority, decision: as in :class:`EntryCorrected`.
    """

    TYPE: ClassVar[str] = "entries-added.v1"
    reason: Words = ()
    authority: int | None = clear(default=None)
    decision: str | None = clear(default=None)


@frozen(kw_only=True)
class PassageClosed(Event):
    """A passage, an item, a document, another whole entry or a party is kept from the public from now on.

    Attributes:
        subject: what is closed.
        target: version of the entry, or ``None`` for a party.
        field: name of the field that holds the passage, or ``None`` where the whole is closed.
        words: the field anew, with the closed runs marked; the original disclosure is withheld from the public.
        points: the same for a field that is the lines of a list.
        party: the party whose name is closed, or ``None``.
        ground: the code of the ground.
        reason: why, in words.
    """

    TYPE: ClassVar[str] = "passage-closed.v1"
    subject: Subject = "passage"
    target: int | None = clear(default=None)
    field: str | None = None
    words: Words = ()
    points: tuple[Point, ...] = ()
    party: PartyId | None = None
    ground: str = clear()
    reason: Words = ()

    @property
    def anew(self) -> Passage:
        """The field as it reads from now on."""
        return self.points if self.field == "points" else self.words


@frozen(kw_only=True)
class PassageOpened(Event):
    """What was closed is open from now on; attributes as in :class:`PassageClosed`."""

    TYPE: ClassVar[str] = "passage-opened.v1"
    subject: Subject = "passage"
    target: int | None = clear(default=None)
    field: str | None = None
    words: Words = ()
    points: tuple[Point, ...] = ()
    party: PartyId | None = None
    reason: Words = ()

    @property
    def anew(self) -> Passage:
        """The field as it reads from now on."""
        return self.points if self.field == "points" else self.words


@frozen(kw_only=True)
class PersonalDataErased(Event):
    """Words were erased for good.

    Attributes:
        digests: the digests of the disclosures that are gone, as they stand in the entries.
        basis: the legal basis ("GDPR art. 17(1)(b)").
        by: who asked for it, in words.
    """

    TYPE: ClassVar[str] = "personal-data-erased.v1"
    digests: tuple[str, ...] = clear()
    basis: str
    by: Words = ()
