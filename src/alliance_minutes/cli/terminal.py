"""What people read: lines on stdout and stderr, in which no character can act on the terminal.

Text in a book may hold any character that XML can hold, and a file name any character at all. Those that a terminal
would obey instead of show (C0 and C1 controls, embeddings, overrides and isolates of text direction) are shown as
``<U+202E>`` in every listing and message. Everything else, markup and brackets too, is shown as it is. What is data
(``--json``, a rendition or notation sent to a pipe or file) keeps every character; JSON writes these as escapes.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text, with characters that act on a terminal shown by their code; line ends and tabs stay."""
    return _ACTS.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def one_line(text: str) -> str:
    """The text on one line: runs of blanks, tabs and line ends become one blank."""
    return " ".join(text.split())


def prepare() -> None:
    """Let a terminal that lacks a character show its code, and a closed stream swallow what it gets."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open to the end
    sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def say(line: str = "") -> None:
    """A line of the result, on stdout."""
    sys.stdout.write(visible(line) + "\n")


def tell(message: str) -> None:
    """A message, on stderr and on one line; what is on stdout comes first."""
    with suppress(OSError):  # a fault of stdout is told when it is flushed at the end
        sys.stdout.flush()
    sys.stderr.write(visible(" ".join(message.splitlines())) + "\n")


def data(content: bytes, *, text: bool) -> None:
    """Bytes of a rendition or of notation, as they are; text is made safe where a terminal would obey it."""
    if text and sys.stdout.isatty():
        sys.stdout.write(visible(content.decode("utf-8", "replace")))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def is_terminal() -> bool:
    """Whether somebody looks at stdout."""
    return sys.stdout.isatty()


def say_json(objects: Iterable[Any]) -> None:
    """A JSON list, one object on a line; nothing is written before all are there, so that no list is left open.

    A fault on the way, such as an entry that cannot be read, leaves stdout empty. The lines are held in memory.
    """
    lines = [_json(one) for one in objects]
    before = "["
    for line in lines:
        sys.stdout.write(f"{before}\n{line}")
        before = ","
    sys.stdout.write("\n]\n" if lines else "[]\n")


def say_object(one: Any) -> None:
    """One JSON object, on a line."""
    sys.stdout.write(_json(one) + "\n")


def _json(one: Any) -> str:
    import json

    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    return _ACTS.sub(_escaped, json.dumps(one, ensure_ascii=ascii_only, separators=(", ", ": ")))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def table(rows: Sequence[Sequence[str]], *, indent: str = "") -> None:
    """Rows as aligned columns; the last column is as wide as it likes."""
    shown = [[visible(one_line(cell)) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        padded = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say(indent + padded.rstrip())
