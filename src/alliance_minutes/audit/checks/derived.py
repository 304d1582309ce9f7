"""Whether the tables that follow from the entries say what these say: the tree, commands, numbers, series, meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance_minutes.audit.checks.report import shown
from alliance_minutes.events import EntryCorrected, MeetingConvened
from alliance_minutes.ledger import Frontier
from alliance_minutes.store.projection import date_of
from alliance_minutes.values import DUTCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alliance_minutes.audit.checks.entry_checks import Seen
    from alliance_minutes.audit.checks.report import Findings
    from alliance_minutes.audit.checks.streams import Stream
    from alliance_minutes.events import BodyDescribed
    from alliance_minutes.store.recorders.inspecting import Inspection
    from alliance_minutes.values import NumberPatterns

    Row = tuple[Any, ...]


class Tree:
    """The tree over the entries, and whether the hashes inside it are those that are kept.

    Attributes:
        frontier: the tree so far.
    """

    def __init__(self, inspection: Inspection, findings: Findings) -> None:
        self._inspection = inspection
        self._findings = findings
        self._levels: list[Iterator[Row]] = []
        self._completed = 0
        self.frontier = Frontier()

    def append(self, leaf: bytes) -> None:
        """Add a leaf, and look at the subtrees that it completes."""
        for level, number, made in self.frontier.append(leaf):
            self._completed += 1
            if level > len(self._levels):
                self._levels.append(self._inspection.subtrees(level))
            kept = next(self._levels[level - 1], None)
            if kept != (number, made):
                self._differs(
                    f"subtree {number} of level {level} should be {made.hex()}, and is {_told(kept)}"
                )

    def end(self) -> None:
        """See that no further subtree is kept."""
        kept = self._inspection.subtree_count()
        if kept != self._completed:
            self._differs(f"{kept} subtrees are kept, and the entries complete {self._completed}")

    def _differs(self, message: str) -> None:
        self._findings.add("subtree.differs", message, table="subtree")


class Merge:
    """Rows of a table in order of position, held beside those that the entries give in the same order."""

    def __init__(self, rows: Iterator[Row], table: str, place: int, findings: Findings) -> None:
        """Take the rows; ``place`` is which of their columns is the position."""
        self._rows = rows
        self._kind = f"{table}.differs"
        self._table = table
        self._place = place
        self._findings = findings
        self._next = next(rows, None)

    def take(self, position: int) -> Row | None:
        """The row at this position, where there is one; those before it have no business there."""
        while (row := self._next) is not None:
            here = row[self._place]
            if (type(here) is int and here > position) or type(here) in {str, bytes}:
                return None  # numbers stand before text and bytes
            self._next = next(self._rows, None)
            if type(here) is int and here == position:
                return row
            self._extra(row)
        return None

    def expect(self, expected: Row) -> None:
        """See that the row which the entries give is there."""
        row = self.take(expected[self._place])
        if row is None or not alike(row, expected):
            self.differs(expected, row)

    def differs(self, expected: Row, row: Row | None) -> None:
        """Note that a row is missing or says something else."""
        self._findings.add(
            self._kind,
            f"the entries give {_told(expected)}, and the table has {_told(row)}",
            position=expected[self._place],
            table=self._table,
        )

    def _extra(self, row: Row) -> None:
        self._findings.add(
            self._kind,
            f"the table has {_told(row)}, which no entry gives",
            position=row[self._place],
            table=self._table,
        )

    def end(self) -> None:
        """Note what is left over."""
        while self._next is not None:
            self._extra(self._next)
            self._next = next(self._rows, None)


class Meetings:
    """The list of meetings: each by its first entry, with body and date as they were corrected last."""

    def __init__(self, inspection: Inspection, findings: Findings) -> None:
        self._inspection = inspection
        self._merge = Merge(inspection.ordered("meeting"), "meeting", 3, findings)
        self._open: dict[str, tuple[Row, Row | None]] = {}
        self._corrected: dict[str, tuple[str, str | None]] = {}

    def take(self, seen: Seen) -> None:
        """Take an entry that may begin a meeting, or correct how it began."""
        event = seen.event
        if isinstance(event, MeetingConvened) and seen.version == 1:
            expected = (seen.stream, event.body, date_of(event), seen.position)
            row = self._merge.take(seen.position)
            if row is None or not alike(row, expected):
                self._open[seen.stream] = (expected, row)
        elif isinstance(event, EntryCorrected) and isinstance(event.instead, MeetingConvened):
            self._corrected[seen.stream] = (event.instead.body, date_of(event.instead))

    def end(self) -> None:
        """Compare what could only be compared once all corrections were seen."""
        for stream, (body, held_on) in self._corrected.items():
            row = self._inspection.meeting(stream)
            first, _ = self._open.pop(stream, (row, None))
            expected = (stream, body, held_on, first[3] if first is not None else -1)
            if row is None or not alike(row, expected):
                self._merge.differs(expected, row)
        for expected, row in self._open.values():
            self._merge.differs(expected, row)
        self._merge.end()


class Numbers:
    """The numbers in use, and how far each series came by them."""

    def __init__(self, inspection: Inspection, findings: Findings) -> None:
        self._inspection = inspection
        self._findings = findings
        self._merge = Merge(inspection.ordered("number"), "number", 2, findings)
        self._patterns: dict[str, NumberPatterns] = {}
        self._touched: set[tuple[str, str, Any]] = set()
        self._next: dict[tuple[str, str, Any], int] = {}

    def describe(self, event: BodyDescribed) -> None:
        """Take how a body numbers from now on."""
        self._patterns[event.body] = event.patterns

    def bear(self, seen: Seen, stream: Stream) -> None:
        """Take an entry that bears a number in clear."""
        series = seen.type.SERIES
        if series is not None and type(seen.number) is str and stream.body is not None:
            self._merge.expect((stream.body, seen.number, seen.position))
            self._touched.add((stream.body, stream.year, series))

    def commit(self, until: int) -> None:
        """Draw each series as far as it has come at the end of a command, which has no entry from ``until`` on."""
        for key in self._touched:
            body, year, series = key
            patterns = self._patterns.get(body, DUTCH)
            n = self._next.get(key, 1)
            while self._inspection.has_number(body, patterns.number(series, year, n), until):
                n += 1
            self._next[key] = n
        self._touched.clear()

    def end(self) -> None:
        """Compare the tables to their end."""
        self._merge.end()
        drawn = {key: n for key, n in self._next.items() if n > 1}
        for row in self._inspection.ordered("series"):
            expected = drawn.pop(row[:3], None)
            if not alike(row[3:], (expected,)):
                self._differs(
                    f"the series {_told(row[:3])} should go on at {expected}, and goes on at {shown(row[3])}"
                )
        for key, n in drawn.items():
            self._differs(f"the series {_told(key)} should go on at {n}, and is not there")

    def _differs(self, message: str) -> None:
        self._findings.add("series.differs", message, table="series")


class Commands:
    """The list of commands: entries that follow each other and name the same one."""

    def __init__(self, inspection: Inspection, findings: Findings) -> None:
        self._merge = Merge(inspection.ordered("command"), "command", 1, findings)

    def commit(self, command_id: str, first: int, entries: int) -> None:
        """Take a command of which all entries were seen."""
        self._merge.expect((command_id, first, entries))

    def end(self) -> None:
        """Compare the table to its end."""
        self._merge.end()


def alike(row: Sequence[Any], expected: Sequence[Any]) -> bool:
    """Whether two rows hold the same values of the same types; to Python 1 and 1.0 are equal."""
    return row == expected and all(type(one) is type(other) for one, other in zip(row, expected, strict=True))


def _told(row: Sequence[Any] | None) -> str:
    if row is None:
        return "nothing"
    return (
        "("
        + ", ".join(one.hex() if type(one) is bytes and len(one) == 32 else shown(one) for one in row)
        + ")"
    )
