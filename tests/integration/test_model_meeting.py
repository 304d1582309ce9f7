"""The model meeting, recorded in a book: what comes out is what went in, in every format."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from tests.integration.reading import FORMATS, every_byte, words_of
from tests.notation.seed import seed_notation, seed_text
from tests.renderers.reading import missing, squeezed

from alliance_minutes import MinuteBook
from alliance_minutes.document import plain, walk
from alliance_minutes.renderers.xml.parse import parse

_YEAR = re.compile(rb"(?<![0-9A-Fa-f])(?:20[0-9]{2})(?![0-9A-Fa-f])")
_KEYWORD_LINE = re.compile(r"(?:Besluit|Actie|Komt terug|Vastgesteld|Presentatie)[^\n]*:")


@pytest.fixture(scope="module")
def typed(shared):
    return seed_notation(shared)


@pytest.fixture(scope="module")
def recorded(typed, tmp_path_factory):
    """What came of recording it, and its renditions by format and edition."""
    with MinuteBook.open(tmp_path_factory.mktemp("model") / "minutes.db") as book:
        came = book.record(typed, file="model.minutes.md")
        renditions = {
            (name, edition): book.render(came.meeting, name, edition=edition)
            for name in FORMATS
            for edition in ("internal", "public")
        }
        moments = {f"{entry.recorded_at:%Y-%m-%dT%H:%M:%S}" for entry in book.log()}
        return came, renditions, book.notation(came.meeting), moments


@pytest.fixture(scope="module")
def words(recorded):
    return {which: words_of(which[0], rendition.content) for which, rendition in recorded[1].items()}


def test_it_is_recorded_without_a_warning(recorded):
    came, *_ = recorded
    assert (came.warnings, came.already) == ((), False)
    assert came.events > 70


@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize("format_name", FORMATS)
def test_no_word_is_left_out_or_moved(format_name, edition, words, shared):
    """Every word of the published text is read, in its order."""
    text = re.sub(r"(?m)^\s*(?:[•-]|[1-7]\.) ", " ", seed_text(shared))
    assert missing(text.split(), words[format_name, edition]) is None


@pytest.mark.parametrize("format_name", FORMATS)
def test_no_sentence_is_broken_and_none_is_doubled(format_name, words, typed):
    """Every paragraph and bullet stands there whole, and once; only headings are named again in the lists."""
    read = words[format_name, "internal"]
    told = [squeezed(one) for one in _paragraphs(typed)]
    assert len(told) > 50
    assert [one for one in told if one not in read] == []
    headings = [squeezed(one) for one in _paragraphs(typed, "#")]
    doubled = [
        one for one in told if read.count(one) != told.count(one) and len(one) > 60 and one not in headings
    ]
    assert doubled == []


@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize("format_name", FORMATS)
def test_each_marked_paragraph_is_printed_once(format_name, edition, words, typed):
    """A paragraph under which keywords stand is one paragraph, also in the lists of decisions and actions."""
    marked = [
        before
        for before, below in zip(typed.splitlines(), typed.splitlines()[1:], strict=False)
        if before and not _KEYWORD_LINE.fullmatch(before) and _KEYWORD_LINE.fullmatch(below)
    ]
    assert len(marked) >= 8
    counts = {one: words[format_name, edition].count(squeezed(_read(one))) for one in marked}
    assert set(counts.values()) == {1}, counts


@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize("format_name", FORMATS)
def test_no_year_is_invented(format_name, edition, recorded, shared):
    """No year is in any byte, metadata and names of files included, but in the text and in when it was recorded."""
    _, renditions, _, moments = recorded
    rendition = renditions[format_name, edition]
    content = every_byte(format_name, rendition.content) + rendition.file_name.encode()
    for moment in moments:  # the history of the edition says when it was recorded, which is known
        content = content.replace(moment.encode(), b"")
    here = {year for year in _YEAR.findall(content) if int(year) >= 2010}
    assert here - set(_YEAR.findall(seed_text(shared).encode())) == set()
    assert str(datetime.now(UTC).year).encode() not in re.sub(rb"[0-9a-f]{16,}", b"", content)
    assert b"XXXX-001" in content
    assert "xxxx-06-30" in rendition.file_name


def test_what_is_written_back_invents_no_year_and_is_recorded_already(recorded, typed, tmp_path):
    """Notation to book to notation to the same book: nothing is recorded twice."""
    came, _, written, _ = recorded
    assert [year for year in _YEAR.findall(written.encode()) if year not in typed.encode()] == []
    with MinuteBook.open(tmp_path / "again.db") as book:
        first = book.record(typed)
        again = book.record(book.notation(first.meeting))
    assert (first.events, again.already, again.meeting) == (came.events, True, first.meeting)


def _paragraphs(typed, begin=""):
    """Paragraphs, headings and bullets of the notation, as they are to be read; front matter and keyword lines left out."""
    body = typed.split("---\n", 2)[2]
    for line in body.splitlines():
        if line and line.startswith(begin) and not _KEYWORD_LINE.fullmatch(line):
            yield _read(line)


def _read(line):
    line = re.sub(r"^(?:#+ (?:\d\. )?|[•-] )", "", line)
    line = re.sub(
        r"^(?:Ondertekend|Mededelingen|Vraag|Antwoord|Voorstel|Overwegingen|Bijlagen)[^:]*: ?", "", line
    )
    return re.sub(r"@\[(?:[^\]|]*\|)?([^\]]*)\]", r"\1", line)


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_no_word_is_added(edition, recorded, shared):
    """What the XML holds as said, apart from labels and facts, is the published text."""
    document = parse(recorded[1]["xml", edition].content)
    said = [plain(document.meta.heading)]
    for block in walk(document.blocks):
        if getattr(block, "kind", None) == "chair":
            continue  # who is in the chair stands in the front matter; the text says it further on
        said += [plain(getattr(block, name, ())) for name in ("title", "speaker", "partner", "words")] + [
            plain(point.words) for point in getattr(block, "points", ())
        ]
    text = re.sub(r"(?m)^\s*(?:[•-]|[1-7]\.) ", " ", seed_text(shared))
    assert " ".join(said).split() == text.split()
