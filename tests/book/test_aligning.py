"""Aligning two sequences: what is the same stays, in any sequence of any length."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_minutes.book.aligning import aligned, best, rising

SOME = st.lists(st.sampled_from("abcdefgh"), max_size=30)


@settings(max_examples=100, deadline=None)
@given(SOME, SOME)
def test_what_is_aligned_is_the_same_and_rises_in_both(old, new):
    pairs = aligned(old, new)
    assert all(old[place] == new[other] for place, other in pairs)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(pairs))


@settings(max_examples=50, deadline=None)
@given(SOME)
def test_what_did_not_change_is_aligned_whole(old):
    assert aligned(old, list(old)) == [(place, place) for place in range(len(old))]


def test_what_was_put_in_and_taken_out_parts_nothing_else():
    assert aligned("abcdef", "abXcdf") == [(0, 0), (1, 1), (2, 3), (3, 4), (5, 5)]
    assert aligned("aab", "abab") == [(0, 0), (1, 2), (2, 3)]


def test_long_sequences_without_anchors_are_gone_through_in_turn():
    """Also where a table of all pairs would be too large."""
    pairs = aligned("x" + "ab" * 300 + "y", "z" + "ba" * 300 + "w")
    assert len(pairs) > 500


def test_the_best_pairs_score_most_together():
    assert best([1, 5], [5, 9], lambda one, other: 1.0 if one == other else 0.1) == [(1, 0)]
    assert best([], [1], lambda *_: 1.0) == []
    assert best([1], [2], lambda *_: 0.0) == []


def test_a_longest_rising_part_is_found():
    assert rising([3, 1, 2, 5, 4]) == [1, 2, 4]
    assert rising([]) == []
