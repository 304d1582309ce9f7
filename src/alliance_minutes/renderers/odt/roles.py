"""The parts a style can play in a document, and which named styles may play them.

A template need not know the styles of this renderer. For each part there is a row of named styles, the best first; the
first that the template has is taken, and the user is told where that is not the best one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import Factory, define

from alliance_minutes.renderers.odt.line import MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.renderers.odt.line import Mark

Part: TypeAlias = Literal[
    "organisation",
    "title",
    "status",
    "fact",
    "text",
    "list",
    "label",
    "notice",
    "decision",
    "decision-label",
    "action",
    "action-label",
    "caption",
    "header-cell",
    "cell",
    "back-heading",
    "back",
]

DEEPEST_HEADING: Final = 10

PARAGRAPHS: Final[Mapping[Part, tuple[str, ...]]] = {
    "organisation": ("Minutes Organisation", "Subtitle"),
    "title": ("Title", "Heading"),
    "status": ("Subtitle", "Text body"),
    "fact": ("Minutes Fact", "Text body"),
    "text": ("Text body",),
    "list": ("Minutes List", "List Contents", "Text body"),
    "label": ("Minutes Label", "Text body"),
    "notice": ("Minutes Notice", "Text body"),
    "decision": ("Minutes Decision", "Text body"),
    "decision-label": ("Minutes Decision Label", "Minutes Decision", "Text body"),
    "action": ("Minutes Action", "Minutes Decision", "Text body"),
    "action-label": ("Minutes Action Label", "Minutes Decision Label", "Text body"),
    "caption": ("Minutes Caption", "Table", "Caption", "Text body"),
    "header-cell": ("Table Heading", "Table Contents"),
    "cell": ("Table Contents",),
    "back-heading": ("Minutes Back Heading", "Minutes Label", "Text body"),
    "back": ("Minutes Back", "Footer", "Text body"),
}

CHARACTERS: Final[Mapping[Mark, str]] = {
    "withdrawn": "Minutes Withdrawn",
    "label": "Minutes Label Text",
    "facts": "Minutes Fact Text",
    "closed": "Minutes Closed",
    "strong": "Strong Emphasis",
    "emphasis": "Emphasis",
    "redaction": "Minutes Redaction",
    "erased": "Minutes Erased",
    "address": "Internet link",
}


def encoded(display: str) -> str:
    """The name of a style as it stands in the file: its display name with ``_20_`` for a blank (ODF, 19.502)."""
    return display.replace(" ", "_20_")


@define
class Wardrobe:
    """The styles there are, and what is worn for each part.

    Attributes:
        paragraphs: names of the paragraph styles, as in the file; ``None`` where every style is there.
        texts: names of the character styles, likewise.
        messages: what the user should know.
    """

    paragraphs: frozenset[str] | None = None
    texts: frozenset[str] | None = None
    messages: dict[str, None] = Factory(dict)

    def paragraph(self, part: Part) -> str:
        """The paragraph style for a part."""
        return self._first(PARAGRAPHS[part])

    def heading(self, level: int) -> str:
        """The paragraph style of a heading; a level below the last one of the template looks like the last one."""
        levels = range(min(level, DEEPEST_HEADING), 0, -1)
        return self._first((*(f"Heading {number}" for number in levels), "Heading", "Text body"))

    def marks(self) -> dict[Mark, str]:
        """The character style of each mark; those the template lacks are defined beside the text."""
        worn: dict[Mark, str] = {}
        for mark in MARKS:
            if mark not in CHARACTERS:
                continue
            name = CHARACTERS[mark]
            if self.texts is None or encoded(name) in self.texts:
                worn[mark] = encoded(name)
            else:
                worn[mark] = f"T_{mark}"
                self._tell(name, "a plain form of it")
        return worn

    def _first(self, names: tuple[str, ...]) -> str:
        if self.paragraphs is None:
            return encoded(names[0])
        for name in (*names, "Standard"):
            if encoded(name) in self.paragraphs:
                if name != names[0]:
                    self._tell(names[0], repr(name))
                return encoded(name)
        self._tell(names[0], "no style")
        return "Standard"

    def _tell(self, missing: str, instead: str) -> None:
        self.messages.setdefault(f"The template has no style {missing!r}; {instead} is used in its place.")
