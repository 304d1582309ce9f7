"""The package: a zip file with the same bytes for the same parts (ODF 1.3, part 2)."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from lxml import etree

from alliance_minutes.renderers.odt import MEDIA_TYPE
from alliance_minutes.renderers.odt.names import NAMESPACES, ODF_VERSION, child, q, serialised

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)


def package(parts: Mapping[str, bytes], types: Mapping[str, str]) -> bytes:
    """The bytes of the package.

    Args:
        parts: the files by path; ``mimetype`` and the manifest are added.
        types: the media type of each path; ``text/xml`` where none is given.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        _add(archive, "mimetype", MEDIA_TYPE.encode(), zipfile.ZIP_STORED)
        for path in sorted(parts):
            _add(archive, path, parts[path], zipfile.ZIP_DEFLATED)
        _add(archive, "META-INF/manifest.xml", _manifest(sorted(parts), types), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _add(archive: zipfile.ZipFile, path: str, content: bytes, compression: int) -> None:
    entry = zipfile.ZipInfo(path, date_time=_LONG_AGO)
    entry.compress_type = compression
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content, compresslevel=6)


def _manifest(paths: list[str], types: Mapping[str, str]) -> bytes:
    root = etree.Element(q("manifest:manifest"), nsmap={"manifest": NAMESPACES["manifest"]})
    root.set(q("manifest:version"), ODF_VERSION)
    rows = [("/", MEDIA_TYPE), *((path, types.get(path, "text/xml")) for path in paths)]
    for path, media_type in rows:
        row = child(
            root, "manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": media_type}
        )
        if path == "/":
            row.set(q("manifest:version"), ODF_VERSION)
    return serialised(root)
