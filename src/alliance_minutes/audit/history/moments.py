"""A book at a moment: what a meeting, the parties and the settings of a body were when it had so many entries.

A moment chooses content, never openness: what was closed or erased since is closed or erased in every answer, and a
name that is not public now is public at no moment.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.meeting import fold
from alliance_minutes.parties import Parties, bodies
from alliance_minutes.values import BOOK_STREAM, PARTIES_STREAM, Position, as_moment, moment_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from alliance_minutes.events import BodyDescribed, Recorded
    from alliance_minutes.meeting import Minutes
    from alliance_minutes.parties import Party
    from alliance_minutes.store import Store
    from alliance_minutes.values import Moment, PartyId


@frozen(kw_only=True)
class Then:
    """A meeting at a moment, with what a document of it prints beside its own entries.

    Attributes:
        minutes: the meeting; its ``size`` says which checkpoint proves it.
        parties: every party by its name at the moment, no more public than it is now.
        body: the settings of the body at the moment, or ``None`` where none were laid down.
        open_decisions: of the decisions that allowed changes of the minutes, the numbers that the public may know now.
    """

    minutes: Minutes
    parties: Mapping[PartyId, Party]
    body: BodyDescribed | None
    open_decisions: frozenset[str] = frozenset()


def then_at(
    store: Store,
    meeting: str,
    as_of: Moment | str | None,
    parties: Callable[[], Parties],
    described: Callable[[], Mapping[PartyId, BodyDescribed]],
) -> Then:
    """A meeting now or at a moment, with the parties and the settings of its body.

    Args:
        store: the store of the book.
        meeting: the id of the meeting.
        as_of: the moment; ``None`` for now.
        parties, described: give the parties and the settings of the bodies as they are now.

    Raises:
        InvalidValueError, DamagedBookError, NewerBookError: as for :func:`minutes_at`.
    """
    minutes = minutes_at(store, meeting, as_of)
    now, settings = parties(), described()
    known = open_decisions(store, minutes)
    if as_of is None and store.head().size == minutes.size:
        return Then(minutes=minutes, parties=now, body=settings.get(minutes.body), open_decisions=known)
    # also for now, when somebody recorded while this was read: all of it is to be of one moment
    place = minutes.position
    return Then(
        minutes=evolve(minutes, closed_parties=closed_then(minutes.closed_parties, now)),
        parties=named_then(parties_at(store, place), now),
        body=bodies_at(store, place, settings).get(minutes.body),
        open_decisions=known,
    )


def minutes_at(store: Store, meeting: str, as_of: Moment | str | None = None) -> Minutes:
    """The minutes of a meeting now, or as they were at a moment; ``size`` says which checkpoint proves them.

    Args:
        store: the store of the book.
        meeting: the id of the meeting.
        as_of: the moment; ``None`` for now.

    Raises:
        InvalidValueError: no moment of this meeting: it was not there yet, or the moment has not come.
        DamagedBookError, NewerBookError: an entry cannot be read.
    """
    if as_of is None:
        size = store.head().size
        recorded = store.read(meeting)
        return fold(meeting, recorded, size=max([size, *(entry.position + 1 for entry in recorded[-1:])]))
    moment = as_moment(as_of)
    place = None if isinstance(moment, int) else place_of(store, moment)
    recorded = store.read(meeting)
    version = moment if isinstance(moment, int) else _version_at(recorded, place or 0, moment)
    if not 0 < version <= len(recorded):
        raise InvalidValueError("version of this meeting", version, f"1 to {len(recorded)}")
    size = 1 + (recorded[version - 1].position if place is None else place)
    return fold(meeting, recorded, as_of=version, size=size)


def place_of(store: Store, moment: Moment | str) -> int:
    """The position of the last entry that the book had at a moment that is no version of a meeting.

    Raises:
        InvalidValueError: the book has no such position, the time has not come, or lies before the book; or it is a
            version, which a meeting has and a book has not.
    """
    moment = as_moment(moment)
    if isinstance(moment, int):
        raise InvalidValueError(
            "moment of this book", moment, "a position or a time; a version is of one meeting"
        )
    if isinstance(moment, Position):
        newest = store.head().size - 1
        if not moment.place <= newest:
            raise InvalidValueError("position in this book", moment.place, f"0 to {newest}")
        return moment.place
    place = store.last_at(moment)
    if place < 0:
        first = next(store.log(limit=1)).recorded_at
        raise InvalidValueError(
            "moment of this book",
            moment_text(moment),
            f"one from {moment_text(first)} on, when it was founded",
        )
    return place


def _version_at(recorded: list[Recorded], place: int, moment: Moment) -> int:
    version = bisect_right(recorded, place, key=lambda entry: entry.position)
    if version or not recorded:
        return version
    first = recorded[0]
    raise InvalidValueError(
        "moment of this meeting",
        moment_text(moment),
        f"one from {moment_text(first.recorded_at)} (position {first.position}) on, when it was first recorded",
    )


def parties_at(store: Store, place: int | None = None) -> Parties:
    """The parties as they were when the entry at ``place`` was the last of the book; ``None`` for now."""
    return Parties(entry.event for entry in store.read(PARTIES_STREAM, position=place))


def bodies_at(
    store: Store, place: int | None, now: Mapping[PartyId, BodyDescribed]
) -> dict[PartyId, BodyDescribed]:
    """The settings of the bodies as they were at a place; whether closed items are listed is as it is ``now``."""
    then = bodies(entry.event for entry in store.read(BOOK_STREAM, position=place))
    return {
        body: evolve(described, closed_items=now[body].closed_items) if body in now else described
        for body, described in then.items()
    }


def open_decisions(store: Store, minutes: Minutes, place: int | None = None) -> frozenset[str]:
    """Of the numbers of decisions that allowed changes of minutes, those that the public edition of their meeting shows.

    Args:
        store: the store of the book.
        minutes: the minutes that were changed; the decisions are of the same body.
        place: the last entry of the book that counts; ``None`` for all of it.
    """
    numbers = {str(number) for entry in minutes.entries if (number := getattr(entry.event, "decision", None))}
    return frozenset(number for number in numbers if _is_open(store, minutes.body, number, place))


def _is_open(store: Store, body: PartyId, number: str, place: int | None) -> bool:
    from alliance_minutes.compose.gate import is_public  # noqa: PLC0415 - seldom needed

    bearer = store.bearer(body, number)
    if bearer is None:
        return False
    stream, version, _ = bearer
    return is_public(fold(stream, store.read(stream, position=place)), version)


def named_then(then: Parties, now: Parties) -> dict[PartyId, Party]:
    """Every party of the book by the name it had then, and no more public than it is now.

    A name that is gone now was erased, and is gone at every moment. A party that came later keeps what it has now:
    an act of closing that came later may mention it. What a party is called now counts among its aliases, so that no
    role gives away a name that is not public.
    """
    named: dict[PartyId, Party] = {}
    for party in {*now.ids(), *then.ids()}:
        today = now.get(party)
        before = then.get(party) or today
        if before is None or today is None:
            continue
        told = before if today.public and today.name else today  # of others no more is told than today
        aliases = (name for name in (today.name, *today.aliases, *before.aliases) if name)
        named[party] = evolve(
            before,
            name=before.name if today.name else None,
            aliases=tuple(dict.fromkeys(aliases)),
            role=told.role,
            organisation=told.organisation,
            public=today.public,
        )
    return named


def closed_then(closed: frozenset[PartyId], now: Parties) -> frozenset[PartyId]:
    """Every id under which a party goes whose name is closed: parties that were merged since are one in this."""
    kept = {party.id for party in map(now.get, closed) if party is not None}
    return closed | {party for party in now.ids() if now[party].id in kept}
