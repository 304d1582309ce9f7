"""An export holds a book whole, and a book that is made of it is the same."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import subprocess
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.audit.moving import erase, export_of, founded, keep, make, names, rows, said
from tests.integration.test_properties import _recorded
from tests.notation.meetings import streams

from alliance_minutes import (
    BookBusyError,
    DamagedBookError,
    InvalidValueError,
    MinuteBook,
    NewerBookError,
    PartialDate,
)
from alliance_minutes import events as e
from alliance_minutes.audit import audit, check_export, import_book
from alliance_minutes.errors import InvalidExportError, StoreError, UnknownMeetingError
from alliance_minutes.ledger import Frontier
from alliance_minutes.store import Save
from alliance_minutes.values import BOOK_STREAM


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A small book with something of everything."""
    path = tmp_path_factory.mktemp("source") / "minutes.db"
    make(path)
    return path


@pytest.fixture(scope="module")
def exported(source):
    """Its export."""
    return export_of(source)


def test_a_book_made_of_an_export_has_the_same_rows_in_every_table(source, exported, tmp_path):
    done = import_book(io.BytesIO(exported), tmp_path / "new.db")
    assert rows(tmp_path / "new.db") == rows(source)
    with MinuteBook.open(source, read_only=True) as book:
        head = book.store.head()
    assert (done.size, done.root, done.entries) == (head.size, head.root, head.size)
    assert (done.checkpoints, done.files) == (3, 1)
    assert done.missing


def test_an_imported_book_goes_on_where_the_other_one_was(exported, tmp_path):
    """Numbers, versions and times go on; and it reads the same."""
    import_book(io.BytesIO(exported), tmp_path / "new.db")
    with MinuteBook.open(tmp_path / "new.db") as book:
        board = book.meeting("Board/2025-06-30")
        assert book.minutes(board.id).decisions[0][1].number == "D-2025-002"
        assert board.decide("Once more.").number == "D-2025-003"
        assert book.render(board.id, "text").content


def test_an_audit_finds_nothing_wrong_with_an_imported_book(exported, tmp_path):
    """Checkpoints that were kept are reproduced, and erasures explained."""
    import_book(io.BytesIO(exported), tmp_path / "new.db")
    report = audit(tmp_path / "new.db")
    assert report.findings == ()
    assert report.kept == 3


def test_the_export_of_an_imported_book_has_the_same_bytes(exported, tmp_path):
    import_book(io.BytesIO(exported), tmp_path / "new.db")
    assert export_of(tmp_path / "new.db") == exported


def test_entries_stand_on_lines_of_their_own_as_their_exact_bytes(source, exported):
    """Whoever has grep and SHA-256 gets the leaves and the root."""
    entries = re.findall(rb'^\{"_sd":.*$', exported, re.MULTILINE)
    assert sorted(entries) == sorted(state for *_, state in rows(source)["stored_events"])
    tree = Frontier()
    for leaf in re.findall(rb'"leaf":"([0-9a-f]{64})"', exported):
        tree.append(bytes.fromhex(leaf.decode()))
    assert json.loads(exported.splitlines()[0])["root"] == tree.root().hex()


def test_grep_and_jq_take_an_entry_out_as_it_is(exported, tmp_path):
    """As the reference tells auditors to."""
    (tmp_path / "book.jsonl").write_bytes(exported)
    line = subprocess.run(
        ["grep", "-m1", '^{"_sd":', "book.jsonl"], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    assert line.rstrip(b"\n") == exported.splitlines()[1]


def test_a_part_of_a_book_cannot_be_imported_and_says_who_checks_it(source, tmp_path):
    for choices in ({"edition": "public"}, {"meeting": "Board/2025-06-30"}):
        with pytest.raises(InvalidExportError, match=r"'alliance-minutes verify part\.jsonl'") as told:
            import_book(io.BytesIO(export_of(source, **choices)), tmp_path / "new.db", name="part.jsonl")
        assert told.value.line == 1
    assert names(tmp_path) == []


def test_the_export_of_a_meeting_holds_it_and_what_it_rests_on_each_with_its_proof(source, tmp_path):
    export = export_of(source, "Club/XXXX-07-01")
    (tmp_path / "club.jsonl").write_bytes(export)
    done = check_export(tmp_path / "club.jsonl")
    with MinuteBook.open(source, read_only=True) as book:
        assert (done.size, done.root) == (book.store.head().size, book.store.head().root)
        assert done.meeting == book.find("Club/XXXX-07-01")
    streams_in = {json.loads(line)["stream"] for line in export.splitlines() if line.startswith(b'{"_sd"')}
    assert streams_in == {"book", "parties", done.meeting}
    assert b"Ann Teller".hex() not in export.decode()
    assert done.checkpoints == 1
    assert b"Roof" not in export


def test_what_is_recorded_while_it_is_exported_is_not_in_it(source, tmp_path):
    """One size is fixed at the start."""
    path = tmp_path / "minutes.db"
    import_book(io.BytesIO(export_of(source)), path)
    alone = export_of(path)

    class Writing(io.BytesIO):
        def write(self, line):
            if not self.tell():
                with MinuteBook.open(path) as other:
                    other.meeting("Club/XXXX-07-01").discuss("Intussen.")
            return super().write(line)

    stream = Writing()
    with MinuteBook.open(path, read_only=True) as book:
        book.trail.export(stream)
    assert stream.getvalue() == alone


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_an_export_during_which_words_were_erased_is_no_export(source, tmp_path, edition):
    """What was written may hold them: the file is not there, and a stream has no last line."""
    path, target = tmp_path / "minutes.db", tmp_path / "book.jsonl"
    import_book(io.BytesIO(export_of(source)), path)

    def erasing(done, total):
        with MinuteBook.open(path) as other:
            event = e.PersonalDataErased(digests=("x",), basis="y")
            other.store.append([Save(BOOK_STREAM, (event,))], command_id=f"{done} {total}")

    with MinuteBook.open(path, read_only=True) as book, pytest.raises(BookBusyError, match="export it again"):
        book.trail.export(target, edition=edition, progress=erasing)
    assert names(tmp_path) == ["minutes.db"]


def test_a_file_is_replaced_whole_and_a_database_never(source, tmp_path):
    target = tmp_path / "book.jsonl"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    with MinuteBook.open(source, read_only=True) as book:
        book.trail.export(target)
        before = source.read_bytes()
        with pytest.raises(StoreError, match="a database"):
            book.trail.export(source)
        with pytest.raises(InvalidValueError, match="edition"):
            book.trail.export(target, edition="secret")
        with pytest.raises(UnknownMeetingError):
            book.trail.export(target, "Nobody/2025")
    assert target.stat().st_mode & 0o777 == 0o640
    assert check_export(target).entries
    assert source.read_bytes() == before
    assert names(tmp_path) == ["book.jsonl"]


def test_a_book_that_exists_is_never_imported_over(exported, tmp_path):
    (tmp_path / "new.db").write_bytes(b"mine")
    with pytest.raises(StoreError, match="there is a file of this name already"):
        import_book(io.BytesIO(exported), tmp_path / "new.db")
    assert (tmp_path / "new.db").read_bytes() == b"mine"
    with pytest.raises(StoreError):
        import_book(io.BytesIO(exported), tmp_path / "missing" / "new.db")


def test_of_two_that_make_a_book_at_once_one_stays(exported, tmp_path):
    """The other is told, and takes nothing away."""

    class Slow(io.BytesIO):
        def readline(self, size=-1, /):
            line = super().readline(size)
            if not self.tell() < len(exported) and not (tmp_path / "new.db").exists():
                import_book(io.BytesIO(exported), tmp_path / "new.db")
            return line

    with pytest.raises(StoreError, match="already"):
        import_book(Slow(exported), tmp_path / "new.db")
    assert names(tmp_path) == ["new.db"]


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE vault SET disclosures = CAST(replace(CAST(disclosures AS TEXT), 'paid', 'PAID') AS BLOB)",
        "DELETE FROM vault WHERE position = 4",
        "UPDATE stored_events SET topic = 'meeting-closed.v1' WHERE topic = 'decision-taken.v1'",
        "UPDATE stored_events SET state = CAST(replace(CAST(state AS TEXT), 'D-2025-001', 'D-2025-009') AS BLOB)",
        "UPDATE ledger SET position = 100 WHERE position = 5",
        "UPDATE checkpoint SET note = x'ff' WHERE size = 1",
        "UPDATE kept SET content = 'text'",
    ],
)
def test_a_damaged_book_is_not_exported(source, tmp_path, spoil):
    """Rather than in a file that nobody can import."""
    path = tmp_path / "minutes.db"
    import_book(io.BytesIO(export_of(source)), path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute(spoil).rowcount
    with pytest.raises(DamagedBookError, match=r"audit|good copy"):
        export_of(path)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_book_comes_back_as_it_was(data, tmp_path_factory):
    """With meetings of any events, corrections, erasures and checkpoints."""
    folder = tmp_path_factory.mktemp("any")
    with founded(folder / "minutes.db") as book:
        for _ in range(data.draw(st.integers(1, 2))):
            stream, done = _recorded(book, data.draw(streams()))
            if data.draw(st.booleans()):
                erase(folder / "minutes.db", book, stream, data.draw(st.integers(1, done)))
            if data.draw(st.booleans()):
                keep(folder / "minutes.db", book)
        public = io.BytesIO()
        book.trail.export(public, edition="public")
        book.trail.export(folder / "one.jsonl", stream)
    (folder / "public.jsonl").write_bytes(public.getvalue())
    assert check_export(folder / "public.jsonl").edition == "public"
    assert check_export(folder / "one.jsonl").meeting == stream
    import_book(io.BytesIO(export_of(folder / "minutes.db")), folder / "new.db")
    assert rows(folder / "new.db") == rows(folder / "minutes.db")


def test_somebody_new_may_be_met_while_the_public_edition_is_exported(source, tmp_path):
    """Only what makes less open stands in the way of it."""
    path = tmp_path / "minutes.db"
    import_book(io.BytesIO(export_of(source)), path)
    public = export_of(path, edition="public")

    def meeting(done, total):
        with MinuteBook.open(path) as other:
            other.party(f"Somebody New {done} of {total}")

    stream = io.BytesIO()
    with MinuteBook.open(path, read_only=True) as book:
        book.trail.export(stream, edition="public", progress=meeting)
    assert stream.getvalue() == public

    def hiding(done, total):
        with MinuteBook.open(path) as other:
            other.party(f"Somebody New {done} of {total}", public=False)

    with MinuteBook.open(path, read_only=True) as book, pytest.raises(BookBusyError):
        book.trail.export(stream, edition="public", progress=hiding)


def test_a_meeting_of_another_date_than_was_thought_numbers_in_the_other_year(tmp_path, monkeypatch):
    """From the next command on; so do the copy and the audit, also of a meeting that the audit had forgotten."""
    with founded(tmp_path / "minutes.db") as book:
        meeting = book.convene("Board", "2025-06-30", language="en")
        meeting.decide("One.")
        body = book.minutes(meeting.id).body
        instead = e.MeetingConvened(body=body, held_on=PartialDate.parse("2024-06-30"), language="en")
        with meeting.batch():
            meeting.record(e.EntryCorrected(target=1, instead=instead))
            meeting.decide("Two.")
        book.convene("Club", "2025-06-30")
        assert meeting.decide("Three.").number == "D-2024-001"
    assert [row[3] for row in rows(tmp_path / "minutes.db")["series"]] == [2, 3]
    import_book(io.BytesIO(export_of(tmp_path / "minutes.db")), tmp_path / "new.db")
    assert rows(tmp_path / "new.db") == rows(tmp_path / "minutes.db")
    for remembered in (4096, 1):
        monkeypatch.setattr("alliance_minutes.audit.checks.streams._KEPT", remembered)
        assert audit(tmp_path / "minutes.db").findings == ()


def test_a_book_in_which_nothing_happened_yet_goes_out_and_in(tmp_path):
    """Its founding is an entry without words."""
    with founded(tmp_path / "minutes.db"):
        pass
    import_book(io.BytesIO(export_of(tmp_path / "minutes.db")), tmp_path / "new.db")
    assert rows(tmp_path / "new.db") == rows(tmp_path / "minutes.db")
    assert said(export_of(tmp_path / "new.db", edition="public")).count("book-founded") == 1


def test_the_export_of_a_meeting_tells_of_what_was_erased_of_its_body_and_of_an_erasure(source, tmp_path):
    """These stand among the entries of the book itself; an erasure of which words were erased needs another one."""
    path = tmp_path / "minutes.db"
    import_book(io.BytesIO(export_of(source)), path)
    with MinuteBook.open(path) as book:
        for type_ in (e.BodyDescribed, e.PersonalDataErased):
            for entry in tuple(book.store.read(BOOK_STREAM)):
                if isinstance(entry.event, type_):
                    erase(path, book, BOOK_STREAM, entry.version)
    for meeting in (None, "Board/2025-06-30", "Club/XXXX-07-01"):
        (tmp_path / "part.jsonl").write_bytes(export_of(path, meeting))
        assert check_export(tmp_path / "part.jsonl").missing


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_a_book_that_lost_the_marks_of_an_erasure_is_not_exported(source, tmp_path, edition):
    """Its audit finds them missing; what is exported of it could not be told from an export that somebody edited."""
    import_book(io.BytesIO(export_of(source)), tmp_path / "minutes.db")
    with closing(sqlite3.connect(tmp_path / "minutes.db", isolation_level=None)) as connection:
        bare = "UPDATE vault SET disclosures = x'' WHERE CAST(disclosures AS TEXT) LIKE '{%'"
        assert connection.execute(bare).rowcount == 1
    assert "disclosure.missing" in {one.kind for one in audit(tmp_path / "minutes.db").findings}
    with pytest.raises(DamagedBookError, match="no mark says that it was erased"):
        export_of(tmp_path / "minutes.db", edition=edition)


def test_a_book_that_lost_a_rendition_is_not_exported(source, tmp_path):
    """Unless its digest was erased: no book could be made of the export."""
    path = tmp_path / "minutes.db"
    import_book(io.BytesIO(export_of(source)), path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM kept")
    with pytest.raises(DamagedBookError, match="its rendition is gone"):
        export_of(path)
    with MinuteBook.open(path) as book:
        (kept,) = [kept for meeting in book.meetings() for kept in book.trail.renditions(meeting.id)]
        erase(path, book, kept.meeting, kept.version, "digest")
    content = export_of(path)
    import_book(io.BytesIO(content), tmp_path / "new.db")
    assert audit(tmp_path / "new.db").findings == ()


def test_a_book_of_a_newer_version_is_not_called_damaged(source, tmp_path):
    import_book(io.BytesIO(export_of(source)), tmp_path / "minutes.db")
    with closing(sqlite3.connect(tmp_path / "minutes.db", isolation_level=None)) as connection:
        change = (
            "UPDATE stored_events SET topic = 'meeting-dreamt.v1', state ="
            " CAST(replace(CAST(state AS TEXT), 'meeting-closed.v1', 'meeting-dreamt.v1') AS BLOB)"
            " WHERE topic = 'meeting-closed.v1'"
        )
        assert connection.execute(change).rowcount == 1
    with pytest.raises(NewerBookError, match="use a newer alliance-minutes"):
        export_of(tmp_path / "minutes.db")


def test_the_export_of_a_meeting_tells_of_the_erasures_that_concern_it(source, tmp_path):
    """Also of those in the entries of its parties; a disclosure that was only left out is found missing."""
    path = tmp_path / "minutes.db"
    import_book(io.BytesIO(export_of(source)), path)
    with MinuteBook.open(path) as book:
        ann = book.party("Ann Teller")
        for entry in book.store.read("parties"):
            if getattr(entry.event, "party", None) == ann:
                erase(path, book, "parties", entry.version, "name")
    export = export_of(path, "Club/XXXX-07-01")
    (tmp_path / "club.jsonl").write_bytes(export)
    assert check_export(tmp_path / "club.jsonl").missing
    assert export.count(b'"type":"personal-data-erased.v1"') == 1
    lines = export_of(path, "Board/2025-06-30").splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if b'"type":"decision-taken.v1"' in line) + 1
    facts = json.loads(lines[at])
    del facts["disclosures"][0]
    lines[at] = json.dumps(facts, separators=(",", ":"), sort_keys=True).encode() + b"\n"
    (tmp_path / "board.jsonl").write_bytes(b"".join(lines))
    with pytest.raises(InvalidExportError, match="no mark says that it was erased") as told:
        check_export(tmp_path / "board.jsonl")
    assert told.value.line == at + 1


@pytest.mark.parametrize("choices", [{}, {"edition": "public"}, {"meeting": "Board/2026-03-05"}])
def test_a_book_to_which_a_backup_brought_back_what_was_erased_is_not_exported(tmp_path, choices):
    """The audit finds it; no export may carry it on."""
    path = tmp_path / "minutes.db"
    with MinuteBook.open(path) as book:
        meeting = book.convene("Board", "2026-03-05", language="en")
        said = meeting.discuss("Zebrafish.")
        with closing(sqlite3.connect(path)) as backup:
            (before,) = backup.execute(
                "SELECT disclosures FROM vault ORDER BY position DESC LIMIT 1"
            ).fetchone()
        book.trail.erase(book.trail.plan_entry(meeting.id, said.version), basis="GDPR")
    with closing(sqlite3.connect(path)) as brought_back:
        at = "(SELECT max(position) - 1 FROM vault)"
        brought_back.execute(f"UPDATE vault SET disclosures = ? WHERE position = {at}", (before,))
        brought_back.commit()
    with (
        MinuteBook.open(path, read_only=True) as book,
        pytest.raises(DamagedBookError, match="is there again"),
    ):
        book.trail.export(tmp_path / "out.jsonl", **choices)
    assert not (tmp_path / "out.jsonl").exists()
