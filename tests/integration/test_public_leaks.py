"""What is closed is in no byte of any public output: of no format, of no command, about no moment.

Every text of every type of event is a word that stands nowhere else. It is recorded openly, and closed afterwards: the
entries whole and the names of all parties, or each field that can be closed by itself.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from urllib.parse import quote

import pytest
from attrs import define
from tests.integration.happenings import BY_PYTHON, Scene

from alliance_minutes import MinuteBook, UnknownPartError
from alliance_minutes.cli import main
from alliance_minutes.events import PassageClosed, PassageOpened, passage_fields
from alliance_minutes.meeting.openness import texts
from alliance_minutes.values import Closed, plain, walk

FORMATS = ("html", "odt", "text", "xml")
ALWAYS_OPEN = {"book-founded.v1"}  # the name of the ledger, the first line of every checkpoint
ALREADY = "passage-closed.v1"


def forms(word):
    """A word as it may stand in bytes: as it is, turned round, in hexadecimal, base64, percent and entities, hashed."""
    raw = word.encode()
    found = [raw, raw[::-1], raw.hex().encode(), raw.hex().upper().encode()]
    found += [
        "".join(f"{entity}{ord(char):{base}};" for char in word).encode()
        for entity, base in (("&#", "d"), ("&#x", "x"), ("&#x", "X"))
    ]
    found.append("".join(f"%{ord(char):02X}" for char in word).encode())
    for shift in range(3):
        inner = base64.b64encode(b"\0" * shift + raw)[4 if shift else 0 :][: len(raw) // 3 * 4 - 4]
        found += [inner, inner.replace(b"+", b"-").replace(b"/", b"_")]
    digest = hashlib.sha256(raw)
    found += [digest.hexdigest().encode(), digest.digest(), base64.b64encode(digest.digest())[:42]]
    return [one for one in found if one]


def unpacked(content):
    """The bytes of a file, and of all that is packed in it: names, comments and members of an archive."""
    yield content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive.comment
            for member in archive.infolist():
                yield member.filename.encode() + member.comment + member.extra
                yield archive.read(member)


def disclosed(line):
    """The disclosures in a line of an export, as text."""
    found = json.loads(line)
    return [base64.urlsafe_b64decode(one + "==") for one in found.get("disclosures", ())]


@define
class Outputs:
    """Everything that the public may get of a meeting."""

    path: str
    meeting: str
    version: int
    capsys: object

    def all(self, folder):
        yield from self.rendered()
        yield from self.extracted()
        yield from self.said()
        yield from self.exported(folder)
        yield from self.dossier(folder)
        for one in sorted(folder.rglob("*")):
            yield f"file name {one.name}", one.name.encode()

    def rendered(self):
        with MinuteBook.open(self.path, read_only=True) as book:
            for as_of in (None, *range(1, self.version + 1)):
                for form in FORMATS:
                    made = book.render(self.meeting, form, edition="public", as_of=as_of)
                    yield f"{form} as of {as_of}", made.content
                    yield f"name of {form} as of {as_of}", made.file_name.encode()

    def extracted(self):
        """Every part of the minutes by itself, and what is said where there is none."""
        with MinuteBook.open(self.path, read_only=True) as book:
            for part in range(1, self.version + 1):
                for form in FORMATS:
                    try:
                        made = book.render(self.meeting, form, edition="public", item=part)
                    except UnknownPartError as error:
                        yield f"no extract {part}", str(error).encode()
                        break
                    yield f"{form} of part {part}", made.content
                    yield f"name of {form} of part {part}", made.file_name.encode()
        public = ("--format", "text", "--edition", "public", "--book", self.path)
        yield from self.told("render", self.meeting, "--item", "nothing of this kind", *public, code=2)

    def said(self):
        public = ("--edition", "public", "--book", self.path)
        yield from self.told("attachments", self.meeting, *public)
        yield from self.told("attachments", self.meeting, "--json", *public)
        yield from self.told("log", self.meeting, *public)
        yield from self.told("log", self.meeting, "--json", *public)
        for version in range(1, self.version + 1):
            yield from self.told("replay", self.meeting, "--as-of", version, *public)
            yield from self.told("diff", self.meeting, "--from", version, *public)
        yield from self.told("replay", self.meeting, "--as-of", self.version, "--json", *public)
        yield from self.told("diff", self.meeting, "--from", 1, "--json", *public)
        yield from self.told("diff", self.meeting, "--from", 1, "--format", "html", *public)
        # what goes wrong is told too
        yield from self.told("render", self.meeting, "--as-of", 9999, "--format", "text", *public, code=2)
        yield from self.told("replay", self.meeting, "--as-of", 9999, *public, code=2)
        yield from self.told("diff", self.meeting, "--from", 9999, *public, code=2)
        yield from self.told(
            "render", self.meeting, "--format", "text", "--language", "en", *public, "-o", "-"
        )

    def dossier(self, folder):
        with MinuteBook.open(self.path, read_only=True) as book:
            made = book.dossier(self.meeting, folder / "dossier", edition="public")
        for file in made:
            yield f"dossier: {file.name}", file.read_bytes()
            yield "name in the dossier", file.relative_to(folder).as_posix().encode()

    def told(self, *arguments, code=0):
        assert main([str(one) for one in arguments]) == code, self.capsys.readouterr().err
        said = self.capsys.readouterr()
        yield " ".join(map(str, arguments[:4])), (said.out + said.err).encode()

    def exported(self, folder):
        for only in (None, self.meeting):
            with (
                MinuteBook.open(self.path, read_only=True) as book,
                (folder / "public.jsonl").open("wb") as file,
            ):
                book.trail.export(file, edition="public", meeting=only)
            lines = (folder / "public.jsonl").read_bytes().splitlines()
            yield "export", b"\n".join(lines)
            yield "disclosures of an export", b"\n".join(one for line in lines for one in disclosed(line))
            (folder / "public.jsonl").unlink()


@pytest.fixture
def scene(tmp_path, request):
    """A meeting in which an event of a type happened, the words in it, and where the book lies."""
    type_name = request.param
    with MinuteBook.open(tmp_path / "b.db", origin="voorbeeld.nl/boek") as book:
        meeting = book.convene("Bestuur", "2025-06-30")
        scene = Scene(book, meeting, meeting.item("Punt"), tmp_path)
        BY_PYTHON[type_name](scene)
        yield scene


def leaks(scene, words, capsys):
    outputs = Outputs(
        str(scene.folder / "b.db"), scene.meeting.id, scene.book.meeting(scene.meeting.id).version, capsys
    )
    sought = {word: forms(word) for word in words}
    folder = scene.folder / "out"
    folder.mkdir()
    return [
        (word, name, form)
        for name, content in outputs.all(folder)
        for part in unpacked(content)
        for word, found in sought.items()
        for form in found
        if form in part
    ]


def markers(scene):
    """The words of a scene that stand nowhere else: not its numbers, dates and labels."""
    return [word for word in scene.read if word.startswith("Q") and len(word) == 13] + [
        word for word in scene.read if word.startswith("sha256:")
    ]


TYPES = sorted(set(BY_PYTHON) - ALWAYS_OPEN)


@pytest.mark.parametrize("scene", TYPES, indirect=True)
def test_entries_and_names_that_are_closed_are_in_no_public_byte(scene, capsys):
    book, meeting = scene.book, scene.book.meeting(scene.meeting.id)
    for entry in book.minutes(meeting.id).entries:
        if not isinstance(entry.event, (PassageClosed, PassageOpened)) and not entry.withdrawn:
            meeting.close_passage(entry.version, ground="privacy", reason="besloten")
    for party in list(book.parties.values()):
        if party.name:
            book.close_party(party.name, ground="privacy")
    words = markers(scene)
    assert words
    assert leaks(scene, words, capsys) == []


@pytest.mark.parametrize("scene", TYPES, indirect=True)
def test_fields_that_are_closed_by_themselves_are_in_no_public_byte(scene, capsys):
    book, meeting = scene.book, scene.book.meeting(scene.meeting.id)
    words = []
    for entry in book.minutes(meeting.id).entries:
        if isinstance(entry.event, PassageOpened) or entry.withdrawn:
            continue
        for field in passage_fields(type(entry.event)):
            value = getattr(entry.event, field)
            words += [plain(one) for one in texts(value)]
            closed = [run for one in texts(value) for run in walk(one) if isinstance(run, Closed)]
            said = any(plain(one) for one in texts(value))  # of what was erased nothing is left to be closed
            if said and not closed and not isinstance(entry.event, PassageClosed):
                meeting.close_passage(entry.version, field=field, ground="privacy", reason="besloten")
    assert leaks(scene, [word for word in words if word in markers(scene)], capsys) == []


def test_the_search_finds_each_form(tmp_path, capsys):
    """It would be no use if it could not."""
    with MinuteBook.open(tmp_path / "b.db") as book:
        meeting = book.convene("Bestuur", "2025-06-30")
        scene = Scene(book, meeting, meeting.item("Punt"), tmp_path)
        said = scene.item.discuss(scene.word("gezegd"))
        found = leaks(scene, scene.read, capsys)
    assert {name.split(" as of")[0] for _, name, _ in found} >= {*FORMATS, "disclosures of an export"}
    assert any(name.startswith("replay") for _, name, _ in found)
    assert any(name.startswith("log") for _, name, _ in found)
    assert said.version
    word = scene.read[0]
    for text in (
        word,
        word[::-1],
        quote(word),
        word.encode().hex(),
        base64.b64encode(f"ab{word}c".encode()).decode(),
    ):
        assert any(form in text.encode() for form in forms(word))
