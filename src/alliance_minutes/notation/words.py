"""Words inside a text: emphasis, links, mentions, closed runs. One pass, no recursion."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from attrs import define

from alliance_minutes.notation.closings import tell_of_closings
from alliance_minutes.notation.keywords import TERMS
from alliance_minutes.notation.source import Passage, bare
from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, Strong, grounds, words
from alliance_minutes.values.text import URL_SCHEMES

if TYPE_CHECKING:
    from alliance_minutes.notation.reading import Hidden, Reading
    from alliance_minutes.values import Run, Words

DEPTH = 32
_ERASED = "|".join(word for both in TERMS["erased"].values() for word in both)
_TOKEN = re.compile(
    rf"\{{(?:{_ERASED})\}}|\{{[_*|]|[_*|]\}}|\|\||\*\*|\*|@\[|\[|\]",
)
_AT = re.compile(r"(?<![^\s(\"'‘“])@[^\W\d_][\w-]*")
_URL = re.compile(r"\(([^() \t]*)\)")
_GROUND = re.compile(r"\{([^{}]*)\}")
_MENTION = re.compile(r"([^\[\]|]*)(?:\|([^\[\]]*))?\]")
_OPENS = {"{_": "_", "{*": "*", "{|": "|"}
_CLOSES = {"_}": "_", "*}": "*", "|}": "|"}


def _merged(runs: list[Run]) -> Words:
    """The runs with neighbouring text joined, in time that grows with their number only."""
    out: list[Run] = []
    for is_text, group in groupby(runs, key=lambda run: isinstance(run, str)):
        if is_text:
            out.append("".join(run for run in group if isinstance(run, str)))
        else:
            out.extend(group)
    return tuple(out)


@define
class _Frame:
    mark: str  # the sign that closes it
    at: int  # index in the flat list of runs where its content begins
    offset: int  # where it began in the text


def read_words(passage: Passage, reading: Reading, *, title: bool = False, closed: bool = False) -> Words:
    """The words of a passage; what is wrong with them becomes messages and stays plain text.

    Args:
        passage: the words as they are typed.
        reading: for messages and parties.
        title: whether they are the title of an item.
        closed: whether they are closed with all that they belong to, and may say so.
    """
    if not passage.text:
        return ()
    scanner = _Scanner(passage, reading)
    found = scanner.scan()
    at = _AT.search(scanner.text)
    if at is not None and not reading.messages.tells_of(passage.place(at.start())[0]):
        reading.messages.wrong_mildly("at-in-text", passage.part(at.start(), at.end()))
    if not closed:
        stretches = [(start, end) for start, end, _ in scanner.hidden]
        tell_of_closings(passage, reading.messages, stretches, in_closed=reading.in_closed, title=title)
    return found


class _Scanner:
    def __init__(self, passage: Passage, reading: Reading) -> None:
        self.passage = passage
        self.text = passage.typed
        self.reading = reading
        self.runs: list[Run] = []
        self.frames: list[_Frame] = []
        self.too_deep = False
        self.hidden: list[Hidden] = []  # where names may stand: mentions and closed runs

    def scan(self) -> Words:
        at = 0
        while found := _TOKEN.search(self.text, at):
            if found.start() > at:
                self.runs.append(bare(self.text[at : found.start()]))
            at = self._token(found[0], found.start(), found.end())
        self.runs.append(bare(self.text[at:]))
        for frame in self.frames:
            self._unclosed(frame)
        self.reading.look_for_names(self.passage, self.hidden)
        return words(_merged(self.runs))

    def _token(self, sign: str, start: int, end: int) -> int:
        """Take one sign; where to go on."""
        if sign in _OPENS:
            self._open(_OPENS[sign], sign, start)
        elif sign in _CLOSES:
            return self._close_braced(_CLOSES[sign], sign, start, end)
        elif sign[0] == "{":
            self.runs.append(Erased())
        elif sign == "||":
            return self._bars(start, end)
        elif sign in {"*", "**"}:
            self._stars(sign, start, end)
        elif sign == "@[":
            return self._mention(start, end)
        elif sign == "[":
            if len(self.frames) < DEPTH:
                self._open("]", sign, start)
            else:
                self.runs.append(sign)
        else:
            return self._bracket(end)
        return end

    def _open(self, mark: str, sign: str, start: int) -> None:
        if len(self.frames) >= DEPTH:
            if not self.too_deep:
                self.reading.messages.error("too-deep", self.passage.place(start), limit=DEPTH)
                self.too_deep = True
            self.runs.append(sign)
            return
        self.runs.append(sign)  # stays as text when nothing closes it
        self.frames.append(_Frame(mark, len(self.runs), start))

    def _find(self, mark: str) -> _Frame | None:
        return next((frame for frame in reversed(self.frames) if frame.mark == mark), None)

    def _close(self, frame: _Frame) -> Words:
        """The runs in a frame, which is taken away with all that stands open above it."""
        inner = _merged(self.runs[frame.at :])
        del self.runs[frame.at - 1 :]
        while (gone := self.frames.pop()) is not frame:
            self._unclosed(gone)
        return inner

    def _unclosed(self, frame: _Frame) -> None:
        if frame.mark in {"||", "|"}:
            self.reading.messages.error("closed-open", self.passage.place(frame.offset))

    def _close_braced(self, mark: str, sign: str, start: int, end: int) -> int:
        frame = self._find(mark)
        if frame is None:
            self.runs.append(sign)
        elif mark == "_":
            self.runs.append(Emphasis(self._close(frame)))
        elif mark == "*":
            self.runs.append(Strong(self._close(frame)))
        else:
            return self._ground(frame, start, end)
        return end

    def _stars(self, sign: str, start: int, end: int) -> None:
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        frame = self._find(sign)
        if (
            frame is not None
            and before not in {"", " ", "\t"}
            and not after.isalnum()
            and end > frame.offset + len(sign)
        ):
            inner = self._close(frame)
            self.runs.append(Emphasis(inner) if sign == "*" else Strong(inner))
        elif after not in {"", " ", "\t"} and not before.isalnum():
            if frame is not None:
                self.frames.remove(frame)  # it stays as text: a later one is nearer to its end
            self._open(sign, sign, start)
        else:
            self.runs.append(sign)

    def _bars(self, start: int, end: int) -> int:
        frame = self._find("||")
        if frame is None:
            self._open("||", "||", start)
            return end
        return self._ground(frame, start, end)

    def _ground(self, frame: _Frame, start: int, end: int) -> int:
        found = _GROUND.match(self.text, end)
        code = None
        if found is None:
            self.reading.messages.error("ground-missing", self.passage.place(start))
        else:
            end = found.end()
            code = self.reading.ground(self.passage.part(found.start(1), found.end(1)))
        self.hidden.append((frame.offset, end, None))
        self.runs.append(Closed(self._close(frame), code or grounds()[0]))
        return end

    def _mention(self, start: int, end: int) -> int:
        found = _MENTION.match(self.text, end)
        if found is None:
            self.reading.messages.error("mention-open", self.passage.place(start))
            self.runs.append("@")
            return start + 1
        party = self.reading.party(self.passage.named(*found.span(1), sign="@["))
        shown = bare(found[2]) if found[2] is not None else None
        if shown is not None:
            self.reading.closes(self.passage.part(found.start(2), found.end(2)))
        if party is None:
            self.runs.append(shown if shown is not None else bare(found[1]))
        else:
            self.runs.append(Mention(party, shown))
        self.hidden.append((start, found.end(1), None))
        if shown is not None:  # printed where its party is public
            self.hidden.append((found.start(2), found.end(2), party))
        return found.end()

    def _bracket(self, end: int) -> int:
        frame = self._find("]")
        found = _URL.match(self.text, end) if frame is not None else None
        if frame is None or found is None:
            if frame is not None:
                self.frames.remove(frame)
            self.runs.append("]")
            return end
        url = bare(found[1])
        if not url.lower().startswith(URL_SCHEMES):
            if re.match(r"[a-z][a-z0-9+.-]*:", url, re.IGNORECASE):
                self.reading.messages.error("link", self.passage.place(found.start(1)), read=url[:60])
            self.frames.remove(frame)
            self.runs.append("]")
            return end
        self.reading.closes(self.passage.part(found.start(1), found.end(1)))
        self.runs.append(Link(self._close(frame), url))
        return found.end()
