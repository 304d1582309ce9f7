"""Reading the XML of a rendition."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define, evolve
from lxml import etree

from alliance_minutes.audit.renditions.passages import Cutter, Passage
from alliance_minutes.errors import RenditionError
from alliance_minutes.renderers.xml import names

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

_LARGE = 8_000_000
_INLINE = frozenset(
    names.qualified(name)
    for name in (
        *("text", "emphasis", "strong", "link", "mention", "moment"),
        *("reference", "closed", "redaction", "erased"),
    )
)
_NO_ENTRY = frozenset(names.qualified(name) for name in ("meta", "reference", names.COLOPHON))


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
    if (part := meta.get("extract")) is not None:
        facts["extract"] = part
    return facts


def passages(content: bytes) -> list[Passage]:
    """The elements of the document; here the names and attributes of elements are what is to be read too."""
    made = _Tree().cut(tree_of(content, "the file"))
    return [evolve(one, text=one.written) for one in made]


@define
class _Tree(Cutter):
    inline: ClassVar[Collection[str]] = _INLINE
    headings: ClassVar[Collection[str]] = frozenset({names.qualified("title")})

    def name(self, tag: str) -> str:
        return tag.replace(f"{{{names.NAMESPACE}}}", "", 1).replace(f"{{{names.XML}}}", "xml:", 1)

    def entry(self, element: _Element) -> int | None:
        number = element.get("version") or ""
        if element.tag in _NO_ENTRY or not element.get("stream") or not number.isascii():
            return None
        return int(number) if number.isdigit() and len(number) <= 15 else None

    def speaks_of_itself(self, element: _Element) -> bool:
        return element.tag == names.qualified(names.COLOPHON)


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
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise RenditionError(f"{what} is no well-formed XML ({error})") from error
