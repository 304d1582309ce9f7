"""The document as lines of text, without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never

from attrs import evolve, frozen

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
from alliance_minutes.renderers.colophon import colophon, tells_body
from alliance_minutes.renderers.text.line import Lines
from alliance_minutes.renderers.text.table import table
from alliance_minutes.renderers.text.wrap import WIDTH, width, wrap
from alliance_minutes.renderers.versions import TEXT_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from alliance_minutes.document import Block, Document, Fact, Inlines
    from alliance_minutes.plugins import Loss, OptionValue

_DEEPEST = 12
"""Indents; whatever lies deeper keeps this one, so that a line keeps room for words."""

_UNDERLINES = {1: "=", 2: "-"}


@frozen
class _Place:
    """Where blocks go: how far indented, under a heading of which level, and how they stand there."""

    indent: int = 0
    heading: int = 1
    stands: Literal["alone", "in a list", "as a mark"] = "alone"

    @property
    def margin(self) -> str:
        return "  " * min(self.indent, _DEEPEST)

    @property
    def bullet(self) -> str:
        return {"alone": "", "in a list": "- ", "as a mark": "→ "}[self.stands]


def write_text(document: Document, options: Mapping[str, OptionValue]) -> tuple[str, tuple[Loss, ...]]:
    """The text of the document, and what it could not hold."""
    page = _Page(document)
    page.head()
    page.blocks()
    page.legend()
    page.colophon(options)
    return "\n".join(page.written) + "\n", tuple(page.lines.losses.values())


class _Page:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.labels = document.labels
        self.lines = Lines()
        self.written: list[str] = []
        self.pending: list[tuple[_Place, Block]] = []

    def gap(self) -> None:
        """A blank line, unless there is one."""
        if self.written and self.written[-1]:
            self.written.append("")

    def put(self, text: str, first: str = "", rest: str | None = None) -> None:
        """The text in lines that begin with ``first`` and then ``rest``."""
        rest = " " * width(first) if rest is None else rest
        lead = first
        for line in wrap(text, max(WIDTH - max(width(first), width(rest)), 20)):
            self.written.append((lead + line).rstrip(" ") if not line.strip(" ") else lead + line)
            lead = rest

    def title(self, text: str, level: int) -> None:
        """A heading with a line under it as wide as itself."""
        self.gap()
        start = len(self.written)
        self.put(text)
        wide = max((width(line) for line in self.written[start:]), default=0)
        self.written.append(_UNDERLINES.get(level, ".") * min(max(wide, 1), WIDTH))
        self.written.append("")

    def head(self) -> None:
        meta = self.document.meta
        if meta.body and not tells_body(meta):
            self.put(self.lines.clean(meta.body))
        heading = self.lines.text(meta.heading)
        self.title(heading if heading.strip() else self.lines.clean(meta.title or meta.file_name), 1)
        edition = [self.lines.clean(label) for label in (meta.edition_label, meta.status_label) if label]
        if edition:
            self.put(" · ".join(edition))
            self.gap()
        self.pairs([(self.lines.clean(fact.label), self.lines.text(fact.value)) for fact in meta.facts])

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Labels and values below each other, the values aligned where the labels are short."""
        pairs = list(pairs)
        column = max(
            (wide for label, _ in pairs if (wide := width(label)) <= 24 and "\n" not in label), default=0
        )
        for label, value in pairs:
            first = f"{label}:" + " " * (column - width(label) + 2)
            if width(label) <= column and "\n" not in label:
                self.put(value, first)
            else:
                self.put(f"{label}: {value}", "", "  ")
        if pairs:
            self.gap()

    def blocks(self) -> None:
        self.later(_Place(), self.document.blocks)
        while self.pending:
            place, block = self.pending.pop()
            self.block(place, block)

    def later(self, place: _Place, blocks: Iterable[Block]) -> None:
        self.pending.extend((place, block) for block in reversed(tuple(blocks)))

    def block(self, place: _Place, block: Block) -> None:
        match block:
            case Section():
                self.section(place, block)
            case List():
                self.list(place, block)
            case Table():
                self.table(place, block)
            case Contribution():
                self.statement(place, block, block.speaker, ": ")
            case Attendance():
                self.statement(place, block, block.party, " — ")
            case Signing():
                self.statement(place, block, block.partner, " — ")
            case Attachment():
                self.statement(place, block, block.title, " — ")
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
                | Notice()
            ):
                self.statement(place, block)
            case _:
                assert_never(block)

    def section(self, place: _Place, section: Section) -> None:
        number = self.lines.clean(section.number or "")
        title = self.lines.text(section.title)
        heading = f"{number}  {title}" if number and title else number or title
        if heading.strip():
            self.gap()
            self.title(heading, place.heading + 1)
        self.facts(evolve(place, stands="alone"), section.facts)
        self.later(_Place(0, place.heading + 1), section.blocks)

    def list(self, place: _Place, block: List) -> None:
        self.gap()
        if block.label:
            self.put(f"{self.lines.clean(block.label)}:", place.margin + place.bullet, place.margin + "  ")
        inside = place.indent + (place.stands != "alone")
        self.later(_Place(inside, place.heading, "in a list"), block.blocks)

    def table(self, place: _Place, block: Table) -> None:
        self.gap()
        self.put(self.lines.clean(block.caption), place.margin, place.margin)
        self.gap()
        header = [self.lines.clean(cell) for cell in block.header]
        rows = [[self.lines.text(cell) for cell in row.cells] for row in block.rows]
        for line in table(header, rows or [["—"] * len(header)], WIDTH - len(place.margin)):
            self.written.append(place.margin + line)
        self.gap()

    def statement(self, place: _Place, block: Statement, lead: Inlines = (), after: str = "") -> None:
        if place.stands == "alone":
            self.gap()
        label = self.lines.clean(block.label)
        text = (f"[{self.lines.clean(self.labels.withdrawn)}] " if block.withdrawn else "") + self.lines.text(
            lead
        )
        words = self.lines.text(block.words)
        text += (after if lead and words else "") + words
        facts = self.joined(block.facts)
        beside = facts and (not text or (lead and not words))
        if label:
            text = f"{label}: {text}" if text else label
        if beside:
            text = f"{text} ({facts})" if text else facts
        if text:
            hanging = "  " if label and place.stands == "alone" else " " * len(place.bullet)
            self.put(text, place.margin + place.bullet, place.margin + hanging)
        below = evolve(place, indent=place.indent + bool(label or place.stands != "alone"), stands="alone")
        for point in block.points:
            margin = evolve(below, indent=below.indent + max(point.level, 0)).margin
            bullet = f"{self.lines.clean(point.number)} " if point.number else "- "
            self.put(self.lines.text(point.words), margin + bullet, margin + "  ")
        if not beside:
            self.facts(below, block.facts)
        self.later(_Place(place.indent + 1, place.heading, "as a mark"), block.marks)

    def joined(self, facts: Iterable[Fact]) -> str:
        return "; ".join(f"{self.lines.clean(fact.label)}: {self.lines.text(fact.value)}" for fact in facts)

    def facts(self, place: _Place, facts: Iterable[Fact]) -> None:
        line = self.joined(facts)
        if line:
            self.put(line, place.margin)

    def legend(self) -> None:
        if self.document.legend:
            self.gap()
            self.title(self.lines.clean(self.labels.legend), 2)
            clean = self.lines.clean
            self.pairs([(clean(ground.code), clean(ground.label)) for ground in self.document.legend])

    def colophon(self, options: Mapping[str, OptionValue]) -> None:
        self.gap()
        self.title(self.lines.clean(self.labels.colophon), 2)
        for label, value in colophon(self.document, "text", TEXT_VERSION, options):
            self.put(f"{self.lines.clean(label)}: {self.lines.clean(value)}", "", "  ")
