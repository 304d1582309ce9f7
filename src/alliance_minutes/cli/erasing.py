"""The command that erases: it shows what will go and what will stay, asks, and tells what became of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from alliance_minutes.cli.books import book_address
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import size_of
from alliance_minutes.cli.terminal import one_line, say, say_object, table, tell
from alliance_minutes.cli.waiting import progress
from alliance_minutes.errors import ErasureRefusedError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    from alliance_minutes.audit.erasure.planning import ErasurePlan, Passage, ShownRendition
    from alliance_minutes.book import MinuteBook
    from alliance_minutes.store.port import Obstacle

_ROOM = 60
"""Characters of a passage that are shown: enough to know it again."""

_IN_THE_WAY = {
    "reader": "somebody reads an older state of the book",
    "writer": "somebody else writes to the book",
    "disk": "the disk is full or fails; writing the book anew needs about three times its size",
    "remnant": "a trace of erased words was still found in the file",
}


def erase(arguments: Namespace) -> int:
    """Erase, or finish what is pending."""
    from alliance_minutes.book import MinuteBook

    _check(arguments)
    address = book_address(arguments)
    with MinuteBook.open(address, create=False, read_only=arguments.dry_run) as book:
        if arguments.finish:
            return _finish(arguments, book)
        while True:
            plan = _plan(arguments, book)
            if arguments.dry_run or not arguments.json:
                _show(arguments, address, plan)
            if arguments.dry_run:
                return 0
            if not arguments.yes and not _asked():
                tell("nothing was erased")
                return 1
            try:
                return _erase(arguments, book, plan)
            except ErasureRefusedError as refusal:
                if refusal.reason != "outdated":
                    raise
                tell(f"{refusal}; looking again")


def _check(arguments: Namespace) -> None:
    if arguments.finish:
        return
    if not arguments.dry_run and not (arguments.basis or "").strip():
        raise UsageError(
            "on which legal ground? Add --basis, such as --basis 'GDPR art. 17(1)(b)'; --dry-run only shows"
        )
    if arguments.person is not None and (arguments.fields or arguments.words):
        raise UsageError("--field and --words go with --entry; the names of a person are erased together")
    if arguments.json and not (arguments.yes or arguments.dry_run):
        raise UsageError("--json does not ask; add --yes, or --dry-run to see what would be erased")
    if not (arguments.yes or arguments.dry_run or sys.stdin.isatty()):
        raise UsageError("nobody is there to be asked; add --yes, or --dry-run to see what would be erased")


def _plan(arguments: Namespace, book: MinuteBook) -> ErasurePlan:
    if arguments.person is not None:
        with progress() as show:
            plan = book.trail.plan_person(arguments.person, progress=show)
    else:
        meeting, version = arguments.entry
        if not (version.isdigit() and version.isascii() and len(version) < 16):
            raise UsageError(f"{version!r} is not a version: expected a whole number, as 'log' lists it")
        with progress() as show:
            plan = book.trail.plan_entry(
                meeting, int(version), arguments.fields, words=arguments.words, progress=show
            )
    return plan.with_positions(arguments.also, everywhere=arguments.everywhere)


def _asked() -> bool:
    """Whether the one who was asked said yes."""
    sys.stdout.flush()
    sys.stderr.write("Erase this for good? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes", "j", "ja"}


def _erase(arguments: Namespace, book: MinuteBook, plan: ErasurePlan) -> int:
    done = book.trail.erase(plan, basis=arguments.basis, requested_by=arguments.requested_by, by=arguments.by)
    entries = [f"{one.stream}/{one.version}" for one in done.recorded]
    if arguments.json:
        say_object(
            {
                **_as_json(plan),
                "done": not done.pending,
                "pending": done.obstacle,
                "entries": [one.position for one in done.recorded],
            }
        )
    else:
        say(f"{'erased' if not done.pending else 'pending'}; recorded as {', '.join(entries)}")
    return _told(done.obstacle)


def _finish(arguments: Namespace, book: MinuteBook) -> int:
    # Opening the book has tried already: there may be nothing left to do.
    obstacle = book.trail.finish_erasing()
    if arguments.json:
        say_object({"done": obstacle is None, "pending": obstacle})
    elif obstacle is None:
        say("nothing is pending: no byte of what was erased is left in the book")
    return _told(obstacle)


def _told(obstacle: Obstacle | None) -> int:
    if obstacle is None:
        return 0
    tell(
        f"pending, not finished: {_IN_THE_WAY[obstacle]}. No answer shows the words any more, but bytes of them may "
        "still be in the file; run 'alliance-minutes erase --finish' when that is over"
    )
    return 1


def _show(arguments: Namespace, address: str, plan: ErasurePlan) -> None:
    from alliance_minutes.audit.erasure.planning import UNREACHED

    if arguments.json:
        say_object(_as_json(plan))
        return
    say(f"To be erased for good from {address}, about {plan.subject}:")
    _list(plan.passages)
    _list_renditions(plan.renditions)
    if plan.elsewhere:
        say("The same words stand here as well, and stay; add --also position:N, or --everywhere:")
        _list(plan.elsewhere)
    if plan.unsought:
        say(f"Not looked for elsewhere, because there are so many: {plan.unsought} of its shorter sentences.")
    if plan.perhaps:
        say(
            "Look at these yourself (a part of a name, a role, or about the same); they stay unless --also names them:"
        )
        _list(plan.perhaps)
    shown = [one for one in plan.staying if one.held]
    if shown:
        say("These kept files show the words, a role or an organisation; they stay unless --also names them:")
    _list_renditions(shown)
    for position, held in plan.in_clear:
        say(f"  position:{position}  holds {held!r} in clear, where nothing can be erased")
    say("Out of reach, and yours to look after:")
    for place in UNREACHED:
        say(f"  - {place}")
    for left in plan.left:
        say(f"  - {left}, which an import left that was killed; delete it")


def _list_renditions(renditions: Iterable[ShownRendition]) -> None:
    for one in renditions:
        shows = f"shows {one.held!r}" if one.held else "may show it, and goes to be safe"
        what = "attached file" if one.attached else "kept rendition"
        shows = "goes with its digest" if one.attached and not one.held else shows
        say(f"  position:{one.position}  the {what} of {one.type_name}, {size_of(one.size)}: {shows}")


def _list(passages: Sequence[Passage]) -> None:
    table(
        [
            [
                f"position:{one.position}",
                f"{one.stream[:8]}/{one.version}",
                one.type_name.partition(".")[0],
                one.field,
                _shortened(one.text, one.held),
            ]
            for one in passages
        ],
        indent="  ",
    )


def _shortened(text: str, held: str) -> str:
    """The words, or those around what was looked for."""
    line = one_line(text)
    if len(line) <= _ROOM:
        return line
    at = max(0, line.casefold().find(held.casefold()) - _ROOM // 3) if held else 0
    return ("…" if at else "") + line[at : at + _ROOM] + ("…" if at + _ROOM < len(line) else "")


def _as_json(plan: ErasurePlan) -> dict[str, Any]:
    from alliance_minutes.audit.erasure.planning import UNREACHED

    def passages(listed: Sequence[Passage]) -> list[dict[str, Any]]:
        return [
            {
                "position": one.position,
                "stream": one.stream,
                "version": one.version,
                "type": one.type_name,
                "field": one.field,
                "digest": one.digest,
                "text": one.text,
                "why": one.why,
                "held": one.held,
            }
            for one in listed
        ]

    return {
        "subject": plan.subject,
        "erases": passages(plan.passages),
        "renditions": [
            {
                "position": one.position,
                "stream": one.stream,
                "version": one.version,
                "type": one.type_name,
                "size": one.size,
                "held": one.held,
            }
            for one in plan.renditions
        ],
        "elsewhere": passages(plan.elsewhere),
        "perhaps": passages(plan.perhaps),
        "in_clear": [{"position": position, "held": held} for position, held in plan.in_clear],
        "unsought": plan.unsought,
        "unreached": [*UNREACHED, *plan.left],
    }
