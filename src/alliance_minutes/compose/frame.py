"""Telling the frame of the meeting: opened, adjourned, resumed, closed, and the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.compose.calendar import clock, read_time
from alliance_minutes.document import Notice
from alliance_minutes.events import (
    MeetingAdjourned,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
    NextMeetingSet,
    Shown,
)

if TYPE_CHECKING:
    from alliance_minutes.compose.told import Tellers, Told
    from alliance_minutes.document import NoticeKind


def _turn(told: Told, kind: NoticeKind, label: str) -> Notice:
    event = told.entry.event
    at = event.occurred_at if isinstance(event, Shown) else None
    return Notice(kind=kind, at=clock(at) if at else None, **told.common(label))


def opened(told: Told, _event: MeetingOpened) -> Notice:
    """The meeting was opened."""
    return _turn(told, "opened", told.scribe.say.frame.opened)


def adjourned(told: Told, _event: MeetingAdjourned) -> Notice:
    """The meeting was interrupted."""
    return _turn(told, "adjourned", told.scribe.say.frame.adjourned)


def resumed(told: Told, _event: MeetingResumed) -> Notice:
    """The meeting went on."""
    return _turn(told, "resumed", told.scribe.say.frame.resumed)


def closed(told: Told, _event: MeetingClosed) -> Notice:
    """The meeting was closed."""
    return _turn(told, "closed", told.scribe.say.frame.closed)


def next_meeting(told: Told, event: NextMeetingSet) -> Notice:
    """The next meeting was set."""
    scribe, say = told.scribe, told.scribe.say.frame
    starts = (read_time(event.starts_at, say.time),) if event.starts_at else ()
    words, on = told.words(), scribe.date("on", say.next_date, event.on)
    if on and not words and not told.stand.mark:
        words, on = on[0].value, ()
    return Notice(
        kind="next-meeting",
        at=clock(event.occurred_at) if event.occurred_at else None,
        **told.common(
            say.next_meeting,
            on,
            scribe.fact("starts-at", say.next_time, starts),
            scribe.fact("place", scribe.say.head.place, event.place),
            words=words,
        ),
    )


TELLERS: Tellers = {
    MeetingOpened: opened,
    MeetingAdjourned: adjourned,
    MeetingResumed: resumed,
    MeetingClosed: closed,
    NextMeetingSet: next_meeting,
}
