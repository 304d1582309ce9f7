"""Files of which something was erased since: an untouched one is never called changed, and a changed one is."""

from __future__ import annotations

import io
import shutil
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.errors import AllianceMinutesError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMATS = ("html", "odt", "text", "xml")
EDITIONS = ("internal", "public")
UNTOUCHED = {
    "alliantiebestuur-30-juni.minutes.md": "In het gesprek",
    "association-general-meeting.minutes.md": "Nobody wants",
}
"""Of each example, words of a paragraph that nothing else has to do with."""
SMALL = """\
---
body: Club
date: 1 May 2026
language: en
---

## 1. The house

The roof is repaired this summer. ||Mr Jones owes the club a year.||{privacy}

The hedge is cut.
"""


def swapped(content: bytes, old: str, new: str) -> bytes:
    """The file with one text in place of another, once in each of its parts."""
    if not content.startswith(b"PK"):
        return content.replace(old.encode(), new.encode(), 1)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        for member in given.infolist():
            made.writestr(member, given.read(member).replace(old.encode(), new.encode(), 1))
    return out.getvalue()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_ground_that_goes_from_the_legend_makes_no_file_false(tmp_path, form, edition):
    with MinuteBook.open(tmp_path / "minutes.db") as book:
        meeting = book.record(SMALL).meeting
        content = book.render(meeting, form, edition=edition, ledger=True).content
        book.trail.erase(book.trail.plan_entry(meeting, 3), basis="AVG art. 17")
        found = book.trail.verify(content)
        assert (found.compared, found.difference) == ("rest", None)
        assert "what is left of the record agrees" in found.problem
        forged = book.trail.verify(swapped(content, "The hedge", "No hedge"))
        assert "it was changed" in forged.problem
        assert "No hedge" in forged.difference.given
        assert "The hedge" in forged.difference.expected


def check_erasing(path: Path, meeting: str, version: int, files: list[bytes], word: str) -> Iterator[bool]:
    """Erase an entry in a copy of a book: no genuine file is changed then, and none with a word changed agrees.

    Of each of the latter it is told whether it was found to be changed, for sure and at its place.
    """
    copy = path.with_name("erased.db")
    shutil.copy(path, copy)
    with MinuteBook.open(copy) as book:
        try:
            plan = book.trail.plan_entry(meeting, version)
        except AllianceMinutesError:
            return  # nothing in it can be erased
        said = any(
            word in str(run) for run in getattr(book.minutes(meeting).entries[version - 1].event, "text", ())
        )
        book.trail.erase(plan, basis="AVG art. 17")
        for content in files:
            assert "it was changed" not in book.trail.verify(content).problem
            forged = book.trail.verify(swapped(content, word, "Zzzz"))
            assert not forged.same
            assert "what is left of the record agrees" not in forged.problem
            if not said:
                yield "it was changed" in forged.problem and "Zzzz" in (forged.difference.given or "")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "share", [pytest.param(29, id="some"), pytest.param(5, id="more", marks=pytest.mark.thorough)]
)
@pytest.mark.parametrize("name", UNTOUCHED)
def test_whatever_entry_is_erased_a_file_is_called_changed_where_it_was(tmp_path, name, form, share):
    folder = files("alliance_minutes") / "examples"
    path = tmp_path / "minutes.db"
    with MinuteBook.open(path) as book:
        meeting = book.record((folder / name).read_bytes(), file=name, folder=folder, strict=True).meeting
        contents = [book.render(meeting, form, edition=edition, ledger=True).content for edition in EDITIONS]
        newest = book.minutes(meeting).version
    sure = [
        one
        for version in range(1, newest + 1, share)
        for one in check_erasing(path, meeting, version, contents, UNTOUCHED[name])
    ]
    assert (
        sum(sure) >= 0.9 * len(sure) > 0
    )  # of the rest nobody can tell: what was erased may have had a part in it


@pytest.mark.parametrize("version", [12, 13, 14, 15])
def test_ids_that_a_page_counts_shift_behind_what_was_erased_and_change_nothing(tmp_path, version):
    """The entry stood in a list, and the labels of what comes after it are counted from there."""
    name, word = next(iter(UNTOUCHED.items()))
    folder = files("alliance_minutes") / "examples"
    with MinuteBook.open(tmp_path / "minutes.db") as book:
        meeting = book.record((folder / name).read_bytes(), file=name, folder=folder).meeting
        contents = [book.render(meeting, "html", edition=one, ledger=True).content for one in EDITIONS]
    assert all(check_erasing(tmp_path / "minutes.db", meeting, version, contents, word))
