"""Ordinary minutes make no party that is none, and print no name that is not public: read right, or an error."""

from __future__ import annotations

import pytest

from alliance_minutes import events as e
from alliance_minutes.notation import read
from alliance_minutes.parties import Directory

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
