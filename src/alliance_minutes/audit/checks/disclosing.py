"""Whether the disclosures of an entry are those that its digests name, and which of them are gone."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import orjson

from alliance_minutes.audit.checks.report import kind_of, shown
from alliance_minutes.store.entries import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.audit.checks.report import Findings

    Place = tuple[Any, Any, Any]
    """Position, stream and version of an entry, as the book has them."""

_DIGEST = 43
_SALT = 22
"""The characters of a salt of 16 bytes in base64url."""

_SEEN = 2**16
"""Salts that are remembered, by a number made of each: half a megabyte, which a processor keeps at hand."""


class Disclosures:
    """The disclosures of one entry after the other, and what is gone of them.

    A salt that repeats is found within an entry, and in the book as long as no later salt took its place in memory:
    randomness that repeats itself does so more than once.
    """

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._gone: dict[str, Place] = {}
        self._erased: dict[str, Place] = {}
        self._salts = array("q", bytes(8 * _SEEN))

    def plain(self, place: Place, digests: list[Any], lines: list[bytes]) -> dict[str, Any] | None:
        """The hidden fields of an event whose disclosures hold no further digests, where all is as it should be."""
        hidden: dict[str, Any] = {}
        salts = self._salts
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
                if len(salt) < _SALT or salts[known & _SEEN - 1] == known:
                    self._salt(place, salt)
                salts[known & _SEEN - 1] = known
        except (ValueError, TypeError, KeyError):
            return None
        return hidden

    def trace(
        self, place: Place, entry: dict[str, Any], lines: list[bytes], fields: frozenset[str], *, salted: bool
    ) -> None:
        """Follow every digest of an entry to its disclosure, and the digests in that one to theirs.

        Args:
            place: of the entry.
            entry: the entry.
            lines: its disclosures.
            fields: what can be disclosed of its event; empty where the type is not known.
            salted: whether its salts were looked at already.
        """
        by_digest, struck = self._sorted_out(place, lines, salted=salted)
        self._check_marks(place, struck, by_digest, fields)
        waiting = self._named(place, entry)
        while waiting:
            one = waiting.pop()
            disclosure = by_digest.pop(one, None)
            if disclosure is not None:
                if len(disclosure) == 3:
                    waiting.extend(_within(disclosure[2]))
            elif one in struck:
                self._gone[one] = place
            else:
                self._add(place, "disclosure.missing", f"nothing answers to the digest {shown(one)}")
        for one, disclosure in by_digest.items():
            what = shown(disclosure[1]) if len(disclosure) == 3 else "a decoy"
            self._add(
                place,
                "disclosure.unknown",
                f"a disclosure of {what} has the digest {one}, which nothing names",
            )
        for one in struck:
            self._gone.setdefault(one, place)

    def _sorted_out(
        self, place: Place, lines: list[bytes], *, salted: bool
    ) -> tuple[dict[str, list[Any]], dict[str, str]]:
        """The disclosures by their digests, and the fields of those that are marked as erased, by theirs."""
        by_digest: dict[str, list[Any]] = {}
        struck: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            what = f"line {number} of its disclosures"
            try:
                disclosure = orjson.loads(line)
            except ValueError as error:
                self._malformed(place, f"{what} is no JSON ({error})")
                continue
            if type(disclosure) is dict:
                gone, field = disclosure.get("erased"), disclosure.get("field")
                if len(disclosure) != 2 or type(gone) is not str or type(field) is not str or gone in struck:
                    self._malformed(
                        place, f"{what} is no mark of an erased disclosure, or stands there twice"
                    )
                else:
                    struck[gone] = field
            elif _is_disclosure(disclosure):
                one = digest(line)
                if one in by_digest:
                    self._malformed(place, f"{what} stands there twice")
                by_digest[one] = disclosure
                if not salted:
                    self._salt(place, disclosure[0])
            else:
                self._malformed(place, f"{what} is not [salt, field, value]")
        return by_digest, struck

    def _check_marks(
        self, place: Place, struck: dict[str, str], by_digest: dict[str, list[Any]], fields: frozenset[str]
    ) -> None:
        """See that marks of erasures say what can be: no digest vouches for them, and readers go by their field."""
        for one, field in struck.items():
            if one in by_digest:
                self._malformed(place, f"the disclosure with the digest {one} is there and marked as erased")
            elif fields and field not in fields:
                self._malformed(place, f"the mark of the erased digest {one} names no field of this event")

    def _named(self, place: Place, entry: dict[str, Any]) -> list[str]:
        """The digests that an entry names, also in the event within its event: at least one in all."""
        named: list[str] = []
        within: Any = {"_sd": entry["_sd"], "instead": entry["event"].get("instead")}
        while type(within) is dict:
            digests = within.get("_sd")
            if type(digests) is not list or not all(
                type(one) is str and len(one) == _DIGEST for one in digests
            ):
                self._add(place, "entry.malformed", f"where its digests should be stands {kind_of(digests)}")
            elif digests != sorted(set(digests)):
                self._add(place, "entry.malformed", "its digests are not sorted, or one stands there twice")
            else:
                named += digests
            within = within.get("instead")
        if not named:
            self._add(place, "entry.malformed", "it names no disclosure; every entry names one")
        return named

    def erased(self, place: Place, digests: tuple[str, ...]) -> None:
        """Take what an event says was erased."""
        for one in digests:
            self._erased.setdefault(one, place)

    def end(self) -> None:
        """See that what is gone was erased, and what was erased is gone."""
        for one, place in self._gone.items():
            if one not in self._erased:
                self._add(
                    place,
                    "erasure.unexplained",
                    f"the disclosure with the digest {one} is marked as erased, and no event says so",
                )
        for one, place in self._erased.items():
            if one not in self._gone:
                self._add(
                    place,
                    "erasure.unfinished",
                    f"the digest {shown(one)} was erased, and nothing shows that it is gone",
                )

    def _salt(self, place: Place, salt: str) -> None:
        if len(salt) < _SALT:
            self._add(place, "disclosure.salt", "the salt of a disclosure has fewer than 16 bytes")
        known = hash(salt)
        slot = known & _SEEN - 1
        if self._salts[slot] == known and known:
            self._add(place, "disclosure.salt", "the salt of a disclosure was used before")
        self._salts[slot] = known

    def _malformed(self, place: Place, message: str) -> None:
        self._add(place, "disclosure.malformed", message)

    def _add(self, place: Place, kind: str, message: str) -> None:
        table = "stored_events" if kind.startswith("entry") else "vault"
        position, stream, version = place
        self._findings.add(kind, message, position=position, stream=stream, version=version, table=table)


def _is_disclosure(disclosure: Any) -> bool:
    return (
        type(disclosure) is list
        and len(disclosure) in {1, 3}
        and all(type(part) is str for part in disclosure[:2])
    )


def _within(value: Any) -> Iterator[str]:
    """The digests of the closed runs in the value of a disclosure."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is dict:
            found = one.get("_sd")
            if type(found) is list:
                yield from (each for each in found if type(each) is str)
            waiting.extend(one.values())
        elif type(one) is list:
            waiting.extend(one)
