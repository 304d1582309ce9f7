"""How far an export is vouched for by what its reader holds: a key, a checkpoint or a root from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.audit.export.reading import KeptCheckpoint
from alliance_minutes.audit.proofs.keys import check_signature
from alliance_minutes.errors import ProofError
from alliance_minutes.ledger.checkpoints import read_checkpoint

if TYPE_CHECKING:
    from alliance_minutes.audit.export.reading import Piece, Reader
    from alliance_minutes.audit.proofs.verifying import Trust


class Vouching:
    """Looks on while an export is read.

    Attributes:
        size: how many entries of the book are vouched for so far.
        signers: the names of the keys that signed the newest checkpoint that one of them signed.
    """

    def __init__(self, reader: Reader, trust: Trust) -> None:
        self.size = 0
        self.signers: tuple[str, ...] = ()
        self._reader = reader
        self._trust = trust
        self._found_checkpoint = self._found_root = False

    def see(self, piece: Piece) -> None:
        """Look at the next piece of the export.

        Raises:
            ProofError: the checkpoint that is held is not one of this ledger, or a signature is false.
        """
        if isinstance(piece, KeptCheckpoint):
            self._see_signatures(piece)
            return
        if self._trust.root is None and self._trust.checkpoint is None:
            return
        size, root = self._reader.state
        if self._trust.root is not None and root == self._trust.root:
            self._found_root = True
            self.size = max(self.size, size)
        held = self._trust.checkpoint
        if held is not None and size == held.size:
            if (held.origin, held.root) != (self._reader.header.origin, root):
                raise ProofError(
                    f"the checkpoint that you hold is of {held.origin!r} and has the root {held.root.hex()} at "
                    f"{size} entries; here it is {self._reader.header.origin!r} and {root.hex()}"
                )
            self._found_checkpoint = True
            self.size = max(self.size, size)

    def _see_signatures(self, kept: KeptCheckpoint) -> None:
        _, note = read_checkpoint(kept.note)
        keys = self._trust.keys
        if any(signature.by(key) for signature in note.signatures for key in keys):
            self.signers = tuple(key.name for key in note.verify(keys, check_signature))
            self.size = max(self.size, kept.size)

    def finish(self) -> None:
        """See that everything that is held vouches for something.

        Raises:
            ProofError: it does not.
        """
        header = self._reader.header
        held = self._trust.checkpoint
        if held is not None and not self._found_checkpoint:
            raise ProofError(
                f"the checkpoint that you hold has {held.size} entries, and this export shows the ledger at "
                + (f"{header.size} only" if header.meeting else f"{header.size} and fewer")
            )
        if self._trust.root is not None and not self._found_root:
            raise ProofError("the ledger in this export nowhere has the root that you hold")
        if self._trust.keys and not self.signers:
            raise ProofError("no checkpoint in this export is signed with a key that was given")
