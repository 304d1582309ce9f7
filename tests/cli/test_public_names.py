"""The names that the library offers."""

from __future__ import annotations

import pytest

import alliance_minutes
from alliance_minutes.book import MinuteBook


def test_a_public_name_is_imported_when_it_is_asked_for():
    assert alliance_minutes.MinuteBook is MinuteBook


def test_an_unknown_name_is_told_as_by_any_module():
    with pytest.raises(AttributeError, match="module 'alliance_minutes' has no attribute 'Nothing'"):
        alliance_minutes.Nothing  # noqa: B018


def test_the_names_can_be_completed():
    assert set(alliance_minutes.__all__) <= set(dir(alliance_minutes))


def test_each_name_stands_in_one_room():
    """A name in two rooms would come from whichever was written last."""
    named = [name for names in alliance_minutes._ROOMS.values() for name in names]
    assert sorted([*named, "__version__"]) == sorted(alliance_minutes.__all__)
