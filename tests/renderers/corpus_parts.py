"""What the documents of the corpus are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.document import (
    Fact,
    Inlines,
    Labels,
    Source,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

STREAM = "0198c2d4-5b6e-7a10-9c3f-2f6d1e8a4b07"
ORIGIN = "minutes.example/samen-noord"

LABELS: Mapping[str, Labels] = {
    "nl": Labels(
        contents="Inhoud",
        skip="Naar de notulen",
        colophon="Colofon",
        legend="Gronden voor weglating",
        page="Pagina",
        renderer="Gemaakt met",
        options="Instellingen",
        digest="Controlegetal (SHA-256)",
        record="Boek en vergadering",
        marks="Vastgelegd",
        withdrawn="ingetrokken",
    ),
    "en": Labels(
        contents="Contents",
        skip="To the minutes",
        colophon="Colophon",
        legend="Grounds for withholding",
        page="Page",
        renderer="Made with",
        options="Options",
        digest="Digest (SHA-256)",
        record="Book and meeting",
        marks="Recorded",
        withdrawn="withdrawn",
    ),
}


def source(version: int) -> Source:
    """An entry of the corpus' meeting."""
    return Source(STREAM, version)


def say(text: str) -> Inlines:
    """Words without marks."""
    return (Text(text),)


def fact(name: str, label: str, value: str | Inlines) -> Fact:
    """A fact in ready words."""
    return Fact(name=name, label=label, value=say(value) if isinstance(value, str) else value)
