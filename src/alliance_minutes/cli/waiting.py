"""What tells somebody at a terminal how far long work is; nobody else is told anything."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PATIENCE = 1.0
"""Seconds before the first message; a tenth of it lies between two."""


@contextmanager
def progress() -> Iterator[Callable[[int, int], None] | None]:
    """How many entries are done, and of how many: on one line of stderr, which is gone afterwards."""
    if not sys.stderr.isatty():
        yield None
        return
    last = monotonic() + _PATIENCE
    width = 0

    def show(done: int, total: int) -> None:
        nonlocal last, width
        now = monotonic()
        if now < last:
            return
        last = now + _PATIENCE / 10
        share = min(done * 100 // total, 100) if total else 0
        bar = ("█" * (share // 5)).ljust(20, "·")
        line = f"{bar} {share:3} %  {done:,} of {total:,} entries"
        width = max(width, len(line))
        sys.stderr.write(f"\r{line}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if width:
            sys.stderr.write("\r" + " " * width + "\r")
            sys.stderr.flush()
