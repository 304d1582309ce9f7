"""Attachments: a title, and a file inside the folder of the notation text."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from alliance_minutes.events.kept import MOST_KEPT
from alliance_minutes.notation.headings import closing_ground
from alliance_minutes.notation.message_texts import WHY

if TYPE_CHECKING:
    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.notation.source import Passage

_TITLED = re.compile(r"(.*?)[ \t]*(?:<([^<>]*)>)?[ \t]*(?:\{([^{}]*)\})?[ \t]*\Z", re.DOTALL)
_NO_TITLE = re.compile(
    r"(?:zie|see|geen|none|volgt|volgen|follows?|to follow|nvt|n\.v\.t\.|n/a|nihil|not applicable)(?![\w'’.-]*\w)",
    re.IGNORECASE,
)
_PATH = re.compile(r"<[^<>]*[.\\/][^<>]*>")
_PAPER = re.compile(
    r"(?:(?:een|de|het|twee|drie|enkele|diverse|geen|a|an|the|two|three|several|some|no)[ \t]+)?(?:(?:ingekomen|open|nieuwe?|new)[ \t]+)?"
    r"(?:brief|brieven|kaart|kaarten|ansichtkaart|e-?mails?|mails?|mailtjes?|berichten|stuk|stukken|post|uitnodiging|uitnodigingen|verzoek|verzoeken"
    r"|klacht|klachten|rapport|rapporten|nota|notitie|folder|folders|offerte|offertes|factuur|facturen|petitie|aanvraag|aanvragen|bezwaarschrift"
    r"|letters?|invitations?|requests?|complaints?|reports?|memos?|leaflets?|quotes?|quotations?|invoices?|petitions?|applications?|documents?"
    r"|correspondence|correspondentie)\b",
    re.IGNORECASE,
)
_CHUNK = 1 << 20
# Of our own, so that no setting of the machine changes what is recorded.
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gif": "image/gif",
    ".htm": "text/html",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".md": "text/markdown",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}


def read_titled(passage: Passage, reading: Reading, *, closed: bool = False) -> dict[str, Any]:
    """The fields of an attachment from ``Title <path> {besloten ground}``; ``closed``: it was said before that it is."""
    found = _TITLED.match(passage.text)
    if found is None or len(passage.text) > 10_000:
        return {"title": reading.plain(passage)}
    fields: dict[str, Any] = {}
    title = passage.part(0, found.end(1))
    if found[3] is not None:
        inside = passage.part(found.start(3), found.end(3))
        fields["closed"] = closing_ground(inside, reading)
    if found[2] is not None:
        fields |= read_file(passage.part(found.start(2), found.end(2)), reading)
    if (unread := _PATH.search(title.text)) is not None:
        reading.messages.wrong("path-unread", title.part(*unread.span()))
    if _NO_TITLE.match(title.text):
        reading.messages.wrong_mildly("attachment-words", title)
    fields["title"] = reading.plain(title, closed=closed or "closed" in fields) or fields.get("name") or ""
    return fields


def is_paper(text: str) -> bool:
    """Whether what came in is a letter or the like and no person: ``brief van de gemeente``."""
    return _PAPER.match(text) is not None


def read_file(path: Passage, reading: Reading) -> dict[str, Any]:
    """Name, media type, size and digest of a file in the folder; nothing after a message."""
    given = reading.plain(path)
    why: str | None = None
    error = ""
    if reading.folder is None:
        why = "no folder"
    else:
        pure = PurePosixPath(given.replace("\\", "/"))
        root = reading.folder.resolve()
        try:
            file = (root / pure).resolve()
            if pure.is_absolute() or re.match(r"[A-Za-z]:", given) or not file.is_relative_to(root):
                why = "outside"
            elif not file.is_file():
                why = "missing"
            else:
                found = _described(file)
                _take(file, found, path, reading)
                return found
        except (OSError, ValueError, RuntimeError) as problem:
            why, error = "unreadable", type(problem).__name__
    text = WHY[why][reading.language].format(error=error)
    reading.messages.wrong("path", path, why=text)
    return {}


def _take(file: Path, found: dict[str, Any], path: Passage, reading: Reading) -> None:
    """Let the book keep a file that it can."""
    if found["size"] > MOST_KEPT:
        most = MOST_KEPT // 2**20
        reading.messages.wrong_mildly("file-large", path, size=found["size"] // 2**20, most=most)
    else:
        reading.files[found["digest"]] = file


def _described(file: Path) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return {
        "name": file.name,
        "media_type": MEDIA_TYPES.get(file.suffix.lower()),
        "size": size,
        "digest": f"sha256:{digest.hexdigest()}",
    }
