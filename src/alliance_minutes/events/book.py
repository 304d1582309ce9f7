"""The book itself: its founding, and the settings of the bodies that keep minutes in it."""

from __future__ import annotations

from typing import ClassVar, Literal

from attrs import frozen

from alliance_minutes.events.base import Event, clear
from alliance_minutes.values import DUTCH, GroundsList, NumberPatterns, PartyId


@frozen(kw_only=True)
class BookFounded(Event):
    """A book began.

    Attributes:
        origin: the name of its ledger, unique in the world: the first line of every checkpoint (C2SP tlog-checkpoint).
    """

    TYPE: ClassVar[str] = "book-founded.v1"
    origin: str = clear()


@frozen(kw_only=True)
class BodyDescribed(Event):
    """A body's settings were laid down; the latest description counts.

    Attributes:
        body: the party that is the body.
        names: other names by which the body goes.
        language: the language of its minutes, ``nl`` or ``en``.
        patterns: how its decisions, actions and questions are numbered.
        quorum: how many must be present (``"5"``, ``"1/2"``), or ``None`` when no rule is known.
        grounds: the code list of grounds for closing: ``neutral`` or ``woo``.
        closed_items: whether the public edition lists a closed item by its number, or leaves it out.
    """

    TYPE: ClassVar[str] = "body-described.v1"
    body: PartyId = clear()
    names: tuple[str, ...] = ()
    language: Literal["nl", "en"] = "nl"
    patterns: NumberPatterns = DUTCH
    quorum: str | None = None
    grounds: GroundsList = "neutral"
    closed_items: Literal["listed", "omitted"] = "listed"
