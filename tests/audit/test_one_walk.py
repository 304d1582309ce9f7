"""The audit of a book and the import of its export go by the same rules: what the one finds, the other refuses."""

from __future__ import annotations

import hashlib
import io
import random
import shutil

import orjson
import pytest
from tests.audit import test_tampering as catalogue
from tests.audit.sound import connected, make

from alliance_minutes import MinuteBook
from alliance_minutes.audit import audit, check_export, import_book
from alliance_minutes.audit.export.form import (
    Header,
    end_line,
    facts_line,
    kept_line,
)
from alliance_minutes.errors import InvalidExportError
from alliance_minutes.ledger import leaf_hash, root_of
from alliance_minutes.store.entries import digest, mark_of

ORIGIN = "club.example/minutes"
OF_ENTRIES = ("entry.", "disclosure.", "erasure.", "stream.", "time.", "rendition.")
"""Families of findings about what an export holds; the others are about tables that an import makes anew."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    make(folder / "minutes.db", folder)
    return folder / "minutes.db"


@pytest.fixture
def copy(sound, tmp_path):
    return shutil.copyfile(sound, tmp_path / "minutes.db")


def taken_out(path) -> bytes:
    """What a book holds, as an export: by somebody who does not look at it, but for the checkpoints."""
    with connected(path) as connection:
        rows = connection.execute(
            "SELECT l.position, e.state, v.disclosures FROM ledger l LEFT JOIN vault v ON v.position = l.position"
            " LEFT JOIN stored_events e ON e.originator_id = l.stream AND e.originator_version = l.version"
            " ORDER BY l.position"
        ).fetchall()
        renditions = dict(connection.execute("SELECT position, content FROM kept"))
    entries = [state if isinstance(state, bytes) else str(state).encode() for _, state, _ in rows]
    leaves = [leaf_hash(entry) for entry in entries]
    lines = [Header(origin=ORIGIN, size=len(rows), root=root_of(leaves)).line()]
    for (position, _, vault), entry, leaf in zip(rows, entries, leaves, strict=True):
        lines += [entry + b"\n", facts_line(position, leaf, vault.split(b"\n") if vault else [])]
        lines += [kept_line(position, renditions[position])] if position in renditions else []
    lines.append(end_line(len(lines), hashlib.sha256(b"".join(lines)).hexdigest()))
    return b"".join(lines)


def compared(path, tmp_path) -> tuple[list, InvalidExportError | None]:
    """What the audit finds about entries, and why the import refuses the book."""
    found = [one for one in audit(path).findings if one.kind.startswith(OF_ENTRIES)]
    content = taken_out(path)
    (tmp_path / "book.jsonl").write_bytes(content)
    refused = [
        refusal(lambda: check_export(tmp_path / "book.jsonl")),
        refusal(lambda: import_book(io.BytesIO(content), tmp_path / "new.db")),
    ]
    assert len({one and one.line for one in refused}) == 1
    return found, refused[0]


def refusal(work) -> InvalidExportError | None:
    try:
        work()
    except InvalidExportError as error:
        return error
    return None


def lines_of(content: bytes, position: int) -> set[int]:
    """The lines of an entry in an export: itself and its disclosures, from 1."""
    entries = [at for at, line in enumerate(content.splitlines(), 1) if line.startswith(b'{"_sd":')]
    return {entries[position], entries[position] + 1}


def test_what_an_export_holds_is_what_the_book_holds(sound, tmp_path):
    """The export that these tests make is the one that the library makes."""
    made = io.BytesIO()
    with MinuteBook.open(sound, read_only=True) as book:
        book.trail.export(made)
    plain = [line for line in made.getvalue().splitlines() if not line.startswith(b'{"checkpoint"')]
    assert plain[:-1] == taken_out(sound).splitlines()[:-1]
    assert compared(sound, tmp_path) == ([], None)


ONLY_IN_A_BOOK = {"a mark in another form", "an entry slipped in", "bytes replaced by text"}
"""What no export can hold: its marks have one form, its entries are bytes in the order of the ledger."""

WAYS = [
    way
    for way, (_, expected) in catalogue.NAMED.items()
    if any(kind.startswith(OF_ENTRIES) for kind in expected)
    and "entry.column" not in expected
    and way not in ONLY_IN_A_BOOK
]


@pytest.mark.parametrize("way", WAYS)
def test_what_the_audit_finds_of_an_entry_the_import_refuses_at_its_line(copy, tmp_path, way):
    with connected(copy) as connection:
        catalogue.NAMED[way][0](connection)
    found, refused = compared(copy, tmp_path)
    assert found
    assert refused is not None, [one.kind for one in found]


@pytest.mark.parametrize("seed", range(120))
def test_whatever_is_done_to_an_entry_both_say_the_same(copy, tmp_path, seed):
    """Any change of its bytes, disclosures and marks, with digests and hashes made anew or not."""
    dice = random.Random(seed)
    with connected(copy) as connection:
        size = connection.execute("SELECT count(*) FROM ledger").fetchone()[0]
        position = dice.randrange(1, size)
        for _ in range(dice.choice((1, 1, 2))):
            tamper(connection, position, dice)
    found, refused = compared(copy, tmp_path)
    assert bool(found) is (refused is not None), ([one.message for one in found], str(refused))
    if refused is not None and {one.position for one in found} == {position}:
        lines = lines_of((tmp_path / "book.jsonl").read_bytes(), position)
        assert refused.line in lines


def tamper(connection, position: int, dice: random.Random) -> None:
    """Change the disclosures of an entry in some way, and its digests with them or not."""
    ((vault,),) = connection.execute("SELECT disclosures FROM vault WHERE position = ?", (position,))
    lines = vault.split(b"\n")
    fits = sorted(digest(line) for line in lines if not line.startswith(b"{"))
    at = dice.randrange(len(lines))
    dice.choice(CHANGES)(lines, at, dice)
    connection.execute("UPDATE vault SET disclosures = ? WHERE position = ?", (b"\n".join(lines), position))
    now = sorted(digest(line) for line in lines if not line.startswith(b"{"))
    fresh = now != fits and dice.random() < 0.5

    def change(entry) -> None:
        gone, added = set(fits) - set(now), set(now) - set(fits)
        if fresh:
            entry["_sd"] = sorted((set(entry["_sd"]) - gone) | added)
        if dice.random() < 0.2:
            dice.choice(CHANGES_OF_ENTRIES)(entry)

    catalogue.rewritten(connection, position, change)


def _drop(lines, at, dice):
    del dice
    del lines[at]


def _double(lines, at, dice):
    lines.insert(dice.randrange(len(lines) + 1), lines[at])


def _swap(lines, at, dice):
    other = dice.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _strike(lines, at, dice):
    if not lines[at].startswith(b"{"):
        name = dice.choice(["text", "words", "speaker", "recorded_by", "title", "item", "x"])
        lines[at] = mark_of(digest(lines[at]), dice.choice([name, str(orjson.loads(lines[at])[-2:][0])]))


def _mark(lines, at, dice):
    one = dice.choice(["A" * 43, digest(lines[at]), "x"])
    lines.append(mark_of(one, dice.choice(["text", "words", "digests"])))


def _rename(lines, at, dice):
    found = orjson.loads(lines[at])
    name = dice.choice(["text", "words", "speaker", "item", "recorded_by", "nothing"])
    if isinstance(found, dict):
        lines[at] = mark_of(found["erased"], name)
    elif len(found) == 3:
        lines[at] = orjson.dumps([found[0], name, found[2]])


def _reword(lines, at, dice):
    found = orjson.loads(lines[at])
    if isinstance(found, list) and len(found) == 3:
        value = dice.choice(
            [["Other words."], "other", 7, None, 1.5, [{"_sd": ["A" * 43], "closed": "privacy"}], {}]
        )
        lines[at] = orjson.dumps([found[0], found[1], value])


def _resalt(lines, at, dice):
    found = orjson.loads(lines[at])
    if isinstance(found, list):
        lines[at] = orjson.dumps([dice.choice(["A" * 22, "short", "", 7, None]), *found[1:]])


def _replace(lines, at, dice):
    lines[at] = dice.choice([b"17", b'"x"', b"[]", b"[1]", b"{}", b"{", b'["' + b"B" * 22 + b'"]', b"null"])


CHANGES = [_drop, _double, _swap, _strike, _mark, _rename, _reword, _resalt, _replace]
CHANGES_OF_ENTRIES = [
    lambda entry: entry["_sd"].reverse(),
    lambda entry: entry["_sd"].append("Z" * 43),
    lambda entry: entry.update(more=1),
    lambda entry: entry["event"].update(item=1.5),
    lambda entry: entry["event"].update(item=2**53),
    lambda entry: entry["event"].update(item=2**64 - 1),
    lambda entry: entry["event"].update({"é": 1}),
    lambda entry: entry["event"].update(instead={"type": "item-discussed.v1", "_sd": []}),
    lambda entry: entry["event"].update(instead={"type": "item-discussed.v1"}),
    lambda entry: entry["event"].update(text=["In clear."]),
    lambda entry: entry.update(type="book-founded.v1", event={"origin": ORIGIN}),
    lambda entry: entry.update(type="never.v1"),
    lambda entry: entry.update(log="else.example/x"),
    lambda entry: entry.update(version=0),
    lambda entry: entry.update(recorded_at="2025-07-01T12:00:00Z"),
]


def test_another_order_of_disclosures_says_nothing(copy, tmp_path):
    """No digest vouches for it, and nothing is read by it: neither the audit nor a document tells the books apart."""
    with connected(copy) as connection:
        rows = connection.execute("SELECT position, disclosures FROM vault").fetchall()
    with MinuteBook.open(copy, read_only=True) as book:
        log = list(book.log())
        said = [book.render(meeting.id, "html").content for meeting in book.meetings()]
    with connected(copy) as connection:
        turned = [(b"\n".join(reversed(vault.split(b"\n"))), position) for position, vault in rows]
        connection.executemany("UPDATE vault SET disclosures = ? WHERE position = ?", turned)
    assert compared(copy, tmp_path) == ([], None)
    with MinuteBook.open(copy, read_only=True) as book:
        assert list(book.log()) == log
        assert [book.render(meeting.id, "html").content for meeting in book.meetings()] == said
