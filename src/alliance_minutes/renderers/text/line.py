"""A line of text: inlines as characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliance_minutes.document import Closed, Emphasis, Erased, Link, Redaction, Strong
from alliance_minutes.plugins import Loss
from alliance_minutes.renderers.runs import bracketed, leaf_text, plain, printable, runs

if TYPE_CHECKING:
    from alliance_minutes.document import Inline, Inlines

# C1 controls, which a terminal may obey.
_COMMANDS = re.compile("[\x80-\x84\x86-\x9f]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FSI, _PDF, _PDI = "\u2068", "\u202c", "\u2069"


class Lines:
    """Writes inlines as characters, and remembers what characters could not hold."""

    def __init__(self) -> None:
        self.losses: dict[str, Loss] = {}

    def lose(self, node: str, reason: str) -> None:
        """Remember, once for each kind of node, what text could not hold."""
        self.losses.setdefault(node, Loss(node=node, reason=reason))

    def clean(self, text: str) -> str:
        """The text as a terminal may show it: nothing it would obey, and nothing that turns what follows."""
        cleaned = _COMMANDS.sub("\ufffd", printable(text)).replace("\r\n", "\n").replace("\r", "\n")
        if "\ufffd" in cleaned and cleaned != text:
            self.lose("Text", "control characters are shown as U+FFFD")
        return _isolated(cleaned) if _TURNING.search(cleaned) else cleaned

    def text(self, content: Inlines) -> str:
        """The content as characters; what is closed, withheld or erased stands in square brackets with its label."""
        parts: list[str] = []
        for step, inline in runs(content):
            if step == "leaf":
                parts.append(self._leaf(inline))
            elif step == "open":
                parts.append(self._before(inline))
            else:
                parts.append(self._after(inline))
        return "".join(parts)

    def _leaf(self, inline: Inline) -> str:
        text = self.clean(leaf_text(inline))
        return bracketed(text) if isinstance(inline, Redaction | Erased) else text

    def _before(self, inline: Inline) -> str:
        if isinstance(inline, Closed):
            return f"[{self.clean(inline.label)}: "
        if isinstance(inline, Emphasis | Strong):
            self.lose(type(inline).__name__, "the words are here, the stress is not")
        return ""

    def _after(self, inline: Inline) -> str:
        if isinstance(inline, Closed):
            return "]"
        if isinstance(inline, Link) and plain(inline.content) != inline.url:
            return f" <{self.clean(inline.url)}>"
        return ""


def _isolated(text: str) -> str:
    """Every line of the text as an isolate that closes whatever it opens (UAX 9, section 2.7)."""
    return "\n".join(_closed(line) if _TURNING.search(line) else line for line in text.split("\n"))


def _closed(line: str) -> str:
    opened: list[str] = []
    kept: list[str] = []
    for character in line:
        if character in "\u202a\u202b\u202d\u202e":
            opened.append(_PDF)
        elif character in "\u2066\u2067\u2068":
            opened.append(_PDI)
        elif character in {_PDF, _PDI}:
            # An end without a beginning would close the isolate itself.
            if not opened or opened[-1] != character:
                continue
            opened.pop()
        kept.append(character)
    return _FSI + "".join(kept) + "".join(reversed(opened)) + _PDI
