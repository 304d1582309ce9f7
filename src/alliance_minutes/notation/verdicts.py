"""What is said of a decision between its brackets, and what people say instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliance_minutes.notation.keywords import TERMS, after_term, is_term, term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.notation.keywords import Language

CHOICES = tuple(code for code in TERMS if code.split(" ")[0] in {"method", "outcome", "kind"} and " " in code)
"""The terms that say how a decision was taken, of what kind it is, or what became of it."""
COUNTS: Mapping[str, str] = {
    "for": "in_favour",
    "against": "against",
    "abstain": "abstain",
    "blank": "blank",
    "invalid": "invalid",
}
"""The terms of a count, each with its field of a tally."""
TURNED = re.compile(r"([0-9]{1,15})[ \t]+(.+)", re.DOTALL)
"""A count with its number first: ``7 voor``."""

# What people write, in small letters, by the terms that say the same.
_SYNONYMS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("method vote", "outcome carried"): (
        "meerderheid", "meerderheid van stemmen", "meerderheid voor", "majority", "a majority", "majority vote", "a majority vote", "majority of votes",
    ),
    ("method unanimous",): ("eenstemmig", "eenparig", "eenparigheid", "unanimiteit", "unaniem aangenomen", "unanimity", "unanimous vote", "nem con",
                            "all in favour", "all in favor", "unanimously carried", "carried unanimously", "iedereen voor", "allen voor"),
    ("method consent",): ("consensus", "general consent"),
    ("method acclamation",): ("applaus", "applause"),
    ("outcome carried",): ("akkoord", "goedgekeurd", "aanvaard", "approved", "accepted", "passed"),
    ("outcome rejected",): ("afgewezen", "afgekeurd", "weggestemd", "niet aangenomen", "defeated", "lost", "failed", "declined", "not carried"),
    ("outcome deferred",): ("verdaagd", "uitgesteld", "doorgeschoven", "postponed", "tabled", "adjourned", "put off", "held over"),
    ("outcome withdrawn",): ("teruggetrokken", "retracted"),
    ("outcome amended",): ("gewijzigd", "gewijzigd aangenomen", "as amended", "carried as amended"),
    ("outcome conditional",): ("voorwaardelijk", "onder voorwaarden", "conditional", "conditionally"),
    ("kind noted",): ("kennisgeving", "ter kennisgeving", "ter kennisname", "kennisname", "for information", "taken note"),
    ("kind adoption",): ("bekrachtigd", "ratified"),
    ("kind agreement",): ("afgesproken", "agreed"),
    ("secret",): ("geheime stemming", "secret ballot", "secret vote"),
}  # fmt: skip
_TERMS_OF = {said: codes for codes, words in _SYNONYMS.items() for said in words}
_LEAD = re.compile(
    r"(?:(?:.{0,60}[ \t])?(?:is|was|wordt|werd|are|were)[ \t]+)?(?:(?:met|bij|by|with)[ \t]+)?", re.IGNORECASE
)


def is_verdict(text: str) -> bool:
    """Whether words say how a decision was taken, of what kind it is, or what became of it."""
    parts = [part.strip(" \t") for part in re.split("[;,]", text) if part.strip(" \t")]
    return bool(parts) and all(
        any(is_term(code, part) for code in (*CHOICES, "secret"))
        or any(after_term(code, part) is not None for code in (*COUNTS, "required"))
        or any((turned := TURNED.fullmatch(part)) and is_term(code, turned[2]) for code in COUNTS)
        for part in parts
    )


def in_terms(text: str, language: Language) -> str | None:
    """What stands between the brackets of a decision for words that say the same; ``None`` where they say something else."""
    bare = text.strip(" \t.")
    for said in (bare, bare[_end_of_lead(bare) :]):
        if _is_choice(said):
            return said
        codes = _TERMS_OF.get(" ".join(said.casefold().split()))
        if codes is not None:
            return ", ".join(term(code, language) for code in codes)
    return None


def _is_choice(said: str) -> bool:
    """Whether words are a verdict; ``voor Jan`` and ``tegen 3 mei`` are none."""
    return is_verdict(said) and all(
        not any(after_term(code, part.strip()) for code in COUNTS) or part.strip()[-1].isdecimal()
        for part in re.split("[;,]", said)
        if part.strip()
    )


def _end_of_lead(text: str) -> int:
    found = _LEAD.match(text)
    return found.end() if found else 0
