"""From entries to what a book derives from them: the rows of each save, made again from the entries it left.

A save writes these rows beside its entries. Made again from the entries alone they are the same, so that a book can
be copied by its entries, and a book whose tables say something else be found out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from alliance_minutes.events import BodyDescribed, EntryCorrected, MeetingConvened
from alliance_minutes.ledger import Frontier, leaf_hash
from alliance_minutes.store.numbering import Numbers
from alliance_minutes.store.opening import write_time
from alliance_minutes.store.port import Batch, EntryRow, HeadRow, MeetingEntry
from alliance_minutes.store.saves import Numbering
from alliance_minutes.values import DUTCH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from alliance_minutes.events import Event, Recorded
    from alliance_minutes.ledger import Subtree
    from alliance_minutes.values import NumberPatterns, PartyId


def listed(stream: str, version: int, event: Event, position: int) -> MeetingEntry | None:
    """What an entry tells the list of meetings: that one began, or that its body or date was corrected."""
    if isinstance(event, EntryCorrected):
        event = event.instead
    elif version != 1:
        return None
    if not isinstance(event, MeetingConvened):
        return None
    return MeetingEntry(stream, event.body, date_of(event), position)


def date_of(convened: MeetingConvened) -> str | None:
    """The date of a meeting as the list of meetings has it."""
    return None if convened.held_on is None else str(convened.held_on)


def year_of(convened: MeetingConvened) -> str:
    """The year in whose series a meeting numbers."""
    held_on = convened.held_on
    return f"{held_on.year:04}" if held_on is not None and held_on.year is not None else "XXXX"


@frozen
class Kept:
    """An entry as a book keeps it: read, and as its exact bytes with its disclosures."""

    recorded: Recorded
    entry: bytes
    vault: bytes


class Projection:
    """The rows of a book, one command after the other, from its first entry on.

    Attributes:
        tree: the ledger over the entries taken so far.
    """

    def __init__(
        self, has_number: Callable[[str, str], bool], series: Callable[[str, str, str], int]
    ) -> None:
        """Take what the rows so far say: whether a body uses a number, and the next candidate of a series."""
        self.tree = Frontier()
        self._has_number = has_number
        self._series = series
        self._convened: dict[str, tuple[PartyId, str]] = {}
        self._patterns: dict[PartyId, NumberPatterns] = {}

    def command(self, entries: Sequence[Kept]) -> Batch:
        """The rows of the save that left these entries; they are all of its command, in order.

        Raises:
            NumberTakenError: a number is given twice by one body, which no save lets pass.
        """
        numbers = Numbers(self._has_number, self._series)
        rows: list[EntryRow] = []
        subtrees: list[Subtree] = []
        meetings: list[MeetingEntry] = []
        for kept in entries:
            one = kept.recorded
            leaf = leaf_hash(kept.entry)
            subtrees += self.tree.append(leaf)
            rows.append(
                EntryRow(one.position, one.stream, one.version, one.event.TYPE, kept.entry, kept.vault, leaf)
            )
            told = listed(one.stream, one.version, one.event, one.position)
            meetings += [told] if told is not None else []
            self._learn(one)
            self._number(one, numbers)
        for kept in entries:
            self._redate(kept.recorded)
        last = entries[-1].recorded
        return Batch(
            entries=rows,
            subtrees=subtrees,
            meetings=meetings,
            numbers=numbers.rows,
            series=numbers.series(),
            command_id=last.command_id,
            head=HeadRow(self.tree.size, write_time(last.recorded_at), bytes(self.tree)),
        )

    def _learn(self, one: Recorded) -> None:
        """What decides from which series a meeting draws: as it was convened, and as its body numbers now."""
        event = one.event
        if isinstance(event, MeetingConvened) and one.version == 1:
            self._convened[one.stream] = (event.body, year_of(event))
        elif isinstance(event, BodyDescribed):
            self._patterns[event.body] = event.patterns

    def _redate(self, one: Recorded) -> None:
        """A meeting whose date was corrected draws from the series of the other year, from the next command on."""
        act, convened = one.event, self._convened.get(one.stream)
        if convened is None or not isinstance(act, EntryCorrected) or act.target != 1:
            return
        if isinstance(act.instead, MeetingConvened):
            self._convened[one.stream] = (convened[0], year_of(act.instead))

    def _number(self, one: Recorded, numbers: Numbers) -> None:
        series, number = one.event.SERIES, getattr(one.event, "number", None)
        convened = self._convened.get(one.stream)
        if series is None or number is None or convened is None:
            return
        body, year = convened
        numbers.give(Numbering(body, year, self._patterns.get(body, DUTCH)), series, number, one.position)
