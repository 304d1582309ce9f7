"""A document that proves itself: whether a file is what the record said when it was made."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.renderers.templates import template as template_of

from alliance_minutes import MinuteBook, Tally
from alliance_minutes.audit.renditions.reading import MOST_BYTES, format_of
from alliance_minutes.book import verifying
from alliance_minutes.compose import ledger
from alliance_minutes.errors import RenditionError
from alliance_minutes.events import EntryCorrected, ItemDiscussed, PassageClosed
from alliance_minutes.renderers import versions
from alliance_minutes.renderers.html import page
from alliance_minutes.renderers.odt import meta as odt_meta
from alliance_minutes.renderers.odt import write as odt_write
from alliance_minutes.renderers.text import body as text_body
from alliance_minutes.renderers.xml import write as xml_write
from alliance_minutes.values import Closed, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from alliance_minutes.book.verifying import RenditionCheck

FORMATS = ("html", "xml", "odt", "text")
EDITIONS = ("internal", "public")
LANGUAGES = ("nl", "en")
SECRET = "vertrouwelijk bedrag"


class Board:
    """A book with a meeting whose two editions were adopted."""

    def __init__(self, path: Path) -> None:
        self.book = MinuteBook.open(path)
        self.meeting = self.book.convene("Bestuur Samen Noord", "2025-06-30", by="De secretaris")
        self.meeting.chair("Agnes de Boer")
        self.meeting.attendance("Bram Visser")
        item = self.meeting.item("De brug", number="1")
        self.item = item.version
        self.said = item.discuss(
            (
                "De brug kost € 1.250; ",
                Mention(self.book.party("Bram Visser"), "Bram"),
                " noemt een ",
                Closed((SECRET,), "5.1.2b"),
                ".",
            )
        ).version
        self.open = item.discuss("Er zijn twee planken.").version
        item.decide(
            "Wij vervangen de brug.", method="vote", outcome="carried", tally=Tally(in_favour=7, against=2)
        )
        item.assign("Planken bestellen.", owners=("Bram Visser",), due="2025-08-01")
        self.later = self.book.convene("Bestuur Samen Noord", "2025-09-24")
        self.adoption = self.later.adopt(held_on="2025-06-30", editions=EDITIONS)

    def render(self, form: str, edition: str = "internal", **more: object) -> bytes:
        """The bytes of the meeting in a format."""
        return self.book.render(self.meeting.id, form, edition=edition, **more).content

    def verify(self, content: bytes, **more: bytes) -> RenditionCheck:
        """What comes of checking these bytes."""
        return self.book.trail.verify(content, **more)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    """A board with adopted minutes."""
    made = Board(tmp_path / "minutes.db")
    yield made
    made.book.close()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """The same for tests that change nothing."""
    made = Board(tmp_path_factory.mktemp("lasting") / "minutes.db")
    yield made
    made.book.close()


def changed(content: bytes, old: str, new: str) -> bytes:
    """The file with one text in place of another, wherever it stands in its parts."""
    if not content.startswith(b"PK"):
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())
    out = io.BytesIO()
    found = False
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        for member in given.infolist():
            part = given.read(member)
            found = found or old.encode() in part
            made.writestr(member, part.replace(old.encode(), new.encode()))
    assert found
    return out.getvalue()


EVERY = pytest.mark.parametrize("form", FORMATS)


@EVERY
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lists", ["head", "none"])
def test_what_was_rendered_is_made_again_byte_for_byte(lasting, form, edition, language, lists):
    """Edition, language and the place of the lists are read from the colophon."""
    content = lasting.render(form, edition, language=language, lists=lists)
    found = lasting.verify(content)
    assert (found.same, found.compared, found.problem) == (True, "bytes", "")
    colophon = found.colophon
    assert (colophon.edition, colophon.language, colophon.lists) == (edition, language, lists)
    head = lasting.book.store.head()
    assert (colophon.size, colophon.root) == (head.size, head.root.hex())


@EVERY
@pytest.mark.parametrize(
    ("old", "new"),
    [("1.250", "1.350"), ("vervangen", "verkopen"), ("Bram", "Daan")],
    ids=["figure", "word", "name"],
)
def test_one_change_is_found_and_located(lasting, form, old, new):
    found = lasting.verify(changed(lasting.render(form), old, new))
    assert (found.same, found.compared) == (False, "bytes")
    assert "it was changed" in found.problem
    assert found.difference is not None
    assert old in found.difference.expected
    assert new in (found.difference.given or "")


@EVERY
def test_the_place_of_a_change_has_its_heading_and_entry(lasting, form):
    place = lasting.verify(changed(lasting.render(form), "1.250", "9")).difference
    assert "De brug" in place.under
    assert place.version == (None if form == "text" else lasting.said)


@EVERY
def test_a_passage_that_was_put_in_or_left_out_is_found(lasting, form):
    content = lasting.render(form)
    doubled = changed(content, "1.250", "1.250 en nog veel meer")
    assert "en nog veel meer" in lasting.verify(doubled).difference.given
    assert lasting.verify(changed(content, "Planken bestellen.", "")).same is False


def correct(board: Board, target: int) -> None:
    """Correct an entry, as adopted minutes are corrected."""
    board.meeting.record(
        EntryCorrected(
            target=target,
            instead=ItemDiscussed(item=board.item, text=("Er zijn drie planken.",)),
            reason=("verschreven",),
            authority=board.book.meeting(board.meeting.id).version,
        )
    )


@EVERY
def test_what_is_recorded_later_breaks_no_older_document(board, form):
    contents = {edition: board.render(form, edition) for edition in EDITIONS}
    board.book.rename_party("Bram Visser", "Bram Visser-Smit")
    correct(board, board.open)
    board.book.convene("Een ander bestuur", "2025-10-01").item("Iets")
    board.book.describe_body("Bestuur Samen Noord", names=("BSN",))
    for content in contents.values():
        assert board.verify(content).compared == "bytes"
        assert board.verify(content).same
    assert "Er zijn drie planken." in board.book.render(board.meeting.id, "text").content.decode()


def test_a_document_of_an_earlier_moment_names_the_state_of_that_moment(lasting):
    content = lasting.render("html", as_of=lasting.said, ledger=True)
    found = lasting.verify(content)
    assert found.same
    assert found.colophon.size == 1 + lasting.book.trail.position(lasting.meeting.id, lasting.said)


def test_the_state_stands_in_the_colophon_once_that_edition_is_adopted(tmp_path):
    with MinuteBook.open(tmp_path / "minutes.db") as book:
        first = book.convene("Bestuur", "2025-06-30", language="en")
        first.discuss("A word.")
        assert book.document(first.id).ledger is None
        assert book.document(first.id, ledger=True).ledger is not None
        book.convene("Bestuur", "2025-07-30").adopt(held_on="2025-06-30", editions=("internal",))
        assert book.document(first.id).ledger is not None
        assert book.document(first.id, ledger=False).ledger is None
        assert book.document(first.id, edition="public").ledger is None


@EVERY
def test_without_a_state_of_the_ledger_nothing_can_be_checked(lasting, form):
    with pytest.raises(RenditionError, match="rendered with --ledger"):
        lasting.verify(lasting.render(form, ledger=False))


def test_a_file_is_read_from_its_path(lasting, tmp_path):
    lasting.book.render(lasting.meeting.id, "odt").save(tmp_path / "minutes.odt")
    assert lasting.book.trail.verify(tmp_path / "minutes.odt").same


# -- another version of the renderer -----------------------------------------------------------------------------------


@pytest.fixture
def older(monkeypatch, lasting):
    """Renders as an older version of the renderer would, with other markup around the same text."""
    monkeypatch.setitem(versions.SHEETS, "0.9", versions.SHEETS["1.0"])
    for one in ("xml", "odt", "text"):
        monkeypatch.setitem(versions.VERSIONS, one, ("0.9", "1.0"))

    def render(form: str, **more: object) -> bytes:
        with monkeypatch.context() as then:
            then.setattr(page, "HTML_VERSION", "0.9")
            then.setattr(text_body, "TEXT_VERSION", "0.9")
            then.setattr(xml_write, "XML_VERSION", "0.9")
            then.setattr(odt_write, "ODT_VERSION", "0.9")
            then.setattr(odt_meta, "ODT_VERSION", "0.9")
            content = lasting.render(form, **more)
        content = content.replace(b"<body>", b'<body class="old">')
        return content.replace(b'<main id="main">', b'<main id="main"><div>').replace(
            b"</main>", b"</div></main>"
        )

    return render


@EVERY
@pytest.mark.parametrize("edition", EDITIONS)
def test_what_another_version_made_is_compared_by_its_text(lasting, older, form, edition):
    found = lasting.verify(older(form, edition=edition))
    assert (found.same, found.compared) == (True, "content")
    assert found.colophon.renderer_version == "0.9"


@EVERY
def test_a_false_digest_in_what_another_version_made_is_found(lasting, older, form):
    content = older(form)
    digest = lasting.verify(content).colophon.digest
    found = lasting.verify(changed(content, digest, "ab" * 32))
    assert (found.same, found.compared) == (False, "content")
    assert digest[:40] in found.difference.expected
    assert "ab" * 20 in found.difference.given


@EVERY
def test_what_another_composer_made_is_compared_by_its_text(lasting, monkeypatch, form):
    """Another version of this program may use other words for the same; then that is told as the possible reason."""
    monkeypatch.setattr(verifying, "COMPOSER_VERSIONS", ("0.9", "1.0"))
    with monkeypatch.context() as then:
        then.setattr(ledger, "COMPOSER_VERSION", "0.9")
        content = lasting.render(form)
    found = lasting.verify(content)
    assert (found.same, found.compared) == (True, "bytes")
    other = lasting.verify(changed(content, "Besluit", "Beslissing"))
    assert (other.same, other.compared) == (False, "content")
    assert "version 0.9 of this program composed it" in other.problem


@EVERY
def test_a_change_in_what_another_version_made_is_found(lasting, older, form):
    found = lasting.verify(changed(older(form), "1.250", "1.350"))
    assert (found.same, found.compared) == (False, "content")
    assert "1.350" in found.difference.given


def test_a_script_counts_as_text(lasting, older):
    """A script can show another text than the one that is there."""
    content = older("html").replace(b"</main>", b"<script>document.title='x'</script></main>")
    assert "document.title" in lasting.verify(content).difference.given


@EVERY
def test_a_change_where_no_text_stands_is_told_as_such(lasting, form):
    content = lasting.render(form)
    spoiled = {
        "html": lambda: content.replace(b"<main", b"<main ", 1),
        "xml": lambda: content.replace(b"<meta ", b"<meta  ", 1),
        "odt": lambda: changed(content, "<office:body>", "<office:body >"),
        "text": lambda: content.replace(b"\n", b"\r\n"),
    }[form]()
    found = lasting.verify(spoiled)
    assert (found.same, found.compared, found.difference) == (False, "bytes", None)
    assert "its text is that of the record" in found.problem


# -- colophons that are not true ---------------------------------------------------------------------------------------


@EVERY
def test_a_book_that_is_too_short_is_told(lasting, form):
    size = lasting.book.store.head().size
    given = lasting.render(form)
    for old, new in ((f'-size="{size}"', f'-size="{size + 9}"'), (f'size="{size}"', f'size="{size + 9}"')):
        if form in {"html", "xml"} and old.encode() in given:
            given = given.replace(old.encode(), new.encode())
    if form == "odt":
        given = changed(given, f">{size}</meta:user-defined>", f">{size + 9}</meta:user-defined>")
    if form == "text":
        given = given.replace(f": {size}\n".encode(), f": {size + 9}\n".encode())
    found = lasting.verify(given)
    assert (found.same, found.compared) == (False, "ledger")
    assert f"{size + 9} entries, and this one has {size}" in found.problem


@EVERY
def test_another_root_is_told(lasting, form):
    root = lasting.book.store.head().root.hex()
    found = lasting.verify(changed(lasting.render(form), root, "ab" * 32))
    assert (found.same, found.compared) == (False, "ledger")
    assert "the book was altered, or the colophon is not true" in found.problem
    assert root in found.problem


@EVERY
def test_a_document_of_another_book_is_not_checked(lasting, form):
    content = changed(lasting.render(form), lasting.book.origin, "elsewhere.example/minutes")
    with pytest.raises(RenditionError, match=r"elsewhere\.example"):
        lasting.verify(content)


@EVERY
def test_another_meeting_is_told(lasting, form):
    other = lasting.verify(changed(lasting.render(form), lasting.meeting.id, lasting.later.id))
    assert not other.same
    unknown = lasting.verify(changed(lasting.render(form), lasting.meeting.id, "f" * 32))
    assert (unknown.same, unknown.compared) == (False, "ledger")


def test_a_meeting_that_came_later_is_told(board):
    content = board.render("xml")
    size = board.book.store.head().size
    later = board.book.convene("Bestuur Samen Noord", "2025-12-01")
    found = board.verify(changed(content, board.meeting.id, later.id))
    assert (found.same, found.colophon.size, found.compared) == (False, size, "ledger")


# -- closed and erased since -------------------------------------------------------------------------------------------


def close(board: Board) -> None:
    """Close the price of the bridge."""
    board.meeting.record(
        PassageClosed(
            target=board.said,
            field="text",
            words=("De brug kost ", Closed(("€ 1.250",), "5.1.2b"), "."),
            ground="5.1.2b",
            reason=("bedrijfsgegevens",),
        )
    )


@EVERY
def test_what_was_closed_since_makes_no_document_false(board, form):
    """It is what was made then, and shows what may not be shown any more: both are told, the words are not."""
    content = board.render(form, "public")
    close(board)
    assert board.render(form, "public") != content
    found = board.verify(content)
    assert (found.same, found.compared, found.difference) == (True, "bytes", None)
    assert [(act.kind, act.target) for act in found.since] == [("closed", board.said)]
    assert "1.250" not in repr(found)


@EVERY
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_change_in_a_document_of_which_something_was_closed_since_is_found(board, form, edition):
    content = changed(board.render(form, edition), "vervangen", "verkopen")
    close(board)
    found = board.verify(content)
    assert not found.same
    assert "it was changed" in found.problem
    assert (found.difference.given is None) == (edition == "public")
    if edition == "public":
        assert "1.250" not in repr(found)


@EVERY
def test_a_correction_that_settles_anew_what_is_closed_makes_no_document_false(board, form):
    content = board.render(form)
    correct(board, board.said)
    found = board.verify(content)
    assert found.same
    assert [(act.kind, act.target) for act in found.since] == [("corrected", board.said)]


def test_a_name_that_was_closed_since_is_told_as_such(board):
    content = board.render("html", "public")
    board.book.party("Bram Visser", public=False)
    found = board.verify(content)
    assert found.same
    assert [(act.kind, act.target) for act in found.since] == [("closed", None)]
    assert "Bram" not in repr(found)


@EVERY
def test_what_was_erased_since_is_told_of_neither_side(board, form):
    content = board.render(form)
    plan = board.book.trail.plan_entry(board.meeting.id, board.said, ("text",))
    board.book.trail.erase(plan, basis="AVG art. 17")
    found = board.verify(content)
    assert not found.same
    assert {act.kind for act in found.since} == {"erased"}
    assert "1.250" not in repr(found)


# -- a house style -----------------------------------------------------------------------------------------------------


def test_a_house_style_is_needed_for_the_bytes_only(lasting):
    template = template_of()
    content = lasting.render("odt", options={"template": template})
    exact = lasting.verify(content, template=template)
    assert (exact.same, exact.compared) == (True, "bytes")
    text = lasting.verify(content)
    assert (text.same, text.compared) == (True, "content")
    assert not lasting.verify(changed(content, "1.250", "1.350")).same
    with pytest.raises(RenditionError, match="the template given is"):
        lasting.verify(content, template=template + b"\0")
    with pytest.raises(RenditionError, match="names no house style"):
        lasting.verify(lasting.render("odt"), template=template)


# -- hostile files -----------------------------------------------------------------------------------------------------


def archive(**members: bytes) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, content in members.items():
            made.writestr(name.replace("_", "."), content)
    return out.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><m>&b;</m>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\1\2",
        b"\xff\xfe\xfd",
        b"a line of text",
        b"PK\x03\x04",
        b"<html>",
        b"<!doctype html>\0",
        b"<html><footer data-ledger-size='9' data-ledger-root='" + b"a" * 64 + b"'></footer>",
        b"<html><footer data-ledger-size='" + b"9" * 5000 + b"' data-ledger-root='x'></footer>",
        b"<?xml version='1.0'?>",
        b"<?xml version='1.0'?><minutes/>",
        b"<minutes xmlns='urn:alliance-minutes:minutes:1'/>",
        BOMB,
        b"<?xml version='1.0' encoding='utf-16'?>\xff\xfe<\0m\0/\0>\0",
        archive(),
        archive(meta_xml=b"<office"),
        archive(meta_xml=BOMB),
        archive(meta_xml=b" " * 40_000_000),
        archive(meta_xml=b"<a/>", content_xml=b"x"),
        b"<html>" + b"<div>" * 20_000,
        b"<minutes>" * 20_000,
        b"Colophon\n-----\n\n" + b"a: b\n" * 50_000,
    ],
    ids=range(22),
)
def test_hostile_files_are_refused_with_a_reason(lasting, content):
    with pytest.raises(RenditionError):
        lasting.verify(content)


def test_a_file_too_large_to_be_minutes_is_refused(lasting):
    with pytest.raises(RenditionError, match="are looked at"):
        lasting.verify(b"a" * (MOST_BYTES + 1))


@EVERY
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_byte_can_be_changed_unseen(lasting, form, data):
    """A changed byte is found, or the file cannot be checked; a colophon that names another version says so."""
    content = lasting.render(form, "public")
    place = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[place]))
    try:
        found = lasting.verify(content[:place] + bytes([other]) + content[place + 1 :])
    except RenditionError:
        return
    assert not found.same or found.compared == "content"


@EVERY
def test_the_format_is_told_by_the_first_bytes(lasting, form):
    assert format_of(lasting.render(form)) == form
