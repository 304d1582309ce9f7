"""Correcting and withdrawing what a meeting says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen

from alliance_minutes.book.authority import check_authority
from alliance_minutes.book.opening import opens
from alliance_minutes.book.plans import Grounds
from alliance_minutes.book.reasons import Typed, printed_reason_of
from alliance_minutes.book.refusing import refused
from alliance_minutes.book.retyping import language_of, made, replaced, retyped, with_text, with_values
from alliance_minutes.errors import RefusedError
from alliance_minutes.events import (
    EntryCorrected,
    EntryWithdrawn,
    ItemOpened,
    MeetingConvened,
    MinutesAdopted,
    Shown,
)
from alliance_minutes.events.admission import admitted
from alliance_minutes.meeting import fold
from alliance_minutes.meeting.outline import fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.book.reasons import Reason
    from alliance_minutes.book.session import Session
    from alliance_minutes.events import Event
    from alliance_minutes.meeting import Entry, Minutes
    from alliance_minutes.parties import Directory


def grounds_of(session: Session, meeting: str, reason: Reason, authority: int | str | None) -> Grounds:
    """Why something is mended, and by whose leave.

    Args:
        session, meeting: where it is mended.
        reason: why; an erratum prints it in both editions.
        authority: the version of an entry of this meeting that allows it, or the number of a decision of any meeting.

    Raises:
        RefusedError: a name stands in the reason in plain text that is not public.
        InvalidTextError, InvalidValueError, NotationError: the reason cannot be read, or holds what no document can.
    """
    typed = isinstance(reason, Typed) and reason.text
    if not isinstance(authority, str) and not typed:
        return Grounds(reason=printed_reason_of(session, reason), authority=authority)
    minutes = fold(meeting, session.store.read(meeting))
    why = printed_reason_of(session, reason, language=language_of(minutes))
    if isinstance(authority, str):
        here = [version for version, decision in minutes.decisions if decision.number == authority]
        if here:
            return Grounds(reason=why, authority=here[0])
        return Grounds(reason=why, decision=authority)
    return Grounds(reason=why, authority=authority)


@frozen(kw_only=True)
class Wanted:
    """How an entry is to read from now on: one of these is given; see :meth:`Mend.correct`."""

    event: Event | None = None
    replace: tuple[str, str] | None = None
    text: str | None = None
    line: str | None = None
    values: Mapping[str, str] | None = None
    changes: Mapping[str, Any] = field(factory=dict)

    def made(self, minutes: Minutes, version: int, directory: Directory) -> Event:
        """The event as it is to read.

        Raises:
            InvalidValueError, InvalidTextError, NotationError: a value that cannot be.
        """
        held = minutes.entries[version - 1].event
        if self.event is not None:
            return _in_place(self.event, held)
        if self.replace is not None:
            return replaced(held, *self.replace)
        if self.text is not None:
            return with_text(minutes, version, self.text, directory)
        if self.line is not None:
            return retyped(minutes, version, self.line, directory)
        if self.values is not None:
            return with_values(minutes, version, self.values, directory)
        return made(held, self.changes)


def _in_place(event: Event, held: Event) -> Event:
    """An event that a programme made anew, at the place of the old one where it says nothing of its own."""
    if type(event) is not type(held):
        return event
    stays = {name: getattr(held, name) for name in fixed(type(held)) if getattr(event, name) is None}
    return attrs.evolve(event, **stays)


def correction(
    session: Session,
    minutes: Minutes,
    version: int,
    wanted: Wanted,
    grounds: Grounds,
    *,
    directory: Directory,
) -> EntryCorrected:
    """The act that makes an entry read otherwise from now on.

    Raises:
        RefusedError: there is no such entry, nothing would change, or it would open what is closed.
        InvalidTextError, InvalidValueError, NotationError: a value that cannot be recorded.
    """
    entry = entry_at(minutes, version)
    instead = admitted(wanted.made(minutes, version, directory))
    if instead == entry.event:
        raise refused("correction.nothing", f"entry {version} says this already")
    if type(instead) is type(entry.event) and opens(entry.event, instead, closed=entry.closed):
        raise refused(
            "correction.opens",
            f"this would leave open what is closed in entry {version}: close it in the new words as well",
        )
    _check_adoption(entry, instead)
    if isinstance(instead, MeetingConvened) and instead.body != minutes.body:
        raise refused("meeting.body", "a meeting of another body is another meeting: record that one")
    check_authority(session, minutes, grounds)
    return EntryCorrected(target=version, instead=instead, **grounds.fields())


def withdrawals(session: Session, minutes: Minutes, version: int, grounds: Grounds) -> list[EntryWithdrawn]:
    """The acts that withdraw an entry, and before it all that cannot stand without it.

    That is what rests on its words, and of an item all that stands under it, from the last to the first.

    Raises:
        RefusedError: there is no such entry, or it adopted minutes, which stay adopted.
    """
    entry_at(minutes, version)
    gone = {version}
    for entry in minutes.ordered:
        event = entry.event
        above = (
            {getattr(event, "item", None), getattr(event, "rests_on", None)}
            if isinstance(event, Shown)
            else set()
        )
        if isinstance(event, ItemOpened):
            above = {event.parent}
        if above & gone and not entry.withdrawn:
            gone.add(entry.version)
    check_authority(session, minutes, grounds)
    targets = [entry for entry in reversed(minutes.ordered) if entry.version in gone]
    for entry in targets:
        _check_adoption(entry, None)
    targets.sort(key=lambda entry: entry.version == version)  # the one that was asked for comes last
    return [EntryWithdrawn(target=entry.version, **grounds.fields()) for entry in targets]


def entry_at(minutes: Minutes, version: int, *, holds: bool = True) -> Entry:
    """An entry that an act may be about; ``holds``: one that was not withdrawn.

    Raises:
        RefusedError: there is no such entry, or it was withdrawn.
    """
    if not 0 < version <= minutes.version:
        raise RefusedError(
            "target.unknown",
            f"there is no entry {version}: the last one of this meeting is {minutes.version}",
        )
    entry = minutes.entries[version - 1]
    if holds and entry.withdrawn:
        raise RefusedError("target.withdrawn", f"entry {version} was withdrawn")
    return entry


def _check_adoption(entry: Entry, instead: Event | None) -> None:
    """Minutes that were adopted stay adopted: only what was said of it may be mended."""
    event = entry.event
    if not isinstance(event, MinutesAdopted) or event.meeting is None:
        return
    kept = ("editions", "held_on", "last", "meeting")
    if instead is None or any(getattr(event, name) != getattr(instead, name, None) for name in kept):
        raise refused(
            "adoption.linked",
            f"entry {entry.version} adopted the minutes of meeting {event.meeting}, which stay adopted; "
            "only its words and corrections can be corrected",
        )
