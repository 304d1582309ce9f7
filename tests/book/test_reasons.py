"""Why something was mended, closed or opened: what a reason may hold, and what the public reads of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from alliance_minutes import Typed
from alliance_minutes.errors import InvalidTextError, InvalidValueError, NotationError, RefusedError
from alliance_minutes.events import EntryWithdrawn, ItemDiscussed
from alliance_minutes.store import Save
from alliance_minutes.values import Closed, Emphasis, Link, Mention, new_id, plain, walk

if TYPE_CHECKING:
    from alliance_minutes.book import MinuteBook
    from alliance_minutes.book.handles import MeetingHandle

TEXT = """\
---
orgaan: Bestuur
datum: 2025-03-05
taal: nl
personen:
- Xandra Geheimhuis (adviseur, niet openbaar)
- Bram Open
---

## 1. Dak

Het dak lekt.
"""
ADOPTS = """\
---
orgaan: Bestuur
datum: 2025-04-02
taal: nl
---

## 1. Notulen

Vastgesteld [notulen, publieksnotulen; 5 maart 2025]: De notulen zijn vastgesteld.

Besluit [consent]: In de notulen verandert iets.

## 2. Personeel {besloten 5.1.2e}

Besluit [consent]: Ook dit verandert.
"""
LEAKS, OPEN, SHUT = 3, "B-2025-001", "B-2025-002"


@pytest.fixture
def meeting(book: MinuteBook) -> MeetingHandle:
    meeting = book.meeting(str(book.record(TEXT).meeting))
    book.record(ADOPTS)
    return meeting


def reason(book: MinuteBook, meeting: MeetingHandle):
    """The reason of the last entry."""
    return book.minutes(meeting.id).entries[-1].event.reason


def public(book: MinuteBook, meeting: MeetingHandle) -> str:
    return book.render(meeting.id, "text", edition="public").content.decode()


def acts(meeting: MeetingHandle, book: MinuteBook):
    """Every act of mending, by its name; each takes a reason."""
    return {
        "correct": lambda why: meeting.correct(LEAKS, replace=("lekt", "drupt"), reason=why, authority=OPEN),
        "withdraw": lambda why: meeting.withdraw(LEAKS, reason=why, authority=OPEN),
        "record": lambda why: book.record(TEXT.replace("lekt", "drupt"), reason=why, authority=OPEN),
    }


@pytest.mark.parametrize("act", ["correct", "withdraw", "record"])
@pytest.mark.parametrize(
    "why",
    [
        "Verteld door Xandra Geheimhuis.",
        "Verteld door XANDRA  GEHEIMHUIS",
        ("Verteld door ", Emphasis(("Xandra",)), " Geheimhuis"),
        Typed("Verteld door *Xandra* Geheimhuis."),
        Typed("Verteld door [Xandra Geheimhuis](https://example.org)."),
        Typed("Verteld door @[Bram Open|Xandra Geheimhuis]."),
    ],
)
def test_a_reason_holds_no_name_in_plain_text_that_is_not_public(book, meeting, act, why):
    """It would be printed in the erratum of the public edition."""
    version = book.minutes(meeting.id).version
    with pytest.raises(RefusedError, match=r"not public.*@\[Xandra Geheimhuis\]") as caught:
        acts(meeting, book)[act](why)
    assert caught.value.rule == "reason.name"
    assert book.minutes(meeting.id).version == version


@pytest.mark.parametrize("act", ["correct", "withdraw", "record"])
def test_a_typed_reason_has_the_marks_of_the_notation(book, meeting, act):
    """What is closed in it is, and who is mentioned is called by role; a backslash makes a sign plain."""
    typed = r"Van @[Xandra Geheimhuis]: ||klokkenman||{5.1.2e}, \|| en *snel* [hier](https://example.org)"
    acts(meeting, book)[act](Typed(typed))
    runs = list(walk(reason(book, meeting)))
    assert {type(run) for run in runs} == {str, Mention, Closed, Emphasis, Link}
    printed = public(book, meeting)
    assert "klokkenman" not in printed
    assert "Geheimhuis" not in printed
    assert "adviseur" in printed
    assert "|| en snel" in " ".join(printed.split())


@pytest.mark.parametrize(
    ("why", "error"),
    [
        ("Van ||iemand", NotationError),
        ("Van ||iemand||{onzin}", NotationError),
        ("Van @[voorzitter]", NotationError),
        ("Van \x07", NotationError),
        ("Van @[Wie Dan]", InvalidValueError),
    ],
)
def test_a_typed_reason_that_cannot_be_read_is_refused(book, meeting, why, error):
    """Nobody is introduced by a reason."""
    parties = len(book.parties)
    with pytest.raises(error, match="reason"):
        meeting.correct(LEAKS, replace=("lekt", "drupt"), reason=Typed(why), authority=OPEN)
    assert len(book.parties) == parties


def test_a_reason_of_a_programme_is_plain_text(book, meeting):
    meeting.correct(LEAKS, replace=("lekt", "drupt"), reason="||x||{5.1.2e} @[Wie Dan]", authority=OPEN)
    assert reason(book, meeting) == ("||x||{5.1.2e} @[Wie Dan]",)
    with pytest.raises(InvalidTextError):
        meeting.correct(LEAKS, replace=("drupt", "lekt"), reason="\x07", authority=OPEN)


def test_after_adoption_an_empty_reason_is_none(meeting):
    with pytest.raises(RefusedError) as caught:
        meeting.correct(LEAKS, replace=("lekt", "drupt"), reason=Typed(""), authority=OPEN)
    assert caught.value.rule == "correction.reason"


def test_closing_and_opening_take_typed_reasons_and_names(book, meeting):
    """The public reads no reason of these."""
    why = Typed("Xandra Geheimhuis vroeg @[Bram Open]: ||ziek||{5.1.2e}")
    meeting.close_passage(LEAKS, "dak", ground="5.1.2e", reason=why)
    assert any(isinstance(run, Closed) for run in reason(book, meeting))
    meeting.open_passage(LEAKS, reason=why)
    assert any(isinstance(run, Mention) for run in reason(book, meeting))
    book.close_party("Bram Open", ground="5.1.2e", reason=why)
    book.open_party("Bram Open", reason=why)
    told = [one.event.reason for one in book.log() if hasattr(one.event, "reason")]
    assert len(told) == 4
    assert all("||" not in plain(one) for one in told)
    assert "Geheimhuis" not in public(book, meeting)


@pytest.mark.parametrize(
    "ways",
    [
        {"text": "Xandra *Geheimhuis* stelt het dak vast."},
        {"replace": ("dak", "dak van Xandra Geheimhuis")},
        {"line": "Het dak van Xandra Geheimhuis lekt."},
        {"event": ItemDiscussed(item=2, text=("Xandra Geheimhuis",))},
    ],
)
def test_a_correction_tells_of_names_in_plain_text_that_are_not_public(meeting, ways):
    noted = meeting.correct(LEAKS, **ways, reason="Beter", authority=OPEN)
    assert noted.plain_names == ("Xandra Geheimhuis",)


@pytest.mark.parametrize(
    "text", ["@[Xandra Geheimhuis] zei het.", "||Xandra Geheimhuis||{5.1.2e} zei het.", "Xandra zei het."]
)
def test_a_correction_tells_of_no_name_that_the_public_does_not_read(meeting, text):
    noted = meeting.correct(LEAKS, text=text, reason="Beter", authority=OPEN)
    assert noted.plain_names == ()


def test_a_value_that_holds_a_name_that_is_not_public_is_told_of(meeting):
    """Nothing can be mentioned in it."""
    noted = meeting.correct(1, values={"place": "Huis van Xandra Geheimhuis"}, reason="Beter", authority=OPEN)
    assert noted.plain_names == ("Xandra Geheimhuis",)


@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize("number", [OPEN, SHUT])
def test_the_public_is_told_the_authority_of_another_meeting_where_that_shows_it(
    book, meeting, edition, number
):
    """In documents of every moment, in the difference and in the log."""
    meeting.correct(LEAKS, replace=("lekt", "drupt"), reason="Beter", authority=number)
    asked = {"edition": edition}
    now = book.minutes(meeting.id).version
    answers = [
        book.render(meeting.id, "text", **asked).content.decode(),
        book.render(meeting.id, "text", as_of=now, **asked).content.decode(),
        repr(book.trail.replay(meeting.id, **asked)),
        repr([change.act for change in book.trail.diff(meeting.id, 3, **asked).changes]),
    ]
    if edition == "public":
        answers.append(repr([entry.telling.parts for entry in book.trail.public_log(meeting.id)]))
    told = edition == "internal" or number == OPEN
    assert [number in answer for answer in answers] == [told] * len(answers)


def test_the_public_is_told_an_authority_no_more_once_it_is_closed(book, meeting):
    meeting.correct(LEAKS, replace=("lekt", "drupt"), reason="Beter", authority=OPEN)
    (other,) = [one.id for one in book.meetings() if one.id != meeting.id]
    (decided, *_) = (version for version, one in book.minutes(other).decisions if one.number == OPEN)
    assert OPEN in public(book, meeting)
    book.meeting(other).close_passage(decided, ground="5.1.2e", reason="Toch niet")
    assert OPEN not in public(book, meeting)
    as_it_was = book.render(meeting.id, "text", edition="public", as_of=5).content.decode()
    assert OPEN not in as_it_was


def test_an_authority_that_no_meeting_of_the_book_gave_is_not_told_to_the_public(book, meeting):
    """No rule lets it be recorded, but whoever forges a book asks no rule; and nobody knows whether it is open."""
    act = EntryWithdrawn(target=LEAKS, decision="C-1999-001")
    book.store.append((Save(meeting.id, (act,)),), command_id=new_id())
    assert "C-1999-001" not in public(book, meeting)
    assert "C-1999-001" in book.render(meeting.id, "text").content.decode()
