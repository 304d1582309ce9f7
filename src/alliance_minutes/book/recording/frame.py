"""Recording the frame of a meeting, and who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.book.recording.noting import Noting, party, several
from alliance_minutes.events import (
    AttendanceNoted,
    ChairTaken,
    ConflictDeclared,
    MeetingAdjourned,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
    NextMeetingSet,
    ParticipantArrived,
    ParticipantLeft,
    QuorumNoted,
)
from alliance_minutes.values import PartialDate, parse_time, words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Unpack

    from alliance_minutes.book.recording.noting import Circumstances
    from alliance_minutes.book.writing import Noted
    from alliance_minutes.events import Status
    from alliance_minutes.values import Words


class Frame(Noting):
    """The frame and the presence."""

    def open(self, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """The meeting is opened."""
        return self._note(MeetingOpened, text, more)

    def adjourn(self, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """The meeting is interrupted."""
        return self._note(MeetingAdjourned, text, more)

    def resume(self, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """The meeting goes on."""
        return self._note(MeetingResumed, text, more)

    def close(self, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """The meeting is closed."""
        return self._note(MeetingClosed, text, more)

    def next_meeting(
        self,
        on: str | None = None,
        text: str | Words = "",
        *,
        starts_at: str | None = None,
        place: str | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """The next meeting is set; ``on`` in EDTF."""
        date = PartialDate.parse(on) if on else None
        time = f"{parse_time(starts_at):%H:%M}" if starts_at else None
        return self._note(
            NextMeetingSet, text, more, lambda _: {"on": date, "starts_at": time, "place": place}
        )

    def chair(
        self,
        name: str,
        *,
        deputises_for: str | None = None,
        reason: str | Words = "",
        text: str | Words = "",
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A party takes the chair."""
        return self._note(
            ChairTaken,
            text,
            more,
            lambda d: {
                "chair": d.party(name),
                "deputises_for": party(d, deputises_for),
                "reason": words(reason),
            },
        )

    def attendance(
        self,
        name: str | None,
        status: Status = "present",
        *,
        since: str | None = None,
        until: str | None = None,
        role: str | None = None,
        proxy_for: Iterable[str] | str = (),
        votes: int | None = None,
        public: bool | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """A party is present, absent, or absent with apologies; no name says that nobody was.

        ``public=False`` keeps its name from everything public from now on.
        """
        holders = several(proxy_for)
        return self._note(
            AttendanceNoted,
            "",
            more,
            lambda d: {
                "party": d.party(name, role=role, public=public) if name else None,
                "status": status,
                "since": parse_time(since) if since else None,
                "until": parse_time(until) if until else None,
                "role": role,
                "proxy_for": tuple(d.party(holder) for holder in holders),
                "votes": votes,
            },
        )

    def arrived(self, name: str, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """A party comes in after the start."""
        return self._note(ParticipantArrived, text, more, lambda d: {"party": d.party(name)})

    def left(self, name: str, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """A party leaves before the end."""
        return self._note(ParticipantLeft, text, more, lambda d: {"party": d.party(name)})

    def quorum(
        self,
        required: int | None = None,
        present: int | None = None,
        text: str | Words = "",
        *,
        met: bool | None = None,
        **more: Unpack[Circumstances],
    ) -> Noted:
        """The quorum is established."""
        return self._note(
            QuorumNoted, text, more, lambda _: {"required": required, "present": present, "met": met}
        )

    def conflict(self, name: str | None, text: str | Words = "", **more: Unpack[Circumstances]) -> Noted:
        """A party declares an interest of its own."""
        return self._note(ConflictDeclared, text, more, lambda d: {"party": party(d, name)})
