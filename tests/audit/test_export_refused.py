"""An export that is not as it was written makes no book, and the first bad line is named."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json

import pytest
from tests.audit.moving import RENDITION, export_of, make, names

from alliance_minutes.audit import check_export, import_book
from alliance_minutes.audit.export import form as export_form
from alliance_minutes.audit.export import importing
from alliance_minutes.audit.export import reading as export_reading
from alliance_minutes.errors import InvalidExportError
from alliance_minutes.store.entries import digest


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    path = tmp_path_factory.mktemp("source") / "minutes.db"
    make(path)
    return export_of(path)


@pytest.fixture(scope="module")
def lines(exported):
    return exported.splitlines(keepends=True)


def refused(tmp_path, content: bytes) -> InvalidExportError:
    """Why an import was refused; nothing is left of it, and the check without a book says the same."""
    with pytest.raises(InvalidExportError) as told:
        import_book(io.BytesIO(content), tmp_path / "new.db", name="book.jsonl")
    assert names(tmp_path) == []
    assert str(told.value).startswith(f"book.jsonl:{told.value.line}: ")
    (tmp_path / "book.jsonl").write_bytes(content)
    with pytest.raises(InvalidExportError) as checked:
        check_export(tmp_path / "book.jsonl")
    assert checked.value.line == told.value.line
    (tmp_path / "book.jsonl").unlink()
    return told.value


def closed(lines: list[bytes]) -> bytes:
    """Lines with a last line that closes them, as somebody writes who knows the form."""
    before = b"".join(lines[:-1])
    end = {"lines": len(lines) - 1, "sha256": hashlib.sha256(before).hexdigest()}
    return before + json.dumps(end, separators=(",", ":")).encode() + b"\n"


def edited(lines: list[bytes], at: int, change) -> bytes:
    """The export with one line changed as an object, and closed anew."""
    found = json.loads(lines[at])
    change(found)
    line = json.dumps(found, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode() + b"\n"
    return closed([*lines[:at], line, *lines[at + 1 :]])


def of_kind(lines: list[bytes], key: str, nth: int = 0) -> int:
    """The index of the ``nth`` line that has a key."""
    return [at for at, line in enumerate(lines) if key in json.loads(line)][nth]


def test_what_the_tests_close_anew_is_the_export_itself(exported, lines):
    assert closed(lines) == exported


def test_a_file_that_was_cut_off_is_refused_wherever_it_was_cut(exported, tmp_path):
    """At every line end and in every line; the line at which it ends is named."""
    ends = [at + 1 for at, byte in enumerate(exported) if byte == 10]
    cuts = {0, *ends[:-1], *(end - 1 for end in ends), *range(1, len(exported), 397)}
    for cut in sorted(cuts):
        told = refused(tmp_path, exported[:cut])
        assert told.line == exported[:cut].count(b"\n") + 1, cut


@pytest.mark.thorough
def test_a_file_that_was_cut_off_is_refused_at_every_byte(exported, tmp_path):
    (tmp_path / "book.jsonl").write_bytes(exported)
    for cut in range(len(exported) - 1, -1, -1):
        with (tmp_path / "book.jsonl").open("r+b") as file:
            file.truncate(cut)
        with pytest.raises(InvalidExportError) as told:
            check_export(tmp_path / "book.jsonl")
        assert told.value.line == exported[:cut].count(b"\n") + 1


def test_every_line_that_was_changed_is_found(lines, tmp_path):
    """A letter of it, wherever: at the line itself, unless only the closing of the file can tell."""
    late = 0
    for at, line in enumerate(lines):
        for place in range(1, len(line) - 1, max(1, len(line) // 4)):
            other = b"x" if line[place : place + 1] != b"x" else b"y"
            changed = line[:place] + other + line[place + 1 :]
            told = refused(tmp_path, b"".join([*lines[:at], changed, *lines[at + 1 :]]))
            late += told.line == len(lines) != at + 1
            assert told.line in {at + 1, len(lines)}, (at + 1, place, str(told))
    assert late < 10


def test_lines_that_are_missing_doubled_or_in_another_order_are_found(lines, tmp_path):
    for at in range(len(lines)):
        for other in (
            lines[:at] + lines[at + 1 :],
            lines[: at + 1] + lines[at:],
            [*lines[:at], *reversed(lines[at : at + 2]), *lines[at + 2 :]],
            lines[:at] + lines[at + 2 :],
            [*lines[:at], *lines[at + 2 : at + 4], *lines[at : at + 2], *lines[at + 4 :]],
        ):
            if other == lines:
                continue
            told = refused(tmp_path, b"".join(other))
            assert at <= told.line <= at + 4 or told.line >= len(other), (at + 1, str(told))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"\n", 1),
        (b"\0" * 5000, 1),
        (b"SQLite format 3\0" + b"\1" * 8000, 1),
        (b"[" * 4000 + b"\n", 1),
        (b'{"format":"something"}\n', 1),
        (b"{" + b" " * 10**6 + b"}\n", 1),
        (gzip.compress(b"words " * 1000, mtime=0), 1),
    ],
)
def test_what_is_no_export_is_told_from_one(content, line, tmp_path):
    assert refused(tmp_path, content).line == line
    assert "no export of a minute book" in str(refused(tmp_path, content))


def test_a_newer_export_is_told_from_a_broken_one(lines, tmp_path):
    told = refused(tmp_path, edited(lines, 0, lambda header: header.update(version=2)))
    assert "use a newer one" in str(told)


def test_a_line_that_never_ends_is_refused_in_little_memory(lines, tmp_path, monkeypatch):
    monkeypatch.setattr(export_form, "LONGEST", 100_000)
    monkeypatch.setattr(export_form.Lines.next, "__defaults__", (100_000,))
    huge = b'{"disclosures":["' + b"A" * 200_000 + b'"]}\n'
    assert "longer than 100000 bytes" in str(refused(tmp_path, b"".join([*lines[:2], huge, *lines[3:]])))
    entry = b'{"_sd":["' + b"A" * 70_000 + b'"]}\n'
    assert "at most 65535 bytes" in str(refused(tmp_path, b"".join([lines[0], entry, *lines[2:]])))


def test_one_command_that_would_fill_the_memory_is_refused(exported, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "_MOST", 2000)
    with pytest.raises(InvalidExportError, match="one command"):
        import_book(io.BytesIO(exported), tmp_path / "new.db")


def _first(facts):
    raw = base64.urlsafe_b64decode(facts["disclosures"][0] + "==")
    disclosure = json.loads(raw)
    disclosure[0] = "AAAAAAAAAAAAAAAAAAAAAA"
    return base64.urlsafe_b64encode(json.dumps(disclosure).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("key", "change", "why"),
    [
        ("format", lambda one: one.update(origin="other.example/minutes"), "of the ledger"),
        ("format", lambda one: one.update(size=one["size"] + 1), "entries"),
        ("format", lambda one: one.update(root="0" * 64), "root"),
        ("format", lambda one: one.update(root="0" * 63), "what an export is of"),
        ("format", lambda one: one.update(edition="other"), "what an export is of"),
        ("format", lambda one: one.update(size="1"), "what an export is of"),
        ("format", lambda one: one.update(more=1), "what an export is of"),
        ("leaf", lambda one: one.update(position=7), "next position"),
        ("leaf", lambda one: one.update(position="0"), "not what they should be"),
        ("leaf", lambda one: one.update(more=1), "stands a line with"),
        ("leaf", lambda one: one.update(disclosures=[]), "no mark says that it was erased"),
        ("leaf", lambda one: one["disclosures"].append("AAAA"), "disclosure"),
        ("leaf", lambda one: one["disclosures"].append(one["disclosures"][0]), "twice"),
        ("leaf", lambda one: one["disclosures"].append("A="), "without padding"),
        ("leaf", lambda one: one["disclosures"].append("A"), "base64url"),
        ("leaf", lambda one: one["disclosures"].append("AB"), "one form"),
        ("leaf", lambda one: one["disclosures"].append({"erased": 1, "field": "x"}), "mark of an erased"),
        ("leaf", lambda one: one.update(disclosures=[_first(one)]), "does not name"),
        ("checkpoint", lambda one: one.update(checkpoint=2), "another size"),
        ("checkpoint", lambda one: one.update(note=one["note"].replace("club", "blub")), "another ledger"),
        ("checkpoint", lambda one: one.update(note="x"), "this is no note"),
        ("checkpoint", lambda one: one.update(note=1), "is text"),
        ("kept", lambda one: one.update(content="AAAA"), "digest differs"),
        ("kept", lambda one: one.update(content="A"), "base64"),
        ("kept", lambda one: one.update(content=1), "base64"),
        ("kept", lambda one: one.update(kept=1), "stands after it"),
        ("kept", lambda one: one.update(more=1), "none of those of an export"),
    ],
)
def test_a_line_forged_with_care_is_told_by_what_is_wrong_with_it(lines, tmp_path, key, change, why):
    """Also where the file is closed anew."""
    at = of_kind(lines, key)
    told = refused(tmp_path, edited(lines, at, change))
    assert why in str(told)
    assert told.line == at + 1


def marks_of(facts) -> dict[str, dict[str, str]]:
    """The marks in a line of facts, by their field."""
    return {one["field"]: one for one in facts["disclosures"] if isinstance(one, dict)}


def marked(lines: list[bytes]) -> int:
    """The index of the line of facts that marks what was erased."""
    (at,) = [at for at, line in enumerate(lines) if b'{"erased":' in line]
    return at


def renaming(field: str, to: str):
    return lambda facts: marks_of(facts)[field].update(field=to)


def losing(field: str):
    return lambda facts: facts["disclosures"].remove(marks_of(facts)[field])


def marking(erased: str, field: str):
    return lambda facts: facts["disclosures"].append({"erased": erased, "field": field})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (renaming("text", "nonsense"), "no field that can have been there"),
        (renaming("text", "The treasurer took it."), "no field that can have been there"),
        (renaming("text", "item"), "no field that can have been there"),
        (renaming("text", "words"), "no field that can have been there"),
        (renaming("text", "speaker"), "another one is of as well"),
        (renaming("words", "text"), "names no such digest"),
        (marking("A" * 43, "text"), "names no such digest"),
        (marking("x", "words"), "names no such digest"),
        (marking("A" * 43, "words"), "no event explains it"),
        (losing("text"), "no mark says that it was erased"),
        (losing("speaker"), "no mark says that it was erased"),
    ],
)
def test_a_false_mark_of_an_erasure_is_refused_at_its_line(lines, tmp_path, change, why):
    """No hash vouches for marks: the digests of the entry, the fields of its type and the erasures of the book do."""
    at = marked(lines)
    told = refused(tmp_path, edited(lines, at, change))
    assert why in str(told)
    assert told.line == at + 1


def test_a_mark_that_hides_which_demanded_field_is_gone_is_refused(lines, tmp_path):
    def change(facts):
        facts["disclosures"].remove(marks_of(facts)["speaker"])
        marks_of(facts)["text"]["field"] = "speaker"

    at = marked(lines)
    assert refused(tmp_path, edited(lines, at, change)).line == at + 1


def test_a_mark_in_an_entry_of_which_nothing_was_erased_is_refused_at_its_line(lines, tmp_path):
    """Also where it is in the place of the disclosure, and where it repeats one that is true of another entry."""
    true = marks_of(json.loads(lines[marked(lines)]))["words"]
    at = of_kind(lines, "leaf", 2)
    entry = json.loads(lines[at - 1])

    def strike_all(facts):
        names = ["recorded_by"] * len(entry["_sd"])
        facts["disclosures"] = [
            {"erased": one, "field": name} for one, name in zip(entry["_sd"], names, strict=True)
        ]

    for change in (
        marking("A" * 43, "words"),
        marking("x", "text"),
        marking(true["erased"], "words"),
        strike_all,
    ):
        told = refused(tmp_path, edited(lines, at, change))
        assert told.line == at + 1, str(told)


def test_a_disclosure_that_is_marked_and_was_never_erased_is_refused_at_the_line_of_the_mark(lines, tmp_path):
    """Only the end of the file tells, for an erasure comes after what it erases."""
    at = of_kind(lines, "leaf", 0)
    while True:
        facts = json.loads(lines[at])
        last = facts["disclosures"][-1]
        if isinstance(last, str):
            raw = base64.urlsafe_b64decode(last + "==")
            if len(json.loads(raw)) == 3 and b"_sd" not in raw:
                break
        at += 1
        while "leaf" not in json.loads(lines[at]):
            at += 1
    mark = {"erased": digest(raw), "field": json.loads(raw)[1]}
    told = refused(tmp_path, edited(lines, at, lambda facts: facts["disclosures"].__setitem__(-1, mark)))
    assert "no event explains it" in str(told)
    assert told.line == at + 1


def test_a_mark_of_what_went_with_other_words_is_missed_where_the_erasure_tells_of_it(lines, tmp_path):
    """Nothing that is left names a closed passage within words that are gone, but the event does."""
    told = refused(tmp_path, edited(lines, marked(lines), losing("words")))
    assert "no mark before says that it is gone" in str(told)
    assert b"personal-data-erased" in lines[told.line - 1]


def test_a_public_export_marks_nothing(tmp_path):
    """What is not in it may be withheld or erased: a mark would make one of the other."""
    make(tmp_path / "minutes.db")
    lines = export_of(tmp_path / "minutes.db", edition="public").splitlines(keepends=True)
    at = of_kind(lines, "leaf", 4)
    named = json.loads(lines[at - 1])["_sd"][0]
    (tmp_path / "public.jsonl").write_bytes(edited(lines, at, marking(named, "text")))
    with pytest.raises(InvalidExportError, match="does not mark") as told:
        check_export(tmp_path / "public.jsonl")
    assert told.value.line == at + 1


def test_a_false_mark_in_the_export_of_a_meeting_is_refused_at_its_line(tmp_path):
    make(tmp_path / "minutes.db")
    lines = export_of(tmp_path / "minutes.db", "Board/2025-06-30").splitlines(keepends=True)
    at = marked(lines)
    for change in (renaming("text", "nonsense"), marking("A" * 43, "words"), losing("text")):
        (tmp_path / "board.jsonl").write_bytes(edited(lines, at, change))
        with pytest.raises(InvalidExportError) as told:
            check_export(tmp_path / "board.jsonl")
        assert told.value.line == at + 1


def forged(lines: list[bytes], at: int, change) -> bytes:
    """The export with an entry changed, and leaf, root and closing line made to fit."""
    entry = json.loads(lines[at])
    change(entry)
    line = json.dumps(entry, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
    facts = json.loads(lines[at + 1])
    facts["leaf"] = hashlib.sha256(b"\0" + line).hexdigest()
    other = json.dumps(facts, separators=(",", ":"), sort_keys=True).encode()
    made = [*lines[:at], line + b"\n", other + b"\n", *lines[at + 2 :]]
    made = [one for one in made if b'{"checkpoint"' not in one]
    header = json.loads(lines[0])
    from alliance_minutes.ledger import root_of

    header["root"] = root_of(
        bytes.fromhex(json.loads(one)["leaf"]) for one in made if b'"leaf":' in one
    ).hex()
    return closed([json.dumps(header, separators=(",", ":"), sort_keys=True).encode() + b"\n", *made[1:]])


@pytest.mark.parametrize(
    ("number", "change", "why"),
    [
        (0, lambda one: one.update(stream="parties"), "does not found the ledger"),
        (0, lambda one: one["event"].update(origin="else.example/x"), "does not found the ledger"),
        (3, lambda one: one.update(version=one["version"] + 1), "follows version"),
        (1, lambda one: one.update(recorded_at="2025-07-01T11:00:00.000000Z"), "not later"),
        (3, lambda one: one.update(recorded_at="2025-07-01T12:00:00Z"), "fields of the envelope"),
        (3, lambda one: one.update(type="never-happened.v9"), "use a newer alliance-minutes"),
        (3, lambda one: one.update(more=1), "fields of the envelope"),
        (3, lambda one: one.update(stream=""), "fields of the envelope"),
        (3, lambda one: one.update(version=0), "fields of the envelope"),
        (3, lambda one: one.update(_sd=one["_sd"][::-1] * 2), "sorted"),
        (0, lambda one: one.update(_sd=[]), "at least one"),
        (3, lambda one: one["event"].update(item=1.5), "wrong side of the vault"),
        (3, lambda one: one["event"].update(number=2**53), "wrong side of the vault"),
        (3, lambda one: one["event"].update(ñ="x"), "wrong side of the vault"),
        (8, lambda one: one.update(command_id="other"), "not later"),
        (7, lambda one: one.update(recorded_at="2025-07-01T13:00:00.000000Z"), "the same time"),
    ],
)
def test_an_entry_that_no_book_lets_in_is_refused_though_every_hash_fits(
    lines, tmp_path, number, change, why
):
    at = of_kind(lines, "_sd", number)
    content = forged(lines, at, change)
    told = refused(tmp_path, content)
    assert why in str(told)
    assert told.line == of_kind(content.splitlines(), "_sd", number) + 1


def test_a_command_or_a_number_that_comes_twice_is_refused(lines, tmp_path):
    """What a save would not have let through."""
    last = of_kind(lines, "_sd", -1)
    founding = json.loads(lines[1])["command_id"]
    assert "comes again" in str(
        refused(tmp_path, forged(lines, last, lambda one: one.update(command_id=founding)))
    )
    decided = [at for at, line in enumerate(lines) if b'"type":"decision-taken.v1"' in line][1]

    def repeat(one):
        one["event"]["number"] = "D-2025-002"

    with pytest.raises(InvalidExportError, match="gives the number D-2025-002"):
        import_book(io.BytesIO(forged(lines, decided, repeat)), tmp_path / "new.db")
    assert names(tmp_path) == []


def test_something_after_the_last_line_is_refused(exported, tmp_path):
    told = refused(tmp_path, exported + b"\n")
    assert told.line == exported.count(b"\n") + 1


def test_a_rendition_whose_entry_was_erased_is_taken_as_it_is(lines):
    """Its digest is gone, and nothing tells that it is another one."""
    assert base64.b64encode(RENDITION) in lines[of_kind(lines, "kept")]
    assert export_reading.KeptFile(3, RENDITION).content == RENDITION


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda one: one.update(proof=one["proof"][:-1]), "path"),
        (lambda one: one.update(proof=[*one["proof"][:-1], "0" * 64]), "leads to the root"),
        (lambda one: one.update(proof=["0"]), "list of hashes"),
        (lambda one: one.update(proof="0"), "list of hashes"),
        (lambda one: one.pop("proof"), "proof"),
    ],
)
def test_a_meeting_whose_proofs_do_not_hold_is_refused(tmp_path, change, why):
    make(tmp_path / "minutes.db")
    lines = export_of(tmp_path / "minutes.db", "Club/XXXX-07-01").splitlines(keepends=True)
    at = of_kind(lines, "leaf", 2)
    (tmp_path / "club.jsonl").write_bytes(edited(lines, at, change))
    with pytest.raises(InvalidExportError, match=why) as told:
        check_export(tmp_path / "club.jsonl")
    assert told.value.line == at + 1


def test_a_meeting_without_one_of_its_entries_or_with_those_of_another_is_refused(tmp_path):
    make(tmp_path / "minutes.db")
    club = export_of(tmp_path / "minutes.db", "Club/XXXX-07-01").splitlines(keepends=True)
    board = export_of(tmp_path / "minutes.db", "Board/2025-06-30").splitlines(keepends=True)
    meeting = json.loads(club[0])["meeting"].encode()
    own = [at for at, line in enumerate(club) if b'"stream":"' + meeting in line]
    for content, why in (
        (closed([*club[: own[0]], *club[own[0] + 2 :]]), "follows version"),
        (closed([*club[:3], *club[own[-1] + 2 :]]), "no entry of meeting"),
        (closed([*club[:1], *board[1:]]), "another meeting"),
        (closed([*club[:1], *club[3:5], *club[1:3], *club[5:]]), "does not found the ledger"),
        (closed([*club[:5], *club[3:5], *club[5:]]), "used before"),
    ):
        (tmp_path / "club.jsonl").write_bytes(content)
        with pytest.raises(InvalidExportError, match=why):
            check_export(tmp_path / "club.jsonl")
