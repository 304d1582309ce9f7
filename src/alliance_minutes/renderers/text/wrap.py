"""Lines of a given width, in the columns that a terminal gives each character."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 78
"""Columns: mail that is quoted once or twice still fits a terminal of 80 (RFC 5322, section 2.1.1)."""

_PIECES = re.compile(r"([ \t]*)([^ \t]*)")


def width(text: str) -> int:
    """How many columns the text takes: wide characters take two, combining and invisible ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, columns: int) -> Iterator[str]:
    r"""The lines of the text: it breaks at its own ``\n`` and between words, never inside one.

    A single blank where a line breaks becomes the break; any more than one stay at the end of the line, because
    somebody typed them.
    """
    for line in text.split("\n"):
        yield from _wrap(line, columns)


def _wrap(text: str, columns: int) -> Iterator[str]:
    if len(text) <= columns and text.isascii():
        yield text
        return
    line: list[str] = []
    used = 0
    for found in _PIECES.finditer(text):
        blanks, word = found.groups()
        wide = width(word)
        if line and word and used + len(blanks) + wide > columns:
            if blanks != " ":
                line.append(blanks)
            yield "".join(line)
            line, used, blanks = [], 0, ""
        if blanks or word:
            line.append(blanks + word)
            used += len(blanks) + wide
    yield "".join(line)
