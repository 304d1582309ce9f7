"""Acts on the parties of a book: meeting a name, another name for a party, two that are one, names that are not public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from alliance_minutes.book.reasons import reason_of
from alliance_minutes.book.refusing import refused
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import PartiesMerged, PartyRenamed, PassageClosed, PassageOpened
from alliance_minutes.events.admission import admitted
from alliance_minutes.parties import Directory
from alliance_minutes.store import Save
from alliance_minutes.values import PARTIES_STREAM, admit_ground, new_id

if TYPE_CHECKING:
    from alliance_minutes.book.reasons import Reason
    from alliance_minutes.book.session import Session
    from alliance_minutes.events import Event
    from alliance_minutes.values import PartyId


def introduce(session: Session, name: str, by: str | None, **said: Any) -> PartyId:
    """The id of the party with this name; a name that is new to the book makes one, and what is said of it is kept."""
    version, parties = session.parties_at()
    directory = Directory(parties)
    party = directory.party(name, **said)
    if directory.introduced:
        _save(session, directory, version, [], by)
    return party


def describe(session: Session, name: str, by: str | None, **said: Any) -> PartyId:
    """Say anew of the party that goes by ``name`` what is given; ``None`` says nothing, and "" that it has none.

    Raises:
        InvalidValueError: no party goes by ``name``.
    """
    version, parties = session.parties_at()
    directory = Directory(parties)
    party = _known(directory, name)
    held = directory.introduction(party)
    changes: dict[str, Any] = {field: value or None for field, value in said.items() if value is not None}
    anew = evolve(held, **changes)
    if anew != held:
        _save(session, directory, version, [anew], by)
    return party


def rename(session: Session, name: str, to: str, by: str | None) -> PartyId:
    """Give the party that goes by ``name`` another name; the old one stays an alias.

    Raises:
        InvalidValueError: no party goes by ``name``, another one goes by ``to``, or that is no name.
    """
    version, parties = session.parties_at()
    directory = Directory(parties)
    party = _known(directory, name)
    if not to.split():
        raise InvalidValueError("new name", to, "a name")
    if directory.find(to) not in {None, party}:
        raise InvalidValueError(
            "new name", to, f"a name that no other party has; merge {name!r} into it instead"
        )
    _save(session, directory, version, [PartyRenamed(party=party, name=" ".join(to.split()))], by)
    return party


def merge(session: Session, name: str, into: str, by: str | None) -> PartyId:
    """Let the party that goes by ``name`` be the one that goes by ``into`` from now on.

    Raises:
        InvalidValueError: no party goes by one of the names, or both names are of one party.
    """
    version, parties = session.parties_at()
    directory = Directory(parties)
    party, kept = _known(directory, name), _known(directory, into)
    if party == kept:
        raise InvalidValueError(
            "pair of parties", (name, into), "names of two parties; these are one already"
        )
    _save(session, directory, version, [PartiesMerged(party=party, into=kept)], by)
    return kept


def close(session: Session, name: str, ground: str, reason: Reason, by: str | None) -> PartyId:
    """Keep the name of a party from the public in the whole book.

    Raises:
        InvalidValueError: no party goes by ``name``, or there is no such ground.
        RefusedError: it is not public already.
    """
    version, parties = session.parties_at()
    directory = Directory(parties)
    party = _known(directory, name)
    if not parties[party].public:
        raise refused("closing.nothing", "the name of this party is not public already")
    act = PassageClosed(
        subject="party", party=party, ground=admit_ground(ground), reason=reason_of(session, reason)
    )
    _save(session, directory, version, [act], by)
    return party


def open_to_public(session: Session, name: str, reason: Reason, by: str | None) -> PartyId:
    """Let the public see the name of a party again, in the whole book.

    Raises:
        InvalidValueError: no party goes by ``name``, or no reason is given.
        RefusedError: it is public already.
    """
    version, parties = session.parties_at()
    directory = Directory(parties)
    party, why = _known(directory, name), reason_of(session, reason)
    if not why:
        raise InvalidValueError("reason", reason, "why it may be open from now on, in words")
    if parties[party].public:
        raise refused("opening.nothing", "the name of this party is public already")
    _save(session, directory, version, [PassageOpened(subject="party", party=party, reason=why)], by)
    return party


def _known(directory: Directory, name: str) -> PartyId:
    party = directory.find(name)
    if party is None:
        raise InvalidValueError("party of this book", name, "a name that stands in it")
    return party


def record_parties(session: Session, directory: Directory, version: int, by: str | None) -> None:
    """Record what a directory that was made of this version of the parties introduced."""
    _save(session, directory, version, [], by)


def _save(session: Session, directory: Directory, version: int, acts: list[Event], by: str | None) -> None:
    """Record acts after the introductions; the version read with the parties tells when somebody else was first."""
    recorder = directory.party(by) if by else None
    events = tuple(admitted(event) for event in (*directory.introduced, *acts))
    save = Save(PARTIES_STREAM, events, version, None)
    session.store.append([save], command_id=new_id(), recorded_by=recorder)
