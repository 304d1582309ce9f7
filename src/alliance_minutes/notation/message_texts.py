"""The texts of all messages, per language. ``{read}`` is what stands in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.notation.name_texts import OF_NAMES
from alliance_minutes.notation.structure_texts import STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.notation.keywords import Language

_TEXTS: dict[str, Mapping[Language, str]] = {
    "encoding": {
        "nl": "dit bestand is geen UTF-8 (gelezen: {read}); sla het op als UTF-8",
        "en": "this file is not UTF-8 (read: {read}); save it as UTF-8",
    },
    "character": {
        "nl": "teken {read} kan in geen document staan; haal het weg",
        "en": "character {read} cannot stand in a document; remove it",
    },
    "front-matter-open": {
        "nl": "de kop tussen twee regels --- is niet afgesloten; zet --- onder de laatste regel ervan",
        "en": "the front matter between two --- lines does not end; put --- below its last line",
    },
    "front-matter-line": {
        "nl": "'{read}' hoort bij geen sleutel; verwacht: 'sleutel: waarde', of '- ' onder een sleutel met een lijst",
        "en": "'{read}' belongs to no key; expected 'key: value', or '- ' below a key that takes a list",
    },
    "key": {
        "nl": "onbekende sleutel '{read}': {near}",
        "en": "unknown key '{read}': {near}",
    },
    "key-twice": {
        "nl": "'{read}' staat er al; laat één van beide staan",
        "en": "'{read}' stands there already; keep one of the two",
    },
    "key-list": {
        "nl": "'{read}' krijgt één waarde, geen lijst",
        "en": "'{read}' takes one value, not a list",
    },
    "key-empty": {
        "nl": "'{read}' is leeg; vul het in of laat de regel weg",
        "en": "'{read}' is empty; fill it in or leave the line out",
    },
    "body-missing": {
        "nl": "het orgaan dat vergadert ontbreekt; zet bovenaan, tussen twee regels ---, 'orgaan: naam'",
        "en": "the body that meets is missing; put 'body: name' at the top, between two --- lines",
    },
    "title-differs": {
        "nl": "deze titel is een andere dan 'titel' bovenaan; laat één van beide weg",
        "en": "this title differs from 'title' at the top; leave one of the two out",
    },
    "title-twice": {
        "nl": "er is al een titel; gebruik ## voor een agendapunt",
        "en": "there is a title already; use ## for an agenda item",
    },
    "date": {
        "nl": "'{read}' is geen datum die bestaat; verwacht: 2025-09-24, XXXX-09-24, 24 september 2025 of 24 september",
        "en": "'{read}' is no date that exists; expected 2025-09-24, XXXX-09-24, 24 September 2025 or 24 September",
    },
    "date-vague": {
        "nl": "'{read}' is geen dag die kan worden vastgelegd; schrijf een datum (24 september), of zet dit na de dubbele punt",
        "en": "'{read}' is no day that can be recorded; write a date (24 September), or put this after the colon",
    },
    "time": {
        "nl": "'{read}' is geen tijd die bestaat; verwacht: 19:30, van 00:00 tot 23:59",
        "en": "'{read}' is no time that exists; expected 19:30, from 00:00 to 23:59",
    },
    "form": {
        "nl": "onbekende vorm '{read}': {near}",
        "en": "unknown form '{read}': {near}",
    },
    "language": {
        "nl": "'{read}' is geen taal; verwacht: nl of en",
        "en": "'{read}' is no language; expected nl or en",
    },
    "near-keyword": {
        "nl": "'{read}' is geen trefwoord en wordt gewone tekst; bedoelt u '{near}:'? Zet er anders \\ voor",
        "en": "'{read}' is no keyword and becomes plain text; did you mean '{near}:'? Else put \\ before it",
    },
    "prose-keyword": {
        "nl": "dit begint als '{near}:' maar '{read}' wordt niet begrepen, dus het is gewone tekst; schrijf '{form}', of \\ ervoor als dat klopt",
        "en": "this begins like '{near}:' but '{read}' is not understood, so it is plain text; write '{form}', or \\ before it if that is right",
    },
    "keyword-colon": {
        "nl": "'{read}' begint als een trefwoord zonder dubbele punt, dus het is gewone tekst; schrijf '{form}', of \\ ervoor als dat klopt",
        "en": "'{read}' begins like a keyword without its colon, so it is plain text; write '{form}', or \\ before it if that is right",
    },
    "keyword-bullet": {
        "nl": "'{read}' is een punt van een lijst en geen trefwoord; schrijf '{form}' op een eigen regel, zonder streepje of nummer, of \\ ervoor als dat klopt",
        "en": "'{read}' is a point of a list and no keyword; write '{form}' on a line of its own, without bullet or number, or \\ before it if that is right",
    },
    "keyword-bold": {
        "nl": "'{read}' is niet als trefwoord gelezen; schrijf '{form}' zonder opmaak, of {{*…*}} om woorden die vet moeten zijn",
        "en": "'{read}' is not read as a keyword; write '{form}' without marks, or {{*…*}} around words that should be bold",
    },
    "keyword-heading": {
        "nl": "'{read}' is de titel van een agendapunt en geen trefwoord; schrijf '{form}' op een eigen regel, zonder #, of \\ ervoor als dat klopt",
        "en": "'{read}' is the title of an item and no keyword; write '{form}' on a line of its own, without #, or \\ before it if that is right",
    },
    "label-keyword": {
        "nl": "'{read}' is geen trefwoord en wordt gewone tekst; schrijf '{form}', of \\ ervoor als dat klopt",
        "en": "'{read}' is no keyword and becomes plain text; write '{form}', or \\ before it if that is right",
    },
    "label-joins": {
        "nl": "'{read}' is geen trefwoord, en deze regel wordt deel van de woorden van '{keyword}'; zet er een lege regel boven, of een trefwoord dat er is, of \\ ervoor als dat klopt",
        "en": "'{read}' is no keyword, and this line becomes part of the words of '{keyword}'; put a blank line above it, or write a keyword that there is, or \\ before it if that is right",
    },
    "key-in-body": {
        "nl": "'{read}' wordt hier gewone tekst; zet '{key}: …' bovenaan, tussen de twee regels ---, of \\ ervoor als het tekst is",
        "en": "'{read}' becomes plain text here; put '{key}: …' at the top, between the two lines ---, or \\ before it if it is text",
    },
    "paper-came": {
        "nl": "'{read}' is een stuk, en geen persoon die binnenkwam; schrijf 'Mededeling: …' of 'Bijlage: …', of @[…] om een naam die zo luidt",
        "en": "'{read}' is a paper, and no person who came or left; write 'Announcement: …' or 'Attachment: …', or @[…] around a name that reads so",
    },
    "heading-blank": {
        "nl": "'{read}' is geen kop en wordt gewone tekst; zet een spatie achter {marks}, of \\ ervoor als het tekst is",
        "en": "'{read}' is no heading and becomes plain text; put a blank after {marks}, or \\ before it if it is text",
    },
    "table": {
        "nl": "'{read}' lijkt een tabel, en wordt een gewone alinea op één regel; maak er een lijst met '- ' van, of een bijlage, of zet \\ voor elke |",
        "en": "'{read}' looks like a table, and becomes a plain paragraph on one line; make it a list with '- ', or an attachment, or put \\ before each |",
    },
    "header-open": {
        "nl": "de kop van '{read}' heeft een haakje te veel of te weinig; sluit hem voor de dubbele punt",
        "en": "the header of '{read}' has a bracket too many or too few; close it before the colon",
    },
    "time-in-words": {
        "nl": "'{read}' staat in de woorden en is niet als tijd vastgelegd; schrijf '{form}', of \\ ervoor als dat klopt",
        "en": "'{read}' stands in the words and is not recorded as a time; write '{form}', or \\ before it if that is right",
    },
    "keyword-within": {
        "nl": "'{read}' staat midden in de woorden van '{keyword}' en wordt daar gewone tekst; zet het op een eigen regel, of \\ ervoor als dat klopt",
        "en": "'{read}' stands amid the words of '{keyword}' and becomes plain text there; put it on a line of its own, or \\ before it if that is right",
    },
    "attachment-words": {
        "nl": "'{read}' is gelezen als de titel van een bijlage; zet andere woorden in een gewone alinea, of \\ ervoor als de titel zo luidt",
        "en": "'{read}' is read as the title of an attachment; put other words in a plain paragraph, or \\ before it if the title reads so",
    },
    "header-extra": {
        "nl": "'{read}' hoort hier niet bij '{keyword}'; {advice}",
        "en": "'{read}' does not belong here with '{keyword}'; {advice}",
    },
    "qualifier": {
        "nl": "onbekend bij '{keyword}': [{read}]; {near}",
        "en": "unknown with '{keyword}': [{read}]; {near}",
    },
    "count": {
        "nl": "'{read}' is geen aantal; verwacht: een getal, zoals {example}",
        "en": "'{read}' is no count; expected a number, such as {example}",
    },
    "tally": {
        "nl": "de stemming klopt niet: {why}",
        "en": "the vote does not add up: {why}",
    },
    "twice": {
        "nl": "'{read}' is twee keer gegeven; laat één van beide staan",
        "en": "'{read}' is given twice; keep one of the two",
    },
    "number-needed": {
        "nl": "'{keyword}' heeft een nummer nodig, zoals A-2025-003",
        "en": "'{keyword}' needs a number, such as A-2025-003",
    },
    "number-unknown": {
        "nl": "nummer {read} bestaat niet; kijk het na in de lijst, of haal het weg",
        "en": "number {read} does not exist; look it up in the list, or remove it",
    },
    "number-list": {
        "nl": "nummer {read} kan niet voor meer punten tegelijk gelden; geef elk punt een eigen regel",
        "en": "number {read} cannot go with several bullets; give each its own line",
    },
    "number-taken": {
        "nl": "nummer {read} staat hierboven al; laat het weg voor het volgende vrije nummer",
        "en": "number {read} stands above already; leave it out to get the next free one",
    },
    "reference": {
        "nl": "niets dat hierboven staat en hier past heet '{read}'; geef wat u bedoelt dat kenmerk: [kenmerk {read}] achter het trefwoord, of {{kenmerk={read}}} bij een punt of kopje",
        "en": "nothing above that fits here is called '{read}'; give what you mean that name: [ref {read}] behind its keyword, or {{ref={read}}} at a bullet or heading",
    },
    "ref": {
        "nl": "'{read}' kan geen kenmerk zijn; verwacht: één woord van letters en cijfers, zoals K1 of brug",
        "en": "'{read}' cannot be a name to point at; expected one word of letters and digits, such as R1 or bridge",
    },
    "ref-taken": {
        "nl": "kenmerk '{read}' staat hierboven al; kies een ander",
        "en": "the name '{read}' stands above already; choose another one",
    },
    "ref-list": {
        "nl": "kenmerk '{read}' kan niet voor meer punten tegelijk gelden; zet {{kenmerk={read}}} aan het begin van het ene punt",
        "en": "the name '{read}' cannot go with several bullets; put {{ref={read}}} at the start of the one bullet",
    },
    "ref-point": {
        "nl": "'{read}': naar een punt van een opsomming kan niets wijzen; haal het weg, of maak er een regel met een trefwoord van",
        "en": "'{read}': nothing can point at a point of a list; remove it, or make it a line with a keyword",
    },
    "mark-alone": {
        "nl": "'{keyword}:' heeft geen tekst en er staat geen alinea direct boven; zet er tekst achter, of zet het onder een alinea",
        "en": "'{keyword}:' has no text and no paragraph stands directly above; write text after it, or put it under a paragraph",
    },
    "no-question": {
        "nl": "er staat hierboven geen open vraag; zet er een 'Vraag:' boven, of schrijf 'Antwoord [geen vraag]:'",
        "en": "no open question stands above; put a 'Question:' above it, or write 'Answer [no question]:'",
    },
    "closed-open": {
        "nl": "|| wordt niet afgesloten; zet || en {{grond}} achter de besloten woorden, of \\ voor elke |",
        "en": "|| is not closed; put || and {{ground}} after the closed words, or \\ before each |",
    },
    "closed-here": {
        "nl": "met {read} kan hier niets besloten worden: dit wordt afgedrukt zoals het er staat; sluit het hele punt of laat het weg; zet \\ voor elke | als het tekst is",
        "en": "{read} cannot close anything here: this is printed as it stands; close the whole item or leave it out; put \\ before each | if it is text",
    },
    "kept-closed": {
        "nl": "'{read}' is niet openbaar in dit boek en blijft dat; openen is een handeling op zich",
        "en": "'{read}' is not public in this book and stays so; opening is an act of its own",
    },
    "flag": {
        "nl": "'{read}': 'niet openbaar' is hier niet als kenmerk gelezen; schrijf '- Naam (rol, niet openbaar)' onder personen of aanwezig",
        "en": "'{read}': 'not public' is not read as a flag here; write '- Name (role, not public)' under people or present",
    },
    "closing-unread": {
        "nl": "'{read}' sluit hier niets, en wat besloten is bedoeld zou openbaar worden; schrijf '||woorden||{{5.1.2e}}', of '{{besloten 5.1.2e}}' aan het eind van een kop of van de titel van een bijlage, met niets erachter; zet \\ voor het haakje als het tekst is",
        "en": "'{read}' closes nothing here, and what is meant to be closed would be public; write '||words||{{5.1.2e}}', or '{{closed 5.1.2e}}' at the end of a heading or of the title of an attachment, with nothing behind it; put \\ before the bracket if it is text",
    },
    "closing-plain": {
        "nl": "'{read}' sluit niets: wat hier staat wordt openbaar; schrijf '## Titel {{besloten 5.1.2e}}' om een heel punt te sluiten, of '||woorden||{{5.1.2e}}', of \\ ervoor als het tekst is",
        "en": "'{read}' closes nothing: what stands here becomes public; write '## Title {{closed 5.1.2e}}' to close a whole item, or '||words||{{5.1.2e}}', or \\ before it if it is text",
    },
    "html-comment": {
        "nl": "'{read}' is tekst en wordt afgedrukt; zet // aan het begin van een regel die niet wordt vastgelegd, of \\ voor < als het tekst is",
        "en": "'{read}' is text and is printed; put // at the start of a line that is not recorded, or \\ before < if it is text",
    },
    "ground-empty": {
        "nl": "de grond waarop dit besloten is, ontbreekt; schrijf 'besloten 5.1.2e'",
        "en": "the ground on which this is closed is missing; write 'closed 5.1.2e'",
    },
    "next-words": {
        "nl": "'{read}' is niet als datum, tijd of plaats gelezen, dus dit blijft gewone tekst; schrijf 'Volgende vergadering: 24 september, 19:30, plaats'",
        "en": "'{read}' is not read as a date, time or place, so this stays plain text; write 'Next meeting: 24 September, 19:30, place'",
    },
    "frame-twice": {
        "nl": "'{keyword}' stond al op regel {line}; haal één van beide weg, of zet er '{between}:' tussen",
        "en": "'{keyword}' stood on line {line} already; remove one of the two, or put '{between}:' between them",
    },
    "bracket-in-words": {
        "nl": "[{read}] staat in de woorden en wordt gewone tekst; schrijf '{keyword} [{read}]: …', of \\ voor [ als het tekst is",
        "en": "[{read}] stands in the words and becomes plain text; write '{keyword} [{read}]: …', or \\ before [ if it is text",
    },
    "file-large": {
        "nl": "dit bestand is {size} MB en wordt niet in het boek bewaard (hoogstens {most} MB); naam, omvang en controlegetal wel",
        "en": "this file is {size} MB and is not kept in the book ({most} MB at most); its name, size and digest are",
    },
    "verdict-alone": {
        "nl": "'{read}' is hier alles wat besloten is, en is niet als wijze of uitkomst vastgelegd; schrijf '{keyword} [{verdict}]: wat besloten is'",
        "en": "'{read}' is all that was decided here, and is not recorded as method or outcome; write '{keyword} [{verdict}]: what was decided'",
    },
    "which-proposal": {
        "nl": "hier zijn meer voorstellen niet besloten; dit besluit gaat nu over dat van regel {line}, niet over regel {others}; geef het bedoelde een kenmerk, zoals 'Voorstel [kenmerk K1]:', en schrijf hier [over K1]",
        "en": "more than one proposal is undecided here; this decision is now on that of line {line}, not of line {others}; give the one you mean a name, as in 'Proposal [ref R1]:', and write [on R1] here",
    },
    "line-lost": {
        "nl": "deze regel werd niets dat kan worden vastgelegd; schrijf hem als alinea, of zet er // voor",
        "en": "this line became nothing that can be recorded; write it as a paragraph, or put // before it",
    },
    "ground-missing": {
        "nl": "na || ontbreekt de grond; verwacht: ||woorden||{{5.1.2e}}",
        "en": "the ground after || is missing; expected ||words||{{5.1.2e}}",
    },
    "ground": {
        "nl": "onbekende grond '{read}': {near}",
        "en": "unknown ground '{read}': {near}",
    },
    "too-deep": {
        "nl": "hier zitten meer dan {limit} dingen in elkaar; maak het eenvoudiger",
        "en": "more than {limit} things are nested here; make it simpler",
    },
    "link": {
        "nl": "'{read}' is geen adres; verwacht: http:, https: of mailto:",
        "en": "'{read}' is no address; expected http:, https: or mailto:",
    },
    "attribute": {
        "nl": "onbekend in een kop: {{{read}}}; {near}; zet \\ voor {{ als het tekst is",
        "en": "unknown in a heading: {{{read}}}; {near}; put \\ before {{ if it is text",
    },
    "attachment-unknown": {
        "nl": "er is hierboven geen bijlage '{read}': {near}",
        "en": "there is no attachment '{read}' above: {near}",
    },
    "path": {
        "nl": "bestand '{read}' {why}",
        "en": "file '{read}' {why}",
    },
    "path-unread": {
        "nl": "'{read}' is niet als bestand gelezen; schrijf 'Bijlage: Titel <pad>', met niets erachter dan '{{besloten …}}', of \\ voor < als het tekst is",
        "en": "'{read}' is not read as a file; write 'Attachment: Title <path>', with nothing behind it but '{{closed …}}', or \\ before < if it is text",
    },
    "digest": {
        "nl": "'{read}' is geen controlegetal; verwacht: sha256: en 64 tekens 0-9 en a-f",
        "en": "'{read}' is no digest; expected sha256: and 64 characters 0-9 and a-f",
    },
    "quorum": {
        "nl": "'{read}' klopt niet met de aantallen ({present} van {required})",
        "en": "'{read}' does not agree with the counts ({present} of {required})",
    },
}

TEXTS: Mapping[str, Mapping[Language, str]] = {**_TEXTS, **OF_NAMES, **STRUCTURE}

ADVICE: Mapping[str, Mapping[Language, str]] = {
    "form": {"nl": "schrijf '{form}'", "en": "write '{form}'"},
    "away": {
        "nl": "haal het weg, of zet het na de dubbele punt",
        "en": "remove it, or put it after the colon",
    },
}
"""What to do about a part of a header that is not read."""

WHY: Mapping[str, Mapping[Language, str]] = {
    "twice": {"nl": "{name} is twee keer genoemd", "en": "{name} is named twice"},
    "names": {
        "nl": "{count} {side}, maar {names} namen",
        "en": "{count} {side}, but {names} names",
    },
    "secret": {
        "nl": "bij een geheime stemming staan geen namen",
        "en": "a secret ballot has no names",
    },
    "unanimous": {
        "nl": "unaniem, en toch stemmen tegen",
        "en": "unanimous, and yet votes against",
    },
    "carried": {
        "nl": "aangenomen met {against} tegen en {in_favour} voor; noem de vereiste meerderheid als dat klopt ([vereist …])",
        "en": "carried with {against} against and {in_favour} for; state the majority required if that is right ([required …])",
    },
    "rejected": {
        "nl": "verworpen met {in_favour} voor en {against} tegen; noem de vereiste meerderheid als dat klopt ([vereist …])",
        "en": "rejected with {in_favour} for and {against} against; state the majority required if that is right ([required …])",
    },
    "no folder": {
        "nl": "kan niet worden gelezen: deze tekst heeft geen map",
        "en": "cannot be read: this text has no folder",
    },
    "outside": {
        "nl": "ligt niet in de map van dit bestand; leg het daar, en noem het pad vanaf die map",
        "en": "does not lie in this file's folder; put it there, and name the path from that folder",
    },
    "missing": {"nl": "is er niet; kijk de naam na", "en": "is not there; check its name"},
    "unreadable": {"nl": "kan niet worden gelezen ({error})", "en": "cannot be read ({error})"},
}
