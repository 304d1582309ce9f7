"""A process that forks workers on a book, each of which dies at a step that was named, or after a while.

It imports everything once, so that a worker costs no more than a fork. A step is the n-th call of a function: the worker
puts a wrapper in its place that kills the process before the call or after it. What a worker was told is done it writes
to a file at once, so that whoever looks at the book afterwards knows what must be in it.
"""

from __future__ import annotations

import importlib
import itertools
import json
import os
import select
import signal
import sys

from alliance_minutes import MinuteBook
from alliance_minutes.audit import import_book


def arm(place: str, call: int, *, after: bool) -> None:
    """Have this process die before or after the n-th call of ``module:name`` or ``module:Class.name``."""
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner = importlib.import_module(module)
    for one in owners:
        owner = getattr(owner, one)
    original = getattr(owner, name)
    calls = itertools.count(1)

    def wrapper(*arguments, **named):
        mine = next(calls) == call
        if mine and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **named)
        if mine:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, wrapper)


class Worker:
    """What a worker does with a book, with a note of all that it was told is done."""

    def __init__(self, case: dict) -> None:
        self.case = case
        self.notes = os.open(case["notes"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(self, *done: object) -> None:
        """Write down what is done; a note is whole, or not there."""
        os.write(self.notes, json.dumps(done).encode() + b"\n")

    def save(self, book: MinuteBook) -> None:
        """Record over several streams, small and large."""
        for count in range(1000):
            meeting = book.meeting(self.case["meeting"], by=f"Schrijver {os.getpid()} {count}")
            with meeting.batch():
                said = meeting.discuss(f"gewoon {count} " + "x" * (1997 * count % 20_000))
                meeting.decide(rests_on=said)
            self.note("saved", book.store.head().size)

    def checkpoint(self, book: MinuteBook) -> None:
        """Record, and make a checkpoint of it."""
        for count in range(200):
            book.meeting(self.case["meeting"]).discuss(f"nog {count}")
            kept = book.trail.checkpoint()
            self.note("kept", kept.size, kept.root.hex())

    def export(self, book: MinuteBook) -> None:
        """Write the book to a file, in the place of the one before."""
        for _ in range(20):
            made = book.trail.export(self.case["export"])
            self.note("exported", made.size, made.root.hex())

    def import_(self, _book: MinuteBook) -> None:
        """Make a book of an export."""
        made = import_book(self.case["whole"], self.case["copy"])
        self.note("imported", made.size, made.root.hex())

    def erase(self, book: MinuteBook) -> None:
        """Erase one entry after the other."""
        for version in self.case["erase"]:
            plan = book.trail.plan_entry(self.case["meeting"], version)
            done = book.trail.erase(plan, basis="GDPR art. 17(1)(b)")
            self.note("erased", version, done.obstacle)


def work(case: dict) -> None:
    """Do the work of a case, until it is done or this process is killed."""
    if case["place"] is not None:
        arm(case["place"], case["call"], after=case["after"])
    with MinuteBook.open(case["book"]) as book:
        getattr(Worker(case), case["job"])(book)


def main() -> None:
    """Take cases on stdin, one a line, and tell of each how its worker ended."""
    for line in sys.stdin:
        case = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            try:
                work(case)
            except BaseException:  # noqa: BLE001 - a worker that fails must not go on as a second parent
                import traceback

                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        os.close(writing)
        if case["delay"] is not None:
            select.select([reading], [], [], case["delay"])  # until then, or until the worker is done
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(reading)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
