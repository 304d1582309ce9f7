"""The Merkle tree of RFC 6962, section 2.1: over the exact bytes of the entries, grown one leaf at a time."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

from alliance_minutes.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

Subtree: TypeAlias = tuple[int, int, bytes]
"""A complete subtree: its level (a leaf has 0), its index among those of its level, from 0, and its hash."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf: SHA-256 of a zero byte and the entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node: SHA-256 of a one byte and the hashes of its two children."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a tree: enough to add leaves and to know the root.

    Attributes:
        size: the number of leaves.
        peaks: the hashes of the largest complete subtrees, from left to right; one for each 1 in ``size``
            written in binary.
    """

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)

    @classmethod
    def from_bytes(cls, size: int, peaks: bytes) -> Frontier:
        """The frontier of ``size`` leaves from its peaks, joined.

        Raises:
            InvalidValueError: the bytes do not fit a tree of that size.
        """
        if size < 0 or len(peaks) != size.bit_count() * HASH_SIZE:
            raise InvalidValueError(
                "frontier", peaks[:HASH_SIZE], f"{max(size, 0).bit_count()} hashes of 32 bytes"
            )
        return cls(size, (peaks[at : at + HASH_SIZE] for at in range(0, len(peaks), HASH_SIZE)))

    def __bytes__(self) -> bytes:
        return b"".join(self.peaks)

    def append(self, leaf: bytes) -> list[Subtree]:
        """Add a leaf hash; return the subtrees that it completes, from small to large, the leaf itself not among them."""
        completed: list[Subtree] = []
        level, index, grown = 0, self.size, leaf
        while index & 1:
            grown = node_hash(self.peaks.pop(), grown)
            level += 1
            index >>= 1
            completed.append((level, index, grown))
        self.peaks.append(grown)
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The root of the tree (RFC 6962, section 2.1: MTH); of no leaves, the SHA-256 of nothing."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes, in memory that grows with the logarithm of their number only."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()
