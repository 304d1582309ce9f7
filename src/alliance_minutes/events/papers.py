"""The papers that travel with the minutes."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from alliance_minutes.events.base import Shown, clear


@frozen(kw_only=True)
class DocumentAttached(Shown):
    """A document goes with the minutes.

    Attributes:
        title: what it is called.
        name: its file name, or ``None`` while only the title is known.
        media_type: its type (RFC 6838), or ``None``.
        size: its length in bytes, or ``None``.
        digest: ``sha256:`` and 64 hexadecimal digits over its bytes, or ``None``.
        closed: the ground on which it is kept from the public, or ``None``.
    """

    TYPE: ClassVar[str] = "document-attached.v1"
    title: str
    name: str | None = None
    media_type: str | None = None
    size: int | None = None
    digest: str | None = None
    closed: str | None = clear(default=None)
