"""The parts a style can play in a document, and which named styles may play them.

A template need not know the styles of this renderer. For each part there is a row of named styles, the best first; the
first that the template has is taken, and the user is told where that is not the best one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import Factory, define

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
    "action-label": ("Minutes Action Label", "Minutes Decision Label", "Minutes Decision", "Text body"),
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


def kept_name(part: Part, *, begins: bool) -> str:
    """The name of the automatic style of a part that stays on the page of what follows it."""
    return f"B_{part}" if begins else f"K_{part}"


LAYOUTS: Final[frozenset[Part]] = frozenset(
    {
        "organisation",
        "fact",
        "label",
        "notice",
        "decision",
        "decision-label",
        "action",
        "action-label",
        "caption",
        "back-heading",
        "back",
    }
)
"""Parts that are laid out the same on any paper, on top of a style of the template that is not made for them."""


@define
class Wardrobe:
    """The styles there are, and what is worn for each part.

    Attributes:
        paragraphs: names of the paragraph styles, as in the file; ``None`` where every style is there.
        texts: names of the character styles, likewise.
        laid_out: the parts that wear a layout of their own, each with the style below it.
        kept: the parts that somewhere stay on the page of what follows, and whether their bar begins there; each with the
            style it wears elsewhere.
        ended: the parts of which a bar ends somewhere, likewise.
        missing: the styles that are not there, and what is worn instead.
    """

    paragraphs: frozenset[str] | None = None
    texts: frozenset[str] | None = None
    laid_out: dict[Part, str] = Factory(dict)
    kept: dict[tuple[Part, bool], str] = Factory(dict)
    ended: dict[Part, str] = Factory(dict)
    missing: dict[str, str] = Factory(dict)

    def paragraph(self, part: Part) -> str:
        """The paragraph style for a part."""
        best = encoded(PARAGRAPHS[part][0])
        worn = self._first(PARAGRAPHS[part])
        if worn == best or worn.startswith("Minutes_20_") or part not in LAYOUTS:
            return worn
        self.laid_out[part] = worn
        return f"P_{part}"

    def keeping(self, part: Part, *, begins: bool = False) -> str:
        """The paragraph style for a part that is to stay on the page of what follows it; ``begins`` parts it from above."""
        self.kept[part, begins] = self.paragraph(part)
        return kept_name(part, begins=begins)

    def ending(self, part: Part) -> str:
        """The paragraph style for a part that is the last beside its bar."""
        self.ended[part] = self.paragraph(part)
        return f"E_{part}"

    def heading(self, level: int) -> str:
        """The paragraph style of a heading; a level below the last one of the template looks like the last one."""
        levels = range(min(level, DEEPEST_HEADING), 0, -1)
        return self._first((*(f"Heading {number}" for number in levels), "Heading", "Text body"))

    def marks(self) -> dict[Mark, str]:
        """The character style of each mark; those the template lacks are defined beside the text."""
        worn: dict[Mark, str] = {}
        for mark, name in CHARACTERS.items():
            if self.texts is None or encoded(name) in self.texts:
                worn[mark] = encoded(name)
            else:
                worn[mark] = f"T_{mark}"
                self.missing[name] = "a plain form of it"
        return worn

    def messages(self) -> tuple[str, ...]:
        """What the user should know."""
        if not self.missing:
            return ()
        told = ", ".join(f"{name!r} ({instead})" for name, instead in sorted(self.missing.items()))
        return (f"The template lacks some styles, and what stands in brackets is used for them: {told}.",)

    def _first(self, names: tuple[str, ...]) -> str:
        if self.paragraphs is None:
            return encoded(names[0])
        for name in (*names, "Standard"):
            if encoded(name) in self.paragraphs:
                if name != names[0]:
                    self.missing[names[0]] = name
                return encoded(name)
        self.missing[names[0]] = "no style"
        return "Standard"
