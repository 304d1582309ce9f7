"""Checking a rendition that somebody has against the book: is it what the record said when it was made?

Its colophon names a state of the ledger. The book must have had that state, and the document of that moment, made again,
must be the file: byte for byte where the same version of the renderer makes it, else in its text.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, frozen

from alliance_minutes.audit.renditions.kept import ClosedSince, KeptRendition, closed_since, kept_renditions
from alliance_minutes.audit.renditions.reading import Given, passages_of, read_rendition
from alliance_minutes.book.documents import as_made, compose_then, document_of, root_of_book
from alliance_minutes.book.rendering import render_document
from alliance_minutes.compose.ledger import COMPOSER_VERSION
from alliance_minutes.document.wire import digest
from alliance_minutes.errors import InvalidValueError, OptionError, RenditionError, UnknownMeetingError
from alliance_minutes.values import Position

if TYPE_CHECKING:
    import os
    from collections.abc import Container, Mapping, Sequence

    from alliance_minutes.audit.renditions.passages import Passage
    from alliance_minutes.audit.renditions.reading import Colophon
    from alliance_minutes.book.session import Session
    from alliance_minutes.document import Document

Compared: TypeAlias = Literal["ledger", "bytes", "content"]

_EXCERPT = 60
"""Characters shown on either side of the place where two texts part."""

_FALSE_COLOPHON = (
    "its text is that of the record, and its colophon names another version or digest of the document"
)
_RESAVED = "its text is that of the record, and its bytes are not: it was saved again, or changed where no text stands"
_STYLED = "template=sha256:"
_ABOUT_ITSELF = re.compile(
    r"composer='?[^;' ]*|alliance-minutes (?:html|odt|xml|text) \S+|rendererVersion='[^']*'|\b[0-9a-f]{64}\b"
)


@frozen(kw_only=True)
class Difference:
    """The first place where a rendition is not what the book gives.

    Attributes:
        under: the heading above it, as the book gives it; empty where there is none, or where the place is no text.
        version: of the entry it comes from, where the format tells.
        given: what stands in the file, shortened around the place; ``None`` where it may not be shown, because
            something was closed or erased since the file was made.
        expected: what the book gives there, shortened likewise; nothing where the file has more.
    """

    under: str
    version: int | None
    given: str | None
    expected: str


@frozen(kw_only=True)
class _Place:
    """The first place where two texts part: the passages whole, not all of which may be shown."""

    under: str
    version: int | None
    expected: str
    given: str
    parting: int


@frozen(kw_only=True)
class RenditionCheck:
    """What came of checking a rendition.

    Attributes:
        same: whether it is what the book gives.
        compared: how far it came: ``ledger`` where the book never had the state that the colophon names,
            ``bytes`` where the same version of the renderer made it again, ``content`` where only the text could be compared.
        problem: why it is not the same, in a sentence; empty where it is.
        colophon: what it says of itself; to be believed where it is the same.
        difference: the first place where it differs, where that is in the text.
        since: what was closed, opened or erased after the file was made, where that makes it differ from what may be
            shown now. Where it is the same all the same, it shows what may not be shown any more.
        acts: the entries that signed or published exactly these bytes.
    """

    same: bool
    compared: Compared
    problem: str
    colophon: Colophon
    difference: Difference | None = None
    since: tuple[ClosedSince, ...] = ()
    acts: tuple[KeptRendition, ...] = ()


def verify_rendition(
    session: Session, given: bytes | str | os.PathLike[str], *, template: bytes | None = None
) -> RenditionCheck:
    """Check a rendition (HTML, XML, ODT or text) against the book.

    Args:
        session: of the book.
        given: the file, or its bytes.
        template: the house style it was made with, where its colophon names one.

    Raises:
        RenditionError: it cannot be checked: it is no rendition, names no state of the ledger, is of another book, or
            was made with options or a house style that are not at hand.
        OSError: the file cannot be read.
        DamagedBookError: the book cannot be read.
    """
    content = given if isinstance(given, bytes) else Path(given).read_bytes()
    file = read_rendition(content)
    colophon = file.colophon
    if colophon.origin != session.store.origin:
        raise RenditionError(
            f"it is of the book {colophon.origin!r}, and this one is {session.store.origin!r}; name that book"
        )
    problem = _ledger_problem(session, colophon)
    if problem:
        return RenditionCheck(same=False, compared="ledger", problem=problem, colophon=colophon)
    try:
        document = _document_then(session, colophon)
    except (InvalidValueError, UnknownMeetingError) as error:
        problem = f"the book had no such meeting at that moment ({error})"
        return RenditionCheck(same=False, compared="ledger", problem=problem, colophon=colophon)
    options = _options(colophon, template)
    now = _made_again(session, file, document, options)
    found, _ = _judged(session, file, document, now, options)
    if found.same:
        return found
    since = tuple(closed_since(session.store, colophon.stream, colophon.size))
    document = _document_as_made(session, colophon)
    then = _made_again(session, file, document, options)
    older, place = _judged(session, file, document, then, options)
    if older.same:
        return evolve(older, since=since)
    if place is None:
        return evolve(older, problem=_RESAVED if older.compared == "bytes" else _FALSE_COLOPHON, since=since)
    open_now = {one.text for one in passages_of(now, file.format)}
    shown = _shown(place, since, colophon, open_now)
    return evolve(older, problem=_problem(since, colophon), difference=shown, since=since)


def _ledger_problem(session: Session, colophon: Colophon) -> str:
    """Why the book never had the state that the colophon names; nothing where it had it."""
    size = session.store.head().size
    if colophon.size > size:
        return (
            f"its colophon names a book of {colophon.size} entries, and this one has {size}: "
            "entries are missing here, or the colophon is not true"
        )
    root = root_of_book(session.store, colophon.size).hex()
    if root == colophon.root:
        return ""
    return (
        f"its colophon names the root {colophon.root} at {colophon.size} entries, and the book had {root}: "
        "the book was altered, or the colophon is not true"
    )


def _document_then(session: Session, colophon: Colophon) -> Document:
    if colophon.size < 1 or not session.store.version(colophon.stream):
        raise InvalidValueError("meeting of this book", colophon.stream, "one that was recorded by then")
    return document_of(
        session,
        colophon.stream,
        edition=colophon.edition,
        language=colophon.language,
        as_of=Position(colophon.size - 1),
        lists=colophon.lists,
        ledger=True,
    )


def _options(colophon: Colophon, template: bytes | None) -> dict[str, str | bytes]:
    """The options to render with; without the template, which only the words do not need.

    Raises:
        RenditionError: the template is another one than the colophon names, or none is named.
    """
    options: dict[str, str | bytes] = dict(colophon.options)
    named = options.pop("template", None)
    if template is None:
        return options
    if named is None:
        raise RenditionError("its colophon names no house style; leave the template out")
    digest = f"sha256:{sha256(template).hexdigest()}"
    if digest != colophon.options["template"]:
        raise RenditionError(
            f"it was made with the house style {colophon.options['template']}, and the template given is {digest}"
        )
    options["template"] = template
    return options


def _document_as_made(session: Session, colophon: Colophon) -> Document:
    """The document of that moment, with what was open then; not for anybody's eyes."""
    return compose_then(
        session.store,
        as_made(session.store, colophon.stream, colophon.size),
        edition=colophon.edition,
        language=colophon.language,
        lists=colophon.lists,
        ledger=True,
    )


def _made_again(
    session: Session, file: Given, document: Document, options: Mapping[str, str | bytes]
) -> bytes:
    try:
        return render_document(session.plugins, document, file.format, options).content
    except OptionError as error:
        raise RenditionError(f"it was made with an option that is not known here ({error})") from error


def _judged(
    session: Session,
    file: Given,
    document: Document,
    expected: bytes,
    options: Mapping[str, str | bytes],
) -> tuple[RenditionCheck, _Place | None]:
    """The file beside what was made again, and the first place where their texts part."""
    colophon = file.colophon
    check = RenditionCheck(
        same=True, compared="bytes", problem="", colophon=colophon, acts=_acts(session, file)
    )
    if expected == file.content:
        return check, None
    unstyled = "template" in colophon.options and "template" not in options
    composed = colophon.composer == COMPOSER_VERSION
    rendered = colophon.renderer_version == session.plugins.renderer(file.format).version
    exact = composed and rendered and not unstyled
    place = _first_difference(
        passages_of(file.content, file.format),
        passages_of(expected, file.format),
        bare=not exact,
        styled=not unstyled,
    )
    if place is None and not exact:
        named = (colophon.version, colophon.digest)
        true = not composed or named == (document.meta.version, digest(document))
        return evolve(check, same=true, compared="content"), None
    return evolve(check, same=False, compared="bytes" if exact else "content"), place


def _acts(session: Session, file: Given) -> tuple[KeptRendition, ...]:
    digest = f"sha256:{sha256(file.content).hexdigest()}"
    kept = kept_renditions(session.store, file.colophon.stream)
    return tuple(one for one in kept if one.digest == digest and not one.withdrawn)


def _problem(since: Sequence[ClosedSince], colophon: Colophon) -> str:
    if colophon.composer != COMPOSER_VERSION:
        return (
            f"it differs; version {colophon.composer} of this program composed it, and this is {COMPOSER_VERSION}: "
            "where only a label or the order differs, that is the reason"
        )
    erased = [act for act in since if act.kind == "erased"]
    if erased:
        return (
            f"it differs; since it was made, {'; '.join(map(str, erased[:5]))}{' and more' if len(erased) > 5 else ''}: "
            "that may be the reason, and nobody can tell any more"
        )
    return "it differs from what the record said then, and nothing that was closed since is the reason: it was changed"


def _shown(
    place: _Place, since: Sequence[ClosedSince], colophon: Colophon, open_now: Container[str]
) -> Difference:
    """The difference, without what may be closed or erased by now.

    Of the book only what it says now is shown; of the file nothing, where something was erased, or closed to its readers.
    """
    hide = any(act.kind == "erased" or colophon.edition == "public" for act in since)
    known = not since or not place.expected or place.expected in open_now
    return Difference(
        under=_excerpt(place.under, 0) if not since or place.under in open_now else "",
        version=place.version,
        given=None if hide else _excerpt(place.given, place.parting),
        expected=_excerpt(place.expected, place.parting) if known else "",
    )


def _first_difference(
    given: Sequence[Passage], expected: Sequence[Passage], *, bare: bool, styled: bool
) -> _Place | None:
    """The first passage that differs.

    Args:
        given: the passages of the file.
        expected: those that the book gives.
        bare: do not compare what a colophon says of its renderer and of its digest.
        styled: compare headers and footers of the pages too, and that a house style is named.
    """
    if not styled:
        given = [one for one in given if not (one.margin or (one.own and _STYLED in one.text))]
        expected = [one for one in expected if not one.margin]
    ours, theirs = ([_bare(one) if bare else one.text for one in passages] for passages in (expected, given))
    for place, text in enumerate(ours):
        other = theirs[place] if place < len(theirs) else ""
        if text != other:
            return _difference(expected[place], text, other)
    if len(theirs) > len(ours):
        return _difference(given[len(ours)], "", theirs[len(ours)])
    return None


def _bare(passage: Passage) -> str:
    return _ABOUT_ITSELF.sub("…", passage.text) if passage.own else passage.text


def _difference(passage: Passage, expected: str, given: str) -> _Place:
    parting = next(
        (place for place, (one, other) in enumerate(zip(expected, given, strict=False)) if one != other),
        min(len(expected), len(given)),
    )
    return _Place(
        under=passage.under, version=passage.version, expected=expected, given=given, parting=parting
    )


def _excerpt(text: str, place: int) -> str:
    start, end = max(place - _EXCERPT, 0), place + _EXCERPT
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
