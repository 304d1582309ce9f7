"""Which entries something erased may have had a part in: of what a file says of these, nothing is certain any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, has

from alliance_minutes.document import Ground, List, Section, Text
from alliance_minutes.document.blocks import Statement
from alliance_minutes.events import (
    ActionAgreed,
    AnnouncementMade,
    AttendanceNoted,
    ConsiderationRaised,
    DocumentAttached,
    ItemOpened,
    PartnerLeft,
    PartnerSigned,
)
from alliance_minutes.events.fields import parties_in
from alliance_minutes.values import ground_label, grounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from alliance_minutes.document import Block, Document
    from alliance_minutes.events import Edition, Event
    from alliance_minutes.meeting.state import Entry, Minutes
    from alliance_minutes.parties import Party
    from alliance_minutes.values import PartyId

_TELLING = ("added", "amends", "authority", "document", "on", "question", "rests_on", "target", "through")
"""The fields that name an entry of which something is then printed, or that is then printed with it."""
_LISTED = (
    ActionAgreed,
    AnnouncementMade,
    AttendanceNoted,
    ConsiderationRaised,
    DocumentAttached,
    PartnerLeft,
    PartnerSigned,
)
"""What is printed in lists of its kind."""


def doubtful(minutes: Minutes, parties: Mapping[PartyId, Party], edition: Edition) -> frozenset[int]:
    """The entries of which something was erased, and those whose text an erased one may have had a part in.

    These are the ones that refer to each other, that share a number, that are printed in one list, that name a person
    whose name or role is gone, and in the public edition, where earlier readings are withheld for what is closed
    elsewhere, all that were mended.
    """
    erased = [entry for entry in minutes.entries if entry.erased]
    gone = {entry.version for entry in erased}
    told = {other for entry in erased for other in _named(entry)}
    shared = {sign for entry in erased for sign in _shared(entry.event)}
    nameless = {party.id for party in parties.values() if party.name is None}
    nameless |= {
        party
        for entry in erased
        if isinstance(entry.event, AttendanceNoted)
        for party in parties_in(entry.event)
    }
    return frozenset(
        entry.version
        for entry in minutes.entries
        if entry.version in gone
        or entry.version in told
        or not gone.isdisjoint(_named(entry))
        or not shared.isdisjoint(_shared(entry.event))
        or not nameless.isdisjoint(parties_in(entry.event))
        or (edition == "public" and (entry.amendments or hasattr(entry.event, "authority")))
    )


def _named(entry: Entry) -> Iterator[int]:
    """The entries that an entry refers to, or was mended by."""
    for name in _TELLING:
        value = getattr(entry.event, name, None)
        if type(value) is int:
            yield value
        elif type(value) is tuple:
            yield from (one for one in value if type(one) is int)
    yield from (amendment.version for amendment in entry.amendments)
    yield from (amendment.authority for amendment in entry.amendments if amendment.authority is not None)
    yield from entry.marks


def _shared(event: Event) -> Iterator[tuple[Any, ...]]:
    """What an entry has in common with those that it is printed with."""
    if isinstance(event, _LISTED):
        yield type(event), event.item
    if not isinstance(event, ItemOpened):
        for name in ("number", "decision", "supersedes"):
            if value := getattr(event, name, None):
                yield (value,)


def legend_as_in(document: Document, text: str) -> tuple[Ground, ...]:
    """The legend with every ground that a file explains and that nothing of what is left names any more."""
    known = {one.code: one for one in document.legend}
    for code in grounds():
        label = ground_label(code, document.meta.language)
        if code not in known and label in text:
            known[code] = Ground(code=code, label=label)
    order = {code: place for place, code in enumerate(grounds())}
    return tuple(sorted(known.values(), key=lambda one: (order.get(one.code, len(order)), one.code)))


# -- telling the entries apart in a format that does not ---------------------------------------------------------------


def tagged(document: Document, tag: str) -> Document:
    """The document with a mark of its entry behind the words of every statement."""
    return evolve(document, blocks=tuple(_tagged(document.blocks, tag)))


def _tagged(blocks: Iterable[Block], tag: str) -> Iterator[Block]:
    # an item holds an item five deep at most, and marks hold no marks
    for block in blocks:
        if isinstance(block, (Section, List)):
            yield evolve(block, blocks=tuple(_tagged(block.blocks, tag)))
        elif isinstance(block, Statement) and has(type(block)) and block.source is not None and block.words:
            mark = Text(f"{tag}{block.source.version};")
            yield evolve(block, words=(*block.words, mark), marks=tuple(_tagged(block.marks, tag)))
        else:
            yield block
