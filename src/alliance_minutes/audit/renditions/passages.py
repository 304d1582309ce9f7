"""The text of a rendition, passage by passage: what remains of it in every format."""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class Passage:
    """A piece of text of a rendition: a paragraph, a heading, a cell.

    Attributes:
        text: its characters; runs of blanks and line ends are one blank.
        under: the heading above it, or nothing.
        version: of the entry that it comes from, where the format tells.
        own: whether the colophon holds it, of which renderer and digest differ by nature.
        margin: whether it stands in a header or footer of the pages.
    """

    text: str
    under: str = ""
    version: int | None = None
    own: bool = False
    margin: bool = False


def squeezed(text: str) -> str:
    """The text with every run of blanks, tabs and line ends as one blank."""
    return " ".join(text.split())
