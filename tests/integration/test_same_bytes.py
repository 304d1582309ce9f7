"""The same record gives the same bytes, wherever and whenever it is rendered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files

import pytest
from tests.integration.happenings import BY_PYTHON, Scene

from alliance_minutes import MinuteBook

RENDERING = """
import datetime, json, locale, random, sys, time

away = float(sys.argv[3])
clock, clock_ns, local, gm = time.time, time.time_ns, time.localtime, time.gmtime
time.time = lambda: clock() + away
time.time_ns = lambda: clock_ns() + int(away * 1e9)
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: gm(time.time() if seconds is None else seconds)

class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())

class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    utcnow = today = now

datetime.date, datetime.datetime = Day, Moment
random.seed(sys.argv[3])
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass

from hashlib import sha256
from alliance_minutes import MinuteBook

digests = {}
with MinuteBook.open(sys.argv[1], read_only=True) as book:
    for meeting in book.meetings():
        for name in book.plugins.formats():
            for edition in ("internal", "public"):
                for language in ("nl", "en"):
                    made = book.render(meeting.id, name, edition=edition, language=language)
                    key = f"{meeting.id} {made.file_name} {made.media_type} {edition} {language}"
                    digests[key] = sha256(made.content).hexdigest()
        digests[meeting.id] = book.notation(meeting.id)
    clock_now = datetime.datetime.now(datetime.UTC).year
json.dump({"digests": digests, "year": clock_now, "hash": hash("minutes")}, sys.stdout)
"""
ADOPTING = {
    "entry-corrected.v1",
    "entry-withdrawn.v1",
    "entry-moved.v1",
    "entries-added.v1",
    "minutes-signed.v1",
}
"""What is shown of these comes after the minutes were adopted."""
HERE = {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LANG": "C", "LC_ALL": "C"}
THERE = {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LANG": "nl_NL.UTF-8", "LC_ALL": "C.UTF-8"}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A book with one of everything, and a meeting that uses the whole notation."""
    folder = tmp_path_factory.mktemp("same")
    with MinuteBook.open(folder / "minutes.db") as book:
        meeting = book.convene("Bestuur", "2025-06-30", by="De notulist")
        scene = Scene(book, meeting, meeting.item("Punt"), folder)
        for type_name, happen in BY_PYTHON.items():
            if type_name not in ADOPTING:
                happen(scene)
            scene.meeting = meeting
        examples = files("alliance_minutes") / "examples"
        for example in sorted(examples.glob("*.md")):
            book.record(example.read_bytes(), folder=examples)
    return folder / "minutes.db"


def test_two_processes_far_apart_make_the_same_bytes(path, tmp_path):
    """Hash seed, time zone, locale, clock and working folder differ; no byte of any rendition does."""
    answers = []
    for environment, seconds, folder in ((HERE, -9e8, tmp_path), (THERE, 9e8, path.parent)):
        ran = subprocess.run(
            [sys.executable, "-c", RENDERING, str(path), "-", str(seconds)],
            env=os.environ | {"PYTHONUTF8": "1"} | environment,
            cwd=folder,
            capture_output=True,
            check=True,
            timeout=120,
        )
        answers.append(json.loads(ran.stdout))
    one, other = answers
    assert one["year"] + 40 < other["year"]
    assert one["hash"] != other["hash"]
    assert len(one["digests"]) > 50
    assert one["digests"] == other["digests"]


def test_rendering_twice_in_one_process_gives_the_same_bytes(path):
    """Nothing is kept between two renditions that would show."""
    with MinuteBook.open(path, read_only=True) as book:
        for meeting in book.meetings():
            for name in book.plugins.formats():
                assert book.render(meeting.id, name) == book.render(meeting.id, name)
