"""A line of inlines as ODF paragraph content (ODF 1.3, part 3, section 6.1).

Marks are flattened: however deep a document nests them, a piece of text wears each mark once, in one fixed order.
ODF collapses blanks and strips them at both ends of a paragraph; where that would lose one, it is written as
``text:s``. Tabs and line ends are elements too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from attrs import define, evolve, frozen

from alliance_minutes.document import (
    Closed,
    Emphasis,
    Erased,
    Link,
    Mention,
    Moment,
    Redaction,
    Reference,
    Source,
    Strong,
    Text,
)
from alliance_minutes.plugins.records import Loss
from alliance_minutes.renderers.odt.names import child
from alliance_minutes.renderers.runs import bracketed, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml import etree

    from alliance_minutes.document import Inline, Inlines
    from alliance_minutes.renderers.safe import Gate

Mark: TypeAlias = Literal[
    "said", "withdrawn", "label", "facts", "closed", "strong", "emphasis", "redaction", "erased", "address"
]
MARKS: tuple[Mark, ...] = (
    "said",
    "withdrawn",
    "label",
    "facts",
    "closed",
    "strong",
    "emphasis",
    "redaction",
    "erased",
    "address",
)

_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_SPECIAL = re.compile(r"[\t\n\r] *|  +")
_BLANK = (" ", "\t", "\n", "\r", "")


@frozen
class Piece:
    """Text with the marks it wears and the place it leads to."""

    text: str
    marks: frozenset[Mark] = frozenset()
    href: str | None = None


@define
class Lines:
    """Turns inlines into pieces.

    Attributes:
        gate: keeps account of what XML cannot hold.
        bookmarks: the bookmark of each entry that has one in this document.
    """

    gate: Gate
    bookmarks: Mapping[Source, str]

    def pieces(self, line: Inlines, *marks: Mark) -> Iterator[Piece]:  # noqa: C901 - one case for each class of inline
        """The pieces of a line, in reading order."""
        pending: list[tuple[Inline, Piece]] = [
            (inline, Piece("", frozenset(marks))) for inline in reversed(line)
        ]
        while pending:
            inline, worn = pending.pop()
            match inline:
                case Text(text):
                    yield self._piece(text, worn)
                case Mention(name):
                    yield self._piece(name, worn)
                case Moment(label=label):
                    yield self._piece(label, worn)
                case Emphasis(content):
                    pending.extend((item, _wearing(worn, "emphasis")) for item in reversed(content))
                case Strong(content):
                    pending.extend((item, _wearing(worn, "strong")) for item in reversed(content))
                case Link(content, url):
                    led = self._leading(worn, self._address(url))
                    pending.extend((item, led) for item in reversed(content))
                case Reference(source, label):
                    yield self._piece(label, self._leading(worn, self._place(source)))
                case Closed(content, _, label):
                    shut = _wearing(worn, "closed")
                    pending.append((Text("]"), shut))
                    pending.extend((item, shut) for item in reversed(content))
                    pending.append((Text(f"[{label}: "), _wearing(shut, "label")))
                case Redaction(_, label):
                    yield self._piece(bracketed(label), _wearing(worn, "redaction"))
                case Erased(label):
                    yield self._piece(bracketed(label), _wearing(worn, "erased"))
                case _:
                    assert_never(inline)

    def _piece(self, text: str, worn: Piece) -> Piece:
        return Piece(self.gate.text(text), worn.marks, worn.href)

    def _leading(self, worn: Piece, href: str | None) -> Piece:
        if worn.href is not None and href is not None and worn.href != href:
            self.gate.losses.append(
                Loss(node="Link", reason="a link inside a link; the words lead to the inner one")
            )
        return evolve(_wearing(worn, "address"), href=href) if href is not None else worn

    def _address(self, url: str) -> str | None:
        """The address as ODF may hold it: everything that no URI has is percent-encoded (RFC 3986, section 2.1)."""
        safe = self.gate.url(url)
        return None if safe is None else _STRAY_PERCENT.sub("%25", web_address(safe))

    def _place(self, source: Source) -> str | None:
        if source in self.bookmarks:
            return "#" + self.bookmarks[source]
        self.gate.losses.append(
            Loss(
                node="Reference",
                reason="its entry is not in this document; its words are kept",
                source=source,
            )
        )
        return None


def _wearing(piece: Piece, mark: Mark) -> Piece:
    return Piece(piece.text, piece.marks | {mark}, piece.href)


def write_pieces(
    paragraph: etree._Element,
    pieces: Iterable[Piece],
    styles: Mapping[Mark, str],
    *,
    after: etree._Element | None = None,
) -> None:
    """Write the pieces into the paragraph, ``after`` its last child."""
    pen = inner = _Pen(paragraph, after)
    shown = [piece for piece in pieces if piece.text]
    before = ""
    led_to: str | None = None
    for number, piece in enumerate(shown):
        if piece.href is None:
            inner = pen
        elif led_to != piece.href:
            inner = _Pen(pen.element("text:a", {"xlink:type": "simple", "xlink:href": piece.href}))
        led_to = piece.href
        _write_piece(inner, piece, before, styles, last=number + 1 == len(shown))
        before = piece.text[-1]


def _write_piece(pen: _Pen, piece: Piece, before: str, styles: Mapping[Mark, str], *, last: bool) -> None:
    for mark in MARKS:
        if mark in piece.marks and mark in styles:
            pen = _Pen(pen.element("text:span", {"text:style-name": styles[mark]}))
    _write_text(pen, piece.text, before, last=last)


def _write_text(pen: _Pen, text: str, before: str, *, last: bool) -> None:
    start, end = 0, len(text)
    if before in _BLANK and text.startswith(" "):
        start = end - len(text.lstrip(" "))
        pen.blanks(start)
    if last and end > start and text[-1] == " " and text[-2:-1] not in (" ", "\t", "\n", "\r"):
        end -= 1
    for found in _SPECIAL.finditer(text, start, end):
        pen.characters(text[start : found.start()])
        token = found.group()
        if token[0] == " ":
            pen.characters(" ")
        else:
            pen.element("text:tab" if token[0] == "\t" else "text:line-break")
        pen.blanks(len(token) - 1)
        start = found.end()
    pen.characters(text[start:end])
    pen.blanks(len(text) - end)


@define
class _Pen:
    """Writes at the end of an element, of which it knows the last child."""

    parent: etree._Element
    last: etree._Element | None = None

    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
        self.last = child(self.parent, name, attributes)
        return self.last

    def blanks(self, count: int) -> None:
        if count:
            self.element("text:s", {"text:c": str(count)} if count > 1 else None)

    def characters(self, text: str) -> None:
        if not text:
            return
        if self.last is None:
            self.parent.text = (self.parent.text or "") + text
        else:
            self.last.tail = (self.last.tail or "") + text
