"""A line of text: inlines as phrasing content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from alliance_minutes.document import (
    Closed,
    Emphasis,
    Erased,
    Link,
    Mention,
    Moment,
    Redaction,
    Reference,
    Strong,
    Text,
)
from alliance_minutes.renderers.html.sheet import append_text, machine_time
from alliance_minutes.renderers.runs import blank, plain, runs, safe_url, web_address

if TYPE_CHECKING:
    from lxml.etree import _Element

    from alliance_minutes.document import Inline, Inlines
    from alliance_minutes.renderers.html.sheet import Sheet

DEEPEST = 16
"""Marks within marks beyond this are text only: browsers give up on deeper trees, and no reader follows them."""

# Embeddings, overrides, isolates and their ends: what could turn the text around it.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def write_line(sheet: Sheet, parent: _Element, content: Inlines) -> None:
    """Put the content at the end of ``parent``, with its blanks as they were typed."""
    sheet.keep_blanks(parent, plain(content))
    _Line(sheet, parent).write(content)


class _Line:
    """A line being written; text is gathered and put down in one piece, so that many pieces stay cheap."""

    def __init__(self, sheet: Sheet, parent: _Element) -> None:
        self.sheet = sheet
        self.open = [parent]
        self.wrapped: list[bool] = []
        self.text: list[str] = []
        self.in_link = parent.tag == "a"
        self.in_foreign = sheet.language != sheet.text_language

    def write(self, content: Inlines) -> None:
        for step, inline in runs(content):
            if step == "open":
                self.enter(inline)
            elif step == "close":
                self.leave(inline)
            else:
                self.leaf(inline)
        self.flush()

    def flush(self) -> None:
        if not self.text:
            return
        text = self.sheet.clean("".join(self.text))
        self.text.clear()
        append_text(self.open[-1], text)

    def add(self, tag: str, css: str = "", text: str = "", **attributes: str) -> _Element:
        self.flush()
        return self.sheet.child(self.open[-1], tag, css, text, **attributes)

    def label(self, css: str, text: str, **attributes: str) -> _Element:
        """A word of the renderer's own language inside what people wrote."""
        if self.in_foreign:
            attributes["lang"] = self.sheet.language
        return self.add("span", css, text, dir="auto", **attributes)

    def enter(self, inline: Inline) -> None:
        element: _Element | None = None
        if isinstance(inline, Closed):
            element = self.closed(inline)
        elif len(self.open) > DEEPEST:
            self.sheet.lose(
                type(inline).__name__, f"marks within marks are kept {DEEPEST} deep; their words are all here"
            )
        elif isinstance(inline, Emphasis):
            element = self.add("em")
        elif isinstance(inline, Strong):
            element = self.add("strong")
        elif isinstance(inline, Link):
            element = self.link(inline)
        self.wrapped.append(element is not None)
        if element is not None:
            self.open.append(element)

    def closed(self, inline: Closed) -> _Element | None:
        deep = len(self.open) > DEEPEST
        element = None if deep else self.add("span", "closed", data_ground=inline.ground)
        if element is not None:
            self.open.append(element)
        self.label("seal", inline.label)
        self.text.append(" ")
        self.flush()
        if element is not None:
            self.open.pop()
        return element

    def link(self, inline: Link) -> _Element | None:
        if self.in_link:
            self.sheet.lose("Link", "a link within a link leads nowhere of its own")
            return None
        if not safe_url(inline.url):
            self.sheet.lose(
                "Link", "only http, https and mailto may be led to; the words are here without the link"
            )
            return None
        self.in_link = True
        # A link without words could not be found; its address stands for them.
        return self.add("a", "", inline.url if blank(inline.content) else "", href=web_address(inline.url))

    def leave(self, inline: Inline) -> None:
        self.flush()
        if self.wrapped.pop():
            self.open.pop()
            if isinstance(inline, Link):
                self.in_link = False

    def leaf(self, inline: Inline) -> None:
        match inline:
            case Text(text):
                if not text.isascii() and _TURNING.search(text):
                    self.add("bdi", "", text)
                else:
                    self.text.append(text)
            case Mention():
                self.mention(inline)
            case Moment():
                self.moment(inline)
            case Reference():
                self.reference(inline)
            case Redaction(ground, label):
                self.label("redaction", label, data_ground=ground)
            case Erased(label):
                self.label("erased", label)
            case (
                Emphasis() | Strong() | Link() | Closed()
            ):  # pragma: no cover - these are entered, not leaves
                raise AssertionError(inline)
            case _:
                assert_never(inline)

    def mention(self, mention: Mention) -> None:
        element = self.add("bdi", "party", mention.name)
        if mention.party is not None:
            element.set("data-party", self.sheet.clean(mention.party))

    def moment(self, moment: Moment) -> None:
        machine = machine_time(moment.value)
        if machine is None:
            self.add("span", "", moment.label, dir="auto")
        else:
            self.add("time", "", moment.label, datetime=machine, dir="auto")

    def reference(self, reference: Reference) -> None:
        if self.in_link or reference.source.stream != self.sheet.stream or not reference.label.strip():
            self.add("bdi", "", reference.label)
        else:
            element = self.add("a", dir="auto")
            self.sheet.write(element, reference.label)
            self.sheet.references.append((element, reference.source.anchor))
