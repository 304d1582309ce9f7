"""Notation text to a draft: the events of one meeting, and what is wrong with the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import field, frozen

from alliance_minutes.notation.blocks import Blocks
from alliance_minutes.notation.closed_names import warn_of_names
from alliance_minutes.notation.frontmatter import bounds, convene, language_of, read_keys
from alliance_minutes.notation.lines import Lines
from alliance_minutes.notation.messages import Messages
from alliance_minutes.notation.reading import Became, Reading
from alliance_minutes.notation.source import BLANKS, decode, is_blank, softened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from alliance_minutes.events import Event
    from alliance_minutes.notation.keywords import Language
    from alliance_minutes.notation.messages import Message
    from alliance_minutes.notation.source import Passage
    from alliance_minutes.parties import Directory

_TITLE = re.compile(r"[ \t]*#(?:[ \t]|\Z)")


@frozen
class Draft:
    """What a notation text says.

    Attributes:
        events: the meeting's events in order; event ``i`` (from 0) will get version ``i + 1``.
        spans: line and column of each event, so that a refusal can be shown at its place.
        messages: errors and warnings, in order of the text. With errors the events are not fit to be recorded.
        lines: what each non-empty line (from 1) became.
        language: the language of the messages: ``nl`` or ``en``.
        files: the attached files that a book can keep, by their digest.
    """

    events: tuple[Event, ...]
    spans: tuple[tuple[int, int], ...]
    messages: tuple[Message, ...]
    lines: Mapping[int, Became]
    language: Language
    files: Mapping[str, Path] = field(factory=dict)

    @property
    def errors(self) -> tuple[Message, ...]:
        """The messages that keep the draft from being recorded."""
        return tuple(message for message in self.messages if message.severity == "error")

    @property
    def warnings(self) -> tuple[Message, ...]:
        """The messages that do not."""
        return tuple(message for message in self.messages if message.severity == "warning")


def read(
    source: str | bytes,
    *,
    file: str = "notulen.md",
    directory: Directory,
    folder: Path | None = None,
    known: Callable[[str], bool] | None = None,
) -> Draft:
    """Read a notation text. A bad text is no exception: all that is wrong with it stands in the messages.

    Args:
        source: the text, or its bytes in UTF-8.
        file: its name, for the messages.
        directory: turns names into parties, and collects the new ones.
        folder: where attachments lie; none outside it is read.
        known: whether a number of a decision, action or question exists in the book; without it all are accepted.
    """
    decoded = decode(source)
    front = bounds(decoded.lines)
    language = language_of(decoded.lines, front)
    messages = Messages(file, language)
    reading = Reading(messages, directory, language, folder, known)
    for line, column, what in decoded.faults:
        coded = what.startswith("U+")
        index = messages.error("character" if coded else "encoding", (line, column), read=what)
        if not decoded.readable:
            reading.lines[line] = Became("message", index)
    if decoded.readable:
        _read(decoded.lines, front.end, reading)
        warn_of_names(reading)
        _account(decoded.lines, reading)
    ordered = sorted(messages.found, key=lambda message: (message.line, message.column))
    places = {id(message): index for index, message in enumerate(ordered)}
    lines = {
        line: became
        if became.kind != "message" or became.index is None
        else Became("message", places[id(messages.found[became.index])])
        for line, became in sorted(reading.lines.items())
    }
    return Draft(tuple(reading.events), tuple(reading.spans), tuple(ordered), lines, language, reading.files)


def _read(lines: list[str], start: int, reading: Reading) -> None:
    front = bounds(lines)
    read_keys(lines, front, reading)
    title, number = _title(lines, start, reading)
    convene(front, reading, title)
    Blocks(Lines(lines, start, reading), reading, number).read()


def _account(lines: list[str], reading: Reading) -> None:
    """No line may be lost: what became neither an event nor a remark, nor an error, is an error now."""
    known, messages = reading.lines, reading.messages
    for number, line in enumerate(lines, 1):
        if not line or is_blank(line):
            continue
        became = known.get(number)
        lost = became is None or (
            became.kind == "message"
            and (became.index is None or messages.found[became.index].severity != "error")
        )
        if lost:
            known[number] = Became("message", messages.error("line-lost", (number, 1)))


def _title(lines: list[str], start: int, reading: Reading) -> tuple[Passage | None, int | None]:
    """The first ``# …`` line, wherever it stands, and its number."""
    for index in range(start, len(lines)):
        if "#" in lines[index] and _TITLE.match(softened(lines[index])):
            line = Lines(lines, index, reading).peek()
            if line is None or line.sort != "heading":
                break
            text = line.passage
            return text.part(1 if text.text.strip(BLANKS) else 0), index + 1
    return None, None
