"""Lines as secretaries type them: read as they are meant, or told what to write; no word becomes a person by mistake."""

from __future__ import annotations

import re
from datetime import time

import pytest

from alliance_minutes import events as e
from alliance_minutes.notation import read
from alliance_minutes.parties import Directory
from alliance_minutes.values import NEXT_MEETING, PartialDate

NL = "---\norgaan: Bestuur\n---\n"
EN = "---\nbody: Board\n---\n"
CLOSED = "---\norgaan: Club\npersonen:\n- Ida Stil (lid, niet openbaar)\n---\n"


def given(text, top=NL):
    """The draft, and what names the parties have."""
    directory = Directory()
    draft = read(top + text, directory=directory, file="f.md")
    return draft, directory


def told(draft, top=NL):
    """Severity, code, line and column in the body."""
    lines = top.count("\n")
    return [(one.severity, one.code, one.line - lines, one.column) for one in draft.messages]


def people(directory):
    return [event.name for event in directory.introduced if event.kind != "body"]


def actions(draft, directory):
    return [
        (tuple(directory.name(owner) for owner in event.owners), event.due, event.text)
        for event in draft.events
        if isinstance(event, e.ActionAgreed)
    ]


MAY = PartialDate(2026, 5, 3)
ACTIONS = [
    (NL, "Acties:\n- @A. Bos, uiterlijk 3 mei 2026: stuurt de brief", ("A. Bos",), MAY, "stuurt de brief"),
    (EN, "Actions:\n- @A. Bos, by 3 May 2026: sends the letter", ("A. Bos",), MAY, "sends the letter"),
    (NL, "Acties:\n- @A. Bos: stuurt de brief", ("A. Bos",), None, "stuurt de brief"),
    (EN, "Actions:\n- @[A. Bos], due next meeting: sends it", ("A. Bos",), NEXT_MEETING, "sends it"),
    (NL, "Acties, uiterlijk 3 mei 2026:\n- @A. Bos en @B: bellen", ("A. Bos", "B"), MAY, "bellen"),
    (NL, "Acties, uiterlijk 4 juni:\n- @A, vóór 3 mei 2026: belt", ("A",), MAY, "belt"),
    (EN, "Action: @A, @B and @C, no later than 3 May 2026: call", ("A", "B", "C"), MAY, "call"),
    (NL, "Actie @A. Bos voor 3 mei 2026: belt", ("A. Bos",), MAY, "belt"),
    (NL, "Actie @A. Bos uiterlijk op 3 mei 2026: belt", ("A. Bos",), MAY, "belt"),
    (NL, "Actie @A. Bos uiterlijk 3 mei: belt", ("A. Bos",), PartialDate(None, 5, 3), "belt"),
    (EN, "Action @A. Bos by 3 May 2026: calls", ("A. Bos",), MAY, "calls"),
    (EN, "Action @A. Bos and @B before 3 May 2026: call", ("A. Bos", "B"), MAY, "call"),
    (EN, "Action @Stand By Me: sings", ("Stand By Me",), None, "sings"),
    (NL, "Actie (A en @B): x", ("A", "B"), None, "x"),
    (NL, "Actie @[Comité voor 4 mei 1945]: belt", ("Comité voor 4 mei 1945",), None, "belt"),
]


@pytest.mark.parametrize(("top", "text", "owners", "due", "words"), ACTIONS)
def test_an_action_has_the_owners_and_the_day_that_stand_there(top, text, owners, due, words):
    """In the header or at the start of a bullet, with or without a comma."""
    draft, directory = given(text, top)
    assert draft.messages == ()
    assert actions(draft, directory) == [(owners, due, (words,))]
    assert people(directory) == list(owners)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acties:\n- @A, 31 juni: x", [("error", "date", 2, 7)]),
        ("Acties:\n- @A doet iets", [("warning", "action-owner", 2, 3)]),
        ("Acties:\n- @A, namens B: x", [("warning", "action-owner", 2, 3)]),
        ("Acties:\n- @A (niet openbaar): x", [("error", "flag", 2, 3)]),
        ("Actie @A uiterlijk volgende week: x", [("error", "date-vague", 1, 20)]),
        ("Actie @A 3 mei: x", [("error", "name-date", 1, 8)]),
        ("Actie @A z.s.m.: x", [("error", "name-date", 1, 8)]),
        ("Actie @A volgende vergadering: x", [("error", "name-date", 1, 8)]),
        ("Actie @A 3-5-2026: x", [("error", "name-date", 1, 8)]),
        ("Actie @A voor 31 juni: x", [("error", "date", 1, 15)]),
        ("Actie @A: @B: x", [("warning", "party-unused", 1, 1)]),
        ("Acties:\n- @A to send it by 3 mei: x", [("warning", "name-odd", 2, 4)]),
    ],
)
def test_what_is_no_owner_and_no_day_is_told_at_its_place(text, expected):
    """Nothing of it becomes part of a name in silence."""
    assert told(given(text)[0]) == expected


LEAVING = [
    (NL, "Vertrokken 20:20: @A en @B", e.ParticipantLeft, ["A", "B"]),
    (EN, "Left 20:20: @A and @B", e.ParticipantLeft, ["A", "B"]),
    (NL, "Gearriveerd 20:20: @A, @B en @[C D]", e.ParticipantArrived, ["A", "B", "C D"]),
    (EN, "Arrived 20:20:\n- @A, @B, and @C\n- D", e.ParticipantArrived, ["A", "B", "C", "D"]),
    (NL, "Vertrokken @A om 20.20:", e.ParticipantLeft, ["A"]),
    (NL, "Vertrokken om 20:20 uur: @A", e.ParticipantLeft, ["A"]),
    (EN, "Left @A at 20:20:", e.ParticipantLeft, ["A"]),
    (NL, "Vertrokken @A 20:20: naar huis", e.ParticipantLeft, ["A"]),
]


@pytest.mark.parametrize(("top", "text", "event", "names"), LEAVING)
def test_each_who_came_or_went_is_an_event(top, text, event, names):
    """With the time that stands there, which is part of no name."""
    draft, directory = given(text, top)
    assert draft.messages == ()
    assert [type(one) for one in draft.events[1:]] == [event] * len(names)
    assert {one.occurred_at for one in draft.events[1:]} == {time(20, 20)}
    assert [directory.name(one.party) for one in draft.events[1:]] == names == people(directory)


def test_each_in_a_row_of_those_present_keeps_its_details():
    """At the top and after the colon."""
    draft, directory = given(
        "Present: @A (chair, until 20:00), @B\n", "---\nbody: Board\nabsent:\n- @C and @D (lid)\n---\n"
    )
    assert draft.messages == ()
    assert [(directory.name(one.party), one.status, one.role, one.until) for one in draft.events[1:]] == [
        ("C", "absent", None, None),
        ("D", "absent", "lid", None),
        ("A", "present", "chair", time(20)),
        ("B", "present", None, None),
    ]


def test_partners_in_a_row_each_sign():
    """But who signs for one is no partner."""
    draft, directory = given("Ondertekend (convenant): @A (door @X), @B")
    assert draft.messages == ()
    assert [directory.name(one.partner) for one in draft.events[1:]] == ["A", "B"]


@pytest.mark.parametrize(
    ("top", "text", "expected"),
    [
        (NL, "Binnengekomen: A en B", [("warning", "name-odd", 1, 16)]),
        (EN, "Left: A and B", [("warning", "name-odd", 1, 7)]),
        (NL, "Aanwezig: A, B en C", [("warning", "name-odd", 1, 11)]),
        (NL, "Ondertekend (x): @A door @B", [("warning", "name-odd", 1, 19)]),
        (NL, "Vertrokken 20:20 @A en @B:", [("error", "header-extra", 1, 25)]),
        (NL, "Afgemeld: met kennisgeving A.", [("error", "name-none", 1, 11)]),
        (EN, "Apologies: received from B.", [("error", "name-none", 1, 12)]),
        (EN, "Apologies: Received from B", [("error", "name-none", 1, 12)]),
        (NL, "Aanwezig: zie presentielijst.", [("error", "name-none", 1, 11)]),
        (EN, "Present: see attendance list.", [("error", "name-none", 1, 10)]),
        (EN, "Present: As per the list", [("error", "name-none", 1, 10)]),
        (EN, "Apologies: were received from B", [("error", "name-none", 1, 12)]),
        (EN, "Apologies: B sent apologies.", [("error", "name-none", 1, 12)]),
        (NL, "Afwezig: geen", [("error", "name-none", 1, 10)]),
        (NL, "Afgemeld: A, met kennisgeving", [("error", "name-none", 1, 11)]),
        (NL, "Vertrokken @A (20:20): x", [("error", "header-extra", 1, 16)]),
        (NL, "Belang (20:20): x", [("error", "name-none", 1, 9)]),
    ],
)
def test_words_that_are_no_single_name_are_told(top, text, expected):
    """In doubt with a warning, and where they are no name with an error: nobody is recorded."""
    draft, directory = given(text, top)
    assert sorted(told(draft, top)) == sorted(expected)
    if expected[0][1] == "name-none":
        assert people(directory) == []


@pytest.mark.parametrize("name", ["Per Larsen", "See Kim", "Van Dijk en Zonen", "van Dijk", "All Saints"])
def test_a_name_may_look_like_such_words(name):
    """In a list each line is one name."""
    draft, directory = given("", f"---\norgaan: Bestuur\naanwezig:\n- {name}\n---\n")
    assert draft.messages == ()
    assert people(directory) == [name]


@pytest.mark.parametrize(
    "flag",
    [
        "niet openbaar", "not public", "not\u00a0public", "not-public", "NOT PUBLIC", "niet publiek", "niet-openbaar", "Niet\u2011Openbaar",
        "non-public", "niet\u200bopenbaar", "not_public", "ｎｏｔ ｐｕｂｌｉｃ", "not  public", "nótpublic",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "key", ["voorzitter: X", "secretary: X", "chair: X", "notulist: @X", "aanwezig:\n- X", "people:\n- @[X]"]
)
def test_the_flag_is_read_however_it_is_typed(flag, key):
    """Wherever a party stands with what is said of it."""
    draft, directory = given("", f"---\nbody: Board\n{key} (lid, Club, {flag})\n---\n")
    assert draft.messages == ()
    (party,) = (event for event in directory.introduced if event.name == "X")
    assert (party.role, party.organisation, party.public) == ("lid", "Club", False)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("---\norgaan: B\naanwezig:\n- X (lid, niet openbar)\n---\n", (4, 11)),
        ("---\norgaan: B\naanwezig:\n- X (neit openbaar)\n---\n", (4, 6)),
        ("---\norgaan: B\naanwezig:\n- X (private)\n---\n", (4, 6)),
        ("---\norgaan: B\naanwezig:\n- X (lid, vertrouwelijk)\n---\n", (4, 11)),
        ("---\norgaan: B\naanwezig:\n- X (is not public)\n---\n", (4, 6)),
        ("---\norgaan: B\naanwezig:\n- X (rol=lid niet openbaar)\n---\n", (4, 10)),
        ("---\norgaan: B\naanwezig:\n- X (organisatie=not public)\n---\n", (4, 18)),
        ("---\norgaan: B\naanwezig:\n- X niet openbaar\n---\n", (4, 3)),
        ("---\norgaan: B\naanwezig:\n- X \\(not public\\)\n---\n", (4, 3)),
        ("---\norgaan: B\nvoorzitter: Y, vervangt X (niet openbaar)\n---\n", (3, 28)),
        ("---\norgaan: B (niet openbaar)\n---\n", (2, 9)),
        (NL + "Voorstel (@X (niet openbaar)): y", (4, 12)),
        (NL + "Actie @X (niet-openbaar): y", (4, 11)),
        (NL + "@X (niet openbaar): y", (4, 1)),
        (NL + "tekst\n@X (not public): y", (5, 1)),
        (NL + "- @X (not-public): y", (4, 3)),
        (NL + "Mededelingen:\n- @X (niet openbaar): y", (5, 3)),
        (NL + "Vertrokken: X [niet openbaar]", (4, 13)),
    ],
)
def test_what_looks_like_the_flag_and_is_not_read_so_is_an_error(text, place):
    """In doubt a name is closed: such a text is not recorded."""
    draft, _ = given(text, "")
    assert place in [(one.line, one.column) for one in draft.errors]
    assert {one.code for one in draft.errors} <= {"flag", "party-name"}


def test_a_notary_public_is_a_role():
    """Only what is the flag but for a letter is taken for it."""
    draft, directory = given("", "---\nbody: B\npresent:\n- Ann (notary public, Public Affairs)\n---\n")
    assert draft.messages == ()
    assert directory.introduced[-1].role == "notary public"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Antwoord [geen vraag] (Mevr. Ida Stil): x", [("error", "name-holds", 1, 24)]),
        ("Vertrokken 20:20: Ida Stil-Bos", [("error", "near-closed", 1, 19)]),
        ("Vertrokken 20:20: @Ida Stil en @Lee", []),
        ("De heer Ida *Stil* sprak.", [("warning", "name-broken", 1, 9)]),
        ("Eerst Ida  Stil, toen {_I_}da Stil.", [("warning", "name-broken", 1, 7), ("warning", "name-broken", 1, 25)]),
        ("Ida St\\il en [Ida](http://x.nl) Stil", [("warning", "name-broken", 1, 1), ("warning", "name-broken", 1, 15)]),
        ("||Ida *Stil*||{privacy} sprak; *Ida Stil* ook.", [("warning", "name-in-text", 1, 33)]),
        ("@[Ida Stil] sprak.", []),
    ],
)  # fmt: skip
def test_a_closed_name_is_found_in_pieces_and_within_another(line, expected):
    """It would be printed so."""
    assert told(given(line, CLOSED)[0], CLOSED) == expected


NEXT = [
    (NL, "14 mei 2026, 19:30 uur in De Kom", PartialDate(2026, 5, 14), "19:30", "De Kom"),
    (NL, "14 mei om 19.30 uur", PartialDate(None, 5, 14), "19:30", None),
    (
        NL,
        "donderdag 14 mei 2026, De Kom, zaal 3, 9:30 u.",
        PartialDate(2026, 5, 14),
        "09:30",
        "De Kom, zaal 3",
    ),
    (NL, "14 mei op het stadhuis", PartialDate(None, 5, 14), None, "op het stadhuis"),
    (NL, "14 mei 2026", PartialDate(2026, 5, 14), None, None),
    (EN, "11 June 2026 at 19:00 in the library", PartialDate(2026, 6, 11), "19:00", "the library"),
    (EN, "June 11, 2026, 19:00, the library", PartialDate(2026, 6, 11), "19:00", "the library"),
    (EN, "11 June at 19:00", PartialDate(None, 6, 11), "19:00", None),
    (EN, "2026-06-11 in the library", PartialDate(2026, 6, 11), None, "the library"),
]


@pytest.mark.parametrize(("top", "text", "on", "starts_at", "place"), NEXT)
def test_date_time_and_place_of_the_next_meeting_come_in_their_fields(top, text, on, starts_at, place):
    """Each once, and without the small words between them."""
    draft, _ = given(("Volgende vergadering: " if top == NL else "Next meeting: ") + text, top)
    assert draft.messages == ()
    assert draft.events[1] == e.NextMeetingSet(on=on, starts_at=starts_at, place=place)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("14 mei, 19:30-21:00 in De Kom", 36),
        ("14 mei 19:30 tot 21:00 uur", 36),
        ("14 mei onder voorbehoud", 30),
        ("11 june at 7 pm in the library", 31),
        ("14 mei, half acht in De Kom", 31),
    ],
)
def test_words_that_are_no_time_and_no_place_stay_whole(text, column):
    """With a warning where the reader stopped."""
    draft, _ = given("Volgende vergadering: " + text)
    assert told(draft) == [("warning", "next-words", 1, column)]
    assert draft.events[1] == e.NextMeetingSet(text=(text,))


@pytest.mark.parametrize(
    ("top", "text", "expected"),
    [
        (NL, "Gesloten 21:00:\n\nGesloten 22:00:", [("warning", "frame-twice", 3, 1)]),
        (EN, "Closed 21:00:\n\nClosed: late", [("warning", "frame-twice", 3, 1)]),
        (NL, "Opening 19:00:\n\nOpening 19:30:", [("warning", "frame-twice", 3, 1)]),
        (NL, "Gesloten 21:00:\n\nHervat 21:10:\n\nGesloten 22:00:", []),
        (NL, "Opening 19:00:\n\nGesloten 21:00:\n\nOpening 21:10:\n\nGesloten 22:00:", []),
    ],
)
def test_a_meeting_that_closes_twice_gives_a_warning(top, text, expected):
    """Unless it was opened or resumed between."""
    assert told(given(text, top)[0], top) == expected


@pytest.mark.parametrize(
    ("top", "text", "expected"),
    [
        (NL, "Besluit: zomaar iets [consent]", [("warning", "bracket-in-words", 1, 23)]),
        (EN, "Decision: something [for 3, against 2].", [("warning", "bracket-in-words", 1, 22)]),
        (NL, "Besluiten:\n- [unaniem] iets", [("warning", "bracket-in-words", 2, 4)]),
        (NL, "Besluit: unaniem", [("warning", "verdict-alone", 1, 10)]),
        (EN, "Decision: Carried.", [("warning", "verdict-alone", 1, 11)]),
        (EN, "Decision [unanimous]: Carried.", []),
        (NL, "Besluit: zomaar iets \\[consent]", []),
        (NL, "Besluit: zie [bijlage]", []),
        (NL, "Besluit: ja] [", []),
    ],
)
def test_how_a_decision_was_taken_does_not_hide_in_its_words(top, text, expected):
    """The warning names the right form."""
    draft, _ = given(text, top)
    assert told(draft, top) == expected
    assert all(re.search(r"'(?:Besluit|Decision|Besluiten) \[", one.text) for one in draft.messages)


@pytest.mark.parametrize(
    ("top", "text"), [(NL, "Gesloten: 21:00"), (NL, "Sluiting: om 21.00 uur"), (EN, "Closed: at 21:00"), (EN, "Closed 21:00:")]
)  # fmt: skip
def test_a_time_alone_after_the_colon_is_the_time(top, text):
    """It is no word that was said."""
    draft, _ = given(text, top)
    assert draft.messages == ()
    assert draft.events[1:] == (e.MeetingClosed(occurred_at=time(21)),)
    assert told(given("Gesloten: 25:00")[0]) == [("error", "time", 1, 11)]
    assert given("Gesloten: 21:00, na de rondvraag")[0].events[1].text == ("21:00, na de rondvraag",)


def test_an_answer_or_decision_may_say_in_words_that_it_is_about_nothing_here():
    """As well as by the number 0."""
    draft, _ = given(
        "Vraag: a\n\nAntwoord [geen vraag]: b\n\nVoorstel: c\n\nAmendement [geen voorstel]: d\n\nBesluit [geen voorstel]: e"
    )
    assert draft.messages == ()
    assert (draft.events[2].question, draft.events[4].amends, draft.events[5].on) == (None, None, None)


@pytest.mark.parametrize(
    ("top", "text", "said"),
    [
        (NL, "## P\n\nVoorstel: a\n\nVoorstel: b\n\nBesluit: c", "van regel 8, niet over regel 6; geef"),
        (EN, "## P\n\nMotion: a\n\nMotion: b\n\nDecision: c", "of line 8, not of line 6; give"),
        (
            NL,
            "## P\n\nVoorstel [kenmerk k]: a\n\nVoorstel: b\n\nBesluit: c",
            "niet over regel 6 [over k]; geef",
        ),
    ],
)
def test_a_decision_where_two_proposals_are_undecided_asks_which(top, text, said):
    """And names the form that points at each."""
    draft, _ = given(text, top)
    assert told(draft, top) == [("warning", "which-proposal", 7, 1)]
    assert said in draft.messages[0].text
    named = text.replace("Voorstel: a", "Voorstel [kenmerk k]: a").replace("Motion: a", "Motion [ref k]: a")
    chosen, _ = given(
        named.replace("Besluit:", "Besluit [over k]:").replace("Decision:", "Decision [on k]:"), top
    )
    assert (chosen.messages, chosen.events[-1].on) == ((), 3)


def test_an_amendment_is_decided_before_what_it_amends():
    """That order needs no pointing."""
    draft, _ = given("Motie: a\n\nAmendement: b\n\nBesluit: c\n\nBesluit: d")
    assert draft.messages == ()
    assert [event.on for event in draft.events[3:]] == [3, 2]


def test_no_message_speaks_of_zero():
    """A secretary counts from one."""
    draft, _ = given("Antwoord: ja")
    assert "[geen vraag]" in draft.messages[0].text
    assert "0" not in draft.messages[0].text


@pytest.mark.parametrize(
    "text",
    ["@A" + " en @A" * 20_000 + ": x", "Actie " + "@A en " * 10_000 + ": x", "Vertrokken: " + "@A, " * 5_000, "Actie @A" + " voor 3" * 20_000 + ": x",
     "Volgende vergadering: 14 mei" + " " * 200_000 + "x", "Besluit: " + "[" * 100_000, "Aanwezig: " + "not " * 50_000, "@" * 100_000 + ":"],
)  # fmt: skip
def test_a_hostile_line_is_read_to_its_end(text):
    """Whatever comes of it, the line became something."""
    draft, _ = given(text)
    assert 4 in draft.lines
    assert isinstance(draft.events[0], e.MeetingConvened)
