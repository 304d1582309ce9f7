"""What one rendering keeps track of, and how elements and text are put on the page."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from attrs import Factory, define
from lxml import etree

from alliance_minutes.plugins import Loss
from alliance_minutes.renderers.runs import printable

if TYPE_CHECKING:
    from lxml.etree import _Element

    from alliance_minutes.document import Source

_DATE = re.compile(r"(\d{4}|XXXX)-(\d\d)(?:-(\d\d))?\Z", re.ASCII)
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d\Z", re.ASCII)
_LEAP_YEAR = 2000
# What no line may end within: a number as bodies give them, and an amount after its sign.
_WHOLE = re.compile(
    r"(?<![\w-])[A-Za-z]{1,4}-(?:[0-9]{4}|XXXX)-[0-9]{1,9}(?![\w-])|[€£$] ?[0-9](?:[0-9.,]{0,18}[0-9])?"
)


def _has_typed_blanks(text: str) -> bool:
    """Whether it has blanks that HTML would fold or drop.

    Plain searches take a fiftieth of the time of one regular expression, and every text comes by here.
    """
    return (
        text.startswith(" ")
        or text.endswith(" ")
        or "  " in text
        or "\n" in text
        or "\t" in text
        or "\r" in text
    )


def machine_time(value: str) -> str | None:
    """The value as a ``datetime`` attribute may hold it (HTML, section 4.5.14), or ``None``.

    A date without a year becomes a yearless date, ``06-30``; a month without a year has no form there.
    """
    if _TIME.match(value):
        return value
    found = _DATE.match(value)
    if not found:
        return value if re.fullmatch(r"[0-9]{4}", value) and value != "0000" else None
    year, month, day = found.groups()
    if year == "XXXX" and day is None:
        return None
    try:
        dt.date(_LEAP_YEAR if year == "XXXX" else int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return f"{month}-{day}" if year == "XXXX" else value


def append_text(parent: _Element, text: str) -> None:
    """Put clean text at the end of ``parent``; no line ends within a number or amount in it."""
    last = parent[-1] if len(parent) else None
    end = 0
    for found in _WHOLE.finditer(text) if _may_hold_whole(text) else ():
        _after(parent, last, text[end : found.start()])
        last = etree.SubElement(parent, "span", {"class": "whole"})
        last.text = found.group()
        end = found.end()
    _after(parent, last, text[end:])


def _may_hold_whole(text: str) -> bool:
    return "-" in text or "$" in text or "€" in text or "£" in text


def _after(parent: _Element, last: _Element | None, text: str) -> None:
    if not text:
        return
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


@define
class Sheet:
    """The page being made.

    Attributes:
        stream: the meeting; an entry of another stream gets no id, because its anchor could be taken here.
        language: of the labels; ``text_language``: of what people wrote.
        losses: what HTML could not hold so far.
        ids: the ids given out.
        references: elements that lead to an anchor, should it turn out to be on the page.
    """

    stream: str
    language: str
    text_language: str
    losses: list[Loss] = Factory(list)
    ids: set[str] = Factory(set)
    references: list[tuple[_Element, str]] = Factory(list)
    _numbered: int = 0
    _lost: set[tuple[str, str, Source | None]] = Factory(set)

    def lose(self, node: str, reason: str, source: Source | None = None) -> None:
        """Remember something that HTML could not hold, once."""
        if (node, reason, source) not in self._lost:
            self._lost.add((node, reason, source))
            self.losses.append(Loss(node=node, reason=reason, source=source))

    def clean(self, text: str) -> str:
        """The text, with U+FFFD for what no document can hold."""
        cleaned = printable(text)
        if cleaned is not text and cleaned != text:
            self.lose("Text", "characters that no document can hold are shown as U+FFFD")
        return cleaned

    def child(self, parent: _Element, tag: str, css: str = "", text: str = "", **attributes: str) -> _Element:
        """A new last child with a class, text and attributes; ``data_x`` is written ``data-x``."""
        element = etree.SubElement(parent, tag)
        if css:
            element.set("class", css)
        for name, value in attributes.items():
            element.set(name.replace("_", "-"), self.clean(value))
        if text:
            element.text = self.clean(text)
            self.keep_blanks(element, text)
        return element

    def write(self, element: _Element, text: str) -> None:
        """Put a label at the end of the element, its number in one piece."""
        append_text(element, self.clean(text))
        self.keep_blanks(element, text)

    def keep_blanks(self, element: _Element, text: str) -> None:
        """Let the element show the blanks and line ends of its text as they were typed."""
        if _has_typed_blanks(text):
            element.set("class", f"{element.get('class') or ''} typed".lstrip())

    def trace(self, element: _Element, source: Source | None, *, anchor: bool = True) -> None:
        """Let the element lead to its entry: an id, and the stream and version for machines."""
        if source is None:
            return
        if anchor and source.stream == self.stream and source.anchor not in self.ids:
            self.ids.add(source.anchor)
            element.set("id", source.anchor)
        element.set("data-stream", self.clean(source.stream))
        element.set("data-version", str(source.version))

    def identify(self, element: _Element) -> str:
        """The id of the element, given now if it has none."""
        given = element.get("id")
        if given is None:
            self._numbered += 1
            given = f"p{self._numbered}"
            element.set("id", given)
        return given

    def name(self, element: _Element, label: _Element) -> None:
        """Name the element by its label."""
        label.set("id", self.identify(element) + "-label")
        element.set("aria-labelledby", self.identify(element) + "-label")

    def foreign(self, element: _Element, source: Source | None) -> None:
        """Mark what people wrote with its language and let its direction follow from it.

        What compose adds has no source and is in the language of the labels.
        """
        element.set("dir", "auto")
        if source is not None and self.text_language != self.language:
            element.set("lang", self.clean(self.text_language))

    def lead(self) -> None:
        """Let references lead to the anchors that are on the page."""
        for element, anchor in self.references:
            if anchor in self.ids:
                element.set("href", "#" + anchor)
