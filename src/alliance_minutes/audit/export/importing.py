"""Importing an export: a new book with the same entries, the same root and the same tables, or no book at all."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from attrs import evolve, frozen

from alliance_minutes.audit.export.reading import KeptCheckpoint, KeptFile, Reader
from alliance_minutes.audit.export.trust import Vouching
from alliance_minutes.errors import InvalidExportError, NumberTakenError
from alliance_minutes.store.projection import Projection
from alliance_minutes.store.store import book_path

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from alliance_minutes.audit.export.form import Header
    from alliance_minutes.audit.proofs.verifying import Trust
    from alliance_minutes.events import Edition
    from alliance_minutes.store.projection import Kept
    from alliance_minutes.store.recorders.making import NewBook

    Progress = Callable[[int, int], None]

_STEP = 500
"""Entries between two looks at how far it has come."""

_MOST = 256 * 2**20
"""The most bytes of one command: more than any file from which a meeting is recorded."""


@frozen(kw_only=True)
class CheckedExport:
    """What an export holds, once every line of it was found to verify.

    Attributes:
        edition, meeting, origin, size, root: as in its first line.
        entries: how many entries are in it, each with its place in the ledger proven.
        disclosures: how many disclosures, each one that an entry names.
        missing: how many digests no disclosure in it answers to: of what was erased or is withheld.
        checkpoints, files: how many of these.
        vouched: how many of the first entries of the ledger are those that the reader's own key, checkpoint or root
            tells of; ``None`` where nothing was given.
        signers: the names of the given keys that signed the newest checkpoint in it that any of them signed.
    """

    edition: Edition
    meeting: str | None
    origin: str
    size: int
    root: bytes
    entries: int
    disclosures: int
    missing: int
    checkpoints: int
    files: int
    vouched: int | None = None
    signers: tuple[str, ...] = ()


def check_export(
    file: str | os.PathLike[str] | BinaryIO,
    *,
    name: str | None = None,
    trust: Trust | None = None,
    progress: Progress | None = None,
) -> CheckedExport:
    """Check an export without a book: every entry, its place in the ledger, its disclosures, and that nothing was cut off.

    Args:
        file: the export, by its path or as a stream.
        name: what to call the file in messages.
        trust: a key, a checkpoint or a root that came by another way; without it, the export holds together, and
            nothing tells that its ledger is the true one.
        progress: called now and then with how many entries are done, and of how many.

    Raises:
        InvalidExportError: it does not verify; the error names the first bad line.
        ProofError: it is of another ledger than what is trusted, or nothing of that is in it.
        MissingExtraError: keys were given, and the extra ``sign`` is not installed.
        OSError: it cannot be read.
    """
    with _opened(file, name) as (stream, called):
        reader = Reader(stream, called)
        vouching = None if trust is None else Vouching(reader, trust)
        for piece in reader.pieces():
            if vouching is not None:
                vouching.see(piece)
            _tell(progress, reader)
    if vouching is None:
        return _checked(reader)
    vouching.finish()
    return evolve(_checked(reader), vouched=vouching.size, signers=vouching.signers)


def import_book(
    file: str | os.PathLike[str] | BinaryIO,
    book: str | os.PathLike[str],
    *,
    name: str | None = None,
    progress: Progress | None = None,
) -> CheckedExport:
    """Make a new book of an export of a whole book: the same entries, the same root, the same tables.

    Everything is checked before the book gets its name. Whoever is killed on the way leaves no book.

    Args:
        file: the export, by its path or as a stream.
        book: where the new book is to be; nothing may be there.
        name: what to call the file in messages.
        progress: called now and then with how many entries are done, and of how many.

    Raises:
        InvalidExportError: the export does not verify, or is one of a meeting or of the public edition; the error names
            the first bad line.
        StoreError: there is a file where the book is to be, or none can be made there.
        OSError: the export cannot be read.
    """
    with _opened(file, name) as (stream, called):
        return _import(stream, called, book_path(_address(book)), progress)


@contextmanager
def _opened(file: str | os.PathLike[str] | BinaryIO, name: str | None) -> Iterator[tuple[BinaryIO, str]]:
    """The file as a stream, and what to call it; a stream that was given stays open."""
    if isinstance(file, (str, bytes)) or hasattr(file, "__fspath__"):
        with Path(file).open("rb") as stream:
            yield stream, name or str(file)
    else:
        yield file, name or "<stream>"


def _address(book: str | os.PathLike[str]) -> str | Path:
    return book if isinstance(book, str) else Path(book)


def _import(stream: BinaryIO, name: str, path: Path, progress: Progress | None) -> CheckedExport:
    from alliance_minutes.store.recorders.making import making  # noqa: PLC0415 - slow to import

    reader = Reader(stream, name)
    _refuse_a_part(reader.header, name)
    with making(path) as new:
        commands = _Commands(new, reader)
        for piece in reader.pieces(new.has_command):
            if isinstance(piece, KeptCheckpoint):
                new.keep_checkpoint(piece.size, piece.note)
            elif isinstance(piece, KeptFile):
                new.keep_file(piece.position, piece.content)
            else:
                commands.take(piece)
            _tell(progress, reader)
        commands.finish()
    return _checked(reader)


def _refuse_a_part(header: Header, name: str) -> None:
    if header.edition != "internal" or header.meeting is not None:
        what = "one meeting" if header.meeting is not None else "the public edition"
        raise InvalidExportError(
            name,
            1,
            f"this is an export of {what}, of which no book can be made; 'alliance-minutes verify {name}' checks it",
        )


class _Commands:
    """Puts entries into a new book, one command after the other, as its saves once did."""

    def __init__(self, new: NewBook, reader: Reader) -> None:
        self._new = new
        self._reader = reader
        self._projection = Projection(new.has_number, new.series)
        self._entries: list[Kept] = []
        self._line = self._size = 0

    def take(self, kept: Kept) -> None:
        """Take the next entry."""
        if self._entries and self._entries[-1].recorded.command_id != kept.recorded.command_id:
            self.finish()
        if not self._entries:
            self._line = self._reader.lines.number - 1
        self._entries.append(kept)
        self._size += len(kept.entry) + len(kept.vault)
        if self._size > _MOST:
            raise self._reader.lines.fault(f"one command has more than {_MOST // 2**20} MB")

    def finish(self) -> None:
        """Put in what belongs to the last command."""
        if self._entries:
            try:
                self._new.insert(self._projection.command(self._entries))
            except NumberTakenError as error:
                raise self._reader.lines.fault(
                    f"the command that begins here gives the number {error.number}, which its body had given before",
                    self._line,
                ) from None
        self._entries, self._size = [], 0


def _tell(progress: Progress | None, reader: Reader) -> None:
    if progress is not None and not reader.entries % _STEP:
        progress(reader.entries, reader.header.size)


def _checked(reader: Reader) -> CheckedExport:
    header = reader.header
    return CheckedExport(
        edition=header.edition,
        meeting=header.meeting,
        origin=header.origin,
        size=header.size,
        root=header.root,
        entries=reader.entries,
        disclosures=reader.disclosures,
        missing=reader.missing,
        checkpoints=reader.checkpoints,
        files=reader.files,
    )
