"""Parties in a list or after a colon: ``Name (role, organisation, flags)`` and ``B, deputising for A (reason)``."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING

from attrs import define, field

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.notation.dates import find_time
from alliance_minutes.notation.keywords import after_term, is_term
from alliance_minutes.notation.words import read_words

if TYPE_CHECKING:
    from alliance_minutes.events import PartyKind
    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.notation.source import Passage
    from alliance_minutes.values import PartyId, Words

_NAMED = re.compile(r"@?(?:\[([^\[\]|]*)\]|([^()\[\]]*?))[ \t]*(?:\((.*)\))?[ \t]*\Z", re.DOTALL)
_PRECISE = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?")
_KINDS: dict[str, PartyKind] = {
    "is organisation": "organisation",
    "is person": "person",
    "is office": "office",
    "is body": "body",
    "is role": "role",
}


@define
class Listed:
    """A party as it stands in a list, with what is said of it there."""

    name: Passage
    kind: PartyKind | None = None
    role: str | None = None
    organisation: str | None = None
    public: bool = True
    proxy_for: list[Passage] = field(factory=list)
    votes: int | None = None
    since: time | None = None
    until: time | None = None
    signatory: Passage | None = None

    def party(self, reading: Reading) -> PartyId | None:
        """Its id; a new party is introduced with these details."""
        return reading.party(
            self.name, kind=self.kind, role=self.role, organisation=self.organisation, public=self.public
        )


def read_listed(passage: Passage, reading: Reading) -> Listed | None:
    """The party that a list item is, or ``None`` after a message."""
    found = _NAMED.match(passage.text)
    group = 0 if found is None else 1 if found[1] is not None else 2
    if found is None or not found[group].strip(" \t"):
        reading.messages.wrong("party-name", passage)
        return None
    listed = Listed(passage.part(found.start(group), found.end(group)))
    if found[3] is not None:
        read_details(listed, passage.part(found.start(3), found.end(3)), reading)
    return listed


def read_details(listed: Listed, passage: Passage, reading: Reading) -> None:
    """Add what stands between the brackets behind a name; ``,`` and ``;`` part the details."""
    parts = [part for half in passage.split(";") for part in half.split(",") if part.text]
    for part in [part for part in parts if not _detail(listed, part, reading)]:
        if listed.role is None:
            listed.role = part.bare
        elif listed.organisation is None:
            listed.organisation = part.bare
        else:
            reading.messages.wrong("party-detail", part)


def _detail(listed: Listed, part: Passage, reading: Reading) -> bool:  # noqa: C901 - a row of cases
    """Take a detail that says what it is; whether it did."""
    text = part.text
    for term, kind in _KINDS.items():
        if is_term(term, text):
            listed.kind = kind
            return True
    if is_term("is public", text) or is_term("is not public", text):
        listed.public = is_term("is public", text)
        return True
    if (after := after_term("proxy", text)) is not None:
        listed.proxy_for.append(_name(part.part(len(text) - len(after))))
    elif (after := after_term("by", text)) is not None:
        listed.signatory = _name(part.part(len(text) - len(after)))
    elif (after := after_term("votes", text)) is not None and re.fullmatch(r"[0-9]{1,15}", after):
        listed.votes = int(after)
    elif (after := after_term("until", text)) is not None and (at := _time(part, after, reading)) is not None:
        listed.until = at
    elif (after := after_term("since", text)) is not None and (at := _time(part, after, reading)) is not None:
        listed.since = at
    elif "=" in text and (after := after_term("role", text)) is not None:
        listed.role = part.part(len(text) - len(after)).bare
    elif "=" in text and (after := after_term("organisation", text)) is not None:
        listed.organisation = part.part(len(text) - len(after)).bare
    else:
        return False
    return True


def _time(part: Passage, text: str, reading: Reading) -> time | None:
    try:
        return time.fromisoformat(text) if _PRECISE.fullmatch(text) else find_time(text)
    except (InvalidValueError, ValueError):
        reading.messages.wrong("time", part.part(len(part.text) - len(text)))
        return None


def _name(passage: Passage) -> Passage:
    """A name without ``@`` and square brackets."""
    text = passage.text
    start = 1 if text.startswith("@") else 0
    if text[start : start + 1] == "[" and text.endswith("]"):
        return passage.part(start + 1, len(text) - 1)
    return passage.part(start)


name_of = _name


@define
class Chairing:
    """Who takes the chair, for whom, and why."""

    chair: PartyId | None
    deputises_for: PartyId | None = None
    reason: Words = ()


def read_chairing(passage: Passage, reading: Reading) -> Chairing:
    """``B``, or ``B, vervangt A (reden)``; A needs no comma before it."""
    parts = passage.split(",")
    first, rest = parts[0], parts[1:]
    deputised: PartyId | None = None
    reason: Words = ()
    chair = reading.party(_name(first))
    for part in rest:
        after = after_term("deputises", part.text)
        if after is None:
            reading.messages.wrong("party-detail", part)
            continue
        whom = part.part(len(part.text) - len(after))
        found = re.match(r"(.*?)[ \t]*\((.*)\)\Z", whom.text, re.DOTALL)
        if found:
            reason = read_words(whom.part(found.start(2), found.end(2)), reading)
            whom = whom.part(0, found.end(1))
        deputised = reading.party(_name(whom))
    return Chairing(chair, deputised, reason)
