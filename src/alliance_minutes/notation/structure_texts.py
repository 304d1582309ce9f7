"""The texts of messages about where a line stands and what it goes with, per language; part of those of all messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.notation.keywords import Language

STRUCTURE: Mapping[str, Mapping[Language, str]] = {
    "title-late": {
        "nl": "'{read}' staat onder een agendapunt en kan de titel niet zijn; gebruik ## voor een agendapunt, of zet de titel bovenaan",
        "en": "'{read}' stands below an agenda item and cannot be the title; use ## for an agenda item, or put the title at the top",
    },
    "list-many": {
        "nl": "'{read}' met {count} punten wordt {count} keer vastgelegd; schrijf '{plural}' als dat klopt; is het er één, schrijf dan eerst de woorden met hun punten, en direct daaronder '{read}' zonder woorden",
        "en": "'{read}' with {count} bullets is recorded {count} times; write '{plural}' if that is right; where it is one, write the words with their bullets first, and '{read}' without words directly below them",
    },
    "list-sign": {
        "nl": "'{read}' is niet als punt van een lijst gelezen, en wordt deel van de woorden erboven; schrijf '- ' aan het begin, of \\ ervoor als dat klopt",
        "en": "'{read}' is not read as a point of a list, and becomes part of the words above it; write '- ' at the start, or \\ before it if that is right",
    },
    "label-point": {
        "nl": "'{read}' wordt deel van het punt erboven; zet '- ' voor deze regel, of er een lege regel boven, of \\ ervoor als dat klopt",
        "en": "'{read}' becomes part of the point above it; put '- ' before this line, or a blank line above it, or \\ before it if that is right",
    },
    "at-in-text": {
        "nl": "'{read}' wordt afgedrukt zoals het er staat, met de @; schrijf @[Naam] om iemand te noemen, '@Naam: …' op een eigen regel voor wie iets zegt, of \\ voor @ als het tekst is",
        "en": "'{read}' is printed as it stands, with its @; write @[Name] to mention somebody, '@Name: …' on a line of its own for who says something, or \\ before @ if it is text",
    },
    "motion-open": {
        "nl": "dit besluit gaat nu over het amendement van regel {line}, en de motie of het voorstel van regel {motion} blijft onbesloten; schrijf [geamendeerd], of geef wat u bedoelt een kenmerk, zoals 'Motie [kenmerk K1]:', en schrijf hier [over K1]",
        "en": "this decision is now on the amendment of line {line}, and the motion or proposal of line {motion} stays undecided; write [amended], or give the one you mean a name, as in 'Motion [ref R1]:', and write [on R1] here",
    },
}
