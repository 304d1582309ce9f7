"""Erasing from the store: the words leave every byte of every file, and everything else stays as it was."""

from __future__ import annotations

import base64
import json
import random
import sqlite3
import subprocess
import sys
from contextlib import contextmanager

import pytest

from alliance_minutes.audit import audit
from alliance_minutes.errors import (
    BookBusyError,
    CommandConflictError,
    DamagedBookError,
    ErasureRefusedError,
    ReadOnlyBookError,
    StoreError,
)
from alliance_minutes.events import (
    EntryCorrected,
    ItemDiscussed,
    MeetingConvened,
    PartyIntroduced,
    PersonalDataErased,
)
from alliance_minutes.store import Save, Store, erasing
from alliance_minutes.store.entries import digest
from alliance_minutes.store.erasing import Erasure
from alliance_minutes.store.recorders import erasing as bytes_of
from alliance_minutes.store.recorders.sqlite import SQLiteBook
from alliance_minutes.values import PARTIES_STREAM, Closed

WORD = "Zwaluwgeheim"
SENTENCE = f'{WORD} "Ønskę"\\\n\U0001f4dc zei dat'
FILES = ("", "-wal", "-shm", "-journal")


def forms(word: str) -> list[bytes]:
    """The ways in which a word may stand in a file: UTF-8, as JSON escapes it, UTF-16, and base64 at each alignment."""
    found = [
        word.encode(),
        json.dumps(word)[1:-1].encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
    ]
    for shift in range(3):
        inner = base64.b64encode(b"\0" * shift + word.encode())[4 if shift else 0 : -4]
        found += [inner, inner.replace(b"+", b"-").replace(b"/", b"_")]
    return found


def copies(path, word: str = WORD) -> int:
    """How often a word stands in the files of a book, in any form."""
    there = [path.with_name(path.name + suffix) for suffix in FILES]
    contents = [one.read_bytes() for one in there if one.exists()]
    return sum(content.count(form) for content in contents for form in set(forms(word)))


def said(*runs) -> ItemDiscussed:
    return ItemDiscussed(text=runs)


def holding(store: Store, word: str = WORD) -> dict[int, tuple[str, ...]]:
    """The digests of the disclosures that hold a word, by position."""
    found = {
        row[0]: tuple(digest(line) for line in row[5].split(b"\n") if word.encode() in line)
        for row in store.entries()
    }
    return {position: digests for position, digests in found.items() if digests}


def erase(store: Store, disclosures, command_id: str = "erase", **more):
    return store.erase(Erasure(disclosures, frozenset(), "GDPR art. 17(1)(b)", **more), command_id=command_id)


def fill(store: Store, chance: random.Random, begun: int, meetings: int) -> None:
    """Meetings whose disclosures have all sizes, from a few bytes to many pages."""
    for meeting in range(begun, begun + meetings):
        events = [
            said(
                f"{SENTENCE} " if chance.random() < 0.3 else "gewoon ",
                "x" * chance.choice((3, 300, 3000, 30_000)),
            )
            for _ in range(chance.randrange(1, 12))
        ]
        store.append([Save(f"m{meeting}", (MeetingConvened(body="b"), *events))], command_id=f"c{meeting}")


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """The file of a book in which a word stands in rows of every size, among rows that do not hold it."""
    made = tmp_path_factory.mktemp("filled") / "minutes.db"
    with Store.open(made) as store:
        fill(store, random.Random(17), 0, 20)
        store.append([Save("last", (MeetingConvened(body="b"), said(SENTENCE)))], command_id="last")
    return made.read_bytes()


@pytest.fixture
def long_book(path, filled):
    path.write_bytes(filled)
    with Store.open(path) as store:
        yield store


@pytest.fixture
def hasty(monkeypatch):
    """Erasures that wait for nobody."""
    monkeypatch.setattr(erasing, "PATIENCE", 0)


@pytest.mark.parametrize("seed", range(3))
def test_no_byte_of_the_words_is_left_and_all_else_is(store, path, seed):
    """Whatever the sizes, and wherever later writes moved the rows to."""
    chance = random.Random(seed)
    fill(store, chance, 0, 15)
    first = holding(store)
    fill(store, chance, 15, 15)
    kept = {position: vault for position, *_, vault in store.entries() if position not in holding(store)}
    head = store.head()
    assert copies(path) > len(first) > 10

    assert not erase(store, {**first, **holding(store)}).pending

    assert copies(path) == 0
    assert {position: row[5] for position, row in enumerate(store.entries()) if position in kept} == kept
    assert audit(path).ok
    assert store.head().size > head.size


def test_one_row_is_erased_and_its_equal_stays(long_book, path):
    """What was not named stays, word for word."""
    found = holding(long_book)
    position, digests = found.popitem()
    erase(long_book, {position: digests})
    assert holding(long_book) == found
    assert copies(path) >= len(found)


@pytest.mark.usefixtures("hasty")
def test_while_somebody_reads_an_older_state_it_is_pending(long_book, path):
    """The words are in no answer, but in the file; once the reader is done, finishing takes them away."""
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    before = reader.execute("SELECT count(*) FROM vault").fetchone()

    done = erase(long_book, holding(long_book))
    assert (done.obstacle, done.pending) == ("reader", True)
    assert long_book.is_erasing
    assert holding(long_book) == {}
    assert copies(path) > 0
    assert long_book.finish_erasing(0) == "reader"
    assert reader.execute("SELECT count(*) FROM vault").fetchone() == before

    reader.close()
    assert long_book.finish_erasing() is None
    assert not long_book.is_erasing
    assert copies(path) == 0
    assert audit(path).ok


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("step", ["_emptied", "_written_anew", "_remnants", "_note_finished"])
def test_a_writer_at_work_makes_it_pending(long_book, path, monkeypatch, step):
    """At whichever step it comes."""
    writer = sqlite3.connect(path, isolation_level=None)
    original = getattr(bytes_of, step)

    def blocked(*arguments):
        if not writer.in_transaction:
            writer.execute("BEGIN IMMEDIATE")
        return original(*arguments)

    monkeypatch.setattr(bytes_of, step, blocked)
    assert erase(long_book, holding(long_book)).obstacle == "writer"
    monkeypatch.undo()
    assert long_book.is_erasing
    writer.close()
    assert long_book.finish_erasing() is None
    assert copies(path) == 0


def test_whoever_writes_the_log_back_just_now_is_waited_for(long_book, path, monkeypatch):
    """SQLite itself gives up at once there."""
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM vault").fetchone()
    monkeypatch.setattr(bytes_of, "sleep", lambda _: reader.close())
    monkeypatch.setattr(bytes_of, "monotonic", lambda: 0)
    monkeypatch.setattr(erasing, "PATIENCE", 0.1)
    assert erase(long_book, holding(long_book)).obstacle is None


def test_a_lock_that_cannot_be_had_at_all_makes_it_pending(long_book):
    """Whatever the step at which SQLite says so."""

    def busy(_self, _patience):
        raise BookBusyError("minutes.db", "try again")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLiteBook, "finish_erasing", busy)
        assert erase(long_book, holding(long_book)).obstacle == "writer"


def test_a_fault_of_the_disk_on_the_way_makes_it_pending(long_book, monkeypatch):
    def fails(_connection):
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        with bytes_of._unless_busy():
            raise error

    monkeypatch.setattr(bytes_of, "_written_anew", fails)
    assert erase(long_book, holding(long_book)).obstacle == "disk"


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("way", ["open", "close"])
def test_what_is_pending_is_finished_by_whoever_opens_or_closes_the_book(long_book, path, way):
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM vault").fetchone()
    assert erase(long_book, holding(long_book)).pending
    if way == "close":
        reader.close()
        long_book.close()
    else:
        with Store.open(path) as other:
            assert other.is_erasing
        reader.close()
        with Store.open(path) as other:
            assert not other.is_erasing
    assert copies(path) == 0


def test_a_disk_that_fails_after_the_save_leaves_it_pending(long_book, path):
    """What is recorded is told as recorded; the next opening does the rest."""

    def fails(_self, _patience):
        raise StoreError("minutes.db", "the disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLiteBook, "finish_erasing", fails)
        done = erase(long_book, holding(long_book))
    assert done.obstacle == "disk"
    assert done.recorded[0].event.basis == "GDPR art. 17(1)(b)"
    with Store.open(path) as other:
        assert not other.is_erasing
    assert copies(path) == 0


def test_a_trace_that_is_found_all_the_same_keeps_it_pending(long_book, path, monkeypatch):
    """A file in which a salt stands that no row holds is not told as erased."""
    found = holding(long_book)
    stale = path.with_name("stale")
    stale.write_bytes(path.read_bytes())
    salts_in = bytes_of._salts_in
    monkeypatch.setattr(bytes_of, "_salts_in", lambda _: salts_in(stale))
    assert erase(long_book, found).obstacle == "remnant"
    monkeypatch.undo()
    assert long_book.finish_erasing() is None


def test_a_file_that_cannot_be_read_back_keeps_it_pending(long_book, path, monkeypatch):
    """What nobody looked at is not told as erased."""
    monkeypatch.setattr(bytes_of, "_CAT", "/bin/false")
    assert erase(long_book, holding(long_book)).obstacle == "disk"
    assert long_book.is_erasing
    monkeypatch.undo()
    assert long_book.finish_erasing() is None
    assert copies(path) == 0


def test_looking_takes_no_lock_from_this_process(long_book, path):
    """Another process that comes and goes must not take the log away under this one."""
    erase(long_book, holding(long_book))
    long_book.append([Save("m1", (said("eerst"),))], command_id="eerst")
    code = "import sys; from alliance_minutes.store import Store; Store.open(sys.argv[1]).close()"
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    long_book.append([Save("m1", (said("daarna"),))], command_id="daarna")
    with Store.open(path, read_only=True) as evidence:
        assert [one.event for one in evidence.read("m1")][-2:] == [said("eerst"), said("daarna")]


@pytest.mark.parametrize("bytes_a_round", [2**26, 2**12])
def test_what_only_looks_like_a_salt_is_no_trace(long_book, path, monkeypatch, bytes_a_round):
    """A kept rendition may hold anything; and a long book is looked through in rounds."""
    monkeypatch.setattr(bytes_of, "_BYTES_A_ROUND", bytes_a_round)
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO kept VALUES (5, ?)", (b'["AAAAAAAAAAAAAAAAAAAAAA"',))
    connection.close()
    assert erase(long_book, holding(long_book)).obstacle is None


def test_an_erasure_begun_while_another_is_finished_stays_pending(long_book, monkeypatch):
    """The count in the file tells the two apart."""
    remnants = bytes_of._remnants

    def begin_another(connection, path):
        found = remnants(connection, path)
        connection.execute("PRAGMA user_version = 7")
        return found

    monkeypatch.setattr(bytes_of, "_remnants", begin_another)
    assert erase(long_book, holding(long_book)).pending
    assert long_book.is_erasing


# The event


def test_the_event_stands_in_the_stream_of_what_it_erased(store):
    """So that whoever remembers that stream sees that it changed."""
    store.append(
        [
            Save(PARTIES_STREAM, (PartyIntroduced(party="p", name=WORD),)),
            Save("m1", (MeetingConvened(body="b"), said(WORD))),
        ],
        command_id="c1",
        recorded_by="p",
    )
    found = holding(store)
    done = store.erase(
        Erasure(found, frozenset(), "GDPR", ("de betrokkene",)), command_id="e", recorded_by="p"
    )
    assert [(one.stream, one.version, one.recorded_by) for one in done.recorded] == [
        (PARTIES_STREAM, 2, "p"),
        ("m1", 3, "p"),
    ]
    assert [one.event for one in done.recorded] == [
        PersonalDataErased(digests=digests, basis="GDPR", by=("de betrokkene",)) for digests in found.values()
    ]
    assert [one.event for one in store.read("m1")][2].digests == found[3]


def test_more_digests_than_one_entry_holds_make_several_events(store, path):
    """Every one of them is named, in one save."""
    store.append(
        [Save("m1", (MeetingConvened(body="b"), *[said(f"{WORD} {n}") for n in range(2500)]))], command_id="c"
    )
    found = holding(store)
    done = erase(store, found)
    assert [len(one.event.digests) for one in done.recorded] == [1000, 1000, 500]
    assert {one for event in done.recorded for one in event.event.digests} == {
        one for (one,) in found.values()
    }
    assert copies(path) == 0
    assert audit(path).ok


def test_what_a_disclosure_alone_leads_to_goes_with_it(store, path):
    """A closed run in a passage, and one in that; the correction of another entry keeps its own words."""
    passage = said("Voor ", Closed(("een ", Closed((WORD,), "privacy")), "commercial"))
    instead = EntryCorrected(target=2, instead=said("Iets anders"), reason=("Zo was het.",))
    store.append([Save("m1", (MeetingConvened(body="b"), passage, instead))], command_id="c")
    vault = next(row[5] for row in store.entries() if row[3] == passage.TYPE)
    (outer,) = [digest(line) for line in vault.split(b"\n") if b'"text"' in line]
    done = erase(store, {2: (outer,)})
    assert len(done.recorded[0].event.digests) == 3
    assert copies(path) == 0
    assert store.read("m1")[2].event == instead
    assert audit(path).ok


def test_a_repeated_command_erases_nothing_again(long_book):
    found = holding(long_book)
    first = erase(long_book, found, "same")
    size = long_book.head().size
    assert erase(long_book, found, "same").recorded == first.recorded
    assert long_book.head().size == size
    with pytest.raises(CommandConflictError):
        erase(long_book, found, "last")
    with pytest.raises(CommandConflictError):
        erase(long_book, found, "same", by=("Iemand",))


def test_a_commit_that_fails_after_it_took_effect_is_found_again(long_book, path, monkeypatch):
    """The command stands in the book; the answer is what it recorded."""
    writing = SQLiteBook.writing

    @contextmanager
    def in_doubt(self):
        with writing(self) as transaction:
            yield transaction
        raise StoreError("minutes.db", "the disk fails")

    found = holding(long_book)
    monkeypatch.setattr(SQLiteBook, "writing", in_doubt)
    assert not erase(long_book, found).pending
    assert copies(path) == 0


def test_a_save_that_fails_erases_nothing(long_book):
    def fails(_self):
        raise StoreError("minutes.db", "the disk fails")

    found = holding(long_book)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLiteBook, "writing", fails)
        with pytest.raises(StoreError, match="disk fails"):
            erase(long_book, found)
    assert holding(long_book) == found
    assert not long_book.is_erasing


# What is refused


def test_what_is_gone_or_never_was_is_refused_and_nothing_changes(long_book, path):
    found = holding(long_book)
    position, digests = next(iter(found.items()))
    erase(long_book, {position: digests})
    size = long_book.head().size
    with pytest.raises(ErasureRefusedError, match="erased before") as refused:
        erase(long_book, {position: digests}, "again")
    assert refused.value.reason == "already-erased"
    with pytest.raises(ErasureRefusedError, match="no disclosure"):
        erase(long_book, {position + 1: digests}, "elsewhere")
    with pytest.raises(DamagedBookError, match="not there"):
        erase(long_book, {10_000: digests}, "nowhere")
    assert long_book.head().size == size
    assert not long_book.is_erasing
    assert audit(path).ok


def test_what_somebody_else_erased_meanwhile_is_left_out(long_book):
    """The rest is erased, and told."""
    found = holding(long_book)
    position, digests = next(iter(found.items()))
    erase(long_book, {position: digests})
    done = erase(long_book, found, "rest")
    named = {one for recorded in done.recorded for one in recorded.event.digests}
    assert named == {one for each in found.values() for one in each} - set(digests)


def test_evidence_cannot_be_erased(long_book, path):
    found = holding(long_book)
    with Store.open(path, read_only=True) as evidence:
        with pytest.raises(ReadOnlyBookError):
            erase(evidence, found)
        with pytest.raises(ReadOnlyBookError):
            evidence.finish_erasing()
        with pytest.raises(ReadOnlyBookError):
            evidence._recorder.finish_erasing(0)


def test_an_entry_that_cannot_be_read_is_not_erased(store, path):
    store.append([Save("m1", (MeetingConvened(body="b"), said(WORD)))], command_id="c")
    found = holding(store)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE vault SET disclosures = ? WHERE position = 2", (b'{"erased"',))
    connection.close()
    with pytest.raises(DamagedBookError, match="entry 2 is damaged"):
        erase(store, found)


def test_a_closed_store_erases_nothing(long_book):
    found = holding(long_book)
    long_book.close()
    with pytest.raises(StoreError, match="closed"):
        erase(long_book, found)
    assert erasing.obstacle(long_book._recorder, 0) == "disk"
