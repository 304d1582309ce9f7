"""Random ids: 128 bits of the system's randomness, in lower-case hexadecimal."""

from __future__ import annotations

import secrets

BOOK_STREAM = "book"
PARTIES_STREAM = "parties"


def new_id() -> str:
    """A fresh id for a meeting, a party or a command; it says nothing about what it names."""
    return secrets.token_hex(16)
