"""Replay, difference and the filters of the log, as their users call them."""

from __future__ import annotations

import json
import re

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.events import EntryCorrected, ItemDiscussed, PassageClosed
from alliance_minutes.store import Save
from alliance_minutes.values import new_id


@pytest.fixture
def changed(book, march):
    """The book with a correction of a paragraph under item 1 and a closing of the last item; the version before them."""
    with MinuteBook.open(book) as opened:
        minutes = opened.minutes(march)
        entry = [entry for entry in minutes.entries if isinstance(entry.event, ItemDiscussed)][1]
        instead = ItemDiscussed(item=entry.event.item, text=("The committee repairs the bridge.",))
        acts = (
            EntryCorrected(target=entry.version, instead=instead, reason=("Counted again.",)),
            PassageClosed(subject="item", target=minutes.items[2].entry.version, ground="legal"),
        )
        for act in acts:
            opened.store.append((Save(minutes.id, (act,)),), command_id=new_id())
    return minutes.version


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(("language", "words"), [(None, "public minutes"), ("nl", "publieksnotulen")])
def test_replay_shows_the_meeting_and_what_proves_it(cli, march, changed, language, words):
    spoken = ["--language", language] if language else []
    result = cli("replay", march, "--as-of", changed, "--edition", "public", *spoken)
    assert (result.code, result.err) == (0, "")
    head, _, text = result.out.partition("\n\n")
    assert head.startswith("Meeting    ")
    assert f"Version    {changed}, recorded at 20" in head
    assert f"the newest is {changed + 2}" in head
    assert "Proved by  a checkpoint of size " in head
    assert "The committee replaces the bridge." in text
    assert words in text
    assert "The insurance may pay" not in text
    assert "keeper" not in text
    assert "Any other business" not in text


def test_replay_in_json_names_the_ledger_and_holds_the_document(cli, book, march, changed):
    found = json.loads(cli("replay", march, "--as-of", changed, "--json").out)
    assert list(found) == [
        *("meeting", "as_of", "edition", "version", "newest", "recorded_at"),
        *("position", "size", "root", "document"),
    ]
    with MinuteBook.open(book) as opened:
        minutes = opened.minutes(march, as_of=changed)
        assert (found["version"], found["position"], found["size"]) == (
            changed,
            minutes.position,
            minutes.size,
        )
        now = json.loads(cli("replay", march, "--json").out)
        assert (now["size"], now["root"]) == (opened.store.head().size, opened.store.head().root.hex())
    assert (now["as_of"], now["version"], now["newest"]) == (None, changed + 2, changed + 2)
    assert found["document"]["meta"]["version"] == changed
    for asked in (f"position:{found['position']}", found["recorded_at"]):
        again = json.loads(cli("replay", march, "--as-of", asked, "--json").out)
        assert again == {**found, "as_of": asked}


def test_show_names_people_as_they_were_called_then(cli, book, march, changed):
    with MinuteBook.open(book) as opened:
        opened.rename_party("Greta Solberg", "Greta Berg")
    assert "Greta Solberg" in cli("show", march, "--as-of", changed).out
    assert "Greta Solberg" not in cli("show", march).out


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("command", ["replay", "show", "render"])
@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-03-05", "a time of that day and its zone"),
        ("2026-03-05T12:00", "its zone too"),
        ("2001-01-01T00:00Z", "when it was founded"),
        ("2999-01-01T00:00Z", "a time that has come"),
        ("position:0", "when it was first recorded"),
        ("position:9999", "is not a position in this book"),
        ("yesterday", "expected a version from 1 on (17)"),
    ],
)
def test_a_moment_that_is_none_is_told_in_one_line(cli, march, command, moment, told):
    more = ["--format", "text", "-o", "-"] if command == "render" else []
    result = cli(command, march, "--as-of", moment, *more)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert told in result.err


@pytest.mark.usefixtures("book")
def test_diff_tells_in_text_what_changed_and_why(cli, march, changed):
    result = cli("diff", march, "--from", changed)
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == "What changed: Minutes of the [Garden] Committee"
    assert lines[1].startswith(f"From: {changed} (version {changed}, entry recorded at 20")
    assert lines[2].startswith("To: now (version ")
    assert any(line == "    The committee [-replaces-]{+repairs+} the bridge." for line in lines)
    assert any("reason Counted again." in line and "recorded at 20" in line for line in lines)
    assert "  Closed to the public (entry " in result.out


@pytest.mark.usefixtures("book")
def test_an_empty_diff_says_so(cli, march):
    result = cli("diff", march, "--from", "3", "--to", "3")
    assert (result.code, result.err) == (0, "")
    assert result.out.endswith("\nNothing changed between these moments.\n")
    assert json.loads(cli("diff", march, "--from", "3", "--to", "3", "--json").out)["changes"] == []


@pytest.mark.usefixtures("book")
def test_diff_has_the_documented_shape_in_json(cli, march, changed):
    found = json.loads(cli("diff", march, "--from", changed, "--json").out)
    assert list(found) == ["meeting", "title", "edition", "from", "to", "changes"]
    assert set(found["from"]) == {"as_of", "version", "position", "size", "root", "recorded_at"}
    assert [change["kind"] for change in found["changes"]] == ["corrected", "closed"]
    first = found["changes"][0]
    assert list(first) == ["item", "kind", "version", "what", "parts", "act"]
    assert first["parts"][0]["pieces"] == [
        {"same": "The committee "},
        {"deleted": "replaces"},
        {"inserted": "repairs"},
        {"same": " the bridge."},
    ]
    assert first["act"]["reason"] == "Counted again."
    assert first["item"]["number"] == "1"


@pytest.mark.usefixtures("changed")
def test_a_public_diff_holds_nothing_that_is_closed(cli, march):
    for form in ([], ["--json"], ["--format", "html", "-o", "-"]):
        told = cli("diff", march, "--from", "1", "--edition", "public", *form).out
        assert "planks broke" in told
        for closed in (
            "insurance",
            "keeper",
            "Any other business",
            "Who has the key",
            "Bram Ellery recorded",
        ):
            assert closed not in told


@pytest.mark.usefixtures("book")
def test_diff_writes_a_page_or_a_text(cli, march, changed, folder):
    result = cli("diff", march, "--from", changed, "-o", "changes.html")
    assert (result.code, result.out) == (0, "")
    page = (folder / "changes.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert '<del><span class="spoken">deleted: </span><span>replaces</span>' in page
    assert cli("diff", march, "--from", changed, "-f", "html", "-o", "-").out == page
    assert cli("diff", march, "--from", changed, "-o", "changes.txt").code == 0
    assert (folder / "changes.txt").read_text("utf-8") == cli("diff", march, "--from", changed).out


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["-f", "text", "-o", "minutes.db"], "this is the minute book"),
        (["-o", "x.pdf"], "x.pdf: a difference is text or html; end the name in .txt or .html"),
        (["-o", "."], "this is a folder"),
        (["-o", ""], "-o names no file"),
        (["--json", "-o", "x.html"], "--json goes to stdout"),
        (["--to", "2"], "not after the moment to look to"),
    ],
)
def test_diff_refuses_what_cannot_be(cli, march, flags, told):
    result = cli("diff", march, "--from", "3", *flags)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert told in result.err


PROVED = re.compile(r"proved by a checkpoint of size (\d+) or more; root ([0-9a-f]{64})\n")


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    "flags", [[], ["--json"], ["--edition", "public"], ["--edition", "public", "--json"]]
)
def test_the_log_says_on_stderr_which_checkpoint_proves_it(cli, march, flags):
    for meeting in ([], [march]):
        size, root = PROVED.fullmatch(cli("log", *meeting, *flags).err).groups()
        now = json.loads(cli("replay", march, "--json").out)
        assert (int(size), root) == (now["size"], now["root"])


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    "command", [["show"], ["show", "--as", "notation"], ["render", "--format", "text", "-o", "-"]]
)
def test_a_draft_of_an_earlier_moment_says_on_stderr_which_checkpoint_proves_it(cli, march, changed, command):
    name, *flags = command
    now = cli(name, march, *flags)
    assert "proved by" not in now.err
    then = json.loads(cli("replay", march, "--as-of", changed, "--json").out)
    told = PROVED.search(cli(name, march, *flags, "--as-of", changed).err).groups()
    assert told == (str(then["size"]), then["root"])


@pytest.mark.usefixtures("book")
def test_a_difference_says_the_root_of_both_moments(cli, march, changed):
    found = json.loads(cli("diff", march, "--from", changed, "--json").out)
    for side, moment in ((found["from"], ["--as-of", changed]), (found["to"], [])):
        assert side["root"] == json.loads(cli("replay", march, *moment, "--json").out)["root"]
        assert (
            f"size {side['size']} or more; root {side['root']}" in cli("diff", march, "--from", changed).out
        )


@pytest.mark.usefixtures("book")
def test_a_time_of_the_log_names_the_moment_at_which_the_entry_is_there(cli, march, changed):
    line = next(line for line in cli("log", march).out.splitlines() if f"/{changed} " in line)
    time = re.search(r"recorded (\S+)", line)[1]
    assert json.loads(cli("replay", march, "--as-of", time, "--json").out)["version"] == changed


def listed(cli, *arguments):
    return json.loads(cli("log", *arguments, "--json").out)


@pytest.mark.usefixtures("changed")
def test_the_log_is_filtered_by_type_position_and_time(cli, march):
    whole = listed(cli)
    decided = [entry for entry in whole if entry["type"] in {"decision-taken.v1", "action-agreed.v1"}]
    assert listed(cli, "--type", "decision-taken", "--type", "action-agreed.v1") == decided
    assert listed(cli, "--after", 3, "--before", 6) == whole[4:6]
    correction, closing = whole[-2:]
    assert listed(cli, "--since", correction["recorded_at"]) == [correction, closing]
    assert listed(cli, "--until", correction["recorded_at"]) == whole[:-1]
    assert listed(cli, "--since", closing["recorded_at"], "--until", "2999-01-01T00:00Z") == [closing]
    assert listed(cli, "--since", "0001-01-01T00:00Z") == whole
    assert listed(cli, "--since", "2999-01-01T00:00Z") == []
    assert listed(cli, "--until", "2001-01-01T00:00Z") == []
    mine = listed(cli, march)
    assert listed(cli, march, "--after", mine[2]["position"], "--type", "item-opened") == [
        entry for entry in mine[3:] if entry["type"] == "item-opened.v1"
    ]


@pytest.mark.usefixtures("changed")
def test_the_log_is_filtered_by_who_recorded(cli):
    whole = listed(cli)
    mine = [entry for entry in whole if entry["recorded_by"] is not None]
    assert 0 < len(mine) < len(whole)
    assert listed(cli, "--by", "bram ellery") == mine


@pytest.mark.usefixtures("book")
def test_the_log_of_an_item_holds_its_sub_items_and_what_was_done_to_them(cli, march, changed):
    whole = {entry["version"]: entry for entry in listed(cli, march)}
    found = listed(cli, march, "--item", "1")
    opened = next(entry for entry in found if entry["type"] == "item-opened.v1")
    assert [entry["type"] for entry in found if entry["event"].get("parent") == opened["version"]] == [
        "item-opened.v1"
    ]
    assert changed + 1 in {entry["version"] for entry in found}  # the correction of its paragraph
    assert "question-asked.v1" in {entry["type"] for entry in found}  # in the sub-item
    assert len(found) < len(whole)
    assert all(whole[entry["version"]] == entry for entry in found)


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--type", "decision"], "'decision' is not a type of event"),
        (["--by", "Nobody"], "'Nobody' is not a party of this book"),
        (["--item", "1"], "--item needs its meeting"),
        (["Garden Committee/2026-03-05", "--item", "99"], "'99' is not a number of an item"),
        (["--edition", "public", "--by", "Bram Ellery"], "--by is not for the public log"),
        (["--since", "2026-03-05"], "a time of that day and its zone"),
        (["--until", "17"], "'17' is not a time"),
    ],
)
def test_a_filter_that_cannot_be_is_told(cli, flags, told):
    result = cli("log", *flags)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert told in result.err


@pytest.mark.usefixtures("changed")
def test_the_public_log_holds_what_the_public_edition_shows(cli, march):
    """Nothing of parties, of the book, of closed items and words, and not who recorded."""
    entries = listed(cli, "--edition", "public")
    assert list(entries[0]) == ["position", "stream", "version", "type", "recorded_at", "label", "parts"]
    assert {entry["type"] for entry in entries}.isdisjoint({"party-introduced.v1", "book-founded.v1"})
    text = cli("log", "--edition", "public").out
    for told in (json.dumps(entries), text):
        assert "planks broke" in told
        for closed in ("insurance", "keeper", "Any other business", "Who has the key", "replaces"):
            assert closed not in told
    assert text.count("\n") == len(entries)
    mine = listed(cli, march, "--edition", "public")
    assert mine == entries
    under = listed(cli, march, "--edition", "public", "--item", "1")
    assert "question-asked.v1" in {entry["type"] for entry in under}
    gone = cli("log", march, "--edition", "public", "--item", "2")
    assert (gone.code, gone.out) == (2, "")


@pytest.mark.usefixtures("book")
def test_when_it_happened_and_when_it_was_written_down_are_told_apart(cli):
    with MinuteBook.open("minutes.db") as opened:
        opened.meeting("Garden Committee/2026-03-05").discuss("The bell rang.", at="21:15")
    line = next(line for line in cli("log").out.splitlines() if "The bell rang." in line)
    assert " recorded 20" in line
    assert "occurred at 21:15" in line
    entry = listed(cli)[-1]
    assert entry["event"]["occurred_at"] == "21:15"
    assert entry["recorded_at"].startswith("20")
