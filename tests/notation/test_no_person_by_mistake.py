"""Ordinary minutes make no party that is none, and print no name that is not public: read right, or an error."""

from __future__ import annotations

import pytest

from alliance_minutes import events as e
from alliance_minutes.notation import read
from alliance_minutes.parties import Directory
from alliance_minutes.values import NEXT_MEETING, PartialDate

NL = "---\norgaan: Bestuur\n---\n"
EN = "---\nbody: Board\n---\n"


def given(text, top=NL):
    """The draft, and what it introduces besides the body."""
    directory = Directory()
    draft = read(top + text, directory=directory, file="f.md")
    return draft, [event for event in directory.introduced if event.kind != "body"]


def told(draft, top=NL):
    """Severity, code, line and column in the body."""
    lines = top.count("\n")
    return [(one.severity, one.code, one.line - lines, one.column) for one in draft.messages]


ROWS = [
    (NL, "Aanwezig: A. Jansen (voorzitter), B. Bakker (secretaris)"),
    (EN, "Present: A. Jansen (voorzitter), B. Bakker (secretaris)"),
    (NL, "Aanwezig: A. Jansen (voorzitter) en B. Bakker (secretaris)"),
    (EN, "Present: A. Jansen (voorzitter), and B. Bakker (secretaris)"),
    (NL, "Aanwezig: A. Jansen (voorzitter); B. Bakker (secretaris)"),
    (NL, "Aanwezig: A. Jansen (voorzitter), @[B. Bakker] (secretaris)"),
    (NL, "Aanwezig:\n- A. Jansen (voorzitter); B. Bakker (secretaris)"),
    ("", "---\norgaan: Bestuur\naanwezig: A. Jansen (voorzitter), B. Bakker (secretaris)\n---\n"),
    ("", "---\nbody: Board\napologies:\n- A. Jansen (voorzitter) and B. Bakker (secretaris)\n---\n"),
    ("", "---\norgaan: Bestuur\npersonen:\n- A. Jansen (voorzitter); B. Bakker (secretaris)\n---\n"),
]


@pytest.mark.parametrize(("top", "text"), ROWS)
def test_each_of_a_row_with_roles_is_a_party(top, text):
    """With its own role, and nothing of the next one in it."""
    draft, people = given(text, top)
    assert draft.messages == ()
    assert [(one.name, one.role) for one in people] == [
        ("A. Jansen", "voorzitter"),
        ("B. Bakker", "secretaris"),
    ]


def test_a_bare_name_ends_at_a_comma():
    """As it does in a header."""
    draft, people = given("Aanwezig: @A, B; C")
    assert draft.messages == ()
    assert [one.name for one in people] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("key", "place"), [("notulist", (4, 11)), ("voorzitter", (4, 13)), ("secretary", (4, 12))]
)
def test_where_one_party_goes_two_are_refused(key, place):
    """The second would be lost."""
    draft, people = given("", f"---\norgaan: Bestuur\ntaal: nl\n{key}: A (x) en B (y)\n---\n")
    assert [(one.code, one.line, one.column) for one in draft.errors] == [("name-one", *place)]
    assert people == []


SECRET = "---\norgaan: Bestuur\npersonen:\n- Zoë Geheim (melder, niet openbaar)\n"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("plaats: bij @[Zoë Geheim] thuis\n---\n", {"mention-in-value", "name-in-value"}),
        ("plaats: bij Zoë Geheim thuis\n---\n", {"name-in-value"}),
        ("plaats: bij Zoë  *Geheim*\n---\n", {"name-in-value"}),
        ("aanwezig: A (lid, @[Iemand])\n---\n", {"mention-in-value"}),
        ("agenda:\n- Klacht @[Zoë Geheim]\n---\n", {"mention-in-value", "name-in-value"}),
    ],
)
def test_a_value_that_is_printed_as_it_stands_holds_no_name(text, codes):
    """It is an error, so that nothing of it is recorded."""
    draft, _ = given(text, SECRET)
    assert {one.code for one in draft.errors} == codes == {one.code for one in draft.messages}


def test_a_row_at_the_top_prints_no_name_that_is_not_public():
    """The second was the organisation of the first."""
    draft, people = given("aanwezig: A. Jansen (voorzitter), @[Zoë Geheim] (melder)\n---\n", SECRET)
    assert draft.messages == ()
    assert [(one.name, one.role, one.organisation, one.public) for one in people] == [
        ("Zoë Geheim", "melder", None, False),
        ("A. Jansen", "voorzitter", None, True),
    ]


NEAR = [
    ("---\n@Zoe Geheim: hallo", [("error", "near-closed", 6, 2)]),
    ("---\nActie (Zoe Geheim): belt", [("error", "near-closed", 6, 8)]),
    ("- Zoe Geheim (openbaar)\n---\n@Zoe Geheim: hallo", [("warning", "near-name", 5, 3)]),
    ("- Zoe Geheim (niet openbaar)\n---\n@Zoe Geheim: hallo", [("warning", "near-name", 5, 3)]),
    ("---\n@Zoë Geheim: hallo", []),
]


@pytest.mark.parametrize(("text", "expected"), NEAR)
def test_a_name_nearly_one_that_is_not_public_is_refused(text, expected):
    """Until somebody says that it is another, or writes it alike."""
    assert told(given(text, SECRET)[0], "") == expected


def test_a_near_name_is_found_also_above_where_the_other_is_closed():
    """The whole text is looked at."""
    draft, _ = given("@Zoe Geheim: hello\n\nPresent: @Zoë Geheim (not public)", EN)
    assert [(one.code, one.line) for one in draft.errors] == [("near-closed", 4)]


def test_what_a_row_holds_is_attended_by_each():
    """One event each."""
    draft, _ = given(ROWS[0][1])
    assert [type(one) for one in draft.events[1:]] == [e.AttendanceNoted] * 2


LINES = [
    (NL, "Voorzitter: Jan\nKoffie: Piet", ["Jan"], ["Koffie: Piet"]),
    (EN, "Chair: Jan\nCoffee: Piet", ["Jan"], ["Coffee: Piet"]),
    (NL, "Aanwezig:\nJan Pietersen\nEls de Wit", ["Jan Pietersen", "Els de Wit"], []),
    (EN, "Present: Jan Pietersen (chair),\nEls de Wit", ["Jan Pietersen", "Els de Wit"], []),
    (NL, "Opening 19:30:\nAanwezig:\nJan Pietersen\n@Els en\n@Bo", ["Jan Pietersen", "Els", "Bo"], []),
    (NL, "Aanwezig: Jan (lid,\nDe Brug)\n// niet\nEls", ["Jan", "Els"], []),
    (NL, "Binnengekomen 20:10: @Piet\nDe vergadering gaat verder.", ["Piet"], ["De vergadering gaat verder."]),
    (EN, "Left 20:10: @Ann Lee\nThe board went on.\nAnd on.", ["Ann Lee"], ["The board went on. And on."]),
    (NL, "Ondertekend: Jan Pietersen\nvoorzitter", ["Jan Pietersen"], ["voorzitter"]),
    (EN, "Attachment: Budget\nThe budget was handed out.", [], ["The budget was handed out."]),
    (NL, "Ondertekend (x): De volgende\npartijen:\n- Jan", ["Jan"], ["De volgende partijen:"]),
]  # fmt: skip


@pytest.mark.parametrize(("top", "text", "names", "words"), LINES)
def test_a_name_ends_with_its_line(top, text, names, words):
    """What stands below it is a block of its own, or in a list of names the next name."""
    draft, people = given(text, top)
    assert draft.messages == ()
    assert [one.name for one in people] == names
    assert [one.text for one in draft.events if isinstance(one, e.ItemDiscussed)] == [(one,) for one in words]
    assert {one.kind for one in draft.lines.values()} <= {"front matter", "event", "comment"}


def test_a_title_ends_with_its_line():
    """And goes on where its file stands below it."""
    draft, _ = given("Bijlage: Begroting\n{besloten 5.2}\nDe begroting is rondgedeeld.")
    assert [one.title for one in draft.events if isinstance(one, e.DocumentAttached)] == ["Begroting"]
    assert draft.events[1].closed == "5.2"


@pytest.mark.parametrize(
    ("top", "text", "expected"),
    [
        (NL, "Afwezig: @Piet\nZaal: 3", [("error", "name-none", 2, 1)]),
        (EN, "Absent: @Piet\nRoom: 3", [("error", "name-none", 2, 1)]),
        (NL, "Aanwezig:\n- Jan\nDe vergadering begon.\n- Els", [("error", "name-line", 3, 1)]),
        (EN, "Left 20:10:\n- @Ann\nThe board went on.", [("error", "name-line", 3, 1)]),
        (EN, "Present: Ann Lee\nThe board went on.", [("error", "name-none", 2, 1)]),
        (EN, "Present:\n- @Ann: went home", [("error", "name-none", 2, 4)]),
    ],
)
def test_what_stands_below_a_name_and_is_none_is_refused(top, text, expected):
    """In a list of names each line is one."""
    assert told(given(text, top)[0], top) == expected


@pytest.mark.parametrize(
    ("top", "text", "column"),
    [
        (NL, "Actie Jan: belt", 7),
        (NL, "Actie voor Jan: belt", 12),
        (EN, "Action April: order seeds", 8),
        (NL, "Actie Jan (3 mei): belt", 7),
        (NL, "Actie (Jan): belt", 8),
        (EN, "Action (by Jan): calls", 12),
        (NL, "Komt terug Jan:", 12),
        (EN, "Returns June: to the board", 9),
        (NL, "Actie: @A, mei: belt", 12),
    ],
)
def test_a_month_alone_is_no_date(top, text, column):
    """It may be a name: the message gives both forms."""
    draft, people = given("Tekst.\n" + text, top)
    assert ("error", "month-alone", 2, column) in told(draft, top)
    assert {one.code for one in draft.errors} == {"month-alone"}
    (month,) = (one.text for one in draft.errors)
    assert "@" in month
    assert "2026'" in month
    assert [one.name for one in people] in ([], ["A"])


MAY = PartialDate(None, 5, 15)
DUE = [
    (NL, "Actie @Jan (uiterlijk 15 mei): belt", ["Jan"], MAY),
    (EN, "Action @Jan (by 15 May): calls", ["Jan"], MAY),
    (NL, "Actie (15 mei): belt", [], MAY),
    (NL, "Actie (Jan Bos, voor 15 mei): belt", ["Jan Bos"], MAY),
    (EN, "Action (@Jan by 15 May): calls", ["Jan"], MAY),
    (EN, "Action (@Jan and @Piet, May 15, 2026): call", ["Jan", "Piet"], PartialDate(2026, 5, 15)),
    (NL, "Actie (@[Comité voor 15 mei 1945]): belt", ["Comité voor 15 mei 1945"], None),
    (NL, "Actie (volgende vergadering): belt", [], NEXT_MEETING),
]


@pytest.mark.parametrize(("top", "text", "owners", "due"), DUE)
def test_a_day_between_brackets_is_no_owner(top, text, owners, due):
    """But the day by which it is due."""
    draft, people = given(text, top)
    assert draft.messages == ()
    assert [one.name for one in people] == owners
    assert (draft.events[1].due, len(draft.events[1].owners)) == (due, len(owners))


@pytest.mark.parametrize(
    ("top", "text", "column"),
    [
        (EN, "Chair: Bob Ray took the chair for item 2", 8),
        (NL, "Voorzitter: A. Mol opent de vergadering", 13),
        (NL, "Voorzitter: Jan opent de vergadering", 13),
        (NL, "Aanwezig: Jan Pietersen lid", 11),
        (EN, "Present: 12 members", 10),
        (NL, "Aanwezig: 12 leden", 11),
        (NL, "Aanwezig: ongeveer twintig leden; 12 Leden", 35),
        (EN, "Question (via chat): when?", 11),
        (NL, "Voorstel (van Jan): x", 11),
        (NL, "Actie(s): x", 7),
        (NL, "Ondertekend (convenant): namens De Brug", 26),
        (EN, "Signed (covenant): on behalf of The Bridge", 20),
        (EN, "Proposal (from Ann): x", 11),
        (NL, "Voorzitter: Jan, vervangt Piet die ziek is", 27),
        (NL, "Besluit [voor: Jan, 12 leden]: x", 21),
        (EN, "Motion (Jan, seconded by 3 members): x", 26),
        (NL, "Voorstel (Jan Bos 3 mei): x", 11),
    ],
)
def test_words_that_do_not_look_like_a_name_make_no_party(top, text, column):
    """A sentence, a number of people, a phrase."""
    draft, people = given(text, top)
    assert [one.column for one in draft.errors] == [column]
    assert {one.code for one in draft.errors} == {"name-none"}
    assert [one.name for one in people if not one.name.islower()] in ([], ["Jan"])


def test_a_sentence_after_a_bare_name_is_told():
    """It is a warning there, since the @ says that a name begins."""
    draft, _ = given("Aanwezig: @A. Jansen opent de vergadering")
    assert told(draft) == [("warning", "name-odd", 1, 12)]
    assert told(given("Aanwezig: @A en B")[0]) == [("warning", "name-odd", 1, 12)]


NAMES = [
    "Ann Lee née Brown", "Jan van 't Hof", "De voorzitter van de wijk", "Maria dos Santos", "H. Bos jr.", "Stichting De Brug",
    "Wijkraad Oost", "an official", "De Brug jongerenwerk", "113 Zelfmoordpreventie", "Comité voor 4 mei", "Lid van het bestuur",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_may_hold_small_letters(name):
    """As in a surname, an office or an organisation."""
    draft, people = given(f"Voorzitter: {name}")
    assert draft.messages == ()
    assert [one.name for one in people] == [name]


@pytest.mark.parametrize(
    ("text", "names", "codes"),
    [
        ("Aanwezig: @Jan\n\nActie (Jan en Piet): x", ["Jan", "Piet"], []),
        ("Actie (Kees en Piet): x", ["Kees", "Piet"], ["name-two"]),
        ("Aanwezig: @[Zorg en Welzijn]\n\nActie (Zorg en Welzijn): x", ["Zorg en Welzijn"], []),
        ("Voorstel (Kees en Piet): x", ["Kees en Piet"], ["name-odd"]),
    ],
)
def test_two_owners_are_two_parties(text, names, codes):
    """With a warning where neither of them is known, and it may be one name."""
    draft, people = given(text)
    assert [one.code for one in draft.messages] == codes
    assert [one.name for one in people] == names
