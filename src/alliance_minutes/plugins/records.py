"""What passes between the book and a renderer plugin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import Factory, frozen

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from alliance_minutes.document import Document, Source

OptionValue: TypeAlias = "str | bytes"


@frozen(kw_only=True)
class Option:
    """An option that a renderer takes.

    Attributes:
        name: as in ``--set name=value``.
        description: one line for people.
        default: the value when none is given; ``None`` for a file that is not given.
        choices: the values it takes; empty: any text.
        kind: ``text``, or ``file``: the value is a path on the command line, and its bytes reach the renderer.
    """

    name: str
    description: str
    default: str | None = None
    choices: tuple[str, ...] = ()
    kind: Literal["text", "file"] = "text"


@frozen(kw_only=True)
class Loss:
    """Something the format could not hold.

    Attributes:
        node: name of the node's class ("Decision"), or of the field of it ("Decision.method").
        reason: what was lost and what the reader sees instead.
        source: the entry it comes from, where it is one.
    """

    node: str
    reason: str
    source: Source | None = None


@frozen(kw_only=True)
class Rendition:
    """A rendered document.

    Attributes:
        content: the bytes.
        media_type: their type (RFC 6838).
        file_name: a name for the file; the edition stands in it.
        losses: what the format could not hold of this document, beside what its :class:`RendererInfo` declares of all.
        messages: what the user should know (a template without a style, a macro left out), in plain sentences.
    """

    content: bytes
    media_type: str
    file_name: str
    losses: tuple[Loss, ...] = ()
    messages: tuple[str, ...] = ()

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the bytes to ``path`` (into it under ``file_name``, where it is a folder); return the file's path."""
        target = Path(path)
        if target.is_dir():
            target /= self.file_name
        target.write_bytes(self.content)
        return target


@frozen(kw_only=True)
class RenderRequest:
    """What a renderer gets: the document of one edition, and nothing else of the book.

    Attributes:
        document: what to render.
        options: a value for every declared option that has one; bytes for options of kind ``file``.
        render: renders the same document in another format, by name.
        attachment: the bytes of the file that an :class:`~alliance_minutes.document.Attachment` of this document attaches, by
            its source; ``None`` where the book does not keep it. What the edition does not show, it does not give.
    """

    document: Document
    options: Mapping[str, OptionValue] = Factory(dict)
    render: Callable[[str], Rendition] | None = None
    attachment: Callable[[Source], bytes | None] | None = None


@frozen(kw_only=True)
class RendererInfo:
    """A renderer, as a plugin declares it.

    Attributes:
        format: its short name, as in ``--format html``.
        description: one line for people.
        media_type: type of what it makes (RFC 6838).
        suffix: of the file name, with its dot.
        version: the renderer's own version; same document, options and version give the same bytes.
        render: makes the rendition; it raises :class:`~alliance_minutes.errors.RenderError` with the reason if it cannot.
        options: what it takes.
        accepts: the kinds of document it can render (``minutes``).
        losses: what the format never holds of any document, in plain sentences.
    """

    format: str
    description: str
    media_type: str
    suffix: str
    version: str
    render: Callable[[RenderRequest], Rendition]
    options: tuple[Option, ...] = ()
    accepts: tuple[str, ...] = ("minutes",)
    losses: tuple[str, ...] = ()
