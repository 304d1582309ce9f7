"""A document of the text nobody hopes for."""

from __future__ import annotations

from tests.renderers.corpus_parts import LABELS, STREAM, fact, say, source

from alliance_minutes.document import (
    Attachment,
    Closed,
    Contribution,
    Decision,
    Document,
    Emphasis,
    Erased,
    Ground,
    Link,
    List,
    Mention,
    Meta,
    Moment,
    Paragraph,
    Point,
    Redaction,
    Reference,
    Row,
    Section,
    Signing,
    Strong,
    Table,
    Text,
)

HOSTILE_TEXTS = (
    "<b>vet</b> & <img src=x onerror=alert(1)>",
    "]]> <![CDATA[ x ]]> <!-- y --> <?z ?>",
    "</title></style></script><svg onload=alert(2)><script>alert(3)</script>",
    "&amp; &lt; &#x41; &nbsp;",
    "\u202egnaal si tid\u202c en \u2067nog een\u2069 en een los teken \u202e",
    "   voor en achter  en  dubbel   ",
    "\ttab\tin\t\thet midden\t",
    "regel een\nregel twee\n\nregel vier\n",
    "woord" * 60,
    "\U0001d4d0stral \U0001f3f3\ufe0f\u200d\U0001f308 \U00020bb7 e\u0301 \u00e9",
    "hard\u00a0vast\u00a0wit en zacht\u00adkoppel en nul\u200bbreed",
    "\"dubbel\" 'enkel' `achter` = \\ / {{ 7*7 }} ${x} %s",
    "مرحبا بالعالم עברית",
    " ",
    "# geen kop\n- geen punt\n> geen citaat",
)


def hostile() -> Document:
    """Text that tries to be something else, wherever text may stand."""
    blocks: list[Section] = []
    for place, text in enumerate(HOSTILE_TEXTS):
        first = 1 + place * 10
        blocks.append(
            Section(
                source=source(first),
                number=text,
                title=say(text),
                kind=text,
                facts=(fact("note", text, text),),
                blocks=(
                    Paragraph(
                        source=source(first + 1),
                        words=(Text(text), Emphasis(say(text)), Strong(say(text)), Mention(text), Text(text)),
                        points=(Point(words=say(text), number=text), Point(words=say(text), level=90)),
                    ),
                    Contribution(source=source(first + 2), speaker=say(text), words=say(text)),
                    Decision(source=source(first + 3), label=text, number=text, words=say(text)),
                    List(
                        label=text,
                        blocks=(Signing(source=source(first + 4), partner=say(text), agreement=text),),
                    ),
                    Table(caption=text, header=(text, text), rows=(Row(cells=(say(text), say(text))),)),
                    Attachment(
                        source=source(first + 5), title=say(text), name=text, media_type=text, digest=text
                    ),
                    Paragraph(
                        source=source(first + 6),
                        words=(
                            Link(say(text), "https://voorbeeld.example/?q=\"'<>&"),
                            Closed(say(text), "privacy", text),
                            Redaction("privacy", text),
                            Erased(text),
                            Moment(text, text),
                            Reference(source(first), text),
                        ),
                    ),
                ),
            )
        )
    return Document(
        meta=Meta(
            stream=STREAM,
            version=999,
            origin="minutes.example/<vijand>",
            body="<i>Bestuur</i>",
            title=HOSTILE_TEXTS[2],
            heading=say(HOSTILE_TEXTS[2]),
            held_on=None,
            edition="internal",
            edition_label="<em>Intern</em>",
            status="adopted",
            status_label="Vastgesteld & ondertekend",
            language="nl",
            text_language="nl",
            file_name="vijandig-intern",
            facts=tuple(fact(f"fact-{place}", text, text) for place, text in enumerate(HOSTILE_TEXTS)),
        ),
        blocks=tuple(blocks),
        labels=LABELS["nl"],
        legend=(Ground(code="privacy", label="<persoonlijke> levenssfeer"),),
    )
