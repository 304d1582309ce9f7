"""The front matter as it is written: the meeting, the people, and what leads its stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import fields

from alliance_minutes import events
from alliance_minutes.notation.dates import write_when
from alliance_minutes.notation.inline import value
from alliance_minutes.notation.keywords import FORMS, KEYS, term
from alliance_minutes.notation.phrasing import details
from alliance_minutes.parties.name_words import may_mean
from alliance_minutes.parties.names import Names
from alliance_minutes.values import Closed, Emphasis, Link, Mention, Strong, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alliance_minutes.events import Event
    from alliance_minutes.meeting.state import Minutes
    from alliance_minutes.notation.phrasing import Phrasing
    from alliance_minutes.parties import Party
    from alliance_minutes.values import PartyId


def write_front_matter(minutes: Minutes, recorded: list[Event], phrasing: Phrasing) -> tuple[str, int]:
    """The front matter, and how many of the recorded events it says; what is pointed at needs a line of its own."""
    convened, language, inline = minutes.convened, phrasing.language, phrasing.inline
    key = {kind: names[language] for kind, names in KEYS.items()}
    lines = ["---", f"{key['body']}: {inline.listed(convened.body)}"]
    if convened.held_on is not None:
        lines.append(f"{key['date']}: {write_when(convened.held_on, language)}")
    if convened.form is not None:
        lines.append(f"{key['form']}: {FORMS[convened.form][language]}")
    if convened.place:
        lines.append(f"{key['place']}: {value(convened.place)}")
    lines.append(f"{key['language']}: {convened.language}")
    if convened.secretary is not None:
        lines.append(f"{key['secretary']}: {inline.listed(convened.secretary)}")
    if convened.planned:
        lines += [f"{key['planned']}:", *(f"- {value(title)}" for title in convened.planned)]
    people = list(_people(minutes, recorded, phrasing))
    if people:
        lines += [f"{key['people']}:", *people]
    taken = 0
    used: set[str] = set()
    before = min((version - 2 for version in phrasing.tracking.refs), default=len(recorded))
    while taken < before:
        group = _group(recorded[:before], taken, used, phrasing)
        if group is None:
            break
        kind, written, count = group
        used.add(kind)
        lines.append(f"{key[kind]}:{written}")
        taken += count
    return "\n".join([*lines, "---"]), taken


def _group(
    recorded: list[Event], start: int, used: set[str], phrasing: Phrasing
) -> tuple[str, str, int] | None:
    """The next events that one key says: the key's kind, what is written, how many they are."""
    event = recorded[start]
    if not isinstance(event, events.Shown) or not _bare(event):
        return None
    match event:
        case events.ChairTaken() if "chair" not in used and not (
            event.reason and event.deputises_for is None
        ):
            return "chair", " " + _chair(event, phrasing), 1
        case events.AttendanceNoted() if event.status not in used:
            if event.party is None:
                return event.status, "", 1
            attended = _while_attended(recorded, start)
            return event.status, "".join(f"\n- {_attended(one, phrasing)}" for one in attended), len(attended)
        case events.DocumentAttached() if "attachments" not in used and _only_title(event):
            papers = _while_titled(recorded, start)
            return "attachments", "".join(f"\n- {_paper(one, phrasing)}" for one in papers), len(papers)
        case _:
            return None


def _bare(event: events.Shown) -> bool:
    return not (event.text or event.item or event.rests_on or event.occurred_at)


def _chair(event: events.ChairTaken, phrasing: Phrasing) -> str:
    written = phrasing.inline.listed(event.chair)
    if event.deputises_for is not None:
        written += f", {phrasing.word('deputises')} {phrasing.inline.listed(event.deputises_for)}"
    if event.reason:
        written += f" ({phrasing.inline.words(event.reason, header=True)})"
    return written


def _while_attended(recorded: list[Event], start: int) -> list[events.AttendanceNoted]:
    found: list[events.AttendanceNoted] = []
    for event in recorded[start:]:
        if not isinstance(event, events.AttendanceNoted) or not _bare(event) or event.party is None:
            break
        if found and event.status != found[0].status:
            break
        found.append(event)
    return found


def _attended(event: events.AttendanceNoted, phrasing: Phrasing) -> str:
    said = details(phrasing, event)
    return phrasing.inline.listed(event.party or "") + (f" ({', '.join(said)})" if said else "")


def _only_title(event: events.DocumentAttached) -> bool:
    return bool(event.title) and (event.name, event.media_type, event.size, event.digest) == (None,) * 4


def _while_titled(recorded: list[Event], start: int) -> list[events.DocumentAttached]:
    found: list[events.DocumentAttached] = []
    for event in recorded[start:]:
        if not isinstance(event, events.DocumentAttached) or not _bare(event) or not _only_title(event):
            break
        found.append(event)
    return found


def _paper(event: events.DocumentAttached, phrasing: Phrasing) -> str:
    closed = f" {{{term('closed', phrasing.language)} {event.closed}}}" if event.closed is not None else ""
    return value(event.title) + closed


def _people(minutes: Minutes, recorded: list[Event], phrasing: Phrasing) -> Iterator[str]:
    """The parties of the minutes of which more is known than their name."""
    named = dict.fromkeys(found for event in (minutes.convened, *recorded) for found in _named(event))
    roles = {
        event.party
        for event in recorded
        if isinstance(event, events.AttendanceNoted) and event.role is not None
    }
    alike = _alike(phrasing.inline.parties)
    for party in named:
        known = phrasing.inline.parties.get(party)
        if known is None or known.name is None:
            continue
        said = list(_said(known, phrasing, body=party == minutes.convened.body))
        if party in alike:
            said.append(phrasing.word("is public"))
        if said or party in roles:
            yield f"- {phrasing.inline.listed(party)}" + (f" ({', '.join(said)})" if said else "")


def _alike(parties: Mapping[PartyId, Party]) -> set[PartyId]:
    """The public parties that a new book would refuse, because their names are like one that is not public."""
    closed = [
        name
        for party in parties.values()
        if not party.public
        for name in (party.name, *party.aliases)
        if name
    ]
    near = Names((name, "") for name in closed)
    return {
        party.id
        for party in parties.values()
        if closed and party.public and party.name
        if near.nearest(party.name) or any(may_mean(party.name, name) for name in closed)
    }


def _said(party: Party, phrasing: Phrasing, *, body: bool) -> Iterator[str]:
    if party.role is not None:
        yield f"{phrasing.word('role')}={value(party.role)}"
    if party.organisation is not None:
        yield f"{phrasing.word('organisation')}={value(party.organisation)}"
    name = party.name or ""
    plain = "role" if name[:1].islower() and name == name.lower() else "body" if body else None
    if party.kind is not None and party.kind != plain:
        yield phrasing.word(f"is {party.kind}")
    if not party.public:
        yield phrasing.word("is not public")


def _named(given: object) -> Iterator[str]:
    """Every text in an event that could be the id of a party; who is none is left out later."""
    match given:
        case str():
            yield given
        case tuple():
            for one in given:
                yield from _named(one)
        case Mention():
            yield given.party
        case Emphasis() | Strong() | Link() | Closed():
            yield from _named(given.words)
        case events.Event() | Tally() | events.Point():
            for one in fields(type(given)):
                yield from _named(getattr(given, one.name))
        case _:
            pass
