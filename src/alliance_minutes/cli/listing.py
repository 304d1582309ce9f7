"""The commands that list: meetings, log and plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_to_read
from alliance_minutes.cli.terminal import one_line, say, say_json, table, tell

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    from alliance_minutes.book import MinuteBook
    from alliance_minutes.plugins import PluginInfo

SHORTEST = 8


def meetings(arguments: Namespace) -> int:
    """List the meetings of the book."""
    with book_to_read(arguments) as book:
        found = book.meetings()
    if arguments.json:
        say_json(
            {"id": m.id, "body": m.body, "title": m.title, "held_on": m.held_on, "events": m.events}
            for m in found
        )
    elif found:
        short = short_ids([meeting.id for meeting in found])
        rows = [(short[m.id], m.held_on or "", f"{m.events}", m.body or "[erased]", m.title) for m in found]
        table([("ID", "DATE", "EVENTS", "BODY", "TITLE"), *rows])
    else:
        tell("the book has no meetings yet; 'alliance-minutes record FILE' records one")
    return 0


def short_ids(ids: Sequence[str]) -> dict[str, str]:
    """For each id the shortest beginning, of eight characters or more, that no other id has."""
    ordered = sorted(ids)
    short = {}
    for before, one, after in zip(["", *ordered], ordered, [*ordered[1:], ""], strict=False):
        length = max(SHORTEST, _alike(before, one) + 1, _alike(one, after) + 1)
        short[one] = one[:length]
    return short


def _alike(one: str, other: str) -> int:
    """How many characters two ids begin with alike."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def log(arguments: Namespace) -> int:
    """List every event in order."""
    with book_to_read(arguments) as book:
        if arguments.json:
            say_json(_entries(book, arguments))
        else:
            _say_log(book, arguments)
    return 0


def _entries(book: MinuteBook, arguments: Namespace) -> Iterable[dict[str, object]]:
    from alliance_minutes.events.wire import to_json

    for entry in book.log(arguments.after, meeting=arguments.meeting):
        yield {
            "position": entry.position,
            "stream": entry.stream,
            "version": entry.version,
            "type": entry.event.TYPE,
            "recorded_at": entry.recorded_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "recorded_by": entry.recorded_by,
            "event": to_json(entry.event),
        }


def _say_log(book: MinuteBook, arguments: Namespace) -> None:
    from alliance_minutes.cli.words import name_of, told_of

    entries = book.log(arguments.after, meeting=arguments.meeting)
    short = short_ids([meeting.stream for meeting in book.store.meetings()])
    parties = book.parties
    for entry in entries:
        stream = short.get(entry.stream, entry.stream[:SHORTEST])
        by = one_line(name_of(entry.recorded_by, parties)) or "-"
        say(
            f"{entry.position:>6}  {f'{stream}/{entry.version}':<13}  {entry.recorded_at:%Y-%m-%d %H:%M:%S}Z  {by:<12}  "
            f"{entry.event.TYPE:<23}  {told_of(entry.event, parties)}".rstrip()
        )


def plugins(arguments: Namespace) -> int:
    """List the plugins that were found."""
    from alliance_minutes.plugins import Registry

    found = Registry().plugins
    if arguments.json:
        say_json(
            {
                "name": plugin.name,
                "distribution": plugin.distribution,
                "version": plugin.version,
                "formats": list(plugin.formats),
                "status": plugin.status,
            }
            for plugin in found
        )
    else:
        _say_plugins(found)
    for plugin in found:
        if plugin.status == "broken":
            tell(f"plugin {plugin.name} (from {plugin.distribution}) is broken: {one_line(plugin.reason)}")
    return 0


def _say_plugins(found: Sequence[PluginInfo]) -> None:
    rows = [(p.name, p.distribution, p.version, p.status, ", ".join(p.formats)) for p in found]
    table([("NAME", "DISTRIBUTION", "VERSION", "STATUS", "FORMATS"), *rows])
    made = sorted((info for plugin in found for info in plugin.renderers), key=lambda info: info.format)
    if made:
        say()
        table([("FORMAT", "VERSION", "WHAT IT IS"), *((i.format, i.version, i.description) for i in made)])
    options = [
        (
            info.format,
            f"--set {option.name}={'FILE' if option.kind == 'file' else '|'.join(option.choices) or 'TEXT'}",
            option.description,
        )
        for info in made
        for option in info.options
    ]
    if options:
        say()
        table([("FORMAT", "OPTION", "WHAT IT DOES"), *options])
