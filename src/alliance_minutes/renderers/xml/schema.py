"""The schema of the XML (XSD 1.0), written from the node classes and their docstrings.

``python -m alliance_minutes.renderers.xml.schema`` prints it; ``schemas/minutes.xsd`` is what it printed last.
"""

from __future__ import annotations

import inspect
import re
import sys
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from alliance_minutes.document.anatomy import BLOCKS, INLINES, anatomy, node_classes
from alliance_minutes.document.blocks import Statement
from alliance_minutes.document.inlines import Link, Text
from alliance_minutes.document.model import SCHEMA_VERSION, Document
from alliance_minutes.renderers.xml import names
from alliance_minutes.renderers.xml.names import NAMESPACE

if TYPE_CHECKING:
    from alliance_minutes.document.anatomy import Field

_XS: Final = "http://www.w3.org/2001/XMLSchema"
_NSMAP: Any = {"xs": _XS, "m": NAMESPACE}
_XML_ONLY: Final = names.XML

_ABOUT: Final = f"""Minutes of a meeting, or a register, in one edition: all that people read, and the values behind it.
An element is a node of the document model; xml:id is the anchor of the entry that stream and version name.
Blanks and line ends in text count. Plain text that would run into other plain text, or is empty, stands in an
element text. An attribute that is absent has no value, or its default. xml:lang tells the language of labels on the
root, and that of what was said where it is another. Additions raise the second number of schemaVersion
({SCHEMA_VERSION}); another namespace means that an old reader could no longer be right."""


def schema() -> bytes:
    """The bytes of the schema."""
    root = etree.Element(f"{{{_XS}}}schema", nsmap=_NSMAP)
    root.set("targetNamespace", NAMESPACE)
    root.set("elementFormDefault", "qualified")
    root.set("attributeFormDefault", "unqualified")
    root.set("version", SCHEMA_VERSION)
    _document(root, _ABOUT)
    _add(root, "element", name=names.ROOT, type="m:Document")
    for cls in (node_classes()[0], Statement, *node_classes()[1:]):
        if cls is not Text:
            _type(root, cls)
    _groups(root)
    _colophon(root)
    etree.indent(root, "  ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _type(root: etree._Element, cls: type) -> None:
    made = _add(root, "complexType", name=cls.__name__)
    if cls is Statement:
        made.set("abstract", "true")
    _document(made, _summary(cls))
    place = made
    if _is_statement(cls):
        place = _add(_add(made, "complexContent"), "extension", base="m:Statement")
    if names.own_content(cls) is not None:
        made.set("mixed", "true")
        _add(made, "group", ref="m:Inlines", minOccurs="0", maxOccurs="unbounded")
    else:
        _elements(place, cls)
    _attributes(place, cls)
    for field in _own(cls):
        if field.shape in ("choice", "choices"):
            _codes(root, cls, field)


def _elements(place: etree._Element, cls: type) -> None:
    sequence = etree.Element(f"{{{_XS}}}sequence")
    for field in _own(cls):
        name = names.name_of(field)
        if name in names.elements_in(cls):
            _child_element(sequence, cls, name, field)
    if cls is Document:
        _add(sequence, "element", name=names.COLOPHON, type="m:Colophon", minOccurs="0")
        _add(sequence, "element", name=names.EXTENSION, type="m:Extension", minOccurs="0")
    if len(sequence):
        place.append(sequence)


def _is_statement(cls: type) -> bool:
    return issubclass(cls, Statement) and cls is not Statement


def _own(cls: type) -> tuple[Field, ...]:
    """The fields that a statement adds to those of every statement; all fields of another class."""
    common = {field.name for field in anatomy(Statement)} if _is_statement(cls) else set()
    return tuple(field for field in anatomy(cls) if field.name not in common)


def _child_element(sequence: etree._Element, cls: type, name: str, field: Field) -> None:
    types = {"texts": "m:Label", "inlines": "m:Line", "cells": "m:Line", "blocks": "m:Blocks"}
    kind = types.get(field.shape) or f"m:{field.cls.__name__ if field.cls else ''}"
    made = _add(sequence, "element", name=name, type=kind)
    if field.shape in ("texts", "nodes", "cells"):
        made.set("minOccurs", "0")
        made.set("maxOccurs", "unbounded")
    elif field.optional or not field.required:
        made.set("minOccurs", "0")
    _document(made, _told(cls, field.name))


def _attributes(made: etree._Element, cls: type) -> None:
    if cls is Document:
        _add(made, "attribute", name="schemaVersion", type="xs:string", use="required")
    for field in _own(cls):
        if names.is_source(field):
            _add(made, "attributeGroup", ref="m:Entry" if field.optional else "m:RequiredEntry")
        if not names.is_attribute(field):
            continue
        name = names.name_of(field)
        types = {"text": "xs:string", "number": "xs:integer", "flag": "xs:boolean"}
        kind = types.get(field.shape) or f"m:{_code_name(cls, field)}"
        attribute = _add(made, "attribute", name=name, type="m:Address" if cls is Link else kind)
        if field.required and not field.optional:
            attribute.set("use", "required")
        elif field.shape == "flag":
            attribute.set("default", "true" if field.default else "false")
        elif field.default and isinstance(field.default, str):
            attribute.set("default", field.default)
        _document(attribute, _told(cls, field.name))
    if not _is_statement(cls):
        _add(made, "anyAttribute", namespace=_XML_ONLY, processContents="lax")


def _code_name(cls: type, field: Field) -> str:
    return cls.__name__ + names.camel(field.name)[:1].upper() + names.camel(field.name)[1:]


def _codes(root: etree._Element, cls: type, field: Field) -> None:
    name = _code_name(cls, field)
    if field.shape == "choices":
        several = _add(root, "simpleType", name=name)
        _add(several, "list", itemType=f"m:{name}Code")
        name += "Code"
    made = _add(root, "simpleType", name=name)
    restriction = _add(made, "restriction", base="xs:string")
    for code in field.choices:
        _add(restriction, "enumeration", value=code)


def _groups(root: etree._Element) -> None:
    for name, classes, about in (
        ("Block", BLOCKS, "What can stand in a line of a document."),
        ("Inlines", INLINES, "What can stand in a line of text, among the characters."),
    ):
        group = _add(root, "group", name=name)
        _document(group, about)
        choice = _add(group, "choice")
        for cls in classes:
            kind = "m:Label" if cls is Text else f"m:{cls.__name__}"
            _add(choice, "element", name=names.element_of(cls), type=kind)
    blocks = _add(root, "complexType", name="Blocks")
    _document(blocks, "Blocks in reading order.")
    _add(blocks, "group", ref="m:Block", minOccurs="0", maxOccurs="unbounded")
    line = _add(root, "complexType", name="Line", mixed="true")
    _document(line, "A line of text; every character counts.")
    _add(line, "group", ref="m:Inlines", minOccurs="0", maxOccurs="unbounded")
    _add(line, "anyAttribute", namespace=_XML_ONLY, processContents="lax")
    label = _add(root, "simpleType", name="Label")
    _document(label, "Characters only; every one counts.")
    _add(label, "restriction", base="xs:string")
    address = _add(root, "simpleType", name="Address")
    _document(address, "http, https or mailto; empty where an address of another kind was left out.")
    restriction = _add(address, "restriction", base="xs:string")
    _add(restriction, "pattern", value=r"(([hH][tT][tT][pP][sS]?|[mM][aA][iI][lL][tT][oO]):[\s\S]*)?")
    for name, use in (("Entry", "optional"), ("RequiredEntry", "required")):
        entry = _add(root, "attributeGroup", name=name)
        _document(entry, "The entry that this comes from: its stream, and its version in it.")
        _add(entry, "attribute", name="stream", type="xs:string", use=use)
        _add(entry, "attribute", name="version", type="xs:integer", use=use)


def _colophon(root: etree._Element) -> None:
    made = _add(root, "complexType", name="Colophon")
    _document(
        made, "What the bytes depend on: the record, the document by its digest (SHA-256), renderer, options."
    )
    options = _add(_add(made, "sequence"), "element", name="option", type="m:Option", minOccurs="0")
    options.set("maxOccurs", "unbounded")
    for name in ("origin", "stream", "version", "digest", "renderer", "rendererVersion"):
        _add(made, "attribute", name=name, type="xs:string", use="required")
    option = _add(root, "complexType", name="Option")
    _document(option, "An option that was set; a file is told by sha256: and its digest.")
    _add(option, "attribute", name="name", type="xs:string", use="required")
    _add(option, "attribute", name="value", type="xs:string", use="required")
    extension = _add(root, "complexType", name="Extension")
    _document(
        extension, "The one place for elements of other namespaces; this format's own reader passes over it."
    )
    anything = _add(_add(extension, "sequence"), "any", namespace="##other", processContents="lax")
    anything.set("minOccurs", "0")
    anything.set("maxOccurs", "unbounded")


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_XS}}}{tag}")
    for name, value in attributes.items():
        made.set(name, value)
    return made


def _document(element: etree._Element, words: str) -> None:
    if words:
        annotation = etree.Element(f"{{{_XS}}}annotation")
        element.insert(0, annotation)
        _add(annotation, "documentation").text = _clean(words)


def _clean(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("``", "")).strip()


def _summary(cls: type) -> str:
    doc = inspect.cleandoc(cls.__doc__ or "")
    return doc.partition("\n\nAttributes:")[0]


def _told(cls: type, name: str) -> str:
    """What the docstring of the class, or of one it builds on, says of the field."""
    for owner in cls.__mro__:
        listed = inspect.cleandoc(owner.__dict__.get("__doc__") or "").partition("Attributes:\n")[2]
        for entry in re.split(r"\n(?=    \S)", "\n" + listed):
            named, _, words = entry.strip().partition(":")
            if name in re.split(r",\s*", named):
                return words
    return ""


def main() -> None:
    """Print the schema."""
    sys.stdout.buffer.write(schema())


if __name__ == "__main__":
    main()
