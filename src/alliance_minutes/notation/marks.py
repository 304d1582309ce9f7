"""What stands above a keyword line, and whether a line without words of its own is a mark on it."""

from __future__ import annotations

from attrs import frozen

from alliance_minutes import events

FRAME: frozenset[type[events.Shown]] = frozenset({
    events.MeetingOpened,
    events.MeetingClosed,
    events.MeetingAdjourned,
    events.MeetingResumed,
    events.NextMeetingSet,
    events.ChairTaken,
    events.ParticipantArrived,
    events.ParticipantLeft,
    events.AttendanceNoted,
    events.QuorumNoted,
})  # fmt: skip
"""What is a fact by itself: it stands under a line of keywords because it came next, not because it is about it."""


@frozen
class Above:
    """What a mark on the next line would rest on.

    Attributes:
        version: of the event with the words.
        worded: whether its words stand directly above, but for marks of the frame.
    """

    version: int
    worded: bool

    def under(self, event: type[events.Shown]) -> int | None:
        """What an event without words of its own rests on here, or ``None`` where it is no mark."""
        return self.version if self.worded or event not in FRAME else None


def above(event: events.Shown, version: int, rests_on: int | None, before: Above | None) -> Above:
    """What stands above the next line once an event was read or written.

    Args:
        event: the event.
        version: its version in the text.
        rests_on: the version that it rests on, in the text.
        before: what stood directly above the event itself.
    """
    has_words = bool(event.text or getattr(event, "points", ()))
    if has_words or rests_on is None:
        return Above(version, has_words)
    goes_on = type(event) in FRAME and before is not None and before.version == rests_on
    return Above(rests_on, goes_on and before is not None and before.worded)
