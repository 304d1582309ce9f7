"""Walking a document: every block, outer before inner, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.document.blocks import List, Section, Statement, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliance_minutes.document.blocks import Block


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, outer before inner; marks follow the statement they rest on. Any depth is safe."""
    rest = [iter(blocks)]
    while rest:
        block = next(rest[-1], None)
        match block:
            case None:
                rest.pop()
                continue
            case Section() | List():
                rest.append(iter(block.blocks))
            case Statement():
                rest.append(iter(block.marks))
            case Table():
                pass
        yield block
