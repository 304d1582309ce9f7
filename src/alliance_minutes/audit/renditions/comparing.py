"""Comparing two renditions passage by passage: the first place where they part, also where something was erased."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from alliance_minutes.audit.renditions.certain import first_change, first_missing
from alliance_minutes.audit.renditions.passages import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from alliance_minutes.audit.renditions.passages import Passage
    from alliance_minutes.audit.renditions.reading import Format

_ELEMENT = re.compile(r"<([^\s<>/!?']+)((?: [^\s<>=']+='[^']*')*)>")
_ATTRIBUTE = re.compile(r" ([^\s<>=']+)='([^']*)'")
_ADDRESS = re.compile("(?:https?:|mailto:|#).*", re.IGNORECASE | re.DOTALL)
_IN_WORDS: Mapping[Format, frozenset[str]] = {
    "html": frozenset(
        {
            *(
                "bdi",
                "bdi data-party",
                "em",
                "strong",
                "s dir",
                "s dir lang",
                "a href",
                "a dir href",
                "span dir",
            ),
            *("span dir lang", "span data-ground", "span data-ground dir", "span data-ground dir lang"),
            *("time datetime dir", "ul", "li", "dl", "div data-fact", "dt dir", "dd dir", "p dir"),
        }
    ),
    "odt": frozenset(
        {
            *("text:span text:style-name", "text:a xlink:href xlink:type", "text:s", "text:s text:c"),
            *("text:tab", "text:line-break"),
        }
    ),
    "xml": frozenset(
        {
            *(
                "text",
                "emphasis",
                "strong",
                "link url",
                "mention name",
                "mention name party",
                "moment label value",
            ),
            *("reference label stream version", "closed ground label", "redaction ground label"),
            *(
                "fact label name",
                "value",
                "words",
                "point",
                "point level",
                "point number",
                "point level number",
            ),
        }
    ),
    "text": frozenset(),
}
"""The elements, each with the attributes it has, of which the words of an entry may consist."""
_WORD = re.compile(r"\w+")
_JOINING = frozenset({"en", "and"})
_RULED = re.compile("-{3}")
_FITTED = re.compile(
    r"(?:<(?:style:style style:family='table-column' style:name|table:table-column table:style-name)="
    r"'Ta_register\.[1-9][0-9]*'>|<style:table-column-properties style:rel-column-width='[1-9][0-9]*\*'>)?"
    r"(?:</(?:style:style|table:table-column|style:table-column-properties)>)*"
)
"""How wide a column is: that follows from the longest word in it, which may be erased."""


@frozen(kw_only=True)
class Place:
    """The first place where two renditions part: the passages whole, not all of which may be shown.

    Attributes:
        under, version: the heading above it and the entry it comes from, where there is any.
        expected, given: what the book gives and what the file has; nothing where one of them has no such passage.
        parting: the first character that differs.
        certain: whether it is of words of which nothing was erased.
    """

    under: str
    version: int | None
    expected: str
    given: str
    parting: int
    certain: bool = True


@frozen(kw_only=True)
class Gone:
    """What was erased of a meeting since.

    Attributes:
        label: what a document says in place of it.
        entries: the versions of the entries of which something was erased.
        told: whether each of them says so in its words.
        names: whether names are gone, which lists of people then leave out without a word.
        doubtful: the versions of the entries in which something erased may have had a part, those of ``entries`` too.
    """

    label: str
    entries: Collection[int | None] = field(factory=frozenset)
    told: bool = True
    names: bool = False
    doubtful: Collection[int] = field(factory=frozenset)


def text_difference(given: Iterable[Passage], expected: Iterable[Passage]) -> Place | None:
    """The first place where the text is another; what is not to be read is not compared."""
    return _first(
        [one for one in given if one.text], [one for one in expected if one.text], lambda one: one.text
    )


def difference(given: Sequence[Passage], expected: Sequence[Passage]) -> Place | None:
    """The first place where anything is another: text, elements, attributes, comments, files."""
    return _first(given, expected, lambda one: one.written)


def as_text(passages: Iterable[Passage]) -> list[Passage]:
    """The passages as if nothing but their text stood there."""
    return [evolve(one, written=escaped(one.text)) for one in passages if one.text]


def restated(expected: Iterable[Passage], changes: Mapping[str, str]) -> list[Passage]:
    """The passages with what a file may say of itself in place of what the book's own would say."""
    return [_restated(one, changes) if one.own else one for one in expected]


def _restated(one: Passage, changes: Mapping[str, str]) -> Passage:
    text, written = one.text, one.written
    for ours, theirs in changes.items():
        text, written = text.replace(ours, theirs), written.replace(ours, theirs)
    return evolve(one, text=text, written=written)


def _first(
    given: Sequence[Passage], expected: Sequence[Passage], shown: Callable[[Passage], str]
) -> Place | None:
    for ours, theirs in zip(expected, given, strict=False):
        if shown(ours) != shown(theirs):
            return _place(ours, theirs)
    if len(expected) > len(given):
        return _place(expected[len(given)], None)
    if len(given) > len(expected):
        return _place(None, given[len(expected)])
    return None


def _place(ours: Passage | None, theirs: Passage | None, *, certain: bool = True) -> Place:
    """Where they part, in their texts where those differ."""
    readable = (ours.text if ours else "") != (theirs.text if theirs else "")
    expected, found = ("" if one is None else one.text if readable else one.written for one in (ours, theirs))
    parting = next(
        (place for place, (one, other) in enumerate(zip(expected, found, strict=False)) if one != other),
        min(len(expected), len(found)),
    )
    at = ours or theirs
    return Place(
        under=at.under if at else "",
        version=at.version if at else None,
        expected=expected,
        given=found,
        parting=parting,
        certain=certain,
    )


# -- what is left of a record ------------------------------------------------------------------------------------------


def rest_difference(
    given: Iterable[Passage], expected: Iterable[Passage], gone: Gone, form: Format
) -> tuple[int, Place | None]:
    """The first place where a file differs from what is left of the record, and how many passages are not whole.

    What was erased matches any words, and nothing but words: of an entry of which something is gone every passage, of
    another one what stands where a name or title was. All else is compared as in :func:`difference`.
    """
    theirs = [one for one in given if not _FITTED.fullmatch(one.written)]
    ours = [one for one in expected if not _FITTED.fullmatch(one.written)]
    return _Rest(
        ours, theirs, gone, form, _IN_WORDS[form] | _kinds(one for one in ours if one.within)
    ).compared()


@frozen
class _Rest:
    ours: Sequence[Passage]
    theirs: Sequence[Passage]
    gone: Gone
    form: Format
    kinds: frozenset[str]

    def compared(self) -> tuple[int, Place | None]:
        """Compare, after looking which entries a name that is gone took more from than itself."""
        gone = evolve(self.gone, entries={*self.gone.entries, *self._touched()})
        gaps, place = evolve(self, gone=gone).compared_but()
        if not self.gone.entries:
            return gaps, place
        doubtful = {
            *self.gone.doubtful,
            *gone.entries,
            *(one.version for one in self.ours if one.version is not None and gone.label in one.written),
        }
        find = first_missing if self.form == "text" else first_change
        changed = find(self.ours, self.theirs, doubtful)
        if changed is not None:
            return gaps, _place(*changed)
        return gaps, place and evolve(place, certain=False)

    def _touched(self) -> Iterator[int]:
        """The entries that print something that is gone, and are not the same beside it: facts go with a party."""
        ours, theirs = _by_entry(self.ours), _by_entry(self.theirs)
        for version, mine in ours.items():
            his = theirs.get(version, [])
            if any(self.gone.label in one.written for one in mine) and not (
                len(mine) == len(his)
                and all(
                    one.written == other.written
                    or (self.gone.label in one.written and self._fits(one, other))
                    for one, other in zip(mine, his, strict=True)
                )
            ):
                yield version

    def compared_but(self) -> tuple[int, Place | None]:
        """Compare all but the entries that are gone."""
        gaps: set[tuple[str, int | None]] = set()
        at = here = 0
        while at < len(self.ours):
            ours = self.ours[at]
            if ours.within in self.gone.entries:
                gaps.add(("entry", ours.within))
                at = self._end_of_entry(self.ours, at, ours.within)
                until = self._end_of_entry(self.theirs, here, ours.within)
                stray = next((one for one in self.theirs[here:until] if not self._only_words(one)), None)
                if stray is not None:
                    return len(gaps), _place(None, stray)
                here = until
                continue
            if here == len(self.theirs):
                return len(gaps), self._parted(ours, None, at)
            theirs = self.theirs[here]
            if self.gone.label in ours.written:
                gaps.add(("passage", at))
                if not self._fits(ours, theirs):
                    return len(gaps), _place(ours, theirs, certain=False)
            elif ours.written != theirs.written:
                if not self._lists_fewer(ours, theirs, at):
                    return len(gaps), self._parted(ours, theirs, at)
                gaps.add(("passage", at))
            at, here = at + 1, here + 1
        extra = None if here == len(self.theirs) else self._parted(None, self.theirs[here], at)
        return len(gaps), extra

    def _parted(self, ours: Passage | None, theirs: Passage | None, at: int) -> Place:
        return _place(ours, theirs, certain=self._is_certain(ours or theirs, at))

    def _is_certain(self, one: Passage | None, at: int) -> bool:
        """Whether a passage follows from words of which nothing was erased: the head gathers names, and may have lost some."""
        if one is None or not self.gone.told or one.version in self.gone.entries:
            return False
        if not self.gone.names:
            return True
        if self.form == "text":
            return one.under not in {"", self.ours[0].under, self._title} and not _RULED.search(one.text)
        return one.version is not None or any(before.version is not None for before in self.ours[:at])

    @property
    def _title(self) -> str:
        return next((one.under for one in self.ours if one.under), "")

    def _lists_fewer(self, ours: Passage, theirs: Passage, at: int) -> bool:
        """Whether a passage that gathers names is the one of the file, but for some of them."""
        if not self.gone.names or self._is_certain(ours, at) or ours.own:
            return False
        words = iter(_WORD.findall(theirs.written))
        kept = (word for word in _WORD.findall(ours.written) if word not in _JOINING)
        return all(word in words for word in kept) and (
            self.form == "text" or self._only_words(theirs, _kinds([ours]))
        )

    @staticmethod
    def _end_of_entry(passages: Sequence[Passage], start: int, version: int | None) -> int:
        while start < len(passages) and passages[start].within == version:
            start += 1
        return start

    def _fits(self, ours: Passage, theirs: Passage) -> bool:
        """Whether a passage is one of ours with any words in place of what is gone."""
        if self.form == "text":
            return True  # nothing tells entries apart there, and there is nothing but words
        if not self._only_words(theirs, _kinds([ours])):
            return False
        if self.form == "odt" and ours.version is not None:
            return True  # an entry is a paragraph there
        label = re.escape(self.gone.label)
        parts = re.split(
            rf"<erased label='{label}'></erased>|<[^<>/]+>\[?{label}\]?</[^<>]+>|\[?{label}\]?", ours.written
        )
        return _matches(theirs.written, parts)

    def _only_words(self, one: Passage, beside: frozenset[str] = frozenset()) -> bool:
        """Whether a passage consists of what words of ours consist of, and leads nowhere but to addresses."""
        addresses = (
            value
            for found in _ELEMENT.finditer(one.written)
            for name, value in _ATTRIBUTE.findall(found[2])
            if name in {"href", "xlink:href"}
        )
        return _kinds([one]) <= (self.kinds | beside) - {"<"} and all(map(_ADDRESS.fullmatch, addresses))


def _by_entry(passages: Iterable[Passage]) -> dict[int, list[Passage]]:
    """The passages of each entry that is an element."""
    found: dict[int, list[Passage]] = {}
    for one in passages:
        if one.within is not None:
            found.setdefault(one.within, []).append(one)
    return found


def _matches(text: str, parts: Sequence[str]) -> bool:
    """Whether a text is these parts in this order with anything between them."""
    first, *middle, last = parts
    end = len(text) - len(last)
    place = len(first)
    if place > end or not text.startswith(first) or not text.endswith(last):
        return False
    for part in middle:
        found = text.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return True


def _kinds(passages: Iterable[Passage]) -> frozenset[str]:
    """The elements in these passages, each with the names of its attributes; ``<`` where there is anything else."""
    found: set[str] = set()
    for one in passages:
        elements = _ELEMENT.findall(one.written)
        found.update(
            " ".join([tag, *(name for name, _ in _ATTRIBUTE.findall(rest))]) for tag, rest in elements
        )
        if one.written.count("<") != one.written.count("</") + len(elements):
            found.add("<")
    return frozenset(found)
