"""What a reader must find in a rendition: every label, fact and word of a document, in reading order."""

from __future__ import annotations

import re

from alliance_minutes.document import (
    Attachment,
    Attendance,
    Closed,
    Contribution,
    Emphasis,
    Link,
    List,
    Section,
    Signing,
    Strong,
    Table,
    Text,
    walk,
)

# What a renderer may add or leave out to keep a text in its place: blanks, and the marks of direction.
_FREE = re.compile("[\\s\u202a-\u202e\u2066-\u2069]+")


def squeezed(text):
    """The text without blanks and marks of direction."""
    return _FREE.sub("", text)


def missing(strings, text):
    """The first of the strings that is not in the text after those before it, or ``None``."""
    text, place = squeezed(text), 0
    for string in strings:
        wanted = squeezed(string)
        found = text.find(wanted, place)
        if found < 0:
            return string
        place = found + len(wanted)
    return None


def tables(document):
    """The strings of each table."""
    for block in walk(document.blocks):
        if isinstance(block, Table):
            yield [*_block(block, document.labels)]


def strings(document, *, tables=True):
    """Every string that people read, in order; without ``tables``, but for what stands in those."""
    meta = document.meta
    yield meta.body
    yield from _inlines(meta.heading)
    yield from (meta.edition_label, meta.status_label)
    yield from _facts(meta.facts)
    for block in document.blocks:
        yield from _block(block, document.labels, tables=tables)
    for ground in document.legend:
        yield from (ground.code, ground.label)
    yield from (meta.origin, meta.stream, str(meta.version))


def _inlines(content):
    for inline in content:
        match inline:
            case Text(text):
                yield text
            case Emphasis(inner) | Strong(inner) | Link(inner):
                yield from _inlines(inner)
            case Closed(inner):
                yield inline.label
                yield from _inlines(inner)
            case _:
                yield getattr(inline, "label", None) or getattr(inline, "name", "")


def _facts(facts):
    for fact in facts:
        yield fact.label
        yield from _inlines(fact.value)


def _block(block, labels, *, tables=True):
    match block:
        case Section():
            yield block.number or ""
            yield from _inlines(block.title)
            yield from _facts(block.facts)
            yield from _blocks(block.blocks, labels, tables)
        case List():
            yield block.label
            yield from _blocks(block.blocks, labels, tables)
        case Table() if not tables:
            pass
        case Table():
            yield block.caption
            yield from block.header
            for row in block.rows:
                for cell in row.cells:
                    yield from _inlines(cell)
        case _:
            yield from _statement(block, labels, tables)


def _blocks(blocks, labels, tables):
    for block in blocks:
        yield from _block(block, labels, tables=tables)


def _statement(block, labels, tables):
    yield block.label
    if block.withdrawn:
        yield labels.withdrawn
    match block:
        case Contribution():
            yield from _inlines(block.speaker)
        case Attendance():
            yield from _inlines(block.party)
        case Signing():
            yield from _inlines(block.partner)
        case Attachment():
            yield from _inlines(block.title)
        case _:
            pass
    yield from _inlines(block.words)
    for point in block.points:
        yield point.number or ""
        yield from _inlines(point.words)
    yield from _facts(block.facts)
    yield from _blocks(block.marks, labels, tables)
