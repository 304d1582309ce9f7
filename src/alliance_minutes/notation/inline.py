"""Words back to notation: whatever they hold, reading what is written gives them again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliance_minutes.notation.closings import CLOSING
from alliance_minutes.notation.closings import label_start as closing_start
from alliance_minutes.notation.headings import HEADING
from alliance_minutes.notation.keywords import CHAIR, is_term, term
from alliance_minutes.notation.labels import label_start
from alliance_minutes.notation.lines import BULLET, SPEAKER, begins_like_speaker, looks_like_keyword
from alliance_minutes.notation.making import owned_header
from alliance_minutes.notation.misplaced import in_heading, is_glued_heading, misplaced
from alliance_minutes.notation.names import doubt_about, stands_bare
from alliance_minutes.notation.source import BLANKS, UNSEEN, Passage, protect, softened
from alliance_minutes.values import Closed, Emphasis, Erased, Link, Mention, Strong

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.notation.keywords import Language
    from alliance_minutes.parties import Party
    from alliance_minutes.values import PartyId, Run, Words

_MARKS = re.compile(rf"[\\*|\[\]{{}}\n]|@(?=[^\W\d_])|{CLOSING}", re.IGNORECASE)
_MARKS_IN_HEADER = re.compile(rf"[\\*|\[\]{{}}\n;()]|@(?=[^\W\d_])|{CLOSING}", re.IGNORECASE)
_NOT_IN_VALUE = re.compile(rf"[\\*|\[\]{{}}\n;(),:=<>@#]|{CLOSING}", re.IGNORECASE)
_EDGE = re.compile(f"[{BLANKS}{UNSEEN}]")
_NOT_IN_URL = re.compile(r"[\\()\[\]{}|;\n \t]")
_PLAIN_NAME = re.compile(r"[^\W_](?:[\w .'’&/+-]*[\w.])?")


def _read_as(line: str) -> str:
    """A line as its structure is read."""
    return softened(protect(line))


def _escaped(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: "\\" + found[0], text)


def edged(text: str, more: str = "") -> str:
    """A text whose blanks at the beginning and end, and after each line break, are kept; ``more`` are other such marks."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if line[:1] and (_EDGE.match(line) or line[0] in (more if index == 0 else "")):
            lines[index] = "\\" + line
    last = lines[-1]
    if last == "---" and len(lines) > 1:
        lines[-1] = last = "\\" + last  # alone on its line it would end the front matter
    if _EDGE.match(last[-1:]) and not _is_escaped(last):
        lines[-1] = last[:-1] + "\\" + last[-1]
    return "\n".join(lines)


def _is_escaped(line: str) -> bool:
    """Whether the last character of a line is escaped already."""
    before = line[:-1]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def value(text: str) -> str:
    """A plain text as a value in a header, a list or the front matter."""
    return edged(_escaped(_NOT_IN_VALUE, text))


class Inline:
    """Writes words and names for one file."""

    def __init__(self, parties: Mapping[PartyId, Party], language: Language) -> None:
        self.parties = parties
        self.language = language
        self._names: dict[PartyId, str] = {}
        first: dict[str, PartyId] = {}
        for party in parties.values():
            for name in (party.name, *party.aliases):
                if name:
                    first.setdefault(" ".join(name.casefold().split()), party.id)
        self._first = first

    def name(self, party: PartyId) -> str:
        """The name by which a party is found again, escaped; ``?id`` where it has no name of its own."""
        known = self._names.get(party)
        if known is None:
            known = self._names[party] = self._name(party)
        return known

    def _name(self, party: PartyId) -> str:
        found = self.parties.get(party)
        name = " ".join((found.name or "").split()) if found else ""
        if found is None or not name or self._first.get(name.casefold()) != found.id:
            return "?" + value(party)
        written = value(name)
        return "\\" + written if written.casefold() in CHAIR or written[0] == "?" else written

    def at(self, party: PartyId) -> str:
        """``@Name`` or ``@[Name]``."""
        name = self.name(party)
        plain = _PLAIN_NAME.fullmatch(name) and name.casefold() not in CHAIR and stands_bare(name)
        return f"@{name}" if plain else f"@[{name}]"

    def listed(self, party: PartyId) -> str:
        """The name as it stands in a list."""
        written = self.at(party)
        bare = (
            not written.startswith("@[")
            and not is_term("nobody", written[1:])
            and doubt_about(written[1:], "") is None
        )
        return written[1:] if bare else written

    def words(self, given: Words, *, header: bool = False) -> str:
        """Words in a text, or in a header or qualifier."""
        text = self._runs(given, header=header, stressed=False, closed=False)
        said = "\n".join(_unsaid(line, joins=index > 0) for index, line in enumerate(text.split("\n")))
        return edged(said, ":=" if header else "")

    def title(self, given: Words) -> str:
        """Words as the title of an item, also such as say there that it is closed."""
        return _unsaid(self.words(given), title=True)

    def _runs(self, given: Words, *, header: bool, stressed: bool, closed: bool) -> str:
        out: list[str] = []
        for index, run in enumerate(given):
            before = out[-1][-1:] if out else ""
            after = given[index + 1] if index + 1 < len(given) else None
            written = self._run(run, before, after, header=header, stressed=stressed, closed=closed)
            if written[:1] == ":" and index and isinstance(given[index - 1], Mention):
                written = "\\" + written  # "@[Name]:" would begin a contribution
            if written:
                out.append(written)
        return "".join(out)

    def _run(
        self, run: Run, before: str, after: Run | None, *, header: bool, stressed: bool, closed: bool
    ) -> str:
        match run:
            case str():
                written = _escaped(_MARKS_IN_HEADER if header else _MARKS, run)
                mention = isinstance(after, Link) and written.endswith("@")  # "@[" would begin one
                return f"{written[:-1]}\\@" if mention else written
            case Emphasis(words):
                if not stressed and _simple(words, before, after):
                    return f"*{self._runs(words, header=header, stressed=True, closed=closed)}*"
                return f"{{_{self._runs(words, header=header, stressed=True, closed=closed)}_}}"
            case Strong(words):
                if not stressed and _simple(words, before, after):
                    return f"**{self._runs(words, header=header, stressed=True, closed=closed)}**"
                return f"{{*{self._runs(words, header=header, stressed=True, closed=closed)}*}}"
            case Link(words, url):
                label = self._runs(words, header=header, stressed=stressed, closed=closed)
                return f"[{label}]({_escaped(_NOT_IN_URL, url)})"
            case Closed(words, ground):
                inner = self._runs(words, header=header, stressed=stressed, closed=True)
                nested = closed or "||" in inner
                return f"{{|{inner}|}}{{{ground}}}" if nested else f"||{inner}||{{{ground}}}"
            case Mention(party, shown):
                printed = "" if shown is None else "|" + _escaped(_MARKS_IN_HEADER, shown)
                return f"@[{self.name(party)}{printed}]"
            case Erased():
                return f"{{{term('erased', self.language)}}}"

    def paragraph(self, given: Words, lead: str = "") -> str:
        """Words as a paragraph of their own after ``lead``; no line of it can be read as anything else."""
        text = lead + self.words(given)
        lines = text.removesuffix("\n").split("\n")
        if not lead:
            lines[0] = _braced(guarded(lines[0], first=bool(given) and isinstance(given[0], str)))
        return "\n".join([lines[0], *(guarded(line, first=True) for line in lines[1:])])

    def point(self, given: Words) -> str:
        """Words behind a bullet; they cannot be taken for a keyword."""
        text = _braced(self.after_colon(given), bullet=True)
        first = _read_as(text.split("\n", 1)[0])
        return "\\" + text if misplaced(first, bullet=True) else text

    def after_colon(self, given: Words, *, data: bool = False) -> str:
        """Words after the colon of a keyword; with ``data`` the colon would else be followed by data."""
        text = self.words(given)
        lines = text.removesuffix("\n").split("\n")
        plain_start = bool(given) and isinstance(given[0], str) and not lines[0].startswith("\\")
        if plain_start and (data or _read_as(lines[0]).startswith("@")):
            lines[0] = "\\" + lines[0]
        elif lines[0].startswith("@[") and (header := owned_header(Passage.line(_read_as(lines[0]), 1))):
            lines[0] = (
                lines[0][: header.end - 1] + "\\" + lines[0][header.end - 1 :]
            )  # words, not owners of an action
        return "\n".join([lines[0], *(guarded(line, first=True) for line in lines[1:])])


def _unsaid(line: str, *, joins: bool = False, title: bool = False) -> str:
    """A line of which words are escaped that are told of: a label, or that something is closed; ``joins``: it stands below another."""
    coded = _read_as(line)
    at = closing_start(coded, title=title)
    if at is None and title:
        keyword = in_heading(coded)
        at = None if keyword is None else keyword.start
        while at is not None and coded[at] in "*_":
            at += 1
    elif at is None:
        at = label_start(coded, joins=joins)
    return line if at is None else f"{line[:at]}\\{line[at:]}"


def _simple(words: Words, before: str, after: Run | None) -> bool:
    """Whether words can be stressed by stars: one plain text, with neither blanks nor letters against the stars."""
    if len(words) != 1 or not isinstance(words[0], str):
        return False
    text = words[0]
    if "\n" in text or text[:1] in {"", " ", "\t"} or text[-1] in " \t":
        return False
    next_char = after[:1] if isinstance(after, str) else "" if after is None else "*"
    return not (before.isalnum() or before in {"*", "\\", "\n"} or next_char.isalnum() or next_char == "*")


def _braced(text: str, *, bullet: bool = False) -> str:
    """A text that begins with stressed words that could be taken for a keyword, with braces around them."""
    coded = _read_as(text)
    if not coded.startswith("*") or misplaced(coded.split("\n", 1)[0], bullet=bullet) is None:
        return text
    mark, inner = ("**", "*") if coded.startswith("**") else ("*", "_")
    end = coded.find(mark, len(mark))
    return f"{{{inner}{text[len(mark) : end]}{inner}}}{text[end + len(mark) :]}"


def guarded(line: str, *, first: bool) -> str:
    """A line that is read as text only; ``first``: its first character is plain text."""
    if line.startswith("\\"):
        return line
    coded = _read_as(line)
    special = (
        coded.startswith("//")
        or HEADING.match(coded)
        or BULLET.match(coded)
        or SPEAKER.match(coded)
        or begins_like_speaker(coded)
        or coded == "---"
        or is_glued_heading(coded)
        or looks_like_keyword(coded)
    )
    return "\\" + line if special and first else line


def physical(text: str) -> str:
    """A text in which no line begins with a backslash, which would make the whole line plain."""
    return "\n".join(
        " " + line if line.startswith("\\") and len(line) > 1 else line for line in text.split("\n")
    )
