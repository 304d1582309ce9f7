"""The commands that mend minutes: correct and withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance_minutes.cli.books import book_address
from alliance_minutes.cli.changing import corrected, said
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.terminal import say, say_object, tell

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.meeting import Minutes


def correct(arguments: Namespace) -> int:
    """Let an entry read otherwise from now on."""
    address, way = book_address(arguments), _way(arguments)
    from alliance_minutes.book import MinuteBook
    from alliance_minutes.book.opening import drops
    from alliance_minutes.book.reasons import Typed
    from alliance_minutes.notation.refusals import notice_text

    with MinuteBook.open(address, create=False) as book:
        meeting = book.meeting(arguments.meeting, by=arguments.by)
        before = book.minutes(meeting.id)
        noted = meeting.correct(
            arguments.version, reason=Typed(arguments.reason), authority=arguments.authority, **way
        )
        minutes, parties = book.minutes(meeting.id), book.parties
    for name in noted.plain_names:
        tell(
            f"{name!r} is not public and stands in entry {arguments.version} in plain text, which the public edition "
            f"prints as it is: write @[{name}], or leave the name out"
        )
    was, now = (one.entries[arguments.version - 1].event for one in (before, minutes))
    if drops(was, now):
        tell(notice_text("closing.doubt", arguments.version, "en"))
    if arguments.json:
        say_object({"meeting": meeting.id, "versions": [noted.version]})
        return 0
    say(f"recorded as version {noted.version}{_status(minutes)}")
    say(f"  ~ {arguments.version:>4}  {now.TYPE.rpartition('.')[0]}: {corrected(was, now, parties)}")
    return 0


def withdraw(arguments: Namespace) -> int:
    """Withdraw an entry, with what cannot stand without it."""
    address = book_address(arguments)
    from alliance_minutes.book import MinuteBook
    from alliance_minutes.book.reasons import Typed

    with MinuteBook.open(address, create=False) as book:
        meeting = book.meeting(arguments.meeting, by=arguments.by)
        noted = meeting.withdraw(
            arguments.version, reason=Typed(arguments.reason), authority=arguments.authority
        )
        minutes, parties = book.minutes(meeting.id), book.parties
    if arguments.json:
        say_object({"meeting": meeting.id, "versions": [one.version for one in noted]})
        return 0
    numbers = ", ".join(str(one.version) for one in noted)
    say(f"recorded as version {numbers}{_status(minutes)}")
    targets = [getattr(minutes.entries[one.version - 1].event, "target", 0) for one in noted]
    for target in reversed(targets):
        event = minutes.entries[target - 1].event
        say(f"  - {target:>4}  {event.TYPE.rpartition('.')[0]}: {said(event, parties)}")
    return 0


def _status(minutes: Minutes) -> str:
    return ", with an erratum in the minutes" if minutes.adopted else ""


def _way(arguments: Namespace) -> dict[str, Any]:
    """The one way in which the correction is said."""
    ways: dict[str, Any] = {}
    if arguments.words:
        if len(arguments.words) != 2:
            raise UsageError(
                "give the words as they stand and the words to put in their place: two arguments"
            )
        ways["replace"] = tuple(arguments.words)
    if arguments.text is not None:
        ways["text"] = arguments.text
    if arguments.line is not None:
        ways["line"] = arguments.line
    if arguments.values:
        pairs = [one.partition("=") for one in arguments.values]
        if not all(equals and name for name, equals, _ in pairs):
            raise UsageError("--set: expected FIELD=VALUE, as in --set due='1 May 2026'")
        ways["values"] = {name: value for name, _, value in pairs}
    if len(ways) != 1:
        raise UsageError(
            "say how the entry should read in one way: OLD and NEW words, --text, --line, or --set FIELD=VALUE"
        )
    return ways
