"""Words are found wherever a book discloses them: in titles, in words parted by marks, in closed runs, in renditions."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from alliance_minutes.audit.erasure.searching import Sought, folded, hides_words, legible, opened, spoken
from alliance_minutes.errors import DamagedBookError
from alliance_minutes.events import (
    DocumentAttached,
    EntryCorrected,
    Event,
    ItemDiscussed,
    ItemOpened,
    MeetingConvened,
    Point,
)
from alliance_minutes.store.entries import digest, seal, strike, write_entry
from alliance_minutes.values import Closed, Emphasis, Link, Mention, Strong

NAME = Sought(["Bram Ellery"])


class Counter:
    """Salts that are the numbers 1, 2, 3 …"""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, size: int) -> bytes:
        self.drawn += 1
        return self.drawn.to_bytes(size, "big")


def row(event: Event):
    sealed = seal(event, "p1", Counter())
    state = write_entry(
        sealed,
        log="a.example",
        stream="m1",
        version=1,
        recorded_at="2025-07-01T12:00:00.000000Z",
        command_id="c",
    )
    return (1, "m1", 1, event.TYPE, state, sealed.vault)


def found(event: Event, sought: Sought = NAME) -> list[tuple[str, str]]:
    """The fields in which the words were found, with the words; and that a quick look does not miss them."""
    given = row(event)
    fields = [(one.field, held) for one, held in sought.in_entry(opened("book", given))]
    quick = hides_words(given[5]) or sought.in_text(given[5].decode()) is not None
    assert quick or not fields
    return fields


def said(*runs) -> ItemDiscussed:
    return ItemDiscussed(text=runs)


@pytest.mark.parametrize(
    "event",
    [
        said("Bram Ellery zei het."),
        said("Dat zei BRAM  ELLERY's buurman"),
        said("Dat zei Bram", " Ellery"),
        said("Dat zei Br", "am Ellery"),
        said("Bram\nEllery"),
        said("Brám É\u0301llery"),
        said("Bra\u00adm El\u200blery"),
        said("Bram_Ellery@example.org"),
        said("van ", Emphasis(("Bram",)), " ", Strong(("Ellery",))),
        said("Bram El", Emphasis((Strong(("le",)),)), "ry"),
        said(Link(("hier",), "https://example.org/bram-ellery")),
        said("Door ", Mention("p9", "Bram Ellery")),
        ItemDiscussed(points=(Point(text=("Eerst",)), Point(text=("dan Bram Ellery",)))),
        ItemOpened(title=("Afscheid van Bram Ellery",)),
        MeetingConvened(body="b", planned=("Opening", "Afscheid Bram Ellery")),
        DocumentAttached(title="cv", name="cv-bram-ellery.pdf"),
        EntryCorrected(target=1, instead=said("Bram Ellery")),
        EntryCorrected(target=1, instead=said("Niemand"), reason=("Bram Ellery vroeg het",)),
    ],
)
def test_a_name_is_found_in_every_form(event):
    assert [held for _, held in found(event)] == ["Bram Ellery"]


@pytest.mark.parametrize(
    ("name", "text"), [("王小明", "昨天王小明说"), ("김철수", "김철수는 말했다"), ("สมชาย", "คุณสมชายพูด")]
)
def test_a_name_is_found_where_a_script_parts_no_words(name, text):
    assert [held for _, held in found(said(text), Sought([name]))] == [name]


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        (said("Gisteren zei ", Mention("p9"), " dat."), ["Gisteren zei … dat."]),
        (said("Door ", Mention("p9", "hem"), "."), ["Door … hem … ."]),
        (said("Een ", Closed(("twee",), "privacy"), " drie"), ["Een … drie", "twee"]),
        (said("Zie ", Link(("hier",), "https://e.example/")), ["Zie hier https://e.example/"]),
        (said(Emphasis(("half",)), "weg"), ["halfweg"]),
        (ItemDiscussed(points=(Point(("a",), number="1"), Point(("b",), level=1, number="2"))), ["a b"]),
        (MeetingConvened(body="b", planned=("Opening", "Rondvraag")), ["Opening Rondvraag"]),
    ],
)
def test_words_are_never_run_together(event, shown):
    """Where a document prints something between them, or where they are several texts."""
    entry = opened("book", row(event))
    told = [legible(one.said(numbers=False)) for one in entry.disclosures if one.field != "recorded_by"]
    assert told == shown


def test_the_number_of_a_point_is_read_and_can_be_left_out():
    value = [{"text": ["eerst"], "number": "Bram"}, {"text": ["Ellery"]}]
    assert legible(spoken(value)) == "eerst Bram Ellery"
    assert legible(spoken(value, numbers=False)) == "eerst Ellery"


def test_the_beginning_of_a_word_is_found_where_that_is_asked():
    assert found(said("Ellerys huis"), Sought(["Ellery"], beginnings=True)) == [("text", "Ellery")]
    assert found(said("Mellery"), Sought(["Ellery"], beginnings=True)) == []


def test_a_forged_entry_that_names_a_disclosure_a_thousand_times_over_is_opened_once():
    """A thousand times in each of thirty levels would end never."""
    lines, inner = [], json.dumps(["A" * 22, "words", ["Bram Ellery"]]).encode()
    for level in range(30):
        lines.append(inner)
        closed = {"_sd": [digest(inner)], "closed": "privacy"}
        inner = json.dumps([f"{level:022}", "text" if level == 29 else "words", [closed] * 1000]).encode()
    lines.append(inner)
    vault = b"\n".join(lines)
    state = json.loads(row(said("x"))[4]) | {"_sd": [digest(inner)]}
    entry = opened("book", (1, "m1", 1, "item-discussed.v1", json.dumps(state).encode(), vault))
    assert [(one.field, held) for one, held in NAME.in_entry(entry)] == [("words", "Bram Ellery")]
    assert strike(vault, [digest(inner)]).count(b'{"erased"') == 31


@pytest.mark.parametrize(
    "event",
    [
        said("Abram Ellery", "Bram Ellerys", "Bram de Ellery"),
        said("Bram, en later Ellery"),
        said(Mention("bram ellery")),
        ItemOpened(title=("Bram",), number="Ellery"),
    ],
)
def test_what_is_another_name_is_not(event):
    assert found(event) == []


def test_words_in_a_closed_run_are_found_there_alone():
    """So that the rest of the passage need not go with it."""
    event = said("De aannemer is ", Closed(("de heer ", Emphasis(("Bram",)), " Ellery"), "privacy"), " zelf.")
    assert [field for field, _ in found(event)] == ["words"]


def test_words_that_are_half_closed_are_found_in_the_whole_passage():
    event = said("De aannemer is Bram ", Closed(("Ellery",), "privacy"))
    assert [field for field, _ in found(event)] == ["text"]


def test_a_nested_closed_run_is_found_by_itself():
    event = said("Over ", Closed(("een ", Closed(("Bram Ellery",), "privacy"), " en geld"), "commercial"))
    ((inner, _),) = NAME.in_entry(opened("book", row(event)))
    entry = opened("book", row(event))
    assert inner.value == ["Bram Ellery"]
    assert entry.outermost(inner).field == "text"


def test_words_in_clear_are_told_apart():
    event = ItemDiscussed(text=("niets",))
    sealed = seal(event, None, Counter())
    state = write_entry(
        sealed, log="a.example", stream="m1", version=1, recorded_at="2025", command_id="bram-ellery-1"
    )
    entry = opened("book", (1, "m1", 1, event.TYPE, state, sealed.vault))
    assert NAME.in_clear(entry) == "Bram Ellery"
    assert NAME.in_clear(opened("book", row(event))) is None


def test_an_entry_that_is_none_is_told():
    with pytest.raises(DamagedBookError, match="entry 1 is damaged"):
        opened("book", (1, "m1", 1, "item-discussed.v1", b"[]", b""))


def archive(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("_", "."), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"Present: Bram\n         Ellery",
        b"<p>Bram&nbsp;<em>Ell</em>ery</p>",
        b"<p>Bram &#69;llery</p>",
        b'<a href="mailto:bram.ellery@example.org">post</a>',
        archive(content_xml="<text:p>Bram<text:s/><text:span>Ellery</text:span></text:p>"),
        archive(mimetype="x", meta_xml="<dc:creator>Bram Ellery</dc:creator>"),
    ],
)
def test_a_rendition_that_shows_the_words_is_found(content):
    assert NAME.in_rendition(content) == "Bram Ellery"


def test_a_rendition_that_shows_something_else_is_not():
    assert NAME.in_rendition(b"<p>Bram</p><p>Ellerys</p>") is None
    assert NAME.in_rendition(archive(content_xml="<text:p>Niemand</text:p>")) is None


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 \xff\xfe", b"PK\x03\x04 broken", archive(content_xml="x")[:-30]]
)
def test_a_rendition_that_nobody_can_read_is_told_as_such(content):
    with pytest.raises(ValueError, match=r"."):
        NAME.in_rendition(content)


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("content.xml", b"\0" * (2**26 + 1))
    with pytest.raises(ValueError, match="too large"):
        NAME.in_rendition(stream.getvalue())


def test_nothing_is_sought_where_nothing_can_be():
    assert not Sought(["", " - ", "\u200b"])
    assert folded("Ça-va, René!") == " ca va rene "


def test_a_million_characters_are_looked_through_at_once():
    """In linear time, whatever is in them."""
    assert found(said("<" * 500_000 + " Bram " * 80_000 + "Ellery")) == [("text", "Bram Ellery")]
    assert NAME.in_rendition(b"<" * 1_000_000 + b" Bram Ellery") == "Bram Ellery"
