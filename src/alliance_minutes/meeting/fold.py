"""From the events of a meeting to its state: the fold.

Two steps keep it total and simple. Every entry is first read as it stands *now*: later corrections, withdrawals and
closings are applied to the entry they name. Then the state is derived from those entries in order. Nothing raises:
what does not fit (a correction of an entry that is not there) leaves the state as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from alliance_minutes.events import (
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    ItemOpened,
    MeetingConvened,
    MinutesAdopted,
    PassageClosed,
    PassageOpened,
    Placed,
    Shown,
    passage_fields,
)
from alliance_minutes.meeting.derive import Derivation
from alliance_minutes.meeting.openness import carried, ground_in, left_open
from alliance_minutes.meeting.order import Order
from alliance_minutes.meeting.outline import fixed
from alliance_minutes.meeting.state import Amendment, Entry, Item, Minutes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliance_minutes.events import Event, Recorded
    from alliance_minutes.meeting.state import AmendmentKind
    from alliance_minutes.values import PartyId


_WHOLE = {"item", "document", "entry"}


def fold(
    meeting: str,
    recorded: Iterable[Recorded],
    *,
    as_of: int | None = None,
    size: int | None = None,
    closings: bool = True,
) -> Minutes:
    """The minutes of ``meeting`` as these entries of its stream leave them.

    Args:
        meeting: id of the meeting.
        recorded: the entries of its stream from version 1 on, in order.
        as_of: the version to rebuild; ``None`` for the last one. It chooses content, never openness: what was closed
            or opened after it is closed or open all the same.
        size: entries of the book at the moment that this is the state of; by default up to and with the last one
            taken.
        closings: whether what was closed and opened afterwards is; without, every entry reads as it was written.
            Only for comparing texts: nobody may be shown that.
    """
    reading = _Reading(closings=closings)
    entries = recorded if as_of is None else tuple(recorded)
    for entry in entries:
        if as_of is None or entry.version <= as_of:
            reading.take(entry)
        elif isinstance(entry.event, (PassageClosed, PassageOpened)):
            reading.set_openness(entry.event, later=True)
        elif isinstance(entry.event, EntryCorrected):
            reading.close_as(entry.event)
        elif isinstance(entry.event, EntryMoved):
            reading.moved_later[entry.event.target] = entry.event.item
        elif isinstance(entry.event, EntryWithdrawn):
            reading.outdate(entry.event.target)
    minutes = reading.minutes(meeting, size)
    if isinstance(entries, tuple) and minutes.version < len(entries):
        return attrs.evolve(minutes, now=fold(meeting, entries, closings=closings))
    return minutes


class _Draft:
    """An entry while later ones may still change how it reads."""

    __slots__ = ("amendments", "closed", "doubtful", "event", "marks", "original", "outdated", "recorded")

    def __init__(self, recorded: Recorded) -> None:
        self.recorded = recorded
        self.event: Event = recorded.event
        self.original: Event | None = None
        self.amendments: list[Amendment] = []
        self.outdated = False
        self.marks: list[int] = []
        self.closed: str | None = getattr(recorded.event, "closed", None)
        self.doubtful: dict[
            str, str
        ] = {}  # fields of which a correction does not say what is closed: the ground

    def entry(self) -> Entry:
        return Entry(
            version=self.recorded.version,
            position=self.recorded.position,
            recorded_at=self.recorded.recorded_at,
            recorded_by=self.recorded.recorded_by,
            event=self.event,
            original=self.original,
            amendments=tuple(self.amendments),
            marks=tuple(self.marks),
            closed=self.closed or next(iter(self.doubtful.values()), None),
            erased=bool(self.recorded.erased),
            outdated=self.outdated,
        )


class _Reading:
    def __init__(self, *, closings: bool = True) -> None:
        self.drafts: list[_Draft] = []
        self.order = Order()
        self.closings = closings
        self.moved_later: dict[int, int | None] = {}  # after the moment that is read: to which item
        self.adopted = False
        self.closed_parties: set[PartyId] = set()

    def take(self, recorded: Recorded) -> None:
        self.drafts.append(_Draft(recorded))
        event = recorded.event
        self.order.put(len(self.drafts), event.after if isinstance(event, Placed) else None)
        if isinstance(event, Placed):
            self._add(recorded.version, event)
        if isinstance(event, Shown):
            self._show(recorded.version, event)
        elif isinstance(event, EntryCorrected):
            self._correct(recorded.version, event)
        elif isinstance(event, EntryWithdrawn):
            self._amend(self.draft(event.target), recorded.version, event, "withdrawn")
        elif isinstance(event, EntryMoved):
            self._move(recorded.version, event)
        elif self.closings and isinstance(event, (PassageClosed, PassageOpened)):
            self.set_openness(event)

    def _show(self, version: int, event: Shown) -> None:
        base = self.draft(event.rests_on)
        if base is not None:
            base.marks.append(version)
        if isinstance(event, MinutesAdopted) and event.adopted_by is not None:
            self.adopted = True

    def _add(self, version: int, event: Placed) -> None:
        act = self.draft(event.added)
        if act is not None and isinstance(act.event, EntriesAdded):
            self._amend(self.draft(version), act.recorded.version, act.event, "added")

    def _move(self, version: int, act: EntryMoved) -> None:
        target = self.draft(act.target)
        if target is None or not isinstance(target.event, Placed):
            return
        if act.after is not None:
            self.order.move(act.target, act.through, act.after)
        if isinstance(target.event, ItemOpened):
            target.event = attrs.evolve(target.event, parent=act.item)
        elif isinstance(target.event, Shown):
            self._move_marks(target, act)
        self._amend(target, version, act, "moved")

    def _move_marks(self, target: _Draft, act: EntryMoved) -> None:
        """What rests on the words of an entry goes with it to another item."""
        event = target.event
        below = self.draft(getattr(event, "rests_on", None))
        if below is not None and act.target in below.marks:
            below.marks.remove(act.target)
        rests_on = act.rests_on if act.rests_on != act.target else None
        target.event = attrs.evolve(event, item=act.item, rests_on=rests_on)  # type: ignore[call-arg]  # it is Shown
        base = self.draft(rests_on)
        if base is not None:
            base.marks.append(act.target)
        for mark in target.marks:
            resting = self.drafts[mark - 1]
            resting.event = attrs.evolve(resting.event, item=act.item)  # type: ignore[call-arg]  # it is Shown

    def draft(self, version: int | None) -> _Draft | None:
        """The entry of that version, if it has come."""
        if version is None or not 0 < version <= len(self.drafts):
            return None
        return self.drafts[version - 1]

    def _correct(self, version: int, act: EntryCorrected) -> None:
        target = self.draft(act.target)
        if target is None or type(target.event) is not type(act.instead):
            return
        if target.original is None:
            target.original = target.event
        instead = _in_place(act.instead, target.event)
        target.doubtful |= left_open(target.event, instead)
        before, target.event = target.event, instead
        self._amend(target, version, act, "corrected", before)

    def _amend(
        self,
        target: _Draft | None,
        version: int,
        act: EntryCorrected | EntryWithdrawn | EntryMoved | EntriesAdded,
        kind: AmendmentKind,
        before: Event | None = None,
    ) -> None:
        if target is None:
            return
        target.amendments.append(
            Amendment(
                version=version,
                reason=act.reason,
                authority=act.authority,
                decision=act.decision,
                kind=kind,
                after_adoption=self.adopted,
                before=before,
                since=None if before is None else target.event,
            )
        )

    def set_openness(self, act: PassageClosed | PassageOpened, *, later: bool = False) -> None:
        """Close or open what the act names; ``later`` than the moment asked about, it brings no content along."""
        ground = act.ground if isinstance(act, PassageClosed) else None
        target = self.draft(act.target)
        if act.subject == "party" and act.party is not None:
            (self.closed_parties.add if ground else self.closed_parties.discard)(act.party)
        elif target is not None and act.subject == "passage":
            if _carries(act, target.event):
                said = act.anew
                if later:
                    said = carried(getattr(target.event, act.field or ""), said, ground_in(said) or ground)
                target.event = _with(target.event, act.field or "", said)
                target.doubtful.pop(act.field or "", None)
            elif (
                ground is not None
            ):  # nothing tells what of such a field is open, so the whole entry is closed
                target.closed = ground
        elif target is not None and act.subject in _WHOLE:
            target.closed = ground
            if ground is None:
                target.doubtful.clear()
            if hasattr(target.event, "closed"):
                target.event = _with(target.event, "closed", ground)

    def outdate(self, version: int) -> None:
        """Note that an entry was mended after the moment that is read."""
        target = self.draft(version)
        if target is not None:
            target.outdated = True

    def close_as(self, act: EntryCorrected) -> None:
        """Close what a later correction shows as closed; of its content nothing else is taken."""
        self.outdate(act.target)
        target = self.draft(act.target)
        if target is None or type(target.event) is not type(act.instead):
            return
        target.doubtful |= left_open(target.event, act.instead)
        for field in passage_fields(type(act.instead)):
            instead = getattr(act.instead, field)
            ground = ground_in(instead)
            if ground is not None:
                said = carried(getattr(target.event, field), instead, ground)
                target.event = _with(target.event, field, said)
        if getattr(act.instead, "closed", None) is not None:
            target.event = _with(target.event, "closed", getattr(act.instead, "closed", None))
        tally, meant = getattr(target.event, "tally", None), getattr(act.instead, "tally", None)
        if tally is not None and meant is not None and meant.secret:
            target.event = _with(target.event, "tally", attrs.evolve(tally, secret=True))

    def _close_moved(self) -> None:
        """Close what stands in a closed item now, where it did not yet at the moment that is read."""
        for version, item in self.moved_later.items():
            target, home = self.draft(version), self.draft(item)
            seen: set[int] = set()
            while target is not None and item is not None and home is not None and item not in seen:
                seen.add(item)
                target.closed = target.closed or home.closed
                item = self.moved_later.get(item, getattr(home.event, "parent", None))  # noqa: PLW2901 - upwards
                home = self.draft(item)

    def minutes(self, meeting: str, size: int | None) -> Minutes:
        self._close_moved()
        entries = tuple(draft.entry() for draft in self.drafts)
        order = tuple(self.order)
        ordered = tuple(entries[version - 1] for version in order)
        before, items, after = _agenda(ordered)
        derived = Derivation()
        for entry in ordered:
            derived.take(entry)
        convened = entries[0].event if entries else None
        return Minutes(
            id=meeting,
            version=len(entries),
            size=size if size is not None else entries[-1].position + 1 if entries else 0,
            convened=convened if isinstance(convened, MeetingConvened) else MeetingConvened(body=""),
            entries=entries,
            order=order,
            before=before,
            items=items,
            after=after,
            closed_parties=frozenset(self.closed_parties),
            **derived.result(),
        )


def _carries(act: PassageClosed | PassageOpened, event: Event) -> bool:
    """Whether an act of closing or opening carries the field that it is about anew."""
    field = act.field or ""
    return field in passage_fields(type(event)) and bool(act.anew or not getattr(event, field))


def _with(event: Event, field: str, value: Any) -> Event:
    return attrs.evolve(event, **{field: value})


def _in_place(instead: Event, before: Event) -> Event:
    """The correction, where the corrected entry stands: it moves nothing, whatever a forged book says."""
    return attrs.evolve(instead, **{name: getattr(before, name) for name in fixed(type(before))})


class _Branch:
    """An item while its entries and sub-items are gathered."""

    __slots__ = ("entries", "entry", "items")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.entries: list[Entry] = []
        self.items: list[_Branch] = []


def _agenda(entries: tuple[Entry, ...]) -> tuple[tuple[Entry, ...], tuple[Item, ...], tuple[Entry, ...]]:
    """The entries before the first item, the tree of items, and what came outside them later."""
    before: list[Entry] = []
    after: list[Entry] = []
    roots: list[_Branch] = []
    branches: dict[int, _Branch] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, ItemOpened):
            branch = branches[entry.version] = _Branch(entry)
            parent = branches.get(event.parent) if event.parent is not None else None
            (parent.items if parent and parent is not branch else roots).append(branch)
        elif isinstance(event, Shown):
            home = branches.get(event.item) if event.item is not None else None
            (home.entries if home else after if roots else before).append(entry)
    return tuple(before), _frozen(roots), tuple(after)


def _frozen(roots: list[_Branch]) -> tuple[Item, ...]:
    """The branches as values, deepest first, so that a deep agenda needs no deep stack."""
    order = list(roots)
    for branch in order:
        order.extend(branch.items)
    made: dict[int, Item] = {}
    for branch in reversed(order):
        children = tuple(made.pop(id(child)) for child in branch.items)
        made[id(branch)] = Item(entry=branch.entry, entries=tuple(branch.entries), items=children)
    return tuple(made[id(branch)] for branch in roots)
