"""The commands that close to the public, and open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_address
from alliance_minutes.cli.changing import said
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.terminal import say, say_object, tell
from alliance_minutes.cli.waiting import progress
from alliance_minutes.values.ids import PARTIES_STREAM

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from alliance_minutes.book import MinuteBook


_NAMED = {"same-words", "printed-as", "part-of-name"}
"""Why a place is told of when a name is closed: the name stands in it, or a part of it."""


def close(arguments: Namespace) -> int:
    """Keep something from the public."""
    address = book_address(arguments)
    _check(arguments)
    from alliance_minutes.book import MinuteBook
    from alliance_minutes.book.reasons import Typed

    with MinuteBook.open(address, create=False) as book:
        if arguments.person is not None:
            return _close_person(arguments, book)
        meeting = book.meeting(arguments.meeting, by=arguments.by)
        noted = meeting.close_passage(
            arguments.version,
            arguments.words,
            ground=arguments.ground,
            reason=Typed(arguments.reason),
            field=arguments.field,
            every=arguments.every,
        )
        places = meeting.standing_open(arguments.words) if arguments.words else ()
        _show(arguments, book, meeting.id, [noted.version], [f"{meeting.id}/{place}" for place in places])
    return 0


def open(arguments: Namespace) -> int:  # noqa: A001 - the name of the command
    """Let the public see what was closed."""
    address = book_address(arguments)
    _check(arguments)
    from alliance_minutes.book import MinuteBook
    from alliance_minutes.book.reasons import Typed

    with MinuteBook.open(address, create=False) as book:
        if arguments.person is not None:
            book.open_party(arguments.person, reason=Typed(arguments.reason), by=arguments.by)
            _tell_person(arguments, "the public may see this name from now on", [])
            return 0
        meeting = book.meeting(arguments.meeting, by=arguments.by)
        noted = meeting.open_passage(
            arguments.version,
            arguments.words,
            reason=Typed(arguments.reason),
            field=arguments.field,
            every=arguments.every,
        )
        _show(arguments, book, meeting.id, [one.version for one in noted], [])
    return 0


def _check(arguments: Namespace) -> None:
    named = arguments.meeting is not None
    if (arguments.person is not None) == named or (named and arguments.version is None):
        raise UsageError("name a meeting and the version of an entry, or --person NAME")
    if arguments.person is not None and (arguments.field is not None or arguments.every):
        raise UsageError("--field and --every go with an entry")


def _close_person(arguments: Namespace, book: MinuteBook) -> int:
    from alliance_minutes.book.reasons import Typed

    book.close_party(
        arguments.person, ground=arguments.ground, reason=Typed(arguments.reason), by=arguments.by
    )
    with progress() as show:
        plan = book.trail.plan_person(arguments.person, progress=show)
    found = (
        one for one in (*plan.elsewhere, *plan.perhaps) if one.why in _NAMED and one.stream != PARTIES_STREAM
    )
    places = [f"{one.stream}/{one.version}" for one in found]
    _tell_person(
        arguments, "this name is not public in the whole book from now on", list(dict.fromkeys(places))
    )
    return 0


def _tell_person(arguments: Namespace, done: str, places: Sequence[str]) -> None:
    if arguments.json:
        say_object({"meeting": None, "versions": [], "still_open": list(places)})
        return
    say(f"recorded: {done}")
    _warn(places, f"{arguments.person!r} or a part of it stands")


def _show(
    arguments: Namespace, book: MinuteBook, meeting: str, versions: Sequence[int], places: Sequence[str]
) -> None:
    if arguments.json:
        say_object({"meeting": meeting, "versions": list(versions), "still_open": list(places)})
        return
    say(f"recorded as version {', '.join(map(str, versions))}")
    event = book.minutes(meeting).entries[arguments.version - 1].event
    say(f"  {arguments.version:>4}  {event.TYPE.rpartition('.')[0]}: {said(event, book.parties)}")
    _warn(places)


def _warn(places: Sequence[str], what: str = "the same words stand") -> None:
    if places:
        tell(f"{what} in plain text in {', '.join(places)}; close that as well if need be")
