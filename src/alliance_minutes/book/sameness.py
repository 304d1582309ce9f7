"""Whether an entry of the book says what a text says in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen

from alliance_minutes.events import clear_fields
from alliance_minutes.values import Erased

if TYPE_CHECKING:
    from alliance_minutes.events import Event
    from alliance_minutes.values import PartyId

_ELSEWHERE = frozenset({"item", "parent", "rests_on"})  # where something stands, which is told by a move


@frozen
class Reading:
    """An entry as a text may have it.

    Attributes:
        now: as it reads now.
        written: as it would with nothing closed or opened since: as the file has it from which it was recorded.
        erased: whether words of it are gone.
    """

    now: Event
    written: Event
    erased: bool = False


@frozen
class Sameness:
    """What came of comparing an entry with what a text has in its place.

    Attributes:
        same: both say the same; what was erased is whatever the text has there.
        closing_stays: the text has something as it was written, which was closed or opened since.
        met_erased: the text has words where some were erased.
        strangers: ids of parties that the text takes for new, and that stand where a name was erased.
    """

    same: bool
    closing_stays: bool = False
    met_erased: bool = False
    strangers: frozenset[PartyId] = frozenset()


def sameness(held: Reading, wanted: Event, gone: frozenset[PartyId]) -> Sameness:
    """Compare an entry with an event of a text at its place, field by field.

    A field is the same as it reads now, and as it was written: a file that says nothing new opens and closes nothing.

    Args:
        held: the entry.
        wanted: the event, of the same type.
        gone: parties whose names were erased.
    """
    search = _Search(gone)
    lost = frozenset[str]()
    if held.erased:
        lost = frozenset(a.name for a in attrs.fields(type(wanted))) - clear_fields(type(wanted))
    stays = False
    for attribute in attrs.fields(type(wanted)):
        name = attribute.name
        if name in _ELSEWHERE:
            continue
        now, asked = getattr(held.now, name), getattr(wanted, name)
        if search.alike(now, asked):
            continue
        if search.alike(getattr(held.written, name), asked):
            stays = True
        elif name in lost and now == attribute.default:
            search.met_erased = True  # a field that an entry can be without is absent when it was erased
        else:
            return Sameness(same=False, strangers=frozenset(search.strangers))
    return Sameness(
        same=True,
        closing_stays=stays,
        met_erased=search.met_erased,
        strangers=frozenset(search.strangers),
    )


@attrs.mutable
class _Search:
    gone: frozenset[PartyId]
    met_erased: bool = False
    strangers: set[PartyId] = field(factory=set)

    def alike(self, held: Any, wanted: Any) -> bool:
        waiting: list[tuple[Any, Any]] = [(held, wanted)]
        while waiting:
            one, other = waiting.pop()
            if one == other:
                continue
            if isinstance(one, tuple) and any(isinstance(run, Erased) for run in one):
                self.met_erased = True
            elif isinstance(one, str) and isinstance(other, str) and one in self.gone:
                self.met_erased = True
                self.strangers.add(other)
            elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
                waiting.extend(zip(one, other, strict=True))
            elif type(one) is type(other) and attrs.has(kind := type(one)):
                waiting.extend((getattr(one, a.name), getattr(other, a.name)) for a in attrs.fields(kind))
            else:
                return False
        return True
