"""What was talked about: items, discussion, announcements, presentations, considerations, questions."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from alliance_minutes.events.base import Placed, Shown, clear
from alliance_minutes.values import PartyId, Series, Words  # noqa: TC001 - cattrs resolves the hints


@frozen(kw_only=True)
class ItemOpened(Placed):
    """An agenda item was taken up. Its version is the item's id in the meeting.

    Attributes:
        title: its heading.
        number: its number as given ("5", "5a"), or ``None``.
        kind: what sort of item, in the secretary's word ("ceremonie", "spotlight"), or ``None``.
        parent: version of the item it is part of, or ``None``.
        closed: the ground on which the whole item is kept from the public, or ``None``.
        returns_from: the earlier item that returns here, as ``meeting/version``, or ``None``.
    """

    TYPE: ClassVar[str] = "item-opened.v1"
    title: Words
    number: str | None = None
    kind: str | None = None
    parent: int | None = clear(default=None)
    closed: str | None = clear(default=None)
    returns_from: str | None = None


@frozen
class Point:
    """One line of a list in a discussion.

    Attributes:
        text: its words.
        level: how deep it stands, from 0.
        number: its number as typed ("1"), or ``None`` for a bullet.
    """

    text: Words
    level: int = 0
    number: str | None = None


@frozen(kw_only=True)
class ItemDiscussed(Shown):
    """Something was said: a paragraph, a list, or a paragraph with its list.

    Attributes:
        speaker: who said it, or ``None``.
        points: the lines of the list below the text.
    """

    TYPE: ClassVar[str] = "item-discussed.v1"
    speaker: PartyId | None = None
    points: tuple[Point, ...] = ()


@frozen(kw_only=True)
class AnnouncementMade(Shown):
    """Something was announced, by ``by`` where that is known."""

    TYPE: ClassVar[str] = "announcement-made.v1"
    by: PartyId | None = None


@frozen(kw_only=True)
class PresentationGiven(Shown):
    """A presentation was given.

    Attributes:
        presenter: who gave it, or ``None``.
        document: version of the :class:`DocumentAttached` that travels with the minutes, or ``None``.
    """

    TYPE: ClassVar[str] = "presentation-given.v1"
    presenter: PartyId | None = None
    document: int | None = clear(default=None)


@frozen(kw_only=True)
class ConsiderationRaised(Shown):
    """A consideration was given, by ``by`` where that is known."""

    TYPE: ClassVar[str] = "consideration-raised.v1"
    by: PartyId | None = None


@frozen(kw_only=True)
class QuestionAsked(Shown):
    """A question was asked, by ``by`` where that is known; it is open until an answer settles it."""

    TYPE: ClassVar[str] = "question-asked.v1"
    SERIES: ClassVar[Series | None] = "question"
    by: PartyId | None = None
    number: str | None = clear(default=None)


@frozen(kw_only=True)
class QuestionAnswered(Shown):
    """An answer was given.

    Attributes:
        by: who gave it, or ``None``.
        question: version of the question in this meeting, or ``None``.
        number: the question's number, where it was asked in another meeting.
        settles: whether the question is closed by it; a provisional answer leaves it open.
    """

    TYPE: ClassVar[str] = "question-answered.v1"
    by: PartyId | None = None
    question: int | None = clear(default=None)
    number: str | None = clear(default=None)
    settles: bool = True
