"""Whether what stands beside the entries is vouched for: checkpoints, what is kept of files, and files outside."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from alliance_minutes.audit.checks.report import kind_of, shown
from alliance_minutes.errors import NoteError
from alliance_minutes.events import (
    DocumentAttached,
    EntryCorrected,
    EntryWithdrawn,
)
from alliance_minutes.events.kept import KEEPING, SEALING, kept_digest
from alliance_minutes.ledger.checkpoints import read_checkpoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliance_minutes.audit.checks.entry_checks import Seen
    from alliance_minutes.audit.checks.report import Findings
    from alliance_minutes.ledger import Frontier
    from alliance_minutes.ledger.checkpoints import Checkpoint
    from alliance_minutes.ledger.notes import Note, Signature, VerifierKey
    from alliance_minutes.store.recorders.inspecting import Inspection

_NEVER = 2**63
"""A size that no tree reaches."""


@frozen
class Given:
    """A checkpoint from outside the book.

    Attributes:
        name: what to call it: the name of its file.
        checkpoint: what it says.
    """

    name: str
    checkpoint: Checkpoint


class Checkpoints:
    """The checkpoints that are kept in a book, and those from outside, each when the tree has its size.

    Attributes:
        due: the size of the tree at which the next one wants to be looked at.
    """

    def __init__(
        self,
        inspection: Inspection,
        given: Sequence[Given],
        verifiers: Sequence[VerifierKey],
        findings: Findings,
    ) -> None:
        self._findings = findings
        self._verifiers = verifiers
        self._kept = inspection.ordered("checkpoint")
        self._given = sorted(given, key=lambda one: one.checkpoint.size, reverse=True)
        self._next = next(self._kept, None)
        self.due = 0

    def _look_ahead(self) -> None:
        sizes = [one.checkpoint.size for one in self._given[-1:]]
        if self._next is not None:
            sizes.append(self._next[0] if type(self._next[0]) is int else -1)
        self.due = min(sizes, default=_NEVER)

    def reach(self, frontier: Frontier, origin: str | None) -> None:
        """Compare the checkpoints of this size, and what stands before them."""
        root = frontier.root()
        while self._next is not None and not (type(self._next[0]) is int and self._next[0] > frontier.size):
            self._look_at_kept(self._next, frontier.size, root, origin)
            self._next = next(self._kept, None)
        while self._given and self._given[-1].checkpoint.size <= frontier.size:
            given = self._given.pop()
            self._compare(given.checkpoint, root, origin, source=given.name)
        self._look_ahead()

    def _look_at_kept(self, row: tuple[Any, ...], size: int, root: bytes, origin: str | None) -> None:
        try:
            checkpoint, note = read_checkpoint(row[1] if type(row[1]) is bytes else b"")
        except NoteError as error:
            self._add(
                "checkpoint.malformed", f"what is kept for the size {shown(row[0])} is no checkpoint: {error}"
            )
            return
        if checkpoint.size != row[0] or checkpoint.size != size:
            self._add(
                "checkpoint.malformed",
                f"the checkpoint kept for the size {shown(row[0])} has {checkpoint.size}",
            )
            return
        self._check_signatures(checkpoint.size, note)
        self._compare(checkpoint, root, origin, source=None)

    def _check_signatures(self, size: int, note: Note) -> None:
        """See that whoever goes by the name of a given key signed with one; a kept root need not be signed at all."""
        if not self._verifiers:
            return
        names = {key.name for key in self._verifiers}
        for signature in note.signatures:
            if signature.name in names and not is_true(signature, note, self._verifiers):
                self._add(
                    "checkpoint.signature",
                    f"the kept checkpoint of {size} entries bears a signature of {shown(signature.name)} that is not by "
                    "the key of this name that was given; where there was another one before, give that as well",
                )

    def _compare(self, checkpoint: Checkpoint, root: bytes, origin: str | None, source: str | None) -> None:
        if origin is not None and checkpoint.origin != origin:  # it is not known before the first entry
            self._add(
                "checkpoint.origin",
                f"the checkpoint of {checkpoint.size} entries is of the ledger {shown(checkpoint.origin)}, "
                f"and the book is {shown(origin)}",
                source,
            )
        elif checkpoint.root != root:
            self._add(
                "checkpoint.root",
                f"the checkpoint of {checkpoint.size} entries has the root {checkpoint.root.hex()}, "
                f"and the entries of the book give {root.hex()}",
                source,
            )
        elif source is None:
            self._findings.kept += 1
        else:
            self._findings.given += 1

    def end(self, size: int) -> None:
        """Note the checkpoints that the book does not reach."""
        for given in reversed(self._given):
            self._beyond(given.checkpoint.size, size, given.name)
        while self._next is not None:
            self._beyond(self._next[0], size, None)
            self._next = next(self._kept, None)

    def _beyond(self, beyond: Any, size: int, source: str | None) -> None:
        self._add(
            "checkpoint.beyond", f"the checkpoint has {shown(beyond)} entries, and the book {size}", source
        )

    def _add(self, kind: str, message: str, source: str | None = None) -> None:
        self._findings.add(kind, message, table=None if source else "checkpoint", source=source)


def is_true(signature: Signature, note: Note, verifiers: Sequence[VerifierKey]) -> bool:
    """Whether one of these keys made this signature of a note."""
    from alliance_minutes.audit.proofs.keys import check_signature  # noqa: PLC0415 - only signatures need keys

    message = note.text.encode()
    return any(check_signature(key, signature.value, message) for key in verifiers if signature.by(key))


class KeptFiles:
    """The bytes that are kept of what was signed, published or attached."""

    def __init__(self, inspection: Inspection, findings: Findings) -> None:
        self._findings = findings
        self._rows = inspection.ordered("kept")
        self._next = next(self._rows, None)

    def take(self, seen: Seen) -> bool:
        """Take an entry that may name bytes; whether these are kept, and were looked at."""
        event = seen.event
        if not isinstance(event, KEEPING):
            return False
        sealed = isinstance(event, SEALING)
        what, changed = ("rendition", "rendition.changed") if sealed else ("attachment", "attachment.changed")
        digest = kept_digest(event)
        self._unlisted(seen.position)
        if self._next is None or self._next[0] != seen.position:
            if digest and sealed:  # an erasure takes the digest along with the bytes
                self._add("rendition.missing", "the rendition is gone, and its digest was not erased", seen)
            return False
        content = self._next[1]
        self._next = next(self._rows, None)
        if type(content) is not bytes:
            self._add(changed, f"where the {what} should be stands {kind_of(content)}", seen)
        elif digest and f"sha256:{hashlib.sha256(content).hexdigest()}" != digest:
            self._add(changed, f"the digest of the {what} is not the one that was recorded", seen)
        elif not digest:
            self._findings.unchecked[f"kept {what} whose digest was erased"] += 1
        return True

    def _add(self, kind: str, message: str, seen: Seen) -> None:
        self._findings.add(
            kind,
            message,
            position=seen.position,
            stream=seen.stream,
            version=seen.version,
            table="kept",
        )

    def _unlisted(self, before: int | None) -> None:
        while self._next is not None and (before is None or self._next[0] < before):
            self._findings.add(
                "kept.unlisted",
                "bytes are kept for an entry that names none",
                position=self._next[0],
                table="kept",
            )
            self._next = next(self._rows, None)

    def end(self) -> None:
        """Note what is left over."""
        self._unlisted(None)


class Documents:
    """The attached documents that the book does not keep, and the files of a folder that should be these."""

    def __init__(self, folder: str | os.PathLike[str] | None, findings: Findings) -> None:
        self._folder = None if folder is None else Path(folder)
        self._findings = findings
        self._attached: dict[tuple[str, int], tuple[int, DocumentAttached]] = {}

    def take(self, seen: Seen, *, kept: bool) -> None:
        """Take an entry that may attach a document, or say that one was not meant; ``kept``: the book has its bytes."""
        event = seen.event
        if isinstance(event, DocumentAttached):
            self._note(seen, seen.version, event, kept=kept)
        elif isinstance(event, EntryWithdrawn):
            self._attached.pop((seen.stream, event.target), None)
        elif isinstance(event, EntryCorrected) and isinstance(event.instead, DocumentAttached):
            self._note(seen, event.target, event.instead, kept=kept)

    def _note(self, seen: Seen, version: int, event: DocumentAttached, *, kept: bool) -> None:
        if event.digest is None or event.name is None or kept:
            self._attached.pop((seen.stream, version), None)
            return
        if self._folder is None:
            self._findings.unchecked["attached document; name its folder to have it looked at"] += 1
        else:
            self._attached[seen.stream, version] = (seen.position, event)

    def end(self) -> None:
        """Look for each document among the files, by its name and its digest."""
        if self._folder is None or not self._attached:
            return
        wanted = {event.name for _, event in self._attached.values()}
        files: dict[str, list[Path]] = {}
        for folder, _, names in os.walk(self._folder):
            for name in names:
                if name in wanted:
                    files.setdefault(name, []).append(Path(folder, name))
        for (stream, version), (position, event) in self._attached.items():
            kind, message = self._look_for(event, files.get(event.name or "", []))
            if kind:
                self._findings.add(
                    kind, message, position=position, stream=stream, version=version, source=event.name
                )

    def _look_for(self, event: DocumentAttached, files: list[Path]) -> tuple[str, str]:
        if not files:
            return "document.missing", f"no file in {self._folder} has the name {shown(event.name)}"
        told = []
        for path in files:
            try:
                with path.open("rb") as file:
                    digest = f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
            except OSError as error:
                told.append(f"{path} cannot be read ({error.strerror})")
                continue
            if digest == event.digest:
                return "", ""
            told.append(f"{path} is another one")
        return "document.changed", "; ".join(told)
