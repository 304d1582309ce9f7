"""Reading a rendition that somebody gave: what its colophon says, and its text passage by passage.

Any file may be forged. Nothing here follows a link, loads an entity, runs anything or unpacks without a limit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import Factory, frozen

from alliance_minutes.errors import RenditionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from alliance_minutes.audit.renditions.passages import Passage

Format: TypeAlias = Literal["html", "xml", "odt", "text"]

MOST_BYTES = 64 * 2**20
"""The most bytes of a file that is looked at; the minutes of a year have less."""

_ROOT = re.compile("[0-9a-f]{64}")
_NUMBER = re.compile("[0-9]{1,15}")
_LONGEST = 300
_CHOICES = {
    "edition": ("internal", "public"),
    "language": ("nl", "en"),
    "lists": ("head", "end", "none"),
}


@frozen(kw_only=True)
class Colophon:
    """What a rendition says of itself; nothing of it is to be believed before it was compared.

    Attributes:
        origin: the name of the ledger.
        size, root: the state of the ledger, the root as 64 hexadecimal digits.
        stream, version: the meeting and the version of it.
        edition, language, lists, composer: how the document was composed, and by which version.
        extract: the version of the entry that it is an extract about, or ``None`` where it is whole.
        digest: of the document, as 64 hexadecimal digits.
        renderer, renderer_version: what made the bytes.
        options: of the renderer; a file as ``sha256:`` and its digest.
    """

    origin: str
    size: int
    root: str
    stream: str
    version: int
    edition: Literal["internal", "public"]
    language: Literal["nl", "en"]
    lists: Literal["head", "end", "none"]
    composer: str
    extract: int | None = None
    digest: str
    renderer: str
    renderer_version: str
    options: Mapping[str, str] = Factory(dict)


@frozen(kw_only=True)
class Given:
    """A rendition as it was given.

    Attributes:
        format: of the file.
        colophon: what it says of itself.
        content: its bytes.
    """

    format: Format
    colophon: Colophon
    content: bytes


def read_rendition(content: bytes) -> Given:
    """What a file says of itself, if it is a rendition that can be checked.

    Raises:
        RenditionError: it is none of the formats that can be checked, is damaged, or has no colophon that names a
            state of the ledger.
    """
    if len(content) > MOST_BYTES:
        raise RenditionError(f"it has {len(content)} bytes; no more than {MOST_BYTES} are looked at")
    found = format_of(content)
    return Given(format=found, colophon=colophon_of(_reader(found).facts(content), found), content=content)


def passages_of(content: bytes, format_name: Format) -> list[Passage]:
    """All that stands in a rendition, in reading order.

    Raises:
        RenditionError: it cannot be read.
    """
    return _reader(format_name).passages(content)


def stray_of(content: bytes, format_name: Format) -> str:
    """What of these bytes stands in no passage, and may be shown by another reader; nothing where there is none."""
    return _reader(format_name).stray(content)


def saved_by(content: bytes, format_name: Format) -> str:
    """The program that says that it saved the file after it was made; nothing where none does."""
    return _reader(format_name).saved_by(content)


def hides_text(content: bytes, format_name: Format) -> bool:
    """Whether a style of the file takes text out of sight, where the styles of the format are not ours alone."""
    return _reader(format_name).hides_text(content)


@frozen
class _Reader:
    """What can be read of a format; each loads its own parser."""

    facts: Callable[[bytes], dict[str, str]]
    passages: Callable[[bytes], list[Passage]]
    stray: Callable[[bytes], str] = lambda _: ""
    saved_by: Callable[[bytes], str] = lambda _: ""
    hides_text: Callable[[bytes], bool] = lambda _: False


def _reader(format_name: Format) -> _Reader:
    match format_name:
        case "html":
            from alliance_minutes.audit.renditions import html  # noqa: PLC0415 - each loads its own parser

            return _Reader(html.facts_of, html.passages, stray=html.stray)
        case "odt":
            from alliance_minutes.audit.renditions import odt  # noqa: PLC0415

            return _Reader(odt.facts_of, odt.passages, saved_by=odt.saved_by, hides_text=odt.hides_text)
        case "xml":
            from alliance_minutes.audit.renditions import xml  # noqa: PLC0415

            return _Reader(xml.facts_of, xml.passages)
        case "text":
            from alliance_minutes.audit.renditions import text  # noqa: PLC0415

            return _Reader(text.facts_of, text.passages)


def format_of(content: bytes) -> Format:
    """The format of a file, by its first bytes.

    Raises:
        RenditionError: it is none that can be checked.
    """
    if content.startswith(b"PK\x03\x04"):
        return "odt"
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "html"
    if head.startswith((b"<?xml", b"<minutes")):
        return "xml"
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise RenditionError("it is no HTML, XML or ODT, and no text in UTF-8") from error
    if "\0" in text or not text.strip():
        raise RenditionError("it is no HTML, XML or ODT, and no text")
    return "text"


def colophon_of(facts: Mapping[str, str], format_name: Format) -> Colophon:
    """The colophon that these facts are, each in its form.

    Raises:
        RenditionError: one is missing, or has not its form.
    """
    if "ledger-size" not in facts or "ledger-root" not in facts:
        raise RenditionError(
            "it has no colophon that names a state of the ledger; only what was rendered with --ledger, or after "
            "adoption, proves itself"
        )
    for name in ("ledger-root", "digest"):
        _check(name, facts.get(name, ""), _ROOT.fullmatch(facts.get(name, "")) is not None)
    for name in ("ledger-size", "version"):
        _check(name, facts.get(name, ""), _NUMBER.fullmatch(facts.get(name, "")) is not None)
    part = facts.get("extract")
    if part is not None:
        _check("extract", part, _NUMBER.fullmatch(part) is not None)
    for name, choices in _CHOICES.items():
        _check(name, facts.get(name, ""), facts.get(name) in choices)
    for name in ("origin", "stream", "composer", "renderer-version"):
        _check(name, facts.get(name, ""), 0 < len(facts.get(name, "")) <= _LONGEST)
    _check("renderer", facts.get("renderer", ""), facts.get("renderer") == format_name)
    return Colophon(
        origin=facts["origin"],
        size=int(facts["ledger-size"]),
        root=facts["ledger-root"],
        stream=facts["stream"],
        version=int(facts["version"]),
        edition="public" if facts["edition"] == "public" else "internal",
        language="nl" if facts["language"] == "nl" else "en",
        lists="head" if facts["lists"] == "head" else "none" if facts["lists"] == "none" else "end",
        composer=facts["composer"],
        extract=None if part is None else int(part),
        digest=facts["digest"],
        renderer=facts["renderer"],
        renderer_version=facts["renderer-version"],
        options=_options(facts.get("options", "")),
    )


def _check(name: str, value: str, good: bool) -> None:  # noqa: FBT001 - what was found of the value
    if not good:
        shown = value if len(value) <= 80 else f"{value[:80]}…"
        raise RenditionError(f"its colophon has {shown!r} for {name}, which cannot be")


def _options(line: str) -> dict[str, str]:
    pairs = [one.partition("=") for one in line.split("; ") if one]
    return {name: value for name, _, value in pairs}
