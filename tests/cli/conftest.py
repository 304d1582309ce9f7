"""The command line as its users call it: arguments in; exit code, stdout and stderr out."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from alliance_minutes.cli import main

MEETING = """\
---
body: Garden Committee
date: 5 March 2026
form: hybrid
place: The shed
language: en
chair: Agnes Thorburn, deputising for Greta Solberg (ill)
secretary: Bram Ellery
present:
- Agnes Thorburn (chair, from 19:35)
- Canal Trust (organisation, proxy for Lev Abramov, votes 2, until 20:10)
apologies:
- Greta Solberg
absent:
---

# Minutes of the [Garden] Committee

Quorum: required 2, present 2

## 1. The <b>bridge</b> {kind=spotlight}

Two planks broke; see [the pictures](https://example.org/planks). ||The insurance may pay.||{commercial}

The committee replaces the bridge.
Decision [for 3, against 1]:
Action @Bram Ellery, due 1 May 2026:

### 1a. The colour

Proposal (@Bram Ellery): Paint it green.

Question (@Agnes Thorburn): Is there paint?

Answer [provisional]: Probably.

Signed (covenant):
- Fortify

## 2. The hours of the keeper {closed personnel}

Action: Somebody asks the keeper.

## Any other business

Attachment: Plan of the bridge

Question: Who has the key?

Answer: Dora has.

Announcements:
- @[chair|The chair] thanks *everybody*.
"""


class Result(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty folder to work in, and no book in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALLIANCE_MINUTES_BOOK", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def cli(capsys):
    """Runs a command in this process."""

    def run(*arguments: object) -> Result:
        code = main([str(argument) for argument in arguments])
        return Result(code, *capsys.readouterr())

    return run


@pytest.fixture
def typed(folder):
    """A meeting in the notation."""
    path = folder / "march.minutes.md"
    path.write_text(MEETING, "utf-8")
    return path.name


@pytest.fixture
def book(cli, typed, monkeypatch):
    """A book that holds the meeting, named in the environment."""
    monkeypatch.setenv("ALLIANCE_MINUTES_BOOK", "minutes.db")
    assert cli("record", typed, "--by", "Bram Ellery").code == 0
    return "minutes.db"


MARCH = "Garden Committee/2026-03-05"


@pytest.fixture
def march():
    """What the meeting goes by."""
    return MARCH
