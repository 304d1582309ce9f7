"""The commands that close to the public and open again, and the one with the settings of a body."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
def said(cli, march):
    """The version of the entry about what replaces the planks."""
    entries = json.loads(cli("log", march, "--json").out)
    return str(next(one["version"] for one in entries if "replaces the" in json.dumps(one["event"])))


def public(cli, march):
    return " ".join(cli("render", march, "--edition", "public", "-f", "text", "-o", "-").out.split())


def test_words_are_closed_and_opened(cli, march, said):
    result = cli("close", march, said, "The committee", "--ground", "5.1.2.e", "--by", "Secretary")
    assert (result.code, result.err) == (0, "")
    assert "||The committee||{5.1.2e}" in result.out
    assert "The committee" not in public(cli, march)
    result = cli("open", march, said, "--reason", "nothing to hide")
    assert result.code == 0
    assert "The committee" in result.out
    assert "The committee" in public(cli, march)


def test_where_the_words_still_stand_is_told(cli, march, said):
    result = cli("close", march, said, "bridge", "--ground", "commercial")
    assert result.code == 0
    assert "the same words stand in plain text in " in result.err
    result = cli("close", march, said, "replaces", "--ground", "commercial", "--json")
    assert set(json.loads(result.out)) == {"meeting", "versions", "still_open"}


def test_a_name_is_closed_and_opened(cli, march):
    result = cli("close", "--person", "Bram Ellery", "--ground", "privacy", "--reason", "asked", "--json")
    assert json.loads(result.out)["meeting"] is None
    assert "Ellery" not in public(cli, march)
    result = cli("open", "--person", "Bram Ellery", "--reason", "he agreed")
    assert (result.code, result.out.strip()) == (0, "recorded: the public may see this name from now on")
    assert "Bram Ellery" in public(cli, march)


@pytest.mark.parametrize(
    "arguments",
    [
        ["close", "--ground", "privacy"],
        ["close", "Garden Committee/2026-03-05", "--ground", "privacy"],
        ["close", "Garden Committee/2026-03-05", "3", "--person", "Bram Ellery", "--ground", "privacy"],
        ["close", "--person", "Bram Ellery", "--field", "text", "--ground", "privacy"],
        ["close", "Garden Committee/2026-03-05", "3"],
        ["close", "Garden Committee/2026-03-05", "three", "--ground", "privacy"],
        ["close", "Garden Committee/2026-03-05", "3", "--ground", "gossip"],
        ["close", "Garden Committee/2026-03-05", "99", "--ground", "privacy"],
        ["close", "--person", "Nobody", "--ground", "privacy"],
        ["open", "Garden Committee/2026-03-05", "3"],
        ["open", "Garden Committee/2026-03-05", "3", "--reason", "x"],
        ["describe", "Nobody"],
        ["describe", "Garden Committee", "--decisions", "%s"],
        ["describe", "Garden Committee", "--closed-items", "hidden"],
    ],
)
def test_what_cannot_be_done_is_refused_with_a_message(cli, arguments):
    result = cli(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err
    assert "Traceback" not in result.err


def test_settings_of_a_body_are_shown_and_laid_down(cli):
    shown = json.loads(cli("describe", "Garden Committee", "--json").out)
    assert (shown["closed_items"], shown["decisions"]) == ("listed", "D-{year}-{n:03}")
    result = cli(
        "describe", "Garden Committee", "--closed-items", "omitted", "--decisions", "GC-{year}-{n:02}"
    )
    assert result.code == 0
    assert "GC-{year}-{n:02}" in result.out
    assert json.loads(cli("describe", "Garden Committee", "--json").out)["closed_items"] == "omitted"


def test_a_closed_item_is_listed_or_left_out_as_the_body_wants(cli, march):
    items = [
        one for one in json.loads(cli("log", march, "--json").out) if one["type"].startswith("item-opened")
    ]
    assert cli("close", march, str(items[0]["version"]), "--ground", "legal").code == 0
    assert "[not public: legal position]" in public(cli, march)
    assert cli("describe", "Garden Committee", "--closed-items", "omitted").code == 0
    assert "legal position" not in public(cli, march).partition("About these minutes")[0]
