"""The header of a keyword line: from the keyword to its colon."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Any

from attrs import define, frozen

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import Shown
from alliance_minutes.notation.dates import find_time
from alliance_minutes.notation.forms import meant_form, right_form
from alliance_minutes.notation.header import Header
from alliance_minutes.notation.keywords import JOINTS, KEYWORDS, after_term, is_term
from alliance_minutes.notation.message_texts import ADVICE
from alliance_minutes.notation.names import NEXT_NAME, name_end, says_something
from alliance_minutes.notation.source import BLANKS, BREAK, Passage
from alliance_minutes.values import NUMBER

if TYPE_CHECKING:
    from alliance_minutes.events import Event
    from alliance_minutes.notation.reading import Reading

_KEYWORD = re.compile(
    "(" + "|".join(sorted(map(re.escape, KEYWORDS), key=len, reverse=True)) + r")(?=[ \t:\[(@,]|$)",
)
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(?![0-9]|:[0-9])")
_AT = re.compile(rf"@\[([^\[\]|]*)\]|@((?:(?!{NEXT_NAME})[^:,;()\[\]])*)")
_NUMBER = re.compile(NUMBER.pattern + r"(?![\w-])")
_CHUNK = re.compile(r"(?:[^:,;()\[\]@0-9]|[0-9](?![0-9]?:[0-9]{2}))+")
_PAIRS = {"(": ")", "[": "]"}
_LONGEST = 100_000


@frozen
class Unclosed:
    """A line that begins with a keyword but has no whole header: a bracket stays open, or there is no colon."""

    word: str
    bracket: bool


def read_header(passage: Passage) -> Header | Unclosed | None:
    """The header of a line, ``None`` when it does not begin with a keyword."""
    text = passage.text
    found = _KEYWORD.match(text)
    if found is None:
        return None
    return scan_header(passage, found[1], found.end())


def scan_header(passage: Passage, word: str, at: int) -> Header | Unclosed:  # noqa: C901, PLR0912 - one case per sort of character
    """The header from an offset on, up to its colon."""
    text = passage.text
    header, begin = Header(word, KEYWORDS[word], passage.place()), at
    pending: Passage | None = None
    while at < min(len(text), _LONGEST):
        char = text[at]
        if char in BLANKS or char in ",;" or char == BREAK:
            if char in ",;" and pending is not None:
                header.chunks.append(pending)
                pending = None
            at += 1
            continue
        if char == ":":
            if pending is not None:
                header.chunks.append(pending)
            header.end = at + 1
            header.said = text[begin:at]
            return header
        if char == "@" and (match := _AT.match(text, at)):
            at = _party(header, pending, passage, match)
            pending = None
            continue
        if pending is not None:
            header.chunks.append(pending)
            pending = None
        if char in _PAIRS:
            end = _closing(text, at)
            if end is None:
                return Unclosed(word, bracket=True)
            _bracketed(header, char, passage.part(at + 1, end))
            at = end + 1
        elif match := _TIME.match(text, at):
            header.times.append(passage.part(at, match.end()))
            at = match.end()
        elif match := _NUMBER.match(text, at):
            if header.number is not None:
                header.chunks.append(passage.part(at, match.end()))
            else:
                header.number = passage.part(at, match.end())
            at = match.end()
        else:
            match = _CHUNK.match(text, at)
            end = match.end() if match else at + 1
            pending = passage.part(at, end)
            at = end
    return Unclosed(word, bracket=False)


def _party(header: Header, before: Passage | None, passage: Passage, found: re.Match[str]) -> int:
    """Take a name after ``@``; where to go on."""
    if before is not None and before.text.casefold() in JOINTS:
        before = None
    if found[1] is not None:
        header.parties.append((before, passage.named(*found.span(1), sign="@[")))
        return found.end()
    begin = found.start(2)
    after = passage.text[found.end() : found.end() + 4]
    end = begin + name_end(found[2], after, due=header.keyword.kind == "action")
    name = passage.named(begin, end, sign="@")
    header.parties.append((before, name))
    if end < found.end() and says_something(name.text):
        header.odd.append(name)
    return end


def _closing(text: str, at: int) -> int | None:
    """Where the bracket at ``at`` is closed."""
    wanted: list[str] = []
    for index in range(at, min(len(text), at + _LONGEST)):
        char = text[index]
        if char in _PAIRS:
            wanted.append(_PAIRS[char])
        elif wanted and char == wanted[-1]:
            wanted.pop()
            if not wanted:
                return index
    return None


def _bracketed(header: Header, char: str, inside: Passage) -> None:
    if char == "(":
        header.parens.append(inside)
    else:
        header.qualifiers.extend(part for part in inside.split(";") if part.text)


@define
class Facts:
    """The parts of a header that have not been used yet, with the reading they belong to."""

    header: Header
    reading: Reading
    occurred_at: time | None = None
    rests_on: int | None = None
    ref: Passage | None = None
    no_text: bool = False

    @property
    def word(self) -> str:
        """The keyword as typed."""
        return self.header.word

    def common(self) -> None:
        """Use what every keyword line may say: a time, ``[om 20:00]``, ``[kenmerk K1]``, ``[berust op K1]``, ``[geen tekst]``."""
        self._look_at_names()
        if self.header.keyword.kind != "attachment":
            self._closes_nothing()
        for text in self.qualifiers("at"):
            self.occurred_at = self.time(text)
        for text in self.qualifiers("number"):
            self.header.number = text
        for text in self.qualifiers("rests on"):
            self.rests_on = self.reference(text, Shown)
        for text in self.qualifiers("ref"):
            self.ref = text
        if self.flag("no text"):
            self.no_text = True

    def _look_at_names(self) -> None:
        """Tell of names that a day follows and that say more than a name."""
        for name in self.header.odd:
            if self.reading.directory.find(name.bare) is None:
                self.reading.messages.wrong_mildly("name-odd", name)

    def _closes_nothing(self) -> None:
        """Refuse ``[besloten 5.1.2e]``, which closes an attachment only."""
        unread = [text for text in self.header.qualifiers if after_term("closed", text.text) is not None]
        for text in unread:
            self.header.qualifiers.remove(text)
            self.reading.messages.wrong("closing-unread", text)

    def use_time(self) -> time | None:
        """The one time of the header."""
        times, self.header.times = self.header.times, []
        for extra in times[1:]:
            self.superfluous(extra)
        return self.time(times[0]) if times else None

    def time(self, text: Passage) -> time | None:
        """A time of day; ``None`` after a message."""
        try:
            found = find_time(text.text)
            return found if found is not None else time.fromisoformat(text.text)
        except (InvalidValueError, ValueError):
            self.reading.messages.wrong("time", text)
            return None

    def flag(self, code: str) -> bool:
        """Whether a qualifier says so."""
        for index, text in enumerate(self.header.qualifiers):
            if is_term(code, text.text):
                del self.header.qualifiers[index]
                return True
        return False

    def qualifiers(self, code: str) -> list[Passage]:
        """What the qualifiers that begin with this term say; one at most, the others are reported."""
        found: list[Passage] = []
        rest: list[Passage] = []
        for text in self.header.qualifiers:
            after = after_term(code, text.text)
            if after is None:
                rest.append(text)
            elif found:
                self.reading.messages.wrong("twice", text)
            else:
                found.append(text.part(len(text.text) - len(after)))
        self.header.qualifiers = rest
        return found

    def reference(self, text: Passage, kind: type[Event]) -> int | None:
        """The version of the earlier event that is meant by its name; ``None`` for 0 or after a message."""
        return self.reading.refs.find(text, self.reading.events, kind, self.reading.messages)

    def count(self, text: Passage, example: str) -> int | None:
        """A count; ``None`` after a message."""
        if not re.fullmatch(r"[0-9]{1,15}", text.text):
            self.reading.messages.wrong("count", text, example=example)
            return None
        return int(text.text)

    def put(self, fields: dict[str, Any], name: str, value: Any, text: Passage) -> None:
        """Set a field, and report that it was set before."""
        if name in fields:
            self.reading.messages.wrong("twice", text)
        fields[name] = value

    def superfluous(self, text: Passage) -> None:
        """Report something that does not belong here."""
        advice = self._advice(text) or ADVICE["away"][self.reading.language]
        self.reading.messages.wrong("header-extra", text, keyword=self.word, advice=advice)

    def _advice(self, text: Passage, *, example: bool = False) -> str | None:
        """To write the form in which words go; with ``example`` else the form of the keyword."""
        language, header = self.reading.language, self.header
        form = meant_form(header, text.text, language)
        if form is None and example:
            form = right_form(header.keyword.kind, language)
        return form and ADVICE["form"][language].format(form=form)

    def finish(self, known: tuple[str, ...] = (), likely: tuple[str, ...] = ()) -> None:
        """Report all that was not used; ``known`` are the qualifiers that could have been meant, ``likely`` a few of them."""
        header, messages = self.header, self.reading.messages
        for text in [*header.times, *header.chunks, *header.parens, *(name for _, name in header.parties)]:
            self.superfluous(text)
        if header.number is not None:
            self.superfluous(header.number)
        for text in header.qualifiers:
            near = self._advice(text, example=not known) or messages.nearest(text.text, known, likely)
            messages.wrong("qualifier", text, keyword=self.word, near=near)
        header.times, header.chunks, header.parens, header.parties = [], [], [], []
        header.number, header.qualifiers = None, []
