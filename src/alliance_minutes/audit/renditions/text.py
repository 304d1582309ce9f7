"""Reading the plain text of a rendition."""

from __future__ import annotations

import re

from alliance_minutes.audit.renditions.passages import Passage, squeezed
from alliance_minutes.errors import RenditionError

_LINE = re.compile(r"=+|-+|\.+")
_RECORD = re.compile(r"(\S+) (.+) ([0-9]+)", re.DOTALL)
_RENDERER = re.compile(r"alliance-minutes (\S+) (\S+)")
_LEDGER = re.compile(r"([0-9]+) ([0-9a-f]{64}); (.+)")
_DIGEST = re.compile("[0-9a-f]{64}")
_BLANKS = re.compile("[ \t\n]+")


def facts_of(content: bytes) -> dict[str, str]:
    """What the colophon at the end says: record, digest, renderer, options where there are any, ledger, in this order."""
    values = _colophon(_lines(content))
    if len(values) < 4:
        return {}
    record, renderer = _RECORD.fullmatch(values[0]), _RENDERER.fullmatch(values[2])
    ledger = _LEDGER.fullmatch(values[-1])
    if record is None or renderer is None or ledger is None:
        return {}
    made = dict(one.partition("=")[::2] for one in ledger[3].split("; "))
    return {
        **made,
        "origin": record[1],
        "stream": record[2],
        "version": record[3],
        "digest": values[1],
        "renderer": renderer[1],
        "renderer-version": renderer[2],
        "options": values[3] if len(values) > 4 else "",
        "ledger-size": ledger[1],
        "ledger-root": ledger[2],
    }


def passages(content: bytes) -> list[Passage]:
    """The paragraphs of the text: what stands between empty lines; a heading has its line under it in what is written."""
    made: list[Passage] = []
    paragraph: list[str] = []
    under = ""

    def end() -> None:
        nonlocal under
        rule = ""
        if len(paragraph) > 1 and _LINE.fullmatch(paragraph[-1]):
            rule = paragraph.pop()[0]
            under = squeezed(" ".join(paragraph))
        text = squeezed(" ".join(paragraph))
        written = _BLANKS.sub(" ", "\n".join(paragraph)).strip(" ")
        paragraph.clear()
        if written:
            own = _RENDERER.search(text) is not None and _DIGEST.search(text) is not None
            made.append(Passage(text=text, written=written + (rule and f"\n{rule}"), under=under, own=own))

    for line in _lines(content):
        if line.strip(" \t"):
            paragraph.append(line)
        else:
            end()
    end()
    return made


def _lines(content: bytes) -> list[str]:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        raise RenditionError(f"it is no text in UTF-8 ({error})") from error


def _colophon(lines: list[str]) -> list[str]:
    """The values of the last paragraph, each on one line; a label ends at its first colon."""
    while lines and not lines[-1].strip():
        lines.pop()
    values: list[str] = []
    last = next((place for place in range(len(lines) - 1, -1, -1) if not lines[place].strip()), -1)
    for line in lines[last + 1 :]:
        if line.startswith("  ") and values:
            values[-1] = f"{values[-1]} {line.strip()}".strip()
        else:
            _, _, value = line.partition(":")
            values.append(value.strip())
    return values
