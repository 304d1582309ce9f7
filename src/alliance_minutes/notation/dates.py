"""Dates and times as people write them, Dutch and English, and as EDTF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.notation.keywords import MONTHS, NEXT, SHORT_MONTHS, WEEKDAYS
from alliance_minutes.values import NEXT_MEETING, PartialDate, parse_time

if TYPE_CHECKING:
    from datetime import time

    from alliance_minutes.notation.keywords import Language
    from alliance_minutes.values import When

_MONTHS: dict[str, int] = {
    **{name.casefold(): number for names in MONTHS.values() for number, name in enumerate(names, 1)},
    **SHORT_MONTHS,
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\.?,?[ \t]+)?"
_YEAR = r"(?P<year>[0-9]{4})"
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|e|ste|de)?[ \t]+(?:of[ \t]+)?(?P<month>{_MONTH})\.?(?:,?[ \t]+{_YEAR})?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<month>{_MONTH})\.?[ \t]+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:,?[ \t]+{_YEAR})?",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(rf"(?P<month>{_MONTH})\.?(?:[ \t]+{_YEAR})?", re.IGNORECASE)
_NUMERIC = re.compile(r"(?P<day>[0-9]{1,2})[-/](?P<month>[0-9]{1,2})[-/](?P<year>[0-9]{4})")
_EDTF_LIKE = re.compile(r"(?:[0-9]{4}|XXXX)(?:-[0-9]{1,2}){0,2}")
_ON = re.compile(r"(?:op|on|in)[ \t]+", re.IGNORECASE)
_GOES_ON = re.compile(r"[\w/]|[-:.][0-9]")
_TIME_LIKE = re.compile(r"[0-9]{1,2}[:.][0-9]{2}")


def find_when(text: str, language: Language) -> When | None:
    """The date, or next meeting, that ``text`` is; ``None`` when it does not look like a date.

    Raises:
        InvalidValueError: it looks like a date, and there is no such day.
    """
    text = text.strip(" \t")
    if len(text) > 60:
        return None
    if text.casefold() in NEXT:
        return NEXT_MEETING
    return find_date(text, language)


def find_date(text: str, language: Language) -> PartialDate | None:
    """The date that ``text`` is; ``None`` when it does not look like one.

    Raises:
        InvalidValueError: it looks like a date, and there is no such day.
    """
    text = text.strip(" \t")
    if len(text) > 60:
        return None
    if _EDTF_LIKE.fullmatch(text):
        return PartialDate.parse(text)
    found = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if found:
        return _checked(text, found)
    found = _MONTH_ONLY.fullmatch(text)
    if found:
        return PartialDate.of(
            int(found["year"]) if found["year"] else None, _MONTHS[found["month"].casefold()]
        )
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    day, month = int(found["day"]), int(found["month"])
    if language == "en" and day <= 12 and day != month:
        raise InvalidValueError("date", text, "YYYY-MM-DD (day and month could be meant either way)")
    return PartialDate.of(int(found["year"]), month, day)


def is_bare_month(text: str) -> bool:
    """Whether a text is a month without day and year, and may as well be a name: ``Jan``, ``April``."""
    found = _MONTH_ONLY.fullmatch(text.strip(" \t"))
    return found is not None and found["year"] is None


def _checked(text: str, found: re.Match[str]) -> PartialDate:
    year = int(found["year"]) if found["year"] else None
    made = PartialDate.of(year, _MONTHS[found["month"].casefold()], int(found["day"]))
    exact = made.exact()
    if found["weekday"] and exact and exact.weekday() != WEEKDAYS[found["weekday"].casefold()]:
        raise InvalidValueError("date", text, f"the weekday of {made}")
    return made


def leading_date(text: str, language: Language) -> tuple[PartialDate, int] | None:
    """The date that ``text`` begins with, and where it ends; ``None`` when it begins with none.

    Raises:
        InvalidValueError: it begins with what looks like a date, and there is no such day.
    """
    for form in (_EDTF_LIKE, _DAY_FIRST, _MONTH_FIRST, _NUMERIC, _MONTH_ONLY):
        found = form.match(text)
        if found is not None and not _GOES_ON.match(text, found.end()):
            date = find_date(found[0], language)
            if date is not None:
                return date, found.end()
    return None


def on_day(text: str, language: Language) -> int:
    """Where the date begins in ``op 24 september``, ``on 14 May`` or ``in mei 2026``; 0 where no date follows.

    Raises:
        InvalidValueError: what follows looks like a date, and there is no such day.
    """
    found = _ON.match(text)
    return found.end() if found and find_date(text[found.end() :], language) is not None else 0


def find_time(text: str) -> time | None:
    """The time of day that ``text`` is; ``None`` when it does not look like one.

    Raises:
        InvalidValueError: it looks like a time, and there is no such time of day.
    """
    text = text.strip(" \t")
    return parse_time(text) if _TIME_LIKE.fullmatch(text) else None


def write_when(when: When, language: Language) -> str:
    """A date as people write it, or as EDTF where a part of it is unknown."""
    if isinstance(when, str):
        return "volgende vergadering" if language == "nl" else "next meeting"
    if when.month is None or when.day is None:
        return str(when)
    year = "" if when.year is None else f" {when.year:04}"
    return f"{when.day} {MONTHS[language][when.month - 1]}{year}"


def write_time(at: time) -> str:
    """A time of day, to the minute where that says it all."""
    return at.isoformat() if at.second or at.microsecond else f"{at.hour:02}:{at.minute:02}"
