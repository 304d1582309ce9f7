"""The frame of a meeting: convened, opened, adjourned, resumed, closed, and the next one."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from attrs import frozen

from alliance_minutes.events.base import Event, Shown, clear
from alliance_minutes.values import PartialDate, PartyId, Words  # noqa: TC001 - cattrs resolves the hints

Form: TypeAlias = Literal["in-person", "online", "hybrid", "written"]


@frozen(kw_only=True)
class MeetingConvened(Event):
    """A meeting came into being; the first event of its stream.

    Attributes:
        body: the party that meets.
        held_on: the date as far as known, or ``None``.
        title: the heading of the minutes, or nothing.
        form: how people met, or ``None`` when nobody said.
        place: where, or ``None``.
        language: the language of the text, a BCP 47 tag; ``nl`` and ``en`` have labels.
        secretary: who keeps the minutes, or ``None``.
        planned: titles of the items that were planned.
    """

    TYPE: ClassVar[str] = "meeting-convened.v1"
    body: PartyId = clear()
    held_on: PartialDate | None = clear(default=None)
    title: Words = ()
    form: Form | None = None
    place: str | None = None
    language: str = "nl"
    secretary: PartyId | None = None
    planned: tuple[str, ...] = ()


@frozen(kw_only=True)
class MeetingOpened(Shown):
    """The chair opened the meeting."""

    TYPE: ClassVar[str] = "meeting-opened.v1"


@frozen(kw_only=True)
class MeetingAdjourned(Shown):
    """The meeting was interrupted."""

    TYPE: ClassVar[str] = "meeting-adjourned.v1"


@frozen(kw_only=True)
class MeetingResumed(Shown):
    """The meeting went on after an interruption."""

    TYPE: ClassVar[str] = "meeting-resumed.v1"


@frozen(kw_only=True)
class MeetingClosed(Shown):
    """The chair closed the meeting."""

    TYPE: ClassVar[str] = "meeting-closed.v1"


@frozen(kw_only=True)
class NextMeetingSet(Shown):
    """The next meeting was set.

    Attributes:
        on: its date, as far as known; ``occurred_at`` stays the time at which it was set.
        starts_at: the time it begins, ``"19:30"``, or ``None``.
        place: where, or ``None``.
    """

    TYPE: ClassVar[str] = "next-meeting-set.v1"
    on: PartialDate | None = None
    starts_at: str | None = None
    place: str | None = None
