"""The tree of RFC 6962: its published vectors, and a reference that follows the definition word for word."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.ledger import EMPTY_ROOT, Frontier, leaf_hash, node_hash, root_of

# The eight leaves and the roots over the first one to eight of them, as the Certificate Transparency logs test them.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
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
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def reference(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, over leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(reference(leaves[:split]), reference(leaves[split:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots_come_out(size: int):
    assert root_of([leaf_hash(leaf) for leaf in LEAVES[:size]]).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert Frontier().root() == EMPTY_ROOT == sha256(b"").digest()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=8), max_size=140))
def test_a_grown_root_equals_the_root_by_definition(entries: list[bytes]):
    leaves = [leaf_hash(entry) for entry in entries]
    assert root_of(leaves) == reference(leaves)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100))
def test_every_complete_subtree_is_told_once(size: int):
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    frontier = Frontier()
    told = [subtree for leaf in leaves for subtree in frontier.append(leaf)]
    expected = [
        (level, index, reference(leaves[index << level : (index + 1) << level]))
        for level in range(1, 8)
        for index in range(size >> level)
    ]
    assert sorted(told) == sorted(expected)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 300), st.integers(0, 20))
def test_a_frontier_kept_as_bytes_grows_on(size: int, more: int):
    frontier = Frontier()
    for number in range(size):
        frontier.append(leaf_hash(str(number).encode()))
    again = Frontier.from_bytes(size, bytes(frontier))
    for number in range(more):
        assert again.append(leaf_hash(bytes([number]))) == frontier.append(leaf_hash(bytes([number])))
    assert (again.size, again.root()) == (frontier.size, frontier.root())


@pytest.mark.parametrize(("size", "length"), [(1, 0), (0, 32), (3, 32), (4, 64), (2, 31), (-1, 32)])
def test_peaks_that_do_not_fit_the_size_are_refused(size: int, length: int):
    with pytest.raises(InvalidValueError, match="frontier"):
        Frontier.from_bytes(size, bytes(length))
