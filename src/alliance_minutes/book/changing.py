"""From a text that differs from its meeting in the book to the acts that make the book say what the text says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, mutable

from alliance_minutes.book.aligning import rising
from alliance_minutes.book.comparing import Line, compare, pointing, renamed, said, typed
from alliance_minutes.book.opening import closed_texts, drops, open_text, opens
from alliance_minutes.book.plans import Change, Notice, Plan
from alliance_minutes.book.refusing import refused
from alliance_minutes.book.sameness import Reading, sameness
from alliance_minutes.events import (
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    ItemOpened,
    MeetingConvened,
    MinutesAdopted,
    Placed,
)
from alliance_minutes.events.admission import admitted
from alliance_minutes.meeting import fold
from alliance_minutes.meeting.order import Order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alliance_minutes.book.comparing import Comparison
    from alliance_minutes.book.plans import Grounds, NoticeCode
    from alliance_minutes.errors import RefusedError
    from alliance_minutes.events import Event, Recorded
    from alliance_minutes.meeting import Minutes
    from alliance_minutes.parties import Parties
    from alliance_minutes.values import PartyId

_TELLING = 8  # characters; shorter words that were closed may well stand elsewhere by themselves


def plan(
    meeting: str,
    recorded: Sequence[Recorded],
    asked: Sequence[Event],
    parties: Parties,
    grounds: Grounds,
    *,
    lines: Sequence[int] = (),
    file: str = "",
    certain: bool = True,
) -> Plan:
    """The acts that make a meeting of the book say what a text says, as few as are needed.

    Args:
        meeting, recorded: the meeting and the entries of its stream.
        asked: the events of the text; versions in them count from its beginning.
        parties: of the book.
        grounds: why, and by whose leave.
        lines: the line of each event in the text.
        file: what the text is called in messages.
        certain: whether the text is of this meeting for certain; else nothing is planned where they differ too much.

    Raises:
        RefusedError: the text would open what is closed, name another body, or undo an adoption; ``rule`` says which.
    """
    minutes = fold(meeting, recorded)
    written = fold(meeting, recorded, closings=False)
    merged = {one: kept for one in parties.ids() if (kept := parties[one].id) != one}
    new = [Line(version, admitted(event)) for version, event in enumerate(asked, 1)]
    told = {said(line.event) for line in new}
    standing = [entry for entry in minutes.ordered if not entry.withdrawn]
    readings = {
        entry.version: Reading(
            renamed(entry.event, merged),
            renamed(written.entries[entry.version - 1].event, merged),
            entry.erased,
        )
        for entry, can in zip(standing, typed(entry.event for entry in standing), strict=True)
        if can
    }
    held = [
        # The text may be the file it was recorded from, which knows of no closing since: what it says is found so.
        Line(
            version,
            one.written if said(one.written) in told and said(one.now) not in told else one.now,
            one.erased,
        )
        for version, one in readings.items()
    ]
    gone = frozenset(party.id for party in parties.values() if not party.name)
    comparison = compare(held, new)
    if not certain and not comparison.is_alike:
        return Plan(version=minutes.version, is_alike=False)
    return _Writer(minutes, readings, comparison, grounds, gone, lines, file).plan()


@mutable
class _Place:
    """Where an entry stands while the acts are made up: under which item, on which words."""

    item: int | None
    rests_on: int | None


@mutable
class _Writer:
    minutes: Minutes
    readings: Mapping[int, Reading]
    comparison: Comparison
    grounds: Grounds
    gone: frozenset[PartyId]
    lines: Sequence[int]
    file: str
    acts: list[Event] = field(factory=list)
    act_lines: list[int | None] = field(factory=list)
    changes: list[Change] = field(factory=list)
    versions: dict[int, int] = field(factory=dict)  # of the text: of the book
    order: Order = field(factory=Order)
    places: dict[int, _Place] = field(factory=dict)
    marks: dict[int | None, set[int]] = field(factory=dict)
    strangers: set[PartyId] = field(factory=set)
    notices: list[Notice] = field(factory=list)
    addition: int | None = None

    def plan(self) -> Plan:
        """The plan; the text is gone through once."""
        for version in self.minutes.order:
            self.order.put(version)
        old, new, found = self.comparison.old, self.comparison.new, self.comparison.found
        for line in old:
            self._stand(line.version, _place(line.event))
        stay = self._staying()
        adds = len(found) < len(new)
        if adds and (self.minutes.adopted or self.grounds.reason):
            self.addition = self._act(EntriesAdded(**self.grounds.fields()), None)
        live = {old[place].version for place in found.values()}
        last_to_stay = max((other for other in found if other in stay), default=0)
        previous = 0
        index = 0
        while index < len(new):
            if index not in found:
                previous = self._add(index, previous, live, at_end=index > last_to_stay)
            elif index in stay:
                previous = self.versions[index + 1] = old[found[index]].version
                self._home(index)
            else:
                index = self._move(index, previous, stay, live)
                previous = self.versions[index + 1]
            index += 1
        for other, place in found.items():
            self._correct(old[place], other)
        for line in reversed(old):
            if line.version not in live:
                self._withdraw(line)
        self._check_open()
        return Plan(
            version=self.minutes.version,
            acts=tuple(self.acts),
            lines=tuple(self.act_lines),
            changes=tuple(self.changes),
            strangers=frozenset(self.strangers),
            notices=tuple(self.notices),
        )

    def _check_open(self) -> None:
        """Refuse what would open something by a way around: out of a closed item, or as something new."""
        gone = {
            words
            for change in self.changes
            if change.before is not None
            for words in closed_texts(change.before)
            if len(words) >= _TELLING and (change.since is None or words not in closed_texts(change.since))
        }
        typed_as = {version: self.comparison.new[text - 1].event for text, version in self.versions.items()}
        for act, line in zip(self.acts, self.act_lines, strict=True):
            if isinstance(act, EntryMoved):
                held = self.minutes.entries[act.target - 1].event
                if self._within_closed(_place(held).item, {}) and not self._within_closed(act.item, typed_as):
                    raise self._opening(f"entry {act.target}", line)
            elif any(self._brings(act, words) for words in gone):
                raise self._opening("words that the text leaves out elsewhere", line)

    def _brings(self, act: Event, words: str) -> bool:
        """Whether words stand open by an act where they did not before."""
        if isinstance(act, EntryCorrected):
            held = self.readings[act.target].now
            return open_text(act.instead).count(words) > open_text(held).count(words)
        return isinstance(act, Placed) and words in open_text(act)

    def _within_closed(self, item: int | None, typed_as: Mapping[int, Event]) -> bool:
        """Whether an item is closed or part of one that is: now, or as the text has it."""
        seen: set[int] = set()
        while item is not None and item not in seen:
            seen.add(item)
            entry = self.minutes.entries[item - 1] if item <= self.minutes.version else None
            known = [] if entry is None else [entry.event]
            events = [*known, *([typed_as[item]] if item in typed_as else [])]
            if (entry and entry.closed) or any(getattr(event, "closed", None) for event in events):
                return True
            item = self.places[item].item if typed_as and item in self.places else _place(events[0]).item
        return False

    def _staying(self) -> frozenset[int]:
        """The indexes of the text that need no other place."""
        found = list(self.comparison.found.items())
        return frozenset(found[index][0] for index in rising([place for _, place in found]))

    def _act(self, event: Event, index: int | None) -> int:
        """Take an act up; the version it will have."""
        self.acts.append(event)
        self.act_lines.append(self._line(index))
        version = self.minutes.version + len(self.acts)
        if not isinstance(event, Placed):
            self.order.put(version)
        return version

    def _line(self, index: int | None) -> int | None:
        return self.lines[index] if index is not None and index < len(self.lines) else None

    def _pointing(self, event: Event) -> Event:
        return pointing(event, self.versions.get)

    def _add(self, index: int, previous: int, live: set[int], *, at_end: bool) -> int:
        event = self._pointing(self.comparison.new[index].event)
        after = None if at_end else previous
        event = attrs.evolve(event, after=after, added=self.addition)  # type: ignore[call-arg]  # it is Placed
        version = self._act(event, index)
        self.order.put(version, after)
        live.add(version)
        self.versions[index + 1] = version
        self._stand(version, _place(event))
        self.changes.append(Change(kind="added", version=version, since=event, line=self._line(index)))
        return version

    def _move(self, index: int, previous: int, stay: frozenset[int], live: set[int]) -> int:
        """Move what stands elsewhere, with what follows it there as in the text; the index of the last of it."""
        old, found = self.comparison.old, self.comparison.found
        first = last = old[found[index]].version
        end = index
        while (follows := found.get(end + 1)) is not None and end + 1 not in stay:
            if self._next(last, live) != old[follows].version:
                break
            end, last = end + 1, old[follows].version
        in_place = self._next(previous, live) == first
        for at in range(index, end + 1):
            line = old[found[at]]
            self.versions[at + 1] = line.version
            if at == index and not in_place:
                self._home(index, after=previous, through=last if last != first else None)
            elif not self._home(at) and not in_place:
                self._tell_move(line, at)
        return end

    def _tell_move(self, line: Line, index: int) -> None:
        self.changes.append(
            Change(
                kind="moved",
                version=line.version,
                before=line.event,
                since=line.event,
                line=self._line(index),
            )
        )

    def _next(self, version: int, live: set[int]) -> int:
        """The next entry of the text that stands behind another one."""
        at = self.order.following(version)
        while at and at not in live:
            at = self.order.following(at)
        return at

    def _home(self, index: int, *, after: int | None = None, through: int | None = None) -> bool:
        """Bring an entry under the item and on the words of the text, and where it is told; whether need was."""
        event = self._pointing(self.comparison.new[index].event)
        line = self.comparison.old[self.comparison.found[index]]
        wanted, place = _place(event), self.places[line.version]
        if not isinstance(event, Placed) or (wanted == place and after is None):
            return False
        move = EntryMoved(
            target=line.version,
            through=through,
            after=after,
            item=wanted.item,
            rests_on=wanted.rests_on,
            **self.grounds.fields(),
        )
        self._act(move, index)
        if after is not None:
            self.order.move(line.version, through, after)
        if wanted.item != place.item:
            for mark in self.marks.get(line.version, ()):
                self.places[mark].item = wanted.item
        self.marks.get(place.rests_on, set()).discard(line.version)
        self._stand(line.version, wanted)
        self._tell_move(line, index)
        return True

    def _stand(self, version: int, place: _Place) -> None:
        self.places[version] = place
        if place.rests_on is not None:
            self.marks.setdefault(place.rests_on, set()).add(version)

    def _correct(self, line: Line, index: int) -> None:
        held = self.readings[line.version]
        wanted = self._as_held(line, self._pointing(self.comparison.new[index].event))
        found = sameness(held, wanted, self.gone)
        self.strangers |= found.strangers
        if found.same:
            if found.met_erased:
                self._notice("words.erased", line, index)
            if found.closing_stays:
                self._notice("closing.stays", line, index)
            return
        if isinstance(wanted, MeetingConvened) and wanted.body != getattr(held.now, "body", None):
            raise refused(
                "meeting.body", "the text is of another body: record it as a meeting of its own, with --new"
            )
        if line.erased:
            raise refused(
                "correction.erased",
                f"{self._at(self._line(index))}words of entry {line.version} were erased, and the text says otherwise "
                "what is left of it: undo the change in the text, or correct the entry with 'correct'; "
                "'show MEETING --as notation' writes the file as the book has it",
            )
        if opens(held.now, wanted, closed=self.minutes.entries[line.version - 1].closed):
            raise self._opening(f"entry {line.version}", self._line(index))
        if drops(held.now, wanted):
            self._notice("closing.doubt", line, index)
        self._act(EntryCorrected(target=line.version, instead=wanted, **self.grounds.fields()), index)
        self.changes.append(
            Change(
                kind="corrected",
                version=line.version,
                before=held.now,
                since=wanted,
                line=self._line(index),
            )
        )

    def _notice(self, code: NoticeCode, line: Line, index: int) -> None:
        self.notices.append(Notice(code, line.version, self._line(index)))

    def _as_held(self, line: Line, wanted: Event) -> Event:
        """The event of the text at the place of the entry, with what the book filled in."""
        place = self.places[line.version]
        kept: dict[str, Any] = {}
        names = {a.name for a in attrs.fields(type(wanted))}
        if isinstance(wanted, Placed):
            home = "parent" if isinstance(wanted, ItemOpened) else "item"
            kept = {home: place.item, "after": getattr(line.event, "after", None)}
            kept["added"] = getattr(line.event, "added", None)
            if "rests_on" in names:
                kept["rests_on"] = place.rests_on
        for name in {"number", "meeting"} & names:
            if getattr(wanted, name) is None and not isinstance(wanted, ItemOpened):
                kept[name] = getattr(line.event, name)
        return attrs.evolve(wanted, **kept) if kept else wanted

    def _withdraw(self, line: Line) -> None:
        event = self.readings[line.version].now
        if isinstance(event, MinutesAdopted) and event.meeting is not None:
            raise refused(
                "adoption.linked",
                f"entry {line.version} adopted the minutes of meeting {event.meeting}, which stay adopted: "
                "leave it in the text as it was",
            )
        self._act(EntryWithdrawn(target=line.version, **self.grounds.fields()), None)
        self.changes.append(Change(kind="withdrawn", version=line.version, before=event))

    def _opening(self, where: str, line: int | None) -> RefusedError:
        return refused(
            "correction.opens",
            f"{self._at(line)}the text leaves open what is closed in {where}: close it in the text as well, between || "
            "and ||, or on its heading; 'show MEETING --as notation' writes the file with what is closed in the book, "
            "and 'open' lets the public see it",
        )

    def _at(self, line: int | None) -> str:
        """The place in the text at which something is wrong, as messages begin with it."""
        return "" if line is None or not self.file else f"{self.file}:{line}: "


def _place(event: Event) -> _Place:
    item = getattr(event, "parent", None) if isinstance(event, ItemOpened) else getattr(event, "item", None)
    return _Place(item, getattr(event, "rests_on", None))
