"""Proofs about the tree: that it holds an entry, and that it grew out of an earlier one (RFC 6962 and 9162, section 2.1).

Paths are made from the hashes of complete subtrees, each looked up once: a few dozen look-ups for any book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from alliance_minutes.errors import InvalidValueError, ProofError
from alliance_minutes.ledger.tree import EMPTY_ROOT, HASH_SIZE, node_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    SubtreeHash: TypeAlias = Callable[[int, int], bytes]
    """The hash of a complete subtree, by its level (a leaf has 0) and its index among those of its level, from 0."""

GREATEST_SIZE = 2**63 - 1
"""The most leaves a tree can have here; a path is then never longer than 63 hashes (C2SP tlog-witness)."""


def root_at(size: int, subtree: SubtreeHash) -> bytes:
    """The root over the first ``size`` leaves of a tree that may have more.

    Raises:
        InvalidValueError: the size is negative or too large.
    """
    _check_size(size)
    return _over(0, size, subtree) if size else EMPTY_ROOT


def peaks_at(size: int, subtree: SubtreeHash) -> list[bytes]:
    """The peaks of the first ``size`` leaves, from left to right: what :class:`Frontier` grows on from.

    Raises:
        InvalidValueError: the size is negative or too large.
    """
    _check_size(size)
    return _peaks(0, size, subtree)


def inclusion_path(index: int, size: int, subtree: SubtreeHash) -> list[bytes]:
    """The hashes that lead from a leaf to the root over ``size`` leaves (RFC 6962, section 2.1.1: PATH).

    Args:
        index: the leaf, from 0.
        size: of the tree to prove it in, which may be an earlier state of the one that ``subtree`` reads.
        subtree: gives the hash of a complete subtree.

    Raises:
        InvalidValueError: there is no such leaf in a tree of that size.
    """
    _check_size(size)
    if not 0 <= index < size:
        raise InvalidValueError(
            "leaf of this tree", index, f"0 to {size - 1}" if size else "none: it is empty"
        )
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = _split(low, high)
        if index < middle:
            path.append(_over(middle, high, subtree))
            high = middle
        else:
            path.append(_over(low, middle, subtree))
            low = middle
    return path[::-1]


def consistency_path(old: int, new: int, subtree: SubtreeHash) -> list[bytes]:
    """The hashes that show the tree of ``old`` leaves to be the beginning of that of ``new`` (RFC 6962, section 2.1.2: PROOF).

    Empty where ``old`` is 0 or equal to ``new``.

    Raises:
        InvalidValueError: ``old`` is negative or above ``new``.
    """
    _check_size(new)
    if not 0 <= old <= new:
        raise InvalidValueError("size of an earlier tree", old, f"0 to {new}")
    path: list[bytes] = []
    low, high = 0, new
    while old not in {0, high}:
        middle = _split(low, high)
        if old <= middle:
            path.append(_over(middle, high, subtree))
            high = middle
        else:
            path.append(_over(low, middle, subtree))
            low = middle
    if low:
        path.append(_over(low, high, subtree))
    return path[::-1]


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """See that the tree with this root and size has this leaf hash at this index (RFC 9162, section 2.1.3.2).

    Raises:
        ProofError: it does not follow.
    """
    if not 0 <= index < size <= GREATEST_SIZE:
        raise ProofError(f"leaf {index} cannot be in a tree of {size} leaves")
    _check_hashes([leaf, root, *path])
    at, last, grown = index, size - 1, leaf
    for sibling in path:
        if not last:
            raise ProofError(f"the path has {len(path)} hashes, too many for leaf {index} of {size}")
        if at & 1 or at == last:
            grown = node_hash(sibling, grown)
            at, last = _above_right_edge(at, last)
        else:
            grown = node_hash(grown, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofError(f"the path has {len(path)} hashes, too few for leaf {index} of {size}")
    if grown != root:
        raise ProofError(
            f"leaf {index} leads to the root {grown.hex()}, and the tree of {size} leaves has {root.hex()}"
        )


def check_consistency(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """See that the tree of ``old`` leaves is the beginning of that of ``new`` (RFC 9162, section 2.1.4.2).

    Raises:
        ProofError: it does not follow.
    """
    if not 0 <= old <= new <= GREATEST_SIZE:
        raise ProofError(f"a tree of {old} leaves is not the beginning of one of {new}")
    _check_hashes([old_root, new_root, *path])
    if old in {0, new}:
        if path:
            raise ProofError(f"the path from {old} to {new} leaves has {len(path)} hashes, expected none")
        _check_roots(old, old_root, EMPTY_ROOT if old == 0 else new_root)
        return
    hashes = list(path) if old & (old - 1) else [old_root, *path]
    if not hashes:
        raise ProofError(f"the path from {old} to {new} leaves is empty")
    at, last = _above_right_siblings(old - 1, new - 1)
    grown_old = grown_new = hashes[0]
    for sibling in hashes[1:]:
        if not last:
            raise ProofError(f"the path from {old} to {new} leaves is too long")
        if at & 1 or at == last:
            grown_old, grown_new = node_hash(sibling, grown_old), node_hash(sibling, grown_new)
            at, last = _above_right_edge(at, last)
        else:
            grown_new = node_hash(grown_new, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofError(f"the path from {old} to {new} leaves is too short")
    _check_roots(old, old_root, grown_old)
    _check_roots(new, new_root, grown_new)


def _check_roots(size: int, given: bytes, follows: bytes) -> None:
    if given != follows:
        raise ProofError(
            f"the path leads to the root {follows.hex()} at {size} leaves, and the one given there is {given.hex()}"
        )


def _check_size(size: int) -> None:
    if not 0 <= size <= GREATEST_SIZE:
        raise InvalidValueError("size of a tree", size, f"0 to {GREATEST_SIZE}")


def _check_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(one) != HASH_SIZE for one in hashes):
        raise ProofError(f"a hash in the proof does not have {HASH_SIZE} bytes")


def _above_right_edge(at: int, last: int) -> tuple[int, int]:
    """Climb while the node has no sibling to its right, and so moves up unchanged."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _above_right_siblings(at: int, last: int) -> tuple[int, int]:
    """Climb while the node is a right sibling: to the complete subtree that ends the earlier tree."""
    while at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _split(low: int, high: int) -> int:
    """Where a range parts in two: after the largest power of two below its length."""
    return low + (1 << (high - low - 1).bit_length() - 1)


def _over(low: int, high: int, subtree: SubtreeHash) -> bytes:
    """The hash over the leaves from ``low`` to before ``high``, a range that the tree has as a node."""
    peaks = _peaks(low, high, subtree)
    grown = peaks.pop()
    while peaks:
        grown = node_hash(peaks.pop(), grown)
    return grown


def _peaks(low: int, high: int, subtree: SubtreeHash) -> list[bytes]:
    peaks: list[bytes] = []
    while low < high:
        level = (high - low).bit_length() - 1
        peaks.append(subtree(level, low >> level))
        low += 1 << level
    return peaks
