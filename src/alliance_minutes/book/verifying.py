"""Checking a rendition that somebody has against the book: is it what the record said when it was made?

Its colophon names a state of the ledger. The book must have had that state, and the document of that moment, made again,
must be the file: byte for byte where the same version of the renderer makes it, else in all that stands in it. How strictly
it is compared follows from what the colophon names, so that must be something that there was.
"""

from __future__ import annotations

import re
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, frozen

from alliance_minutes.audit.renditions.comparing import (
    Gone,
    Place,
    as_text,
    difference,
    rest_difference,
    restated,
    text_difference,
)
from alliance_minutes.audit.renditions.kept import ClosedSince, KeptRendition, closed_since, kept_renditions
from alliance_minutes.audit.renditions.reading import (
    Given,
    hides_text,
    passages_of,
    read_rendition,
    saved_by,
    stray_of,
)
from alliance_minutes.book.documents import as_made, compose_then, document_of, root_of_book
from alliance_minutes.book.doubting import doubtful, legend_as_in, tagged
from alliance_minutes.book.rendering import render_document
from alliance_minutes.compose.ledger import COMPOSER_VERSION, COMPOSER_VERSIONS
from alliance_minutes.compose.phrases import phrases
from alliance_minutes.document.wire import digest
from alliance_minutes.errors import (
    InvalidValueError,
    OptionError,
    RenditionError,
    TemplateError,
    UnknownMeetingError,
    UnknownPartError,
)
from alliance_minutes.renderers.versions import SHEETS, VERSIONS
from alliance_minutes.values import Erased, Position, walk

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Container, Mapping, Sequence

    from alliance_minutes.audit.history.moments import Then
    from alliance_minutes.audit.renditions.passages import Passage
    from alliance_minutes.audit.renditions.reading import Colophon
    from alliance_minutes.book.session import Session
    from alliance_minutes.document import Document
    from alliance_minutes.meeting.state import Entry

Compared: TypeAlias = Literal["ledger", "bytes", "content", "rest"]

_EXCERPT = 60
"""Characters shown on either side of the place where two texts part."""

_RESAVED = "its text is that of the record, and its bytes are not: it was saved again, or changed where no text stands"
_CHANGED = "it differs from what the record said then, and nothing that was closed since is the reason: it was changed"


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
class RenditionCheck:
    """What came of checking a rendition.

    Attributes:
        same: whether it is what the book gives.
        compared: how far it came: ``ledger`` where the book never had the state that the colophon names,
            ``bytes`` where the same version of the renderer made it again, ``content`` where all that stands in it was
            compared because an older version made it or its house style was not given, ``rest`` where all was compared of
            which nothing was erased since, and is the same: then ``same`` is false, for of the rest nobody can tell.
        problem: why it is not the same, in a sentence; empty where it is.
        colophon: what it says of itself; to be believed where it is the same.
        difference: the first place where it differs, where there is one to show.
        since: what was closed, opened or erased after the file was made, where that makes it differ from what may be
            shown now. Where it is the same all the same, it shows what may not be shown any more.
        acts: the entries that signed or published exactly these bytes.
        gaps: how many passages could not be compared whole, because something of them was erased.
    """

    same: bool
    compared: Compared
    problem: str
    colophon: Colophon
    difference: Difference | None = None
    since: tuple[ClosedSince, ...] = ()
    acts: tuple[KeptRendition, ...] = ()
    gaps: int = 0


def verify_rendition(
    session: Session, given: bytes | str | os.PathLike[str], *, template: bytes | None = None
) -> RenditionCheck:
    """Check a rendition (HTML, XML, ODT or text) against the book.

    Args:
        session: of the book.
        given: the file, or its bytes.
        template: the house style it was made with, where its colophon names one.

    Raises:
        RenditionError: it cannot be checked: it is no rendition, names no state of the ledger, is of another book,
            names a version of this program that never was, or was made with options or a house style that are not at hand.
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
    _check_versions(session, file)
    problem = _ledger_problem(session, colophon)
    if problem:
        return RenditionCheck(same=False, compared="ledger", problem=problem, colophon=colophon)
    try:
        document = _document_then(session, colophon)
    except (InvalidValueError, UnknownMeetingError) as error:
        problem = f"the book had no such meeting at that moment ({error})"
        return RenditionCheck(same=False, compared="ledger", problem=problem, colophon=colophon)
    options = _options(file, template)
    now = _Again(session, file, document, options)
    if now.is_given():
        return now.agreement()
    since = tuple(closed_since(session.store, colophon.stream, colophon.size))
    made = as_made(session.store, colophon.stream, colophon.size)
    try:
        then = _Again(session, file, _document_as_made(session, colophon, made), options)
    except UnknownPartError as error:
        problem = f"the minutes had no such part at that moment ({error})"
        return RenditionCheck(same=False, compared="ledger", problem=problem, colophon=colophon)
    if then.is_given():
        return evolve(then.agreement(), since=since)
    erased = [act for act in since if act.kind == "erased"]
    found, place = _rest(then, made, erased) if erased else _whole(then)
    if erased and place is not None and not place.certain:
        legend = legend_as_in(then.document, " ".join(one.text for one in then.given))
        if (
            legend != then.document.legend
        ):  # a ground goes from the legend with the last passage that it closed
            wider = _Again(session, file, evolve(then.document, legend=legend), options)
            found, place = _rest(wider, made, erased)
    shown = None if place is None else _shown(place, since, colophon, now.texts())
    return evolve(found, difference=shown, since=since)


def _check_versions(session: Session, file: Given) -> None:
    """A version decides how strictly its files are compared; so one that never was may not be named."""
    colophon = file.colophon
    renderer = session.plugins.renderer(file.format).version
    for what, named, known in (
        (f"the {file.format} renderer", colophon.renderer_version, {*VERSIONS[file.format], renderer}),
        ("the composer", colophon.composer, {*COMPOSER_VERSIONS}),
    ):
        if named not in known:
            raise RenditionError(
                f"its colophon names version {named!r} of {what}, and this program knows {', '.join(sorted(known))}: "
                "a newer program made it, which can check it, or the colophon is not true"
            )


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

    def document(part: int | None) -> Document:
        return document_of(
            session,
            colophon.stream,
            edition=colophon.edition,
            language=colophon.language,
            as_of=Position(colophon.size - 1),
            lists=colophon.lists,
            ledger=True,
            part=part,
        )

    try:
        return document(colophon.extract)
    except UnknownPartError:  # it was closed since, or never there: the document as it was made tells which
        return document(None)


def _options(file: Given, template: bytes | None) -> dict[str, str | bytes]:
    """The options to render with. A house style that is not given is taken from the file, which has its styles in it.

    Raises:
        RenditionError: the template is another one than the colophon names, or none is named.
    """
    colophon = file.colophon
    options: dict[str, str | bytes] = dict(colophon.options)
    options.pop("template", None)
    named = colophon.options.get("template")
    if template is not None and named is None:
        raise RenditionError("its colophon names no house style; leave the template out")
    if named is None:
        return options
    if template is not None and f"sha256:{sha256(template).hexdigest()}" != named:
        given = sha256(template).hexdigest()
        raise RenditionError(
            f"it was made with the house style {named}, and the template given is sha256:{given}"
        )
    options["template"] = file.content if template is None else template
    return options


def _document_as_made(session: Session, colophon: Colophon, made: Then) -> Document:
    """The document of that moment, with what was open then; not for anybody's eyes."""
    return compose_then(
        session.store,
        made,
        edition=colophon.edition,
        language=colophon.language,
        lists=colophon.lists,
        ledger=True,
        part=colophon.extract,
    )


class _Again:
    """The file beside what the book makes of the same state."""

    def __init__(
        self, session: Session, file: Given, document: Document, options: Mapping[str, str | bytes]
    ) -> None:
        self.session, self.file = session, file
        colophon = file.colophon
        self.composed = colophon.composer == COMPOSER_VERSION
        if not self.composed and document.ledger is not None:
            document = evolve(document, ledger=evolve(document.ledger, composer=colophon.composer))
        self.document = document
        self.renderer = session.plugins.renderer(file.format).version
        self.unstyled = options.get("template") is file.content
        self.exact = self.composed and colophon.renderer_version == self.renderer and not self.unstyled
        try:
            self.content = render_document(session.plugins, document, file.format, options).content
        except TemplateError as error:
            raise RenditionError(f"its styles cannot be read ({error}); add the house style") from error
        except OptionError as error:
            raise RenditionError(f"it was made with an option that is not known here ({error})") from error

    @cached_property
    def given(self) -> list[Passage]:
        """What stands in the file."""
        return passages_of(self.file.content, self.file.format)

    @cached_property
    def expected(self) -> list[Passage]:
        """What the book gives, as the version that the colophon names would have said it of itself."""
        colophon, form = self.file.colophon, self.file.format
        ours, theirs = self.renderer, colophon.renderer_version
        changes = {
            f"alliance-minutes {form} {ours}": f"alliance-minutes {form} {theirs}",
            f"AllianceMinutes/{ours}": f"AllianceMinutes/{theirs}",
            f"data-renderer-version='{ours}'": f"data-renderer-version='{theirs}'",
            f"rendererVersion='{ours}'": f"rendererVersion='{theirs}'",
            f"meta:name='renderer-version' meta:value-type='string'>{ours}<": (
                f"meta:name='renderer-version' meta:value-type='string'>{theirs}<"
            ),
        }
        if form == "html" and ours in SHEETS and theirs in SHEETS:
            changes[SHEETS[ours]] = SHEETS[theirs]
        if self.unstyled:
            own = f"sha256:{sha256(self.file.content).hexdigest()}"
            changes[f"template={own}"] = f"template={colophon.options['template']}"
        return restated(passages_of(self.content, form), changes if not self.exact else {})

    @cached_property
    def expected_at_its_word(self) -> list[Passage]:
        """The same with the digest that the colophon names, where the book cannot make the document that had it."""
        return restated(self.expected, {digest(self.document): self.file.colophon.digest})

    def told_apart(self, passages: list[Passage]) -> list[Passage]:
        """The passages of a text, each with its entry where it has one in its words: the text does not tell."""
        tag = f"entry-{digest(self.document)}-"
        options = dict(self.file.colophon.options)
        again = render_document(self.session.plugins, tagged(self.document, tag), "text", options)
        marks = [re.search(rf"{tag}([0-9]+);", one.text) for one in passages_of(again.content, "text")]
        if len(marks) != len(passages):
            return passages
        return [
            evolve(one, version=int(mark[1])) if mark else one
            for one, mark in zip(passages, marks, strict=True)
        ]

    def texts(self) -> Collection[str]:
        """What stands in it, as it is read and as it is written."""
        return {text for one in self.expected for text in (one.text, one.written)}

    def is_given(self) -> bool:
        """Whether it is the file: in its bytes, or in all that stands in it where others made the bytes."""
        if self.content == self.file.content:
            return True
        if self.exact or stray_of(self.file.content, self.file.format):
            return False
        if self.unstyled and hides_text(self.file.content, self.file.format):
            raise RenditionError(
                "a style in it takes text out of sight; add the house style that it was made with"
            )
        expected = self.expected if self.composed else self.expected_at_its_word
        return difference(self.given, expected) is None

    def agreement(self) -> RenditionCheck:
        """It is the file."""
        colophon = self.file.colophon
        compared: Compared = "bytes" if self.content == self.file.content else "content"
        kept = kept_renditions(self.session.store, colophon.stream)
        named = f"sha256:{sha256(self.file.content).hexdigest()}"
        acts = tuple(one for one in kept if one.digest == named and not one.withdrawn)
        return RenditionCheck(same=True, compared=compared, problem="", colophon=colophon, acts=acts)

    def disagreement(self, problem: str) -> RenditionCheck:
        """It is not the file."""
        compared: Compared = "bytes" if self.exact else "content"
        return evolve(self.agreement(), same=False, compared=compared, problem=problem)


def _whole(then: _Again) -> tuple[RenditionCheck, Place | None]:
    """Where a file differs of which the book can make every word."""
    place = text_difference(then.given, then.expected)
    if place is not None:
        return then.disagreement(_problem(then.file.colophon)), place
    saver = saved_by(then.file.content, then.file.format)
    if saver:
        return then.disagreement(f"{_RESAVED} ({saver} says that it saved it)"), None
    return then.disagreement(_RESAVED), difference(then.given, then.expected)


def _rest(then: _Again, made: Then, erased: Sequence[ClosedSince]) -> tuple[RenditionCheck, Place | None]:
    """What comes of it where something was erased: what is left of the record is compared, and the rest cannot be."""
    form, colophon = then.file.format, then.file.colophon
    ours, theirs = then.expected_at_its_word, then.given
    saver = saved_by(then.file.content, form)
    if saver:
        ours, theirs = as_text(ours), as_text(theirs)
    if form == "text":
        ours = then.told_apart(ours)
    gone = [entry for entry in made.minutes.entries if entry.erased]
    gaps, place = rest_difference(
        theirs,
        ours,
        Gone(
            label=phrases(colophon.language).gate.erased,
            entries=frozenset(entry.version for entry in gone),
            names=any(party.name is None for party in made.parties.values()),
            told=form != "text" or all(_says_so(entry) for entry in gone),
            doubtful=doubtful(made.minutes, made.parties, colophon.edition),
        ),
        form,
    )
    since = f"since it was made, {'; '.join(map(str, erased[:5]))}{' and more' if len(erased) > 5 else ''}"
    if place is not None:
        unsure = f"it differs; {since}: that may be the reason, and nobody can tell any more"
        return then.disagreement(_problem(colophon) if place.certain else unsure), place
    if saver or not gaps or stray_of(then.file.content, form):
        return then.disagreement(f"{_RESAVED}; {since}"), None
    passages = "one passage" if gaps == 1 else f"{gaps} passages"
    left = f"what is left of the record agrees with it; {since}: of {passages} nobody can tell any more"
    return evolve(then.disagreement(left), compared="rest", gaps=gaps), None


def _says_so(entry: Entry) -> bool:
    """Whether an entry of which something was erased says so in its words: all of them are gone, or a part is."""
    words = getattr(entry.event, "text", ())
    return not words or any(isinstance(run, Erased) for run in walk(words))


def _problem(colophon: Colophon) -> str:
    if colophon.composer == COMPOSER_VERSION:
        return _CHANGED
    return (
        f"it differs; version {colophon.composer} of this program composed it, and this is {COMPOSER_VERSION}: "
        "where only a label or the order differs, that is the reason"
    )


def _shown(
    place: Place, since: Sequence[ClosedSince], colophon: Colophon, open_now: Container[str]
) -> Difference:
    """The difference, without what may be closed or erased by now.

    Of the book only what it says now is shown; of the file nothing, where something may have been erased of that place,
    or closed to its readers.
    """
    closed = any(act.kind != "erased" for act in since)
    hide = not place.certain or (closed and colophon.edition == "public")
    known = not since or not place.expected or place.expected in open_now
    return Difference(
        under=_excerpt(place.under, 0) if not since or place.under in open_now else "",
        version=place.version,
        given=None if hide else _excerpt(place.given, place.parting),
        expected=_excerpt(place.expected, place.parting) if known else "",
    )


def _excerpt(text: str, place: int) -> str:
    start, end = max(place - _EXCERPT, 0), place + _EXCERPT
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
