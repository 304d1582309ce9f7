"""What stands where a name could, and is none: a sentence, a phrase, a number of people, words about a list."""

from __future__ import annotations

import re

from alliance_minutes.parties.name_words import PARTICLES

_LONGEST_TOLD = 1000
_SENTENCE = re.compile(r"[ \t](?!(?:jr|sr|geb|inc|ltd|co|cs|ea|etc)\.)[a-z]{2,}\.\Z")
_NO_NAME = re.compile(
    r"(?:met|zonder)[ \t](?:bericht|kennisgeving|opgave|reden)\b|(?:bericht|kennisgeving|afmelding)(?:en)?[ \t](?:ontvangen[ \t])?van\b"
    r"|(?:zie|volgens|conform|cf\.?)[ \t]|(?:namens|via|on[ \t]behalf[ \t]of)[ \t]|per[ \t](?:the|list|attendance|attached|presentielijst|bijlage)\b|as[ \t](?:per|listed)\b"
    r"|see[ \t](?:the|attendance|list|attached|attachment|annex|appendix|register|above|below|sheet|separate)\b"
    r"|received[ \t]from\b|(?:apology|apologies)[ \t](?:were[ \t]|was[ \t])?(?:received|accepted|from)\b|(?:with|without)[ \t](?:apolog|notice|reason)"
    r"|(?:geen|none|nihil|niemand|n\.?v\.?t\.?|n/a|nobody|no[ \t]one|idem|ditto)\.?\Z",
    re.IGNORECASE,
)
_LOWER = frozenset({
    "zie", "met", "zonder", "volgens", "conform", "see", "as", "per", "with", "without", "received", "from", "was", "were", "geen", "via", "namens",
    "by", "door", "vervangt", "deputising", "on", "wegens", "because",
})  # fmt: skip
_HEADED = frozenset({
    "van", "voor", "of", "for", "in", "op", "te", "ter", "aan", "at", "to", "tijdens", "during", "over", "about", "and", "en",
})  # fmt: skip
_ABOUT = r"(?:(?:ca\.?|circa|ongeveer|bijna|about|around|some|almost)[ \t]+)?"
_HOW_MANY = r"(?:[0-9]+|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NUMBER_OF = re.compile(
    rf"(?i:{_ABOUT}{_HOW_MANY})[ \t]+(?:[a-z]|(?i:leden|personen|aanwezigen|bewoners|members|people|persons|residents)\b)"
)
_TELLING = frozenset({
    "is", "was", "zijn", "waren", "wordt", "werd", "worden", "werden", "heeft", "had", "hebben", "hadden", "opent", "opende", "opend",
    "sluit", "sloot", "neemt", "nam", "zit", "zat", "gaat", "ging", "gaan", "gingen", "stelt", "stelde", "vraagt", "vroeg", "meldt",
    "meldde", "geeft", "gaf", "doet", "deed", "komt", "kwam", "zegt", "zei", "belt", "belde", "stuurt", "maakt", "maakte", "leidt",
    "leidde", "vertrok", "verlaat", "verliet", "bedankt", "dankte", "heet", "verwelkomt", "are", "were", "has", "have", "opens",
    "opened", "closes", "closed", "takes", "took", "goes", "went", "asks", "asked", "says", "said", "gives", "gave", "comes", "came",
    "calls", "called", "sends", "sent", "makes", "made", "chairs", "chaired", "leads", "led", "left", "leaves", "thanked", "thanks",
    "welcomes", "welcomed", "moved", "moves", "reports", "reported", "will", "would", "shall", "should", "can", "could", "zal", "zou",
    "kan", "kon", "moet",
    # and words that lead on from a name
    "als", "as", "wegens", "vanwege", "namens", "because", "vervangt", "vervangend", "deputising", "replacing", "behalve", "except", "behalf",
})  # fmt: skip
_ARTICLES = frozenset({"de", "het", "een", "the", "a", "an"})


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
        (at for at, word in enumerate(words) if word.isalpha() and word.islower() and word not in PARTICLES),
        0,
    )
    if any(word in _TELLING for word in words[1:]):
        return True
    if told == 0:
        return False
    before = [word for word in words[:told] if word[0].isupper()]
    return len(before) > 1 and before[0].casefold() not in _ARTICLES
