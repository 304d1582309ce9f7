"""Whether an entry and its disclosures are what they say: the checks of the audit, one finding of which is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from alliance_minutes.audit.checks.entry_checks import EntryChecks
from alliance_minutes.audit.checks.report import Findings
from alliance_minutes.events import Recorded
from alliance_minutes.ledger import leaf_hash
from alliance_minutes.store.opening import read_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliance_minutes.audit.checks.report import Finding

_FEW = 2**10
"""Salts that are remembered of one entry that is looked at by itself."""


class UnsoundError(ValueError):
    """An entry is not what it says; told to the caller with its place.

    Attributes:
        finding: what the audit says of it.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding

    @property
    def in_entry(self) -> bool:
        """Whether the entry itself is at fault, not its disclosures."""
        return self.finding.table == "stored_events"


@frozen
class Examined:
    """An entry that is what it says.

    Attributes:
        recorded: the entry, read; what no disclosure answers to counts as erased.
        leaf: its leaf hash.
        marked: the digests that are marked as erased: of a whole vault those missing, and what they alone led to.
    """

    recorded: Recorded
    leaf: bytes
    marked: tuple[str, ...]


class Examiner:
    """Looks at one entry after the other as the audit does, and lets none pass of which that finds anything.

    Attributes:
        findings: where the audit's checks put what they find.
        checks: the checks.
    """

    def __init__(
        self, *, origin: str | None = None, whole: bool = True, remembered: int | None = None
    ) -> None:
        """Begin.

        Args:
            origin: the name of the ledger, where the first entry is not the first of a book.
            whole: whether of each entry all disclosures are there, or the mark of an erasure; in the public edition some
                are withheld, and nothing is marked.
            remembered: how many salts are remembered; by default as many as in an audit.
        """
        self.findings = Findings()
        memory = {} if remembered is None else {"remembered": remembered}
        self.checks = EntryChecks(self.findings, origin=origin, columns=False, whole=whole, **memory)

    def examine(self, position: int, entry: bytes, lines: Sequence[bytes]) -> Examined:
        """Look at an entry and its disclosures, raw JSON each.

        Raises:
            UnsoundError: the audit would find something; what it would find first.
        """
        row = (position, None, None, None, None, entry, b"\n".join(lines))
        seen = self.checks.look(row, form=True)
        self.settle()
        if seen is None or seen.event is None:
            raise TypeError(row)
        recorded = Recorded(
            position=position,
            stream=seen.stream,
            version=seen.version,
            recorded_at=read_time(seen.recorded_at),
            recorded_by=seen.recorded_by,
            command_id=seen.command_id,
            event=seen.event,
            erased=seen.erased,
        )
        return Examined(recorded, leaf_hash(entry), seen.marked)

    def settle(self) -> None:
        """See that nothing was found.

        Raises:
            UnsoundError: something was; the first of it.
        """
        for finding in self.findings.found:
            raise UnsoundError(finding)


def examine(position: int, entry: bytes, lines: Sequence[bytes], origin: str) -> Examined:
    """Look at one entry by itself, of which all disclosures are there.

    Args:
        position: its place in the ledger.
        entry: its bytes.
        lines: its disclosures.
        origin: the name of its ledger.

    Raises:
        UnsoundError: as :meth:`Examiner.examine`.
    """
    known = origin if position else None
    return Examiner(origin=known, remembered=_FEW).examine(position, entry, lines)
