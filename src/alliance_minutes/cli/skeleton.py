"""The skeleton of minutes that ``new`` writes: it can be recorded as it is, and every hint in it is a comment."""

from __future__ import annotations

from string import Template

FILE = {"nl": "notulen.minutes.md", "en": "meeting.minutes.md"}

_NL = Template("""\
---
orgaan: $body
$date
taal: nl
// voorzitter: Naam van de voorzitter
// aanwezig:
// - Naam (rol, organisatie)
---

// Een regel die met // begint, wordt niet vastgelegd. Vul in wat u weet, en laat de rest weg:
// wat hier niet staat, blijft onbekend.

## 1. Opening

// Opening 19:30: De voorzitter opent de vergadering.
// Mededeling: Wat er te melden was.

## 2. Verslag van de vorige vergadering

// De notulen zijn akkoord.
// Vastgesteld [notulen; vorige vergadering]:

## 3. Een onderwerp

// Wat er besproken is, in gewone zinnen.
//
// @Naam: Wat iemand zei.
//
// Het bestuur kiest de eerste aanpak.
// Besluit [consent]:
// Actie @Naam, uiterlijk 1 mei:

## 4. Rondvraag

// Volgende vergadering: 2 april
// Sluiting 21:15:
""")

_EN = Template("""\
---
body: $body
$date
language: en
// chair: Name of the chair
// present:
// - Name (role, organisation)
---

// A line that begins with // is not recorded. Fill in what you know, and leave out the rest:
// what is not here stays unknown.

## 1. Opening

// Opened 19:30: The chair opens the meeting.
// Announcement: What there was to announce.

## 2. Minutes of the last meeting

// The minutes are in order.
// Adopted [minutes; last meeting]:

## 3. A subject

// What was discussed, in plain sentences.
//
// @Name: What somebody said.
//
// The board chooses the first approach.
// Decision [consent]:
// Action @Name, due 1 May:

## 4. Any other business

// Next meeting: 2 April
// Closed 21:15:
""")


def skeleton(language: str, body: str | None, date: str | None) -> str:
    """A text in the notation to start from; what is not given is a comment, or says what to write there."""
    dutch = language == "nl"
    name = body or ("Naam van het orgaan" if dutch else "Name of the body")
    key, sample = ("datum", "5 maart 2026") if dutch else ("date", "5 March 2026")
    line = f"{key}: {_value(date)}" if date else f"// {key}: {sample}"
    return (_NL if dutch else _EN).substitute(body=_value(name), date=line)


def _value(text: str) -> str:
    """Text as the value of a key: on one line, and no character in it means more than itself."""
    return " ".join(text.split()).replace("\\", "\\\\")
