"""Inlines in reading order, without recursion: a line may nest as deep as somebody likes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from alliance_minutes.document import (
    Closed,
    Emphasis,
    Erased,
    Link,
    Mention,
    Moment,
    Redaction,
    Reference,
    Strong,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.document import Inline, Inlines

Step: TypeAlias = Literal["open", "leaf", "close"]

URL_SCHEMES = ("http:", "https:", "mailto:")

# What the Char production of XML 1.0 (section 2.2) leaves out, plus the noncharacters U+FFFE and U+FFFF.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_URL = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")


def runs(content: Inlines) -> Iterator[tuple[Step, Inline]]:
    """Every inline: those with content of their own as ``open`` and ``close`` around it, the others as ``leaf``."""
    opened: list[Inline] = []
    rest: list[Iterator[Inline]] = [iter(content)]
    while rest:
        inline = next(rest[-1], None)
        if inline is None:
            rest.pop()
            if opened:
                yield "close", opened.pop()
        elif isinstance(inline, Emphasis | Strong | Link | Closed):
            yield "open", inline
            opened.append(inline)
            rest.append(iter(inline.content))
        else:
            yield "leaf", inline


def leaf_text(inline: Inline) -> str:
    """The text of an inline without content of its own; empty for the others."""
    match inline:
        case Text(text):
            return text
        case Mention(name):
            return name
        case Moment(label=label) | Reference(label=label) | Redaction(label=label) | Erased(label=label):
            return label
        case Emphasis() | Strong() | Link() | Closed():
            return ""


def plain(content: Inlines) -> str:
    """The text of the content, as a reader without marks would read it."""
    return "".join(leaf_text(inline) for step, inline in runs(content) if step == "leaf")


def blank(content: Inlines) -> bool:
    """Whether a reader would see nothing."""
    return not any(leaf_text(inline).strip() for step, inline in runs(content) if step == "leaf")


def printable(text: str) -> str:
    """The text with U+FFFD for what no document can hold (old data only: such text is refused when recorded)."""
    return text if text.isprintable() else _UNPRINTABLE.sub("\ufffd", text)


def web_address(url: str) -> str:
    """The URL with everything percent-encoded that cannot stand in one as it is (RFC 3986, section 2.1)."""
    return _NOT_IN_URL.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), printable(url)
    )


def safe_url(url: str) -> bool:
    """Whether a reader may be led there: http, https and mailto."""
    return url.lower().startswith(URL_SCHEMES)


def bracketed(label: str) -> str:
    """The label of what is withheld or erased in square brackets, unless it brought its own."""
    return label if label.startswith("[") and label.endswith("]") else f"[{label}]"
