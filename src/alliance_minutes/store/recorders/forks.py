"""Forks: SQLite must not cross one, so the connections of a process are closed before it and made anew after it.

A connection carried over a fork shares locks with the parent that the child does not hold; when the parent closes its
last connection, the write-ahead log of the child would vanish under it.
"""

from __future__ import annotations

import os
import threading
import weakref
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PATIENCE = 35.0
"""Seconds that a fork waits for other threads to end what they are writing: a little more than the lock timeout."""

_gates: weakref.WeakSet[Gate] = weakref.WeakSet()
_shut: list[Gate] = []
_first_touch = threading.RLock()


def first_touch() -> threading.RLock:
    """The lock for whoever is the first in this process to map the index of a book's log.

    SQLite has one such mapping for each file and process. A reader of evidence maps it read-only; a writer who came
    meanwhile would find that mapping, and could not write.
    """
    return _first_touch


class Gate:
    """Counts the threads that are at work with connections, and shuts while the process forks or the book closes.

    Attributes:
        let_go: closes all connections; called when nobody is at work.
        disown: forgets all connections of the parent without closing them; called in a child that still has some.
    """

    def __init__(self, let_go: Callable[[], None], disown: Callable[[], None]) -> None:
        self.let_go = let_go
        self.disown = disown
        self._renew()
        _watch_forks()
        _gates.add(self)

    def _renew(self) -> None:
        self._pid = os.getpid()
        self._lock = threading.Condition(threading.Lock())
        self._at_work: dict[int, int] = {}
        self._shutting = False

    @contextmanager
    def passage(self) -> Iterator[None]:
        """Be at work; waits while the gate is shut."""
        if self._pid != os.getpid():
            # Forked in a way that Python was not told of beforehand: whatever is held belongs to the parent.
            self._renew()
            self.disown()
        me = threading.get_ident()
        with self._lock:
            while self._shutting and me not in self._at_work:
                self._lock.wait()
            self._at_work[me] = self._at_work.get(me, 0) + 1
        try:
            yield
        finally:
            with self._lock:
                left = self._at_work.pop(me, 1) - 1
                if left:
                    self._at_work[me] = left
                else:
                    self._lock.notify_all()

    def shut(self) -> None:
        """Let nobody in, wait for those at work, and let go of the connections."""
        self._lock.acquire()
        self._shutting = True
        me = threading.get_ident()
        if me not in self._at_work and self._lock.wait_for(lambda: not self._at_work, _PATIENCE):
            self.let_go()

    def open(self) -> None:
        """Let everybody in again, in the process that shut it."""
        self._shutting = False
        self._lock.notify_all()
        self._lock.release()

    def open_in_child(self) -> None:
        """Let everybody in again, in a forked child: only the thread that forked lives on."""
        left = bool(self._at_work)
        self._renew()
        if left:
            self.disown()


@cache
def _watch_forks() -> None:
    os.register_at_fork(before=_before, after_in_parent=_after_in_parent, after_in_child=_after_in_child)


def _before() -> None:
    for gate in list(_gates):
        gate.shut()
        _shut.append(gate)


def _after_in_parent() -> None:
    while _shut:
        _shut.pop().open()


def _after_in_child() -> None:
    global _first_touch  # noqa: PLW0603 - a lock that another thread held at the fork would stay locked for ever
    _first_touch = threading.RLock()
    while _shut:
        _shut.pop().open_in_child()


def keep_for_ever(thing: object) -> None:
    """See to it that this is never finalised, not even when the interpreter ends: finalising closes connections."""
    import ctypes  # noqa: PLC0415 - needed by nobody but a child of an unannounced fork

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(thing))
