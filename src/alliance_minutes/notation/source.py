r"""The text of a file: decoded, in lines, with what is escaped made safe from every later pattern.

An escape ``\x`` becomes two characters that no admitted text can hold (surrogates), so that its length and all columns
stay, and no pattern for marks, keywords or names can match it. :func:`bare` gives the characters back.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from attrs import evolve, field, frozen

FILLER = "\ud800"  # stands where a backslash stood
BREAK = "\udc0a"  # a kept line break: a backslash at the end of a line
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CODED = re.compile("[\ud800\udc00-\udc7f]")
_ASCII = {code: 0xDC00 + code for code in range(128)}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BLANKS = " \t"
HARD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Hard and other wide blanks, for a class of characters: part of the words, and a blank to all that is read."""
UNSEEN = HARD + "\u200b\u2060\ufeff"
"""What is not seen at the start of a line, for a class of characters."""
_HARD = re.compile(f"(?<!{FILLER})[{HARD}]")
_INDENT = re.compile(f"[{BLANKS}{UNSEEN}]+")


def _coded(found: re.Match[str]) -> str:
    char = found[1]
    return FILLER + (chr(0xDC00 + ord(char)) if ord(char) < 128 else char)


def protect(line: str) -> str:
    """A line of which every escaped character is coded; a backslash before a whole line codes the whole line."""
    if "\\" not in line:
        return line
    if line[0] == "\\" and len(line) > 1:
        return FILLER + line[1:].rstrip(BLANKS).translate(_ASCII)
    coded = _ESCAPE.sub(_coded, line)
    return coded[:-1] + BREAK if coded.endswith("\\") else coded


def softened(coded: str) -> str:
    """A text of the same length with a plain blank for each hard one, and for what is not seen before the first character."""
    if coded.isascii():
        return coded
    indent = _INDENT.match(coded)
    width = indent.end() if indent else 0
    return " " * width + _HARD.sub(" ", coded[width:])


def trimmed(line: str) -> tuple[str, int]:
    """A line as protected text without the blanks at its sides, and how many there were before it."""
    coded = protect(line)
    soft = softened(coded)
    indent = len(soft) - len(soft.lstrip(BLANKS))
    return coded[indent : indent + len(soft.strip(BLANKS))], indent


def is_blank(line: str) -> bool:
    """Whether nothing stands on a line."""
    return not softened(line).strip(BLANKS)


def bare(text: str) -> str:
    """The characters that were meant."""
    if not _CODED.search(text):
        return text
    return _CODED.sub(lambda found: "" if found[0] == FILLER else chr(ord(found[0]) - 0xDC00), text)


def folded(text: str) -> str:
    """A text in lower case that keeps its length; escaped characters match nothing."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


@frozen
class Passage:
    """A piece of the source that knows the place of each of its characters.

    Attributes:
        text: the protected text, with plain blanks for hard ones.
        marks: for each source line in it: offset in the whole passage, line, column; in order.
        start: offset of ``text`` in the whole passage.
        sign: what marks it as a name: ``@``, ``@[``, or nothing.
        hard: offset in the whole passage, and character, of each hard blank; in order.
    """

    text: str
    marks: tuple[tuple[int, int, int], ...]
    start: int = 0
    _offsets: list[int] | None = field(default=None, eq=False, repr=False)
    sign: str = ""
    hard: tuple[tuple[int, str], ...] = ()

    @classmethod
    def line(cls, text: str, line: int, column: int = 1) -> Passage:
        """A passage of one line that begins at a place."""
        soft, hard = _parted(text)
        return cls(soft, ((0, line, column),), hard=hard)

    @classmethod
    def joined(cls, parts: list[tuple[str, int, int]]) -> Passage:
        """Lines, given with line and column, joined with one blank, or with nothing after a kept line break."""
        if len(parts) == 1:
            return cls.line(*parts[0])
        texts: list[str] = []
        marks: list[tuple[int, int, int]] = []
        length = 0
        for text, line, column in parts:
            if texts and not texts[-1].endswith(BREAK):
                texts.append(" ")
                length += 1
            marks.append((length, line, column))
            texts.append(text)
            length += len(text)
        soft, hard = _parted("".join(texts))
        return cls(soft, tuple(marks), 0, [mark[0] for mark in marks], hard=hard)

    def place(self, offset: int = 0) -> tuple[int, int]:
        """Line and column of a character of ``text``."""
        at = self.start + offset
        if len(self.marks) == 1:
            mark = self.marks[0]
        else:
            offsets = self._offsets or [mark[0] for mark in self.marks]
            mark = self.marks[max(bisect_right(offsets, at) - 1, 0)]
        return mark[1], mark[2] + at - mark[0]

    def part(self, start: int, end: int | None = None) -> Passage:
        """The characters from ``start`` to before ``end``, without blanks at the sides."""
        text = self.text[start:end]
        stripped = text.lstrip(BLANKS)
        begin = self.start + start + len(text) - len(stripped)
        return Passage(stripped.rstrip(BLANKS), self.marks, begin, self._offsets, hard=self.hard)

    def split(self, separator: str) -> list[Passage]:
        """The parts between separators, outside brackets, without blanks at the sides."""
        parts: list[Passage] = []
        depth = begin = 0
        for index, char in enumerate(self.text):
            if char in "([{":
                depth += 1
            elif char in ")]}":
                depth = max(depth - 1, 0)
            elif char == separator and depth == 0:
                parts.append(self.part(begin, index))
                begin = index + 1
        parts.append(self.part(begin))
        return parts

    def named(self, start: int = 0, end: int | None = None, *, sign: str) -> Passage:
        """The part from ``start`` to before ``end``, as a name that a sign marks."""
        return evolve(self.part(start, end), sign=sign)

    @property
    def typed(self) -> str:
        """The protected text with its hard blanks, as words keep it."""
        first = bisect_left(self.hard, (self.start,))
        last = bisect_left(self.hard, (self.start + len(self.text),))
        if first == last:
            return self.text
        chars = list(self.text)
        for offset, char in self.hard[first:last]:
            chars[offset - self.start] = char
        return "".join(chars)

    @property
    def bare(self) -> str:
        """The characters that were meant, with plain blanks for hard ones: of a name, a number, a word of the notation."""
        return bare(self.text)


def _parted(coded: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """A protected text with plain blanks, and the hard ones that stood there."""
    soft = softened(coded)
    if soft == coded:
        return soft, ()
    return soft, tuple((at, char) for at, char in enumerate(coded) if soft[at] != char)


@frozen
class Decoded:
    """The lines of a source and what is wrong with its characters: ``(line, column, what)``."""

    lines: list[str]
    faults: list[tuple[int, int, str]]
    readable: bool = True


def decode(source: str | bytes) -> Decoded:
    """The lines of a source text; what cannot stand in a document is replaced, one fault per line."""
    faults: list[tuple[int, int, str]] = []
    if isinstance(source, bytes):
        if source.startswith((b"\xff\xfe", b"\xfe\xff")):
            return Decoded([], [(1, 1, "UTF-16")], readable=False)
        try:
            text = source.decode("utf-8")
        except UnicodeDecodeError as error:
            before = source[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
            column = len(before) - (before.rfind("\n") + 1) + 1
            if before.startswith("\ufeff") and "\n" not in before:
                column -= 1
            faults.append((before.count("\n") + 1, column, f"0x{source[error.start]:02X}"))
            text = source.decode("utf-8", "replace")
    else:
        text = source
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if _NOT_XML.search(text):
        for index, line in enumerate(lines):
            found = _NOT_XML.search(line)
            if found:
                faults.append((index + 1, found.start() + 1, f"U+{ord(found[0]):04X}"))
                lines[index] = _NOT_XML.sub("\ufffd", line)
    return Decoded(lines, faults)
