"""The page around the blocks: head, header, contents, legend and colophon."""

from __future__ import annotations

import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from alliance_minutes.document import Section, Text
from alliance_minutes.renderers.colophon import colophon, machine_readable, tells_body
from alliance_minutes.renderers.html.body import Body, has_heading, write_facts
from alliance_minutes.renderers.html.line import write_line
from alliance_minutes.renderers.html.sheet import Sheet
from alliance_minutes.renderers.runs import blank, plain
from alliance_minutes.renderers.versions import HTML_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from alliance_minutes.document import Document
    from alliance_minutes.plugins import Loss, OptionValue

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
ENOUGH_FOR_CONTENTS = 4
"""Sections from which on a list of contents helps more than it delays."""

# Elements whose children are blocks: a line end between those shows nowhere and keeps the file readable.
_ROOMY = frozenset(
    {"html", "head", "body", "header", "nav", "main", "section", "footer", "div", "ul", "ol", "li", "dl"}
)
_ROOMY |= {"table", "thead", "tbody", "tr"}


def write_page(document: Document, options: Mapping[str, OptionValue]) -> tuple[bytes, tuple[Loss, ...]]:
    """The bytes of the page, and what it could not hold."""
    meta = document.meta
    sheet = Sheet(meta.stream, meta.language, meta.text_language)
    root = etree.Element("html", lang=sheet.clean(meta.language))
    _head(sheet, root, document)
    body = sheet.child(root, "body")
    sheet.child(body, "a", "skip", document.labels.skip, href="#main")
    _header(sheet, body, document)
    # The contents come first on the page, and need the ids of the sections below them.
    contents = sheet.child(body, "nav")
    main = sheet.child(body, "main", id="main")
    Body(sheet, document.labels).write(main, document.blocks)
    _contents(sheet, contents, main, document)
    _legend(sheet, main, document)
    _colophon(sheet, body, document, options)
    sheet.lead()
    space(root)
    content = etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    return content + b"\n", tuple(sheet.losses)


@cache
def _style() -> str:
    """The style sheet, a constant: in a style element text is not escaped, so no data ever goes there."""
    return (pkgutil.get_data(__package__, "style.css") or b"").decode()


def _head(sheet: Sheet, root: _Element, document: Document) -> None:
    meta = document.meta
    head = sheet.child(root, "head")
    sheet.child(head, "meta", charset="utf-8")
    sheet.child(head, "meta", http_equiv="Content-Security-Policy", content=POLICY)
    sheet.child(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    sheet.child(head, "meta", name="color-scheme", content="light dark")
    sheet.child(head, "meta", name="generator", content=f"alliance-minutes html {HTML_VERSION}")
    sheet.child(head, "title", "", meta.title if meta.title.strip() else meta.file_name)
    sheet.child(head, "style").text = _style()


def _header(sheet: Sheet, body: _Element, document: Document) -> None:
    meta = document.meta
    header = sheet.child(body, "header")
    if meta.body and not tells_body(meta):
        sheet.child(header, "p", "body-name", meta.body, dir="auto")
    heading = sheet.child(header, "h1", dir="auto")
    if blank(meta.heading):
        write_line(sheet, heading, (Text(meta.title if meta.title.strip() else meta.file_name),))
    else:
        write_line(sheet, heading, meta.heading)
    edition = [label for label in (meta.edition_label, meta.status_label) if label]
    if edition:
        line = sheet.child(header, "p", "edition")
        for place, label in enumerate(edition):
            sheet.child(line, "span", "", label, dir="auto").tail = " " if place < len(edition) - 1 else ""
    write_facts(sheet, header, meta.facts)


def _contents(sheet: Sheet, nav: _Element, main: _Element, document: Document) -> None:
    sections = [block for block in document.blocks if isinstance(block, Section)]
    boxes = [box for box in main if box.tag == "section"]
    titled = [section for section in sections if has_heading(section)]
    if len(boxes) < ENOUGH_FOR_CONTENTS:
        parent = nav.getparent()
        if parent is not None:
            parent.remove(nav)
        return
    nav.set("aria-labelledby", "contents-label")
    sheet.child(nav, "p", "label", document.labels.contents, id="contents-label")
    listed = sheet.child(sheet.child(nav, "div", "body"), "ol")
    for section, box in zip(titled, boxes, strict=True):
        link = sheet.child(sheet.child(listed, "li"), "a", href="#" + sheet.identify(box))
        if section.number:
            sheet.child(link, "span", "number", section.number, dir="auto").tail = " "
        title = sheet.child(link, "span", "title", plain(section.title))
        sheet.foreign(title, section.source)


def _legend(sheet: Sheet, main: _Element, document: Document) -> None:
    if not document.legend:
        return
    box = sheet.child(main, "section", "legend", aria_labelledby="legend-label")
    sheet.child(box, "h2", "", document.labels.legend, id="legend-label")
    listed = sheet.child(box, "dl", "facts")
    for ground in document.legend:
        pair = sheet.child(listed, "div")
        sheet.child(pair, "dt", "", ground.code, dir="auto")
        sheet.child(pair, "dd", "", ground.label, dir="auto")


def _colophon(sheet: Sheet, body: _Element, document: Document, options: Mapping[str, OptionValue]) -> None:
    footer = sheet.child(body, "footer")
    for name, value in machine_readable(document, "html", HTML_VERSION, options).items():
        footer.set(f"data-{name}", sheet.clean(value))
    sheet.child(footer, "h2", "", document.labels.colophon)
    listed = sheet.child(footer, "dl", "facts")
    for label, value in colophon(document, "html", HTML_VERSION, options):
        pair = sheet.child(listed, "div")
        sheet.child(pair, "dt", "", label, dir="auto")
        sheet.child(pair, "dd", "", value, dir="auto")


def space(root: _Element) -> None:
    """Part blocks by line ends, where they show nowhere."""
    for element in root.iter():
        if element.tag in _ROOMY and "deep" not in (element.get("class") or "") and len(element):
            element.text = "\n"
            for child in element:
                child.tail = "\n"
