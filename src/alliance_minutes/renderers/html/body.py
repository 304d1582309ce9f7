"""The blocks of a document as flow content, without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from attrs import frozen

from alliance_minutes.document import (
    Action,
    Adoption,
    Announcement,
    Answer,
    Attachment,
    Attendance,
    Consideration,
    Contribution,
    Decision,
    Erratum,
    List,
    Notice,
    Paragraph,
    Presentation,
    Proposal,
    Question,
    Return,
    Section,
    Signing,
    Statement,
    Table,
)
from alliance_minutes.renderers.html.line import write_line
from alliance_minutes.renderers.runs import blank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from alliance_minutes.document import Block, Fact, Inlines, Labels, Point, Row
    from alliance_minutes.renderers.html.sheet import Sheet

DEEPEST_SECTION = 32
DEEPEST_LIST = 6
"""Deeper blocks stand beside the last that fits, with all their words: a phone has no room for more."""

DEEPEST_HEADING = 6

LONGEST_IN_MARGIN = 60
"""Characters of a label that the margin has room for; a longer one stands above its text."""

LONGEST_BESIDE = 28
"""Characters of the label of a first mark that may stand beside the words it rests on: two lines at most."""


@frozen
class _Place:
    """Where blocks go: an element, the level of its last heading, how deep it stands, and whether it is a list."""

    element: _Element
    heading: int = 1
    sections: int = 0
    lists: int = 0
    in_list: bool = False


class Body:
    """The blocks being put on the page."""

    def __init__(self, sheet: Sheet, labels: Labels) -> None:
        self.sheet = sheet
        self.labels = labels
        self.pending: list[tuple[_Place, Block]] = []

    def write(self, parent: _Element, blocks: Iterable[Block]) -> None:
        """Put the blocks into ``parent``, each with its id and its way to the record."""
        self._later(_Place(parent), blocks)
        while self.pending:
            place, block = self.pending.pop()
            self._block(place, block)

    def _later(self, place: _Place, blocks: Iterable[Block]) -> None:
        self.pending.extend((place, block) for block in reversed(tuple(blocks)))

    def _block(self, place: _Place, block: Block) -> None:
        match block:
            case Section():
                self._section(place, block)
            case List():
                self._list(place, block)
            case Table():
                self._table(place, block)
            case Contribution():
                self._statement(place, block, block.speaker, ": ")
            case Attendance():
                self._statement(place, block, block.party, " — ")
            case Signing():
                self._statement(place, block, block.partner, " — ")
            case Attachment():
                self._statement(place, block, block.title, " — ")
            case Notice():
                self._statement(place, block, kind="is-" + block.kind)
            case (
                Paragraph()
                | Announcement()
                | Presentation()
                | Consideration()
                | Question()
                | Answer()
                | Proposal()
                | Decision()
                | Action()
                | Return()
                | Adoption()
                | Erratum()
            ):
                self._statement(place, block)
            case _:
                assert_never(block)

    def _box(self, place: _Place, tag: str, css: str) -> _Element:
        """The element of a block; inside a list it is an item or stands in one."""
        if place.in_list and tag == "div":
            return self.sheet.child(place.element, "li", css)
        parent = self.sheet.child(place.element, "li") if place.in_list else place.element
        return self.sheet.child(parent, tag, css)

    def _section(self, place: _Place, section: Section) -> None:
        titled = has_heading(section)
        level = place.heading + 1 if titled else place.heading
        headed = titled and level <= DEEPEST_HEADING
        box = self._box(
            place, "section" if headed else "div", "item-box" + (" closed-item" if section.closed else "")
        )
        self.sheet.trace(box, section.source)
        self.sheet.identify(box)
        if section.closed:
            box.set("data-ground", self.sheet.clean(section.closed))
        if titled:
            if not headed:
                box.set("role", "group")
            self.sheet.name(box, self._heading(box, section, level))
        elif section.number or section.title:
            self._heading(box, section, 0)
        self._facts(box, section.facts)
        if place.sections < DEEPEST_SECTION:
            inside = _Place(box, level, place.sections + 1)
        else:
            self.sheet.lose(
                "Section",
                f"items within items are nested {DEEPEST_SECTION} deep, and then stand beside each other",
            )
            inside = _Place(place.element, place.heading, place.sections, place.lists, place.in_list)
        self._later(inside, section.blocks)

    def _heading(self, box: _Element, section: Section, level: int) -> _Element:
        """A heading; beyond h6 HTML has none, and the level is told to readers by role; without words it is none."""
        if not level:
            heading = self.sheet.child(box, "p", "item")
        elif level <= DEEPEST_HEADING:
            heading = self.sheet.child(box, f"h{level}", "item")
        else:
            heading = self.sheet.child(box, "div", "item deep", role="heading", aria_level=str(level))
        if section.number:
            self.sheet.child(heading, "span", "number", section.number, dir="auto").tail = " "
        title = self.sheet.child(heading, "span", "title")
        self.sheet.foreign(title, section.source)
        write_line(self.sheet, title, section.title)
        return heading

    def _list(self, place: _Place, block: List) -> None:
        if place.lists >= DEEPEST_LIST:
            self.sheet.lose("List", f"lists are nested {DEEPEST_LIST} deep, and then stand beside each other")
            if block.label:
                self._label(self._box(place, "div", "group"), block.label)
            self._later(place, block.blocks)
            return
        box = self._box(
            place, "div", "group labelled" if 0 < len(block.label) <= LONGEST_IN_MARGIN else "group"
        )
        body = box
        if block.label:
            label = self._label(box, block.label)
            body = self.sheet.child(box, "div", "body")
        if not block.blocks:
            return
        css = "people" if all(isinstance(inner, Attendance) for inner in block.blocks) else "entries"
        items = self.sheet.child(body, "ul", css)
        if block.label and block.label.strip():
            self.sheet.name(items, label)
        self._later(self._inside(place, items, in_list=True), block.blocks)

    def _inside(self, place: _Place, element: _Element, *, in_list: bool) -> _Place:
        return _Place(element, place.heading, place.sections, place.lists + 1, in_list)

    def _label(self, box: _Element, text: str) -> _Element:
        label = self.sheet.child(box, "p", "label", dir="auto")
        self.sheet.write(label, text)
        return label

    def _statement(
        self, place: _Place, block: Statement, lead: Inlines = (), after: str = "", kind: str = ""
    ) -> None:
        apart = _stands_apart(place, block, lead)
        name = type(block).__name__.lower()
        box = self._box(place, "div", " ".join(filter(None, (name, kind, apart, _marked(block)))))
        self.sheet.trace(box, block.source)
        body = box
        if apart:
            label = self._label(box, block.label)
            if isinstance(block, Decision | Action) and block.label.strip():
                box.set("role", "group")
                self.sheet.name(box, label)
            body = self.sheet.child(box, "div", "body")
        self._words(body, block, lead, after, run_in=not apart)
        self._points(body, block)
        self._facts(body, block.facts)
        if not block.marks:
            return
        if place.lists < DEEPEST_LIST:
            css = "marks" if apart or not _fits_beside(block.marks[0]) else "marks beside"
            marks = self.sheet.child(body, "div", css, role="group", aria_label=self.labels.marks)
            self._later(self._inside(place, marks, in_list=False), block.marks)
        else:
            self.sheet.lose(
                type(block).__name__ + ".marks",
                f"marks are nested {DEEPEST_LIST} deep, and then stand beside each other",
            )
            self._later(place, block.marks)

    def _words(self, body: _Element, block: Statement, lead: Inlines, after: str, *, run_in: bool) -> None:
        label = block.label if run_in else ""
        if not (label or lead or block.words or block.withdrawn):
            return
        line = self.sheet.child(body, "p", "words", dir="auto")
        if label:
            written = self.sheet.child(line, "span", "label", dir="auto")
            self.sheet.write(written, label)
            if lead or block.words or block.withdrawn:
                written.tail = ": "
        if block.withdrawn:
            self.sheet.child(line, "span", "state", self.labels.withdrawn).tail = " "
        if lead:
            who = self.sheet.child(line, "span", "lead")
            self.sheet.foreign(who, block.source)
            write_line(self.sheet, who, lead)
            who.tail = after if block.words else ""
        if block.words:
            self._written(line, block.words, block)

    def _written(self, parent: _Element, words: Inlines, block: Statement) -> None:
        """What people wrote; struck through where it was withdrawn."""
        text = self.sheet.child(parent, "s" if block.withdrawn else "span", "text")
        self.sheet.foreign(text, block.source)
        write_line(self.sheet, text, words)

    def _points(self, body: _Element, block: Statement) -> None:
        """The list below the words: a deeper point opens one list, whatever levels it skips."""
        lists: list[tuple[int, _Element]] = []
        for point in block.points:
            while len(lists) > 1 and lists[-2][0] >= point.level:
                lists.pop()
            if not lists:
                lists.append((point.level, self.sheet.child(body, "ul", "points")))
            elif point.level > lists[-1][0]:
                if len(lists) < DEEPEST_LIST:
                    lists.append((point.level, self.sheet.child(lists[-1][1][-1], "ul", "points")))
                else:
                    self.sheet.lose(
                        "Point.level",
                        f"points are nested {DEEPEST_LIST} deep, and then stand beside each other",
                    )
            self._point(lists[-1][1], point, block)

    def _point(self, items: _Element, point: Point, block: Statement) -> None:
        item = self.sheet.child(items, "li", "numbered" if point.number else "")
        line = self.sheet.child(item, "p", "words", dir="auto")
        if point.number:
            self.sheet.child(line, "span", "number", point.number, dir="auto").tail = " "
        self._written(line, point.words, block)

    def _facts(self, body: _Element, facts: Iterable[Fact]) -> None:
        write_facts(self.sheet, body, facts)

    def _table(self, place: _Place, block: Table) -> None:
        scroll = (
            self._box(place, "div", "scroll")
            if not place.in_list
            else self.sheet.child(self.sheet.child(place.element, "li"), "div", "scroll")
        )
        scroll.set("tabindex", "0")
        table = self.sheet.child(scroll, "table")
        caption = self.sheet.child(table, "caption", "", block.caption, dir="auto")
        if block.caption.strip():
            scroll.set("role", "group")
            self.sheet.name(scroll, caption)
        head = self.sheet.child(self.sheet.child(table, "thead"), "tr")
        for cell in block.header:
            if cell.strip():
                self.sheet.child(head, "th", "", cell, scope="col", dir="auto")
            else:
                self.sheet.child(head, "td", "", cell)
        rows = self.sheet.child(table, "tbody")
        for row in block.rows:
            self._row(rows, row)
        if not block.rows:
            nothing = self.sheet.child(rows, "tr")
            for _ in block.header:
                self.sheet.child(nothing, "td", "", "—")

    def _row(self, rows: _Element, row: Row) -> None:
        line = self.sheet.child(rows, "tr")
        self.sheet.trace(line, row.source, anchor=False)
        for place, cell in enumerate(row.cells):
            if place == 0 and not blank(cell):
                box = self.sheet.child(line, "th", scope="row", dir="auto")
            else:
                box = self.sheet.child(line, "td", dir="auto")
            write_line(self.sheet, box, cell)


def _stands_apart(place: _Place, block: Statement, lead: Inlines) -> str:
    """How the label stands: in the margin, above the text, or (empty) in the line of the words."""
    alone = not (lead or block.words or block.points or block.facts or block.marks)
    if not block.label or place.in_list or (alone and block.source is None):
        return ""
    # A return is a sentence, mostly with nothing to stand beside.
    short = len(block.label) <= LONGEST_IN_MARGIN and not isinstance(block, Return)
    return "labelled" if short else "titled"


def _marked(block: Statement) -> str:
    """What became of the words: they look like a decision or an action that was written down as one."""
    if any(isinstance(mark, Decision) for mark in block.marks):
        return "decides"
    return "promises" if any(isinstance(mark, Action) for mark in block.marks) else ""


def _fits_beside(mark: Block) -> bool:
    return isinstance(mark, Decision | Action) and 0 < len(mark.label) <= LONGEST_BESIDE


def has_heading(section: Section) -> bool:
    """Whether the item has a number or title to be seen."""
    return bool((section.number or "").strip()) or not blank(section.title)


def write_facts(sheet: Sheet, body: _Element, facts: Iterable[Fact]) -> None:
    """Facts as a list of labels and values."""
    listed: _Element | None = None
    for fact in facts:
        if listed is None:
            listed = sheet.child(body, "dl", "facts")
        pair = sheet.child(listed, "div", data_fact=fact.name)
        sheet.child(pair, "dt", "", fact.label, dir="auto")
        value = sheet.child(pair, "dd", dir="auto")
        write_line(sheet, value, fact.value)
