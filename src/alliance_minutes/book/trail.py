"""The audit trail of a book: checkpoints, proofs, differences, erasure, export. What auditors ask a book that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliance_minutes.audit.checkpointing import KeptCheckpoint
    from alliance_minutes.book.session import Session
    from alliance_minutes.ledger.checkpoints import Signer


class AuditTrail:
    """The audit trail of an open book; see :attr:`alliance_minutes.book.minute_book.MinuteBook.trail`."""

    def __init__(self, session: Session) -> None:
        """Not for callers: a book has its own."""
        self._session = session

    # -- checkpoints and proofs --------------------------------------------------------------------------------------

    def checkpoint(self, signers: Sequence[Signer] = (), *, size: int | None = None) -> KeptCheckpoint:
        """Make a checkpoint of the book as it is now and keep it; it is durable before it is returned.

        Args:
            signers: who signs, such as :class:`~alliance_minutes.audit.keys.KeyFile`; with nobody, it stays unsigned.
            size: the size of a kept checkpoint to add signatures to, instead of a new one.

        Raises:
            CheckpointRefusedError: the book shrank, or went another way, since a checkpoint that was kept or signed.
            DamagedBookError: an entry is not what its ledger says.
            InvalidValueError: no checkpoint of that size is kept.
            ReadOnlyBookError, StoreError: the book cannot be written.
            MissingExtraError: the extra ``sign`` is not installed.
        """
        from alliance_minutes.audit.checkpointing import take_checkpoint  # noqa: PLC0415 - seldom needed

        return take_checkpoint(self._session.store, signers, size=size)

    def checkpoints(self) -> list[KeptCheckpoint]:
        """The checkpoints that the book keeps, in order of size.

        Raises:
            DamagedBookError: one of them is none.
        """
        from alliance_minutes.audit.checkpointing import kept_checkpoints  # noqa: PLC0415 - seldom needed

        return kept_checkpoints(self._session.store)
