"""The commands ``meetings``, ``log`` and ``plugins``."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.cli.listing import short_ids
from alliance_minutes.plugins import registry

HOSTILE = "a [b] <i>c</i> \u202e\u009b31m &amp; \\ ` $(x)"


@pytest.mark.usefixtures("book")
def test_meetings_are_listed(cli):
    result = cli("meetings")
    heads, row = result.out.splitlines()
    assert heads.split() == ["ID", "DATE", "EVENTS", "BODY", "TITLE"]
    assert row.endswith("Garden Committee  Minutes of the [Garden] Committee")
    assert row[heads.index("DATE") :].startswith("2026-03-05  ")


@pytest.mark.usefixtures("book")
def test_meetings_have_the_documented_shape_in_json(cli):
    (meeting,) = json.loads(cli("meetings", "--json").out)
    assert list(meeting) == ["id", "body", "title", "held_on", "events"]
    assert (meeting["body"], meeting["held_on"]) == ("Garden Committee", "2026-03-05")


def test_a_book_without_meetings_says_so(cli):
    MinuteBook.open("empty.db").close()
    assert cli("meetings", "--book", "empty.db").err.startswith("the book has no meetings yet; ")
    assert json.loads(cli("meetings", "--json", "--book", "empty.db").out) == []


def test_short_ids_tell_meetings_apart():
    assert short_ids(["aaaaaaaaab", "aaaaaaaaac", "bbbbbbbbbb"]) == {
        "aaaaaaaaab": "aaaaaaaaab",
        "aaaaaaaaac": "aaaaaaaaac",
        "bbbbbbbbbb": "bbbbbbbb",
    }


@pytest.mark.usefixtures("book")
def test_the_log_tells_every_event_in_order(cli):
    """Position, version, when, by whom, type and words; a party by its name."""
    lines = cli("log").out.splitlines()
    entries = json.loads(cli("log", "--json").out)
    assert len(lines) == len(entries)
    for line, entry in zip(lines, entries, strict=True):
        assert line.split()[0] == str(entry["position"])
        assert f"/{entry['version']} " in line
        assert entry["type"] in line
        assert entry["recorded_at"][:10] in line
    (decided,) = [line for line in lines if "decision-taken.v1" in line]
    assert "Z  Bram Ellery   decision-taken.v1        (" in decided
    assert "number D-2026-001" in decided
    assert "(in favour 3; against 1)" in decided
    assert any("||The insurance may pay.||{commercial}" in line for line in lines)
    assert any("The chair thanks everybody." in line for line in lines)
    assert any("the pictures <https://example.org/planks>" in line for line in lines)
    assert any("settles no" in line for line in lines)
    assert any("since 19:35" in line for line in lines)


@pytest.mark.usefixtures("book")
def test_the_log_has_the_documented_shape_in_json(cli):
    entries = json.loads(cli("log", "--json").out)
    keys = ["position", "stream", "version", "type", "recorded_at", "recorded_by", "event"]
    assert {tuple(entry) for entry in entries} == {tuple(keys)}
    assert [entry["position"] for entry in entries] == list(range(len(entries)))
    assert entries[0]["type"] == "book-founded.v1"


@pytest.mark.usefixtures("book")
def test_the_log_of_a_meeting_and_after_a_position(cli, march):
    whole = json.loads(cli("log", "--json").out)
    mine = json.loads(cli("log", march, "--json").out)
    assert mine == [entry for entry in whole if entry["stream"] == mine[0]["stream"]]
    assert json.loads(cli("log", "--after", whole[-2]["position"], "--json").out) == whole[-1:]
    assert cli("log", "--after", whole[-1]["position"])[:2] == (0, "")
    assert json.loads(cli("log", "--after", "999999", "--json").out) == []


def test_the_log_shows_text_as_it_is_and_disarms_what_a_terminal_would_obey(cli):
    with MinuteBook.open("minutes.db") as book:
        book.convene("Board", title=HOSTILE).discuss("two\n\nlines\tand a tab")
    text = cli("log", "--book", "minutes.db").out
    assert "a [b] <i>c</i> <U+202E><U+009B>31m &amp; \\ ` $(x)" in text
    assert "two lines and a tab" in text
    as_json = cli("log", "--json", "--book", "minutes.db").out
    assert json.loads(as_json)[-2]["event"]["title"] == [HOSTILE]
    assert not {"\u202e", "\u009b"} & set(as_json + cli("meetings", "--json", "--book", "minutes.db").out)


@pytest.mark.usefixtures("book")
def test_a_meeting_that_is_not_there_is_told(cli):
    result = cli("log", "gone\u202e", "--json")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "'alliance-minutes meetings' lists them" in result.err
    assert "\u202e" not in result.err


def test_an_event_of_a_newer_version_is_told_and_never_imported(cli, book, march):
    """The book is named; what cannot be read is not guessed at."""
    import sqlite3

    connection = sqlite3.connect(book)
    ((state,),) = connection.execute(
        "SELECT state FROM stored_events WHERE topic = 'decision-taken.v1'"
    ).fetchall()
    newer = state.replace(b"decision-taken.v1", b"decision-taken.v9")
    connection.execute(
        "UPDATE stored_events SET state = ?, topic = 'decision-taken.v9' WHERE topic = 'decision-taken.v1'",
        (newer,),
    )
    connection.commit()
    connection.close()
    for command in (["log"], ["show", march], ["render", march, "--format", "html"]):
        result = cli(*command)
        assert result.code == 2
        assert result.err.startswith("minutes.db: ")
        assert "newer version" in result.err
        assert result.err.count("\n") == 1


def test_plugins_are_listed_with_formats_and_options(cli):
    result = cli("plugins")
    assert (result.code, result.err) == (0, "")
    assert "--set template=FILE" in result.out


def test_plugins_have_the_documented_shape_in_json(cli):
    plugins = json.loads(cli("plugins", "--json").out)
    assert {tuple(plugin) for plugin in plugins} == {("name", "distribution", "version", "formats", "status")}
    built_in = [p for p in plugins if p["distribution"] == "alliance-minutes"]
    assert [p["formats"] for p in built_in] == [["html"], ["odt"], ["text"], ["xml"]]
    assert {p["status"] for p in built_in} == {"ok"}


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_a_broken_plugin_is_listed_with_the_reason(flags, cli, monkeypatch):
    broken = EntryPoint("odf", "no_such_module_here:Plugin", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda **_: [broken])
    result = cli("plugins", *flags)
    assert result.code == 0
    assert "broken" in result.out
    assert "no_such_module_here" in result.err
    assert result.err.count("\n") == 1


def _damage(book, entry):
    """Let the bytes of one entry be none."""
    import sqlite3

    connection = sqlite3.connect(book)
    connection.execute(
        "UPDATE stored_events SET state = x'00' WHERE originator_id = ? AND originator_version = ?",
        (entry["stream"], entry["version"]),
    )
    connection.commit()
    connection.close()


@pytest.mark.parametrize("stream", ["book", "meeting"])
@pytest.mark.parametrize("place", [-1, -7])
def test_a_list_in_json_is_whole_or_not_there(place, stream, cli, book, march):
    """An entry that cannot be read leaves no open list behind, wherever it stands."""
    damaged = json.loads(cli("log", "--json").out)[place]
    _damage(book, damaged)
    result = cli("log", *([march] if stream == "meeting" else []), "--json")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"minutes.db: entry {damaged['position']} is damaged: ")


def test_the_log_tells_what_stands_before_an_entry_that_cannot_be_read(cli, book):
    """The lines up to it, whole; then one message that names the book and the entry, and says what to do."""
    lines = cli("log").out.splitlines(keepends=True)
    damaged = json.loads(cli("log", "--json").out)[-7]
    _damage(book, damaged)
    result = cli("log")
    assert (result.code, result.out) == (2, "".join(lines[: damaged["position"]]))
    assert result.err.startswith(f"minutes.db: entry {damaged['position']} is damaged: ")
    assert "Run 'alliance-minutes audit'" in result.err
    assert result.err.count("\n") == 1
