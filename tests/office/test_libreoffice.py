"""What an office program makes of the ODT: a PDF with every word, in order."""

from __future__ import annotations

import re
import subprocess

import pytest
from tests.conftest import tool
from tests.renderers.corpus import DOCUMENTS
from tests.renderers.templates import template

from alliance_minutes.document import plain, walk
from alliance_minutes.plugins import RenderRequest
from alliance_minutes.renderers import odt

pytestmark = pytest.mark.office

# What LibreOffice's fonts or its layout of right-to-left text do to a word is not what is tested here.
PLAIN_NAMES = [name for name in DOCUMENTS if name != "hostile"]


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


@pytest.mark.parametrize("name", PLAIN_NAMES)
@pytest.mark.parametrize("house", ["own", "template"])
def test_every_word_stands_in_the_pdf_in_order(name, house, tmp_path):
    document = DOCUMENTS[name]
    options = {"template": template()} if house == "template" else {}
    text = converted(tmp_path, document, options)
    found = squeezed(text if house == "template" else without_page_furniture(text, document))
    place = 0
    for block in walk(document.blocks):
        for words in (getattr(block, "title", ()), getattr(block, "label", ""), getattr(block, "words", ())):
            wanted = squeezed(words if isinstance(words, str) else plain(words))
            # A passage that is marked as closed has its label before it; its words are looked for one by one.
            pieces = [wanted] if wanted in found[place:] else [squeezed(plain((run,))) for run in words]
            for piece in pieces:
                at = found.find(piece, place)
                assert at >= 0, f"{piece!r} is not in the PDF after {found[max(0, place - 60) : place]!r}"
                place = at + len(piece)


def test_a_document_of_hostile_text_is_converted(tmp_path):
    text = squeezed(converted(tmp_path, DOCUMENTS["hostile"], {}))
    assert squeezed("<b>vet</b> & <img src=x onerror=alert(1)>") in text
