"""Putting the state of the book's ledger in a document, so that it can prove itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from attrs import evolve

from alliance_minutes.document import Ledger

if TYPE_CHECKING:
    from alliance_minutes.document import Document

COMPOSER_VERSION = "1.0"
"""The version of the documents that this package makes: it changes with every change of what it makes of the same record."""

COMPOSER_VERSIONS: Final = ("1.0",)
"""Every version that ever composed a document, the present one among them; any other in a colophon is believed nothing."""

_LABEL = {"nl": "Grootboek", "en": "Ledger"}


def with_ledger(
    document: Document, size: int, root: bytes, lists: Literal["head", "end", "none"]
) -> Document:
    """The document with the state of the ledger that it is of.

    Args:
        document: what was composed when the book had ``size`` entries.
        size: how many entries the book had.
        root: the root of the ledger over them (RFC 6962), 32 bytes.
        lists: where the lists of decisions and actions were asked to stand.
    """
    label = _LABEL.get(document.meta.language, _LABEL["en"])
    return evolve(
        document,
        ledger=Ledger(label=label, size=size, root=root.hex(), composer=COMPOSER_VERSION, lists=lists),
    )
