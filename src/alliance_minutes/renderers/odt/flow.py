"""Where the next paragraph goes: into the body, or into the item of a list that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import Factory, define

from alliance_minutes.renderers.odt.names import child

if TYPE_CHECKING:
    from lxml import etree

DEEPEST_LIST: Final = 10
"""List levels of ODF (part 3, section 16.31); what stands deeper is listed at the deepest."""


@define
class _Level:
    style: str
    element: etree._Element | None = None
    item: etree._Element | None = None
    fresh: bool = True


@define
class Flow:
    """The body of a text, written from top to bottom.

    A list is made when its first paragraph is. A heading or table, which cannot stand in a list, interrupts it; what
    follows in the same item then goes on without a new bullet.
    """

    body: etree._Element
    levels: list[_Level] = Factory(list)
    depth: int = 0

    def start_list(self, style: str) -> None:
        """Open a list in the current place."""
        self.depth += 1
        if self.depth <= DEEPEST_LIST:
            self.levels.append(_Level(style))

    def start_item(self) -> None:
        """The next paragraph begins a new item of the innermost list."""
        self.levels[-1].item = None
        self.levels[-1].fresh = True

    def end_list(self) -> None:
        """Close the innermost list."""
        if self.depth <= DEEPEST_LIST:
            self.levels.pop()
        self.depth -= 1

    def paragraph(self, style: str) -> etree._Element:
        """A new paragraph in the current place."""
        return child(self._place(), "text:p", {"text:style-name": style})

    def heading(self, style: str, level: int) -> etree._Element:
        """A new heading, outside any list."""
        self._interrupt()
        return child(self.body, "text:h", {"text:style-name": style, "text:outline-level": str(level)})

    def table(self, name: str, style: str) -> etree._Element:
        """A new table, outside any list."""
        self._interrupt()
        return child(self.body, "table:table", {"table:name": name, "table:style-name": style})

    def _place(self) -> etree._Element:
        place = self.body
        for level in self.levels:
            if level.element is None:
                level.element = child(place, "text:list", {"text:style-name": level.style})
            if level.item is None:
                level.item = child(level.element, "text:list-item" if level.fresh else "text:list-header")
                level.fresh = False
            place = level.item
        return place

    def _interrupt(self) -> None:
        for level in self.levels:
            level.element = level.item = None
