"""Words, dates, numbers, grounds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_minutes.errors import InvalidTextError, InvalidValueError
from alliance_minutes.values import (
    DUTCH,
    NEXT_MEETING,
    Closed,
    Emphasis,
    Erased,
    Link,
    Mention,
    NumberPatterns,
    PartialDate,
    Strong,
    admit,
    admit_url,
    check_patterns,
    ground,
    ground_label,
    grounds,
    new_id,
    parse_time,
    parse_when,
    plain,
    walk,
    words,
)


def test_words_join_adjacent_text_and_leave_out_empty_text() -> None:
    """Words have one form: no empty text, no two texts beside each other, at any depth."""
    assert words(("a", "", "b", Emphasis(("c", "d")))) == ("ab", Emphasis(("cd",)))
    assert words("") == ()


def test_words_keep_every_kind_of_run() -> None:
    """Each run comes through as it is."""
    given_words = (
        Strong(("s",)),
        Link(("l",), "https://example.org"),
        Mention("p", "Piet"),
        Mention("p"),
        Closed(("c",), "privacy"),
        Erased(),
    )

    assert words(given_words) == given_words


def test_what_is_no_run_is_refused() -> None:
    """A number among words is a mistake, not a word."""
    with pytest.raises(InvalidValueError, match="run of words"):
        words(("a", 3))


def test_many_short_runs_are_joined_in_linear_time() -> None:
    """Two hundred thousand letters, one by one."""
    assert words(("x",) * 200_000) == ("x" * 200_000,)


def test_line_ends_become_newlines() -> None:
    """Text is kept with one kind of line end."""
    assert admit("a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize("character", ["\0", "\x08", "\x0b", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_text_that_xml_cannot_hold_is_refused(character: str) -> None:
    """A character outside XML's Char production is refused, and the message names it and its place."""
    with pytest.raises(InvalidTextError, match=f"U\\+{ord(character):04X} at place 3") as refused:
        words(("ab" + character,))

    assert refused.value.index == 2


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_any_other_text_is_kept(text: str) -> None:
    """Markup, direction marks and blanks are text like any other."""
    assert "".join(words(text)) == text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//host/path", "data:text/html,x", "file:///etc/passwd", ""]
)
def test_links_have_a_scheme_that_cannot_act(url: str) -> None:
    """Only http, https and mailto lead anywhere."""
    with pytest.raises(InvalidTextError, match="http"):
        admit_url(url)


def test_plain_reads_nested_runs_in_order() -> None:
    """The plain text of words is what a reader reads."""
    nested = ("a ", Emphasis(("b ", Strong(("c",)))), Mention("p", " d"), Mention("q"), Erased())

    assert plain(nested) == "a b c d"
    assert len(list(walk(nested))) == 8


@pytest.mark.parametrize(
    "text", ["2025-06-30", "2025-06", "2025", "XXXX-06-30", "XXXX-06", "XXXX-02-29", "0001-01-01"]
)
def test_dates_are_written_as_they_are_read(text: str) -> None:
    """EDTF comes back the same."""
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "XXXX",
        "30-06-2025",
        "2025-13",
        "2025-02-29",
        "XXXX-02-30",
        "2025-6-1",
        "0000-01-01",
        "2025-06-30\n",
    ],
)
def test_dates_that_do_not_exist_are_refused(text: str) -> None:
    """A date of another form, or of a day that is not, is no date."""
    with pytest.raises(InvalidValueError, match="not a date"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "parts",
    [(None, None, None), (2025, None, 4), (2025, 13, None), (2025, 2, 29), (2025, 0, 1), (0, 1, 1), ("x",)],
)
def test_no_date_can_be_made_that_could_not_be_read_again(parts: tuple[Any, ...]) -> None:
    """What a book keeps of a date is its EDTF; a date without one would make the entry unreadable."""
    with pytest.raises(InvalidValueError, match="not a date"):
        PartialDate(*parts)


def test_a_date_is_exact_when_nothing_of_it_is_unknown() -> None:
    """Only a whole date is a day of the calendar."""
    assert PartialDate.parse("2025-06-30").exact() == dt.date(2025, 6, 30)
    assert PartialDate.parse("XXXX-06-30").exact() is None
    assert PartialDate.parse("2025-06").exact() is None


def test_when_is_a_date_or_the_next_meeting() -> None:
    """A due date may be the next meeting, whenever that is."""
    assert parse_when("next-meeting") == NEXT_MEETING
    assert parse_when("2025-09-24") == PartialDate(2025, 9, 24)


def test_times_of_day() -> None:
    """Hours and minutes, with a colon or a full stop."""
    assert parse_time("19:30") == parse_time("19.30") == dt.time(19, 30)
    for text in ("24:00", "19:60", "half acht", "19"):
        with pytest.raises(InvalidValueError, match="not a time"):
            parse_time(text)


def test_numbers_follow_their_pattern() -> None:
    """A series numbers per year, and says so when the year is unknown."""
    assert DUTCH.number("decision", "2025", 3) == "B-2025-003"
    assert DUTCH.number("action", "XXXX", 1234) == "A-XXXX-1234"


@pytest.mark.parametrize(
    "patterns",
    [
        NumberPatterns(decision="{n}"),
        NumberPatterns(decision="B-{year}-{n.__class__}"),
        NumberPatterns(action="b-{year}-{n}"),
    ],
)
def test_patterns_that_cannot_be_told_apart_or_read_are_refused(patterns: NumberPatterns) -> None:
    """A pattern is letters, year and number, and no two series share their letters."""
    with pytest.raises(InvalidValueError):
        check_patterns(patterns)


def test_good_patterns_pass() -> None:
    """The usual patterns are good ones."""
    assert check_patterns(DUTCH) is DUTCH


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5.1.2e", "5.1.2e"),
        ("5.1.2.e", "5.1.2e"),
        ("Woo 5.1.2E", "5.1.2e"),
        ("privacy", "privacy"),
        ("Personnel", "personnel"),
        ("5.1.3", None),
        ("", None),
    ],
)
def test_grounds_are_read_as_people_write_them(text: str, code: str | None) -> None:
    """Both spellings of an article are one ground."""
    assert ground(text) == code


def test_every_ground_has_a_name_in_both_languages() -> None:
    """No code goes without words."""
    for code in grounds():
        assert ground_label(code, "nl")
        assert ground_label(code, "en")
    assert ground_label("9.9", "nl") == "9.9"


def test_ids_are_random() -> None:
    """An id is 32 hexadecimal digits, and no two are the same."""
    assert len({new_id() for _ in range(100)}) == 100
    assert len(new_id()) == 32
