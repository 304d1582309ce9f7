"""Where a name ends, how a row of names is parted, and which words are no name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.notation.dates import find_date
from alliance_minutes.notation.keywords import AND, NEXT, TERMS
from alliance_minutes.notation.source import BLANKS, BREAK

if TYPE_CHECKING:
    from alliance_minutes.notation.source import Passage

_LONGEST_DATE = 60
_WORDS_OF_DATE = 5
_LONGEST_TOLD = 1000
NEXT_NAME = rf"[ \t](?i:{'|'.join(map(re.escape, AND))})[ \t]+@"
"""What stands between two names of a row, up to the second."""
_DUE = re.compile(
    rf"[ \t](?:{'|'.join(sorted((word for both in TERMS['due'].values() for word in both), key=len, reverse=True))})[ \t]",
    re.IGNORECASE,
)
_SOON = tuple(
    " " + word
    for word in (
        "zsm",
        "z.s.m.",
        "asap",
        "a.s.a.p.",
        "volgende week",
        "next week",
        "vandaag",
        "today",
        "morgen",
        "tomorrow",
    )
)
_SENTENCE = re.compile(r"[ \t](?!(?:jr|sr|geb|inc|ltd|co|cs|ea|etc)\.)[a-z]{2,}\.\Z")
_PARTICLES = frozenset({
    "van", "de", "den", "der", "ten", "ter", "te", "het", "op", "in", "von", "of", "the", "en", "and", "di", "da", "la", "le", "du", "for", "voor", "née", "né", "geboren", "aan", "bij", "onder", "uit",
    "tot", "dos", "das", "do", "del", "della", "dei", "al", "el", "bin", "ibn", "ben", "y", "e", "zu", "zum", "am", "vom", "las", "los", "av", "af", "et", "und",
})  # fmt: skip
_BLANK = frozenset(BLANKS)
_SPLITS = frozenset(",;" + BLANKS)
_PARTING = re.compile(
    rf"(?:(?:[ \t]*[,;])+(?:[ \t]*(?:{'|'.join(map(re.escape, AND))})(?=[ \t@]))?|[ \t]+(?:{'|'.join(map(re.escape, AND))})(?=[ \t@]))[ \t]*",
    re.IGNORECASE,
)
_ONLY_DUE = frozenset({"uiterlijk", "uiterlijk op", "due", "due by", "before", "no later than"})
_HOUR = re.compile(r"[ \t](?:(?:om|at)[ \t])?[0-9]{1,2}\Z", re.IGNORECASE)
_MINUTES = re.compile(r":[0-9]{2}(?![0-9])")
_DOTTED = re.compile(r"[ \t](?:(?:om|at)[ \t])?[0-9]{1,2}\.[0-9]{2}\Z", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:met|zonder)[ \t](?:bericht|kennisgeving|opgave|reden)\b|(?:bericht|kennisgeving|afmelding)(?:en)?[ \t](?:ontvangen[ \t])?van\b"
    r"|(?:zie|volgens|conform|cf\.?)[ \t]|(?:namens|via|on[ \t]behalf[ \t]of)[ \t]|per[ \t](?:the|list|attendance|attached|presentielijst|bijlage)\b|as[ \t](?:per|listed)\b"
    r"|see[ \t](?:the|attendance|list|attached|attachment|annex|appendix|register|above|below|sheet|separate)\b"
    r"|received[ \t]from\b|(?:apology|apologies)[ \t](?:were[ \t]|was[ \t])?(?:received|accepted|from)\b|(?:with|without)[ \t](?:apolog|notice|reason)"
    r"|(?:geen|none|nihil|niemand|n\.?v\.?t\.?|n/a|nobody|no[ \t]one|idem|ditto)\.?\Z",
    re.IGNORECASE,
)
_LOWER = frozenset(
    {
        "zie",
        "met",
        "zonder",
        "volgens",
        "conform",
        "see",
        "as",
        "per",
        "with",
        "without",
        "received",
        "from",
        "was",
        "were",
        "geen",
        "via",
        "namens",
        "by",
        "door",
        "vervangt",
        "deputising",
        "on",
        "wegens",
        "because",
    }
)
_HEADED = frozenset(
    {
        "van",
        "voor",
        "of",
        "for",
        "in",
        "op",
        "te",
        "aan",
        "at",
        "to",
        "tijdens",
        "during",
        "over",
        "about",
        "and",
        "en",
    }
)
_ABOUT = r"(?:(?:ca\.?|circa|ongeveer|bijna|about|around|some|almost)[ \t]+)?"
_HOW_MANY = r"(?:[0-9]+|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NUMBER_OF = re.compile(
    rf"(?i:{_ABOUT}{_HOW_MANY})[ \t]+(?:[a-z]|(?i:leden|personen|aanwezigen|bewoners|members|people|persons|residents)\b)"
)
_VERBS = frozenset({
    "is", "was", "zijn", "waren", "wordt", "werd", "worden", "werden", "heeft", "had", "hebben", "hadden", "opent", "opende", "opend",
    "sluit", "sloot", "neemt", "nam", "zit", "zat", "gaat", "ging", "gaan", "gingen", "stelt", "stelde", "vraagt", "vroeg", "meldt",
    "meldde", "geeft", "gaf", "doet", "deed", "komt", "kwam", "zegt", "zei", "belt", "belde", "stuurt", "maakt", "maakte", "leidt",
    "leidde", "vertrok", "verlaat", "verliet", "bedankt", "dankte", "heet", "verwelkomt", "are", "were", "has", "have", "opens",
    "opened", "closes", "closed", "takes", "took", "goes", "went", "asks", "asked", "says", "said", "gives", "gave", "comes", "came",
    "calls", "called", "sends", "sent", "makes", "made", "chairs", "chaired", "leads", "led", "left", "leaves", "thanked", "thanks",
    "welcomes", "welcomed", "moved", "moves", "reports", "reported", "will", "would", "shall", "should", "can", "could", "zal", "zou",
    "kan", "kon", "moet",
})  # fmt: skip
_ARTICLES = frozenset({"de", "het", "een", "the", "a", "an"})


def name_end(name: str, after: str, *, due: bool) -> int:
    """Where the name ends in what stands after a bare ``@``, before a time or (``due``) a day it is due.

    Args:
        name: up to the next ``:`` ``,`` ``;``, bracket or name.
        after: what follows it, three characters of it.
        due: whether a day by which something is due may follow without a comma.
    """
    end = len(name)
    tail = max(end - 2 * _LONGEST_DATE, 0)
    if _MINUTES.match(after) and (found := _HOUR.search(name, tail)):
        return found.start()
    if found := _DOTTED.search(name, tail, end):
        end = found.start()
    if due:
        for found in _DUE.finditer(name, tail, end):
            word = found[0].strip(BLANKS).casefold()
            if word in _ONLY_DUE or any(char.isdecimal() for char in name[found.end() : end]):
                return found.start()
            if name[found.end() : end].strip(BLANKS).casefold() in NEXT:
                return found.start()
    return end


def ends_in_date(name: str) -> bool:
    """Whether a name ends in a day, the next meeting or "next week"; a year alone is part of many a name."""
    if name.casefold().endswith(_SOON):
        return True
    words = name[-_LONGEST_DATE:].split()
    for count in range(2, min(_WORDS_OF_DATE, len(words) - 1) + 1):
        last = " ".join(words[-count:])
        if last.casefold() in NEXT:
            return True
        if not any(char.isdecimal() for char in last):
            continue
        try:
            found = find_date(last, "nl")
        except InvalidValueError:
            return True
        if found is not None and found.day is not None:
            return True
    return len(words) > 1 and "-" in words[-1] and _is_day(words[-1])


def _is_day(word: str) -> bool:
    try:
        found = find_date(word, "nl")
    except InvalidValueError:
        return True
    return found is not None and found.day is not None


def stands_bare(name: str) -> bool:
    """Whether ``@name`` is read as exactly that name, whatever it stands in."""
    return name_end(name, "", due=True) == len(name) and not ends_in_date(name) and not tells(name)


def several(passage: Passage) -> list[Passage]:
    """The parties of a row: ``@A (lid), @B en @C``, or ``A (voorzitter), B (secretaris)``; one where nothing parts them.

    Two parties are parted by ``;``, and by ``,`` or "en" where the first has its details behind it or begins with
    ``@``, or the second begins with ``@``: a comma alone may be part of a name.
    """
    text = passage.text
    parts: list[Passage] = []
    begin = depth = 0
    last = ""
    for at, char in enumerate(text):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth = max(depth - 1, 0)
        elif depth == 0 and at >= begin and char in _SPLITS and text[at - 1 : at] not in _SPLITS:
            found = _PARTING.match(text, at)
            if found is not None and _parts(found, text[begin : begin + 1] == "@", last):
                parts.append(passage.part(begin, at))
                begin = found.end()
        if char not in _BLANK:
            last = char
    parts.append(passage.part(begin))
    return [part for part in parts if part.text] or [passage]


def _parts(found: re.Match[str], marked: bool, last: str) -> bool:  # noqa: FBT001 - of one caller
    """Whether a comma or "en" parts two names: the first ``marked`` by ``@``, or with ``last`` its bracket."""
    if ";" in found[0] or last in {")", "]"} or found.string[found.end() : found.end() + 1] == "@":
        return True
    return marked and "," in found[0]


def goes_on(text: str, below: str) -> bool:
    """Whether a line of names goes on in the line below it: a bracket is open, or one of the two says so."""
    if text.endswith((",", ";", BREAK)) or below.startswith((",", ";", "(", "<", "{")):
        return True
    if sum(map(text.count, "([{")) > sum(map(text.count, ")]}")):
        return True
    return text.rpartition(" ")[2].casefold() in AND or below.partition(" ")[0].casefold() in AND


def is_no_name(text: str) -> bool:
    """Whether what stands in a list of parties are words about the list, not a party of it."""
    if _NO_NAME.match(text) or _SENTENCE.search(text[-40:]) or _NUMBER_OF.match(text) or tells(text):
        return True
    return text.partition(" ")[0] in _LOWER


def is_phrase(text: str) -> bool:
    """Whether what stands between the brackets of a header without ``@`` is a phrase: ``van Jan``, the ``s`` of ``(s)``."""
    first, _, rest = text.partition(" ")
    return first in _HEADED if rest else len(text) == 1 and text.islower()


def tells(text: str) -> bool:
    """Whether a name tells what somebody does: it has a verb in it, or goes on in small letters behind a person's name."""
    words = text[:_LONGEST_TOLD].split()
    told = next(
        (at for at, word in enumerate(words) if word.isalpha() and word.islower() and word not in _PARTICLES),
        0,
    )
    if told == 0:
        return False
    if any(word in _VERBS for word in words[1:]):
        return True
    before = [word for word in words[:told] if word[0].isupper()]
    return len(before) > 1 and before[0].casefold() not in _ARTICLES


def says_something(name: str) -> bool:
    """Whether a name that a day follows without a comma has a verb or the like in it: ``A to send it``."""
    first, _, rest = name.partition(" ")
    return not first.islower() and any(
        word.isalpha() and word.islower() and word not in _PARTICLES for word in rest.split()
    )


def may_be_two(text: str) -> bool:
    """Whether a name without brackets around it may be two."""
    return not text.startswith("@") and not is_no_name(text) and any(f" {word} " in text for word in AND)
