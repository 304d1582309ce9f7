"""Where each entry is printed: at its own place, or as a mark of the entry whose words it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from alliance_minutes.compose.calendar import date_label
from alliance_minutes.compose.families import TELLERS, is_life
from alliance_minutes.compose.will import action_label, decision_label
from alliance_minutes.document import plain
from alliance_minutes.events import (
    ActionAgreed,
    ActionCompleted,
    ActionDropped,
    DecisionTaken,
    DocumentAttached,
    ItemOpened,
    MinutesAdopted,
    ProposalMade,
    QuestionAsked,
    Shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from alliance_minutes.compose.gate import Part, Seen
    from alliance_minutes.compose.names import Names
    from alliance_minutes.compose.phrases.keys import Phrases
    from alliance_minutes.events import Event


@frozen(kw_only=True)
class Places:
    """Where entries are printed.

    Attributes:
        marks: by version, the versions that rest on it, in order; a mark on a mark counts for the words below both.
        roots: by version of a mark, the version whose words it rests on.
        life: the versions that belong to the life of the minutes.
        printed: every version that stands somewhere in the document.
        items: by version, the item under which it is printed.
    """

    marks: Mapping[int, tuple[int, ...]]
    roots: Mapping[int, int]
    life: tuple[int, ...]
    printed: frozenset[int]
    items: Mapping[int, int]


def find_places(seen: Seen) -> Places:
    """The places of all entries, in one pass over them."""
    life = tuple(sorted(version for version, entry in seen.entries.items() if is_life(entry)))
    order = {version: place for place, version in enumerate(seen.entries)}
    items: dict[int, int] = {}
    sections: list[int] = []
    for part in _every(seen.parts):
        sections.append(part.version)
        items.update(dict.fromkeys(part.entries, part.version))
    standing = {version for version in (*seen.before, *items, *seen.after, *life) if _is_told(seen, version)}
    roots: dict[int, int] = {}
    marks: dict[int, list[int]] = {}
    for version in sorted(standing, key=order.__getitem__):
        below = _below(seen.entries[version].event)
        if below is not None and below in standing and order[below] < order[version]:
            root = roots[version] = roots.get(below, below)
            marks.setdefault(root, []).append(version)
    return Places(
        marks={root: tuple(versions) for root, versions in marks.items()},
        roots=roots,
        life=life,
        printed=frozenset(standing.union(sections)),
        items=items,
    )


def _every(parts: Iterable[Part]) -> Iterable[Part]:
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(part.parts)


def _is_told(seen: Seen, version: int) -> bool:
    return version in seen.entries and type(seen.entries[version].event) in TELLERS


def _below(event: Event) -> int | None:
    return event.rests_on if isinstance(event, Shown) else None


def titles(seen: Seen, places: Places, names: Names, say: Phrases) -> dict[int, str]:
    """What every printed entry is called in a reference; nothing where it goes by no name but its words."""
    return {version: _title(seen, version, names, say) for version in sorted(places.printed)}


def _title(seen: Seen, version: int, names: Names, say: Phrases) -> str:
    entry = seen.entries.get(version)
    match entry.event if entry else None:
        case ItemOpened(number=str(number)):
            return number
        case DecisionTaken() as event:
            return decision_label(event, say)
        case ActionAgreed() as event:
            return action_label(event, say.will.action["agreed"], say)
        case ActionCompleted() as event:
            return action_label(event, say.will.action["completed"], say)
        case ActionDropped() as event:
            return action_label(event, say.will.action["dropped"], say)
        case QuestionAsked(number=number):
            return (
                say.talk.numbered.format(what=say.talk.question, number=number)
                if number
                else say.talk.question
            )
        case DocumentAttached(title=title):
            return title or say.talk.attachment
        case ProposalMade(kind=kind, mover=mover):
            what = say.will.proposal[kind]
            return (
                what
                if mover is None
                else say.talk.by_party.format(what=what, who=plain((names.printed(mover),)))
            )
        case MinutesAdopted(held_on=held_on):
            return (
                say.life.adopted
                if held_on is None
                else f"{say.life.adopted} ({date_label(held_on, say.locale)})"
            )
        case _:
            return ""
