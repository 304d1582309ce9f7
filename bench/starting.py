"""Starting: what a user waits for at the command line, a new process each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from alliance_minutes import MinuteBook, __version__

from . import meetings
from .measuring import Group, Job, variant

_NOT_FOR_USERS = {"PYTHONDONTWRITEBYTECODE", "COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"}


def start(folder: Path) -> Group:
    """``--version``, and ``render`` of a small meeting, as processes."""
    book, page = folder / "start.db", folder / "page.html"
    with MinuteBook.open(book) as opened:
        (meeting,) = meetings.fill(opened, 1)
        expected = opened.render(meeting, "html").content
    program = _program()
    render = [*program, "render", meeting, "--book", str(book), "--format", "html", "--output", str(page)]
    if _run([*program, "--version"]).split()[-1].decode() != __version__:
        raise AssertionError("another version answers")
    _run(render)
    if page.read_bytes() != expected:
        raise AssertionError("the command line renders something else")
    return Group(
        floor="python -c pass",
        base=variant(lambda: _run([sys.executable, "-c", "pass"])),
        jobs=(
            Job(
                work="--version",
                variant=variant(lambda: _run([*program, "--version"])),
                unit="process",
                target=1.2,
            ),
            Job(
                work=f"render a meeting of {meetings.EVENTS} events as html",
                variant=variant(lambda: _run(render)),
                unit="process",
                target=13.0,
            ),
        ),
    )


def _program() -> list[str]:
    """The command as it was installed, else as a module."""
    script = Path(sys.executable).with_name("alliance-minutes")
    return [str(script)] if script.exists() else [sys.executable, "-m", "alliance_minutes"]


def _run(command: list[str]) -> bytes:
    """Run it as for a user: nothing measures it from within, and its bytecode is kept, as in any installed package."""
    kept = {name: os.environ[name] for name in os.environ if name not in _NOT_FOR_USERS}
    return subprocess.run(command, check=True, capture_output=True, env=kept).stdout
