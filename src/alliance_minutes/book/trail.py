"""The audit trail of a book: checkpoints, proofs, differences, erasure, export. What auditors ask a book that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliance_minutes.book.session import Session


class AuditTrail:
    """The audit trail of an open book; see :attr:`alliance_minutes.book.minute_book.MinuteBook.trail`."""

    def __init__(self, session: Session) -> None:
        """Not for callers: a book has its own."""
        self._session = session
