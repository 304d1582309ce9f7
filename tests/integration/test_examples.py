"""The example meetings of the package, through the command line and the book."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from tests.integration.reading import FORMATS, every_byte, text_of
from tests.renderers.reading import squeezed

from alliance_minutes import MinuteBook
from alliance_minutes.cli import main

EXAMPLES = ("alliantiebestuur-30-juni.minutes.md", "association-general-meeting.minutes.md")
NOT_PUBLIC = ("Ilse Brandwacht", "Fiona Marsh", "Lev Abramov")
NO_WORDS = {"text": {"Emphasis", "Strong"}}
"""What a format cannot hold, and says so: stress; never words."""
_PASSAGE = re.compile(r"\|\|(.+?)\|\|\{[^}]*\}", re.DOTALL)
_ITEM = re.compile(r"(?ms)^## (?:\d\. )?([^\n]*?) \{(?:closed|besloten) [^\n]*\}\n(.*?)(?=^## )")
_WORD = re.compile(r"[^\W\d_]{4,}")


@pytest.fixture(scope="module")
def folder():
    return files("alliance_minutes") / "examples"


@pytest.fixture(scope="module")
def recorded(folder, tmp_path_factory):
    """Both examples in one book: what came of each, and a way to render."""
    with MinuteBook.open(tmp_path_factory.mktemp("examples") / "minutes.db") as book:
        came = {
            name: book.record((folder / name).read_bytes(), file=name, folder=folder, strict=True)
            for name in EXAMPLES
        }
        yield book, came


@pytest.mark.parametrize("name", EXAMPLES)
def test_they_are_recorded_without_a_warning(name, recorded):
    _, came = recorded
    assert came[name].warnings == ()
    assert came[name].events > 60


@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_they_are_rendered_in_both_languages_and_editions(name, format_name, language, edition, recorded):
    """Each rendition keeps every word, has labels in the language that was asked, and says which edition it is."""
    book, came = recorded
    rendition = book.render(came[name].meeting, format_name, language=language, edition=edition)
    assert {loss.node for loss in rendition.losses} <= NO_WORDS.get(format_name, set())
    assert edition in rendition.file_name
    read = text_of(format_name, rendition.content)
    label = {"nl": "Besluitenlijst", "en": "List of decisions"}[language]
    other = {"nl": "List of decisions", "en": "Besluitenlijst"}[language]
    assert label in read
    assert other not in read


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_public_edition_holds_no_closed_word(name, format_name, language, recorded, folder):
    """Neither a passage nor a word that only stands in one, and no name that is not public, in any byte."""
    book, came = recorded
    typed = (folder / name).read_text("utf-8")
    passages = [found[1] for found in _PASSAGE.finditer(typed)]
    passages += [part for found in _ITEM.finditer(typed) for part in found.groups()]
    rest = _PASSAGE.sub("", _ITEM.sub("", typed))
    names = [one for one in NOT_PUBLIC if one in typed]
    rest = "\n".join(line for line in rest.splitlines() if not any(one in line for one in names))
    closed = {word.casefold() for passage in passages for word in _WORD.findall(passage)}
    closed -= {word.casefold() for word in _WORD.findall(rest)}
    assert len(closed) >= 2
    assert names

    rendition = book.render(came[name].meeting, format_name, language=language, edition="public")
    content = every_byte(format_name, rendition.content).decode("utf-8", "replace")
    words = {word.casefold() for word in _WORD.findall(content)}
    assert closed & words == set()
    assert [one for one in names if squeezed(one) in squeezed(content)] == []
    assert [one for one in passages if squeezed(one) in squeezed(content)] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_unchanged_file_does_nothing_and_says_so(name, recorded, folder):
    book, came = recorded
    size = book.store.head().size
    again = book.record((folder / name).read_bytes(), file=name, folder=folder)
    assert (again.already, again.events, again.meeting) == (True, 0, came[name].meeting)
    assert book.store.head().size == size


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_changed_file_adds_what_is_new(name, recorded, folder):
    book, came = recorded
    size = book.store.head().size
    changed = (folder / name).read_text("utf-8") + "\nNog iets.\n"
    dry = book.record(changed, file=name, folder=folder, dry_run=True)
    assert ([change.kind for change in dry.changes], dry.meeting) == (["added"], came[name].meeting)
    assert book.store.head().size == size


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_command_line_says_what_became_of_the_file(name, folder, tmp_path, monkeypatch, capsys):
    """Recorded, already there, changed: in that order."""
    monkeypatch.chdir(folder)
    where = ["--book", str(tmp_path / "minutes.db")]
    assert main(["record", name, *where]) == 0
    assert "recorded" in capsys.readouterr().out
    assert main(["record", name, *where]) == 0
    told = capsys.readouterr()
    assert "already" in told.out
    assert "nothing was recorded" in told.out
    assert told.err == ""
    meeting = re.search(r"meeting (\w+)", told.out)[1]

    changed = tmp_path / "changed.md"
    text = re.sub(" <papers/[^>]*>", "", (folder / name).read_text("utf-8"))
    changed.write_text(text + "\nNog iets.\n", "utf-8")
    assert main(["record", str(changed), *where]) == 0
    told = capsys.readouterr()
    assert meeting in told.out
    assert "Nog iets." in told.out
    assert told.err == ""


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_written_back_is_in_the_book_already(name, recorded, folder):
    """Notation to book to notation to the same book, papers and all."""
    book, came = recorded
    written = book.notation(came[name].meeting)
    again = book.record(written, folder=folder)
    assert (again.already, again.meeting) == (True, came[name].meeting)
