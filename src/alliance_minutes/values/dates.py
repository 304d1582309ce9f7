"""Dates of which parts may be unknown, in EDTF (ISO 8601-2:2019, level 0 and 1)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, TypeAlias

from attrs import frozen

from alliance_minutes.errors import InvalidValueError

_EDTF = re.compile(r"(\d{4}|XXXX)(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})\Z")
_LEAP_YEAR = 2000


@frozen(order=False)
class PartialDate:
    """A calendar date, of which the year, or the day, or day and month may be unknown.

    ``str()`` gives EDTF: ``2025-06-30``, ``2025-06``, ``2025``, ``XXXX-06-30``, ``XXXX-06``.

    Attributes:
        year: 1 to 9999, or ``None`` when unknown.
        month: 1 to 12, or ``None``.
        day: 1 to 31, or ``None``; it exists in that month (29 February is allowed when the year is unknown).
    """

    year: int | None
    month: int | None = None
    day: int | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what EDTF could not write, for what is written must be read again.

        Raises:
            InvalidValueError: nothing is known, a day without its month, or a day that does not exist.
        """
        holed = self.month is None and (self.year is None or self.day is not None)
        year, month, day = (
            other if part is None else part
            for part, other in ((self.year, _LEAP_YEAR), (self.month, 1), (self.day, 1))
        )
        try:
            exists = not holed and bool(dt.date(year, month, day))
        except (TypeError, ValueError):
            exists = False
        if not exists:
            unknown = ("XXXX", "XX", "XX")
            parts = (self.year, self.month, self.day)
            shown = (
                other if part is None else str(part).zfill(len(other))
                for part, other in zip(parts, unknown, strict=True)
            )
            raise InvalidValueError("date", "-".join(shown).removesuffix("-XX"), "a day that exists")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read EDTF.

        Raises:
            InvalidValueError: not one of the forms above, or a day that does not exist.
        """
        try:
            found = _EDTF.match(text)
        except TypeError:  # whoever calls without types
            found = None
        if not found or found[0] == "XXXX":
            raise InvalidValueError("date", text, "YYYY-MM-DD, YYYY-MM, YYYY, XXXX-MM-DD or XXXX-MM")
        year, month, day = (None if part in {None, "XXXX"} else int(part) for part in found.groups())
        return cls.of(year, month, day)

    @classmethod
    def of(cls, year: int | None, month: int | None = None, day: int | None = None) -> PartialDate:
        """A date from its parts.

        Raises:
            InvalidValueError: a day that does not exist.
        """
        return cls(year, month, day)

    def __str__(self) -> str:
        parts = ["XXXX" if self.year is None else f"{self.year:04}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
            if self.day is not None:
                parts.append(f"{self.day:02}")
        return "-".join(parts)

    def exact(self) -> dt.date | None:
        """The calendar date, or ``None`` while a part of it is unknown."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return dt.date(self.year, self.month, self.day)


NEXT_MEETING: Literal["next-meeting"] = "next-meeting"
When: TypeAlias = PartialDate | Literal["next-meeting"]
"""A date, or the next meeting, whenever that is."""


def parse_when(text: str) -> When:
    """Read EDTF or ``next-meeting``.

    Raises:
        InvalidValueError: neither.
    """
    return NEXT_MEETING if text == NEXT_MEETING else PartialDate.parse(text)


def parse_time(text: str) -> dt.time:
    """Read a time of day: ``19:30``.

    Raises:
        InvalidValueError: not a time of day.
    """
    found = _TIME.match(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise InvalidValueError("time", text, "HH:MM from 00:00 to 23:59")
    return dt.time(int(found[1]), int(found[2]))
