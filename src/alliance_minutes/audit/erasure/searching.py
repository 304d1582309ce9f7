"""Looking for words in what a book discloses: in titles and names, in words parted by marks, in closed passages.

What is compared are whole words, without case, accents, punctuation and characters that nobody sees.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import orjson
from attrs import frozen

from alliance_minutes.events import EVENT_TYPES
from alliance_minutes.store.entries import digest
from alliance_minutes.store.opening import damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from alliance_minutes.events import Event
    from alliance_minutes.store.opening import Row

_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_APART = re.compile(r"[\W_]+")
_UNPARTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that part no words by blanks, or write endings on to a name."""

_MARKUP = re.compile(r"<[^<>]{0,4096}>")
_BREAKING = re.compile(
    r"<(?:/?(?:p|div|li|tr|td|th|br|h[1-6]|dt|dd)|/?text:(?:p|h|line-break|tab|s))\b[^<>]{0,4096}>"
)
_LARGEST = 2**26
"""Bytes of a rendition, unpacked, beyond which nobody looks into it."""

_GAPS = re.compile(r"\s*(?:\0\s*)+")
_PARTINGS = re.compile(r"\s*(?:\x01\s*)+")

_UNREAD = {"party", "closed", "_sd"}
"""Keys whose values are ids and codes, and no words."""

_OWN = 8
"""Letters of a name written together that are found within other words too."""

GAP = "\0"
"""Stands where a document prints, between the words of a text, what is not among them: a name, say."""

PARTED = "\1"
"""Stands between texts that are several: the points of a list, the items of an agenda."""

_SEVERAL = {"planned", "names"}
"""Fields that are several texts, not the runs of one."""


@frozen
class Disclosure:
    """A disclosure that an entry still has.

    Attributes:
        digest: its digest.
        field: the field it discloses; ``words`` for a closed run.
        value: the value as JSON.
        type: the class of the event whose field it is; ``None`` for a closed run.
        within: the digest of the disclosure that leads to it, for a closed run.
    """

    digest: str
    field: str
    value: Any
    type: type[Event] | None
    within: str | None = None

    def said(self, inner: Mapping[str, Any] | None = None, *, numbers: bool = True) -> list[str]:
        """Its texts, as :func:`spoken` gives them."""
        if self.field in _SEVERAL and type(self.value) is list:
            return spoken([part for one in self.value for part in (one, PARTED)])
        return spoken(self.value, inner, numbers=numbers)


@frozen
class Opened:
    """An entry with the disclosures that it still has.

    Attributes:
        position, stream, version, type_name: its envelope.
        clear: what stands in it in clear, the envelope included.
        disclosures: those it has, each one before those it leads to.
        gone: how many of its digests lead to nothing any more.
    """

    position: int
    stream: str
    version: int
    type_name: str
    clear: dict[str, Any]
    disclosures: tuple[Disclosure, ...]
    gone: int

    def outermost(self, one: Disclosure) -> Disclosure:
        """The field that a closed run is in."""
        by_digest = {each.digest: each for each in self.disclosures}
        while one.within is not None:
            one = by_digest[one.within]
        return one


def opened(book: str, row: Row) -> Opened:
    """Look at an entry with its disclosures.

    Raises:
        DamagedBookError: it is none.
    """
    position, stream, version, type_name, state, vault = row
    try:
        entry = orjson.loads(state)
        lines = [line for line in (vault or b"").split(b"\n") if line.startswith(b"[")]
        by_digest = {digest(line): orjson.loads(line) for line in lines}
        found, gone = _followed(entry, by_digest)
        return Opened(position, stream, version, type_name, entry, tuple(found), gone)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged(book, position, error) from error


def _followed(entry: dict[str, Any], by_digest: Mapping[str, Any]) -> tuple[list[Disclosure], int]:
    waiting: list[tuple[str, type[Event] | None, str | None]] = []
    event: Any = {"_sd": entry["_sd"], "type": entry["type"], "instead": entry["event"].get("instead")}
    while type(event) is dict:
        cls = EVENT_TYPES.get(event["type"])
        waiting += [(one, cls, None) for one in event["_sd"]]
        event = event.get("instead")
    found: list[Disclosure] = []
    seen: set[str] = set()
    gone = 0
    for one, cls, within in waiting:  # it grows on the way
        disclosure = by_digest.get(one)
        if disclosure is None:
            gone += 1
        elif len(disclosure) == 3 and one not in seen:  # a forged entry may name one a thousand times
            seen.add(one)
            found.append(Disclosure(one, disclosure[1], disclosure[2], cls, within))
            waiting += [(inner, None, one) for inner in _inner(disclosure[2])]
    return found, gone


def _inner(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is list:
            waiting.extend(one)
        elif type(one) is dict:
            yield from one.get("_sd", ())
            waiting.extend(one.values())


def spoken(value: Any, inner: Mapping[str, Any] | None = None, *, numbers: bool = True) -> list[str]:
    """The texts of a value in their order, with a gap around each mention and a parting around each point.

    Closed runs come with what ``inner`` has of them, else there is a gap in their place; points with their ``numbers``.
    """
    said: list[str] = []
    beside: list[str] = []
    left = dict(inner or {})
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is str:
            said.append(one)
        elif type(one) is list:
            waiting.extend(reversed(one))
        elif type(one) is dict:
            beside += [url for key, url in one.items() if key == "link" and type(url) is str]
            if "_sd" in one:
                waiting.extend(left.pop(each, GAP) for each in one["_sd"])
            around = GAP if "party" in one or "erased" in one else PARTED if "text" in one else ""
            said.append(around)
            waiting.append(around)
            waiting.extend(_parts(one, numbers=numbers))
    return [one for one in said if one] + [PARTED + url for url in beside]


def _parts(one: dict[str, Any], *, numbers: bool) -> Iterator[Any]:
    """What a run or point is made of, from behind."""
    for key, part in reversed(one.items()):
        if key == "number":
            yield f"{PARTED}{part}" if numbers and type(part) is str else ""
        elif key not in _UNREAD and key != "link":
            yield part


def legible(texts: Iterable[str]) -> str:
    """Texts for somebody to read: an ellipsis for each gap, a blank where they are parted."""
    text = "".join(texts)
    if GAP not in text and PARTED not in text:
        return text
    return _GAPS.sub(" … ", _PARTINGS.sub(" ", text)).strip()


def folded(text: str) -> str:
    """The words of a text, with a blank before and behind each: no case, accents, punctuation, unseen characters."""
    return f" {_APART.sub(' ', _UNSEEN.sub('', normalize('NFKD', text).casefold())).strip()} "


def hides_words(vault: bytes) -> bool:
    """Whether words may stand in these disclosures otherwise than in one piece: with marks, escapes or in several runs."""
    fields = 1 + vault.count(b"\n")
    plain = vault.count(b'"]\n') + vault.endswith(b'"]')
    return b"{" in vault or b"\\" in vault or vault.count(b'","') > fields + plain


class Sought:
    """Words to be looked for.

    Attributes:
        given: as they were given, by how they are compared.
    """

    def __init__(self, texts: Iterable[str], *, beginnings: bool = False, joined: bool = False) -> None:
        """Look for whole words, or for what ``beginnings`` of words these are; ``joined``: also written together.

        A file is often called by a name without its blanks.
        """
        said = {text: folded(text) for text in texts}
        self.given = {
            (one.strip() if _UNPARTED.search(one) else one.rstrip() if beginnings else one): text
            for text, one in said.items()
            if one.strip()
        }
        for text, one in said.items() if joined else ():
            together = one.replace(" ", "")
            if len(one.split()) > 1:
                self.given.setdefault(together if len(together) >= _OWN else f" {together} ", text)

    def __bool__(self) -> bool:
        return bool(self.given)

    def in_text(self, text: str) -> str | None:
        """Which of them stands in a text, or ``None``."""
        return self.in_folded(folded(text))

    def in_folded(self, said: str) -> str | None:
        """The same for a text that is :func:`folded` already."""
        return next((given for one, given in self.given.items() if one in said), None)

    def in_texts(self, texts: list[str]) -> str | None:
        """The same for texts that follow on each other, whether or not they make one."""
        return self.in_text("".join(texts)) or (self.in_text(" ".join(texts)) if len(texts) > 1 else None)

    def in_entry(self, entry: Opened) -> list[tuple[Disclosure, str]]:
        """The disclosures of an entry that hold one of them, and which: the innermost that holds it whole."""
        found: list[tuple[Disclosure, str]] = []
        inside: set[str] = set()
        for one in reversed(entry.disclosures):
            held = self.in_texts(one.said())
            if held is not None:
                found.append((one, held))
            if one.within is not None and (held is not None or one.digest in inside):
                inside.add(one.within)
        known = {one.digest for one, _ in found} | inside
        inner = {one.digest: one.value for one in entry.disclosures if one.within is not None}
        if inner:
            for one in entry.disclosures:
                if one.within is None and one.digest not in known:
                    held = self.in_texts(one.said(inner))
                    if held is not None:
                        found.append((one, held))
        return found

    def in_clear(self, entry: Opened) -> str | None:
        """Which of them stands in an entry itself, where nothing can be erased."""
        texts: list[str] = []
        waiting: list[Any] = [value for key, value in entry.clear.items() if key != "_sd"]
        while waiting:
            one = waiting.pop()
            if type(one) is str:
                texts.append(one)
            elif type(one) is list:
                waiting.extend(one)
            elif type(one) is dict:
                waiting.extend(value for key, value in one.items() if key not in {"_sd", "digests"})
        return self.in_text("\0 ".join(texts))

    def in_rendition(self, content: bytes) -> str | None:
        """Which of them a rendition shows; ``None`` also where it shows none.

        Raises:
            ValueError: nobody here can read such a rendition.
        """
        for text in _pages(content):
            without_marks = unescape(_MARKUP.sub("", _BREAKING.sub(" ", text)))
            held = self.in_text(without_marks) or self.in_text(unescape(text))
            if held is not None:
                return held
        return None


def _pages(content: bytes) -> Iterator[str]:
    """The texts in a rendition: it is one itself, or an archive of some."""
    if not content.startswith(b"PK\x03\x04"):
        yield content.decode("utf-8")
        return
    from io import BytesIO  # noqa: PLC0415 - archives are few
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - archives are few

    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _LARGEST:
                raise ValueError("too large to look into")
            for one in archive.infolist():
                data = archive.read(one)
                if one.filename.endswith((".xml", ".rdf", ".html", ".xhtml", ".txt")):
                    yield data.decode("utf-8")
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValueError("an archive that cannot be read") from error
