"""XML: complete, valid, and back again."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings
from lxml import etree
from tests.document import strategies
from tests.renderers.corpus import DOCUMENTS, HOSTILE_TEXTS

from alliance_minutes.document import Emphasis, Link, List, Paragraph, Section, Source, Text
from alliance_minutes.document.anatomy import node_classes
from alliance_minutes.document.wire import digest, dump
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.plugins import RenderRequest
from alliance_minutes.renderers import xml
from alliance_minutes.renderers.xml import names
from alliance_minutes.renderers.xml.parse import parse
from alliance_minutes.renderers.xml.schema import schema
from alliance_minutes.renderers.xml.write import _LINES

M = f"{{{names.NAMESPACE}}}"
XSD = etree.XMLSchema(etree.fromstring(schema()))
EMPTY = DOCUMENTS["empty"]


def rendered(document, **options):
    return xml.render(RenderRequest(document=document, options=options))


def said(*words, **more):
    return evolve(EMPTY, blocks=(Paragraph(words=words, **more),))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_valid_and_comes_back_equal(name):
    content = rendered(DOCUMENTS[name]).content
    XSD.assertValid(etree.fromstring(content))
    assert parse(content) == DOCUMENTS[name]


@settings(max_examples=60, deadline=None)
@given(strategies.DOCUMENTS)
def test_any_document_is_valid_and_comes_back_equal(document):
    rendition = rendered(document)
    XSD.assertValid(etree.fromstring(rendition.content))
    assert parse(rendition.content) == document
    assert rendition.losses == ()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_xml_is_the_golden_xml(name, golden):
    content = rendered(DOCUMENTS[name]).content
    assert content == golden(f"{name}.xml", content)


def test_the_committed_schema_is_that_of_the_classes(root):
    assert (root / "schemas" / "minutes.xsd").read_bytes() == schema()


@pytest.mark.parametrize(
    "text", [*HOSTILE_TEXTS, "", " ", "  a", "a  ", "\n", "\r\n", "]]>", "a" * 1_000_000]
)
def test_hostile_text_comes_back_equal(text):
    document = said(Text(text), Emphasis((Text(text), Text(text))), Text(text), label=text)
    assert parse(rendered(document).content) == document


def test_a_text_of_many_millions_comes_back_equal():
    document = said(Text("é" * 11_000_000))
    assert parse(rendered(document).content) == document


def test_depth_beyond_the_guard_of_the_parser_comes_back_whole():
    words = (Text("diep"),)
    for _ in range(400):
        words = (Emphasis(words),)
    document = said(*words)
    assert dump(parse(rendered(document).content)) == dump(document)


def test_each_entry_has_its_anchor_once_even_where_its_block_is_shown_twice():
    block = Paragraph(source=Source("s", 3), words=(Text("a"),))
    elsewhere = Paragraph(source=Source("t", 3))
    document = evolve(EMPTY, blocks=(List(blocks=(block,)), block, elsewhere))
    root = etree.fromstring(rendered(document).content)
    assert root.xpath("//@xml:id") == ["e3"]
    assert root.xpath("//*[@xml:id]/@stream") == ["s"]
    XSD.assertValid(root)


def test_the_language_of_labels_and_that_of_the_words_are_told():
    root = etree.fromstring(rendered(DOCUMENTS["every-node-nl"]).content)
    assert root.get(f"{{{names.XML}}}lang") == "nl"
    assert {words.get(f"{{{names.XML}}}lang") for words in root.iter(f"{M}words")} == {"en"}


def test_the_colophon_names_record_document_renderer_and_options():
    root = etree.fromstring(rendered(DOCUMENTS["model"], b="x", a=b"file").content)
    colophon = root.find(f"{M}colophon")
    assert colophon.get("digest") == digest(DOCUMENTS["model"])
    assert colophon.get("renderer") == "xml"
    assert [option.get("name") for option in colophon] == ["a", "b"]
    assert colophon[0].get("value").startswith("sha256:3b9c358f36f0a31b")
    XSD.assertValid(root)


def test_characters_that_xml_cannot_hold_become_u_fffd_and_a_loss():
    rendition = rendered(said(Text("a\x00b\ud800")))
    assert parse(rendition.content).blocks[0].words == (Text("a\ufffdb\ufffd"),)
    assert [loss.node for loss in rendition.losses] == ["Text"]


def test_an_address_that_nobody_should_follow_is_left_out_with_a_loss():
    rendition = rendered(said(Link((Text("klik"),), "javascript:alert(1)")))
    assert b"javascript" not in rendition.content
    assert parse(rendition.content).blocks[0].words == (Link((Text("klik"),), ""),)
    assert [loss.node for loss in rendition.losses] == ["Link.url"]


def test_no_two_fields_of_a_class_share_a_name():
    for cls in node_classes():
        fields = {
            f.name for f in names.anatomy(cls) if not names.is_source(f) and not names.is_own_content(f)
        }
        assert {f.name for f in {**names.elements_in(cls), **names.attributes_of(cls)}.values()} == fields


def test_an_element_that_is_indented_is_never_a_line_of_text():
    """Indentation would become part of what was said."""
    containers = {
        n for cls in node_classes() for n, f in names.elements_in(cls).items() if f.shape == "blocks"
    }
    containers |= {names.element_of(cls) for cls in node_classes() if names.elements_in(cls)}
    assert not containers & _LINES


def test_five_thousand_blocks_come_back_equal():
    blocks = tuple(Section(source=Source("s", n), title=(Text(f"Punt {n}"),)) for n in range(5_000))
    document = evolve(EMPTY, blocks=blocks)
    assert parse(rendered(document).content) == document


def test_a_reader_passes_over_what_is_not_its_own():
    root = etree.fromstring(rendered(DOCUMENTS["model"]).content)
    root.append(etree.Comment("door iemand anders"))
    etree.SubElement(etree.SubElement(root, f"{M}extension"), "{urn:x}more").text = "x"
    root[0].set("{urn:x}colour", "red")
    etree.SubElement(root.find(f"{M}blocks"), "{urn:x}block")
    root.insert(0, etree.Element("{urn:x}note"))
    assert parse(etree.tostring(root)) == DOCUMENTS["model"]


def test_an_extension_of_another_namespace_is_valid():
    root = etree.fromstring(rendered(DOCUMENTS["model"]).content)
    etree.SubElement(etree.SubElement(root, f"{M}extension"), "{urn:x}more").text = "x"
    XSD.assertValid(root)


GOOD = rendered(DOCUMENTS["model"]).content
BROKEN = {
    "no XML": b"hello",
    "Latin-1": b"<?xml version='1.0' encoding='latin-1'?><a>\xe9</a>",
    "a document type": b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + GOOD[GOOD.index(b"<minutes") :],
    "another root": b"<minutes/>",
    "another version": GOOD.replace(b'schemaVersion="1.0"', b'schemaVersion="2.0"', 1),
    "an unknown element": GOOD.replace(b"<blocks>", b"<colour/><blocks>", 1),
    "an unknown block": GOOD.replace(b"<blocks>", b"<blocks><meta/>", 1),
    "an unknown attribute": GOOD.replace(b"<meta ", b'<meta colour="red" ', 1),
    "an unknown inline": GOOD.replace(b"</heading>", b"<meta/></heading>", 1),
    "text among blocks": GOOD.replace(b"<blocks>", b"<blocks>tekst", 1),
    "text among fields": GOOD.replace(b"<meta ", b"tekst<meta ", 1),
    "no number": GOOD.replace(b'version="48"', b'version="veel"', 1),
    "no code": GOOD.replace(b'edition="internal"', b'edition="geheim"', 1),
    "no flag": GOOD.replace(b"<notice ", b'<notice withdrawn="misschien" ', 1),
    "an element in plain text": GOOD.replace(b"<header>", b"<header><text/>", 1),
    "half a source": GOOD.replace(b' version="7"', b"", 1),
    "no labels": GOOD[: GOOD.index(b"<labels")] + GOOD[GOOD.index(b"<ground") :],
    "torn": GOOD[:-20],
    "too deep for any parser": b"<a>" * 50_000 + b"</a>" * 50_000,
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_holds_no_document_is_refused(name):
    with pytest.raises(InvalidValueError):
        parse(BROKEN[name])


def test_an_external_entity_is_never_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", "utf-8")
    trap = f'<!DOCTYPE minutes [<!ENTITY x SYSTEM "{secret.as_uri()}">]><minutes>&x;</minutes>'
    with pytest.raises(InvalidValueError) as caught:
        parse(trap.encode())
    assert "geheim" not in str(caught.value)
