"""Closing to the public what was recorded, and opening it again: passages, items, documents, entries and names.

A field of which something is closed or opened is carried anew, as freshly salted runs, so that the disclosure that was
recorded first can be withheld whole. Whoever may see that one can check that the two say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from alliance_minutes.book.mending import entry_at
from alliance_minutes.book.opening import open_text
from alliance_minutes.book.reasons import reason_of
from alliance_minutes.book.refusing import refused
from alliance_minutes.book.retyping import language_of
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import (
    DocumentAttached,
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    ItemOpened,
    PassageClosed,
    PassageOpened,
    passage_fields,
)
from alliance_minutes.meeting import fold
from alliance_minutes.meeting.openness import opened, texts, with_texts
from alliance_minutes.values import admit_ground
from alliance_minutes.values.passages import closed_at, places_of, printed_text

_ACTS = (EntriesAdded, EntryCorrected, EntryMoved, EntryWithdrawn, PassageClosed, PassageOpened)

if TYPE_CHECKING:
    from alliance_minutes.book.reasons import Reason
    from alliance_minutes.book.session import Session
    from alliance_minutes.events import Event, Passage, Subject
    from alliance_minutes.meeting import Entry, Item, Minutes
    from alliance_minutes.values import Mention
    from alliance_minutes.values.passages import Printed


@frozen(kw_only=True)
class Part:
    """What of an entry is to be closed or opened.

    Attributes:
        version: the entry.
        words: a passage of it as it is printed; ``None``: the whole of the field, or of the entry.
        field: the field that holds it; ``None``: whichever does.
        every: whether the passage is meant wherever it stands in the entry; else it has to stand there once.
    """

    version: int
    words: str | None = None
    field: str | None = None
    every: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is the entry as a whole."""
        return self.words is None and self.field is None


def closing(
    session: Session, minutes: Minutes, part: Part, *, ground: str, reason: Reason = ""
) -> PassageClosed:
    """The act that closes a part of an entry of a meeting.

    Raises:
        RefusedError: there is no such entry, or that part of it is closed on that ground already.
        InvalidValueError: the words do not stand in it, or several times; there is no such ground or field.
    """
    entry = _entry(minutes, part.version)
    code, why = admit_ground(ground), reason_of(session, reason, language=language_of(minutes))
    if part.whole:
        if entry.closed == code:
            raise refused("closing.nothing", f"entry {part.version} is closed on {code} already")
        return PassageClosed(subject=_subject(entry), target=part.version, ground=code, reason=why)
    name, anew = _changed(session, entry, part, code)
    if anew == getattr(entry.event, name):
        raise refused("closing.nothing", f"this is closed on {code} already in entry {part.version}")
    return evolve(
        PassageClosed(target=part.version, field=name, ground=code, reason=why), **_carried(name, anew)
    )


def openings(session: Session, minutes: Minutes, part: Part, *, reason: Reason) -> list[PassageOpened]:
    """The acts that open a part of an entry of a meeting; of a whole entry all that is closed in it.

    Raises:
        RefusedError: there is no such entry, nothing of that part is closed, or it stands in an item that is.
        InvalidValueError: the words do not stand in it, or several times; there is no such field; no reason.
    """
    entry = _entry(minutes, part.version)
    why = reason_of(session, reason, language=language_of(minutes))
    if not why:
        raise InvalidValueError("reason", reason, "why it may be open from now on, in words")
    around = _closed_around(minutes, part.version)
    if around is None and entry.closed is not None and not part.whole:
        around = part.version
    if around is not None:
        raise refused("opening.within", f"entry {around} is closed as a whole: open that one")
    acts: list[PassageOpened] = []
    if part.whole:
        if entry.closed is not None:
            acts.append(PassageOpened(subject=_subject(entry), target=part.version, reason=why))
        fields = {name: opened(getattr(entry.event, name)) for name in passage_fields(type(entry.event))}
    else:
        fields = dict([_changed(session, entry, part, None)])
    for name, anew in fields.items():
        if anew != getattr(entry.event, name):
            act = PassageOpened(target=part.version, field=name, reason=why)
            acts.append(evolve(act, **_carried(name, anew)))
    if not acts:
        raise refused("opening.nothing", f"nothing of this is closed in entry {part.version}")
    return acts


def standing_open(session: Session, meeting: str, passage: str) -> tuple[int, ...]:
    """The entries of a meeting in which a passage stands open in plain text; what is closed as a whole is not looked into."""
    minutes = fold(meeting, session.store.read(meeting))
    sought = " ".join(passage.split()).casefold()
    return tuple(
        entry.version
        for entry in minutes.entries
        if sought
        and not entry.withdrawn
        and entry.closed is None
        and not isinstance(entry.event, _ACTS)
        and _closed_around(minutes, entry.version) is None
        and sought in open_text(entry.event).casefold()
    )


def _entry(minutes: Minutes, version: int) -> Entry:
    entry = entry_at(minutes, version, holds=False)
    if isinstance(entry.event, (PassageClosed, PassageOpened)):
        raise InvalidValueError(
            "entry that says something",
            version,
            f"the one that this act is about: {entry.event.target}",
        )
    return entry


def _subject(entry: Entry) -> Subject:
    match entry.event:
        case ItemOpened():
            return "item"
        case DocumentAttached():
            return "document"
        case _:
            return "entry"


def _closed_around(minutes: Minutes, version: int) -> int | None:
    """The item that is closed and in which an entry stands, or ``None``."""
    waiting: list[tuple[Item, int | None]] = [(item, None) for item in minutes.items]
    while waiting:
        item, around = waiting.pop()
        if item.entry.version == version:
            return around
        around = item.entry.version if item.entry.closed is not None else around
        if any(entry.version == version for entry in item.entries):
            return around
        waiting.extend((part, around) for part in item.items)
    return None


def _changed(session: Session, entry: Entry, part: Part, ground: str | None) -> tuple[str, Passage]:
    """The field that holds the part, and how it reads with the part closed on the ground, or open."""
    event = entry.event
    names = [name for name in passage_fields(type(event)) if getattr(event, name)]
    if part.field is not None and part.field not in names:
        raise InvalidValueError("field with words", part.field, " or ".join(names) or "an entry that has one")
    names = [part.field] if part.field is not None else names
    printed = _printed(session)
    found = {name: _places(event, name, part, printed) for name in names}
    count = sum(len(places) for lines in found.values() for places in lines)
    if count == 0 or (count > 1 and part.words is not None and not part.every):
        stand = (
            "these do not stand in it"
            if count == 0
            else f"these stand in it {count} times: give more of them"
        )
        raise InvalidValueError("passage", part.words or "", f"words of entry {part.version}; {stand}")
    held = [name for name, lines in found.items() if any(lines)]
    if len(held) > 1:
        raise InvalidValueError("passage", part.words or "", f"one field: {' or '.join(held)}")
    (name,) = held
    lines = texts(getattr(event, name))
    anew = [closed_at(line, places, ground, printed) for line, places in zip(lines, found[name], strict=True)]
    return name, with_texts(getattr(event, name), anew)


def _places(event: Event, name: str, part: Part, printed: Printed) -> list[list[tuple[int, int]]]:
    """Where the part stands in each text of a field."""
    lines = texts(getattr(event, name))
    if part.words is not None:
        return [places_of(line, part.words, printed) for line in lines]
    return [[(0, length)] if (length := len(printed_text(line, printed))) else [] for line in lines]


def _printed(session: Session) -> Printed:
    parties = session.parties()

    def name(mention: Mention) -> str:
        known = parties.get(mention.party)
        return mention.shown or (known.name if known is not None else None) or ""

    return name


def _carried(name: str, anew: Passage) -> dict[str, Any]:
    return {"points" if name == "points" else "words": anew}
