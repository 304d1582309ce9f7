"""Describing a body: its settings are events, because they change what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.events import BodyDescribed
from alliance_minutes.events.admission import admitted
from alliance_minutes.parties import Directory
from alliance_minutes.store import Save
from alliance_minutes.values import BOOK_STREAM, PARTIES_STREAM, check_patterns, new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.book.session import Session


def describe(session: Session, name: str, by: str | None, settings: Mapping[str, Any]) -> BodyDescribed:
    """Record settings of the body called ``name``; settings that are not given stay as they are.

    Raises:
        InvalidValueError: a setting that does not exist or cannot be.
        ConcurrencyError: somebody else described a body or introduced a party just now.
    """
    known = {a.name for a in attrs.fields(BodyDescribed)} - {"body"}
    unknown = sorted(set(settings) - known)
    if unknown:
        raise InvalidValueError("setting of a body", unknown[0], " or ".join(sorted(known)))
    parties_version, parties = session.parties_at()
    bodies_version, described_before = session.bodies_at()
    directory = Directory(parties)
    body = directory.party(name, kind="body")
    recorder = directory.party(by) if by else None
    before = described_before.get(body) or BodyDescribed(body=body)
    described = admitted(attrs.evolve(before, **settings))
    check_patterns(described.patterns)
    saves = [Save(BOOK_STREAM, (described,), bodies_version, None)]
    if directory.introduced:
        saves.insert(0, Save(PARTIES_STREAM, tuple(directory.introduced), parties_version, None))
    session.store.append(saves, command_id=new_id(), recorded_by=recorder)
    return described
