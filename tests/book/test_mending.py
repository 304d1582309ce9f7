"""Correcting and withdrawing entries by Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from alliance_minutes.errors import CommandConflictError, InvalidValueError, NotationError, RefusedError
from alliance_minutes.events import DecisionTaken, ItemDiscussed, MinutesCirculated
from alliance_minutes.values import Closed, Emphasis, PartialDate, Tally, plain

if TYPE_CHECKING:
    from alliance_minutes.book import MinuteBook
    from alliance_minutes.book.handles import MeetingHandle

TEXT = """\
---
orgaan: Bestuur
datum: 2025-06-30
taal: nl
voorzitter: Anna
aanwezig:
- Bram
bijlagen:
- Plan
---

## 1. Het dak

Het dak *lekt erg* en ||Jan betaalt||{5.1.2e}.

Wij maken het dak.
Besluit [consent]:
Actie @Bram, uiterlijk 24 september:

Presentatie [Plan]: Zo gaat het.

Punten:
- een
- twee

## 2. Rondvraag

Niets.
"""
# 1 convened, 2 chair, 3 present, 4 paper, 5 item, 6 leaks, 7 mend, 8 decision, 9 action, 10 presentation, 11 points,
# 12 item, 13 nothing


@pytest.fixture
def meeting(book: MinuteBook) -> MeetingHandle:
    return book.meeting(str(book.record(TEXT).meeting))


def event(book: MinuteBook, version: int):
    (meeting,) = book.meetings()
    return book.minutes(meeting.id).entries[version - 1].event


def test_words_are_replaced_where_they_stand(book, meeting):
    """Marks and what is closed around them stay."""
    noted = meeting.correct(6, replace=("lekt erg", "drupt"))
    assert (noted.version, noted.stream) == (14, meeting.id)
    meeting.correct(6, replace=("Jan", "Piet"))
    assert event(book, 6).text == (
        "Het dak ",
        Emphasis(("drupt",)),
        " en ",
        Closed(("Piet betaalt",), "5.1.2e"),
        ".",
    )
    meeting.correct(11, replace=("twee", "drie"))
    assert [plain(point.text) for point in event(book, 11).points] == ["een", "drie"]
    meeting.correct(4, replace=("Plan", "Het plan"))
    assert event(book, 4).title == "Het plan"


@pytest.mark.parametrize("old", ["staat er niet", "dak lekt", "", "e"])
def test_words_that_stand_not_once_are_not_replaced(meeting, old):
    with pytest.raises(InvalidValueError, match="passage to replace"):
        meeting.correct(6, replace=(old, "x"))
    assert meeting.version == 13


def test_words_are_typed_anew_as_in_the_notation(book, meeting):
    meeting.correct(6, text="@[Cato] zegt: ||Jan betaalt||{5.1.2e} *niets*.")
    assert plain(event(book, 6).text).endswith("zegt: Jan betaalt niets.")
    assert "Cato" in {party.name for party in book.parties.values()}
    meeting.correct(12, text="Vragen")
    assert (event(book, 12).title, event(book, 12).number) == (("Vragen",), "2")
    meeting.correct(13, text="")
    assert event(book, 13).text == ()


def test_an_entry_is_typed_anew_as_a_line(book, meeting):
    """Number, place and what it points to stay."""
    meeting.correct(8, line="Besluit [voor 4, tegen 1]:")
    assert event(book, 8) == DecisionTaken(
        item=5, rests_on=7, number="B-2025-001", method="vote", tally=Tally(in_favour=4, against=1)
    )
    meeting.correct(10, line="Presentatie (@Cato): Zo gaat het niet.")
    assert (event(book, 10).document, plain(event(book, 10).text)) == (4, "Zo gaat het niet.")
    meeting.correct(12, line="3a. Slot {soort=spotlight}")
    assert (event(book, 12).number, event(book, 12).kind) == ("3a", "spotlight")
    meeting.correct(13, line="@[voorzitter]: Tot ziens.")
    assert event(book, 13).speaker == event(book, 2).chair


@pytest.mark.parametrize(
    "line", ["Actie @Bram:", "Besluit [unaniem]: Eens.\n\nEn meer.", "Gewoon wat tekst."]
)
def test_a_line_of_another_kind_is_no_correction(meeting, line):
    with pytest.raises(InvalidValueError, match="line"):
        meeting.correct(8, line=line)


def test_a_line_that_cannot_be_read_is_told_as_in_a_file(meeting):
    with pytest.raises(NotationError, match="line:1:"):
        meeting.correct(8, line="Besluit [voor 4, tegen 9, aangenomen]:")
    with pytest.raises(NotationError, match="text:1:"):
        meeting.correct(6, text="Het ||dak.")


def test_fields_take_values_in_the_terms_of_the_notation(book, meeting):
    meeting.correct(9, values={"due": "1 mei 2026", "owners": "Anna, Cato"})
    agreed = event(book, 9)
    assert (agreed.due, len(agreed.owners), agreed.number) == (PartialDate(2026, 5, 1), 2, "A-2025-001")
    meeting.correct(9, values={"due": "volgende vergadering", "owners": ""})
    assert (event(book, 9).due, event(book, 9).owners) == ("next-meeting", ())
    meeting.correct(8, values={"method": "unaniem", "objections": "Geen *enkel*."})
    assert (event(book, 8).method, plain(event(book, 8).objections)) == ("unanimous", "Geen enkel.")
    meeting.correct(3, values={"votes": "3", "since": "19:40", "status": "absent", "role": "lid"})
    noted = event(book, 3)
    assert (noted.votes, f"{noted.since:%H:%M}", noted.status, noted.role) == (3, "19:40", "absent", "lid")
    meeting.correct(1, values={"held_on": "1 juli 2025", "place": "De schuur"})
    assert [one.held_on for one in book.meetings()] == ["2025-07-01"]


@pytest.mark.parametrize(
    ("version", "values"),
    [
        (8, {"number": "B-2025-009"}),
        (8, {"item": "12"}),
        (8, {"bogus": "1"}),
        (8, {"method": "misschien"}),
        (8, {"tally": "voor 7"}),
        (9, {"due": "ooit"}),
        (3, {"votes": "veel"}),
        (3, {"status": ""}),
    ],
)
def test_fields_take_no_value_that_is_none(meeting, version, values):
    with pytest.raises(InvalidValueError):
        meeting.correct(version, values=values)


def test_a_programme_gives_fields_or_the_whole_event(book, meeting):
    meeting.correct(8, method="unanimous", objections="Geen.")
    assert (event(book, 8).method, event(book, 8).objections) == ("unanimous", ("Geen.",))
    meeting.correct(13, ItemDiscussed(text=("Iets.",)))
    assert event(book, 13) == ItemDiscussed(item=12, text=("Iets.",))
    with pytest.raises(InvalidValueError, match="can be corrected"):
        meeting.correct(8, number="B-2025-009")


def test_one_way_is_given(meeting):
    for ways in ({}, {"text": "x", "line": "y"}, {"text": "x", "method": "consent"}):
        with pytest.raises(TypeError, match="in one way"):
            meeting.correct(8, **ways)


@pytest.mark.parametrize(
    ("rule", "version", "ways"),
    [
        ("target.unknown", 99, {"text": "x"}),
        ("target.unknown", 0, {"text": "x"}),
        ("correction.nothing", 13, {"text": "Niets."}),
        ("correction.opens", 6, {"text": "Jan betaalt het dak."}),
        ("correction.opens", 6, {"text": "||Het dak||{5.1.2e}: Jan betaalt."}),
        ("correction.type", 13, {"event": DecisionTaken(text=("x",))}),
        ("correction.place", 13, {"event": ItemDiscussed(item=5, text=("x",))}),
        ("correction.content", 8, {"values": {"outcome": "rejected"}, "tally": None}),
        ("meeting.body", 1, {"values": {"body": "Raad"}}),
    ],
)
def test_a_correction_is_refused_by_a_rule(meeting, rule, version, ways):
    if ways.pop("tally", ways) is None:
        meeting.correct(8, tally=Tally(in_favour=3, against=1), method="vote")
    given = ways.pop("event", None)
    with pytest.raises(RefusedError) as refused:
        meeting.correct(version, given, **ways)
    assert refused.value.rule == rule


def test_what_is_withdrawn_takes_along_what_cannot_stand_without(book, meeting):
    """Marks before the words they rest on, and the number stays taken."""
    noted = meeting.withdraw(7, reason="Nooit gezegd")
    assert [event(book, one.version).target for one in noted] == [9, 8, 7]
    assert meeting.decide("Toch maar.").number == "B-2025-002"
    withdrawn = meeting.withdraw(12)
    assert [event(book, one.version).target for one in withdrawn] == [13, 12]
    assert "Rondvraag" not in book.notation(meeting.id)


def test_what_was_withdrawn_is_neither_corrected_nor_withdrawn_again(meeting):
    meeting.withdraw(13)
    for again in (lambda: meeting.withdraw(13), lambda: meeting.correct(13, text="x")):
        with pytest.raises(RefusedError) as refused:
            again()
        assert refused.value.rule == "target.withdrawn"


def test_the_life_of_minutes_can_be_mended_too(book, meeting):
    (noted,) = meeting.record(MinutesCirculated(edition="internal"))
    meeting.correct(noted, to="De leden")
    assert event(book, noted.version).to == ("De leden",)
    meeting.withdraw(noted)
    assert book.minutes(meeting.id).circulated == frozenset()


def test_after_adoption_mending_needs_a_reason_and_an_authority(book, meeting):
    book.convene("Bestuur", "2025-09-24").adopt(held_on="2025-06-30")
    for rule, why in (
        ("correction.authority", {}),
        ("correction.reason", {"authority": 14}),
        ("correction.authority", {"authority": "B-2025-099", "reason": "x"}),
    ):
        for mend in (
            lambda why=why: meeting.withdraw(13, **why),
            lambda why=why: meeting.correct(13, text="x", **why),
        ):
            with pytest.raises(RefusedError) as refused:
                mend()
            assert refused.value.rule == rule
    meeting.correct(13, text="Iets.", reason="Slip", authority=14)
    meeting.withdraw(7, reason="Niet besloten", authority=14)
    told = " ".join(book.render(meeting.id, "text").content.decode().split())
    for words in (
        "Erratum: gecorrigeerd",
        "Niets.",
        "Iets.",
        "Slip",
        "Erratum: ingetrokken",
        "Niet besloten",
    ):
        assert words in told


def test_a_repeated_command_mends_once(book, meeting):
    first = meeting.correct(13, text="Iets.", command_id="c1")
    assert meeting.correct(13, text="Iets.", command_id="c1") == first
    gone = meeting.withdraw(7, command_id="c2")
    assert meeting.withdraw(7, command_id="c2") == gone
    with pytest.raises(CommandConflictError):
        meeting.withdraw(12, command_id="c1")
    assert book.minutes(meeting.id).version == 17


def test_a_command_that_mends_is_repeated_only_with_the_same_content(book, meeting):
    """What was mended since makes no difference; other words, another reason or another entry do."""
    first = meeting.correct(13, text="Iets.", reason="Slip", command_id="c1")
    gone = meeting.withdraw(7, reason="Dubbel", command_id="c2")
    closed = meeting.close_passage(13, "Iets", ground="privacy", command_id="c3")
    opened = meeting.open_passage(13, reason="Mag", command_id="c4")
    meeting.correct(13, text="Nog iets.")
    version = book.minutes(meeting.id).version
    assert meeting.correct(13, text="Iets.", reason="Slip", command_id="c1") == first
    assert meeting.withdraw(7, reason="Dubbel", command_id="c2") == gone
    assert meeting.close_passage(13, "Iets", ground="privacy", command_id="c3") == closed
    assert meeting.open_passage(13, reason="Mag", command_id="c4") == opened
    for other in (
        lambda: meeting.correct(13, text="Andere woorden.", reason="Slip", command_id="c1"),
        lambda: meeting.correct(13, text="Niets.", reason="Slip", command_id="c1"),
        lambda: meeting.correct(13, text="Iets.", reason="Anders", command_id="c1"),
        lambda: meeting.withdraw(13, reason="Slip", command_id="c1"),
        lambda: meeting.withdraw(7, command_id="c2"),
        lambda: meeting.withdraw(99, command_id="c2"),
        lambda: meeting.close_passage(13, ground="privacy", command_id="c3"),
        lambda: meeting.close_passage(13, "Iets", ground="legal", command_id="c3"),
        lambda: meeting.open_passage(13, reason="Moet", command_id="c4"),
    ):
        with pytest.raises(CommandConflictError):
            other()
    assert book.minutes(meeting.id).version == version


@pytest.mark.parametrize("version", ["10", 10.0, True])
def test_a_version_is_a_whole_number(meeting, version):
    for mend in (
        lambda: meeting.correct(version, text="x"),
        lambda: meeting.withdraw(version),
        lambda: meeting.correct(13, text="x", authority=version if not isinstance(version, str) else 1.5),
        lambda: meeting.close_passage(version, ground="privacy"),
    ):
        with pytest.raises(InvalidValueError, match="whole number"):
            mend()


@pytest.mark.parametrize(
    ("decided", "why"),
    [
        ({"kind": "election", "elected": ("Anna",)}, "elected somebody"),
        ({"outcome": "rejected"}, "was rejected"),
        ({"outcome": "deferred"}, "was deferred"),
        ({"outcome": "withdrawn"}, "was withdrawn"),
        ({}, "was withdrawn"),
        ({"outcome": "carried"}, None),
    ],
)
@pytest.mark.parametrize("here", [True, False])
def test_a_decision_allows_a_correction_when_it_stands_and_was_carried(book, meeting, decided, why, here):
    """One of this meeting or of another, by its number, and from a changed file as well."""
    later = meeting if here else book.convene("Bestuur", "2025-09-24")
    decision = later.decide("Zo is het.", **decided)
    if not decided:
        later.withdraw(decision)
    authority = decision.number
    text = book.notation(meeting.id).replace("Niets.", "Iets.")
    mends = (
        lambda: meeting.correct(13, text="Iets.", reason="Slip", authority=authority),
        lambda: meeting.withdraw(7, reason="Slip", authority=authority),
        lambda: book.record(text, meeting=meeting.id, reason="Slip", authority=authority),
    )
    if why is None:
        assert meeting.correct(13, text="Iets.", reason="Slip", authority=authority).version
        return
    for mend in mends:
        with pytest.raises(RefusedError, match=why) as refused:
            mend()
        assert refused.value.rule in {"authority.decision", "correction.authority"}


def test_mending_takes_part_in_a_batch(book, meeting):
    with meeting.batch():
        meeting.correct(13, text="Iets.")
        meeting.announce("Nieuws.")
    assert (plain(event(book, 13).text), plain(event(book, 15).text)) == ("Iets.", "Nieuws.")


def test_an_adoption_is_corrected_in_its_words_only(book, meeting):
    later = book.convene("Bestuur", "2025-09-24")
    adopted = later.adopt(held_on="2025-06-30", text="Akkoord.")
    later.correct(adopted, text="Zonder wijzigingen akkoord.")
    for mend in (lambda: later.withdraw(adopted), lambda: later.correct(adopted, editions=("public",))):
        with pytest.raises(RefusedError) as refused:
            mend()
        assert refused.value.rule == "adoption.linked"
    with pytest.raises(RefusedError) as refused:
        meeting.withdraw(14, reason="x", authority=14)
    assert refused.value.rule == "target.echo"
