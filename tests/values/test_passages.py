"""Finding a passage in words, and closing or opening it there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, Strong, walk
from alliance_minutes.values.passages import closed_at, places_of, printed_text, without_closures

ROOS = Mention("roos")
URL = "https://example.org/"


def printed(mention):
    return mention.shown or mention.party.title()


def closed(words, passage, ground="privacy"):
    return closed_at(words, places_of(words, passage, printed), ground, printed)


@pytest.mark.parametrize(
    ("words", "passage", "expected"),
    [
        (("The roof leaks.",), "roof", ("The ", Closed(("roof",), "privacy"), " leaks.")),
        (("The roof leaks.",), "The roof leaks.", (Closed(("The roof leaks.",), "privacy"),)),
        (("a  roof\nleaks",), "a roof leaks", (Closed(("a  roof\nleaks",), "privacy"),)),
        (
            ("It ", Emphasis(("leaks badly",)), "."),
            "It leaks",
            (Closed(("It ", Emphasis(("leaks",))), "privacy"), Emphasis((" badly",)), "."),
        ),
        (
            (Link(("see the offer",), URL),),
            "the",
            (Link(("see ",), URL), Closed((Link(("the",), URL),), "privacy"), Link((" offer",), URL)),
        ),
        (("Ask ", ROOS, " today"), "Roos", ("Ask ", Closed((ROOS,), "privacy"), " today")),
        (("Ask ", ROOS, " today"), "oo", ("Ask ", Closed((ROOS,), "privacy"), " today")),
        (
            ("Ask ", Strong((ROOS,)), " today"),
            "oos to",
            ("Ask ", Closed((Strong((ROOS,)), " to"), "privacy"), "day"),
        ),
        (("no no",), "no", (Closed(("no",), "privacy"), " ", Closed(("no",), "privacy"))),
        (
            ("a ", Closed(("secret sum",), "legal")),
            "a secret",
            (Closed(("a secret",), "privacy"), Closed((" sum",), "legal")),
        ),
        ((Erased(), "rest"), "rest", (Erased(), Closed(("rest",), "privacy"))),
    ],
)
def test_a_passage_is_closed_where_it_stands(words, passage, expected):
    """With every mark kept; a mention is never parted, and what was closed there is closed once."""
    assert closed(words, passage) == expected


def test_words_that_do_not_stand_there_have_no_place():
    assert places_of(("The roof",), "tower", printed) == []
    assert places_of(("The roof",), " ", printed) == []


def test_a_closed_passage_is_opened_as_it_was():
    words = ("The ", Closed((Strong(("roof",)),), "legal"), " leaks.")
    assert closed_at(words, places_of(words, "roof", printed), None, printed) == (
        "The ",
        Strong(("roof",)),
        " leaks.",
    )


TEXTS = st.text(st.sampled_from("ab \n"), min_size=1, max_size=6)
RUNS = st.recursive(
    st.one_of(TEXTS, st.just(ROOS), st.just(Erased())),
    lambda inner: st.one_of(
        st.builds(Emphasis, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Link, st.lists(inner, min_size=1, max_size=3).map(tuple), st.just(URL)),
        st.builds(Closed, st.lists(inner, min_size=1, max_size=3).map(tuple), st.just("legal")),
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(RUNS, max_size=4).map(tuple), st.data())
def test_whatever_is_closed_the_text_stays_and_exactly_that_is_closed(words, data):
    """Of any place in any words: it is closed whole, and with every closing taken away the text is the same."""
    text = printed_text(words, printed)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    anew = closed_at(words, [(start, end)], "privacy", printed)
    assert printed_text(anew, printed) == text
    assert printed_text(without_closures(anew), printed) == text
    hidden = "".join(
        printed_text(run.words, printed)
        for run in walk(anew)
        if isinstance(run, Closed) and run.ground == "privacy"
    )
    assert text[start:end] in hidden
    assert not any(
        isinstance(inner, Closed)
        for run in walk(anew)
        if isinstance(run, Closed) and run.ground == "privacy"
        for inner in walk(run.words)
    )
