"""The values that events are made of: words, partial dates, tallies, numbers and ids."""

from alliance_minutes.values.dates import NEXT_MEETING, PartialDate, When, parse_time, parse_when
from alliance_minutes.values.grounds import GroundsList, admit_ground, ground, ground_label, grounds
from alliance_minutes.values.ids import BOOK_STREAM, PARTIES_STREAM, new_id
from alliance_minutes.values.moments import Moment, Position, as_moment, moment_text
from alliance_minutes.values.numbers import DUTCH, ENGLISH, NUMBER, NumberPatterns, Series, check_patterns
from alliance_minutes.values.tally import Tally
from alliance_minutes.values.text import (
    Closed,
    Emphasis,
    Erased,
    Language,
    Link,
    Mention,
    PartyId,
    Run,
    Strong,
    Words,
    admit,
    admit_url,
    plain,
    walk,
    words,
)

__all__ = [
    "BOOK_STREAM",
    "DUTCH",
    "ENGLISH",
    "NEXT_MEETING",
    "NUMBER",
    "PARTIES_STREAM",
    "Closed",
    "Emphasis",
    "Erased",
    "GroundsList",
    "Language",
    "Link",
    "Mention",
    "Moment",
    "NumberPatterns",
    "PartialDate",
    "PartyId",
    "Position",
    "Run",
    "Series",
    "Strong",
    "Tally",
    "When",
    "Words",
    "admit",
    "admit_ground",
    "admit_url",
    "as_moment",
    "check_patterns",
    "ground",
    "ground_label",
    "grounds",
    "moment_text",
    "new_id",
    "parse_time",
    "parse_when",
    "plain",
    "walk",
    "words",
]
