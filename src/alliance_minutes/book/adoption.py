"""Which meeting's minutes are adopted, when people say "those of 28 February" or "the last ones"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliance_minutes.events import MinutesAdopted
    from alliance_minutes.store import MeetingRow
    from alliance_minutes.values import PartyId


def adopted_meeting(
    meetings: Iterable[MeetingRow], stream: str, body: PartyId, held_on: object, event: MinutesAdopted
) -> str | None:
    """The id of the adopted meeting, or ``None`` where it cannot be known. Nothing is guessed.

    Args:
        meetings: the meetings of the book.
        stream, body, held_on: the adopting meeting, its body and its date as far as known.
        event: the adoption.
    """
    others = [row for row in meetings if row.body == body and row.stream != stream and row.held_on]
    dated = [(row.stream, PartialDate.parse(row.held_on)) for row in others if row.held_on]
    if event.held_on is not None:
        named = [other for other, date in dated if _fits(event.held_on, date, held_on)]
        return named[0] if len(named) == 1 else None
    today = held_on.exact() if isinstance(held_on, PartialDate) else None
    if not event.last or today is None:
        return None
    days = [(day, other) for other, date in dated if (day := date.exact()) is not None and day < today]
    last = max((day for day, _ in days), default=None)
    last_day = [other for day, other in days if day == last]
    return last_day[0] if len(last_day) == 1 else None


def _fits(named: PartialDate, date: PartialDate, held_on: object) -> bool:
    """Whether the date that was named is that of the meeting; one without a year is the latest before the adoption."""
    if named == date:
        return True
    today = held_on.exact() if isinstance(held_on, PartialDate) else None
    day = date.exact()
    if named.year is not None or today is None or day is None:
        return False
    return (named.month, named.day) == (date.month, date.day) and 0 < (today - day).days <= 366
