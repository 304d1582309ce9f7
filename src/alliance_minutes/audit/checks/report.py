"""What an audit found: each finding with its kind and its place, and what could not be looked at."""

from __future__ import annotations

from collections import Counter
from typing import Any, TypeAlias

from attrs import asdict, field, frozen, mutable

Place: TypeAlias = tuple[Any, Any, Any]
"""Position, stream and version of an entry, as the book has them."""

KINDS = {
    "file.unreadable": "SQLite cannot read the file, or not to its end",
    "file.damaged": "SQLite reads the file, but its pages or indexes contradict each other",
    "schema.differs": "a table, index, view or trigger that no book has, or one of a book that is missing or made otherwise",
    "head.differs": "the head does not say what the entries give: format, size, time of the last entry, peaks of the tree",
    "ledger.position": "positions are not 0, 1, 2 … without holes",
    "ledger.leaf": "a leaf is not the hash of its entry",
    "subtree.differs": "a hash inside the tree is missing, is one too many, or is not that of the entries below it",
    "entry.missing": "the ledger lists an entry that is not there",
    "entry.unlisted": "an entry that the ledger does not list",
    "entry.malformed": "an entry is no JSON object with the fields of the envelope",
    "entry.noncanonical": "an entry is not in its canonical form (RFC 8785)",
    "entry.oversized": "an entry has more than 65,535 bytes",
    "entry.column": "the columns beside an entry do not say what its bytes say",
    "entry.origin": "an entry is of another ledger, or the first entry does not found this one",
    "entry.type": "an entry has a type that this version does not know",
    "entry.shape": "an event does not have the fields of its type",
    "stream.version": "the versions of a stream are not 1, 2, 3 … in the order of the book",
    "time.order": "an entry is not later than those before it, or has not the time of its command",
    "vault.missing": "an entry has no row of disclosures",
    "vault.unlisted": "a row of disclosures has no entry",
    "disclosure.malformed": "a disclosure has a wrong form, or discloses what another one does",
    "disclosure.unknown": "a disclosure that no digest names: its words, field or salt were changed, or it was added",
    "disclosure.missing": "a digest that no disclosure answers to, and that no mark says was erased",
    "disclosure.salt": "a salt that is too short, or was used before",
    "erasure.false": "a mark of an erasure that cannot be true: of a digest that nothing names, of a disclosure that is there, or of a field that cannot have been behind it",
    "erasure.unexplained": "a mark says that a disclosure was erased, and no event in the book says so",
    "erasure.unfinished": "an event says that a disclosure was erased, and no mark before it does: it is still there, or never was",
    "command.differs": "the list of commands is not that of the entries",
    "number.differs": "the list of numbers in use is not that of the entries",
    "series.differs": "a series is not drawn as far as the entries say",
    "meeting.differs": "the list of meetings is not that of the entries",
    "checkpoint.malformed": "a kept checkpoint is none",
    "checkpoint.origin": "a checkpoint is of another ledger",
    "checkpoint.beyond": "a checkpoint has more entries than the book: it was cut off, or an old copy was put back",
    "checkpoint.root": "a checkpoint has another root than the book at that size: entries were changed since",
    "checkpoint.signature": "a given checkpoint is not signed with a key that was given, or a kept one is signed falsely in the name of one",
    "rendition.missing": "a rendition that was signed or published is not kept, and its digest was not erased",
    "kept.unlisted": "bytes are kept for an entry that names none",
    "attachment.changed": "a kept file is not the one that was attached",
    "rendition.changed": "a kept rendition is not the one that was signed or published",
    "document.missing": "an attached document is not among the files",
    "document.changed": "a file is not the document that was attached",
}
"""Every kind of finding, by its id, with what it means."""

MOST = 1000
"""How many findings a report lists; further ones are counted."""


@frozen
class Finding:
    """Something that is not as it should be.

    Attributes:
        kind: which of :data:`KINDS`.
        message: what is wrong, in words.
        position: place of the entry in the book, where it is about one.
        stream: the stream of that entry.
        version: its version in the stream.
        table: the table, where it is about one.
        source: the checkpoint or document from outside the book, where it is about one.
    """

    kind: str
    message: str
    position: int | None = None
    stream: str | None = None
    version: int | None = None
    table: str | None = None
    source: str | None = None

    @property
    def place(self) -> str:
        """Where it is, in words."""
        parts = []
        if self.position is not None:
            parts.append(f"position {self.position}")
        if self.stream is not None:
            parts.append(self.stream if self.version is None else f"{self.stream}/{self.version}")
        if self.table is not None:
            parts.append(f"table {self.table}")
        if self.source is not None:
            parts.append(self.source)
        return ", ".join(parts) or "book"


@frozen
class Report:
    """What an audit came to.

    Attributes:
        entries: how many entries were looked at.
        root: the root of the tree over them, computed from their bytes.
        findings: what is wrong, in the order in which it was found, the first thousand of it.
        omitted: how many more findings there were.
        unchecked: what could not be looked at, in words; nothing of it is wrong as far as is known.
        kept: how many of the checkpoints that the book keeps were reproduced.
        given: how many of those from outside of it were.
    """

    entries: int
    root: bytes
    findings: tuple[Finding, ...] = ()
    omitted: int = 0
    unchecked: tuple[str, ...] = ()
    kept: int = 0
    given: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def as_json(self) -> dict[str, Any]:
        """The report as JSON: the root in hexadecimal, each finding with the parts of its place."""
        return {
            "ok": self.ok,
            "entries": self.entries,
            "root": self.root.hex(),
            "checkpoints": {"kept": self.kept, "given": self.given},
            "findings": [asdict(one) for one in self.findings],
            "omitted": self.omitted,
            "unchecked": list(self.unchecked),
        }


@mutable
class Findings:
    """Findings as they come in; memory stays flat however many there are."""

    found: list[Finding] = field(factory=list)
    omitted: int = 0
    kept: int = 0
    given: int = 0
    unchecked: Counter[str] = field(factory=Counter)

    def add(
        self,
        kind: str,
        message: str,
        *,
        position: object = None,
        stream: object = None,
        version: object = None,
        table: str | None = None,
        source: str | None = None,
    ) -> None:
        """Note a finding; parts of a place that a book holds in a wrong type are left out."""
        if kind not in KINDS:
            raise KeyError(kind)
        if len(self.found) >= MOST:
            self.omitted += 1
            return
        self.found.append(
            Finding(
                kind,
                message,
                position if type(position) is int else None,
                _readable(stream) if type(stream) is str and len(stream) <= 200 else None,
                version if type(version) is int else None,
                table,
                source,
            )
        )

    def copy(self) -> Findings:
        """The same findings, to go on from."""
        return Findings(list(self.found), self.omitted, self.kept, self.given, self.unchecked.copy())

    def report(self, entries: int, root: bytes) -> Report:
        """The report of all that came in."""
        unchecked = tuple(f"{count} × {what}" for what, count in sorted(self.unchecked.items()))
        return Report(entries, root, tuple(self.found), self.omitted, unchecked, self.kept, self.given)


def _readable(text: str) -> str:
    """Text that can be written down, with escapes for what is none."""
    return text.encode("utf-8", "backslashreplace").decode()


def shown(value: object) -> str:
    """A value that stands in clear in a book, for a message: anything at all, in few characters that do no harm."""
    if isinstance(value, (str, bytes)):
        text = repr(value[:60])
        return text if len(value) <= 60 else f"{text}… ({len(value)} long)"
    text = repr(value)
    return text if len(text) <= 60 else text[:60] + "…"


def kind_of(value: object) -> str:
    """What kind of value this is, for a message that must not tell it: it may be somebody's words."""
    if isinstance(value, str):
        return f"text of {len(value)} characters"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    return "nothing" if value is None else f"a value of the type {type(value).__name__}"
