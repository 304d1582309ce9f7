"""Checkpoints of the ledger (C2SP tlog-checkpoint), and the files that carry proofs about them.

A checkpoint is the text of a note: the origin of the log, its size and its root. A proof of inclusion is a
``.tlog-proof`` (C2SP tlog-proof); a proof of consistency has the form in which witnesses take it (C2SP tlog-witness).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from attrs import frozen

from alliance_minutes.errors import NoteError, ProofError
from alliance_minutes.ledger.notes import Note, decode_base64, encode_base64
from alliance_minutes.ledger.proofs import GREATEST_SIZE, check_consistency, check_inclusion
from alliance_minutes.ledger.tree import HASH_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from alliance_minutes.ledger.notes import VerifierKey

HEADER = "c2sp.org/tlog-proof@v1"
_MAX_PATH = 63


@frozen
class Checkpoint:
    """What a ledger held at one moment.

    Attributes:
        origin: the name of the ledger, unique in the world.
        size: the number of its entries.
        root: the root of the tree over them, 32 bytes.
        extensions: further lines, which nothing here writes or reads.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """The checkpoint that the text of a note gives.

        Raises:
            NoteError: it is no checkpoint.
        """
        what = "checkpoint"
        lines = text.removesuffix("\n").split("\n")
        if not text.endswith("\n") or len(lines) < 3 or not all(lines):
            raise NoteError(what, "expected a line with the origin, one with the size and one with the root")
        origin, size, root, *extensions = lines
        return cls(origin, _whole(size, what), _hash(root, what), tuple(extensions))

    @property
    def text(self) -> str:
        """Its lines, as they are signed."""
        return "".join(
            f"{line}\n" for line in (self.origin, self.size, encode_base64(self.root), *self.extensions)
        )


class Signer(Protocol):
    """Who signs checkpoints: a key file, or a device that keeps its key to itself.

    A signer remembers the newest checkpoint that it signed of each log, outside of every book, so that it never
    signs two that cannot be of one growing log.
    """

    @property
    def key(self) -> VerifierKey:
        """What its signatures are checked with."""
        ...

    def sign(self, checkpoint: Checkpoint, extends: Callable[[Checkpoint], None]) -> bytes:
        """The signature of a checkpoint's text.

        Args:
            checkpoint: what to sign.
            extends: called with the newest checkpoint that was signed of this log, where there is one; raises where
                the two are not states of one growing log. What is signed must be remembered durably before the
                signature is returned.
        """
        ...


def read_checkpoint(data: bytes, *, unsigned: bool = True) -> tuple[Checkpoint, Note]:
    """The checkpoint in a note, and the note; signatures are not looked at.

    Args:
        data: the bytes of the note.
        unsigned: whether one without signatures will do.

    Raises:
        NoteError: there is none.
    """
    note = Note.parse(data, unsigned=unsigned)
    return Checkpoint.parse(note.text), note


@frozen
class InclusionProof:
    """The proof that a ledger holds an entry: what a ``.tlog-proof`` file says.

    Attributes:
        index: the position of the entry.
        path: the hashes from its leaf to the root.
        note: the checkpoint, signed or not.
        extra: further bytes, at least one, which nothing vouches for; or ``None``.
    """

    index: int
    path: tuple[bytes, ...]
    note: Note
    extra: bytes | None = None

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """The proof that a file holds.

        Raises:
            NoteError: it is no proof.
        """
        what = "proof"
        lines, rest = _head(data, what)
        if not lines or lines.pop(0) != HEADER:
            raise NoteError(what, f"its first line is not {HEADER}")
        extra = None
        if lines and lines[0].startswith("extra "):
            extra = decode_base64(lines.pop(0).removeprefix("extra "), what)
            if not extra:
                raise NoteError(what, "its extra line holds nothing; then it is left out")
        if not lines or not lines[0].startswith("index "):
            raise NoteError(what, "it does not say the index of the entry")
        index = _whole(lines.pop(0).removeprefix("index "), what)
        note = read_checkpoint(rest)[1]
        return cls(index, _path(lines, what), note, extra)

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint it leads to."""
        return Checkpoint.parse(self.note.text)

    def __bytes__(self) -> bytes:
        lines = [HEADER, *(["extra " + encode_base64(self.extra)] if self.extra else [])]
        lines += [f"index {self.index}", *map(encode_base64, self.path), ""]
        return "".join(f"{line}\n" for line in lines).encode() + bytes(self.note)

    def check(self, leaf: bytes) -> None:
        """See that the ledger at the checkpoint holds the entry with this leaf hash.

        Raises:
            ProofError: it does not follow.
        """
        checkpoint = self.checkpoint
        check_inclusion(leaf, self.index, checkpoint.size, self.path, checkpoint.root)


@frozen
class ConsistencyProof:
    """The proof that a ledger only grew since an earlier checkpoint, as witnesses take it.

    Attributes:
        old: the size at the earlier checkpoint.
        path: the hashes.
        note: the later checkpoint, signed or not.
    """

    old: int
    path: tuple[bytes, ...]
    note: Note

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """The proof that a file holds.

        Raises:
            NoteError: it is no proof.
        """
        what = "proof of consistency"
        lines, rest = _head(data, what)
        if not lines or not lines[0].startswith("old "):
            raise NoteError(what, "its first line does not say the old size")
        old = _whole(lines.pop(0).removeprefix("old "), what)
        note = read_checkpoint(rest)[1]
        return cls(old, _path(lines, what), note)

    @property
    def checkpoint(self) -> Checkpoint:
        """The later checkpoint."""
        return Checkpoint.parse(self.note.text)

    def __bytes__(self) -> bytes:
        lines = [f"old {self.old}", *map(encode_base64, self.path), ""]
        return "".join(f"{line}\n" for line in lines).encode() + bytes(self.note)

    def check(self, earlier: Checkpoint) -> None:
        """See that the later checkpoint grew out of this earlier one.

        Raises:
            ProofError: it does not follow, or the two are not of one log.
        """
        later = self.checkpoint
        if later.origin != earlier.origin:
            raise ProofError(f"the checkpoints are of two logs: {earlier.origin} and {later.origin}")
        if earlier.size != self.old:
            raise ProofError(
                f"the proof begins at {self.old} entries, and the earlier checkpoint has {earlier.size}"
            )
        check_consistency(self.old, later.size, self.path, earlier.root, later.root)


def _head(data: bytes, what: str) -> tuple[list[str], bytes]:
    """The lines before the first empty one, and the bytes after it."""
    head, separator, rest = data.partition(b"\n\n")
    if not separator:
        raise NoteError(what, "it has no empty line before the checkpoint")
    try:
        return head.decode("ascii").split("\n"), rest
    except UnicodeDecodeError as error:
        raise NoteError(what, "a line before the checkpoint is no ASCII") from error


def _path(lines: Sequence[str], what: str) -> tuple[bytes, ...]:
    if len(lines) > _MAX_PATH:
        raise NoteError(what, f"its path has {len(lines)} hashes; no tree needs more than {_MAX_PATH}")
    return tuple(_hash(line, what) for line in lines)


def _hash(text: str, what: str) -> bytes:
    found = decode_base64(text, what)
    if len(found) != HASH_SIZE:
        raise NoteError(what, f"{text[:60]!r} is no hash: expected base64 of {HASH_SIZE} bytes")
    return found


def _whole(text: str, what: str) -> int:
    plain = text.isascii() and text.isdigit() and len(text) < 20 and (text == "0" or text[0] != "0")
    if not plain or int(text) > GREATEST_SIZE:
        raise NoteError(
            what, f"{text[:30]!r} is no number of entries: expected digits without leading zeroes"
        )
    return int(text)
