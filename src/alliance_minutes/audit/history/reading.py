"""What an entry says otherwise than before: every field that differs, in the words of the document where it has words.

Both readings are told by one scribe, so that nothing differs but what the entry says. A field is known to be told when
the document reads otherwise with that field alone as it was before. Where it does not (a mark in the words, who is
meant by a name, a fact that no document prints), the field itself is told, so that no correction passes for nothing.

In the public edition two readings differ where they are printed otherwise. Of a field that the document has no words
for, it says that it reads otherwise, and not how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, fields

from alliance_minutes.audit.history.difference_words import difference_words
from alliance_minutes.audit.history.differences import PartChange
from alliance_minutes.audit.history.spelling import Spelling
from alliance_minutes.audit.history.telling import telling
from alliance_minutes.audit.history.wording import Piece, compared
from alliance_minutes.events import passage_fields
from alliance_minutes.meeting.openness import opened, texts
from alliance_minutes.meeting.outline import fixed
from alliance_minutes.values import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.audit.history.telling import Part, Telling
    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.events import Event, Passage
    from alliance_minutes.meeting.state import Entry

_WORDS = {"text", "title"}  # fields that the document prints as the words of an entry


def said_otherwise(scribe: Scribe, entry: Entry, before: Event) -> tuple[PartChange, ...]:
    """What an entry says otherwise than ``before``, and its words even where they are the same: they tell what is meant.

    Where an entry stands, and what of it is closed, are told as acts of their own.

    Args:
        scribe: of the edition, at the later moment.
        entry: as it reads at the later moment.
        before: the event as it read at the earlier one, passed through the same gate.
    """
    if type(before) is not type(
        entry.event
    ):  # pragma: no cover - the fold takes no correction of another type
        return ()
    return _Readings(scribe, entry, before).parts()


class _Readings:
    """Two readings of one entry."""

    def __init__(self, scribe: Scribe, entry: Entry, before: Event) -> None:
        self.scribe = scribe
        self.entry = entry
        self.is_public = scribe.seen.edition == "public"
        self.before, self.since = self._bare(before), self._bare(entry.event)
        self.say = difference_words(scribe.language)

    def _bare(self, event: Event) -> Event:
        """The event with nothing marked as closed; for the public nothing of that is left but that it was."""
        if self.is_public:
            return event
        bare: dict[str, Any] = {name: opened(getattr(event, name)) for name in passage_fields(type(event))}
        if hasattr(event, "closed"):
            bare["closed"] = None
        return evolve(event, **bare)

    def parts(self) -> tuple[PartChange, ...]:
        """What is said otherwise, in the order of the document; nothing where all is the same."""
        withheld = [name for name in passage_fields(type(self.before)) if self._is_withheld(name)]
        self.before = evolve(self.before, **{name: getattr(self.since, name) for name in withheld})
        changes = self._compared()
        for name in withheld:
            part = self._withheld(name)
            changes = [part, *(one for one in changes if one.name != part.name)]
        return tuple(sorted(changes, key=_place))

    def _compared(self) -> list[PartChange]:
        """What is said otherwise, as far as both readings can be compared."""
        differing = list(self._differing())
        if not differing:
            return []
        old, new = self._told(self.before), self._told(self.since)
        changes = _by_part(old, new, self.say.sort)
        told = [name for name in differing if self._is_told(name, new)]
        if all(piece.fate == "same" for part in changes for piece in part.pieces):
            told = []  # what two fields say may be the same between them
        for name in differing:
            if name not in told:
                part = self._by_field(name)
                changes = [*(one for one in changes if one.name != part.name), part]
        return [one for one in changes if one.name == "words" or _is_changed(one)]

    def _differing(self) -> Iterator[str]:
        """The fields that differ, apart from those that say where an entry stands."""
        exact = Spelling(self.scribe, exact=not self.is_public)
        stands = fixed(type(self.since))
        for attribute in fields(type(self.since)):
            name = attribute.name
            if name not in stands and exact.field(self.before, name) != exact.field(self.since, name):
                yield name

    def _is_withheld(self, name: str) -> bool:
        """Whether the public may see nothing of a field as it was, because nothing tells what of it is closed now."""
        before, since = getattr(self.before, name), getattr(self.since, name)
        return self.is_public and before != since and _is_closed(before)

    def _withheld(self, name: str) -> PartChange:
        """That a field reads otherwise than what is withheld; that would show which words came."""
        note = Piece("inserted", self.say.otherwise)
        if name not in _WORDS:
            return PartChange(name=name, label=self.say.field.format(name=name), pieces=(note,))
        said = self._told(self.since).part("words") or ""
        return PartChange(name="words", label="", pieces=(Piece("same", said), note))

    def _told(self, event: Event) -> Telling:
        return telling(self.scribe, evolve(self.entry, event=event))

    def _is_told(self, name: str, new: Telling) -> bool:
        """Whether the document would read otherwise with this field alone as it was."""
        probed = self._told(evolve(self.since, **{name: getattr(self.before, name)}))
        return (probed.label, *map(_said, probed.parts)) != (new.label, *map(_said, new.parts))

    def _by_field(self, name: str) -> PartChange:
        """A field by itself; words with their marks, as in the notation."""
        printed = Spelling(self.scribe)
        before, since = printed.field(self.before, name), printed.field(self.since, name)
        is_words = name in _WORDS
        if before == since or (self.is_public and not is_words):
            pieces: tuple[Piece, ...] = (Piece("inserted", self.say.otherwise),)
        else:
            pieces = compared(before, since)
        label = "" if is_words else self.say.field.format(name=name)
        return PartChange(name="words" if is_words else name, label=label, pieces=pieces)


def _is_closed(passage: Passage) -> bool:
    """Whether nothing of a passage is open."""
    runs = [run for words in texts(passage) for run in words]
    return bool(runs) and all(isinstance(run, Closed) for run in runs)


def _by_part(old: Telling, new: Telling, sort: str) -> list[PartChange]:
    """What the document says of the two readings, part by part."""
    said = {part.name: part for part in old.parts}
    says = {part.name: part for part in new.parts}
    changes = [PartChange(name="what", label=sort, pieces=compared(old.label, new.label))]
    for name in dict.fromkeys((*says, *said)):
        label = (says.get(name) or said[name]).label
        pieces = compared(_text(said.get(name)), _text(says.get(name)))
        changes.append(PartChange(name=name, label=label, pieces=pieces))
    return changes


def _place(change: PartChange) -> int:
    """What is printed before the words comes before them."""
    return ("lead", "words").index(change.name) if change.name in {"lead", "words"} else 2


def _is_changed(change: PartChange) -> bool:
    return any(piece.fate != "same" for piece in change.pieces)


def _said(part: Part) -> tuple[str, str]:
    return part.name, part.text


def _text(part: Part | None) -> str:
    return part.text if part else ""
