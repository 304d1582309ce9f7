"""An entry and its disclosures are looked at from their bytes alone."""

from __future__ import annotations

import json

import pytest
from tests.audit.moving import make, rows

from alliance_minutes.audit.export.examining import UnsoundDisclosureError, UnsoundError, examine
from alliance_minutes.store.entries import digest


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The entry that convenes a meeting, with its disclosures."""
    path = tmp_path_factory.mktemp("source") / "minutes.db"
    make(path)
    book = rows(path)
    stream, version, _, entry = next(row for row in book["stored_events"] if row[2] == "meeting-convened.v1")
    position = next(row[0] for row in book["ledger"] if row[1:3] == (stream, version))
    return entry, dict(book["vault"])[position].split(b"\n")


def test_a_sound_entry_is_read(found):
    entry, lines = found
    examined = examine(7, entry, lines)
    assert examined.recorded.event.TYPE == "meeting-convened.v1"
    assert examined.recorded.position == 7
    assert examined.missing == ()


def test_what_no_disclosure_answers_to_is_told(found):
    """Where some are withheld; of a whole book each that was erased has its mark."""
    entry, lines = found
    assert examine(7, entry, lines[1:], whole=False).missing == (digest(lines[0]),)
    with pytest.raises(UnsoundDisclosureError, match="no mark says that it was erased"):
        examine(7, entry, lines[1:])


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (b'"' + b"x" * 65_535 + b'"', "more than 65535 bytes"),
        (b"{", "not JSON"),
        (b"[" * 2000, "not JSON"),
        (b"[]", "no object"),
        (b'{"a": 1}', "canonical"),
        (b'{"b":1,"a":1}', "canonical"),
        (b'{"a":1,"a":1}', "canonical"),
        (b'{"a":1.5}', "canonical"),
        (b'{"a":[9007199254740992]}', "canonical"),
        ('{"é":1}'.encode(), "canonical"),
        (b"{}", "no digest"),
        (b'{"_sd":"x"}', "not sorted, or are none"),
        (b'{"_sd":["x"]}', "not sorted, or are none"),
        (
            json.dumps({"_sd": ["a" * 43], "event": {}}, separators=(",", ":")).encode(),
            "form of this version",
        ),
    ],
)
def test_an_entry_that_is_none_is_refused(entry, why):
    with pytest.raises(UnsoundError, match=why):
        examine(0, entry, [], whole=False)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda lines: [*lines, lines[0]], "twice"),
        (lambda lines: [*lines, b'["salt","field","words"]'], "does not name"),
        (lambda lines: [*lines, b"[1]"], "not .salt, field, value."),
        (lambda lines: [*lines, b'"x"'], "not .salt, field, value."),
        (lambda lines: [*lines, b"{"], "not JSON"),
        (lambda lines: [*lines, b'{"erased":"x"}'], "mark of an erased"),
        (
            lambda lines: [*lines, json.dumps({"erased": digest(lines[0]), "field": "title"}).encode()],
            "is there that is marked",
        ),
    ],
)
def test_disclosures_that_do_not_belong_are_refused(found, change, why):
    entry, lines = found
    with pytest.raises(UnsoundDisclosureError, match=why):
        examine(0, entry, change(lines))
