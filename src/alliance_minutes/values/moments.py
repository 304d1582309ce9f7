"""Moments in the life of a book: what a question about the past may name."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TypeAlias

from attrs import frozen

from alliance_minutes.errors import InvalidValueError

FORMS = (
    "a version from 1 on (17), a place in the book (position:1234), or a time with its zone (2025-07-01T12:00Z, "
    "2025-07-01T14:00+02:00)"
)
"""How a moment is written, for messages."""

_PLACE = "position:"
_MOST_DIGITS = 15  # beyond that no book goes, and 2^53 is near
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d(?:\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@frozen
class Position:
    """A place in the whole book: the moment when the entry at that position had been recorded, and none after it.

    ``str()`` gives ``position:1234``.

    Attributes:
        place: the position of the entry, from 0.
    """

    place: int

    def __str__(self) -> str:
        return f"{_PLACE}{self.place}"


Moment: TypeAlias = int | Position | datetime
"""A moment: a version of the meeting that is asked about, a place in the book, or a time (aware of its zone)."""


def as_moment(given: Moment | str) -> Moment:
    """The moment that is meant; a time is given back in UTC.

    Nothing is guessed: a day, or a time without a zone, could mean several moments, and is refused.

    Args:
        given: a moment, or its text: ``17``, ``position:1234``, ``2025-07-01T12:00Z``.

    Raises:
        InvalidValueError: it is none; the message says what is missing. Whether a version or position is there, only
            the book can tell.
    """
    if isinstance(given, str):
        return _parsed(given)
    if isinstance(given, datetime):
        return _in_utc(given, given.isoformat())
    whole = given.place if isinstance(given, Position) else given
    if type(whole) is not int or (isinstance(given, Position) and whole < 0):
        raise InvalidValueError("moment", str(given) if isinstance(given, Position) else given, FORMS)
    return given


def moment_text(moment: Moment) -> str:
    """The moment as it is written; a time in UTC, as in the entries of a book."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return str(moment)


def _parsed(text: str) -> Moment:
    if _is_number(text) and int(text):
        return int(text)
    if text.startswith(_PLACE) and _is_number(text.removeprefix(_PLACE)):
        return Position(int(text.removeprefix(_PLACE)))
    found = _TIME.fullmatch(text)
    if found is not None:
        day, minutes, seconds, zone = found.groups()
        try:
            return _in_utc(
                datetime.fromisoformat(f"{day}T{minutes}{seconds or ''}{(zone or '').upper()}"), text
            )
        except ValueError as error:
            if isinstance(error, InvalidValueError):
                raise
            raise InvalidValueError("moment", text, "a time that exists") from error
    if _DAY.fullmatch(text):
        raise InvalidValueError(
            "moment", text, f"a time of that day and its zone, as its end in UTC is {text}T23:59:59.999999Z"
        )
    raise InvalidValueError("moment", text if len(text) < 100 else f"{text[:100]}…", FORMS)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def _in_utc(time: datetime, written: str) -> datetime:
    if time.utcoffset() is None:
        raise InvalidValueError(
            "moment", written, f"its zone too: {written}Z is UTC, {written}+02:00 is two hours east"
        )
    try:
        return time.astimezone(UTC)
    except OverflowError as error:
        raise InvalidValueError("moment", written, "a time that exists in UTC too") from error
