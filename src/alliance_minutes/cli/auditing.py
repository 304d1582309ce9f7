"""The command that audits a book."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_address
from alliance_minutes.cli.terminal import one_line, say, say_object, tell

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from alliance_minutes.audit import Report

_PATIENCE = 1.0
"""Seconds before somebody at a terminal is told how far it is, and between two such messages a tenth of it."""


def audit(arguments: Namespace) -> int:
    """Check that nothing in the book was altered."""
    address = book_address(arguments)
    from alliance_minutes.audit import audit as run

    verifiers = []
    if arguments.keys:
        from alliance_minutes.cli.verifying import verifier_keys

        verifiers = [key for given in arguments.keys for key in verifier_keys(given)]
    with _progress() as progress:
        report = run(
            address,
            checkpoints=arguments.checkpoints,
            since=arguments.since,
            documents=arguments.documents,
            verifiers=verifiers,
            progress=progress,
        )
    if arguments.json:
        say_object(report.as_json())
    else:
        _say_report(address, report)
    return 0 if report.ok else 1


def _say_report(address: str, report: Report) -> None:
    for finding in report.findings:
        say(f"{finding.kind}: {finding.place}: {one_line(finding.message)}")
    if report.omitted:
        say(f"… and {report.omitted} more")
    for what in report.unchecked:
        tell(f"not looked at: {what}")
    count = len(report.findings) + report.omitted
    verdict = f"{count} finding{'s' * (count != 1)}" if count else "nothing is wrong"
    say(
        f"{address}: {verdict}; {report.entries} entries, root {report.root.hex()}, "
        f"{report.checkpoints} checkpoint{'s' * (report.checkpoints != 1)} reproduced"
    )


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """What tells somebody at a terminal how far it is, on one line that is gone afterwards."""
    if not sys.stderr.isatty():
        yield None
        return
    begun = monotonic()
    last = begun + _PATIENCE
    width = 0

    def progress(done: int, total: int) -> None:
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
        yield progress
    finally:
        if width:
            sys.stderr.write("\r" + " " * width + "\r")
            sys.stderr.flush()
