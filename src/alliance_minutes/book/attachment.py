"""The files that are attached to minutes: what is recorded of them, and the bytes that the book keeps."""

from __future__ import annotations

import hashlib
from mimetypes import MimeTypes
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from attrs import field, frozen

from alliance_minutes.document import Attachment, walk
from alliance_minutes.errors import DamagedBookError, InvalidValueError
from alliance_minutes.events import EntryCorrected
from alliance_minutes.events.kept import MOST_KEPT, kept_digest
from alliance_minutes.meeting import fold

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from alliance_minutes.document import Document
    from alliance_minutes.store import Store


class FileFacts(TypedDict):
    """Name, media type, size in bytes and digest of a file."""

    name: str
    media_type: str | None
    size: int
    digest: str


@frozen(kw_only=True)
class AttachedFile:
    """A document that goes with the minutes, as an edition shows it.

    Attributes:
        version: of the entry that attaches it.
        title: what it is called.
        name, media_type, size, digest: of its file, as far as they were recorded; ``digest`` is ``sha256:`` and 64
            hexadecimal digits.
        content: its bytes; ``None`` where the book does not keep them.
    """

    version: int
    title: str
    name: str | None
    media_type: str | None
    size: int | None
    digest: str | None
    content: bytes | None = field(default=None, repr=False)


def read_file(path: str | os.PathLike[str]) -> tuple[FileFacts, bytes]:
    """Name, media type by suffix, size and digest of the file at ``path``, and its bytes.

    Raises:
        OSError: the file cannot be read.
        InvalidValueError: it is larger than what a book keeps.
    """
    file = Path(path)
    with file.open("rb") as opened:
        content = opened.read(MOST_KEPT + 1)
    if len(content) > MOST_KEPT:
        raise InvalidValueError(
            "file to be kept",
            f"{file.name} of {file.stat().st_size} bytes",
            f"at most {MOST_KEPT}; or keep=False",
        )
    return _facts(file, len(content), hashlib.sha256(content).hexdigest()), content


def facts_of_file(path: str | os.PathLike[str]) -> FileFacts:
    """The same of a file of any size, of which the bytes are not kept.

    Raises:
        OSError: the file cannot be read.
    """
    file = Path(path)
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return _facts(file, file.stat().st_size, digest)


def _facts(file: Path, size: int, digest: str) -> FileFacts:
    return FileFacts(
        name=file.name,
        media_type=MimeTypes().guess_type(file.name)[0],  # the library's own table, not that of the machine
        size=size,
        digest=f"sha256:{digest}",
    )


def files_named(files: Mapping[str, Path]) -> dict[str, bytes]:
    """The bytes of the files that a text names, by their digest; one that changed since it was read is left out."""
    found = {}
    for digest, path in files.items():
        facts, content = read_file(path)
        if facts["digest"] == digest:
            found[digest] = content
    return found


def attached_files(store: Store, document: Document) -> list[AttachedFile]:
    """The files that go with a document, those that its edition shows, in the order of the document.

    Args:
        store: the store of the book.
        document: the minutes of one edition. A file that is closed is not in its public edition, and so not here.

    Raises:
        DamagedBookError: what is kept is not what was attached; "audit" says more.
    """
    shown = [
        block for block in walk(document.blocks) if isinstance(block, Attachment) and block.source is not None
    ]
    contents = _contents(store, document.meta.stream, {one.digest for one in shown if one.digest})
    return [
        AttachedFile(
            version=one.source.version,
            title="".join(getattr(run, "text", "") for run in one.title),
            name=one.name,
            media_type=one.media_type,
            size=one.size,
            digest=one.digest,
            content=contents.get((one.source.version, one.digest)),
        )
        for one in shown
        if one.source is not None
    ]


def _contents(store: Store, meeting: str, wanted: set[str]) -> dict[tuple[int, str | None], bytes]:
    """What is kept of these digests in a meeting, by the version of the entry that attaches it (or did once)."""
    found: dict[tuple[int, str | None], bytes] = {}
    for one in store.read(meeting) if wanted else ():
        digest = kept_digest(one.event)
        if digest not in wanted:
            continue
        content = _kept(store, one.position)
        if content is None:
            continue
        if type(content) is not bytes or f"sha256:{hashlib.sha256(content).hexdigest()}" != digest:
            raise DamagedBookError(
                store.book, f"the file kept for entry {one.position} is not the one that was attached"
            )
        target = one.event.target if isinstance(one.event, EntryCorrected) else one.version
        found[target, digest] = content
    return found


def _kept(store: Store, position: int) -> Any:
    return store.ledger(lambda ledger: ledger.kept(position))


def keep_file(store: Store, meeting: str, version: int, content: bytes) -> None:
    """Keep the bytes of a file that was attached before, and came later.

    Args:
        store: the store of the book.
        meeting: the id of the meeting.
        version: of the entry that attaches it.
        content: the bytes.

    Raises:
        InvalidValueError: that entry attaches no file, or another one.
        ReadOnlyBookError, BookBusyError, StoreError: the book cannot be written.
    """
    recorded = store.read(meeting)
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    if not 0 < version <= len(recorded):
        raise InvalidValueError("version of the meeting", version, f"1 to {len(recorded)}")
    entry = fold(meeting, recorded).entries[version - 1]
    if kept_digest(entry.event) != digest:
        said = kept_digest(entry.event) or "no file"
        raise InvalidValueError("file of this entry", digest, f"the one that it attaches: {said}")
    naming = [
        one
        for one in recorded
        if kept_digest(one.event) == digest
        and version == (one.event.target if isinstance(one.event, EntryCorrected) else one.version)
    ]
    store.keep_file(naming[-1].position, content)
