"""One book, many users: killed processes, racing processes, threads, forks, and readers who must not leave a trace."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from alliance_minutes.errors import BookBusyError, ConcurrencyError, NotABookError, ReadOnlyBookError
from alliance_minutes.events import DecisionTaken, ItemDiscussed
from alliance_minutes.ledger import leaf_hash, root_of
from alliance_minutes.store import Numbering, Save, Store
from alliance_minutes.store.recorders import evidence as evidence_module
from alliance_minutes.store.recorders import forks
from alliance_minutes.values import DUTCH

NUMBERING = Numbering("board", "2025", DUTCH)


def said(text: str) -> ItemDiscussed:
    return ItemDiscussed(text=(text,))


def python(code: str, *arguments: object, **options) -> subprocess.Popen:
    given = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.Popen(given, stdout=subprocess.PIPE, text=True, **options)


def check_whole(store: Store) -> None:
    """Positions and versions are dense, times go up, and the tree is the one over the entries."""
    rows = list(store.entries())
    assert [row[0] for row in rows] == list(range(len(rows)))
    for stream in {row[1] for row in rows}:
        versions = [row[2] for row in rows if row[1] == stream]
        assert versions == list(range(1, len(versions) + 1))
    times = [one.recorded_at for one in store.log()]
    assert times == sorted(times)
    head = store.head()
    assert (head.size, head.root) == (len(rows), root_of(leaf_hash(row[4]) for row in rows))
    stored = store._recorder._fetch("SELECT leaf FROM ledger ORDER BY position")
    assert [leaf for (leaf,) in stored] == [leaf_hash(row[4]) for row in rows]


def snapshot(folder) -> dict:
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in sorted(folder.iterdir())
    }


APPENDING = """
    import os, sys
    from alliance_minutes.events import DecisionTaken, ItemDiscussed
    from alliance_minutes.store import Numbering, Save, Store
    from alliance_minutes.store.recorders import sqlite
    from alliance_minutes.values import DUTCH
    numbering = Numbering("board", "2025", DUTCH)
    def run():
        print(os.getpid(), flush=True)
        with Store.open(sys.argv[1]) as store:
            n = store.version("m1")
            while True:
                events = (ItemDiscussed(text=(f"{n}",)), ItemDiscussed(text=("x" * 2000,)), DecisionTaken())
                store.append([Save("m1", events, n, numbering), Save("m2", events[:1])], command_id=f"c{n}")
                n += 3
                print(n, flush=True)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            run()
        os.waitpid(child, 0)
        print("dead", flush=True)
"""


def begin(forker) -> int:
    """Let a forked child append; its process id. Forking spares importing everything thirty times."""
    forker.stdin.write("go\n")
    forker.stdin.flush()
    return int(forker.stdout.readline())


def test_thirty_kills_lose_nothing_that_was_acknowledged(path):
    """Each time the process is killed somewhere in its loop; what it had told us stands, and nothing stands torn."""
    forker = python(APPENDING, path, stdin=subprocess.PIPE)
    for kill in range(30):
        child = begin(forker)
        for _ in range(1 + kill % 5):
            acknowledged = int(forker.stdout.readline())
        os.kill(child, signal.SIGKILL)
        while (line := forker.stdout.readline()) != "dead\n":
            acknowledged = int(line)
        with Store.open(path, read_only=True) as store:
            version = store.version("m1")
            assert version >= acknowledged
            assert version % 3 == 0
            assert store.version("m2") * 3 == version
    forker.communicate()
    with Store.open(path) as store:
        check_whole(store)
        drawn = [one.event.number for one in store.read("m1") if isinstance(one.event, DecisionTaken)]
        assert drawn == [DUTCH.number("decision", "2025", n) for n in range(1, len(drawn) + 1)]


def test_four_processes_share_streams_and_series(path):
    code = """
        import sys
        from alliance_minutes.errors import ConcurrencyError
        from alliance_minutes.events import DecisionTaken
        from alliance_minutes.store import Numbering, Save, Store
        from alliance_minutes.values import DUTCH
        conflicts = 0
        with Store.open(sys.argv[1]) as store:
            for n in range(25):
                while True:
                    save = Save("m1", (DecisionTaken(),), store.version("m1"), Numbering("board", "2025", DUTCH))
                    try:
                        store.append([save], command_id=f"{sys.argv[2]}-{n}")
                    except ConcurrencyError:
                        conflicts += 1
                    else:
                        break
        print(conflicts)
    """
    processes = [python(code, path, number) for number in range(4)]
    for process in processes:
        assert process.communicate()[0].strip().isdigit()
        assert process.returncode == 0
    with Store.open(path) as store:
        check_whole(store)
        drawn = [one.event.number for one in store.read("m1")]
        assert drawn == [DUTCH.number("decision", "2025", n) for n in range(1, 101)]
        assert len({one.command_id for one in store.read("m1")}) == 100


def test_processes_that_make_the_book_at_once_make_one_book(path):
    code = """
        import sys
        from alliance_minutes.events import ItemDiscussed
        from alliance_minutes.store import Save, Store
        sys.stdin.readline()
        with Store.open(sys.argv[1]) as store:
            store.append([Save("m1", (ItemDiscussed(),))], command_id=sys.argv[2])
            print(store.origin)
    """
    processes = [python(code, path, number, stdin=subprocess.PIPE) for number in range(4)]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    origins = {process.communicate()[0] for process in processes}
    assert len(origins) == 1
    with Store.open(path) as store:
        assert store.version("m1") == 4
        check_whole(store)
    assert [found.name for found in path.parent.iterdir()] == ["minutes.db"]


@pytest.mark.parametrize("statement", [3, 8, 12])
def test_who_is_killed_while_making_a_book_leaves_none(path, statement):
    code = """
        import os, signal, sqlite3, sys
        from alliance_minutes.store import Store
        real, count = sqlite3.connect, 0
        class Killing(sqlite3.Connection):
            def execute(self, *given):
                global count
                count += 1
                if count == int(sys.argv[2]):
                    os.kill(os.getpid(), signal.SIGKILL)
                return super().execute(*given)
        sqlite3.connect = lambda *given, **options: real(*given, factory=Killing, **options)
        Store.open(sys.argv[1])
    """
    process = python(code, path, statement)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    with pytest.raises(NotABookError, match="no such file"):
        Store.open(path, create=False)
    with Store.open(path) as store:
        assert store.head().size == 1


def test_a_disk_without_hard_links_can_hold_a_book(path, monkeypatch):
    def refuse(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with Store.open(path) as store:
        assert store.head().size == 1
    assert [found.name for found in path.parent.iterdir()] == ["minutes.db"]


# Threads


def test_threads_share_a_store(store):
    """Eight threads append and read; versions, numbers and the tree come out right."""

    def work(number: int) -> int:
        conflicts = 0
        for n in range(10):
            while True:
                save = Save("m1", (DecisionTaken(),), store.version("m1"), NUMBERING)
                try:
                    store.append([save, Save(f"own-{number}", (said("x"),), n)], command_id=f"{number}-{n}")
                except ConcurrencyError:
                    conflicts += 1
                else:
                    break
            assert len(store.read(f"own-{number}")) == n + 1
        return conflicts

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert store.version("m1") == 80
    check_whole(store)


def test_threads_share_evidence(path, store):
    store.append([Save("m1", (said("x"),) * 50)], command_id="c1")
    with Store.open(path, read_only=True) as evidence, ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: len(evidence.read("m1")), range(40))) == {50}


# Forks


def fork(work) -> int:
    """A forked child that does this, by its process id."""
    child = os.fork()
    if not child:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return child


def exit_code(child) -> int:
    """What the child ends with."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_parent_and_child_both_go_on_after_a_fork(path, store):
    """The child writes after the parent let go of the book: the moment in which a shared connection loses data."""
    store.append([Save("m1", (said("before"),))], command_id="c0")
    ready, go = os.pipe()

    def work():
        store.append([Save("m1", (said("child"),))], command_id="c1")
        os.read(ready, 1)
        store.append([Save("m1", (said("child again"),))], command_id="c2")
        store.close()

    child = fork(work)
    store.append([Save("m1", (said("parent"),))], command_id="c3")
    store.close()
    os.write(go, b"x")
    assert exit_code(child) == 0
    os.close(ready)
    os.close(go)
    with Store.open(path) as again:
        assert {one.event.text[0] for one in again.read("m1")} == {"before", "child", "parent", "child again"}
        check_whole(again)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_fork_carries_no_connection_over(path, store):
    store.head()
    with Store.open(path, read_only=True) as evidence:
        evidence.head()

        def work():
            assert store._recorder._connections._recorder is None
            assert evidence._recorder._connections._connection is None
            assert store.head() == evidence.head()

        assert exit_code(fork(work)) == 0
        assert store.head() == evidence.head()


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_fork_waits_for_a_thread_that_writes(store):
    """What that thread writes is whole, and the child can write too."""
    begun, write_on = threading.Event(), threading.Event()

    def slow():
        with store._recorder.writing() as transaction:
            begun.set()
            write_on.wait()
            assert transaction.head.size == 1

    writer = threading.Thread(target=slow)
    writer.start()
    begun.wait()
    threading.Timer(0.05, write_on.set).start()
    assert exit_code(fork(lambda: store.append([Save("m1", (said("x"),))], command_id="c1"))) == 0
    writer.join()
    assert store.version("m1") == 1


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("read_only", [False, True])
def test_a_fork_that_cannot_wait_leaves_the_connections_of_the_parent_alone(path, monkeypatch, read_only):
    """The child forgets them without closing them, and makes its own."""
    monkeypatch.setattr(forks, "_PATIENCE", 0.01)
    Store.open(path).close()
    with Store.open(path, read_only=read_only) as shared:
        begun, go_on = threading.Event(), threading.Event()

        def slow(cursor):
            begun.set()
            go_on.wait()
            return cursor.execute("SELECT 1") and None

        reader = threading.Thread(target=lambda: shared._recorder._connections.read(slow))
        reader.start()
        begun.wait()

        def work():
            assert shared.head().size == 1
            gc.collect()

        assert exit_code(fork(work)) == 0
        go_on.set()
        reader.join()
        assert shared.head().size == 1


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_fork_that_nobody_announced_is_noticed(store, monkeypatch):
    """Some servers fork in C, where Python cannot close anything beforehand."""
    monkeypatch.setattr(forks, "_before", lambda: None)
    store.head()
    gate = store._recorder._connections._gate
    monkeypatch.setattr(gate, "_pid", -1)
    mine = store._recorder._connections._recorder
    store.append([Save("m1", (said("x"),))], command_id="c1")
    assert store._recorder._connections._recorder is not mine
    assert not mine.datastore.pool.closed


def test_evidence_notices_a_fork_that_nobody_announced(path, monkeypatch):
    Store.open(path).close()
    with Store.open(path, read_only=True) as evidence:
        held = evidence._recorder._connections
        mine = held._connection
        monkeypatch.setattr(held._gate, "_pid", -1)
        assert evidence.head().size == 1
        assert held._connection is not mine
        mine.execute("SELECT 1")
        mine.close()


def test_a_gate_lets_nobody_in_until_it_opens(store):
    gate = store._recorder._connections._gate
    sizes = []
    gate.shut()
    reader = threading.Thread(target=lambda: sizes.append(store.head().size))
    reader.start()
    assert sizes == []
    gate.open()
    reader.join()
    assert sizes == [1]


def test_a_child_in_whose_parent_a_thread_was_at_work_forgets_what_it_held(store):
    """As the child of such a fork does; tried here without forking."""
    held = store._recorder._connections
    store.head()
    mine = held._recorder
    with held._gate.passage():
        held._gate.shut()
        held._gate.open_in_child()
        assert held._recorder is None
    assert not mine.datastore.pool.closed
    assert store.head().size == 1


# Evidence


def test_reading_evidence_writes_no_byte(path):
    with Store.open(path) as store:
        store.append([Save("m1", (said("x"),) * 3)], command_id="c1")
    before = snapshot(path.parent)
    with Store.open(path, read_only=True) as evidence:
        assert len(evidence.read("m1")) == len(evidence.structure("m1")) == 3
        assert len(list(evidence.log())) == 4
        assert evidence.command("c1") is not None
        assert snapshot(path.parent) == before
    assert snapshot(path.parent) == before


def killed_writer(path) -> None:
    forker = python(APPENDING, path, stdin=subprocess.PIPE)
    child = begin(forker)
    forker.stdout.readline()
    os.kill(child, signal.SIGKILL)
    forker.communicate()


@pytest.mark.parametrize("index", [True, False])
def test_evidence_of_a_crash_is_read_without_writing_a_byte(path, index):
    """The log that a killed process left is read too, with or without the index that SQLite keeps beside it."""
    killed_writer(path)
    if not index:
        path.with_name("minutes.db-shm").unlink()
    before = snapshot(path.parent)
    assert "minutes.db-wal" in before
    with Store.open(path, read_only=True) as evidence:
        assert evidence.version("m1") >= 3
        check_whole(evidence)
        assert snapshot(path.parent) == before
    assert snapshot(path.parent) == before


def test_a_copy_of_evidence_follows_the_original(path):
    """A crash without index is read from a copy; when the book is opened again and closed, the copy is left."""
    killed_writer(path)
    path.with_name("minutes.db-shm").unlink()
    with Store.open(path, read_only=True) as evidence:
        size = evidence.head().size
        with Store.open(path) as store:
            store.append([Save("m9", (said("x"),))], command_id="c")
            assert evidence.head().size == size + 1
        assert evidence.head().size == size + 1
        assert evidence._recorder._connections._copy is None


def test_evidence_shows_what_is_written_meanwhile(path, store):
    with Store.open(path, read_only=True) as evidence:
        for n in range(1, 4):
            store.append([Save("m1", (said("x"),))], command_id=f"c{n}")
            assert evidence.version("m1") == n
        store.close()
        assert evidence.version("m1") == 3
    with Store.open(path, read_only=True) as evidence:
        assert evidence.version("m1") == 3
        with Store.open(path) as again:
            again.append([Save("m1", (said("x"),))], command_id="c9")
            assert evidence.version("m1") == 4
        assert evidence.version("m1") == 4


def test_evidence_that_changes_while_it_is_read_is_read_again(path):
    with Store.open(path) as store:
        store.append([Save("m1", (said("x"),))], command_id="c1")
    with Store.open(path, read_only=True) as evidence:
        reads = []

        def work(cursor):
            reads.append(cursor.execute("SELECT size FROM head").fetchone()[0])
            if len(reads) == 1:
                with Store.open(path) as store:
                    store.append([Save("m1", (said("x"),))], command_id="c2")
            if len(reads) == 2:
                os.utime(path)
                raise sqlite3.DatabaseError("torn")
            return reads[-1]

        assert evidence._recorder._connections.read(work) == 3
        assert reads == [2, 3, 3]


def test_evidence_that_never_stands_still_is_told_as_busy(path, monkeypatch):
    Store.open(path).close()
    monkeypatch.setattr(evidence_module, "_TRIES", 3)
    with Store.open(path, read_only=True) as evidence, pytest.raises(BookBusyError, match="changes faster"):
        evidence._recorder._connections.read(lambda _: os.utime(path, ns=(0, path.stat().st_mtime_ns + 1)))


def test_evidence_that_vanishes_is_told(path):
    Store.open(path).close()
    with Store.open(path, read_only=True) as evidence:
        shutil.move(path, path.with_name("elsewhere.db"))
        with pytest.raises(NotABookError, match="no such file"):
            evidence.head()


def test_evidence_has_no_way_to_write(path):
    Store.open(path).close()
    with (
        Store.open(path, read_only=True) as evidence,
        pytest.raises(ReadOnlyBookError),
        evidence._recorder.writing(),
    ):
        pass


def test_two_openings_in_one_process_lose_nothing_when_another_process_comes_and_goes(path):
    """Opening a book again must not take the locks of the first opening: the other process would remove its log."""
    with Store.open(path) as first, Store.open(path):
        first.append([Save("m1", (said("eerst"),))], command_id="c1")
        other = python(
            """
            import sys
            from alliance_minutes.events import ItemDiscussed
            from alliance_minutes.store import Save, Store
            with Store.open(sys.argv[1]) as store:
                store.append([Save("m1", (ItemDiscussed(text=("tussendoor",)),))], command_id="c2")
            """,
            path,
        )
        other.communicate()
        first.append([Save("m1", (said("daarna"),))], command_id="c3")
        reader = python(
            """
            import sys
            from alliance_minutes.store import Store
            with Store.open(sys.argv[1], read_only=True) as store:
                print([one.event.text for one in store.read("m1")])
            """,
            path,
        )
        assert reader.communicate()[0] == "[('eerst',), ('tussendoor',), ('daarna',)]\n"


def test_a_log_whose_writer_died_after_its_header_hides_nothing(path):
    """Of such a log SQLite says "locking protocol" after ten seconds, though the file beside it is complete."""
    with Store.open(path) as store:
        store.append([Save("m1", (said("een"),))], command_id="c1")
        header = path.with_name("minutes.db-wal").read_bytes()[:32]
        store._recorder._connections.alone(
            lambda connection, _: connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall(), 1
        )
        index = path.with_name("minutes.db-shm").read_bytes()
    path.with_name("minutes.db-wal").write_bytes(header)
    path.with_name("minutes.db-shm").write_bytes(index)
    before = snapshot(path.parent)
    with Store.open(path, read_only=True) as store:
        assert [one.event.text for one in store.read("m1")] == [("een",)]
    assert snapshot(path.parent) == before
