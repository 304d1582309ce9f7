"""An extract of one item or decision: that part of an edition and no other, in every format, provable like the whole."""

from __future__ import annotations

import re

import pytest
from tests.book.test_verifying import changed

from alliance_minutes import InvalidValueError, MinuteBook, UnknownPartError
from alliance_minutes.cli import main
from alliance_minutes.document import Redaction, Section, Text, plain, walk
from alliance_minutes.document.blocks import Statement
from alliance_minutes.values import Closed, Mention

FORMATS = ("html", "odt", "text", "xml")
EDITIONS = ("internal", "public")
EVERY = pytest.mark.parametrize("form", FORMATS)
BOTH = pytest.mark.parametrize("edition", EDITIONS)
SECRET = "vertrouwelijkbedrag"


class Board:
    """A meeting with an item that holds an item, two decisions on proposals, and an item that is closed."""

    def __init__(self, path):
        self.path = str(path)
        self.book = MinuteBook.open(path)
        self.meeting = self.book.convene(
            "Bestuur Noord", "2025-06-30", planned=("De brug", "Personeel", "De kade")
        )
        self.meeting.attendance("Ravi Aanwezig", role="lid")
        self.bridge = self.meeting.item("De brug", number="1")
        self.proposal = self.bridge.propose("Vervang de brug.")
        self.said = self.bridge.discuss(
            (
                "Hij kost ",
                Closed((SECRET,), "5.1.2b"),
                ", zegt ",
                Mention(self.book.party("Iris Bruggink"), "Iris"),
                ".",
            )
        ).version
        self.decision = self.bridge.decide("Dat gebeurt.", on=self.proposal.version, number="B-1")
        self.paint = self.bridge.item("De verf", number="1.1")
        self.painted = self.paint.discuss("De verf is groen.").version
        self.marked = self.paint.decide(rests_on=self.painted, number="B-2", method="consent")
        self.paint.assign(rests_on=self.painted, number="A-1")
        self.staff = self.meeting.item("Personeelszaak", number="2", closed="5.1.2e")
        self.hidden = self.staff.decide("Iemand vertrekt.", number="B-3")
        self.quay = self.meeting.item("De kade", number="3")
        self.last = self.quay.discuss(("De kade is ", Closed(("kapot",), "5.1.2i"), ".")).version

    def document(self, part, edition="internal", **more):
        return self.book.document(self.meeting.id, edition=edition, item=part, **more)

    def shown(self, part, edition="internal", **more):
        """The versions of the entries in an extract."""
        return [
            block.source.version
            for block in walk(self.document(part, edition, **more).blocks)
            if isinstance(block, (Section, Statement)) and block.source is not None
        ]


@pytest.fixture
def board(tmp_path):
    made = Board(tmp_path / "minutes.db")
    yield made
    made.book.close()


def test_an_item_is_given_with_all_below_it_and_nothing_else(board):
    whole = [board.bridge.version, board.proposal.version, board.said, board.decision.version]
    below = [board.paint.version, board.painted, board.marked.version, board.marked.version + 1]
    assert board.shown("1") == [*whole, *below]


@pytest.mark.parametrize("asked", ["de BRUG", "brug", "1", " 1 "])
def test_an_item_goes_by_number_by_title_and_by_what_only_its_title_has(board, asked):
    assert board.shown(asked)[0] == board.bridge.version


def test_a_sub_item_stands_by_itself(board):
    assert board.shown("1.1")[0] == board.paint.version
    assert board.bridge.version not in board.shown("De verf")


def test_a_decision_is_given_under_the_heading_of_its_item_with_its_proposal(board):
    assert board.shown("b-1") == [board.bridge.version, board.proposal.version, board.decision.version]


def test_a_decision_that_rests_on_words_is_given_with_the_words(board):
    assert board.shown("B-2") == [
        board.paint.version,
        board.painted,
        board.marked.version,
        board.marked.version + 1,
    ]


def test_any_entry_goes_by_its_version(board):
    assert board.shown(f"version:{board.last}") == [board.quay.version, board.last]
    assert board.shown(board.last) == [board.quay.version, board.last]


@pytest.mark.parametrize("asked", ["9", "B-9", "version:99", "version:x", "version:" + "9" * 5000, "niets"])
def test_what_the_minutes_do_not_have_is_refused_with_what_they_have(board, asked):
    with pytest.raises(UnknownPartError, match=r"1 De brug \(version:\d+\); B-1 ") as caught:
        board.document(asked)
    assert caught.value.name == asked


def test_what_could_be_several_parts_is_refused_with_these(board):
    with pytest.raises(UnknownPartError, match="could mean 3 parts") as caught:
        board.document("de ")
    assert [one.split(" (")[0] for one in caught.value.candidates] == [
        "1 De brug",
        "1.1 De verf",
        "3 De kade",
    ]


def test_nothing_asked_for_is_refused(board):
    with pytest.raises(InvalidValueError):
        board.document("  ")


def test_the_head_tells_nothing_of_other_items(board):
    names = {fact.name for fact in board.book.document(board.meeting.id).meta.facts}
    assert "planned" in names
    told = {fact.name for fact in board.document("3").meta.facts}
    assert told == names - {"planned", "people"}


def test_an_extract_says_that_it_is_one(board):
    for language, word in (("nl", "Uittreksel"), ("en", "Extract")):
        document = board.document("3", language=language)
        assert document.meta.title.startswith(f"{word}: ")
        assert plain(document.meta.heading) == document.meta.title
        assert any(
            getattr(block, "kind", "") == "extract" and word in block.label for block in document.blocks
        )
        assert document.meta.extract == board.quay.version


def test_the_legend_holds_the_grounds_of_the_extract_alone(board):
    assert [one.code for one in board.document("1", "public").legend] == ["5.1.2b"]
    assert [one.code for one in board.document("3", "public").legend] == ["5.1.2i"]
    assert [one.code for one in board.document("2", "public").legend] == ["5.1.2e"]
    assert [one.code for one in board.document("2").legend] == ["5.1.2e"]


def test_what_leads_out_of_an_extract_is_text(board):
    board.quay.decide("Ook dat gebeurt.", on=board.proposal.version, number="B-4")
    document = board.document("3")
    decision = next(block for block in walk(document.blocks) if getattr(block, "number", "") == "B-4")
    assert [type(one) for fact in decision.facts if fact.name == "on" for one in fact.value] == [Text]


def test_a_closed_item_is_its_number_and_ground(board):
    document = board.document("2", "public")
    (section,) = (block for block in document.blocks if isinstance(block, Section))
    assert (section.number, section.blocks) == ("2", ())
    assert any(isinstance(run, Redaction) for run in section.title)


@pytest.mark.parametrize("asked", ["Personeelszaak", "personeel", "B-3", "vertrekt"])
def test_the_public_cannot_tell_what_is_closed_from_what_never_was(board, asked):
    """Not by its own name, and not by what is listed instead."""
    with pytest.raises(UnknownPartError) as closed:
        board.document(asked, "public")
    with pytest.raises(UnknownPartError) as never:
        board.document("zomaar iets", "public")
    assert str(closed.value) == str(never.value).replace("zomaar iets", asked)


@EVERY
@BOTH
@pytest.mark.parametrize("part", ["1", "1.1", "B-1", "B-2", "2", "3"])
def test_every_extract_proves_itself(board, form, edition, part):
    made = board.book.render(board.meeting.id, form, edition=edition, item=part, ledger=True)
    found = board.book.trail.verify(made.content)
    assert (found.same, found.compared) == (True, "bytes")
    assert SECRET.encode() not in made.content or edition == "internal"


@EVERY
def test_an_extract_that_was_changed_is_found(board, form):
    made = board.book.render(board.meeting.id, form, item="1.1", ledger=True)
    found = board.book.trail.verify(changed(made.content, "groen", "blauw"))
    assert not found.same
    assert "groen" in found.difference.expected


@EVERY
def test_a_colophon_cannot_name_a_part_that_never_was(board, form):
    made = board.book.render(board.meeting.id, form, item="3", ledger=True)
    if form == "odt":
        old, new = (
            f'meta:name="extract" meta:value-type="string">{board.quay.version}<',
            'meta:name="extract" meta:value-type="string">999<',
        )
    else:
        sign = '="{}"' if form in {"html", "xml"} else "={}"
        old, new = (f"extract{sign.format(one)}" for one in (board.quay.version, 999))
    found = board.book.trail.verify(changed(made.content, old, new))
    assert not found.same


@EVERY
def test_an_extract_that_was_closed_since_still_proves_itself(board, form):
    made = board.book.render(board.meeting.id, form, edition="public", item="B-1", ledger=True)
    board.meeting.close_passage(board.bridge.version, ground="5.1.2e", reason="bezwaar")
    found = board.book.trail.verify(made.content)
    assert found.same
    assert [act.kind for act in found.since] == ["closed"]
    with pytest.raises(UnknownPartError):
        board.document("B-1", "public")


def test_no_link_of_an_extract_leads_nowhere(board):
    content = board.book.render(board.meeting.id, "html", item="B-2").content.decode()
    anchors = set(re.findall(r'\bid="([^"]+)"', content))
    assert set(re.findall(r'href="#([^"]+)"', content)) <= anchors


def test_an_extract_as_of_a_moment_is_what_it_was_then(board):
    board.quay.discuss("Later gezegd.")
    assert board.shown("3", as_of=board.last) == [board.quay.version, board.last]
    assert len(board.shown("3")) == 3


def told(capsys, *arguments, code=0):
    assert main([str(one) for one in arguments]) == code
    said = capsys.readouterr()
    return said.out, said.err


def test_the_command_line_makes_an_extract(board, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    book = ("--book", board.path)
    out, _ = told(capsys, "render", board.meeting.id, "--item", "B-1", "--format", "text", "-o", "-", *book)
    assert "Dat gebeurt." in out
    assert "kade" not in out
    told(capsys, "render", board.meeting.id, "--item", "3", "--format", "html", "--edition", "public", *book)
    assert (tmp_path / f"bestuur-noord-2025-06-30-public-extract-{board.quay.version}.html").is_file()


def test_the_command_line_says_what_can_be_asked_for(board, capsys):
    _, err = told(
        capsys, "render", board.meeting.id, "--item", "8", "--format", "text", "--book", board.path, code=2
    )
    assert "no part '8' in this edition of the minutes; there is 1 De brug" in err


def test_bytes_that_are_kept_have_no_part(board, capsys):
    _, err = told(
        capsys, "render", board.meeting.id, "--item", "1", "--kept", "3", "--book", board.path, code=2
    )
    assert "leave --item out" in err
