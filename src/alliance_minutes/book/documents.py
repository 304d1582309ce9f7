"""Making the document of a meeting: one edition, at one moment, with the state of the ledger that proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from alliance_minutes.audit.history.moments import Then, open_decisions, parties_at, then_at
from alliance_minutes.errors import InvalidValueError
from alliance_minutes.meeting import fold
from alliance_minutes.parties import bodies
from alliance_minutes.values import BOOK_STREAM

if TYPE_CHECKING:
    from alliance_minutes.book.session import Session
    from alliance_minutes.document import Document
    from alliance_minutes.events import Edition
    from alliance_minutes.store import Store
    from alliance_minutes.values import Language, Moment

Lists: TypeAlias = Literal["head", "end", "none"]


def document_of(
    session: Session,
    meeting: str,
    *,
    edition: Edition = "internal",
    language: Language | None = None,
    as_of: Moment | str | None = None,
    lists: Lists = "end",
    ledger: bool | None = None,
    part: str | int | None = None,
) -> Document:
    """The minutes of a meeting as a document of one edition, or an extract of it.

    Args:
        session: of the book.
        meeting: the id of the meeting.
        edition, language, as_of, lists, ledger, part: as for :meth:`~alliance_minutes.book.minute_book.MinuteBook.document`.

    Raises:
        InvalidValueError: a choice that is none, or no moment of this meeting.
        UnknownPartError: the edition has no such part, or several.
    """
    _check_choice("edition", edition, ("internal", "public"))
    _check_choice("language of labels", language, (None, "nl", "en"))
    _check_choice("place of lists", lists, ("head", "end", "none"))
    then = moment_of(session, meeting, as_of)
    carries = edition in then.minutes.adopted if ledger is None else ledger
    return compose_then(
        session.store, then, edition=edition, language=language, lists=lists, ledger=carries, part=part
    )


def compose_then(
    store: Store,
    then: Then,
    *,
    edition: Edition,
    language: Language | None,
    lists: Lists,
    ledger: bool,
    part: str | int | None = None,
) -> Document:
    """The document of a meeting at a moment, or a part of it, with the state of the ledger at that moment if asked."""
    from alliance_minutes.compose import compose  # noqa: PLC0415 - only who makes documents needs it

    document = compose(
        then.minutes,
        parties=then.parties,
        body=then.body,
        origin=store.origin,
        edition=edition,
        language=language,
        lists=lists,
        open_decisions=then.open_decisions,
    )
    if part is not None:
        from alliance_minutes.compose.extract import extract, part_asked  # noqa: PLC0415 - only for an extract

        document = extract(document, part if isinstance(part, int) else part_asked(document, part))
    if not ledger:
        return document
    from alliance_minutes.compose.ledger import with_ledger  # noqa: PLC0415 - not in every document

    size = then.minutes.size
    return with_ledger(document, size, root_of_book(store, size), lists)


def as_made(store: Store, meeting: str, size: int) -> Then:
    """A meeting as it could be shown when the book had so many entries, whatever was closed since.

    Only to be compared with a document that was made then, and never to be shown: see :func:`moment_of` for that.
    """
    minutes = fold(meeting, store.read(meeting, position=size - 1), size=size)
    described = bodies(entry.event for entry in store.read(BOOK_STREAM, position=size - 1))
    return Then(
        minutes=minutes,
        parties=parties_at(store, size - 1),
        body=described.get(minutes.body),
        open_decisions=open_decisions(store, minutes, size - 1),
    )


def moment_of(session: Session, meeting: str, as_of: Moment | str | None) -> Then:
    """A meeting at a moment, with the parties and the settings of its body as they were then."""
    return then_at(session.store, meeting, as_of, session.parties, session.bodies)


def root_of_book(store: Store, size: int) -> bytes:
    """The root of the ledger when the book had so many entries, from the hashes that it keeps.

    Raises:
        DamagedBookError: a hash is missing.
    """
    from alliance_minutes.ledger.proofs import root_at  # noqa: PLC0415 - not in every document

    return store.ledger(lambda ledger: root_at(size, ledger.subtree))


def _check_choice(what: str, value: object, choices: tuple[object, ...]) -> None:
    if value not in choices:
        raise InvalidValueError(what, value, " or ".join(map(repr, choices)))
