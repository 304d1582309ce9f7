"""A difference as a page: what it says to the eye and to the ear, and that no text becomes markup."""

from __future__ import annotations

import pytest
from lxml import html
from tests.audit.differences import DIFFERENCES, every_kind
from tests.renderers.corpus import HOSTILE_TEXTS

from alliance_minutes.audit.history.difference_page import write_page
from alliance_minutes.renderers.runs import printable


def page(name):
    return html.document_fromstring(write_page(DIFFERENCES[name]))


def test_what_went_and_came_is_marked_and_said_in_words():
    """Struck through and underlined are seen only; before and after them words are said."""
    found = page("difference-en")
    for tag, spoken in (("del", "deleted: "), ("ins", "inserted: ")):
        marked = found.findall(f".//{tag}")
        assert marked
        for element in marked:
            said = element.findall("span[@class='spoken']")
            assert [one.text for one in said] == [spoken, " (end) "]


def test_every_kind_of_change_is_told_under_a_heading_of_its_own():
    found = page("difference-en")
    headings = [heading.text_content() for heading in found.iterfind(".//h3")]
    assert headings[0] == "Added: Decision D-2025-001, entry 3"
    kinds = ["Corrected", "Withdrawn", "Moved", "Erased", "Closed to the public", "Opened to the public"]
    assert [heading.partition(":")[0] for heading in headings[2:8]] == kinds
    assert [heading.text_content() for heading in found.iterfind(".//h2")] == [
        "The meeting as a whole",
        "2a The bridge",
        "Agenda item",
    ]
    for box in (*found.iterfind(".//article"), *found.iterfind(".//section")):
        assert found.get_element_by_id(box.get("aria-labelledby")) in list(box)


def test_the_act_says_when_it_was_written_down_by_whom_and_why():
    article = page("difference-en").find(".//article[@class='change is-withdrawn']")
    facts = {pair[0].text: pair[1].text_content() for pair in article.findall("dl")[-1]}
    assert (
        facts
        == {
            "Recorded at": "2025-07-01T12:00:00.123456Z",
            "Reason": "The treasurer <counted> again.",
            "Recorded by": "Bram Ellery",
            "Authority": "Decision D-2025-001",
            "Entry": "30",
        }
        or "Recorded by" not in facts
    )
    assert article.find(".//time").get("datetime") == "2025-07-01T12:00:00.123Z"


def test_the_words_of_the_page_and_those_of_the_minutes_have_their_languages():
    found = page("difference-nl")
    assert found.get("lang") == "nl"
    words = found.find(".//article[@class='change is-corrected']/p")
    assert words.get("lang") == "en"
    assert words.find("del/span[@class='spoken']").get("lang") == "nl"
    assert "Openbare uitgave" in found.find(".//header").text_content()


def test_a_page_without_changes_says_so():
    main = page("difference-none").get_element_by_id("main")
    assert main.text_content().strip() == "Tussen deze momenten veranderde er niets."


def test_no_text_becomes_an_element():
    """Whatever the words hold, they are read back as they were."""
    found = page("difference-hostile")
    assert found.findall(".//script") == []
    assert found.find(".//title").text.startswith("What changed: </title><script>")
    said = [
        "".join(span.text_content() for span in words.iter("span") if span.get("class") != "spoken")
        for words in found.iterfind(".//article/p")
    ]
    changes = DIFFERENCES["difference-hostile"].changes
    pieces = ["".join(piece.text for piece in change.parts[0].pieces) for change in changes]
    assert said == [printable(text) for text in pieces]
    assert len(said) == len(HOSTILE_TEXTS)


@pytest.mark.parametrize("name", DIFFERENCES)
def test_a_page_is_the_same_bytes_every_time(name):
    assert write_page(DIFFERENCES[name]) == write_page(DIFFERENCES[name])


def test_the_corpus_has_every_kind():
    from typing import get_args

    from alliance_minutes.audit.history.differences import ChangeKind

    assert {change.kind for change in every_kind()} == set(get_args(ChangeKind))
