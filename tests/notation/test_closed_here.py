"""Values that are printed as they stand: nothing can be closed in them, and names in them are told."""

from __future__ import annotations

import pytest
from attrs import evolve
from tests.notation.meetings import PARTIES, known_directory, minutes_of

from alliance_minutes import events as e
from alliance_minutes.notation import read, write
from alliance_minutes.parties import Directory
from alliance_minutes.values import Link

TOP = "---\norgaan: X\n"
EN = "---\nbody: X\n"

# front matter or body below TOP, and the places of the errors
CLOSING = [
    ("plaats: ten huize van ||Jan||{5.1.2e}\n---\n", [(3, 23)]),
    ("notulist: ||Jan||{5.1.2e}\n---\n", [(3, 11)]),
    ("aanwezig:\n- ||Kees||{5.1.2e}\n---\n", [(4, 3)]),
    ("aanwezig:\n- Piet (||ziek||{5.1.2e}, ||BV X||{5.1.2e})\n---\n", [(4, 9), (4, 27)]),
    ("personen:\n- Piet (rol=||x||{5.2}; organisatie={|y|}{5.2})\n---\n", [(4, 13), (4, 37)]),
    ("bijlagen:\n- ||Kaart||{5.1.2e}\n---\n", [(4, 3)]),
    ("agenda:\n- {|geheim|}{5.2}\n---\n", [(4, 3)]),
    ("---\nOndertekend (convenant ||Dossier 7||{5.1.2e}):\n- Ali\n", [(4, 24)]),
    ("---\nOndertekend [overeenkomst: ||x||{5.2}]:\n- Ali\n", [(4, 28)]),
    ("---\nMededeling (||Klokkenluider||{5.1.2e}): x\n", [(4, 13)]),
    ("---\nActie @||Jan||{5.2}: x\n", [(4, 8)]),
    ("---\n@||Jan||{5.2}: x\n", [(4, 2)]),
    ("---\n@[Jan|||Piet||{5.2}] x\n", [(4, 7)]),
    ("---\n[a](http://x||y||)\n", [(4, 13)]),
    ("---\nBijlage: ||Rapport X||{5.1.2e} bij\n", [(4, 10)]),
    ("---\nBijlage [titel: ||x||; bestand ||y||; type ||z||]: w\n", [(4, 17), (4, 32), (4, 44)]),
    ("---\nBijlage: Plan\n\nPresentatie [||Plan||{5.2}]: x\n", [(6, 14)]),
    ("---\nBesluit [voor 3, tegen 1; vereist ||twee||{5.1.2e}]: y\n", [(4, 35)]),
    ("---\nBesluit [gekozen: ||Ali||{5.2}]: y\n", [(4, 19)]),
    ("---\n## Kop {soort=||x||}\n", [(4, 15)]),
    ("---\n- {nummer=||x||} y\n", [(4, 11)]),
    ("---\nActie [nummer ||x||{5.2}]: y\n", [(4, 15)]),
    ("---\nVastgesteld [notulen; vergadering ||x||{5.2}]: y\n", [(4, 35)]),
    ("---\nVolgende vergadering: 3 mei, ||hier||{5.2}\n", [(4, 30)]),
    ("---\nVolgende vergadering [plaats: ||hier||{5.2}]: x\n", [(4, 31)]),
]


@pytest.mark.parametrize(("text", "places"), CLOSING)
def test_what_would_be_printed_as_it_stands_cannot_be_closed(text, places):
    """An error stands at the marks, so that nobody takes the words for closed."""
    draft = read(TOP + text, directory=Directory())
    found = [(one.line, one.column) for one in draft.errors if one.code == "closed-here"]
    assert found == places


def test_the_message_says_what_to_do_in_both_languages():
    """Close the whole item, or leave it out."""
    dutch = read(TOP + "plaats: ||x||{5.2}\n---\n", directory=Directory()).errors[0].text
    english = read(EN + "place: ||x||{5.2}\n---\n", directory=Directory()).errors[0].text
    assert dutch.startswith("met || kan hier niets besloten worden")
    assert english.startswith("|| cannot close anything here")
    assert "close the whole item or leave it out" in english


def test_marks_that_are_meant_as_text_are_written_and_read():
    """A value recorded with such marks in it comes back as it was."""
    odd = "||x||{5.2} {|y|} z"
    stream = [
        e.MeetingConvened(body="p0", place=odd, planned=(odd, "a\n---")),
        e.DocumentAttached(title=odd),
        e.AttendanceNoted(party="p0", status="present", role=odd),
        e.ItemOpened(title=("Punt",), kind=odd, number=odd),
        e.DocumentAttached(item=4, title=odd, name=odd, media_type=odd, text=("x",)),
        e.PartnerSigned(item=4, partner="p0", agreement=odd),
        e.NextMeetingSet(item=4, place=odd),
        e.ActionAgreed(item=4, number=odd),
        e.ItemDiscussed(item=4, text=("x",), points=(e.Point(("y",), 0, odd),)),
    ]
    text = write(minutes_of(stream), PARTIES)
    draft = read(text, directory=known_directory())
    assert [str(one) for one in draft.messages] == []
    assert list(draft.events) == stream
    named = {"p9": evolve(PARTIES["p0"], id="p9", name=odd)}
    draft = read(write(minutes_of([e.MeetingConvened(body="p9")]), named), directory=(new := Directory()))
    assert (draft.errors, new.introduced[0].name) == ((), odd)


NAMED = "---\norgaan: X\npersonen:\n- Jan Jansen (niet openbaar)\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("plaats: bij Jan Jansen thuis\n---\n", (5, 13)),
        ("agenda:\n- Klacht Jan Jansen\n---\n", (6, 10)),
        ("bijlagen:\n- Brief Jan Jansen\n---\n", (6, 9)),
        ("aanwezig:\n- Piet (buurman Jan Jansen)\n---\n", (6, 17)),
        ("aanwezig:\n- Piet (lid, Jan Jansen BV)\n---\n", (6, 14)),
        ("---\nOndertekend (akkoord Jan Jansen):\n- Ali\n", (6, 22)),
        ("---\nBesluit [voor 1, vereist stem van Jan Jansen]: x\n", (6, 35)),
        ("---\n## Kop {soort=zaak Jan Jansen}\n", (6, 20)),
        ("---\nBijlage [titel: a; bestand Jan Jansen.pdf]: x\n", (6, 28)),
        ("---\nVolgende vergadering: 3 mei, 19:00, bij Jan Jansen\n", (6, 41)),
    ],
)
def test_a_name_that_is_not_public_is_told_in_every_plain_value(text, place):
    """These values are printed in every edition."""
    draft = read(NAMED + text, directory=Directory())
    assert [(one.code, one.line, one.column) for one in draft.messages] == [("name-in-value", *place)]


def test_a_name_in_a_file_name_is_told(tmp_path):
    """The name of the file is recorded with the attachment."""
    (tmp_path / "Jan Jansen.pdf").write_bytes(b"x")
    draft = read(NAMED + "---\nBijlage: Brief <Jan Jansen.pdf>\n", directory=Directory(), folder=tmp_path)
    assert [(one.code, one.line, one.column) for one in draft.messages] == [("name-in-value", 6, 17)]


def test_a_name_is_told_also_above_where_it_is_said_not_to_be_public():
    """The whole text is looked at, not only what comes after."""
    draft = read(
        TOP + "---\nJan Jansen komt.\n\nAanwezig: Jan Jansen (niet openbaar)\n", directory=Directory()
    )
    assert [(one.code, one.line, one.column) for one in draft.messages] == [("name-in-text", 4, 1)]


def test_what_a_mention_of_a_public_party_prints_is_looked_at():
    """Of a party that is not public only its role is printed; and what is closed is not printed either."""
    body = "---\n@[Piet|neef van Jan Jansen] en @[Jan Jansen|de heer Jan Jansen] en ||@[Piet|Jan Jansen]||{5.2}\n"
    draft = read(NAMED + body, directory=Directory())
    assert [(one.code, one.line, one.column) for one in draft.messages] == [("name-in-text", 6, 17)]


def test_an_at_sign_before_a_link_is_no_mention():
    """It is written so that it comes back as text."""
    stream = [
        e.MeetingConvened(body="p0"),
        e.ItemDiscussed(text=("@", Link((), "http://x.nl"))),
    ]
    assert list(read(write(minutes_of(stream), PARTIES), directory=known_directory()).events) == stream


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("2. Klacht {besloten 5.1.2e", 14),
        ("2. Klacht [besloten 5.1.2e]", 14),
        ("2. Klacht {besloten 5.1.2e}.", 14),
        ("{besloten 5.1.2e} 2. Klacht", 4),
        ("2. Klacht besloten 5.1.2e}", 14),
        ("2. Klacht (besloten", 14),
        ("2. Complaint (closed)", 17),
    ],
)
def test_a_slip_in_the_closing_of_an_item_does_not_leave_it_open(heading, column):
    """Nothing is recorded then: what was meant to be closed would be printed whole."""
    (error,) = read(f"{TOP}---\n## {heading}\n\nWoorden.\n", file="f", directory=Directory()).errors
    assert (error.code, error.line, error.column) == ("closing-unread", 4, column)
