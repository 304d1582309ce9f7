"""What an audit looks at beside tampering: nothing is written, memory stays flat, what comes from outside."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tracemalloc

import pytest
from tests.audit import test_tampering as catalogue
from tests.audit.sound import PAPER, START, connected, make

from alliance_minutes import MinuteBook
from alliance_minutes.audit import KINDS, audit, import_book
from alliance_minutes.audit.checks import auditing
from alliance_minutes.audit.checks.report import MOST
from alliance_minutes.errors import DamagedBookError, NotABookError, NoteError
from alliance_minutes.events import (
    DocumentAttached,
    EntryCorrected,
    EntryWithdrawn,
    ItemDiscussed,
    PersonalDataErased,
)
from alliance_minutes.ledger.checkpoints import Checkpoint
from alliance_minutes.ledger.notes import Note, VerifierKey
from alliance_minutes.store import Save, Store
from alliance_minutes.store.entries import digest, mark_of
from alliance_minutes.store.recorders import inspecting
from alliance_minutes.values import BOOK_STREAM, NumberPatterns


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    return folder, make(folder / "minutes.db", folder)


@pytest.fixture
def copy(sound, tmp_path):
    return shutil.copyfile(sound[0] / "minutes.db", tmp_path / "minutes.db")


def kinds(path, **settings) -> set[str]:
    return {finding.kind for finding in audit(path, **settings).findings}


# -- the list of kinds -----------------------------------------------------------------------------------------------

TRIED_HERE = {
    "checkpoint.signature",
    "document.changed",
    "document.missing",
    "file.damaged",
}


def test_every_kind_is_found_by_a_test():
    """In the catalogue, or here."""
    found = [*catalogue.FOUND.values(), *(kinds for _, kinds in catalogue.NAMED.values())]
    found += [kinds or set() for rows in catalogue.ROWS_OF.values() for kinds in rows]
    assert set().union(*found) | TRIED_HERE == set(KINDS)


def test_every_kind_in_the_code_is_in_the_list(root):
    families = "|".join(sorted({kind.partition(".")[0] for kind in KINDS}))
    named = {
        kind
        for name in ("auditing", "derived", "disclosing", "entry_checks", "erasures", "matching", "vouching")
        for kind in re.findall(
            rf'"((?:{families})\.[a-z]+)"',
            (root / f"src/alliance_minutes/audit/checks/{name}.py").read_text("utf-8"),
        )
    }
    made = {f"{table}.differs" for table in ("command", "number", "meeting")}
    assert named | made == set(KINDS)


def test_every_kind_is_explained_in_the_reference(root):
    told = (root / "docs/reference/audit.md").read_text("utf-8")
    assert dict(re.findall(r"^\| `([a-z]+\.[a-z]+)` \| (.+) \|$", told, re.MULTILINE)) == KINDS


def test_a_finding_of_no_kind_cannot_be_made():
    with pytest.raises(KeyError):
        auditing.Findings().add("attic.dusty", "…")


# -- nothing is written ----------------------------------------------------------------------------------------------


def snapshot(folder) -> dict:
    return {
        path.name: (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
            path.stat().st_size,
        )
        for path in folder.iterdir()
    }


def test_an_audit_writes_no_byte_and_makes_no_file(copy):
    before = snapshot(copy.parent)
    copy.parent.chmod(0o500)
    try:
        assert audit(copy).ok
    finally:
        copy.parent.chmod(0o700)
    assert snapshot(copy.parent) == before


def test_an_audit_beside_a_writer_reads_what_is_committed_and_leaves_its_log_alone(copy):
    with MinuteBook.open(copy) as book:
        book.meeting(book.meetings()[0].id).discuss("One more thing.")
        before = snapshot(copy.parent)
        assert before.keys() == {"minutes.db", "minutes.db-wal", "minutes.db-shm"}
        report = audit(copy)
        assert (report.ok, report.entries) == (True, 28)
        assert snapshot(copy.parent)["minutes.db-wal"] == before["minutes.db-wal"]
        assert snapshot(copy.parent)["minutes.db"] == before["minutes.db"]


def test_an_open_book_audits_itself(sound, copy):
    with MinuteBook.open(copy, read_only=True) as book:
        assert book.trail.audit(checkpoints=sound[1], documents=sound[0]) == audit(
            copy, checkpoints=sound[1], documents=sound[0]
        )


def test_an_audit_reads_a_log_without_its_index_elsewhere(copy, tmp_path):
    """As a backup may have it."""
    with MinuteBook.open(copy) as book:
        book.meeting(book.meetings()[0].id).discuss("One more thing.")
        saved = tmp_path / "saved"
        saved.mkdir()
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{copy}{suffix}", saved / f"minutes.db{suffix}")
    before = snapshot(saved)
    report = audit(saved / "minutes.db")
    assert (report.ok, report.entries) == (True, 28)
    assert snapshot(saved) == before


def test_a_book_that_changes_while_it_is_audited_is_audited_again(copy, monkeypatch):
    """From the start, so that what is told is of one moment."""
    monkeypatch.setattr(auditing, "_STEP", 1)
    seen = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        if len(seen) == 5:
            with MinuteBook.open(copy) as book:
                book.meeting(book.meetings()[0].id).discuss("One more thing.")

    report = audit(copy, progress=progress)
    assert (report.ok, report.entries) == (True, 28)
    assert seen[-1] == (28, 28)
    assert [done for done, _ in seen].count(1) == 2


# -- memory ----------------------------------------------------------------------------------------------------------


def grown(path, entries: int):
    """A book with so many entries in commands of a hundred, each meeting of two hundred."""
    with Store.open(path, now=lambda: START) as store:
        for command in range(entries // 100):
            said = tuple(
                ItemDiscussed(text=(f"{command}.{number} " + "words " * 40,)) for number in range(100)
            )
            store.append([Save(f"m{command // 2}", said)], command_id=f"c{command}")
    return path


def peak(path) -> int:
    """The most memory that an audit took, in bytes."""
    audit(path)  # what is made once for all
    tracemalloc.start()
    try:
        assert audit(path).ok
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_book(tmp_path, monkeypatch):
    """Streams that are not remembered are looked up: here eight of them are."""
    monkeypatch.setattr("alliance_minutes.audit.checks.streams._KEPT", 8)
    small, large = grown(tmp_path / "small.db", 1_000), grown(tmp_path / "large.db", 6_000)
    assert peak(large) < peak(small) + 100_000


def test_streams_that_are_forgotten_meanwhile_are_looked_up(tmp_path, monkeypatch):
    """Two meetings are written by turns, and only one stream is remembered."""
    path = tmp_path / "minutes.db"
    with MinuteBook.open(path) as book:
        one, other = (book.convene("Board", f"202{year}-06-30") for year in (4, 5))
        for _ in range(3):
            one.decide("Akkoord.")
            other.decide("Akkoord.")
    monkeypatch.setattr("alliance_minutes.audit.checks.streams._KEPT", 1)
    assert audit(path).findings == ()
    with connected(path) as connection:
        connection.execute("UPDATE series SET next = 3 WHERE year = '2025'")
    assert kinds(path) == {"series.differs"}


def test_so_many_findings_are_listed_and_the_others_are_counted(tmp_path):
    path = grown(tmp_path / "minutes.db", 1_500)
    with connected(path) as connection:
        connection.execute("UPDATE ledger SET leaf = x'00'")
    report = audit(path)
    assert len(report.findings) == MOST
    assert report.omitted == 501
    assert report.as_json()["omitted"] == 501


# -- checkpoints from outside ----------------------------------------------------------------------------------------


def test_checkpoints_may_be_given_as_files_bytes_or_ready(sound, copy, tmp_path):
    file = tmp_path / "july.checkpoint"
    file.write_bytes(sound[1][0])
    head = Checkpoint("club.example/minutes", 0, hashlib.sha256(b"").digest())
    assert audit(copy, checkpoints=[file, str(file), sound[1][0], head]).given == 4


def test_a_checkpoint_that_is_none_is_told_at_once(copy, tmp_path):
    with pytest.raises(NoteError):
        audit(copy, checkpoints=[b"june\n"])
    with pytest.raises(FileNotFoundError):
        audit(copy, since=tmp_path / "none.checkpoint")


def test_since_a_checkpoint_old_entries_are_not_looked_at_for_their_form(copy):
    """That follows from their bytes, which are compared by the root; their words, columns and tables are looked at."""
    with connected(copy) as connection:
        place = catalogue.place_of(connection, "decision-taken.v1")
        catalogue._not_canonical(connection)
    report = audit(copy)
    assert {finding.kind for finding in report.findings} == {"entry.noncanonical"}
    since = Checkpoint("club.example/minutes", report.entries, report.root)
    assert audit(copy, since=since).ok
    assert not audit(copy, checkpoints=[since]).ok
    with connected(copy) as connection:
        catalogue.vault_edit(connection, place, lambda lines: lines.reverse())
    assert audit(copy, since=since).ok
    for way in ("a word in the vault changed", "a type renamed", "words marked as erased"):
        tampered = shutil.copyfile(copy, copy.with_name("tampered.db"))
        tamper, expected = catalogue.NAMED[way]
        with connected(tampered) as connection:
            tamper(connection)
        assert kinds(tampered, since=since) >= expected


def test_since_a_checkpoint_new_entries_are_looked_at_for_their_form(sound, copy):
    with connected(copy) as connection:
        state = "UPDATE stored_events SET state = CAST(CAST(state AS TEXT) || ' ' AS BLOB) WHERE topic = 'meeting-closed.v1'"
        connection.execute(state)
        catalogue.retreed(connection)
    assert kinds(copy, since=sound[1][1]) == {"entry.noncanonical"}


def test_a_given_checkpoint_must_be_signed_by_a_given_key(sound, copy):
    """One without a signature, and one whose signature is of another text."""
    pytest.importorskip("cryptography")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from alliance_minutes.ledger.notes import Signature

    private = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
    key = VerifierKey("club.example/minutes", 1, private.public_key().public_bytes_raw())
    note = Note.parse(sound[1][0], unsigned=True)
    signature = private.sign(note.text.encode())
    signed = note.with_signatures([Signature(key.name, key.id, signature)])
    assert audit(copy, checkpoints=[bytes(signed)], verifiers=[key]).ok
    assert kinds(copy, checkpoints=[sound[1][0]], verifiers=[key]) == {"checkpoint.signature"}
    false = note.with_signatures([Signature(key.name, key.id, signature[::-1])])
    assert kinds(copy, since=bytes(false), verifiers=[key]) == {"checkpoint.signature"}


def test_a_kept_checkpoint_may_bear_no_false_signature_of_a_given_key(copy):
    """Be it of other words, by another key of that name, or beside a true one; who signs nothing is no finding."""
    pytest.importorskip("cryptography")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from alliance_minutes.ledger.notes import Signature

    def keyed(seed: bytes, name: str = "club.example/minutes"):
        private = Ed25519PrivateKey.from_private_bytes(seed * 32)
        return private, VerifierKey(name, 1, private.public_key().public_bytes_raw())

    (private, key), (_, other), (stranger, strange) = (
        keyed(b"\7"),
        keyed(b"\1"),
        keyed(b"\2", "else.example/x"),
    )
    with connected(copy) as connection:
        ((size, content),) = connection.execute("SELECT size, note FROM checkpoint ORDER BY size LIMIT 1")

        def kept_with(*signatures: Signature, **settings) -> list[tuple[str, str | None]]:
            note = bytes(Note.parse(content, unsigned=True).with_signatures(signatures))
            connection.execute("UPDATE checkpoint SET note = ? WHERE size = ?", (note, size))
            report = audit(copy, **settings)
            assert report.kept == 2
            return [(finding.kind, finding.table) for finding in report.findings]

        true = Signature(key.name, key.id, private.sign(content))
        false = Signature(key.name, key.id, private.sign(content + b"x"))
        borrowed = Signature(key.name, key.id, stranger.sign(content))
        unknown = Signature(strange.name, strange.id, stranger.sign(content + b"x"))
        found = [("checkpoint.signature", "checkpoint")]
        assert kept_with(true, verifiers=[key]) == kept_with(verifiers=[key]) == []
        assert kept_with(false) == kept_with(unknown, verifiers=[key]) == []
        assert kept_with(false, verifiers=[key]) == kept_with(true, false, verifiers=[key]) == found
        assert kept_with(true, verifiers=[other]) == kept_with(borrowed, verifiers=[key, strange]) == found
        assert kept_with(true, verifiers=[other, key]) == []


# -- documents -------------------------------------------------------------------------------------------------------


def test_attached_files_are_compared(copy, tmp_path):
    folder = tmp_path / "papers"
    (folder / "2025").mkdir(parents=True)
    assert kinds(copy, documents=folder) == {"document.missing"}
    (folder / "offer.txt").write_bytes(b"another one of this name")
    assert kinds(copy, documents=folder) == {"document.changed"}
    (folder / "2025" / "offer.txt").write_bytes(PAPER)
    assert audit(copy, documents=folder).ok
    shutil.rmtree(folder / "2025")
    (folder / "offer.txt").unlink()
    (folder / "offer.txt").symlink_to(folder / "nowhere")
    (finding,) = audit(copy, documents=folder).findings
    assert (finding.kind, finding.source) == ("document.changed", "offer.txt")
    assert "cannot be read" in finding.message


def test_a_document_that_was_corrected_or_withdrawn_is_not_looked_for(sound, copy):
    attached = {"digest": f"sha256:{hashlib.sha256(PAPER).hexdigest()}", "name": "offer.txt"}
    with Store.open(copy) as store:
        stream, version = next(
            (one.stream, one.version) for one in store.log() if isinstance(one.event, DocumentAttached)
        )
        wrong = DocumentAttached(title="Plan", name="gone.txt", digest=attached["digest"])
        (entry,) = store.append([Save(stream, (wrong,))], command_id="c1")
        assert kinds(copy, documents=sound[0]) == {"document.missing"}
        better = EntryCorrected(target=entry.version, instead=DocumentAttached(title="Plan", **attached))
        store.append([Save(stream, (better,))], command_id="c2")
        assert audit(copy, documents=sound[0]).ok
        store.append([Save(stream, (EntryWithdrawn(target=version),))], command_id="c3")
        store.append([Save(stream, (EntryWithdrawn(target=entry.version),))], command_id="c4")
    assert audit(copy, documents=copy.parent).ok


def test_a_folder_of_documents_that_is_not_there_is_told(copy, tmp_path):
    with pytest.raises(FileNotFoundError):
        audit(copy, documents=tmp_path / "nowhere")
    with pytest.raises(NotADirectoryError):
        audit(copy, documents=copy)


# -- what cannot be looked at ----------------------------------------------------------------------------------------


def test_what_is_not_looked_at_is_told(copy):
    report = audit(copy)
    assert report.ok
    assert report.unchecked == ("1 × attached document; name its folder to have it looked at",)


def test_a_kept_rendition_whose_digest_was_erased_cannot_be_compared(copy):
    """And one that went with its digest is missed by nobody."""
    with Store.open(copy) as store, connected(copy) as connection:
        place = catalogue.place_of(connection, "minutes-signed.v1")
        ((vault,),) = connection.execute(
            "SELECT disclosures FROM vault WHERE position = ?", (place,)
        ).fetchall()
        lines = vault.split(b"\n")
        gone = next(line for line in lines if b'"digest"' in line)
        event = PersonalDataErased(digests=(digest(gone),), basis="GDPR art. 17")
        lines[lines.index(gone)] = mark_of(digest(gone), "digest")
        connection.execute("UPDATE vault SET disclosures = ? WHERE position = ?", (b"\n".join(lines), place))
        store.append([Save(BOOK_STREAM, (event,))], command_id="erased-too")
    report = audit(copy)
    assert report.findings == ()
    assert "1 × kept rendition whose digest was erased" in report.unchecked
    with connected(copy) as connection:
        connection.execute("DELETE FROM kept")
    report = audit(copy)
    assert report.findings == ()
    assert not any("rendition" in told for told in report.unchecked)


def test_an_erasure_that_is_pending_is_told(copy):
    """The rows are as they should be; bytes of the words may be left between them, where no audit of rows looks."""
    with connected(copy) as connection:
        connection.execute("PRAGMA user_version = 1")
    report = audit(copy)
    assert report.ok
    assert "1 × erasure that is not finished: its words may still be in the file" in report.unchecked


def test_an_erasure_that_left_the_words_is_found(copy):
    """As is one of a digest that no entry ever named."""
    with Store.open(copy) as store:
        position = next(one.position for one in store.log() if isinstance(one.event, ItemDiscussed))
        row = next(store.entries(position - 1, limit=1))
        left = digest(row[5].split(b"\n")[0])
        event = PersonalDataErased(digests=(left, "A" * 43), basis="GDPR art. 17")
        store.append([Save(BOOK_STREAM, (event,))], command_id="erased-too")
    assert [finding.kind for finding in audit(copy).findings] == ["erasure.unfinished"] * 2


def test_no_message_tells_the_words_of_the_book(copy):
    """A report may go to people who may not read them."""
    for way, (tamper, _) in catalogue.NAMED.items():
        tampered = shutil.copyfile(copy, copy.with_name("tampered.db"))
        with connected(tampered) as connection:
            tamper(connection)
        told = json.dumps(audit(tampered).as_json())
        assert not re.search("leaks|roof holds|12,500|insurance|Who pays|Teller|html|Never", told), way


# -- books that were made in other ways --------------------------------------------------------------------------------


def test_numbers_follow_from_settings_that_change_at_the_same_moment(tmp_path, monkeypatch):
    """Somebody else describes the body after the settings were read and before the lock was had."""
    path = tmp_path / "minutes.db"
    with MinuteBook.open(path) as book, MinuteBook.open(path) as other:
        meeting = book.convene("Board", "2025-06-30")
        meeting.decide("Akkoord.")
        append = book.store.append

        def late(*given, **named):
            monkeypatch.setattr(book.store, "append", append)
            other.describe_body("Board", patterns=NumberPatterns(decision="BB-{year}-{n}"))
            return append(*given, **named)

        monkeypatch.setattr(book.store, "append", late)
        assert meeting.decide("Akkoord.").number == "BB-2025-2"
    assert audit(path).findings == ()


def test_a_book_and_the_book_that_is_made_of_its_export_are_both_sound(copy, tmp_path):
    """With one root, and whatever an entry holds: corrections without a digest of their own, what was erased, what nests."""
    exported = tmp_path / "book.jsonl"
    with MinuteBook.open(copy, read_only=True) as book:
        book.trail.export(exported)
    import_book(exported, tmp_path / "again.db")
    one, other = audit(copy), audit(tmp_path / "again.db")
    assert (one.root, one.entries) == (other.root, other.entries)
    assert other.findings == ()


def test_given_and_drawn_numbers_lead_to_the_series_that_is_kept(tmp_path):
    """Whether a number is the next one, lies ahead, or is of a pattern that came later."""
    path = tmp_path / "minutes.db"
    with MinuteBook.open(path) as book:
        meeting = book.convene("Board", "2025-06-30")
        for number in ("B-2025-001", "B-2025-003", None, None, "BB-2025-6", "B-2025-005", "7"):
            meeting.decide("Akkoord.", number=number)
        book.describe_body("Board", patterns=NumberPatterns(decision="BB-{year}-{n}"))
        assert meeting.decide("Akkoord.").number == "BB-2025-7"
        book.convene("Board").decide("Akkoord.")
    assert audit(path).findings == ()


@pytest.mark.parametrize("since", [False, True])
def test_corrections_inside_each_other_without_end_are_found(copy, since):
    """Whether or not the forms of entries are looked at."""
    within: dict = {"type": "entry-corrected.v1", "target": 1, "_sd": []}
    for _ in range(240):
        within = {"type": "entry-corrected.v1", "target": 1, "_sd": [], "instead": within}
    with connected(copy) as connection:
        place = catalogue.place_of(connection, "entry-corrected.v1")
        catalogue.rewritten(connection, place, lambda entry: entry["event"].__setitem__("instead", within))
    report = audit(copy)
    ahead = Checkpoint("club.example/minutes", report.entries, report.root)
    assert "entry.shape" in kinds(copy, since=ahead if since else None)


# -- files that are no sound database ----------------------------------------------------------------------------------


def test_pages_that_contradict_each_other_are_found(copy):
    """An index that says something else than its table: each can be read, and nothing in the rows is wrong."""
    content = copy.read_bytes()
    with connected(copy) as connection:
        ((stream,),) = connection.execute("SELECT min(stream) FROM meeting")
        ((page,),) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_ledger_1'"
        )
        ((size,),) = connection.execute("PRAGMA page_size")
    place = content.index(stream.encode(), (page - 1) * size)
    wrong = bytearray(content)
    wrong[place] ^= 1
    copy.write_bytes(wrong)
    assert "file.damaged" in kinds(copy)


def test_a_file_that_ends_too_early_is_found_or_refused(copy):
    content = copy.read_bytes()
    copy.write_bytes(content[: len(content) // 2])
    assert kinds(copy) & {"file.damaged", "file.unreadable"}


def test_a_file_that_breaks_off_the_audit_tells_what_was_found_before(copy, monkeypatch):
    with connected(copy) as connection:
        connection.execute("UPDATE ledger SET leaf = x'00' WHERE position = 2")

    def fail(_inspection) -> None:
        raise DamagedBookError("minutes.db", "page 7 is damaged")

    monkeypatch.setattr(inspecting.Inspection, "subtree_count", fail)
    report = audit(copy)
    assert [finding.kind for finding in report.findings] == ["ledger.leaf", "file.unreadable"]
    assert report.entries == 27


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\0" * 5000])
def test_what_is_no_book_is_refused(tmp_path, content):
    path = tmp_path / "minutes.db"
    path.write_bytes(content)
    try:
        found = kinds(path)
    except NotABookError:
        found = {"refused"}
    assert found & {"refused", "file.unreadable"}


def test_another_database_is_no_book(tmp_path):
    path = tmp_path / "other.db"
    with connected(path) as connection:
        connection.execute("CREATE TABLE head (a)")
    with pytest.raises(NotABookError, match="no minute book"):
        audit(path)


def test_the_table_of_eventsourcing_is_declared_as_the_audit_expects(tmp_path):
    """A version of that library that declares it otherwise must be learnt of here, not by users."""
    MinuteBook.open(tmp_path / "minutes.db").close()
    with connected(tmp_path / "minutes.db") as connection:
        found = set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    assert found == inspecting.expected_schema()
