"""Which book a command works on, and how it is opened."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from alliance_minutes.cli.faults import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from alliance_minutes.book import MinuteBook

VARIABLE = "ALLIANCE_MINUTES_BOOK"


def named_book(arguments: Namespace) -> str | None:
    """The address of the book that the arguments or the environment name, or ``None``."""
    address: str | None = arguments.book or os.environ.get(VARIABLE) or None
    if address is not None and "\0" in address:
        raise UsageError("the name of the book holds a null character; give the path of a file")
    return address


def book_address(arguments: Namespace) -> str:
    """The address of the book.

    Raises:
        UsageError: none is named.
    """
    address = named_book(arguments)
    if address is None:
        raise UsageError(
            f"which book? Add --book FILE, or set {VARIABLE}; 'alliance-minutes demo' makes one to try"
        )
    return address


def is_there(address: str) -> bool:
    """Whether something is at this address; what it is, opening it will tell."""
    path = address.removeprefix("sqlite:///")
    return "://" in path or os.path.lexists(path)


def book_to_read(arguments: Namespace) -> MinuteBook:
    """The book, open for reading only: no command that only looks writes a byte of it.

    Raises:
        UsageError: no book is named.
        StoreError: it cannot be opened.
    """
    address = book_address(arguments)
    from alliance_minutes.book import MinuteBook

    return MinuteBook.open(address, read_only=True)
