"""Books to be exported: one with everything that an export must carry, and one with everything that may leak."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import json
import random
import secrets
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from alliance_minutes import Closed, Mention, MinuteBook, Tally
from alliance_minutes import events as e
from alliance_minutes.ledger.checkpoints import Checkpoint
from alliance_minutes.store import Save, Store
from alliance_minutes.store.entries import digest, strike
from alliance_minutes.values import BOOK_STREAM

if TYPE_CHECKING:
    from pathlib import Path

RENDITION = "<html>as it was signed · gesloten bedrag</html>".encode()
START = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
TABLES = (
    "stored_events",
    "ledger",
    "vault",
    "subtree",
    "command",
    "series",
    "number",
    "meeting",
    "checkpoint",
    "kept",
    "head",
)


@contextmanager
def founded(path: Path, seed: int = 3):
    """A book that is the same in every run."""
    dice = random.Random(seed)
    ticks = iter(range(10**7))
    true = secrets.token_hex
    secrets.token_hex = lambda size=16: dice.randbytes(size).hex()
    try:
        with MinuteBook(
            Store.open(
                path,
                now=lambda: START + dt.timedelta(seconds=next(ticks)),
                randomness=dice.randbytes,
                origin="club.example/minutes",
            )
        ) as book:
            yield book
    finally:
        secrets.token_hex = true


def make(path: Path) -> None:
    """A small book with two meetings, corrections, an erasure, checkpoints and a rendition."""
    with founded(path) as book:
        keep(path, book)
        board = book.convene("Board", "2025-06-30", language="en", by="Secretary")
        with board.batch():
            item = board.item("Roof", number="1")
            item.discuss(("It costs ", Closed(("12,500 euros",), "commercial"), "."), speaker="Ann Teller")
            item.decide("The offer is taken.", number="D-2025-002")
            item.decide("It is paid.")
        club = book.convene("Club", "XXXX-07-01")
        club.assign("Verzekering bellen", owners=["Ann Teller"])
        keep(path, book)
        instead = e.ItemDiscussed(item=2, text=("It costs less.",), speaker=book.party("Ann Teller"))
        board.record(e.EntryCorrected(target=3, instead=instead, reason=("A slip.",)))
        erase(path, book, board.id, 3)
        sign(book, board.id)
        board.close()
        keep(path, book)


def keep(path: Path, book: MinuteBook) -> None:
    """Keep a checkpoint of the book as it is."""
    head = book.store.head()
    note = Checkpoint(book.origin, head.size, head.root).text.encode()
    _execute(path, "INSERT INTO checkpoint VALUES (?, ?)", (head.size, note))


def erase(path: Path, book: MinuteBook, stream: str, version: int, field: str | None = None) -> None:
    """Erase every disclosure of an entry, or that of one field."""
    ((position, vault),) = _execute(
        path,
        "SELECT l.position, v.disclosures FROM ledger l JOIN vault v USING (position)"
        " WHERE l.stream = ? AND l.version = ?",
        (stream, version),
    )
    lines = [line for line in vault.split(b"\n") if not line.startswith(b"{")]
    gone = [digest(line) for line in lines if field is None or json.loads(line)[1:2] == [field]]
    _execute(path, "UPDATE vault SET disclosures = ? WHERE position = ?", (strike(vault, gone), position))
    event = e.PersonalDataErased(digests=tuple(sorted(gone)), basis="GDPR art. 17")
    book.store.append([Save(BOOK_STREAM, (event,))], command_id=f"erased {position}")


def sign(book: MinuteBook, stream: str) -> None:
    """Sign a rendition, and keep it."""
    signed = e.MinutesSigned(
        by=book.party("Ann Teller"), format="html", digest=f"sha256:{hashlib.sha256(RENDITION).hexdigest()}"
    )
    book.store.append([Save(stream, (signed,), files={signed.digest: RENDITION})], command_id="signed")


def _execute(path: Path, statement: str, values: tuple = ()) -> list:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return connection.execute(statement, values).fetchall()


def rows(path: Path) -> dict[str, list]:
    """All that a book holds, table by table."""
    return {table: sorted(_execute(path, f"SELECT * FROM {table}"), key=repr) for table in TABLES}


def export_of(path: Path, meeting: str | None = None, **choices) -> bytes:
    """The export of a book that is opened to be read only."""
    stream = io.BytesIO()
    with MinuteBook.open(path, read_only=True) as book:
        book.trail.export(stream, meeting, **choices)
    return stream.getvalue()


def names(folder: Path) -> list[str]:
    """The names of the files in a folder."""
    return sorted(file.name for file in folder.iterdir())


def said(export: bytes) -> str:
    """Everything that an export holds, its disclosures decoded, as one text."""
    told = [export.decode()]
    for line in export.splitlines():
        for one in json.loads(line).get("disclosures", ()):
            if isinstance(one, str):
                raw = base64.urlsafe_b64decode(one + "=" * (-len(one) % 4)).decode()
                told += [raw, json.dumps(json.loads(raw), ensure_ascii=False)]
    return "\n".join(told)


class Leaky:
    """A book in which every word is open or closed, and says so itself: open ones begin with ``ja``, closed with ``nee``."""

    def __init__(self, path: Path) -> None:
        self.words: list[str] = []
        with founded(path) as book:
            self.book = book
            self._record()
            self.meeting = book.meetings()[0].id

    def ja(self, about: str) -> str:
        """A word that must be in the public export."""
        return self._word("ja", about)

    def nee(self, about: str) -> str:
        """A word that may not be in it."""
        return self._word("nee", about)

    def _word(self, kind: str, about: str) -> str:
        word = f"{kind}{hashlib.sha256(about.encode()).hexdigest()[:10].translate(str.maketrans('0123456789', 'ghijklmnop'))}"
        self.words.append(word)
        return word

    def _record(self) -> None:
        book = self.book
        shy = f"{self.nee('voornaam')} {self.nee('achternaam')}"
        party = book.party(
            shy, public=False, role=self.nee("rol"), organisation=self.nee("organisatie"), kind="person"
        )
        self.shy = party
        book.rename_party(shy, f"{self.nee('nieuwe voornaam')} {self.nee('nieuwe achternaam')}")
        shy = f"{self.nee('nieuwe voornaam')} {self.nee('nieuwe achternaam')}"
        builder = book.party(self.nee("alleen in gesloten woorden"))
        partner = book.party(self.ja("partner"), organisation=self.ja("koepel"))
        meeting = book.convene(
            self.ja("bestuur"),
            "2025-06-30",
            title=self.ja("titel"),
            place=self.ja("plaats"),
            secretary=shy,
            planned=[self.nee("gepland")],
            by=self.nee("wie notuleerde"),
        )
        item = meeting.item(self.ja("open punt"), number="1")
        item.discuss((self.ja("begin "), Closed((self.nee("passage"), Mention(builder)), "commercial"), "."))
        item.discuss(self.ja("gezegd"), speaker=shy)
        item.discuss((self.nee("naast een genoemde"), Mention(party)))
        item.discuss((self.nee("naast een getoonde"), Mention(party, self.nee("getoond"))))
        item.discuss(f"{self.nee('naast een naam')} {shy.upper()} was er.")
        item.discuss((Mention(partner), " ", self.ja("naast de partner")))
        closed = meeting.item(self.nee("gesloten punt"), closed="personnel")
        closed.discuss(self.nee("onder het gesloten punt"))
        inner = closed.item(self.nee("onderdeel"))
        inner.decide(self.nee("besluit"), objections=self.nee("bezwaar"))
        meeting.record(
            e.DocumentAttached(
                title=self.nee("stuk"),
                name=self.nee("bestand"),
                digest="sha256:" + "0e" * 32,
                closed="legal",
            ),
            e.DocumentAttached(title=self.ja("stuk"), name=self.ja("bestand"), digest="sha256:" + "0f" * 32),
        )
        item.decide(
            self.ja("besluit"),
            method="vote",
            tally=Tally(in_favour=1, required=self.nee("meerderheid"), names_in_favour=(self.shy,)),
            elected=[self.ja("gekozene")],
        )
        point = e.Point(text=(self.ja("punt"), Closed((self.nee("in een punt"),), "privacy"), "."))
        meeting.record(e.ItemDiscussed(item=item.version, points=(point,)))
        meeting.record(
            e.AttendanceNoted(party=party, status="present", role=self.nee("rol in de vergadering")),
            e.AttendanceNoted(party=partner, status="present", role=self.ja("rol van de partner")),
        )
        meeting.record(
            e.MinutesCirculated(edition="internal", to=(self.nee("aan de leden"),)),
            e.MinutesCirculated(edition="public", to=(self.ja("aan iedereen"),)),
        )
        self._mend(meeting, item)

    def _mend(self, meeting, item) -> None:
        later = item.discuss((self.nee("later gesloten"), " ", self.nee("open geweest")))
        meeting.record(
            e.PassageClosed(
                target=later.version,
                field="text",
                words=(Closed((self.nee("gesloten gebleven"),), "privacy"), " ", self.ja("open gebleven")),
                ground="privacy",
                reason=(self.nee("reden van sluiten"),),
            )
        )
        wrong = item.discuss(self.nee("fout"))
        instead = e.ItemDiscussed(item=item.version, text=(self.ja("goed"),))
        meeting.record(
            e.EntryCorrected(target=wrong.version, instead=instead, reason=(self.nee("voor vaststelling"),))
        )
        doubtful = item.discuss((self.nee("eerst half open"), Closed((self.nee("toen dicht"),), "privacy")))
        meeting.record(
            e.EntryCorrected(
                target=doubtful.version,
                instead=e.ItemDiscussed(item=item.version, text=(self.nee("in twijfel dicht"),)),
            )
        )
        withdrawn = item.discuss(self.nee("ingetrokken"))
        meeting.record(e.EntryWithdrawn(target=withdrawn.version, reason=(self.nee("waarom ingetrokken"),)))
        signed = e.MinutesSigned(
            by=self.shy,
            format="html",
            digest=f"sha256:{hashlib.sha256(RENDITION).hexdigest()}",
            role=self.nee("tekenrol"),
        )
        self.book.store.append(
            [Save(meeting.id, (signed,), files={signed.digest: RENDITION})], command_id="signed"
        )
        whole = item.discuss(self.nee("geheel gesloten"))
        act = e.PassageClosed(target=whole.version, ground="privacy", field="speaker")
        self.book.store.append([Save(meeting.id, (act,))], command_id="closed")
        self._close_a_name(meeting, item)

    def _close_a_name(self, meeting, item) -> None:
        name = f"{self.nee('gesloten naam')} Zilver"
        named = self.book.party(name, organisation=self.nee("zijn organisatie"))
        item.announce(self.ja("aangekondigd"), by=name)
        meeting.record(e.PassageClosed(subject="party", party=named, ground="privacy"))
        other = self.book.convene(self.ja("ander bestuur"), "2025-07-01")
        other.discuss(self.ja("elders gezegd"), speaker=name)
