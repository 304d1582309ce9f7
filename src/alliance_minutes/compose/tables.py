"""The lists of decisions and actions, with the way to the entries they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.compose.will import decision_label, tally_facts
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
    rows = tuple(_decision_rows(held, scribe, places))
    if not rows:
        return None
    return Table(caption=say.decisions, header=(say.number, say.decision, say.method, say.outcome), rows=rows)


def _decision_rows(held: list[Entry], scribe: Scribe, places: Places) -> Iterator[Row]:
    say = scribe.say.will
    for entry in held:
        event = entry.event
        if isinstance(event, DecisionTaken):
            count = next(
                (fact.value for fact in tally_facts(event.tally, scribe) if fact.name == "count"), ()
            )
            outcome = (Text(say.outcome[event.outcome]),) if event.outcome else ()
            yield Row(
                source=scribe.source(entry.version),
                cells=(
                    _head(entry, decision_label(event, scribe.say), scribe),
                    _what(entry, event.text, scribe, places),
                    (Text(say.method[event.method]),) if event.method else (),
                    (*outcome, Text("; "), *count) if outcome and count else (*outcome, *count),
                ),
            )


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
