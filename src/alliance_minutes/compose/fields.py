"""Which fields of an event hold words, and what to do where a closing named one that does not.

Only words can be closed run by run. A book may all the same hold a closing of another field (a place, the points of a
list): then nothing tells what of it is open, and the whole entry is kept from the public.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from alliance_minutes.events import EVENT_TYPES, PassageClosed, PassageOpened, Point

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.meeting.state import Minutes

_WORDS = "Words"


def _kinds(event_type: type) -> dict[str, str]:
    lineage = reversed(event_type.__mro__)
    return {name: str(kind) for cls in lineage for name, kind in inspect.get_annotations(cls).items()}


KINDS: Mapping[str, Mapping[str, str]] = {
    name: _kinds(event_type) for name, event_type in EVENT_TYPES.items()
}
"""By type of event, its fields by name, each with its kind as it is written down."""


def sound(value: Any, kind: str) -> Any:
    """The value of a field, of the kind the field has: words that a closing put into a list become a line of it."""
    if type(value) is not tuple or kind == _WORDS:
        return value
    fits = Point if "Point" in kind else str
    if all(isinstance(one, fits) for one in value):
        return value
    return (Point(text=value),) if fits is Point else tuple(one for one in value if isinstance(one, str))


def closed_whole(minutes: Minutes) -> frozenset[int]:
    """The entries of which something was closed that cannot be closed in part, and not opened since."""
    closed: dict[tuple[int, str | None], None] = {}
    for entry in minutes.entries:
        match entry.event:
            case PassageClosed(subject="passage", target=int(target), field=field):
                if not _holds_words(minutes, target, field):
                    closed[target, field] = None
            case PassageOpened(subject="passage", target=int(target), field=field):
                closed.pop((target, field), None)
            case _:
                pass
    return frozenset(target for target, _ in closed)


def _holds_words(minutes: Minutes, target: int, field: str | None) -> bool:
    if not 0 < target <= len(minutes.entries):
        return True  # there is nothing to hide
    return KINDS[minutes.entries[target - 1].event.TYPE].get(field or "") == _WORDS
