"""The HTML renderer: everything is on the page, and nothing that is not meant to be."""

from __future__ import annotations

import hashlib
import itertools
import re

import pytest
from attrs import evolve
from lxml import etree, html
from tests.renderers.corpus import DOCUMENTS, HOSTILE_TEXTS, STREAM, empty, fact, say, source
from tests.renderers.reading import missing, strings

from alliance_minutes.document import (
    Action,
    Closed,
    Decision,
    Emphasis,
    Erased,
    Link,
    List,
    Mention,
    Moment,
    Paragraph,
    Point,
    Redaction,
    Reference,
    Section,
    Source,
    Strong,
    Table,
    Text,
    walk,
)
from alliance_minutes.document.wire import digest
from alliance_minutes.plugins import RenderRequest
from alliance_minutes.renderers.html import render
from alliance_minutes.renderers.html.sheet import machine_time

EVERY = pytest.mark.parametrize("name", DOCUMENTS)

TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "a",
    "header",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "span",
    "bdi",
    "nav",
    "ol",
    "ul",
    "li",
    "main",
    "section",
    "footer",
    "div",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "em",
    "strong",
    "s",
    "time",
}
ATTRIBUTES = {
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "href",
    "class",
    "dir",
    "id",
    "aria-labelledby",
    "aria-label",
    "aria-level",
    "role",
    "tabindex",
    "scope",
    "datetime",
    "data-stream",
    "data-version",
    "data-fact",
    "data-ground",
    "data-party",
    "data-extract",
    "data-composer",
    "data-digest",
    "data-edition",
    "data-language",
    "data-ledger-root",
    "data-ledger-size",
    "data-lists",
    "data-options",
    "data-origin",
    "data-renderer",
    "data-renderer-version",
}


def page(*blocks, **meta):
    """The parsed page of a document with these blocks, and its rendition."""
    given = empty()
    rendition = render(RenderRequest(document=evolve(given, meta=evolve(given.meta, **meta), blocks=blocks)))
    return html.document_fromstring(rendition.content.decode()), rendition


def paragraph(*inlines):
    """The only paragraph of a page."""
    parsed, rendition = page(Paragraph(source=source(1), words=inlines))
    return parsed.get_element_by_id("e1"), rendition


def rendered(name):
    return render(RenderRequest(document=DOCUMENTS[name]))


def parsed(name):
    return html.document_fromstring(rendered(name).content.decode())


@EVERY
def test_every_word_is_on_the_page_in_order(name):
    assert missing(strings(DOCUMENTS[name]), parsed(name).find("body").text_content()) is None


@EVERY
def test_the_page_is_the_golden_page(name, golden):
    """As a tree where the bytes differ: older libxml2 escapes some characters otherwise."""
    content = rendered(name).content
    expected = golden(f"{name}.html", content)
    assert content == expected or _canonical(content) == _canonical(expected)


def _canonical(content):
    return etree.tostring(html.document_fromstring(content.decode()), method="c14n2")


@EVERY
def test_nothing_is_on_the_page_that_the_renderer_did_not_put_there(name):
    elements = [*parsed(name).iter(etree.Element)]
    assert {element.tag for element in elements} <= TAGS
    assert {attribute for element in elements for attribute in element.attrib} <= ATTRIBUTES


@EVERY
def test_the_page_has_no_script(name):
    assert b"<script" not in rendered(name).content.lower()


@EVERY
def test_the_style_is_the_same_constant_in_every_page(name):
    assert [style.text for style in parsed(name).iter("style")] == [
        style.text for style in parsed("empty").iter("style")
    ]


@EVERY
def test_ids_are_unique(name):
    ids = parsed(name).xpath("//@id")
    assert len(ids) == len(set(ids))


@EVERY
def test_every_entry_has_its_anchor(name):
    ids = set(parsed(name).xpath("//@id"))
    sources = [block.source for block in walk(DOCUMENTS[name].blocks) if getattr(block, "source", None)]
    assert {entry.anchor for entry in sources} <= ids


@EVERY
def test_every_lead_within_the_page_arrives(name):
    parsed_page = parsed(name)
    ids = set(parsed_page.xpath("//@id"))
    assert {href[1:] for href in parsed_page.xpath("//a/@href") if href.startswith("#")} <= ids


@EVERY
def test_names_of_elements_are_there(name):
    parsed_page = parsed(name)
    ids = set(parsed_page.xpath("//@id"))
    assert set(parsed_page.xpath("//@aria-labelledby")) <= ids


@EVERY
def test_headings_never_jump(name):
    levels = []
    for element in parsed(name).find("body").iter(etree.Element):
        if re.fullmatch("h[1-6]", element.tag):
            levels.append(int(element.tag[1]))
        elif element.get("role") == "heading":
            levels.append(int(element.get("aria-level")))
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@EVERY
def test_headings_are_not_blank(name):
    assert all(
        heading.text_content().strip() for heading in parsed(name).xpath("//h1|//h2|//h3|//h4|//h5|//h6")
    )


@EVERY
def test_the_page_tells_its_language_and_encoding_first(name):
    content = rendered(name).content
    assert content.startswith(f'<!DOCTYPE html>\n<html lang="{DOCUMENTS[name].meta.language}">'.encode())
    assert content.index(b'<meta charset="utf-8">') < 200


@EVERY
def test_nothing_may_be_loaded_or_sent(name):
    policy = parsed(name).xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "form-action 'none'" in policy


@EVERY
def test_the_colophon_names_record_document_and_renderer(name):
    document = DOCUMENTS[name]
    colophon = parsed(name).find(".//footer").text_content()
    assert document.meta.origin in colophon
    assert f"{STREAM} {document.meta.version}" in colophon
    assert digest(document) in colophon
    assert "alliance-minutes html 1.0" in colophon


def test_the_colophon_names_options_and_files_by_their_digest():
    rendition = render(RenderRequest(document=empty(), options={"b": b"logo", "a": "x"}))
    colophon = html.document_fromstring(rendition.content.decode()).find(".//footer").text_content()
    assert f"a=x; b=sha256:{hashlib.sha256(b'logo').hexdigest()}" in colophon


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_text_comes_back_as_it_was_written(text):
    """Blanks, line ends, markup and marks of direction included."""
    parsed_page, _ = page(Decision(source=source(1), words=say(text), points=(Point(words=say(text)),)))
    assert [element.text_content() for element in parsed_page.get_element_by_id("e1").find_class("text")] == [
        text,
        text,
    ]


@pytest.mark.parametrize(
    ("inlines", "typed"),
    [
        ((Text("een twee"),), False),
        ((Text("een "), Emphasis(say("twee"))), False),
        ((Text("een "), Emphasis(say(" twee"))), True),
        ((Text(" een"),), True),
        ((Text("een "),), True),
        ((Text("een\ntwee"),), True),
        ((Text("een\ttwee"),), True),
        ((Text("een\u00a0\u00a0twee"),), False),
    ],
)
def test_blanks_are_shown_as_typed_where_html_would_fold_them(inlines, typed):
    element, _ = paragraph(*inlines)
    assert bool(element.find_class("text")[0].xpath("self::*[contains(@class, 'typed')]")) is typed


def test_text_that_turns_is_kept_from_its_neighbours():
    element, _ = paragraph(Text("voor "), Text("\u202eom"), Text(" na"))
    assert [bdi.text for bdi in element.iter("bdi")] == ["\u202eom"]


def test_what_no_document_can_hold_is_shown_as_a_replacement_and_told():
    element, rendition = paragraph(Text("a\x00b\ud800c\uffff"), Mention("\x1b"))
    assert element.text_content().strip() == "a\ufffdb\ufffdc\ufffd\ufffd"
    assert [loss.node for loss in rendition.losses] == ["Text"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//elders.example", "/etc", " https:x", ""]
)
def test_an_address_that_nobody_should_follow_is_no_link(url):
    element, rendition = paragraph(Link(say("hier"), url))
    assert element.text_content().strip() == "hier"
    assert element.xpath(".//a") == []
    assert [loss.node for loss in rendition.losses] == ["Link"]


def test_an_address_is_encoded_where_it_must_be():
    element, _ = paragraph(Link(say("hier"), 'HTTPS://x.example/ä b?q="<>\\^`{|}#é'))
    assert element.xpath(".//a/@href") == [
        "HTTPS://x.example/%C3%A4%20b?q=%22%3C%3E%5C%5E%60%7B%7C%7D#%C3%A9"
    ]


def test_a_link_without_words_shows_its_address_and_a_reference_without_words_leads_nowhere():
    element, _ = paragraph(Link(say(" "), "https://x.example/"), Reference(source(1), " "))
    assert [(a.text, a.get("href")) for a in element.iter("a")] == [
        ("https://x.example/ ", "https://x.example/")
    ]


def test_a_link_or_reference_within_a_link_is_words_only():
    inner = (Text("a"), Link(say("b"), "https://b.example/"), Reference(source(1), "c"))
    element, rendition = paragraph(Link(inner, "https://a.example/"), Link(say("d"), "https://d.example/"))
    assert element.xpath(".//a/@href") == ["https://a.example/", "https://d.example/"]
    assert element.text_content().strip() == "abcd"
    assert [loss.node for loss in rendition.losses] == ["Link"]


def test_a_reference_leads_to_its_entry_only_where_that_is_on_the_page():
    element, _ = paragraph(
        Reference(source(1), "hier"), Reference(source(9), "weg"), Reference(Source("else", 1), "elders")
    )
    assert [(a.text, a.get("href")) for a in element.iter("a")] == [("hier", "#e1"), ("weg", None)]
    assert element.text_content().strip() == "hierwegelders"


def test_an_entry_of_another_stream_keeps_its_trace_but_takes_no_id():
    parsed_page, _ = page(Paragraph(source=Source("elsewhere", 4), words=say("x")))
    traced = parsed_page.xpath("//*[@data-stream='elsewhere']")
    assert [(element.get("id"), element.get("data-version")) for element in traced] == [(None, "4")]


def test_an_entry_that_is_told_twice_has_its_id_once():
    parsed_page, _ = page(
        Paragraph(source=source(1), words=say("x")), Paragraph(source=source(1), words=say("y"))
    )
    assert parsed_page.get_element_by_id("e1").text_content().strip() == "x"
    assert len(parsed_page.xpath("//*[@data-version='1']")) == 2


@pytest.mark.parametrize(
    ("value", "machine"),
    [
        ("2025-06-30", "2025-06-30"),
        ("XXXX-06-30", "06-30"),
        ("XXXX-02-29", "02-29"),
        ("2025-06", "2025-06"),
        ("2025", "2025"),
        ("19:30", "19:30"),
        ("XXXX-06", None),
        ("0000", None),
        ("0000-01-01", None),
        ("2025-02-30", None),
        ("24:00", None),
        ("next-meeting", None),
        ("٢٠٢٥-06-30", None),
        ("2025-06-30\n", None),
        ("", None),
    ],
)
def test_a_time_element_holds_only_what_html_calls_a_date_or_time(value, machine):
    assert machine_time(value) == machine
    element, _ = paragraph(Moment(value, "toen"))
    assert element.xpath(".//time/@datetime") == ([machine] if machine else [])
    assert element.text_content().strip() == "toen"


def test_what_is_closed_withheld_or_erased_says_so_and_differs():
    element, _ = paragraph(
        Closed((Text("de prijs"),), "commercial", "niet openbaar"),
        Redaction("privacy", "weggelaten"),
        Erased("gewist"),
    )
    assert element.find_class("closed")[0].text_content() == "niet openbaar de prijs"
    assert [found.text for found in element.find_class("redaction")] == ["weggelaten"]
    assert element.find_class("redaction")[0].get("data-ground") == "privacy"
    assert [found.text for found in element.find_class("erased")] == ["gewist"]


def test_what_people_wrote_carries_its_language_and_labels_within_keep_theirs():
    parsed_page, _ = page(
        Paragraph(source=source(1), words=(Text("woorden"), Redaction("privacy", "withheld"))),
        Paragraph(words=say("words")),
        language="en",
        text_language="nl",
    )
    texts = parsed_page.find_class("text")
    assert [text.get("lang") for text in texts] == ["nl", None]
    assert parsed_page.find_class("redaction")[0].get("lang") == "en"


def test_an_item_without_a_title_is_no_section_and_takes_no_heading_level():
    inner = Section(source=source(2), title=say("Binnen"))
    parsed_page, _ = page(Section(source=source(1), number=" ", title=say(" "), blocks=(inner,)))
    assert parsed_page.get_element_by_id("e1").tag == "div"
    assert parsed_page.get_element_by_id("e2")[0].tag == "h2"


def test_contents_are_listed_only_where_they_help():
    sections = [
        Section(source=source(place), number=str(place), title=say(f"Punt {place}")) for place in range(1, 5)
    ]
    few, _ = page(*sections[:3])
    many, _ = page(*sections)
    assert few.xpath("//nav") == []
    assert many.xpath("//nav//a/@href") == ["#e1", "#e2", "#e3", "#e4"]


def test_a_withdrawn_entry_is_struck_through_and_says_so():
    parsed_page, _ = page(
        Paragraph(source=source(1), words=say("weg"), withdrawn=True, points=(Point(words=say("ook")),))
    )
    assert [element.text for element in parsed_page.iter("s")] == ["weg", "ook"]
    assert parsed_page.find_class("state")[0].text == "withdrawn"


def test_points_that_skip_levels_open_one_list():
    points = [Point(words=say(str(level)), level=level) for level in (0, 7, 7, 3, 0)]
    parsed_page, _ = page(Paragraph(source=source(1), points=tuple(points)))
    depths = [len([*item.iterancestors("ul")]) for item in parsed_page.iter("li")]
    assert depths == [1, 2, 2, 2, 1]
    assert len([*parsed_page.iter("ul")]) == 2


def test_a_table_is_named_by_its_caption_and_its_cells_by_row_and_column():
    parsed_page, _ = page(
        Table(caption="Lijst", header=("A", ""), rows=()), Table(caption=" ", header=("A",), rows=())
    )
    named, nameless = parsed_page.find_class("scroll")
    assert parsed_page.get_element_by_id(named.get("aria-labelledby")).text == "Lijst"
    assert named.get("tabindex") == "0"
    assert nameless.get("aria-labelledby") is None
    assert [cell.tag for cell in named.xpath(".//thead//*[self::th or self::td]")] == ["th", "td"]


def test_a_decision_is_a_group_named_by_its_label():
    parsed_page, _ = page(Decision(source=source(7), label="Besluit 1", words=say("Ja.")))
    decision = parsed_page.get_element_by_id("e7")
    assert decision.get("role") == "group"
    assert parsed_page.get_element_by_id(decision.get("aria-labelledby")).text == "Besluit 1"


def test_what_no_page_ever_holds_is_declared_once_and_not_told_of_every_document():
    assert rendered("model").losses == ()


def test_a_document_as_deep_as_somebody_likes_keeps_every_word():
    """Sections, lists, marks, points and inlines; what is flattened is told."""
    depth = 3000
    inline, block, marked, listed = (
        Text("kern"),
        Paragraph(words=say("diep")),
        Paragraph(words=say("merk")),
        List(blocks=()),
    )
    for level in range(depth):
        inline = (
            (Emphasis, Strong)[level % 2]((Text("."), inline))
            if level % 3
            else Closed((inline,), "g", "dicht")
        )
        block = Section(title=say(f"Punt {level}"), blocks=(block,))
        marked = Paragraph(words=say("m"), marks=(marked,))
        listed = List(label="l", blocks=(listed,))
    points = tuple(Point(words=say("p"), level=level) for level in range(100))
    parsed_page, rendition = page(Paragraph(words=(inline,), points=points), block, marked, listed)
    text = parsed_page.text_content()
    assert ("kern" in text, "diep" in text, "merk" in text) == (True, True, True)
    assert text.count("dicht") == depth // 3
    assert text.count("Punt ") == depth
    assert {"Section", "List", "Paragraph.marks", "Point.level"} <= {loss.node for loss in rendition.losses}


def test_many_pieces_and_a_long_text_are_no_trouble():
    element, _ = paragraph(*(Text("ab ") for _ in range(100_000)), Text("x" * 1_000_000))
    assert len(element.text_content().strip()) == 1_300_000


def test_facts_without_a_value_still_show_their_label():
    parsed_page, _ = page(facts=(fact("chair", "Voorzitter", ()),))
    assert parsed_page.find(".//header//dt").text == "Voorzitter"


def test_the_head_names_the_body_once():
    told, _ = page(body="Bestuur", facts=(fact("body", "Orgaan", "Bestuur"),))
    untold, _ = page(body="Bestuur")
    assert [
        told.find(".//header").text_content().count("Bestuur"),
        untold.find(".//header").text_content().count("Bestuur"),
    ] == [1, 1]


def test_words_that_are_a_decision_look_like_one():
    parsed_page, _ = page(
        Paragraph(
            source=source(1),
            words=say("Zo doen we het."),
            marks=(Decision(source=source(2), label="Besluit"),),
        ),
        Paragraph(
            source=source(3), words=say("Mooi."), marks=(Paragraph(source=source(4), words=say("Ja.")),)
        ),
    )
    assert [element.get("id") for element in parsed_page.find_class("decides")] == ["e1"]


def test_numbers_and_amounts_are_kept_in_one_piece():
    """A line may end before a number, not at its hyphens; what only looks like one stays plain text."""
    parsed_page, _ = page(
        Paragraph(
            source=source(1), label="Besluit B-2025-001", words=say("€ 3.950, zie A-XXXX-02; B-2025 niet.")
        ),
    )
    assert [one.text for one in parsed_page.find_class("whole")] == ["B-2025-001", "€ 3.950", "A-XXXX-02"]
    assert parsed_page.find_class("text")[0].text_content() == "€ 3.950, zie A-XXXX-02; B-2025 niet."


def test_the_label_of_a_first_mark_stands_beside_the_words_unless_it_is_long():
    marked = [
        Paragraph(
            source=source(number), words=say("Zo."), marks=(Decision(source=source(number + 1), label=label),)
        )
        for number, label in ((1, "Besluit B-2025-001"), (3, "Besluit " * 9))
    ]
    parsed_page, _ = page(*marked)
    assert [one.getparent().get("id") for one in parsed_page.find_class("beside")] == ["e1"]
    promised, _ = page(
        Paragraph(source=source(1), words=say("x"), marks=(Action(source=source(2), label="Actie"),))
    )
    assert [one.get("id") for one in promised.find_class("promises")] == ["e1"]
