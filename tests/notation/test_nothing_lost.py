"""What is typed is recorded, or an error says why not: a warning never takes words with it."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance_minutes import events as e
from alliance_minutes.notation import Became, read
from alliance_minutes.notation.lines import Lines
from alliance_minutes.parties import Directory, Parties

FRONT = "---\norgaan: Bestuur\ndatum: 2025-01-30\ntaal: nl\n---\n\n"
HIDDEN = "---\norgaan: Bestuur\npersonen:\n- Jan Jansen (niet openbaar)\n- Müller\n---\n\n"


def codes(draft, severity):
    return [one.code for one in draft.messages if one.severity == severity]


@pytest.mark.parametrize(
    ("source", "warned", "wrong"),
    [
        (
            FRONT + "een\n\nActie gereed: het plan is klaar\nActei: zie boven\n",
            "near-keyword",
            "number-needed",
        ),
        (HIDDEN + "een\n\nActie gereed: Jan Jansen heeft het af\n", "name-in-text", "number-needed"),
        (HIDDEN + "een\n\nActie gereed: @[Muller] heeft het af\n", "near-name", "number-needed"),
        (HIDDEN + "## Kop\n\nBelang (@Muller):\n", "near-name", "mark-alone"),
        (HIDDEN + "een\n\nMededeling (@Muller):\nActei: zie boven\n", "near-name", None),
        (FRONT + "een\n\nBesluit [consent]:\n## Actei\n", None, "mark-alone"),
        (FRONT + "een\n\nOndertekend (convenant):\n\nActei: x\n", "near-keyword", "party-name"),
    ],
)
def test_a_warning_on_a_block_takes_no_event_away(source, warned, wrong):
    """What keeps a keyword line from being recorded is an error, whatever else is said of the block."""
    draft = read(source, directory=Directory())
    if warned:
        assert warned in codes(draft, "warning")
    if wrong:
        assert wrong in codes(draft, "error")
    else:
        assert "zie boven" in str(draft.events[-1].text)


def test_a_line_that_is_not_recorded_became_its_error():
    """It is not told as a part of the event before it."""
    draft = read(FRONT + "een\n\nActie gereed: twee\ndrie\n\nActies gereed:\n- vier\n", directory=Directory())
    errors = {index for index, one in enumerate(draft.messages) if one.severity == "error"}
    assert {line: draft.lines[line] for line in (9, 10)} == {line: Became("message", 0) for line in (9, 10)}
    assert {draft.lines[12].index, draft.lines[13].index} <= errors


def test_a_line_that_nothing_took_is_an_error(monkeypatch):
    """The reader counts at the end; a fault of its own would lose nobody's words in silence."""
    taken = Lines.take

    def forgetful(self):
        line = taken(self)
        if line.passage.text.startswith("weg"):
            self.reading.lines.pop(line.end, None)
            line.passage = type(line.passage).line("", 1)
        return line

    monkeypatch.setattr(Lines, "take", forgetful)
    draft = read(FRONT + "een\n\nweg ermee\n", directory=Directory())
    assert [(one.code, one.line) for one in draft.errors] == [("line-lost", 9)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Besluiten B-2025-001:\n- B-2025-002: x", "twice"),
        ("Quorum: vereist 5, vereist 6", "twice"),
        ("Vastgesteld [notulen; 3 mei; 4 mei]: x", "twice"),
        ("Volgende vergadering 3 mei, 4 mei: x", "twice"),
        ("## Kop {soort=a; soort=b}", "twice"),
        ("Voorzitter: Ali, vervangt Bea, vervangt Cor", "twice"),
        ("Aanwezig: Ali (tot 20:00, tot 21:00)", "twice"),
        ("Aanwezig: Ali (openbaar, niet openbaar)", "twice"),
        ("Aanwezig @Ali [door @Bea]: x", "party-detail"),
        ("Binnengekomen: Ali (tot 20:00)", "party-detail"),
        ("Ondertekend (convenant):\n- Stichting (stemrecht 3)", "party-detail"),
        ("Vertrokken als partner (convenant):\n- Stichting (door @Ali)", "party-detail"),
    ],
)
def test_what_cannot_be_recorded_beside_the_rest_is_an_error(line, code):
    """Nothing that was typed is overwritten or left out in silence."""
    assert codes(read(FRONT + line, directory=Directory()), "error") == [code]


def test_a_detail_of_attendance_does_not_go_with_the_people():
    """Nothing would be recorded of it."""
    text = "---\norgaan: X\npersonen:\n- Ali (gemachtigde van Bea, stemrecht 3)\n---\n"
    assert codes(read(text, directory=Directory()), "error") == ["party-detail"] * 2


def test_a_party_of_the_header_that_no_bullet_uses_is_told():
    """It goes with each bullet that names none of its own."""
    draft = read(FRONT + "Moties (@Jan): lood\n- @Piet: x\n- @[Kees] y\n", directory=Directory())
    assert [(str(one.code), one.line, one.column) for one in draft.messages] == [("party-unused", 7, 1)]
    assert "'Jan'" in draft.messages[0].text
    assert read(FRONT + "Moties (@Jan):\n- @Piet: x\n- y\n", directory=Directory()).messages == ()
    assert read(FRONT + "Moties (@Jan):\n- @Jan: x\n", directory=Directory()).messages == ()


@pytest.mark.parametrize("front", ["bijlagen:\n- titel \\", "agenda:\n- een\\", "plaats: hier \\"])
def test_a_backslash_above_the_fence_does_not_join_it(front):
    """The fence ends the front matter and is no part of a title."""
    draft = read(f"---\norgaan: X\n{front}\n---\ntekst\n", directory=Directory())
    assert draft.errors == ()
    assert "---" not in str(draft.events)
    assert draft.events[-1].text == ("tekst",)


def test_a_draft_without_a_body_has_an_unknown_one():
    """So that a preview shows that it is not known, and not that it was erased."""
    directory = Directory()
    draft = read("tekst\n", directory=directory)
    assert codes(draft, "error") == ["body-missing"]
    assert directory.name(draft.events[0].body) == "?"


def test_what_is_said_of_people_closes_and_never_opens():
    """A name that was closed in the book stays so, which is told where it was typed as public."""
    known = Parties([e.PartyIntroduced(party="p1", name="Ali Bos", public=False)])
    text = "---\norgaan: X\naanwezig:\n- Ali Bos (openbaar)\n- Bea (niet openbaar)\n- Bea (lid)\n---\n"
    directory = Directory(known)
    draft = read(text, directory=directory)
    assert [(one.code, one.line, one.column) for one in draft.messages] == [("kept-closed", 4, 3)]
    bea = next(one for one in directory.introduced if one.name == "Bea")
    assert (bea.role, bea.public) == ("lid", False)
    assert read(text.replace(" (openbaar)", ""), directory=Directory(known)).messages == ()


def test_what_is_said_otherwise_of_a_known_party_is_told():
    """The first stays; but anybody may attend in another role."""
    known = Parties([e.PartyIntroduced(party="p1", name="Ali", organisation="Groen")])
    text = "---\norgaan: X\npersonen:\n- Ali (lid, Blauw)\n- Bea (lid)\n- Bea (griffier)\naanwezig:\n- Ali (gast, Groen)\n---\n"
    draft = read(text, directory=Directory(known))
    assert [(one.code, one.line) for one in draft.messages] == [("detail-kept", 4), ("detail-kept", 6)]
    assert draft.events[-1].role == "gast"


TEMPLATES = (
    "zin", "zin\\", "  zin", "@Ali: zin", "@[Bea] zin", "@: zin", "- zin", "- @Cor: zin", "  - @[Dee] zin", "1. zin", "- Ali", "-",
    "- B-2025-00{n}: zin", "- zin (door @Bea)", "// zin", "## zin", "### {n}. zin {{soort=zin}}", "## {{onder=0}}", "Actei: zin",
    "Besluitvorming (zin): zin", "Mededeling:", "Mededeling: zin", "Mededelingen (@Bea): zin", "Mededelingen (@Bea):", "Bespreking:",
    "Bespreking 19:30 (@Ali): zin", "Bespreking [geen tekst]:", "Actie @Ali, uiterlijk 3 mei: zin", "Actie:", "Acties @Bea, @Cor:",
    "Actie gereed A-2024-00{n}: zin", "Acties gereed:", "Besluit [consent]:", "Besluit: zin", "Besluit [bezwaar: zin]: zin",
    "Besluit [vereist zin; eenheid zin]: zin", "Vraag (@Ali): zin", "Antwoord [voorlopig]: zin", "Antwoord:", "Voorstel (@Ali): zin",
    "Motie (@Ali, gesteund door @Bea):", "Amendement: zin", "Voorzitter: Ali, vervangt Bea (zin)", "Voorzitter @Ali [reden: zin]: zin",
    "Bijlage: zin", "Bijlagen:", "Bijlage [titel: zin; bestand zin]: zin", "Quorum: vereist 5, aanwezig 8", "Quorum: zin",
    "Ondertekend (zin):", "Ondertekend (zin) @Ali, door @Bea: zin", "Vertrokken als partner (zin):", "Aanwezig: Ali (zin, rol=zin)",
    "Aanwezig @Ali [rol=zin]: zin", "Afwezig:", "Afgemeld: zin (zin)", "Binnengekomen: zin", "Vertrokken 20:00: Ali", "Opening 19:30: zin",
    "Vastgesteld [notulen; wijzigingen: zin]:", "Vastgesteld [notulen; vergadering zin]: zin", "Volgende vergadering: 3 mei, 19:00, zin",
    "Volgende vergadering: zin", "Volgende vergadering [plaats: zin]: zin", "Komt terug 3 mei, @zin: zin", "Komt terug 3 mei:", "Belang (@zin): zin",
    "Presentatie: zin", "[zin](http://x.nl/zin) *zin* ||zin||{{5.2}} @[Ali|zin]", "Sluiting 21:00:", "",
)  # fmt: skip


def _numbered(templates):
    """A text of which each word ``zin`` has a number of its own."""
    count = iter(range(100, 1000))
    lines = (template.format(n=index % 10) for index, template in enumerate(templates))
    return "\n".join(re.sub("zin", lambda _: f"zin{next(count)}", line) for line in lines)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(TEMPLATES), max_size=12).map(_numbered))
def test_every_word_of_a_text_without_errors_is_recorded(body):
    """Each word outside comments stands in an event, or in what is known of a party."""
    directory = Directory()
    draft = read(FRONT + body, directory=directory)
    if draft.errors:
        return
    kept = [one for one in draft.messages if one.code == "detail-kept"]  # says what is not recorded
    held = f"{draft.events} {directory.introduced} {kept}"
    for number, line in enumerate((FRONT + body).split("\n"), 1):
        if line.strip(" \t") and draft.lines[number].kind == "event":
            for word in re.findall(r"zin\d\d\d", line):
                assert word in held, body
