"""Reading the HTML of a rendition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from alliance_minutes.audit.renditions.passages import Passage, squeezed
from alliance_minutes.errors import RenditionError

if TYPE_CHECKING:
    from lxml.etree import _Element

_ANCHOR = re.compile("e([0-9]{1,15})")
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
    }
    | {"q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset({"style", "meta", "link", "base"})


def facts_of(content: bytes) -> dict[str, str]:
    """What the footer says for programs; of several footers the last one that says anything."""
    facts: dict[str, str] = {}
    for footer in _tree(content).iter("footer"):
        found = {
            str(name).removeprefix("data-"): str(value)
            for name, value in footer.attrib.items()
            if str(name).startswith("data-")
        }
        facts = found or facts
    return facts


def passages(content: bytes) -> list[Passage]:
    """The text of the page; a script, which no page of ours has, is text too."""
    made: list[Passage] = []
    words: list[str] = []
    under, own = "", False
    version: int | None = None
    reading: str | None = None

    def end() -> None:
        nonlocal under
        text = squeezed("".join(words))
        words.clear()
        if text:
            if reading in _HEADINGS:
                under = text
            made.append(Passage(text=text, under=under, version=version, own=own))

    for event, element in etree.iterwalk(_tree(content), events=("start", "end")):
        tag = element.tag
        if tag in _SILENT:
            if event == "end":
                words.append(element.tail or "")
            continue
        if event == "start":
            if tag not in _INLINE:
                end()
                reading = tag
                own = own or tag == "footer"
                version = _version(element, version)
            words.append(element.text or "")
        else:
            if tag not in _INLINE:
                end()
                reading = None
            words.append(element.tail or "")
    end()
    return made


def _version(element: _Element, before: int | None) -> int | None:
    """The version of the entry whose block begins here, or of the one before."""
    found = _ANCHOR.fullmatch(element.get("id") or "")
    if found is not None:
        return int(found[1])
    return None if element.tag in {"section", "footer"} else before


def _tree(content: bytes) -> _Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    if not content.strip():
        raise RenditionError("it is empty")
    try:
        return etree.fromstring(content, parser)
    except etree.LxmlError as error:
        raise RenditionError(f"it is no HTML that can be read ({error})") from error
