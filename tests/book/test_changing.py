"""Recording a file that changed: what it adds, corrects, moves and withdraws, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from alliance_minutes.errors import (
    AlreadyRecordedError,
    ConcurrencyError,
    InvalidValueError,
    NotationError,
    RefusedError,
)
from alliance_minutes.events import PassageClosed
from alliance_minutes.values import BOOK_STREAM, Closed

if TYPE_CHECKING:
    from alliance_minutes.book import MinuteBook

TEXT = """\
---
orgaan: Bestuur
datum: 2025-06-30
taal: nl
plaats: De schuur
personen:
- Anna
aanwezig:
- Anna
- Bram (lid)
bijlagen:
- Begroting
---

# Notulen van het bestuur

## 1. Opening

De voorzitter opent de vergadering.

## 2. Het dak

Presentatie [Begroting]: De penningmeester toont de begroting.

Het dak van de school lekt.

Het bestuur laat het maken.
Besluit [consent]:
Actie @Bram, uiterlijk 24 september:

Vraag (@Anna): Wat kost het dak?
Antwoord: Dat wordt nog uitgezocht.

Het geld is er. ||De aannemer heet Dakdekker.||{5.1.2b}

## 3. Rondvraag

Niemand vraagt nog iets.
"""
DECISION = "Besluit [consent]:\n"


def changed(book: MinuteBook, *pairs: tuple[str, str], **options: Any) -> tuple[list[tuple[str, int]], str]:
    """Record the text, and again with words replaced: how each entry was changed, and the notation then."""
    book.record(TEXT)
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    recorded = book.record(text, **options)
    assert book.record(text, **options).already
    return [(one.kind, one.version) for one in recorded.changes], book.notation(str(recorded.meeting))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("van de school lekt", "van de school lekt erg", [("corrected", 9)]),
        ("# Notulen van", "# Concept van", [("corrected", 1)]),
        ("De schuur", "Het huis", [("corrected", 1)]),
        ("## 2. Het dak", "## 2. De daken", [("corrected", 7)]),
        ("## 2. Het dak", "## 4. Het dak", [("corrected", 7)]),
        ("## 2. Het dak", "## 2. Het dak {soort=spotlight}", [("corrected", 7)]),
        ("[consent]", "[unaniem]", [("corrected", 11)]),
        ("24 september", "25 september", [("corrected", 12)]),
        ("@Bram, uit", "@Anna, uit", [("corrected", 12)]),
        ("- Anna\n- Bram", "- Bram", [("withdrawn", 2)]),
        ("- Bram (lid)\n", "- Bram (gast)\n", [("corrected", 3)]),
        ("- Bram (lid)\n", "- Bram (lid)\n- Cato\n", [("added", 18)]),
        ("Het dak van de school lekt.\n\n", "", [("withdrawn", 9)]),
        ("Het bestuur laat", "Het regent.\n\nHet bestuur laat", [("added", 18)]),
        ("Niemand vraagt nog iets.\n", "Niemand vraagt nog iets.\n\nSluiting 21:15:\n", [("added", 18)]),
        ("## 1. Opening\n", "Opening 19:30:\n\n## 1. Opening\n", [("added", 18)]),
        ("uitgezocht.\n", "uitgezocht. ||Stil.||{5.1.2e}\n", [("corrected", 14)]),
        ("Antwoord:", "Antwoord [voorlopig]:", [("corrected", 14)]),
        ("- Begroting\n", "- Begroting\n- Plan\n", [("added", 18)]),
        (DECISION, "", [("withdrawn", 11)]),
        (DECISION, "Besluit B-2025-001 [consent]:\n", []),
        ("Actie @Bram, uiterlijk 24 september:\n", "Actie A-2025-001 @Bram, uiterlijk 24 september:\n", []),
    ],
)
def test_a_change_touches_its_own_entry_only(book, old, new, expected):
    found, _ = changed(book, (old, new))
    assert found == expected


def test_an_unchanged_file_records_nothing(book):
    book.record(TEXT)
    size = book.store.head().size
    recorded = book.record(TEXT)
    assert (recorded.already, recorded.changes, recorded.events) == (True, (), 0)
    assert book.store.head().size == size


def test_what_is_added_stands_where_the_file_has_it(book):
    """Also at the front, and several in a row."""
    _, written = changed(
        book,
        ("De voorzitter opent", "Iedereen gaat zitten.\n\nHet is warm.\n\nDe voorzitter opent"),
        ("Het bestuur laat", "Er ligt een zeil op.\n\nHet bestuur laat"),
    )
    order = [
        "gaat zitten",
        "is warm",
        "voorzitter opent",
        "toont",
        "lekt",
        "een zeil",
        "laat het maken",
        "Niemand",
    ]
    assert sorted(order, key=written.index) == order


def test_an_item_that_moves_keeps_its_versions_and_numbers(book):
    """One entry is enough, however much stands under it."""
    book.record(TEXT)
    head, dak, rest = TEXT.partition("## 2. Het dak")
    body, vraag, last = rest.partition("## 3. Rondvraag")
    recorded = book.record(head + vraag + last + "\n" + dak + body)
    assert (recorded.events, {one.kind for one in recorded.changes}) == (1, {"moved"})
    minutes = book.minutes(str(recorded.meeting))
    assert [item.entry.version for item in minutes.items] == [5, 16, 7]
    assert [version for version, _ in minutes.decisions] == [11]


def test_a_paragraph_that_moves_to_another_item_takes_its_marks_along(book):
    """The decision is the same one: it keeps the number under which it was announced."""
    passage = "Het bestuur laat het maken.\nBesluit [consent]:\nActie @Bram, uiterlijk 24 september:\n\n"
    found, written = changed(book, (passage, ""), ("Niemand vraagt", passage + "Niemand vraagt"))
    assert found == [("moved", 10), ("moved", 11), ("moved", 12)]
    assert written.index("Rondvraag") < written.index("B-2025-001")


def test_a_heading_put_in_brings_what_follows_under_it(book):
    found, written = changed(book, ("Vraag (@Anna)", "## 2a. Kosten\n\nVraag (@Anna)"))
    assert found == [("added", 18), ("moved", 13), ("moved", 14), ("moved", 15)]
    assert "2a. Kosten\n\nVraag" in written


def test_a_decision_given_to_other_words_is_another_one(book):
    words = "Het bestuur laat het maken.\n"
    found, written = changed(book, (words, words + "\nAldus besloten.\n"))
    assert sorted(found) == [
        ("added", 18),
        ("added", 19),
        ("added", 20),
        ("withdrawn", 11),
        ("withdrawn", 12),
    ]
    assert "Aldus besloten.\nBesluit B-2025-002" in written


def renumbered(book: MinuteBook, old: str, new: str) -> list[tuple[int, str | None]]:
    """The decisions of a meeting with their numbers, after it was recorded anew from another text."""
    meeting = str(book.record(old, new=True).meeting)
    book.record(new, meeting=meeting)
    return [(version, decision.number) for version, decision in book.minutes(meeting).decisions]


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("Besluit [consent]: Het dak wordt hersteld.", "Besluit [consent]: Anna wordt voorzitter.", False),
        ("Besluit [consent]: Het dak wordt hersteld.", "Besluit [consent]: Het dak wordt vernieuwd.", True),
        ("Besluit [consent]: Het dak wordt hersteld.", "Besluit: Het dak van de school wordt nu hersteld.", True),
        ("Besluit: Akoord.", "Besluit: Akkoord.", True),
        ("Besluit: Akkoord.", "Besluit B-2025-001: Nee.", True),
        ("Het dak wordt hersteld.\nBesluit [consent]:", "De leden kiezen Bob.\nBesluit [consent]:", False),
        ("Het dak wordt hersteld.\nBesluit [consent]:", "Het oude dak wordt hersteld.\nBesluit:", True),
        ("Het dak wordt hersteld.\nBesluit [consent]:", "Besluit [consent]: Het dak wordt hersteld.", True),
        ("Besluit [geen tekst; consent]:", "Besluit [consent]: Het dak wordt hersteld.", True),
    ],
)  # fmt: skip
def test_a_number_stays_with_its_matter(book, old, new, kept):
    """Words of which little was kept tell of something else, which gets a number of its own."""
    top = "---\norgaan: Bestuur\ndatum: 2025-06-30\n---\n\n## 1. Het dak\n\nHet regent al weken achter elkaar.\n\n"
    ((_, number),) = renumbered(book, f"{top}{old}\n", f"{top}{new}\n")
    assert number == ("B-2025-001" if kept else "B-2025-002")


def test_a_line_put_in_leaves_each_decision_on_its_proposal(book):
    """What was not changed gets no entry, wherever it stands."""
    proposals = (
        "Voorstellen:\n- Een pan erop.\n- {kenmerk=zeil} Een zeil erover.\n\n"
        "Besluit [verworpen; over zeil]: Geen zeil.\n\nBesluit: Wel een pan.\n\n"
    )
    text = TEXT.replace("Vraag (@Anna)", proposals + "Vraag (@Anna)")
    meeting = book.record(text).meeting
    for line in ("De voorzitter opent", "Het dak van", "Vraag (@Anna)"):
        more = book.record(text.replace(line, "Mededeling: Er is koffie.\n\n" + line), dry_run=True)
        assert (more.meeting, [one.kind for one in more.changes]) == (meeting, ["added"])
    fewer = book.record(text.replace("- Bram (lid)\n", ""))
    assert [one.kind for one in fewer.changes] == ["withdrawn"]


def test_a_question_that_moves_keeps_its_answer(book):
    passage = "Vraag (@Anna): Wat kost het dak?\nAntwoord: Dat wordt nog uitgezocht.\n\n"
    changed(book, (passage, ""), ("Niemand vraagt", passage + "Niemand vraagt"))
    (meeting,) = book.meetings()
    (question,) = book.minutes(meeting.id).questions
    assert (question.version, question.answers, question.settled) == (13, (14,), True)


def test_a_text_of_which_an_action_is_named_by_the_number_it_was_given(book):
    found, _ = changed(book, ("Niemand vraagt nog iets.\n", "Actie gereed A-2025-001: Het is gebeld.\n"))
    assert found == [("added", 18), ("withdrawn", 17)]


def test_what_is_said_anew_of_a_party_is_recorded_by_itself(book):
    book.record(TEXT)
    text = TEXT.replace("personen:\n- Anna\n", "personen:\n- Anna (penningmeester, niet openbaar)\n")
    recorded = book.record(text)
    assert (recorded.already, recorded.events, recorded.changes) == (False, 0, ())
    (anna,) = [party for party in book.parties.values() if party.name == "Anna"]
    assert (anna.role, anna.public) == ("penningmeester", False)
    assert book.record(text).already


def test_a_dry_run_says_what_would_change_and_changes_nothing(book):
    book.record(TEXT)
    size = book.store.head().size
    recorded = book.record(TEXT.replace("lekt", "drupt"), dry_run=True)
    assert [one.kind for one in recorded.changes] == ["corrected"]
    assert (recorded.changes[0].line, recorded.count("corrected")) == (
        TEXT.split("\n").index("Het dak van de school lekt.") + 1,
        1,
    )
    assert book.store.head().size == size


# -- adopted minutes ---------------------------------------------------------------------------------------------------


def adopt(book: MinuteBook) -> str:
    meeting = str(book.record(TEXT).meeting)
    book.convene("Bestuur", "2025-09-24").adopt(held_on="2025-06-30", editions=("internal", "public"))
    return meeting


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({}, "correction.authority"),
        ({"reason": "Vergeten"}, "correction.authority"),
        ({"authority": 18}, "correction.reason"),
        ({"reason": "Vergeten", "authority": "B-2099-001"}, "correction.authority"),
        ({"reason": "Vergeten", "authority": 99}, "correction.authority"),
    ],
)
@pytest.mark.parametrize("new", ["drupt", "lekt.\n\nEn niet zo'n beetje"])
def test_adopted_minutes_change_with_a_reason_and_an_authority_only(book, options, rule, new):
    adopt(book)
    size = book.store.head().size
    for dry_run in (True, False):
        with pytest.raises(RefusedError) as refused:
            book.record(TEXT.replace("lekt", new), dry_run=dry_run, **options)
        assert refused.value.rule == rule
    assert book.store.head().size == size


def test_an_authority_is_a_whole_number(book):
    meeting = adopt(book)
    with pytest.raises(InvalidValueError, match="whole number"):
        book.record(TEXT.replace("lekt", "drupt"), meeting=meeting, reason="x", authority=1.5)


def test_adopted_minutes_that_are_the_same_are_in_the_book_already(book):
    """That another meeting adopted them is no change of theirs."""
    adopt(book)
    assert book.record(TEXT).already


def test_a_decision_of_another_meeting_may_allow_a_change(book):
    meeting = adopt(book)
    decided = book.meeting("Bestuur/2025-09-24").decide("Wij passen het aan.").number
    text = TEXT.replace("lekt", "drupt").replace("De voorzitter", "Welkom.\n\nDe voorzitter")
    assert book.record(text, reason="Zo was het", authority=decided).events == 3
    told = " ".join(book.render(meeting, "text", edition="public").content.decode().split())
    assert told.count("Zo was het") == 2
    assert told.count(decided) == 2
    assert "Het dak van de school lekt." in told


def test_an_authority_by_a_number_of_this_meeting_is_the_entry_that_bears_it(book):
    meeting = adopt(book)
    book.record(TEXT.replace("lekt", "drupt"), reason="Zo was het", authority="B-2025-001")
    entry = book.minutes(meeting).entries[-1]
    assert (entry.event.authority, entry.event.decision) == (11, None)


# -- what is refused ---------------------------------------------------------------------------------------------------


def refusal(book: MinuteBook, text: str, **options: Any) -> str:
    size = book.store.head().size
    with pytest.raises(RefusedError) as refused:
        book.record(text, **options)
    assert book.store.head().size == size
    return refused.value.rule


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("||De aannemer heet Dakdekker.||{5.1.2b}", "De aannemer heet Dakdekker."),
        (
            "Het geld is er. ||De aannemer heet Dakdekker.||{5.1.2b}",
            "Het geld is er. ||Stil.||{5.1.2b} De aannemer heet Dakdekker.",
        ),
        (
            "Het geld is er. ||De aannemer heet Dakdekker.||{5.1.2b}",
            "De aannemer heet Dakdekker. Zij komen in mei.",
        ),
        ("||De aannemer heet Dakdekker.||{5.1.2b}", "De aannemer heet anders."),
    ],
)
def test_a_text_opens_nothing_that_is_closed(book, old, new):
    book.record(TEXT)
    assert refusal(book, TEXT.replace(old, new)) == "correction.opens"


@pytest.mark.parametrize("way", ["heading", "moved", "attachment"])
def test_a_text_opens_no_closed_item_or_document(book, way):
    closed = TEXT.replace("## 3. Rondvraag", "## 3. Rondvraag {besloten 5.1.2e}").replace(
        "- Begroting", "- Begroting {besloten 5.1.2b}"
    )
    book.record(closed)
    passage = "Niemand vraagt nog iets.\n"
    text = {
        "heading": closed.replace(" {besloten 5.1.2e}", ""),
        "moved": closed.replace(passage, "").replace(
            "De voorzitter opent", f"{passage}\nDe voorzitter opent"
        ),
        "attachment": closed.replace(" {besloten 5.1.2b}", ""),
    }[way]
    assert refusal(book, text) == "correction.opens"


def test_what_was_closed_in_the_book_since_stays_closed_by_an_unchanged_file(book):
    meeting = str(book.record(TEXT).meeting)
    words = ("Het dak van de ", Closed(("school",), "5.1.2e"), " lekt.")
    book.meeting(meeting).record(PassageClosed(target=9, field="text", words=words, ground="5.1.2e"))
    assert book.record(TEXT).already
    assert refusal(book, TEXT.replace("school lekt", "school drupt")) == "correction.opens"
    book.record(TEXT.replace("school lekt", "||school||{5.1.2e} drupt"))
    assert "school" not in book.render(meeting, "text", edition="public").content.decode()


def test_a_closed_passage_may_go_and_other_words_may_come(book):
    found, _ = changed(
        book, ("Het geld is er. ||De aannemer heet Dakdekker.||{5.1.2b}", "Wij zijn het allemaal eens.")
    )
    assert found == [("added", 18), ("withdrawn", 15)]


def test_minutes_that_were_adopted_stay_adopted(book):
    book.record(TEXT)
    later = "---\norgaan: Bestuur\ndatum: 2025-09-24\ntaal: nl\n---\n\n## Verslag\n\nHet verslag wordt besproken en niemand heeft er iets over te zeggen.\n\nVastgesteld [notulen; 30 juni 2025]: Akkoord.\n"
    book.record(later)
    assert book.record(later).already
    assert refusal(book, later.replace("Vastgesteld [notulen; 30 juni 2025]: ", "")) == "adoption.linked"
    assert refusal(book, later.replace("[notulen;", "[notulen, publieksnotulen;")) == "adoption.linked"
    assert [
        one.kind for one in book.record(later.replace("Akkoord", "Zonder wijzigingen akkoord")).changes
    ] == ["corrected"]


def test_a_number_that_was_withdrawn_is_not_given_again(book):
    """Its place in the text is told."""
    text = TEXT.replace(DECISION, "Besluit B-2025-007 [consent]:\n")
    book.record(text)
    book.record(TEXT.replace(DECISION, ""))
    with pytest.raises(NotationError) as refused:
        book.record(text)
    (message,) = refused.value.messages
    assert (message.code, message.line) == (
        "number.taken",
        text.split("\n").index("Besluit B-2025-007 [consent]:") + 1,
    )


# -- which meeting -----------------------------------------------------------------------------------------------------


def test_a_text_of_another_date_is_of_the_meeting_that_is_named(book):
    meeting = str(book.record(TEXT).meeting)
    text = TEXT.replace("2025-06-30", "2025-07-01")
    recorded = book.record(text, meeting="Bestuur/2025-06-30")
    assert (recorded.meeting, [one.kind for one in recorded.changes]) == (meeting, ["corrected"])
    assert [one.held_on for one in book.meetings()] == ["2025-07-01"]
    assert book.record(text).already


def test_the_series_follow_the_date_to_which_a_meeting_was_corrected(book):
    book.record(TEXT)
    text = TEXT.replace("2025-06-30", "2026-06-30")
    book.record(text, meeting="Bestuur/2025-06-30")
    book.record(text.replace("Niemand vraagt nog iets.\n", "Actie @Anna: Bellen.\n"))
    (meeting,) = book.meetings()
    assert [action.event.number for action in book.minutes(meeting.id).actions] == [
        "A-2025-001",
        "A-2026-001",
    ]


def test_a_text_of_another_body_is_of_another_meeting(book):
    meeting = str(book.record(TEXT).meeting)
    assert refusal(book, TEXT.replace("orgaan: Bestuur", "orgaan: Raad"), meeting=meeting) == "meeting.body"


def test_of_two_meetings_on_a_day_none_is_guessed(book):
    book.record(TEXT)
    second = book.record(TEXT.replace("lekt", "drupt"), new=True).meeting
    assert book.record(TEXT.replace("lekt", "drupt")).meeting == second
    with pytest.raises(AlreadyRecordedError) as refused:
        book.record(TEXT.replace("lekt", "is nat"))
    assert len(refused.value.candidates) == 2
    assert book.record(TEXT.replace("lekt", "is nat"), meeting=str(second)).meeting == second


def test_a_text_with_little_in_common_is_taken_for_no_change(book):
    meeting = str(book.record(TEXT).meeting)
    other = TEXT.partition("\n# Notulen")[0] + "\n## Bomen\n\nDrie eiken zijn ziek.\n"
    with pytest.raises(AlreadyRecordedError, match="little in common"):
        book.record(other)
    assert book.record(other, meeting=meeting).count("withdrawn") > 5


def test_a_change_of_what_somebody_else_just_changed_is_refused(book, monkeypatch):
    """The difference that was shown would not be the one that is recorded."""
    meeting = str(book.record(TEXT).meeting)
    save = book._session.save

    def saving(*given: Any, **options: Any) -> Any:
        monkeypatch.undo()
        book.meeting(meeting).announce("Tussendoor.")
        return save(*given, **options)

    monkeypatch.setattr(book._session, "save", saving)
    with pytest.raises(ConcurrencyError):
        book.record(TEXT.replace("lekt", "drupt"))


def test_two_parties_that_proved_to_be_one_make_no_difference(book):
    book.record(TEXT)
    text = TEXT.replace("@Bram, uit", "@Abraham, uit")
    book.record(text)
    book.merge_parties("Abraham", "Bram")
    assert book.record(text).already
    assert book.record(TEXT).already


def test_the_order_of_recording_stays_in_the_log(book):
    """What was added stands at its place in the minutes, and at the end of the record."""
    changed(book, ("De voorzitter opent", "Iedereen zit.\n\nDe voorzitter opent"))
    (meeting,) = book.meetings()
    log = list(book.log(meeting=meeting.id))
    assert [entry.version for entry in log] == list(range(1, 19))
    assert log[-1].event.after == 5
    assert BOOK_STREAM not in {entry.stream for entry in log}


@pytest.mark.parametrize("date", ["2025-07-01", "30 juni", "2026-06-30", "30 juli 2052"])
def test_the_same_text_on_another_date_asks_which_meeting_it_is(book, date):
    """A date that was mended begins no second meeting by itself."""
    meeting = str(book.record(TEXT).meeting)
    mended = TEXT.replace("2025-06-30", date)
    with pytest.raises(AlreadyRecordedError, match=r"on 2025-06-30 .*nearly the same.*--meeting ID") as asked:
        book.record(mended)
    assert asked.value.candidates == (meeting,)
    assert [one.kind for one in book.record(mended, meeting=meeting).changes] == ["corrected"]
    assert book.record(mended).already
    assert book.record(TEXT, new=True).meeting != meeting


def test_the_next_meeting_with_the_same_agenda_is_another_one(book):
    """Headings and openings are alike in every meeting of a body."""
    book.record(TEXT)
    other = TEXT.replace("2025-06-30", "2025-07-07").replace(
        "Het dak van de school lekt.", "De verwarming is stuk."
    )
    other = other.replace("Het bestuur laat het maken.", "Er komt een nieuwe ketel.").replace(
        "het dak?", "die ketel?"
    )
    assert book.record(other).changes == ()
    assert len(book.meetings()) == 2


def test_only_the_nearest_meetings_are_looked_at(book, monkeypatch):
    """So that a book of ten thousand meetings asks as soon as one of ten."""
    for day in range(1, 28):
        book.record(TEXT.replace("2025-06-30", f"2024-02-{day:02}"), new=True)
    looked = []
    outline = book._session.outline
    monkeypatch.setattr(book._session, "outline", lambda meeting: looked.append(meeting) or outline(meeting))
    with pytest.raises(AlreadyRecordedError):
        book.record(TEXT.replace("2025-06-30", "2024-03-01"))
    assert len(looked) == 1
    book.record("---\norgaan: Bestuur\ndatum: 2024-03-01\n---\n\nEr is een brief over de tuin.\n")
    assert len(set(looked)) <= 13
