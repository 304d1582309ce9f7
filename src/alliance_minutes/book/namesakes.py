"""Meetings of another date that say what a text says: its date was mended, or two meetings are alike."""

from __future__ import annotations

from collections import Counter
from heapq import nsmallest
from typing import TYPE_CHECKING

from alliance_minutes.book.comparing import Line, said, typed
from alliance_minutes.events import MeetingConvened
from alliance_minutes.meeting import fold
from alliance_minutes.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from alliance_minutes.book.session import Session
    from alliance_minutes.events import Event
    from alliance_minutes.store import MeetingRow

_NEAREST = 12  # meetings whose structure is looked at, so that a long book costs no more than a short one
_SAME_STRUCTURE = 0.8  # how many of the events must be of the same types before any words are read
_SAME_WORDS = 0.9  # how many of the words of the longer one both must have


def near_namesake(session: Session, convened: MeetingConvened, asked: Sequence[Event]) -> MeetingRow | None:
    """The meeting of the same body that says nearly the same as a text, if one of the nearest dates does.

    Args:
        session: of the book.
        convened, asked: the first event of the text, and all of them.
    """
    words = _said(asked)
    if not words:
        return None
    others = (row for row in session.store.meetings() if row.body == convened.body)
    kinds = Counter(type(event) for event in asked)
    for row in nsmallest(_NEAREST, others, key=lambda row: _apart(convened.held_on, row.held_on)):
        held = Counter(session.outline(row.stream).types)
        if (held & kinds).total() < _SAME_STRUCTURE * kinds.total():
            continue
        written = fold(row.stream, session.store.read(row.stream), closings=False)
        standing = [entry.event for entry in written.ordered if not entry.withdrawn]
        held_words = _said(event for event, can in zip(standing, typed(standing), strict=True) if can)
        if (held_words & words).total() >= _SAME_WORDS * max(held_words.total(), words.total()):
            return row
    return None


def _said(events: Iterable[Event]) -> Counter[str]:
    """The words of what was said and by whom, but for what convened the meeting."""
    counted: Counter[str] = Counter()
    for event in events:
        if not isinstance(event, MeetingConvened):
            counted.update(Line(0, said(event)).words)
    return counted


def _apart(one: PartialDate | None, held_on: str | None) -> int:
    """How far two dates are from each other: about the days within a year, a year being less than a week."""
    if one is None or held_on is None:
        return 0
    other = PartialDate.parse(held_on)
    days = abs(_day(one) - _day(other))
    years = 0 if one.year is None or other.year is None else abs(one.year - other.year)
    return min(days, 366 - days) + min(years, 30) * 5


def _day(date: PartialDate) -> int:
    return 31 * (date.month or 1) + (date.day or 1) - 31
