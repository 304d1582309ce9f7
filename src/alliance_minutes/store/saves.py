"""What goes into a store in one save, and what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from alliance_minutes.events import Event
    from alliance_minutes.values import NumberPatterns, PartyId


@frozen
class Numbering:
    """How the events of a save are numbered.

    Attributes:
        body: the party whose series are drawn from.
        year: four digits, or ``"XXXX"`` while the year of the meeting is unknown.
        patterns: what the numbers look like.
    """

    body: PartyId
    year: str
    patterns: NumberPatterns


@frozen
class Save:
    """Events to be added to one stream.

    Attributes:
        stream: the id of a meeting, or ``BOOK_STREAM`` or ``PARTIES_STREAM``.
        events: what happened, in order.
        expected_version: the version the stream must have before it, 0 for a new stream; ``None``: any.
        numbering: from where decisions, actions and questions get their numbers; ``None``: events without a
            number stay without one.
        unique: the meeting that the save begins must be the only one of its body on its date (or of no known date):
            a condition like ``expected_version``, looked at under the lock. A save that begins none meets it.
        files: by their digest (``sha256:`` and 64 hexadecimal digits) the exact bytes that events of this save sign,
            publish or attach, kept in the same transaction. What is signed or published is not saved without them.
    """

    stream: str
    events: tuple[Event, ...]
    expected_version: int | None = None
    numbering: Numbering | None = None
    unique: bool = False
    files: Mapping[str, bytes] = field(factory=dict, repr=False)


@frozen
class Structure:
    """What an entry says in clear, read without the vault.

    Attributes:
        version: its place in the stream.
        type: the class of its event.
        fields: its clear fields as JSON; those at their default are left out.
    """

    version: int
    type: type[Event]
    fields: dict[str, Any]


@frozen
class MeetingRow:
    """A meeting, as the list of meetings shows it.

    Attributes:
        stream: its id.
        body: the party that meets.
        held_on: its date in EDTF, or ``None``.
        position: place of its first entry in the book.
        entries: how many entries it has.
    """

    stream: str
    body: PartyId
    held_on: str | None
    position: int
    entries: int


@frozen
class Head:
    """The newest state of a book.

    Attributes:
        size: how many entries it has.
        root: the root of the ledger over them (RFC 6962), 32 bytes.
        recorded_at: when the last of them was recorded, UTC.
    """

    size: int
    root: bytes
    recorded_at: datetime
