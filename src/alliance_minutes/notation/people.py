"""Parties in a list or after a colon: ``Name (role, organisation, flags)`` and ``B, deputising for A (reason)``."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Any

from attrs import define, field

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.notation.dates import find_time
from alliance_minutes.notation.flags import attempts_flag, means_closed, says_not_public
from alliance_minutes.notation.keywords import after_term, is_term
from alliance_minutes.notation.messages import shortened
from alliance_minutes.notation.names import doubt_about, in_row, may_be_two, several
from alliance_minutes.notation.no_names import is_phrase
from alliance_minutes.notation.no_roles import is_part_of_meeting, is_reason, looks_like_role, stands_for
from alliance_minutes.notation.vague import CLOCK, is_when
from alliance_minutes.notation.words import read_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from alliance_minutes.events import PartyKind
    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.notation.source import Passage
    from alliance_minutes.values import PartyId, Words

_NAMED = re.compile(r"@?(?:\[([^\[\]|]*)\]|([^()\[\]]*?))[ \t]*(?:\((.*)\))?[ \t]*\Z", re.DOTALL)
_PRECISE = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?")
_ASKS = {"public"}  # a label of a list, and in a header those who asked: "Question (public)"
_KINDS: dict[str, PartyKind] = {
    "is organisation": "organisation",
    "is person": "person",
    "is office": "office",
    "is body": "body",
    "is role": "role",
}
_OF_AN_ACT = ("proxy", "by", "votes", "until", "since", "at")
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
    at: time | None = None  # when somebody came or left
    absent: bool = False
    partner: bool = False
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
                reading.messages.wrong("detail-time" if code == "at" else "party-detail", self.said[code])

    def party(self, reading: Reading, *, attends: bool = False) -> PartyId | None:
        """Its id; a new party is introduced with these details. One who ``attends`` may do so in another role."""
        said: dict[str, str | None] = {
            "kind": self.kind,
            "role": self.role,
            "organisation": self.organisation,
        }
        party = reading.party(
            self.name,
            kind=self.kind,
            role=self.role,
            organisation=self.organisation,
            public=self.public,
            partner=self.partner,
        )
        if party is not None:
            reading.roles |= {self.role.casefold()} if self.role else set()
            for code, value in said.items():
                known = reading.known_of(party, code, value)
                if value is not None and known != value and not (attends and code == "role"):
                    reading.messages.wrong_mildly(
                        "detail-kept", self.name, known=shortened(known or ""), said=shortened(value)
                    )
        return party


def read_listed(
    passage: Passage,
    reading: Reading,
    allowed: Collection[str],
    *,
    absent: bool = False,
    partner: bool = False,
) -> Listed | None:
    """The party that a list item is, or ``None`` after a message.

    Args:
        passage: the item.
        reading: what it belongs to.
        allowed: what else than the party is recorded.
        absent: whether it is a list of who is absent.
        partner: whether it is one of who signs an agreement, or leaves it.
    """
    if len(several(passage)) > 1:
        reading.messages.wrong("name-one", passage)
        return None
    found = _NAMED.match(passage.text)
    group = 0 if found is None else 1 if found[1] is not None else 2
    if found is None or not found[group].strip(" \t"):
        reading.messages.wrong("party-name", passage)
        return None
    sign = "@[" if group == 1 else "@" if passage.text.startswith("@") else ""
    listed = Listed(passage.named(*found.span(group), sign=sign), absent=absent, partner=partner)
    if found[3] is not None:
        read_details(listed, passage.part(found.start(3), found.end(3)), reading)
        listed.only(allowed, reading)
    return listed


def read_details(listed: Listed, passage: Passage, reading: Reading) -> None:
    """Add what stands between the brackets behind a name; ``,`` and ``;`` part the details."""
    parts = [part for half in passage.split(";") for part in half.split(",") if part.text]
    for part in [part for part in parts if not _detail(listed, part, reading)]:
        fault = _fault(listed, part, reading)
        if fault is not None:
            if not reading.closes(part):
                reading.messages.wrong(fault, part)
        elif listed.role is None:
            listed.role = reading.plain(part)
        elif listed.organisation is None:
            listed.organisation = reading.plain(part)
        else:
            reading.messages.wrong("party-detail", part)


def _fault(listed: Listed, part: Passage, reading: Reading) -> str | None:
    """Why a detail without a label is neither role nor organisation; the one gate before either is kept of a party."""
    text = part.text
    if means_closed(part.bare) or attempts_flag(part.bare):
        return "flag"
    if is_when(text) or is_part_of_meeting(text) or after_term("until", text) is not None:
        return "detail-time"
    if stands_for(text):
        return "detail-for"
    if after_term("since", text) is not None:
        return "detail-time"
    if is_reason(text):
        return "detail-reason"
    if listed.absent and not looks_like_role(text) and not reading.is_role(listed.name.bare, part.bare):
        return "detail-reason"
    return None


def _detail(listed: Listed, part: Passage, reading: Reading) -> bool:
    """Take a detail that says what it is; whether it did."""
    text = part.text
    if clock := CLOCK.fullmatch(text):
        at = _time(part.part(*clock.span(1)), reading)
        if at is not None:
            listed.say("at", at, part, reading)
        return True
    for kind_term, kind in _KINDS.items():
        if is_term(kind_term, text):
            listed.say("kind", kind, part, reading)
            return True
    if is_term("is public", text) or says_not_public(part.bare):
        listed.say("public", is_term("is public", text), part, reading)
        return True
    return any(_labelled(listed, part, code, reading) for code in _DETAILS)


def _labelled(listed: Listed, part: Passage, code: str, reading: Reading) -> bool:
    """Take a detail that begins with this label; whether it was read, or told of."""
    after = after_term(code, part.text)
    if after is None or (code in _EQUALS and "=" not in part.text):
        return False
    messages = len(reading.messages.found)
    found = _DETAILS[code](part.part(len(part.text) - len(after)), reading)
    if found is None:
        return len(reading.messages.found) > messages
    if code == "proxy":
        listed.proxy_for.append(found)
        listed.said.setdefault(code, part)
    else:
        listed.say(code, found, part, reading)
    return True


def _votes(passage: Passage, _: Reading) -> int | None:
    return int(passage.text) if re.fullmatch(r"[0-9]{1,15}", passage.text) else None


def _time(passage: Passage, reading: Reading) -> time | None:
    text = passage.text
    if clock := CLOCK.fullmatch(text):
        text = clock[1]
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
        return passage.named(start + 1, len(text) - 1, sign="@[")
    return passage.named(start, sign=text[:start])


name_of = _name


def party_named(passage: Passage, reading: Reading) -> PartyId | None:
    """The party of a name; ``None`` after a message."""
    return reading.party(_name(passage))


def names_in(paren: Passage, reading: Reading, *, rows: bool = False) -> list[Passage]:
    """The names between the brackets of a header; with ``rows`` also ``A en B``. A phrase is told and left out."""
    names: list[Passage] = []
    for one in [one for part in paren.split(",") if part.text for one in several(part)]:
        name = _name(one)
        if name.sign or reading.directory.find(name.bare) is not None or attempts_flag(one.bare):
            names.append(name)
            continue
        two = in_row(one) if rows and may_be_two(one.text) else [one]
        bad = next((name for name in two if _is_phrase(name)), None)
        if bad is not None:
            reading.messages.wrong("name-none", bad)
            continue
        if (
            len(two) > 1
            and not _row_of_known(two, reading)
            and doubt_about(one.text, "") == ("name-odd", True)
        ):
            reading.messages.wrong_mildly("name-two", one)
        names.extend(two)
    return names


def _is_phrase(name: Passage) -> bool:
    """Whether a name in a header is a phrase, or a word that a list has for something else: ``(public)``."""
    if name.text.casefold() in _ASKS:
        return False
    return is_phrase(name.text) or any(is_term(code, name.text) for code in ("is public", *_KINDS))


def _row_of_known(two: list[Passage], reading: Reading) -> bool:
    return any(reading.directory.find(name.bare) is not None for name in two)


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
