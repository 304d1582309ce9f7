"""Checking proofs without the book: what somebody does who holds some files, and a key or a root from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from attrs import frozen

from alliance_minutes.audit.proofs.keys import check_signature
from alliance_minutes.audit.proofs.revealing import digests_in, opened, read_json
from alliance_minutes.errors import InvalidValueError, ProofError
from alliance_minutes.ledger import leaf_hash
from alliance_minutes.ledger.checkpoints import HEADER, ConsistencyProof, InclusionProof, read_checkpoint

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from alliance_minutes.ledger.checkpoints import Checkpoint
    from alliance_minutes.ledger.notes import Note, VerifierKey

_ROOT = 44
"""Characters of a root in base64."""

_ENVELOPE = {
    "_sd": list,
    "event": dict,
    "log": str,
    "recorded_at": str,
    "stream": str,
    "type": str,
    "version": int,
}


@frozen(kw_only=True)
class Trust:
    """What a checkpoint is believed by; one will do, and all that are given must hold.

    Attributes:
        keys: verifier keys that were got by another way than the proof.
        checkpoint: a checkpoint that somebody holds.
        root: a root that somebody holds, 32 bytes: from a printed colophon, for instance.
        every: whether all of the keys must have signed; else one of them will do.
    """

    keys: tuple[VerifierKey, ...] = ()
    checkpoint: Checkpoint | None = None
    root: bytes | None = None
    every: bool = False

    def vouches_for(self, checkpoint: Checkpoint, note: Note) -> tuple[str, ...]:
        """The names of the keys that signed, where the checkpoint is to be believed.

        Raises:
            ProofError: it is not.
            InvalidValueError: there is nothing to believe it by.
            MissingExtraError: keys were given, and the extra ``sign`` is not installed.
        """
        if not self.keys and self.checkpoint is None and self.root is None:
            raise InvalidValueError(
                "reason to believe this checkpoint",
                None,
                "a verifier key, a checkpoint or a root that you hold",
            )
        if self.checkpoint is not None and self.checkpoint != checkpoint:
            raise ProofError(_other("the checkpoint that you hold", self.checkpoint, checkpoint))
        if self.root is not None and self.root != checkpoint.root:
            raise ProofError(
                f"the root that you hold is {self.root.hex()}, and the proof leads to {checkpoint.root.hex()}"
            )
        if not self.keys:
            return ()
        signed = note.verify(self.keys, check_signature)
        missing = [key.name for key in self.keys if key not in signed]
        if self.every and missing:
            raise ProofError(f"the checkpoint is not signed by {', '.join(missing)}")
        return tuple(key.name for key in signed)


@frozen(kw_only=True)
class VerifiedEntry:
    """What a proof proves of an entry.

    Attributes:
        checkpoint: the state of the ledger that holds it.
        signers: the names of the keys that signed that, of those that were given.
        position: where it stands in the book.
        envelope: the entry as JSON: what it says in clear.
        disclosed: field and value of the disclosures, each matched with its digest; closed passages in them that were
            withheld stand as their digests.
        withheld: the digests that no disclosure answers to.
    """

    checkpoint: Checkpoint
    signers: tuple[str, ...]
    position: int
    envelope: dict[str, Any]
    disclosed: tuple[tuple[str, Any], ...]
    withheld: tuple[str, ...]


@frozen(kw_only=True)
class VerifiedGrowth:
    """What a proof proves of a ledger: that it only grew from ``earlier`` to ``later``; ``signers`` signed the later."""

    earlier: Checkpoint
    later: Checkpoint
    signers: tuple[str, ...]


def verify_entry(
    proof: InclusionProof, entry: bytes, disclosures: Iterable[bytes] = (), *, trust: Trust
) -> VerifiedEntry:
    """Check that a ledger holds an entry, and that the disclosures are those of the entry.

    Args:
        proof: the proof, as read from a ``.tlog-proof`` file.
        entry: the exact bytes of the entry.
        disclosures: raw JSON each.
        trust: what the checkpoint is believed by.

    Raises:
        ProofError: the proof, the entry or a disclosure is not what it should be; the message says which.
        NoteError, InvalidValueError, MissingExtraError: as for :meth:`Trust.vouches_for`.
    """
    checkpoint = proof.checkpoint
    proof.check(leaf_hash(entry))
    signers = trust.vouches_for(checkpoint, proof.note)
    envelope = _envelope(entry)
    if envelope["log"] != checkpoint.origin:
        raise ProofError(f"the entry is of {envelope['log']!r}, and the checkpoint of {checkpoint.origin!r}")
    by_digest = opened(disclosures)
    disclosed: list[tuple[str, Any]] = []
    withheld: list[str] = []
    waiting = list(digests_in(envelope))
    while waiting:
        one = waiting.pop()
        _, disclosure = by_digest.pop(one, (b"", None))
        if disclosure is None:
            withheld.append(one)
        elif len(disclosure) == 3:
            disclosed.append((disclosure[1], disclosure[2]))
            waiting += digests_in(disclosure[2])
    if by_digest:
        line, _ = next(iter(by_digest.values()))
        raise ProofError(
            f"the disclosure {line[:80].decode('utf-8', 'replace')!r} is none of this entry: "
            "nothing in it has its digest"
        )
    return VerifiedEntry(
        checkpoint=checkpoint,
        signers=signers,
        position=proof.index,
        envelope=envelope,
        disclosed=tuple(disclosed),
        withheld=tuple(sorted(withheld)),
    )


def verify_growth(proof: ConsistencyProof, earlier: Checkpoint, *, trust: Trust) -> VerifiedGrowth:
    """Check that a ledger only grew since an earlier checkpoint.

    Args:
        proof: the proof, with the later checkpoint.
        earlier: the checkpoint that somebody holds.
        trust: what the later checkpoint is believed by.

    Raises:
        ProofError: it did not, or the later checkpoint is not to be believed.
        NoteError, InvalidValueError, MissingExtraError: as for :meth:`Trust.vouches_for`.
    """
    proof.check(earlier)
    later = proof.checkpoint
    return VerifiedGrowth(earlier=earlier, later=later, signers=trust.vouches_for(later, proof.note))


def verify_checkpoint(data: bytes, *, trust: Trust) -> tuple[Checkpoint, tuple[str, ...]]:
    """Check a checkpoint by itself: its form, and what it is believed by; and say who signed it.

    Raises:
        ProofError: it is not to be believed.
        NoteError, InvalidValueError, MissingExtraError: as for :meth:`Trust.vouches_for`.
    """
    checkpoint, note = read_checkpoint(data)
    return checkpoint, trust.vouches_for(checkpoint, note)


def kind_of(data: bytes) -> Literal["entry", "growth", "checkpoint", "other"]:
    """What a file to be verified seems to be, by its first lines."""
    first, _, rest = data.partition(b"\n")
    if first == HEADER.encode():
        return "entry"
    if first.startswith(b"old ") and first[4:].isdigit():
        return "growth"
    second, line_feed, rest = rest.partition(b"\n")
    third = rest.partition(b"\n")[0]
    # An origin may be any text, and so look like markup; a root is always as long as one.
    rooted = len(third) == _ROOT or b"<" not in first
    return "checkpoint" if line_feed and second.isdigit() and rooted else "other"


def _envelope(entry: bytes) -> dict[str, Any]:
    found = read_json(entry, "the entry")
    if type(found) is not dict or not all(type(found.get(key)) is kind for key, kind in _ENVELOPE.items()):
        raise ProofError("the entry has not the form of an entry")
    if orjson.dumps(found, option=orjson.OPT_SORT_KEYS) != entry:
        raise ProofError(
            "the entry is not in its canonical form (RFC 8785), so that it could be read in two ways"
        )
    return found


def _other(what: str, held: Checkpoint, given: Checkpoint) -> str:
    return (
        f"{what} is of {held.origin!r}, {held.size} entries and {held.root.hex()}; "
        f"the proof leads to {given.origin!r}, {given.size} entries and {given.root.hex()}"
    )
