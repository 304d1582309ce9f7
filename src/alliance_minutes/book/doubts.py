"""Doubts about what was read: a name that is none, or that says more than it may.

In doubt a name is closed: a text in which it cannot be told whether a name may be printed is not recorded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from alliance_minutes.events import ActionAgreed, AnnouncementMade, AttendanceNoted, ChairTaken, ItemDiscussed
from alliance_minutes.notation import Message
from alliance_minutes.values import Closed, Emphasis, Link, Strong, plain, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.events import Event
    from alliance_minutes.notation import Draft
    from alliance_minutes.parties import Directory
    from alliance_minutes.values import Words

Severity: TypeAlias = Literal["error", "warning"]

_FLAG = re.compile(r"\bnot[\W_]*public\b|\bniet[\W_]*(?:openbaar|publiek)\b", re.IGNORECASE)

_SAID = {
    "flag": {
        "nl": "{name!r}: 'niet openbaar' is hier niet als kenmerk gelezen; schrijf '- Naam (rol, niet openbaar)' onder personen of aanwezig",
        "en": "{name!r}: 'not public' is not read as a flag here; write '- Name (role, not public)' under people or present",
    },
    "holds": {
        "nl": "{name!r} is gelezen als één naam, en bevat een naam die niet openbaar is; schrijf de naam alleen",
        "en": "{name!r} is read as one name, and holds a name that is not public; write that name alone",
    },
    "odd": {
        "nl": "{name!r} is gelezen als één naam; klopt dat?",
        "en": "{name!r} is read as one name; is that right?",
    },
    "text": {
        "nl": "{name!r} is niet openbaar, en staat met opmaak of extra spaties in een tekst: zo wordt het afgedrukt; noem de partij met @[…]",
        "en": "{name!r} is not public, and stands in a text with marks or blanks in it: it is printed so; mention the party with @[…]",
    },
    "owner": {
        "nl": "{name!r}: de eigenaar is niet gelezen; schrijf 'Actie @Naam, uiterlijk 3 mei:' op een eigen regel",
        "en": "{name!r}: the owner was not read; write 'Action @Name, due 3 May:' on a line of its own",
    },
}


def doubts(draft: Draft, directory: Directory, text: str, file: str) -> Iterator[Message]:
    """Messages about names, roles and reasons in which more stands than a name, a role or a reason."""
    language = "nl" if draft.language == "nl" else "en"

    def message(kind: str, name: str, severity: Severity = "error") -> Message:
        line = text.count("\n", 0, max(text.find(name), 0)) + 1
        said = _SAID[kind][language].format(name=name[:80])
        return Message(file=file, line=line, column=1, severity=severity, code=f"name.{kind}", text=said)

    known = {party.id: party.public for party in directory.parties.values()}
    known |= {event.party: event.public for event in directory.introduced}
    closed = [name for party, public in known.items() if not public and (name := directory.name(party))]
    for event in directory.introduced:
        if any(_FLAG.search(told) for told in (event.name, event.role, event.organisation) if told):
            yield message("flag", event.name)
        elif event.public and any(_holds(event.name, name) for name in closed):
            yield message("holds", event.name)
        elif "@" in event.name or ("(" in event.name and ")" in event.name):
            yield message("odd", event.name, "warning")
    for happened in draft.events:
        found = _doubt(happened, closed)
        if found is not None:
            yield message(*found)


def _doubt(happened: Event, closed: list[str]) -> tuple[str, str, Severity] | None:
    """The doubt about one event: its kind, what it is about, and how grave it is."""
    match happened:
        case ChairTaken(reason=reason) if _FLAG.search(plain(reason)):
            return "flag", plain(reason), "error"
        case AttendanceNoted(role=str(role)) if _FLAG.search(role):
            return "flag", role, "error"
        case ItemDiscussed(text=words) | AnnouncementMade(text=words) if name := _broken_name(words, closed):
            return "text", name, "warning"
        case ActionAgreed(owners=(), text=(str(said), *_)) if said.startswith("@"):
            return "owner", said.partition(":")[0], "warning"
        case _:
            return None


def _holds(name: str, closed: str) -> bool:
    """Whether a name holds another one, as whole words."""
    words, inner = name.casefold().split(), closed.casefold().split()
    if words == inner:
        return False
    stripped = [word.strip("@()[],.;:") for word in words]
    return any(stripped[at : at + len(inner)] == inner for at in range(len(stripped)))


def _broken_name(words: Words, closed: list[str]) -> str | None:
    """A closed name that stands in the open words in pieces; where it stands whole, the reader of the text said so."""
    shown = " ".join(_open_text(words).split()).casefold()
    runs = [run.casefold() for run in walk(words) if isinstance(run, str)]
    for name in closed:
        if name.casefold() in shown and not any(name.casefold() in run for run in runs):
            return name
    return None


def _open_text(words: Words) -> str:
    parts = []
    for run in words:
        if isinstance(run, str):
            parts.append(run)
        elif isinstance(run, (Emphasis, Strong, Link)):
            parts.append(_open_text(run.words))
        elif isinstance(run, Closed):
            parts.append("\0")  # what is closed parts what stands around it
    return "".join(parts)
