"""What every way of recording has in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from alliance_minutes.book.writing import Noted
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import Event
from alliance_minutes.values import parse_time, words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from alliance_minutes.book.writing import Writing
    from alliance_minutes.events import Shown
    from alliance_minutes.parties import Directory
    from alliance_minutes.values import PartyId, Words

T = TypeVar("T")


class Circumstances(TypedDict, total=False):
    """What may be said of anything that is recorded.

    ``rests_on``: the entry on whose words it rests; ``at``: the time of day it happened ("19:30");
    ``command_id``: an id of the caller's, so that a repeated call records once.
    """

    rests_on: Noted | int | None
    at: str | dt.time | None
    command_id: str | None


class Noting:
    """Everything that can be recorded in a meeting; a handle for an item records it under that item.

    Parties are named; a name that is new to the book makes a party. Texts are plain text or runs
    (:data:`alliance_minutes.values.Words`). Every method raises RefusedError when a rule of meetings says no,
    InvalidTextError or InvalidValueError for a value that cannot be recorded, and StoreError when the store fails.
    """

    def __init__(self, writing: Writing, item: int | None = None) -> None:
        self._writing = writing
        self._item = item

    @property
    def id(self) -> str:
        """The id of the meeting."""
        return self._writing.stream

    def _note(
        self,
        cls: type[Shown],
        said: str | Words,
        circumstances: Circumstances,
        fields: Callable[[Directory], dict[str, Any]] = lambda _: {},
        files: Mapping[str, bytes] | None = None,
    ) -> Noted:
        unknown = sorted(set(circumstances) - Circumstances.__annotations__.keys())
        if unknown:
            raise TypeError(f"{cls.__name__} got an unexpected keyword argument {unknown[0]!r}")
        at = circumstances.get("at")
        common: dict[str, Any] = {
            "item": self._item,
            "rests_on": self._version(circumstances.get("rests_on")),
            "text": words(said),
            "occurred_at": parse_time(at) if isinstance(at, str) else at,
        }
        return self._writing.note(
            lambda directory: cls(**common, **fields(directory)), circumstances.get("command_id"), files
        )

    def _version(self, entry: Noted | int | None) -> int | None:
        """The version of an entry of this meeting, however it is named."""
        if entry is None:
            return None
        if isinstance(entry, bool) or not isinstance(entry, (int, Noted)):
            raise InvalidValueError("version", entry, "a whole number, as the log lists it")
        if not isinstance(entry, Noted):
            return entry
        if entry.stream not in {"", self._writing.stream}:
            raise InvalidValueError("entry of this meeting", entry, f"one of meeting {self._writing.stream}")
        return entry.version

    def record(self, *events: Event, command_id: str | None = None) -> tuple[Noted, ...]:
        """Record ready-made events, all or nothing; parties in them are ids of this book."""
        return self._writing.note_all([_made(event) for event in events], command_id)


def _made(event: Event) -> Callable[[Directory], Event]:
    """What makes an event that is ready-made."""
    if not isinstance(event, Event):
        raise InvalidValueError("meeting event", event, "one of those of alliance_minutes.events")
    return lambda _: event


def party(directory: Directory, name: str | None) -> PartyId | None:
    """The party with this name, or ``None`` without a name."""
    return directory.party(name) if name else None


def several(given: Iterable[T] | str) -> tuple[T | str, ...]:
    """Names or texts; a single one may be given as it is.

    Raises:
        InvalidValueError: it is neither.
    """
    if isinstance(given, str):
        return (given,)
    if not isinstance(given, Iterable):
        raise InvalidValueError("list", given, "a text, or several")
    return tuple(given)
