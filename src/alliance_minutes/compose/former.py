"""Earlier readings of entries, and which of them the public may still be told.

The words of an entry that was corrected or withdrawn may have been cut out to be closed elsewhere: as a paragraph of
their own, or under a closed item. So an earlier reading is told to the public only where it holds nothing that stands
behind a closing of the meeting now and nowhere in its public edition of now.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, get_args

from attrs import frozen

from alliance_minutes.compose.names import folded
from alliance_minutes.compose.scrub import scrub_event
from alliance_minutes.events import (
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    ItemOpened,
    PassageClosed,
    PassageOpened,
    PersonalDataErased,
    passage_fields,
)
from alliance_minutes.events.fields import parties_in, party_fields, per_type, resolved
from alliance_minutes.meeting.openness import texts
from alliance_minutes.values import Closed, walk
from alliance_minutes.values.passages import printed_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliance_minutes.compose.names import Names
    from alliance_minutes.events import Event
    from alliance_minutes.meeting.state import Entry, Minutes
    from alliance_minutes.values import Mention, Words

_LONGEST = 3
"""Words in a row that are compared. Longer passages are made of such rows, and tell no more than these."""

_SHORT = 3
"""Letters of a word that says nothing by itself or beside others like it, unless there is nothing else in what is closed."""

_ACTS = (
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    PassageClosed,
    PassageOpened,
    PersonalDataErased,
)
"""What says nothing of the meeting: how an entry reads by an act stands with the entry."""

_CODES = frozenset({"adopted_by", "closed", "digest", "format", "language", "media_type", "meeting"})
"""Text that nobody wrote for a reader."""


def is_former(entry: Entry) -> bool:
    """Whether an entry does not read like this any more: it was corrected since, or withdrawn."""
    return entry.outdated or entry.withdrawn


@frozen
class Former:
    """The earlier readings in minutes, compared with what is closed in their meeting now.

    Attributes:
        names: how parties are printed in the public edition.
        telling: the rows of words in those readings that are closed now, and open nowhere.
    """

    names: Names
    telling: frozenset[str]

    def is_doubtful(self, event: Event) -> bool:
        """Whether an earlier reading holds a name that is not public, or something else that is closed now."""
        if self.telling and not self.telling.isdisjoint(_rows(_said(event, self.names))):
            return True
        return self.names.betrayed(event)


def former(minutes: Minutes, hidden: frozenset[int], names: Names) -> Former:
    """The earlier readings in minutes of now or of another moment.

    Each text is gone through once, and no more is remembered than the rows of words of the earlier readings.

    Args:
        minutes: the minutes, which know how the meeting stands now.
        hidden: the entries that are not public now.
        names: how parties are printed in the public edition.
    """
    now = minutes.now or minutes
    readings = chain.from_iterable(map(_earlier, minutes.entries))
    rows = {row for reading in readings for row in _rows(_said(reading, names))}
    closed = rows.intersection(_rows(_closed(now, hidden, names), telling=True)) if rows else rows
    return Former(names, frozenset(closed.difference(_rows(_open(now, hidden, names))) if closed else ()))


def _earlier(entry: Entry) -> Iterator[Event]:
    """Each way in which an entry was to be read before, and is not now."""
    if is_former(entry):
        yield entry.event
    yield from _steps(entry)


def _steps(entry: Entry) -> Iterator[Event]:
    for amendment in entry.amendments:
        yield from (event for event in (amendment.before, amendment.since) if event is not None)


def _closed(now: Minutes, hidden: frozenset[int], names: Names) -> Iterator[str]:
    """Every text behind a closing: of an entry that is not public in all its readings, of others the closed runs."""
    for entry in now.entries:
        if isinstance(entry.event, _ACTS):
            continue
        for reading in (entry.event, *_steps(entry)):
            if entry.version in hidden:
                yield from _written(reading, names)
            else:
                yield from _closed_runs(reading, names)


def _open(now: Minutes, hidden: frozenset[int], names: Names) -> Iterator[str]:
    """Every text of the public edition of now; what was withdrawn is none, also where it is printed struck through."""
    for entry in now.entries:
        if not (isinstance(entry.event, _ACTS) or entry.version in hidden or entry.withdrawn):
            yield from _said(entry.event, names)


def _said(event: Event, names: Names) -> Iterator[str]:
    """Every text of an event that the public edition prints."""
    return _written(scrub_event(event, names, "public"), names)


def _written(event: Event, names: Names) -> Iterator[str]:
    """Every text of an event that somebody wrote, and the names of the parties in it that are public."""
    passages = passage_fields(type(event))
    for name in _text_fields(type(event)):
        value: Any = getattr(event, name)
        if name in passages:
            yield from (_printed(words, names) for words in texts(value))
        elif value:
            yield from value if isinstance(value, tuple) else (value,)
    yield from (_name(party, names) for party in parties_in(event))


def _closed_runs(event: Event, names: Names) -> Iterator[str]:
    for name in passage_fields(type(event)):
        for words in texts(getattr(event, name)):
            yield from (_printed(run.words, names) for run in walk(words) if isinstance(run, Closed))


@per_type
def _text_fields(cls: type[Event]) -> tuple[str, ...]:
    """The fields in which people write: codes, numbers of items and ids of parties are none."""
    beside = {*party_fields(cls)[0], *_CODES, *(("number",) if cls is ItemOpened else ())}
    return tuple(
        one.name
        for one in resolved(cls)
        if one.name not in beside
        and (one.name in passage_fields(cls) or one.type is str or str in get_args(one.type))
    )


def _printed(words: Words, names: Names) -> str:
    def name(mention: Mention) -> str:
        return "" if names.hidden(mention.party) else f" {mention.shown or _name(mention.party, names)} "

    return printed_text(words, name)


def _name(party: str, names: Names) -> str:
    """The name of a party that is public; of others the names have rules of their own."""
    known = names.find(party)
    return known.name or "" if known is not None and not names.hidden(party) else ""


def _rows(texts: Iterable[str], *, telling: bool = False) -> Iterator[str]:
    """The words of texts, and each two and three in a row.

    Of those that are ``telling`` a row of nothing but short words is none, unless the text has no others: then as many in
    a row count as there can be.
    """
    for text in texts:
        words = folded(text).split()
        short = not any(len(word) > _SHORT for word in words)
        for length in range(1, _LONGEST + 1):
            for at in range(len(words) - length + 1):
                row = words[at : at + length]
                if (
                    not telling
                    or (short and length == min(_LONGEST, len(words)))
                    or any(len(word) > _SHORT for word in row)
                ):
                    yield " ".join(row)
