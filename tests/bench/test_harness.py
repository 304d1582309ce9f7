"""The harness of ``bench/``: it works, and it has a row for every job. No figure is looked at."""

from __future__ import annotations

import json
import re

import pytest
from bench.__main__ import ROOMS, Sizes, main, run, table

SMALL = Sizes(
    rounds=1, render_rounds=1, commands=1, meetings=1, books=(1,), audits=(1,), weighed=2, paragraphs=5
)

JOBS = {
    "append": ("one command on a meeting", "a meeting of 72 events in one go"),
    "audit": ("audit a book of 1 meetings", "the same since a checkpoint"),
    "ledger": (
        "a save of 72 events with its ledger",
        "the first checkpoint of a book",
        "make a proof",
        "check a proof",
    ),
    "rebuild": ("rebuild the minutes",),
    "render": tuple(f"compose and render {name}" for name in ("html", "xml", "odt", "text")),
    "start": ("--version", "render a meeting"),
}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_a_row_with_its_floor_for_every_job(room):
    """One small round, in which the results of library and floor are also compared."""
    figures = list(run(SMALL, [room]))
    assert [figure.work.startswith(job) for figure, job in zip(figures, JOBS[room], strict=True)] == [
        True for _ in JOBS[room]
    ]
    shown = table(figures)
    assert all(figure.work in shown and figure.floor in shown for figure in figures)
    assert all(figure.ratio > 0 and figure.rounds == 1 for figure in figures)


def test_the_figures_come_as_json_too(capsys):
    """With the machine they were taken on."""
    assert main(["rebuild", "--rounds", "2", "--meetings", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["machine"]["python"]
    (figure,) = told["figures"]
    assert figure["rounds"] == 2
    assert figure["lower_quartile"] <= figure["ratio"] <= figure["upper_quartile"]
    assert figure["verdict"] in {"pass", "miss"}


def test_the_memory_of_audits_is_told_beside_the_figures(capsys, monkeypatch):
    """Of two books, one larger than the other."""
    monkeypatch.setattr("bench.__main__.QUICK", SMALL)
    assert main(["audit", "--quick"]) == 0
    told = re.findall(r"memory of the audit of (\d+) entries: (\d+\.\d) MiB", capsys.readouterr().out)
    assert [int(entries) > 70 and float(peak) > 10 for entries, peak in told] == [True, True]
    assert int(told[0][0]) < int(told[1][0])


def test_an_unknown_room_is_named(capsys):
    """As are those that there are."""
    with pytest.raises(SystemExit):
        main(["attic"])
    assert "'attic'; there is append, audit, ledger, rebuild, render, start" in capsys.readouterr().err
