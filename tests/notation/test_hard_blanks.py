"""A hard blank is a blank to all that is read, and stays what it is in words."""

from __future__ import annotations

import pytest
from tests.notation.meetings import PARTIES, known_directory, minutes_of

from alliance_minutes import events as e
from alliance_minutes.notation import read, write
from alliance_minutes.notation.source import Passage
from alliance_minutes.parties import Directory
from alliance_minutes.values import Strong

TOPS = {"nl": "---\norgaan: Het Bestuur\n---\n", "en": "---\nbody: The Board\n---\n"}
HARD = ["\u00a0", "\u202f", "\u2007", "\u3000"]
LINES = [
    ("nl", "Besluit~[consent]: de brug"),
    ("nl", "Besluit~[voor~7, tegen~2]: de brug"),
    ("nl", "Actie~@Jan~Kok, uiterlijk 1~juni: de brug"),
    ("nl", "De brug.\nKomt~terug~9~juni:"),
    ("nl", "Opening~19:30:"),
    ("nl", "Besluiten:\n-~een\n1.~twee"),
    ("nl", "Volgende~vergadering:~24~september,~19:30,~Zaal"),
    ("nl", "Motie~(@A, gesteund~door~@B): de brug"),
    ("nl", "##~1.~Brug~{kenmerk~=~K1}\n\ntekst"),
    ("nl", "#~Titel"),
    ("nl", "@Jan~Kok:~goed zo"),
    ("nl", "Acties:\n~-~@Jan~Kok,~uiterlijk~1~juni: bel"),
    ("nl", "een\n~\ntwee"),
    ("nl", "Besluiten:\n~\n- een"),
    ("nl", "Bijlage: Brief\n\nPresentatie~[Brief]: x"),
    ("nl", "**Besluit~[consent]:**~ja"),
    ("en", "Decision~[carried]: the bridge"),
    ("en", "Next~meeting:~24~September~at~19:30"),
    ("en", "Conflict~of~interest~(@A): the bridge"),
    ("en", "Action~@Ann~Lee,~due~3~May: calls"),
]


def read_as(text, language):
    directory = Directory()
    draft = read(TOPS[language] + text, directory=directory)
    shown = repr(draft.events)
    for index, one in enumerate(directory.introduced):
        shown = shown.replace(one.party, f"#{index}")
    return shown, [one.name for one in directory.introduced], [(one.code, one.line) for one in draft.messages]


@pytest.mark.parametrize("hard", HARD)
@pytest.mark.parametrize(("language", "line"), LINES)
def test_a_hard_blank_is_read_as_a_blank(language, line, hard):
    """In keywords, headers, bullets, headings, dates and names."""
    plain = read_as(line.replace("~", " "), language)
    assert read_as(line.replace("~", hard), language) == plain
    assert plain[2] == []


@pytest.mark.parametrize("unseen", ["\u00a0", "\u200b", "\ufeff", "\u2060", " \u200b\u00a0"])
@pytest.mark.parametrize("line", ["Besluit [consent]: ja", "## 1. Brug", "- een", "@Jan: ja", "// niets"])
def test_what_is_not_seen_at_the_start_of_a_line_hides_nothing(line, unseen):
    """As pasted from another program."""
    assert read_as(f"zin\n\n{unseen}{line}", "nl") == read_as(f"zin\n\n{line}", "nl")


def test_front_matter_with_hard_blanks_is_read():
    """Its fences, keys and rows as well."""
    text = "---\u00a0\norgaan\u00a0: Het Bestuur\n\u00a0aanwezig:\n-\u00a0Jan\u00a0Kok\u00a0(lid)\n---\n"
    directory = Directory()
    draft = read(text, directory=directory)
    assert draft.messages == ()
    assert sorted(one.name for one in directory.introduced) == ["Het Bestuur", "Jan Kok"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("€\u00a05 voor **de\u202fbrug**", ("€\u00a05 voor ", Strong(("de\u202fbrug",)))),
        ("Besluit: €\u00a05\nof €\u00a06", ("€\u00a05 of €\u00a06",)),
        ("Besluiten:\n- €\u00a05", ("€\u00a05",)),
        ("@Jan: €\u00a05 en \\\u00a0", ("€\u00a05 en \u00a0",)),
    ],
)
def test_words_keep_their_hard_blanks(line, words):
    """As they are typed."""
    draft = read(TOPS["nl"] + line, directory=Directory())
    assert (draft.messages, draft.events[-1].text) == ((), words)


def test_a_value_keeps_its_hard_blanks():
    """Such as a title or a place."""
    draft = read(TOPS["nl"] + "Bijlage: Deel\u00a01", directory=Directory())
    assert draft.events[-1].title == "Deel\u00a01"


@pytest.mark.parametrize(
    "text",
    [
        "\u00a0zin",
        "zin\u00a0",
        "\u200bzin\ufeff",
        "Besluit\u00a0[consent]: zin",
        "-\u00a0zin",
        "##\u00a0zin",
        "@Jan\u00a0Kok: zin",
        "een\n\u00a0twee\u00a0\ndrie",
        "\u00a0",
        "Opening\u00a019:30:",
    ],
)
def test_words_with_hard_blanks_are_written_so_that_they_are_read_again(text):
    """Wherever they stand, in a paragraph, under a keyword or in a point."""
    given = [
        e.MeetingConvened(body="body"),
        e.ItemDiscussed(text=(text,)),
        e.DecisionTaken(text=(text,)),
        e.ItemDiscussed(points=(e.Point((text,), 0, None),)),
    ]
    again = read(write(minutes_of(given), PARTIES), directory=known_directory())
    assert [event.text for event in again.events[1:3]] == [(text,), (text,)]
    assert again.events[-1].points[0].text == (text,)
    assert again.messages == ()


def test_a_passage_of_many_hard_blanks_gives_them_back_by_its_parts():
    """Each part has its own."""
    passage = Passage.line("a\u00a0b\u202fc", 1)
    assert passage.text == "a b c"
    assert [passage.part(2).typed, passage.part(0, 1).typed, passage.typed] == [
        "b\u202fc",
        "a",
        "a\u00a0b\u202fc",
    ]
