"""Joining adjacent statements of one kind into a list under one label."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from alliance_minutes.compose.will import signing_label
from alliance_minutes.document import List
from alliance_minutes.events import (
    ActionAgreed,
    AnnouncementMade,
    AttendanceNoted,
    ConsiderationRaised,
    DocumentAttached,
    PartnerLeft,
    PartnerSigned,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from alliance_minutes.compose.phrases.keys import Phrases
    from alliance_minutes.document import Block
    from alliance_minutes.events import Event
    from alliance_minutes.meeting.state import Entry

_STATUSES = ("present", "apologies", "absent")


def group_label(event: Event, say: Phrases) -> str | None:
    """The label of the list in which events like this one are joined; ``None`` for an event that stands alone."""
    match event:
        case AttendanceNoted(status=status):
            return say.frame.attendance[status]
        case AnnouncementMade():
            return say.talk.announcements
        case ConsiderationRaised():
            return say.talk.considerations
        case DocumentAttached():
            return say.talk.attachments
        case ActionAgreed():
            return say.will.actions
        case PartnerSigned(agreement=agreement):
            return signing_label(agreement, say.will.signed, say.will.signed_agreement)
        case PartnerLeft(agreement=agreement):
            return signing_label(agreement, say.will.left, say.will.left_agreement)
        case _:
            return None


def grouped(entries: Iterable[Entry], say: Phrases, tell: Callable[[Entry, bool], Block]) -> Iterator[Block]:
    """The statements of entries in order; two or more of a kind in a row are a list, and so is any attendance.

    ``tell`` makes the statement of an entry, and is told whether it stands in a list.
    """
    for (label, kind), some in groupby(
        entries, key=lambda entry: (group_label(entry.event, say), type(entry.event))
    ):
        group = tuple(some)
        if label is None or (len(group) == 1 and kind is not AttendanceNoted):
            yield from (tell(entry, False) for entry in group)  # noqa: FBT003 - the parameter has no name here
        else:
            yield List(label=label, blocks=tuple(tell(entry, True) for entry in group))  # noqa: FBT003 - as above


def attendance_together(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with all attendance where the first of it stands: present, with apologies, absent."""
    ordered: list[Entry] = []
    noted: dict[str, list[Entry]] = {status: [] for status in _STATUSES}
    place: int | None = None
    for entry in entries:
        if isinstance(entry.event, AttendanceNoted):
            place = len(ordered) if place is None else place
            noted[entry.event.status].append(entry)
        else:
            ordered.append(entry)
    if place is None:
        return ordered
    return [*ordered[:place], *(entry for some in noted.values() for entry in some), *ordered[place:]]
