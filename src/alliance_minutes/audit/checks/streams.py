"""How far each stream is, and how its meeting was convened, while its entries pass by; in memory that stays flat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from attrs import mutable

from alliance_minutes.events import EntryCorrected, MeetingConvened
from alliance_minutes.values import PartialDate

if TYPE_CHECKING:
    from alliance_minutes.store.recorders.inspecting import Inspection

_KEPT = 4096
"""Streams that are remembered; of others it is looked up again."""

UNKNOWN_YEAR = "XXXX"


@mutable
class Stream:
    """A stream up to some entry.

    Attributes:
        version: how many entries it has.
        body: the party that meets, where the stream is of a meeting.
        year: the year in whose series it numbers.
    """

    version: int = 0
    body: str | None = None
    year: str = UNKNOWN_YEAR

    def convene(self, body: Any, held_on: Any) -> None:
        """Take how the meeting was convened, from the clear fields of that entry."""
        if type(body) is not str:
            return
        self.body = body
        self.redate(held_on)

    def redate(self, held_on: Any) -> None:
        """Take the date of the meeting, as convened or as corrected since."""
        try:
            year = PartialDate.parse(held_on).year if type(held_on) is str else None
        except ValueError:
            year = None
        self.year = UNKNOWN_YEAR if year is None else f"{year:04}"


class Streams:
    """The streams of a book, as far as its entries were seen."""

    def __init__(self, inspection: Inspection) -> None:
        self._inspection = inspection
        self._known: dict[str, Stream] = {}

    def at(self, name: str, version: int, position: int) -> Stream:
        """A stream as it was before the entry that has this version and position."""
        stream = self._known.get(name)
        if stream is None:
            stream = Stream() if version == 1 else self._looked_up(name, position)
            if len(self._known) >= _KEPT:
                del self._known[next(iter(self._known))]
            self._known[name] = stream
        return stream

    def _looked_up(self, name: str, position: int) -> Stream:
        reached = self._inspection.version(name, position)
        stream = Stream(reached if type(reached) is int else 0)
        for version, state in self._inspection.earlier(name, MeetingConvened.TYPE, position):
            if version == 1 and type(state) is bytes:
                try:
                    clear = orjson.loads(state)["event"]
                    stream.convene(clear.get("body"), clear.get("held_on"))
                except (ValueError, TypeError, KeyError, AttributeError):
                    continue
        self._redate(stream, name, position)
        return stream

    def _redate(self, stream: Stream, name: str, position: int) -> None:
        """Take the date to which the meeting was corrected last."""
        for _, state in self._inspection.earlier(name, EntryCorrected.TYPE, position):
            try:
                event = orjson.loads(state)["event"]
                target, instead = event.get("target"), event.get("instead")
                if target == 1 and instead.get("type") == MeetingConvened.TYPE:
                    stream.redate(instead.get("held_on"))
                    return
            except (ValueError, TypeError, KeyError, AttributeError):
                continue
