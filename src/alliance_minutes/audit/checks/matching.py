"""One walk from the digests of an entry to its disclosures and marks of erasures: all that the entry alone can tell.

The audit lists what the walk finds, the import of an export refuses it: there are no other rules for either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
from attrs import fields

from alliance_minutes.audit.checks.report import kind_of, shown
from alliance_minutes.events import EVENT_TYPES, clear_fields
from alliance_minutes.events.fields import per_type
from alliance_minutes.events.wire import placeholders
from alliance_minutes.store.entries import RECORDED_BY, WORDS, digest, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from alliance_minutes.events import Event

_DIGEST = 43
"""Characters of a digest: base64url of 32 bytes without padding."""

_RUN = frozenset({WORDS})
"""What can be behind a digest within a disclosure: the words of a closed run."""


class Fault(NamedTuple):
    """Something about the disclosures of an entry that is not as it should be.

    Attributes:
        kind: which of the kinds of findings.
        message: what is wrong, without the words of the entry.
    """

    kind: str
    message: str


class Matched(NamedTuple):
    """What became of the digests of an entry.

    Attributes:
        faults: all that is wrong, in the order in which it was found.
        marked: the digests that are marked as erased.
        salts: those of the disclosures.
    """

    faults: list[Fault]
    marked: tuple[str, ...]
    salts: list[str]


class _Level(NamedTuple):
    """The digests that an event names itself, and what may be said of its fields that are gone.

    Attributes:
        digests: the digests.
        fields: the fields that can be behind them; empty where the type is not known, which is told elsewhere.
        demanded: those of the fields without which no such event is recorded.
    """

    digests: list[str]
    fields: frozenset[str]
    demanded: frozenset[str]


def match(entry: Mapping[str, Any], lines: Sequence[bytes], *, whole: bool = True) -> Matched:
    """Follow every digest of an entry to its disclosure, and the digests in that one to theirs.

    Args:
        entry: the entry, with an object as its event.
        lines: its disclosures and the marks of those that were erased, raw JSON each.
        whole: whether they are all that there are. In a public edition some are withheld: then whatever is missing is
            none of a reader's business, and nothing is marked.
    """
    return _Walk(lines, whole=whole).run(entry)


class _Walk:
    """The disclosures of one entry while they are looked for."""

    def __init__(self, lines: Sequence[bytes], *, whole: bool) -> None:
        self._whole = whole
        self._faults: list[Fault] = []
        self._salts: list[str] = []
        self._disclosures: dict[str, list[Any]] = {}
        self._marks: dict[str, str] = {}
        self._missing: dict[str, frozenset[str]] = {}
        for number, line in enumerate(lines, 1):
            self._take(line, f"line {number} of its disclosures")

    def run(self, entry: Mapping[str, Any]) -> Matched:
        there = self._marks.keys() & self._disclosures.keys()
        for one in there:
            self._false(f"the disclosure with the digest {one} is there and marked as erased")
        for level in self._levels(entry):
            self._check_names(level)
            self._follow(level)
        for one, disclosure in self._disclosures.items():
            what = shown(disclosure[1]) if len(disclosure) == 3 else "a decoy"
            self._add(
                "disclosure.unknown",
                f"a disclosure of {what} has the digest {one}, which the entry does not name",
            )
        if self._whole:
            self._check_marks(there)
        elif self._marks:
            self._false("a public edition does not mark what was erased")
        return Matched(self._faults, tuple(self._marks), self._salts)

    # -- disclosures and marks -----------------------------------------------------------------------------------------

    def _take(self, line: bytes, what: str) -> None:
        """Take a line for what it is: a disclosure or a mark."""
        try:
            found = orjson.loads(line)
        except ValueError as error:
            self._malformed(f"{what} is no JSON ({error})")
            return
        if type(found) is dict:
            self._take_mark(found, line, what)
        elif type(found) is list and len(found) in {1, 3} and all(type(part) is str for part in found[:2]):
            one = digest(line)
            if one in self._disclosures:
                self._malformed(f"{what} stands there twice")
            self._disclosures[one] = found
            self._salts.append(found[0])
        else:
            self._malformed(f"{what} is not [salt, field, value]")

    def _take_mark(self, mark: dict[str, Any], line: bytes, what: str) -> None:
        gone, field = mark.get("erased"), mark.get("field")
        if type(gone) is not str or type(field) is not str or line != mark_of(gone, field):
            self._malformed(f"{what} is no mark of an erased disclosure in its one form")
        elif gone in self._marks:
            self._malformed(f"{what} is a mark of an erased disclosure that stands there twice")
        else:
            self._marks[gone] = field

    # -- digests -------------------------------------------------------------------------------------------------------

    def _levels(self, entry: Mapping[str, Any]) -> Iterator[_Level]:
        """The event and the events within it, each with the digests that it names: at least one in all."""
        within: Any = {"type": entry["type"], "_sd": entry["_sd"], "instead": entry["event"].get("instead")}
        first, none = True, True
        while type(within) is dict:
            digests = self._digests(within.get("_sd"))
            type_name = within.get("type")
            cls = EVENT_TYPES.get(type_name) if type(type_name) is str else None
            hidden, demanded = _hidden(cls) if cls is not None else (frozenset[str](), frozenset[str]())
            yield _Level(digests, hidden | {RECORDED_BY} if first and hidden else hidden, demanded)
            none = none and not digests
            within = within.get("instead")
            first = False
        if none:
            self._add("entry.malformed", "it names no disclosure; every entry names at least one")

    def _digests(self, found: Any) -> list[str]:
        """The digests that stand somewhere; none where they are not what they should be."""
        if type(found) is not list or not all(type(one) is str and len(one) == _DIGEST for one in found):
            self._add("entry.malformed", f"where its digests should be stands {kind_of(found)}")
        elif found != sorted(set(found)):
            self._add("entry.malformed", "its digests are not sorted, or one stands there twice")
        else:
            return found
        return []

    def _follow(self, level: _Level) -> None:
        """Look for the disclosures of a level, and for those that they lead to."""
        waiting = [(one, level.fields) for one in level.digests]
        while waiting:
            one, names = waiting.pop()
            disclosure = self._disclosures.pop(one, None)
            if disclosure is None:
                self._missing[one] = names
            elif len(disclosure) == 3:
                waiting.extend((inner, _RUN) for inner in _within(disclosure[2]))

    # -- what marks may say --------------------------------------------------------------------------------------------

    def _check_names(self, level: _Level) -> None:
        """See that marks leave each field of an event told of once, and those that it must have at all."""
        if not self._marks or self._marks.keys().isdisjoint(level.digests):
            return
        names = [self._name(one) for one in level.digests]
        told = [name for name in names if name is not None]
        if len(set(told)) != len(told):
            self._false("the mark of an erased disclosure names a field that another one is of as well")
        elif len(told) == len(names) and not level.demanded.issubset(told):
            self._false(
                "the mark of an erased disclosure names another field than the one that is gone: "
                f"of {', '.join(sorted(level.demanded.difference(told)))} there is nothing"
            )

    def _name(self, one: str) -> str | None:
        """The field behind a digest, as its disclosure or its mark says; a decoy has none."""
        disclosure = self._disclosures.get(one)
        if disclosure is None:
            return self._marks.get(one)
        return disclosure[1] if len(disclosure) == 3 else None

    def _check_marks(self, there: set[str]) -> None:
        """See that all that is missing is marked, and beside what is there nothing else but what that may have led to."""
        for one, names in self._missing.items():
            if one not in self._marks:
                self._add(
                    "disclosure.missing",
                    f"nothing answers to the digest {shown(one)}, and no mark says that it was erased",
                )
            elif names and self._marks[one] not in names:
                self._false(f"the mark of the erased digest {one} names no field that can have been there")
        for one, field in self._marks.items():
            # What a disclosure that is gone led to is gone with it, and only the event that tells of it names that.
            led_to = self._missing and len(one) == _DIGEST and field in _RUN
            if one not in self._missing and one not in there and not led_to:
                self._false(
                    f"the digest {shown(one)} is marked as erased, and the entry names no such digest"
                )

    def _malformed(self, message: str) -> None:
        self._add("disclosure.malformed", message)

    def _false(self, message: str) -> None:
        self._add("erasure.false", message)

    def _add(self, kind: str, message: str) -> None:
        self._faults.append(Fault(kind, message))


@per_type
def _hidden(cls: type[Event]) -> tuple[frozenset[str], frozenset[str]]:
    """The fields of a type that are disclosed, and those of them that no event of it is without."""
    return frozenset(one.name for one in fields(cls)) - clear_fields(cls), frozenset(placeholders(cls))


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
