"""How a keyword line is written: an example per kind, and the very form in which words go that were not understood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.notation.dates import find_when, on_day
from alliance_minutes.notation.keywords import after_term, keyword, term
from alliance_minutes.notation.source import bare
from alliance_minutes.notation.verdicts import in_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.notation.header import Header
    from alliance_minutes.notation.keywords import Language

# What stands between keyword and colon in the form that is named; nothing for the others.
_HEADERS: Mapping[str, Mapping[Language, str]] = {
    "opened": {"nl": " 19:30", "en": " 19:30"},
    "closed": {"nl": " 22:00", "en": " 22:00"},
    "adjourned": {"nl": " 20:00", "en": " 20:00"},
    "resumed": {"nl": " 20:10", "en": " 20:10"},
    "arrived": {"nl": " 20:10", "en": " 20:10"},
    "left": {"nl": " 21:00", "en": " 21:00"},
    "conflict": {"nl": " (@Naam)", "en": " (@Name)"},
    "discussion": {"nl": " (@Naam)", "en": " (@Name)"},
    "announcement": {"nl": " (@Naam)", "en": " (@Name)"},
    "presentation": {"nl": " [titel van de bijlage]", "en": " [title of the attachment]"},
    "proposal": {"nl": " (@Naam)", "en": " (@Name)"},
    "motion": {"nl": " (@Naam)", "en": " (@Name)"},
    "amendment": {"nl": " (@Naam)", "en": " (@Name)"},
    "consideration": {"nl": " (@Naam)", "en": " (@Name)"},
    "question": {"nl": " (@Naam)", "en": " (@Name)"},
    "answer": {"nl": " (@Naam)", "en": " (@Name)"},
    "decision": {"nl": " [voor 7, tegen 2]", "en": " [for 7, against 2]"},
    "action": {"nl": " @Naam, uiterlijk 3 mei", "en": " @Name, due 3 May"},
    "done": {"nl": " A-2025-003", "en": " A-2025-003"},
    "dropped": {"nl": " A-2025-003", "en": " A-2025-003"},
    "election": {"nl": " [verkiezing; gekozen: Naam]", "en": " [election; elected: Name]"},
    "returns": {"nl": " 24 september", "en": " 24 September"},
    "signed": {"nl": " (convenant)", "en": " (covenant)"},
    "partner-left": {"nl": " (convenant)", "en": ""},
    "adopted": {"nl": " [notulen; vorige vergadering]", "en": " [minutes; last meeting]"},
}


_LINES = {"election": "decision"}  # a sort of line with another one's keyword


def right_form(kind: str, language: Language) -> str:
    """How a keyword line of a kind begins, as an example."""
    return f"{keyword(_LINES.get(kind, kind), language)}{_HEADERS.get(kind, {}).get(language, '')}: …"


_DECIDED = frozenset({"decision", "proposal", "motion", "amendment"})
_TIMED = frozenset({"opened", "closed", "adjourned", "resumed", "arrived", "left"})
_SPOKEN = frozenset({
    "conflict", "discussion", "announcement", "presentation", "proposal", "motion", "amendment", "consideration", "question", "answer",
})  # fmt: skip
_NAMING = frozenset({"present", "apologies", "absent"})
_TELLING = (_DECIDED | _SPOKEN | _NAMING | {"action", "next-meeting"}) - {
    "conflict",
    "consideration",
    "discussion",
}
_ENDS: Mapping[str, frozenset[str]] = {
    "done": frozenset({"gereed", "klaar", "afgerond", "afgehandeld", "voltooid", "gedaan", "done", "completed", "complete", "finished", "closed"}),
    "dropped": frozenset({"vervalt", "vervallen", "geschrapt", "dropped", "cancelled", "canceled"}),
}  # fmt: skip
_CLOCK = re.compile(
    r"(?<![\w.:])([0-9]{1,2})(?:[:.hHuU]([0-9]{2}))?[ \t]?(?:(?P<half>[ap])\.?m\b\.?|(?P<hour>uur|u|hrs|hours|h)\b)?(?![\w:])",
    re.IGNORECASE,
)
_NAME = r"@?(?:\[[^\[\]]*\]|[A-Z][\w.'’-]*(?:[ \t](?:[A-Z][\w.'’-]*|van|de|der|den|ten|ter|el|al))*)"
_FROM = re.compile(rf"(?i:by|door|van|from|of|namens|on behalf of)[ \t]+({_NAME})\Z")
_FROM_ROLE = re.compile(r"(?:by|door|van|from|namens|on behalf of)[ \t]+([a-z]\w*(?:[ \t][\w-]+){0,3})\Z")
_MINUTES = frozenset(
    {
        "verslag",
        "het verslag",
        "conceptverslag",
        "conceptnotulen",
        "report",
        "the report",
        "draft minutes",
        "record",
    }
)
_OWNER = re.compile(r"@(?:\[[^\[\]]*\]|[^:,;()\[\]]+)")
_AUTHORS = frozenset({"by", "door"})
_ABOUT: Mapping[Language, frozenset[str]] = {
    "nl": frozenset({"over", "inzake", "betreffende", "aan", "tot", "van", "namens", "voor", "met", "zonder", "om"}),
    "en": frozenset({"on", "about", "regarding", "concerning", "re", "to", "from", "of", "for", "with", "without"}),
}  # fmt: skip
_SMALL = frozenset({
    "van", "op", "in", "uit", "voor", "tegen", "met", "om", "over", "aan", "bij", "te", "tot", "als", "en", "of", "niet", "er", "ook", "nog", "naar", "tussen",
    "de", "het", "een", "der", "den", "dat", "die", "dit", "deze", "wie", "wat", "waar", "door", "namens", "zonder", "inzake",
    "on", "the", "a", "an", "at", "with", "to", "for", "from", "by", "about", "as", "and", "or", "not", "this", "that", "these", "what", "who", "whether",
    "between", "into", "without", "regarding", "concerning",
})  # fmt: skip
_VERB = re.compile(
    r"\b(?:is|was|are|were|will|has|had|have|can|could|should|must|does|did|remains"
    r"|zijn|waren|wordt|worden|werd|werden|heeft|hebben|hadden|kan|kunnen|zal|zullen|moet|moeten|blijft|bleef|komt|gaat|ging|staat|vindt|vond)\b"
)
_THING = re.compile(r"[a-z]+(?<!ed)")


def is_sentence(header: Header, language: Language) -> bool:
    """Whether what stands between a keyword and a colon makes them a sentence: ``Opening van de brug is op 4 juni: …``.

    That is so where it holds a verb, or begins with a small word, unless that word says by whom, or for a record of an act about what it is: such
    a line is more often a keyword gone wrong. In English a thing may also be named with a keyword: ``Motion sensors: …``.
    """
    known, said = header.keyword, header.said.strip()
    first = said.partition(" ")[0]
    if _VERB.search(said):
        return True
    if "en" in {known.language, language} and known.kind in (_SPOKEN | _TIMED) and _THING.fullmatch(said):
        return True
    if first in _AUTHORS or (known.kind in _TELLING and first in _ABOUT[known.language]):
        return False
    return first in _SMALL


def meant_form(header: Header, said: str, language: Language) -> str | None:
    """The form in which words go that were typed elsewhere in a header, or ``None`` where they say nothing that is known.

    Args:
        header: whose keyword it is.
        said: the words.
        language: of the file.
    """
    known, said = header.keyword, bare(said).strip(" \t")
    verdict = in_terms(said, known.language) if known.kind in _DECIDED else None
    if verdict is not None:
        return f"{keyword('decision', known.language)} [{verdict}]: …"
    if known.kind == "action":
        return _of_action(header, said, language)
    if known.kind in _TIMED:
        first = clocks_in(said)[:1]  # a second time of a header is one too many
        return f"{header.word} {first[0]}: …" if first and first == clocks_in(header.said)[:1] else None
    if known.kind in {"returns", "next-meeting"}:
        day = _day(said, known.language)
        return day and f"{header.word} {day}: …"
    if known.kind == "adopted":
        term_ = term("internal", known.language)
        return (
            f"{header.word} {bare(header.said).strip().replace(said, term_)}: …" if said in _MINUTES else None
        )
    name = _FROM.match(said) if known.kind in _SPOKEN else None
    if name is None and known.kind in _TELLING & _SPOKEN:
        name = _FROM_ROLE.match(said)
    return name and f"{header.word} ({_at(name[1])}): …"


def clocks_in(text: str) -> list[str]:
    """The times of day in words, as the notation writes them: ``19h30``, ``7 pm``, ``19.30 uur``."""
    times: list[str] = []
    for found in _CLOCK.finditer(text):
        if not (found[2] or found["half"] or found["hour"]):
            continue
        hour = int(found[1])
        if found["half"]:
            hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
        if hour < 24 and int(found[2] or 0) < 60:
            times.append(f"{hour:02}:{found[2] or '00'}")
    return times


def _of_action(header: Header, said: str, language: Language) -> str | None:
    known = header.keyword
    for kind, words in _ENDS.items():
        if said.casefold() in words:
            number = f" {header.number.bare}" if header.number else _HEADERS[kind][known.language]
            return f"{keyword(kind, known.language)}{number}: …"
    day = _day(said, known.language)
    if day is not None:
        owner = _OWNER.search(header.said)
        name = bare(owner[0]).strip() if owner else "@Naam" if language == "nl" else "@Name"
        return f"{header.word} {name}, {term('due', known.language)} {day}: …"
    name_found = _FROM.match(said) or re.fullmatch(rf"for[ \t]+({_NAME})", said)
    return f"{header.word} {_at(name_found[1])}: …" if name_found else None


def _day(said: str, language: Language) -> str | None:
    """The day that words are, without what stands before it."""
    after = after_term("due", said)
    day = said if after is None else after
    try:
        day = day[on_day(day, language) :]
        return day if find_when(day, language) is not None else None
    except InvalidValueError:
        return None


def _at(name: str) -> str:
    return name if name.startswith("@") else f"@{name}"
