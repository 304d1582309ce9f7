"""A meeting in which others record all the time: who is slower gets a turn as well."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from alliance_minutes.errors import ConcurrencyError

if TYPE_CHECKING:
    from alliance_minutes.book import MinuteBook


class Others:
    """Those who are faster, some times or always; and a clock that they let run: a hundredth of a second each time."""

    def __init__(self, book: MinuteBook, times: float, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = times
        self.now = 0.0
        self.pauses: list[float] = []
        append = book.store.append

        def overtaken(saves, **options):
            self.times -= 1
            self.now += 0.01
            if self.times >= 0:
                raise ConcurrencyError(saves[-1].stream, 1, 2)
            return append(saves, **options)

        monkeypatch.setattr(book.store, "append", overtaken)
        monkeypatch.setattr(time, "monotonic", lambda: self.now)
        monkeypatch.setattr(time, "sleep", self._pause)

    def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


def test_a_save_is_tried_until_it_has_its_turn(book, monkeypatch):
    """However often others were faster within the half minute; and the pauses do not grow, or others gain by them."""
    meeting = book.convene("Garden Committee", "2026-03-05")
    others = Others(book, 500, monkeypatch)
    meeting.discuss("The bridge is broken.")
    assert len(others.pauses) == 500
    assert max(others.pauses) <= 0.02
    assert len(book.minutes(meeting.id).entries) == 2


def test_a_save_that_never_has_its_turn_ends(book, monkeypatch):
    """After half a minute, as where the lock of the book is never free."""
    meeting = book.convene("Garden Committee", "2026-03-05")
    others = Others(book, float("inf"), monkeypatch)
    with pytest.raises(ConcurrencyError):
        meeting.discuss("The bridge is broken.")
    assert 30 <= others.now < 31
