"""The text renderer: everything is there, in lines that a terminal can show."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.renderers.corpus import DOCUMENTS, empty, fact, say, source
from tests.renderers.reading import missing, squeezed, strings, tables

from alliance_minutes.document import (
    Attachment,
    Attendance,
    Closed,
    Decision,
    Emphasis,
    Erased,
    Fact,
    Link,
    List,
    Mention,
    Paragraph,
    Point,
    Redaction,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from alliance_minutes.document.wire import digest
from alliance_minutes.plugins import RenderRequest
from alliance_minutes.renderers.runs import leaf_text
from alliance_minutes.renderers.text import render
from alliance_minutes.renderers.text.table import table
from alliance_minutes.renderers.text.wrap import WIDTH, width, wrap

EVERY = pytest.mark.parametrize("name", DOCUMENTS)


def rendered(name):
    return render(RenderRequest(document=DOCUMENTS[name])).content.decode()


def written(*blocks, **meta):
    """The text between the heading and the colophon, and the rendition."""
    document = empty()
    document = evolve(document, meta=evolve(document.meta, **meta), blocks=blocks)
    rendition = render(RenderRequest(document=document))
    text = rendition.content.decode()
    return text[text.index("==\n") + 3 : text.index("Colophon\n")].strip("\n"), rendition


def lines(*blocks, **meta):
    return written(*blocks, **meta)[0].split("\n")


@EVERY
def test_every_word_is_there_in_order(name):
    assert missing(strings(DOCUMENTS[name], tables=False), rendered(name)) is None


@EVERY
def test_every_word_of_a_table_is_there(name):
    """Word by word: in columns, a cell is broken over lines."""
    words = [word for table in tables(DOCUMENTS[name]) for string in table for word in string.split()]
    text = squeezed(rendered(name))
    assert [word for word in words if squeezed(word) not in text] == []


@EVERY
def test_the_text_is_the_golden_text(name, golden):
    content = rendered(name).encode()
    assert content == golden(f"{name}.txt", content)


@EVERY
def test_a_line_is_too_long_only_where_a_word_is(name):
    long = [line for line in rendered(name).split("\n") if width(line.rstrip()) > WIDTH]
    assert [line for line in long if max(map(width, line.split())) < WIDTH / 2] == []


@EVERY
def test_the_colophon_names_record_document_and_renderer(name):
    text = rendered(name)
    assert digest(DOCUMENTS[name]) in text
    assert "alliance-minutes text 1.0\n" in text.rpartition("---\n")[2]


def test_a_heading_is_underlined_as_wide_as_it_is_shown():
    assert lines(Section(number="1", title=say("東京")))[:2] == ["1  東京", "-" * 7]


def test_items_within_items_are_underlined_otherwise():
    inner = Section(title=say("Binnen"))
    assert lines(Section(title=say("Buiten"), blocks=(inner,))) == [
        "Buiten",
        "------",
        "",
        "Binnen",
        "......",
    ]


def test_an_item_without_number_and_title_has_no_heading():
    assert lines(Section(title=say(" "), blocks=(Paragraph(words=say("Tekst.")),))) == ["Tekst."]


def test_marks_stand_below_their_paragraph():
    mark = Decision(label="Besluit 1", facts=(fact("method", "Wijze", "consent"),))
    assert lines(Paragraph(words=say("Goed."), marks=(mark,))) == ["Goed.", "  → Besluit 1 (Wijze: consent)"]


def test_points_are_indented_by_their_level():
    points = (
        Point(words=say("een"), number="1."),
        Point(words=say("twee"), level=1),
        Point(words=say("x"), level=-1),
    )
    assert lines(Paragraph(words=say("Punten:"), points=points)) == ["Punten:", "1. een", "  - twee", "- x"]


def test_what_is_closed_withheld_or_erased_stands_in_brackets_once():
    words = (Closed((Text("prijs"),), "g", "intern"), Redaction("g", "weg"), Erased("[gewist]"))
    assert lines(Paragraph(words=words)) == ["[intern: prijs][weg][gewist]"]


def test_a_link_shows_its_address_unless_that_is_its_text():
    url = "https://x.example/"
    assert lines(Paragraph(words=(Link(say("hier"), url), Text(" "), Link(say(url), url)))) == [
        f"hier <{url}> {url}"
    ]


def test_a_withdrawn_entry_says_so():
    assert lines(Paragraph(words=say("weg"), withdrawn=True)) == ["[withdrawn] weg"]


def test_a_person_and_a_paper_stand_with_their_facts_on_one_line():
    people = List(
        label="Er", blocks=(Attendance(party=(Mention("A"),), facts=(fact("since", "Vanaf", "20.00"),)),)
    )
    paper = Attachment(label="Bijlage", title=say("Plan"), words=say("Nieuw."))
    assert lines(people, paper) == ["Er:", "- A (Vanaf: 20.00)", "", "Bijlage: Plan — Nieuw."]


def test_facts_of_words_stand_below_them():
    assert lines(Decision(label="B", words=say("Ja."), facts=(fact("m", "Wijze", "stem"),))) == [
        "B: Ja.",
        "  Wijze: stem",
    ]


def test_a_statement_of_facts_alone_is_its_facts():
    assert lines(Paragraph(facts=(fact("m", "Wijze", "stem"),))) == ["Wijze: stem"]


def test_facts_of_the_meeting_are_aligned_where_their_labels_are_short():
    facts = (
        fact("a", "Wie", "A"),
        fact("b", "Waarom", "B"),
        fact("c", "Een label dat te lang is om uit te lijnen", "C"),
    )
    assert lines(facts=facts) == ["Wie:     A", "Waarom:  B", "Een label dat te lang is om uit te lijnen: C"]


def test_a_table_stands_in_columns():
    rows = (Row(cells=(say("B-1"), say("De begroting"))), Row(cells=(say("B-2"), ())))
    assert lines(Table(caption="Lijst", header=("Nummer", "Besluit"), rows=rows)) == [
        "Lijst",
        "",
        "Nummer  Besluit",
        "------  ------------",
        "B-1     De begroting",
        "B-2",
    ]


def test_a_table_too_wide_becomes_a_list():
    assert [*table(("A", ""), [("x" * 30, "y" * 30)], 40)] == ["- A: " + "x" * 30, "  " + "y" * 30]


def test_a_table_of_many_columns_without_rows_names_them():
    assert next(iter(table(["A"] * 40, [], 78))).startswith("A; A; A;")


def test_a_cell_is_broken_between_words_where_its_column_is_narrow():
    assert [*table(("A", "B"), [("een twee drie", "vier")], 12)] == [
        "A       B",
        "------  ----",
        "een     vier",
        "twee",
        "drie",
    ]


def test_a_table_without_columns_is_no_trouble():
    assert [*table((), [], 78)] == [""]


def test_a_text_commands_no_terminal():
    text, rendition = written(Paragraph(words=say("a\x1b[31mb\x9b31mc\x00")))
    assert text == "a\ufffd[31mb\ufffd31mc\ufffd"
    assert [loss.node for loss in rendition.losses] == ["Text"]


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("\u202eom", "\u2068\u202eom\u202c\u2069"),
        ("\u2067om\u202d!", "\u2068\u2067om\u202d!\u202c\u2069\u2069"),
        ("om\u2069\u202c", "\u2068om\u2069"),
        ("\u202aom\u202c", "\u2068\u202aom\u202c\u2069"),
        ("\u202ea\nb", "\u2068\u202ea\u202c\u2069\nb"),
    ],
)
def test_a_text_that_turns_closes_what_it_opens(given_text, shown):
    assert written(Paragraph(words=say(given_text)))[0] == shown


def test_stress_is_told_as_a_loss():
    _, rendition = written(Paragraph(words=(Emphasis(say("a")), Strong(say("b")), Strong(say("c")))))
    assert [loss.node for loss in rendition.losses] == ["Emphasis", "Strong"]


def test_a_document_as_deep_as_somebody_likes_keeps_every_word():
    inline, block, marked = Text("kern"), Paragraph(words=say("diep")), Paragraph(words=say("merk"))
    for level in range(3000):
        inline = Emphasis((inline,))
        block = (Section, List)[level % 2](blocks=(block,))
        marked = Paragraph(words=say("m"), marks=(marked,))
    text, _ = written(Paragraph(words=(inline,)), block, marked)
    assert [word for word in ("kern", "diep", "merk") if word not in text] == []


def test_a_million_characters_are_no_trouble():
    text, _ = written(Paragraph(words=(Text("woord " * 100_000), Text("x" * 500_000))))
    assert text.count("woord") == 100_000


def test_a_value_over_several_lines_keeps_to_its_column():
    value = Fact(name="place", label="Plaats", value=say("een\ntwee"))
    assert lines(facts=(value,)) == ["Plaats:  een", "         twee"]


@settings(max_examples=100)
@given(text=st.text(st.sampled_from(" \tab\u00e9\n東\u0301"), max_size=80), columns=st.integers(1, 12))
def test_wrapping_keeps_every_word_and_every_line_end(text, columns):
    wrapped = [*wrap(text, columns)]
    assert "\n".join(wrapped).split() == text.split()
    assert len(wrapped) >= text.count("\n") + 1


@settings(max_examples=100)
@given(text=st.text(st.sampled_from("ab\u00e9東"), max_size=30), columns=st.integers(2, 12))
def test_wrapping_never_cuts_a_word(text, columns):
    assert [*wrap(text, columns)] == [text]


def test_wrapping_keeps_blanks_that_somebody_typed():
    assert [*wrap("  een  twee   drie ", 10)] == ["  een  ", "twee   ", "drie "]


def test_wide_and_invisible_characters_take_the_columns_a_terminal_gives_them():
    assert [width("ab"), width("東京"), width("e\u0301"), width("a\u200bb")] == [2, 4, 1, 2]


def test_an_entry_leaves_no_mark_of_its_stream_in_the_text():
    assert "e1" not in written(Paragraph(source=source(1), words=say("x")))[0]


def test_an_inline_with_content_of_its_own_has_no_text_of_its_own():
    assert [leaf_text(inline) for inline in (Emphasis(say("a")), Text("b"), Mention("c"))] == ["", "b", "c"]


def test_the_head_names_the_body_once():
    text = written(body="Bestuur", facts=(fact("body", "Orgaan", "Bestuur"),))[1].content.decode()
    assert text.count("Bestuur") == 1
