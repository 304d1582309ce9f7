"""What holds for every command: help, usage, exit codes, and output that nobody reads."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib

import pytest

import alliance_minutes
from alliance_minutes.cli import listing, main
from alliance_minutes.cli.commands import COMMANDS as PLACES
from alliance_minutes.cli.faults import told
from alliance_minutes.cli.parser import build_parser

COMMANDS = sorted(PLACES)


def _python(*arguments, code="from alliance_minutes.cli import main; raise SystemExit(main())", **more):
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, **more
    )


def test_the_version_is_that_of_the_package(root, cli):
    """The literal in the code and pyproject.toml cannot part ways."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert cli("--version") == (0, f"alliance-minutes {project['version']}\n", "")
    assert alliance_minutes.__version__ == project["version"]


def test_the_version_is_also_told_among_other_arguments(cli):
    assert (
        cli("--book", "minutes.db", "--version").out == f"alliance-minutes {alliance_minutes.__version__}\n"
    )


def test_the_version_is_answered_before_anything_is_imported():
    code = (
        "import sys; before = set(sys.modules); from alliance_minutes.cli import main; main(['--version']);"
        "print(sorted(set(sys.modules) - before))"
    )
    run = _python(code=code, env={name: value for name, value in os.environ.items() if name[:3] != "COV"})
    assert run.stdout.splitlines()[1] == "['alliance_minutes', 'alliance_minutes.cli']"


def test_the_arguments_of_the_process_are_taken_when_none_are_given(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["alliance-minutes", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("alliance-minutes ")


def test_the_package_can_be_run():
    run = subprocess.run(
        [sys.executable, "-m", "alliance_minutes", "plugins", "--json"], capture_output=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(command, cli):
    result = cli(command, "--help")
    assert (result.code, result.err) == (0, "")
    assert f"  alliance-minutes {command}" in result.out


@pytest.mark.parametrize("command", COMMANDS)
def test_the_parser_of_one_command_is_that_of_them_all(command):
    """Only what is asked for is built; it takes and says the same."""
    alone, among = (build_parser(only)._subparsers._group_actions[0].choices for only in (command, None))
    assert list(alone) == [command]
    assert alone[command].format_help() == among[command].format_help()


def test_every_command_of_the_parser_can_be_run():
    """The table of commands and the parser name the same ones."""
    actions = build_parser()._subparsers._group_actions
    assert sorted(actions[0].choices) == COMMANDS


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "alliance-minutes: the following arguments are required: COMMAND; "),
        (["bogus"], "alliance-minutes: argument COMMAND: invalid choice: 'bogus'"),
        (["record"], "alliance-minutes record: the following arguments are required: FILE; "),
        (["log", "--nope\x1b"], "unrecognized arguments: --nope<U+001B>; "),
        (["render", "x", "--edition", "secret"], "invalid choice: 'secret'"),
        (["render", "x", "--as-of", "0"], "'0' is not a moment: expected a version from 1 on (17), "),
        (["render", "x", "--as-of", "²"], "'²' is not a moment: expected a version from 1 on (17), "),
        (["log", "--after", "soon"], "'soon' is not a position: expected a whole number, -1 for all; "),
        (["meetings"], "which book? Add --book FILE, or set ALLIANCE_MINUTES_BOOK; "),
        (["meetings", "--book", "a\0b"], "the name of the book holds a null character; "),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments, told, cli):
    """What is wrong, and what to do."""
    result = cli(*arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert told in result.err


def test_the_book_may_be_named_before_the_command(cli, book, monkeypatch):
    monkeypatch.delenv("ALLIANCE_MINUTES_BOOK")
    assert cli("--book", book, "meetings").code == 0
    assert cli("meetings", "--book", book).code == 0


def test_an_empty_variable_names_no_book(cli, monkeypatch):
    monkeypatch.setenv("ALLIANCE_MINUTES_BOOK", "")
    assert "which book?" in cli("meetings").err


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            OSError(5, "Input/output error", b"a.md"),
            "a.md: Input/output error; look at the disk and try again",
        ),
        (OSError(17, "File exists", "a.md", None, "b.md"), "b.md: it exists already; "),
        ("\ud800", "surrogates not allowed; give text as UTF-8"),
    ],
)
def test_a_fault_of_the_system_is_told_with_a_name_and_a_next_step(error, line):
    if isinstance(error, str):
        with pytest.raises(UnicodeError) as caught:
            error.encode()
        error = caught.value
    assert line in told(error)[0]


def test_an_interruption_is_no_fault(cli, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(listing, "plugins", interrupted)
    assert cli("plugins") == (130, "", "")


@pytest.mark.usefixtures("book")
def test_output_that_nobody_reads_ends_quietly():
    """As with ``| head``; also when the interpreter ends."""
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(
        [sys.executable, "-m", "alliance_minutes", "log", "--json"], stdout=writer, stderr=-1, check=False
    )
    os.close(writer)
    assert (run.returncode, run.stderr) == (141, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no disk that is always full")  # noqa: PTH110
@pytest.mark.usefixtures("book")
def test_output_that_finds_no_room_is_told():
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        run = subprocess.run(
            [sys.executable, "-m", "alliance_minutes", "log"], stdout=full, stderr=-1, text=True, check=False
        )
    assert (run.returncode, run.stderr) == (2, "stdout: the disk is full; free some room and try again\n")


@pytest.mark.usefixtures("book")
def test_a_closed_output_swallows_what_it_gets():
    code = "import os, sys; os.execv(sys.executable, [sys.executable, '-m', 'alliance_minutes', 'meetings'])"
    run = _python(code="import os; os.close(1); os.close(2);" + code)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_a_terminal_that_lacks_a_character_shows_its_code(folder):
    """JSON then keeps to ASCII, so that it stays JSON."""
    (folder / "a.md").write_text("---\nbody: Bürgerrat\n---\n\n## Überblick\n", "utf-8")
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii", "ALLIANCE_MINUTES_BOOK": "b.db"}
    call = [sys.executable, "-m", "alliance_minutes"]
    subprocess.run([*call, "record", "a.md"], env=ascii_only, check=True, capture_output=True)
    listed = subprocess.run([*call, "meetings"], env=ascii_only, check=True, capture_output=True)
    as_json = subprocess.run([*call, "meetings", "--json"], env=ascii_only, check=True, capture_output=True)
    assert b"B\\xfcrgerrat" in listed.stdout
    assert b"B\\u00fcrgerrat" in as_json.stdout
