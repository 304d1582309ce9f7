"""What each line of a body is: blank, comment, heading, bullet, keyword line, a contribution, or text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import define

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.notation.dates import find_time, find_when, on_day
from alliance_minutes.notation.flags import attempts_flag
from alliance_minutes.notation.header import Header
from alliance_minutes.notation.headers import Unclosed, read_header
from alliance_minutes.notation.headings import HEADING
from alliance_minutes.notation.keywords import KEYWORDS, TERMS, after_term, is_term
from alliance_minutes.notation.labels import label_start, tell_of_label
from alliance_minutes.notation.making import joined_dates
from alliance_minutes.notation.misplaced import (
    PROSE,
    is_glued_heading,
    is_table,
    misplaced,
    tell_of_keyword,
    tell_of_prose,
    unstressed,
)
from alliance_minutes.notation.names import goes_on
from alliance_minutes.notation.reading import Became
from alliance_minutes.notation.source import BLANKS, BREAK, Passage, is_blank, softened, trimmed
from alliance_minutes.notation.vague import is_when

if TYPE_CHECKING:
    from alliance_minutes.notation.reading import Reading

Sort: TypeAlias = Literal["blank", "comment", "heading", "bullet", "keyword", "speaker", "text"]

BULLET = re.compile(r"(?:[-*•–]|([0-9]{1,9})\.)(?:[ \t]+|$)")
SPEAKER = re.compile(
    r"@(?:\[([^\[\]|]*)\]|([^:,()\[\]]*)):(?!(?:(?<=[ \t][0-9]:)|(?<=[ \t][0-9]{2}:))[0-9]{2}(?![0-9]))"
)
_NEARLY = re.compile(r"([^\W\d_][^\W\d_ ]*(?: [^\W\d_]+){0,3})[ \t]*[\[(@:]")
_CONTINUED = 10_000  # a header or heading goes on over at most so many lines
_SHORT_NUMBER = re.compile(r"[A-Za-z]{1,4}-[0-9][0-9-]*(?![\w-])")


def _deletions(word: str) -> set[str]:
    return {word} | {word[:index] + word[index + 1 :] for index in range(len(word))}


_NEAR: dict[str, str] = {}
for _word in KEYWORDS:
    for _form in _deletions(_word.lower()):
        _NEAR.setdefault(_form, _word)


@define
class Line:
    """A line of the body, with the next ones where a header or heading goes on in them."""

    sort: Sort
    passage: Passage
    indent: int
    end: int
    header: Header | None = None


class Lines:
    """The lines of a body from one index on; each is looked at once."""

    def __init__(self, lines: list[str], start: int, reading: Reading) -> None:
        self.lines = lines
        self.at = start
        self.reading = reading
        self._next: Line | None = None
        self._back: list[Line] = []  # lines that were given back, the first one last
        self._headless = 0  # up to this line no header was found to end
        self._table = -1  # the row of a table that was seen last

    def peek(self) -> Line | None:
        """The line that comes next, or ``None`` at the end."""
        if self._next is None and self._back:
            self._next = self._back.pop()
        if self._next is None and self.at < len(self.lines):
            self._next = self._look(self.at)
        return self._next

    def take(self) -> Line:
        """The next line, which is now behind."""
        line = self.peek()
        assert line is not None  # noqa: S101 - callers peek first
        self.at = line.end
        self._next = None
        return line

    def give_back(self, taken: list[Line]) -> None:
        """These lines, taken last, come next again."""
        if taken:
            following = [self._next] if self._next is not None else []
            self._back = [*self._back, *following, *reversed(taken)]
            self._next = None
            self.at = taken[0].passage.place()[0] - 1

    def sort(self) -> Sort | None:
        """What comes next; comments are noted and passed over."""
        while (line := self.peek()) is not None and line.sort == "comment":
            self.reading.lines[self.at + 1] = Became("comment")
            self.take()
        return None if line is None else line.sort

    def list_below(self, *, past_blank: bool) -> bool:
        """Whether a list comes next; with ``past_blank`` blank lines before it are passed over."""
        sort = self.sort()
        if not past_blank or sort != "blank":
            return sort == "bullet"
        at = self.at
        while at < len(self.lines) and is_blank(self.lines[at]):
            at += 1
        if at < len(self.lines) and BULLET.match(softened(trimmed(self.lines[at])[0])):
            self.at, self._next = at, None
            return True
        return False

    def names(self, first: Passage | None, *, rows: bool) -> list[Passage]:
        """The names or the title from here, a passage each: one, or with ``rows`` one per line.

        Lines above a list are its lead-in, and one. What stands below one is given back: it is a block of its own.
        """
        lines: list[Line] = []
        while self.sort() == "text":
            lines.append(self.take())
        parts = [] if first is None else [first]
        if self.sort() == "bullet":
            return [joined([*parts, *(line.passage for line in lines)])]
        found: list[list[Passage]] = [parts] if parts else []
        for index, line in enumerate(lines):
            if found and goes_on(found[-1][-1].text, line.passage.text):
                found[-1].append(line.passage)
            elif rows or not found:
                found.append([line.passage])
            else:
                self.give_back(lines[index:])
                break
        return [joined(one) for one in found]

    def _look(self, index: int) -> Line:
        typed, indent = trimmed(self.lines[index])
        if not typed:
            end = index + 1
            while end < len(self.lines) and not self.lines[end]:
                end += 1
            return Line("blank", Passage.line("", index + 1), 0, end)
        passage = Passage.line(typed, index + 1, indent + 1)
        text = passage.text
        plain = Line("text", passage, indent, index + 1)
        if text.startswith("//"):
            plain.sort = "comment"
        elif HEADING.match(text):
            plain.passage, plain.end = self._longer(passage, index)
            plain.sort = "heading"
        elif BULLET.match(text):
            plain.sort = "bullet"
        elif SPEAKER.match(text):
            plain.sort = "speaker"
        else:
            unread_speaker(passage, self.reading)
            self._markdown(passage, index)
            self._keyword(plain, index)
        return plain

    def _longer(self, passage: Passage, index: int) -> tuple[Passage, int]:
        """The passage with the lines after it, as long as a line ends with a kept line break."""
        end = index + 1
        parts = [(passage.typed, *passage.place())]
        while parts[-1][0].endswith(BREAK) and end < len(self.lines) and end - index < _CONTINUED:
            typed, indent = trimmed(self.lines[end])
            if not typed:
                break
            parts.append((typed, end + 1, indent + 1))
            end += 1
        return Passage.joined(parts), end

    def _keyword(self, line: Line, index: int) -> None:
        """Make it a keyword line if it is one; say so if it only looks like one."""
        if (bold := unstressed(line.passage)) is not None and self._bold(line, *bold):
            return
        header = read_header(line.passage)
        if isinstance(header, Unclosed) and line.passage.text.endswith(BREAK) and index >= self._headless:
            longer, end = self._longer(line.passage, index)
            again = read_header(longer)
            if isinstance(again, Header):
                header, line.passage, line.end = again, longer, end
            else:
                self._headless = end
        messages, passage = self.reading.messages, line.passage
        if isinstance(header, Header):
            odd = _odd(header, self.reading)
            if odd is None:
                line.sort, line.header = "keyword", header
                return
            if self._prose(header, odd):
                return
        elif isinstance(header, Unclosed) and header.bracket and ":" in passage.text:
            messages.error("header-open", passage.place(), read=header.word)
            return
        if (
            tell_of_keyword(passage, self.reading)
            or tell_of_label(passage, self.reading)
            or header is not None
        ):
            return
        self._nearly(passage)

    def _nearly(self, passage: Passage) -> None:
        """Tell of a keyword with a letter too many, too few or another one."""
        found = _NEARLY.match(passage.text[: PROSE + 20]) if ":" in passage.text else None
        near = None if found is None else _near(found[1])
        if found is not None and near is not None:
            self.reading.messages.wrong_mildly("near-keyword", passage.part(0, found.end(1)), near=near)

    def _bold(self, line: Line, plain: Passage, mark: int) -> bool:
        """Make it a keyword line if it is one in bold that ends with the keyword, its header or its colon; whether it is."""
        header = read_header(plain)
        if not isinstance(header, Header) or plain.text[header.end : mark].strip(BLANKS):
            return False
        if _odd(header, self.reading) is not None:
            return False
        line.sort, line.header, line.passage = "keyword", header, plain
        return True

    def _prose(self, header: Header, odd: Passage) -> bool:
        """Tell what is not understood before a colon that is near; a number that the book does not have is refused."""
        found = _SHORT_NUMBER.match(odd.text) if header.keyword.kind in _NUMBERED else None
        if found is not None and not self.reading.has_number(found[0]):
            self.reading.messages.wrong("number-unknown", odd.part(0, found.end()))
            return True
        if header.end > PROSE:
            return False
        tell_of_prose(header, odd, self.reading)
        return True

    def _markdown(self, passage: Passage, index: int) -> None:
        """Tell of a heading without its blank, and once of a table."""
        if is_glued_heading(passage.text):
            marks = passage.text[: len(passage.text) - len(passage.text.lstrip("#"))]
            self.reading.messages.wrong_mildly("heading-blank", passage, marks=marks)
        elif is_table(passage.text):
            if self._table != index - 1:
                self.reading.messages.wrong_mildly("table", passage)
            self._table = index


def joined(parts: list[Passage]) -> Passage:
    """Passages of one line each, joined."""
    if len(parts) == 1:
        return parts[0]
    return Passage.joined([(part.typed, *part.place()) for part in parts]) if parts else Passage.line("", 1)


def below(parts: list[Passage]) -> Passage | None:
    """The first line of a bullet with a name or title that does not go on from the one above it."""
    return next((low for high, low in pairwise(parts) if not goes_on(high.text, low.text)), None)


def begins_like_speaker(coded: str) -> bool:
    """Whether a text begins like ``@Name: …`` and is none."""
    return coded.startswith("@") and not coded.startswith("@[") and ":" in coded and not SPEAKER.match(coded)


def unread_speaker(passage: Passage, reading: Reading) -> None:
    """Tell of words that begin like a party's contribution and are plain text; in doubt a name in them is closed."""
    if begins_like_speaker(passage.text):
        said = passage.part(0, passage.text.find(":"))
        if attempts_flag(said.bare):
            reading.messages.wrong("flag", said)
        else:
            reading.messages.wrong_mildly("speaker", said)


def _near(word: str) -> str | None:
    if len(word) < 4:
        return None
    return next(
        (_NEAR[form] for form in sorted(_deletions(word.lower()), key=len, reverse=True) if form in _NEAR),
        None,
    )


def _odd(header: Header, reading: Reading) -> Passage | None:
    """The first word of a header that no keyword line has, or ``None``."""
    kept: list[Passage] = []
    for joint in joined_dates(header.chunks):
        chunk = _dated(joint, header, reading)
        text = chunk.text
        clock = after_term("at", text) or text
        try:
            if find_time(clock) is not None:
                header.times.append(chunk.part(len(text) - len(clock)))
                continue
            dated = find_when(text, reading.language) is not None
        except InvalidValueError:
            dated = True
        if header.times and (is_term("at", text) or text.casefold() in _HOUR):
            continue
        kept.append(chunk)
        if not dated and (after_term("due", text) is None or not any(char.isdecimal() for char in text)):
            if header.keyword.kind == "action" and (text.lower().startswith(_DUE) or is_when(text)):
                continue
            return chunk
    header.chunks = kept
    return None


def _dated(chunk: Passage, header: Header, reading: Reading) -> Passage:
    """The words of a header from their date on, where that is what the keyword is about: ``Komt terug op 14 mei``."""
    if header.keyword.kind not in {"returns", "next-meeting"}:
        return chunk
    try:
        return chunk.part(on_day(chunk.text, reading.language))
    except InvalidValueError:
        return chunk.part(chunk.text.find(" "))


_NUMBERED = frozenset({"done", "dropped", "answer"})  # their number is that of something else
_HOUR = frozenset({"uur", "u", "u.", "h", "hrs", "hours"})
_DUE = tuple(f"{word} " for both in TERMS["due"].values() for word in both)


def looks_like_keyword(coded: str) -> bool:
    """Whether a line of text could be taken for a keyword line, or for one gone wrong."""
    if misplaced(coded) is not None or label_start(coded) is not None:
        return True
    if ":" not in coded and not coded.endswith(BREAK):
        return False
    found = _NEARLY.match(coded[: PROSE + 20])
    return read_header(Passage.line(coded, 1)) is not None or (
        found is not None and _near(found[1]) is not None
    )
