"""A dossier: all that there is of one meeting in one edition, as files to mail or to put in an archive.

Every file is made of the document of that edition, so that a public dossier holds what the public minutes show. The same
book, the same choices and the same checkpoint give the same bytes.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from alliance_minutes.book.attachment import attached_files
from alliance_minutes.book.rendering import render_document
from alliance_minutes.compose.extract import within
from alliance_minutes.compose.head import slug
from alliance_minutes.document import Action, Notice, Statement, Table, Text, plain, walk
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.ledger.checkpoints import Checkpoint, read_checkpoint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from alliance_minutes.book.attachment import AttachedFile
    from alliance_minutes.book.session import Session
    from alliance_minutes.document import Document, Row
    from alliance_minutes.store import Store

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}\Z")


@frozen
class _Words:
    """What a dossier says itself, in one language."""

    attachments: str
    decisions: str
    actions: str
    words: str
    readme: str
    minutes: str
    about: str
    missing: str


_WORDS: Mapping[str, _Words] = {
    "nl": _Words(
        attachments="bijlagen",
        decisions="besluitenlijst",
        actions="actielijst",
        words="Tekst",
        readme="LEESMIJ.txt",
        minutes="notulen",
        about="""{title}
{edition}, {status}

{files}

Controleren
- SHA256SUMS noemt van elk bestand het controlegetal: sha256sum -c SHA256SUMS
- checkpoint.txt is de stand van het register ({size} gebeurtenissen) waaruit dit gemaakt is. Wie het boek heeft,
  controleert de notulen daarmee: alliance-minutes verify BESTAND --book BOEK
""",
        missing="niet in dit dossier: het boek heeft het bestand niet",
    ),
    "en": _Words(
        attachments="attachments",
        decisions="decisions",
        actions="actions",
        words="Words",
        readme="README.txt",
        minutes="minutes",
        about="""{title}
{edition}, {status}

{files}

To check
- SHA256SUMS names the digest of every file: sha256sum -c SHA256SUMS
- checkpoint.txt is the state of the record ({size} entries) of which this was made. Who has the book checks
  the minutes with it: alliance-minutes verify FILE --book BOOK
""",
        missing="not in this dossier: the book does not have the file",
    ),
}


def dossier_files(
    session: Session, document: Document, formats: Sequence[str], checkpoint: bytes
) -> dict[str, bytes]:
    """The files of a dossier, by their path in it; every path is plain ASCII, with ``/`` between its parts.

    Args:
        session: of the book.
        document: the minutes of one edition at one moment, with the state of the ledger and the lists at the end.
        formats: the formats of the minutes and of the lists.
        checkpoint: a note of that state of the ledger.

    Raises:
        InvalidValueError: no format at all, or one that is named twice.
        UnknownFormatError, RenderError, PluginError: a format cannot be made.
        DamagedBookError: a file that the book keeps is not the one that was attached.
    """
    if not formats or len(set(formats)) != len(formats):
        raise InvalidValueError("formats of the dossier", list(formats), "one or more, each once")
    words = _WORDS["nl" if document.meta.language == "nl" else "en"]
    attached = attached_files(session.store, document)
    contents = {one.version: one.content for one in attached}
    files: dict[str, bytes] = {}
    told: list[str] = []
    for name in formats:
        made = render_document(
            session.plugins, document, name, {}, lambda source: contents.get(source.version)
        )
        _put(files, made.file_name, made.content)
        told.append(f"{made.file_name}: {words.minutes}")
    for called, table in _lists(document, words):
        _put(files, f"{called}.csv", _as_csv(document, table, words))
        for name in formats:
            listed = render_document(session.plugins, _list_alone(document, table, called), name, {})
            _put(files, listed.file_name, listed.content)
        told.append(f"{called}.*: {table.caption}")
    for number, one in enumerate(attached, 1):
        if one.content is None:
            told.append(f"- {one.title} ({words.missing})")
        else:
            path = f"{words.attachments}/{number:02}-{_file_name(one)}"
            _put(files, path, one.content)
            told.append(f"{path}: {one.title}")
    files["checkpoint.txt"] = checkpoint
    files[words.readme] = _about(document, words, told).encode()
    files["SHA256SUMS"] = "".join(
        f"{sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)
    ).encode()
    return files


def checkpoint_for(store: Store, document: Document, given: bytes | None) -> bytes:
    """The note of the ledger's state that a document names: the one given, else the one that is kept, else an unsigned one.

    Raises:
        InvalidValueError: the one given is of another state.
        NoteError: it is no checkpoint.
    """
    ledger = document.ledger
    if ledger is None:
        raise InvalidValueError("document of a dossier", "without a state of the ledger", "one with it")
    if given is not None:
        checkpoint, _ = read_checkpoint(given)
        if (checkpoint.origin, checkpoint.size, checkpoint.root.hex()) != (
            store.origin,
            ledger.size,
            ledger.root,
        ):
            raise InvalidValueError(
                "checkpoint of the dossier",
                f"{checkpoint.size} entries",
                f"one of {ledger.size} entries of this book",
            )
        return given
    kept = store.ledger(lambda rows: rows.checkpoint(ledger.size))
    if type(kept) is bytes and document.meta.edition == "internal":
        return kept
    return Checkpoint(store.origin, ledger.size, bytes.fromhex(ledger.root)).text.encode()


def write_folder(folder: str | os.PathLike[str], files: Mapping[str, bytes]) -> list[Path]:
    """Make a new folder with these files, whole or not at all; their paths in it.

    Raises:
        FileExistsError: there is something else than an empty folder.
        OSError: it cannot be written.
    """
    target = Path(folder)
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise FileExistsError(17, "there is something already; name a new folder", str(target))
    part = target.with_name(f".{os.urandom(8).hex()}.part")
    try:
        part.mkdir(parents=True)
        for path, content in files.items():
            file = part / path
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
        if target.exists():
            target.rmdir()
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return [target / path for path in files]


def _put(files: dict[str, bytes], path: str, content: bytes) -> None:
    if path in files or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise InvalidValueError(
            "name of a file in the dossier", path, "one that no other file has, inside it"
        )
    files[path] = content


def _about(document: Document, words: _Words, told: Sequence[str]) -> str:
    meta, ledger = document.meta, document.ledger
    return words.about.format(
        title=meta.title,
        edition=meta.edition_label,
        status=meta.status_label,
        files="\n".join(told),
        size=ledger.size if ledger else 0,
    )


def _file_name(one: AttachedFile) -> str:
    """A name that every system takes, with the suffix that says what it is."""
    given = one.name or one.title
    suffix = _SUFFIX.search(given.lower())
    return (slug(given[: suffix.start()] if suffix else given) or "file") + (suffix[0] if suffix else "")


# -- lists -------------------------------------------------------------------------------------------------------------


def _lists(document: Document, words: _Words) -> Iterator[tuple[str, Table]]:
    """The list of decisions and that of actions, as the document has them, with the beginning of their file names."""
    statements = _statements(document)
    for table in document.blocks:
        if isinstance(table, Table) and table.rows:
            first = next(
                (one for row in table.rows if (one := statements.get(_version(row))) is not None), None
            )
            kind = words.actions if isinstance(first, Action) else words.decisions
            yield f"{document.meta.file_name}-{kind}", table


def _statements(document: Document) -> dict[int | None, Statement]:
    return {
        block.source.version: block
        for block in walk(document.blocks)
        if isinstance(block, Statement) and block.source is not None
    }


def _version(row: Row) -> int | None:
    return None if row.source is None else row.source.version


def _list_alone(document: Document, table: Table, called: str) -> Document:
    """A list as a document of its own. It names no state of the ledger: only whole minutes and extracts prove themselves."""
    title = f"{table.caption}: {document.meta.title}"
    drafts = tuple(one for one in document.blocks if isinstance(one, Notice) and one.kind == "draft")
    meta = evolve(
        document.meta,
        title=title,
        heading=(Text(f"{table.caption}: "), *document.meta.heading),
        file_name=called,
    )
    alone = evolve(document, meta=meta, blocks=(*drafts, table), history=(), ledger=None)
    return evolve(alone, blocks=within(alone.blocks, frozenset()))


def _as_csv(document: Document, table: Table, words: _Words) -> bytes:
    """A list as comma-separated values (RFC 4180), in UTF-8 with a mark by which spreadsheets know that.

    The last column has the words of each row in full; a decision that rests on a paragraph has those of the paragraph.
    """
    said: dict[int | None, str] = {}
    for block in walk(document.blocks):
        if isinstance(block, Statement) and block.source is not None and block.words:
            said[block.source.version] = plain(block.words)
            said.update(
                {mark.source.version: plain(block.words) for mark in block.marks if _rests(mark)}  # type: ignore[union-attr]  # it is a statement
            )
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow([safe_cell(cell) for cell in (*table.header, words.words)])
    for row in table.rows:
        cells = (*(plain(cell) for cell in row.cells), said.get(_version(row), ""))
        lines.writerow([safe_cell(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _rests(mark: object) -> bool:
    return isinstance(mark, Statement) and mark.source is not None and not mark.words


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what could begin one."""
    return f"'{text}" if text.startswith(_FORMULA) else text
