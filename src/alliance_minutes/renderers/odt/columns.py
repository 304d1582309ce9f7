"""How wide the columns of a table become: no word and no number is cut while there is room, and the text takes the rest.

Which font an office suite has at hand is not known here, so letters are measured by their kind, as in a wide font.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from alliance_minutes.renderers.runs import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliance_minutes.document import Table

WHOLE: Final = 10_000
"""The shares of a table's columns make this, or nearly so. LibreOffice takes a share below 23 for 23."""

_NARROW: Final = frozenset(" fijlrtI.,:;'|!()[]-/")
_BROAD: Final = frozenset("mwMW@%—")
_BOLD: Final = 1.12
_BESIDE: Final = 1.1
"""What a cell needs beside its text, in ems: its padding, and a little for fonts that are wider still."""


@lru_cache(maxsize=2**12)
def _wide(letter: str) -> float:
    """The width of a letter in ems."""
    if unicodedata.combining(letter):
        return 0
    if letter in _NARROW:
        return 0.42
    if letter in _BROAD or unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.75 if letter.isupper() else 0.63


def _measured(text: str) -> float:
    return sum(map(_wide, text))


def shares(table: Table, across: int, room: float) -> list[int]:
    """A share of the width for each column.

    Args:
        table: whose columns they are.
        across: how many columns it has.
        room: how wide the table is, in ems of the letters in its cells.
    """
    least, most = [1.0] * across, [1.0] * across
    cells = [(column, name, _BOLD) for column, name in enumerate(table.header)]
    cells += [(column, plain(cell), 1.0) for row in table.rows for column, cell in enumerate(row.cells)]
    for column, text, weight in cells:
        must, may = _claim(text, weight, room)
        least[column] = max(least[column], must)
        most[column] = max(most[column], may)
    widths = _poured([0.0] * across, least, room)
    widths = _poured(widths, most, room - sum(widths))
    widths[most.index(max(most))] += max(room - sum(widths), 0)
    whole = sum(widths)
    return [max(round(width / whole * WHOLE), 1) for width in widths]


def _claim(text: str, weight: float, room: float) -> tuple[float, float]:
    """What a text must have (its longest word, or all up to its number), and what it takes on one line."""
    words = text.split()
    if not words:
        return 0, 0
    lengths = [_measured(word) * weight for word in words]
    ends = [end + _wide(" ") * weight * place for place, end in enumerate(accumulate(lengths))]
    need = max(lengths)
    if ends[-1] <= room / 2:
        # Office suites end lines at the hyphens of a number, also where it would be whole on the next line.
        need = max([need, *(end for word, end in zip(words, ends, strict=True) if _is_number(word))])
    return min(need, room) + _BESIDE, min(ends[-1], room) + _BESIDE


def _is_number(word: str) -> bool:
    return "-" in word and any(letter.isdecimal() for letter in word)


def _poured(held: Sequence[float], wanted: Sequence[float], more: float) -> list[float]:
    """Share out what there is: who wants least gets all of it, and those who want most get the same each."""
    given = [*held]
    thirsty = sorted(range(len(held)), key=lambda column: wanted[column] - held[column])
    for place, column in enumerate(thirsty):
        part = min(max(wanted[column] - held[column], 0), max(more, 0) / (len(thirsty) - place))
        given[column] += part
        more -= part
    return given
