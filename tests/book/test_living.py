"""The life of minutes: circulated, signed, published; and the exact bytes that the book keeps of them."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.errors import (
    CommandConflictError,
    ConcurrencyError,
    DamagedBookError,
    InvalidValueError,
    OptionError,
    RefusedError,
    UnknownFormatError,
)
from alliance_minutes.events import ItemDiscussed, MinutesCirculated, MinutesPublished, MinutesSigned
from alliance_minutes.store import Save

if TYPE_CHECKING:
    from pathlib import Path

    from alliance_minutes import MeetingHandle


@pytest.fixture
def meeting(book: MinuteBook) -> MeetingHandle:
    """A meeting whose internal edition was adopted."""
    made = book.convene("Garden Committee", "2026-03-05", language="en", by="Bram Ellery")
    made.item("The bridge", number="1").discuss("Two planks broke.")
    book.convene("Garden Committee", "2026-04-05", language="en").adopt(held_on="2026-03-05")
    return book.meeting(made.id, by="Bram Ellery")


def sha256(content: bytes) -> str:
    """The digest as events write it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_what_went_round_is_recorded_as_far_as_it_is_told(book, meeting):
    meeting.circulate()
    noted = meeting.circulate(edition="public", to="the members", on="2026-03-09")
    first, second = (
        entry.event for entry in book.log(meeting=meeting.id) if type(entry.event) is MinutesCirculated
    )
    assert (first.edition, first.to, first.on) == ("internal", (), None)
    assert (second.edition, second.to, str(second.on)) == ("public", ("the members",), "2026-03-09")
    assert book.document(meeting.id, edition="public").meta.status == "circulated"
    assert noted.version == book.meeting(meeting.id).version


@pytest.mark.parametrize("form", ["html", "xml", "odt", "text"])
def test_what_is_signed_is_kept_byte_for_byte(book, meeting, form):
    sealed = meeting.sign_minutes(form, by="Agnes Thorburn", role="chair")
    kept = sealed.kept
    (event,) = (
        entry.event for entry in book.log(meeting=meeting.id) if isinstance(entry.event, MinutesSigned)
    )
    assert event.digest == kept.digest == sha256(sealed.rendition.content)
    assert (event.format, event.edition, event.role) == (form, "internal", "chair")
    assert book.parties[event.by].name == "Agnes Thorburn"
    assert book.trail.rendition(meeting.id, kept.version).content == sealed.rendition.content
    assert book.trail.renditions(meeting.id) == [kept]


def test_what_is_signed_proves_itself_and_names_its_signature(book, meeting):
    sealed = meeting.sign_minutes("html", by="Agnes Thorburn", lists="head", language="nl")
    found = book.trail.verify(sealed.rendition.content)
    assert (found.same, found.compared) == (True, "bytes")
    assert [(act.act, act.version) for act in found.acts] == [("signed", sealed.kept.version)]


def test_a_second_signer_signs_the_same_bytes(book, meeting):
    first = meeting.sign_minutes("odt", by="Agnes Thorburn")
    second = meeting.sign_minutes("odt", by="Bram Ellery", kept=first.kept.version)
    assert second.rendition.content == first.rendition.content
    assert second.kept.digest == first.kept.digest
    assert len(book.trail.verify(first.rendition.content).acts) == 2
    anew = meeting.sign_minutes("odt", by="Bram Ellery")
    assert anew.kept.digest != first.kept.digest  # it tells of the signatures before it


def test_only_a_rendition_of_the_same_edition_and_format_is_signed_again(meeting):
    first = meeting.sign_minutes("odt", by="Agnes Thorburn")
    with pytest.raises(InvalidValueError, match="internal odt"):
        meeting.sign_minutes("html", by="Bram Ellery", kept=first.kept.version)
    with pytest.raises(InvalidValueError, match="signed or published"):
        meeting.sign_minutes("odt", by="Bram Ellery", kept=1)
    with pytest.raises(InvalidValueError, match="internal odt"):
        meeting.publish("odt", edition="public", kept=first.kept.version)


@pytest.mark.parametrize("more", [{"language": "nl"}, {"lists": "head"}, {"options": {"template": b"x"}}])
def test_how_a_rendition_was_made_is_settled_once_it_is_kept(book, meeting, more):
    first = meeting.sign_minutes("odt", by="Agnes Thorburn")
    with pytest.raises(InvalidValueError, match="settled when it was made"):
        meeting.sign_minutes("odt", by="Bram Ellery", kept=first.kept.version, **more)
    assert len(book.trail.renditions(meeting.id)) == 1


def test_drafts_are_not_signed(book):
    draft = book.convene("Garden Committee", "2026-03-05", language="en")
    with pytest.raises(RefusedError, match="not adopted yet") as refused:
        draft.sign_minutes("html", by="Agnes Thorburn")
    assert refused.value.rule == "signing.not-adopted"
    assert book.trail.renditions(draft.id) == []


def test_an_edition_that_was_not_adopted_is_not_signed(meeting):
    with pytest.raises(RefusedError, match="the public edition was not adopted") as refused:
        meeting.sign_minutes("html", by="Agnes Thorburn", edition="public")
    assert refused.value.rule == "signing.not-adopted"


def test_the_internal_edition_is_not_published(meeting):
    with pytest.raises(RefusedError, match="publish the public edition") as refused:
        meeting.publish("html", edition="internal")
    assert refused.value.rule == "publication.internal"


def test_what_is_published_is_kept_and_tells_where(book, meeting):
    sealed = meeting.publish(where="https://example.org/7")
    kept = sealed.kept
    assert (kept.act, kept.format, kept.edition, kept.where) == (
        "published",
        "html",
        "public",
        "https://example.org/7",
    )
    assert sealed.rendition.file_name == "garden-committee-2026-03-05-public.html"
    assert book.trail.verify(sealed.rendition.content).same  # a draft that is published proves itself too
    assert book.trail.rendition(meeting.id, kept.version).file_name == (
        f"garden-committee-2026-03-05-public-published-{kept.version}.html"
    )


def test_the_status_tells_what_became_of_an_edition(book, meeting):
    assert book.document(meeting.id).meta.status_label == "adopted"
    meeting.sign_minutes("html", by="Agnes Thorburn")
    assert book.document(meeting.id).meta.status_label == "adopted, signed"
    assert book.document(meeting.id, language="nl").meta.status_label == "vastgesteld, ondertekend"
    meeting.publish("html")
    assert book.document(meeting.id, edition="public").meta.status_label == "draft, published"


def test_the_public_edition_prints_no_digest_of_a_rendition(book, meeting):
    """Words of it may be closed later, and whoever knows all the rest could find a short one by trying."""
    sealed = meeting.publish("html")
    digest = sealed.kept.digest
    assert digest in book.render(meeting.id, "text").content.decode().replace("\n  ", " ")
    for form in ("html", "xml", "text"):
        assert (
            digest.removeprefix("sha256:").encode()
            not in book.render(meeting.id, form, edition="public").content
        )


def test_a_repeated_command_signs_once(book, meeting):
    first = meeting.sign_minutes("html", by="Agnes Thorburn", command_id="once")
    book.convene("Another body", "2026-05-05")  # the ledger goes on: rendered anew it would be other bytes
    again = meeting.sign_minutes("html", by="Agnes Thorburn", command_id="once")
    assert again.kept == first.kept
    assert again.rendition.content == first.rendition.content
    assert len(book.trail.renditions(meeting.id)) == 1
    with pytest.raises(CommandConflictError):
        meeting.sign_minutes("html", by="Somebody else", command_id="once")


def test_nothing_is_signed_that_the_signer_has_not_seen(book, meeting):
    stale = book.meeting(meeting.id, expected_version=meeting.version)
    meeting.circulate()
    with pytest.raises(ConcurrencyError):
        stale.sign_minutes("html", by="Agnes Thorburn")
    assert book.trail.renditions(meeting.id) == []


def test_who_signs_with_an_expected_version_can_go_on(book, meeting):
    pinned = book.meeting(meeting.id, expected_version=meeting.version)
    first = pinned.sign_minutes("html", by="Agnes Thorburn")
    pinned.sign_minutes("html", by="Bram Ellery", kept=first.kept.version)
    assert len(book.trail.renditions(meeting.id)) == 2


def test_in_a_batch_nothing_is_signed(meeting):
    with pytest.raises(RuntimeError, match="a batch is open"), meeting.batch():
        meeting.sign_minutes("html", by="Agnes Thorburn")


def test_a_format_or_option_that_does_not_exist_records_nothing(book, meeting):
    before = book.store.head().size
    with pytest.raises(UnknownFormatError):
        meeting.sign_minutes("papyrus", by="Agnes Thorburn")
    with pytest.raises(OptionError):
        meeting.publish("html", options={"colour": "red"})
    assert book.store.head().size == before


def test_a_signature_that_was_withdrawn_vouches_for_nothing(book, meeting):
    sealed = meeting.sign_minutes("html", by="Agnes Thorburn")
    authority = book.meeting(meeting.id).version - 1
    meeting.withdraw(sealed.kept.version, reason="signed by mistake", authority=authority)
    assert [one.withdrawn for one in book.trail.renditions(meeting.id)] == [True]
    assert book.trail.verify(sealed.rendition.content).acts == ()
    assert book.document(meeting.id).meta.status_label == "adopted"


def test_bytes_that_are_not_those_of_the_event_are_refused(book, meeting):
    event = MinutesPublished(format="html", digest=sha256(b"these"))
    with pytest.raises(InvalidValueError, match="what an event names"):
        book.store.append([Save(meeting.id, (event,), files={event.digest: b"those"})], command_id="x")
    with pytest.raises(InvalidValueError, match="what an event names"):
        book.store.append(
            [Save(meeting.id, (ItemDiscussed(text=("Other.",)),), files={event.digest: b"these"})],
            command_id="x",
        )


def test_nothing_is_recorded_as_signed_or_published_without_its_bytes(book, meeting):
    """An audit could not tell such a book from one that lost them."""
    signed = MinutesSigned(by=book.party("Agnes Thorburn"), format="html", digest=sha256(b"these"))
    before = book.store.head()
    for event in (signed, MinutesPublished(format="html", digest=sha256(b"these"))):
        with pytest.raises(InvalidValueError, match="sign_minutes and publish give them"):
            meeting.record(event)
        with pytest.raises(InvalidValueError, match="sign_minutes and publish give them"):
            book.store.append([Save(meeting.id, (event,))], command_id="x")
    assert book.store.head() == before


def test_kept_bytes_that_were_changed_are_not_given_out(path: Path, book, meeting):
    sealed = meeting.publish("html")
    book.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE kept SET content = ?", (b"other",))
    connection.close()
    with (
        MinuteBook.open(path, read_only=True) as again,
        pytest.raises(DamagedBookError, match="is not the one that was published"),
    ):
        again.trail.rendition(meeting.id, sealed.kept.version)


def test_bytes_that_are_not_kept_are_told_as_such(path: Path, book, meeting):
    sealed = meeting.sign_minutes("html", by="Agnes Thorburn")
    book.close()
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM kept")
    connection.close()
    with MinuteBook.open(path) as again:
        assert again.trail.renditions(meeting.id)[0].content is None
        with pytest.raises(InvalidValueError, match="were not erased"):
            again.trail.rendition(meeting.id, sealed.kept.version)
        with pytest.raises(InvalidValueError, match="were not erased"):
            again.meeting(meeting.id).sign_minutes("html", by="Bram Ellery", kept=sealed.kept.version)


def test_what_was_closed_after_it_was_published_is_told(book, meeting):
    sealed = meeting.publish("html")
    meeting.close_passage(3, "Two planks broke.", ground="privacy", reason="they were stolen")
    (since,) = book.trail.closed_since(meeting.id, sealed.kept.position)
    assert (since.kind, since.target) == ("closed", 3)
    assert str(since).startswith("something of entry 3 was closed on 20")
