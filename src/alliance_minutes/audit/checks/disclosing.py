"""The disclosures of one entry after the other: what the walk of each finds, salts that repeat, and what was erased."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import orjson

from alliance_minutes.audit.checks.erasures import Erasures
from alliance_minutes.audit.checks.matching import match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliance_minutes.audit.checks.report import Findings, Place

_SALT = 22
"""The characters of a salt of 16 bytes in base64url."""

REMEMBERED = 2**16
"""Salts that are remembered, by a number made of each: half a megabyte, which a processor keeps at hand."""


class Disclosures:
    """The disclosures of one entry after the other, and what is gone of them.

    A salt that repeats is found within an entry, and in the book as long as no later salt took its place in memory:
    randomness that repeats itself does so more than once.

    Attributes:
        erasures: the marks so far, and the events that tell of them.
    """

    def __init__(self, findings: Findings, *, whole: bool, remembered: int = REMEMBERED) -> None:
        """Begin with no entry.

        Args:
            findings: where to put what is found.
            whole: whether of each entry all disclosures are there, or the mark of an erasure.
            remembered: how many salts are remembered; a power of two.
        """
        self.erasures = Erasures(findings)
        self._findings = findings
        self._whole = whole
        self._last = remembered - 1
        self._salts = array("q", bytes(8 * remembered))

    def plain(self, place: Place, digests: list[Any], lines: Sequence[bytes]) -> dict[str, Any] | None:
        """The hidden fields of an event whose disclosures hold no further digests, where all is as it should be."""
        hidden: dict[str, Any] = {}
        salts, last = self._salts, self._last
        try:
            for line in lines:
                disclosure = orjson.loads(line)
                if len(disclosure) == 3:
                    salt, name, value = disclosure
                    if type(name) is not str or name in hidden:
                        return None
                    hidden[name] = value
                elif len(disclosure) == 1 == len(digests):
                    salt = disclosure[0]
                else:
                    return None
                known = hash(salt)
                if len(salt) < _SALT or salts[known & last] == known:
                    self._salt(place, salt)
                salts[known & last] = known
        except (ValueError, TypeError, KeyError):
            return None
        return hidden

    def trace(
        self, place: Place, entry: dict[str, Any], lines: Sequence[bytes], *, salted: bool
    ) -> tuple[str, ...]:
        """Follow every digest of an entry to its disclosure; the digests that are marked as erased.

        Args:
            place: of the entry.
            entry: the entry.
            lines: its disclosures.
            salted: whether its salts were looked at already.
        """
        matched = match(entry, lines, whole=self._whole)
        for kind, message in matched.faults:
            self._add(place, kind, message)
        if not salted:
            for salt in matched.salts:
                self._salt(place, salt)
        self.erasures.mark(place, matched.marked)
        return matched.marked

    def _salt(self, place: Place, salt: str) -> None:
        if len(salt) < _SALT:
            self._add(place, "disclosure.salt", "the salt of a disclosure has fewer than 16 bytes")
        known = hash(salt)
        slot = known & self._last
        if self._salts[slot] == known and known:
            self._add(place, "disclosure.salt", "the salt of a disclosure was used before")
        self._salts[slot] = known

    def _add(self, place: Place, kind: str, message: str) -> None:
        table = "stored_events" if kind.startswith("entry") else "vault"
        position, stream, version = place
        self._findings.add(kind, message, position=position, stream=stream, version=version, table=table)
