"""What would join the words above it, or be printed with its @, without anybody knowing: it is told."""

from __future__ import annotations

import pytest

from alliance_minutes import events as e
from alliance_minutes.notation import read
from alliance_minutes.parties import Directory

TOPS = {"nl": "---\norgaan: Het Bestuur\n---\n", "en": "---\nbody: The Board\n---\n"}


def told(text, language="nl"):
    """The messages of a body: severity, code, line in the body, column."""
    draft = read(TOPS[language] + text, directory=Directory())
    return [(one.severity, one.code, one.line - 3, one.column) for one in draft.messages]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("nl", "Besluit [consent]: we doen het.\n- met verf\n- en kwast", ("'Besluit'", "'Besluiten'")),
        ("en", "Motion (@A, seconded by @B): That this:\n- notes\n- instructs", ("'Motion'", "'Motions'")),
        ("nl", "Actie @A:\n- bellen\n- mailen", ("'Actie'", "'Acties'")),
    ],
)
def test_a_keyword_for_one_with_bullets_is_told(language, text, names):
    """The message says how many were made, and both ways to write it."""
    assert told(text, language) == [("warning", "list-many", 1, 1)]
    message = read(TOPS[language] + text, directory=Directory()).messages[0].text
    assert all(name in message for name in (*names, " 2 "))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Besluiten: het bestuur besluit:\n- a\n- b"),
        ("nl", "Besluit:\n- a"),
        ("en", "Decision: the board decides:\n- a"),
        ("nl", "Ondertekend (convenant):\n- A\n- B"),
        ("nl", "Bespreking: genoemd:\n- a\n- b"),
        ("en", "Actions:\n- a\n- b"),
    ],
)
def test_a_keyword_with_the_bullets_that_go_with_it_is_not_told(language, text):
    """A plural, one bullet, and names."""
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("language", "line"), [("nl", "Motie (@A, gesteund door @B):"), ("en", "Motion (@A, seconded by @B):")]
)
def test_words_with_points_above_a_keyword_line_are_one_event(language, line):
    """As the message says: the mark rests on the words with their bullets."""
    draft = read(TOPS[language] + f"That this meeting:\n- notes\n- instructs\n{line}", directory=Directory())
    assert draft.messages == ()
    said, motion = draft.events[1:]
    assert isinstance(motion, e.ProposalMade)
    assert (motion.rests_on, len(said.points)) == (2, 2)


@pytest.mark.parametrize("sign", ["a) ", "1) ", "(a) ", "ii) ", "— ", "· ", "+ ", "-", "•", "–", "→ "])
@pytest.mark.parametrize("line", ["Besluiten:", "Besluit: het volgende:", "Decisions:", "Besluiten:\n- een"])
def test_another_sign_of_a_list_under_a_keyword_is_told(sign, line):
    """It becomes part of the words above it."""
    at = line.count("\n") + 2
    expected = [("warning", "list-sign", at, 1), ("warning", "list-sign", at + 1, 1)]
    assert told(f"{line}\n{sign}Verhogen\n{sign}verlagen") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Besluit: de brug\nen de weg",
        "Besluit: de brug \\\na) en de weg",
        "Besluit: de brug\n\\a) en de weg",
        "Besluit: van 3 tot\n-5 graden",
        "De brug:\na) dicht\nb) open",
        "Mededeling: zie\n*hier* en daar",
    ],
)
def test_words_that_go_on_are_not_told(text):
    """Nor those of a paragraph, with a kept line break, or escaped."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "- Carla bestelt verf\nHanneke: neemt dit mee"),
        ("en", "- Carla orders paint\nAnn Lee: takes it along"),
    ],
)
def test_a_label_below_a_point_is_told(language, text):
    """It becomes part of the point."""
    assert told(text, language) == [("warning", "label-point", 2, 1)]


@pytest.mark.parametrize(
    "text", ["- Carla bestelt\nverf: veel", "- een \\\nHanneke: twee", "- een\n\nHanneke: twee"]
)
def test_a_point_that_goes_on_is_not_told(text):
    """In small letters, with a kept line break, or below a blank line."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("language", "text", "column"),
    [
        ("en", "- @Ann Lee: fine", 3),
        ("nl", "@Els Smit vraagt aandacht voor de brug.", 1),
        ("nl", "De brug. @Jan Kok: die is oud.", 10),
        ("nl", "Mededeling: (@jan) komt.", 14),
    ],
)
def test_a_name_with_an_at_that_is_plain_text_is_told(language, text, column):
    """It is printed with its @."""
    assert told(text, language) == [("warning", "at-in-text", 1, column)]


@pytest.mark.parametrize(
    "text",
    [
        "@Jan Kok: die is oud.",
        "Zie jan@brug.nl en https://x.nl/@jan of 3 @ 4 euro.",
        "@[Jan Kok] komt met @[Els Smit].",
        "\\@jan komt, en \\@els ook.",
        "Acties:\n- @Jan Kok: belt",
    ],
)
def test_a_name_that_is_read_and_an_at_that_is_no_name_are_not_told(text):
    """Nor one that is escaped."""
    assert told(text) == []
