"""``python -m bench``: time the main jobs beside their floors and print the ratios.

The table has a row for each job: seconds of the floor and of the job, the median ratio with its quartiles, and the
target where one is set. What each floor is stands below the table. Results are compared before anything is timed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from attrs import asdict, evolve, frozen

from .appending import in_one_go, one_command
from .auditing import check, weigh
from .measuring import measure, say
from .proving import checkpoint, prove, save
from .rebuilding import rebuild
from .rendering import PARAGRAPHS, render
from .starting import start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .auditing import Weight
    from .measuring import Figure, Group


@frozen(kw_only=True)
class Sizes:
    """How much is done: rounds, and meetings, commands or paragraphs in one timing."""

    rounds: int = 25
    render_rounds: int = 75
    commands: int = 80
    meetings: int = 40
    books: tuple[int, ...] = (300,)
    audits: tuple[int, ...] = (100,)
    weighed: int = 200
    paragraphs: int = PARAGRAPHS


QUICK = Sizes(rounds=7, render_rounds=15, commands=30, meetings=15, books=(60,), audits=(20,), weighed=50)
FULL = 10_000
"""Meetings of a book that holds what a town records in a generation: 730,000 entries."""


def _append(folder: Path, sizes: Sizes) -> Iterator[tuple[Group, int]]:
    yield one_command(folder, sizes.commands), sizes.rounds
    yield in_one_go(folder, sizes.meetings), sizes.rounds


def _rebuild(folder: Path, sizes: Sizes) -> Iterator[tuple[Group, int]]:
    for count in sizes.books:
        yield rebuild(folder, count), max(1, min(sizes.rounds, 30_000 // count))


def _ledger(folder: Path, sizes: Sizes) -> Iterator[tuple[Group, int]]:
    yield save(folder, sizes.meetings), sizes.rounds
    for count in sizes.books:
        yield checkpoint(folder, count), sizes.rounds
        for group in prove(folder, count):
            yield group, sizes.rounds


def _render(folder: Path, sizes: Sizes) -> Iterator[tuple[Group, int]]:
    for group in render(folder, sizes.paragraphs):
        yield group, sizes.render_rounds


def _start(folder: Path, sizes: Sizes) -> Iterator[tuple[Group, int]]:
    yield start(folder), sizes.rounds


def _audit(folder: Path, sizes: Sizes) -> Iterator[tuple[Group, int]]:
    for count in sizes.audits:
        yield check(folder, count), min(sizes.rounds, max(3, 5_000 // count))


ROOMS: dict[str, Callable[[Path, Sizes], Iterator[tuple[Group, int]]]] = {
    "append": _append,
    "audit": _audit,
    "ledger": _ledger,
    "rebuild": _rebuild,
    "render": _render,
    "start": _start,
}
"""What makes the groups of jobs of each room, with their rounds."""


def run(sizes: Sizes, rooms: Iterable[str] = ROOMS) -> Iterator[Figure]:
    """Measure these rooms, one group of jobs after the other."""
    order = random.Random()
    for name in rooms:
        say(f"{name} …")
        with TemporaryDirectory() as folder:
            for group, rounds in ROOMS[name](Path(folder), sizes):
                yield from measure(group, rounds, order)


def weights(sizes: Sizes) -> list[Weight]:
    """The memory of audits of two books."""
    with TemporaryDirectory() as folder:
        return weigh(Path(folder), sizes.weighed)


def machine() -> dict[str, object]:
    """What the figures depend on beside the code."""
    return {
        "cores": os.cpu_count(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "sqlite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.machine()}",
    }


def table(figures: list[Figure]) -> str:
    """The figures for people."""
    width = max(len(figure.work) for figure in figures)
    lines = [f"{'':{width}}  {'floor':>10}  {'here':>10}  {'ratio':>7}  {'quartiles':>15}  {'target':>7}"]
    for figure in figures:
        quartiles = f"{figure.lower_quartile:.2f} to {figure.upper_quartile:.2f}"
        target = "" if figure.target is None else f"{figure.target:g}"
        lines.append(
            f"{figure.work:{width}}  {_time(figure.floor_seconds):>10}  {_time(figure.seconds):>10}"
            f"  {figure.ratio:7.2f}  {quartiles:>15}  {target:>7}  {figure.verdict}".rstrip()
        )
    lines.append("")
    for floor in dict.fromkeys(figure.floor for figure in figures):
        lines += [f"{figure.work}\n  against {floor}" for figure in figures if figure.floor == floor]
    return "\n".join(lines)


def _time(seconds: float) -> str:
    return f"{seconds * 1e3:.3f} ms"


def main(argv: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0])
    parser.add_argument(
        "rooms", nargs="*", metavar="ROOM", help=f"{', '.join(ROOMS)}; by default all of them"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--quick", action="store_true", help="small and few: done in a fraction of the time")
    parser.add_argument("--rounds", type=int, metavar="N", help="rounds of every job")
    parser.add_argument(
        "--meetings",
        type=int,
        action="append",
        metavar="N",
        help="meetings of the book to rebuild, and to make proofs in, such as 1000 or 10000; can be given more than once",
    )
    parser.add_argument(
        "--full", action="store_true", help=f"audit a book of {FULL} meetings; recording it takes minutes"
    )
    asked = parser.parse_args(argv)
    unknown = set(asked.rooms) - set(ROOMS)
    if unknown:
        parser.error(f"there is no room {min(unknown)!r}; there is {', '.join(ROOMS)}")
    sizes = QUICK if asked.quick else Sizes()
    if asked.rounds:
        sizes = evolve(sizes, rounds=asked.rounds, render_rounds=asked.rounds)
    if asked.meetings:
        sizes = evolve(sizes, books=tuple(asked.meetings))
    if asked.full:
        sizes = evolve(sizes, audits=(FULL,), weighed=FULL)
    figures = list(run(sizes, asked.rooms or ROOMS))
    memory = weights(sizes) if "audit" in (asked.rooms or ROOMS) else []
    if asked.json:
        rows = [{**figure.as_json(), "verdict": figure.verdict} for figure in figures]
        told = {"machine": machine(), "figures": rows, "memory": [asdict(one) for one in memory]}
        print(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        print(table(figures))
        for one in memory:
            print(f"memory of the audit of {one.entries} entries: {one.kilobytes / 1024:.1f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
