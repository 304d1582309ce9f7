"""The example meetings: between them they use the whole notation, and they can be recorded as they are."""

from __future__ import annotations

import re

import pytest

from alliance_minutes import MinuteBook
from alliance_minutes.events import AnnouncementMade, ItemDiscussed
from alliance_minutes.notation import read
from alliance_minutes.notation.keywords import KEYS, KEYWORDS
from alliance_minutes.parties import Directory
from alliance_minutes.values import Mention

EXAMPLES = ["alliantiebestuur-30-juni.minutes.md", "association-general-meeting.minutes.md"]
DUTCH = EXAMPLES[0]
ENGLISH = EXAMPLES[1]
ROUND_TRIP_ONLY = {"discussion", "present", "apologies", "absent"}  # written where front matter cannot say it

CONSTRUCTS = {
    "an unknown year": r"^datum: 30 juni$",
    "a known date": r"^date: 14 March 2026$",
    "an EDTF date": r"2025-03-15",
    "a date that is the next meeting": r"^Returns next meeting:$",
    "a deputy in the chair": r"^voorzitter: .*, vervangt .*\(afwezig\)$",
    "nobody absent": r"^absent:\n[a-z]+:$",
    "a role and an organisation": r"^- .+\([a-z ]+, [\w ]+, from 19:45\)$",
    "a proxy": r"proxy for ",
    "weighted votes": r"votes 2\)",
    "a name that is not public": r"not public\)",
    "until when": r"until 21:20",
    "an attachment without a file": r"^bijlagen:\n- [^<\n]+$",
    "an attachment with its file": r"^Attachment: .+ <papers/.+>$",
    "a closed attachment": r"^- .+ \{closed personnel\}$",
    "corrections at an adoption": r"^Adopted \[.*; corrections: ",
    "a title as first line": r"^# ",
    "an item without a number": r"^## [A-Z]",
    "a sub-item": r"^### ",
    "a kind of item": r"\{soort=",
    "a closed item": r"\{closed personnel\}$",
    "a closed passage": r"\|\|[^|]+\|\|\{5\.1\.2d\}",
    "a contribution": r"^@Ilse Brandwacht: ",
    "a contribution in the sentence": r"^@\[Ravi Kartodikromo\] heeft",
    "a mention printed otherwise": r"@\[Agnes Thorburn\|the present chair\]",
    "whoever is in the chair": r"@\[voorzitter\|De voorzitter\]",
    "emphasis": r"(?<!\*)\*[^*\n]+\*(?!\*)",
    "strong emphasis": r"\*\*[^*\n]+\*\*",
    "a link": r"\[[^\]]+\]\(https://",
    "a comment": r"^// ",
    "a plain character": r"\\\*",
    "a plain line": r"^\\Decision:",
    "a numbered list with a list in it": r"^2\. .+\n   - ",
    "several marks on one paragraph": r"^[^\n#].+\nBesluit \[afspraak\]:\nActie .+:\nKomt terug .+:$",
    "a mark on a keyword's words": r"^Action .+: .+\nReturns next meeting:$",
    "a number that was typed": r"^Decision D-2026-001 ",
    "a provisional answer": r"^Antwoord \(ambtelijk\) \[voorlopig\]:",
    "a seconder": r"seconded by @",
    "an amendment": r"^Amendment \(",
    "consent": r"\[consent\]",
    "unanimity": r"unanimous\]",
    "acclamation": r"\[acclamation\]",
    "a count": r"\[carried; for 8, against 0, abstain 2\]",
    "blank and invalid votes": r"blank 1, invalid 1",
    "a majority that was required": r"required 2/3",
    "a unit of votes": r"unit votes",
    "a vote by name": r"for: Agnes Thorburn, .+; against: ",
    "a secret ballot": r"secret;",
    "an election": r"\[election; elected: ",
    "objections": r"objections: ",
    "amended": r"\[amended;",
    "subject to conditions": r"\[subject to conditions\]",
    "rejected": r"\[rejected;",
    "deferred": r"\[deferred\]",
    "withdrawn": r"\[withdrawn\]",
    "noted": r"\[noted\]",
    "adopted": r"\[vastgesteld\]",
    "an agreement": r"\[afspraak\]",
    "a due date": r"due 1 June 2026",
    "a signatory": r"\(by @",
    "both editions adopted, of the last meeting": r"\[notulen, publieksnotulen; vorige vergadering\]",
}


@pytest.fixture(scope="module")
def texts(request):
    folder = request.config.rootpath / "src" / "alliance_minutes" / "examples"
    return {name: (folder / name).read_text("utf-8") for name in EXAMPLES}


@pytest.fixture(scope="module")
def book(request, texts, tmp_path_factory):
    """A book with both meetings."""
    folder = request.config.rootpath / "src" / "alliance_minutes" / "examples"
    with MinuteBook.open(tmp_path_factory.mktemp("book") / "minutes.db") as opened:
        for name, text in texts.items():
            opened.record(text, file=name, folder=folder, by="A secretary", strict=True)
        yield opened


def test_they_use_every_keyword(texts):
    lines = "\n".join(texts.values())
    used = {
        keyword.kind
        for word, keyword in KEYWORDS.items()
        if re.search(rf"^{re.escape(word)}(?=[ :])[^\n]*:", lines, re.MULTILINE)
    }
    assert {keyword.kind for keyword in KEYWORDS.values()} - used == ROUND_TRIP_ONLY


def test_they_use_every_key(texts):
    lines = "\n".join(texts.values())
    unused = [
        kind
        for kind, names in KEYS.items()
        if not re.search(rf"^({'|'.join(names.values())}):", lines, re.MULTILINE)
    ]
    assert unused == []


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_they_use(construct, texts):
    assert any(re.search(CONSTRUCTS[construct], text, re.MULTILINE) for text in texts.values())


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_read_without_a_message(name, texts, root):
    folder = root / "src" / "alliance_minutes" / "examples"
    draft = read(texts[name], file=name, directory=Directory(), folder=folder)
    assert [str(message) for message in draft.messages] == []


@pytest.mark.parametrize("format_name", ["html", "odt", "text", "xml"])
def test_both_are_rendered_in(format_name, book):
    for meeting in book.meetings():
        for edition in ("internal", "public"):
            assert book.render(meeting.id, format_name, edition=edition).content


def test_an_announcement_about_somebody_is_not_recorded_as_made_by_them(book):
    """The mayor, who is not there, announces nothing: nobody wrote down who did."""
    made = [entry.event for entry in book.log() if isinstance(entry.event, AnnouncementMade)]
    about = [event for event in made if any(isinstance(run, Mention) for run in event.text)]
    assert [event.by for event in about] == [None, None, None]


@pytest.mark.parametrize(
    ("sentence", "speaks"),
    [
        ("@[Bram Ellery] has counted the planks.", True),
        ("@[Dora Penhaligon] is away tonight.", True),
        ("Tonight @[Dora Penhaligon] is away.", False),
    ],
)
@pytest.mark.parametrize("before", ["", "Announcements:\n- "])
def test_who_speaks_is_as_the_tutorial_says(before, sentence, speaks, root, tmp_path):
    """A mention that opens a paragraph or a bullet names the speaker; another word first, and it names nobody."""
    assert f"`{sentence}`" in (root / "docs" / "tutorial.md").read_text("utf-8")
    with MinuteBook.open(tmp_path / "minutes.db") as opened:
        came = opened.record(f"---\nbody: Board\nlanguage: en\n---\n\n{before}{sentence}\n")
        (said,) = (
            entry.event
            for entry in opened.log()
            if isinstance(entry.event, (ItemDiscussed, AnnouncementMade))
        )
        shown = opened.render(came.meeting, "text").content.decode()
    mentioned = next(run.party for run in said.text if isinstance(run, Mention))
    speaker = said.speaker if isinstance(said, ItemDiscussed) else said.by
    assert speaker == (mentioned if speaks else None)
    assert sentence.replace("@[", "").replace("]", "") in shown


def test_the_year_that_nobody_wrote_down_is_nowhere(book):
    """The Dutch minutes name no year, and so no output of them does."""
    meeting = book.meetings()[0]
    shown = book.render(meeting.id, "text").content.decode().partition("Colofon")[0]
    assert re.findall(r"\b(?:19|20)\d\d\b", shown) == []
    assert "B-XXXX-001" in shown


@pytest.mark.parametrize(
    ("index", "closed"),
    [
        (0, "twee declaraties"),
        (0, "Brandwacht"),
        (1, "caretaker"),
        (1, "Contract"),
        (1, "in hospital"),
        (1, "Fiona Marsh"),
    ],
)
def test_the_public_edition_does_not_show(index, closed, book):
    meeting = book.meetings()[index]
    assert closed in _read(book.render(meeting.id, "text"))
    assert closed not in _read(book.render(meeting.id, "text", edition="public"))


def _read(rendition):
    """The words, however the lines are broken."""
    return " ".join(rendition.content.decode().split())
