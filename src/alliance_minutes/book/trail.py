"""The audit trail of a book: checkpoints, proofs, differences, erasure, export. What auditors ask a book that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.book.document_trail import DocumentTrail
from alliance_minutes.book.forgetting import Forgetting
from alliance_minutes.book.looking_back import LookingBack
from alliance_minutes.book.meetings import find_meeting

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Sequence
    from typing import BinaryIO

    from alliance_minutes.audit.checks.auditing import CheckpointLike
    from alliance_minutes.audit.checks.report import Report
    from alliance_minutes.audit.export.exporting import Exported
    from alliance_minutes.audit.proofs.checkpointing import KeptCheckpoint
    from alliance_minutes.audit.proofs.proving import Proven
    from alliance_minutes.events import Edition
    from alliance_minutes.ledger.checkpoints import ConsistencyProof, Signer
    from alliance_minutes.ledger.notes import VerifierKey


class AuditTrail(LookingBack, Forgetting, DocumentTrail):
    """The audit trail of an open book; see :attr:`alliance_minutes.book.minute_book.MinuteBook.trail`."""

    # -- checkpoints and proofs --------------------------------------------------------------------------------------

    def checkpoint(
        self,
        signers: Sequence[Signer] = (),
        *,
        size: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> KeptCheckpoint:
        """Make a checkpoint of the book as it is now and keep it; it is durable before it is returned.

        Args:
            signers: who signs, such as :class:`~alliance_minutes.audit.proofs.keys.KeyFile`; with nobody, it stays unsigned.
            size: the size of a kept checkpoint to add signatures to, instead of a new one.
            progress: told now and then how many entries are hashed, and of how many.

        Raises:
            CheckpointRefusedError: the book shrank, or went another way, since a checkpoint that was kept or signed.
            DamagedBookError: an entry is not what its ledger says.
            InvalidValueError: no checkpoint of that size is kept.
            ReadOnlyBookError, StoreError: the book cannot be written.
            MissingExtraError: the extra ``sign`` is not installed.
        """
        from alliance_minutes.audit.proofs.checkpointing import take_checkpoint  # noqa: PLC0415 - seldom needed

        return take_checkpoint(self._session.store, signers, size=size, progress=progress)

    def checkpoints(self) -> list[KeptCheckpoint]:
        """The checkpoints that the book keeps, in order of size.

        Raises:
            DamagedBookError: one of them is none.
        """
        from alliance_minutes.audit.proofs.checkpointing import kept_checkpoints  # noqa: PLC0415 - seldom needed

        return kept_checkpoints(self._session.store)

    def audit(
        self,
        *,
        checkpoints: Iterable[CheckpointLike] = (),
        since: CheckpointLike | None = None,
        documents: str | os.PathLike[str] | None = None,
        verifiers: Iterable[VerifierKey] = (),
        progress: Callable[[int, int], object] | None = None,
    ) -> Report:
        """Check the book, as it stands committed in its file; see :func:`~alliance_minutes.audit.audit`.

        Raises:
            NoteError: a checkpoint that was given is none.
            StoreError: the file cannot be read.
            OSError: a file or folder that was given cannot be read.
        """
        from alliance_minutes.audit.checks.auditing import audit  # noqa: PLC0415 - seldom needed

        return audit(
            self._session.store.book,
            checkpoints=checkpoints,
            since=since,
            documents=documents,
            verifiers=verifiers,
            progress=progress,
        )

    def position(self, meeting: str, version: int) -> int:
        """The position in the book of a version of a meeting.

        Raises:
            UnknownMeetingError: no meeting goes by that name.
            InvalidValueError: it has no such version.
        """
        from alliance_minutes.audit.proofs.proving import position_of  # noqa: PLC0415 - seldom needed

        store = self._session.store
        return position_of(store, find_meeting(store.meetings(), self._session.parties(), meeting), version)

    def prove(
        self,
        position: int,
        *,
        disclose: Sequence[str] = (),
        disclose_open: bool = False,
        disclose_all: bool = False,
        size: int | None = None,
    ) -> Proven:
        """The proof that the book holds the entry at a position, with the disclosures that are chosen.

        It leads to the newest checkpoint that is kept and has the entry; where there is none, to the book as it is
        now, unsigned. ``alliance_minutes.audit.proofs.verifying.verify_entry`` checks it without the book.

        Args:
            position: where the entry stands, as in :attr:`alliance_minutes.Recorded.position`.
            disclose: the fields to disclose, such as ``"text"``; one that is closed now is refused.
            disclose_open: disclose all that is open now, as in a public edition.
            disclose_all: disclose everything, also what is closed.
            size: the size of the kept checkpoint to prove it under.

        Raises:
            InvalidValueError: there is no such entry, field or checkpoint.
            DamagedBookError: the ledger does not lead from the entry to the checkpoint.
        """
        from alliance_minutes.audit.proofs.proving import prove_entry  # noqa: PLC0415 - seldom needed

        return prove_entry(
            self._session.store,
            position,
            disclose=disclose,
            disclose_open=disclose_open,
            disclose_all=disclose_all,
            size=size,
        )

    def prove_since(self, earlier: bytes, *, size: int | None = None) -> ConsistencyProof:
        """The proof that the book only grew since a checkpoint that somebody holds.

        Args:
            earlier: the checkpoint, as bytes; its signatures are not looked at.
            size: the size of the kept checkpoint to prove it under; by default the newest one.

        Raises:
            NoteError: that is no checkpoint.
            ProofError: the book did not grow out of it.
            InvalidValueError: no checkpoint of that size is kept, or it is older.
        """
        from alliance_minutes.audit.proofs.proving import prove_growth  # noqa: PLC0415 - seldom needed
        from alliance_minutes.ledger.checkpoints import read_checkpoint  # noqa: PLC0415 - seldom needed

        return prove_growth(self._session.store, read_checkpoint(earlier)[0], size=size)

    # -- export ------------------------------------------------------------------------------------------------------

    def export(
        self,
        target: str | os.PathLike[str] | BinaryIO,
        meeting: str | None = None,
        *,
        edition: Edition = "internal",
        progress: Callable[[int, int], None] | None = None,
    ) -> Exported:
        """Write the book as it is now, or one meeting of it, to one file of JSON lines that proves itself.

        The same book at the same size gives the same bytes. An export of the whole book can be made a book again
        with :func:`~alliance_minutes.import_book`; every export can be checked with
        :func:`~alliance_minutes.check_export`.

        Args:
            target: the file to write, which is there whole or not at all, or a binary stream.
            meeting: its id, the beginning of one, or ``body/date``; ``None``: the whole book.
            edition: ``public`` leaves out every disclosure that is not open.
            progress: called now and then with how many entries are done, and of how many.

        Raises:
            UnknownMeetingError: no meeting goes by that name, or several do.
            InvalidValueError: there is no such edition.
            DamagedBookError, NewerBookError: an entry cannot be read, or the ledger is not that of the entries.
            BookBusyError: words were erased (for the public edition, or closed) meanwhile; of a file nothing is there
                then, and what went to a stream must not be used.
            StoreError: the file is a database, which is never replaced.
            OSError: it cannot be written.
        """
        from alliance_minutes.audit.export.exporting import export  # noqa: PLC0415 - seldom needed

        store = self._session.store
        stream = None if meeting is None else find_meeting(store.meetings(), self._session.parties(), meeting)
        return export(store, target, meeting=stream, edition=edition, progress=progress)
