"""What looks like a block and is none: a keyword without its colon, in a list or in bold, a heading without its blank, a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, frozen

from alliance_minutes.errors import InvalidValueError
from alliance_minutes.notation.dates import leading_date
from alliance_minutes.notation.forms import is_sentence, meant_form, right_form
from alliance_minutes.notation.header import Header
from alliance_minutes.notation.headers import read_header
from alliance_minutes.notation.keywords import KEYWORDS, NEXT
from alliance_minutes.notation.source import BLANKS, Passage
from alliance_minutes.values import NUMBER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.notation.keywords import Keyword
    from alliance_minutes.notation.reading import Reading

Code: TypeAlias = Literal["keyword-colon", "keyword-bullet", "keyword-bold", "keyword-heading"]

PROSE = 40  # a longer stretch before a colon is a sentence, not a keyword gone wrong
_WORDS = "|".join(sorted(map(re.escape, KEYWORDS), key=len, reverse=True))
_LEAD = r"(?:[-*•–—+>]|[0-9]{1,9}[.)]|[A-Za-z][.)]|\[[ xX]\])[ \t]{1,8}"
_START = re.compile(rf"((?:{_LEAD}){{0,3}})([*_]{{0,3}})({_WORDS})(?![^\W_])", re.IGNORECASE)
_COLON = re.compile(r"[*_]{0,3}[ \t]{0,8}:")
_SIGN = re.compile(
    r"[ \t]{0,8},?[ \t]{0,8}(?:[\[@]|\((?!(?:en|n|s|es)\)))"  # but "Besluit(en)"
    r"|[ \t]{0,8},?[ \t]{1,8}(?:(?:om|at)[ \t]{1,8})?[0-9]{1,2}[:.][0-9]{2}(?![0-9])"
    r"|[ \t]{1,8}-?[-–—](?=[ \t]|$)"
    r"|[ \t]{0,8};"
)
_NUMBERED = re.compile(rf"[ \t]{{1,8}}{NUMBER.pattern}(?![\w-])")
_STRESSED = re.compile(rf"([*_]{{1,3}})(?:{_WORDS})(?=[ \t:\[(@,*_])")
_NUMBER_ALONE = re.compile(r"[ \t]{1,8}(?:[A-Z]|[0-9]{1,3}[a-z]?)[ \t.]{0,8}\Z")
_ON_A_DAY = re.compile(
    r"[ \t]{1,8}(?:(?:is|will[ \t]be)[ \t]{1,8})?(?:(?:op|on|in|at)[ \t]{1,8})?", re.IGNORECASE
)
_NEXT = re.compile("|".join(sorted(NEXT, key=len, reverse=True)), re.IGNORECASE)
_AFTER_DAY = re.compile(
    r"[ \t.]{0,8}\Z|,|[ \t]{1,8}(?:om|at|in|te|van|from)[ \t]{1,8}(?![a-z]{1,20}[ \t]\w+[ \t])"
)
_DATED = frozenset({"returns", "next-meeting"})
_TOPICS = frozenset({
    "opened", "closed", "adjourned", "resumed", "conflict", "discussion", "announcement", "presentation", "proposal", "motion",
    "amendment", "consideration", "question", "answer", "signed", "partner-left", "attachment",
})  # fmt: skip
_GLUED = re.compile(r"#{2,40}(?![# \t]|$)")
_TIME = re.compile(r"[ \t]{0,8}[0-9]{1,2}[:.][0-9]{2}(?![0-9])")
_TABLE = re.compile(r"\|(?!\|)")
_FOLDED: Mapping[str, Keyword] = {word.casefold(): known for word, known in KEYWORDS.items()}


@frozen
class Misplaced:
    """A keyword that is not read as one.

    Attributes:
        code: of the message.
        kind: of the keyword.
        start: where it begins, with its marks.
    """

    code: Code
    kind: str
    start: int


def misplaced(text: str, *, bullet: bool = False, data: bool = False) -> Misplaced | None:
    """The keyword that a line or the words of a bullet begin with and that is not read there, or ``None``.

    Args:
        text: protected text.
        bullet: whether it stands behind a bullet.
        data: whether the bullet holds a name or title, in which a bracket is no sign of a keyword.
    """
    found = _START.match(text)
    known = _FOLDED.get(found[3].casefold()) if found else None
    if found is None or known is None:
        return None
    lead, marks, word = found.groups()
    at = found.end()
    bold = bool(marks) and text.startswith(marks, at) and not text[at + len(marks) :][:1].isalnum()
    if bold:
        at += len(marks)
    listed = bullet or bool(lead)
    if listed or marks:
        meant = (
            (known.kind in _DATED and _is_dated(text[at : at + 2 * PROSE]))
            or _COLON.match(text, at)
            or _has_header(text, found.start(2), known)
            or (bold and len(marks) > 1)
        )
    else:
        alone = not text[at : at + PROSE].strip(BLANKS) or _NUMBER_ALONE.match(text, at) is not None
        dated = known.kind in _DATED and _is_dated(text[at : at + 2 * PROSE])
        meant = word[0].isupper() and (alone or dated)
    sign = not data and word[0].isupper() and _SIGN.match(text, at)
    if not (meant or sign or (known.kind in {"done", "dropped"} and _NUMBERED.match(text, at))):
        return None
    code: Code = "keyword-bullet" if listed else "keyword-bold" if marks else "keyword-colon"
    return Misplaced(code, known.kind, found.start(2))


def _is_dated(text: str) -> bool:
    """Whether all that follows a keyword is a day, with perhaps a time and a place: ``in mei``, ``op 14 mei om 19:30``."""
    start = _ON_A_DAY.match(text)
    if start is None:
        return False
    day = text[start.end() :]
    try:
        found = leading_date(day, "nl")
    except InvalidValueError:
        return True
    following = _NEXT.match(day)
    end = found[1] if found else following.end() if following else None
    return end is not None and _AFTER_DAY.match(day, end) is not None


def in_heading(text: str) -> Misplaced | None:
    """The keyword that the title of an item begins with and that has the header of one, or ``None``."""
    found = _START.match(text)
    known = _FOLDED.get(found[3].casefold()) if found else None
    if found is None or known is None or not found[3][0].isupper():
        return None
    sign = _SIGN.match(text, found.end())
    header = read_header(Passage.line(text[found.start(3) : found.start(3) + 2 * PROSE], 1))
    near = isinstance(header, Header) and header.end <= PROSE
    timed = near and isinstance(header, Header) and _TIME.match(text, found.start(3) + header.end)
    meant = near and isinstance(header, Header) and (known.kind not in _TOPICS or not header.empty or timed)
    if (sign is None or sign[0].strip(" \t,") in {"-", "–", "—", "--", "-–", "(", "-—", ";"}) and not meant:
        return None
    return Misplaced("keyword-heading", known.kind, found.start(2))


def _has_header(text: str, at: int, known: Keyword) -> bool:
    """Whether a keyword, in bold or not, has a header of its own up to a colon that is near."""
    passage = Passage.line(text[at : at + 2 * PROSE], 1)
    found = unstressed(passage)
    header = read_header(passage if found is None else found[0])
    return isinstance(header, Header) and header.keyword == known and header.end <= PROSE


def unstressed(passage: Passage) -> tuple[Passage, int] | None:
    """A line that begins with a keyword in bold or italics, with blanks for the marks, and where the last mark was."""
    found = _STRESSED.match(passage.text)
    if found is None:
        return None
    text, wide = passage.text, len(found[1])
    end = text.find(found[1], found.end())
    if end < 0:
        return None
    plain = evolve(passage, text=text[:end] + " " * wide + text[end + wide :])
    return plain.part(wide), end - wide


def tell_of_keyword(
    passage: Passage, reading: Reading, *, bullet: bool = False, data: bool = False, title: bool = False
) -> bool:
    """Warn of a keyword that is not read as one, with the form that would be; whether there is one."""
    found = in_heading(passage.text) if title else misplaced(passage.text, bullet=bullet, data=data)
    if found is None:
        return False
    said = passage.part(found.start, found.start + 2 * PROSE)
    reading.messages.wrong_mildly(found.code, said, form=right_form(found.kind, reading.language))
    return True


def tell_of_prose(header: Header, odd: Passage, reading: Reading) -> None:
    """Warn of words before a colon that are not understood, with the form that is; a sentence is left alone."""
    form = meant_form(header, header.said, reading.language) or meant_form(header, odd.text, reading.language)
    if form is None and is_sentence(header, reading.language):
        return
    form = form or right_form(header.keyword.kind, reading.language)
    reading.messages.wrong_mildly("prose-keyword", odd, near=header.word, form=form)


def is_glued_heading(text: str) -> bool:
    """Whether a line begins like a heading without the blank behind its marks; ``#tag`` is none."""
    return _GLUED.match(text) is not None or (text.startswith("#") and text[1:2].isupper())


def is_table(text: str) -> bool:
    """Whether a line is a row of a Markdown table."""
    return _TABLE.match(text) is not None and len(text) > 2 and text.endswith("|")
