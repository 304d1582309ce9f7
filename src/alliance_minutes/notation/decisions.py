"""Decisions: how, of what kind, with what count, and whether the count adds up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import define, field

from alliance_minutes.events import DecisionTaken, ProposalMade
from alliance_minutes.notation.keywords import TERMS, after_term, is_term, term
from alliance_minutes.notation.making import Made, take_number
from alliance_minutes.notation.message_texts import WHY
from alliance_minutes.notation.people import names_in
from alliance_minutes.notation.verdicts import CHOICES, COUNTS, TURNED, is_verdict
from alliance_minutes.notation.words import read_words
from alliance_minutes.values import NUMBER, Tally

if TYPE_CHECKING:
    from alliance_minutes.notation.headers import Facts
    from alliance_minutes.notation.keywords import Language
    from alliance_minutes.notation.source import Passage
    from alliance_minutes.values import PartyId

_NAMES = {"for": "names_in_favour", "against": "names_against", "abstain": "names_abstaining"}
_KNOWN = tuple(
    word
    for code in (*CHOICES, *COUNTS, "secret", "elected", "required", "unit", "supersedes", "objections")
    for both in TERMS[code].values()
    for word in both
)


@define
class _Counted:
    """The count of a vote as far as it was read."""

    counts: dict[str, int] = field(factory=dict)
    names: dict[str, tuple[PartyId, ...]] = field(factory=dict)
    unit: str | None = None
    required: str | None = None
    secret: bool = False

    @property
    def given(self) -> bool:
        return bool(self.counts or self.names or self.unit or self.required or self.secret)


def decision(facts: Facts) -> Made:
    """A decision from its header."""
    reading = facts.reading
    made = Made(DecisionTaken)
    take_number(facts, made)
    counted = _Counted()
    if facts.flag("no proposal"):
        made.fields["on"] = None
    for text in facts.qualifiers("on"):
        made.fields["on"] = facts.reference(text, ProposalMade)
    place = facts.header.qualifiers[0].place() if facts.header.qualifiers else facts.header.place
    unread: list[Passage] = []
    for qualifier in facts.header.qualifiers:
        if not _named(facts, made.fields, counted, qualifier):
            parts = [part for part in qualifier.split(",") if part.text]
            unread.extend(part for part in parts if not _phrase(facts, made.fields, counted, part))
    facts.header.qualifiers = unread
    facts.finish(_KNOWN, _likely(reading.language))
    if counted.given:
        counts, names = counted.counts, counted.names
        made.fields["tally"] = Tally(
            in_favour=counts.get("in_favour"),
            against=counts.get("against"),
            abstain=counts.get("abstain"),
            blank=counts.get("blank"),
            invalid=counts.get("invalid"),
            names_in_favour=names.get("names_in_favour", ()),
            names_against=names.get("names_against", ()),
            names_abstaining=names.get("names_abstaining", ()),
            unit=counted.unit,
            required=counted.required,
            secret=counted.secret,
        )
        if "method" not in made.fields and (counted.counts or counted.names or counted.secret):
            made.fields["method"] = "vote"
        for why in _faults(facts, made.fields, counted):
            reading.messages.error("tally", place, why=why)
    return made


def _likely(language: Language) -> tuple[str, ...]:
    """What is said of most decisions."""
    codes = ("method consent", "method unanimous", "outcome carried", "outcome rejected")
    counts = (f"{term('for', language)} 7", f"{term('against', language)} 2")
    return (*counts, *(term(code, language) for code in codes))


def _named(facts: Facts, fields: dict[str, Any], counted: _Counted, text: Passage) -> bool:
    """Take a qualifier of the form ``word: names`` or ``word: words``; whether it was one."""
    colon = text.text.find(":")
    if colon < 0:
        return False
    word, rest = text.part(0, colon), text.part(colon + 1)
    if is_term("objections", word.text):
        facts.put(fields, "objections", read_words(rest, facts.reading), text)
        return True
    found = [facts.reading.party(name) for name in names_in(rest, facts.reading, rows=True)]
    names = tuple(party for party in found if party is not None)
    if is_term("elected", word.text):
        facts.put(fields, "elected", names, text)
        return True
    for code, name in _NAMES.items():
        if is_term(code, word.text) or (
            (after := after_term(code, word.text)) is not None and after.isascii() and after.isdecimal()
        ):
            if not is_term(code, word.text):
                _count(facts, counted, code, word)
            facts.put(counted.names, name, names, text)
            return True
    facts.reading.messages.wrong(
        "qualifier",
        text,
        keyword=facts.word,
        near=facts.reading.messages.nearest(word.text, _KNOWN, _likely(facts.reading.language)),
    )
    return True


def _phrase(facts: Facts, fields: dict[str, Any], counted: _Counted, text: Passage) -> bool:
    """Take one phrase of a qualifier; whether it was understood."""
    for code in CHOICES:
        if is_term(code, text.text):
            name, value = code.split(" ")
            facts.put(fields, name, None if value == "none" else value, text)
            return True
    if is_term("secret", text.text):
        counted.secret = True
        return True
    for code in ("required", "unit"):
        after = after_term(code, text.text)
        if after:
            setattr(counted, code, facts.reading.plain(text.part(len(text.text) - len(after))))
            return True
    after = after_term("supersedes", text.text)
    if after is not None:
        number = text.part(len(text.text) - len(after))
        if not NUMBER.fullmatch(number.text) or not facts.reading.has_number(number.bare):
            facts.reading.messages.wrong("number-unknown", number)
        facts.put(fields, "supersedes", number.bare, text)
        return True
    return any(_count(facts, counted, code, text) for code in COUNTS)


def is_qualifier(text: Passage) -> bool:
    """Whether words between brackets say how a decision was taken, of what kind it is, or what became of it."""
    return is_verdict(text.text)


def _count(facts: Facts, counted: _Counted, code: str, text: Passage) -> bool:
    turned = TURNED.fullmatch(text.text)
    if turned and is_term(code, turned[2]):
        facts.put(counted.counts, COUNTS[code], int(turned[1]), text)
        return True
    after = after_term(code, text.text)
    if after is None:
        return False
    value = facts.count(text.part(len(text.text) - len(after)), "7")
    if value is not None:
        facts.put(counted.counts, COUNTS[code], value, text)
    return True


def _faults(facts: Facts, fields: dict[str, Any], counted: _Counted) -> list[str]:
    """Why a count does not add up, in words."""
    language, directory = facts.reading.language, facts.reading.directory
    found: list[str] = []

    def because(code: str, **values: object) -> None:
        found.append(WHY[code][language].format(**values))

    all_names = Counter(party for names in counted.names.values() for party in names)
    for party, times in all_names.items():
        if times > 1:
            because("twice", name=directory.name(party) or party)
    for code, name in _NAMES.items():
        count, names = counted.counts.get(COUNTS[code]), counted.names.get(name)
        if count is not None and names is not None and count != len(names) and counted.unit is None:
            because("names", count=count, side=TERMS[code][language][0], names=len(names))
    if counted.secret and all_names:
        because("secret")
    in_favour = counted.counts.get("in_favour", len(counted.names.get("names_in_favour", ())))
    against = counted.counts.get("against", len(counted.names.get("names_against", ())))
    if fields.get("method") == "unanimous" and against:
        because("unanimous")
    if counted.required is None and fields.get("outcome") == "carried" and against > in_favour:
        because("carried", in_favour=in_favour, against=against)
    if counted.required is None and fields.get("outcome") == "rejected" and in_favour > against:
        because("rejected", in_favour=in_favour, against=against)
    return found
