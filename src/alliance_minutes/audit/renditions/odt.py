"""Reading the ODT of a rendition."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from attrs import define, evolve
from lxml import etree

from alliance_minutes.audit.renditions.passages import Cutter, Passage, escaped
from alliance_minutes.audit.renditions.xml import tree_of
from alliance_minutes.errors import RenditionError, TemplateError
from alliance_minutes.renderers.odt.archive import Archive, open_archive
from alliance_minutes.renderers.odt.names import NAMESPACES, q

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

_ANCHOR = re.compile("e([0-9]{1,15})")
_BLANKS = {q("text:s"): " ", q("text:tab"): "\t", q("text:line-break"): "\n"}
_BOOKMARKS = frozenset({q("text:bookmark"), q("text:bookmark-start")})
_COUNTED = frozenset(
    q(f"text:{name}")
    for name in (
        *("page-number", "page-count", "page-continuation", "chapter", "sequence", "date", "time"),
        *("paragraph-count", "word-count", "character-count", "table-count", "image-count", "object-count"),
        *("file-name", "template-name", "sheet-name", "editing-cycles", "editing-duration", "creator"),
        *("creation-date", "creation-time", "modification-date", "modification-time", "print-date"),
        *("print-time", "printed-by", "initial-creator", "author-name", "author-initials"),
    )
)
"""Fields at the head and foot of pages that an office program fills in anew whenever it saves."""
_INLINE = frozenset(
    {*_BLANKS, *_BOOKMARKS, *_COUNTED, q("text:bookmark-end"), q("text:span"), q("text:a")}
    | {q("text:soft-page-break"), q("text:title"), q("text:subject")}
)
_LINES = frozenset({q("text:p"), q("text:h")})
_AFRESH = frozenset({q("text:h"), q("table:table")})
_OWN = re.compile(r"\balliance-minutes odt \S+|\b[0-9a-f]{64}\b")
"""What stands in a paragraph of the colophon and names what made the file, and of what."""
_PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()}
_READ = ("content.xml", "styles.xml", "meta.xml")


def facts_of(content: bytes) -> dict[str, str]:
    """What ``meta.xml`` says for programs."""
    facts: dict[str, str] = {}
    for element in _part(_opened(content), "meta.xml").iter(q("meta:user-defined")):
        facts[element.get(q("meta:name")) or ""] = element.text or ""
    return facts


def passages(content: bytes) -> list[Passage]:
    """The document, the styles with the headers and footers, what it says of itself; then every other file in it."""
    archive = _opened(content)
    body = _Body().cut(_part(archive, "content.xml"))
    margins = _Margins().cut(_part(archive, "styles.xml"))
    about = _About(own=True).cut(_part(archive, "meta.xml"))
    others = [
        Passage(text="", written=f"<file '{escaped(path)}' {sha256(_bytes(archive, path)).hexdigest()}>")
        for path in sorted(archive.paths)
        if path not in _READ
    ]
    return [*(evolve(one, own=_OWN.search(one.text) is not None) for one in body), *margins, *about, *others]


def saved_by(content: bytes) -> str:
    """The program that saved the file after it was made; nothing where none says so."""
    found = _part(_opened(content), "meta.xml").find(f".//{q('meta:generator')}")
    told = "" if found is None else found.text or ""
    return "" if told.startswith("AllianceMinutes/") else told[:60]


def hides_text(content: bytes) -> bool:
    """Whether a style of the file takes text out of sight."""
    styles = _part(_opened(content), "styles.xml")
    return any(one.get(q("text:display"), "true") != "true" for one in styles.iter(etree.Element))


@define
class _Body(Cutter):
    inline: ClassVar[Collection[str]] = _INLINE
    headings: ClassVar[Collection[str]] = frozenset({q("text:h")})
    nested: ClassVar[bool] = False

    def name(self, tag: str) -> str:
        uri, _, local = tag.removeprefix("{").rpartition("}")
        return f"{_PREFIXES[uri]}:{local}" if uri in _PREFIXES else tag

    def entry(self, element: _Element) -> int | None:
        if element.tag in _AFRESH:
            self.version = None
        elif element.tag in _BOOKMARKS:
            found = _ANCHOR.fullmatch(element.get(q("text:name")) or "")
            self.version = self.version if found is None else int(found[1])
        return None

    def characters(self, element: _Element, text: str) -> str:
        return _BLANKS.get(str(element.tag), "") + text


@define
class _Margins(_Body):
    def characters(self, element: _Element, text: str) -> str:
        """Only what stands in a line, and is not filled in by whoever saves."""
        if element.tag in _COUNTED or element.tag not in _LINES | _INLINE:
            return ""
        return super().characters(element, text)


@define
class _About(_Body):
    def characters(self, element: _Element, text: str) -> str:
        del element, text
        return ""


def _opened(content: bytes) -> Archive:
    try:
        return open_archive(content)
    except TemplateError as error:
        raise RenditionError(str(error).replace("the template", "the file")) from error


def _part(archive: Archive, path: str) -> _Element:
    if path not in archive.paths:
        raise RenditionError(f"it has no {path}, which every ODT of ours has")
    return tree_of(_bytes(archive, path), path)


def _bytes(archive: Archive, path: str) -> bytes:
    try:
        return archive.read(path)
    except TemplateError as error:
        raise RenditionError(str(error).replace("the template", "the file")) from error
