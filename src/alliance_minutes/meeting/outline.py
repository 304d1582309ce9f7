"""The outline of a meeting: what the rules must know, from the clear fields alone.

Deciding needs structure, not words. So a command on a long meeting reads its entries and leaves the vault shut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance_minutes.events import EntryWithdrawn, ItemOpened, MeetingConvened, MinutesAdopted, Shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.events import Event
    from alliance_minutes.values import PartialDate, PartyId


FIXED = ("item", "parent", "rests_on", "number")
"""What a correction never changes: where an entry stands, what it rests on, and its number."""


class Outline:
    """The structure of a meeting up to a version.

    Attributes:
        types: the event type of each entry; that of version ``v`` is ``types[v - 1]``.
        items: the item of each entry that is shown under one, by version.
        marks: versions of the entries that rest on others.
        fixed: by version, the clear fields that no correction changes: where an entry stands, and its number.
        numbers: every decision, action and question number given in this meeting, and the type that bears it.
        withdrawn: versions of the entries that were withdrawn.
        adopted: whether the minutes of this meeting were adopted.
        body, held_on: of the meeting, as it was convened.
    """

    __slots__ = ("adopted", "body", "fixed", "held_on", "items", "marks", "numbers", "types", "withdrawn")

    def __init__(self) -> None:
        self.types: list[type[Event]] = []
        self.items: dict[int, int] = {}
        self.marks: set[int] = set()
        self.fixed: dict[int, dict[str, Any]] = {}
        self.numbers: dict[str, type[Event]] = {}
        self.withdrawn: set[int] = set()
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
        self.fixed[version] = {name: clear[name] for name in FIXED if clear.get(name) is not None}
        number = clear.get("number")
        if event_type.SERIES is not None and number is not None:
            self.numbers[number] = event_type
        elif event_type is EntryWithdrawn:
            self.withdrawn.add(clear.get("target", 0))
        elif event_type is MinutesAdopted and clear.get("adopted_by") is not None:
            self.adopted = True

    def type_of(self, version: int) -> type[Event] | None:
        """The type of the entry of that version, or ``None`` when there is none, or it was withdrawn."""
        if not 0 < version <= len(self.types) or version in self.withdrawn:
            return None
        return self.types[version - 1]

    def is_item(self, version: int) -> bool:
        """Whether an agenda item was opened by the entry of that version."""
        return self.type_of(version) is ItemOpened
