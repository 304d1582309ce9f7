"""The audit of a book: everything computed anew from its bytes, and compared with what it says."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from alliance_minutes.audit.checks.derived import Commands, Meetings, Numbers, Tree
from alliance_minutes.audit.checks.entry_checks import TELLING, EntryChecks
from alliance_minutes.audit.checks.report import Findings, shown
from alliance_minutes.audit.checks.streams import Streams
from alliance_minutes.audit.checks.vouching import Checkpoints, Documents, Given, KeptFiles
from alliance_minutes.errors import DamagedBookError, NoteError, ProofError
from alliance_minutes.events import BodyDescribed, EntryCorrected, MeetingConvened, PersonalDataErased
from alliance_minutes.ledger import HASH_SIZE, leaf_hash
from alliance_minutes.ledger.checkpoints import Checkpoint, read_checkpoint
from alliance_minutes.store.inspecting import inspect
from alliance_minutes.store.projection import date_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from alliance_minutes.audit.checks.entry_checks import Seen
    from alliance_minutes.audit.checks.report import Report
    from alliance_minutes.audit.checks.streams import Stream
    from alliance_minutes.events import Event
    from alliance_minutes.ledger.notes import Note, VerifierKey
    from alliance_minutes.store.recorders.inspecting import Inspection

    Progress: TypeAlias = "Callable[[int, int], object]"
    """Told how many entries were looked at, of about how many."""

    CheckpointLike: TypeAlias = "Checkpoint | bytes | os.PathLike[str] | str"
    """A checkpoint, the bytes of its note, or the path of a file that holds them."""

_FORMAT = 1
_STEP = 1024
"""After how many entries whoever waits is told."""

_LISTED = 100
"""How many orphans of a kind are looked up."""


def audit(
    address: str | Path,
    *,
    checkpoints: Iterable[CheckpointLike] = (),
    since: CheckpointLike | None = None,
    documents: str | os.PathLike[str] | None = None,
    verifiers: Iterable[VerifierKey] = (),
    progress: Progress | None = None,
) -> Report:
    """Check a book: compute everything anew from its bytes, and compare.

    The book is opened read-only; no byte of it is written, and nothing is made beside it. Whatever stands in it, the
    outcome is a report or one of the errors below. Memory does not grow with the number of entries.

    Args:
        address: the path of the book, or ``sqlite:///`` and the path.
        checkpoints: checkpoints that were kept outside the book; the book must have had their root at their size.
        since: a checkpoint of an earlier audit, which is compared as well. Of the entries before it the canonical form
            and the fields are not looked at again, because they follow from bytes whose root it is; the bytes, columns,
            disclosures and tables are.
        documents: a folder with the files that were attached.
        verifiers: keys; each given checkpoint must be signed by one of them, and whatever signature a kept one bears
            in the name of one must be by it.
        progress: told now and then how far it is.

    Raises:
        NotABookError: no book there.
        NewerBookError: a book made by a newer version.
        StoreError: the file cannot be read; where its content is at fault, that is a finding instead.
        NoteError: a checkpoint that was given is none.
        OSError: a file or folder that was given cannot be read.
    """
    findings = Findings()
    signed_by = tuple(verifiers)
    given = [_given(one, signed_by, findings) for one in checkpoints]
    begin = 0
    if since is not None:
        given.append(_given(since, signed_by, findings))
        begin = given[-1].checkpoint.size
    if documents is not None and not Path(documents).is_dir():
        code = errno.ENOTDIR if Path(documents).exists() else errno.ENOENT
        raise OSError(code, os.strerror(code), os.fspath(documents))
    outside = _Outside(tuple(given), signed_by, begin, documents)
    begun: list[_Audit] = []

    def work(inspection: Inspection) -> Report:
        begun.append(_Audit(inspection, findings.copy(), outside))
        return begun[-1].run(progress)

    try:
        return inspect(address, work)
    except DamagedBookError as error:
        last = begun[-1] if begun else None
        kept = last.findings if last else findings
        kept.add("file.unreadable", str(error))
        return kept.report(*(last.reached if last else (0, b"")))


def _given(one: CheckpointLike, verifiers: Sequence[VerifierKey], findings: Findings) -> Given:
    """A checkpoint from outside, read; a signature that is asked for and is not there is a finding."""
    if isinstance(one, Checkpoint):
        return Given("checkpoint", one)
    name = "checkpoint" if isinstance(one, bytes) else os.fspath(one)
    content = one if isinstance(one, bytes) else Path(one).read_bytes()
    try:
        checkpoint, note = read_checkpoint(content)
    except NoteError as error:
        raise NoteError("checkpoint", f"{name} ({error})") from error
    if verifiers:
        _check_signature(name, note, verifiers, findings)
    return Given(name, checkpoint)


def _check_signature(name: str, note: Note, verifiers: Sequence[VerifierKey], findings: Findings) -> None:
    from alliance_minutes.audit.proofs.keys import check_signature  # noqa: PLC0415 - only signatures need keys

    try:
        note.verify(verifiers, check_signature)
    except ProofError as error:
        findings.add("checkpoint.signature", str(error), source=name)


@frozen
class _Outside:
    """What an audit holds a book to that comes from outside of it.

    Attributes:
        given: the checkpoints.
        verifiers: the keys.
        begin: the size from which on the forms of entries are looked at.
        documents: the folder with the files that were attached.
    """

    given: tuple[Given, ...]
    verifiers: tuple[VerifierKey, ...]
    begin: int
    documents: str | os.PathLike[str] | None


class _Audit:
    """One audit of one book."""

    def __init__(self, inspection: Inspection, findings: Findings, outside: _Outside) -> None:
        self.findings = findings
        self._inspection = inspection
        self._outside = outside
        self._entries = EntryChecks(findings)
        self._streams = Streams(inspection)
        self._tree = Tree(inspection, findings)
        self._documents = Documents(outside.documents, findings)
        self._found = 0
        self._position = 0
        self._command: str | None = None
        self._first = 0
        self._recorded_at = ""
        self._redated: list[tuple[Stream, MeetingConvened]] = []

    @property
    def reached(self) -> tuple[int, bytes]:
        """How many entries were looked at, and the root over them."""
        return self._tree.frontier.size, self._tree.frontier.root()

    def run(self, progress: Progress | None) -> Report:
        """Look at everything once, in the order of the book."""
        as_declared = self._check_file()
        try:
            self._look(progress)
        except (TypeError, ValueError) as error:
            if as_declared:
                raise
            # SQLite sees to it that a position is a number, in tables that are declared as those of a book.
            self.findings.add(
                "file.unreadable",
                f"in tables that are made otherwise, the rest cannot be looked at ({error})",
            )
        return self.findings.report(*self.reached)

    def _look(self, progress: Progress | None) -> None:
        self._commands = Commands(self._inspection, self.findings)
        self._numbers = Numbers(self._inspection, self.findings)
        self._meetings = Meetings(self._inspection, self.findings)
        self._kept = KeptFiles(self._inspection, self.findings)
        self._checkpoints = Checkpoints(
            self._inspection, self._outside.given, self._outside.verifiers, self.findings
        )
        total = self._inspection.size()
        for row in self._inspection.entries():
            self._take(row)
            if progress is not None and not self._tree.frontier.size % _STEP:
                progress(self._tree.frontier.size, total)
        self._end()
        if progress is not None:
            progress(self._tree.frontier.size, self._tree.frontier.size)

    def _check_file(self) -> bool:
        """Look at the file as such; whether its tables are those of a book."""
        for fault in self._inspection.faults():
            self.findings.add("file.damaged", fault)
        found, expected = self._inspection.schema()
        for _, name, table, _ in sorted(expected - found, key=repr):
            self.findings.add("schema.differs", f"{name} is missing, or made otherwise", table=table)
        for kind, name, _, _ in sorted(found - expected, key=repr):
            self.findings.add("schema.differs", f"no book has this {shown(kind)}: {shown(name)}")
        if self._inspection.erasing():
            self.findings.unchecked["erasure that is not finished: its words may still be in the file"] += 1
        return expected <= found

    # -- one entry -----------------------------------------------------------------------------------------------------

    def _take(self, row: tuple[Any, ...]) -> None:
        position, _, _, leaf, _, state, _ = row
        if position != self._position:
            self.findings.add(
                "ledger.position",
                f"position {self._position} should come next",
                position=position,
                table="ledger",
            )
        self._position = position + 1
        if self._checkpoints.due <= self._tree.frontier.size:
            self._checkpoints.reach(self._tree.frontier, self._entries.origin)
        if type(state) is bytes:
            self._found += 1
            made = leaf_hash(state)
            if leaf != made:
                self._wrong(
                    row, "ledger.leaf", f"the leaf should be {made.hex()}, and is {shown(leaf)}", "ledger"
                )
        else:
            self._found += row[4] is not None
            made = leaf if type(leaf) is bytes and len(leaf) == HASH_SIZE else leaf_hash(b"")
        form = self._tree.frontier.size >= self._outside.begin
        self._tree.append(made)
        seen = self._entries.look(row, form=form)
        if seen is not None:
            self._follow(row, seen)

    def _follow(self, row: tuple[Any, ...], seen: Seen) -> None:
        """Hold an entry beside those before it."""
        stream = self._streams.at(seen.stream, seen.version, seen.position)
        if seen.version != stream.version + 1:
            self._wrong(
                row,
                "stream.version",
                f"version {stream.version + 1} of the stream should come next",
                "ledger",
            )
        stream.version = seen.version
        self._follow_command(row, seen)
        event = seen.event
        if seen.type in TELLING and event is not None:
            self._learn(seen, event, stream)
        if seen.number is not None:
            self._numbers.bear(seen, stream)

    def _learn(self, seen: Seen, event: Event, stream: Stream) -> None:
        """Take an event that something else in the book rests on."""
        if isinstance(event, MeetingConvened) and seen.version == 1:
            stream.convene(event.body, date_of(event))
        elif isinstance(event, EntryCorrected) and event.target == 1:
            if isinstance(event.instead, MeetingConvened):
                self._redated.append((stream, event.instead))
        elif isinstance(event, BodyDescribed):
            self._numbers.describe(event)
        elif isinstance(event, PersonalDataErased):
            self._entries.disclosures.erasures.told((seen.position, seen.stream, seen.version), event.digests)
        self._meetings.take(seen)
        self._documents.take(seen, kept=self._kept.take(seen))

    def _follow_command(self, row: tuple[Any, ...], seen: Seen) -> None:
        if seen.command_id == self._command:
            if seen.recorded_at != self._recorded_at:
                self._wrong(
                    row, "time.order", "it has another time than the entries of its command before it"
                )
                self._recorded_at = max(self._recorded_at, seen.recorded_at)
            return
        self._commit(seen.position)
        self._command, self._first = seen.command_id, seen.position
        if seen.recorded_at <= self._recorded_at:
            self._wrong(
                row, "time.order", f"it is not later than {self._recorded_at}, when the entry before it came"
            )
        else:
            self._recorded_at = seen.recorded_at

    def _commit(self, until: int) -> None:
        """End a command, which has no entry from this position on."""
        if self._command is not None:
            self._commands.commit(self._command, self._first, until - self._first)
        self._numbers.commit(until)
        for stream, convened in self._redated:  # it counts from the next command on
            stream.redate(date_of(convened))
        self._redated.clear()

    def _wrong(self, row: tuple[Any, ...], kind: str, message: str, table: str = "stored_events") -> None:
        self.findings.add(kind, message, position=row[0], stream=row[1], version=row[2], table=table)

    # -- at the end ----------------------------------------------------------------------------------------------------

    def _end(self) -> None:
        self._commit(self._position)
        self._checkpoints.reach(self._tree.frontier, self._entries.origin)
        self._checkpoints.end(self._tree.frontier.size)
        self._tree.end()
        self._commands.end()
        self._numbers.end()
        self._meetings.end()
        self._kept.end()
        self._documents.end()
        self._entries.disclosures.erasures.end()
        self._check_orphans()
        self._check_head()

    def _check_orphans(self) -> None:
        if self._inspection.entry_count() != self._found:
            for stream, version in self._inspection.unlisted_entries(_LISTED):
                self.findings.add(
                    "entry.unlisted",
                    f"the ledger does not list the entry {shown(stream)}/{shown(version)}",
                    stream=stream,
                    version=version,
                    table="stored_events",
                )
        for (position,) in self._inspection.unlisted_disclosures(_LISTED):
            self.findings.add(
                "vault.unlisted", "these disclosures belong to no entry", position=position, table="vault"
            )

    def _check_head(self) -> None:
        frontier = self._tree.frontier
        expected = (1, _FORMAT, frontier.size, self._recorded_at, bytes(frontier))
        names = ("id", "format", "size", "recorded_at", "peaks")
        rows = list(self._inspection.ordered("head"))
        if len(rows) != 1:
            self.findings.add(
                "head.differs", f"there are {len(rows)} heads, and a book has one", table="head"
            )
        for row in rows[:1]:
            for name, kept, made in zip(names, row, expected, strict=True):
                if kept != made or type(kept) is not type(made):
                    self.findings.add(
                        "head.differs", f"{name} should be {shown(made)}, and is {shown(kept)}", table="head"
                    )
