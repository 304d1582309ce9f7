"""What stands in a line of a document."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen


@frozen
class Source:
    """The entry that a part of a document comes from: the way to its audit trail.

    Attributes:
        stream: the stream of the entry (the meeting's id).
        version: its version in that stream.
    """

    stream: str
    version: int

    @property
    def anchor(self) -> str:
        """The id of the part in every format; an NCName (Namespaces in XML, section 3), short and stable."""
        return f"e{self.version}"


@frozen
class Text:
    """Plain text; blanks and line ends count."""

    text: str


@frozen
class Emphasis:
    """Stressed content."""

    content: Inlines


@frozen
class Strong:
    """Strongly stressed content."""

    content: Inlines


@frozen
class Link:
    """Content that leads to a URL (http, https or mailto)."""

    content: Inlines
    url: str


@frozen
class Mention:
    """A party as it is printed in this edition; ``party`` is its id, only where the edition may show it."""

    name: str
    party: str | None = None


@frozen
class Moment:
    """A date or time of day: ``value`` for machines (EDTF or HH:MM), ``label`` for people."""

    value: str
    label: str


@frozen
class Reference:
    """A place elsewhere in this document, by its entry, and the words that lead there."""

    source: Source
    label: str


@frozen
class Closed:
    """Internal edition only: content that the public does not see, its ground, and the label that says so."""

    content: Inlines
    ground: str
    label: str


@frozen
class Redaction:
    """Public edition: something stood here; ``ground`` says why it is withheld, ``label`` says so aloud."""

    ground: str
    label: str


@frozen
class Erased:
    """Something stood here and was erased for good; ``label`` says so."""

    label: str


Inline: TypeAlias = (
    Text | Emphasis | Strong | Link | Mention | Moment | Reference | Closed | Redaction | Erased
)
Inlines: TypeAlias = tuple[Inline, ...]


def plain(content: Inlines) -> str:
    """The text of the content, as a reader without marks would read it. Any depth is safe."""
    texts: list[str] = []
    rest = list(reversed(content))
    while rest:
        match rest.pop():
            case Text(text):
                texts.append(text)
            case Emphasis(content) | Strong(content) | Link(content) | Closed(content):
                rest.extend(reversed(content))
            case Mention(name):
                texts.append(name)
            case Moment(label=label) | Reference(label=label) | Redaction(label=label) | Erased(label=label):
                texts.append(label)
    return "".join(texts)
