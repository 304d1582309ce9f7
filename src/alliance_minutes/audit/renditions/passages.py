"""A rendition passage by passage: its text, and all else that stands there.

Nothing is left out: the writings of all passages, one after the other, are the whole tree that was read. Two renditions
of which every passage is the same differ in nothing that a reader could see or follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import Factory, define, frozen
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element


@frozen(kw_only=True)
class Passage:
    """A piece of a rendition: a paragraph, a heading, a cell, or an element without text.

    Attributes:
        text: its characters; runs of blanks and line ends are one blank. Empty where nothing is to be read.
        written: the same with its elements, their attributes, and comments.
        under: the heading above it, or nothing.
        version: of the entry that it comes from, where the format tells.
        within: of the entry whose element holds it; ``None`` where the format has no such elements.
        own: whether it stands where the file speaks of itself: which renderer made it, and of what.
    """

    text: str
    written: str
    under: str = ""
    version: int | None = None
    within: int | None = None
    own: bool = False


def squeezed(text: str) -> str:
    """The text with every run of blanks, tabs and line ends as one blank."""
    return " ".join(text.split())


def escaped(text: str) -> str:
    """The text as it may stand among elements without being taken for one."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;")


@define
class Cutter:
    """Cuts a tree into passages, in reading order; each format says what its elements mean.

    Attributes:
        made: the passages so far.
        under: the heading that was read last.
        own: whether the file speaks of itself here.
        version: of the entry that was read last, where an entry is no element.
    """

    made: list[Passage] = Factory(list)
    under: str = ""
    own: bool = False
    version: int | None = None
    _within: list[int | None] = Factory(lambda: [None])
    _written: list[str] = Factory(list)
    _words: list[str] = Factory(list)

    inline: ClassVar[Collection[str]] = frozenset()
    """Elements that stand within a line; every other one begins a passage and ends one."""
    headings: ClassVar[Collection[str]] = frozenset()
    nested: ClassVar[bool] = True
    """Whether an entry is an element that holds all of its passages."""

    # -- what a format says --------------------------------------------------------------------------------------------

    def name(self, tag: str) -> str:
        """The name of an element or attribute, as it is written."""
        return tag

    def attributes(self, element: _Element) -> Iterator[tuple[str, str]]:
        """The attributes of an element: all of them but those that only say how it looks."""
        for name, value in element.attrib.items():
            yield self.name(str(name)), str(value)

    def is_plain(self, element: _Element) -> bool:
        """Whether an element means nothing by itself, once it has no attribute that is written."""
        del element
        return False

    def entry(self, element: _Element) -> int | None:
        """The version of the entry that begins with this element."""
        del element
        return None

    def speaks_of_itself(self, element: _Element) -> bool:
        """Whether in this element the file speaks of itself."""
        del element
        return False

    def characters(self, element: _Element, text: str) -> str:
        """What is read of a text that stands in an element."""
        del element
        return text

    def kept(self, element: _Element, text: str) -> str:
        """What is written of the text of an element."""
        del element
        return text

    # -- cutting -------------------------------------------------------------------------------------------------------

    def cut(self, root: _Element) -> list[Passage]:
        """The passages of the tree, with what stands before and after its root."""
        for beside in reversed([*root.itersiblings(preceding=True)]):
            self._aside(beside)
        speaking: _Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event in {"comment", "pi"}:
                self._aside(element)
                self._add(element)
            elif event == "start":
                if speaking is None and self.speaks_of_itself(element):
                    speaking = element
                    self._end()
                    self.own = True
                self._start(element)
            else:
                self._finish(element)
                if element is speaking:
                    self._end()
                    speaking, self.own = None, False
                self._add(element)
        for beside in root.itersiblings():
            self._aside(beside)
        self._end()
        return self.made

    def _start(self, element: _Element) -> None:
        if element.tag not in self.inline:
            self._end()
        begins = self.entry(element)
        self._within.append(self._within[-1] if begins is None else begins)
        told = "".join(f" {name}='{escaped(value)}'" for name, value in sorted(self.attributes(element)))
        if told or not self.is_plain(element):
            self._written.append(f"<{self.name(str(element.tag))}{told}>")
        self._words.append(self.characters(element, element.text or ""))
        self._written.append(escaped(self.kept(element, element.text or "")))

    def _finish(self, element: _Element) -> None:
        plain = self.is_plain(element) and next(self.attributes(element), None) is None
        self._written.append("" if plain else f"</{self.name(str(element.tag))}>")
        if element.tag not in self.inline:
            self._end(heading=element.tag in self.headings)
        self._within.pop()

    def _aside(self, beside: _Element) -> None:
        """A comment or an instruction: nothing of ours has one."""
        self._end()
        self._written.append(f"<!{escaped(etree.tostring(beside, encoding='unicode', with_tail=False))}>")
        self._end()

    def _add(self, element: _Element) -> None:
        """What follows an element; it stands in the one around it."""
        parent = element.getparent()
        if element.tail and parent is not None:
            self._words.append(self.characters(parent, element.tail))
            self._written.append(escaped(self.kept(parent, element.tail)))

    def _end(self, *, heading: bool = False) -> None:
        text = squeezed("".join(self._words))
        written = "".join(self._written).strip(" \t\r\n")
        self._words.clear()
        self._written.clear()
        if heading and text:
            self.under = text
        if written:
            self.made.append(
                Passage(
                    text=text,
                    written=written,
                    under=self.under,
                    version=self._within[-1] if self.nested else self.version,
                    within=self._within[-1] if self.nested else None,
                    own=self.own,
                )
            )
