"""Comparing what the entries of a meeting say at two moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from alliance_minutes.audit.history.difference_words import difference_words
from alliance_minutes.audit.history.differences import Act, Change, ItemChanges, PartChange
from alliance_minutes.audit.history.telling import Part
from alliance_minutes.audit.history.wording import Piece, compared
from alliance_minutes.document import plain
from alliance_minutes.events import (
    EntryCorrected,
    EntryWithdrawn,
    ItemOpened,
    PassageClosed,
    PassageOpened,
    PersonalDataErased,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alliance_minutes.audit.history.differences import ChangeKind
    from alliance_minutes.audit.history.telling import Telling
    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.meeting import Minutes
    from alliance_minutes.meeting.state import Entry
    from alliance_minutes.store import Store

_ACTS: Mapping[str, ChangeKind] = {"passage-closed": "closed", "passage-opened": "opened", "erased": "erased"}
_OF_THE_ACT = frozenset({"target", "reason", "authority", "formerly", "added", "by"})


class Comparison:
    """Two tellings of one meeting, being compared."""

    def __init__(
        self,
        scribe: Scribe,
        before: Minutes,
        after: Minutes,
        old: dict[int, Telling],
        new: dict[int, Telling],
    ) -> None:
        self.scribe = scribe
        self.before = before
        self.after = after
        self.old = old
        self.new = new
        self.acts = {  # the last act of a sort that was done to an entry since
            (type(entry.event), entry.event.target): version
            for version, entry in self._since()
            if isinstance(entry.event, (EntryCorrected, EntryWithdrawn))
        }
        self.struck: dict[int, tuple[int, ...]] = {}  # version of an erasure: the entries it took words from

    def erased_digests(self, store: Store, meeting: str) -> None:
        """Find out which entries the erasures between the moments took words from."""
        acts = {
            version: set(entry.event.digests)
            for version, entry in self._since()
            if isinstance(entry.event, PersonalDataErased)
        }
        if not acts:
            return
        gone = [(entry.version, entry.erased) for entry in store.read(meeting) if entry.erased]
        for act, digests in acts.items():
            self.struck[act] = tuple(version for version, erased in gone if not digests.isdisjoint(erased))

    def _since(self) -> Iterator[tuple[int, Entry]]:
        """The entries that came between the moments."""
        return ((entry.version, entry) for entry in self.after.entries[self.before.version :])

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
        for version in self._versions():
            old, new = self.old.get(version), self.new.get(version)
            told = new or old
            if told is None or told.act in {"corrected", "withdrawn", "moved", "added"}:
                continue  # an erratum is told with the entry that it mends
            kind = _ACTS.get(told.act or "")
            if kind is not None:
                yield from self._of_act(told, kind) if old is None else ()
                continue
            for change in self._of_entry(version, old, new):
                yield self._home(told), change

    def _home(self, told: Telling) -> int | None:
        """The item that an entry is told under: itself where it opens one."""
        return told.version if isinstance(told.event, ItemOpened) else told.item

    def _of_entry(self, version: int, old: Telling | None, new: Telling | None) -> Iterator[Change]:
        """The changes of one entry."""
        if old is None and new is not None:
            if new.withdrawn:
                yield self._made("withdrawn", new, self._gone(new), EntryWithdrawn)
            else:
                yield self._made("added", new, self._came(new))
        elif old is not None and (new is None or (new.withdrawn and not old.withdrawn)):
            yield self._made("withdrawn", old, self._gone(old), EntryWithdrawn)
        elif old is not None and new is not None:
            parts = self._differing(old, new) if old.event != new.event else ()
            if parts:
                yield self._made("corrected", new, parts, EntryCorrected)
            moved = self._last(version, "moved")
            if old.item != new.item or moved is not None:
                act = None if moved is None else self._act(moved)
                said = (*self._whole(new), *self._item_change(old, new))
                yield Change(kind="moved", version=version, what=new.label, parts=said, act=act)

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
        event = self.after.entries[told.version - 1].event
        struck = (one for one in self.struck.get(told.version, ()) if one in self.new or one in self.old)
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
                    act=self._act(told.version),
                ),
            )

    def _made(
        self,
        kind: ChangeKind,
        told: Telling,
        parts: tuple[PartChange, ...],
        by: type[EntryCorrected | EntryWithdrawn] | None = None,
    ) -> Change:
        """A change, with the last act of that sort that was done to the entry; what was added is its own act."""
        act = told.version
        if by is None:
            act = self._last(told.version, "added") or act
        else:
            act = self.acts.get((by, told.version), act)
        return Change(kind=kind, version=told.version, what=told.label, parts=parts, act=self._act(act))

    def _last(self, version: int, kind: str) -> int | None:
        """The last amendment of that kind that was made to an entry between the moments."""
        done = [
            amendment.version
            for amendment in self.after.entries[version - 1].amendments
            if amendment.version > self.before.version and getattr(amendment, "kind", None) == kind
        ]
        return done[-1] if done else None

    def _act(self, version: int) -> Act | None:
        """The act of an entry, as far as the edition shows it."""
        seen = self.scribe.seen
        entry = seen.entries.get(version)
        if entry is None:
            if seen.edition == "public":
                return None
            entry = self.after.entries[version - 1]
        event = entry.event
        by = entry.recorded_by
        basis = event.basis if isinstance(event, PersonalDataErased) else ""
        return Act(
            version=version,
            position=entry.position,
            recorded_at=entry.recorded_at,
            recorded_by=None if by is None else plain((self.scribe.names.printed(by),)),
            reason=basis or plain(self.scribe.inlines(getattr(event, "reason", ()))),
            authority=self._authority(getattr(event, "authority", None), getattr(event, "decision", None)),
        )

    def _authority(self, version: int | None, decision: str | None) -> str | None:
        if version is None or version not in self.scribe.seen.entries:
            return decision
        called = plain(self.scribe.reference(version))
        return called or self.scribe.say.life.entry.format(version=version)

    # -- parts ---------------------------------------------------------------------------------------------------------

    @staticmethod
    def _came(told: Telling) -> tuple[PartChange, ...]:
        return tuple(_part(part, "inserted") for part in told.parts)

    @staticmethod
    def _gone(told: Telling) -> tuple[PartChange, ...]:
        return tuple(_part(part, "deleted") for part in told.parts)

    @staticmethod
    def _whole(told: Telling) -> tuple[PartChange, ...]:
        return tuple(_part(part, "same") for part in told.parts)

    @staticmethod
    def _differing(old: Telling, new: Telling) -> tuple[PartChange, ...]:
        """The parts that say something else, and the words even where they say the same: they tell what is meant."""
        said = {part.name: part for part in old.parts}
        says = {part.name: part for part in new.parts}
        names = sorted(dict.fromkeys((*says, *said)), key=lambda name: name != "lead")  # it is printed first
        changed = [
            PartChange(
                name=name,
                label=(says.get(name) or said[name]).label,
                pieces=compared(_text(said.get(name)), _text(says.get(name))),
            )
            for name in names
        ]
        if all(piece.fate == "same" for part in changed for piece in part.pieces):
            return ()
        return tuple(
            part for part in changed if part.name == "words" or any(p.fate != "same" for p in part.pieces)
        )


def _text(part: Part | None) -> str:
    return part.text if part else ""


def _part(part: Part, fate: Literal["same", "deleted", "inserted"]) -> PartChange:
    return PartChange(name=part.name, label=part.label, pieces=(Piece(fate, part.text),))
