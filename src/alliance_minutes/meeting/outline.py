"""The outline of a meeting: what the rules must know, from the clear fields alone.

Deciding needs structure, not words. So a command on a long meeting reads its entries and leaves the vault shut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance_minutes.events import (
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    ItemOpened,
    MeetingConvened,
    MinutesAdopted,
    Shown,
    clear_fields,
)
from alliance_minutes.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.events import Event
    from alliance_minutes.values import PartyId


_FIXED = ("item", "parent", "rests_on", "number", "after", "added")


def fixed(event_type: type[Event]) -> tuple[str, ...]:
    """The fields that no correction changes: where an entry stands, what it rests on, and a number the book keeps."""
    return tuple(name for name in _FIXED if name in clear_fields(event_type))


class Outline:
    """The structure of a meeting up to a version.

    Attributes:
        types: the event type of each entry; that of version ``v`` is ``types[v - 1]``.
        items: the item of each entry that is shown under one, by version.
        marks: versions of the entries that rest on others.
        fixed: by version, the clear fields that no correction changes: where an entry stands, and its number.
        numbers: every decision, action and question number given in this meeting, and the type that bears it.
        withdrawn: versions of the entries that were withdrawn.
        echoes: versions of the adoptions that another meeting recorded here.
        adopted: whether the minutes of this meeting were adopted.
        body, held_on: of the meeting, as it was convened.
    """

    __slots__ = (
        "adopted",
        "body",
        "echoes",
        "fixed",
        "held_on",
        "items",
        "marks",
        "numbers",
        "types",
        "withdrawn",
    )

    def __init__(self) -> None:
        self.types: list[type[Event]] = []
        self.items: dict[int, int] = {}
        self.marks: set[int] = set()
        self.fixed: dict[int, dict[str, Any]] = {}
        self.numbers: dict[str, type[Event]] = {}
        self.withdrawn: set[int] = set()
        self.echoes: set[int] = set()
        self.adopted = False
        self.body: PartyId = ""
        self.held_on: PartialDate | None = None

    @property
    def version(self) -> int:
        """The version of the last entry; 0 before the first."""
        return len(self.types)

    def copy(self) -> Outline:
        """An outline that can go on without changing this one."""
        other = Outline()
        other.types = self.types.copy()
        other.items = self.items.copy()
        other.marks = self.marks.copy()
        other.fixed = self.fixed.copy()
        other.numbers = self.numbers.copy()
        other.withdrawn = self.withdrawn.copy()
        other.echoes = self.echoes.copy()
        other.adopted = self.adopted
        other.body = self.body
        other.held_on = self.held_on
        return other

    def take(self, event_type: type[Event], clear: Mapping[str, Any]) -> None:
        """Take the next entry, by its type and its clear fields."""
        self.types.append(event_type)
        version = len(self.types)
        if event_type is MeetingConvened:
            self.body = clear.get("body", "")
            self.held_on = clear.get("held_on")
        elif issubclass(event_type, Shown):
            item = clear.get("item")
            if item is not None:
                self.items[version] = item
            if clear.get("rests_on") is not None:
                self.marks.add(version)
        self.fixed[version] = {name: clear[name] for name in fixed(event_type) if clear.get(name) is not None}
        number = clear.get("number")
        if event_type.SERIES is not None and number is not None:
            self.numbers[number] = event_type
        elif event_type is EntryWithdrawn:
            self.withdrawn.add(clear.get("target", 0))
        elif event_type is EntryCorrected and clear.get("target") == 1:
            self._convene(clear.get("instead"))
        elif event_type is EntryMoved:
            self._move(clear)
        elif event_type is MinutesAdopted and clear.get("adopted_by") is not None:
            self.adopted = True
            self.echoes.add(version)

    def _convene(self, instead: object) -> None:
        """The meeting is of another date than was thought; from an entry that is a table, as JSON."""
        if isinstance(instead, MeetingConvened):
            self.held_on = instead.held_on
        elif isinstance(instead, dict):
            held_on = instead.get("held_on")
            self.held_on = PartialDate.parse(held_on) if isinstance(held_on, str) else None

    def _move(self, act: Mapping[str, Any]) -> None:
        target, item, rests_on = act.get("target", 0), act.get("item"), act.get("rests_on")
        moved = self.type_of(target)
        if moved is None:
            return
        is_item = moved is ItemOpened
        self._fix(
            target, **{"parent" if is_item else "item": item}, **({} if is_item else {"rests_on": rests_on})
        )
        if issubclass(moved, Shown):
            (self.marks.discard if rests_on is None else self.marks.add)(target)
            for version in (
                target,
                *(one for one in self.marks if self.fixed[one].get("rests_on") == target),
            ):
                self._fix(version, item=item)
                self.items.pop(version, None)
                if item is not None:
                    self.items[version] = item

    def _fix(self, version: int, **place: Any) -> None:
        """Note a place anew; what another outline shares stays as it was."""
        known = {**self.fixed[version], **place}
        self.fixed[version] = {name: value for name, value in known.items() if value is not None}

    def item_of(self, version: int) -> int | None:
        """The item that an entry is under, or that an item is part of."""
        place = self.fixed.get(version, {})
        found: int | None = place.get("item", place.get("parent"))
        return found

    def type_of(self, version: int) -> type[Event] | None:
        """The type of the entry of that version, or ``None`` when there is none, or it was withdrawn."""
        return None if version in self.withdrawn else self.recorded_type(version)

    def recorded_type(self, version: int) -> type[Event] | None:
        """The type of the entry of that version, also where it was withdrawn since; ``None`` when there is none."""
        return self.types[version - 1] if 0 < version <= len(self.types) else None

    def is_item(self, version: int) -> bool:
        """Whether an agenda item was opened by the entry of that version."""
        return self.type_of(version) is ItemOpened
