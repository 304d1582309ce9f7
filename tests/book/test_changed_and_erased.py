"""A file that changed, of a meeting in which words were erased: they do not come back, and the writer is told where."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.book.test_changing import TEXT

ERASED, OTHER = "Het dak van de school lekt.", "Niemand vraagt nog iets"
LINE = TEXT[: TEXT.index(ERASED)].count("\n") + 1


@pytest.fixture
def erased(book):
    """The meeting, with the words of one entry gone."""
    meeting = str(book.record(TEXT).meeting)
    (said,) = (one for one in book.minutes(meeting).entries if getattr(one.event, "text", None) == (ERASED,))
    book.trail.erase(book.trail.plan_entry(meeting, said.version), basis="GDPR art. 17(1)(b)")
    return meeting, said.version


def bytes_of(book) -> bytes:
    """The bytes of its files."""
    path = Path(book.store.book)
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("", "", []),
        (OTHER, f"{OTHER} meer", ["corrected"]),
        (ERASED, f"{ERASED[:-1]} erg.", []),
        (ERASED, "Iets heel anders over drie eiken.", []),
        ("De voorzitter opent", "Iedereen zit.\n\nDe voorzitter opent", ["added"]),
    ],
)
def test_what_stands_in_the_place_of_erased_words_is_not_recorded_and_told_of(
    old, new, changes, book, erased
):
    """Nobody can tell any more whether they are the same words: so none of them are recorded."""
    text = TEXT.replace(old, new, 1)
    recorded = book.record(text)
    assert [one.kind for one in recorded.changes] == changes
    assert recorded.already == (not changes)
    (warning,) = recorded.warnings
    line = LINE + 2 * (changes == ["added"])
    assert (warning.code, warning.line, warning.severity) == ("words.erased", line, "warning")
    assert f"vermelding {erased[1]} gewist" in warning.text
    assert not any(word in bytes_of(book) for word in (b"lekt", b"eiken"))


def test_an_english_file_is_told_in_english(book):
    text = "---\nbody: Garden Committee\ndate: 5 March 2026\nlanguage: en\n---\n\nThe bridge is old.\n\nAll go home.\n"
    meeting = str(book.record(text).meeting)
    book.trail.erase(book.trail.plan_entry(meeting, 2), basis="GDPR")
    (warning,) = book.record(text.replace("old", "new")).warnings
    assert "words or a name of entry 2 were erased here" in warning.text


@pytest.mark.parametrize(("old", "new"), [(OTHER, OTHER), (OTHER, f"{OTHER} meer")])
def test_a_file_that_says_erased_itself_is_told_nothing(old, new, book, erased):
    """As the book writes it back."""
    recorded = book.record(book.notation(erased[0]).replace(old, new))
    assert recorded.warnings == ()
    assert recorded.count("corrected") == (old != new)


def test_a_file_without_the_erased_passage_withdraws_what_is_left_of_it(book, erased):
    recorded = book.record(TEXT.replace(f"{ERASED}\n\n", ""))
    assert [(one.kind, one.version) for one in recorded.changes] == [("withdrawn", erased[1])]
    assert recorded.warnings == ()


def test_a_name_that_was_erased_does_not_come_back_with_the_file(book):
    """And the writer is told of each line that still has it."""
    book.record(TEXT)
    book.trail.erase(book.trail.plan_person("Bram"), basis="GDPR art. 17(1)(b)")
    recorded = book.record(TEXT.replace(OTHER, f"{OTHER} meer"))
    assert [one.kind for one in recorded.changes] == ["corrected"]
    lines = TEXT.split("\n")
    assert {"Bram" in lines[one.line - 1] for one in recorded.warnings if one.code == "words.erased"} == {
        True
    }
    assert b"Bram" not in bytes_of(book)
