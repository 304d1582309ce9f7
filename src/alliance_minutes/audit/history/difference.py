"""What changed in a meeting between two moments, and why: for each agenda item, word by word.

Both moments are seen through the same gate, with the names and the openness that hold at the later one. So a public
difference holds nothing that a public document could not, and what was closed or erased since shows on neither side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from alliance_minutes.audit.history.acts import Acts
from alliance_minutes.audit.history.comparing import Comparison, Reading
from alliance_minutes.audit.history.differences import Difference, Side
from alliance_minutes.audit.history.moments import closed_then, minutes_at, then_at
from alliance_minutes.audit.history.telling import tellings
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.ledger.proofs import root_at
from alliance_minutes.meeting import fold
from alliance_minutes.values import as_moment, moment_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from alliance_minutes.events import BodyDescribed, Edition
    from alliance_minutes.meeting import Minutes
    from alliance_minutes.parties import Parties
    from alliance_minutes.store import Store
    from alliance_minutes.values import Language, Moment, PartyId


def difference(
    store: Store,
    meeting: str,
    earlier: Moment | str,
    later: Moment | str | None,
    *,
    edition: Edition,
    language: Language | None,
    parties: Callable[[], Parties],
    described: Callable[[], Mapping[PartyId, BodyDescribed]],
) -> Difference:
    """What changed between two moments; ``later`` may be ``None`` for now.

    Raises:
        InvalidValueError: no such moment, or the second lies before the first.
        DamagedBookError, NewerBookError: an entry cannot be read.
    """
    then = then_at(store, meeting, later, parties, described)
    before = minutes_at(store, meeting, earlier)
    if before.size > then.minutes.size:
        raise InvalidValueError(
            "moment to look from",
            moment_text(as_moment(earlier)),
            "one that is not after the moment to look to; change them about",
        )
    before = evolve(before, closed_parties=closed_then(then.minutes.closed_parties, parties()))
    scribe, new = tellings(then, then.minutes, edition=edition, language=language)
    _, old = tellings(then, before, edition=edition, language=language or scribe.language)
    recorded = store.read(meeting, version=then.minutes.version)
    comparison = Comparison(
        scribe,
        Reading(minutes=before, as_recorded=fold(meeting, recorded[: before.version]), told=old),
        Reading(minutes=then.minutes, as_recorded=fold(meeting, recorded), told=new),
        Acts(scribe, before, then.minutes, store),
    )
    head = new.get(1)
    return Difference(
        meeting=meeting,
        title=(head.part("words") if head else None) or meeting,
        edition=edition,
        language=scribe.language,
        text_language=then.minutes.convened.language,
        earlier=_side(store, before, earlier),
        later=_side(store, then.minutes, later),
        items=tuple(comparison.items()),
    )


def _side(store: Store, minutes: Minutes, asked: Moment | str | None) -> Side:
    return Side(
        asked=None if asked is None else moment_text(as_moment(asked)),
        version=minutes.version,
        position=minutes.position,
        size=minutes.size,
        root=store.ledger(lambda ledger: root_at(minutes.size, ledger.subtree)),
        recorded_at=minutes.entries[-1].recorded_at,
    )
