"""What is recorded of an attached file."""

from __future__ import annotations

import hashlib
from mimetypes import MimeTypes
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    import os


class AttachedFile(TypedDict):
    """Name, media type, size in bytes and digest of a file."""

    name: str
    media_type: str | None
    size: int
    digest: str


def attached_file(path: str | os.PathLike[str]) -> AttachedFile:
    """Name, media type by suffix, size and ``sha256:`` digest of the file at ``path``.

    Raises:
        OSError: the file cannot be read.
    """
    file = Path(path)
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return AttachedFile(
        name=file.name,
        media_type=MimeTypes().guess_type(file.name)[0],  # the library's own table, not that of the machine
        size=file.stat().st_size,
        digest=f"sha256:{digest}",
    )
