"""Exporting a book, or one meeting of it, as one file of JSON lines that proves itself."""

from __future__ import annotations

import os
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE
from typing import TYPE_CHECKING, Any, BinaryIO

from attrs import frozen

from alliance_minutes.audit.export.examining import UnsoundError, examine
from alliance_minutes.audit.export.form import (
    Header,
    checkpoint_line,
    end_line,
    facts_line,
    kept_line,
)
from alliance_minutes.errors import (
    AllianceMinutesError,
    BookBusyError,
    DamagedBookError,
    InvalidValueError,
    NewerBookError,
    ProofError,
    StoreError,
)
from alliance_minutes.events import (
    BodyDescribed,
    BookFounded,
    EntryCorrected,
    EntryWithdrawn,
    PartiesMerged,
    PartyIntroduced,
    PartyRenamed,
    PassageClosed,
    PassageOpened,
    PersonalDataErased,
)
from alliance_minutes.events.fields import parties_in
from alliance_minutes.events.kept import KEEPING, SEALING, kept_digest
from alliance_minutes.ledger import Frontier
from alliance_minutes.ledger.proofs import check_inclusion, inclusion_path
from alliance_minutes.store.opening import read_row
from alliance_minutes.values import BOOK_STREAM, PARTIES_STREAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from alliance_minutes.audit.export.examining import Examined
    from alliance_minutes.audit.export.openness import Openness
    from alliance_minutes.events import Edition, Event
    from alliance_minutes.store import Store
    from alliance_minutes.store.opening import Row

    Progress = Callable[[int, int], None]

_DATABASE = b"SQLite format 3\0"

_STEP = 500
"""Entries between two looks at how far it has come."""

_FORGETS: tuple[type[Event], ...] = (PersonalDataErased,)
_CLOSES: tuple[type[Event], ...] = (
    *_FORGETS,
    EntryCorrected,
    EntryWithdrawn,
    PartiesMerged,
    PartyIntroduced,
    PartyRenamed,
    PassageClosed,
    PassageOpened,
)


@frozen(kw_only=True)
class Exported:
    """What an export came to.

    Attributes:
        edition, meeting, origin, size, root: as in its first line.
        entries: how many entries are in it.
        lines: how many lines it has.
    """

    edition: Edition
    meeting: str | None
    origin: str
    size: int
    root: bytes
    entries: int
    lines: int


def export(
    store: Store,
    target: str | os.PathLike[str] | BinaryIO,
    *,
    meeting: str | None = None,
    edition: Edition = "internal",
    progress: Progress | None = None,
) -> Exported:
    """Write an export of a book as it is now; what is recorded meanwhile is not in it.

    The same book at the same size gives the same bytes.

    Args:
        store: the store of the book.
        target: the file to write, which is there whole or not at all, or a stream.
        meeting: the id of the one meeting to export, each entry of it with its proof; ``None``: the whole book.
        edition: ``public`` leaves out every disclosure that is not open.
        progress: called now and then with how many entries are done, and of how many.

    Raises:
        DamagedBookError, NewerBookError: an entry cannot be read, or the ledger is not that of the entries.
        BookBusyError: words were erased (or, for the public edition, closed) meanwhile: what was written must not be
            used.
        InvalidValueError: there is no such edition.
        StoreError: the file is a database, which is never replaced.
        OSError: it cannot be written.
    """
    if edition not in {"internal", "public"}:
        raise InvalidValueError("edition", edition, "'internal' or 'public'")
    if isinstance(target, (str, os.PathLike)):
        with _whole_file(Path(target)) as stream:
            return _export_to(stream, store, meeting, edition, progress or _silent)
    return _export_to(target, store, meeting, edition, progress or _silent)


@contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that gets its name when it is whole; a link is followed."""
    target = Path(os.path.realpath(path))
    with _about(path):
        before = target.stat() if target.exists() else None
        if before is not None and target.is_file():
            with target.open("rb") as file:
                if file.read(len(_DATABASE)) == _DATABASE:
                    raise StoreError(str(path), "this is a database, and would be lost; name another file")
    part = target.with_name(f".{os.urandom(8).hex()}.part")
    try:
        with _about(path), part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            if before is not None:
                part.chmod(S_IMODE(before.st_mode))
            part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _about(path: Path) -> Iterator[None]:
    """Let a fault of the disk name the file that was asked for, not the one that is to become it."""
    try:
        yield
    except AllianceMinutesError:
        raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _export_to(
    stream: BinaryIO, store: Store, meeting: str | None, edition: Edition, progress: Progress
) -> Exported:
    head = store.head()
    header = Header(origin=store.origin, size=head.size, root=head.root, edition=edition, meeting=meeting)
    lines = _Lines(stream)
    lines.write(header.line())
    openness = _openness(store, head.size, meeting, progress) if edition == "public" else None
    work = _Export(store, header, lines, openness, progress)
    (work.whole if meeting is None else work.single)()
    _refuse_what_changed(store, head.size, _FORGETS if edition == "internal" else _CLOSES)
    lines.end()
    return Exported(
        edition=edition,
        meeting=meeting,
        origin=header.origin,
        size=header.size,
        root=header.root,
        entries=work.entries,
        lines=lines.count,
    )


def _silent(done: int, total: int) -> None:
    """Show no progress."""
    del done, total


def _openness(store: Store, size: int, meeting: str | None, progress: Progress) -> Openness:
    from alliance_minutes.audit.export.openness import Openness  # noqa: PLC0415 - only public exports need it

    return Openness(store, size, meeting, progress)


class _Lines:
    """Lines as they are written: counted and digested."""

    def __init__(self, stream: BinaryIO) -> None:
        self.count = 0
        self._stream = stream
        self._digest = sha256()

    def write(self, *lines: bytes) -> None:
        for line in lines:
            self._stream.write(line)
            self._digest.update(line)
        self.count += len(lines)

    def end(self) -> None:
        self.write(end_line(self.count, self._digest.hexdigest()))


@frozen
class _Sound:
    """An entry of the book that is what it says, with its disclosures, raw JSON each."""

    position: int
    entry: bytes
    vault: tuple[bytes, ...]
    examined: Examined


class _Export:
    """The work of one export.

    Attributes:
        entries: how many entries were written.
    """

    def __init__(
        self, store: Store, header: Header, lines: _Lines, openness: Openness | None, progress: Progress
    ) -> None:
        self.entries = 0
        self._store = store
        self._header = header
        self._lines = lines
        self._openness = openness
        self._progress = progress
        self._marked: set[str] = set()

    def whole(self) -> None:
        """Write every entry, with the checkpoints and files that are kept."""
        tree = Frontier()
        checkpoints = dict(self._store.ledger(lambda ledger: ledger.checkpoints()))
        for row in self._store.entries(limit=self._header.size):
            sound = self._sound(row)
            if sound.position != tree.size:
                raise self._damaged(sound.position, f"position {tree.size} is missing before it")
            tree.append(sound.examined.leaf)
            self._write_kept(sound, self._write(sound))
            note = checkpoints.pop(tree.size, None)
            if note is not None:
                self._write_checkpoint(tree.size, note)
            if not self.entries % _STEP:
                self._progress(self.entries, self._header.size)
        if (tree.size, tree.root()) != (self._header.size, self._header.root):
            raise self._damaged(
                tree.size - 1, "the entries up to it do not give the root in the head of the book"
            )
        self._progress(self.entries, self._header.size)

    def single(self) -> None:
        """Write the entries of one meeting, and those of the book and the parties that it needs, each with its proof."""
        rows = [self._sound(row) for row in self._needed()]
        note = self._store.ledger(lambda ledger: ledger.checkpoint(self._header.size))
        for at, sound in enumerate(sorted(rows, key=lambda one: one.position), 1):
            self._write(sound, self._proof(sound))
            if not at % _STEP:
                self._progress(at, len(rows))
        if note is not None:
            self._write_checkpoint(self._header.size, note)

    def _needed(self) -> Iterator[Row]:
        meeting = self._rows(self._header.meeting or "")
        yield from meeting
        wanted: set[str] = set()
        gone: set[str] = set()
        for row in meeting:
            examined = self._sound(row).examined
            wanted.update(parties_in(examined.recorded.event), filter(None, [examined.recorded.recorded_by]))
            gone.update(examined.marked)
        parties = [(row, self._sound(row).examined.recorded.event) for row in self._rows(PARTIES_STREAM)]
        _with_merged(wanted, [event for _, event in parties])
        for row, event in parties:
            needed = not wanted.isdisjoint(parties_in(event)) and self._may_stand(row)
            if needed or _explains(event, gone):
                gone.update(self._sound(row).examined.marked)
                yield row
        for row in self._rows(BOOK_STREAM):
            examined = self._sound(row).examined
            event = examined.recorded.event
            if (
                isinstance(event, BookFounded)
                or (isinstance(event, BodyDescribed) and event.body in wanted)
                or _explains(event, gone)
            ):
                gone.update(examined.marked)
                yield row

    def _may_stand(self, row: Row) -> bool:
        """Whether a party may be known to have to do with the meeting."""
        return self._openness is None or bool(self._openness.of(row[0], row[5].split(b"\n")))

    def _rows(self, stream: str) -> list[Row]:
        return self._store.entries_of(stream, position=self._header.size - 1)

    def _sound(self, row: Row) -> _Sound:
        position, stream, version, type_name, entry, vault = row
        if type(position) is not int or type(entry) is not bytes or type(vault) is not bytes:
            raise self._damaged(position, "its columns do not hold what they should")
        lines = tuple(vault.split(b"\n")) if vault else ()
        try:
            examined = examine(position, entry, lines, self._header.origin)
        except UnsoundError as error:
            if error.finding.kind == "entry.type":
                raise NewerBookError(self._store.book, f"entry {position}: {error}") from error
            raise self._damaged(position, str(error)) from error
        one = examined.recorded
        if (one.stream, one.version, one.event.TYPE) != (stream, version, type_name):
            raise self._damaged(position, "its columns and its bytes disagree")
        return _Sound(position, entry, lines, examined)

    def _damaged(self, position: object, fact: str) -> DamagedBookError:
        return DamagedBookError(
            self._store.book,
            f"it cannot be exported: entry {position}: {fact}. Run 'alliance-minutes audit' on it",
        )

    def _refuse_what_came_back(self, sound: _Sound) -> None:
        """See that what an event says was erased from its own stream is gone: a backup may have brought it back."""
        self._marked.update(sound.examined.marked)
        event = sound.examined.recorded.event
        if (
            isinstance(event, PersonalDataErased)
            and self._header.meeting in {None, sound.examined.recorded.stream}
            and not self._marked.issuperset(event.digests)
        ):
            raise self._damaged(sound.position, "what it says was erased is there again; erase it again")

    def _write(self, sound: _Sound, proof: list[bytes] | None = None) -> tuple[bytes, ...]:
        """Write an entry; the disclosures that stand with it."""
        self._refuse_what_came_back(sound)
        vault: Iterable[bytes] = sound.vault
        if self._openness is not None:
            vault = self._openness.of(sound.position, sound.vault)
        shown = tuple(vault)
        self._lines.write(sound.entry + b"\n", facts_line(sound.position, sound.examined.leaf, shown, proof))
        self.entries += 1
        return shown

    def _write_kept(self, sound: _Sound, shown: tuple[bytes, ...]) -> None:
        """Write the bytes that an entry names, where the edition shows that it does; a rendition never stands in a public one."""
        event = sound.examined.recorded.event
        sealed = isinstance(event, SEALING)
        if not isinstance(event, KEEPING) or (
            self._header.edition == "public" and (sealed or not _tell(shown, kept_digest(event)))
        ):
            return
        content = self._store.ledger(lambda ledger: ledger.kept(sound.position))
        if content is None:
            if sealed and kept_digest(event):
                raise self._damaged(sound.position, "its rendition is gone, and was not erased")
            return
        if type(content) is not bytes:
            raise self._damaged(sound.position, "what is kept for it is not bytes")
        self._lines.write(kept_line(sound.position, content))

    def _write_checkpoint(self, size: int, note: Any) -> None:
        try:
            text = note.decode()
        except (AttributeError, UnicodeDecodeError) as error:
            raise self._damaged(size - 1, "the checkpoint after it is no text") from error
        if self._openness is None or self._openness.says_nothing_closed(text):
            self._lines.write(checkpoint_line(size, text))

    def _proof(self, sound: _Sound) -> list[bytes]:
        size, root = self._header.size, self._header.root
        path = self._store.ledger(lambda ledger: inclusion_path(sound.position, size, ledger.subtree))
        try:
            check_inclusion(sound.examined.leaf, sound.position, size, path, root)
        except ProofError as error:
            raise self._damaged(sound.position, str(error)) from error
        return path


def _tell(shown: tuple[bytes, ...], digest: str | None) -> bool:
    """Whether the disclosures that are shown of an entry tell the digest of what it attaches."""
    return digest is not None and any(f'"{digest}"'.encode() in one for one in shown)


def _explains(event: Event, gone: set[str]) -> bool:
    """Whether an event tells of the erasure of what is gone from the entries before it."""
    return isinstance(event, PersonalDataErased) and not gone.isdisjoint(event.digests)


def _with_merged(wanted: set[str], events: Iterable[Event]) -> None:
    """Add the parties that those wanted were merged with."""
    merged = [event for event in events if isinstance(event, PartiesMerged)]
    before = -1
    while len(wanted) != before:
        before = len(wanted)
        for event in merged:
            if event.party in wanted or event.into in wanted:
                wanted.update((event.party, event.into))


def _refuse_what_changed(store: Store, size: int, types: tuple[type[Event], ...]) -> None:
    """See that nothing was recorded meanwhile by which less is open; that somebody new was met is no such thing."""
    names = {one.TYPE for one in types}
    acts = (read_row(store.book, row).event for row in store.entries(size - 1) if row[3] in names)
    if any(not (isinstance(act, PartyIntroduced) and act.public) for act in acts):
        raise BookBusyError(
            store.book,
            "something in it was erased, closed or corrected while it was exported; throw away what was written, "
            "and export it again",
        )
