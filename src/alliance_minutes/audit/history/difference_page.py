"""A difference as a page: inserted and deleted words for the eye and for the ear, without scripts."""

from __future__ import annotations

import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from alliance_minutes.audit.history.difference_words import difference_words
from alliance_minutes.document import Source, Text
from alliance_minutes.renderers.html.line import write_line
from alliance_minutes.renderers.html.page import POLICY, space
from alliance_minutes.renderers.html.sheet import Sheet
from alliance_minutes.values import moment_text

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.etree import _Element

    from alliance_minutes.audit.history.difference_words import DifferenceWords
    from alliance_minutes.audit.history.differences import (
        Act,
        Change,
        Difference,
        ItemChanges,
        PartChange,
        Side,
    )
    from alliance_minutes.audit.history.wording import Piece


def write_page(found: Difference) -> bytes:
    """The bytes of the page (HTML, UTF-8)."""
    return _Page(found).write()


@cache
def _style() -> str:
    """The style of rendered minutes, and what a difference adds; constants: no data ever goes there."""
    minutes = pkgutil.get_data("alliance_minutes.renderers.html", "style.css") or b""
    return (minutes + (pkgutil.get_data(__package__, "difference.css") or b"")).decode()


class _Page:
    def __init__(self, found: Difference) -> None:
        self.found = found
        self.say: DifferenceWords = difference_words(found.language)
        self.sheet = Sheet(found.meeting, found.language, found.text_language)

    def write(self) -> bytes:
        sheet, found, say = self.sheet, self.found, self.say
        root = etree.Element("html", lang=found.language)
        self._head(root)
        body = sheet.child(root, "body")
        sheet.child(body, "a", "skip", say.skip, href="#main")
        self._header(body)
        main = sheet.child(body, "main", id="main")
        if found.items:
            sheet.child(main, "p", "key", say.legend)
        else:
            sheet.child(main, "p", "", say.nothing)
        for item in found.items:
            self._item(main, item)
        space(root)
        content = etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
        return content + b"\n"

    def _head(self, root: _Element) -> None:
        sheet = self.sheet
        head = sheet.child(root, "head")
        sheet.child(head, "meta", charset="utf-8")
        sheet.child(head, "meta", http_equiv="Content-Security-Policy", content=POLICY)
        sheet.child(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
        sheet.child(head, "meta", name="color-scheme", content="light dark")
        sheet.child(head, "title", "", self.say.title.format(meeting=self.found.title))
        sheet.child(head, "style").text = _style()

    def _header(self, body: _Element) -> None:
        found, say = self.found, self.say
        header = self.sheet.child(body, "header")
        self.sheet.child(header, "h1", "", say.title.format(meeting=found.title), dir="auto")
        self.sheet.child(header, "p", "edition", say.editions[found.edition])
        facts = self.sheet.child(header, "dl", "facts")
        for label, side in ((say.earlier, found.earlier), (say.later, found.later)):
            value = self._pair(facts, label)
            self._side(value, side)

    def _side(self, value: _Element, side: Side) -> None:
        say = self.say
        before, _, after = say.version_value.format(version=side.version, at="\0").partition("\0")
        value.text = self.sheet.clean(f"{side.asked or say.now} ({before}")
        proof = say.proof_value.format(size=side.size, root=side.root.hex())
        self._time(value, side.recorded_at).tail = f"{after}; {say.proof.lower()} {proof})"

    def _item(self, main: _Element, item: ItemChanges) -> None:
        sheet, say = self.sheet, self.say
        box = sheet.child(main, "section", "item-box")
        heading = sheet.child(box, "h2", "item")
        if item.version is None:
            heading.text = say.outside
        else:
            if item.number:
                sheet.child(heading, "span", "number", item.number, dir="auto").tail = " "
            title = sheet.child(heading, "span", "title")
            if item.title.strip():
                sheet.foreign(title, Source(self.found.meeting, item.version))
            write_line(sheet, title, (Text(item.title if item.title.strip() else say.item),))
        sheet.name(box, heading)
        for change in item.changes:
            self._change(box, change)

    def _change(self, box: _Element, change: Change) -> None:
        sheet, say = self.sheet, self.say
        article = sheet.child(box, "article", f"change is-{change.kind}")
        heading = sheet.child(article, "h3", "", say.kinds[change.kind])
        where = f"{say.entry.lower()} {change.version}" if change.version is not None else ""
        beside = ", ".join(part for part in (change.what, where) if part.strip())
        if beside:
            heading.text = f"{heading.text}: "
            sheet.child(heading, "span", "", beside, dir="auto")
        sheet.name(article, heading)
        for part in change.parts:
            if not part.label:
                self._words(sheet.child(article, "p", "words", dir="auto"), part, change.version)
        labelled = [part for part in change.parts if part.label]
        if labelled:
            facts = sheet.child(article, "dl", "facts")
            for part in labelled:
                self._words(self._pair(facts, part.label), part, change.version)
        if change.act is not None:
            self._act(article, change.act)

    def _words(self, parent: _Element, part: PartChange, version: int | None) -> None:
        if version is not None:
            self.sheet.foreign(parent, Source(self.found.meeting, version))
        for piece in part.pieces:
            self._piece(parent, piece)

    def _piece(self, parent: _Element, piece: Piece) -> None:
        """A piece; what the eye sees by a line through or under the words, the ear is told before and after them."""
        sheet, say = self.sheet, self.say
        if piece.fate == "same":
            write_line(sheet, sheet.child(parent, "span"), (Text(piece.text),))
            return
        tag, spoken = ("del", say.deleted) if piece.fate == "deleted" else ("ins", say.inserted)
        element = sheet.child(parent, tag)
        self._spoken(element, spoken + " ")
        write_line(sheet, sheet.child(element, "span"), (Text(piece.text),))
        self._spoken(element, f" {say.ended} ")

    def _spoken(self, parent: _Element, text: str) -> None:
        element = self.sheet.child(parent, "span", "spoken")
        element.text = text
        if self.found.language != self.found.text_language:
            element.set("lang", self.found.language)

    def _act(self, article: _Element, act: Act) -> None:
        say = self.say
        facts = self.sheet.child(article, "dl", "facts")
        self._time(self._pair(facts, say.recorded), act.recorded_at)
        told = (
            (say.recorded_by, act.recorded_by),
            (say.reason, act.reason),
            (say.authority, act.authority),
            (say.position, str(act.position)) if act.version is None else (say.entry, str(act.version)),
        )
        for label, value in told:
            if value:
                write_line(self.sheet, self._pair(facts, label), (Text(value),))

    def _pair(self, facts: _Element, label: str) -> _Element:
        pair = self.sheet.child(facts, "div")
        self.sheet.child(pair, "dt", "", label, dir="auto")
        return self.sheet.child(pair, "dd", "", dir="auto")

    def _time(self, parent: _Element, time: datetime) -> _Element:
        """A time; for machines in milliseconds, which is as fine as HTML goes (section 2.3.5)."""
        machine = time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return self.sheet.child(parent, "time", "", moment_text(time), datetime=machine)
