"""Writing a document as XML, driven by the anatomy of its nodes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from attrs import define
from lxml import etree

from alliance_minutes.document.anatomy import anatomy, node_classes
from alliance_minutes.document.inlines import Link, Text
from alliance_minutes.document.model import SCHEMA_VERSION
from alliance_minutes.document.walk import walk
from alliance_minutes.document.wire import digest
from alliance_minutes.plugins.records import Rendition
from alliance_minutes.renderers.safe import Gate, shown
from alliance_minutes.renderers.versions import XML_VERSION
from alliance_minutes.renderers.xml import MEDIA_TYPE, SUFFIX, names
from alliance_minutes.renderers.xml.names import NAMESPACE, XML, qualified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.document import Document, Inlines, Source
    from alliance_minutes.document.anatomy import Field
    from alliance_minutes.plugins.records import RenderRequest

# Lines that hold what was said or written at the meeting; labels and facts are in the language of the labels.
_SAID = {("Point", "words"), ("Section", "title"), ("Attachment", "title"), ("Meta", "heading")}
_DEEPEST_INDENT = 12
_NSMAP: Any = {None: NAMESPACE}


def write(request: RenderRequest) -> Rendition:
    """The document as XML."""
    document = request.document
    writer = _Writer(document=document, gate=Gate(), anchors=_anchors(document))
    root = writer.tree()
    _colophon(root, request, writer.gate)
    _indent(root)
    return Rendition(
        content=etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n",
        media_type=MEDIA_TYPE,
        file_name=document.meta.file_name + SUFFIX,
        losses=tuple(writer.gate.losses),
    )


def _anchors(document: Document) -> dict[int, str]:
    """The id of each block that bears one, by identity; the first block of an entry bears its anchor."""
    given: set[str] = set()
    anchors: dict[int, str] = {}
    for block in walk(document.blocks):
        source: Source | None = getattr(block, "source", None)
        if source is not None and source.anchor not in given:
            given.add(source.anchor)
            anchors[id(block)] = source.anchor
    return anchors


@cache
def _places(cls: type) -> tuple[tuple[Field, Literal["attribute", "source", "own", "child"], str], ...]:
    """The fields of a node class, where each stands in its element, and what it is called there."""
    return tuple(_place(field) for field in anatomy(cls))


def _place(field: Field) -> tuple[Field, Literal["attribute", "source", "own", "child"], str]:
    name = names.name_of(field)
    if names.is_source(field):
        return field, "source", name
    if names.is_attribute(field):
        return field, "attribute", name
    if names.is_own_content(field):
        return field, "own", name
    return field, "child", qualified(name)


@define
class _Writer:
    document: Document
    gate: Gate
    anchors: dict[int, str]

    def tree(self) -> etree._Element:
        root = etree.Element(qualified(names.ROOT), nsmap=_NSMAP)
        root.set("schemaVersion", SCHEMA_VERSION)
        root.set(f"{{{XML}}}lang", self.document.meta.language)
        pending: list[tuple[etree._Element, Any]] = [(root, self.document)]
        while pending:
            element, node = pending.pop()
            pending.extend(reversed([*self._fill(element, node)]))
        return root

    def _fill(self, element: etree._Element, node: Any) -> Iterator[tuple[etree._Element, Any]]:
        """Write what is the node's own; yield the elements that are still to be filled, each with its node."""
        anchor = self.anchors.pop(id(node), None)
        if anchor is not None:
            element.set(f"{{{XML}}}id", anchor)
        cls: type = type(node)
        for field, place, name in _places(cls):
            value = getattr(node, field.name)
            if value is None or (not value and field.is_default(value)):
                continue
            if place == "attribute":
                element.set(name, self._attribute(node, field, value))
            elif place == "source":
                yield from self._fill(element, value)
            elif place == "own":
                yield from self._line(element, value)
            else:
                yield from self._children(element, node, field, name, value)

    def _attribute(self, node: Any, field: Field, value: Any) -> str:
        match field.shape:
            case "flag":
                return "true" if value else "false"
            case "choices":
                return " ".join(value)
            case "text" if isinstance(node, Link) and field.name == "url":
                return self.gate.url(value) or ""
            case _:
                return self.gate.text(str(value))

    def _children(
        self, element: etree._Element, node: Any, field: Field, name: str, value: Any
    ) -> Iterator[tuple[etree._Element, Any]]:
        match field.shape:
            case "node":
                yield etree.SubElement(element, name), value
            case "nodes":
                for item in value:
                    yield etree.SubElement(element, name), item
            case "texts":
                for text in value:
                    etree.SubElement(element, name).text = self.gate.text(text)
            case "inlines":
                line = etree.SubElement(element, name)
                self._tell_language(line, node, field)
                yield from self._line(line, value)
            case "cells":
                for inlines in value:
                    yield from self._line(etree.SubElement(element, name), inlines)
            case _:
                blocks = etree.SubElement(element, name)
                for block in value:
                    yield etree.SubElement(blocks, qualified(names.element_of(type(block)))), block

    def _tell_language(self, line: etree._Element, node: Any, field: Field) -> None:
        meta = self.document.meta
        said = field.name == "words" or (type(node).__name__, field.name) in _SAID
        if said and meta.text_language != meta.language:
            line.set(f"{{{XML}}}lang", meta.text_language)

    def _line(self, element: etree._Element, line: Inlines) -> Iterator[tuple[etree._Element, Any]]:
        last: etree._Element | None = None
        after_text = False
        for inline in line:
            if isinstance(inline, Text):
                text = self.gate.text(inline.text)
                if after_text or not text:
                    last = etree.SubElement(element, qualified(names.TEXT))
                    last.text = text
                    after_text = False
                    continue
                if last is None:
                    element.text = text
                else:
                    last.tail = text
                after_text = True
            else:
                last = etree.SubElement(element, qualified(names.element_of(type(inline))))
                after_text = False
                yield last, inline


def _colophon(root: etree._Element, request: RenderRequest, gate: Gate) -> None:
    meta = request.document.meta
    colophon = etree.SubElement(root, qualified(names.COLOPHON))
    colophon.set("origin", gate.text(meta.origin))
    colophon.set("stream", gate.text(meta.stream))
    colophon.set("version", str(meta.version))
    colophon.set("digest", digest(request.document))
    colophon.set("renderer", "xml")
    colophon.set("rendererVersion", XML_VERSION)
    for name, value in shown(request.options).items():
        option = etree.SubElement(colophon, qualified("option"))
        option.set("name", gate.text(name))
        option.set("value", gate.text(value))


def _indent(root: etree._Element) -> None:
    """Set elements on lines of their own where only elements may stand; a line of inlines keeps its text as it is."""
    pending = [(root, 1)]
    while pending:
        element, depth = pending.pop()
        children = list(element)
        if not children or element.tag in _LINES:
            continue
        inner = "\n" + "  " * min(depth, _DEEPEST_INDENT)
        element.text = inner
        for child in children:
            child.tail = inner
        children[-1].tail = "\n" + "  " * min(depth - 1, _DEEPEST_INDENT)
        pending.extend((child, depth + 1) for child in children)


def _names_of_lines() -> frozenset[str]:
    lines = {names.TEXT}
    for cls in node_classes():
        lines |= {names.name_of(f) for f in anatomy(cls) if f.shape in ("inlines", "cells")}
        if names.own_content(cls) is not None:
            lines.add(names.element_of(cls))
    return frozenset(qualified(line) for line in lines)


_LINES = _names_of_lines()
