"""Correcting and withdrawing what a meeting says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from alliance_minutes.book.changing import Grounds
from alliance_minutes.book.opening import opens
from alliance_minutes.errors import InvalidValueError, RefusedError
from alliance_minutes.events import EntryCorrected, EntryWithdrawn, ItemOpened, MinutesAdopted, Shown
from alliance_minutes.events.admission import admitted
from alliance_minutes.meeting import fold
from alliance_minutes.meeting.outline import fixed
from alliance_minutes.values import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from alliance_minutes.book.session import Session
    from alliance_minutes.events import Event
    from alliance_minutes.meeting import Entry, Minutes
    from alliance_minutes.values import Words


def grounds_of(session: Session, meeting: str, reason: str | Words, authority: int | str | None) -> Grounds:
    """Why something is mended, and by whose leave.

    Args:
        session, meeting: where it is mended.
        reason: in words.
        authority: the version of an entry of this meeting that allows it, or the number of a decision of any meeting.

    Raises:
        InvalidTextError, InvalidValueError: the reason holds what no document can hold.
    """
    why = words(reason)
    if isinstance(authority, str):
        minutes = fold(meeting, session.store.read(meeting))
        here = [version for version, decision in minutes.decisions if decision.number == authority]
        if here:
            return Grounds(reason=why, authority=here[0])
        return Grounds(reason=why, decision=authority)
    return Grounds(reason=why, authority=authority)


def correction(
    session: Session, meeting: str, version: int, change: Callable[[Event], Event], grounds: Grounds
) -> EntryCorrected:
    """The act that makes an entry read otherwise from now on.

    Args:
        session, meeting, version: which entry.
        change: from the event as it reads now to the event as it should have been.
        grounds: why, and by whose leave.

    Raises:
        RefusedError: there is no such entry, nothing would change, or it would open what is closed.
        InvalidTextError, InvalidValueError: a value that cannot be recorded.
    """
    minutes = fold(meeting, session.store.read(meeting))
    entry = _entry(minutes, version)
    instead = admitted(change(entry.event))
    if type(instead) is type(entry.event):
        stays = {name: getattr(entry.event, name) for name in fixed(type(instead))}
        given = {name: getattr(instead, name) for name in stays}
        # An event that a caller made anew says nothing of its place: it stays.
        instead = attrs.evolve(
            instead, **{name: value for name, value in stays.items() if given[name] is None}
        )
    if instead == entry.event:
        raise RefusedError("correction.nothing", f"entry {version} says this already")
    if type(instead) is type(entry.event) and opens(entry.event, instead, closed=entry.closed):
        raise RefusedError(
            "correction.opens",
            f"this would leave open what is closed in entry {version}: close it in the new words as well",
        )
    _check_adoption(entry, instead)
    return EntryCorrected(target=version, instead=instead, **grounds.fields())


def withdrawals(session: Session, meeting: str, version: int, grounds: Grounds) -> list[EntryWithdrawn]:
    """The acts that withdraw an entry, and before it all that cannot stand without it.

    That is what rests on its words, and of an item all that stands under it, from the last to the first.

    Raises:
        RefusedError: there is no such entry, or it adopted minutes, which stay adopted.
    """
    minutes = fold(meeting, session.store.read(meeting))
    _entry(minutes, version)
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
    targets = [entry for entry in reversed(minutes.ordered) if entry.version in gone]
    for entry in targets:
        _check_adoption(entry, None)
    targets.sort(key=lambda entry: entry.version == version)  # the one that was asked for comes last
    return [EntryWithdrawn(target=entry.version, **grounds.fields()) for entry in targets]


def _entry(minutes: Minutes, version: int) -> Entry:
    if not 0 < version <= minutes.version:
        raise RefusedError(
            "target.unknown",
            f"there is no entry {version}: the last one of this meeting is {minutes.version}",
        )
    entry = minutes.entries[version - 1]
    if entry.withdrawn:
        raise RefusedError("target.withdrawn", f"entry {version} was withdrawn")
    return entry


def _check_adoption(entry: Entry, instead: Event | None) -> None:
    """Minutes that were adopted stay adopted: only what was said of it may be mended."""
    event = entry.event
    if not isinstance(event, MinutesAdopted) or event.meeting is None:
        return
    kept = ("editions", "held_on", "last", "meeting")
    if instead is None or any(getattr(event, name) != getattr(instead, name, None) for name in kept):
        raise RefusedError(
            "adoption.linked",
            f"entry {entry.version} adopted the minutes of meeting {event.meeting}, which stay adopted; "
            "only its words and corrections can be corrected",
        )


def with_fields(event: Event, changes: dict[str, Any]) -> Event:
    """The event with other values in its fields.

    Raises:
        InvalidValueError: it has no such field.
    """
    names = [a.name for a in attrs.fields(type(event)) if a.name not in fixed(type(event))]
    for name in changes:
        if name not in names:
            raise InvalidValueError(
                f"field of {event.TYPE} that can be corrected", name, f"one of {', '.join(names)}"
            )
    return attrs.evolve(event, **changes)
