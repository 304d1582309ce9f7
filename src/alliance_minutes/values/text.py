"""Words: what people said, as a list of runs.

A run is plain text (a ``str``) or one of the small marked runs below. Runs nest (emphasis may hold a mention),
so that a closed passage keeps whatever stands inside it.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from alliance_minutes.errors import InvalidTextError, InvalidValueError
from alliance_minutes.values.grounds import admit_ground

if TYPE_CHECKING:
    from collections.abc import Iterator

PartyId: TypeAlias = str
"""The random id of a party in one book; it never derives from a name."""

Language: TypeAlias = Literal["nl", "en"]
"""A language that labels and the notation come in."""

DEEPEST = 32
"""How deep runs may nest: deeper than anybody writes, and no strain on what reads them."""

URL_SCHEMES = ("http:", "https:", "mailto:")

# Everything outside the Char production of XML 1.0 (section 2.2), plus the noncharacters U+FFFE and U+FFFF.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@frozen
class Emphasis:
    """Runs that are stressed."""

    words: Words


@frozen
class Strong:
    """Runs that are strongly stressed."""

    words: Words


@frozen
class Link:
    """Runs that lead to a web page or mail address (``http:``, ``https:``, ``mailto:`` only)."""

    words: Words
    url: str


@frozen
class Mention:
    """A party named in the text; ``shown`` is the text to print instead of the party's name."""

    party: PartyId
    shown: str | None = None


@frozen
class Closed:
    """Runs that are kept from the public, on the ground with code ``ground`` (``"5.1.2e"``, ``"privacy"``)."""

    words: Words
    ground: str


@frozen
class Erased:
    """Where words stood that were erased for good."""


Run: TypeAlias = str | Emphasis | Strong | Link | Mention | Closed | Erased
Words: TypeAlias = tuple[Run, ...]
"""What was said: a tuple of runs. The empty tuple says nothing."""


def admit(text: str) -> str:
    r"""Return ``text`` as the book keeps it: line ends are ``\n``, everything else as given.

    Raises:
        InvalidTextError: a character that XML 1.0 (section 2.2) cannot hold: a control character, a lone surrogate,
            U+FFFE or U+FFFF.
        InvalidValueError: it is no text.
    """
    try:
        found = _NOT_XML.search(text)
    except TypeError as error:
        raise InvalidValueError("text", text, "a str") from error
    if found:
        raise InvalidTextError(text, found.start())
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def admit_url(url: str) -> str:
    """Return ``url`` if it may stand in a document.

    Raises:
        InvalidTextError: an illegal character, or a scheme other than http, https and mailto.
    """
    url = admit(url)
    if not url.lower().startswith(URL_SCHEMES):
        raise InvalidTextError(url, 0, "a link begins with http:, https: or mailto:")
    return url


def words(given: str | Words, depth: int = 0) -> Words:
    """Words from plain text or from runs, admitted; adjacent text is joined and empty text left out.

    Raises:
        InvalidTextError: text that XML cannot hold, or a link with a scheme that is not allowed.
        InvalidValueError: something among the runs is none, a ground is not in any list, or runs nest too deep.
    """
    if isinstance(given, str):
        return (admit(given),) if given else ()
    if not _is_sequence(given) or depth > DEEPEST:
        raise InvalidValueError(
            "list of runs", given if depth <= DEEPEST else "…", f"a tuple, at most {DEEPEST} deep"
        )
    joined: list[Run] = []
    for is_text, runs in groupby(given, key=lambda run: isinstance(run, str)):
        if is_text:
            text = admit("".join(run for run in runs if isinstance(run, str)))
            joined.extend((text,) if text else ())
        else:
            joined.extend(_admit_run(run, depth + 1) for run in runs)
    return tuple(joined)


def _is_sequence(given: object) -> bool:
    return isinstance(given, (tuple, list))


def _admit_run(run: Run, depth: int) -> Run:
    match run:
        case Emphasis(inner):
            return Emphasis(words(inner, depth))
        case Strong(inner):
            return Strong(words(inner, depth))
        case Link(inner, url):
            return Link(words(inner, depth), admit_url(url))
        case Closed(inner, ground):
            return Closed(words(inner, depth), admit_ground(ground))
        case Mention(party, shown):
            return Mention(party, admit(shown) if shown is not None else None)
        case Erased():
            return run
        case _:
            raise InvalidValueError(
                "run of words", run, "text, Emphasis, Strong, Link, Mention, Closed or Erased"
            )


def walk(given: Words) -> Iterator[Run]:
    """Every run, outer before inner, in reading order."""
    for run in given:
        yield run
        if isinstance(run, (Emphasis, Strong, Link, Closed)):
            yield from walk(run.words)


def plain(given: Words) -> str:
    """The text of the runs without marks; a mention shows its printed text or nothing, erased words nothing."""
    return "".join(
        run if isinstance(run, str) else (run.shown or "") if isinstance(run, Mention) else ""
        for run in walk(given)
    )
