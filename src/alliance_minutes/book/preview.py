"""A draft as a document, with its messages beside the sentences they are about. Nothing is recorded."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import attrs

from alliance_minutes.book.notes import read_draft
from alliance_minutes.book.rendering import render_document
from alliance_minutes.compose import compose
from alliance_minutes.document import List, Notice, Section, Statement, Text
from alliance_minutes.errors import NotationError
from alliance_minutes.events import Recorded
from alliance_minutes.meeting import fold
from alliance_minutes.parties import Directory, Parties

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from alliance_minutes.book.session import Session
    from alliance_minutes.document import Block, Document
    from alliance_minutes.events import BodyDescribed, Edition
    from alliance_minutes.notation import Draft, Message
    from alliance_minutes.plugins import OptionValue, Registry, Rendition
    from alliance_minutes.values import Language

_STREAM = "draft"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a draft was not recorded; compose prints no time of it


def preview_text(
    session: Session | None,
    registry: Registry,
    text: str | bytes,
    format_name: str,
    *,
    file: str = "<text>",
    folder: Path | None = None,
    edition: Edition = "internal",
    language: Language | None = None,
    options: Mapping[str, OptionValue] | None = None,
) -> tuple[Rendition, Draft]:
    """Render notation text without recording it; see :meth:`~alliance_minutes.book.MinuteBook.preview`.

    Args:
        session: of the book the text is for, or ``None``: then nothing is known but the text.
        registry: where the renderer is found.
        text, format_name, file, folder, edition, language, options: as for ``MinuteBook.preview``.

    Raises:
        NotationError: a text with errors has no public edition; and whatever ``MinuteBook.preview`` raises.
    """
    directory = Directory(session.parties() if session else None)
    draft = read_draft(session, text, directory, file=file, folder=folder)
    if (
        edition == "public" and draft.errors
    ):  # what a faulty line meant to close may stand open in what was read
        raise NotationError(draft.errors)
    document = _document(draft, directory, session.bodies() if session else {}, edition, language)
    return render_document(registry, document, format_name, options or {}), draft


def _document(
    draft: Draft,
    directory: Directory,
    bodies: Mapping[str, BodyDescribed],
    edition: Edition,
    language: Language | None,
) -> Document:
    """The document that the draft would give; a draft with errors shows what could be read of it."""
    recorded = [
        Recorded(
            position=version - 1,
            stream=_STREAM,
            version=version,
            recorded_at=_NEVER,
            recorded_by=None,
            command_id=_STREAM,
            event=event,
        )
        for version, event in enumerate(draft.events, 1)
    ]
    minutes = fold(_STREAM, recorded)
    document = compose(
        minutes,
        parties={**directory.parties, **Parties(directory.introduced)},
        body=bodies.get(minutes.body),
        origin=_STREAM,
        edition=edition,
        language=language,
    )
    beside = _by_version(draft, edition)
    blocks = tuple(_with_notices(block, beside) for block in document.blocks)
    rest = tuple(notice for notices in beside.values() for notice in notices)
    return attrs.evolve(document, blocks=(*rest, *blocks), history=())


def _by_version(draft: Draft, edition: Edition) -> dict[int, list[Block]]:
    """The messages as notices, by the version of the last event that begins at or before them; 0 for none."""
    starts = sorted((line, version) for version, (line, _) in enumerate(draft.spans, 1))
    beside: dict[int, list[Block]] = {}
    for message in draft.messages:
        at = bisect_right(starts, message.line, key=lambda start: start[0])
        version = starts[at - 1][1] if at else 0
        beside.setdefault(version, []).append(_notice(message, edition))
    return beside


def _notice(message: Message, edition: Edition) -> Notice:
    if edition == "internal":
        said, place = message.text, f"{message.file}:{message.line}:{message.column}"
    else:  # a message quotes what may be closed, and its column tells how long that is
        said, place = message.code, f"{message.file}:{message.line}"
    return Notice(kind="other", label=place, words=(Text(said),))


def _with_notices(block: Block, beside: dict[int, list[Block]]) -> Block:
    """The block with the notices that belong to it and to what it holds; each notice is taken once."""
    if isinstance(block, Section):
        head: Sequence[Block] = beside.pop(block.source.version, []) if block.source else ()
        return attrs.evolve(block, blocks=(*head, *(_with_notices(inner, beside) for inner in block.blocks)))
    if isinstance(block, List):
        return attrs.evolve(block, blocks=tuple(_with_notices(inner, beside) for inner in block.blocks))
    if isinstance(block, Statement):
        marks = tuple(_with_notices(mark, beside) for mark in block.marks)
        mine = beside.pop(block.source.version, []) if block.source else []
        return attrs.evolve(block, marks=(*mine, *marks)) if mine or marks != block.marks else block
    return block
