"""What a reader says about a text, each case at its place, in the language of the file."""

from __future__ import annotations

import pytest

from alliance_minutes.notation import Became, Message, read
from alliance_minutes.notation.message_texts import TEXTS, WHY
from alliance_minutes.parties import Directory

NL = "---\norgaan: Het Bestuur\n---\n"
EN = "---\nbody: The Board\n---\n"

# code, language, body, line and column in the body
ERRORS = [
    ("date", "nl", "Actie @Ali, uiterlijk 31 juni: Doe het.", 1, 23),
    ("date", "en", "Returns 30 February:", 1, 9),
    ("date", "en", "Next meeting: 04/05/2025", 1, 15),
    ("date", "nl", "Volgende vergadering 31 juni:", 1, 22),
    ("date", "nl", "Vastgesteld [notulen; 31 april]: ja", 1, 23),
    ("date", "nl", "Actie, uiterlijk ooit in 2025: ja", 1, 18),
    ("time", "nl", "Opening 25:10:", 1, 9),
    ("time", "en", "Opened [at noon]: x", 1, 12),
    ("time", "nl", "Volgende vergadering: 24 juni, 25:00", 1, 32),
    ("time", "nl", "Aanwezig: Ali (tot 24:10)", 1, 20),
    ("count", "nl", "Besluit [voor zeven]: ja", 1, 15),
    ("count", "nl", "Quorum [vereist vijf]: x", 1, 17),
    ("tally", "nl", "Besluit [voor 3: Ali, Bea]: ja", 1, 10),
    ("tally", "nl", "Besluit [voor: Ali, Bea; tegen: Ali]: ja", 1, 10),
    ("tally", "nl", "Besluit [unaniem; tegen 1]: ja", 1, 10),
    ("tally", "en", "Decision [carried; for 2, against 3]: yes", 1, 11),
    ("tally", "en", "Decision [rejected; for 5, against 3]: yes", 1, 11),
    ("tally", "en", "Decision [secret; for: Ali]: yes", 1, 11),
    ("qualifier", "nl", "Besluit [consnet]: ja", 1, 10),
    ("qualifier", "nl", "Besluit [wie: Ali]: ja", 1, 10),
    ("qualifier", "en", "Announcement [loud]: x", 1, 15),
    ("twice", "nl", "Besluit [consent, unaniem]: ja", 1, 19),
    ("twice", "nl", "Komt terug 3 mei, 4 mei: x", 1, 19),
    ("twice", "nl", "Mededeling [om 19:00; om 20:00]: x", 1, 23),
    ("header-extra", "nl", "Mededeling (@Ali, @Bea): x", 1, 20),
    ("header-extra", "nl", "Mededeling B-2025-001: x", 1, 12),
    ("header-extra", "nl", "Opening 19:30 20:30: x", 1, 15),
    ("header-extra", "nl", "Mededeling van @Ali: x", 1, 17),
    ("header-open", "nl", "Besluit [consent: ja", 1, 1),
    ("number-needed", "nl", "Actie gereed: ja", 1, 1),
    ("number-list", "nl", "Besluiten B-2025-001:\n- een\n- twee", 1, 11),
    ("number-taken", "nl", "Besluit B-2025-001: een\n\nBesluit B-2025-001: twee", 3, 9),
    ("reference", "nl", "Besluit [berust op 99]: x", 1, 20),
    ("reference", "nl", "Besluit [over 1]: x", 1, 15),
    ("reference", "nl", "Antwoord [vraag 1]: x", 1, 17),
    ("reference", "nl", "Amendement [wijzigt 1]: x", 1, 21),
    ("reference", "nl", "Presentatie [bijlage 1]: x", 1, 22),
    ("reference", "nl", "## {onder=9}", 1, 11),
    ("reference", "nl", "Mededeling [kenmerk K1]: x\n\nBesluit [over K1]: y", 3, 15),
    ("reference", "nl", "Besluit [kenmerk K1; over K1]: y", 1, 27),
    ("ref", "nl", "Voorstel [kenmerk de brug]: x", 1, 19),
    ("ref", "nl", "Voorstel [kenmerk 0]: x", 1, 19),
    ("ref-taken", "en", "Motion [ref a]: x\n\nMotion [ref A]: y", 3, 13),
    ("ref-taken", "en", "## A {ref=x}\n\nMotion [ref x]: y", 3, 13),
    ("ref-list", "en", "Motions [ref a]:\n- x\n- y", 1, 14),
    ("ref-point", "en", "Words:\n- {ref=a} x", 2, 4),
    ("twice", "en", "## A {ref=x; ref=y}", 1, 14),
    ("mark-alone", "nl", "## Punt\n\nBesluit [consent]:\n", 3, 1),
    ("mark-alone", "en", "Quorum:", 1, 1),
    ("mark-alone", "en", "Attachment:", 1, 1),
    ("mark-alone", "en", "Discussion:", 1, 1),
    ("party-name", "nl", "Ondertekend (convenant):", 1, 1),
    ("party-name", "nl", "Binnengekomen: (iemand)", 1, 16),
    ("party-name", "nl", "Mededeling (@): x", 1, 14),
    ("party-detail", "nl", "Aanwezig: Ali (a, b, c)", 1, 22),
    ("party-detail", "nl", "Voorzitter: Ali, samen met Bea", 1, 18),
    ("chair-nobody", "nl", "@[voorzitter|De voorzitter] opent.", 1, 3),
    ("closed-open", "nl", "Dit is ||geheim.", 1, 8),
    ("closed-open", "nl", "Dit *is ||geheim* zo.", 1, 9),
    ("ground-missing", "en", "This is ||secret||.", 1, 17),
    ("ground", "nl", "Dit is ||geheim||{5.1.2z}.", 1, 19),
    ("ground", "en", "## Item {closed 9.9}", 1, 17),
    ("attribute", "en", "## Item {colour=red}", 1, 10),
    ("attribute", "en", "Attachment: Plan {colour=red}", 1, 19),
    ("mention-open", "nl", "Dit zei @[Ali niet.", 1, 9),
    ("too-deep", "nl", "{_" * 40 + "x" + "_}" * 40, 1, 65),
    ("link", "nl", "[klik](javascript:x)", 1, 8),
    ("attachment-unknown", "nl", "Presentatie [Het plna]: x", 1, 14),
    ("path", "nl", "Bijlage: Plan <plan.pdf>", 1, 16),
    ("digest", "nl", "Bijlage [titel: a; digest md5]: x", 1, 27),
    ("quorum", "nl", "Quorum: vereist 5, aanwezig 3, gehaald", 1, 9),
    ("title-twice", "nl", "# Een\n\n# Twee", 3, 3),
    ("character", "nl", "a\x07b", 1, 2),
]


@pytest.mark.parametrize(("code", "language", "body", "line", "column"), ERRORS)
def test_an_error_stands_at_its_place(code, language, body, line, column):
    """The message has the code, the severity, and the line and column of what is wrong."""
    draft = read((NL if language == "nl" else EN) + body, directory=Directory(), file="x.md")
    assert [(one.code, one.line - 3, one.column) for one in draft.errors] == [(code, line, column)]
    assert draft.language == language
    assert str(draft.errors[0]).startswith(f"x.md:{line + 3}:{column}: error: ")


def front(text, **more):
    return read(text, directory=Directory(), **more)


@pytest.mark.parametrize(
    ("code", "text", "line", "column"),
    [
        ("body-missing", "", 1, 1),
        ("body-missing", "Zomaar tekst.", 1, 1),
        ("body-missing", "---\norgaan:\n---\n", 2, 1),
        ("key", "---\norgaan: X\norgan: Y\n- z\n---\n", 3, 1),
        ("key-twice", "---\norgaan: X\norgaan: Y\n---\n", 3, 1),
        ("key-list", "---\norgaan: X\n- Y\n---\n", 2, 1),
        ("key-empty", "---\norgaan: X\ndatum:\n---\n", 3, 1),
        ("date", "---\norgaan: X\ndatum: gisteren\n---\n", 3, 8),
        ("date", "---\norgaan: X\ndatum: 2025-02-30\n---\n", 3, 8),
        ("date", "---\norgaan: X\ndatum: dinsdag 30 juni 2025\n---\n", 3, 8),
        ("form", "---\norgaan: X\nvorm: onlin\n---\n", 3, 7),
        ("language", "---\norgaan: X\ntaal: Nederlands!\n---\n", 3, 7),
        ("front-matter-line", "---\norgaan: X\nzomaar\n---\n", 3, 1),
        ("front-matter-line", "---\n- X\norgaan: X\n---\n", 2, 1),
        ("front-matter-open", "---\norgaan: X\n\nTekst.", 1, 1),
        ("title-differs", "---\norgaan: X\ntitel: A\n---\n# B\n", 5, 3),
        ("path", "---\norgaan: X\nbijlagen:\n- A <../b>\n---\n", 4, 6),
    ],
)
def test_what_is_wrong_at_the_top_is_said_there(code, text, line, column):
    """Errors of the front matter."""
    draft = front(text)
    assert [(one.code, one.line, one.column) for one in draft.errors] == [(code, line, column)]


def test_an_unknown_key_names_the_nearest():
    """The message says what was meant."""
    assert "orgaan" in front("---\norgaan: X\norgan: Y\n---\n").errors[0].text


@pytest.mark.parametrize(
    ("body", "near"),
    [
        ("Actei: x", "Actie"),
        ("Decison [consent]: x", "Decision"),
        ("besluit: x", "Besluit"),
        ("tekst\nMotei (@Ali): x", "Motie"),
    ],
)
def test_a_line_that_looks_like_a_keyword_is_text_with_a_warning(body, near):
    """It is recorded as discussion, and the nearest keyword is named."""
    draft = front(NL + body)
    assert draft.errors == ()
    assert [one.code for one in draft.warnings] == ["near-keyword"]
    assert f"'{near}:'" in draft.warnings[0].text
    assert draft.events[-1].TYPE == "item-discussed.v1"


def test_a_sentence_that_begins_with_a_keyword_is_text_with_a_warning():
    """Nothing in the header is taken silently."""
    draft = front(NL + "Vraag van bewoners: hoe verder?")
    assert [one.code for one in draft.messages] == ["prose-keyword"]
    assert draft.events[-1].text == ("Vraag van bewoners: hoe verder?",)


@pytest.mark.parametrize(
    "text",
    [
        "\\Besluit: geen besluit",
        "\\Actei: x",
        "\\# geen titel",
        "\\- geen lijst",
        "\\// geen noot",
        "\\@Ali: nee",
    ],
)
def test_a_backslash_makes_a_line_plain(text):
    """Without a message, and without the backslash."""
    draft = front(NL + text)
    assert draft.messages == ()
    assert draft.events[-1].text == (text[1:],)


def test_a_name_that_is_nearly_known_gives_a_warning():
    """Muller and Müller."""
    draft = front(NL + "@Muller: een\n\n@Müller: twee")
    assert [(one.code, one.line, one.column) for one in draft.messages] == [("near-name", 6, 2)]


def test_a_name_that_is_not_public_gives_a_warning_in_plain_text_only():
    """A mention or a closed run may hold it."""
    text = "---\norgaan: X\npersonen:\n- Ali Bos (lid, niet openbaar)\n---\n@[Ali Bos] en ||Ali Bos||{privacy} en Ali Bos."
    assert [(one.code, one.line, one.column) for one in front(text).messages] == [("name-in-text", 6, 39)]


def test_an_answer_without_a_question_gives_a_warning():
    """Unless the text says that there is none here."""
    assert [one.code for one in front(NL + "Antwoord: ja").messages] == ["no-question"]
    assert front(NL + "Antwoord [vraag 0]: ja").messages == ()


@pytest.mark.parametrize(
    "word", ["Actie gereed A-2025-009: x", "Antwoord V-2025-009: x", "Besluit [vervangt B-2025-009]: x"]
)
def test_a_number_that_does_not_exist_is_an_error_where_the_book_is_known(word):
    """The book is asked; without a book every number may exist."""
    assert front(NL + word).errors == ()
    assert [one.code for one in front(NL + word, known=lambda _: False).errors] == ["number-unknown"]
    assert front(NL + word, known=lambda number: number.endswith("009")).errors == ()


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (b"\xff\xfeo\x00", (1, 1)),
        (b"a\nb\xe9c", (2, 2)),
        ("\ufeff".encode() + b"ab\xff", (1, 3)),
        (b"a\r\nb\rcd\xc3", (3, 3)),
    ],
)
def test_bytes_that_are_no_utf_8_are_an_error_at_their_place(source, place):
    """Line and column count characters; a byte order mark is none."""
    first = front(source).errors
    assert place in [(one.line, one.column) for one in first if one.code == "encoding"]


def test_a_byte_order_mark_and_all_line_ends_are_accepted():
    """Files come from anywhere."""
    draft = front(b"\xef\xbb\xbf---\r\norgaan: X\r---\n\r\nTekst.\r\nVerder.")
    assert draft.messages == ()
    assert draft.events[-1].text == ("Tekst. Verder.",)


def test_all_errors_are_reported_in_order():
    """Reading goes on after an error."""
    draft = front(NL + "Opening 25:00:\n\nx ||y\n\nBesluit [consnet]: z")
    assert [one.code for one in draft.errors] == ["time", "closed-open", "qualifier"]


def test_a_message_shows_its_place_first():
    """As editors expect it."""
    assert str(Message("a.md", 3, 7, "warning", "x", "tekst")) == "a.md:3:7: warning: tekst"


def test_every_message_has_both_languages():
    """And the same fields in both."""
    for both in [*TEXTS.values(), *WHY.values()]:
        assert set(both) == {"nl", "en"}


def test_each_line_is_an_event_a_comment_front_matter_or_a_message():
    """What became of each line can be asked."""
    draft = front("---\norgaan: X\n// noot\nzomaar\n---\n# T\n\n// noot\ntekst\nBesluit:\n\n# U\n")
    assert draft.lines == {
        1: Became("front matter"),
        2: Became("front matter"),
        3: Became("comment"),
        4: Became("message", 0),
        5: Became("front matter"),
        6: Became("event", 0),
        8: Became("comment"),
        9: Became("event", 1),
        10: Became("event", 2),
        12: Became("message", 1),
    }
