"""The command ``show``."""

from __future__ import annotations

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.cli.showing import wrapped
from alliance_minutes.values import Erased


def _line(text, beginning):
    (found,) = [line for line in text.splitlines() if line.startswith(beginning)]
    return found


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("Body", "Garden Committee"),
        ("Date", "2026-03-05"),
        ("Form", "hybrid"),
        ("Place", "The shed"),
        ("Chair", "Agnes Thorburn for Greta Solberg"),
        ("Secretary", "Bram Ellery"),
        ("Present", "Agnes Thorburn (chair, from 19:35); Canal Trust"),
        ("Apologies", "Greta Solberg"),
        ("Absent", "nobody"),
        ("Quorum", "2 required, 2 present"),
        ("Status", "draft, not yet adopted"),
    ],
)
@pytest.mark.usefixtures("book")
def test_the_facts_of_the_meeting_stand_at_its_head(fact, said, cli, march):
    assert said in _line(cli("show", march).out, fact + " ")


@pytest.mark.usefixtures("book")
def test_the_agenda_stands_as_a_tree_with_its_numbers(cli, march):
    agenda = cli("show", march).out.partition("\nAgenda\n")[2].partition("\n\n")[0].splitlines()
    assert agenda == [
        "  1     The <b>bridge</b> (spotlight)",
        "    1a  The colour",
        "  2     The hours of the keeper (closed personnel)",
        "  ·     Any other business",
    ]


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("Proposals not decided", "item 1a  Bram Ellery  Paint it green."),
        ("Decisions", "D-2026-001  item 1  vote, 3 for 1 against  The committee replaces the bridge."),
        ("Actions", "A-2026-001  item 1  open  Bram Ellery    due 2026-05-01"),
        ("Actions", "A-2026-002  item 2  open  owner unknown"),
        ("Questions", "item 1a  open, provisional answer  Is there paint?"),
        ("Questions", "answered                  Who has the key?"),
        ("Partners that signed", "Fortify  covenant"),
        ("Attachments", "Plan of the bridge"),
    ],
)
@pytest.mark.usefixtures("book")
def test_what_happened_is_listed(heading, row, cli, march):
    section = cli("show", march).out.partition(f"\n{heading}\n")[2].partition("\n\n")[0]
    assert row in section


def test_long_words_are_wrapped_beside_their_columns(cli, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    with MinuteBook.open("minutes.db") as book:
        meeting = book.convene("Board", language="en")
        meeting.decide("word " * 100)
    text = cli("show", meeting.id, "--book", "minutes.db").out
    assert max(map(len, text.splitlines())) <= 80
    assert text.count("word") == 100


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two", ["one", "two"]),
        ("abcdefghij k", ["abcd", "efgh", "ij k"]),
        ("a b c", ["a b", "c"]),
        ("a abcdef", ["a", "abcd", "ef"]),
    ],
)
def test_words_are_wrapped_and_none_is_lost(text, lines):
    assert wrapped(text, 4) == lines


def test_a_million_characters_are_wrapped():
    assert "".join(wrapped("x" * 1_000_000, 70)) == "x" * 1_000_000


def test_a_bare_meeting_is_shown_with_what_is_known(cli):
    """Nothing is guessed: the date is unknown, and erased words say so."""
    with MinuteBook.open("minutes.db") as book:
        meeting = book.convene("Board", language="en")
        meeting.ask((Erased(),))
        meeting.adopt()
        meeting.chair("Agnes")
    text = cli("show", meeting.id[:10], "--book", "minutes.db").out
    assert text.startswith("Board, date unknown\n===================\n")
    assert _line(text, "Date ").endswith(" unknown")
    assert "[erased]" in text


@pytest.mark.usefixtures("book")
def test_the_meeting_as_it_was(cli, march):
    assert "Decisions" not in cli("show", march, "--as-of", "3").out
    result = cli("show", march, "--as-of", "9999")
    assert (result.code, result.out) == (2, "")
    assert "9999 is not a version of this meeting" in result.err


@pytest.mark.usefixtures("book")
def test_notation_that_is_shown_can_be_recorded_again(cli, march, folder):
    result = cli("show", march, "--as", "notation")
    assert (result.code, result.err) == (0, "")
    (folder / "back.md").write_text(result.out, "utf-8")
    assert "nothing was recorded" in cli("record", "back.md").out
