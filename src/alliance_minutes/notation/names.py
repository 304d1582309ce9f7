"""Where a name ends, how a row of names is parted, and what is the matter with one that is met for the first time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliance_minutes.notation.keywords import AND, NEXT, TERMS
from alliance_minutes.notation.no_names import is_no_name, tells
from alliance_minutes.notation.no_roles import tells_reason
from alliance_minutes.notation.source import BLANKS, BREAK, bare
from alliance_minutes.notation.vague import ends_in_when, is_when, may_end_in_day
from alliance_minutes.parties.name_words import PARTICLES, begins_as_organisation, is_organisation

if TYPE_CHECKING:
    from alliance_minutes.notation.source import Passage

_LONGEST_DATE = 60
_LONGEST = 1000  # of a name in which joints are looked for
_AND = "|".join(map(re.escape, AND))
_SIGN = r"(?:[/+]|[ \t]{1,9}[/+][ \t]{1,9})"
NEXT_NAME = rf"(?:[ \t](?i:{_AND})[ \t]+|[ \t]{{0,9}}[/+][ \t]{{0,9}})@"
"""What stands between two names of a row, up to the second."""
_JOINT = re.compile(rf"[ \t](?:{_AND})[ \t]+|(?<=[^\s/+]){_SIGN}(?=[^\s/+])", re.IGNORECASE)
_APART = (" / ", " + ")
_FOR = re.compile(r"(?<!\S)[A-Z]\S*[ \t](?:for|voor)[ \t]+[A-Z]")
_NO_ROW = re.compile(r"(?:t/m|n/a|c/o|w/o)\b", re.IGNORECASE)
_DUE = re.compile(
    rf"[ \t](?:{'|'.join(sorted((word for both in TERMS['due'].values() for word in both), key=len, reverse=True))})[ \t]",
    re.IGNORECASE,
)
_BLANK = frozenset(BLANKS)
_SPLITS = frozenset(",;/+" + BLANKS)
_PARTING = re.compile(
    rf"(?:(?:[ \t]*[,;])+(?:[ \t]*(?:{_AND})(?=[ \t@]))?|[ \t]+(?:{_AND})(?=[ \t@])|[ \t]*[/+])[ \t]*",
    re.IGNORECASE,
)
_ONLY_DUE = frozenset({"uiterlijk", "uiterlijk op", "due", "due by", "before", "no later than"})
_HOUR = re.compile(r"[ \t](?:(?:om|at)[ \t])?[0-9]{1,2}\Z", re.IGNORECASE)
_MINUTES = re.compile(r":[0-9]{2}(?![0-9])")
_DOTTED = re.compile(r"[ \t](?:(?:om|at)[ \t])?[0-9]{1,2}\.[0-9]{2}\Z", re.IGNORECASE)


def name_end(name: str, after: str, *, due: bool) -> int:
    """Where the name ends in what stands after a bare ``@``, before a time or (``due``) a day it is due.

    Args:
        name: up to the next ``:`` ``,`` ``;``, bracket or name.
        after: what follows it, three characters of it.
        due: whether a day by which something is due may follow without a comma.
    """
    end = len(name)
    tail = max(end - 2 * _LONGEST_DATE, 0)
    if _MINUTES.match(after) and (found := _HOUR.search(name, tail)):
        return found.start()
    if found := _DOTTED.search(name, tail, end):
        end = found.start()
    if due:
        for found in _DUE.finditer(name, tail, end):
            word = found[0].strip(BLANKS).casefold()
            if word in _ONLY_DUE or any(char.isdecimal() for char in name[found.end() : end]):
                return found.start()
            rest = name[found.end() : end].strip(BLANKS)
            if rest.casefold() in NEXT or is_when(rest):
                return found.start()
    return end


def doubt_about(name: str, sign: str, *, partner: bool = False) -> tuple[str, bool] | None:
    """What is the matter with a name that is met for the first time; ``None`` where it may be one.

    This is the one gate: every new party has come through it, whatever it stands in.

    Args:
        name: as it stands in the text.
        sign: what marks it as a name: ``@[`` around it, ``@`` before it, or nothing.
        partner: whether it signs an agreement, as organisations do, of which "en" may be part of the name.

    Returns:
        The code of the message, and whether the name is taken all the same, with a warning.
    """
    if not any(map(str.isalpha, bare(name))):
        return "name-none", False
    if sign == "@[":
        return ("name-odd", True) if "@" in name or ("(" in name and ")" in name) else None
    if is_when(name):
        return "name-when", False
    if ":" in name or tells_reason(name):
        return "name-none", False
    if not sign and any(is_no_name(part.strip(BLANKS)) for part in name.split(",")):
        return "name-none", False
    if ends_in_when(name):
        return "name-date" if sign else "name-none", False
    if "(" in name or ")" in name:
        return "name-bracket", False
    if may_end_in_day(name):
        return "name-date", True
    two = not partner and (may_be_two(name) or names_deputy(name))
    odd = two or "@" in name or "," in name or tells(name)
    return ("name-odd", True) if odd else None


def stands_bare(name: str) -> bool:
    """Whether ``@name`` is read as exactly that name, whatever it stands in."""
    return name_end(name, "", due=True) == len(name) and doubt_about(name, "@") is None


def several(passage: Passage) -> list[Passage]:
    """The parties of a row: ``@A (lid), @B en @C``, or ``A (voorzitter), B (secretaris)``; one where nothing parts them.

    Two parties are parted by ``;``, and by ``,`` or "en" where the first has its details behind it or begins with
    ``@``, or the second begins with ``@``: a comma alone may be part of a name.
    """
    text = passage.text
    parts: list[Passage] = []
    begin = depth = 0
    last = ""
    for at, char in enumerate(text):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth = max(depth - 1, 0)
        elif depth == 0 and at >= begin and char in _SPLITS and text[at - 1 : at] not in _SPLITS:
            found = _PARTING.match(text, at)
            if found is not None and _parts(found, text[begin : begin + 1] == "@", last):
                parts.append(passage.part(begin, at))
                begin = found.end()
        if char not in _BLANK:
            last = char
    parts.append(passage.part(begin))
    return [part for part in parts if part.text] or [passage]


def _parts(found: re.Match[str], marked: bool, last: str) -> bool:  # noqa: FBT001 - of one caller
    """Whether a comma or "en" parts two names: the first ``marked`` by ``@``, or with ``last`` its bracket."""
    if ";" in found[0] or last in {")", "]"} or found.string[found.end() : found.end() + 1] == "@":
        return True
    return marked and "," in found[0]


def goes_on(text: str, below: str) -> bool:
    """Whether a line of names goes on in the line below it: a bracket is open, or one of the two says so."""
    if text.endswith((",", ";", BREAK)) or below.startswith((",", ";", "(", "<", "{")):
        return True
    if sum(map(text.count, "([{")) > sum(map(text.count, ")]}")):
        return True
    return text.rpartition(" ")[2].casefold() in AND or below.partition(" ")[0].casefold() in AND


def says_something(name: str) -> bool:
    """Whether a name that a day follows without a comma has a verb or the like in it: ``A to send it``."""
    first, _, rest = name.partition(" ")
    return not first.islower() and any(
        word.isalpha() and word.islower() and word not in PARTICLES for word in rest.split()
    )


def may_be_two(name: str) -> bool:
    """Whether a name without brackets around it may be two: ``A en B``, ``A / B``; an organisation's is one of them."""
    joints = _between(name[:_LONGEST])
    if not joints or not is_organisation(name):
        return bool(joints)
    return any(
        found[0] in _APART or begins_as_organisation(name[found.end() : found.end() + 60]) for found in joints
    )


def names_deputy(name: str) -> bool:
    """Whether a name may be that of somebody and of whom they stand for: ``A for B``; an organisation is there for much."""
    return _FOR.search(name) is not None and not is_organisation(name)


def in_row(passage: Passage) -> list[Passage]:
    """The parts of a row without ``@``: ``A en B``, ``A / B``, ``A+B``."""
    parts: list[Passage] = []
    begin = 0
    for found in _between(passage.text):
        parts.append(passage.part(begin, found.start()))
        begin = found.end()
    return [*parts, passage.part(begin)]


def _between(name: str) -> list[re.Match[str]]:
    """Where a name has a joint between two words with letters in them."""
    letters = [at for at, char in enumerate(name) if char.isalpha()]
    return [
        found
        for found in _JOINT.finditer(name)
        if letters
        and letters[0] < found.start() < letters[-1]
        and not _NO_ROW.match(name, max(found.start() - 1, 0))
    ]
