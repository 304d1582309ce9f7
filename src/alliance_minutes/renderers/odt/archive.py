"""Opening a template's zip file without trusting it."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from attrs import define

from alliance_minutes.errors import TemplateError
from alliance_minutes.renderers.odt import MEDIA_TYPE

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_BYTES: Final = 32 * 2**20
MOST_MEMBERS: Final = 2000
MOST_IN_MEMBER: Final = 16 * 2**20
MOST_IN_ALL: Final = 64 * 2**20
MOST_RATIO: Final = 200
_ALWAYS_ALLOWED: Final = 2**20
_CHUNK: Final = 2**16

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError)


@define
class Archive:
    """The members of a template, read only where they are needed and only as far as they are sound."""

    zip: zipfile.ZipFile
    taken: int = 0

    @property
    def paths(self) -> Collection[str]:
        """The paths of all members."""
        return self.zip.NameToInfo.keys()

    def read(self, path: str) -> bytes:
        """The bytes of a member.

        Raises:
            TemplateError: it is damaged, encrypted, or blows up when it is unpacked.
        """
        entry = self.zip.getinfo(path)
        allowed = min(
            MOST_IN_MEMBER,
            MOST_IN_ALL - self.taken,
            max(_ALWAYS_ALLOWED, entry.compress_size * MOST_RATIO),
        )
        content = bytearray()
        try:
            with self.zip.open(entry) as member:
                while len(content) <= allowed and (chunk := member.read(_CHUNK)):
                    content += chunk
        except _DAMAGED as error:
            raise TemplateError(
                f"the template's {path} cannot be read ({error}); save the template anew"
            ) from error
        if len(content) > allowed:
            raise TemplateError(
                f"the template's {path} unpacks to more than {allowed} bytes; "
                "save the template anew, without what it does not need"
            )
        self.taken += len(content)
        return bytes(content)


def open_archive(content: bytes) -> Archive:
    """Open the zip file of a template.

    Raises:
        TemplateError: it is none, is encrypted, is no ODT document or template, or has members nobody should unpack.
    """
    if len(content) > MOST_BYTES:
        raise TemplateError(
            f"the template has {len(content)} bytes, more than {MOST_BYTES}; use one with smaller pictures"
        )
    try:
        archive = Archive(zipfile.ZipFile(io.BytesIO(content)))
    except _DAMAGED as error:
        raise TemplateError(
            f"the template is no ODT file ({error}); give a document saved as .odt or .ott"
        ) from error
    _check_members(archive.zip.infolist())
    media_type = archive.read("mimetype").strip() if "mimetype" in archive.paths else b""
    if media_type not in (MEDIA_TYPE.encode(), MEDIA_TYPE.encode() + b"-template"):
        raise TemplateError("the template is no OpenDocument text; give a document saved as .odt or .ott")
    if "META-INF/manifest.xml" in archive.paths and b"encryption-data" in archive.read(
        "META-INF/manifest.xml"
    ):
        raise TemplateError("the template is protected with a password; save it without one")
    return archive


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise TemplateError(
            f"the template has {len(members)} members, more than {MOST_MEMBERS}; save it anew"
        )
    if sum(member.file_size for member in members) > MOST_IN_ALL:
        raise TemplateError(f"the template unpacks to more than {MOST_IN_ALL} bytes; use smaller pictures")
    seen: set[str] = set()
    for member in members:
        path = member.filename
        if path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/"):
            raise TemplateError(
                f"the template has a member outside itself ({path!r}); it was not made by an office program"
            )
        if path in seen:
            raise TemplateError(
                f"the template has two members {path!r}; it was not made by an office program"
            )
        if member.flag_bits & 0x1:
            raise TemplateError("the template is protected with a password; save it without one")
        seen.add(path)
