"""Every way to tamper with a copy of a book that anybody thought of, and every column of every table: each is found."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing, suppress

import orjson
import pytest
from tests.audit.sound import connected, make

from alliance_minutes.audit import audit
from alliance_minutes.errors import NewerBookError, NotABookError
from alliance_minutes.ledger import Frontier, leaf_hash
from alliance_minutes.ledger.checkpoints import Checkpoint
from alliance_minutes.store.entries import digest
from alliance_minutes.store.recorders.inspecting import expected_schema


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The folder of a sound book; with it the notes of its checkpoints, the last one kept outside of it only."""
    folder = tmp_path_factory.mktemp("sound")
    return folder, make(folder / "minutes.db", folder)


@pytest.fixture
def copy(sound, tmp_path):
    """A copy of the book to tamper with."""
    return shutil.copyfile(sound[0] / "minutes.db", tmp_path / "minutes.db")


def kinds(path, **settings) -> set[str]:
    """The kinds of what is found; it is the same as JSON and in words, whatever stands in it."""
    report = audit(path, **settings)
    assert report.ok is not bool(report.findings)
    orjson.dumps(report.as_json())
    assert all(finding.place and finding.message for finding in report.findings)
    return {finding.kind for finding in report.findings}


def test_the_untouched_copy_is_clean(sound, copy):
    folder, notes = sound
    report = audit(copy, checkpoints=notes, documents=folder)
    assert (report.findings, report.entries, report.kept, report.given) == ((), 27, 2, 3)
    assert report.unchecked == ()
    assert kinds(copy, since=notes[1]) == set()


# -- each column of each table, generated from the schema ----------------------------------------------------------


def columns() -> list[tuple[str, str, str]]:
    """Table, column and type of every column that a book has."""
    with closing(sqlite3.connect(":memory:")) as made:
        tables = {name: sql for kind, name, _, sql in expected_schema() if kind == "table"}
        for sql in tables.values():
            made.execute(sql)
        return [
            (table, column, kind)
            for table in sorted(tables)
            for _, column, kind, *_ in made.execute(f"PRAGMA table_info({table})")
        ]


HOSTILE = {
    "another": lambda value: (
        value + 1
        if isinstance(value, int)
        else value[:-1] + ("0" if value[-1:] != "0" else "1")
        if isinstance(value, str)
        else value[:-1] + bytes([value[-1] ^ 1])
    ),
    "null": lambda _: None,
    "text": lambda value: value.decode("latin-1") if isinstance(value, bytes) else f"{value} ",
    "bytes": lambda value: str(value).encode() if not isinstance(value, bytes) else value + b"\n",
    "negative": lambda _: -(2**63),
    "greatest": lambda _: 2**63 - 1,
    "fraction": lambda _: 0.5,
    "empty": lambda value: "" if isinstance(value, str) else b"",
    "huge": lambda value: "x" * 2_000_000 if isinstance(value, str) else b"x" * 2_000_000,
    "no text": lambda _: sqlite3.Binary(b"\xff\xfe\x80"),
}
"""What a value is changed to."""

FOUND = {
    "stored_events.originator_id": {"entry.missing"},
    "stored_events.originator_version": {"entry.missing"},
    "stored_events.topic": {"entry.column"},
    "stored_events.state": {"ledger.leaf", "entry.missing", "entry.malformed"},
    "ledger.position": {"ledger.position"},
    "ledger.stream": {"entry.missing"},
    "ledger.version": {"entry.missing"},
    "ledger.leaf": {"ledger.leaf"},
    "vault.position": {"vault.missing"},
    "vault.disclosures": {
        "disclosure.unknown",
        "disclosure.missing",
        "disclosure.malformed",
        "vault.missing",
    },
    "subtree.level": {"subtree.differs"},
    "subtree.number": {"subtree.differs"},
    "subtree.hash": {"subtree.differs"},
    "command.id": {"command.differs"},
    "command.position": {"command.differs"},
    "command.entries": {"command.differs"},
    "series.body": {"series.differs"},
    "series.year": {"series.differs"},
    "series.series": {"series.differs"},
    "series.next": {"series.differs"},
    "number.body": {"number.differs"},
    "number.number": {"number.differs"},
    "number.position": {"number.differs"},
    "meeting.stream": {"meeting.differs"},
    "meeting.body": {"meeting.differs"},
    "meeting.held_on": {"meeting.differs"},
    "meeting.position": {"meeting.differs"},
    "checkpoint.size": {"checkpoint.malformed", "checkpoint.beyond"},
    "checkpoint.note": {"checkpoint.malformed", "checkpoint.root"},
    "kept.position": {"kept.unlisted", "rendition.missing"},
    "kept.content": {"rendition.changed", "attachment.changed"},
    "head.id": {"head.differs"},
    "head.format": {"head.differs"},
    "head.size": {"head.differs"},
    "head.recorded_at": {"head.differs"},
    "head.peaks": {"head.differs"},
}
"""The kinds of which one must be found when a column is edited; a new column must say its own."""


def test_every_column_of_a_book_is_in_the_catalogue():
    """And none that is gone."""
    assert sorted(FOUND) == sorted(f"{table}.{column}" for table, column, _ in columns())


def edit(path, table: str, column: str, change: str) -> bool:
    """Change one value of a column, whatever the constraints; whether anything changed."""
    with connected(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        declared = without_not_null(connection, table)
    with connected(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        keys = keys_of(connection, table)
        rows = connection.execute(
            f"SELECT {', '.join(keys)}, {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY {', '.join(keys)}"
        ).fetchall()
        *key, value = rows[len(rows) // 2]
        new = HOSTILE[change](value)
        placed = "CAST(? AS TEXT)" if change == "no text" else "?"
        where = " AND ".join(f"{name} = ?" for name in keys)
        before = values(connection, table, column)
        with suppress(sqlite3.IntegrityError):  # a key that is a number, which nothing else can be
            connection.execute(f"UPDATE {table} SET {column} = {placed} WHERE {where}", (new, *key))
        changed = values(connection, table, column) != before
        redeclare(connection, table, declared)
    return changed


def values(connection, table: str, column: str) -> list[tuple[str, bytes]]:
    """Every value of a column with its type."""
    return sorted(
        connection.execute(f"SELECT typeof({column}), CAST({column} AS BLOB) FROM {table}"), key=repr
    )


def keys_of(connection, table: str) -> list[str]:
    """The columns by which a row of the table is told from others."""
    found = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [name for _, name, _, _, _, key in found if key] or ["rowid"]


def without_not_null(connection, table: str) -> str:
    """Take the constraints from a table, as somebody can who writes to the file; return how it was declared."""
    ((declared,),) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,))
    redeclare(connection, table, declared.replace(" NOT NULL", ""))
    return declared


def redeclare(connection, table: str, declared: str) -> None:
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (declared, table))
    connection.execute("PRAGMA writable_schema=OFF")


@pytest.mark.parametrize("change", HOSTILE)
@pytest.mark.parametrize("place", sorted(FOUND))
def test_an_edited_column_is_found(copy, place, change):
    """Whatever it is changed to; what SQLite refuses to store leaves the book clean."""
    table, column = place.split(".")
    changed = edit(copy, table, column, change)
    try:
        found = kinds(copy)
    except (NewerBookError, NotABookError):
        assert place in {"head.format", "head.id"}
    else:
        assert bool(found) is changed
        assert not changed or found & FOUND[place]


ROWS_OF = {
    "stored_events": ({"entry.missing"}, {"entry.unlisted"}, {"entry.column"}),
    "ledger": ({"ledger.position", "entry.unlisted"}, {"entry.missing"}, {"subtree.differs"}),
    "vault": ({"vault.missing"}, {"vault.unlisted"}, {"disclosure.unknown"}),
    "subtree": ({"subtree.differs"},) * 3,
    "command": ({"command.differs"},) * 3,
    "series": ({"series.differs"},) * 3,
    "number": ({"number.differs"},) * 3,
    "meeting": ({"meeting.differs"},) * 3,
    "checkpoint": (None, {"checkpoint.malformed", "checkpoint.beyond"}, {"checkpoint.malformed"}),
    "kept": (None, {"kept.unlisted"}, {"rendition.changed", "attachment.changed"}),
    "head": ({"head.differs"}, {"head.differs"}, None),
}
"""What is found when a row is deleted, duplicated, and swapped with another; ``None``: see the tests below."""


def test_every_table_of_a_book_is_in_the_catalogue():
    assert sorted(ROWS_OF) == sorted({table for table, _, _ in columns()})


@pytest.mark.parametrize("which", ["first", "middle", "last"])
@pytest.mark.parametrize("table", [table for table, found in ROWS_OF.items() if found[0]])
def test_a_deleted_row_is_found(copy, table, which):
    with connected(copy) as connection:
        keys = ", ".join(keys_of(connection, table))
        rows = connection.execute(f"SELECT {keys} FROM {table} ORDER BY {keys}").fetchall()
        key = rows[{"first": 0, "middle": len(rows) // 2, "last": -1}[which]]
        where = " AND ".join(f"{name} = ?" for name in keys.split(", "))
        connection.execute(f"DELETE FROM {table} WHERE {where}", key)
    try:
        assert kinds(copy) & ROWS_OF[table][0]
    except NotABookError:
        assert table == "head"


@pytest.mark.parametrize("table", ROWS_OF)
def test_a_duplicated_row_is_found(copy, table):
    """The same row once more, under a key that is free."""
    with connected(copy) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        rows = connection.execute(f"SELECT * FROM {table}").fetchall()
        row = list(rows[len(rows) // 2])
        names = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
        for place, name in enumerate(names):
            if name in keys_of(connection, table) or (table == "ledger" and name == "version"):
                row[place] = f"{row[place]}x" if isinstance(row[place], str) else row[place] + 1000
        connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
    assert kinds(copy) & ROWS_OF[table][1]


@pytest.mark.parametrize("table", [table for table, found in ROWS_OF.items() if found[2]])
def test_two_swapped_rows_are_found(copy, table):
    """Each gets what the other had beside its key."""
    with connected(copy) as connection:
        names = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
        keys = keys_of(connection, table)
        if table == "ledger":
            connection.executescript(
                "UPDATE ledger SET position = -1 WHERE position = 5; UPDATE ledger SET position = 5 WHERE position = 6;"
                "UPDATE ledger SET position = 6 WHERE position = -1"
            )
        else:
            rest = [name for name in names if name not in keys]
            rows = connection.execute(
                f"SELECT {', '.join(keys + rest)} FROM {table} GROUP BY {', '.join(rest)}"
            ).fetchall()
            one, other = rows[0], rows[-1]
            settings = ", ".join(f"{name} = ?" for name in rest)
            where = " AND ".join(f"{name} = ?" for name in keys)
            count = len(keys)
            for to, what in ((one, other), (other, one)):
                connection.execute(
                    f"UPDATE {table} SET {settings} WHERE {where}", (*what[count:], *to[:count])
                )
    assert kinds(copy) & ROWS_OF[table][2]


@pytest.mark.parametrize("table", ["ledger", "vault", "checkpoint", "kept", "head"])
def test_a_key_that_is_declared_otherwise_is_found(copy, table):
    """What was the number of a row is then NULL, which no table of a book could hold there."""
    with connected(copy) as connection:
        ((declared,),) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,))
        redeclare(connection, table, declared.replace("INTEGER PRIMARY KEY", "INTEGER"))
    try:
        assert "schema.differs" in kinds(copy)
    except NotABookError:
        assert table == "head"


def test_an_attached_file_that_is_gone_is_told_as_not_kept(copy):
    """The record holds its digest, and never said that the bytes were there: they may come later."""
    before = audit(copy).unchecked
    with connected(copy) as connection:
        connection.execute("DELETE FROM kept WHERE position = (SELECT max(position) FROM kept)")
    report = audit(copy)
    assert report.ok
    assert (before, report.unchecked) == (
        ("1 × attached document; name its folder to have it looked at",),
        ("2 × attached document; name its folder to have it looked at",),
    )


def test_a_kept_checkpoint_that_is_gone_takes_nothing_from_the_one_that_was_let_out(sound, copy):
    """What is kept is a copy that nothing in the book vouches for; whoever was given the checkpoint can still hold the
    book to it, and the report tells that the book keeps none.
    """
    with connected(copy) as connection:
        connection.execute("DELETE FROM checkpoint")
    report = audit(copy, checkpoints=sound[1])
    assert (report.ok, report.kept, report.given) == (True, 0, 3)


# -- named ways of tampering -----------------------------------------------------------------------------------------


def rewritten(connection, position: int, change) -> None:
    """Change an entry, and all that the ledger says of it: leaf, tree and head, as an insider would."""
    state, stream, version = connection.execute(
        "SELECT state, stream, version FROM ledger JOIN stored_events ON originator_id = stream"
        " AND originator_version = version WHERE position = ?",
        (position,),
    ).fetchone()
    entry = orjson.loads(state)
    change(entry)
    new = orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)
    connection.execute(
        "UPDATE stored_events SET state = ?, originator_id = ?, originator_version = ?, topic = ?"
        " WHERE originator_id = ? AND originator_version = ?",
        (new, entry["stream"], entry["version"], entry["type"], stream, version),
    )
    connection.execute(
        "UPDATE ledger SET stream = ?, version = ? WHERE position = ?",
        (entry["stream"], entry["version"], position),
    )
    retreed(connection)


def retreed(connection) -> None:
    """Make leaves, tree and head anew from the entries, and forget what was kept."""
    rows = connection.execute(
        "SELECT position, state FROM ledger JOIN stored_events ON originator_id = stream"
        " AND originator_version = version ORDER BY position"
    ).fetchall()
    connection.execute("DELETE FROM subtree")
    connection.execute("DELETE FROM checkpoint")
    tree = Frontier()
    for position, state in rows:
        leaf = leaf_hash(state)
        connection.execute("UPDATE ledger SET leaf = ? WHERE position = ?", (leaf, position))
        connection.executemany("INSERT INTO subtree VALUES (?,?,?)", tree.append(leaf))
    last = orjson.loads(rows[-1][1])["recorded_at"]
    connection.execute("UPDATE head SET size = ?, peaks = ?, recorded_at = ?", (tree.size, bytes(tree), last))


def place_of(connection, type_name: str, nth: int = 0) -> int:
    """The position of an entry of a type."""
    return connection.execute(
        "SELECT position FROM ledger JOIN stored_events ON originator_id = stream AND originator_version = version"
        " WHERE topic = ? ORDER BY position LIMIT 1 OFFSET ?",
        (type_name, nth),
    ).fetchone()[0]


def vault_edit(connection, position: int, change) -> None:
    """Change the disclosures of an entry."""
    ((vault,),) = connection.execute("SELECT disclosures FROM vault WHERE position = ?", (position,))
    lines = vault.split(b"\n")
    change(lines)
    connection.execute("UPDATE vault SET disclosures = ? WHERE position = ?", (b"\n".join(lines), position))


def changed_line(field: str, place: int, value):
    """A change of one part of the disclosure of a field."""

    def change(lines: list[bytes]) -> None:
        for at, line in enumerate(lines):
            disclosure = orjson.loads(line)
            if disclosure[1] == field:
                disclosure[place] = value
                lines[at] = orjson.dumps(disclosure)

    return change


def set_field(name: str, value):
    """A change of one field of an entry."""
    return lambda entry: entry.__setitem__(name, value)


def _word(connection):
    vault_edit(
        connection, place_of(connection, "item-discussed.v1"), changed_line("text", 2, ["The roof holds."])
    )


def _salt(connection):
    vault_edit(connection, place_of(connection, "item-discussed.v1"), changed_line("text", 0, "A" * 22))


def _field(connection):
    vault_edit(connection, place_of(connection, "action-agreed.v1"), changed_line("text", 1, "reason"))


def _speaker(connection):
    vault_edit(connection, place_of(connection, "item-discussed.v1"), changed_line("speaker", 2, "nobody"))


def _recorded_by(connection):
    vault_edit(
        connection, place_of(connection, "meeting-convened.v1"), changed_line("recorded_by", 2, "nobody")
    )


def _dropped(connection):
    vault_edit(connection, place_of(connection, "decision-taken.v1"), lambda lines: lines.pop())


def _added(connection):
    line = orjson.dumps(["B" * 22, "objections", ["Never."]])
    vault_edit(connection, place_of(connection, "decision-taken.v1"), lambda lines: lines.append(line))


def _respaced(connection):
    """The same words as other bytes."""
    vault_edit(
        connection,
        place_of(connection, "item-discussed.v1"),
        lambda lines: lines.__setitem__(0, lines[0].replace(b",", b", ", 1)),
    )


def _broken_line(connection):
    vault_edit(connection, place_of(connection, "decision-taken.v1"), lambda lines: lines.append(b"[1,2"))


def _copied_vault(connection):
    connection.execute(
        "UPDATE vault SET disclosures = (SELECT disclosures FROM vault WHERE position = 9) WHERE position = 8"
    )


def _digest(connection):
    rewritten(
        connection,
        place_of(connection, "item-discussed.v1"),
        lambda entry: entry["_sd"].__setitem__(0, "A" + entry["_sd"][0][1:]),
    )


def _digest_dropped(connection):
    rewritten(connection, place_of(connection, "item-discussed.v1"), lambda entry: entry["_sd"].pop())


def _digests_unsorted(connection):
    rewritten(connection, place_of(connection, "item-discussed.v1"), lambda entry: entry["_sd"].reverse())


def _marked_erased(connection):
    """Words hidden as if they had been erased."""

    def change(lines: list[bytes]) -> None:
        lines[0] = orjson.dumps({"erased": digest(lines[0]), "field": orjson.loads(lines[0])[1]})

    vault_edit(connection, place_of(connection, "action-agreed.v1"), change)


def _erasure_undone(connection):
    """What says that words are gone is taken away."""
    vault_edit(
        connection,
        place_of(connection, "item-discussed.v1", 1),
        lambda lines: lines.__setitem__(slice(None), [line for line in lines if b'"erased"' not in line]),
    )


def _type_renamed(connection):
    connection.execute(
        "UPDATE stored_events SET topic = 'announcement-made.v1' WHERE topic = 'item-discussed.v1'"
    )


def _type_renamed_inside(connection):
    rewritten(connection, place_of(connection, "decision-taken.v1"), set_field("type", "decision-taken.v9"))


def _type_swapped(connection):
    rewritten(connection, place_of(connection, "question-asked.v1"), set_field("type", "meeting-closed.v1"))


def _version_moved(connection):
    rewritten(connection, place_of(connection, "meeting-closed.v1"), set_field("version", 40))


def _version_moved_in_columns(connection):
    place = place_of(connection, "meeting-closed.v1")
    connection.execute("UPDATE stored_events SET originator_version = 40 WHERE topic = 'meeting-closed.v1'")
    connection.execute("UPDATE ledger SET version = 40 WHERE position = ?", (place,))


def _stream_moved(connection):
    """An entry put into another meeting, with all hashes made anew."""
    ((other, version),) = connection.execute(
        "SELECT stream, max(version) FROM ledger WHERE stream = (SELECT stream FROM meeting ORDER BY position DESC LIMIT 1)"
    )

    def change(entry):
        entry["stream"], entry["version"] = other, version + 1

    rewritten(connection, place_of(connection, "decision-taken.v1"), change)


def _time_moved(connection):
    rewritten(
        connection,
        place_of(connection, "document-attached.v1"),
        set_field("recorded_at", "2024-01-01T00:00:00.000000Z"),
    )


def _time_moved_on(connection):
    rewritten(
        connection,
        place_of(connection, "document-attached.v1"),
        set_field("recorded_at", "2031-01-01T00:00:00.000000Z"),
    )


def _time_in_another_form(connection):
    rewritten(
        connection,
        place_of(connection, "document-attached.v1"),
        set_field("recorded_at", "2025-07-01 12:00:00.000000Z"),
    )


def _time_within_command(connection):
    rewritten(
        connection,
        place_of(connection, "decision-taken.v1"),
        set_field("recorded_at", "2025-07-01T13:59:00.000000Z"),
    )


def _command_claimed(connection):
    """An entry is said to be of an earlier command."""
    rewritten(connection, place_of(connection, "document-attached.v1"), set_field("command_id", "mended"))


def _number_changed(connection):
    rewritten(
        connection,
        place_of(connection, "decision-taken.v1"),
        lambda entry: entry["event"].__setitem__("number", "D-2025-009"),
    )


def _number_twice(connection):
    rewritten(
        connection,
        place_of(connection, "decision-taken.v1", 2),
        lambda entry: entry["event"].__setitem__("number", "B-2025-001"),
    )


def _body_changed(connection):
    rewritten(
        connection,
        place_of(connection, "meeting-convened.v1"),
        lambda entry: entry["event"].__setitem__("body", "x"),
    )


def _clear_field_added(connection):
    rewritten(
        connection,
        place_of(connection, "decision-taken.v1"),
        lambda entry: entry["event"].__setitem__("method", "vote"),
    )


def _field_of_another_kind(connection):
    rewritten(
        connection,
        place_of(connection, "item-discussed.v1"),
        lambda entry: entry["event"].__setitem__("item", "2"),
    )


def _envelope_field_added(connection):
    rewritten(connection, place_of(connection, "decision-taken.v1"), set_field("by", "x"))


def _not_canonical(connection):
    """The same entry with a blank in it, and all hashes made anew."""
    place = place_of(connection, "decision-taken.v1")
    connection.execute(
        "UPDATE stored_events SET state = CAST(replace(CAST(state AS TEXT), '{\"_sd\"', '{ \"_sd\"') AS BLOB)"
        " WHERE (originator_id, originator_version) = (SELECT stream, version FROM ledger WHERE position = ?)",
        (place,),
    )
    retreed(connection)


def _replaced_as_text(connection):
    """What replace() of SQL does to bytes: the same bytes, and no bytes any more."""
    connection.execute(
        "UPDATE stored_events SET state = replace(state, 'zzz', 'z') WHERE topic = 'decision-taken.v1'"
    )


def _oversized(connection):
    rewritten(
        connection,
        place_of(connection, "decision-taken.v1"),
        lambda entry: entry["event"].__setitem__("number", "B" * 70_000),
    )


def _deep(connection):
    connection.execute(
        "UPDATE stored_events SET state = CAST(? AS BLOB) WHERE topic = 'question-asked.v1'", ("[" * 60_000,)
    )
    retreed(connection)


def _other_ledger(connection):
    rewritten(
        connection, place_of(connection, "decision-taken.v1"), set_field("log", "other.example/minutes")
    )


def _refounded(connection):
    rewritten(connection, 0, lambda entry: entry["event"].__setitem__("origin", "other.example/minutes"))


def _cut_off(connection):
    """The last entry is gone, and the ledger says nothing of it."""
    connection.execute("DELETE FROM stored_events WHERE topic = 'meeting-closed.v1'")
    connection.execute("DELETE FROM ledger WHERE position = (SELECT max(position) FROM ledger)")
    retreed(connection)


def _taken_out(connection):
    """An entry in the middle is gone, and all after it moved up."""
    place = place_of(connection, "document-attached.v1")
    connection.execute("DELETE FROM stored_events WHERE topic = 'document-attached.v1'")
    connection.execute("DELETE FROM ledger WHERE position = ?", (place,))
    connection.execute("DELETE FROM vault WHERE position = ?", (place,))
    for table in ("ledger", "vault"):
        connection.execute(f"UPDATE {table} SET position = -position WHERE position > ?", (place,))
        connection.execute(f"UPDATE {table} SET position = -position - 1 WHERE position < 0")
    retreed(connection)


def _reordered(connection):
    """Two entries of a meeting changed places, with all hashes made anew."""
    connection.executescript(
        "UPDATE ledger SET position = -1 WHERE position = 7; UPDATE ledger SET position = 7 WHERE position = 8;"
        "UPDATE ledger SET position = 8 WHERE position = -1;"
        "UPDATE vault SET position = -1 WHERE position = 7; UPDATE vault SET position = 7 WHERE position = 8;"
        "UPDATE vault SET position = 8 WHERE position = -1"
    )
    retreed(connection)


def _slipped_in(connection):
    """An entry that no command recorded."""
    connection.execute(
        "INSERT INTO stored_events SELECT originator_id, 99, topic, state FROM stored_events WHERE topic = 'meeting-closed.v1'"
    )


def _checkpoint_replaced(connection):
    note = Checkpoint("club.example/minutes", 14, b"\1" * 32).text.encode()
    connection.execute(
        "UPDATE checkpoint SET size = 14, note = ? WHERE size = (SELECT min(size) FROM checkpoint)", (note,)
    )


def _checkpoint_of_another(connection):
    connection.execute(
        "UPDATE checkpoint SET note = CAST(replace(CAST(note AS TEXT), 'club', 'clab') AS BLOB)"
    )


def _rendition_replaced(connection):
    connection.execute("UPDATE kept SET content = x'00' WHERE position = (SELECT min(position) FROM kept)")


def _attachment_replaced(connection):
    connection.execute("UPDATE kept SET content = x'00' WHERE position = (SELECT max(position) FROM kept)")


def _rendition_invented(connection):
    connection.execute("INSERT INTO kept VALUES (3, x'00')")


def _head_rolled_back(connection):
    connection.execute("UPDATE head SET size = size - 1")


def _trigger(connection):
    connection.execute("CREATE TRIGGER t AFTER INSERT ON ledger BEGIN DELETE FROM vault; END")


def _view(connection):
    connection.execute("CREATE VIEW v AS SELECT * FROM vault")


def _index(connection):
    connection.execute("CREATE INDEX i ON ledger (leaf)")


def _table(connection):
    connection.execute("CREATE TABLE t (a)")


def _column(connection):
    connection.execute("ALTER TABLE series ADD COLUMN a")


def _collation(connection):
    ((declared,),) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'number'")
    redeclare(connection, "number", declared.replace("body TEXT", "body TEXT COLLATE NOCASE"))


def _table_dropped(connection):
    connection.execute("DROP TABLE series")


def _table_replaced_by_view(connection):
    connection.execute("ALTER TABLE number RENAME TO number2")
    connection.execute("CREATE VIEW number AS SELECT * FROM number2")


def forged(connection, place: int, change) -> None:
    """Change the disclosures of an entry, its digests, and all that the ledger says of it."""
    lines: list[bytes] = []

    def edit_lines(found: list[bytes]) -> None:
        change(found)
        lines.extend(found)

    vault_edit(connection, place, edit_lines)
    rewritten(connection, place, set_field("_sd", sorted(map(digest, lines))))


def _patterns(connection):
    """Numbers that would take a gigabyte each."""
    line = orjson.dumps(["P" * 22, "patterns", {"decision": "{n:01000000000}"}])

    def change(lines: list[bytes]) -> None:
        lines[:] = [one for one in lines if b'"patterns"' not in one] + [line]

    forged(connection, place_of(connection, "body-described.v1"), change)


def _number_for_a_disclosure(connection):
    vault_edit(connection, place_of(connection, "decision-taken.v1"), lambda lines: lines.append(b"17"))


def _number_for_a_disclosure_with_all_hashes(connection):
    forged(connection, place_of(connection, "decision-taken.v1"), lambda lines: lines.append(b"17"))


def _unnamed_field(connection):
    line = orjson.dumps(["P" * 22, 17, "x"])
    forged(connection, place_of(connection, "decision-taken.v1"), lambda lines: lines.append(line))


def _two_decoys(connection):
    forged(
        connection,
        place_of(connection, "decision-taken.v1"),
        lambda lines: lines.extend(orjson.dumps([letter * 22]) for letter in "PQ"),
    )


def _same_line_twice(connection):
    vault_edit(connection, place_of(connection, "item-discussed.v1"), lambda lines: lines.append(lines[0]))


def _mark_twice(connection):
    vault_edit(
        connection,
        place_of(connection, "item-discussed.v1", 1),
        lambda lines: lines.extend([line for line in lines if b'"erased"' in line][:1]),
    )


def _marked_and_there(connection):
    vault_edit(
        connection,
        place_of(connection, "item-discussed.v1"),
        lambda lines: lines.append(orjson.dumps({"erased": digest(lines[0]), "field": "text"})),
    )


def _mark_of_another_field(connection):
    """What readers go by when they show that words are gone."""
    vault_edit(
        connection,
        place_of(connection, "item-discussed.v1", 1),
        lambda lines: lines.__setitem__(
            slice(None), [line.replace(b'"field":"text"', b'"field":"tex4"') for line in lines]
        ),
    )


def _mark(digest_: str, field: str):
    """A change by which a mark is added."""
    return lambda lines: lines.append(orjson.dumps({"erased": digest_, "field": field}))


def _mark_of_nothing(connection):
    vault_edit(connection, place_of(connection, "question-asked.v1"), _mark("A" * 43, "words"))


def _mark_of_words(connection):
    """Beside words that were erased, as if a closed passage had gone with them."""
    vault_edit(connection, place_of(connection, "item-discussed.v1", 1), _mark("A" * 43, "words"))


def _mark_elsewhere(connection):
    """A mark that is true of one entry, put into another one as well, of which something was erased."""
    place = place_of(connection, "item-discussed.v1", 1)
    ((vault,),) = connection.execute("SELECT disclosures FROM vault WHERE position = ?", (place,))
    marked = next(line for line in vault.split(b"\n") if b'"field":"words"' in line)
    at = place_of(connection, "decision-taken.v1")

    def change(lines: list[bytes]) -> None:
        lines[0] = orjson.dumps({"erased": digest(lines[0]), "field": orjson.loads(lines[0])[1]})
        lines.append(marked)

    vault_edit(connection, at, change)


def _mark_of_another(connection):
    """The digest of an entry, marked in another one of which nothing was erased."""
    ((state,),) = connection.execute("SELECT state FROM stored_events WHERE topic = 'action-agreed.v1'")
    one = orjson.loads(state)["_sd"][0]
    vault_edit(connection, place_of(connection, "question-asked.v1"), _mark(one, "text"))


def _fields_of_marks(connection, **names: str):
    """Let the marks of an entry name other fields."""

    def change(lines: list[bytes]) -> None:
        for at, line in enumerate(lines):
            if b'"erased"' in line:
                mark = orjson.loads(line)
                lines[at] = orjson.dumps({**mark, "field": names.get(mark["field"], mark["field"])})

    vault_edit(connection, place_of(connection, "item-discussed.v1", 1), change)


def _mark_of_a_field_that_is_there(connection):
    _fields_of_marks(connection, text="recorded_by")


def _mark_of_a_field_within(connection):
    """Of a correction itself, a mark names a field that the event in it has."""
    place = place_of(connection, "entry-corrected.v1", 1)

    def change(lines: list[bytes]) -> None:
        (at,) = [at for at, line in enumerate(lines) if orjson.loads(line)[1] == "reason"]
        lines[at] = orjson.dumps({"erased": digest(lines[at]), "field": "speaker"})

    vault_edit(connection, place, change)


def _mark_that_hides(connection):
    """Every field of an attached document is told of, and not the title that it must have."""

    def change(lines: list[bytes]) -> None:
        (at,) = [at for at, line in enumerate(lines) if orjson.loads(line)[1] == "title"]
        lines[at] = orjson.dumps({"erased": digest(lines[at]), "field": "text"})

    vault_edit(connection, place_of(connection, "document-attached.v1"), change)


def _mark_respaced(connection):
    vault_edit(
        connection,
        place_of(connection, "item-discussed.v1", 1),
        lambda lines: lines.__setitem__(
            slice(None), [line.replace(b'","field"', b'", "field"') for line in lines]
        ),
    )


def _erased_too_early(connection):
    """Words of an entry are marked, and the event that names them stands before it."""
    place = place_of(connection, "meeting-closed.v1")
    erased = place_of(connection, "personal-data-erased.v1")
    ((vault,),) = connection.execute("SELECT disclosures FROM vault WHERE position = ?", (place,))
    one = digest(vault.split(b"\n")[0])
    rewritten(
        connection,
        erased,
        lambda entry: entry["event"].__setitem__("digests", sorted([*entry["event"]["digests"], one])),
    )
    field = orjson.loads(vault.split(b"\n")[0])[1]
    vault_edit(
        connection,
        place,
        lambda lines: lines.__setitem__(0, orjson.dumps({"erased": one, "field": field})),
    )


def _rendition_gone(connection):
    connection.execute("DELETE FROM kept")


def _digests_of_another_kind(connection):
    rewritten(connection, place_of(connection, "item-discussed.v1"), set_field("_sd", [17]))


def _no_digests(connection):
    place = place_of(connection, "meeting-closed.v1")
    connection.execute("UPDATE vault SET disclosures = x'' WHERE position = ?", (place,))
    rewritten(connection, place, set_field("_sd", []))


def _one_digest_twice(connection):
    rewritten(
        connection,
        place_of(connection, "item-discussed.v1"),
        lambda entry: entry.__setitem__("_sd", sorted([*entry["_sd"], entry["_sd"][0]])),
    )


def _nameless_stream(connection):
    rewritten(connection, place_of(connection, "meeting-closed.v1"), set_field("stream", ""))


def _body_of_another_kind(connection):
    rewritten(
        connection,
        place_of(connection, "meeting-convened.v1"),
        lambda entry: entry["event"].__setitem__("body", 7),
    )


def _date_that_is_none(connection):
    rewritten(
        connection,
        place_of(connection, "meeting-convened.v1"),
        lambda entry: entry["event"].__setitem__("held_on", "2025-99-99"),
    )


def _short_salt(connection):
    """A disclosure whose words could be guessed, with all hashes made anew."""
    place = place_of(connection, "meeting-closed.v1")
    line = orjson.dumps(["short", "recorded_by", "x"])
    connection.execute("UPDATE vault SET disclosures = ? WHERE position = ?", (line, place))
    rewritten(connection, place, set_field("_sd", [digest(line)]))


def _same_salt(connection):
    """Two disclosures with one salt, with all hashes made anew."""
    place = place_of(connection, "meeting-closed.v1")
    lines = [orjson.dumps(["A" * 22, "recorded_by", "x"]), orjson.dumps(["A" * 22, "occurred_at", "21:30"])]
    connection.execute("UPDATE vault SET disclosures = ? WHERE position = ?", (b"\n".join(lines), place))
    rewritten(connection, place, set_field("_sd", sorted(map(digest, lines))))


def _disclosed_twice(connection):
    """Two disclosures of one field, with all hashes made anew."""
    place = place_of(connection, "meeting-closed.v1")
    lines = [orjson.dumps([salt * 22, "recorded_by", "x"]) for salt in "AB"]
    connection.execute("UPDATE vault SET disclosures = ? WHERE position = ?", (b"\n".join(lines), place))
    rewritten(connection, place, set_field("_sd", sorted(map(digest, lines))))


NAMED = {
    "a word in the vault changed": (_word, {"disclosure.unknown", "disclosure.missing"}),
    "a salt changed": (_salt, {"disclosure.unknown", "disclosure.missing"}),
    "the field of a disclosure changed": (_field, {"disclosure.unknown", "disclosure.missing"}),
    "who said it changed": (_speaker, {"disclosure.unknown", "disclosure.missing"}),
    "who recorded it changed": (_recorded_by, {"disclosure.unknown", "disclosure.missing"}),
    "a disclosure dropped": (_dropped, {"disclosure.missing"}),
    "a disclosure added": (_added, {"disclosure.unknown"}),
    "a disclosure with other blanks": (_respaced, {"disclosure.unknown", "disclosure.missing"}),
    "a disclosure cut off": (_broken_line, {"disclosure.malformed"}),
    "the disclosures of another entry": (_copied_vault, {"disclosure.unknown", "disclosure.missing"}),
    "a digest changed": (_digest, {"disclosure.unknown", "disclosure.missing"}),
    "a digest dropped": (_digest_dropped, {"disclosure.unknown"}),
    "digests in another order": (_digests_unsorted, {"entry.malformed"}),
    "words marked as erased": (_marked_erased, {"erasure.unexplained"}),
    "the mark of an erasure taken away": (_erasure_undone, {"disclosure.missing", "erasure.unfinished"}),
    "a salt too short": (_short_salt, {"disclosure.salt"}),
    "a salt used twice": (_same_salt, {"disclosure.salt"}),
    "number patterns that nobody could draw by": (_patterns, {"entry.shape"}),
    "a number for a disclosure": (_number_for_a_disclosure, {"disclosure.malformed"}),
    "a number for a disclosure with its digest": (
        _number_for_a_disclosure_with_all_hashes,
        {"disclosure.malformed"},
    ),
    "a field without a name": (_unnamed_field, {"disclosure.malformed"}),
    "decoys among disclosures": (_two_decoys, {"entry.shape"}),
    "a disclosure twice": (_same_line_twice, {"disclosure.malformed"}),
    "a mark of an erasure twice": (_mark_twice, {"disclosure.malformed"}),
    "a mark of an erasure for no field": (_mark_of_another_field, {"erasure.false"}),
    "a disclosure that is marked as erased": (_marked_and_there, {"erasure.false"}),
    "a mark of no digest": (_mark_of_nothing, {"erasure.false"}),
    "a mark of words that nobody erased": (_mark_of_words, {"erasure.unexplained"}),
    "a mark of an erasure in another entry": (_mark_elsewhere, {"erasure.false"}),
    "a mark of the digest of another entry": (_mark_of_another, {"erasure.false"}),
    "a mark of a field that another one is of": (_mark_of_a_field_that_is_there, {"erasure.false"}),
    "a mark of a field that only an event within has": (_mark_of_a_field_within, {"erasure.false"}),
    "a mark that hides which field is gone": (_mark_that_hides, {"erasure.false"}),
    "a mark in another form": (_mark_respaced, {"disclosure.malformed"}),
    "an erasure told of before it was": (_erased_too_early, {"erasure.unfinished", "erasure.unexplained"}),
    "a rendition gone": (_rendition_gone, {"rendition.missing"}),
    "digests that are none": (_digests_of_another_kind, {"entry.malformed"}),
    "no digests": (_no_digests, {"entry.malformed"}),
    "a digest twice": (_one_digest_twice, {"entry.malformed"}),
    "a stream without a name": (_nameless_stream, {"entry.malformed"}),
    "a body of another kind": (_body_of_another_kind, {"entry.shape"}),
    "a date that is none": (_date_that_is_none, {"entry.shape"}),
    "a field disclosed twice": (_disclosed_twice, {"entry.shape"}),
    "a type renamed": (_type_renamed, {"entry.column"}),
    "a type renamed with all hashes": (_type_renamed_inside, {"entry.type"}),
    "a type swapped with all hashes": (_type_swapped, {"entry.shape"}),
    "a version moved with all hashes": (_version_moved, {"stream.version"}),
    "a version moved in the columns": (_version_moved_in_columns, {"entry.column"}),
    "an entry moved to another meeting": (_stream_moved, {"stream.version"}),
    "a time moved back with all hashes": (_time_moved, {"time.order"}),
    "a time moved on with all hashes": (_time_moved_on, {"time.order"}),
    "a time in another form": (_time_in_another_form, {"entry.malformed"}),
    "another time within a command": (_time_within_command, {"time.order"}),
    "an entry of an earlier command": (_command_claimed, {"command.differs"}),
    "a number changed with all hashes": (_number_changed, {"number.differs"}),
    "a number given twice": (_number_twice, {"number.differs"}),
    "the body of a meeting changed": (_body_changed, {"number.differs"}),
    "a hidden field put in clear": (_clear_field_added, {"entry.shape"}),
    "a field of another kind": (_field_of_another_kind, {"entry.shape"}),
    "a field added to the envelope": (_envelope_field_added, {"entry.malformed"}),
    "an entry in another form": (_not_canonical, {"entry.noncanonical"}),
    "bytes replaced by text": (_replaced_as_text, {"entry.malformed"}),
    "an entry too large": (_oversized, {"entry.oversized"}),
    "an entry nested without end": (_deep, {"entry.malformed"}),
    "an entry of another ledger": (_other_ledger, {"entry.origin"}),
    "another founding": (_refounded, {"entry.origin"}),
    "the last entry cut off with all hashes": (_cut_off, {"vault.unlisted", "command.differs"}),
    "an entry taken out with all hashes": (_taken_out, {"stream.version"}),
    "entries in another order with all hashes": (_reordered, {"stream.version"}),
    "an entry slipped in": (_slipped_in, {"entry.unlisted"}),
    "a checkpoint replaced": (_checkpoint_replaced, {"checkpoint.root"}),
    "a checkpoint of another ledger": (_checkpoint_of_another, {"checkpoint.origin"}),
    "a rendition replaced": (_rendition_replaced, {"rendition.changed"}),
    "an attached file replaced": (_attachment_replaced, {"attachment.changed"}),
    "a rendition invented": (_rendition_invented, {"kept.unlisted"}),
    "the head rolled back": (_head_rolled_back, {"head.differs"}),
    "a trigger": (_trigger, {"schema.differs"}),
    "a view": (_view, {"schema.differs"}),
    "an index": (_index, {"schema.differs"}),
    "a table": (_table, {"schema.differs"}),
    "a column": (_column, {"schema.differs"}),
    "a column that compares otherwise": (_collation, {"schema.differs"}),
    "a table dropped": (_table_dropped, {"schema.differs", "file.unreadable"}),
    "a view in the place of a table": (_table_replaced_by_view, {"schema.differs"}),
}
"""Ways of tampering: what is done, and the kinds that must all be found."""


@pytest.mark.parametrize("way", NAMED)
def test_tampering_is_found(copy, way):
    tamper, expected = NAMED[way]
    with connected(copy) as connection:
        tamper(connection)
    assert kinds(copy) >= expected


@pytest.mark.parametrize("way", [way for way in NAMED if "with all hashes" in way])
def test_a_changed_entry_is_found_by_its_leaf_where_the_ledger_was_left_alone(copy, way):
    """Or as missing, where it is looked for under its version."""
    with connected(copy) as connection:
        ledger = connection.execute("SELECT position, leaf FROM ledger").fetchall()
        NAMED[way][0](connection)
        connection.executemany(
            "UPDATE ledger SET leaf = ? WHERE position = ?", [(leaf, at) for at, leaf in ledger]
        )
    assert kinds(copy) - {"command.differs", "head.differs"}


def test_a_book_that_was_wholly_rewritten_is_found_by_a_checkpoint_from_outside(sound, tmp_path):
    """One word is another one, and everything in the book follows from it: nothing in it is wrong."""
    forged = tmp_path / "forged.db"
    make(forged, tmp_path, word="wall")
    assert kinds(forged) == set()
    assert [kinds(forged, checkpoints=[note]) for note in sound[1]] == [{"checkpoint.root"}] * 3
    assert kinds(forged, since=sound[1][0]) == {"checkpoint.root"}


def test_a_hidden_field_rewritten_with_all_hashes_is_found_by_a_checkpoint_from_outside(sound, copy):
    """What nothing else in the book rests on can be rewritten by whoever writes to the file."""
    with connected(copy) as connection:
        place = place_of(connection, "item-discussed.v1")
        lines: list[bytes] = []

        def change(found: list[bytes]) -> None:
            changed_line("text", 2, ["The roof holds."])(found)
            lines.extend(found)

        vault_edit(connection, place, change)
        rewritten(connection, place, set_field("_sd", sorted(map(digest, lines))))
    assert kinds(copy) == set()
    assert kinds(copy, checkpoints=sound[1]) == {"checkpoint.root"}


def test_an_old_copy_that_was_put_back_is_found_by_a_checkpoint_from_outside(sound, tmp_path):
    old = tmp_path / "old.db"
    make(old, tmp_path, meetings=1)
    assert kinds(old) == set()
    assert kinds(old, checkpoints=sound[1][:1]) == set()
    assert kinds(old, checkpoints=sound[1]) == {"checkpoint.beyond"}


def test_a_checkpoint_of_another_book_is_told_from_one_of_this(copy):
    """Its name comes first: the roots cannot be compared."""
    other = Checkpoint("other.example/minutes", 3, b"\0" * 32)
    (finding,) = audit(copy, checkpoints=[other]).findings
    assert finding.kind == "checkpoint.origin"
    assert re.search("other.example/minutes.*club.example/minutes", finding.message)
