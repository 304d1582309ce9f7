"""Parties and the directory of their names."""

from __future__ import annotations

import pytest

from alliance_minutes.errors import InvalidTextError, InvalidValueError
from alliance_minutes.events import BodyDescribed, PartiesMerged, PartyIntroduced, PartyRenamed
from alliance_minutes.parties import Directory, Parties, bodies


def introduced(party: str, name: str, **more: object) -> PartyIntroduced:
    """An introduction."""
    return PartyIntroduced(party=party, name=name, **more)


def test_a_renamed_party_keeps_its_old_name_as_alias() -> None:
    """Who knew the old name finds the party."""
    parties = Parties([introduced("1", "Fortify"), PartyRenamed(party="1", name="Fortify West")])

    assert (parties["1"].name, parties["1"].aliases) == ("Fortify West", ("Fortify",))
    assert Directory(parties).find("fortify") == "1"


def test_merged_parties_are_one() -> None:
    """Both ids and both names lead to the party that stays."""
    parties = Parties(
        [introduced("1", "Muller"), introduced("2", "Müller"), PartiesMerged(party="1", into="2")]
    )

    assert parties["1"] is parties["2"]
    assert list(parties) == ["2"]
    assert len(parties) == 1
    assert Directory(parties).find("Muller") == "2"


def test_events_about_unknown_parties_change_nothing() -> None:
    """The fold is total."""
    parties = Parties(
        [
            PartyRenamed(party="9", name="x"),
            PartiesMerged(party="9", into="8"),
            introduced("1", "a"),
            PartiesMerged(party="1", into="1"),
            BodyDescribed(body="1"),
        ]
    )

    assert list(parties) == ["1"]


def test_an_erased_name_is_no_name() -> None:
    """A party whose name is gone has none, and is found by none."""
    parties = Parties([introduced("1", ""), PartyRenamed(party="1", name="")])

    assert parties["1"].name is None
    assert parties["1"].aliases == ()


def test_the_latest_description_of_a_body_counts() -> None:
    """Settings are replaced as a whole."""
    first, last = BodyDescribed(body="b"), BodyDescribed(body="b", quorum="5")

    assert bodies([first, introduced("b", "x"), last]) == {"b": last}


def test_a_new_name_makes_a_party_once() -> None:
    """The directory introduces a name the first time, and knows it then."""
    directory = Directory(new=iter("12345").__next__)

    first = directory.party(" De   Meervaart ", kind="organisation", role="partner", public=False)

    assert directory.party("de meervaart") == first
    assert directory.introduced == [
        introduced("1", "De Meervaart", kind="organisation", role="partner", public=False)
    ]
    assert directory.name(first) == "De Meervaart"
    assert directory.name("nobody") is None


@pytest.mark.parametrize(
    ("known", "new"), [("Müller", "Muller"), ("Groot-Bosveld", "Groot Bosveld"), ("Jansonius", "Jansonuis")]
)
def test_a_name_that_is_nearly_known_is_noted(known: str, new: str) -> None:
    """A slip of the pen makes a party of its own, and a warning."""
    directory = Directory(Parties([introduced("1", known)]))

    assert directory.party(new) != "1"
    assert [(near.name, near.known) for near in directory.near] == [(new, known)]


@pytest.mark.parametrize(
    ("known", "new"),
    [("De wethouder", "De burgemeester"), ("A. Jansen", "B. Jansen"), ("Buurt 1", "Buurt 2"), ("Bo", "Jo")],
)
def test_names_that_differ_are_not_near(known: str, new: str) -> None:
    """Another name, another initial, another digit are no slip of the pen."""
    directory = Directory(Parties([introduced("1", known)]))
    directory.party(new)

    assert directory.near == []


def test_many_new_names_are_met_in_linear_time() -> None:
    """Ten thousand names, and one of a million letters, are no hurdle."""
    directory = Directory()
    for number in range(10_000):
        directory.party(f"Bewoner van huis {number}")
    directory.party("x" * 1_000_000)

    assert len(directory.introduced) == 10_001
    assert directory.near == []


def test_what_is_said_of_a_party_later_is_kept() -> None:
    """A role, an organisation, and above all that the name is not public, in whatever order they are told."""
    directory = Directory(new=iter("12345").__next__)
    directory.party("Ida")
    directory.party("ida", role="penningmeester", organisation="Stichting Zon", public=False)
    directory.party("Ida", role="secretaris", public=True)

    assert directory.introduced == [
        introduced("1", "Ida", role="penningmeester", organisation="Stichting Zon", public=False)
    ]
    assert directory.kept_closed == ["Ida"]


def test_a_party_of_the_book_is_introduced_anew_with_what_is_new() -> None:
    """Its name is closed from then on, and its other names stay; nothing new introduces nothing."""
    book = [introduced("1", "Jan", role="lid"), PartyRenamed(party="1", name="Jan Stil")]
    directory = Directory(Parties(book))
    directory.party("Jan Stil", role="lid")
    assert directory.introduced == []

    assert directory.party("jan", kind="person", public=False) == "1"
    now = Parties([*book, *directory.introduced])["1"]
    assert (now.name, now.aliases, now.role, now.kind, now.public) == (
        "Jan Stil",
        ("Jan",),
        "lid",
        "person",
        False,
    )


def test_a_name_that_is_not_public_stays_so_when_parties_are_merged() -> None:
    """One public name opens no other."""
    parties = Parties(
        [introduced("1", "a", public=False), introduced("2", "b"), PartiesMerged(party="1", into="2")]
    )

    assert not parties["2"].public


def test_a_party_has_a_name() -> None:
    """Nothing, or what XML cannot hold, is no name."""
    with pytest.raises(InvalidValueError):
        Directory().party("  ")
    with pytest.raises(InvalidTextError):
        Directory().party("a\0b")
