"""What an office program makes of the ODT: a PDF with every word, in order."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from itertools import accumulate

import pytest
from attrs import evolve
from tests.conftest import tool
from tests.renderers.corpus import DOCUMENTS
from tests.renderers.templates import template

from alliance_minutes import MinuteBook
from alliance_minutes.document import Row, Table, Text, plain, walk
from alliance_minutes.plugins import RenderRequest
from alliance_minutes.renderers import odt

pytestmark = pytest.mark.office


def _row(*cells):
    return Row(cells=tuple((Text(cell),) for cell in cells))


# What LibreOffice's fonts or its layout of right-to-left text do to a word is not what is tested here.
REGISTERS = evolve(
    DOCUMENTS["empty"],
    blocks=(
        Table(
            caption="Besluitenlijst",
            header=("Nummer", "Besluit", "Wijze", "Uitkomst"),
            rows=(
                _row(
                    "Afspraak B-XXXX-001",
                    "zie 4. In de spotlight: armoede die van ouder op kind gaat",
                    "",
                    "",
                ),
                _row("Vaststelling B-XXXX-004", "zie Werkgeverschap van de directeur", "bij consent", ""),
                _row(
                    "Besluit B-2025-0017", "De begroting " * 9, "hoofdelijk", "aangenomen; 12 voor, 9 tegen"
                ),
            ),
        ),
        Table(
            caption="Actielijst",
            header=("Nummer", "Actie", "Wie", "Uiterlijk", "Stand"),
            rows=(
                _row("A-XXXX-001", "zie 4. In de spotlight", "Programmabureau", "", ""),
                _row(
                    "A-XXXX-002", "Een stuk maken, " * 9, "WOONCOMMISSIE", "24 september 2025", "afgehandeld"
                ),
            ),
        ),
    ),
)
"""Lists of decisions and actions with long numbers, names and dates."""

PLAIN = {name: document for name, document in DOCUMENTS.items() if name != "hostile"} | {
    "registers": REGISTERS
}


def converted(folder, document, options):
    """The text of the PDF that LibreOffice makes, from a profile of its own."""
    office, reader = tool("soffice"), tool("pdftotext")
    source = odt.render(RenderRequest(document=document, options=options)).save(folder / "minutes.odt")
    subprocess.run(
        [
            office,
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            source,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    made = folder / "minutes.pdf"
    assert made.is_file(), "LibreOffice made no file"
    shown = subprocess.run([reader, "-raw", made, "-"], check=True, capture_output=True, timeout=60)
    return shown.stdout.decode()


def squeezed(text):
    """Letters and digits alone: where a line or a page ends is up to the paper."""
    return re.sub(r"[\W_]+", "", text)


def without_page_furniture(text, document):
    """The text without what stands at the head and foot of each page."""
    about, labels = document.meta, document.labels
    pages = []
    for page in text.split("\f"):
        lines = page.splitlines()
        furniture = (about.title, about.edition_label, about.status_label, f"{labels.page} ")
        top = lines[:1] if lines and lines[0].startswith(about.title) else []
        kept = lines[len(top) :]
        while kept and (not kept[-1].strip() or any(word and word in kept[-1] for word in furniture[2:])):
            kept.pop()
        pages.append("\n".join(kept))
    return "\n".join(pages)


class Reading:
    """Reads the text of a PDF from its beginning to its end.

    Words of a sentence are looked for without regard to where a line ends, which may be within a word. Words of a
    table must stand there whole.
    """

    def __init__(self, text):
        words = [word for word in map(squeezed, text.split()) if word]
        self.text = "".join(words)
        self.words = dict(zip(accumulate(map(len, words), initial=0), words, strict=False))
        self.place = 0

    def take(self, piece):
        """Go on behind the next place where the piece stands."""
        at = self.text.find(piece, self.place)
        assert at >= 0, f"{piece!r} is not in the PDF after {self._before()!r}"
        self.place = at + len(piece)

    def take_word(self, word):
        """Go on behind the next place where the word stands by itself."""
        at = self.text.find(word, self.place)
        while at >= 0 and self.words.get(at) != word:
            at = self.text.find(word, at + 1)
        assert at >= 0, f"{word!r} is no word in the PDF after {self._before()!r}"
        self.place = at + len(word)

    def _before(self):
        return self.text[max(0, self.place - 60) : self.place]


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("house", ["own", "template"])
def test_every_word_stands_in_the_pdf_in_order(name, house, tmp_path):
    document = PLAIN[name]
    options = {"template": template()} if house == "template" else {}
    text = converted(tmp_path, document, options)
    reading = Reading(text if house == "template" else without_page_furniture(text, document))
    for block in walk(document.blocks):
        for words in (getattr(block, "title", ()), getattr(block, "label", ""), getattr(block, "words", ())):
            wanted = squeezed(words if isinstance(words, str) else plain(words))
            # A passage that is marked as closed has its label before it; its words are looked for one by one.
            whole = wanted in reading.text[reading.place :]
            for piece in [wanted] if whole else [squeezed(plain((run,))) for run in words]:
                reading.take(piece)
        if isinstance(block, Table):
            cells = [block.caption, *block.header, *(plain(cell) for row in block.rows for cell in row.cells)]
            for word in filter(None, map(squeezed, " ".join(cells).split())):
                reading.take_word(word)


def test_a_word_that_is_cut_is_seen():
    """What is read letter by letter would not tell."""
    reading = Reading("Wie\nProgrammabure\nau Afspraak B-\nXXXX-001")
    for word in ("Programmabureau", "BXXXX001"):
        with pytest.raises(AssertionError, match="is no word in the PDF"):
            reading.take_word(word)
    reading.take("Programmabureau")
    reading.take_word("Afspraak")


def test_a_document_of_hostile_text_is_converted(tmp_path):
    text = squeezed(converted(tmp_path, DOCUMENTS["hostile"], {}))
    assert squeezed("<b>vet</b> & <img src=x onerror=alert(1)>") in text


@pytest.mark.parametrize("house", ["own", "template"])
def test_a_copy_that_was_saved_again_has_the_text_of_the_record(house, tmp_path):
    """Page numbers, styles and the order of facts are the office's; the text is told to be that of the record."""
    options = {"template": template()} if house == "template" else {}
    with MinuteBook.open(tmp_path / "minutes.db") as book:
        meeting = book.convene("Garden Committee", "2026-03-05", language="en")
        item = meeting.item("The bridge", number="1")
        for number in range(120):
            item.discuss(
                f"Plank {number} broke, and nobody knows why or what it will cost to have it mended."
            )
        item.decide("The committee replaces the bridge.")
        made = book.render(meeting.id, "odt", ledger=True, options=options).content
        again = saved_again(tmp_path, made)
        found = book.trail.verify(again)
        assert not found.same
        assert found.difference is None
        assert "its text is that of the record" in found.problem
        assert "LibreOffice" in found.problem
        (tmp_path / "changed").mkdir()
        other = book.trail.verify(
            saved_again(tmp_path / "changed", made_of(made, b"Plank 7 broke", b"Plank 7 held"))
        )
        assert "Plank 7 held" in other.difference.given
        assert "it was changed" in other.problem


def saved_again(folder, content):
    """What LibreOffice saves of an ODT."""
    (folder / "made.odt").write_bytes(content)
    subprocess.run(
        [
            tool("soffice"),
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "odt",
            "--outdir",
            folder / "again",
            folder / "made.odt",
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "again" / "made.odt").read_bytes()


def made_of(content, old, new):
    """The ODT with other words in its content."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        for path in given.namelist():
            made.writestr(
                path, given.read(path).replace(old, new) if path == "content.xml" else given.read(path)
            )
    return out.getvalue()
