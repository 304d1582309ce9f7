"""New parties whose names may be those of a party that is not public: their names would be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.notation.no_roles import is_role_word
from alliance_minutes.notation.source import bare
from alliance_minutes.parties.name_words import is_organisation, may_mean, own_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alliance_minutes.notation.reading import Reading
    from alliance_minutes.notation.source import Passage
    from alliance_minutes.values import PartyId

_SIDES = "@()[],.;:/+"
_SHORTEST = 3  # letters of a surname that is looked for in words
_ARTICLES = ("de", "het", "een", "the", "a", "an")  # "De melder" may be nobody's surname
_NO_PEOPLE = ("organisation", "office", "body")


def closed_names(reading: Reading) -> dict[PartyId, tuple[str, ...]]:
    """The names of each party whose name is not public."""
    known = reading.directory.parties
    closed = {party.id: (party.name, *party.aliases) for party in known.values() if not party.public}
    for event in reading.directory.introduced:
        if not event.public:
            before = known.get(event.party)
            closed[event.party] = (event.name, *(before.aliases if before else ()))
    return {party: tuple(name for name in names if name) for party, names in closed.items()}


def refuse_likenesses(closed: Mapping[PartyId, tuple[str, ...]], reading: Reading) -> None:
    """Refuse new names that hold a closed one, are nearly one, or share a word with one; a near public one is told."""
    told = _nearly(closed, reading)
    if closed:
        _sharing(closed, told | _holding(closed, reading), reading)


def _nearly(closed: Mapping[PartyId, tuple[str, ...]], reading: Reading) -> set[PartyId]:
    """Tell of new names that are nearly known ones, and refuse those that would print a closed one; whose these are."""
    refused: set[PartyId] = set()
    for place, name, known, party in reading.near:
        near = reading.directory.find(known)
        shown, other, hidden, at = (party, name, known, place)
        if party in closed and near is not None:
            shown, other, hidden, at = near, known, name, reading.named.get(near, place)
        if (
            (party in closed) == (near in closed)
            or shown in reading.told_public
            or shown not in reading.named
        ):
            reading.messages.warning("near-name", place.place(), read=bare(name), known=bare(known))
        else:
            reading.messages.error("near-closed", at.place(), read=bare(other), known=bare(hidden))
            refused.add(shown)
    return refused


def _holding(closed: Mapping[PartyId, tuple[str, ...]], reading: Reading) -> set[PartyId]:
    """Refuse names that hold a closed one as whole words: it would be printed with them; whose these are."""
    names = {tuple(name.casefold().split()) for both in closed.values() for name in both}
    lengths = sorted({len(words) for words in names})
    refused: set[PartyId] = set()
    for party, place, name in _new(closed, reading):
        words = tuple(name.casefold().split())
        stripped = tuple(word.strip(_SIDES) for word in words)
        if words not in names and any(
            stripped[at : at + length] in names
            for length in lengths
            for at in range(len(stripped) - length + 1)
        ):
            reading.messages.wrong("name-holds", place)
            refused.add(party)
    return refused


def _sharing(closed: Mapping[PartyId, tuple[str, ...]], told: set[PartyId], reading: Reading) -> None:
    """Refuse new names that may be another way to write a closed one: they would be printed."""
    owners: dict[str, list[str]] = {}
    for name, words in _people(closed, reading):
        for word in words:
            owners.setdefault(word, []).append(name)
    for party, place, name in _new(closed, reading):
        if party not in told:
            sharing = (hidden for word in own_words(name) for hidden in owners.get(word, ()))
            hidden = next((hidden for hidden in sharing if may_mean(name, hidden)), None)
            if hidden is not None:
                reading.messages.error("near-closed", place.place(), read=bare(name), known=bare(hidden))


def _new(
    closed: Mapping[PartyId, tuple[str, ...]], reading: Reading
) -> Iterator[tuple[PartyId, Passage, str]]:
    """The public parties that this text introduces without saying so, with where it first names them."""
    skipped = reading.told_public | closed.keys()
    for event in reading.directory.introduced:
        if event.party in reading.named and event.party not in skipped:
            yield event.party, reading.named[event.party], event.name


def _people(closed: Mapping[PartyId, tuple[str, ...]], reading: Reading) -> Iterator[tuple[str, list[str]]]:
    """The closed names that may be a person's, with their own words."""
    known = reading.directory.parties
    kinds = {party: known[party].kind for party in closed if party in known}
    kinds |= {event.party: event.kind for event in reading.directory.introduced}
    for party, names in closed.items():
        for name in names:
            if kinds.get(party) in _NO_PEOPLE or is_organisation(name):
                continue
            words = own_words(name)
            if kinds.get(party) == "role" or name.partition(" ")[0].casefold() in _ARTICLES:
                words = [word for word in words if not is_role_word(word)]
            yield name, words


def surnames(closed: Mapping[PartyId, tuple[str, ...]], reading: Reading) -> dict[str, str]:
    """The surnames of people whose names are not public, folded, each with the whole name.

    One that a public party has too is left out: that one may be meant.
    """
    public = [party.name for party in reading.directory.parties.values() if party.id not in closed]
    public += [event.name for event in reading.directory.introduced if event.party not in closed]
    shared = {word for name in public for word in own_words(name or "")}
    found: dict[str, str] = {}
    for name, words in _people(closed, reading):
        typed = name.partition(",")[0].split()
        if len(name.split()) < 2 or not typed:
            continue  # a name of one word is looked for whole
        last = [word for word in own_words(typed[-1]) if word in words]
        for word in last or words[-1:]:
            if len(word) >= _SHORTEST and word not in shared:
                found.setdefault(word, name)
    return found
