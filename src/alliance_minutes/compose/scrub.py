"""Taking out of an event what an edition may not show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve, fields, has

from alliance_minutes.compose.nesting import opening_runs, shallow
from alliance_minutes.events import (
    AttendanceNoted,
    Event,
    MeetingConvened,
    PassageClosed,
    PassageOpened,
    PersonalDataErased,
    Point,
)
from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, Strong, Tally, walk

if TYPE_CHECKING:
    from alliance_minutes.compose.names import Names
    from alliance_minutes.events import Edition
    from alliance_minutes.values import PartyId, Run, Words

E = TypeVar("E", bound=Event)

_MARKED = (Closed, Emphasis, Erased, Link, Mention, Strong)
_SPEAKERS = ("speaker", "by", "presenter", "mover", "party")


def scrub_event(event: E, names: Names, edition: Edition) -> E:
    """The event without what the edition may not show; the same object where that is nothing.

    A closed run keeps its ground and loses its words; the names of those who voted in a secret ballot are in no edition.
    """
    changes: dict[str, Any] = {}
    for attribute in fields(type(event)):
        value = getattr(event, attribute.name)
        scrubbed = _scrub(value, names, edition)
        if scrubbed is not value:
            changes[attribute.name] = scrubbed
    if edition == "public":
        changes.update(_withheld(event, names))
    return evolve(event, **changes) if changes else event


def holds_closed(value: object) -> bool:
    """Whether anything in an event is closed, or was erased."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (Closed, Erased)):
            return True
        if isinstance(one, tuple):
            waiting.extend(one)
        elif has(kind := type(one)):
            waiting.extend(getattr(one, attribute.name) for attribute in fields(kind))
    return False


def _scrub(value: Any, names: Names, edition: Edition) -> Any:
    match value:
        case Tally(secret=True):
            return evolve(value, names_in_favour=(), names_against=(), names_abstaining=())
        case Event():
            return scrub_event(value, names, edition)
        case (Point(), *_):
            return tuple(evolve(point, text=_scrub_runs(point.text, names, edition)) for point in value)
        case tuple() if any(isinstance(run, _MARKED) for run in value):
            return _scrub_runs(value, names, edition)
        case _:
            return value


def _scrub_runs(words: Words, names: Names, edition: Edition) -> Words:
    words = shallow(words)
    return scrub_words(words, names) if edition == "public" else words


def _withheld(event: Event, names: Names) -> dict[str, Any]:
    """What the public edition leaves out whole."""
    match event:
        case MeetingConvened():
            return {"planned": ()}  # a planned title would name the item that was closed
        case PassageClosed() | PassageOpened():
            return {"field": None, "words": (), "points": (), "party": None, "reason": ()}
        case PersonalDataErased():
            return {"by": (), "digests": ()}
        case AttendanceNoted(party=party) if names.hidden(party):
            return {"role": None}  # it is printed as the name
        case _:
            return _closed_speaker(event, names)


def _closed_speaker(event: Event, names: Names) -> dict[str, Any]:
    """A party whose mention at the beginning of the words is closed is not named before them either."""
    opening = _closed_opening(getattr(event, "text", ()))
    return {
        name: None
        for name in _SPEAKERS
        if opening is not None and names.same(getattr(event, name, None), opening)
    }


def _closed_opening(words: Words) -> PartyId | None:
    """The party that the words begin by naming within a closed run."""
    opening = tuple(opening_runs(words))
    last = opening[-1] if opening else None
    closed = any(isinstance(run, Closed) for run in opening)
    return last.party if closed and isinstance(last, Mention) else None


def scrub_words(given: Words, names: Names) -> Words:
    """The words for the public: closed runs empty and joined, names that are not public without their printed text."""
    scrubbed: list[Run] = []
    for run in given:
        match run:
            case Emphasis(inner):
                scrubbed.append(Emphasis(scrub_words(inner, names)))
            case Strong(inner):
                scrubbed.append(Strong(scrub_words(inner, names)))
            case Link(inner, url):
                open_words = scrub_words(inner, names)
                # an address may tell what its words may not
                scrubbed.extend((Link(open_words, url),) if _is_open(inner, names) else open_words)
            case Closed(_, ground):
                empty = Closed((), ground)
                # a long passage is kept in several runs; how many would tell how long it is
                if not scrubbed or scrubbed[-1] != empty:
                    scrubbed.append(empty)
            case Mention(party) if names.hidden(party):
                scrubbed.append(Mention(party))
            case _:
                scrubbed.append(run)
    return tuple(scrubbed)


def _is_open(words: Words, names: Names) -> bool:
    return not any(
        isinstance(run, Closed) or (isinstance(run, Mention) and names.hidden(run.party))
        for run in walk(words)
    )
