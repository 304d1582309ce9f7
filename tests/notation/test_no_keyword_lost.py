"""No keyword is lost: where it is not read, a warning at its place says the form that is."""

from __future__ import annotations

import pytest
from tests.notation.meetings import PARTIES, known_directory, minutes_of

from alliance_minutes import events as e
from alliance_minutes.notation import read, write
from alliance_minutes.notation.forms import right_form
from alliance_minutes.notation.keywords import KEYWORDS, keyword
from alliance_minutes.parties import Directory
from alliance_minutes.values import Emphasis, Strong

TOPS = {
    "nl": "---\norgaan: Het Bestuur\nvoorzitter: Bea\n---\n\nEen zin.\n\n",
    "en": "---\nbody: The Board\nchair: Bea\n---\n\nA sentence.\n\n",
}
CODES = {"keyword-colon", "keyword-bullet", "keyword-bold"}
NO_COLON = (
    "{word} [voor 7, tegen 2] het plan gaat door.", "{word} [unaniem]\nWij gaan.", "{word} (@Jan)\nIets.",
    "{word} @Aïcha - bakken plaatsen", "{word} - bakken plaatsen", "{word} – bakken plaatsen", "{word} 22:00",
    "{word} om 22.00 uur", "{word}", "{word} [voor 7, tegen 2] het plan van de wijk gaat nu door: dat is goed.",
    "Nog een zin.\n{word} @Ann, due 3 June",
)  # fmt: skip
LISTED = ("- {word}: zo is het", "1. {word} [consent]: zo is het", "* {word} @Ann: zo is het", "- een\n- {word} @Ann - zo is het",
          "- [ ] {word}: zo is het", "1) {word}: zo is het", "- **{word}:** zo is het", "+ {word}: zo is het")  # fmt: skip
BOLD = ("**{word}** zo is het", "**{word}: zo is het.**", "**{word} [consent]** zo is het")
READ = (
    "**{word}:** {text}",
    "**{word}**: {text}",
    "*{word}:* {text}",
    "__{word}__: {text}",
    "_{word}_: {text}",
)


def draft_of(body, language="nl"):
    return read(TOPS[language] + body, directory=Directory())


def told(draft):
    return [one for one in draft.messages if one.code in CODES]


def start_of(body, word):
    """The line and column of a keyword in a body, or of the marks before it."""
    line = next(index for index, one in enumerate(body.split("\n")) if word in one)
    text = body.split("\n")[line]
    column = text.index(word)
    return line + 8, len(text[:column].rstrip("*_")) + 1


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("word", sorted(KEYWORDS))
@pytest.mark.parametrize(
    ("code", "forms"), [("keyword-colon", NO_COLON), ("keyword-bullet", LISTED), ("keyword-bold", BOLD)]
)
def test_a_keyword_that_is_not_read_is_told_at_its_place(word, language, code, forms):
    """The message says the right form in the language of the file, and the words stay."""
    for form in forms:
        body = form.format(word=word)
        draft = draft_of(body, language)
        found = told(draft)
        assert [(one.code, one.severity, one.line, one.column) for one in found] == [
            (code, "warning", *start_of(body, word))
        ], body
        assert f"'{right_form(KEYWORDS[word].kind, language)}'" in found[0].text
        assert right_form(KEYWORDS[word].kind, language).startswith(keyword(KEYWORDS[word].kind, language))
        assert word in str(draft.events[3:])


@pytest.mark.parametrize("word", sorted(KEYWORDS))
def test_a_keyword_in_bold_is_read_as_without_marks(word):
    """Where the bold ends with the keyword or its colon; nothing else differs."""
    for form in READ:
        plain = read(TOPS["nl"] + f"{word}: iets", directory=known_directory())
        bold = read(TOPS["nl"] + form.format(word=word, text="iets"), directory=known_directory())
        assert [one.code for one in bold.messages] == [one.code for one in plain.messages]
        assert [type(one) for one in bold.events] == [type(one) for one in plain.events]
        assert [one.text for one in bold.events[2:]] == [one.text for one in plain.events[2:]]


def test_a_bold_keyword_has_its_header_and_marks_the_paragraph_above():
    """Also with the header within the marks; columns stay those of the file."""
    draft = draft_of(
        "Wij doen het.\n**Besluit [unaniem]:**\n**Actie @Ali**, uiterlijk 3 mei:\n*Besluit [consnet]:* ja"
    )
    assert [(one.code, one.line, one.column) for one in draft.messages] == [("qualifier", 11, 11)]
    decision, action = draft.events[4:6]
    assert (decision.method, decision.rests_on, action.rests_on) == ("unanimous", 4, 4)
    assert (str(action.due), len(action.owners)) == ("XXXX-05-03", 1)


@pytest.mark.parametrize("text", [
    "Besluit(en) van het bestuur", "Actie- en besluitenlijst", "Besluiten worden genomen.", "Voorstel van het college is goed.",
    "Actiepunten (oud)", "Opening door de voorzitter", "- Opening\n- Sluiting", "- Vragen staat vrij", "*Vraag* blijft open",
    "**Actie**punten", "\\Besluit [consent] ja", "- \\Besluit: ja", "{*Besluit:*} ja", "**Vraag van bewoners**", "Besluit B-2025-003 is klaar.",
    "Bijlagen:\n- Presentatie (concept)",
])  # fmt: skip
def test_what_is_no_keyword_gives_no_message(text):
    """Ordinary sentences, compounds, agendas, titles and what is made plain."""
    assert draft_of(text).messages == ()


def test_a_keyword_glued_to_the_words_of_an_action_is_told():
    """It stays in the words of the action above it."""
    draft = draft_of("Actie @Ali: stoep vegen\nActie @Aïcha - bakken plaatsen\n\nActies gereed A-2025-003 x")
    assert [(one.code, one.line) for one in draft.messages] == [("keyword-colon", 9), ("keyword-colon", 11)]
    assert next(one.text for one in draft.events if isinstance(one, e.ActionAgreed)) == (
        "stoep vegen Actie @Aïcha - bakken plaatsen",
    )


STARTS = sorted(KEYWORDS)[::7]


@pytest.mark.parametrize("word", STARTS)
def test_words_that_look_like_a_keyword_come_back_as_they_were(word):
    """In a paragraph, on a line of it and in a list, plain, stressed and strong, without a message."""
    starts = [(f"{word}: x",), (f"{word} @Ann - x",), (f"{word} [x] y",), (word,), (f"__{word}:__ x",), (f"1) {word}: x",),
              (Strong((f"{word}:",)), " x"), (Emphasis((f"{word}:",)), " x"), (Strong((word,)), ": x"), (Strong((f"{word} \\* x:",)), " y"),
              ("x\n", Strong((f"{word}:",))), (f"x\n{word} @Ann",), ("##2. Roof",), ("| a | b |",)]  # fmt: skip
    stream = [e.MeetingConvened(body="p0")]
    stream += [e.ItemDiscussed(text=one, points=(e.Point(one, 0),)) for one in starts]
    stream += [e.DecisionTaken(text=one) for one in starts]
    draft = read(write(minutes_of(stream), PARTIES), directory=known_directory())
    assert [str(one) for one in draft.messages] == []
    assert list(draft.events) == stream


def test_a_heading_without_its_blank_is_told():
    """``##2. Roof`` is a paragraph."""
    draft = draft_of("##2. Roof\n\n## 3. Wall\n\n\\##4. Floor\n\n#hashtag", "en")
    assert [(one.code, one.line, one.column) for one in draft.messages] == [("heading-blank", 8, 1)]
    assert "after ##," in draft.messages[0].text


def test_a_table_is_told_once():
    """At its first row; a second table is told again."""
    draft = draft_of("| a | b |\n|---|---|\n| 1 | 2 |\n\n| c | d |\n\n||geheim||{5.2} |")
    assert [(one.code, one.line) for one in draft.messages] == [("table", 8), ("table", 12)]


def test_a_speaker_in_the_words_of_what_has_none_is_told():
    """A decision is nobody's; a contribution and an action have theirs."""
    draft = draft_of(
        "Besluiten:\n- @Jan: koopt hout\n- @[Jan]: koopt hout\n- \\@Jan: x\n\nBesluiten: @Jan: dit\n- een\n\nActies:\n- @Jan: x"
    )
    assert [(one.code, one.line, one.column) for one in draft.messages] == [
        ("no-speaker", 9, 3),
        ("no-speaker", 13, 12),
    ]


@pytest.mark.parametrize("line", ["Actie gereed A-1:", "Action dropped A-2 klaar:", "Antwoord V-3:"])
def test_a_number_of_another_shape_is_refused_where_the_book_is_known(line):
    """As one of the usual shape is."""
    text = TOPS["nl"] + line + " x"
    assert [one.code for one in read(text, directory=Directory()).messages] == ["prose-keyword"]
    found = read(text, directory=Directory(), known=lambda _: False).messages
    assert [(one.code, one.severity) for one in found] == [("number-unknown", "error")]


def test_a_name_in_pieces_is_told_in_any_case():
    """Capitals do not hide it."""
    text = "---\norgaan: X\npersonen:\n- Jan Jansen (niet openbaar)\n---\n*jan* JANSEN komt.\n"
    draft = read(text, directory=Directory())
    assert [(one.code, one.line, one.column) for one in draft.messages] == [("name-broken", 6, 2)]


@pytest.mark.parametrize(("language", "likely"), [("nl", "voor 7, tegen 2, consent, unaniem, aangenomen, verworpen"),
                                                  ("en", "for 7, against 2, consent, unanimous, carried, rejected")])  # fmt: skip
def test_what_a_decision_does_not_know_names_a_few_likely_words(language, likely):
    """In the language of the file, not all terms of both."""
    draft = draft_of("Besluit [5-2]: ja", language)
    assert draft.messages[0].text.endswith(likely)
