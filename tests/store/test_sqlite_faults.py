"""Files that are no book, books that are damaged or forged, and disks that say no."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import textwrap

import orjson
import pytest
from eventsourcing.persistence import ConnectionPoolClosedError, ConnectionUnavailableError

from alliance_minutes.errors import (
    BookBusyError,
    DamagedBookError,
    NewerBookError,
    NotABookError,
    ReadOnlyBookError,
    StoreError,
)
from alliance_minutes.events import DecisionTaken, ItemDiscussed, MeetingConvened, PartyIntroduced
from alliance_minutes.store import Numbering, Save, Store
from alliance_minutes.store.recorders import connections
from alliance_minutes.store.recorders.connections import unwrapped
from alliance_minutes.store.recorders.faults import translated
from alliance_minutes.values import DUTCH

NUMBERING = Numbering("board", "2025", DUTCH)


def said(text: str) -> ItemDiscussed:
    return ItemDiscussed(text=(text,))


@pytest.fixture
def book(path):
    """A closed book with a meeting in it."""
    with Store.open(path) as store:
        store.append(
            [Save("m1", (MeetingConvened(body="board"), said("ja"), DecisionTaken()), 0, NUMBERING)],
            command_id="c1",
        )
    return path


def change(path, *statements):
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(*((statement,) if isinstance(statement, str) else statement))
    connection.close()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_book_with_a_rollback_journal_beside_it_is_not_opened(book, read_only):
    """SQLite would roll it into the file when somebody writes next; who only reads would not see what it changes."""
    before = book.read_bytes()
    journal = book.with_name(book.name + "-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    with pytest.raises(DamagedBookError, match=f"beside it lies {journal.name}"):
        Store.open(book, read_only=read_only)
    assert journal.exists()
    assert book.read_bytes() == before
    journal.write_bytes(b"")
    with Store.open(book, read_only=read_only) as store:
        assert store.version("m1") == 3


def second_entry(path) -> bytes:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT state FROM stored_events WHERE originator_version = 2").fetchone()[
            0
        ]


def read_all(store: Store) -> None:
    store.read("m1")
    list(store.log())
    store.structure("m1")
    store.version("m1")
    store.meetings()
    store.head()
    store.command("c1")


# Files that are no book


@pytest.mark.parametrize("content", [b"", b"Notulen van 30 juni\n", b"SQLite format 3\0", b"\0" * 5000])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_of_something_else_is_refused_and_left_alone(path, content, read_only):
    path.write_bytes(content)
    with pytest.raises(NotABookError, match=r"minutes\.db: .*no minute book"):
        Store.open(path, read_only=read_only)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE t (x)", "CREATE TABLE head (x)", "CREATE VIEW head AS SELECT 1 id, 1 format"]
)
def test_a_database_of_something_else_is_refused(path, statement):
    change(path, statement)
    for read_only in (False, True):
        with pytest.raises(NotABookError, match="no minute book"):
            Store.open(path, read_only=read_only)


def test_a_folder_or_a_device_is_no_book(tmp_path):
    with pytest.raises(NotABookError, match="folder"):
        Store.open(tmp_path)
    with pytest.raises(NotABookError, match="no file"):
        Store.open("/dev/null")


def test_a_book_cannot_be_made_in_a_folder_that_is_missing(tmp_path):
    with pytest.raises(StoreError, match="folder"):
        Store.open(tmp_path / "missing" / "minutes.db")


def test_a_half_database_is_told_as_damage(book):
    book.write_bytes(book.read_bytes()[:5000])
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"minutes\.db: "):
            Store.open(book, read_only=read_only)


def test_a_newer_format_is_told_as_such(book):
    change(book, "UPDATE head SET format = 2")
    with pytest.raises(NewerBookError, match="format 2, and this version knows 1"):
        Store.open(book)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE head SET format = 'x'",
        "DELETE FROM head",
        "CREATE TRIGGER t AFTER UPDATE ON head BEGIN DELETE FROM vault; END",
        "CREATE VIEW v AS SELECT * FROM vault",
        "DELETE FROM stored_events WHERE originator_id = 'book'",
        "DELETE FROM ledger WHERE position = 0",
        "UPDATE stored_events SET topic = 'item-discussed.v1' WHERE originator_id = 'book'",
    ],
)
def test_a_book_with_a_broken_frame_is_not_opened(book, statement):
    change(book, statement)
    with pytest.raises(StoreError):
        Store.open(book, read_only=True)


def test_a_book_that_was_never_founded_is_founded_by_who_writes(book):
    change(
        book,
        "DELETE FROM stored_events",
        "DELETE FROM ledger",
        "DELETE FROM vault",
        "DELETE FROM subtree",
        "DELETE FROM command",
        "DELETE FROM meeting",
        "UPDATE head SET size = 0, peaks = x'', recorded_at = ''",
    )
    with pytest.raises(NotABookError, match="never founded"):
        Store.open(book, read_only=True)
    with Store.open(book, origin="a.example") as store:
        assert (store.origin, store.head().size) == ("a.example", 1)


# Forged rows

FORGED = [
    f"UPDATE stored_events SET {column} = NULL WHERE originator_id = 'm1' AND originator_version = 2"
    for column in ("topic", "state")
] + [
    "UPDATE stored_events SET state = 'text' WHERE originator_id = 'm1'",
    "UPDATE stored_events SET state = 5 WHERE originator_id = 'm1'",
    "UPDATE stored_events SET state = x'ff' WHERE originator_id = 'm1'",
    "UPDATE stored_events SET state = CAST('[]' AS BLOB) WHERE originator_id = 'm1'",
    "UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE originator_id = 'm1'",
    "UPDATE stored_events SET state = zeroblob(70000) WHERE originator_id = 'm1'",
    "UPDATE stored_events SET topic = x'6f73' WHERE originator_id = 'm1'",
    "UPDATE stored_events SET topic = CAST(x'ff' AS TEXT) WHERE originator_id = 'm1'",
    "UPDATE stored_events SET topic = 3 WHERE originator_id = 'm1'",
    "UPDATE stored_events SET originator_version = 'x' WHERE originator_id = 'm1' AND originator_version = 3",
    "UPDATE stored_events SET originator_version = 9 WHERE originator_id = 'm1' AND originator_version = 3",
    "DELETE FROM stored_events WHERE originator_id = 'm1' AND originator_version = 2",
    "UPDATE stored_events SET originator_id = x'6d31' WHERE originator_id = 'm1' AND originator_version = 2",
    "UPDATE vault SET disclosures = 'text' WHERE position = 2",
    "UPDATE vault SET disclosures = 7 WHERE position = 2",
    "UPDATE vault SET disclosures = x'ff' WHERE position = 2",
    "DELETE FROM ledger WHERE position = 2",
    "UPDATE ledger SET position = 77 WHERE position = 3",
    "UPDATE ledger SET position = -7 WHERE position = 3",
    "UPDATE ledger SET version = 'x' WHERE position = 3",
    "UPDATE ledger SET stream = x'ff' WHERE position = 3",
    "UPDATE head SET size = 'x'",
    "UPDATE head SET size = -1",
    "UPDATE head SET recorded_at = x'ff'",
    "UPDATE head SET recorded_at = 'yesterday'",
    "UPDATE head SET peaks = x'00'",
    "UPDATE command SET position = 'x'",
    "UPDATE command SET entries = 1000000000000",
    "UPDATE meeting SET body = x'ff'",
    "UPDATE meeting SET position = 'x'",
    "UPDATE meeting SET held_on = 5",
    "DROP TABLE vault",
    "DROP TABLE ledger",
    "DROP TABLE stored_events",
]


@pytest.mark.parametrize("statement", FORGED)
def test_a_forged_row_is_told_by_the_name_of_the_book(book, statement):
    """Reading may still succeed where the forgery does not concern it; it never ends in another error."""
    change(book, statement)
    for read_only in (False, True):
        with (
            pytest.raises((DamagedBookError, NewerBookError), match=r"minutes\.db: "),
            Store.open(book, read_only=read_only) as store,
        ):
            read_all(store)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE head SET size = 2, peaks = zeroblob(32)",
        "UPDATE head SET peaks = x'00'",
        "UPDATE head SET recorded_at = 'yesterday'",
        "UPDATE head SET recorded_at = '9999-12-31T23:59:59.999999Z'",
        "UPDATE series SET next = 'x'",
        "UPDATE series SET next = -5",
        "DROP TABLE series",
    ],
)
def test_a_forged_book_takes_nothing_more(book, statement):
    change(book, statement)
    with Store.open(book) as store, pytest.raises(DamagedBookError):
        store.append([Save("m1", (DecisionTaken(),), None, NUMBERING)], command_id="c2")


@pytest.mark.parametrize(
    "name", ["os:system", "os.system", "alliance_minutes.cli:main", "item-discussed.v99", "this"]
)
def test_a_forged_type_name_imports_nothing_and_the_book_opens_as_data(book, name):
    entry = second_entry(book)
    forged = orjson.dumps({**orjson.loads(entry), "type": name}, option=orjson.OPT_SORT_KEYS)
    where = "WHERE originator_id = 'm1' AND originator_version = 2"
    change(book, (f"UPDATE stored_events SET topic = ?, state = ? {where}", (name, forged)))
    before = set(sys.modules)
    with Store.open(book, read_only=True) as store:
        for read in (store.read, store.structure):
            with pytest.raises(NewerBookError, match=r"minutes\.db: entry 2 has the type"):
                read("m1")
        assert [row[3] for row in store.entries()][2] == name
        assert [one.position for one in store.log(limit=2)] == [0, 1]
    assert set(sys.modules) - before == set()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("event", []),
        ("event", {"text": ["a"]}),
        ("event", {"item": "x"}),
        ("_sd", {}),
        ("command_id", 3),
        ("recorded_at", 5),
        ("recorded_at", []),
        ("recorded_at", "2025-07-01T12:00:00Z"),
        ("recorded_at", "2025-07-01T12:00:00.00000+02:00"),
        ("stream", "m2"),
        ("version", 7),
        ("strange", 1),
    ],
)
def test_a_forged_entry_is_told_by_its_position(book, field, value):
    entry = second_entry(book)
    forged = orjson.dumps({**orjson.loads(entry), field: value})
    change(
        book,
        (
            "UPDATE stored_events SET state = ? WHERE originator_id = 'm1' AND originator_version = 2",
            (forged,),
        ),
    )
    with (
        Store.open(book, read_only=True) as store,
        pytest.raises(DamagedBookError, match="entry 2 is damaged"),
    ):
        list(store.log())


# Disks and locks


def test_a_locked_book_is_told_as_busy(book, monkeypatch):
    monkeypatch.setattr(connections, "LOCK_TIMEOUT", 0.05)
    holder = sqlite3.connect(book, isolation_level=None)
    with Store.open(book) as store:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookBusyError, match="another process"):
            store.append([Save("m1", (said("x"),))], command_id="c2")
        holder.execute("ROLLBACK")
        holder.close()
        store.append([Save("m1", (said("x"),))], command_id="c2")


def test_a_book_on_a_read_only_disk_can_be_read_and_not_written(book, tmp_path):
    """Simulated by the file system where that is possible: root may write to whatever only forbids it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    shutil.move(book, disk / "minutes.db")
    options = ["mount", "--bind", str(disk), str(disk)]
    if os.geteuid() != 0 or subprocess.run(options, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a read-only disk")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(disk)], check=True)
        with Store.open(disk / "minutes.db", read_only=True) as store:
            assert store.version("m1") == 3
        with pytest.raises(ReadOnlyBookError, match="read-only"):
            Store.open(disk / "minutes.db").append([Save("m1", (said("x"),))], command_id="c2")
        with pytest.raises(ReadOnlyBookError):
            Store.open(disk / "new.db")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_loses_nothing_that_was_acknowledged(path):
    """The limit on the size of files stands in for the disk."""
    code = """
        import resource, signal, sys
        from alliance_minutes.errors import StoreError
        from alliance_minutes.events import ItemDiscussed
        from alliance_minutes.store import Save, Store
        store = Store.open(sys.argv[1])
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
        done = 0
        try:
            while True:
                store.append([Save("m1", (ItemDiscussed(text=("x" * 3000,)),))], command_id=f"c{done}")
                done += 1
        except StoreError as error:
            assert "nothing was recorded" in str(error), error
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        store.append([Save("m1", (ItemDiscussed(text=("after",)),))], command_id="after")
        store.close()
        print(done)
    """
    made = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(path)], capture_output=True, text=True, check=True
    )
    with Store.open(path, read_only=True) as store:
        texts = [one.event.text[0] for one in store.read("m1")]
    assert len(texts) == int(made.stdout) + 1 > 10
    assert texts[-1] == "after"
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


@pytest.mark.parametrize("failing", ["commit", "rollback-and-commit"])
def test_a_commit_that_failed_after_it_took_effect_is_a_success(store, monkeypatch, failing):
    """So is one of which nobody can tell; what counts is what the book holds."""
    real = connections.SQLiteConnection.commit

    def commit_and_fail(self):
        if failing == "commit":
            real(self)
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(connections.SQLiteConnection, "commit", commit_and_fail)
    saves = [Save("m1", (MeetingConvened(body="board"), DecisionTaken()), 0, NUMBERING)]
    if failing == "commit":
        recorded = store.append(saves, command_id="c1")
        assert recorded[1].event.number == "B-2025-001"
    else:
        with pytest.raises(StoreError):
            store.append(saves, command_id="c1")
    monkeypatch.undo()
    recorded = store.append(saves, command_id="c1")
    assert [one.position for one in recorded] == [1, 2]
    assert store.head().size == 3


def test_the_environment_of_the_host_does_not_reach_the_store(path, tmp_path):
    """The names are those that eventsourcing reads."""
    code = """
        import sys
        from alliance_minutes.events import ItemDiscussed
        from alliance_minutes.store import Save, Store
        with Store.open(sys.argv[1]) as store:
            store.append([Save("m1", (ItemDiscussed(text=("ja",)),))], command_id="c1")
    """
    names = {
        "PERSISTENCE_MODULE": "os",
        "COMPRESSOR_TOPIC": "zlib",
        "CIPHER_TOPIC": "os:system",
        "CIPHER_KEY": "x" * 32,
        "MAPPER_TOPIC": "os:system",
        "TRANSCODER_TOPIC": "os:system",
        "SQLITE_DBNAME": str(tmp_path / "elsewhere.db"),
        "SQLITE_LOCK_TIMEOUT": "0",
        "CREATE_TABLE": "no",
        "ORIGINATOR_ID_TYPE": "uuid",
    }
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(path)], env={**os.environ, **names}, check=True
    )
    assert not (tmp_path / "elsewhere.db").exists()
    with Store.open(path, read_only=True) as store:
        assert store.read("m1")[0].event == said("ja")


def test_the_words_of_a_party_are_not_in_the_entries(path):
    with Store.open(path) as store:
        store.append(
            [Save("parties", (PartyIntroduced(party="p1", name="Jansen"),))],
            command_id="c1",
            recorded_by="p9",
        )
        for row in store.entries():
            assert b"Jansen" not in row[4]
            assert b"p9" not in row[4]


def test_durability_is_on_for_every_connection(store):
    store.head()
    with store._recorder._connections.transaction(commit=False) as (cursor, _):
        for pragma, value in (
            ("synchronous", 2),
            ("secure_delete", 1),
            ("trusted_schema", 0),
            ("journal_mode", "wal"),
        ):
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone()[0] == value


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        (OSError(errno.EROFS, "Read-only file system"), ReadOnlyBookError, "read-only"),
        (OSError(errno.ENOSPC, "No space left"), StoreError, "disk is full"),
        (OSError(errno.EACCES, "Permission denied"), StoreError, "Permission denied"),
        (ConnectionUnavailableError("late"), BookBusyError, "too many threads"),
        (ConnectionPoolClosedError(), StoreError, "it was closed"),
        (sqlite3.DatabaseError("no code"), DamagedBookError, "no code"),
    ],
)
def test_each_fault_is_told_in_our_words(path, error, kind, says):
    with pytest.raises(kind, match=says) as caught, translated("minutes.db", path), unwrapped("minutes.db"):
        raise error
    assert caught.value.book == "minutes.db"
    assert type(caught.value) is kind


def test_a_link_to_a_book_is_the_book(book, tmp_path):
    """Its log stands beside the file; who reads through the link sees it."""
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(book)
    with Store.open(book) as store, Store.open(link, read_only=True) as evidence, Store.open(link) as again:
        store.append([Save("m1", (said("x"),))], command_id="c2")
        assert evidence.version("m1") == again.version("m1") == 4
    assert list(link.parent.iterdir()) == [link]


def test_reading_evidence_does_not_import_eventsourcing(book):
    """It takes longer to import than all the rest."""
    code = """
        import sys
        from alliance_minutes.store import Store
        with Store.open(sys.argv[1], read_only=True) as store:
            assert store.read("m1")
        sys.exit("eventsourcing" in sys.modules)
    """
    assert (
        subprocess.run([sys.executable, "-c", textwrap.dedent(code), str(book)], check=False).returncode == 0
    )


@pytest.mark.parametrize("read_only", [True, False])
def test_a_book_that_lost_its_first_entry_is_damaged_and_not_founded_again(book, read_only):
    change(book, "DELETE FROM stored_events WHERE originator_id = 'book'")
    with pytest.raises(DamagedBookError, match=r"minutes\.db: its first entry is missing; go back"):
        Store.open(book, read_only=read_only)


def test_a_new_book_where_nothing_can_be_written_says_what_to_do(tmp_path, monkeypatch):
    """The file system stands for a read-only disk."""

    def read_only(*_args, **_more):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(sqlite3, "connect", read_only)
    with pytest.raises(ReadOnlyBookError, match=r"read-only; make it where you may write$"):
        Store.open(tmp_path / "new.db")


def test_a_book_that_cannot_be_written_can_be_read_or_copied(book):
    """So says the message."""
    error = OSError(errno.EROFS, "Read-only file system")
    with (
        pytest.raises(
            ReadOnlyBookError, match=r"open it read-only, or copy it to a place where you may write$"
        ),
        translated("minutes.db", book),
    ):
        raise error
