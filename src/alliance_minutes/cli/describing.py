"""The command that shows and lays down the settings of a body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance_minutes.cli.books import book_address
from alliance_minutes.cli.terminal import say, say_object, table

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.book import MinuteBook
    from alliance_minutes.events import BodyDescribed

_SERIES = {"decisions": "decision", "actions": "action", "questions": "question"}


def describe(arguments: Namespace) -> int:
    """Show the settings of a body, or lay some down."""
    address = book_address(arguments)
    wanted = {
        name: value
        for name in ("closed_items", "grounds", "language")
        if (value := getattr(arguments, name)) is not None
    }
    patterns = {
        series: value
        for option, series in _SERIES.items()
        if (value := getattr(arguments, option)) is not None
    }
    from alliance_minutes.book import MinuteBook

    with MinuteBook.open(address, create=False, read_only=not (wanted or patterns)) as book:
        described = _settings(book, arguments.body)
        if patterns:
            from attrs import evolve

            wanted["patterns"] = evolve(described.patterns, **patterns)
        if wanted:
            described = book.describe_body(arguments.body, by=arguments.by, **wanted)
    _show(arguments, described)
    return 0


def _settings(book: MinuteBook, name: str) -> BodyDescribed:
    """The settings of a body as they are."""
    from alliance_minutes.errors import InvalidValueError

    party = book.parties.names.find(name)
    described = book.bodies.get(party) if party is not None else None
    if described is None:
        known = sorted(str(book.parties[body].name) for body in book.bodies if body in book.parties)
        raise InvalidValueError(
            "body", name, " or ".join(known) or "one that has met: record a meeting first"
        )
    return described


def _show(arguments: Namespace, described: BodyDescribed) -> None:
    settings: dict[str, Any] = {
        "language": described.language,
        "grounds": described.grounds,
        "closed_items": described.closed_items,
        **{option: getattr(described.patterns, series) for option, series in _SERIES.items()},
    }
    if arguments.json:
        say_object({"body": arguments.body, **settings})
        return
    say(arguments.body)
    table([[name.replace("_", "-"), value] for name, value in settings.items()], indent="  ")
