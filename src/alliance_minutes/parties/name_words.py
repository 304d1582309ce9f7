"""The words of a name: which of them are its own, and which belong to many names."""

from __future__ import annotations

import re
import unicodedata

PARTICLES = frozenset({
    "van", "de", "den", "der", "ten", "ter", "te", "het", "op", "in", "von", "of", "the", "en", "and", "di", "da", "la", "le", "du", "for", "voor", "née", "né", "geboren", "aan", "bij", "onder", "uit",
    "tot", "dos", "das", "do", "del", "della", "dei", "al", "el", "bin", "ibn", "ben", "y", "e", "zu", "zum", "am", "vom", "las", "los", "av", "af", "et", "und",
})  # fmt: skip
"""Small words within names of people and organisations."""
_FORMS = frozenset({
    "een", "an", "dhr", "mw", "mevr", "mevrouw", "meneer", "heer", "fam", "familie", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lady", "lord",
    "dr", "drs", "ir", "ing", "prof", "professor", "bc", "msc", "bsc", "ba", "ma", "phd", "jr", "sr", "ne", "geb",
})  # fmt: skip
_ORGANISATIONS = frozenset({
    "stichting", "vereniging", "cooperatie", "gemeente", "provincie", "ministerie", "waterschap", "raad", "wijkraad", "werkgroep", "commissie", "comite", "college",
    "bestuur", "team", "programma", "programmabureau", "bureau", "platform", "netwerk", "federatie", "bond", "unie", "dienst", "afdeling", "universiteit",
    "hogeschool", "politie", "police", "brandweer", "fonds", "alliantie", "groep", "instituut", "centrum", "club", "partij", "fractie", "bedrijf", "kerk", "parochie",
    "foundation", "association", "society", "council", "committee", "board", "trust", "union", "department", "ministry", "office",
    "group", "network", "university", "company", "agency", "institute", "centre", "center", "party", "municipality", "province", "church", "partnership",
    "friends", "vrienden",
})  # fmt: skip
_COMPANIES = frozenset({
    "bv", "nv", "vof", "cv", "ltd", "inc", "plc", "llp", "llc", "gmbh", "co", "zonen", "zoon", "zn", "dochters", "sons", "partners", "associates",
})  # fmt: skip
_ENDINGS = ("stichting", "vereniging", "raad", "commissie", "groep", "bond", "comite", "centrum", "alliantie")
_APART = re.compile(r"[^\w']+|_+")


def folded_words(name: str) -> list[str]:
    """The words of a name, without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    return [word for word in _APART.split("".join(c for c in plain if not unicodedata.combining(c))) if word]


def own_words(name: str) -> list[str]:
    """The words of a name that tell whose it is, folded: no particle, title, initial or number.

    ``R. Wolters`` and ``mevr. van den Wolters`` share one; ``Jan de Wit`` and ``Els de Boer`` do not.
    """
    return [
        word
        for word in folded_words(name)
        if len(word) > 1 and word not in PARTICLES and word not in _FORMS and not word.isdecimal()
    ]


def may_mean(one: str, other: str) -> bool:
    """Whether a name may mean a person, as people shorten names: by what it shares with a name of that person.

    ``R. Wolters``, ``Wolters``, ``Roos``, ``Wolters, Roos`` and an organisation called Wolters may mean Roos Wolters; Jan
    Wolters and Roos Bakker do not.
    """
    if set(own_words(one)).isdisjoint(own_words(other)):
        return False
    (first, *rest), (second, *others) = (
        [word for word in folded_words(name) if word not in PARTICLES | _FORMS] for name in (one, other)
    )
    if not rest or not others:
        return True
    if is_organisation(one):
        return not set(rest).isdisjoint(others)
    if set(rest).isdisjoint(others):
        return first in others or second in rest
    return first.startswith(second) or second.startswith(first) or first in others or second in rest


def is_organisation(name: str) -> bool:
    """Whether a name says of itself that it is an organisation's: ``Stichting A en B``, ``Wit & Zonen BV``."""
    words = folded_words(name[:200])
    return begins_as_organisation(name) or (bool(words) and words[-1] in _ORGANISATIONS | _COMPANIES)


def begins_as_organisation(name: str) -> bool:
    """Whether the first word says so, but for an article: ``Stichting De Brug``, ``de Wijkraad Zuid``."""
    first = next((word for word in folded_words(name[:60]) if word not in {"de", "het", "the"}), "")
    return first in _ORGANISATIONS or first.endswith(_ENDINGS)
