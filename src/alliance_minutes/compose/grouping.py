"""Joining adjacent statements of one kind into a list under one label."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from alliance_minutes.compose.told import ALONE, Stand
from alliance_minutes.compose.will import signing_label
from alliance_minutes.document import List, plain
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

    from alliance_minutes.compose.names import Names
    from alliance_minutes.compose.phrases.keys import Phrases
    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.document import Block
    from alliance_minutes.events import Event
    from alliance_minutes.meeting.state import Entry
    from alliance_minutes.values import PartyId

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


def grouped(
    entries: Iterable[Entry], scribe: Scribe, tell: Callable[[Entry, Stand], Block]
) -> Iterator[Block]:
    """The statements of entries in order; two or more of a kind in a row are a list, and so is any attendance.

    ``tell`` makes the statement of an entry that stands so.
    """
    for (label, kind), some in groupby(
        entries, key=lambda entry: (group_label(entry.event, scribe.say), type(entry.event))
    ):
        group = tuple(some)
        if label is None or (len(group) == 1 and kind is not AttendanceNoted):
            yield from (tell(entry, ALONE) for entry in group)
        else:
            by = _shared(group, scribe.names)
            stand = Stand(listed=True, by=by)
            yield List(label=_by(label, by, scribe), blocks=tuple(tell(entry, stand) for entry in group))


def _shared(group: Iterable[Entry], names: Names) -> PartyId | None:
    """The party that everything in the group is by, where it is one."""
    parties = {
        names.key(entry.event.by)
        if isinstance(entry.event, (AnnouncementMade, ConsiderationRaised)) and entry.event.by
        else None
        for entry in group
    }
    return parties.pop() if len(parties) == 1 else None


def _by(label: str, party: PartyId | None, scribe: Scribe) -> str:
    """The label of a list, with the party that all of it is by."""
    if party is None:
        return label
    return scribe.say.talk.by_party.format(what=label, who=plain((scribe.names.printed(party),)))


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
