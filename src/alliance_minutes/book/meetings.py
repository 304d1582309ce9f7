"""The meetings of a book: listed, and found by the names people give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from alliance_minutes.errors import DamagedBookError, UnknownMeetingError
from alliance_minutes.events import MeetingConvened
from alliance_minutes.parties import Directory
from alliance_minutes.values import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliance_minutes.parties import Parties
    from alliance_minutes.store import MeetingRow, Store


@frozen(kw_only=True)
class MeetingSummary:
    """A meeting in a list.

    Attributes:
        id: its id.
        body: the name of the body, or ``None`` when it was erased.
        title: its title as plain text, perhaps empty.
        held_on: its date in EDTF, or ``None``.
        events: how many entries it has.
    """

    id: str
    body: str | None
    title: str
    held_on: str | None
    events: int


def find_meeting(rows: Sequence[MeetingRow], parties: Parties, name: str) -> str:
    """The id of the meeting that goes by ``name``: an id, the beginning of one, or ``body/date``.

    Raises:
        UnknownMeetingError: none does, or several do.
    """
    if any(row.stream == name for row in rows):
        return name
    body, slash, date = name.rpartition("/")
    if slash:
        party = Directory(parties).find(body)
        found = [row.stream for row in rows if row.body == party and row.held_on == date]
    else:
        found = [row.stream for row in rows if name and row.stream.startswith(name)]
    if len(found) != 1:
        raise UnknownMeetingError(name, found)
    return found[0]


def summaries(store: Store, parties: Parties) -> list[MeetingSummary]:
    """Every meeting, in the order in which they were convened."""
    return [
        MeetingSummary(
            id=row.stream,
            body=_name(parties, row.body),
            title=_title(store, row.stream),
            held_on=row.held_on,
            events=row.entries,
        )
        for row in store.meetings()
    ]


def _name(parties: Parties, body: str) -> str | None:
    party = parties.get(body)
    return party.name if party else None


def _title(store: Store, meeting: str) -> str:
    """The title stands in the vault, with the meeting's first entry."""
    first = store.read(meeting, version=1)
    if not first or not isinstance(first[0].event, MeetingConvened):
        raise DamagedBookError(
            store.book, f"meeting {meeting} does not begin with its convening; go back to a good copy"
        )
    return plain(first[0].event.title)
