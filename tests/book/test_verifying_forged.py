"""Forged documents: whatever a file says of what made it, nothing that was put in, left out or hidden is called true."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.renderers.templates import styles
from tests.renderers.templates import template as template_of

from alliance_minutes import MinuteBook
from alliance_minutes.audit.renditions import html
from alliance_minutes.book import verifying
from alliance_minutes.compose import ledger
from alliance_minutes.errors import RenditionError
from alliance_minutes.renderers import versions
from alliance_minutes.renderers.html import page
from alliance_minutes.renderers.odt import meta as odt_meta
from alliance_minutes.renderers.odt import write as odt_write
from alliance_minutes.renderers.text import body as text_body
from alliance_minutes.renderers.xml import write as xml_write
from alliance_minutes.values import Emphasis, Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FORMATS = ("html", "xml", "odt", "text")
EVERY = pytest.mark.parametrize("form", FORMATS)


class Garden:
    """A book of a garden committee, with minutes that were adopted and what was rendered of them."""

    def __init__(self, path: Path) -> None:
        self.book = MinuteBook.open(path)
        self.meeting = self.book.convene("Garden Committee", "2026-03-05", language="en")
        self.chair = self.meeting.chair("Agnes Thorburn")
        item = self.meeting.item("The bridge", number="1")
        self.said = item.discuss(
            (
                "Two planks ",
                Emphasis(("broke",)),
                "; see ",
                Link(("the photo",), "https://example.org/photo"),
                ".",
            )
        )
        item.decide("The committee replaces the bridge.")
        item.discuss("Ten geese came by.")
        later = self.book.convene("Garden Committee", "2026-04-05", language="en")
        later.adopt(held_on="2026-03-05", editions=("internal", "public"))

    def render(self, form: str, edition: str = "internal", **more: object) -> bytes:
        """The bytes of the meeting in a format."""
        return self.book.render(self.meeting.id, form, edition=edition, **more).content

    def verify(self, content: bytes, **more: bytes) -> verifying.RenditionCheck:
        """What comes of checking these bytes."""
        return self.book.trail.verify(content, **more)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Garden]:
    """The garden, for tests that change nothing."""
    made = Garden(tmp_path_factory.mktemp("garden") / "minutes.db")
    yield made
    made.book.close()


@pytest.fixture
def garden(tmp_path: Path) -> Iterator[Garden]:
    """The garden."""
    made = Garden(tmp_path / "minutes.db")
    yield made
    made.book.close()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The files in an ODT."""
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        return {path: given.read(path) for path in given.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """An ODT of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for path, part in parts.items():
            made.writestr(path, part)
    return out.getvalue()


def swapped(old: str, new: str, count: int = -1, part: str = "") -> Callable[[bytes], bytes]:
    """Puts one text in place of another that is there; in an ODT in one of its files, or in all."""

    def change(content: bytes) -> bytes:
        if content.startswith(b"PK"):
            given = parts_of(content)
            made = {
                path: one.replace(old.encode(), new.encode(), count) if path.startswith(part) else one
                for path, one in given.items()
            }
            assert made != given
            return packed(made)
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), count)

    return change


def added(text: str) -> Callable[[bytes], bytes]:
    """Puts something at the end of the file."""
    return lambda content: content + text.encode()


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch, lasting: Garden) -> Callable[..., bytes]:
    """Renders as an older version of the renderer would that there once was."""
    monkeypatch.setitem(versions.SHEETS, "0.9", versions.SHEETS["1.0"])
    for form in ("xml", "odt", "text"):
        monkeypatch.setitem(versions.VERSIONS, form, ("0.9", "1.0"))

    def render(form: str, **more: object) -> bytes:
        with monkeypatch.context() as then:
            then.setattr(page, "HTML_VERSION", "0.9")
            then.setattr(text_body, "TEXT_VERSION", "0.9")
            then.setattr(xml_write, "XML_VERSION", "0.9")
            then.setattr(odt_write, "ODT_VERSION", "0.9")
            then.setattr(odt_meta, "ODT_VERSION", "0.9")
            return lasting.render(form, **more)

    return render


# -- versions that there were ------------------------------------------------------------------------------------------


def test_the_present_versions_are_among_those_that_there_were():
    present = (versions.HTML_VERSION, versions.XML_VERSION, versions.ODT_VERSION, versions.TEXT_VERSION)
    assert all(
        one in versions.VERSIONS[form]
        for form, one in zip(("html", "xml", "odt", "text"), present, strict=True)
    )
    assert ledger.COMPOSER_VERSION in ledger.COMPOSER_VERSIONS


def test_the_style_sheet_is_that_of_the_version_that_names_it():
    """A changed sheet asks for a new version, and for its digest beside that version."""
    sheet = page._style()
    assert hashlib.sha256(sheet.encode()).hexdigest() == versions.SHEETS[versions.HTML_VERSION]


def test_only_one_class_of_the_style_sheet_takes_anything_out_of_sight():
    """Which classes an element has is not compared, but for this one."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", page._style(), flags=re.DOTALL))
    hiding = {
        selector.strip()
        for selector, look in rules
        if re.search(
            r"display: none|-100vw|visibility|opacity|clip|transparent;? *$|font-size: 0|text-indent", look
        )
    }
    assert hiding == {f".{html.HIDING}", f".{html.HIDING}, nav"}


@EVERY
def test_a_version_that_never_was_is_believed_nothing(lasting, form, monkeypatch):
    swap = {
        "html": swapped('data-renderer-version="1.0"', 'data-renderer-version="0.9"'),
        "xml": swapped('rendererVersion="1.0"', 'rendererVersion="0.9"'),
        "odt": swapped(">1.0</meta:user-defined>", ">0.9</meta:user-defined>"),
        "text": swapped("alliance-minutes text 1.0", "alliance-minutes text 0.9"),
    }[form]
    with pytest.raises(RenditionError, match=r"names version '0\.9' of"):
        lasting.verify(swap(lasting.render(form)))
    monkeypatch.setattr(ledger, "COMPOSER_VERSION", "9")
    with pytest.raises(RenditionError, match="names version '9' of the composer"):
        lasting.verify(lasting.render(form))


# -- what an older version made ----------------------------------------------------------------------------------------

FORGED_HTML = {
    "text after the page": added("<p>On 6 March the board resigned.</p>\n"),
    "another address": swapped("https://example.org/photo", "https://evil.example/"),
    "another place": swapped('href="#main"', 'href="#e4"'),
    "hidden by a style": swapped("<em>broke", '<em style="display:none">broke'),
    "hidden by an attribute": swapped("<em>broke", "<em hidden>broke"),
    "hidden by a class": swapped('<p class="words"', '<p class="words skip"', 1),
    "struck out": swapped("Two planks", "<del>Two</del> planks"),
    "no emphasis": swapped("<em>broke</em>", "broke"),
    "turned around": swapped("<em>broke</em>", '<bdo dir="rtl">broke</bdo>'),
    "a script elsewhere": swapped("</body>", '<script src="https://evil.example/x.js"></script></body>'),
    "a page within": swapped("</main>", '<iframe srcdoc="&lt;p&gt;Resigned.&lt;/p&gt;"></iframe></main>'),
    "a field": swapped("</main>", '<input value="The board resigned."></main>'),
    "a picture": swapped("</main>", '<img src="data:image/png;base64,AA" alt=""></main>'),
    "markup in a style": swapped("</main>", "<svg><style><p>Resigned.</p></style></svg></main>"),
    "a style sheet": swapped("</head>", "<style>em{display:none}</style></head>"),
    "a changed style sheet": swapped(".skip {", "em, .skip {", 1),
    "a linked style sheet": swapped(
        "</head>", '<link rel="stylesheet" href="https://evil.example/a.css"></head>'
    ),
    "a listener": swapped("<body>", '<body onload="alert(1)">'),
    "a comment that others close": swapped("</main>", "<!--><p>Resigned.</p>--></main>"),
    "a section of data": swapped("</main>", "<![CDATA[><p>Resigned.</p>]]></main>"),
    "an end that says more": swapped("</main>", "</p onclick=x></main>"),
    "an attribute twice": swapped('<main id="main"', '<main id="main" id="other"'),
    "another title": swapped("<title>Minutes", "<title>Draft of minutes"),
    "another base": swapped("<head>", '<head><base href="https://evil.example/">'),
    "no policy": swapped("default-src 'none'", "default-src *"),
    "another heading": swapped("<h2 class=", "<h3 class="),
    "another language": swapped('<html lang="en"', '<html lang="nl"'),
    "another entry": swapped('data-version="4"', 'data-version="5"', 1),
}
FORGED_XML = {
    "an element more": swapped("</words>", "<evil/></words>", 1),
    "an element with text": swapped("</meta>", "<evil>Resigned.</evil></meta>"),
    "another element": swapped("emphasis>", "strong>"),
    "an attribute": swapped("<blocks>", '<blocks hidden="true">', 1),
    "another address": swapped("https://example.org/photo", "https://evil.example/"),
    "a style sheet": swapped(
        "<minutes ", '<?xml-stylesheet href="https://evil.example/a.xsl" type="text/xsl"?><minutes '
    ),
    "an instruction at the end": added("<?evil?>"),
    "a comment": swapped("</meta>", "<!-- resigned --></meta>"),
    "another namespace": swapped("<emphasis>", '<emphasis xmlns="urn:evil">'),
    "loose text": swapped("</meta>", "Resigned.</meta>"),
}
FORGED_ODT = {
    "another address": swapped("https://example.org/photo", "https://evil.example/"),
    "hidden by a style of the page": swapped(
        '<style:text-properties fo:font-style="italic"',
        '<style:text-properties text:display="none" fo:font-style="italic"',
    ),
    "another style": swapped(
        '<text:span text:style-name="Emphasis"', '<text:span text:style-name="Minutes_20_Withdrawn"'
    ),
    "loose text": swapped("<office:text>", "<office:text>Resigned."),
    "another title": swapped("<dc:title>", "<dc:title>Draft of "),
    "another field": swapped("<text:title>", "<text:title>Draft of ", part="styles.xml"),
    "a file more": lambda content: packed({**parts_of(content), "Basic/evil.xml": b"<evil/>"}),
    "a script": swapped("<office:body>", "<office:scripts><office:script/></office:scripts><office:body>"),
    "a hidden paragraph": swapped(
        "</office:text>", '<text:p><text:hidden-text text:string-value="Resigned."/></text:p></office:text>'
    ),
    "no bookmark": swapped('<text:bookmark text:name="e4"/>', ""),
    "another level": swapped('text:outline-level="1"', 'text:outline-level="2"', part="content.xml"),
    "another type": swapped("text/xml", "text/plain", part="META-INF/manifest.xml"),
}
FORGED_TEXT = {
    "a heading": swapped("Ten geese came by.", "Ten geese came by.\n------------------"),
    "text at the end of a line": swapped("Ten geese came by.", "Ten geese came by. Resigned."),
    "a control character": swapped("Ten geese", "\x1b[8mTen\x1b[0m geese"),
    "a return of the carriage": swapped("Ten geese", "Ten\rgeese"),
}
FORGED = [
    pytest.param(form, forge, id=f"{form}-{name}")
    for form, known in zip(FORMATS, (FORGED_HTML, FORGED_XML, FORGED_ODT, FORGED_TEXT), strict=True)
    for name, forge in known.items()
]


@pytest.mark.parametrize(("form", "forge"), FORGED)
def test_nothing_forged_is_true_because_an_older_version_made_it(lasting, older, form, forge):
    content = older(form)
    assert lasting.verify(content).same
    found = lasting.verify(forge(content))
    assert not found.same
    assert found.difference is not None or "saved again" in found.problem


@pytest.mark.parametrize(("form", "forge"), FORGED)
def test_nothing_forged_is_true_because_an_older_composer_made_it(lasting, monkeypatch, form, forge):
    monkeypatch.setattr(verifying, "COMPOSER_VERSIONS", ("0.9", "1.0"))
    with monkeypatch.context() as then:
        then.setattr(ledger, "COMPOSER_VERSION", "0.9")
        content = lasting.render(form)
    assert lasting.verify(content).same
    assert not lasting.verify(forge(content)).same


@pytest.mark.parametrize("form", ["html", "odt"])
@pytest.mark.parametrize("what", ["root", "digest", "version", "composer", "renderer"])
def test_what_the_colophon_prints_is_what_it_states(lasting, older, form, what):
    """A reader looks at what is printed, and a program at what is stated: one of them alone is not changed."""
    content = older(form)
    told = lasting.verify(content).colophon
    printed = {
        "root": (told.root, "0" * 64),
        "digest": (told.digest, "0" * 64),
        "version": (f"{told.stream} {told.version}", f"{told.stream} 99"),
        "composer": (f"composer={told.composer}", "composer=0.1"),
        "renderer": (f"alliance-minutes {form} 0.9", f"alliance-minutes {form} 1.0"),
    }[what]
    forged = _in_text(content, *printed) if form == "html" else swapped(*printed, part="content.xml")(content)
    found = lasting.verify(forged)
    assert (found.same, found.compared) == (False, "content")
    assert found.difference is not None


def _in_text(content: bytes, old: str, new: str) -> bytes:
    """The page with one text in place of another, and its attributes as they were."""
    before, after = content.rsplit(old.encode(), 1)
    assert b"<dd" in before[before.rindex(b"<footer") :]
    return before + new.encode() + after


# -- a house style that is not at hand ---------------------------------------------------------------------------------

FORGED_STYLED = {
    **{name: forge for name, forge in FORGED_ODT.items() if "style" not in name and "field" not in name},
    "another style": swapped('text:style-name="T_emphasis"', 'text:style-name="T_label"', part="content.xml"),
    "a style that hides": swapped(
        "</office:automatic-styles>",
        '<style:style style:name="T_hidden" style:family="text"><style:text-properties text:display="none"/>'
        "</style:style></office:automatic-styles>",
        part="content.xml",
    ),
}


@pytest.mark.parametrize("forge", FORGED_STYLED.values(), ids=FORGED_STYLED)
def test_nothing_forged_is_true_because_it_names_a_house_style(lasting, forge):
    content = lasting.render("odt", options={"template": template_of()})
    found = lasting.verify(content)
    assert (found.same, found.compared) == (True, "content")
    assert not lasting.verify(forge(content)).same


def test_a_house_style_that_hides_text_must_be_shown(lasting):
    hiding = template_of(
        {
            "styles.xml": styles(
                common='<style:style style:name="Emphasis" style:family="text">'
                '<style:text-properties text:display="none"/></style:style>'
            )
        }
    )
    content = lasting.render("odt", options={"template": hiding})
    assert lasting.verify(content, template=hiding).same
    with pytest.raises(RenditionError, match="takes text out of sight"):
        lasting.verify(content)


def test_a_plain_document_does_not_become_true_by_naming_a_house_style(lasting):
    named = "sha256:" + "ab" * 32
    forged = swapped("Ten geese", "No geese")(lasting.render("odt"))
    parts = parts_of(forged)
    empty = b'<meta:user-defined meta:name="options" meta:value-type="string"></meta:user-defined>'
    short = b'<meta:user-defined meta:name="options" meta:value-type="string"/>'
    stated = f'<meta:user-defined meta:name="options" meta:value-type="string">template={named}</meta:user-defined>'
    meta = parts["meta.xml"].replace(empty, stated.encode()).replace(short, stated.encode())
    assert meta != parts["meta.xml"]
    assert not lasting.verify(packed({**parts, "meta.xml": meta})).same


# -- erased since ------------------------------------------------------------------------------------------------------


def erase_chair(garden: Garden) -> None:
    """Erase the name of who was in the chair."""
    trail = garden.book.trail
    trail.erase(trail.plan_person("Agnes Thorburn"), basis="AVG art. 17")


def erase_words(garden: Garden) -> None:
    """Erase what was said of the planks."""
    trail = garden.book.trail
    trail.erase(trail.plan_entry(garden.meeting.id, garden.said.version, ("text",)), basis="AVG art. 17")


@EVERY
@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize("erase", [erase_chair, erase_words])
def test_what_is_left_of_the_record_agrees_with_an_untouched_document(garden, form, edition, erase):
    content = garden.render(form, edition)
    erase(garden)
    found = garden.verify(content)
    assert (found.same, found.compared, found.difference) == (False, "rest", None)
    assert found.gaps > 0
    assert "what is left of the record agrees" in found.problem
    assert "nobody can tell any more" in found.problem


@EVERY
@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize("erase", [erase_chair, erase_words])
def test_a_change_beside_what_was_erased_is_found_and_shown(garden, form, edition, erase):
    content = swapped("Ten geese", "No geese")(garden.render(form, edition))
    erase(garden)
    found = garden.verify(content)
    assert (found.same, found.compared) == (False, "bytes")
    assert "it was changed" in found.problem
    assert "Ten geese" in found.difference.expected
    assert "No geese" in found.difference.given


@EVERY
def test_a_passage_put_in_beside_what_was_erased_is_found(garden, form):
    more = {
        "html": swapped("</main>", "<p>Resigned.</p></main>"),
        "xml": swapped("</section>", "<paragraph/></section>", 1),
        "odt": swapped("</office:text>", "<text:p>Resigned.</text:p></office:text>"),
        "text": swapped("Colophon", "Resigned.\n\nColophon"),
    }[form]
    content = more(garden.render(form))
    erase_chair(garden)
    found = garden.verify(content)
    assert found.compared != "rest"
    assert "it was changed" in found.problem


@pytest.mark.parametrize(
    "hidden",
    [
        "<style>main{display:none}</style>",
        '<a href="javascript:x()">two</a>',
        '<b onclick="x()">two</b>',
        "<!--x-->",
        """<script a'b="x">y()</script>""",
    ],
)
def test_what_was_erased_leaves_room_for_words_only(garden, hidden):
    content = garden.render("html")
    forged = {
        erase_chair: content.replace(b"Agnes Thorburn", hidden.encode(), 1),
        erase_words: content.replace(b"Two planks", hidden.encode(), 1),
    }
    erase_chair(garden)
    erase_words(garden)
    assert garden.verify(content).compared == "rest"
    for one in forged.values():
        assert one != content
        assert garden.verify(one).compared != "rest"


PEOPLE = """\
---
body: Garden Committee
date: 5 March 2026
language: en
chair: Agnes Thorburn
present:
- Bram Ellery (auditor, Canal Trust)
- Greta Solberg
---

## 1. The bridge

Two planks broke.

Ten geese came by.

Action @Bram Ellery, due 1 May 2026: Count the planks.
"""


@EVERY
@pytest.mark.parametrize("who", ["Agnes Thorburn", "Bram Ellery", "Greta Solberg"])
def test_an_untouched_document_is_never_called_changed_because_a_person_was_erased(tmp_path, form, who):
    """Lists of people leave out who was erased, with a role or an organisation, and columns get narrower."""
    with MinuteBook.open(tmp_path / "minutes.db") as book:
        meeting = book.record(PEOPLE).meeting
        content = book.render(meeting, form, ledger=True).content
        forged = swapped("Ten geese", "No geese")(content)
        book.trail.erase(book.trail.plan_person(who), basis="AVG art. 17")
        assert book.trail.verify(content).compared == "rest"
        found = book.trail.verify(forged)
        assert "it was changed" in found.problem
        assert "No geese" in found.difference.given
