"""Made-up meetings of a set size, the same in every run."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from alliance_minutes.events import (
    ActionAgreed,
    AnnouncementMade,
    AttendanceNoted,
    ChairTaken,
    ConsiderationRaised,
    DecisionTaken,
    ItemDiscussed,
    ItemOpened,
    Point,
    ProposalMade,
    QuestionAsked,
)
from alliance_minutes.values import PartialDate

from .prose import paragraph, sentence, title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from alliance_minutes import MinuteBook
    from alliance_minutes.events import Event

BODY = "Alliantiebestuur"
RECORDER = "de secretaris"
EVENTS = 72
"""Events of an ordinary meeting, beside the one that convenes it."""

TEXT = 438
"""The mean length of a text in characters, as in the minutes this library was made for."""


def parties(book: MinuteBook) -> list[str]:
    """The ids of the parties that the meetings are about."""
    roles = (
        "voorzitter",
        "wethouder",
        "bewoner",
        "ondernemer",
        "schoolleider",
        "onderzoeker",
        "buurtregisseur",
    )
    return [book.party(f"de {role}") for role in roles]


def events(number: int, people: Sequence[str], count: int = EVENTS) -> list[Event]:
    """The events of meeting ``number``, of eleven types with the one that convenes it."""
    draw = random.Random(number)
    made: list[Event] = [
        ChairTaken(chair=people[0]),
        *(AttendanceNoted(party=one, status="present") for one in people[1:5]),
    ]
    return made[:count] + list(_talk(draw, people, len(made) + 1, count - len(made)))


def long_meeting(people: Sequence[str], items: int = 13, paragraphs: int = 93) -> list[Event]:
    """A meeting whose document has so many headings and paragraphs, some with a list, and two tables at its end."""
    draw = random.Random(items)
    made: list[Event] = []
    version = 1
    for index in range(items):
        made.append(ItemOpened(title=(title(draw),), number=str(index + 1)))
        item = version = version + 1
        for place in range(paragraphs * index // items, paragraphs * (index + 1) // items):
            made.append(_said(draw, people, item, place))
            version += 1
    return made


def _said(draw: random.Random, people: Sequence[str], item: int, place: int) -> Event:
    text = (paragraph(draw, 490),)
    if place % 23 == 7:
        points = tuple(Point((sentence(draw),)) for _ in range(4))
        return ItemDiscussed(item=item, text=text, points=points)
    if place % 12 == 5:
        return DecisionTaken(item=item, text=text, method="consent")
    if place % 12 == 9:
        return ActionAgreed(item=item, text=text, owners=(people[1],), due=PartialDate.parse("2025-09-01"))
    return ItemDiscussed(item=item, text=text, speaker=draw.choice(people) if place % 3 else None)


def _talk(draw: random.Random, people: Sequence[str], version: int, count: int) -> Iterator[Event]:
    """Items with what is said in them; the first of them gets the version after ``version``."""
    item = 0
    for turn in range(count):
        version += 1
        if turn % 8 == 0:
            item = version
            yield ItemOpened(title=(title(draw),), number=str(turn // 8 + 1))
        else:
            yield _KINDS[turn % 8 - 1 if turn < 48 else 0](item, (_text(draw),), draw.choice(people))


def _text(draw: random.Random) -> str:
    return paragraph(draw, draw.randint(TEXT // 2, TEXT * 3 // 2))


_KINDS: tuple[Callable[[int, tuple[str], str], Event], ...] = (
    lambda item, text, who: ItemDiscussed(item=item, text=text, speaker=who),
    lambda item, text, who: AnnouncementMade(item=item, text=text, by=who),
    lambda item, text, who: ConsiderationRaised(item=item, text=text, by=who),
    lambda item, text, who: ProposalMade(item=item, text=text, mover=who),
    lambda item, text, _: DecisionTaken(item=item, text=text, method="consent"),
    lambda item, text, who: ActionAgreed(
        item=item, text=text, owners=(who,), due=PartialDate.parse("2025-09-01")
    ),
    lambda item, text, who: QuestionAsked(item=item, text=text, by=who),
)


def convene(book: MinuteBook, number: int) -> str:
    """Convene meeting ``number``; its id."""
    day = f"{2000 + number // 336:04}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
    return book.convene(BODY, day, title="Overleg", by=RECORDER).id


def fill(book: MinuteBook, meetings: int) -> list[str]:
    """Record so many meetings; their ids."""
    people = parties(book)
    ids = []
    for number in range(meetings):
        ids.append(convene(book, number))
        book.meeting(ids[-1], by=RECORDER).record(*events(number, people))
    return ids
