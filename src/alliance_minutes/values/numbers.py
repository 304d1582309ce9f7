"""Numbers of decisions, actions and questions: per body and year, never reused."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from attrs import frozen

from alliance_minutes.errors import InvalidValueError

Series: TypeAlias = Literal["decision", "action", "question"]
"""What is numbered; each is a series of its own per body and year."""

_PATTERN = re.compile(r"[A-Za-z]{1,4}-\{year\}-\{n(:0\d)?\}\Z")
NUMBER = re.compile(r"[A-Za-z]{1,4}-(?:\d{4}|XXXX)-\d{1,9}")
"""What a number looks like in a text."""


@frozen(kw_only=True)
class NumberPatterns:
    """How a body numbers: ``B-{year}-{n:03}`` gives ``B-2025-003``, and ``B-XXXX-003`` when the year is unknown."""

    decision: str = "B-{year}-{n:03}"
    action: str = "A-{year}-{n:03}"
    question: str = "V-{year}-{n:03}"

    def number(self, series: Series, year: str, n: int) -> str:
        """The ``n``-th number (from 1) of a series; ``year`` has four digits or is ``"XXXX"``."""
        pattern: str = getattr(self, series)
        return pattern.format(year=year, n=n)


DUTCH = NumberPatterns()
ENGLISH = NumberPatterns(decision="D-{year}-{n:03}", action="A-{year}-{n:03}", question="Q-{year}-{n:03}")


def check_patterns(patterns: NumberPatterns) -> NumberPatterns:
    """Return ``patterns`` if each can be used and no two give the same number.

    Raises:
        InvalidValueError: a pattern of another shape, or two that are alike.
    """
    given = (patterns.decision, patterns.action, patterns.question)
    for pattern in given:
        if not _PATTERN.match(pattern):
            raise InvalidValueError("number pattern", pattern, "letters-{year}-{n:03}")
    if len({pattern.split("-")[0].upper() for pattern in given}) < len(given):
        raise InvalidValueError("set of number patterns", given, "three different prefixes")
    return patterns
