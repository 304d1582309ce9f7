"""Why something was mended, closed or opened: the words of a reason, and no name in them that would be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from alliance_minutes.book.plain_names import plain_names
from alliance_minutes.book.refusing import refused
from alliance_minutes.errors import InvalidValueError, NotationError
from alliance_minutes.parties import Directory
from alliance_minutes.values import words

if TYPE_CHECKING:
    from alliance_minutes.book.session import Session
    from alliance_minutes.values import Language, Words


@frozen
class Typed:
    """Text as somebody typed it, with the marks that the notation has inside a text.

    ``||words||{privacy}`` is closed, ``@[Name]`` mentions a party of the book, ``*words*`` stresses, and a backslash
    makes a sign plain. A ``str`` is plain text in which no sign means anything.
    """

    text: str


Reason: TypeAlias = "str | Words | Typed"
"""Why: plain text, runs, or text typed as in the notation."""


def reason_of(session: Session, given: Reason, *, language: Language = "en") -> Words:
    """The words of a reason that only the internal edition prints.

    Args:
        session: of the book whose parties it may mention.
        given: the reason.
        language: of the messages about what was typed.

    Raises:
        NotationError: it was typed, and cannot be read.
        InvalidTextError, InvalidValueError: it holds what no document can hold, or mentions nobody of the book.
    """
    if not isinstance(given, Typed):
        return words(given)
    directory = Directory(session.parties())
    from alliance_minutes.notation.alone import read_alone  # noqa: PLC0415 - who types nothing needs no reader

    why, messages = read_alone(given.text, what="reason", directory=directory, language=language)
    errors = [message for message in messages if message.severity == "error"]
    if errors:
        raise NotationError(errors)
    for stranger in directory.introduced:
        raise InvalidValueError(
            "party mentioned in a reason", stranger.name, "a name that stands in the book"
        )
    return why


def printed_reason_of(session: Session, given: Reason, *, language: Language = "en") -> Words:
    """The words of a reason that an erratum prints in public as well.

    Args and errors: as for :func:`reason_of`.

    Raises:
        RefusedError: a name stands in it in plain text that is not public: it would be printed.
    """
    why = reason_of(session, given, language=language)
    for name in plain_names([why], session.parties()):
        raise refused(
            "reason.name",
            f"{name!r} is not public, and the reason is printed in the public edition too: "
            f"mention the party as @[{name}], or leave the name out",
        )
    return why
