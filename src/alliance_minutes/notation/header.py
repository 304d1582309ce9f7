"""The header of a keyword line, as it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from alliance_minutes.notation.keywords import Keyword
    from alliance_minutes.notation.source import Passage


@define
class Header:
    """What stands between a keyword and its colon.

    Attributes:
        word: the keyword as typed.
        keyword: what it means.
        place: where the keyword stands.
        number: a number such as ``B-2025-003``, or ``None``.
        times: times of day.
        parties: names after ``@``; with the words that stood before each ("vervangt", "gesteund door").
        parens: what stood between ``(`` and ``)``.
        qualifiers: what stood between ``[`` and ``]``, split at ``;``.
        chunks: other words (dates, "uiterlijk 24 september").
        odd: those that a day or time follows without a comma, and that say more than a name.
        end: offset after the colon.
        said: all that stood there, as typed.
    """

    word: str
    keyword: Keyword
    place: tuple[int, int]
    number: Passage | None = None
    times: list[Passage] = field(factory=list)
    parties: list[tuple[Passage | None, Passage]] = field(factory=list)
    parens: list[Passage] = field(factory=list)
    qualifiers: list[Passage] = field(factory=list)
    chunks: list[Passage] = field(factory=list)
    odd: list[Passage] = field(factory=list)
    end: int = 0
    said: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing stood there."""
        return not (
            self.number or self.times or self.parties or self.parens or self.qualifiers or self.chunks
        )
