"""Attached files are kept in the book by their content: with the entry or later, erasable, and per edition."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest

from alliance_minutes import InvalidValueError, MinuteBook, RendererInfo, Rendition, hookimpl
from alliance_minutes.audit.checks.auditing import audit
from alliance_minutes.audit.export.importing import check_export, import_book
from alliance_minutes.document import Attachment, walk
from alliance_minutes.errors import DamagedBookError, InvalidExportError
from alliance_minutes.events import kept

PAPER = b"offer: the planks cost 4,200 euros" * 40
OTHER = b"a plan that is kept from the public: zwartebessenjam" * 30


def sha256(content):
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "minutes.db"


@pytest.fixture
def book(path):
    with MinuteBook.open(path) as opened:
        yield opened


@pytest.fixture
def meeting(book):
    return book.convene("Club", "2026-03-05", language="en", by="Secretary")


@pytest.fixture
def offer(tmp_path):
    file = tmp_path / "offer.pdf"
    file.write_bytes(PAPER)
    return file


@pytest.fixture
def plan(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_bytes(OTHER)
    return file


def kept_of(book, meeting, **more):
    return [(one.title, one.content) for one in book.attachments(meeting.id, **more)]


# -- keeping -----------------------------------------------------------------------------------------------------------


def test_a_file_is_kept_with_the_entry_that_attaches_it(book, meeting, offer):
    noted = meeting.attach("Offer", offer)
    (one,) = book.attachments(meeting.id)
    assert (one.version, one.title, one.name, one.media_type) == (
        noted.version,
        "Offer",
        "offer.pdf",
        "application/pdf",
    )
    assert (one.size, one.digest, one.content) == (len(PAPER), sha256(PAPER), PAPER)


def test_a_file_can_be_left_out_of_the_book(book, meeting, offer):
    meeting.attach("Offer", offer, keep=False)
    meeting.attach("A paper without a file")
    assert [(one.digest, one.content) for one in book.attachments(meeting.id)] == [
        (sha256(PAPER), None),
        (None, None),
    ]


def test_files_of_a_batch_are_kept_with_it_or_not_at_all(book, meeting, offer, plan):
    with meeting.batch():
        meeting.attach("Offer", offer)
        meeting.attach("Plan", plan)
    assert kept_of(book, meeting) == [("Offer", PAPER), ("Plan", OTHER)]
    with pytest.raises(RuntimeError), meeting.batch():
        meeting.attach("Offer", offer)
        raise RuntimeError
    assert len(book.attachments(meeting.id)) == 2


def test_a_file_that_is_too_large_is_refused_and_nothing_recorded(book, meeting, offer, monkeypatch):
    monkeypatch.setattr("alliance_minutes.book.attachment.MOST_KEPT", 10)
    with pytest.raises(InvalidValueError, match="keep=False"):
        meeting.attach("Offer", offer)
    assert book.attachments(meeting.id) == []
    meeting.attach("Offer", offer, keep=False)
    assert kept.MOST_KEPT == 64 * 2**20


TEXT = """---
body: Club
date: 6 March 2026
language: en
---

Attachment: The offer <offer.pdf>

Attachment: The plan <plan.txt> {closed commercial}
"""


def test_what_the_notation_attaches_is_kept(book, offer, plan):
    recorded = book.record(TEXT, folder=offer.parent)
    assert plan.is_file()
    found = book.attachments(recorded.meeting)
    assert [(one.title, one.content) for one in found] == [("The offer", PAPER), ("The plan", OTHER)]


def test_a_text_can_be_recorded_without_its_files(book, offer, plan):
    recorded = book.record(TEXT, folder=offer.parent, keep_files=False)
    assert plan.is_file()
    assert [one.content for one in book.attachments(recorded.meeting)] == [None, None]


def test_a_changed_file_is_kept_beside_the_one_before(book, offer, plan, path):
    recorded = book.record(TEXT, folder=offer.parent)
    plan.write_bytes(b"another plan")
    changed = book.record(TEXT, folder=offer.parent)
    assert changed.count("corrected") == 1
    assert [one.content for one in book.attachments(recorded.meeting)] == [PAPER, b"another plan"]
    assert [one.content for one in book.attachments(recorded.meeting, as_of=3)] == [PAPER, OTHER]
    assert audit(path).ok


def test_a_file_that_is_too_large_for_the_book_is_told_at_its_place(book, offer, plan, monkeypatch):
    monkeypatch.setattr("alliance_minutes.notation.papers.MOST_KEPT", 1300)
    assert len(PAPER) > 1300 or len(OTHER) > 1300
    recorded = book.record(TEXT, folder=offer.parent)
    assert plan.is_file()
    assert {one.code for one in recorded.warnings} == {"file-large"}
    assert None in [one.content for one in book.attachments(recorded.meeting)]


def test_a_file_may_come_later(book, meeting, offer, path):
    noted = meeting.attach("Offer", offer, keep=False)
    size = book.store.head().size
    book.keep_file(meeting.id, noted.version, PAPER)
    book.keep_file(meeting.id, noted.version, PAPER)  # once more changes nothing
    assert kept_of(book, meeting) == [("Offer", PAPER)]
    assert book.store.head().size == size
    assert audit(path).ok


@pytest.mark.parametrize(("version", "content"), [(2, b"another file"), (1, PAPER), (99, PAPER), (0, PAPER)])
def test_only_the_file_that_was_attached_is_kept_later(book, meeting, offer, version, content):
    meeting.attach("Offer", offer, keep=False)
    with pytest.raises(InvalidValueError):
        book.keep_file(meeting.id, version, content)
    assert kept_of(book, meeting) == [("Offer", None)]


def test_nothing_is_kept_for_an_entry_whose_digest_was_erased(book, meeting, offer):
    noted = meeting.attach("Offer", offer, keep=False)
    position = book.trail.position(meeting.id, noted.version)
    book.trail.erase(book.trail.plan_entry(meeting.id, noted.version), basis="GDPR art. 17")
    with pytest.raises(InvalidValueError, match="the one that entry"):
        book.store.keep_file(position, PAPER)
    with pytest.raises(InvalidValueError, match="no file"):
        book.keep_file(meeting.id, noted.version, PAPER)


def test_a_kept_file_that_was_altered_is_not_given_out(book, meeting, offer, path):
    meeting.attach("Offer", offer)
    with book.store._recorder.writing() as transaction:
        transaction._cursor.execute("UPDATE kept SET content = x'00'")
    with pytest.raises(DamagedBookError, match="not the one that was attached"):
        book.attachments(meeting.id)
    assert {one.kind for one in audit(path).findings} == {"attachment.changed"}


# -- erasing -----------------------------------------------------------------------------------------------------------


def in_files(path, content):
    """Whether bytes stand in a file of the store."""
    return any(content in one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def test_an_erased_attachment_is_in_no_byte_of_the_store(book, meeting, plan, path):
    noted = meeting.attach("Plan", plan)
    piece = OTHER[:200]
    assert in_files(path, piece)
    plan_ = book.trail.plan_entry(meeting.id, noted.version)
    assert [(one.attached, one.size) for one in plan_.renditions] == [(True, len(OTHER))]
    assert not book.trail.erase(plan_, basis="GDPR art. 17").pending
    assert not in_files(path, piece)
    (one,) = book.attachments(meeting.id)
    assert (one.digest, one.content) == (None, None)
    assert audit(path).ok


def test_the_file_of_a_corrected_attachment_goes_with_the_correction(book, offer, plan, path):
    recorded = book.record(TEXT, folder=offer.parent)
    plan.write_bytes(b"another plan" * 50)
    book.record(TEXT, folder=offer.parent)
    version = book.minutes(recorded.meeting).version
    plan_ = book.trail.plan_entry(recorded.meeting, version)
    book.trail.erase(plan_, basis="GDPR art. 17")
    assert not in_files(path, b"another plan" * 50)
    assert in_files(path, OTHER[:200])
    assert audit(path).ok


def test_an_attached_file_that_shows_the_words_is_listed_and_stays(book, meeting, plan, path):
    """It is not ours to throw away; naming it makes it go."""
    noted = meeting.discuss("They spoke of zwartebessenjam.")
    meeting.attach("Plan", plan)
    plan_ = book.trail.plan_entry(meeting.id, noted.version, words=["zwartebessenjam"])
    assert plan_.renditions == ()
    (shown,) = plan_.staying
    assert (shown.attached, shown.held) == (True, "zwartebessenjam")
    going = plan_.with_positions([shown.position])
    assert [one.position for one in going.renditions] == [shown.position]
    book.trail.erase(going, basis="GDPR art. 17")
    assert not in_files(path, b"zwartebessenjam")


# -- moving ------------------------------------------------------------------------------------------------------------


def export_of(book, **more):
    file = io.BytesIO()
    book.trail.export(file, **more)
    return file.getvalue()


def test_an_export_carries_the_files_and_import_keeps_them(book, meeting, offer, plan, tmp_path):
    meeting.attach("Offer", offer)
    meeting.attach("Plan", plan, closed="commercial")
    meeting.attach("Offer again", offer, keep=False)
    exported = export_of(book)
    assert check_export(io.BytesIO(exported)).files == 2
    import_book(io.BytesIO(exported), tmp_path / "new.db")
    with MinuteBook.open(tmp_path / "new.db") as new:
        assert kept_of(new, meeting) == [("Offer", PAPER), ("Plan", OTHER), ("Offer again", None)]
        assert export_of(new) == exported


def test_a_public_export_has_the_open_files_alone(book, meeting, offer, plan):
    meeting.attach("Offer", offer)
    meeting.attach("Plan", plan, closed="commercial")
    noted = meeting.attach("Later closed", plan)
    exported = export_of(book, edition="public")
    assert check_export(io.BytesIO(exported)).files == 2
    meeting.close_passage(noted.version, ground="privacy")
    exported = export_of(book, edition="public")
    assert check_export(io.BytesIO(exported)).files == 1
    assert sha256(OTHER).encode() not in exported


def test_an_altered_file_in_an_export_is_refused_at_its_line(book, meeting, offer):
    meeting.attach("Offer", offer)
    lines = export_of(book).splitlines(keepends=True)
    at = next(place for place, line in enumerate(lines) if line.startswith(b'{"content":'))
    lines[at] = lines[at].replace(lines[at][20:24], b"AAAA", 1)
    with pytest.raises(InvalidExportError) as caught:
        check_export(io.BytesIO(b"".join(lines)))
    assert caught.value.line == at + 1


# -- editions ----------------------------------------------------------------------------------------------------------


def test_the_public_edition_gives_no_closed_file(book, meeting, offer, plan):
    meeting.attach("Offer", offer)
    noted = meeting.attach("Plan", plan, closed="commercial")
    later = meeting.attach("Notes", plan)
    assert [title for title, _ in kept_of(book, meeting, edition="public")] == ["Offer", "Notes"]
    meeting.close_passage(later.version, ground="privacy")
    assert kept_of(book, meeting, edition="public") == [("Offer", PAPER)]
    assert kept_of(book, meeting, edition="public", as_of=later.version) == [("Offer", PAPER)]
    meeting.open_passage(noted.version, reason="the tender is over")
    assert [title for title, _ in kept_of(book, meeting, edition="public")] == ["Offer", "Plan"]


class Bundle:
    """A renderer that packs the attached files."""

    @hookimpl
    def alliance_minutes_renderers(self):
        yield RendererInfo(
            format="bundle",
            description="the attached files",
            media_type="application/zip",
            suffix=".zip",
            version="1.0",
            render=self.render,
        )

    @staticmethod
    def render(request):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for block in walk(request.document.blocks):
                content = request.attachment(block.source) if isinstance(block, Attachment) else None
                if content is not None:
                    archive.writestr(zipfile.ZipInfo(block.name or "file"), content)
        return Rendition(
            content=out.getvalue(),
            media_type="application/zip",
            file_name=request.document.meta.file_name + ".zip",
        )


def test_a_renderer_gets_the_files_that_its_edition_shows(path, offer, plan):
    with MinuteBook.open(path, extra_plugins=[Bundle()]) as book:
        meeting = book.convene("Club", "2026-03-05", language="en")
        meeting.attach("Offer", offer)
        meeting.attach("Plan", plan, closed="commercial")
        meeting.attach("No file")
        for edition, names in (("internal", ["offer.pdf", "plan.txt"]), ("public", ["offer.pdf"])):
            made = book.render(meeting.id, "bundle", edition=edition)
            assert zipfile.ZipFile(io.BytesIO(made.content)).namelist() == names
