"""A preview shows each message beside the sentence it is about, in every format, also where there are errors."""

from __future__ import annotations

import pytest
from tests.integration.reading import FORMATS, text_of

from alliance_minutes.cli import main

SUFFIX = {"html": "html", "odt": "odt", "text": "txt", "xml": "xml"}
WARNED = """\
---
body: Board
date: 5 March 2026
language: en
---

## Bridge

The first sentence is fine.

Actoin: somebody paints the bridge.

The sentence after it is fine too.
"""
WRONG = """\
---
body: Board
date: 5 March 2026
language: en
---

## Bridge

The first sentence is fine.

This ||passage stays open.

The sentence after it is fine too.

## Lock

Opened 25:00: this was never an hour.

The last sentence is fine.
"""


@pytest.fixture
def preview(tmp_path, monkeypatch, capsys):
    """Previews a text in a format: exit code, what is read in the rendition, and the messages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALLIANCE_MINUTES_BOOK", raising=False)

    def run(text, format_name):
        (tmp_path / "draft.md").write_text(text, "utf-8")
        output = tmp_path / f"draft.{SUFFIX[format_name]}"
        code = main(["preview", "draft.md", "--format", format_name, "-o", str(output)])
        read = " ".join(text_of(format_name, output.read_bytes()).split())
        told = capsys.readouterr().err.splitlines()
        return code, read, [line for line in told if line.startswith("draft.md:")]

    return run


def _places(read, *wanted):
    found = [read.find(" ".join(one.split())) for one in wanted]
    assert -1 not in found, wanted[found.index(-1)]
    return found


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_warning_stands_below_its_sentence(format_name, preview):
    code, read, messages = preview(WARNED, format_name)
    assert (code, len(messages)) == (0, 1)
    said = messages[0].split("warning: ")[1]
    places = _places(
        read, "The first sentence", "somebody paints", "draft.md:11:1", said[:30], "The sentence after"
    )
    assert places == sorted(places)


@pytest.mark.parametrize("format_name", FORMATS)
def test_each_error_stands_in_the_item_it_is_about(format_name, preview):
    """The draft is rendered all the same, and the check has failed."""
    code, read, messages = preview(WRONG, format_name)
    assert code == 1
    errors = [one for one in messages if ": error: " in one]
    assert len(errors) >= 2
    told = {int(one.split(":")[1]): one for one in messages}
    places = _places(read, "The first sentence", "draft.md:11:", "The sentence after", "Lock", "draft.md:17:")
    assert places == sorted(places)
    assert {11, 17} <= set(told)
    for one in errors:
        assert " ".join(one.split(": error: ")[1].split())[:40] in read


def test_without_a_book_a_number_of_another_meeting_is_told_and_not_refused(preview):
    """Whether an action of an earlier meeting exists, only its book can tell."""
    code, read, messages = preview(WARNED.replace("Actoin:", "Action done A-2025-001:"), "text")
    assert code == 0
    assert ["A-2025-001" in message and "warning" in message for message in messages] == [True]
    assert "Action done A-2025-001" in read
