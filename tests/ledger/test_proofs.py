"""Proofs: the published vectors, and a reference that follows the definitions of RFC 6962 word for word."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_minutes.errors import InvalidValueError, ProofError
from alliance_minutes.ledger import EMPTY_ROOT, Frontier, leaf_hash, node_hash
from alliance_minutes.ledger.proofs import (
    check_consistency,
    check_inclusion,
    consistency_path,
    inclusion_path,
    peaks_at,
    root_at,
)

LEAVES = tuple(leaf_hash(f"entry {number}".encode()) for number in range(260))

# The entries, and the paths over them, as the Certificate Transparency logs test them.
PUBLISHED = [
    leaf_hash(bytes.fromhex(entry))
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
PUBLISHED_INCLUSIONS = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
PUBLISHED_CONSISTENCIES = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]


def split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


@cache
def tree(low: int, high: int) -> bytes:
    """MTH of RFC 6962, section 2.1."""
    if low == high:
        return sha256(b"").digest()
    if high - low == 1:
        return LEAVES[low]
    middle = low + split(high - low)
    return node_hash(tree(low, middle), tree(middle, high))


def path_by_definition(at: int, low: int, high: int) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1."""
    if high - low == 1:
        return []
    middle = low + split(high - low)
    if at < middle:
        return [*path_by_definition(at, low, middle), tree(middle, high)]
    return [*path_by_definition(at, middle, high), tree(low, middle)]


def proof_by_definition(old: int, low: int, high: int, *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, section 2.1.2."""
    if old == high:
        return [] if whole else [tree(low, high)]
    middle = low + split(high - low)
    if old <= middle:
        return [*proof_by_definition(old, low, middle, whole=whole), tree(middle, high)]
    return [*proof_by_definition(old, middle, high, whole=False), tree(low, middle)]


def subtree(level: int, number: int) -> bytes:
    """What a store keeps: complete subtrees only."""
    assert (number + 1) << level <= len(LEAVES)
    return tree(number << level, (number + 1) << level)


def published(level: int, number: int) -> bytes:
    """The complete subtrees over the published entries."""
    if not level:
        return PUBLISHED[number]
    return node_hash(published(level - 1, 2 * number), published(level - 1, 2 * number + 1))


@pytest.mark.parametrize(("index", "size", "path"), PUBLISHED_INCLUSIONS)
def test_the_published_inclusion_paths_come_out_and_check(index: int, size: int, path: list[str]):
    made = inclusion_path(index, size, published)
    assert [one.hex() for one in made] == path
    check_inclusion(PUBLISHED[index], index, size, made, root_at(size, published))


@pytest.mark.parametrize(("old", "new", "path"), PUBLISHED_CONSISTENCIES)
def test_the_published_consistency_paths_come_out_and_check(old: int, new: int, path: list[str]):
    made = consistency_path(old, new, published)
    assert [one.hex() for one in made] == path
    check_consistency(old, new, made, root_at(old, published), root_at(new, published))


def test_every_inclusion_path_up_to_130_leaves_is_that_of_the_definition_and_checks():
    for size in range(1, 131):
        for index in range(size):
            path = inclusion_path(index, size, subtree)
            assert path == path_by_definition(index, 0, size)
            check_inclusion(LEAVES[index], index, size, path, tree(0, size))


def test_every_consistency_path_up_to_130_leaves_is_that_of_the_definition_and_checks():
    for new in range(1, 131):
        assert root_at(new, subtree) == tree(0, new)
        for old in range(1, new + 1):
            path = consistency_path(old, new, subtree)
            assert path == proof_by_definition(old, 0, new, whole=True)
            check_consistency(old, new, path, tree(0, old), tree(0, new))


def test_a_frontier_grows_on_from_the_peaks_of_any_earlier_size():
    for size in range(131):
        frontier = Frontier(size, peaks_at(size, subtree))
        assert frontier.root() == tree(0, size)
        frontier.append(LEAVES[size])
        assert frontier.root() == tree(0, size + 1)


def broken(path: list[bytes], at: int, bit: int) -> list[list[bytes]]:
    """A path changed in every way that changes it: a bit, its length, its order."""
    flipped = bytearray(path[at]) if path else bytearray()
    if path:
        flipped[bit >> 3] ^= 1 << (bit & 7)
    ways = [
        [*path[:at], bytes(flipped), *path[at + 1 :]],
        path[:-1],
        path[1:],
        [*path, bytes(32)],
        [bytes(32), *path],
        [*path[:at], *path[at : at + 1], *path[at:]],
        path[::-1],
    ]
    return [way for way in ways if way != path]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_an_inclusion_proof_changed_in_any_part_fails(data: st.DataObject):
    size = data.draw(st.integers(1, 130))
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_path(index, size, subtree)
    at, bit = data.draw(st.integers(0, max(len(path) - 1, 0))), data.draw(st.integers(0, 255))
    root = tree(0, size)
    for changed in broken(path, at, bit):
        with pytest.raises(ProofError):
            check_inclusion(LEAVES[index], index, size, changed, root)
    for leaf, where, of, expected in (
        (LEAVES[index + 1], index, size, root),
        (LEAVES[index], index + 1, size, root),
        (LEAVES[index], index - 1, size, root),
        (LEAVES[index], index, size, tree(0, size + 1)),
    ):
        with pytest.raises(ProofError):
            check_inclusion(leaf, where, of, path, expected)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_consistency_proof_changed_in_any_part_fails(data: st.DataObject):
    new = data.draw(st.integers(1, 130))
    old = data.draw(st.integers(1, new))
    path = consistency_path(old, new, subtree)
    at, bit = data.draw(st.integers(0, max(len(path) - 1, 0))), data.draw(st.integers(0, 255))
    old_root, new_root = tree(0, old), tree(0, new)
    for changed in broken(path, at, bit):
        with pytest.raises(ProofError):
            check_consistency(old, new, changed, old_root, new_root)
    for first, second in ((tree(0, old + 1), new_root), (old_root, tree(0, new + 1))):
        with pytest.raises(ProofError):
            check_consistency(old, new, path, first, second)


def test_every_tree_grew_out_of_the_empty_one():
    assert consistency_path(0, 7, subtree) == []
    check_consistency(0, 7, [], EMPTY_ROOT, tree(0, 7))
    check_consistency(0, 0, [], root_at(0, subtree), EMPTY_ROOT)
    with pytest.raises(ProofError, match="root"):
        check_consistency(0, 7, [], tree(0, 1), tree(0, 7))


def test_a_tree_is_not_the_beginning_of_a_smaller_one():
    with pytest.raises(ProofError, match="not the beginning"):
        check_consistency(3, 2, [], tree(0, 3), tree(0, 2))


def test_a_leaf_beyond_the_tree_has_no_proof():
    with pytest.raises(ProofError, match="cannot be"):
        check_inclusion(LEAVES[3], 3, 3, [], tree(0, 3))


def test_a_hash_of_another_length_proves_nothing():
    with pytest.raises(ProofError, match="32 bytes"):
        check_inclusion(LEAVES[0], 0, 2, [LEAVES[1][:31]], tree(0, 2))
    with pytest.raises(ProofError, match="32 bytes"):
        check_consistency(1, 2, [LEAVES[1]], LEAVES[0] + b"\0", tree(0, 2))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3), (0, -1), (0, 2**63)])
def test_a_path_to_no_leaf_cannot_be_made(index: int, size: int):
    with pytest.raises(InvalidValueError):
        inclusion_path(index, size, subtree)


@pytest.mark.parametrize(("old", "new"), [(4, 3), (-1, 3), (0, 2**63)])
def test_a_path_between_no_trees_cannot_be_made(old: int, new: int):
    with pytest.raises(InvalidValueError):
        consistency_path(old, new, subtree)


def test_a_proof_in_a_tree_of_a_thousand_million_leaves_looks_up_few_hashes():
    asked: list[tuple[int, int]] = []

    def lookup(level: int, number: int) -> bytes:
        asked.append((level, number))
        return bytes(32)

    inclusion_path(123_456_789, 10**9, lookup)
    consistency_path(123_456_789, 10**9, lookup)
    assert len(asked) < 100
