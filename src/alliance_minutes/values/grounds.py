"""Grounds for closing a passage, as code lists with names in Dutch and English.

``neutral`` serves anybody. ``woo`` holds the grounds of the Dutch Wet open overheid, articles 5.1 and 5.2; the article
lists them as 5.1 lid 1 (absolute) and lid 2 (relative).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from alliance_minutes.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Mapping

GroundsList = Literal["neutral", "woo"]

NEUTRAL: Mapping[str, Mapping[str, str]] = {
    "privacy": {"nl": "persoonlijke levenssfeer", "en": "privacy"},
    "commercial": {"nl": "bedrijfsbelang", "en": "commercial interest"},
    "legal": {"nl": "rechtspositie", "en": "legal position"},
    "personnel": {"nl": "personeelszaak", "en": "personnel matter"},
}

WOO: Mapping[str, Mapping[str, str]] = {
    "5.1.1a": {"nl": "eenheid van de Kroon", "en": "unity of the Crown"},
    "5.1.1b": {"nl": "veiligheid van de Staat", "en": "security of the State"},
    "5.1.1c": {
        "nl": "vertrouwelijk verstrekte bedrijfs- en fabricagegegevens",
        "en": "business data given in confidence",
    },
    "5.1.1d": {"nl": "bijzondere persoonsgegevens", "en": "special categories of personal data"},
    "5.1.1e": {"nl": "nationale identificatienummers", "en": "national identification numbers"},
    "5.1.2a": {"nl": "internationale betrekkingen", "en": "international relations"},
    "5.1.2b": {"nl": "economische of financiële belangen", "en": "economic or financial interests"},
    "5.1.2c": {"nl": "opsporing en vervolging", "en": "investigation and prosecution"},
    "5.1.2d": {"nl": "inspectie, controle en toezicht", "en": "inspection, control and supervision"},
    "5.1.2e": {"nl": "eerbiediging van de persoonlijke levenssfeer", "en": "respect for privacy"},
    "5.1.2f": {
        "nl": "andere concurrentiegevoelige bedrijfsgegevens",
        "en": "other commercially sensitive business data",
    },
    "5.1.2g": {"nl": "bescherming van het milieu", "en": "protection of the environment"},
    "5.1.2h": {
        "nl": "beveiliging van personen en bedrijven, voorkomen van sabotage",
        "en": "security of persons and firms, prevention of sabotage",
    },
    "5.1.2i": {"nl": "goed functioneren van de overheid", "en": "proper functioning of government"},
    "5.1.5": {"nl": "onevenredige benadeling", "en": "disproportionate harm"},
    "5.2": {"nl": "persoonlijke beleidsopvattingen", "en": "personal views on policy"},
}

_ALL = {**NEUTRAL, **WOO}
_NAMES = {names[language].casefold(): code for code, names in NEUTRAL.items() for language in names} | {
    "commercieel": "commercial",
    "juridisch": "legal",
    "personeel": "personnel",
}
_DOTTED = re.compile(r"(5\.1\.[12])\.?([a-i])\Z")


def ground(text: str) -> str | None:
    """The code of a ground as people write it (``5.1.2e``, ``5.1.2.e``, ``privacy``), or ``None`` if there is none."""
    text = text.strip().casefold().removeprefix("woo ").strip()
    text = _DOTTED.sub(r"\1\2", text)
    return text if text in _ALL else _NAMES.get(text)


def admit_ground(text: object) -> str:
    """The code of a ground that somebody gave.

    Raises:
        InvalidValueError: there is no such ground.
    """
    code = ground(text) if isinstance(text, str) else None
    if code is None:
        raise InvalidValueError("ground", text, "the code of a ground, such as 'privacy' or '5.1.2e'")
    return code


def ground_label(code: str, language: str) -> str:
    """The name of a ground in ``nl`` or ``en``; an unknown code is its own name."""
    names = _ALL.get(code)
    return names.get(language, names["en"]) if names else code


def grounds() -> tuple[str, ...]:
    """Every code of every list."""
    return tuple(_ALL)
