"""Moments: how they are written, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.values import Position, as_moment, moment_text

NOON = datetime(2025, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("17", 17),
        ("007", 7),
        ("position:0", Position(0)),
        ("position:1234", Position(1234)),
        ("2025-07-01T12:00Z", NOON),
        ("2025-07-01t12:00z", NOON),
        ("2025-07-01 14:00+02:00", NOON),
        ("2025-07-01T12:00:00.5Z", NOON + timedelta(milliseconds=500)),
        ("2025-07-01T12:00:00.000001Z", NOON + timedelta(microseconds=1)),
    ],
)
def test_a_moment_is_read_from_its_text(text, moment):
    assert as_moment(text) == moment
    assert as_moment(moment) == moment


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "expected a version from 1 on"),
        ("0", "expected a version from 1 on"),
        ("-3", "expected a version from 1 on"),
        ("²", "expected a version from 1 on"),
        ("9" * 16, "expected a version from 1 on"),
        ("position:-1", "expected a version from 1 on"),
        ("position:", "expected a version from 1 on"),
        ("next week", "expected a version from 1 on"),
        ("x" * 1_000_000, "expected a version from 1 on"),
        ("2025-07-01", "2025-07-01T23:59:59.999999Z"),
        ("2025-07-01T12:00", "its zone too: 2025-07-01T12:00Z is UTC"),
        (datetime(2025, 7, 1, 12), "its zone too: 2025-07-01T12:00:00Z is UTC"),  # noqa: DTZ001 - that is the point
        ("2025-02-30T12:00Z", "a time that exists"),
        ("2025-07-01T24:00Z", "a time that exists"),
        ("2025-07-01T12:00+99:00", "a time that exists"),
        ("0001-01-01T00:00+14:00", "a time that exists in UTC too"),
        (Position(-1), "'position:-1' is not a moment"),
        (Position(True), "is not a moment"),  # noqa: FBT003 - a wrong type on purpose
        (True, "True is not a moment"),
        (1.5, "1.5 is not a moment"),
        (None, "None is not a moment"),
    ],
)
def test_what_could_mean_several_moments_or_none_is_refused(given, told):
    """Nothing is guessed: a day, a time without zone, a number that cannot be."""
    with pytest.raises(InvalidValueError) as refused:
        as_moment(given)
    assert told in str(refused.value)
    assert len(str(refused.value)) < 400


@given(
    st.integers(1, 10**15 - 1)
    | st.builds(Position, st.integers(0, 10**15 - 1))
    | st.datetimes(timezones=st.just(UTC))
    | st.just(datetime(2025, 7, 1, 14, tzinfo=timezone(timedelta(hours=2))))
)
def test_what_is_written_is_read_again(moment):
    assert as_moment(moment_text(moment)) == moment
