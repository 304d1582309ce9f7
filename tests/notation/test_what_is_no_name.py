"""What stands where a name or a role could, and is none: a row, a day, a reason, a wish to stay unnamed.

A party made of it would be public and stay, so that it is read right, told, or refused.
"""

from __future__ import annotations

from datetime import time

import pytest
from tests.notation.meetings import minutes_of

from alliance_minutes import events as e
from alliance_minutes.notation import read, write
from alliance_minutes.parties import Directory, Parties, Party
from alliance_minutes.values import PartialDate

NL = "---\norgaan: Bestuur\n---\n"
EN = "---\nbody: Board\n---\n"


def given(text, top=NL):
    """The draft, the names introduced besides the body, and what was told: severity, code, line and column in the body."""
    directory = Directory()
    draft = read(top + text, directory=directory, file="f.md")
    lines = top.count("\n")
    told = [(one.severity, one.code, one.line - lines, one.column) for one in draft.messages]
    return draft, [event for event in directory.introduced if event.kind != "body"], told


def names(people):
    return [one.name for one in people]


ROWS = [
    (NL, "Besluit [gekozen: A en B]: x", ["A", "B"], [19]),
    (NL, "Besluit [voor: A, B en C]: x", ["A", "B", "C"], [19]),
    (NL, "Besluit [tegen: Jan Bos & Els de Wit]: x", ["Jan Bos", "Els de Wit"], [17]),
    (NL, "Besluit [tegen: A / B; voor: C, D en E]: x", ["A", "B", "C", "D", "E"], [17, 33]),
    (NL, "Actie (A / B): x", ["A", "B"], [8]),
    (NL, "Actie (A + B, 3 mei): x", ["A", "B"], [8]),
    (NL, "Actie (Jan / Piet): x", ["Jan", "Piet"], [8]),
    (NL, "Actie (Jan/Piet): x", ["Jan", "Piet"], [8]),
    (EN, "Decision [elected: A and B]: x", ["A", "B"], [20]),
    (EN, "Decision [for: A, B and C; against: D]: x", ["A", "B", "C", "D"], [19]),
    (NL, "Actie (Programmabureau / Piet): x", ["Programmabureau", "Piet"], [8]),
    (EN, "Action (Ann Lee + Bo Ray): x", ["Ann Lee", "Bo Ray"], [9]),
]


@pytest.mark.parametrize(("top", "text", "people", "columns"), ROWS)
def test_a_row_without_signs_is_as_many_parties(top, text, people, columns):
    """With a warning, since it may be one name."""
    _, found, told = given(text, top)
    assert names(found) == people
    assert told == [("warning", "name-two", 1, column) for column in columns]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Besluit [gekozen: @A en @B]: x", ["A", "B"]),
        ("Besluit [gekozen: @A / @B, @C]: x", ["A", "B", "C"]),
        ("Actie @Jan + @Piet: x", ["Jan", "Piet"]),
        ("Actie (@Jan/@Piet): x", ["Jan", "Piet"]),
        ("Actie (Team Zorg/Welzijn): x", ["Team Zorg/Welzijn"]),
        ("Actie (Wit & Zonen BV): x", ["Wit & Zonen BV"]),
        ("Aanwezig: Comité voor 4 mei", ["Comité voor 4 mei"]),
        ("Besluit [gekozen: Stichting A en B]: x", ["Stichting A en B"]),
        ("Besluit [gekozen: @[Zorg en Welzijn]]: x", ["Zorg en Welzijn"]),
        ("Motie (@[Jan/Piet]): x", ["Jan/Piet"]),
        ("Ondertekend (x): Zorg en Welzijn", ["Zorg en Welzijn"]),
        ("Aanwezig: Van Dijk & Zonen", ["Van Dijk & Zonen"]),
    ],
)
def test_signs_part_names_and_an_organisation_keeps_its_own(text, people):
    """Nothing is to be told then."""
    _, found, told = given(text)
    assert (names(found), told) == (people, [])


@pytest.mark.parametrize(
    ("top", "text", "column"),
    [
        (NL, "Motie (A/B): x", 8),
        (EN, "Motion (Ann Lee / Bo Ray): x", 9),
        (NL, "Actie @Jan/Piet: x", 8),
        (NL, "Aanwezig: A / B", 11),
        (EN, "Present: Ann and Bo", 10),
        (EN, "Chair: Ann Lee for Bo Ray", 8),
        (NL, "Aanwezig: Gemeente Utrecht en Stichting De Brug", 11),
    ],
)
def test_where_one_name_goes_two_are_told(top, text, column):
    """They are read as one, which nobody should overlook."""
    _, found, told = given(text, top)
    assert told == [("warning", "name-odd", 1, column)]
    assert len(found) == 1


VAGUE = [
    (NL, "Actie (A, vrijdag): x", 11),
    (NL, "Actie (A, week 20): x", 11),
    (NL, "Actie (A, z.s.m.): x", 11),
    (NL, "Actie (A, eind mei): x", 11),
    (NL, "Actie (A, Q3): x", 11),
    (NL, "Actie (A, begin 2026): x", 11),
    (NL, "Actie (A, voor de zomer): x", 16),
    (NL, "Actie (A, maandelijks): x", 11),
    (NL, "Actie (A, 20/5): x", 11),
    (NL, "Actie @A voor vrijdag: x", 15),
    (NL, "Actie @A, week 20: x", 11),
    (NL, "Actie: @A, vrijdag: x", 12),
    (NL, "Actie (A voor vrijdag): x", 15),
    (EN, "Action (A, Friday): x", 12),
    (EN, "Action (A, Fri): x", 12),
    (EN, "Action (A, asap): x", 12),
    (EN, "Action (A, as soon as possible): x", 12),
    (EN, "Action (A, end of May): x", 12),
    (EN, "Action (A, mid-May): x", 12),
    (EN, "Action (A, next week): x", 12),
    (EN, "Action (A, w/c 20 May): x", 12),
    (EN, "Action (A, TBC): x", 12),
    (EN, "Action @A by Friday: x", 14),
    (EN, "Action: @A by end of May: x", 15),
]


@pytest.mark.parametrize(("top", "text", "column"), VAGUE)
def test_a_day_that_is_no_date_owns_no_action(top, text, column):
    """The owner is read, and the day told at its place."""
    draft, found, told = given(text, top)
    assert told == [("error", "date-vague", 1, column)]
    assert names(found) == ["A"]
    assert (len(draft.events[1].owners), draft.events[1].due) == (1, None)


@pytest.mark.parametrize(
    ("top", "text", "expected"),
    [
        (NL, "Vraag (vrijdag): x", ("name-when", 8)),
        (NL, "@vrijdag: hallo", ("name-when", 2)),
        (NL, "Mededeling (3 mei): x", ("name-when", 13)),
        (NL, "Besluit [voor: week 20]: x", ("name-when", 16)),
        (EN, "Motion (Ann Lee, seconded by Friday): x", ("name-when", 30)),
        (EN, "Question (8 pm): x", ("name-when", 11)),
        (NL, "Actie @A z.s.m.: x", ("name-date", 8)),
        (NL, "Actie @A eind mei: x", ("name-date", 8)),
        (EN, "Action @A asap: x", ("name-date", 9)),
        (NL, "Actie (A begin 2026): x", ("name-none", 8)),
        (NL, "Vraag (schriftelijk): x", ("name-none", 8)),
        (EN, "Question (online): x", ("name-none", 11)),
        (NL, "Besluit [gekozen: Jan als voorzitter]: x", ("name-none", 19)),
        (NL, "Besluit [gekozen: Jan Bos (voorzitter)]: x", ("name-bracket", 19)),
        (NL, "Besluit [voor: allen behalve A]: x", ("name-none", 16)),
        (NL, "Actie @Werkgroep eind mei: x", ("name-date", 8)),
        (NL, "Mededeling (ter info): x", ("name-none", 13)),
        (NL, "Voorzitter: A vervangt B", ("name-none", 13)),
        (EN, "Chair: A on behalf of B", ("name-none", 8)),
        (NL, "Afwezig: Jan, ziek", ("name-none", 10)),
        (NL, "Afwezig: Jan - griep", ("name-none", 10)),
        (NL, "Afwezig: @Jan ziek", ("name-none", 11)),
        (NL, "Afwezig: Jan wegens ziekte", ("name-none", 10)),
        (EN, "Absent: Ann due to illness", ("name-none", 9)),
        (EN, "Apologies: Ann Lee, on holiday", ("name-none", 12)),
    ],
)
def test_a_day_or_a_reason_is_no_name_and_no_part_of_one(top, text, expected):
    """No party is made of it."""
    _, found, told = given(text, top)
    assert told == [("error", expected[0], 1, expected[1])]
    assert names(found) in ([], ["Ann Lee"])


@pytest.mark.parametrize(
    ("top", "text", "name", "column"),
    [
        (EN, "Action @A Friday: x", "A Friday", 9),
        (EN, "Action (Ann Lee Friday): x", "Ann Lee Friday", 9),
        (NL, "Actie (Werkgroep Friday): x", "Werkgroep Friday", 8),
        (NL, "Aanwezig: Piet Zondag", "Piet Zondag", 11),
    ],
)
def test_a_weekday_with_a_capital_may_be_a_surname(top, text, name, column):
    """It is told, and @[…] around the name says that it is one."""
    _, found, told = given(text, top)
    assert (names(found), told) == ([name], [("warning", "name-date", 1, column)])
    assert given(f"Aanwezig: @[{name}]")[2] == []


ORDINARY = [
    "Mei Lin", "Friday Osei", "April Jones", "Theresa May", "Jack Ma", "June", "Jan van der Meer", "Els de Wit-van 't Hof", "M. ten Hove", "Ann Lee née Brown",
    "O'Neill", "D'Angelo Rossi", "Stichting A en B", "Wijkraad Zuid", "Team Zorg/Welzijn", "113 Zelfmoordpreventie", "Vrienden van het Park",
    "De Zomer", "Winter & Zonen", "an official", "ambtelijk", "Jean-Luc Bakker jr.", "Programma 2026",
]  # fmt: skip


@pytest.mark.parametrize("name", ORDINARY)
@pytest.mark.parametrize(
    "line", ["Aanwezig: {}", "Aanwezig: @{}", "Vraag ({}): x", "Actie @{}: x", "Ondertekend: {}"]
)
def test_ordinary_names_pass(name, line):
    """Wherever they stand."""
    _, found, told = given(line.format(name))
    assert (names(found), told) == ([name], [])


REASONS = [
    "ziek", "Ziek", "wegens ziekte", "burn-out", "hernia", "verlof", "zwangerschapsverlof", "verhinderd", "met bericht", "m.k.", "z.k.", "bij de tandarts",
    "zieke moeder", "ill", "on holiday", "Sick leave", "with apologies", "Covid", "childcare", "back pain", "out of office", "x",
]  # fmt: skip


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("key", ["afgemeld", "absent"])
def test_why_somebody_is_absent_is_no_role(reason, key):
    """It is often about their health, and would be printed in every edition."""
    _, found, told = given("", f"---\norgaan: B\n{key}:\n- A ({reason})\n---\n")
    assert told == [("error", "detail-reason", -1, 6)]
    assert [(one.name, one.role) for one in found] == [("A", None)]


@pytest.mark.parametrize(
    ("top", "text", "column"),
    [
        (NL, "Afwezig: A (griep), B (lid)", 13),
        (NL, "Aanwezig: A (te laat)", 14),
        (NL, "Aanwezig: A (online), B (lid)", 14),
        (EN, "Present: A (via Teams)", 13),
        (EN, "Absent @A [ill]: words", 12),
        (NL, "Binnengekomen: A (ziek)", 19),
        (NL, "Voorzitter: A (ziek)", 16),
    ],
)
def test_a_reason_is_no_role_in_the_body_either(top, text, column):
    """Nor how somebody attends."""
    _, found, told = given(text, top)
    assert told == [("error", "detail-reason", 1, column)]
    assert {one.role for one in found} <= {None, "lid"}


ROLES = [
    "lid", "bestuurslid", "penningmeester", "wethouder", "VVD", "De Brug", "board member", "vice-chair", "treasurer", "bewoner van de wijk", "gemeente Utrecht", "politie", "Corona Crisis Team", "leave officer", "rol=ziek",
]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_a_role_of_somebody_absent_is_kept(role):
    """Where it looks like one, or is said to be."""
    _, found, told = given(f"Afwezig: A ({role})")
    assert ([(one.name, one.role) for one in found], told) == ([("A", role.removeprefix("rol="))], [])


def test_a_role_that_was_said_above_is_one_also_of_who_is_absent():
    """Of this party in the book, or of anybody in the text."""
    _, _, told = given("Aanwezig: A (buurtmoeder)\n\nAfwezig: B (buurtmoeder)")
    assert told == []
    book = Parties([e.PartyIntroduced(party="p0", name="C", role="buurtvader")])
    draft = read(NL + "Afwezig: C (buurtvader)", directory=Directory(book), file="f.md")
    assert draft.messages == ()


TIMES = [
    (NL, "Vertrokken: A (20:45)", e.ParticipantLeft, time(20, 45)),
    (NL, "Vertrokken: A (om 20:45)", e.ParticipantLeft, time(20, 45)),
    (NL, "Vertrokken: A (20.45 uur)", e.ParticipantLeft, time(20, 45)),
    (NL, "Vertrokken 20:45: A (tot 20:45)", e.ParticipantLeft, time(20, 45)),
    (NL, "Binnengekomen: A (vanaf 20.00 uur)", e.ParticipantArrived, time(20)),
    (EN, "Arrived: A (at 20:45 hrs)", e.ParticipantArrived, time(20, 45)),
    (EN, "Left: A (20.45)", e.ParticipantLeft, time(20, 45)),
]


@pytest.mark.parametrize(("top", "text", "event", "at"), TIMES)
def test_a_time_behind_who_came_or_left_is_when(top, text, event, at):
    """As it would be before the colon."""
    draft, found, told = given(text, top)
    assert ([(type(one), one.occurred_at) for one in draft.events[1:]], told) == ([(event, at)], [])
    assert [(one.name, one.role) for one in found] == [("A", None)]


def test_each_who_came_has_a_time_of_its_own():
    """And those without one that of the header."""
    draft, _, told = given("Binnengekomen: A (20:45), B (vanaf 21.00 uur)")
    assert ([one.occurred_at for one in draft.events[1:]], told) == ([time(20, 45), time(21)], [])
    assert given("Vertrokken 21:00: A (20:45)")[2] == [("error", "twice", 1, 22)]


@pytest.mark.parametrize(
    ("top", "text", "column"),
    [
        (NL, "Aanwezig: A (20:45)", 14),
        (NL, "Aanwezig: A (om 20.45 uur)", 14),
        (NL, "Aanwezig: A (vanaf de pauze)", 14),
        (NL, "Aanwezig: A (tot agendapunt 3)", 14),
        (NL, "Vertrokken: A (na punt 5)", 16),
        (EN, "Present: A (from 8 pm)", 13),
        (EN, "Left: A (8.45pm)", 10),
        (EN, "Left: A (after item 5)", 10),
        (EN, "Present: A (items 1-3)", 13),
        (EN, "Secretary", None),
    ],
)
def test_a_time_that_is_not_read_is_no_role(top, text, column):
    """The message gives the forms that are read."""
    if column is None:
        top, text, column = "", "---\nbody: B\nsecretary: A (20:45)\n---\n", 15
        expected = [("error", "detail-time", 3, column)]
    else:
        expected = [("error", "detail-time", 1, column)]
    _, found, told = given(text, top)
    assert told == expected
    assert [(one.name, one.role) for one in found] == [("A", None)]


@pytest.mark.parametrize(
    ("top", "text", "column"),
    [
        (NL, "Voorzitter: A (namens B)", 16),
        (NL, "Voorzitter: A (voor B)", 16),
        (NL, "Voorzitter: A (vervangt B)", 16),
        (EN, "Chair: A (for B)", 11),
        (EN, "Chair: A (on behalf of B)", 11),
        (EN, "Chair: A (in place of B)", 11),
        (NL, "Aanwezig: A (namens De Brug)", 14),
    ],
)
def test_whom_somebody_stands_for_is_no_role(top, text, column):
    """The message gives the form that is read."""
    draft, found, told = given(text, top)
    assert told == [("error", "detail-for", 1, column)]
    assert [(one.name, one.role) for one in found] == [("A", None)]
    assert ("deputising for" if top is EN else "vervangt B") in draft.messages[0].text


CLOSED = "---\norgaan: B\npersonen:\n- {} (niet openbaar)\n---\n"


@pytest.mark.parametrize(
    ("closed", "text", "column"),
    [
        ("R. Wolters", "@Roos Wolters: x", 2),
        ("Roos Wolters", "@R. Wolters: x", 2),
        ("Roos Wolters", "@Roos: x", 2),
        ("Roos Wolters", "@Wolters: x", 2),
        ("Roos Wolters", "Actie (mevr. Wólters): x", 8),
        ("Roos Wolters", "Vraag (WOLTERS, R.): x", 8),
        ("Roos Wolters", "@Wolters-Smit: x", 2),
        ("Jan van der Meer", "@J. van der Meer: x", 2),
        ("Roos Wolters", "Vertrokken: Roos (lid)", 13),
    ],
)
def test_who_is_not_public_is_so_by_any_name(closed, text, column):
    """A new name that shares a given name or a surname with theirs is refused."""
    _, _, told = given(text, CLOSED.format(closed))
    assert ("error", "near-closed", 1, column) in told
    assert {one[1] for one in told} == {"near-closed"} or text.count(",")


@pytest.mark.parametrize(
    "text",
    ["@ROOS VAN DEN WOLTERS: x", "@Els van den Berg: x", "@R. Jansen: x", "@Woltersum: x", "@Den Haag: x"],
)
def test_a_particle_or_an_initial_is_nobodys(text):
    """And case does not make another name."""
    assert given(text, CLOSED.format("Roos van den Wolters"))[2] == []


@pytest.mark.parametrize("name", ["Jan Wolters", "J. Wolters", "Roos Bakker", "R. Bakker"])
def test_somebody_who_shares_one_name_of_two_is_somebody_else(name):
    """Relatives, and those who are called alike: no secretary shortens a name to that."""
    assert given(f"@{name}: x", CLOSED.format("Roos Wolters"))[2] == []


def test_the_words_of_an_organisation_are_nobodys():
    """They stand in many names; that of a person does not become one by standing in an organisation's."""
    assert given("@Wijkraad Zuid: x", CLOSED.format("Stichting Zuid"))[2] == []
    assert given("@Stichting Wolters: x", CLOSED.format("Roos Wolters"))[2] == [
        ("error", "near-closed", 1, 2)
    ]


def test_somebody_else_by_that_name_is_said_to_be_public():
    """Under ``personen``; of the book it is known already."""
    top = "---\norgaan: B\npersonen:\n- Roos Wolters (niet openbaar)\n- Piet Wolters (openbaar)\n---\n"
    assert given("@Piet Wolters: x", top)[2] == []
    assert given("@Bo Ray: x", CLOSED.format("Bo"))[2] == [("error", "name-holds", 1, 2)]
    both = "---\norgaan: B\npersonen:\n- Bo (niet openbaar)\n- Bo Ray (openbaar)\n---\n"
    assert given("@Bo Ray: x", both)[2] == []
    closed = e.PartyIntroduced(party="p0", name="Roos Wolters", public=False)
    book = Parties([closed, e.PartyIntroduced(party="p1", name="Wolters")])
    draft = read(NL + "@Wolters: x\n\n@R. Wolters: y", directory=Directory(book), file="f.md")
    assert [(one.code, one.line, one.column) for one in draft.messages] == [("near-closed", 6, 2)]


def test_a_surname_alone_in_words_is_told():
    """Once a name is not public; ``@[…]`` hides it, ``\\`` says that it is another, and so does a public namesake."""
    text = "Mevrouw Wolters komt. \\Wolters ook, en @[Roos Wolters|Wolters]. De wolters; ||Wolters||{5.1.2e}."
    assert given(text, CLOSED.format("Roos Wolters"))[2] == [("warning", "surname-in-text", 1, 9)]
    both = "---\norgaan: B\npersonen:\n- Roos Wolters (niet openbaar)\n- Piet Wolters (openbaar)\n---\n"
    assert given(text, both)[2] == []
    assert given("De Melder komt.", CLOSED.format("De melder"))[2] == []


FLAGS = [
    "niet genoemd", "n.o.", "N.O.", "geanonimiseerd", "anoniem", "wil anoniem blijven", "vertrouwelijk", "anonymous", "name withheld", "naam bekend bij de griffie",
    "wil niet met naam genoemd worden", "afgeschermd", "privé", "undisclosed", "not to be named",
]  # fmt: skip


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("key", ["personen", "present", "absent"])
def test_a_wish_to_stay_unnamed_is_no_role(flag, key):
    """The name would be public: it is an error, that gives the flag."""
    _, found, told = given("", f"---\norgaan: B\n{key}:\n- A (lid, {flag})\n---\n")
    assert told == [("error", "flag", -1, 11)]
    assert [(one.name, one.role, one.organisation) for one in found] == [("A", "lid", None)]


@pytest.mark.parametrize(
    ("top", "text", "name"),
    [
        (EN, "Question (public): x", "public"),
        (EN, "Question (a resident): x", "a resident"),
        (NL, "Vraag (publiek): x", "publiek"),
        (NL, "Vraag (bewoner): x", "bewoner"),
        (NL, "Vraag (een bewoner): x", "een bewoner"),
    ],
)
def test_who_asked_may_be_an_unnamed_role(top, text, name):
    """Its name is kept as it is typed, article and all."""
    _, found, told = given(text, top)
    assert ([(one.name, one.kind, one.public) for one in found], told) == ([(name, "role", True)], [])


def test_a_label_of_a_list_asks_nothing():
    """``(openbaar)`` says something of a name that is not there."""
    assert given("Vraag (openbaar): x")[1:] == ([], [("error", "name-none", 1, 8)])


def test_a_day_of_an_action_is_still_read():
    """Beside all that is told."""
    draft, found, told = given(
        "Actie (Jan Bos + Els Vos, uiterlijk 3 mei): x\n\nActie @[Week 20], 4 mei: y\n\nActie (A, 2027): z"
    )
    assert told == [("warning", "name-two", 1, 8)]
    assert names(found) == ["Jan Bos", "Els Vos", "Week 20", "A"]
    assert [one.due for one in draft.events[1:]] == [
        PartialDate(None, 5, 3),
        PartialDate(None, 5, 4),
        PartialDate(2027),
    ]


@pytest.mark.parametrize(
    "name",
    ["vrijdag", "A en B", "A/B", "Jan ziek", "Piet Zondag", "A z.s.m.", "week 20", "online", "Jan (lid)"],
)
def test_a_name_that_looks_like_none_is_written_so_that_it_comes_back(name):
    """A book may hold it."""
    parties = {"p0": Party(id="p0", name="B"), "p1": Party(id="p1", name=name)}
    stream = [
        e.MeetingConvened(body="p0"),
        e.AttendanceNoted(party="p1", status="absent", role="ziek"),
        e.ActionAgreed(owners=("p1",), text=("x",)),
        e.DecisionTaken(elected=("p1",), text=("y",)),
    ]
    text = write(minutes_of(stream), parties)
    directory = Directory()
    draft = read(text, directory=directory, file="f.md")
    assert draft.errors == ()
    assert {one.name for one in directory.introduced} == {"B", name}
    assert [type(one) for one in draft.events] == [type(one) for one in stream]


@pytest.mark.parametrize("name", ["vrijdag", "A en B", "Jan ziek", "week 20"])
@pytest.mark.parametrize(
    "line",
    [
        "Er was @[{}|iemand].",
        "@[{}]: hallo",
        "Voorzitter: @[{}]",
        "Vraag (@[{}]): x",
        "Besluit [voor: @[{}]]: x",
    ],
)
def test_brackets_around_a_name_say_that_it_is_one(name, line):
    """Whatever it looks like, wherever it stands."""
    _, found, told = given(line.format(name))
    assert (names(found), told) == ([name], [])


def test_what_is_written_back_names_those_who_look_like_a_closed_one():
    """So that a new book takes it."""
    parties = Parties(
        [
            e.PartyIntroduced(party="b", name="Board", kind="body"),
            e.PartyIntroduced(party="p", name="Roos Wolters", public=False),
            e.PartyIntroduced(party="q", name="Roosje Wolters"),
        ]
    )
    stream = [e.MeetingConvened(body="b", language="en")]
    stream += [e.ItemDiscussed(speaker=party, text=("x",)) for party in ("p", "q")]
    text = write(minutes_of(stream), parties)
    assert "- Roosje Wolters (public)" in text.splitlines()
    directory = Directory()
    assert read(text, directory=directory).messages == ()
    assert {one.name: one.public for one in directory.introduced} == {
        "Board": True,
        "Roos Wolters": False,
        "Roosje Wolters": True,
    }


@pytest.mark.parametrize("piece", ["a/", "1/1", "A + ", " en A", "vrijdag ", "ziek ", "A, ", "@A/"])
def test_a_huge_row_is_read_in_time_that_grows_with_it(piece):
    """And gives messages, not a fault."""
    text = f"---\norgaan: Bestuur\n---\n\nActie ({piece * 20_000}B): x\n\nAfwezig: A ({piece * 20_000})\n"
    assert read(text, directory=Directory()).messages
