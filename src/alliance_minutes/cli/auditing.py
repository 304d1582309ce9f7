"""The command that audits a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_address
from alliance_minutes.cli.terminal import one_line, say, say_object, tell
from alliance_minutes.cli.waiting import progress

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.audit import Report


def audit(arguments: Namespace) -> int:
    """Check that nothing in the book was altered."""
    address = book_address(arguments)
    from alliance_minutes.audit import audit as run

    verifiers = []
    if arguments.keys:
        from alliance_minutes.cli.verifying import verifier_keys

        verifiers = [key for given in arguments.keys for key in verifier_keys(given)]
    with progress() as show:
        report = run(
            address,
            checkpoints=arguments.checkpoints,
            since=arguments.since,
            documents=arguments.documents,
            verifiers=verifiers,
            progress=show,
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
        f"checkpoints reproduced: {report.kept} kept, {report.given} given"
    )
