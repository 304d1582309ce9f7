"""Reading the XML of this format back: an equal document, or an error that names the place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from alliance_minutes.document.anatomy import BLOCKS, INLINES, anatomy
from alliance_minutes.document.build import Part, build
from alliance_minutes.document.inlines import Source, Text
from alliance_minutes.document.model import SCHEMA_VERSION, Document
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.renderers.xml import names
from alliance_minutes.renderers.xml.names import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.document.anatomy import Field

_BLOCKS = {names.element_of(cls): cls for cls in BLOCKS}
_INLINES = {names.element_of(cls): cls for cls in INLINES if cls is not Text}
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_LARGE = 8_000_000


def parse(content: bytes) -> Document:
    """The document that the XML holds.

    No document type, no entity and no network is ever used; comments, processing instructions, attributes of other
    namespaces, the colophon and the extension are passed over.

    Raises:
        InvalidValueError: it is not well-formed UTF-8 XML, has a document type, or does not hold a document of this
            version of the schema; the message names the line.
    """
    root = _root(content)
    if root.tag != names.qualified(names.ROOT):
        raise _wrong(root, f"the element {names.ROOT} of {NAMESPACE}")
    version = root.get("schemaVersion", "")
    if version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise InvalidValueError("document", version, f"schemaVersion {SCHEMA_VERSION} or one like it")
    parts: list[Part] = []
    pending = [(Part(cls=Document, place=names.ROOT), root)]
    while pending:
        part, element = pending.pop()
        parts.append(part)
        pending.extend(_read(part, element))
    built: Document = build(parts)
    return built


def _root(content: bytes) -> etree._Element:
    # The declaration of a document type is searched for in the bytes, because a parser that may read large texts
    # no longer guards against entities in attributes. In UTF-8 it can be written in one way only.
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidValueError("document", content[:20], f"XML in UTF-8 ({error})") from error
    if b"<!DOCTYPE" in content:
        raise InvalidValueError("document", "<!DOCTYPE", "XML without a document type")
    try:
        return _tree(content, large=len(content) > _LARGE)
    except etree.XMLSyntaxError as error:
        if "huge" not in str(error).lower():
            raise InvalidValueError("document", content[:40], f"well-formed XML ({error})") from error
    try:
        return _tree(content, large=True)
    except etree.XMLSyntaxError as error:
        raise InvalidValueError("document", content[:40], f"XML that can be read ({error})") from error


def _tree(content: bytes, *, large: bool) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=large,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(content, parser)


def _wrong(element: etree._Element, expected: str) -> InvalidValueError:
    return InvalidValueError("document", element.tag, f"{expected}, at line {element.sourceline}")


def _read(part: Part, element: etree._Element) -> Iterator[tuple[Part, etree._Element]]:
    """Fill the part from its element; yield the parts below it, each with its own."""
    part.place = f"line {element.sourceline}, {etree.QName(element).localname}"
    _prepare(part)
    _read_attributes(part, element)
    content = names.own_content(part.cls)
    if content is not None:
        yield from _read_line(part.several[content.name], element)
        return
    fields = names.elements_in(part.cls)
    _refuse_text(element.text, element)
    for child in element:
        _refuse_text(child.tail, element)
        name = _local(child)
        if name is None or (part.cls is Document and name in (names.COLOPHON, names.EXTENSION)):
            continue
        if name not in fields:
            raise _wrong(child, f"one of {', '.join(sorted(fields)) or 'no elements'}")
        yield from _read_child(part, fields[name], child)


def _prepare(part: Part) -> None:
    """What may be absent because it is empty."""
    for field in anatomy(part.cls):
        if not field.required:
            continue
        if field.shape in ("inlines", "blocks", "nodes"):
            part.several[field.name] = []
        elif field.shape == "cells":
            part.cells[field.name] = []
        elif field.shape in ("texts", "choices"):
            part.values[field.name] = ()
        elif field.optional:
            part.values[field.name] = None


def _read_attributes(part: Part, element: etree._Element) -> None:
    fields = names.attributes_of(part.cls)
    source = next((field for field in anatomy(part.cls) if names.is_source(field)), None)
    entry: dict[str, Any] = {}
    for key, given in element.attrib.items():
        name, value = str(key), str(given)
        if name.startswith("{") or (part.cls is Document and name == "schemaVersion"):
            continue
        if source is not None and name in ("stream", "version"):
            entry[name] = int(value) if name == "version" and _NUMBER.fullmatch(value) else value
        elif name in fields:
            part.values[fields[name].name] = _value(fields[name], value)
        else:
            raise _wrong(element, f"an attribute that is known (not {name})")
    if source is not None and entry:
        child = Part(cls=Source, place=part.place, values=entry)
        build([child])
        part.one[source.name] = child
        part.values.pop(source.name, None)


def _value(field: Field, value: str) -> Any:
    match field.shape:
        case "number":
            return int(value) if _NUMBER.fullmatch(value) else value
        case "flag":
            return _FLAGS.get(value, value)
        case "choices":
            return tuple(value.split())
        case _:
            return value


def _read_child(part: Part, field: Field, child: etree._Element) -> Iterator[tuple[Part, etree._Element]]:
    match field.shape:
        case "node":
            part.values.pop(field.name, None)
            part.one[field.name] = below = Part(cls=field.cls or Document, place=part.place)
            yield below, child
        case "nodes":
            below = Part(cls=field.cls or Document, place=part.place)
            part.several.setdefault(field.name, []).append(below)
            yield below, child
        case "texts":
            part.values[field.name] = (*part.values.get(field.name, ()), _text(child))
        case "inlines":
            yield from _read_line(part.several.setdefault(field.name, []), child)
        case "cells":
            line: list[Any] = []
            part.cells.setdefault(field.name, []).append(line)
            yield from _read_line(line, child)
        case _:
            blocks = part.several.setdefault(field.name, [])
            _refuse_text(child.text, child)
            for element in child:
                _refuse_text(element.tail, child)
                name = _local(element)
                if name is None:
                    continue
                if name not in _BLOCKS:
                    raise _wrong(element, "a block")
                below = Part(cls=_BLOCKS[name], place=part.place)
                blocks.append(below)
                yield below, element


def _read_line(line: list[Any], element: etree._Element) -> Iterator[tuple[Part, etree._Element]]:
    if element.text:
        line.append(Text(element.text))
    for child in element:
        name = _local(child)
        if name == names.TEXT:
            line.append(Text(_text(child)))
        elif name in _INLINES:
            below = Part(cls=_INLINES[name], place="")
            line.append(below)
            yield below, child
        else:
            raise _wrong(child, "an inline")
        if child.tail:
            line.append(Text(child.tail))


def _text(element: etree._Element) -> str:
    if len(element):
        raise _wrong(element[0], "text only")
    return element.text or ""


def _local(element: etree._Element) -> str | None:
    """The local name of an element of this format; ``None`` for one of another namespace."""
    name = etree.QName(element)
    return name.localname if name.namespace == NAMESPACE else None


def _refuse_text(text: str | None, element: etree._Element) -> None:
    if text and not text.isspace():
        raise _wrong(element, f"elements only (not {text.strip()[:20]!r})")
