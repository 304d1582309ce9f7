"""Looking into a book as evidence: every row as it stands there, checked by nobody yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from alliance_minutes.store.store import book_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from alliance_minutes.store.recorders.inspecting import Inspection
    from alliance_minutes.store.store import Store

    T = TypeVar("T")


def inspect(address: str | Path, work: Callable[[Inspection], T]) -> T:
    """Do some work on the rows of a book; no byte of it is written, and nothing is made beside it.

    The work is done again from its start where the file changes under it, so it must begin afresh each time.

    Args:
        address: the path of the book, or ``sqlite:///`` and the path.
        work: what to do.

    Raises:
        NotABookError: no book there.
        NewerBookError: a book made by a newer version.
        DamagedBookError: SQLite cannot read it.
        StoreError: it cannot be read for another reason; the message says why.
    """
    from alliance_minutes.store.recorders.inspecting import inspect_sqlite  # noqa: PLC0415 - slow to import

    return inspect_sqlite(book_path(address), work)


def left_beside(store: Store) -> list[str]:
    """Books in the making beside this one: of those who were killed while they made it, or who are at it now."""
    from alliance_minutes.store.recorders.making import leftovers  # noqa: PLC0415 - slow to import

    return [str(one) for one in leftovers(book_path(store.book))]
