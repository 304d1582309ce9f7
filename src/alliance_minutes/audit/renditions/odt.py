"""Reading the ODT of a rendition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve
from lxml import etree

from alliance_minutes.audit.renditions.passages import Passage, squeezed
from alliance_minutes.audit.renditions.xml import tree_of
from alliance_minutes.errors import RenditionError, TemplateError
from alliance_minutes.renderers.odt.archive import open_archive
from alliance_minutes.renderers.odt.names import q

if TYPE_CHECKING:
    from lxml.etree import _Element

_ANCHOR = re.compile("e([0-9]{1,15})")
_BLANKS = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}
_OWN = re.compile(r"\b(alliance-minutes odt \S+|[0-9a-f]{64}\b.*)")
"""What stands in a paragraph of the colophon and differs by nature."""


def facts_of(content: bytes) -> dict[str, str]:
    """What ``meta.xml`` says for programs."""
    facts: dict[str, str] = {}
    for element in _part(content, "meta.xml").iter(q("meta:user-defined")):
        facts[element.get(q("meta:name")) or ""] = element.text or ""
    return facts


def passages(content: bytes) -> list[Passage]:
    """The text of the document, and then that of its headers and footers."""
    margins = (evolve(one, margin=True) for one in _passages(_part(content, "styles.xml")))
    return [*_passages(_part(content, "content.xml")), *margins]


def _passages(root: _Element) -> list[Passage]:
    paragraphs = {q("text:p"), q("text:h")}
    heading = q("text:h")
    blanks = {q(name): blank for name, blank in _BLANKS.items()}
    bookmarks = {q("text:bookmark"), q("text:bookmark-start")}
    made: list[Passage] = []
    open_words: list[list[str]] = []  # a paragraph may hold others, in a note or a frame
    under, version = "", None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag in paragraphs:
                open_words.append([])
                version = None if tag == heading else version
            elif tag in blanks and open_words:
                open_words[-1].append(blanks[tag])
            elif tag in bookmarks:
                found = _ANCHOR.fullmatch(element.get(q("text:name")) or "")
                version = int(found[1]) if found else version
            if open_words:
                open_words[-1].append(element.text or "")
            continue
        if tag in paragraphs:
            text = squeezed("".join(open_words.pop()))
            under = text if tag == heading else under
            if text:
                made.append(
                    Passage(text=text, under=under, version=version, own=_OWN.search(text) is not None)
                )
        if open_words:
            open_words[-1].append(element.tail or "")
    return made


def _part(content: bytes, path: str) -> _Element:
    try:
        archive = open_archive(content)
        if path not in archive.paths:
            raise RenditionError(f"it has no {path}, which every ODT of ours has")
        part = archive.read(path)
    except TemplateError as error:
        raise RenditionError(str(error).replace("the template", "the file")) from error
    return tree_of(part, path)
