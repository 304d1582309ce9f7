"""The phrases of a document, one module for each language with the same keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from alliance_minutes.compose.phrases.keys import Phrases

Language: TypeAlias = Literal["nl", "en"]


def phrases(language: Language) -> Phrases:
    """The phrases of a language; only that language is imported."""
    if language == "nl":
        from alliance_minutes.compose.phrases.nl import NL  # noqa: PLC0415 - a document speaks one language

        return NL
    from alliance_minutes.compose.phrases.en import EN  # noqa: PLC0415 - a document speaks one language

    return EN
