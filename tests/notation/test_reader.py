"""The reader: the page's own example, lists, parties, papers, and any text whatever."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.notation.meetings import minutes_of

from alliance_minutes import events as e
from alliance_minutes.notation import read, write
from alliance_minutes.notation.keywords import KEYWORDS, TERMS
from alliance_minutes.parties import Directory, Parties
from alliance_minutes.values import Closed, Emphasis, Link, Mention, PartialDate, Strong

FRONT = "---\norgaan: Het Bestuur\n---\n"


def draft_of(body, **more):
    return read(FRONT + body, directory=Directory(), **more)


def test_the_example_of_the_specification_reads_without_a_message(shared):
    """Every line of it becomes what the page says."""
    example = (shared / "NOTATION.md").read_text("utf-8").split("## Example\n")[1]
    draft = read("\n".join(line.removeprefix("    ") for line in example.splitlines()), directory=Directory())
    assert draft.messages == ()
    assert len(draft.events) == 25
    assert [one.by for one in draft.events if isinstance(one, e.AnnouncementMade)].count(None) == 1
    considerations = [one for one in draft.events if isinstance(one, e.ConsiderationRaised)]
    assert len({one.by for one in considerations}) == 1


def test_the_example_of_the_reference_reads_without_a_message(root):
    """What the documentation shows can be typed."""
    page = (root / "docs" / "reference" / "notation.md").read_text("utf-8")
    draft = read(page.split("```\n")[1], directory=Directory())
    assert draft.messages == ()
    assert len(draft.events) == 12


def test_front_matter_gives_the_frame():
    """All keys, in English; attendance and chair in the order of the file."""
    directory = Directory()
    draft = read(
        "---\nbody: The Board\ntitle: Minutes\ndate: Monday 30 June 2025\nform: in person\nplace: The house: hall\nlanguage: en\n"
        "secretary: Sam\nplanned:\n- Opening\npeople:\n- Dee (treasurer, Green Trust, not public)\n- Town (organisation)\n"
        "chair: Bo, deputising for Al (ill)\npresent:\n- Bo (chair, votes 2, from 19:00, until 20:10)\n- Cy (proxy for Dee)\n"
        "apologies:\nabsent:\n- Al\nattachments:\n- Plan {closed privacy}\n---\n",
        directory=directory,
    )
    assert draft.messages == ()
    convened, chair, bo, cy, nobody, al, plan = draft.events
    assert (convened.title, convened.held_on, convened.form) == (
        ("Minutes",),
        PartialDate(2025, 6, 30),
        "in-person",
    )
    assert (convened.place, convened.planned, convened.language) == ("The house: hall", ("Opening",), "en")
    assert chair.reason == ("ill",)
    assert (bo.party, bo.role, bo.votes, bo.since.hour, bo.until.hour) == (chair.chair, "chair", 2, 19, 20)
    names = {one.party: one for one in directory.introduced}
    assert names[cy.proxy_for[0]].name == "Dee"
    assert (names[cy.proxy_for[0]].role, names[cy.proxy_for[0]].organisation) == ("treasurer", "Green Trust")
    assert not names[cy.proxy_for[0]].public
    assert (nobody.party, nobody.status, al.status) == (None, "apologies", "absent")
    assert plan.closed == "privacy"
    assert {one.name: one.kind for one in directory.introduced}["Town"] == "organisation"


def test_words_hold_marks_and_links_and_closed_runs():
    """They nest; what nothing closes is text."""
    draft = draft_of(
        "Een *schuin @[Ali]*, **vet**, [site](https://x.nl/a_b), ||*stil*||{5.1.2.e} en 2*3*4 * los [x] \\*.\n"
    )
    assert draft.messages == ()
    text = draft.events[-1].text
    assert isinstance(text[1].words[1], Mention)
    assert [type(run) for run in text if not isinstance(run, str)] == [Emphasis, Strong, Link, Closed]
    assert text[-2] == Closed((Emphasis(("stil",)),), "5.1.2e")
    assert text[-1] == " en 2*3*4 * los [x] *."


def test_lines_join_with_one_blank_and_a_backslash_keeps_a_break():
    """Double blanks stay."""
    draft = draft_of("  een  twee \ndrie\\\nvier\\ \n")
    assert draft.events[-1].text == ("een  twee drie\nvier ",)


def test_a_list_belongs_to_its_paragraph_with_levels_and_numbers():
    """Bullets of all kinds, wrapped lines included."""
    draft = draft_of("Punten:\n- een\n  gaat door\n  1. diep\n  2. dieper\n* terug\n\n• los\n– ook\n")
    assert draft.messages == ()
    (event,) = draft.events[1:]
    assert [(p.level, p.number) for p in event.points] == [
        (0, None),
        (1, "1"),
        (1, "2"),
        (0, None),
        (0, None),
        (0, None),
    ]
    assert event.points[0].text == ("een gaat door",)


def test_a_contribution_interrupts_a_paragraph():
    """``@Name:`` at the start of a line is the next speaker; ``@:`` is nobody."""
    draft = draft_of("@Ali: een\n@[Bea de Boer]: twee\n@: @[Ali] drie\n")
    ali, bea, nobody = draft.events[1:]
    assert ali.speaker is not None
    assert ali.speaker != bea.speaker
    assert nobody.speaker is None
    assert nobody.text[0] == Mention(ali.speaker)


def test_headings_nest_and_keep_their_number():
    """Number, kind, ground, and where it comes from."""
    draft = draft_of("## 5a. Een {soort=spotlight}\n### Twee {closed 5.2; from=x}\n")
    assert [one.code for one in draft.errors] == ["attribute"]
    draft = draft_of(
        "## 5a. Een {soort=spotlight}\n#### Twee {besloten 5.2} {terug uit=ab/3}\n## 2025 begint\n## 3.1 Drie\n##\n"
    )
    assert draft.messages == ()
    one, two, year, three, bare = draft.events[1:]
    assert (one.number, one.kind, two.parent, two.closed, two.returns_from) == (
        "5a",
        "spotlight",
        2,
        "5.2",
        "ab/3",
    )
    assert (year.number, year.parent, three.number, bare.title) == (None, None, "3.1", ())


def test_a_heading_can_go_back_to_an_earlier_item():
    """``{onder=K1}`` names the item by the name its heading gives it; 0 is none."""
    draft = draft_of("## Een {kenmerk=K1}\n## Twee\n## {onder=k1}\ntekst\n### Sub\n## {under=0}\nlos\n")
    assert draft.messages == ()
    assert [draft.events[i].item for i in (3, 5)] == [2, None]
    assert draft.events[4].parent == 2


def test_a_number_between_brackets_of_a_year_after_a_comma():
    """Dates as people write them, in a header."""
    draft = draft_of(
        "Action @Bo, due September 24, 2025: do\n\nAction, by 24th Sept 2025: do\n\nActie, uiterlijk juni 2025: doe\n"
    )
    assert draft.messages == ()
    assert [str(one.due) for one in draft.events[1:]] == ["2025-09-24", "2025-09-24", "2025-06"]


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "stukken"
    inside.mkdir()
    (inside / "plan.pdf").write_bytes(b"%PDF")
    (tmp_path / "buiten.pdf").write_bytes(b"x")
    (inside / "link.pdf").symlink_to(tmp_path / "buiten.pdf")
    (inside / "raar.zzz").write_bytes(b"")
    return inside


def test_a_file_in_the_folder_is_described(folder):
    """Its name, type, size and digest; the title is its name when nothing else is given."""
    draft = draft_of("Bijlage: Het plan <plan.pdf>\n\nBijlage: <raar.zzz>\n", folder=folder)
    assert draft.messages == ()
    plan, odd = draft.events[1:]
    assert (plan.title, plan.name, plan.media_type, plan.size) == (
        "Het plan",
        "plan.pdf",
        "application/pdf",
        4,
    )
    assert plan.digest == "sha256:" + hashlib.sha256(b"%PDF").hexdigest()
    assert (odd.title, odd.media_type, odd.size) == ("raar.zzz", None, 0)


@pytest.mark.parametrize(
    "path", ["../buiten.pdf", "/etc/hostname", "link.pdf", "niet.pdf", "C:\\\\x", ".", "a\x00b", "x" * 5000]
)
def test_a_path_that_leads_out_of_the_folder_is_an_error(folder, path):
    """Nothing outside it is read, not even through a link."""
    draft = draft_of(f"Bijlage: Plan <{path}>\n", folder=folder)
    assert draft.errors
    assert draft.events[-1].digest is None


def test_known_parties_are_found_and_not_introduced_again():
    """A name the book knows makes no party."""
    known = Parties([e.PartyIntroduced(party="p1", name="Ali"), e.PartyIntroduced(party="p2", name="")])
    directory = Directory(known)
    draft = read(FRONT + "@ali: ja\n\n@[?p2]: nee\n", directory=directory)
    assert [one.speaker for one in draft.events[1:]] == ["p1", "p2"]
    assert [one.name for one in directory.introduced] == ["Het Bestuur"]


ATOMS = [
    *KEYWORDS,
    *(word for both in TERMS.values() for words in both.values() for word in words),
    *"\n \t:;,()[]{}*|@\\_<>#-–•/=",
    *(
        "\n\n",
        "||",
        "**",
        "@[",
        "---",
        "orgaan: X",
        "- ",
        "1. ",
        "## ",
        "//",
        "{5.2}",
        "\\\n",
        "31 juni",
        "25:10",
        "B-2025-001",
    ),
    *(
        "voor 7",
        "http://x.nl",
        "Actei: x",
        "{onder=2}",
        "{_",
        "_}",
        "\x00",
        "\ud800",
        "\x85",
        "\u2028",
        "\xa0",
        "é",
    ),
]


def accounted(source, draft):
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        if line.removeprefix("\ufeff").strip(" \t"):
            became = draft.lines[number]
            if became.kind == "event":
                assert 0 <= became.index < len(draft.events)
            if became.kind == "message":
                assert draft.messages[became.index].severity == "error"  # a warning alone keeps nothing
    assert len(draft.spans) == len(draft.events)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(ATOMS), max_size=40).map("".join))
def test_every_non_empty_line_of_any_notation_is_accounted_for(source):
    """Whatever is typed, each line becomes an event, a comment, front matter or a message, and nothing is raised."""
    draft = read(source, directory=Directory())
    accounted(source, draft)
    if not draft.errors:
        write(minutes_of(list(draft.events)), {})


@settings(max_examples=100, deadline=None)
@given(st.text() | st.binary())
def test_any_text_and_any_bytes_are_read(source):
    """No exception, whatever the bytes are."""
    draft = read(source, directory=Directory())
    if isinstance(source, str):
        accounted(source, draft)


@pytest.mark.parametrize(
    "body",
    [
        "\n" * 10_000_000,
        "## x\n" * 100_000,
        "x" * 1_000_000,
        " *a" * 50_000,
        "[" * 100_000,
        "@[" * 20_000,
        "||" * 20_000,
        "{_" * 50_000,
        "Besluit [" * 20_000,
        "Besluit [\\\n" * 5_000,
        "Besluit " + "(" * 100_000,
        "## " + "{soort=x}" * 20_000,
        "Actei: x\n" * 5_000,
        "Amendement: x\n" * 5_000,
        "".join(" " * (i % 3000) + "- x\n" for i in range(3000)),
        "Besluit [voor " + ", x" * 5_000 + "]:",
        "Aanwezig: Jan (niet openbaar)\n\n" + "@[Jan] Jan " * 20_000,
        "".join(f"Aanwezig: N{i} (niet openbaar, b{i})\n" for i in range(2_000)) + "N1 zegt " * 50_000,
    ],
    ids=lambda body: repr(body[:12]),
)
def test_a_hostile_text_is_read_to_its_end(body):
    """Long, deep and endless texts take linear time and no recursion."""
    assert len(draft_of(body).spans) >= 1
