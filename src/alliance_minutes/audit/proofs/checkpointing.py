"""Checkpoints of a book: made from the bytes of its entries, checked against earlier ones, signed, kept, then let out.

What was kept or signed once binds: a book that shrank or went another way since gets no further checkpoint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from alliance_minutes.errors import (
    CheckpointRefusedError,
    DamagedBookError,
    InvalidValueError,
    NoteError,
    ProofError,
)
from alliance_minutes.ledger import Frontier, leaf_hash
from alliance_minutes.ledger.checkpoints import Checkpoint, read_checkpoint
from alliance_minutes.ledger.notes import Note, Signature
from alliance_minutes.ledger.proofs import check_consistency, consistency_path, peaks_at, root_at
from alliance_minutes.store.opening import damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from alliance_minutes.ledger.checkpoints import Signer
    from alliance_minutes.store import Store
    from alliance_minutes.store.port import LedgerRows

    Progress = Callable[[int, int], None]

_BATCH = 1000


@frozen
class KeptCheckpoint:
    """A checkpoint that a book keeps.

    Attributes:
        checkpoint: the origin, size and root.
        note: its text and signatures; ``bytes`` of it is what is let out.
    """

    checkpoint: Checkpoint
    note: Note

    @property
    def size(self) -> int:
        """How many entries the book had."""
        return self.checkpoint.size

    @property
    def root(self) -> bytes:
        """The root of the ledger over them, 32 bytes."""
        return self.checkpoint.root

    @property
    def signers(self) -> tuple[str, ...]:
        """The names of the keys whose signatures it bears, unchecked."""
        return tuple(dict.fromkeys(signature.name for signature in self.note.signatures))

    def __bytes__(self) -> bytes:
        return bytes(self.note)


def kept_checkpoints(store: Store) -> list[KeptCheckpoint]:
    """Every checkpoint that the book keeps, in order of size.

    Raises:
        DamagedBookError: one of them is none.
    """
    return [_kept(store, note) for _, note in store.ledger(lambda ledger: ledger.checkpoints())]


def newest_checkpoint(store: Store, ledger: LedgerRows, *, above: int = -1) -> KeptCheckpoint | None:
    """The newest checkpoint that the book keeps with a size above this one, or ``None``.

    Raises:
        DamagedBookError: it is none.
    """
    note = ledger.newest_checkpoint(above)
    return None if note is None else _kept(store, note)


def kept_checkpoint(store: Store, ledger: LedgerRows, size: int) -> KeptCheckpoint:
    """The checkpoint that the book keeps of a size.

    Raises:
        InvalidValueError: it keeps none.
        DamagedBookError: it is none.
    """
    note = ledger.checkpoint(size) if 0 <= size < 2**63 else None
    if note is None:
        sizes = [str(kept) for kept, _ in ledger.checkpoints()]
        told = ", ".join(sizes[-5:]) if sizes else "none yet; 'alliance-minutes checkpoint' makes one"
        raise InvalidValueError(
            "size of a checkpoint that this book keeps", size, f"one of those it keeps ({told})"
        )
    return _kept(store, note)


def _kept(store: Store, note: Any) -> KeptCheckpoint:
    try:
        checkpoint, read = read_checkpoint(note if type(note) is bytes else b"")
    except NoteError as error:
        raise DamagedBookError(
            store.book, f"a checkpoint that it keeps is damaged ({error}); go back to a good copy"
        ) from error
    if checkpoint.origin != store.origin:
        raise DamagedBookError(
            store.book,
            f"a checkpoint that it keeps is of {checkpoint.origin!r}, another book; go back to a good copy",
        )
    return KeptCheckpoint(checkpoint, read)


def take_checkpoint(
    store: Store,
    signers: Sequence[Signer] = (),
    *,
    size: int | None = None,
    progress: Progress | None = None,
) -> KeptCheckpoint:
    """Make a checkpoint of the book as it is now and keep it; or sign one that is kept.

    The entries since the newest kept checkpoint are hashed anew from their bytes. Where a checkpoint of this size is
    kept already, it gets the signatures that it lacks.

    Args:
        store: the store of the book, open for writing.
        signers: who signs; with nobody, it is kept unsigned.
        size: the size of a kept checkpoint to sign, instead of a new one.
        progress: told now and then how many entries are hashed, and of how many.

    Raises:
        CheckpointRefusedError: the book does not continue what was kept or signed before.
        InvalidValueError: no checkpoint of that size is kept.
        DamagedBookError: an entry is not what its ledger says.
        ReadOnlyBookError, StoreError: the book cannot be written.
        NoteError, MissingExtraError, OSError: as a signer raises them.
    """
    checkpoint = _of_now(store, progress) if size is None else _of_kept(store, size)
    signatures = [
        Signature(
            signer.key.name,
            signer.key.id,
            signer.sign(checkpoint, lambda earlier: _check(store, earlier, checkpoint)),
        )
        for signer in signers
    ]

    def note_for(ledger: LedgerRows) -> bytes:
        before = ledger.checkpoint(checkpoint.size)
        if before is None:
            return bytes(Note(checkpoint.text).with_signatures(signatures))
        kept = _kept(store, before)
        _check_same(kept.checkpoint, checkpoint)
        return bytes(kept.note.with_signatures(signatures))

    return _kept(store, store.keep_checkpoint(checkpoint.size, note_for))


def checkpoint_of_now(store: Store) -> Checkpoint:
    """The size and root of the book now, as its head tells them; neither kept nor checked."""
    head = store.head()
    return Checkpoint(store.origin, head.size, head.root)


def checkpoint_at(store: Store, size: int) -> Checkpoint:
    """The size and root of the book when it had ``size`` entries, from the hashes that its ledger keeps.

    Raises:
        InvalidValueError: it never had so many.
        DamagedBookError: a hash is missing.
    """
    newest = store.head().size
    if not 0 <= size <= newest:
        raise InvalidValueError("size of this book", size, f"0 to {newest}")
    return Checkpoint(store.origin, size, store.ledger(lambda ledger: root_at(size, ledger.subtree)))


def _of_now(store: Store, progress: Progress | None) -> Checkpoint:
    """The checkpoint of the book as it is now, made from the bytes of its entries."""
    kept = store.ledger(lambda ledger: newest_checkpoint(store, ledger))
    head = checkpoint_of_now(store)
    since = kept.checkpoint if kept else Checkpoint(store.origin, 0, Frontier().root())
    if head.size < since.size:
        raise _refused("the book is shorter than at a checkpoint that it keeps", head, since)
    frontier = Frontier(since.size, store.ledger(lambda ledger: peaks_at(since.size, ledger.subtree)))
    if frontier.root() != since.root:
        raise _refused("the book is not the one of a checkpoint that it keeps", head, since)
    _grow(store, frontier, head.size, progress)
    if frontier.root() != head.root:
        raise DamagedBookError(
            store.book,
            f"the root over the bytes of its {head.size} entries is {frontier.root().hex()}, and its head says "
            f"{head.root.hex()}. Run 'alliance-minutes audit' on it, and go back to a good copy",
        )
    return head


def _grow(store: Store, frontier: Frontier, size: int, progress: Progress | None) -> None:
    """Add the leaves of the entries up to ``size``, hashed from their bytes."""
    while frontier.size < size:
        after, limit = frontier.size - 1, min(_BATCH, size - frontier.size)
        rows = store.ledger(lambda ledger: ledger.entries(after, limit))  # noqa: B023 - called at once
        for position, entry, leaf in rows:
            if position != frontier.size:
                break
            if type(entry) is not bytes or leaf_hash(entry) != leaf:
                raise damaged(
                    store.book, position, "its bytes do not have the hash that the ledger keeps of it"
                )
            frontier.append(leaf)
        if frontier.size == after + 1 or len(rows) < limit:
            raise damaged(store.book, frontier.size, "it is missing")
        if progress is not None:
            progress(frontier.size, size)


def _of_kept(store: Store, size: int) -> Checkpoint:
    """A kept checkpoint, seen to be of the book as it is now."""
    checkpoint = store.ledger(lambda ledger: kept_checkpoint(store, ledger, size)).checkpoint
    _check(store, checkpoint, checkpoint_of_now(store))
    return checkpoint


def _check(store: Store, one: Checkpoint, other: Checkpoint) -> None:
    """See that two checkpoints are states of the one ledger of this book."""
    earlier, later = (one, other) if one.size <= other.size else (other, one)
    head = checkpoint_of_now(store)
    if later.size > head.size:
        raise _refused("the book is shorter than at a checkpoint that was signed", head, later)
    try:
        path = store.ledger(lambda ledger: consistency_path(earlier.size, later.size, ledger.subtree))
        check_consistency(earlier.size, later.size, path, earlier.root, later.root)
    except ProofError as error:
        raise _refused("the book is not the one of a checkpoint that was signed", head, one) from error


def _check_same(kept: Checkpoint, checkpoint: Checkpoint) -> None:
    if kept != checkpoint:
        raise _refused("the book is not the one of a checkpoint that it keeps", checkpoint, kept)


def _refused(reason: str, now: Checkpoint, earlier: Checkpoint) -> CheckpointRefusedError:
    return CheckpointRefusedError(
        reason, size=now.size, root=now.root, earlier_size=earlier.size, earlier_root=earlier.root
    )
