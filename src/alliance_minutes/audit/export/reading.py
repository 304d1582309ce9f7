"""Reading an export: every line checked before the next one is asked for, in memory that does not grow with the file."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from attrs import frozen

from alliance_minutes.audit.export.examining import Examiner, UnsoundError
from alliance_minutes.audit.export.form import Lines, read_content, read_facts
from alliance_minutes.errors import NoteError, ProofError
from alliance_minutes.events import BookFounded, PersonalDataErased
from alliance_minutes.events.kept import KEEPING, SEALING, kept_digest
from alliance_minutes.ledger import Frontier, leaf_hash
from alliance_minutes.ledger.checkpoints import read_checkpoint
from alliance_minutes.ledger.proofs import check_inclusion
from alliance_minutes.store.projection import Kept
from alliance_minutes.values import BOOK_STREAM, PARTIES_STREAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from alliance_minutes.audit.export.examining import Examined
    from alliance_minutes.audit.export.form import Facts, Header
    from alliance_minutes.events import Recorded


@frozen
class KeptCheckpoint:
    """A checkpoint of the book: its size, and the note as it was signed."""

    size: int
    note: bytes


@frozen
class KeptFile:
    """What is kept for an entry: its position, and the bytes that it names by their digest."""

    position: int
    content: bytes


Piece: TypeAlias = "Kept | KeptCheckpoint | KeptFile"


class Reader:
    """An export, read piece by piece; once all are read, the whole of it is known to verify.

    Attributes:
        header: what the export is of.
        entries, disclosures, missing, checkpoints, files: how many there were so far; ``missing`` are the digests
            that no disclosure answers to.
    """

    def __init__(self, stream: BinaryIO, file: str) -> None:
        """Read the first line.

        Args:
            stream: the file.
            file: what to call it in messages.

        Raises:
            InvalidExportError: it is no export.
        """
        self.lines = Lines(stream, file)
        self.header: Header = self.lines.header()
        self.entries = self.disclosures = self.missing = self.checkpoints = self.files = 0
        self._order = _Order(self.lines, self.header)
        self._examiner = Examiner(whole=self.header.edition == "internal")
        self._lines_of_marks: dict[int, int] = {}
        self._keepsakes: set[str] = set()

    @property
    def state(self) -> tuple[int, bytes]:
        """Size and root of the ledger up to the last entry; of the export of one meeting, those of its first line."""
        return self._order.state()

    def pieces(self, repeated: Callable[[str], bool] | None = None) -> Iterator[Piece]:
        """Every entry, checkpoint and kept file, in the order of the file.

        Args:
            repeated: whether an earlier command had this id; by default eight bytes of each are remembered.

        Raises:
            InvalidExportError: the file does not verify; the error names the first line at which that shows.
        """
        if repeated is not None:
            self._order.repeated = repeated
        last: Examined | None = None
        while True:
            line = self.lines.number + 1
            entry = self.lines.entry()
            if entry is not None:
                self._miss_no_rendition(last)
                facts, last = self._entry(line, entry)
                self._keepsakes.clear()
                yield Kept(last.recorded, entry, b"\n".join(facts.vault))
                continue
            found = self.lines.other()
            if "lines" in found:
                self._miss_no_rendition(last)
                self._end(found)
                return
            if last is None:
                raise self.lines.fault("the second line of an export is its first entry")
            yield self._keepsake(found, last.recorded)

    def _entry(self, line: int, entry: bytes) -> tuple[Facts, Examined]:
        found = self.lines.other()
        try:
            facts = read_facts(found, proven=self.header.meeting is not None)
        except ValueError as error:
            raise self.lines.fault(str(error)) from None
        if leaf_hash(entry) != facts.leaf:
            raise self.lines.fault("the entry does not have the leaf that the next line gives", line)
        try:
            examined = self._examiner.examine(facts.position, entry, facts.vault)
            self._order.take(line, facts, examined.recorded)
            self._explain(examined)
        except UnsoundError as error:
            raise self.lines.fault(str(error), line if error.in_entry else None) from None
        self.entries += 1
        self.disclosures += sum(not one.startswith(b"{") for one in facts.vault)
        self.missing += len(examined.recorded.erased)
        return facts, examined

    def _explain(self, examined: Examined) -> None:
        """Hold what is marked as erased beside the events that say so; in the public edition nothing is marked."""
        one = examined.recorded
        if examined.marked:
            self._lines_of_marks[one.position] = self.lines.number
        if self.header.edition == "internal" and isinstance(one.event, PersonalDataErased):
            self._examiner.checks.disclosures.erasures.told(
                (one.position, one.stream, one.version),
                one.event.digests,
                elsewhere=self.header.meeting is not None,
            )
            self._examiner.settle()

    def _miss_no_rendition(self, last: Examined | None) -> None:
        """See that what the last entry signed or published stood after it, unless its digest was erased."""
        whole = self.header.edition == "internal" and self.header.meeting is None
        event = last.recorded.event if last is not None and whole else None
        if isinstance(event, SEALING) and event.digest and "file" not in self._keepsakes:
            raise self.lines.fault(
                "before this line should stand the rendition that the entry before it signs or publishes"
            )

    def _keepsake(self, found: dict[str, Any], last: Recorded) -> Piece:
        kind = "checkpoint" if "checkpoint" in found else "file"
        if kind in self._keepsakes:
            raise self.lines.fault(f"after an entry stands one {kind} at most")
        self._keepsakes.add(kind)
        try:
            if found.keys() == {"checkpoint", "note"}:
                return self._checkpoint(found["checkpoint"], found["note"])
            if found.keys() == {"content", "kept"}:
                return self._file(found["kept"], read_content(found["content"]), last)
        except (ValueError, NoteError) as error:
            raise self.lines.fault(str(error)) from None
        raise self.lines.fault("this line is none of those of an export")

    def _checkpoint(self, size: Any, note: Any) -> KeptCheckpoint:
        if type(note) is not str:
            raise ValueError("the note of a checkpoint is text")
        content = note.encode("utf-8", "surrogatepass")
        checkpoint, _ = read_checkpoint(content)
        if type(size) is not int or checkpoint.size != size or checkpoint.origin != self.header.origin:
            raise ValueError("the checkpoint is of another size or another ledger than it says")
        if (size, checkpoint.root) != self._order.state():
            raise ValueError(
                f"the checkpoint has another root at {size} entries than the entries give, or stands in another place"
            )
        self.checkpoints += 1
        return KeptCheckpoint(size, content)

    def _file(self, position: Any, content: bytes, last: Recorded) -> KeptFile:
        event = last.event
        if type(position) is not int or position != last.position:
            raise ValueError("what is kept for an entry stands after it")
        told = kept_digest(event)
        if told is None and not (last.erased and isinstance(event, KEEPING)):
            raise ValueError("the entry names no bytes that could be kept for it")
        if told is not None and told != f"sha256:{sha256(content).hexdigest()}":
            raise ValueError("these are not the bytes that the entry names: their digest differs")
        self.files += 1
        return KeptFile(position, content)

    def _end(self, found: dict[str, Any]) -> None:
        self._order.end()
        self._examiner.checks.disclosures.erasures.end()
        for finding in self._examiner.findings.found:
            raise self.lines.fault(finding.message, self._lines_of_marks.get(finding.position or 0))
        self.lines.end(found)


class _Commands:
    """The commands of an export: eight bytes of each are remembered."""

    def __init__(self) -> None:
        self._known: set[int] = set()

    def __call__(self, command_id: str) -> bool:
        key = hash(command_id)
        known = key in self._known
        self._known.add(key)
        return known


class _Order:
    """Whether the entries stand in the ledger as the first line says, and follow each other as a book lets them."""

    def __init__(self, lines: Lines, header: Header) -> None:
        self._lines = lines
        self._header = header
        self.repeated: Callable[[str], bool] = _Commands()
        self._tree = Frontier()
        self._versions: dict[str, int] = {}
        self._last: Recorded | None = None

    def state(self) -> tuple[int, bytes]:
        """Size and root of the ledger up to here; of a single meeting those of the first line."""
        if self._header.meeting is not None:
            return self._header.size, self._header.root
        return self._tree.size, self._tree.root()

    def take(self, line: int, facts: Facts, one: Recorded) -> None:
        if self._header.meeting is None:
            self._dense(facts)
        else:
            self._proven(line, facts, one)
        if self._last is None:
            self._founding(one)
        before = self._versions.get(one.stream, 0)
        gapless = self._header.meeting in {None, one.stream}
        if one.version != before + 1 if gapless else one.version <= before:
            raise self._lines.fault(f"version {one.version} of {one.stream} follows version {before}", line)
        self._versions[one.stream] = one.version
        self._timed(line, one)
        self._last = one

    def _founding(self, one: Recorded) -> None:
        """See that the book which the first entry founds is the one that the first line names."""
        if one.position:
            raise self._lines.fault("the first entry of a book has the position 0")
        if isinstance(one.event, BookFounded) and one.event.origin != self._header.origin:
            raise self._lines.fault(
                f"the first entry is of the ledger {one.event.origin!r}, and the first line says "
                f"{self._header.origin!r}",
                1,
            )

    def _dense(self, facts: Facts) -> None:
        if facts.position != self._tree.size:
            raise self._lines.fault(f"the next position is {self._tree.size}, and this one {facts.position}")
        self._tree.append(facts.leaf)

    def _proven(self, line: int, facts: Facts, one: Recorded) -> None:
        if one.stream not in {BOOK_STREAM, PARTIES_STREAM, self._header.meeting}:
            raise self._lines.fault(f"the entry is of {one.stream}, which is another meeting", line)
        if self._last is not None and facts.position <= self._last.position:
            raise self._lines.fault(f"position {facts.position} follows position {self._last.position}")
        try:
            check_inclusion(
                facts.leaf, facts.position, self._header.size, facts.proof or (), self._header.root
            )
        except ProofError as error:
            raise self._lines.fault(str(error)) from None

    def _timed(self, line: int, one: Recorded) -> None:
        last = self._last
        if last is None:
            self.repeated(one.command_id)
        elif one.command_id == last.command_id:
            if one.recorded_at != last.recorded_at:
                raise self._lines.fault("the entries of one command do not have the same time", line)
        elif one.recorded_at <= last.recorded_at:
            raise self._lines.fault("the entry is not later than the one before it", line)
        elif self.repeated(one.command_id):
            raise self._lines.fault(f"the command {one.command_id} comes again after others", line)

    def end(self) -> None:
        """See that all that the first line promises is there.

        Raises:
            InvalidExportError: it is not.
        """
        header, (size, root) = self._header, self.state()
        if header.meeting is not None:
            if header.meeting not in self._versions:
                raise self._lines.fault(f"there is no entry of meeting {header.meeting}")
        elif root != header.root and size != header.size:
            raise self._lines.fault(f"here end {size} entries, and the first line says {header.size}")
        elif size != header.size:
            raise self._lines.fault(f"the first line says {header.size} entries, and there are {size}", 1)
        elif root != header.root:
            raise self._lines.fault(
                f"the first line gives the root {header.root.hex()}, and the entries have {root.hex()}", 1
            )
