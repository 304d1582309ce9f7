"""Days and moments that are no date: ``vrijdag``, ``week 20``, ``eind mei``, ``Q3``, ``as soon as possible``, ``20.45 uur``."""

from __future__ import annotations

import re

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.notation.dates import find_when, is_bare_month
from alliance_minutes.notation.keywords import MONTHS, SHORT_MONTHS, WEEKDAYS
from alliance_minutes.parties.name_words import is_organisation

_LONGEST = 60
_WORDS = 5  # that a moment at the end of a name has at most
CLOCK = re.compile(
    r"(?:(?:om|at|ca\.?|rond)[ \t]+)?([0-9]{1,2}[:.][0-9]{2})(?:[ \t]*(?:uur|u\.?|h\.?|hrs|hours|o'clock))?",
    re.IGNORECASE,
)
"""A time of day as people write it."""
_SOON = frozenset({
    "zsm", "asap", "zo snel mogelijk", "zo spoedig mogelijk", "as soon as possible", "spoedig", "binnenkort", "soon", "shortly", "direct", "meteen",
    "per direct", "immediately", "doorlopend", "continu", "ongoing", "continuous", "tbd", "tba", "ntb", "nader te bepalen", "nog te bepalen",
    "to be determined", "tbc", "to be confirmed", "dagelijks", "wekelijks", "maandelijks", "jaarlijks", "daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly", "annually",
    "vandaag", "morgen", "overmorgen", "gisteren", "vanavond", "vanmiddag", "today", "tomorrow", "tonight", "yesterday",
})  # fmt: skip
_LEADS = frozenset({
    "begin", "eind", "einde", "half", "medio", "uiterlijk", "voor", "vóór", "na", "rond", "binnen", "early", "mid", "late", "end", "beginning", "start",
    "by", "before", "after", "around", "until", "till", "within", "due", "next", "this", "coming", "volgende", "volgend", "komende", "komend", "deze", "dit", "aanstaande",
    "aankomende", "a.s.", "vorige", "last",
})  # fmt: skip
_BETWEEN = frozenset({
    "de", "het", "the", "of", "van", "in", "op", "per", "on", "at", "during", "tijdens", "from", "vanaf", "tot", "t/m", "en", "and", "or", "to", "een", "a", "over", "no",
    "later", "than", "eerste", "tweede", "derde", "vierde", "first", "second", "third", "fourth", "one", "two", "three", "twee", "drie", "vier",
})  # fmt: skip
_UNITS = frozenset({
    "week", "weken", "weeks", "wk", "wk.", "weekend", "maand", "maanden", "month", "months", "kwartaal", "quarter", "jaar", "year", "dag", "dagen", "day", "days", "w/c", "w/e", "am", "pm", "a.m.", "p.m.", "uur", "hrs", "hours", "o'clock",
})  # fmt: skip
_SEASONS = frozenset({
    "lente", "voorjaar", "zomer", "herfst", "najaar", "winter", "spring", "summer", "autumn", "fall", "kerst", "pasen", "pinksteren", "christmas", "easter",
    "zomervakantie", "kerstvakantie", "herfstvakantie", "voorjaarsvakantie", "meivakantie",
})  # fmt: skip
_MONTHS = frozenset({*(name.casefold() for names in MONTHS.values() for name in names), *SHORT_MONTHS})
_SHORT_DAYS = frozenset(
    {"ma", "di", "wo", "do", "vr", "za", "zo", "mon", "tue", "tues", "wed", "thu", "thurs", "fri"}
)
_FOR = ("voor", "for")
_SHORT_DAY = 3  # letters: "Ma" and "Sun" are names of people
_FIRST = _LEADS | _UNITS | WEEKDAYS.keys()
_KNOWN_UNITS = _UNITS | _SEASONS | _MONTHS | WEEKDAYS.keys()
_ARTICLES = frozenset({"de", "het", "the", "of", "van", "een", "a", "en", "and", "to", "or"})
_NAMED_UNIT = re.compile(
    r"(?:q[1-4]|(?:w|wk|week)[0-9]{1,2}|[0-9]{1,2}[/-][0-9]{1,2}|[0-9]{1,2}(?:[.:][0-9]{2})?(?:[ap]\.?m\.?|uur|u|h)|[0-9]{4})\Z",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?<=[a-z])-(?=[A-Za-z])")  # "mid-May"
_NUMBER = re.compile(r"[0-9]{1,4}(?:e|de|ste|st|nd|rd|th)?(?:[-/][0-9]{1,4})?\Z", re.IGNORECASE)


def is_when(text: str) -> bool:
    """Whether words are a day or a moment, a date or none. A month or season alone with a capital is a name: ``April``."""
    text = text.strip(" \t")
    if not text or len(text) > _LONGEST:
        return False
    if CLOCK.fullmatch(text) or text.casefold().replace(".", "") in _SOON:
        return True
    if is_bare_month(text):
        return text[:1].islower()
    if text.casefold() in WEEKDAYS or text in _SHORT_DAYS:
        return True
    try:
        if find_when(text, "nl") is not None:
            return True
    except InvalidValueError:
        return True
    return _is_moment([word.rstrip(",") for word in _JOINED.sub(" ", text).split()])


def _is_moment(words: list[str]) -> bool:
    """Whether each word is one of those that say when, at least one of them being a unit of time."""
    first = words[0]
    begins = (
        first[:1].islower() or first.casefold() in _FIRST or first[:1].isdecimal() or first[-1:].isdecimal()
    )
    return begins and all(map(_says_when, words)) and any(map(_is_unit, words))


def _says_when(word: str) -> bool:
    return word.casefold() in _LEADS or word in _BETWEEN or _is_unit(word) or _NUMBER.match(word) is not None


def _is_unit(word: str) -> bool:
    return word.casefold() in _KNOWN_UNITS or word in _SHORT_DAYS or _NAMED_UNIT.match(word) is not None


def ends_in_when(name: str) -> bool:
    """Whether a name ends in a day or a moment: ``A voor vrijdag``, ``A z.s.m.``, ``A 3 mei``.

    A year alone is part of many a name, and an organisation may be there for a day (``Comité voor 4 mei``).
    """
    words = name[-_LONGEST:].split()
    if len(words) < 2:
        return False
    for count in range(min(_WORDS, len(words) - 1), 0, -1):
        first, last = words[-count], " ".join(words[-count:])
        before = words[-count - 1]
        if first in _ARTICLES or before in _ARTICLES or last.isdecimal():
            continue
        if (first[:1].islower() or any(map(str.isdecimal, last))) and is_when(last):
            return not ((first in _FOR or before in _FOR) and is_organisation(name))
    return False


def may_end_in_day(name: str) -> bool:
    """Whether a name ends in a weekday with a capital, which may be the day or a surname: ``Ann Lee Friday``."""
    last = name.rpartition(" ")[2]
    return " " in name and last.casefold() in WEEKDAYS and len(last) > _SHORT_DAY
