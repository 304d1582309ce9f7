"""The model meeting, typed in the notation at run time: the published text with headings, keywords and marks put between.

The text, and the names of the persons in it, are not part of this project: an edit is keyed by how a sentence begins, and
names are found where the text says who speaks. No word that is recorded is added, left out or moved.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BODY = "Alliantiebestuur NP Samen Nieuw-West"
_BULLET = re.compile(r"[•-] ")
_HEADING = re.compile(r"[1-7]\. ")
_SUBITEMS = (
    "Aanvraag SPUK KW 26-28.",
    "Draagkrachtige buurten",
    "Aanpak Wildeman",
    "Vaststelling uitwerking",
)
_PERSON = r"((?:[A-Z][a-z]+ ){1,2}[A-Z][a-z]+)"
_CHAIRED = re.compile(rf"afwezigheid van {_PERSON}, zit {_PERSON} de vergadering voor")
_SPEAKS = re.compile(
    rf"(?:^|(?<=[.•] )){_PERSON} (?:leidt|vult|heeft|geeft|vraagt|kondigt|presenteert|van de gemeente)"
)
# Sentences that become a paragraph of their own.
_PARTED = (
    "Daarna ondertekenen",
    "Naar aanleiding van de notulen",
    "Ambtelijk wordt gemeld",
    "Beide presentaties",
    "Afgesproken wordt dat",
    "De vraag aan het alliantiebestuur",
    "En het bestuur spreekt ook af",
    "Dat doet het alliantiebestuur",
    "Hij stelt voor",
)
# How a paragraph begins, what is typed before it, and the lines typed directly below it; {1} … are its speakers.
_EDITS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Daarna ondertekenen", "Ondertekend (convenant): ", ()),
    ("Mededelingen die", "Mededelingen: ", ()),
    ("De concept notulen", "", ("Vastgesteld [notulen, publieksnotulen; vorige vergadering]:",)),
    ("Naar aanleiding van de notulen", "Vraag: ", ()),
    ("Ambtelijk wordt gemeld", "Antwoord (ambtelijk) [voorlopig]: ", ()),
    (
        "De opgave in de Spotlight",
        "",
        (
            "Presentatie [Presentatie Intergenerationele Armoede]:",
            "Presentatie (@Studiezalen) [Presentatie Studiezalen]:",
        ),
    ),
    ("Afgesproken wordt dat", "", ("Besluit [afspraak]:", "Actie @Programmabureau:")),
    ("@[…] leidt", "", ("Presentatie [Presentatie SPUK KW 26-28]:",)),
    ("De aanvraag zal op", "", ("Komt terug 24 september:",)),
    ("@[…] vult aan met een presentatie", "", ("Presentatie [Presentatie Expo Draag]:",)),
    ("Aangezien de essentie", "Voorstel: ", ()),
    ("De vraag aan het alliantiebestuur", "Vraag: ", ()),
    ("Het alliantiebestuur geeft een aantal", f"Overwegingen (@{BODY}): ", ()),
    (
        "Het alliantiebestuur spreekt af",
        "",
        ("Besluit [afspraak; over 0]:", "Actie:", "Komt terug volgende vergadering:"),
    ),
    ("En het bestuur spreekt ook af", "", ("Besluit [consent]:",)),
    ("Dat doet het alliantiebestuur", "", ("Besluit [vastgesteld]:",)),
    ("Hij stelt voor", "Voorstel: ", ()),
)


def seed_text(shared: Path) -> str:
    """The published text."""
    return (shared / "seed" / "notulen-30-juni.txt").read_text(encoding="utf-8")


def seed_notation(shared: Path) -> str:
    """The published text as notation."""
    text = seed_text(shared)
    chaired = _CHAIRED.search(" ".join(text.split()))
    assert chaired is not None
    paragraphs = _paragraphs(text)
    names = {found[1] for paragraph in paragraphs for found in _SPEAKS.finditer(paragraph)}
    names |= {chaired[1], chaired[2]}
    name = re.compile("|".join(sorted(names, key=len, reverse=True)))
    heading, papers, rest = paragraphs[0], paragraphs[1:5], paragraphs[5:]
    title, bijlagen, rest_of_heading = heading.partition("Bijlagen")
    out = [
        f"---\norgaan: {BODY}\ndatum: 30 juni\ntaal: nl\nvoorzitter: {chaired[2]}, vervangt {chaired[1]}\n---",
        f"# {title.strip()}",
        "\n".join([f"Bijlagen: {bijlagen}{rest_of_heading}", *(f"- {paper}" for paper in papers)]),
    ]
    for paragraph in rest:
        for sentence in _sentences(paragraph):
            if _BULLET.match(sentence):
                out[-1] += "\n" + _named(sentence, name)
            else:
                out.append(_edited(_named(sentence, name)))
    return "\n\n".join(out) + "\n"


def _named(sentence: str, name: re.Pattern[str]) -> str:
    sentence = name.sub(lambda found: f"@[{found[0]}]", sentence)
    sentence = sentence.replace("• De gemeente gaat", "• @[De gemeente] gaat")
    return sentence.replace(
        "De voorzitter van de vergadering geeft", "@[voorzitter|De voorzitter van de vergadering] geeft"
    )


def _edited(sentence: str) -> str:
    if _HEADING.match(sentence):
        return f"## {sentence}"
    if sentence.startswith(_SUBITEMS):
        return f"### {sentence}"
    begins = re.sub(r"@\[[^\]]*\]", "@[…]", sentence)
    for beginning, before, below in _EDITS:
        if begins.startswith(beginning):
            return "\n".join([before + sentence, *below])
    return sentence


def _paragraphs(text: str) -> list[str]:
    """Paragraphs, headings and bullets; wrapped lines, with a blank line between them, are joined with one blank."""
    found: list[str] = []
    blanks = 0
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            blanks += 1
            continue
        starts = bool(_BULLET.match(line)) or _is_heading(line) or line.startswith("Presentatie")
        ended = not found or _is_heading(found[-1]) or (found[-1][-1] in ".:?!" and blanks > 1)
        if starts or ended:
            found.append(line)
        else:
            found[-1] += " " + line
        blanks = 0
    return found


def _is_heading(paragraph: str) -> bool:
    return bool(_HEADING.match(paragraph)) or paragraph.startswith(_SUBITEMS)


def _sentences(paragraph: str) -> list[str]:
    for beginning in _PARTED:
        before, found, after = paragraph.partition(" " + beginning)
        if found:
            return [*_sentences(before.strip()), *_sentences((found + after).strip())]
    return [paragraph]
