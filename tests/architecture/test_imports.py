"""What an import costs, and which imports are allowed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from importlinter import cli as import_linter


def _python(program, folder):
    """What a fresh interpreter prints; without coverage, which loads modules of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        text=True,
        env=environment,
        cwd=folder,
    )


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The modules that are loaded when a program has named the library."""
    run = _python("import alliance_minutes, sys; print(*sys.modules)", tmp_path_factory.mktemp("empty"))
    return set(run.stdout.split())


@pytest.mark.parametrize("heavy", ["babel", "cattrs", "eventsourcing", "lxml", "orjson", "sqlite3"])
def test_importing_the_library_leaves_what_is_heavy_alone(heavy, loaded):
    """A program that only names the library pays for nothing it does not use."""
    assert heavy not in loaded


def test_importing_the_library_has_no_side_effects(tmp_path):
    """It prints nothing, starts no thread, writes no file and leaves the standard library as it was."""
    program = (
        "import dataclasses, threading\n"
        "kept = dataclasses._process_class\n"
        "import alliance_minutes\n"
        "assert dataclasses._process_class is kept\n"
        "assert threading.active_count() == 1\n"
    )
    run = _python(program, tmp_path)
    assert (run.stdout, run.stderr, list(tmp_path.iterdir())) == ("", "", [])


def test_imports_run_downwards(root, monkeypatch, capsys):
    """The contracts of import-linter hold."""
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "path", list(sys.path))  # the linter adds to it
    assert import_linter.lint_imports(no_cache=True) == 0, capsys.readouterr().out
