"""What a reader says about a file: where, what was read, what was expected, what to do; in the file's language."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from alliance_minutes.notation.message_texts import TEXTS
from alliance_minutes.notation.source import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliance_minutes.notation.keywords import Language
    from alliance_minutes.notation.source import Passage

_SUGGESTIONS = 300  # nearest names are looked for this many times per file; a hostile file gets no more
_LONGEST = 60
_NEAR = 0.7  # of what one word shares with another; with less a message names words that nobody meant


@frozen
class Message:
    """Something about a file that its writer should know.

    Attributes:
        file: the file's name.
        line, column: the place, from 1; columns count characters.
        severity: an ``error`` (nothing may be recorded) or a ``warning``.
        code: what sort of message, a short English name that stays the same.
        text: what was read, what was expected, and what to do.
    """

    file: str
    line: int
    column: int
    severity: Literal["error", "warning"]
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.text}"


class Messages:
    """The messages of one file, in the order they were found.

    Attributes:
        found: the messages.
        last_error: index of the error found last; ``None`` while there is none.
    """

    def __init__(self, file: str, language: Language) -> None:
        self.file = file
        self.language = language
        self.found: list[Message] = []
        self.last_error: int | None = None
        self._suggestions = 0

    def error(self, code: str, place: tuple[int, int], **fields: object) -> int:
        """Note an error; the index of its message."""
        return self._note("error", code, place, fields)

    def warning(self, code: str, place: tuple[int, int], **fields: object) -> int:
        """Note a warning; the index of its message."""
        return self._note("warning", code, place, fields)

    def wrong(self, code: str, passage: Passage, **fields: object) -> int:
        """Note an error about a passage, which is quoted as ``{read}``."""
        return self._note("error", code, passage.place(), {"read": shortened(passage.bare), **fields})

    def wrong_mildly(self, code: str, passage: Passage, **fields: object) -> int:
        """Note a warning about a passage, which is quoted as ``{read}``."""
        return self._note("warning", code, passage.place(), {"read": shortened(passage.bare), **fields})

    def refused(self, code: str, line: int) -> bool:
        """Whether the error found last is this one, on this line."""
        last = None if self.last_error is None else self.found[self.last_error]
        return last is not None and (last.code, last.line) == (code, line)

    def tells_of(self, line: int) -> bool:
        """Whether the message found last is about this line."""
        return bool(self.found) and self.found[-1].line == line

    def _note(
        self,
        severity: Literal["error", "warning"],
        code: str,
        place: tuple[int, int],
        fields: dict[str, object],
    ) -> int:
        text = TEXTS[code][self.language].format(**fields)
        if severity == "error":
            self.last_error = len(self.found)
        self.found.append(Message(self.file, *place, severity, code, text))
        return len(self.found) - 1

    def nearest(self, name: str, known: Iterable[str], likely: tuple[str, ...] = ()) -> str:
        """Words that name the nearest known names; where none is near the ``likely`` ones, or else all if they are few."""
        names = sorted(set(known))
        self._suggestions += 1
        near = (
            difflib.get_close_matches(bare(name)[:_LONGEST], names, n=3, cutoff=_NEAR)
            if self._suggestions <= _SUGGESTIONS and len(names) <= 1000
            else []
        )
        if near:
            return ("bedoelt u " if self.language == "nl" else "did you mean ") + " / ".join(near) + "?"
        if not names:
            return "er is er geen" if self.language == "nl" else "there is none"
        return ("er is " if self.language == "nl" else "there is ") + ", ".join(likely or names[:40])


def shortened(text: str) -> str:
    """A text short enough for a message, on one line."""
    text = " ".join(text[:200].split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
