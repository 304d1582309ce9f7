"""The document as a whole."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from alliance_minutes.document.blocks import Block, Fact  # noqa: TC001 - cattrs resolves the hints
from alliance_minutes.document.inlines import Inlines, Moment  # noqa: TC001 - the hints are resolved

SCHEMA_VERSION = "1.0"
"""Version of the document model: the first number changes when an old renderer could no longer be right."""


@frozen(kw_only=True)
class Ground:
    """A ground for closing that occurs in this document: its code, and its name in the document's language."""

    code: str
    label: str


@frozen(kw_only=True)
class HistoryEvent:
    """A step in the life of the minutes, for formats of archives.

    Attributes:
        kind: what happened.
        recorded_at: when it was written down, RFC 3339 UTC.
        by: by whom, as this edition may show it.
        edition: which edition it is about, or ``None``.
    """

    kind: Literal["created", "corrected", "circulated", "adopted", "signed", "published", "erased"]
    recorded_at: str
    by: str | None = None
    edition: str | None = None


@frozen(kw_only=True)
class Labels:
    """The words that a renderer needs itself, in the document's language."""

    contents: str
    skip: str
    colophon: str
    legend: str
    page: str
    renderer: str
    options: str
    digest: str
    record: str
    marks: str
    withdrawn: str


@frozen(kw_only=True)
class Meta:
    """What the document is.

    Attributes:
        kind: minutes, or which register.
        stream, version: the meeting and the version of it that is shown.
        origin: the name of the book's ledger.
        body: the body that met, as printed.
        title: the title as plain text, for metadata.
        heading: the title as printed.
        held_on: the date as far as known, or ``None``.
        edition: internal or public; ``edition_label`` is its name.
        status: concept until adopted; ``status_label`` is its name.
        language: of the labels, ``nl`` or ``en``; ``text_language``: of the text (BCP 47).
        extract: the version of the entry that this is an extract about, or ``None`` where it is whole.
        file_name: a name for a file of it, without suffix; ASCII letters, digits, dots and hyphens.
        facts: date, place, form, chair, secretary …, ready to print.
    """

    kind: str = "minutes"
    stream: str
    version: int
    origin: str
    body: str
    title: str
    heading: Inlines
    held_on: Moment | None
    edition: Literal["internal", "public"]
    edition_label: str
    status: Literal["concept", "circulated", "adopted"]
    status_label: str
    language: str
    text_language: str
    extract: int | None = None
    file_name: str
    facts: tuple[Fact, ...] = ()


@frozen(kw_only=True)
class Ledger:
    """The state of the book's ledger that the document is of: with it, whoever holds the document is a witness of the book.

    Attributes:
        label: what it is called, in the document's language.
        size: how many entries the book had.
        root: the root of the tree over them (RFC 6962), 64 hexadecimal digits.
        lists: where the lists of decisions and actions were asked to stand; who makes the document again must know it.
        composer: the version of what made the document of the record: another one may use other words for the same.
    """

    label: str
    size: int
    root: str
    composer: str
    lists: Literal["head", "end", "none"] = "end"


@frozen(kw_only=True)
class Document:
    """One edition of the minutes of one meeting (or of a register), ready to be rendered.

    It holds nothing that its edition may not show; a renderer cannot leak what it never sees.
    """

    meta: Meta
    blocks: tuple[Block, ...]
    labels: Labels
    legend: tuple[Ground, ...] = ()
    history: tuple[HistoryEvent, ...] = ()
    ledger: Ledger | None = None
