"""Parties in a list or after a colon: ``Name (role, organisation, flags)`` and ``B, deputising for A (reason)``."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Any

from attrs import define, field

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.notation.dates import find_time
from alliance_minutes.notation.flags import attempts_flag, means_closed, says_not_public
from alliance_minutes.notation.keywords import AND, after_term, is_term
from alliance_minutes.notation.messages import shortened
from alliance_minutes.notation.names import ends_in_date, is_no_name, is_phrase, may_be_two, several, tells
from alliance_minutes.notation.words import read_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

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
_OF_AN_ACT = ("proxy", "by", "votes", "until", "since")
ATTENDING = frozenset({"proxy", "votes", "until", "since"})
"""The details of a party that belong to its attendance."""


@define
class Listed:
    """A party as it stands in a list, with what is said of it there."""

    name: Passage
    kind: PartyKind | None = None
    role: str | None = None
    organisation: str | None = None
    public: bool | None = None  # nobody said
    proxy_for: list[Passage] = field(factory=list)
    votes: int | None = None
    since: time | None = None
    until: time | None = None
    signatory: Passage | None = None
    said: dict[str, Passage] = field(factory=dict)

    def say(self, code: str, value: object, part: Passage, reading: Reading) -> None:
        """Keep a detail, and report that it was given before."""
        if code in self.said:
            reading.messages.wrong("twice", part)
        self.said[code] = part
        setattr(self, "signatory" if code == "by" else code, value)

    def only(self, allowed: Collection[str], reading: Reading) -> None:
        """Report what is said of attendance or signing where that cannot be recorded."""
        for code in _OF_AN_ACT:
            if code in self.said and code not in allowed:
                reading.messages.wrong("party-detail", self.said[code])

    def party(self, reading: Reading, *, attends: bool = False) -> PartyId | None:
        """Its id; a new party is introduced with these details. One who ``attends`` may do so in another role."""
        said: dict[str, str | None] = {
            "kind": self.kind,
            "role": self.role,
            "organisation": self.organisation,
        }
        party = reading.party(
            self.name, kind=self.kind, role=self.role, organisation=self.organisation, public=self.public
        )
        if party is not None:
            for code, value in said.items():
                known = reading.known_of(party, code, value)
                if value is not None and known != value and not (attends and code == "role"):
                    reading.messages.wrong_mildly(
                        "detail-kept", self.name, known=shortened(known or ""), said=shortened(value)
                    )
        return party


def read_listed(passage: Passage, reading: Reading, allowed: Collection[str]) -> Listed | None:
    """The party that a list item is, or ``None`` after a message; ``allowed``: what else than the party is recorded."""
    if len(several(passage)) > 1:
        reading.messages.wrong("name-one", passage)
        return None
    found = _NAMED.match(passage.text)
    group = 0 if found is None else 1 if found[1] is not None else 2
    if found is None or not found[group].strip(" \t"):
        reading.messages.wrong("party-name", passage)
        return None
    name = passage.part(found.start(group), found.end(group))
    if group == 2 and not passage.text.startswith("@") and reading.directory.find(name.bare) is None:
        if ":" in name.text or any(is_no_name(part.text) for part in name.split(",")):
            reading.messages.wrong("name-none", name)
            return None
        if "," in name.text:
            reading.messages.wrong_mildly("name-odd", name)
    elif group == 2 and ":" in name.text and reading.directory.find(name.bare) is None:
        reading.messages.wrong("name-none", name)
        return None
    elif (
        group == 2 and (tells(name.text) or _two_from(passage)) and reading.directory.find(name.bare) is None
    ):
        reading.messages.wrong_mildly("name-odd", name)
    listed = Listed(name)
    if found[3] is not None:
        read_details(listed, passage.part(found.start(3), found.end(3)), reading)
        listed.only(allowed, reading)
    return listed


def _two_from(passage: Passage) -> bool:
    """Whether a bare ``@A en B`` may be two names, of which the second has no ``@``."""
    return passage.text.startswith("@") and may_be_two(passage.text[1:])


def read_details(listed: Listed, passage: Passage, reading: Reading) -> None:
    """Add what stands between the brackets behind a name; ``,`` and ``;`` part the details."""
    parts = [part for half in passage.split(";") for part in half.split(",") if part.text]
    for part in [part for part in parts if not _detail(listed, part, reading)]:
        if means_closed(part.text) or attempts_flag(part.bare):
            reading.messages.wrong("flag", part)
        elif listed.role is None:
            listed.role = reading.plain(part)
        elif listed.organisation is None:
            listed.organisation = reading.plain(part)
        else:
            reading.messages.wrong("party-detail", part)


def _detail(listed: Listed, part: Passage, reading: Reading) -> bool:
    """Take a detail that says what it is; whether it did."""
    text = part.text
    for kind_term, kind in _KINDS.items():
        if is_term(kind_term, text):
            listed.say("kind", kind, part, reading)
            return True
    if is_term("is public", text) or says_not_public(part.bare):
        listed.say("public", is_term("is public", text), part, reading)
        return True
    for code, read in _DETAILS.items():
        after = after_term(code, text)
        if after is None or (code in _EQUALS and "=" not in text):
            continue
        found = read(part.part(len(text) - len(after)), reading)
        if found is None:
            continue
        if code == "proxy":
            listed.proxy_for.append(found)
            listed.said.setdefault(code, part)
        else:
            listed.say(code, found, part, reading)
        return True
    return False


def _votes(passage: Passage, _: Reading) -> int | None:
    return int(passage.text) if re.fullmatch(r"[0-9]{1,15}", passage.text) else None


def _time(passage: Passage, reading: Reading) -> time | None:
    text = passage.text
    try:
        return time.fromisoformat(text) if _PRECISE.fullmatch(text) else find_time(text)
    except (InvalidValueError, ValueError):
        reading.messages.wrong("time", passage)
        return None


def _told(passage: Passage, reading: Reading) -> str:
    """A role or an organisation, in which nothing looks like the flag."""
    if attempts_flag(passage.bare):
        reading.messages.wrong("flag", passage)
    return reading.plain(passage)


def _name(passage: Passage) -> Passage:
    """A name without ``@`` and square brackets."""
    text = passage.text
    start = 1 if text.startswith("@") else 0
    if text[start : start + 1] == "[" and text.endswith("]"):
        return passage.part(start + 1, len(text) - 1)
    return passage.part(start)


name_of = _name


def party_named(passage: Passage, reading: Reading) -> PartyId | None:
    """The party of a name; ``None`` after a message, also where it has no ``@`` and looks like no name."""
    plain = not passage.text.startswith("@") and not attempts_flag(passage.bare)
    if plain and reading.directory.find(passage.bare) is None and is_no_name(passage.text):
        reading.messages.wrong("name-none", passage)
        return None
    return reading.party(_name(passage))


def names_in(paren: Passage, reading: Reading, *, rows: bool = False) -> list[Passage]:
    """The names between the brackets of a header; with ``rows`` also ``A en B``. What is none is told and left out."""
    names: list[Passage] = []
    for one in [one for part in paren.split(",") if part.text for one in several(part)]:
        if (
            one.text.startswith("@")
            or reading.directory.find(one.bare) is not None
            or attempts_flag(one.bare)
        ):
            names.append(_name(one))
            continue
        two = one.parted_by(AND) if rows else [one]
        bad = next((name for name in two if is_no_name(name.text) or is_phrase(name.text)), None)
        if bad is not None or ends_in_date(one.text):
            reading.messages.wrong("name-none", bad or one)
            continue
        if may_be_two(one.text) and not any(reading.directory.find(name.bare) for name in two):
            reading.messages.wrong_mildly("name-two" if rows else "name-odd", one)
        names.extend(two)
    return names


_EQUALS = {"role", "organisation"}
_DETAILS: Mapping[str, Callable[[Passage, Reading], Any]] = {
    "proxy": lambda passage, _: _name(passage),
    "by": lambda passage, _: _name(passage),
    "votes": _votes,
    "until": _time,
    "since": _time,
    "role": _told,
    "organisation": _told,
}


@define
class Chairing:
    """Who takes the chair, for whom, and why."""

    chair: PartyId | None
    deputises_for: PartyId | None = None
    reason: Words = ()


def read_chairing(passage: Passage, reading: Reading) -> Chairing:
    """``B (role, not public)``, or ``B, vervangt A (reden)``."""
    parts = passage.split(",")
    first, rest = parts[0], parts[1:]
    deputised: PartyId | None = None
    reason: Words = ()
    listed = read_listed(first, reading, ())
    chair = listed.party(reading) if listed else None
    for part in rest:
        after = after_term("deputises", part.text)
        if after is None:
            reading.messages.wrong("party-detail", part)
            continue
        whom = part.part(len(part.text) - len(after))
        found = re.match(r"(.*?)[ \t]*\((.*)\)\Z", whom.text, re.DOTALL)
        if found:
            why = whom.part(found.start(2), found.end(2))
            if attempts_flag(why.bare):
                reading.messages.wrong("flag", why)
            reason = read_words(why, reading)
            whom = whom.part(0, found.end(1))
        if deputised is not None:
            reading.messages.wrong("twice", part)
        deputised = party_named(whom, reading)
    return Chairing(chair, deputised, reason)
