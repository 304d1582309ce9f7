"""Every type of event is visible in every format, recorded by Python and by notation."""

from __future__ import annotations

import hashlib
import re

import pytest
from tests.integration.happenings import BY_NOTATION, BY_PYTHON, Scene, marker
from tests.integration.reading import FORMATS, words_of
from tests.renderers.reading import squeezed

from alliance_minutes import MinuteBook
from alliance_minutes.events import EVENT_TYPES

ACTS_ON_A_BOOK = {
    "book-founded.v1",
    "body-described.v1",
    "party-renamed.v1",
    "parties-merged.v1",
    "minutes-circulated.v1",
    "minutes-signed.v1",
    "minutes-published.v1",
    "entry-corrected.v1",
    "entry-withdrawn.v1",
    "entry-moved.v1",
    "entries-added.v1",
    "passage-closed.v1",
    "passage-opened.v1",
    "personal-data-erased.v1",
}
"""What has no notation: these are acts on a recorded book."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("happenings")


@pytest.fixture(scope="module")
def by_python(folder):
    """For a type of event: what must be read, and the renditions of the meeting in which one happened."""
    made = {}

    def happen(type_name):
        if type_name not in made:
            with MinuteBook.open(folder / f"{type_name}.db", origin=f"voorbeeld.nl/{type_name}") as book:
                meeting = book.convene("Bestuur", "2025-06-30")
                scene = Scene(book, meeting, meeting.item("Punt"), folder)
                BY_PYTHON[type_name](scene)
                made[type_name] = scene.read, *_shown(book, scene.meeting.id)
        return made[type_name]

    return happen


@pytest.fixture(scope="module")
def by_notation(folder):
    """For a type of event: what must be read, and the renditions of the text in which one is typed."""
    made = {}

    def happen(type_name):
        if type_name not in made:
            typed, facts = BY_NOTATION[type_name]
            words = {found: marker(found) for found in re.findall("<[^>]+>", typed)}
            for found, word in words.items():
                typed = typed.replace(found, word)
            front = "orgaan: Bestuur\ndatum: 30 juni\ntaal: nl\n"
            in_front = typed.startswith("aanwezig:")
            body = "Verder niets." if in_front else typed
            begin = "" if typed.startswith("# ") else "## Punt\n\n"
            text = f"---\n{front}{typed if in_front else ''}\n---\n\n{begin}{body}\n"
            with MinuteBook.open(folder / f"notation-{type_name}.db") as book:
                recorded = book.record(text)
                made[type_name] = [*words.values(), *facts], *_shown(book, recorded.meeting)
        return made[type_name]

    return happen


def _shown(book, meeting):
    types = {entry.event.TYPE for entry in book.log()}
    return types, {name: words_of(name, book.render(meeting, name).content) for name in FORMATS}


def test_every_type_has_a_sample():
    """A new type that no sample records fails here, and one that has no rendering fails below."""
    assert set(BY_PYTHON) == set(EVENT_TYPES)
    assert set(BY_NOTATION) == set(EVENT_TYPES) - ACTS_ON_A_BOOK


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("type_name", EVENT_TYPES)
def test_what_is_recorded_by_python_is_visible(type_name, format_name, by_python):
    """Each word and fact of the event is read in the rendition."""
    wanted, types, shown = by_python(type_name)
    assert type_name in types
    assert wanted
    assert [word for word in wanted if squeezed(word) not in shown[format_name]] == []


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("type_name", BY_NOTATION)
def test_what_is_typed_is_visible(type_name, format_name, by_notation):
    """Each word and fact of the line is read in the rendition."""
    wanted, types, shown = by_notation(type_name)
    assert type_name in types
    assert wanted
    assert [word for word in wanted if squeezed(word) not in shown[format_name]] == []


def test_the_digest_of_a_paper_is_in_the_xml(folder):
    """People read its name; a program finds its bytes by their digest."""
    paper = folder / "kaart.txt"
    paper.write_bytes(b"kaart")
    with MinuteBook.open(folder / "digest.db") as book:
        meeting = book.convene("Bestuur", "2025-06-30")
        meeting.attach("Kaart", paper)
        content = book.render(meeting.id, "xml").content
    assert hashlib.sha256(b"kaart").hexdigest().encode() in content
