"""Which proposal an event is about where its line does not say so: the place in the file does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alliance_minutes import events
from alliance_minutes.notation.remarks import which_proposal

if TYPE_CHECKING:
    from alliance_minutes.notation.reading import Reading


def relate(
    event: type[events.Shown], given: dict[str, Any], reading: Reading, place: tuple[int, int]
) -> None:
    """Fill in which proposal a decision is on, and what an amendment changes.

    Args:
        event: the class of the event.
        given: its fields so far, which are added to.
        reading: the proposals above, under the item now open.
        place: where it stands, for messages.
    """
    if event is events.DecisionTaken and "on" not in given:
        amended = given.get("outcome") == "amended"  # a motion is, not an amendment
        nearest = _nearest(reading.amendable, reading) if amended else None
        given["on"] = nearest = nearest or _nearest(reading.undecided, reading)
        if nearest is not None:
            which_proposal(nearest, reading, place)
    elif event is events.ProposalMade and given.get("kind") == "amendment" and "amends" not in given:
        given["amends"] = _nearest(reading.amendable, reading)


def _nearest(among: dict[int | None, dict[int, None]], reading: Reading) -> int | None:
    """The nearest of these proposals under the item now open."""
    return next(reversed(among.get(reading.item, {})), None)
