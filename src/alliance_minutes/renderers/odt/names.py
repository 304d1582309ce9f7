"""The namespaces of OpenDocument (ODF 1.3, part 3, section 1.4) and names in them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

ODF_VERSION: Final = "1.3"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"

NAMESPACES: Final[Mapping[str, str]] = {
    "office": _OASIS + "office:1.0",
    "style": _OASIS + "style:1.0",
    "text": _OASIS + "text:1.0",
    "table": _OASIS + "table:1.0",
    "draw": _OASIS + "drawing:1.0",
    "fo": _OASIS + "xsl-fo-compatible:1.0",
    "svg": _OASIS + "svg-compatible:1.0",
    "meta": _OASIS + "meta:1.0",
    "number": _OASIS + "datastyle:1.0",
    "script": _OASIS + "script:1.0",
    "form": _OASIS + "form:1.0",
    "manifest": _OASIS + "manifest:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@cache
def q(name: str) -> str:
    """A prefixed name (``text:p``) as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def element(name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    """A new root element that declares the namespaces its content is likely to use."""
    prefixes = [prefix for prefix in NAMESPACES if prefix != "manifest"]
    made = etree.Element(q(name), nsmap={prefix: NAMESPACES[prefix] for prefix in prefixes})
    for key, value in (attributes or {}).items():
        made.set(q(key), value)
    return made


def child(parent: etree._Element, name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    """A new last child."""
    made = etree.SubElement(parent, q(name))
    for key, value in (attributes or {}).items():
        made.set(q(key), value)
    return made


def serialised(root: etree._Element) -> bytes:
    """The bytes of a part of the package."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
