"""``verify`` and the verifier that stands by itself: two programs that share no code, and give one verdict on any file."""

from __future__ import annotations

import base64
import importlib.util
import io
import json
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import tool

from alliance_minutes.audit.proofs.keys import KeyFile, check_signature
from alliance_minutes.book import MinuteBook
from alliance_minutes.cli import main
from alliance_minutes.ledger import leaf_hash
from alliance_minutes.ledger.notes import ED25519, VerifierKey
from alliance_minutes.store.entries import digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

CHAIR = "example.org/notulen/chair"


@attrs.frozen
class Bench:
    """Files that somebody was given, a place to spoil them in, and the other verifier."""

    given: Path
    spoiled: Path
    other: ModuleType

    def put(self, **changed: bytes) -> None:
        """Lay the files out afresh, some of them changed; the names have ``_`` for the dot."""
        for path in self.spoiled.iterdir():
            path.unlink()
        for path in self.given.iterdir():
            shutil.copyfile(path, self.spoiled / path.name)
        for name, content in changed.items():
            (self.spoiled / name.replace("_", ".")).write_bytes(content)

    def arguments(self, *asked: str) -> list[str]:
        """Arguments in which each name of a file is its whole path."""
        return [str(self.spoiled / one) if (self.spoiled / one).exists() else one for one in asked]

    def accepted(self, *asked: str) -> bool:
        """What both say."""
        arguments = self.arguments(*asked)
        ours, by_us = _said(main, ["verify", *arguments])
        theirs, by_them = _said(self.other.main, arguments)
        assert ours in {0, 1, 2}, by_us
        assert theirs in {0, 1, 2}, by_them
        assert (ours == 0) == (theirs == 0), f"verify says {by_us!r}, the single file says {by_them!r}"
        return ours == 0


def _said(act: Callable[[list[str]], int], arguments: list[str]) -> tuple[int, str]:
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with redirect_stdout(out), redirect_stderr(out):
        try:
            code = act(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
    return code, out.buffer.getvalue().decode()


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """An entry of which some is disclosed, under a checkpoint with two signatures."""
    office, files = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("given")
    keys = [KeyFile.make(name, office / f"{name[-5:]}.key") for name in (CHAIR, "example.org/clerk")]
    with MinuteBook.open(office / "minutes.db", origin="example.org/notulen") as book:
        meeting = book.convene(body="Garden Committee", held_on="2026-03-05")
        meeting.discuss("The committee replaces the bridge.", speaker="Agnes Thorburn")
        position = book.store.head().size - 1
        (files / "old.txt").write_bytes(bytes(book.trail.checkpoint(keys)))
        for text in "abc":
            meeting.discuss(text)
        kept = book.trail.checkpoint(keys)
        (files / "new.txt").write_bytes(bytes(kept))
        proven = book.trail.prove(position, disclose=["text"])
        (files / "p.tlog-proof").write_bytes(bytes(proven.proof))
        (files / "p.entry").write_bytes(proven.entry)
        (files / "p.disclosures").write_bytes(b"\n".join(proven.disclosures) + b"\n")
        (files / "grown.txt").write_bytes(bytes(book.trail.prove_since((files / "old.txt").read_bytes())))
    (files / "chair.vkey").write_text(f"{keys[0].key}\n")
    verifier = office / "check.py"
    assert main(["verify", "--write-verifier", str(verifier)]) == 0
    spec = importlib.util.spec_from_file_location("check_by_itself", verifier)
    assert spec is not None
    assert spec.loader is not None
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    with pytest.MonkeyPatch.context() as patch:
        # A process for each signature of each example is too slow; the tests marked interop ask openssl itself.
        patch.setattr(other, "openssl_verifies", _verifies)
        yield Bench(files, tmp_path_factory.mktemp("spoiled"), other)


def _verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    return check_signature(VerifierKey("any", ED25519, public), signature, message)


def root_in(checkpoint: bytes) -> str:
    """The root in a checkpoint, in hexadecimal; of nothing where it cannot be read."""
    try:
        return base64.b64decode(checkpoint.split(b"\n")[2]).hex()
    except (IndexError, ValueError):
        return ""


ASKED = {
    "entry by key": ("p.tlog-proof", "--key", "chair.vkey"),
    "entry by checkpoint": ("p.tlog-proof", "--checkpoint", "new.txt"),
    "entry by root": ("p.tlog-proof", "--root", "ROOT"),
    "growth by key": ("grown.txt", "--since", "old.txt", "--key", "chair.vkey"),
    "growth by root": ("grown.txt", "--since", "old.txt", "--root", "ROOT"),
    "checkpoint by key": ("new.txt", "--key", "chair.vkey"),
    "checkpoint by root": ("new.txt", "--root", "ROOT"),
    "checkpoint by checkpoint": ("new.txt", "--checkpoint", "held.txt"),
}


def ask(bench: Bench, how: str, **changed: bytes) -> bool:
    """What both say of the files, some of them changed, when asked in one of these ways."""
    held = (bench.given / "new.txt").read_bytes()
    bench.put(held_txt=held, **changed)
    return bench.accepted(*(one.replace("ROOT", root_in(held)) for one in ASKED[how]))


@pytest.mark.parametrize("how", ASKED)
def test_both_believe_what_is_true(how: str, bench):
    assert ask(bench, how)


NAMES = ("p.tlog-proof", "p.entry", "p.disclosures", "grown.txt", "old.txt", "new.txt")
ROOTED = ("p.tlog-proof", "grown.txt", "new.txt")
SIGNATURE = "— example.org/clerk "
BY_THE_CLERK = SIGNATURE.encode()

OF_A_CHECKPOINT: dict[str, tuple[bool, Callable[[bytes], bytes]]] = {
    "the clerk did not sign": (True, lambda note: note[: note.index(BY_THE_CLERK)]),
    "an unknown key signed too": (True, lambda note: note + "— a.example/b AAAAAAA=\n".encode()),
    "a known name with another id signed too": (True, lambda note: note + f"— {CHAIR} AAAAAAA=\n".encode()),
    "15 unknown keys signed too": (True, lambda note: note + "— a.example/b AAAAAAA=\n".encode() * 14),
    "no end of signatures": (False, lambda note: note + "— a.example/b AAAAAAA=\n".encode() * 99),
    "a note without end": (False, lambda note: note + b"\xe2\x80\x94 a " + b"A" * 1_000_000 + b"\n"),
    "a signature line without a name": (False, lambda note: note + "—  AAAAAAA=\n".encode()),
    "a name with a plus sign": (False, lambda note: note + "— a+b AAAAAAA=\n".encode()),
    "a name with a blank of Unicode": (False, lambda note: note + "— a\u2003b AAAAAAA=\n".encode()),
    "a name with a blank that does not break": (False, lambda note: note + "— a\u00a0b AAAAAAA=\n".encode()),
    "a signature without a byte": (False, lambda note: note + "— a.example/b AAAAAA==\n".encode()),
    "a signature that is no base64": (False, lambda note: note + "— a.example/b AAAAAA!=\n".encode()),
    "a signature with loose bits": (False, lambda note: note + "— a.example/b AAAAAAB=\n".encode()),
    "a signature line of two blanks": (False, lambda note: note + "— a.example/b  AAAAAAA=\n".encode()),
    "a blank behind a signature": (False, lambda note: note[:-1] + b" \n"),
    "a hyphen for the dash": (False, lambda note: note + b"- a.example/b AAAAAAA=\n"),
    "words behind the signatures": (False, lambda note: note + b"as agreed\n"),
    "words behind the signatures, apart": (False, lambda note: note + b"\nas agreed\n"),
    "an empty line behind the signatures": (False, lambda note: note + b"\n"),
    "no line feed at the end": (False, lambda note: note[:-1]),
    "line ends of Windows": (False, lambda note: note.replace(b"\n", b"\r\n")),
    "a tab": (False, lambda note: note.replace(b"example.org/clerk ", b"example.org/clerk\t")),
    "no UTF-8": (False, lambda note: note + b"\xff\n"),
    "a mark of byte order": (False, lambda note: note.replace("— ".encode(), "\ufeff— ".encode())),
}


@pytest.mark.parametrize("how", ["entry by key", "growth by key", "checkpoint by key", "entry by root"])
@pytest.mark.parametrize("what", OF_A_CHECKPOINT)
def test_both_read_signatures_as_the_specification_has_it(what: str, how: str, bench):
    """C2SP signed-note: lines of another form are no note, whatever it is believed by; unknown keys count for nothing."""
    true, spoil = OF_A_CHECKPOINT[what]
    name = ASKED[how][0]
    changed = {name.replace(".", "_", 1): spoil((bench.given / name).read_bytes())}
    assert ask(bench, how, **changed) == true


OF_ITS_TEXT: dict[str, tuple[bool, Callable[[bytes], bytes]]] = {
    "unsigned": (True, lambda text: text),
    "an empty line and no signature": (False, lambda text: text + b"\n"),
    "another origin": (False, lambda text: b"x" + text),
    "an origin like markup": (False, lambda text: b"<" + text),
    "a very long origin": (False, lambda text: b"x" * 5000 + text),
    "no origin": (False, lambda text: text[text.index(b"\n") :]),
    "another size": (False, lambda text: text.replace(b"\n", b"\n1", 1)),
    "a size with a zero before it": (False, lambda text: text.replace(b"\n", b"\n0", 1)),
    "a size with a sign": (False, lambda text: text.replace(b"\n", b"\n+", 1)),
    "a size beyond all trees": (False, lambda text: text.replace(b"\n", b"\n999999999999999999", 1)),
    "a further line": (False, lambda text: text + b"further\n"),
    "a further line with a blank": (False, lambda text: text + b" \n"),
    "cut before the root": (False, lambda text: b"".join(text.splitlines(keepends=True)[:2])),
}


@pytest.mark.parametrize("what", OF_ITS_TEXT)
def test_a_checkpoint_with_anything_more_is_not_the_one_that_is_held(what: str, bench):
    """Also what a checkpoint may have by its specification (lines behind the root) makes it another one."""
    true, spoil = OF_ITS_TEXT[what]
    text = (bench.given / "new.txt").read_bytes().partition(b"\n\n")[0] + b"\n"
    assert ask(bench, "checkpoint by checkpoint", new_txt=spoil(text)) == true


@pytest.mark.parametrize(
    ("text", "true"),
    [
        (b"<x>\n5\nROOT\n", True),
        (b"old 5\n5\nROOT\n", False),
        (b"old friends\n5\nROOT\n", True),
        (b"x" * 5000 + b"\n5\nROOT\n", True),
        (b"x\n5\nROOT\nfurther\n", True),
        (b"x\n9223372036854775807\nROOT\n", True),
        (b"x\n9223372036854775808\nROOT\n", False),
        ("x\n\u0665\nROOT\n".encode(), False),
        (b"x\n5\nROOT\n\n", False),
        (b"c2sp.org/tlog-proof@v1\n5\nROOT\n", False),
    ],
)
def test_both_tell_a_checkpoint_by_its_form(text: bytes, true, bench):
    root = base64.b64encode(bytes(32))
    bench.put(c_txt=text.replace(b"ROOT", root))
    assert bench.accepted("c.txt", "--root", "00" * 32) == true


OF_A_PROOF: dict[str, tuple[bool, Callable[[bytes], bytes]]] = {
    "more than is asked": (True, lambda proof: proof.replace(b"index", b"extra AAAA\nindex", 1)),
    "more, and nothing in it": (False, lambda proof: proof.replace(b"index", b"extra \nindex", 1)),
    "more, and no base64": (False, lambda proof: proof.replace(b"index", b"extra A\nindex", 1)),
    "more, twice": (False, lambda proof: proof.replace(b"index", b"extra AAAA\nextra AAAA\nindex", 1)),
    "more, behind the index": (False, lambda proof: proof.replace(b"\n\n", b"\nextra AAAA\n\n", 1)),
    "another version of the form": (False, lambda proof: proof.replace(b"@v1", b"@v2", 1)),
    "the checkpoint alone": (False, lambda proof: proof.partition(b"\n\n")[2]),
    "two empty lines": (False, lambda proof: proof.replace(b"\n\n", b"\n\n\n", 1)),
    "a blank behind the index": (False, lambda proof: proof.replace(b"index ", b"index  ", 1)),
    "a hash with loose bits": (False, lambda proof: proof.replace(b"=\n", b"\n", 1)),
}


@pytest.mark.parametrize("what", OF_A_PROOF)
def test_both_read_a_proof_as_the_specification_has_it(what: str, bench):
    true, spoil = OF_A_PROOF[what]
    proof = (bench.given / "p.tlog-proof").read_bytes()
    bench.put()
    (bench.spoiled / "p.tlog-proof").write_bytes(spoil(proof))
    assert bench.accepted("p.tlog-proof", "--key", "chair.vkey") == true


def forged(entry: bytes, lines: bytes | None = None) -> dict[str, bytes]:
    """A ledger of one entry, so that its bytes lead to the root."""
    note = f"example.org/notulen\n1\n{base64.b64encode(leaf_hash(entry)).decode()}\n"
    proof = f"c2sp.org/tlog-proof@v1\nindex 0\n\n{note}".encode()
    return {"f_tlog-proof": proof, "f_entry": entry} | ({} if lines is None else {"f_disclosures": lines})


def accepts(bench: Bench, entry: bytes, lines: bytes | None = None) -> bool:
    """What both say of a forged entry."""
    bench.put(**forged(entry, lines))
    return bench.accepted("f.tlog-proof", "--root", leaf_hash(entry).hex())


def an_entry(event: str = "{}", digests: list[str] | None = None) -> bytes:
    """An entry, with JSON as its event."""
    return (
        f'{{"_sd":{json.dumps(digests or [], separators=(",", ":"))},"event":{event},"log":"example.org/notulen",'
        '"recorded_at":"","stream":"","type":"","version":1}'
    ).encode("utf-8", "surrogatepass")


VALUES = [
    ("9007199254740991", True),
    ("-9007199254740991", True),
    ("9007199254740992", False),
    ("-9007199254740992", False),
    ("99999999999999999999999", False),
    ("9" * 5000, False),
    ("1.5", False),
    ("1.0", False),
    ("1e2", False),
    ("NaN", False),
    ("Infinity", False),
    ("true", True),
    ("null", True),
    ('"\u007f\u2028é"', True),
    ('"\U0001f333"', True),
    ('"\\ud83c"', False),
    ('"\ud83c"', False),
    ('{"é":1}', False),
    ("[" * 150 + "]" * 150, True),
    ("[" * 197 + "]" * 197, None),
    ("[" * 198 + "]" * 198, None),
    ("[" * 199 + "]" * 199, None),
    ("[" * 200 + "]" * 200, None),
    ("[" * 5000 + "]" * 5000, False),
]
ONE_FORM = [
    ("-0", False),
    ('"\\u00e9"', False),
    ('"\\/"', False),
    ('{"b":1,"a":1}', False),
    ('{"a":1,"a":1}', False),
]


@pytest.mark.parametrize(("value", "true"), [*VALUES, *ONE_FORM])
def test_both_read_the_json_of_an_entry_alike(value: str, true, bench):
    found = accepts(bench, an_entry(f'{{"x":{value}}}'))
    assert true is None or found == true


@pytest.mark.parametrize(("value", "true"), [*VALUES, *((value, True) for value, _ in ONE_FORM)])
def test_both_read_the_json_of_a_disclosure_alike(value: str, true, bench):
    line = f'["salt","text",{value}]'.encode("utf-8", "surrogatepass")
    found = accepts(bench, an_entry(digests=[digest(line)]), line)
    assert true is None or found == true


@pytest.mark.parametrize(
    ("line", "true"),
    [
        (b'["salt"]', True),
        (b'["salt","text","words"]', True),
        (b' [ "salt" ] ', True),
        (b'["salt","text"]', False),
        (b'["salt","text","words","more"]', False),
        (b"[]", False),
        (b'[1,"text","words"]', False),
        (b'["salt",1,"words"]', False),
        (b"[[]]", False),
        (b"{}", False),
        (b'"salt"', False),
        (b"\xff", False),
        (b"\xef\xbb\xbf" + b'["salt"]', False),
        ('["salt"]'.encode("utf-16"), False),
        (b'{"erased":"x","field":"text"}', False),
    ],
)
def test_both_know_a_disclosure_when_they_see_one(line: bytes, true, bench):
    assert accepts(bench, an_entry(digests=[digest(line)]), line) == true
    assert accepts(bench, an_entry(digests=[digest(b'["salt"]')]), line) == (line == b'["salt"]')


def test_a_mark_of_an_erasure_is_no_disclosure(bench):
    """No hash vouches for it: whoever passes the files on could claim erasures that never were."""
    mark = json.dumps({"erased": digest(b'["salt"]'), "field": "text"}).encode()
    assert not accepts(bench, an_entry(digests=[digest(b'["salt"]')]), mark)
    assert accepts(bench, an_entry(digests=[digest(b'["salt"]')]), b"")
    assert accepts(bench, an_entry(digests=[digest(b'["salt"]')]))


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        an_entry() + b"\n",
        b"\xef\xbb\xbf" + an_entry(),
        an_entry().replace(b'"version":1', b'"version":true'),
        an_entry().replace(b'"version":1', b'"version":"1"'),
        an_entry().replace(b'"_sd":[]', b'"_sd":{}'),
        an_entry().replace(b"example.org/notulen", b"example.org/other"),
    ],
)
def test_neither_takes_anything_else_for_an_entry(entry: bytes, bench):
    assert not accepts(bench, entry)


PIECES = [
    b"",
    b"\n",
    b"\n\n",
    b"\r",
    b" ",
    b"\t",
    b"0",
    b"1",
    b"+",
    b"=",
    b"<",
    b"\x00",
    b"\xc2\xa0",
    b"\xff",
    b'"',
    b"[",
    b"{}",
    b'["salt"]',
    b'{"erased":"x","field":"text"}',
    b"old 3",
    b"index 0",
    b"extra AAAA",
    b"extra ",
    b"c2sp.org/tlog-proof@v1",
    base64.b64encode(bytes(32)),
    "— example.org/clerk AAAAAAA=".encode(),
    f"— {CHAIR} AAAAAAA=".encode(),
    "—".encode(),
    b"further",
]


@st.composite
def spoilings(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """One change of a file: of its lines, or of its bytes."""
    act = draw(st.sampled_from(["drop", "double", "swap", "insert", "flip", "put", "cut", "behind"]))
    at, to = draw(st.integers(0, 2**16)), draw(st.integers(0, 2**16))
    piece = draw(st.sampled_from(PIECES))

    def spoil(content: bytes) -> bytes:
        lines = content.split(b"\n")
        here, there = at % len(lines), to % len(lines)
        byte = at % (len(content) + 1)
        if act == "drop":
            del lines[here]
        elif act == "double":
            lines.insert(there, lines[here])
        elif act == "swap":
            lines[here], lines[there] = lines[there], lines[here]
        elif act == "insert":
            lines.insert(here, piece)
        elif act == "flip":
            return (
                content[:byte]
                + bytes([one ^ (1 << to % 8) for one in content[byte : byte + 1]])
                + content[byte + 1 :]
            )
        elif act == "put":
            return content[:byte] + piece + content[byte + to % 3 :]
        elif act == "cut":
            return content[:byte]
        else:
            return content + piece + b"\n" * (to % 2)
        return b"\n".join(lines)

    return spoil


@settings(max_examples=400, deadline=None)
@given(
    how=st.sampled_from(sorted(ASKED)),
    name=st.sampled_from(NAMES),
    changes=st.lists(spoilings(), min_size=1, max_size=2),
)
def test_both_say_the_same_of_files_spoiled_at_random(
    how: str, name: str, changes: list[Callable[[bytes], bytes]], bench: Bench
):
    used = [one for one in ASKED[how] if one in NAMES]
    if name.startswith("p.") and how.startswith("entry"):
        used = [name]
    name = name if name in used else used[0]
    content = (bench.given / name).read_bytes()
    for change in changes:
        content = change(content)
    bench.put()
    held = (bench.given / "new.txt").read_bytes()
    (bench.spoiled / "held.txt").write_bytes(held)
    (bench.spoiled / name).write_bytes(content)
    bench.accepted(*(one.replace("ROOT", root_in(held)) for one in ASKED[how]))


@settings(max_examples=200, deadline=None)
@given(
    changes=st.lists(spoilings(), min_size=1, max_size=3), of=st.sampled_from(["p.entry", "p.disclosures"])
)
def test_both_say_the_same_of_what_a_forger_put_in_a_ledger(
    changes: list[Callable[[bytes], bytes]], of: str, bench: Bench
):
    """The bytes lead to the root, so that what they say is looked at."""
    content = (bench.given / of).read_bytes()
    for change in changes:
        content = change(content)
    if of == "p.entry":
        accepts(bench, content)
    else:
        accepts(bench, an_entry(digests=[digest(line) for line in content.splitlines()]), content)


def by_process(bench: Bench, *asked: str) -> tuple[int, int]:
    """The exit codes of both, each in a process of its own."""
    arguments = bench.arguments(*asked)
    codes: list[Any] = []
    for command in (
        [sys.executable, "-m", "alliance_minutes", "verify"],
        [sys.executable, "-I", "-S", str(bench.other.__file__)],
    ):
        done = subprocess.run([*command, *arguments], capture_output=True, check=False)
        codes.append(done.returncode)
    return codes[0], codes[1]


@pytest.mark.interop
@pytest.mark.parametrize(
    "what", ["an unknown key signed too", "a name with a plus sign", "words behind the signatures, apart"]
)
def test_both_say_the_same_as_programs_with_openssl(what: str, bench):
    tool("openssl")
    true, spoil = OF_A_CHECKPOINT[what]
    bench.put(new_txt=spoil((bench.given / "new.txt").read_bytes()))
    assert by_process(bench, "new.txt", "--key", "chair.vkey") == ((0, 0) if true else (1, 1))


@pytest.mark.interop
@pytest.mark.parametrize("length", [1, 63, 64, 65])
def test_a_signature_of_any_length_that_is_none_is_false_for_both(length: int, bench):
    tool("openssl")
    note = (bench.given / "new.txt").read_text()
    identity = base64.b64decode(note.rpartition(f"— {CHAIR} ")[2].split("\n")[0])[:4]
    line = f"— {CHAIR} {base64.b64encode(identity + bytes(length)).decode()}\n"
    bench.put(new_txt=(note.partition("\n\n")[0] + "\n\n" + line).encode())
    assert by_process(bench, "new.txt", "--key", "chair.vkey") == (1, 1)
