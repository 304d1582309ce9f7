"""Which function tells each event that the minutes can say, so that a correction can tell how an entry read before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.compose import frame, life, presence, talk, will

if TYPE_CHECKING:
    from alliance_minutes.compose.told import Tellers

STATEMENTS: Tellers = {
    **frame.TELLERS,
    **presence.TELLERS,
    **talk.TELLERS,
    **will.TELLERS,
    **life.TELLERS,
}
"""The function that tells each event but the acts of mending, which are about these and are never mended themselves."""
