"""What the rules of meetings refuse in a file, said in the language of the file.

A rule says in English what it objects to. Here stands the same in Dutch, for every rule that a file can break.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.errors import NumberTakenError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.errors import RefusedError
    from alliance_minutes.events import Event
    from alliance_minutes.notation.keywords import Language

_DUTCH: Mapping[str, str] = {
    "meeting.convened-first": "een vergadering begint één keer, met wat bovenaan tussen twee regels --- staat",
    "party.unknown": "een partij die hier is genoemd, is niet bekend in dit boek; noem haar bij haar naam",
    "adopted.fixed": "deze notulen zijn vastgesteld; verander ze met een correctie, op gezag van een besluit",
    "place.unknown": "de plek in de notulen waar dit hoort, is er niet; zet het onder een kop '## …'",
    "item.unknown": "het agendapunt waar dit onder hoort, is er niet; zet er een kop '## …' boven",
    "item.parent-unknown": "het agendapunt waar dit een deel van is, is er niet; zet er een kop '## …' boven",
    "mark.unknown": "hier rust iets op woorden die er niet zijn; zet het direct onder de alinea waar het bij hoort",
    "mark.on-mark": "dit rust op een trefwoord zonder eigen woorden; laat het rusten op de alinea zelf",
    "mark.has-words": "dit rust op een alinea en heeft ook eigen woorden; haal één van beide weg",
    "mark.other-item": "dit rust op een alinea onder een ander agendapunt; zet het onder hetzelfde punt",
    "document.unknown": "de bijlage van deze presentatie is er niet; zet er een 'Bijlage: …' boven",
    "question.unknown": "de vraag {number} waar dit een antwoord op is, is er niet; kijk het nummer na in de lijst van vragen",
    "proposal.unknown": "het voorstel waar dit over gaat, is er niet; zet er een 'Voorstel: …' boven, of schrijf [geen voorstel]",
    "number.unknown": "er is geen {kind} {number}; kijk het nummer na in de lijst, of laat het weg",
    "number.taken": "nummer {number} is al in gebruik; laat het weg voor het volgende vrije nummer",
    "tally.sum": "de stemming klopt niet: een aantal en de namen erbij zijn niet even veel, of iemand is twee keer genoemd",
    "tally.secret": "bij een geheime stemming staan geen namen; haal ze weg, of haal [geheim] weg",
    "tally.outcome": "de stemming klopt niet met de uitslag; noem de vereiste meerderheid als dat zo hoort ([vereist …])",
    "quorum.sum": "het quorum klopt niet met de aantallen; schrijf 'Quorum: vereist 5, aanwezig 8'",
    "attendance.votes": "een aantal stemmen is niet kleiner dan 0",
    "adoption.editions": "zeg welke notulen zijn vastgesteld: 'Vastgesteld [notulen, publieksnotulen]:'",
}
_KINDS: Mapping[str, str] = {
    "action-completed.v1": "actie",
    "action-dropped.v1": "actie",
    "decision-taken.v1": "besluit",
}


def refusal_text(refusal: RefusedError, event: Event, language: Language) -> str:
    """Why a rule refuses an event of a file; in English, and for a rule of a plugin, as the rule says it."""
    told = _DUTCH.get(refusal.rule) if language == "nl" else None
    if told is None:
        return str(refusal)
    number = getattr(event, "supersedes", None) or getattr(event, "number", None) or ""
    return told.format(number=number, kind=_KINDS.get(event.TYPE, "nummer")).replace("  ", " ")


_NOTICES: Mapping[str, Mapping[str, str]] = {
    "words.erased": {
        "nl": "hier zijn woorden of een naam van vermelding {version} gewist; wat er in het bestand staat, is niet "
        "vastgelegd: 'show VERGADERING --as notation' schrijft het bestand zoals het boek het heeft; zet wat nieuw is "
        "in een alinea ernaast",
        "en": "words or a name of entry {version} were erased here; what the file has in their place is not recorded: "
        "'show MEETING --as notation' writes the file as the book has it; put what is new in a paragraph beside it",
    },
    "closing.stays": {
        "nl": "in het boek is van vermelding {version} iets anders besloten dan hier, en dat blijft zo: 'close' en "
        "'open' veranderen het, en 'show VERGADERING --as notation' schrijft het bestand zoals het boek het heeft",
        "en": "the book has something of entry {version} closed otherwise than here, and that stays: 'close' and 'open' "
        "change it, and 'show MEETING --as notation' writes the file as the book has it",
    },
    "closing.doubt": {
        "nl": "wat in vermelding {version} besloten was, staat er niet meer; het publiek ziet niets van de vermelding "
        "tot 'open VERGADERING {version} --reason …'",
        "en": "what was closed in entry {version} does not stand in it any more; the public sees nothing of the entry "
        "until 'open MEETING {version} --reason …'",
    },
}


def notice_text(code: str, version: int, language: Language) -> str:
    """What a text does not change in an entry as it may seem to: the reader should look at it."""
    return _NOTICES[code]["nl" if language == "nl" else "en"].format(version=version)


def number_taken_text(number: str, language: Language) -> str:
    """That another meeting gave a number already."""
    error = NumberTakenError(number)
    return _DUTCH["number.taken"].format(number=number) if language == "nl" else str(error)
