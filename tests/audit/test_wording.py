"""Comparing words: both texts can be read back, and no text takes more than its share of time."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_minutes.audit.history.wording import MOST_WORDS, Piece, compared

TEXTS = st.text(alphabet="ab .\n", max_size=60) | st.text(max_size=20)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = compared(before, after)
    assert "".join(piece.text for piece in pieces if piece.fate != "inserted") == before
    assert "".join(piece.text for piece in pieces if piece.fate != "deleted") == after
    assert all(piece.text for piece in pieces)
    assert all(one.fate != other.fate for one, other in itertools.pairwise(pieces))


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("The same.", "The same.", [("same", "The same.")]),
        ("", "New.", [("inserted", "New.")]),
        ("Old.", "", [("deleted", "Old.")]),
        (
            "Peter reads the tekst.",
            "Peter reads the text.",
            [("same", "Peter reads the "), ("deleted", "tekst"), ("inserted", "text"), ("same", ".")],
        ),
        (
            "We meet in the old hall today.",
            "We meet in a large room today.",
            [
                ("same", "We meet in "),
                ("deleted", "the old hall"),
                ("inserted", "a large room"),
                ("same", " today."),
            ],
        ),
    ],
)
def test_words_are_compared_one_by_one(before, after, pieces):
    assert list(compared(before, after)) == [Piece(*piece) for piece in pieces]


def test_long_texts_are_told_whole_apart_from_what_is_alike_at_their_ends():
    """A million words that are all alike, the worst that difflib can meet, are not given to it."""
    many = " ".join(["the"] * 1_000_000)
    pieces = compared(f"first {many} last", f"first a{many[3:]} b {many} last")
    assert [piece.fate for piece in pieces] == ["same", "deleted", "inserted", "same"] or [
        piece.fate for piece in pieces
    ] == ["same", "inserted", "same"]


def test_texts_up_to_the_bound_are_compared_word_by_word():
    words = [str(number) for number in range(MOST_WORDS // 2 - 3)]
    pieces = compared(" ".join(["x", *words, "y"]), " ".join(["z", *words, "q"]))
    assert [piece.fate for piece in pieces] == ["deleted", "inserted", "same", "deleted", "inserted"]
