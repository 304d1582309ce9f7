"""What every event has in common, and which of its fields stand in clear."""

from __future__ import annotations

from datetime import time  # noqa: TC003 - cattrs resolves the hints when it runs
from typing import Any, ClassVar

from attrs import field, fields, frozen

from alliance_minutes.events.fields import per_type
from alliance_minutes.values import Series, Words


def clear(**kwargs: Any) -> Any:
    """A field that stands in clear in the entry; every other field is a salted disclosure in the vault."""
    return field(metadata={"clear": True}, **kwargs)


@frozen(kw_only=True)
class Event:
    """Something that happened.

    An event holds no id, version or clock: the envelope of its entry does. ``TYPE`` is its name for ever,
    with the version of its shape; it is never a path of this code.
    """

    TYPE: ClassVar[str]
    SERIES: ClassVar[Series | None] = None
    """The series that ``number`` is drawn from, where the event has one."""


@frozen(kw_only=True)
class Placed(Event):
    """Something that has a place in the minutes: at their end when it was recorded, unless it says otherwise.

    Attributes:
        after: version of the entry behind which it stands, or ``None``: at the end, as it was recorded.
        added: version of the :class:`EntriesAdded` by which it was added afterwards, or ``None``.
    """

    after: int | None = clear(default=None)
    added: int | None = clear(default=None)


@frozen(kw_only=True)
class Shown(Placed):
    """Something that happened in a meeting and is printed at its place in the minutes.

    Attributes:
        item: version of the :class:`ItemOpened` under which it is shown, or ``None`` for outside all items.
        rests_on: version of the earlier entry whose words it rests on (it is then a mark, without words of its own).
        text: what was written down of it.
        occurred_at: the time of day it happened, as far as known; not the time it was recorded.
    """

    item: int | None = clear(default=None)
    rests_on: int | None = clear(default=None)
    text: Words = ()
    occurred_at: time | None = None


@per_type
def clear_fields(event_type: type[Event]) -> frozenset[str]:
    """Names of the fields that stand in clear in an entry of this type."""
    return frozenset(a.name for a in fields(event_type) if a.metadata.get("clear"))


@per_type
def words_fields(event_type: type[Event]) -> tuple[str, ...]:
    """Names of the fields that hold words, in their order."""
    return tuple(a.name for a in fields(event_type) if a.type in {"Words", Words})


@per_type
def passage_fields(event_type: type[Event]) -> tuple[str, ...]:
    """Names of the fields of which a passage can be closed by itself: those with words, and those with lines of a list."""
    return tuple(a.name for a in fields(event_type) if a.type in {"Words", Words} or "Point" in str(a.type))
