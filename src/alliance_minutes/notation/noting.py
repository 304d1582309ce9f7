"""Keyword lines of which the text after the colon is data: presence, quorum, papers, partners, the next meeting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from alliance_minutes import events
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.notation.dates import find_date
from alliance_minutes.notation.frontmatter import attended
from alliance_minutes.notation.keywords import after_term, is_term
from alliance_minutes.notation.making import Made, Maker, joined_dates, one_party, party_after
from alliance_minutes.notation.next_meeting import read_next
from alliance_minutes.notation.papers import is_paper, read_titled
from alliance_minutes.notation.people import ATTENDING, Listed, read_chairing, read_details, read_listed
from alliance_minutes.notation.verdicts import TURNED
from alliance_minutes.notation.words import read_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.events import Status
    from alliance_minutes.notation.headers import Facts
    from alliance_minutes.notation.source import Passage

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def _value(passage: Passage, after: str) -> Passage:
    return passage.part(len(passage.text) - len(after))


def chair(facts: Facts) -> Made:
    """``Voorzitter: B, vervangt A (reden)``, or ``Voorzitter @B, vervangt @A [reden: …]: words``."""
    made = Made(events.ChairTaken, by_line=True)
    deputised = party_after(facts, "deputises")
    who = one_party(facts)
    for text in facts.qualifiers("reason"):
        made.fields["reason"] = read_words(text, facts.reading)
    if who is not None:
        made.fields |= {"chair": who, "deputises_for": deputised}
        made.complete = True

    def data(passage: Passage) -> tuple[dict[str, Any], Passage | None] | None:
        read = read_chairing(passage, facts.reading)
        if read.chair is None:
            return None
        return {"chair": read.chair, "deputises_for": read.deputises_for, "reason": read.reason}, None

    made.data = data
    return made


def participant(event: type[events.Shown]) -> Maker:
    """A maker for ``Binnengekomen 20:10: @A``."""

    def make(facts: Facts) -> Made:
        who = one_party(facts)
        made = Made(event, {} if who is None else {"party": who}, complete=who is not None, by_line=True)
        word = "since" if event is events.ParticipantArrived else "until"

        def data(passage: Passage) -> tuple[dict[str, Any], Passage | None] | None:
            if is_paper(passage.text) and facts.reading.directory.find(passage.bare) is None:
                facts.reading.messages.wrong("paper-came", passage)
                return None
            listed = read_listed(passage, facts.reading, ("at", word))
            party = listed.party(facts.reading) if listed else None
            if listed is None or party is None:
                return None
            at = listed.at or getattr(listed, word)
            if at is not None and facts.occurred_at is not None and at != facts.occurred_at:
                facts.reading.messages.wrong("twice", listed.said["at" if listed.at else word])
            return {"party": party, "occurred_at": at or facts.occurred_at}, None

        made.data = data
        made.parties = who is None
        return made

    return make


def attendance(status: Status) -> Maker:
    """A maker for ``Aanwezig: A (rol)``, also as ``Aanwezig @A [rol=…; tot 20:00]: words``."""

    def make(facts: Facts) -> Made:
        reading = facts.reading
        made = Made(events.AttendanceNoted, {"status": status}, by_line=True)
        names = [name for _, name in facts.header.parties]
        if facts.flag("nobody"):
            made.complete = True
        if names:
            facts.header.parties = []
            listed = Listed(names[0], absent=status != "present")
            for extra in names[1:]:
                facts.superfluous(extra)
            for detail in facts.header.qualifiers:
                read_details(listed, detail, reading)
            facts.header.qualifiers = []
            listed.only(ATTENDING, reading)
            proxies = [reading.party(name) for name in listed.proxy_for]
            made.fields |= {
                "party": listed.party(reading, attends=True),
                "since": listed.since,
                "until": listed.until,
                "role": listed.role,
                "votes": listed.votes,
                "proxy_for": tuple(party for party in proxies if party is not None),
            }
            made.complete = True

        def data(passage: Passage) -> tuple[dict[str, Any], Passage | None] | None:
            if is_term("nobody", passage.text):
                return {"party": None}, None
            read = attended(passage, status, reading)
            if read is None:
                return None
            return {
                name: getattr(read, name)
                for name in ("party", "since", "until", "role", "proxy_for", "votes")
            }, None

        made.data = data
        made.parties = not names
        return made

    return make


def quorum(facts: Facts) -> Made:  # noqa: C901 - three ways of saying the same, kept together
    """``Quorum: vereist 5, aanwezig 8``, or ``Quorum [vereist 5, aanwezig 8]: words``."""
    made = Made(events.QuorumNoted)

    def take(passage: Passage, fields: dict[str, Any], *, strict: bool) -> bool:
        for part in passage.split(","):
            text = part.text
            turned = TURNED.fullmatch(text)
            side = next(
                (one for one in ("required", "present") if turned and is_term(one, turned[2].rstrip("."))),
                None,
            )
            if turned and side is not None:
                facts.put(fields, side, int(turned[1]), part)
            elif is_term("met", text) or is_term("not met", text) or is_term("unknown", text):
                facts.put(fields, "met", None if is_term("unknown", text) else is_term("met", text), part)
            elif (after := after_term("required", text)) is not None and (strict or after[:1].isdecimal()):
                facts.put(fields, "required", facts.count(_value(part, after), "5"), part)
            elif (after := after_term("present", text)) is not None and (strict or after[:1].isdecimal()):
                facts.put(fields, "present", facts.count(_value(part, after), "8"), part)
            else:
                return False
        return True

    def settle(fields: dict[str, Any], place: Passage | None) -> None:
        required, present = fields.get("required"), fields.get("present")
        if required is None or present is None:
            return
        said = fields.setdefault("met", present >= required)
        if said is not None and said != (present >= required) and place is not None:
            facts.reading.messages.wrong("quorum", place, required=required, present=present)

    first = facts.header.qualifiers[0] if facts.header.qualifiers else None
    rest = [text for text in facts.header.qualifiers if not take(text, made.fields, strict=True)]
    made.complete = len(rest) < len(facts.header.qualifiers)
    facts.header.qualifiers = rest
    settle(made.fields, first)

    def data(passage: Passage) -> tuple[dict[str, Any], Passage | None] | None:
        fields: dict[str, Any] = {}
        if not take(passage, fields, strict=False):
            return {}, passage
        settle(fields, passage)
        return fields, None

    made.data = data
    return made


def _agreement(facts: Facts) -> str | None:
    """What was signed: ``(convenant)`` or ``[overeenkomst: …]``."""
    for text in facts.qualifiers("agreement"):
        return facts.reading.plain(text)
    for index, paren in enumerate(facts.header.parens):
        if not paren.text.startswith("@"):
            del facts.header.parens[index]
            return facts.reading.plain(paren)
    return None


def bond(event: type[events.Shown]) -> Maker:
    """A maker for ``Ondertekend (convenant):`` with a list of partners, or ``Ondertekend (convenant) @A: words``."""

    def make(facts: Facts) -> Made:
        reading = facts.reading
        signs = event is events.PartnerSigned
        signatory = party_after(facts, "by") if signs else None
        made = Made(event, {"agreement": _agreement(facts)}, by_line=True)
        partner = one_party(facts)
        if partner is not None:
            made.fields["partner"] = partner
            made.complete = True
        if signatory is not None:
            made.fields["signatory"] = signatory

        def data(passage: Passage) -> tuple[dict[str, Any], Passage | None] | None:
            listed = read_listed(passage, reading, ("by",) if signs else (), partner=True)
            party = listed.party(reading) if listed else None
            if listed is None or party is None:
                return None
            fields: dict[str, Any] = {"partner": party}
            if listed.signatory is not None and signs:
                fields["signatory"] = reading.party(listed.signatory)
            return fields, None

        made.data = data
        made.parties = partner is None
        return made

    return make


def attachment(facts: Facts) -> Made:
    """``Bijlage: Titel <path>``, or ``Bijlage [titel: …; bestand …; …]: words``."""
    made = Made(events.DocumentAttached, by_line=True)
    reading = facts.reading
    for text in facts.qualifiers("title"):
        made.fields["title"] = reading.plain(text)
        made.complete = True
    for code, name in (("file", "name"), ("type", "media_type")):
        for text in facts.qualifiers(code):
            made.fields[name] = reading.plain(text)
    for text in facts.qualifiers("size"):
        made.fields["size"] = facts.count(text, "1024")
    for text in facts.qualifiers("digest"):
        if not _DIGEST.fullmatch(text.text):
            reading.messages.wrong("digest", text)
        made.fields["digest"] = text.bare
    for text in facts.qualifiers("closed"):
        made.fields["closed"] = reading.ground(text)

    def data(passage: Passage) -> tuple[dict[str, Any], Passage | None] | None:
        return read_titled(passage, reading, closed="closed" in made.fields), None

    made.data = data
    return made


def adopted(facts: Facts) -> Made:  # noqa: C901, PLR0912 - a row of cases, one per qualifier
    """``Vastgesteld [notulen, publieksnotulen; 28 februari]:``."""
    reading = facts.reading
    made = Made(events.MinutesAdopted)
    editions: list[str] = []
    none = facts.flag("no edition")
    if facts.flag("last"):
        made.fields["last"] = True
    for text in facts.qualifiers("corrections"):
        made.fields["corrections"] = read_words(text, reading)
    rest: list[Passage] = []
    for qualifier in facts.header.qualifiers:
        for part in joined_dates(qualifier.split(",")):
            if is_term("internal", part.text) or is_term("public", part.text):
                editions.append("public" if is_term("public", part.text) else "internal")
            elif is_term("last", part.text):
                made.fields["last"] = True
            else:
                rest.append(part)
    unread: list[Passage] = []
    for part in rest:
        try:
            when = find_date(part.text, reading.language)
        except InvalidValueError:
            reading.messages.wrong("date", part)
            continue
        if when is not None:
            facts.put(made.fields, "held_on", when, part)
        elif (after := after_term("meeting", part.text)) is not None:
            facts.put(made.fields, "meeting", reading.plain(_value(part, after)), part)
        else:
            unread.append(part)
    facts.header.qualifiers = unread
    if editions or none:
        made.fields["editions"] = tuple(editions)
    return made


def next_meeting(facts: Facts) -> Made:
    """``Volgende vergadering: 24 september, 19:30, plaats``, or all in the header and words after the colon."""
    reading = facts.reading
    made = Made(events.NextMeetingSet)
    rest: list[Passage] = []
    for chunk in joined_dates(facts.header.chunks):
        try:
            when = find_date(chunk.text, reading.language)
        except InvalidValueError:
            reading.messages.wrong("date", chunk)
            continue
        if when is None:
            rest.append(chunk)
        else:
            facts.put(made.fields, "on", when, chunk)
    facts.header.chunks = rest
    if facts.header.times:
        at = facts.use_time()
        made.fields["starts_at"] = at and f"{at:%H:%M}"
    for code, name in (("place", "place"), ("starts", "starts_at")):
        for text in facts.qualifiers(code):
            facts.put(made.fields, name, reading.plain(text), text)
    made.complete = bool(made.fields)

    def data(passage: Passage) -> tuple[dict[str, Any], Passage | None] | None:
        return read_next(passage, reading)

    made.data = data
    return made


NOTING: Mapping[str, Maker] = {
    "chair": chair,
    "arrived": participant(events.ParticipantArrived),
    "left": participant(events.ParticipantLeft),
    "present": attendance("present"),
    "apologies": attendance("apologies"),
    "absent": attendance("absent"),
    "quorum": quorum,
    "signed": bond(events.PartnerSigned),
    "partner-left": bond(events.PartnerLeft),
    "attachment": attachment,
    "adopted": adopted,
    "next-meeting": next_meeting,
}
