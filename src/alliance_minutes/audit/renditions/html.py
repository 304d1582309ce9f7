"""Reading the HTML of a rendition."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from attrs import define
from lxml import etree

from alliance_minutes.audit.renditions.passages import Cutter, Passage
from alliance_minutes.errors import RenditionError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element

_ANCHOR = re.compile("e([0-9]{1,15})")
_INLINE = frozenset(
    {
        *(
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
        ),
        *("q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
    }
)
_DOCTYPE = "<!DOCTYPE html>"

HIDING = "skip"
"""The class of our style sheet that takes its element out of sight; every other one only says how it looks."""


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
    """What stands on the page. Of a class only that is written which hides, of a style sheet its digest."""
    return _Page().cut(_tree(content))


def stray(content: bytes) -> str:
    """What of these bytes is no part of the tree that was read of them; nothing where they are all of it.

    Readers differ in what they make of a malformed page. Of one that is as its tree is written, nothing else can be made.
    """
    tree = _tree(content)
    written = etree.tostring(tree, method="html", encoding="utf-8", doctype=_DOCTYPE) + b"\n"
    place = next(
        (place for place, (one, other) in enumerate(zip(content, written, strict=False)) if one != other),
        min(len(content), len(written)),
    )
    return "" if content == written else content[place : place + 200].decode(errors="replace") or "(its end)"


@define
class _Page(Cutter):
    inline: ClassVar[Collection[str]] = _INLINE
    headings: ClassVar[Collection[str]] = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

    def attributes(self, element: _Element) -> Iterator[tuple[str, str]]:
        for name, value in super().attributes(element):
            if name != "class":
                yield name, value
            elif HIDING in value.split():
                yield name, HIDING

    def is_plain(self, element: _Element) -> bool:
        return element.tag in {"div", "span"}

    def entry(self, element: _Element) -> int | None:
        found = _ANCHOR.fullmatch(element.get("id") or "")
        return None if found is None else int(found[1])

    def speaks_of_itself(self, element: _Element) -> bool:
        return element.tag in {"footer", "style"} or (
            element.tag == "meta" and element.get("name") == "generator"
        )

    def characters(self, element: _Element, text: str) -> str:
        return "" if element.tag == "style" else text

    def kept(self, element: _Element, text: str) -> str:
        return sha256(text.encode()).hexdigest() if element.tag == "style" else text


def _tree(content: bytes) -> _Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    if not content.strip():
        raise RenditionError("it is empty")
    try:
        return etree.fromstring(content, parser)
    except etree.LxmlError as error:
        raise RenditionError(f"it is no HTML that can be read ({error})") from error
