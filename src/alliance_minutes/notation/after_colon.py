"""What stands after the colon of a keyword line, becomes plain words there, and was most likely meant as more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliance_minutes import events
from alliance_minutes.notation.forms import clocks_in
from alliance_minutes.notation.keywords import KEYWORDS, keyword

if TYPE_CHECKING:
    from alliance_minutes.notation.headers import Facts
    from alliance_minutes.notation.source import Passage

_MOMENTS = (events.MeetingOpened, events.MeetingClosed, events.MeetingAdjourned, events.MeetingResumed)
_TIMED = re.compile(
    r"(?:(?:om|van|vanaf|rond|at|from|around)[ \t]+)?(?=[0-9]{1,2}[:.hHuU \tap])[^,;]{1,60}?(?:\Z|(?=[,;]|[.][ \t]|[.]\Z))"
)
_LONGEST = 60
_WITHIN = re.compile(
    r"(?<=[.?!…])[ \t]+(" + "|".join(sorted(map(re.escape, KEYWORDS), key=len, reverse=True)) + ")"
    r"(?=(?:[ \t]*[\[(@][^:]{0,60})?:)"
)


def tell_of_time(event: type[events.Shown], text: Passage, facts: Facts) -> None:
    """Warn of a time at the start of the words of a moment that got none in its header: ``Opened: 6.00 pm``."""
    if event not in _MOMENTS or facts.occurred_at is not None:
        return
    found = _TIMED.match(text.text[: 2 * _LONGEST])
    times = clocks_in(found[0]) if found else []
    if found is None or not times:
        return
    form = f"{facts.word} {times[0]}: …"
    if event is events.MeetingAdjourned and len(times) > 1:
        and_ = "en" if facts.reading.language == "nl" else "and"
        form += f"' {and_} '{keyword('resumed', facts.header.keyword.language)} {times[1]}: …"
    facts.reading.messages.wrong_mildly("time-in-words", text.part(*found.span()), form=form)


def tell_of_keywords_within(text: Passage, facts: Facts) -> None:
    """Warn of a keyword with its colon that begins a sentence further on: ``Vraag: komt het? Antwoord: ja``."""
    for found in _WITHIN.finditer(text.text):
        facts.reading.messages.wrong_mildly("keyword-within", text.part(found.start(1)), keyword=facts.word)
