"""The commands that list: meetings, log and plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.books import book_to_read
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.sizing import tell_size
from alliance_minutes.cli.terminal import one_line, say, say_json, table, tell
from alliance_minutes.values.moments import moment_text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from alliance_minutes.audit.history.journal import PublicEntry
    from alliance_minutes.book import MinuteBook
    from alliance_minutes.events import Recorded
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
    filters = {
        name: getattr(arguments, name) for name in ("after", "before", "since", "until", "types", "item")
    }
    if arguments.item is not None and arguments.meeting is None:
        raise UsageError("--item needs its meeting; name it before the options")
    if arguments.edition == "public" and arguments.by is not None:
        raise UsageError("--by is not for the public log: who recorded is not public; leave it out")
    with book_to_read(arguments) as book:
        size = book.store.head().size
        filters["before"] = size if arguments.before is None else min(arguments.before, size)
        if arguments.edition == "public":
            public = book.trail.public_log(arguments.meeting, **filters)
            if arguments.json:
                say_json(_public_entries(public))
            else:
                _say_public_log(book, public)
        else:
            entries = book.trail.log(arguments.meeting, by=arguments.by, **filters)
            if arguments.json:
                say_json(_entries(entries))
            else:
                _say_log(book, entries)
        tell_size(book, size)
    return 0


def _public_entries(entries: Iterable[PublicEntry]) -> Iterator[dict[str, object]]:
    for entry in entries:
        yield {
            "position": entry.position,
            "stream": entry.stream,
            "version": entry.version,
            "type": entry.type,
            "recorded_at": moment_text(entry.recorded_at),
            "label": entry.telling.label,
            "parts": [{"name": p.name, "label": p.label, "text": p.text} for p in entry.telling.parts],
        }


def _say_public_log(book: MinuteBook, entries: Iterable[PublicEntry]) -> None:
    short = short_ids([meeting.stream for meeting in book.store.meetings()])
    for entry in entries:
        parts = [f"{part.label}: {part.text}" if part.label else part.text for part in entry.telling.parts]
        told = one_line("; ".join([*([entry.telling.label] if entry.telling.label else []), *parts]))
        say(f"{_place(entry, short)}  {entry.type:<23}  {told}".rstrip())


def _place(entry: PublicEntry | Recorded, short: Mapping[str, str]) -> str:
    """Where an entry stands, and when it was written down: a time that names the moment at which it is there."""
    stream = short.get(entry.stream, entry.stream[:SHORTEST])
    return (
        f"{entry.position:>6}  {f'{stream}/{entry.version}':<13}  recorded {moment_text(entry.recorded_at)}"
    )


def _entries(entries: Iterable[Recorded]) -> Iterator[dict[str, object]]:
    from alliance_minutes.events.wire import to_json

    for entry in entries:
        yield {
            "position": entry.position,
            "stream": entry.stream,
            "version": entry.version,
            "type": entry.event.TYPE,
            "recorded_at": moment_text(entry.recorded_at),
            "recorded_by": entry.recorded_by,
            "event": to_json(entry.event),
        }


def _say_log(book: MinuteBook, entries: Iterable[Recorded]) -> None:
    from alliance_minutes.cli.words import name_of, told_of

    short = short_ids([meeting.stream for meeting in book.store.meetings()])
    parties = book.parties
    for entry in entries:
        by = one_line(name_of(entry.recorded_by, parties)) or "-"
        told = told_of(entry.event, parties)
        say(f"{_place(entry, short)}  {by:<12}  {entry.event.TYPE:<23}  {told}".rstrip())


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
