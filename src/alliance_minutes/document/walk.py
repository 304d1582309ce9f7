"""Walking a document: every block, outer before inner, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.document.blocks import List, Section, Statement, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliance_minutes.document.blocks import Block


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, outer before inner; marks follow the statement they rest on."""
    for block in blocks:
        yield block
        match block:
            case Section() | List():
                yield from walk(block.blocks)
            case Statement():
                yield from walk(block.marks)
            case Table():
                pass
