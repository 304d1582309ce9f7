"""Checkpoints of a book: what they say, when they are kept, and which books get none."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from alliance_minutes.audit.proofs import checkpointing
from alliance_minutes.audit.proofs.keys import KeyFile, check_signature
from alliance_minutes.book import MinuteBook
from alliance_minutes.errors import (
    CheckpointRefusedError,
    DamagedBookError,
    InvalidValueError,
    ReadOnlyBookError,
)
from alliance_minutes.ledger import leaf_hash, root_of
from alliance_minutes.ledger.checkpoints import Checkpoint, read_checkpoint
from alliance_minutes.ledger.notes import VerifierKey


@pytest.fixture
def path(tmp_path):
    return tmp_path / "minutes.db"


@pytest.fixture
def book(path):
    with MinuteBook.open(path, origin="example.org/notulen") as opened:
        opened.convene(body="Garden Committee", held_on="2026-03-05")
        yield opened


@pytest.fixture
def meeting(book):
    return book.meeting("Garden Committee/2026-03-05")


@pytest.fixture
def chair(tmp_path):
    return KeyFile.make("example.org/notulen/chair", tmp_path / "chair.key")


@pytest.fixture
def secretary(tmp_path):
    return KeyFile.make("example.org/notulen/secretary", tmp_path / "secretary.key")


def by_hand(book) -> Checkpoint:
    """What a checkpoint must say: hashed here, from the bytes of all entries."""
    entries = [row[4] for row in book.store.entries()]
    return Checkpoint(book.origin, len(entries), root_of(map(leaf_hash, entries)))


def edit(path, *statements: str) -> None:
    """Change a book behind its back."""
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_checkpoint_tells_size_and_root_over_the_bytes_of_the_entries(book):
    kept = book.trail.checkpoint()
    assert kept.checkpoint == by_hand(book)
    assert (kept.size, kept.root, kept.signers) == (by_hand(book).size, by_hand(book).root, ())
    assert bytes(kept).decode() == kept.checkpoint.text


def test_it_is_kept_and_found_again(book, meeting):
    first = book.trail.checkpoint()
    meeting.discuss("More.")
    second = book.trail.checkpoint()
    assert book.trail.checkpoints() == [first, second]
    assert second.checkpoint == by_hand(book)
    assert book.trail.checkpoint() == second, "nothing was added since: it is the one that is kept"


def test_it_is_kept_before_it_is_let_out(book, chair, monkeypatch):
    def fail(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("the light went out")

    monkeypatch.setattr(type(book.store), "keep_checkpoint", fail)
    with pytest.raises(RuntimeError):
        book.trail.checkpoint([chair])
    monkeypatch.undo()
    assert book.trail.checkpoints() == []
    assert chair.signed()[book.origin] == by_hand(book), (
        "remembered first, then signed, then kept, then let out"
    )
    assert book.trail.checkpoint([chair]).signers == (chair.key.name,)


def test_chair_and_secretary_sign_one_checkpoint(book, chair, secretary):
    kept = book.trail.checkpoint([chair, secretary])
    assert kept.note.verify([chair.key, secretary.key], check_signature) == (chair.key, secretary.key)


def test_a_signature_is_added_later_to_the_same_checkpoint(book, meeting, chair, secretary):
    first = book.trail.checkpoint([chair])
    meeting.discuss("More.")
    both = book.trail.checkpoint([secretary], size=first.size)
    assert both.checkpoint == first.checkpoint
    assert both.note.verify([chair.key, secretary.key], check_signature) == (chair.key, secretary.key)
    assert book.trail.checkpoint([secretary], size=first.size) == both, "a signature is added once"
    assert book.trail.checkpoints() == [both]


def test_only_a_kept_checkpoint_is_signed_later(book, chair):
    with pytest.raises(InvalidValueError, match="none yet"):
        book.trail.checkpoint([chair], size=1)
    kept = book.trail.checkpoint()
    with pytest.raises(InvalidValueError, match=rf"one of those it keeps \({kept.size}\)"):
        book.trail.checkpoint([chair], size=2**70)


def test_an_older_checkpoint_can_be_signed_after_a_newer_one(book, meeting, chair):
    first = book.trail.checkpoint()
    meeting.discuss("More.")
    second = book.trail.checkpoint([chair])
    assert book.trail.checkpoint([chair], size=first.size).signers == (chair.key.name,)
    assert chair.signed()[book.origin] == second.checkpoint


def test_a_book_that_shrank_since_it_was_signed_gets_no_checkpoint(book, path, meeting, chair, tmp_path):
    copy = tmp_path / "backup.db"
    book.trail.checkpoint([chair])
    book.close()
    shutil.copyfile(path, copy)
    with MinuteBook.open(path) as grown:
        grown.meeting(meeting.id).discuss("More.")
        later = grown.trail.checkpoint([chair])
    shutil.copyfile(copy, path)
    with MinuteBook.open(path) as old:
        with pytest.raises(
            CheckpointRefusedError, match="shorter than at a checkpoint that was signed"
        ) as refused:
            old.trail.checkpoint([chair])
        assert (refused.value.earlier_size, refused.value.earlier_root) == (later.size, later.root)
        assert (refused.value.size, refused.value.root) == (later.size - 1, old.store.head().root)
        assert later.root.hex() in str(refused.value)
        assert refused.value.root.hex() in str(refused.value)


def test_a_book_that_went_another_way_since_it_was_signed_gets_no_checkpoint(
    book, path, meeting, chair, tmp_path
):
    book.close()
    copy = tmp_path / "copy.db"
    shutil.copyfile(path, copy)
    with MinuteBook.open(path) as one:
        one.meeting(meeting.id).discuss("This way.")
        one.trail.checkpoint([chair])
    with MinuteBook.open(copy) as other:
        for text in ("That way.", "And on."):
            other.meeting(meeting.id).discuss(text)
        with pytest.raises(CheckpointRefusedError, match="not the one of a checkpoint that was signed"):
            other.trail.checkpoint([chair])
        assert other.trail.checkpoints() == []
        assert other.trail.checkpoint().signers == (), "without this key it has nothing to contradict"


def test_a_book_shorter_than_a_checkpoint_that_it_keeps_gets_no_other(book, path):
    kept = book.trail.checkpoint()
    book.close()
    longer = Checkpoint(kept.checkpoint.origin, 1000, bytes(32))
    edit(path, f"INSERT INTO checkpoint VALUES (1000, x'{longer.text.encode().hex()}')")
    with (
        MinuteBook.open(path) as cut,
        pytest.raises(CheckpointRefusedError, match=r"shorter than .* it keeps"),
    ):
        cut.trail.checkpoint()


def test_a_book_with_other_hashes_than_a_checkpoint_that_it_keeps_gets_no_other(book, path, meeting):
    kept = book.trail.checkpoint()
    meeting.discuss("More.")
    book.close()
    other = Checkpoint(kept.checkpoint.origin, kept.size, bytes(32))
    edit(path, f"UPDATE checkpoint SET note = x'{other.text.encode().hex()}'")
    with MinuteBook.open(path) as changed:
        for size in (None, kept.size):
            with pytest.raises(CheckpointRefusedError, match="not the one of a checkpoint"):
                changed.trail.checkpoint(size=size)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET state = replace(state, 'notulen', 'notulem') WHERE topic = 'meeting-convened.v1'",
        "UPDATE stored_events SET state = x'00' WHERE topic = 'meeting-convened.v1'",
        "UPDATE ledger SET leaf = zeroblob(32) WHERE position = 2",
        "DELETE FROM ledger WHERE position = 2",
        "DELETE FROM stored_events WHERE topic = 'meeting-convened.v1'",
        "UPDATE head SET peaks = zeroblob(length(peaks))",
        "UPDATE head SET size = size + 4, peaks = zeroblob(32)",
    ],
)
def test_an_entry_that_is_not_what_the_ledger_says_is_not_vouched_for(statement: str, book, path):
    assert book.store.head().size == 4
    book.close()
    edit(path, statement)
    with MinuteBook.open(path) as changed:
        with pytest.raises(DamagedBookError, match="audit"):
            changed.trail.checkpoint()
        assert changed.trail.checkpoints() == []


@pytest.mark.parametrize("note", ["x'00'", "'text'", "NULL or 1", "x'610a310a'"])
def test_a_kept_checkpoint_that_is_none_is_damage(note: str, book, path):
    book.trail.checkpoint()
    book.close()
    edit(path, f"UPDATE checkpoint SET note = {note}")
    with MinuteBook.open(path) as changed:
        for act in (changed.trail.checkpoints, changed.trail.checkpoint):
            with pytest.raises(DamagedBookError, match="checkpoint that it keeps is damaged"):
                act()


def test_a_kept_checkpoint_of_another_book_is_damage(book, path):
    kept = book.trail.checkpoint()
    book.close()
    other = Checkpoint("example.org/other", kept.size, kept.root)
    edit(path, f"UPDATE checkpoint SET note = x'{other.text.encode().hex()}'")
    with MinuteBook.open(path) as changed, pytest.raises(DamagedBookError, match="another book"):
        changed.trail.checkpoint()


def test_a_checkpoint_that_somebody_kept_meanwhile_with_another_root_is_not_overwritten(book):
    other = Checkpoint(book.origin, book.store.head().size, bytes(32))

    class Slow:
        """Signs so slowly that somebody else keeps a checkpoint meanwhile."""

        key = VerifierKey("slow", 1, bytes(32))

        def sign(self, *_checkpoint):
            book.store.keep_checkpoint(other.size, lambda _: other.text.encode())
            return bytes(64)

    with pytest.raises(CheckpointRefusedError, match="that it keeps"):
        book.trail.checkpoint([Slow()])
    assert [one.checkpoint for one in book.trail.checkpoints()] == [other]


def test_a_book_opened_read_only_keeps_none(book, path):
    book.trail.checkpoint()
    book.close()
    with MinuteBook.open(path, read_only=True) as evidence:
        assert len(evidence.trail.checkpoints()) == 1
        with pytest.raises(ReadOnlyBookError, match="opened read-only"):
            evidence.trail.checkpoint()


def test_the_checkpoint_of_any_earlier_size_can_be_told(book, meeting):
    for text in "abcdefg":
        meeting.discuss(text)
    entries = [row[4] for row in book.store.entries()]
    for size in range(len(entries) + 1):
        told = checkpointing.checkpoint_at(book.store, size)
        assert told == Checkpoint(book.origin, size, root_of(map(leaf_hash, entries[:size])))
    with pytest.raises(InvalidValueError, match="0 to"):
        checkpointing.checkpoint_at(book.store, len(entries) + 1)


def test_only_entries_since_the_last_checkpoint_are_hashed_anew(book, meeting, monkeypatch):
    monkeypatch.setattr(checkpointing, "_BATCH", 2)
    for text in "abcdefg":
        meeting.discuss(text)
    assert book.trail.checkpoint().checkpoint == by_hand(book)
    hashed: list[bytes] = []
    monkeypatch.setattr(checkpointing, "leaf_hash", lambda entry: hashed.append(entry) or leaf_hash(entry))
    meeting.discuss("h")
    assert book.trail.checkpoint().checkpoint == by_hand(book)
    assert len(hashed) == 1


def test_a_note_is_read_as_it_was_let_out(book, chair):
    kept = book.trail.checkpoint([chair])
    assert read_checkpoint(bytes(kept), unsigned=False) == (kept.checkpoint, kept.note)
