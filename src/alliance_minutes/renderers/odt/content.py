"""The blocks of a document as the body of an ODF text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from attrs import Factory, define, field

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
    Table,
)
from alliance_minutes.plugins.records import Loss
from alliance_minutes.renderers.odt.columns import shares
from alliance_minutes.renderers.odt.flow import DEEPEST_LIST
from alliance_minutes.renderers.odt.line import Piece, write_pieces
from alliance_minutes.renderers.odt.names import child
from alliance_minutes.renderers.odt.roles import DEEPEST_HEADING
from alliance_minutes.renderers.runs import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from alliance_minutes.document import Block, Fact, Inlines, Point, Source
    from alliance_minutes.document.blocks import Statement
    from alliance_minutes.renderers.odt.flow import Flow
    from alliance_minutes.renderers.odt.line import Lines, Mark
    from alliance_minutes.renderers.odt.roles import Part, Wardrobe

Steps: TypeAlias = "Iterator[Any]"
"""What a block still has to write: each step yields those of the blocks below it."""

BULLETS = "L_bullets"
NO_LABELS = "L_plain"
TABLE = "Ta_register"


def run(steps: Steps) -> None:
    """Take all steps, inner before what follows; a document may nest deeper than Python calls may."""
    pending = [steps]
    while pending:
        below = next(pending[-1], None)
        if below is None:
            pending.pop()
        else:
            pending.append(below)


@define
class Body:
    """Writes blocks into a flow.

    Attributes:
        flow: where paragraphs go.
        lines: turns inlines into pieces of text.
        wardrobe: the styles that are worn.
        withdrawn: the word for what was withdrawn, in the document's language.
        styles: the character style of each mark.
        room: how wide a table is, in ems of the letters in its cells.
        awaited: whether the next block is to stay on the page of the one after it.
    """

    flow: Flow
    lines: Lines
    wardrobe: Wardrobe
    withdrawn: str
    styles: dict[Mark, str]
    room: float
    due: list[str] = Factory(list)
    tables: int = 0
    awaited: bool = False
    columns: dict[int, None] = Factory(dict)
    _bookmarked: set[str] = field(factory=set)

    def paragraph(
        self,
        part: Part,
        pieces: Sequence[Piece],
        *,
        kept: bool = False,
        begins: bool = False,
        ends: bool = False,
    ) -> None:
        """A paragraph of its own; one that is ``kept`` stays on the page of what follows, one may begin or end a bar."""
        if kept:
            style = self.wardrobe.keeping(part, begins=begins)
        else:
            style = self.wardrobe.ending(part) if ends else self.wardrobe.paragraph(part)
        self._fill(self.flow.paragraph(style), pieces)

    def blocks(self, blocks: Sequence[Block], level: int) -> Steps:
        """Blocks under a heading of the level before."""
        for block in blocks:
            yield self._block(block, level)

    def finish(self) -> None:
        """Give the entries that printed nothing a place at the end."""
        if self.due:
            self.paragraph("text", ())

    def _fill(self, paragraph: etree._Element, pieces: Sequence[Piece]) -> None:
        for name in self.due:
            child(paragraph, "text:bookmark", {"text:name": name})
        self.due.clear()
        write_pieces(paragraph, pieces, self.styles, after=paragraph[-1] if len(paragraph) else None)

    def _mark(self, source: Source | None) -> None:
        name = self.lines.bookmarks.get(source) if source is not None else None
        if name is not None and name not in self._bookmarked:
            self._bookmarked.add(name)
            self.due.append(name)

    def _block(self, block: Block, level: int) -> Steps:  # noqa: C901 - one case for each class of block
        match block:
            case Section():
                return self._section(block, level)
            case List():
                return self._list(block, level)
            case Table():
                return self._table(block)
            case Decision() if not self.flow.levels:
                return self._boxed(block, level, "decision-label", "decision")
            case Action() if not self.flow.levels:
                return self._boxed(block, level, "action-label", "action")
            case Notice():
                return self._plain(
                    block, level, at=block.at, part="notice" if block.kind in {"draft", "extract"} else None
                )
            case Contribution():
                return self._plain(block, level, head=block.speaker)
            case Signing():
                return self._plain(block, level, head=block.partner)
            case Attendance():
                return self._plain(block, level, head=block.party)
            case Attachment():
                return self._plain(block, level, head=block.title)
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
                return self._plain(block, level)
            case _:
                assert_never(block)

    def _section(self, section: Section, level: int) -> Steps:
        self._mark(section.source)
        below = level
        if section.number or section.title:
            outline = min(level, DEEPEST_HEADING)
            if outline < level:
                self._lose(
                    "Section", "a heading of the deepest level stands for a deeper one", section.source
                )
            number = section.number or ""
            if number and plain(section.title):
                number += ". " if number[-1].isalnum() else " "
            pieces = [*self._said(number), *self.lines.pieces(section.title, "said")]
            self._fill(self.flow.heading(self.wardrobe.heading(outline), outline), pieces)
            below = level + 1
        if section.facts:
            self.paragraph("text", self._facts(section.facts))
        yield self.blocks(section.blocks, below)

    def _list(self, block: List, level: int) -> Steps:
        if block.label:
            self.paragraph("label", self._text(block.label, "label"))
        self.flow.start_list(BULLETS)
        for item in block.blocks:
            self.flow.start_item()
            yield self._block(item, level)
        self.flow.end_list()

    def _table(self, block: Table) -> Steps:
        self.tables += 1
        if block.caption:
            self.paragraph("caption", self._text(block.caption, "label"))
        width = max([len(block.header), *(len(row.cells) for row in block.rows)])
        if width:
            table = self.flow.table(f"Table{self.tables}", TABLE)
            self._columns(table, block, width)
            if block.header:
                header = [self._text(name, "label") for name in block.header]
                self._row(child(table, "table:table-header-rows"), header, width, "header-cell")
            for row in block.rows:
                self._row(table, [[*self.lines.pieces(cell)] for cell in row.cells], width, "cell")
        return iter(())

    def _columns(self, table: etree._Element, block: Table, width: int) -> None:
        for share in shares(block, width, self.room):
            self.columns.setdefault(share)
            child(table, "table:table-column", {"table:style-name": f"{TABLE}.{share}"})

    def _row(self, table: etree._Element, cells: list[list[Piece]], width: int, part: Part) -> None:
        row = child(table, "table:table-row")
        cells += [[] for _ in range(width - len(cells))]
        for pieces in cells:
            cell = child(
                row,
                "table:table-cell",
                {"office:value-type": "string", "table:style-name": f"{TABLE}.{part}"},
            )
            self._fill(child(cell, "text:p", {"text:style-name": self.wardrobe.paragraph(part)}), pieces)

    def _boxed(self, block: Statement, level: int, label_part: Part, part: Part) -> Steps:
        marked = self._awaits(block)
        self._mark(block.source)
        worn = _worn(block)
        if block.label or block.withdrawn:
            label = [*self._text(block.label, "label", *worn), *self._withdrawal(block)]
            alone = not (marked or block.words or block.facts or block.points)
            self.paragraph(label_part, label, ends=alone)
        if block.words:
            words = [*self.lines.pieces(block.words, "said", *worn)]
            self.paragraph(part, words, kept=marked or bool(block.facts), ends=True)
        if block.facts:
            self.paragraph(part, self._facts(block.facts), kept=marked, ends=True)
        self._points(block.points, block.source, kept=marked)
        yield from self._marks(block, level)

    def _plain(
        self,
        block: Statement,
        level: int,
        *,
        head: Inlines = (),
        at: str | None = None,
        part: Part | None = None,
    ) -> Steps:
        marked = self._awaits(block)
        self._mark(block.source)
        worn = _worn(block)
        if at is not None and any(at in plain(fact.value).replace(".", ":") for fact in block.facts):
            at = None
        label = [*self._text(block.label, "label", *worn)]
        if at is not None:
            label += self._text(f" {at}" if block.label else at, "label", *worn)
        words = [*self.lines.pieces(block.words, "said", *worn)]
        named = [*self.lines.pieces(head, "label", *worn)] if words else [*self.lines.pieces(head, *worn)]
        parts = [pieces for pieces in (label, named, words) if any(piece.text for piece in pieces)]
        pieces = _joined(parts, ": ")
        pieces += self._withdrawal(block)
        if block.facts:
            facts = self._facts(block.facts)
            if words:
                pieces += [Piece("\n"), *facts]
            elif named:
                pieces += [Piece(" ("), *facts, Piece(")")]
            elif pieces:
                pieces += [Piece(" · "), *facts]
            else:
                pieces += facts
        if pieces or not block.points:
            worn_as = "list" if self.flow.levels else part or _part(block)
            self.paragraph(worn_as, pieces, kept=marked, begins=worn_as in ("decision", "action"))
        self._points(block.points, block.source, kept=marked)
        yield from self._marks(block, level)

    def _awaits(self, block: Statement) -> bool:
        """Whether the statement is to stay on the page of what follows: its own marks, or the next mark beside it."""
        awaited, self.awaited = self.awaited, False
        return awaited or bool(block.marks)

    def _marks(self, block: Statement, level: int) -> Steps:
        for left, mark in zip(range(len(block.marks) - 1, -1, -1), block.marks, strict=True):
            self.awaited = left > 0
            yield self._block(mark, level)
        self.awaited = False

    def _points(self, points: Sequence[Point], source: Source | None, *, kept: bool = False) -> None:
        opened: list[str] = []
        for left, point in zip(range(len(points) - 1, -1, -1), points, strict=True):
            level = max(point.level, 0)
            if level >= DEEPEST_LIST:
                self._lose("Point.level", "a list of the deepest level stands for a deeper one", source)
                level = DEEPEST_LIST - 1
            style = NO_LABELS if point.number is not None else BULLETS
            while len(opened) > level + 1 or (len(opened) == level + 1 and opened[-1] != style):
                opened.pop()
                self.flow.end_list()
            while len(opened) <= level:
                opened.append(style)
                self.flow.start_list(style)
                self.flow.start_item()
            self.flow.start_item()
            number = point.number or ""
            if number:
                number += (".\t" if number[-1].isalnum() else "\t") if point.words else ""
            words = [*self._said(number), *self.lines.pieces(point.words, "said")]
            self.paragraph("list", words, kept=kept and left == 0)
        for _ in opened:
            self.flow.end_list()

    def _facts(self, facts: Sequence[Fact]) -> list[Piece]:
        told = []
        for fact in facts:
            label = [*self._text(fact.label, "facts")]
            value = [*self.lines.pieces(fact.value, "facts")]
            told.append(_joined([part for part in (label, value) if part], ": ", "facts"))
        return _joined(told, "; ", "facts")

    def _text(self, text: str, *marks: Mark) -> list[Piece]:
        return [Piece(self.lines.gate.text(text), frozenset(marks))] if text else []

    def _said(self, text: str) -> list[Piece]:
        return self._text(text, "said")

    def _withdrawal(self, block: Statement) -> list[Piece]:
        return self._text(f" [{self.withdrawn}]", "facts") if block.withdrawn else []

    def _lose(self, node: str, reason: str, source: Source | None) -> None:
        self.lines.gate.losses.append(Loss(node=node, reason=reason, source=source))


def _part(block: Statement) -> Part:
    """Words that became a decision or an action look like one."""
    if any(isinstance(mark, Decision) for mark in block.marks):
        return "decision"
    return "action" if any(isinstance(mark, Action) for mark in block.marks) else "text"


def _worn(block: Statement) -> tuple[Mark, ...]:
    return ("withdrawn",) if block.withdrawn else ()


def _joined(parts: Sequence[Sequence[Piece]], between: str, *marks: Mark) -> list[Piece]:
    joined: list[Piece] = []
    for number, part in enumerate(parts):
        if number:
            joined.append(Piece(between, frozenset(marks)))
        joined.extend(part)
    return joined
