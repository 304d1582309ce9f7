"""What every statement is told with: its source, its words, its marks, and whether it still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

from attrs import frozen

from alliance_minutes.compose.gate import closed_on
from alliance_minutes.compose.scribe import begins_with
from alliance_minutes.document import Reference, Text
from alliance_minutes.events import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.document import Block, Fact, Inlines, Point, Source
    from alliance_minutes.events import Event
    from alliance_minutes.meeting.state import Entry
    from alliance_minutes.values import PartyId, Words


class Common(TypedDict):
    """The parts of every statement."""

    source: Source
    label: str
    facts: tuple[Fact, ...]
    words: Inlines
    points: tuple[Point, ...]
    marks: tuple[Block, ...]
    withdrawn: bool


@frozen(kw_only=True)
class Stand:
    """How an entry stands in the document.

    Attributes:
        listed: in a list whose own label says what it is.
        by: the party that the label of that list names, or ``None``.
        mark: as a mark of the words it rests on.
    """

    listed: bool = False
    by: PartyId | None = None
    mark: bool = False


ALONE = Stand()


@frozen(kw_only=True)
class Told:
    """An entry about to be told.

    Attributes:
        scribe: who writes it.
        entry: what is told.
        marks: the statements that rest on it.
        stand: how it stands in the document.
    """

    scribe: Scribe
    entry: Entry
    marks: tuple[Block, ...] = ()
    stand: Stand = ALONE

    @property
    def listed(self) -> bool:
        """Whether it stands in a list whose own label says what it is."""
        return self.stand.listed

    def common(
        self,
        label: str,
        *facts: tuple[Fact, ...],
        words: Inlines | None = None,
        points: tuple[Point, ...] = (),
    ) -> Common:
        """The parts of its statement; ``words`` only where they are not those of the entry."""
        return Common(
            source=self.scribe.source(self.entry.version),
            label=label,
            facts=(
                *(fact for some in (*facts, self._at(), self._closed(), self._errata()) for fact in some),
            ),
            words=self.words() if words is None else words,
            points=points,
            marks=self.marks,
            withdrawn=self.entry.withdrawn,
        )

    def words(self) -> Inlines:
        """The words of the entry; where all of them were erased, that is said."""
        text = self.text
        if self.entry.erased and not text:
            return (self.scribe.erased(),)
        return self.scribe.inlines(text)

    @property
    def text(self) -> Words:
        """The words as recorded."""
        return self.entry.event.text if isinstance(self.entry.event, Shown) else ()

    def names_itself(self, party: PartyId | None) -> bool:
        """Whether the words begin by naming the party."""
        return begins_with(self.text, party, self.scribe.names)

    def by(self, name: str, label: str, party: PartyId | None) -> tuple[Fact, ...]:
        """Whose words they are, unless they say so themselves, or the label of the list does."""
        if self.names_itself(party) or self.scribe.names.same(party, self.stand.by):
            return ()
        return self.scribe.party(name, label, party)

    def about(self, name: str, label: str, party: PartyId | None) -> tuple[Inlines, tuple[Fact, ...]]:
        """The words, and a fact that names whom they are about; of an entry without words the name is all it says."""
        words = self.words()
        if words or self.stand.mark or party is None:
            return words, self.by(name, label, party)
        return (self.scribe.names.printed(party),), ()

    def _at(self) -> tuple[Fact, ...]:
        event = self.entry.event
        if not isinstance(event, Shown):
            return ()
        return self.scribe.time("at", self.scribe.say.frame.at, event.occurred_at)

    def _closed(self) -> tuple[Fact, ...]:
        """That it is kept from the public as a whole, for who may read it all the same."""
        ground = closed_on(self.entry)
        label = self.scribe.say.gate.not_public
        return self.scribe.fact("closed", label, self.scribe.ground_text(ground) if ground else None)

    def _errata(self) -> tuple[Fact, ...]:
        return errata(self.entry, self.scribe)


def errata(entry: Entry, scribe: Scribe) -> tuple[Fact, ...]:
    """That an entry was mended after adoption, with the way to each erratum."""
    life = scribe.say.life
    ways = [
        Reference(place, life.amended[amendment.kind])
        for amendment in entry.amendments
        if amendment.after_adoption and (place := scribe.place(amendment.version)) is not None
    ]
    value = [inline for way in ways for inline in (Text(", "), way)]
    return scribe.fact("erratum", life.erratum_label, tuple(value[1:]))


Tellers: TypeAlias = "Mapping[type[Event], Callable[[Told, Any], Block]]"
"""The function that tells each type of event; it is only called with events of that type."""
