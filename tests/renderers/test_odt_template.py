"""House-style templates: their looks are kept, and nothing in them acts."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest
from lxml import etree
from tests.renderers.corpus import DOCUMENTS
from tests.renderers.templates import LOGO, PNG, content, styles, template

from alliance_minutes.errors import TemplateError
from alliance_minutes.plugins import RenderRequest
from alliance_minutes.renderers import odt
from alliance_minutes.renderers.odt import archive
from alliance_minutes.renderers.odt.names import q

MODEL = DOCUMENTS["model"]


def rendered(given, document=MODEL):
    return odt.render(RenderRequest(document=document, options={"template": given}))


def members(rendition):
    with zipfile.ZipFile(io.BytesIO(rendition.content)) as package:
        return {path: package.read(path) for path in package.namelist()}


def told(given):
    return " ".join(rendered(given).messages)


def test_styles_header_footer_and_logo_are_kept():
    parts = members(rendered(template()))
    assert b"Stichting Voorbeeldhuis" in parts["styles.xml"]
    assert b"#0b6b3a" in parts["styles.xml"]
    assert parts["Pictures/logo.png"] == PNG
    assert b"Voorbeeld $" not in parts["content.xml"]


def test_what_a_template_need_not_bring_along_is_in_neither_package_nor_manifest():
    parts = members(rendered(template()))
    assert set(parts) == {
        "mimetype",
        "META-INF/manifest.xml",
        "content.xml",
        "styles.xml",
        "meta.xml",
        "Pictures/logo.png",
    }
    rows = etree.fromstring(parts["META-INF/manifest.xml"])
    listed = {row.get(q("manifest:full-path")): row.get(q("manifest:media-type")) for row in rows}
    assert set(listed) - {"/"} == set(parts) - {"mimetype", "META-INF/manifest.xml"}
    assert listed["Pictures/logo.png"] == "image/png"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_result_is_valid_odf(name, shared):
    schema = etree.RelaxNG(etree.parse(shared / "schemas" / "odf" / "odf-1.3-schema.rng"))
    parts = members(rendered(template(), DOCUMENTS[name]))
    for path in ("content.xml", "styles.xml", "meta.xml"):
        schema.assertValid(etree.fromstring(parts[path]))


def test_title_and_language_of_the_document_take_their_places():
    root = etree.fromstring(members(rendered(template()))["styles.xml"])
    assert root.findtext(f".//{q('text:title')}") == MODEL.meta.title
    properties = root.find(f".//{q('style:default-style')}/{q('style:text-properties')}")
    assert properties.get(q("fo:language")) == "nl"


def test_the_first_page_and_the_counters_are_those_of_the_template():
    root = etree.fromstring(members(rendered(template()))["content.xml"])
    first = root.find(f".//{q('style:style')}[@{q('style:name')}='P_first']")
    assert first.get(q("style:master-page-name")) == "Brief"
    assert [decl.get(q("text:name")) for decl in root.iter(q("text:sequence-decl"))] == ["Table"]


def test_every_style_that_is_worn_is_there():
    parts = members(rendered(template(), DOCUMENTS["every-node-nl"]))
    defined = {
        style.get(q("style:name"))
        for path in ("content.xml", "styles.xml")
        for style in etree.fromstring(parts[path]).iter(q("style:style"), q("text:list-style"))
    }
    root = etree.fromstring(parts["content.xml"])
    worn = {
        e.get(q(name))
        for e in root.iter()
        for name in ("text:style-name", "table:style-name")
        if e.get(q(name))
    }
    assert worn <= defined


def test_a_style_of_the_house_is_worn_and_a_missing_one_is_named():
    rendition = rendered(template())
    assert b'"Minutes_20_Decision"' in members(rendition)["content.xml"]
    (message,) = rendition.messages
    assert "'Minutes Action' (Minutes Decision)" in message
    assert "'Emphasis'" not in message or "plain form" in message
    assert "'Heading 2' (Heading 1)" in message


def test_without_any_known_style_the_words_are_still_there():
    bare = (
        styles()
        .replace(b"Text_20_body", b"Anders")
        .replace(b'"Standard" style:family', b'"Gewoon" style:family')
    )
    assert "no style" in told(template({"styles.xml": bare}))


HARMFUL = {
    "macros": ({"Basic/Standard/Module1.xml": b"<x/>"}, "macros"),
    "scripts": ({"Scripts/python/a.py": b"x"}, "scripts"),
    "a signature": ({"META-INF/documentsignatures.xml": b"<x/>"}, "signature"),
    "an object": ({"Object 1/content.xml": b"<x/>"}, "objects"),
    "a font": ({"Fonts/a.ttf": b"x"}, "fonts"),
    "a picture elsewhere": (
        {"styles.xml": styles(header=LOGO.replace("Pictures/logo.png", "http://x.example/a.png"))},
        "x.example",
    ),
    "a picture on disk": (
        {"styles.xml": styles(header=LOGO.replace("Pictures/", "file:///etc/"))},
        "file:///etc",
    ),
    "a picture above": ({"styles.xml": styles(header=LOGO.replace("Pictures/", "../"))}, "../logo.png"),
    "no picture": ({"Pictures/logo.png": b"<svg onload='x'/>"}, "no PNG"),
    "a link that acts": (
        {"styles.xml": styles(header="<text:a xlink:href='javascript:x()'>klik</text:a>")},
        "javascript",
    ),
    "a macro link": (
        {
            "styles.xml": styles(
                header="<text:a xlink:href='vnd.sun.star.script:x' office:name='x'>klik</text:a>"
            )
        },
        "vnd.sun",
    ),
    "listeners": (
        {
            "styles.xml": styles(
                header="<text:a xlink:href='https://goed.example'><office:event-listeners><script:event-listener "
                "script:language='ooo:script' script:event-name='dom:load' xlink:href='vnd.sun.star.script:x'/>"
                "</office:event-listeners>klik</text:a>"
            )
        },
        "event-listener",
    ),
    "a field that counts": (
        {"styles.xml": styles(header="a<text:expression text:formula='ooow:1+1'>2</text:expression> klik")},
        "expression",
    ),
    "a linked object": (
        {
            "styles.xml": styles(
                header="<text:span>b</text:span><draw:frame><draw:object xlink:href='http://x.example/o'/></draw:frame> klik"
            )
        },
        "object",
    ),
    "a font elsewhere": (
        {
            "styles.xml": styles(
                fonts="<svg:font-face-src><svg:font-face-uri xlink:href='http://x.example/f'/></svg:font-face-src>"
            )
        },
        "font-face-src",
    ),
    "a filling elsewhere": (
        {
            "styles.xml": styles(
                common="<draw:fill-image draw:name='f' xlink:href='https://x.example/f.png'/>"
            )
        },
        "x.example",
    ),
    "another resource": (
        {"styles.xml": styles(common="<draw:marker draw:name='f' xlink:href='https://x.example/f'/>")},
        "x.example",
    ),
    "a logo without words": (
        {"styles.xml": styles(header=LOGO.replace("Het beeldmerk", " "))},
        "alternative text",
    ),
}


@pytest.mark.parametrize(
    ("member", "sentence"),
    [
        ("META-INF/documentsignatures.xml", "a signature, which a changed document would break; it was"),
        ("META-INF/macrosignatures.xml", "a signature of macros; it was"),
        ("Basic/Standard/Module1.xml", "macros; they were"),
        ("Scripts/python/a.py", "scripts; they were"),
        ("Object 1/content.xml", "embedded objects; they were"),
        ("Fonts/a.ttf", "embedded fonts; they were"),
    ],
)
def test_the_user_is_told_in_singular_or_plural_as_it_is(member, sentence):
    assert f"The template holds {sentence} left out." in told(template({member: b"<x/>"}))


@pytest.mark.parametrize("name", HARMFUL)
def test_what_could_act_is_left_out_and_the_user_is_told(name):
    extra, word = HARMFUL[name]
    rendition = rendered(template(extra))
    assert word in " ".join(rendition.messages)
    parts = members(rendition)
    assert not any(path.startswith(("Basic", "Scripts", "Object", "Fonts")) for path in parts)
    assert "META-INF/documentsignatures.xml" not in parts
    for trap in (
        b"x.example",
        b"javascript",
        b"vnd.sun",
        b"file:///",
        b"../",
        b"formula",
        b"event-listener",
        b"onload",
    ):
        assert trap not in b"".join(parts.values())
    if b"klik" in template(extra) or b"klik" in extra.get("styles.xml", b""):
        assert b"klik" in parts["styles.xml"]


def spoilt(change):
    """The template with its zip entries changed."""
    made = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with (
            zipfile.ZipFile(io.BytesIO(template())) as old,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for entry in old.infolist():
                new.writestr(entry, old.read(entry))
            change(new)
    return made.getvalue()


def encrypted():
    given = bytearray(template())
    place = given.rindex(b"PK\x01\x02", 0, given.rindex(b"styles.xml"))
    given[place + 8] |= 1
    return bytes(given)


def damaged():
    given = bytearray(template())
    place = given.index(b"styles.xml") + 200
    given[place : place + 50] = bytes(50)
    return bytes(given)


UNUSABLE = {
    "no zip": b"hello",
    "nothing": b"",
    "torn": template()[: len(template()) // 2],
    "a damaged member": damaged(),
    "encrypted by zip": encrypted(),
    "encrypted by ODF": template({"META-INF/manifest.xml": b"<m><encryption-data/></m>"}),
    "a sheet": template(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    "no type": template(mimetype=None),
    "no styles": template({"styles.xml": None}),
    "styles that are no XML": template({"styles.xml": b"<a>"}),
    "styles in Latin-1": template({"styles.xml": b"<?xml version='1.0' encoding='latin-1'?><a>\xe9</a>"}),
    "styles that are something else": template({"styles.xml": content()}),
    "an entity": template({"styles.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + styles()[39:]}),
    "a member above": spoilt(lambda package: package.writestr("../evil", b"x")),
    "a member at the root": spoilt(lambda package: package.writestr("/evil", b"x")),
    "a member on a drive": spoilt(lambda package: package.writestr("c:evil", b"x")),
    "a member twice": spoilt(lambda package: package.writestr("styles.xml", b"x")),
    "too many members": spoilt(
        lambda p: [p.writestr(f"Pictures/{n}", b"") for n in range(archive.MOST_MEMBERS)]
    ),
    "a bomb": template({"styles.xml": styles() + b" " * (archive.MOST_IN_MEMBER + 1)}),
    "a dense bomb": template({"styles.xml": styles() + b" " * 3_000_000}),
    "a bomb in all": spoilt(lambda p: [p.writestr(f"x{n}", bytes(2**24)) for n in range(5)]),
    "too long": b"PK" + bytes(archive.MOST_BYTES),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_template_that_cannot_be_used_is_refused(name):
    with pytest.raises(TemplateError, match="template"):
        rendered(UNUSABLE[name])


def test_a_path_in_place_of_the_file_is_refused():
    with pytest.raises(TemplateError, match="bytes"):
        rendered("huisstijl.odt")


def test_a_template_document_serves_as_well_as_a_document():
    assert rendered(template(mimetype=b"application/vnd.oasis.opendocument.text-template")).content


@pytest.mark.parametrize("body", ["", "<text:p text:style-name='P9'/>"])
def test_a_template_without_a_first_page_of_its_own_has_none(body):
    parts = members(rendered(template({"content.xml": content(body)})))
    assert b"P_first" not in parts["content.xml"]


def test_a_template_without_content_is_enough():
    assert rendered(template({"content.xml": None})).content


def test_content_without_a_text_is_passed_over():
    bare = content().replace(b"office:text>", b"office:chart>")
    assert rendered(template({"content.xml": bare})).content


def test_a_default_style_without_properties_gets_the_language():
    bare = styles().replace(
        b'<style:text-properties style:font-name="Huis" fo:font-size="10.5pt" fo:language="de" fo:country="DE"/>',
        b"",
    )
    root = etree.fromstring(members(rendered(template({"styles.xml": bare})))["styles.xml"])
    properties = root.find(f".//{q('style:default-style')}/{q('style:text-properties')}")
    assert properties.get(q("fo:language")) == "nl"


def test_the_colophon_names_the_template_by_its_digest():
    assert b"template=sha256:" in members(rendered(template()))["content.xml"]
