"""Which function tells each event, also an act on the minutes, and which belong to their life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.compose import life, mending
from alliance_minutes.compose.statements import STATEMENTS
from alliance_minutes.events import (
    BodyDescribed,
    BookFounded,
    ItemOpened,
    MeetingConvened,
    MinutesAdopted,
    PartiesMerged,
    PartyIntroduced,
    PartyRenamed,
)

if TYPE_CHECKING:
    from alliance_minutes.compose.told import Tellers, Told
    from alliance_minutes.document import Block
    from alliance_minutes.events import Event
    from alliance_minutes.meeting.state import Entry

TELLERS: Tellers = {**STATEMENTS, **mending.TELLERS}
"""The function that tells each event that is a statement."""

TOLD_ELSEWHERE: frozenset[type[Event]] = frozenset(
    {
        ItemOpened,  # a section
        MeetingConvened,  # the head
        BookFounded,  # the origin, in the head
        BodyDescribed,  # the other names of the body, in the head
        PartyIntroduced,  # the names of parties
        PartyRenamed,
        PartiesMerged,
    }
)
"""The events that are no statement of their own."""

_LIFE = frozenset({*life.TELLERS, *mending.TELLERS} - {MinutesAdopted})


def is_life(entry: Entry) -> bool:
    """Whether an entry belongs to the life of these minutes, and not to what happened in the meeting."""
    event = entry.event
    if isinstance(event, MinutesAdopted):
        return event.adopted_by is not None
    return type(event) in _LIFE


def tell(told: Told) -> Block:
    """The statement of an entry."""
    event = told.entry.event
    return TELLERS[type(event)](told, event)
