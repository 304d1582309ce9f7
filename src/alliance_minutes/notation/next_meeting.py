"""The next meeting as people write it after the colon: ``11 June 2026 at 19:00 in the library``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.notation.dates import find_time, leading_date
from alliance_minutes.notation.keywords import MONTHS

if TYPE_CHECKING:
    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.notation.source import Passage

CLOCK = re.compile(
    r"(?:(?:om|at|vanaf|from)[ \t]+)?([0-9]{1,2}[:.][0-9]{2})(?![0-9:])(?!\.[0-9])(?:[ \t]?(?:uur|u|hrs|hours|h)\b\.?)?",
    re.IGNORECASE,
)
_ON = re.compile(r"(?:op|on|in)[ \t]+", re.IGNORECASE)
_HOLDS_DAY = re.compile(
    rf"[0-9]|\b(?:{'|'.join(name for names in MONTHS.values() for name in names if name != 'May')})\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(?:in|te|at)[ \t]+", re.IGNORECASE)
_GLUED = re.compile(r"(?:in|te|at|bij|op)[ \t]", re.IGNORECASE)
_HOURS = re.compile(
    r"\b[0-9]{1,2}[:.][0-9]{2}\b|\b[0-9]{1,2}[ \t]?(?:uur|u|h|[ap]\.?m)\b|\b(?:half|kwart|quarter|noon|midnight)[ \t]",
    re.IGNORECASE,
)


def read_next(passage: Passage, reading: Reading) -> tuple[dict[str, Any], Passage | None]:
    """The fields of the next meeting, or the words whole where not all of them are a date, a time and a place."""
    on = _ON.match(passage.text)
    begin = on.end() if on else 0
    try:
        found = leading_date(passage.text[begin:], reading.language)
    except InvalidValueError:
        reading.messages.wrong("date", passage.split(",")[0])
        return {}, None
    if found is None:
        if passage.text[:1].isalnum() and _HOLDS_DAY.search(passage.text):
            reading.messages.wrong_mildly("next-words", passage)
        return {}, passage
    fields: dict[str, Any] = {"on": found[0]}
    places: list[Passage] = []
    for index, part in enumerate(passage.part(begin + found[1]).split(",")):
        odd = _part(part, fields, places, reading, glued=index == 0)
        if odd is not None:
            reading.messages.wrong_mildly("next-words", odd)
            return {}, passage
    if places:
        fields["place"] = ", ".join(reading.plain(place) for place in places)
    return fields, None


def _part(
    part: Passage, fields: dict[str, Any], places: list[Passage], reading: Reading, *, glued: bool
) -> Passage | None:
    """Take what stands between commas; what of it is neither a time nor a place, or ``None``.

    Args:
        part: the words.
        fields: of the event; get the time.
        places: get the place.
        reading: for messages.
        glued: whether the words follow the date without a comma, so that a place must say that it is one.
    """
    clock = CLOCK.match(part.text)
    if clock is not None and "starts_at" not in fields:
        try:
            at = find_time(clock[1])
        except InvalidValueError:
            reading.messages.wrong("time", part.part(*clock.span(1)))
            at = None
        fields["starts_at"] = at and f"{at:%H:%M}"
        part, glued = part.part(clock.end()), True
    if not part.text:
        return None
    if (glued and not _GLUED.match(part.text)) or _HOURS.search(part.text):
        return part
    preposition = _PREPOSITION.match(part.text)
    places.append(part.part(preposition.end() if preposition else 0))
    return None
