"""What the rules of meetings refuse in a file is said in the language of the file."""

from __future__ import annotations

import pytest
from tests.notation.meetings import PARTIES, minutes_of

from alliance_minutes import MinuteBook
from alliance_minutes import events as e
from alliance_minutes.errors import RefusedError
from alliance_minutes.meeting import RULES
from alliance_minutes.notation import read, write
from alliance_minutes.notation.phrasing import WRITTEN
from alliance_minutes.notation.refusals import number_taken_text, refusal_text
from alliance_minutes.parties import Directory

NL = "---\norgaan: Bestuur\ndatum: 3 mei 2026\n---\n"
EN = "---\nbody: Board\ndate: 3 May 2026\n---\n"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_that_a_file_can_break_speaks_dutch(rule):
    """And says in English what it says itself."""
    event = e.ActionCompleted(number="A-2026-001")
    refusal = RefusedError(rule.id, "in English")
    typed = any(issubclass(written, about) for written in WRITTEN for about in rule.about)
    assert refusal_text(refusal, event, "nl") != "in English" or not typed
    assert "{" not in refusal_text(refusal, event, "nl")
    assert refusal_text(refusal, event, "en") == "in English"


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        (NL + "Besluit B-2026-001: ja\n\nActie gereed B-2026-001: klaar", "number.unknown", "er is geen actie B-2026-001;"),
        (EN + "Decision D-2026-001: yes\n\nAction done D-2026-001: it is", "number.unknown", "there is no action D-2026-001"),
        (NL + "Actie A-2026-001: x\n\nBesluit [vervangt A-2026-001]: ja", "number.unknown", "er is geen besluit A-2026-001;"),
        (NL + "Besluit B-2026-001: ja\n\nAntwoord B-2026-001: ja", "question.unknown", "de vraag B-2026-001"),
        (NL + "De notulen zijn akkoord.\nVastgesteld [geen editie]:", "adoption.editions", "zeg welke notulen"),
        (NL + "Tekst.\nBesluit [voor 2, tegen 3; geamendeerd]: ja", "tally.outcome", "de stemming klopt niet"),
    ],
)  # fmt: skip
def test_a_refusal_stands_at_its_line_in_the_language_of_the_file(tmp_path, text, rule, said):
    """As every other message of the reader."""
    with MinuteBook.open(tmp_path / "a.db") as book:
        (found,) = book.preview(text, "text")[1].errors
    assert found.code == rule
    assert found.text.startswith(said)
    assert found.line == text.count("\n") + 1


def test_a_number_that_another_meeting_gave_is_told_in_both_languages():
    """With what to do."""
    assert number_taken_text("A-2026-001", "nl").startswith(
        "nummer A-2026-001 is al in gebruik; laat het weg"
    )
    assert number_taken_text("A-2026-001", "en").startswith(
        "number A-2026-001 is in use already; leave it out"
    )


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "event",
    [
        e.ActionAgreed(owners=("p14", "p15"), text=("Doe.",)),
        e.ActionAgreed(text=("@Jan en @Piet, uiterlijk 3 mei: x",)),
        e.ActionAgreed(text=("@Jan (niet openbaar): x",)),
        e.ParticipantLeft(party="p14"),
        e.AttendanceNoted(party="p15", status="present"),
        e.ItemDiscussed(text=("@Jan 20:20: x",)),
        e.ItemDiscussed(speaker="p14", text=("x",)),
        e.ItemDiscussed(points=(e.Point(("@Jan (niet openbaar): x",)),)),
        e.DecisionTaken(text=("x [consent]",)),
        e.MeetingClosed(text=("21:00",)),
        e.MeetingClosed(text=("om 21:00 uur",)),
        e.NextMeetingSet(text=("14 mei in De Kom",)),
    ],
    ids=repr,
)
def test_what_is_read_in_a_new_way_is_written_so_that_it_is_not(event, language):
    """Also for a book that knows none of the names, and without a message."""
    text = write(minutes_of([e.MeetingConvened(body="p0"), event]), PARTIES, language=language)
    directory = Directory()
    draft = read(text, directory=directory)
    assert draft.messages == (), text
    again = {directory.find(party.name): party.id for party in PARTIES.values() if party.name}
    (found,) = draft.events[1:]
    for name in ("owners", "party", "speaker", "text", "points"):
        value = getattr(found, name, None)
        if name == "owners" and value is not None:
            value = tuple(again[one] for one in value)
        assert (again.get(value, value) if isinstance(value, str) else value) == getattr(event, name, None), (
            text
        )
