"""Keys, checkpoints and proofs by command."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ORIGIN = "example.org/notulen"


@pytest.fixture(autouse=True)
def configuration(folder, monkeypatch):
    """A configuration of the user's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "configuration"))
    return folder / "configuration/alliance-minutes/keys"


@pytest.fixture
def chair(cli):
    """The verifier key of the chair, whose key lies in chair.key."""
    return cli("keys", "new", "--name", f"{ORIGIN}/chair", "-o", "chair.key").out.strip()


@pytest.fixture
def proof(cli, book, chair, march):  # noqa: ARG001 - they must be there
    """A proof of the fourth entry, under a checkpoint of the chair's."""
    assert cli("checkpoint", "--key", "chair.key", "-o", "checkpoint.txt").code == 0
    assert cli("prove", march, 4, "-o", "given").code == 0
    return "given.tlog-proof"


# -- keys ----------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("book")
def test_a_key_gets_the_origin_of_the_book_for_its_name(cli, configuration):
    result = cli("keys", "new", "--json")
    (made,) = json.loads(result.out)
    assert made["name"].startswith("alliance-minutes.invalid/")
    assert made["key"].startswith(made["name"] + "+")
    assert Path(made["file"]).parent == configuration
    assert made["signed"] == []
    assert cli("keys", "show").out == made["key"] + "\n"
    assert "keep it to yourself" in result.err


def test_a_key_without_a_name_and_a_book_is_asked_whose_it_is(cli):
    result = cli("keys", "new")
    assert (result.code, result.out) == (2, "")
    assert "--name NAME" in result.err


@pytest.mark.usefixtures("book")
def test_a_key_beside_the_book_is_warned_of(cli):
    assert "note: it stands beside the book" in cli("keys", "new", "-o", "beside.key").err


@pytest.mark.usefixtures("chair")
def test_a_key_is_not_overwritten(cli):
    before = Path("chair.key").read_bytes()
    result = cli("keys", "new", "--name", "other", "-o", "chair.key")
    assert (result.code, Path("chair.key").read_bytes()) == (2, before)
    assert "exists already" in result.err


def test_keys_are_shown_by_file_or_name_as_lines_as_pem_and_as_json(cli, chair):
    assert cli("keys", "show", "--key", "chair.key").out == chair + "\n"
    assert cli("keys", "show", "--key", "chair.key", "--pem").out.startswith(
        "-----BEGIN PUBLIC KEY-----\nMCow"
    )
    assert "no keys yet" in cli("keys", "show").err
    assert cli("keys", "show", "--json").out == "[]\n"
    kept = cli("keys", "new", "--name", "secretary").out
    assert cli("keys", "show", "--key", "secretary").out == kept


def test_a_key_that_cannot_be_used_does_not_hide_the_others(cli, configuration):
    good = cli("keys", "new", "--name", "good").out
    cli("keys", "new", "--name", "open")
    (path,) = configuration.glob("open*.key")
    path.chmod(0o644)
    result = cli("keys", "show")
    assert (result.code, result.out) == (2, good)
    assert "mode 600" in result.err
    assert cli("keys", "show", "--key", "good").out == good
    assert "mode 600" in cli("keys", "show", "--key", "open").err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["keys"], "new|show"),
        (["keys", "new", "--name", "two words"], "name of a key"),
        (["keys", "new", "--name", "a", "-o", ""], "-o names no file"),
        (["keys", "new", "--name", "a", "--pem"], "one key"),
        (["keys", "show", "--name", "a"], "takes no --name"),
        (["keys", "show", "--key", "absent.key"], "no key file"),
        (["keys", "show", "--key", "march.minutes.md"], "signing key"),
        (["checkpoint", "--size", "x"], "number of entries"),
        (["checkpoint", "--size", "999"], "that this book keeps"),
        (["checkpoint", "--list", "-o", "x"], "writes nothing"),
        (["checkpoint", "-o", ""], "-o names no file"),
        (["checkpoint", "-o", "minutes.db"], "would be lost"),
        (["checkpoint", "--key", "march.minutes.md"], "signing key"),
        (["prove"], "prove what?"),
        (["prove", "Garden Committee/2026-03-05"], "which entry"),
        (["prove", "Garden Committee/2026-03-05", "0"], "not a version"),
        (["prove", "Garden Committee/2026-03-05", "99"], "version of this meeting"),
        (["prove", "position:x"], "no position"),
        (["prove", "position:1", "1"], "no position"),
        (["prove", "position:99999"], "position in this book"),
        (["prove", "nowhere", "1"], "no meeting"),
        (["prove", "position:1", "-o", "absent/"], "no such folder"),
        (["prove", "position:1", "-o", ""], "-o names no file"),
        (["prove", "position:1", "--disclose", "nothing"], "can be disclosed"),
        (["prove", "position:1", "--since", "x"], "whole book"),
        (["prove", "--since", "march.minutes.md"], "checkpoint"),
        (["prove", "--since", "absent"], "no such file"),
        (["verify", "absent"], "no such file"),
        (["verify", "march.minutes.md"], "cannot be checked"),
        (["verify"], "verify what?"),
        (["verify", "x", "--write-verifier", "y"], "checks nothing"),
        (["verify", "--write-verifier", "march.minutes.md"], "exists already"),
    ],
)
@pytest.mark.usefixtures("book")
def test_what_cannot_be_is_told_with_what_to_do(arguments: list[str], told: str, cli):
    result = cli(*arguments)
    assert (result.code, result.out) == (2, "")
    assert told in result.err


# -- checkpoints ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("book")
def test_an_unsigned_checkpoint_is_three_lines(cli):
    result = cli("checkpoint")
    origin, size, root, rest = result.out.split("\n", 3)
    assert (result.code, rest) == (0, "")
    assert origin.startswith("alliance-minutes.invalid/")
    assert (int(size) > 1, len(root)) == (True, 44)
    assert "unsigned" in result.err


@pytest.mark.usefixtures("book", "chair")
def test_two_sign_at_once_and_a_third_later(cli):
    cli("keys", "new", "--name", "secretary")
    first = cli("checkpoint", "--key", "chair.key", "--key", "secretary", "--json")
    made = json.loads(first.out)
    assert made["signers"] == [f"{ORIGIN}/chair", "secretary"]
    cli("keys", "new", "--name", "treasurer", "-o", "treasurer.key")
    later = cli("checkpoint", "--key", "treasurer.key", "--size", made["size"], "-o", "signed.txt")
    assert later.code == 0
    note = Path("signed.txt").read_text()
    assert note.startswith(made["note"])
    assert note.count("\n— ") == 3
    keys = [cli("keys", "show", "--key", one).out.strip() for one in ("treasurer.key", "secretary")]
    both = [part for key in keys for part in ("--key", key)]
    assert cli("verify", "signed.txt", *both, "--every-key").code == 0
    Path("first.txt").write_text(made["note"])
    assert cli("verify", "first.txt", *both).code == 0
    assert cli("verify", "first.txt", *both, "--every-key").code == 1
    (listed,) = json.loads(cli("checkpoint", "--list", "--json").out)
    assert listed == {**made, "note": note, "signers": [*made["signers"], "treasurer"]}
    assert "treasurer" in cli("checkpoint", "--list").out


@pytest.mark.usefixtures("book")
def test_a_book_without_checkpoints_says_so(cli):
    result = cli("checkpoint", "--list")
    assert (result.code, result.out) == (0, "")
    assert "no checkpoints yet" in result.err


@pytest.mark.usefixtures("book", "chair")
def test_a_checkpoint_replaces_no_key(cli):
    assert cli("checkpoint", "--key", "chair.key").code == 0
    for file in ("chair.key", "chair.key.signed"):
        before = Path(file).read_bytes()
        result = cli("checkpoint", "--key", "chair.key", "-o", file)
        assert (result.code, Path(file).read_bytes()) == (2, before)


@pytest.mark.usefixtures("chair")
def test_an_old_backup_put_back_is_not_signed(cli, book, typed):
    shutil.copyfile(book, "backup.db")
    assert cli("record", typed, "--new").code == 0
    newest = json.loads(cli("checkpoint", "--key", "chair.key", "--json").out)
    shutil.copyfile("backup.db", book)
    result = cli("checkpoint", "--key", "chair.key")
    assert (result.code, result.out) == (1, "")
    assert f"{newest['size']} and {newest['root']}" in result.err
    assert "Nothing was signed" in result.err


def test_no_checkpoint_makes_a_book(cli, folder):
    assert cli("checkpoint", "--book", "absent.db").code == 2
    assert not (folder / "absent.db").exists()


# -- proofs --------------------------------------------------------------------------------------------------------------


def test_a_proof_is_verified_without_the_book(cli, proof, chair, book):
    Path(book).unlink()
    result = cli("verify", proof, "--key", chair)
    assert result.code == 0
    assert result.out.startswith("true: entry ")
    assert f"signed by {ORIGIN}/chair" in result.out
    assert "withheld" in result.out


@pytest.mark.usefixtures("book", "chair")
def test_disclosed_words_are_shown(cli, march):
    version = next(
        entry["version"]
        for entry in json.loads(cli("log", march, "--json").out)
        if entry["type"] == "proposal-made.v1"
    )
    assert cli("prove", march, version, "--disclose", "text", "-o", "p").code == 0
    root = json.loads(cli("checkpoint", "--json").out)["root"]
    result = cli("verify", "p.tlog-proof", "--root", root)
    assert result.code == 0
    assert "Paint it green." in result.out
    found = json.loads(cli("verify", "p.tlog-proof", "--root", root, "--json").out)
    assert found["ok"]
    assert found["disclosed"][0]["field"] == "text"
    assert found["root"] == root


@pytest.mark.usefixtures("book")
def test_a_proof_is_written_where_it_is_asked_for(cli, folder):
    (folder / "proofs").mkdir()
    for output, name in (("proofs", "proofs/entry-1"), ("proofs/", "proofs/entry-1"), ("x.tlog-proof", "x")):
        assert cli("prove", "position:1", "-o", output).code == 0
        assert [Path(name + suffix).exists() for suffix in (".tlog-proof", ".entry", ".disclosures")] == [
            True
        ] * 3
    assert cli("prove", "position:1").code == 0
    assert Path("entry-1.entry").exists()


def test_a_proof_is_believed_by_a_checkpoint_or_a_key_file_too(cli, proof, chair):
    Path("chair.vkey").write_text(chair + "\n\n")
    assert cli("verify", proof, "--checkpoint", "checkpoint.txt").code == 0
    assert cli("verify", proof, "--key", "chair.vkey").code == 0
    assert cli("verify", "checkpoint.txt", "--key", "chair.vkey").out.startswith("true: a checkpoint of")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "believe it by what?"),
        (["--root", "00"], "64 hexadecimal digits"),
        (["--root", "x" * 64], "64 hexadecimal digits"),
        (["--key", "a+b+c"], "verifier key"),
        (["--key", "absent"], "no such file"),
        (["--entry", "absent", "--root", "00" * 32], "no such file"),
    ],
)
def test_belief_needs_a_reason_that_can_be_read(arguments: list[str], told: str, cli, proof):
    result = cli("verify", proof, *arguments)
    assert (result.code, result.out) == (2, "")
    assert told in result.err


@pytest.mark.parametrize("suffix", [".tlog-proof", ".entry", ".disclosures"])
@pytest.mark.usefixtures("book")
def test_a_proof_with_any_byte_changed_is_not_true(suffix: str, cli, chair, march):
    assert cli("checkpoint", "--key", "chair.key").code == 0
    assert cli("prove", march, 4, "--disclose-all", "-o", "p").code == 0
    assert cli("verify", "p.tlog-proof", "--key", chair).code == 0
    path = Path("p" + suffix)
    content = path.read_bytes()
    for at in range(0, len(content), 7):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        result = cli("verify", "p.tlog-proof", "--key", chair, "--json")
        assert result.code == 1, content[at : at + 20]
        assert json.loads(result.out)["ok"] is False
        assert json.loads(result.out)["problem"]


@pytest.mark.usefixtures("book")
def test_growth_is_proven_and_verified(cli, chair, typed):
    assert cli("checkpoint", "--key", "chair.key", "-o", "old.txt").code == 0
    assert cli("record", typed, "--new").code == 0
    assert cli("checkpoint", "--key", "chair.key", "-o", "new.txt").code == 0
    result = cli("prove", "--since", "old.txt", "-o", "grown.txt")
    assert (result.code, result.out) == (0, "")
    assert cli("prove", "--since", "old.txt").out.encode() == Path("grown.txt").read_bytes()
    assert cli("verify", "grown.txt", "--since", "old.txt", "--key", chair).out.startswith("true: ")
    found = json.loads(cli("verify", "grown.txt", "--since", "old.txt", "--key", chair, "--json").out)
    assert (found["kind"], found["since"] < found["size"]) == ("growth", True)
    assert cli("verify", "grown.txt", "--since", "new.txt", "--key", chair).code == 1
    assert cli("verify", "grown.txt", "--key", chair).code == 2


@pytest.mark.usefixtures("book", "typed")
def test_a_book_that_did_not_grow_out_of_a_checkpoint_has_no_proof_of_it(cli):
    cli("checkpoint", "-o", "old.txt")
    Path("other").write_text(Path("old.txt").read_text().replace("=\n", "=\n", 1).replace("\n", "\n1", 1))
    result = cli("prove", "--since", "other")
    assert (result.code, result.out) == (1, "")
    assert "shorter" in result.err


@pytest.mark.usefixtures("proof")
def test_looking_and_proving_write_no_byte_of_the_book(cli, book):
    before = Path(book).read_bytes()
    assert cli("prove", "position:3", "--disclose-all").code == 0
    assert cli("checkpoint", "--list").code == 0
    with sqlite3.connect(book) as connection:
        assert connection.execute("SELECT count(*) FROM checkpoint").fetchone() == (1,)
    connection.close()
    assert Path(book).read_bytes() == before


def test_the_verifier_of_one_file_is_handed_out(cli, proof):
    assert cli("verify", "--write-verifier", "check.py").code == 0
    command = [sys.executable, "-I", "check.py", proof, "--checkpoint", "checkpoint.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("TRUE: entry "), done.stderr


def test_disclosed_words_are_read_as_words_whatever_is_in_them():
    from alliance_minutes.cli.verifying import _short

    assert _short(
        ["a ", {"em": ["b ", {"strong": ["c"]}]}, {"link": "u", "words": [" d "]}, {"party": "9e"}]
    ) == ("a b c d [party 9e]")
    assert _short([{"party": "9e", "as": "the chair"}, {"closed": "privacy", "_sd": []}]) == (
        "[the chair][closed: privacy]"
    )
    assert _short([["x"]]) == '[["x"]]'
    assert _short(["internal", "public"]) == '["internal", "public"]'
    assert _short({"x": 1}) == '{"x": 1}'
    assert _short("x" * 500).endswith("x … (see --json)")
