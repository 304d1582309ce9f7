"""Numbers given and drawn in one save, and how far each series has come by it.

What the tables of numbers hold follows from the entries alone, so that a book can be made again from them: after a
save, the next candidate of a series is the first one that is not in use, whether the numbers before it were drawn or
given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.errors import NumberTakenError
from alliance_minutes.store.port import NumberRow, SeriesRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from alliance_minutes.store.saves import Numbering
    from alliance_minutes.values import Series


class Numbers:
    """The numbers of one save.

    Attributes:
        rows: the numbers that came into use, given ones first.
    """

    def __init__(
        self, has_number: Callable[[str, str], bool], series: Callable[[str, str, str], int]
    ) -> None:
        """Take what the book knows: whether a body uses a number, and the next candidate of a series."""
        self._has_number = has_number
        self._series = series
        self.rows: list[NumberRow] = []
        self._used: set[tuple[str, str]] = set()
        self._next: dict[tuple[str, str, Series], int] = {}
        self._numberings: dict[tuple[str, str, Series], Numbering] = {}

    def give(self, numbering: Numbering, series: Series, number: str, position: int) -> None:
        """Take a number that an event brought with it.

        Raises:
            NumberTakenError: the body uses it.
        """
        if self._in_use(numbering.body, number):
            raise NumberTakenError(number)
        self._use(numbering, series, number, position)

    def draw(self, numbering: Numbering, series: Series, position: int) -> str:
        """The next free number of a series, which is in use from now on."""
        key = (numbering.body, numbering.year, series)
        n = self._next.get(key) or self._series(*key)
        number = numbering.patterns.number(series, numbering.year, n)
        while self._in_use(numbering.body, number):
            n += 1
            number = numbering.patterns.number(series, numbering.year, n)
        self._next[key] = n + 1
        self._use(numbering, series, number, position)
        return number

    def series(self) -> list[SeriesRow]:
        """How far each series has come that this save touched, where it came further."""
        rows: list[SeriesRow] = []
        for key, numbering in self._numberings.items():
            body, year, series = key
            before = self._series(*key)
            n = self._next.get(key, before)
            while self._in_use(body, numbering.patterns.number(series, year, n)):
                n += 1
            if n > before:
                rows.append(SeriesRow(body, year, series, n))
        return rows

    def _in_use(self, body: str, number: str) -> bool:
        return (body, number) in self._used or self._has_number(body, number)

    def _use(self, numbering: Numbering, series: Series, number: str, position: int) -> None:
        self._used.add((numbering.body, number))
        self._numberings[numbering.body, numbering.year, series] = numbering
        self.rows.append(NumberRow(numbering.body, number, position))
