"""The commands that mend minutes: correct and withdraw."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
def version(cli):
    """The version of the entry that says these words."""

    def find(words):
        entries = json.loads(cli("log", "--json").out)
        return str(next(one["version"] for one in reversed(entries) if words in json.dumps(one["event"])))

    return find


def test_a_name_that_is_not_public_is_told_of_in_words_and_refused_in_a_reason(cli, march, version):
    cli("close", "--person", "Bram Ellery", "--ground", "privacy")
    at = version("Two planks")
    result = cli("correct", march, at, "Two planks", "Bram Ellery's planks")
    assert result.code == 0
    assert f"'Bram Ellery' is not public and stands in entry {at} in plain text" in result.err
    result = cli("correct", march, at, "planks", "boards", "--reason", "says Bram Ellery")
    assert result.code == 2
    assert "mention the party as @[Bram Ellery]" in result.err
    typed = "says @[Bram Ellery]: ||ill||{privacy}"
    result = cli("correct", march, at, "Bram Ellery's planks", "Boards", "--reason", typed)
    assert (result.code, result.err) == (0, "")
    log = cli("log", march, "--json").out
    assert "{privacy}" not in log


def test_words_are_corrected_and_the_change_is_shown(cli, march, version):
    at = version("Two planks")
    result = cli("correct", march, at, "planks broke", "boards broke")
    assert (result.code, result.err) == (0, "")
    assert "recorded as version" in result.out
    assert "[-planks-] {+boards+} broke" in result.out
    assert "Two boards broke" in cli("show", march, "--as", "notation").out


@pytest.mark.parametrize(
    ("words", "arguments", "shown"),
    [
        ("replaces the bridge", ["--text", "The bridge is *repaired*."], "The bridge is *repaired*."),
        ("spotlight", ["--line", "1b. The bridge"], "## 1b. The bridge"),
        (
            '"due"',
            ["--set", "due=2 June 2026", "--set", "owners=Agnes Thorburn"],
            "@Agnes Thorburn, due 2 June 2026",
        ),
    ],
)
def test_an_entry_is_typed_anew(cli, version, words, arguments, shown):
    march = "Garden Committee/2026-03-05"
    assert cli("correct", march, version(words), *arguments).code == 0
    assert shown in cli("show", march, "--as", "notation").out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["one"],
        ["one", "two", "three"],
        ["one", "two", "--text", "x"],
        ["--set", "due"],
        ["--set", "=x"],
        ["--text", "x", "--line", "y"],
        ["--authority", " ", "--text", "x"],
    ],
)
def test_a_correction_is_said_in_one_way(cli, march, arguments):
    result = cli("correct", march, "2", *arguments)
    assert (result.code, result.out) == (2, "")


@pytest.mark.parametrize("version", ["0", "x", "-1", "٣"])
def test_an_entry_is_named_by_its_version(cli, march, version):
    assert cli("correct", march, version, "a", "b").code == 2
    assert cli("withdraw", march, version).code == 2


def test_what_is_refused_is_told_and_nothing_recorded(cli, march, version):
    at = version("insurance")
    before = cli("log", "--json").out
    result = cli("correct", march, at, "--text", "The insurance may pay.")
    assert (result.code, result.out) == (2, "")
    assert "would leave open what is closed" in result.err
    assert "there is no entry 999" in cli("withdraw", march, "999").err
    assert cli("log", "--json").out == before


def test_what_is_withdrawn_is_listed_with_what_went_with_it(cli, march, version):
    result = cli("withdraw", march, version("replaces the bridge"))
    assert result.code == 0
    assert [line.split()[2] for line in result.out.splitlines()[1:]] == [
        "item-discussed:",
        "decision-taken:",
        "action-agreed:",
    ]
    assert "replaces" not in cli("show", march, "--as", "notation").out


def test_json_names_the_versions_that_were_recorded(cli, march, version):
    at = version("replaces the bridge")
    corrected = json.loads(cli("correct", march, at, "bridge", "gate", "--json").out)
    withdrawn = json.loads(cli("withdraw", march, at, "--json").out)
    assert list(corrected) == list(withdrawn) == ["meeting", "versions"]
    first = corrected["versions"][0]
    assert withdrawn["versions"] == [first + 1, first + 2, first + 3]


def test_after_adoption_it_is_told_what_is_needed(cli, march, folder):
    (folder / "april.minutes.md").write_text(
        "---\nbody: Garden Committee\ndate: 2 April 2026\nlanguage: en\n---\n\n"
        "Adopted [minutes, public minutes; 5 March 2026]: Agreed.\n\nDecision: The minutes are mended.\n",
        "utf-8",
    )
    assert cli("record", "april.minutes.md").code == 0
    refused = cli("correct", march, "2", "--set", "reason=away")
    assert refused.code == 2
    assert "authority" in refused.err
    refused = cli("correct", march, "2", "--set", "reason=at sea", "--authority", "D-2026-002")
    assert "reason" in refused.err
    (version,) = [
        one["version"]
        for one in json.loads(cli("log", march, "--json").out)
        if one["event"].get("text") == ["The committee replaces the bridge."]
    ]
    done = cli(
        *("correct", march, str(version), "replaces", "repairs", "--by", "Bram Ellery"),
        *("--reason", "slip of the pen", "--authority", "D-2026-002"),
    )
    assert (done.code, done.err) == (0, "")
    assert "with an erratum" in done.out
    for edition in ("internal", "public"):
        told = " ".join(cli("render", march, "-f", "text", "--edition", edition, "-o", "-").out.split())
        assert "Erratum: corrected" in told
        assert "slip of the pen" in told
        assert "D-2026-002" in told


def test_who_is_meant_by_the_same_words_is_shown_where_only_that_changed(cli, march, version):
    at = version("Two planks")
    cli("correct", march, at, "--text", "@[Bram Ellery|The chair] opens.")
    done = cli("correct", march, at, "--text", "@[Agnes Thorburn|The chair] opens.")
    assert "The chair [-(@Bram Ellery)-] {+(@Agnes Thorburn)+} opens." in done.out


def test_a_correction_that_leaves_closed_words_out_tells_that_the_entry_is_hidden(cli, march, version):
    at = version("Two planks")
    done = cli("correct", march, at, "The insurance may pay.", "")
    assert done.code == 0
    assert f"until 'open MEETING {at} --reason" in done.err
    assert "||||" not in cli("show", march, "--as", "notation").out
