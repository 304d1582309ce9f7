"""ODT: every word, in a valid package, with the same bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile

import pytest
from attrs import evolve
from hypothesis import given, settings
from lxml import etree
from tests.document import strategies
from tests.renderers.corpus import DOCUMENTS, HOSTILE_TEXTS

from alliance_minutes.document import (
    Action,
    Decision,
    Emphasis,
    Fact,
    Link,
    List,
    Moment,
    Notice,
    Paragraph,
    Point,
    Reference,
    Row,
    Section,
    Source,
    Strong,
    Table,
    Text,
    plain,
    walk,
)
from alliance_minutes.document.wire import digest
from alliance_minutes.plugins import RenderRequest
from alliance_minutes.renderers import odt
from alliance_minutes.renderers.odt.housestyle import language_of
from alliance_minutes.renderers.odt.names import q

EMPTY = DOCUMENTS["empty"]
PARTS = ("content.xml", "styles.xml", "meta.xml")


def rendered(document, **options):
    return odt.render(RenderRequest(document=document, options=options))


def part(rendition, path="content.xml"):
    with zipfile.ZipFile(io.BytesIO(rendition.content)) as package:
        return etree.fromstring(package.read(path), etree.XMLParser(huge_tree=True))


def said(*words, **more):
    return evolve(EMPTY, blocks=(Paragraph(words=words, **more),))


def texts(root):
    """Every paragraph and heading, in order, as text."""
    return [_text(p) for p in root.iter(q("text:p"), q("text:h"))]


def _text(paragraph):  # noqa: C901 - one case for each of ODF's white-space elements
    pieces = []

    def collect(element):
        pieces.append((False, element.text or ""))
        for child in element:
            if child.tag == q("text:s"):
                pieces.append((True, " " * int(child.get(q("text:c"), "1"))))
            elif child.tag == q("text:tab"):
                pieces.append((True, "\t"))
            elif child.tag == q("text:line-break"):
                pieces.append((True, "\n"))
            else:
                collect(child)
            pieces.append((False, child.tail or ""))

    collect(paragraph)
    # White space of the file collapses to one blank, also over elements, and is dropped at both ends (ODF, 6.1.2).
    whole, blank = [], True
    for kept, text in pieces:
        if kept:
            whole.append(text)
            blank = False
            continue
        collapsed = re.sub("[ \t\r\n]+", " ", text)
        if blank:
            collapsed = collapsed.removeprefix(" ")
        if collapsed:
            whole.append(collapsed)
            blank = collapsed.endswith(" ")
    if pieces and whole and blank and whole[-1].endswith(" "):
        whole[-1] = whole[-1][:-1]
    return "".join(whole)


@pytest.fixture(scope="session")
def odf(shared):
    folder = shared / "schemas" / "odf"
    names = ("odf-1.3-schema.rng", "odf-1.3-manifest-schema.rng")
    content, manifest = (etree.RelaxNG(etree.parse(folder / name)) for name in names)

    def check(rendition):
        with zipfile.ZipFile(io.BytesIO(rendition.content)) as package:
            for path in PARTS:
                content.assertValid(etree.fromstring(package.read(path)))
            manifest.assertValid(etree.fromstring(package.read("META-INF/manifest.xml")))

    return check


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_parts_are_valid_odf(name, odf):
    odf(rendered(DOCUMENTS[name]))


@settings(max_examples=40, deadline=None)
@given(document=strategies.DOCUMENTS)
def test_any_document_is_valid_odf_and_holds_every_word(odf, document):
    rendition = rendered(document)
    odf(rendition)
    found = "\n".join(texts(part(rendition)))
    for block in walk(document.blocks):
        for words in (getattr(block, "words", ()), getattr(block, "title", ())):
            for inline in words:
                if isinstance(inline, Text):
                    assert inline.text in found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_content_is_the_golden_content(name, golden):
    rendition = rendered(DOCUMENTS[name])
    content = b"\n".join(etree.tostring(part(rendition, path), pretty_print=False) for path in PARTS)
    assert content.replace(b"><", b">\n<") == golden(f"{name}.odt.xml", content.replace(b"><", b">\n<"))


@pytest.mark.parametrize(
    "text",
    [*HOSTILE_TEXTS, " ", "  ", " a", "  a  b   c ", "a\t b", "\n", "a \n b", "\t", "a\tb\n\n c  ", "]]>"],
)
def test_hostile_text_and_blanks_come_back_equal(text):
    root = part(rendered(said(Text(text))))
    assert text in texts(root)
    assert text + text + text in texts(part(rendered(said(Text(text), Emphasis((Text(text),)), Text(text)))))


@settings(max_examples=100, deadline=None)
@given(words=strategies.st.lists(strategies.TEXTS, min_size=1, max_size=4))
def test_any_text_comes_back_equal_however_it_is_marked(words):
    line = [
        mark((Text(word),)) for word, mark in zip(words, (Strong, Emphasis, _in_a_link, Strong), strict=False)
    ]
    assert "".join(words) in texts(part(rendered(said(*line))))


def _in_a_link(content):
    return Link(content, "https://voorbeeld.example")


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "a " * 500_000, "a\t" * 300_000, " " * 1_000_000, "a  b\n" * 200_000]
)
def test_a_million_characters_come_back_equal(text):
    assert text in texts(part(rendered(said(Text(text)))))


def test_depth_does_not_stop_it():
    words, marks, section = (Text("diep"),), (), Section()
    for _ in range(3_000):
        words = (Emphasis(words),)
        marks = (Paragraph(marks=marks),)
        section = Section(title=(Text("t"),), blocks=(List(blocks=(section,)),))
    rendition = rendered(evolve(EMPTY, blocks=(Paragraph(words=words), *marks, section)))
    assert "diep" in texts(part(rendition))
    assert any(loss.node == "Section" for loss in rendition.losses)


def test_five_thousand_blocks_are_all_there():
    blocks = tuple(Section(source=Source("s", n), title=(Text(f"Punt {n}"),)) for n in range(5_000))
    root = part(rendered(evolve(EMPTY, blocks=blocks)))
    assert len(root.findall(f".//{q('text:h')}")) == 5_000


def test_the_package_is_one_that_every_office_program_takes():
    content = rendered(DOCUMENTS["model"]).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = package.infolist()
        rows = etree.fromstring(package.read("META-INF/manifest.xml"))
    assert content[30:38] == b"mimetype"
    assert members[0].compress_type == zipfile.ZIP_STORED
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    listed = {row.get(q("manifest:full-path")) for row in rows}
    assert listed == {"/", *PARTS}


def test_headings_go_down_one_level_at_a_time():
    inner = Section(title=(Text("c"),))
    outer = Section(title=(Text("a"),), blocks=(Section(blocks=(inner,)),))
    root = part(rendered(evolve(EMPTY, blocks=(outer,))))
    assert [h.get(q("text:outline-level")) for h in root.iter(q("text:h"))] == ["1", "2"]


def test_every_entry_has_its_bookmark_once():
    block = Paragraph(source=Source(EMPTY.meta.stream, 3), words=(Text("a"),))
    elsewhere = Section(source=Source("ander", 3))
    root = part(rendered(evolve(EMPTY, blocks=(List(blocks=(block,)), block, elsewhere))))
    names = [mark.get(q("text:name")) for mark in root.iter(q("text:bookmark"))]
    assert names == ["e3", "e3_ander"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_entry_of_the_corpus_has_a_bookmark(name):
    names = [mark.get(q("text:name")) for mark in part(rendered(DOCUMENTS[name])).iter(q("text:bookmark"))]
    sources = {s for block in walk(DOCUMENTS[name].blocks) if (s := getattr(block, "source", None))}
    assert sorted(names) == sorted(source.anchor for source in sources)


def test_a_reference_leads_to_its_bookmark_and_one_to_nowhere_keeps_its_words():
    here, away = Source(EMPTY.meta.stream, 3), Source("weg", 9)
    rendition = rendered(said(Reference(here, "hier"), Reference(away, "elders"), source=here))
    root = part(rendition)
    assert [a.get(q("xlink:href")) for a in root.iter(q("text:a"))] == ["#e3"]
    assert "hierelders" in texts(root)
    assert [(loss.node, loss.source) for loss in rendition.losses] == [("Reference", away)]


def test_an_address_that_nobody_should_follow_is_left_out_with_a_loss():
    rendition = rendered(said(Link((Text("klik"),), "javascript:alert(1)")))
    assert "klik" in texts(part(rendition))
    assert part(rendition).find(f".//{q('text:a')}") is None
    assert [loss.node for loss in rendition.losses] == ["Link.url"]


def test_an_address_with_characters_no_uri_has_is_encoded(odf):
    rendition = rendered(said(Link((Text("klik"),), "https://a.example/één weg/100%/50%25")))
    odf(rendition)
    (link,) = part(rendition).iter(q("text:a"))
    assert link.get(q("xlink:href")) == "https://a.example/%C3%A9%C3%A9n%20weg/100%25/50%25"


def test_a_bookmark_of_a_stream_with_a_strange_name_can_still_be_led_to(odf):
    strange = Source("een % vreemde\nnaam", 3)
    rendition = rendered(said(Reference(strange, "hier"), source=strange))
    odf(rendition)
    (mark,), (link,) = part(rendition).iter(q("text:bookmark")), part(rendition).iter(q("text:a"))
    assert link.get(q("xlink:href")) == "#" + mark.get(q("text:name"))


def test_a_link_in_a_link_leads_to_the_inner_one_with_a_loss():
    inner = Link((Text("binnen"),), "https://b.example")
    rendition = rendered(said(Link((Text("buiten "), inner), "https://a.example")))
    assert [a.get(q("xlink:href")) for a in part(rendition).iter(q("text:a"))] == [
        "https://a.example",
        "https://b.example",
    ]
    assert [loss.node for loss in rendition.losses] == ["Link"]


def test_characters_that_xml_cannot_hold_become_u_fffd_and_a_loss():
    rendition = rendered(said(Text("a\x00b\ud800")))
    assert "a\ufffdb\ufffd" in texts(part(rendition))
    assert [loss.node for loss in rendition.losses] == ["Text"]


def test_the_date_is_told_only_where_it_is_known_to_the_day():
    def date(value):
        moment = Moment(value, "een dag") if value else None
        meta = part(rendered(evolve(EMPTY, meta=evolve(EMPTY.meta, held_on=moment))), "meta.xml")
        return meta.findtext(f".//{q('dc:date')}")

    assert date("2025-06-30") == "2025-06-30T00:00:00"
    assert [date(value) for value in ("XXXX-06-30", "2025-06", "2025-02-30", None)] == [None] * 4


def test_title_language_stream_and_version_stand_in_the_metadata():
    about = DOCUMENTS["model"].meta
    root = part(rendered(DOCUMENTS["model"]), "meta.xml")
    told = {item.get(q("meta:name")): item.text for item in root.iter(q("meta:user-defined"))}
    assert root.findtext(f".//{q('dc:title')}") == about.title
    assert root.findtext(f".//{q('dc:language')}") == "nl"
    assert (told["stream"], told["version"]) == (about.stream, str(about.version))
    assert told["digest"] == digest(DOCUMENTS["model"])
    assert told["history-001"].startswith("created · 2025-07-01T08:00:00Z")


def test_words_in_another_language_than_the_labels_say_so():
    root = part(rendered(DOCUMENTS["every-node-nl"]))
    style = root.find(f".//{q('style:style')}[@{q('style:name')}='T_said']/{q('style:text-properties')}")
    assert style.get(q("fo:language")) == "en"
    assert any(span.get(q("text:style-name")) == "T_said" for span in root.iter(q("text:span")))


def test_a_language_tag_that_odf_cannot_hold_is_left_out():
    assert language_of("nl-BE") == {"fo:language": "nl", "fo:country": "BE"}
    assert language_of("fy") == {"fo:language": "fy", "fo:country": "none"}
    assert language_of("<nl>") == {}
    meta = evolve(EMPTY.meta, language="<nl>", text_language="?")
    assert part(rendered(evolve(EMPTY, meta=meta)), "meta.xml").find(f".//{q('dc:language')}") is None


def test_the_header_of_a_table_is_a_header():
    table = Table(
        caption="Lijst", header=("a",), rows=(Row(cells=((Text("1"),), (Text("2"),))), Row(cells=()))
    )
    root = part(rendered(evolve(EMPTY, blocks=(table, Table(caption="", header=(), rows=())))))
    assert len(root.findall(f".//{q('table:table-header-rows')}")) == 1
    assert {len(row) for row in root.iter(q("table:table-row"))} == {2}


def test_a_table_in_a_list_interrupts_it_without_a_new_bullet(odf):
    inner = Paragraph(
        words=(Text("a"),), marks=(Table(caption="t", header=("h",), rows=()), Paragraph(words=(Text("b"),)))
    )
    rendition = rendered(
        evolve(EMPTY, blocks=(List(label="lijst", blocks=(inner, Paragraph(words=(Text("c"),)))),))
    )
    odf(rendition)
    root = part(rendition)
    assert len(root.findall(f".//{q('text:list-item')}")) == 2
    assert len(root.findall(f".//{q('text:list-header')}")) == 1


def test_points_nest_as_deep_as_they_stand(odf):
    points = [Point(words=(Text(f"p{n}"),), level=n) for n in (0, 2, 1, 99)]
    points.append(Point(words=(Text("q"),), number="4"))
    rendition = rendered(said(points=tuple(points)))
    odf(rendition)
    root = part(rendition)
    depths = {_text(p): len([*p.iterancestors(q("text:list"))]) for p in root.iter(q("text:p"))}
    assert [depths[name] for name in ("p0", "p2", "p1", "p99")] == [1, 3, 2, 10]
    assert depths["4.\tq"] == 1
    assert [loss.node for loss in rendition.losses] == ["Point.level"]


def test_what_was_withdrawn_is_struck_through_and_says_so():
    root = part(rendered(said(Text("fout"), withdrawn=True)))
    assert "fout [withdrawn]" in texts(root)
    assert any(span.get(q("text:style-name")) == "Minutes_20_Withdrawn" for span in root.iter(q("text:span")))


def test_facts_stand_beside_or_below_the_words():
    facts = (
        Fact(name="due", label="Uiterlijk", value=(Text("mei"),)),
        Fact(name="x", label="", value=(Text("y"),)),
    )
    blocks = (
        Notice(kind="opened", label="Opening", at="19:30"),
        Notice(kind="closed", at="21:00"),
        Notice(
            kind="left",
            label="Weg",
            at="20:10",
            facts=(Fact(name="at", label="Tijd", value=(Text("20.10 uur"),)),),
        ),
        Paragraph(label="Label", facts=facts),
        Paragraph(facts=facts),
        Paragraph(words=(Text("woorden"),), facts=facts),
        Decision(words=(Text("akkoord"),)),
        Action(label="Actie", facts=facts, withdrawn=True),
        Section(number="a)", title=(Text("t"),), facts=facts),
        Section(number="7"),
    )
    found = texts(part(rendered(evolve(EMPTY, blocks=blocks))))
    told = "Uiterlijk: mei; y"
    for line in (
        "Opening 19:30",
        "21:00",
        "Weg · Tijd: 20.10 uur",
        f"Label · {told}",
        told,
        f"woorden\n{told}",
    ):
        assert line in found
    assert [line for line in found if line in ("akkoord", "Actie [withdrawn]", "a) t", "7")] == [
        "akkoord",
        "Actie [withdrawn]",
        "a) t",
        "7",
    ]


def test_words_labels_and_facts_of_the_corpus_are_all_there():
    for document in DOCUMENTS.values():
        found = "\n".join(texts(part(rendered(document))))
        for block in walk(document.blocks):
            label = getattr(block, "label", "") or getattr(block, "caption", "")
            assert label in found
            for fact in getattr(block, "facts", ()):
                assert fact.label in found
                assert plain(fact.value) in found


SCRIPT = """
import hashlib, sys
from alliance_minutes.plugins import RenderRequest
from alliance_minutes.renderers import odt, xml
from tests.renderers.corpus import DOCUMENTS
for name in sorted(DOCUMENTS):
    for renderer in (odt, xml):
        request = RenderRequest(document=DOCUMENTS[name], options={})
        print(name, hashlib.sha256(renderer.render(request).content).hexdigest())
"""


def test_the_bytes_depend_on_nothing_around_them(root):
    """Hash seed, time zone and locale differ, and so does the clock."""
    settings_of = [
        {"PYTHONHASHSEED": "1", "TZ": "Europe/Amsterdam", "LANG": "nl_NL.UTF-8", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LANG": "C", "LC_ALL": "C.UTF-8"},
    ]
    outputs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=root,
            env={**os.environ, **chosen, "PYTHONPATH": str(root)},
            check=True,
            capture_output=True,
        ).stdout
        for chosen in settings_of
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") == 2 * len(DOCUMENTS)


def test_a_mark_stays_on_the_page_of_its_words_and_marks_stay_together():
    count = (Fact(name="a", label="b", value=(Text("c"),)),)
    marks = (Decision(label="Besluit", facts=count), Decision(label="Besluit", facts=count))
    root = part(rendered(evolve(EMPTY, blocks=(Paragraph(words=(Text("Zo."),), marks=marks),))))
    kept = {
        properties.getparent().get(q("style:name"))
        for properties in root.iter(q("style:paragraph-properties"))
        if properties.get(q("fo:keep-with-next")) == "always"
    }
    told = [(_text(p), p.get(q("text:style-name")) in kept) for p in root.iter(q("text:p"))]
    assert [held for text, held in told if text == "Zo."] == [True]
    assert [held for text, held in told if text == "b: c"] == [True, False]


def test_an_action_in_a_list_has_its_number_in_the_line_of_its_bullet():
    action = Action(number="A-1", label="A-1", words=(Text("Bellen."),))
    root = part(rendered(evolve(EMPTY, blocks=(List(blocks=(action,), label="Acties"),))))
    item = root.find(f".//{q('text:list-item')}")
    assert [_text(p) for p in item.iter(q("text:p"))] == ["A-1: Bellen."]
