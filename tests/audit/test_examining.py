"""An entry and its disclosures are looked at from their bytes alone."""

from __future__ import annotations

import pytest
from tests.audit.moving import make, rows

from alliance_minutes.audit.export.examining import Examiner, UnsoundError
from alliance_minutes.store.entries import digest, mark_of


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The entry that convenes a meeting, with its disclosures."""
    path = tmp_path_factory.mktemp("source") / "minutes.db"
    make(path)
    book = rows(path)
    stream, version, _, entry = next(row for row in book["stored_events"] if row[2] == "meeting-convened.v1")
    position = next(row[0] for row in book["ledger"] if row[1:3] == (stream, version))
    return entry, dict(book["vault"])[position].split(b"\n")


def examine(position, entry, lines, *, whole=True):
    return Examiner(origin="club.example/minutes", whole=whole).examine(position, entry, lines)


def test_a_sound_entry_is_read(found):
    entry, lines = found
    examined = examine(7, entry, lines)
    assert examined.recorded.event.TYPE == "meeting-convened.v1"
    assert examined.recorded.position == 7
    assert examined.recorded.erased == ()


def test_what_no_disclosure_answers_to_is_told(found):
    """Where some are withheld; of a whole book each that was erased has its mark."""
    entry, lines = found
    assert examine(7, entry, lines[1:], whole=False).recorded.erased == (digest(lines[0]),)
    with pytest.raises(UnsoundError, match="no mark says that it was erased") as told:
        examine(7, entry, lines[1:])
    assert not told.value.in_entry


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (b'"' + b"x" * 65_535 + b'"', "65537 bytes"),
        (b"{", "no JSON"),
        (b"[" * 2000, "no JSON"),
        (b"[]", "fields of the envelope"),
        (b'{"a": 1}', "canonical"),
        (b'{"b":1,"a":1}', "canonical"),
        (b'{"a":1,"a":1}', "canonical"),
        (b"{}", "fields of the envelope"),
    ],
)
def test_an_entry_that_is_none_is_refused(entry, why):
    with pytest.raises(UnsoundError, match=why) as told:
        examine(0, entry, [], whole=False)
    assert told.value.in_entry


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda lines: [*lines, lines[0]], "twice"),
        (lambda lines: [*lines, b'["salt","field","words"]'], "does not name"),
        (lambda lines: [*lines, b"[1]"], "not .salt, field, value."),
        (lambda lines: [*lines, b'"x"'], "not .salt, field, value."),
        (lambda lines: [*lines, b"{"], "no JSON"),
        (lambda lines: [*lines, b'{"erased":"x"}'], "mark of an erased"),
        (
            lambda lines: [*lines, mark_of(digest(lines[0]), "title")],
            "is there and marked",
        ),
    ],
)
def test_disclosures_that_do_not_belong_are_refused(found, change, why):
    entry, lines = found
    with pytest.raises(UnsoundError, match=why) as told:
        examine(0, entry, change(lines))
    assert not told.value.in_entry
