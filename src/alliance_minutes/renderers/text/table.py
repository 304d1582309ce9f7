"""Tables as aligned columns, or as a list where the columns do not fit."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from alliance_minutes.renderers.text.wrap import width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GAP = 2


def table(header: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
    """The lines of a table; a table too wide for its columns becomes a list of its rows, each value with its label."""
    widths = _widths([header, *rows], columns)
    if widths is None:
        yield from _records(header, rows, columns)
        return
    yield from _aligned(header, widths)
    yield "  ".join("-" * wide for wide in widths)
    for row in rows:
        yield from _aligned(row, widths)


def _widths(rows: Sequence[Sequence[str]], columns: int) -> list[int] | None:
    """A width for each column, so that no word is cut; ``None`` when they cannot stand side by side."""
    across = max(map(len, rows))
    room = columns - _GAP * (across - 1)
    if across == 0 or across * 3 > room:
        return None
    widest, longest = [1] * across, [1] * across
    for row in rows:
        for place, cell in enumerate(row):
            widest[place] = max(widest[place], *(min(width(line), room) for line in cell.split("\n")))
            longest[place] = max(longest[place], *(min(width(word), room) for word in cell.split() or [""]))
    if sum(longest) > room:
        return None
    while sum(widest) > room:
        place = max(
            (place for place in range(across) if widest[place] > longest[place]), key=widest.__getitem__
        )
        widest[place] -= 1
    return widest


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    columns = [wrap(cell, wide) for cell, wide in zip(cells, widths, strict=False)]
    for parts in zip_longest(*columns, fillvalue=""):
        padded = (part + " " * (wide - width(part)) for part, wide in zip(parts, widths, strict=False))
        yield "  ".join(padded).rstrip(" ")


def _records(header: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
    if not rows:
        yield from wrap("; ".join(header), columns)
    for row in rows:
        mark = "- "
        for label, cell in zip_longest(header, row, fillvalue=""):
            for line in wrap(f"{label}: {cell}" if label else cell, columns - _GAP):
                yield mark + line
                mark = "  "
