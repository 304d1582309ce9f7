"""Dates, times and lists as people of a language write them (CLDR, by Babel)."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

from alliance_minutes.document import Moment, Text
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.values import parse_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliance_minutes.document import Inline, Inlines
    from alliance_minutes.values import PartialDate

_LEAP_YEAR = 2000


@lru_cache(maxsize=256)  # the same dates come back all through a meeting
def date_label(date: PartialDate, locale: str) -> str:
    """A date as far as it is known: ``30 juni 2025``, ``30 juni``, ``juni 2025``, ``juni``, ``2025``."""
    from babel.dates import format_date  # noqa: PLC0415 - Babel is slow to load, and not all minutes have a date

    if date.month is None:
        return str(date.year)
    pattern = " ".join(("d",) * (date.day is not None) + ("MMMM",) + ("y",) * (date.year is not None))
    known = dt.date(_LEAP_YEAR if date.year is None else date.year, date.month, date.day or 1)
    return format_date(known, pattern, locale=locale)


def date_moment(date: PartialDate, locale: str) -> Moment:
    """A date for machines (EDTF) and for people."""
    return Moment(str(date), date_label(date, locale))


def clock(time: dt.time) -> str:
    """A time of day for machines: ``19:30``."""
    return f"{time.hour:02}:{time.minute:02}"


def time_moment(time: dt.time, pattern: str) -> Moment:
    """A time of day for machines and for people, by the language's pattern of ``{hour}`` and ``{minute}``."""
    return Moment(clock(time), pattern.format(hour=f"{time.hour:02}", minute=f"{time.minute:02}"))


def read_time(text: str, pattern: str) -> Inline:
    """A time of day kept as text; what is no time stays as it was written."""
    try:
        return time_moment(parse_time(text), pattern)
    except InvalidValueError:
        return Text(text)


def listed(parts: Sequence[Inlines], locale: str) -> Inlines:
    """The parts as a list in a sentence: ``A, B en C``."""
    if len(parts) < 2:
        return parts[0] if parts else ()
    pair, first, middle, last = _joints(locale)
    between = [pair] if len(parts) == 2 else [first, *[middle] * (len(parts) - 3), last]
    joined: list[Inline] = list(parts[0])
    for joint, part in zip(between, parts[1:], strict=True):
        joined.append(Text(joint))
        joined.extend(part)
    return tuple(joined)


@lru_cache(maxsize=8)
def _joints(locale: str) -> tuple[str, str, str, str]:
    """What stands between two parts; and between the first two, those in the middle and the last two of more."""
    from babel.lists import format_list  # noqa: PLC0415 - Babel is slow to load, and a list of one needs none

    _, pair, _ = format_list(["\0", "\0"], locale=locale).split("\0")
    _, first, middle, last, _ = format_list(["\0"] * 4, locale=locale).split("\0")
    return pair, first, middle, last
