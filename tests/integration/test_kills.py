"""A process that is killed while it records through the handles loses nothing that it was told is recorded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from alliance_minutes import MinuteBook
from alliance_minutes.events import DecisionTaken

RECORDING = """
import os, sys
from alliance_minutes import MinuteBook

def run():
    print(os.getpid(), flush=True)
    with MinuteBook.open(sys.argv[1]) as book:
        meeting = book.meeting(sys.argv[2], by=f"process {os.getpid()}")
        while True:
            with meeting.batch():
                item = meeting.item("Punt", number="1")
                said = item.discuss("woord " * 400, speaker=f"spreker {meeting.version}")
                item.decide(rests_on=said)
            action = item.assign("Doen", owners=["Wie"])
            print(action.version, flush=True)

with MinuteBook.open(sys.argv[1]) as book:  # imports everything once, before the forks
    book.meeting(sys.argv[2]).discuss("Begin.")
for _ in sys.stdin:
    child = os.fork()
    if not child:
        run()
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


def test_ten_kills_lose_nothing_that_was_acknowledged(tmp_path):
    """Batches are there whole or not at all, every number is given once and in order, and the minutes are rendered."""
    path = tmp_path / "minutes.db"
    with MinuteBook.open(path) as book:
        meeting = book.convene("Bestuur", "2025-06-30").id
    forker = subprocess.Popen(
        [sys.executable, "-c", RECORDING, str(path), meeting],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    acknowledged = 0
    for kill in range(10):
        forker.stdin.write("go\n")
        forker.stdin.flush()
        child = int(forker.stdout.readline())
        for _ in range(1 + kill % 4):
            acknowledged = int(forker.stdout.readline())
        os.kill(child, signal.SIGKILL)
        while (line := forker.stdout.readline()) != "dead\n":
            acknowledged = int(line)
        with MinuteBook.open(path, read_only=True) as book:
            minutes = book.minutes(meeting)
            assert minutes.version >= acknowledged
            _check_whole(minutes)
    forker.communicate()

    with MinuteBook.open(path) as book:
        minutes = book.minutes(meeting)
        drawn = [entry.event.number for entry in minutes.entries if isinstance(entry.event, DecisionTaken)]
        assert drawn == [f"B-2025-{number:03}" for number in range(1, len(drawn) + 1)]
        names = [party.name for party in book.parties.values()]
        assert len(names) == len(set(names))
        assert drawn[-1].encode() in book.render(meeting, "html").content
        assert book.meeting(meeting).decide("Verder.").number == f"B-2025-{len(drawn) + 1:03}"


def _check_whole(minutes):
    """After the first two entries: item, words and decision together, each time, and perhaps an action."""
    types = [entry.event.TYPE.partition(".")[0] for entry in minutes.entries[2:]]
    while types:
        assert types[:3] == ["item-opened", "item-discussed", "decision-taken"]
        types = types[3:]
        if types[:1] == ["action-agreed"]:
            types = types[1:]
