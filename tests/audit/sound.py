"""A sound book with something of everything in it, the same bytes in every run, and forgeries of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import secrets
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from alliance_minutes import MinuteBook
from alliance_minutes.events import (
    EntryCorrected,
    ItemDiscussed,
    MeetingConvened,
    MinutesSigned,
    PersonalDataErased,
)
from alliance_minutes.ledger.checkpoints import Checkpoint
from alliance_minutes.store import Save, Store
from alliance_minutes.store.entries import digest, strike
from alliance_minutes.values import BOOK_STREAM, Closed, PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAPER = b"Offer for the roof: 12,500 euros."
RENDITION = b"<html>the minutes as they were signed</html>"
START = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)


def connected(path: Path) -> closing[sqlite3.Connection]:
    """A plain connection that commits by itself."""
    return closing(sqlite3.connect(path, isolation_level=None))


@contextmanager
def rolled(seed: int = 7) -> Iterator[random.Random]:
    """Randomness that is the same in every run."""
    dice = random.Random(seed)
    true = secrets.token_hex
    secrets.token_hex = lambda size=16: dice.randbytes(size).hex()
    try:
        yield dice
    finally:
        secrets.token_hex = true


def make(path: Path, folder: Path, *, word: str = "roof", meetings: int = 3) -> list[bytes]:
    """Make a book; the notes of checkpoints of it, the last at its end.

    Args:
        path: where.
        folder: where the attached file is put.
        word: a word that is said in the first meeting.
        meetings: how many meetings are recorded before the checkpoint at the end.
    """
    (folder / "offer.txt").write_bytes(PAPER)
    ticks = iter(range(10**6))
    with (
        rolled() as dice,
        MinuteBook(
            Store.open(
                path,
                now=lambda: START + dt.timedelta(minutes=next(ticks)),
                randomness=dice.randbytes,
                origin="club.example/minutes",
            )
        ) as book,
    ):
        first = _first_meeting(book, folder, word)
        notes = [_keep(path, book)]
        for number in range(1, meetings):
            _further_meeting(book, number)
        if meetings > 1:
            _mend(book, first)
            _erase(path, book, first)
            _sign(book, first)
            book.meeting(first).attach("Offer, once more", folder / "offer.txt")
            notes.append(_keep(path, book))
            book.meeting(first).close(at="21:30")
    with connected(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        connection.execute("PRAGMA journal_mode=WAL").fetchall()
    with MinuteBook.open(path, read_only=True) as book:
        notes.append(_note(book))
    return notes


def _first_meeting(book: MinuteBook, folder: Path, word: str) -> str:
    meeting = book.convene("Board", "2025-06-30", language="en", by="Secretary", place="The shed")
    with meeting.batch():
        item = meeting.item("Money", number="1")
        item.discuss(f"The {word} leaks.", speaker="Ann Teller")
        item.discuss(("The offer is ", Closed(("12,500 euros",), "commercial"), "."))
        item.decide("The offer is taken.", method="consent")
        item.assign("Asks the insurance.", owners="Ann Teller", number="A-2025-001")
        item.ask("Who pays?", by="Ann Teller")
    meeting.attach("Offer", folder / "offer.txt", keep=False)
    return meeting.id


def _further_meeting(book: MinuteBook, number: int) -> None:
    meeting = book.convene("Club", f"2025-07-0{number}", language="nl")
    meeting.discuss(f"Punt {number}.")
    meeting.decide("Akkoord.")


def _mend(book: MinuteBook, first: str) -> None:
    convened, *_ = book.store.read(first)
    instead = MeetingConvened(
        body=convened.event.body, held_on=PartialDate.parse("2025-06-29"), language="en"
    )
    book.store.append([Save(first, (EntryCorrected(target=1, instead=instead),))], command_id="mended")
    better = ItemDiscussed(item=2, text=("The roof leaks a little.",))
    said = EntryCorrected(target=3, instead=better, reason=("Not so much.",))
    book.store.append([Save(first, (said,))], command_id="mended-too")


def _erase(path: Path, book: MinuteBook, first: str) -> None:
    """Erase the words with the closed run, as the library does: the mark in the vault and the event."""
    with connected(path) as connection:
        position, vault = connection.execute(
            "SELECT l.position, v.disclosures FROM ledger l JOIN vault v USING (position)"
            " WHERE l.stream = ? AND l.version = 4",
            (first,),
        ).fetchone()
        lines = vault.split(b"\n")
        outer = [digest(line) for line in lines if b'"_sd":' in line]
        left = strike(vault, outer)
        gone = [digest(line) for line in lines if line not in left.split(b"\n")]
        connection.execute("UPDATE vault SET disclosures = ? WHERE position = ?", (left, position))
    event = PersonalDataErased(digests=tuple(sorted(gone)), basis="GDPR art. 17")
    book.store.append([Save(BOOK_STREAM, (event,))], command_id="erased")


def _sign(book: MinuteBook, first: str) -> None:
    signed = MinutesSigned(
        by=book.party("Ann Teller"),
        format="html",
        digest=f"sha256:{hashlib.sha256(RENDITION).hexdigest()}",
    )
    book.store.append([Save(first, (signed,), files={signed.digest: RENDITION})], command_id="signed")


def _note(book: MinuteBook) -> bytes:
    head = book.store.head()
    return Checkpoint(book.origin, head.size, head.root).text.encode()


def _keep(path: Path, book: MinuteBook) -> bytes:
    note = _note(book)
    with connected(path) as connection:
        connection.execute("INSERT INTO checkpoint VALUES (?, ?)", (book.store.head().size, note))
    return note
