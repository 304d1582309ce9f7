"""The lists of decisions and actions, with the way to the entries they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.compose.will import decision_label, tally_facts
from alliance_minutes.compose.wording import parted
from alliance_minutes.document import Reference, Row, Table, Text
from alliance_minutes.events import ActionAgreed, ActionCompleted, ActionDropped, DecisionTaken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.compose.places import Places
    from alliance_minutes.compose.scribe import Scribe
    from alliance_minutes.document import Inlines
    from alliance_minutes.meeting.state import Entry


def tables(scribe: Scribe, places: Places) -> tuple[Table, ...]:
    """The list of decisions and the list of actions; a list of nothing is left out."""
    printed = [entry for version, entry in scribe.seen.entries.items() if version in places.printed]
    held = [entry for entry in printed if not entry.withdrawn]
    return tuple(
        table
        for table in (_decisions(held, scribe, places), _actions(held, scribe, places))
        if table is not None
    )


def _decisions(held: list[Entry], scribe: Scribe, places: Places) -> Table | None:
    say = scribe.say.table
    rows = tuple(
        Row(
            source=scribe.source(entry.version),
            cells=(
                _head(entry, entry.event.number or decision_label(entry.event, scribe.say), scribe),
                _item(entry, scribe, places),
                _decided(entry.event, scribe),
                _how(entry.event, scribe),
            ),
        )
        for entry in held
        if isinstance(entry.event, DecisionTaken)
    )
    if not rows:
        return None
    return Table(caption=say.decisions, header=(say.number, say.item, say.decision, say.how), rows=rows)


def _decided(event: DecisionTaken, scribe: Scribe) -> Inlines:
    """Its own words; of a mark, whose words are printed once and elsewhere, what sort of decision it is and about what."""
    if event.text:
        return scribe.inlines(event.text)
    say = scribe.say.will
    facts = (
        *scribe.fact("on", say.on, scribe.reference(event.on)),
        *scribe.parties("elected", say.elected, event.elected),
        *scribe.fact("supersedes", say.supersedes, event.supersedes),
    )
    told = ((Text(f"{fact.label}: "), *fact.value) for fact in facts)
    return parted([(Text(say.decision[event.kind]),), *told])


def _how(event: DecisionTaken, scribe: Scribe) -> Inlines:
    """How it was decided, with what outcome and by which count; who voted how is told where no count was kept."""
    say = scribe.say.will
    tally = tally_facts(event.tally, scribe)
    counts = [fact.value for fact in tally if fact.name == "count"]
    names = [(Text(f"{fact.label}: "), *fact.value) for fact in tally if fact.name.startswith("names-")]
    told = [
        (Text(say.method[event.method]),) if event.method else (),
        (Text(say.outcome[event.outcome]),) if event.outcome else (),
        *(counts or names),
    ]
    return parted([part for part in told if part])


def _item(entry: Entry, scribe: Scribe, places: Places) -> Inlines:
    """The item under which it was decided, as the way to it; nothing where it was decided outside all items."""
    item = places.items.get(places.roots.get(entry.version, entry.version))
    place = scribe.place(item)
    return () if item is None or place is None else (Reference(place, scribe.item_title(item)),)


def _actions(held: list[Entry], scribe: Scribe, places: Places) -> Table | None:
    say = scribe.say.table
    became = {
        entry.event.number: "completed" if isinstance(entry.event, ActionCompleted) else "dropped"
        for entry in held
        if isinstance(entry.event, (ActionCompleted, ActionDropped))
    }
    rows = tuple(_action_rows(held, scribe, places, became))
    if not rows:
        return None
    header = (say.number, say.action, say.who, say.due)
    return Table(caption=say.actions, header=(*header, say.status_label) if became else header, rows=rows)


def _action_rows(held: list[Entry], scribe: Scribe, places: Places, became: dict[str, str]) -> Iterator[Row]:
    say = scribe.say
    for entry in held:
        event = entry.event
        if isinstance(event, ActionAgreed):
            status = became.get(event.number or "")
            stands: Inlines = (Text(say.table.status[status]),) if status else ()
            yield Row(
                source=scribe.source(entry.version),
                cells=(
                    _head(entry, event.number or say.will.action["agreed"], scribe),
                    _what(entry, event.text, scribe, places),
                    scribe.party_list(event.owners),
                    scribe.when(event.due),
                    *((stands,) if became else ()),
                ),
            )


def _head(entry: Entry, label: str, scribe: Scribe) -> Inlines:
    return (Reference(scribe.source(entry.version), label),)


def _what(entry: Entry, text: object, scribe: Scribe, places: Places) -> Inlines:
    """Its own words; a mark has none, and the words it rests on are printed once, so it leads there."""
    if isinstance(text, tuple) and text:
        return scribe.inlines(text)
    item = places.items.get(places.roots.get(entry.version, entry.version))
    place = scribe.place(item)
    if item is None or place is None:
        return (Text(scribe.say.table.here),)
    return (Reference(place, scribe.say.table.see_item.format(item=scribe.item_title(item))),)
