"""The verifier that stands by itself: a file copied elsewhere, run by a Python that has no library of ours."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import tool

from alliance_minutes.audit.proofs import standalone
from alliance_minutes.audit.proofs.keys import KeyFile
from alliance_minutes.book import MinuteBook
from alliance_minutes.ledger import leaf_hash
from alliance_minutes.ledger.proofs import consistency_path, inclusion_path, root_at


class Result(NamedTuple):
    """What came of a run."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def given_files(tmp_path_factory):
    """What an auditor is given: proofs, checkpoints, the verifier key; and the verifier."""
    folder = tmp_path_factory.mktemp("auditor")
    book_folder = tmp_path_factory.mktemp("office")
    chair = KeyFile.make("example.org/notulen/chair", book_folder / "chair.key")
    other = KeyFile.make("example.org/notulen/chair", book_folder / "other.key")
    with MinuteBook.open(book_folder / "minutes.db", origin="example.org/notulen") as book:
        meeting = book.convene(body="Garden Committee", held_on="2026-03-05")
        meeting.discuss("The committee replaces the bridge.", speaker="Agnes Thorburn")
        position = book.store.head().size - 1
        (folder / "old.txt").write_bytes(bytes(book.trail.checkpoint([chair])))
        for text in "abcdefg":
            meeting.discuss(text)
        kept = book.trail.checkpoint([chair])
        (folder / "new.txt").write_bytes(bytes(kept))
        proven = book.trail.prove(position, disclose=["text"])
        (folder / "p.tlog-proof").write_bytes(bytes(proven.proof))
        (folder / "p.entry").write_bytes(proven.entry)
        (folder / "p.disclosures").write_bytes(b"\n".join(proven.disclosures) + b"\n")
        (folder / "grown.txt").write_bytes(bytes(book.trail.prove_since((folder / "old.txt").read_bytes())))
        for number, row in enumerate(book.store.entries()):
            (folder / f"{number:02}.bytes").write_bytes(row[4])
    (folder / "chair.vkey").write_text(f"{chair.key}\n")
    (folder / "other.vkey").write_text(f"{other.key}\n")
    (folder / "root").write_text(kept.root.hex())
    shutil.copyfile(standalone.__file__, folder / "check.py")
    return folder


@pytest.fixture
def files(given_files, tmp_path):
    """A copy of them, to be spoiled."""
    shutil.copytree(given_files, tmp_path / "given")
    return tmp_path / "given"


def run(folder, *arguments: str, path: str | None = None) -> Result:
    """Run the copied file, isolated from this environment."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "check.py", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"] if path is None else path, "LANG": "C.UTF-8"},
    )
    return Result(done.returncode, done.stdout, done.stderr)


def here(folder, monkeypatch, capsys, *arguments: str) -> Result:
    """Run it in this process, which is faster."""
    monkeypatch.chdir(folder)
    try:
        code = standalone.main(list(arguments))
    except SystemExit as left:
        code = int(left.code or 0)
    return Result(code, *capsys.readouterr())


def asked_in(folder, monkeypatch, capsys, *arguments: str) -> int:
    """The exit code alone."""
    return here(folder, monkeypatch, capsys, *arguments).code


@pytest.mark.interop
def test_it_checks_an_entry_with_openssl(given_files):
    tool("openssl")
    result = run(given_files, "p.tlog-proof", "--key", "chair.vkey")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("TRUE: entry ")
    assert "signed by example.org/notulen/chair" in result.out
    assert 'disclosed text: ["The committee replaces the bridge."]' in result.out
    assert "withheld or erased: 1" in result.out


@pytest.mark.interop
def test_it_checks_growth_and_checkpoints(given_files):
    tool("openssl")
    key = (given_files / "chair.vkey").read_text().strip()
    grown = run(given_files, "grown.txt", "--since", "old.txt", "--key", key)
    assert (grown.code, "only grew" in grown.out) == (0, True), grown
    assert run(given_files, "new.txt", "--key", key).out.startswith("TRUE: example.org/notulen, ")


def test_it_checks_by_a_root_or_a_checkpoint_where_there_is_no_openssl(given_files):
    root = (given_files / "root").read_text()
    for belief in (["--root", root], ["--checkpoint", "new.txt"]):
        assert run(given_files, "p.tlog-proof", *belief, path="").code == 0
    without = run(given_files, "p.tlog-proof", "--key", "chair.vkey", path="/nonexistent")
    assert (without.code, without.out) == (2, "")
    assert "openssl cannot be run" in without.err


def test_it_makes_the_root_over_all_entries(given_files):
    entries = sorted(path.name for path in given_files.glob("*.bytes"))
    assert run(given_files, "--root-of", *entries).out.strip() == (given_files / "root").read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["p.tlog-proof", "--key", "other.vkey"], "none of the keys"),
        (["p.tlog-proof", "--root", "00" * 32], "not the one that you hold"),
        (["p.tlog-proof", "--checkpoint", "old.txt"], "not the one that you hold"),
        (["p.tlog-proof", "--entry", "00.bytes", "--root", "00" * 32], "does not lead to the root"),
        (["grown.txt", "--since", "new.txt", "--key", "chair.vkey"], "does not begin"),
        (["p.entry", "--key", "chair.vkey"], "form"),
    ],
)
def test_what_is_not_true_is_told_so(arguments: list[str], told: str, given_files, monkeypatch, capsys):
    result = here(given_files, monkeypatch, capsys, *arguments)
    assert result.code == 1
    assert result.out.startswith("NOT TRUE: ")
    assert told in result.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Give a file"),
        (["p.tlog-proof"], "believe it by what?"),
        (["absent"], "No such file"),
        (["grown.txt", "--key", "chair.vkey"], "--since FILE"),
        (["p.tlog-proof", "--root", "00"], "64 hexadecimal digits"),
        (["p.tlog-proof", "--root", "0z" * 32], "64 hexadecimal digits"),
        (["p.tlog-proof", "--key", "nonsense"], "no verifier key"),
        (["p.tlog-proof", "--key", "old.txt"], "no verifier key"),
        (["p.tlog-proof", "--checkpoint", "p.entry"], "form"),
        (["p.tlog-proof", "--key", "a+00000000+AgAA"], "not one of Ed25519"),
        (
            ["p.tlog-proof", "--key", f"a+00000000+{base64.b64encode(bytes([1]) * 33).decode()}"],
            "belongs to it",
        ),
    ],
)
def test_what_cannot_be_checked_is_told_so(arguments: list[str], told: str, given_files, monkeypatch, capsys):
    result = here(given_files, monkeypatch, capsys, *arguments)
    assert (result.code, result.out) == (2, "")
    assert told in result.err


@pytest.mark.parametrize("name", ["p.tlog-proof", "p.entry", "p.disclosures", "grown.txt"])
def test_no_changed_byte_and_no_cut_passes(name: str, files, monkeypatch, capsys):
    root = (files / "root").read_text()
    since = ["--since", "old.txt"] if name == "grown.txt" else []
    file = "grown.txt" if since else "p.tlog-proof"
    before = (files / name).read_bytes()
    assert asked_in(files, monkeypatch, capsys, file, "--checkpoint", "new.txt", *since) == 0
    checked = before.rpartition(b"\n\n")[0] if name in {"p.tlog-proof", "grown.txt"} else before
    for at in range(len(checked)):
        (files / name).write_bytes(before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])
        code = asked_in(files, monkeypatch, capsys, file, "--checkpoint", "new.txt", "--root", root, *since)
        assert code in {1, 2}, before[at:]
    for at in range(0, len(checked), 5):
        (files / name).write_bytes(before[:at])
        code = asked_in(files, monkeypatch, capsys, file, "--checkpoint", "new.txt", *since)
        assert code != 0 or name == "p.disclosures", "a disclosure less is withheld"


def an_entry(log: str, *digests: str, event: object = None) -> bytes:
    """The bytes of an entry that somebody made."""
    return json.dumps(
        {
            "_sd": list(digests),
            "event": event or {},
            "log": log,
            "recorded_at": "",
            "stream": "",
            "type": "",
            "version": 1,
        },
        separators=(",", ":"),
    ).encode()


DEEP = b'{"log":"example.org/notulen","x":' + b"[" * 940 + b"]" * 940 + b"}"


@pytest.mark.parametrize(
    "entry", [b"[]", b"{}", b'{"log": "x"}', b"[" * 5000, b'{"_sd":{"_sd":3}}', b"\xff", DEEP]
)
def test_any_bytes_that_a_forger_put_in_a_ledger_are_told_to_be_no_entry(
    entry: bytes, files, monkeypatch, capsys
):
    note = f"example.org/notulen\n1\n{base64.b64encode(leaf_hash(entry)).decode()}\n"
    (files / "f.tlog-proof").write_text(f"c2sp.org/tlog-proof@v1\nindex 0\n\n{note}")
    (files / "f.entry").write_bytes(entry)
    root = leaf_hash(entry).hex()
    assert asked_in(files, monkeypatch, capsys, "f.tlog-proof", "--root", root) == 1


@pytest.mark.parametrize(("depth", "code"), [(150, 0), (400, 1)])
def test_words_that_nest_as_deep_as_can_be_do_not_break_it(depth, code, files, monkeypatch, capsys):
    entry = an_entry("a", event={"x": json.loads("[" * depth + "]" * depth)})
    note = f"a\n1\n{base64.b64encode(leaf_hash(entry)).decode()}\n"
    (files / "f.tlog-proof").write_text(f"c2sp.org/tlog-proof@v1\nindex 0\n\n{note}")
    (files / "f.entry").write_bytes(entry)
    assert asked_in(files, monkeypatch, capsys, "f.tlog-proof", "--root", leaf_hash(entry).hex()) == code


@pytest.mark.parametrize("line", [b"[]", b"3", b"[1,2,3]", b"[" * 5000, b"\xff"])
def test_a_disclosure_that_a_forger_named_is_told_to_be_none(line: bytes, files, monkeypatch, capsys):
    entry = an_entry("a", standalone.digest(line))
    note = f"a\n1\n{base64.b64encode(leaf_hash(entry)).decode()}\n"
    (files / "f.tlog-proof").write_text(f"c2sp.org/tlog-proof@v1\nindex 0\n\n{note}")
    (files / "f.entry").write_bytes(entry)
    (files / "f.disclosures").write_bytes(line)
    assert asked_in(files, monkeypatch, capsys, "f.tlog-proof", "--root", leaf_hash(entry).hex()) == 1


OPENSSL = """#!/bin/sh
cat message > "$SEEN"
cat key signature >> "$SEEN"
echo "$SAYS"
test "$SAYS" = "Signature Verified Successfully"
"""


@pytest.mark.parametrize(
    "says_code_told",
    [
        ("Signature Verified Successfully", 0, "signed by example.org/notulen/chair"),
        ("Signature Verification Failure", 1, "the signature of example.org/notulen/chair is false"),
        ("unknown option -rawin", 2, "it must be version 3 or newer"),
    ],
)
def test_it_asks_openssl_and_believes_what_it_says(
    says_code_told: tuple[str, int, str], given_files, tmp_path, monkeypatch, capsys
):
    says, code, told = says_code_told
    program = tmp_path / "openssl"
    program.write_text(OPENSSL)
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    monkeypatch.setenv("SAYS", says)
    for file, more in (("p.tlog-proof", []), ("grown.txt", ["--since", "old.txt"]), ("new.txt", [])):
        result = here(given_files, monkeypatch, capsys, file, *more, "--key", "chair.vkey")
        assert (result.code, told in result.out + result.err) == (code, True)
        text = (given_files / "new.txt").read_bytes().partition(b"\n\n")[0] + b"\n"
        assert (tmp_path / "seen").read_bytes().startswith(text + b"-----BEGIN PUBLIC KEY-----\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("c2sp.org/tlog-proof@v1\nindex 0", "form of a proof"),
        ("c2sp.org/tlog-proof@v1\n\na\n1\n{root}\n", "does not say the index"),
        ("c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\na\n1\n{root}\n", "no base64"),
        ("c2sp.org/tlog-proof@v1\nextra AAAA\nindex 1\n\na\n1\n{root}\n", "cannot be in a ledger"),
        ("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\na\n1\n{root}\n", "no hash"),
        ("c2sp.org/tlog-proof@v1\nindex 0\n{root}\n\na\n1\n{root}\n", "has one of 0"),
        ("c2sp.org/tlog-proof@v1\nindex 00\n\na\n1\n{root}\n", "no number"),
        ("old 0\n\na\n01\n{root}\n", "no number"),
        ("a\n1\n{root}\n\n- key AAAA\n", "no signature line"),
        ("a\n1\n", "form of one"),
    ],
)
def test_a_file_in_a_wrong_form_is_not_true(content: str, told: str, files, monkeypatch, capsys):
    name = "f.tlog-proof" if content.startswith("c2sp") else "f.txt"
    (files / name).write_text(content.format(root=base64.b64encode(bytes(32)).decode()))
    (files / "f.entry").write_bytes(b"{}")
    result = here(files, monkeypatch, capsys, name, "--since", "old.txt", "--key", "chair.vkey")
    assert (result.code, told in result.out) == (1, True), result


def test_an_entry_of_another_book_is_not_true(files, monkeypatch, capsys):
    entry = an_entry("other")
    note = f"a\n1\n{base64.b64encode(leaf_hash(entry)).decode()}\n"
    (files / "f.tlog-proof").write_text(f"c2sp.org/tlog-proof@v1\nindex 0\n\n{note}")
    (files / "f.entry").write_bytes(entry)
    result = here(files, monkeypatch, capsys, "f.tlog-proof", "--root", leaf_hash(entry).hex())
    assert (result.code, "another ledger" in result.out) == (1, True)


def test_what_is_too_large_for_a_proof_is_not_read(files, monkeypatch, capsys):
    monkeypatch.setattr(standalone, "MOST", 10)
    result = here(files, monkeypatch, capsys, "p.tlog-proof", "--root", "00")
    assert (result.code, "too large" in result.err) == (2, True)


def test_the_root_over_no_entries_is_the_hash_of_nothing():
    assert standalone.tree_hash([]).hex().startswith("e3b0c442")
    with pytest.raises(standalone.Untrue, match="no entries"):
        standalone.check_growth(0, 1, [], bytes(32), LEAVES[0])


def test_what_acts_on_a_terminal_is_shown_by_its_code():
    assert standalone.shown("a\x1b[31m\u202eb\n") == "a<U+001B>[31m<U+202E>b\n"


LEAVES = [leaf_hash(bytes([number])) for number in range(200)]


def subtree(level: int, number: int) -> bytes:
    """A complete subtree, by the other implementation."""
    return standalone.tree_hash(LEAVES[number << level : (number + 1) << level])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_it_agrees_with_the_library_which_shares_no_code_with_it(data: st.DataObject):
    size = data.draw(st.integers(1, len(LEAVES)))
    root = root_at(size, subtree)
    assert root == standalone.tree_hash(LEAVES[:size])
    index = data.draw(st.integers(0, size - 1))
    assert standalone.root_from_leaf(LEAVES[index], index, size, inclusion_path(index, size, subtree)) == root
    old = data.draw(st.integers(0, size))
    old_root = root_at(old, subtree)
    path = consistency_path(old, size, subtree)
    standalone.check_growth(old, size, path, old_root, root)
    if 0 < old < size:
        with pytest.raises(standalone.Untrue):
            standalone.check_growth(old, size, path, bytes(32), root)
        with pytest.raises(standalone.Untrue):
            standalone.check_growth(old, size, path, old_root, bytes(32))
        with pytest.raises(standalone.Untrue):
            standalone.check_growth(old, size, path[1:], old_root, root)
