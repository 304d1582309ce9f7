"""What proves an answer: the size and root of the ledger that it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.cli.terminal import tell

if TYPE_CHECKING:
    from alliance_minutes.book import MinuteBook


def tell_size(book: MinuteBook, size: int) -> None:
    """Say on stderr which checkpoint proves what was answered; a listing stays what it is documented to be.

    Raises:
        DamagedBookError: the ledger is not whole.
    """
    from alliance_minutes.ledger.proofs import root_at

    root = book.store.ledger(lambda ledger: root_at(size, ledger.subtree))
    tell(f"proved by a checkpoint of size {size} or more; root {root.hex()}")
