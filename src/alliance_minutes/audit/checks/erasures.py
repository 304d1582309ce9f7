"""Marks of erasures beside the events that tell of them: what is gone was erased, and what was erased is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.audit.checks.report import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliance_minutes.audit.checks.report import Findings, Place


class Erasures:
    """What is marked as erased and what events say was erased, in the order of the book.

    An erasure comes after what it erases, so that each event finds the marks that it tells of. Memory grows with what
    was erased, and with nothing else.
    """

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._marked: set[str] = set()
        self._unexplained: dict[str, Place] = {}

    def mark(self, place: Place, digests: Iterable[str]) -> None:
        """Take the marks in an entry."""
        for one in digests:
            if one in self._marked:
                self._add(place, "erasure.false", f"the digest {shown(one)} was marked as erased before")
            else:
                self._marked.add(one)
                self._unexplained[one] = place

    def told(self, place: Place, digests: Iterable[str], *, elsewhere: bool = False) -> None:
        """Take what an event says was erased.

        Args:
            place: of the event.
            digests: those that it names.
            elsewhere: whether they may be of entries that are not looked at.
        """
        for one in digests:
            self._unexplained.pop(one, None)
            if one not in self._marked and not elsewhere:
                self._add(
                    place,
                    "erasure.unfinished",
                    f"the digest {shown(one)} was erased, and no mark before says that it is gone",
                    table="stored_events",
                )

    def end(self) -> None:
        """See that all that is marked was told of."""
        for one, place in self._unexplained.items():
            self._add(
                place,
                "erasure.unexplained",
                f"the disclosure with the digest {one} is marked as erased, and no event explains it",
            )

    def _add(self, place: Place, kind: str, message: str, table: str = "vault") -> None:
        position, stream, version = place
        self._findings.add(kind, message, position=position, stream=stream, version=version, table=table)
