"""Comparing what the entries of a meeting say at two moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen

from alliance_minutes.audit.history.difference_words import difference_words
from alliance_minutes.audit.history.differences import Change, ItemChanges, PartChange
from alliance_minutes.audit.history.reading import said_otherwise
from alliance_minutes.audit.history.telling import Part
from alliance_minutes.audit.history.turning import turned
from alliance_minutes.audit.history.wording import Piece
from alliance_minutes.events import (
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    ItemOpened,
    PassageClosed,
    PassageOpened,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alliance_minutes.audit.history.acts import Acts
    from alliance_minutes.audit.history.differences import ChangeKind
    from alliance_minutes.audit.history.telling import Telling
    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.events import Event
    from alliance_minutes.meeting import Minutes

_ACTS: Mapping[str, ChangeKind] = {"passage-closed": "closed", "passage-opened": "opened", "erased": "erased"}
_OF_THE_ACT = frozenset({"target", "reason", "authority", "formerly", "added", "by"})


@frozen(kw_only=True)
class Reading:
    """A meeting at one of the two moments.

    Attributes:
        minutes: as open as they are now.
        as_recorded: as open as they then were; only to see what was closed and opened, nothing of it is told.
        told: what each entry says, by version and in the order of the minutes.
    """

    minutes: Minutes
    as_recorded: Minutes
    told: Mapping[int, Telling]


class Comparison:
    """Two tellings of one meeting, being compared."""

    def __init__(self, scribe: Scribe, before: Reading, after: Reading, acts: Acts) -> None:
        self.scribe = scribe
        self.before = before
        self.after = after
        self.old = before.told
        self.new = after.told
        self.acts = acts

    def items(self) -> Iterator[ItemChanges]:
        """The changes by agenda item, in the order of the minutes."""
        gathered: dict[int | None, list[Change]] = {}
        for item, change in self._changes():
            gathered.setdefault(item, []).append(change)
        order: dict[int | None, int] = {None: -1}
        for version in self._versions():
            order.setdefault(version, len(order))
        for item in sorted(gathered, key=lambda one: order.get(one, len(order))):
            yield self._item(item, tuple(gathered[item]))

    def _item(self, version: int | None, changes: tuple[Change, ...]) -> ItemChanges:
        told = None if version is None else (self.new.get(version) or self.old.get(version))
        number = getattr(told.event, "number", None) if told else None
        title = (told.part("words") or "") if told else ""
        return ItemChanges(
            version=version,
            number=number,
            title=title.removeprefix(f"{number}. ") if number else title,
            changes=changes,
        )

    def _versions(self) -> list[int]:
        """Every entry of either side: in the order of the later one, what is gone from it after what it stood after."""
        order = [*self.new]
        places = {version: place for place, version in enumerate(order)}
        after: dict[int, list[int]] = {}
        previous = -1
        for version in self.old:
            if version in places:
                previous = places[version]
            else:
                after.setdefault(previous, []).append(version)
        merged = [*after.get(-1, ())]
        for place, version in enumerate(order):
            merged += [version, *after.get(place, ())]
        return merged

    def _changes(self) -> Iterator[tuple[int | None, Change]]:
        """Every change, with the item under which it is told."""
        by_acts = {
            (change.kind, change.version)
            for told in self._acting()
            for _, change in self._of_act(told, _ACTS[told.act or ""])
        }
        for version in self._versions():
            old, new = self.old.get(version), self.new.get(version)
            told = new or old
            if told is None or told.act in {"corrected", "withdrawn", "moved", "added"}:
                continue  # an erratum is told with the entry that it mends
            kind = _ACTS.get(told.act or "")
            if kind is not None:
                yield from self._of_act(told, kind) if old is None else ()
                continue
            for change in self._of_entry(old, new):
                if change.kind not in _ACTS.values() or (change.kind, version) not in by_acts:
                    yield self._home(told), change

    def _acting(self) -> Iterator[Telling]:
        """The acts of closing, opening and erasing between the moments."""
        return (told for version, told in self.new.items() if told.act in _ACTS and version not in self.old)

    def _home(self, told: Telling) -> int | None:
        """The item that an entry is told under: itself where it opens one."""
        return told.version if isinstance(told.event, ItemOpened) else told.item

    def _of_entry(self, old: Telling | None, new: Telling | None) -> Iterator[Change]:
        """The changes of one entry."""
        if old is None and new is not None:
            yield self._appeared(new)
        elif old is not None and (new is None or (new.withdrawn and not old.withdrawn)):
            yield self._gone(old)
        elif old is not None and new is not None:
            yield from self._corrected(old, new)
            yield from self._turned(new)
            yield from self._moved(old, new)
            yield from self._forgotten(new)

    def _appeared(self, new: Telling) -> Change:
        """What came; or what the edition did not show of the earlier moment, because it was mended since."""
        if new.withdrawn:
            return self._made("withdrawn", new, "deleted", EntryWithdrawn)
        if new.version > self.before.minutes.version:
            act = self.acts.addition(new.version) or new.version
            return Change(
                kind="added",
                version=new.version,
                what=new.label,
                parts=_parts(new, "inserted"),
                act=self.acts.told(act),
            )
        if self.acts.last(EntryCorrected, new.version) is not None:
            return self._made("corrected", new, "same", EntryCorrected)
        return self._made("moved", new, "same", EntryMoved)

    def _gone(self, old: Telling) -> Change:
        """What went; or what the edition shows no more, which is not told again."""
        if self.after.minutes.entries[old.version - 1].withdrawn:
            return self._made("withdrawn", old, "deleted", EntryWithdrawn)
        return Change(kind="closed", version=old.version, what=old.label, parts=(), act=None)

    def _made(
        self,
        kind: ChangeKind,
        told: Telling,
        fate: Literal["same", "deleted", "inserted"],
        by: type[Event],
    ) -> Change:
        """A change of a whole entry, with the last act of that sort that was done to it."""
        act = self.acts.last(by, told.version) or told.version
        return Change(
            kind=kind,
            version=told.version,
            what=told.label,
            parts=_parts(told, fate),
            act=self.acts.told(act),
        )

    def _corrected(self, old: Telling, new: Telling) -> Iterator[Change]:
        """That an entry says otherwise what it says."""
        if old.event == new.event:
            return
        parts = said_otherwise(self.scribe, self.scribe.seen.entries[new.version], old.event)
        if parts:
            act = self.acts.last(EntryCorrected, new.version) or new.version
            yield Change(
                kind="corrected",
                version=new.version,
                what=new.label,
                parts=parts,
                act=self.acts.told(act),
            )

    def _turned(self, new: Telling) -> Iterator[Change]:
        """What a correction closed or opened."""
        act = self.acts.last(EntryCorrected, new.version)
        if act is None:
            return
        then, now = (side.as_recorded.entries[new.version - 1] for side in (self.before, self.after))
        ground, is_opened = turned(then, now)
        label = self.scribe.say.gate.ground
        if ground is not None:
            said = Part(name="ground", label=label, text=self.scribe.ground_text(ground))
            yield self._turn("closed", new, act, (_part(said, "same"),))
        if is_opened:
            yield self._turn("opened", new, act, ())

    def _turn(self, kind: ChangeKind, new: Telling, act: int, parts: tuple[PartChange, ...]) -> Change:
        return Change(kind=kind, version=new.version, what=new.label, parts=parts, act=self.acts.told(act))

    def _moved(self, old: Telling, new: Telling) -> Iterator[Change]:
        """That an entry stands elsewhere."""
        moved = self.acts.last(EntryMoved, new.version)
        if old.item != new.item or moved is not None:
            act = None if moved is None else self.acts.told(moved)
            said = (*_parts(new, "same"), *self._item_change(old, new))
            yield Change(kind="moved", version=new.version, what=new.label, parts=said, act=act)

    def _forgotten(self, new: Telling) -> Iterator[Change]:
        """That the name of somebody whom an entry names was erased."""
        act = self.acts.forgotten(new.event)
        if act is not None:
            yield Change(
                kind="erased",
                version=new.version,
                what=new.label,
                parts=_parts(new, "same"),
                act=self.acts.told_elsewhere(act),
            )

    def _item_change(self, old: Telling, new: Telling) -> Iterator[PartChange]:
        """From which item to which, where it is another one."""
        if old.item == new.item:
            return
        before, after = (
            told[version].part("words") or "" if version is not None and version in told else ""
            for told, version in ((self.old, old.item), (self.new, new.item))
        )
        pieces = (
            *((Piece("deleted", before),) if before else ()),
            *((Piece("inserted", after),) if after else ()),
        )
        yield PartChange(name="item", label=difference_words(self.scribe.language).item, pieces=pieces)

    def _of_act(self, told: Telling, kind: ChangeKind) -> Iterator[tuple[int | None, Change]]:
        """The changes that an act of closing, opening or erasing made, each told at the entry it is about."""
        event = self.after.minutes.entries[told.version - 1].event
        struck = (one for one in self.acts.struck.get(told.version, ()) if one in self.new or one in self.old)
        targets: tuple[int | None, ...] = tuple(struck) or (None,)  # how many are hidden, nobody learns
        if isinstance(event, (PassageClosed, PassageOpened)):
            targets = (event.target,)
        for target in targets:
            about = None if target is None else (self.new.get(target) or self.old.get(target))
            said = [part for part in told.parts if part.name not in _OF_THE_ACT]
            if kind == "erased":
                said = [Part(name="words", label="", text=self.scribe.say.gate.erased)]
            yield (
                self._home(about) if about else None,
                Change(
                    kind=kind,
                    version=about.version if about else None,
                    what=about.label if about else told.label,
                    parts=tuple(_part(part, "same") for part in said),
                    act=self.acts.told(told.version),
                ),
            )


def _parts(told: Telling, fate: Literal["same", "deleted", "inserted"]) -> tuple[PartChange, ...]:
    """All that an entry says."""
    return tuple(_part(part, fate) for part in told.parts)


def _part(part: Part, fate: Literal["same", "deleted", "inserted"]) -> PartChange:
    return PartChange(name=part.name, label=part.label, pieces=(Piece(fate, part.text),))
