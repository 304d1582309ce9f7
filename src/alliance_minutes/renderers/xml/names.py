"""How the fields of node classes are called in XML: one regular mapping for writer, parser and schema.

- A node is an element named after its class, or, where it is the only one, after its field.
- Text, numbers, truth values and codes are attributes; several codes are one attribute, parted by blanks.
- A line of inlines is an element with mixed content; ``content`` of an inline stands in the inline itself.
- Facts, points, rows and the like follow each other; blocks stand in an element named after their field.
- ``source`` is a pair of attributes, ``stream`` and ``version``.
- Plain text is character data. Where it would run into other plain text, or is empty, an element ``text`` parts it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from alliance_minutes.document.anatomy import anatomy
from alliance_minutes.document.inlines import Source
from alliance_minutes.document.model import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.document.anatomy import Field

NAMESPACE: Final = "urn:alliance-minutes:minutes:1"
XML: Final = "http://www.w3.org/XML/1998/namespace"
ROOT: Final = "minutes"
TEXT: Final = "text"
COLOPHON: Final = "colophon"
EXTENSION: Final = "extension"

_ATTRIBUTES = frozenset({"text", "number", "flag", "choice", "choices"})


@cache
def qualified(name: str) -> str:
    """The name in this format's namespace, as lxml writes it."""
    return f"{{{NAMESPACE}}}{name}"


@cache
def camel(name: str) -> str:
    """A field's or class's name in XML: ``held_on`` is ``heldOn``, ``HistoryEvent`` is ``historyEvent``."""
    first, *rest = name.split("_")
    return first[:1].lower() + first[1:] + "".join(word.capitalize() for word in rest)


def element_of(cls: type) -> str:
    """The element of a node class."""
    return ROOT if cls is Document else camel(cls.__name__)


def is_attribute(field: Field) -> bool:
    """Whether the field is one attribute."""
    return field.shape in _ATTRIBUTES


def is_source(field: Field) -> bool:
    """Whether the field is the entry itself: two attributes."""
    return field.cls is Source and field.name == "source"


def is_own_content(field: Field) -> bool:
    """Whether the line stands in the element itself."""
    return field.shape == "inlines" and field.name == "content"


def name_of(field: Field) -> str:
    """The attribute or the element of a field."""
    if field.shape == "nodes" and field.cls is not None:
        return element_of(field.cls)
    if field.shape == "cells":
        return camel(field.name).removesuffix("s")
    return camel(field.name)


@cache
def elements_in(cls: type) -> Mapping[str, Field]:
    """The fields of a class that are child elements, by the name of the element."""
    return {
        name_of(field): field
        for field in anatomy(cls)
        if not (is_attribute(field) or is_source(field) or is_own_content(field))
    }


@cache
def attributes_of(cls: type) -> Mapping[str, Field]:
    """The fields of a class that are attributes, by the name of the attribute; the source is not among them."""
    return {name_of(field): field for field in anatomy(cls) if is_attribute(field)}


@cache
def own_content(cls: type) -> Field | None:
    """The line that stands in the element itself, or ``None``."""
    return next((field for field in anatomy(cls) if is_own_content(field)), None)
