"""The documentation: links lead somewhere, what it shows works, generated pages are up to date."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import tool

import alliance_minutes

ROOT = Path(__file__).resolve().parents[2]


def pages(root):
    """The pages of the documentation; a meeting that somebody tries out in the checkout is none."""
    named = [root / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")]
    found = [page for folder in ("docs", "examples") for page in (root / folder).rglob("*.md")]
    return sorted([*named, *found], key=lambda page: page.as_posix())


PAGES = pages(ROOT)
FENCE = re.compile(r"^```([a-z]+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
TRIED = [page for page in PAGES if re.search(r"^```(python|console)", page.read_text("utf-8"), re.MULTILINE)]


def _name(page):
    return page.relative_to(ROOT).as_posix()


CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def _prose(page):
    """The page without its code."""
    return re.sub(r"`[^`\n]*`", "", CODE.sub("", page.read_text("utf-8")))


def _anchors(page):
    """The anchors of a page's headings, as the common hosts make them."""
    headings = re.findall(r"^#+ (.+)$", CODE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_a_meeting_that_is_tried_out_in_the_checkout_is_no_page(tmp_path):
    (tmp_path / "docs").mkdir()
    for name in ("README.md", "docs/tutorial.md", "meeting.minutes.md", "back.md"):
        (tmp_path / name).write_text("", "utf-8")
    found = [page.relative_to(tmp_path).as_posix() for page in pages(tmp_path)]
    assert found == ["CHANGELOG.md", "CONTRIBUTING.md", "README.md", "docs/tutorial.md"]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no checkout")
@pytest.mark.parametrize("name", ["meeting.minutes.md", "minutes.db", "minutes.db-wal"])
def test_what_is_tried_out_in_the_checkout_is_no_part_of_it(name):
    """Git leaves out what the commands of the tutorial write."""
    git = tool("git")
    assert subprocess.run([git, "-C", ROOT, "check-ignore", "--quiet", name], check=False).returncode == 0


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_somewhere(page):
    """Links to files and headings of this repository; others are not looked up."""
    lost = []
    for found in LINK.finditer(_prose(page)):
        link = found[1] or found[2]
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_page_can_be_reached(page):
    """From the README, by links."""
    seen, ahead = set(), [ROOT / "README.md"]
    while ahead:
        here = ahead.pop()
        if here not in seen and here.suffix == ".md":
            seen.add(here)
            for found in LINK.finditer(_prose(here)):
                target = (here.parent / (found[1] or found[2]).partition("#")[0]).resolve()
                if target.is_file():
                    ahead.append(target)
    assert page in seen


@pytest.mark.parametrize("page", TRIED, ids=_name)
def test_what_a_page_shows_works(page, tmp_path, monkeypatch):
    """The blocks of a page are one story, told in an empty folder: files, commands with their output, programs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    # The command that is found may be of another checkout, which somebody changes meanwhile.
    monkeypatch.setenv("PYTHONPATH", str(Path(alliance_minutes.__file__).parents[1]))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("ALLIANCE_MINUTES_BOOK", raising=False)
    names: dict[str, object] = {"__name__": "__main__"}
    for language, title, body in FENCE.findall(page.read_text("utf-8")):
        if title:
            (tmp_path / title).write_text(body, "utf-8")
        elif language == "python":
            _run_program(body, names)
        elif language == "console":
            _run_commands(body, monkeypatch)


def _run_program(program, names):
    """Run a block; what it prints must be what its comments ``# prints …`` say."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(program, "<block>", "exec"), names)
    for told in re.findall(r"# prints (.+)$", program, re.MULTILINE):
        assert _matches(told, printed.getvalue()), f"{told!r} is not in:\n{printed.getvalue()}"


def _run_commands(block, monkeypatch):
    """Run the lines that begin with ``$``; the lines below each must be in its output."""
    for command, shown in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        if command.startswith("export "):
            monkeypatch.setenv(*command.removeprefix("export ").split("=", 1))
            continue
        run = subprocess.run(
            command, shell=True, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )
        output = run.stdout + run.stderr
        assert "Traceback" not in output, output
        assert run.returncode == 0, f"{command}\n{output}"
        for line in shown.splitlines():
            assert _matches(line, output), f"{command}: {line!r} is not in:\n{output}"


# What differs from run to run: what "…" stands for, ids whole or shortened, times of recording, sizes.
VARYING = {
    "…": ".*",
    r"\b(?:[0-9a-f]{32}|[0-9a-f]{8})\b": "[0-9a-f]+",
    r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z": r"[\d:TZ.-]+",
    r"\d+\.\d kB": r"\d+\.\d kB",
}


def _matches(shown, output):
    """Whether a line of the output is what is shown; how wide the columns are does not count."""
    shown, lines = " ".join(shown.split()), [" ".join(line.split()) for line in output.splitlines()]
    parts = re.split("(" + "|".join(VARYING) + ")", shown)
    pattern = "".join(
        re.escape(part)
        if index % 2 == 0
        else next(loose for exact, loose in VARYING.items() if re.fullmatch(exact, part))
        for index, part in enumerate(parts)
    )
    return any(re.fullmatch(pattern, line) for line in lines)


def _generator():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_up_to_date():
    """`make docs` would change nothing."""
    generate = _generator()
    stale = [
        name
        for name, text in generate.pages().items()
        if (generate.REFERENCE / name).read_text("utf-8") != text
    ]
    assert stale == []
