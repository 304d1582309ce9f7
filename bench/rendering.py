"""Rendering: a long meeting composed and rendered in each format."""

from __future__ import annotations

import zipfile
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree, html

from alliance_minutes import MinuteBook
from alliance_minutes.book.rendering import render_document
from alliance_minutes.compose import compose

from . import meetings
from .measuring import Group, Job, variant

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PARAGRAPHS = 93
_TARGETS = {"html": 6.0, "xml": 11.0, "odt": 1.7, "text": None}


def render(folder: Path, paragraphs: int = PARAGRAPHS) -> list[Group]:
    """Each format of a meeting of so many paragraphs, from its state in memory."""
    with MinuteBook.open(folder / "render.db") as book:
        meeting = meetings.convene(book, 0)
        book.meeting(meeting).record(*meetings.long_meeting(meetings.parties(book), paragraphs=paragraphs))
        minutes, parties, origin, registry = book.minutes(meeting), book.parties, book.origin, book.plugins
        body = book.bodies[minutes.body]

    def made(format_name: str) -> bytes:
        document = compose(minutes, parties=parties, body=body, origin=origin)
        return render_document(registry, document, format_name, {}).content

    groups = []
    for format_name, (floor, prepare) in _FLOORS.items():
        base = prepare(made(format_name))
        job = Job(
            work=f"compose and render {format_name}, {paragraphs} paragraphs",
            variant=variant(partial(made, format_name)),
            unit="document",
            target=_TARGETS[format_name],
        )
        groups.append(Group(floor=floor, base=variant(base), jobs=(job,)))
    return groups


def _html(content: bytes) -> Callable[[], bytes]:
    tree = html.document_fromstring(content)
    again = html.document_fromstring(etree.tostring(tree, method="html", encoding="utf-8"))
    _agree(list(tree.itertext()), list(again.itertext()))
    return lambda: etree.tostring(tree, method="html", encoding="utf-8")


def _xml(content: bytes) -> Callable[[], bytes]:
    tree = etree.fromstring(content)
    _agree(etree.tostring(tree, method="c14n"), etree.canonicalize(content.decode()).encode())
    return lambda: etree.tostring(tree, encoding="utf-8", xml_declaration=True)


def _odt(content: bytes) -> Callable[[], bytes]:
    def deflated() -> bytes:
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for info, part in parts:
                archive.writestr(info.filename, part, info.compress_type, 6)
        return packed.getvalue()

    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(BytesIO(deflated())) as archive:
        _agree([archive.read(name) for name in archive.namelist()], [part for _, part in parts])
    return deflated


def _text(content: bytes) -> Callable[[], bytes]:
    lines = content.decode().split("\n")
    _agree("\n".join(lines).encode(), content)
    return lambda: "\n".join(lines).encode()


def _agree(one: object, other: object) -> None:
    if one != other:
        raise AssertionError("the floor does not make what the library makes")


_FLOORS = {
    "html": ("lxml: serialising the finished tree of the same page", _html),
    "xml": ("lxml: serialising the finished tree of the same document", _xml),
    "odt": ("zipfile: deflating the finished parts of the same file, level 6", _odt),
    "text": ("joining the finished lines of the same text and encoding them", _text),
}
