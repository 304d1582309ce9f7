"""Books, and any event at all."""

from __future__ import annotations

import datetime as dt
import types
import typing
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import attrs
import pytest
from hypothesis import strategies as st

from alliance_minutes.events import EVENT_TYPES, EntryCorrected, Event
from alliance_minutes.events.fields import is_words, resolved
from alliance_minutes.store import Store
from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, PartialDate, Strong

if TYPE_CHECKING:
    from pathlib import Path

START = dt.datetime(2025, 7, 1, 12, 0, tzinfo=dt.UTC)

# Text that a document can hold, with what is awkward in JSON, in XML and on a screen among it.
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
    lambda c: c >= " " or c in "\t\n\r"
)
_TEXT = st.text(_CHARACTERS, max_size=12) | st.sampled_from(
    ['"_sd":', '"closed"', "\u202e</w:t>]]>", "\\u0000", "\U0001f4dc\ue000"]
)
_INTS = st.integers(-(2**53) + 1, 2**53 - 1)
_DATES = st.dates().map(lambda d: PartialDate(d.year, d.month, d.day)) | st.sampled_from(
    [PartialDate(None, 2, 29), PartialDate(None, 6), PartialDate(2025, 6), PartialDate(1)]
)
_WORDS = st.recursive(
    st.lists(_TEXT | st.builds(Mention, _TEXT, st.none() | _TEXT) | st.just(Erased()), max_size=3).map(tuple),
    lambda inner: st.lists(
        _TEXT
        | st.builds(Emphasis, inner)
        | st.builds(Strong, inner)
        | st.builds(Link, inner, _TEXT)
        | st.builds(Closed, inner, _TEXT),
        max_size=3,
    ).map(tuple),
    max_leaves=6,
)


def _values(hint: Any) -> st.SearchStrategy[Any]:
    if is_words(hint):
        return _WORDS
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is tuple:
        return st.lists(_values(get_args(hint)[0]), max_size=3).map(tuple)
    if get_origin(hint) in {typing.Union, types.UnionType}:
        return st.one_of([_values(part) for part in get_args(hint)])
    if hint is Event:
        return st.sampled_from([cls for cls in EVENT_TYPES.values() if cls is not EntryCorrected]).flatmap(
            events_of
        )
    plain = {
        str: _TEXT,
        bool: st.booleans(),
        int: _INTS,
        type(None): st.none(),
        PartialDate: _DATES,
        dt.time: st.times().map(lambda t: dt.time(t.hour, t.minute)),
    }
    return plain[hint] if hint in plain else events_of(hint)


@cache
def events_of(cls: type) -> st.SearchStrategy[Any]:
    """Any value of a class: each field with its default or with anything that its type allows."""
    return st.builds(
        cls,
        **{
            a.name: _values(a.type) if a.default is attrs.NOTHING else st.just(a.default) | _values(a.type)
            for a in resolved(cls)
        },
    )


@pytest.fixture(scope="session")
def any_event() -> st.SearchStrategy[Event]:
    """Any event of any type, nested words and corrections among them."""
    return st.sampled_from(list(EVENT_TYPES.values())).flatmap(events_of)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> dt.datetime:
        return self.at


class Counter:
    """Salts that are the numbers 1, 2, 3 …"""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, size: int) -> bytes:
        self.drawn += 1
        return self.drawn.to_bytes(size, "big")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "minutes.db"


@pytest.fixture
def store(path: Path, clock: Clock):
    """A new book with a clock that stands still."""
    with Store.open(path, now=clock) as opened:
        yield opened
