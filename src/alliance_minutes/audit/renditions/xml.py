"""Reading the XML of a rendition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from alliance_minutes.audit.renditions.passages import Passage, squeezed
from alliance_minutes.errors import RenditionError
from alliance_minutes.renderers.xml import names

if TYPE_CHECKING:
    from lxml.etree import _Element

_LARGE = 8_000_000


def facts_of(content: bytes) -> dict[str, str]:
    """What the colophon, the head and the state of the ledger say, under the names of the other formats."""
    root = tree_of(content, "the file")
    if root.tag != names.qualified(names.ROOT):
        raise RenditionError("it is XML of another kind than that of minutes")
    facts: dict[str, str] = {}
    colophon = root.find(names.qualified(names.COLOPHON))
    meta = root.find(names.qualified("meta"))
    ledger = root.find(names.qualified("ledger"))
    if colophon is None or meta is None or ledger is None:
        return facts
    for name in ("origin", "stream", "version", "digest", "renderer"):
        facts[name] = colophon.get(name) or ""
        if name not in {"digest", "renderer"} and meta.get(name) != colophon.get(name):
            raise RenditionError(f"its head and its colophon have another {name}")
    facts |= {
        "renderer-version": colophon.get("rendererVersion") or "",
        "ledger-size": ledger.get("size") or "",
        "ledger-root": ledger.get("root") or "",
        "lists": ledger.get("lists") or "end",
        "composer": ledger.get("composer") or "",
        "edition": meta.get("edition") or "",
        "language": meta.get("language") or "",
    }
    return facts


def passages(content: bytes) -> list[Passage]:
    """The elements of the document: lines of text with what stands in them, others by their attributes."""
    made: list[Passage] = []
    under = ""
    waiting: list[tuple[_Element, int | None]] = [(tree_of(content, "the file"), None)]
    while waiting:
        element, version = waiting.pop()
        tag = etree.QName(element).localname
        number = element.get("version") or ""
        if number.isascii() and number.isdigit() and len(number) <= 15 and element.get("stream"):
            version = int(number)
        text = [*_attributes(element)]
        is_line = _holds_text(element)
        if is_line:
            words = squeezed("".join(map(str, element.itertext())))
            text += [words, *(one for inner in element.iterdescendants() for one in _attributes(inner))]
            under = words if tag == "title" else under
        if text:
            own = tag in {names.COLOPHON, "option", "ledger"}
            made.append(Passage(text=" ".join([f"<{tag}>", *text]), under=under, version=version, own=own))
        if not is_line:
            waiting.extend((child, version) for child in reversed(element))
    return made


def _attributes(element: _Element) -> list[str]:
    return [
        f"{etree.QName(name).localname}={squeezed(str(value))!r}"
        for name, value in sorted(element.attrib.items())
    ]


def _holds_text(element: _Element) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return any(text and not text.isspace() for text in texts)


def tree_of(content: bytes, what: str) -> _Element:
    """The tree of XML in UTF-8 that may be forged; no document type, entity or network is ever used.

    Raises:
        RenditionError: it has a document type, or is no such XML.
    """
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise RenditionError(f"{what} is no XML in UTF-8 ({error})") from error
    if b"<!DOCTYPE" in content:
        raise RenditionError(f"{what} has a document type, which nothing of ours has")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=len(content) > _LARGE or content.count(b"<") > 1000,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise RenditionError(f"{what} is no well-formed XML ({error})") from error
