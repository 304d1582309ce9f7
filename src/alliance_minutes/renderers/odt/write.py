"""Writing a document as ODT."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from alliance_minutes.document.walk import walk
from alliance_minutes.errors import TemplateError
from alliance_minutes.plugins.records import Rendition
from alliance_minutes.renderers.colophon import colophon
from alliance_minutes.renderers.odt import MEDIA_TYPE, SUFFIX
from alliance_minutes.renderers.odt.automatic import automatic_styles, begin_page
from alliance_minutes.renderers.odt.content import Body, run
from alliance_minutes.renderers.odt.flow import Flow
from alliance_minutes.renderers.odt.housestyle import ROOM, declare_fonts, house_style, language_of
from alliance_minutes.renderers.odt.line import Lines, Piece
from alliance_minutes.renderers.odt.meta import meta
from alliance_minutes.renderers.odt.names import ODF_VERSION, child, element, q, serialised
from alliance_minutes.renderers.odt.package import package
from alliance_minutes.renderers.odt.roles import Wardrobe
from alliance_minutes.renderers.odt.template import Template, read_template
from alliance_minutes.renderers.safe import Gate
from alliance_minutes.renderers.versions import ODT_VERSION

if TYPE_CHECKING:
    from alliance_minutes.document import Document, Source
    from alliance_minutes.plugins.records import RenderRequest

_FIT_FOR_LINKS = re.compile("[0-9A-Za-z-]+")


def write(request: RenderRequest) -> Rendition:
    """The document as ODT."""
    document = request.document
    gate = Gate()
    given = request.options.get("template")
    if isinstance(given, str):
        raise TemplateError("the option template holds a text; it must be the bytes of an .odt file")
    template = read_template(given) if given is not None else None
    wardrobe = Wardrobe()
    if template is not None:
        wardrobe = Wardrobe(paragraphs=template.names("paragraph"), texts=template.names("text"))
    parts = {
        **(template.pictures if template else {}),
        "content.xml": _content(request, gate, wardrobe, template),
        "meta.xml": meta(document, gate, request.options),
        "styles.xml": template.fitted(document, gate) if template else house_style(document, gate),
    }
    return Rendition(
        content=package(parts, template.types if template else {}),
        media_type=MEDIA_TYPE,
        file_name=document.meta.file_name + SUFFIX,
        losses=tuple(dict.fromkeys(gate.losses)),
        messages=(*(template.messages if template else ()), *wardrobe.messages()),
    )


def bookmarks(document: Document) -> dict[Source, str]:
    """The bookmark of each entry that a block comes from; an entry of another stream carries its stream in it."""
    named: dict[Source, str] = {}
    for block in walk(document.blocks):
        source: Source | None = getattr(block, "source", None)
        if source is not None:
            home = source.stream == document.meta.stream
            named[source] = source.anchor if home else f"{source.anchor}_{_name_of(source.stream)}"
    return named


def _name_of(stream: str) -> str:
    """The stream, or a digest of it where links could not hold it as it is."""
    if _FIT_FOR_LINKS.fullmatch(stream):
        return stream
    return hashlib.sha256(stream.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _content(request: RenderRequest, gate: Gate, wardrobe: Wardrobe, template: Template | None) -> bytes:
    document = request.document
    about = document.meta
    root = element("office:document-content", {"office:version": ODF_VERSION})
    declare_fonts(root)
    styles = child(root, "office:automatic-styles")
    text = child(child(root, "office:body"), "office:text")
    if template is not None and template.sequences:
        counters = child(text, "text:sequence-decls")
        for name in template.sequences:
            child(
                counters,
                "text:sequence-decl",
                {"text:display-outline-level": "0", "text:name": gate.text(name)},
            )
    worn = wardrobe.marks()
    foreign = language_of(about.text_language) if about.text_language != about.language else {}
    if foreign:
        worn["said"] = "T_said"
    body = Body(
        flow=Flow(text),
        lines=Lines(gate, bookmarks(document)),
        wardrobe=wardrobe,
        withdrawn=document.labels.withdrawn,
        styles=worn,
        room=template.room() if template is not None else ROOM,
    )
    _head(body, document)
    run(body.blocks(document.blocks, 1))
    body.finish()
    _back(body, request)
    automatic_styles(styles, wardrobe, worn, foreign, body.columns)
    master = template.first_page if template is not None else "First_20_Page"
    first = text.find(q("text:p"))
    if master is not None and first is not None:
        begin_page(styles, first, master)
    return serialised(root)


def _head(body: Body, document: Document) -> None:
    about = document.meta
    gate = body.lines.gate
    if about.body:
        body.paragraph("organisation", [Piece(gate.text(about.body))])
    body.paragraph("title", [*body.lines.pieces(about.heading, "said")] or [Piece(gate.text(about.title))])
    status = " · ".join(label for label in (about.edition_label, about.status_label) if label)
    if status:
        body.paragraph("status", [Piece(gate.text(status))])
    for fact in about.facts:
        label = Piece(gate.text(fact.label), frozenset({"label"}))
        body.paragraph("fact", [label, Piece("\t"), *body.lines.pieces(fact.value)])


def _back(body: Body, request: RenderRequest) -> None:
    document = request.document
    labels = document.labels
    gate = body.lines.gate
    if document.legend:
        body.paragraph("back-heading", [Piece(gate.text(labels.legend), frozenset({"label"}))])
        for ground in document.legend:
            _back_line(body, ground.code, ground.label)
    body.paragraph("back-heading", [Piece(gate.text(labels.colophon), frozenset({"label"}))])
    for name, value in colophon(document, "odt", ODT_VERSION, request.options):
        _back_line(body, name, value)


def _back_line(body: Body, name: str, value: str) -> None:
    gate = body.lines.gate
    body.paragraph(
        "back", [Piece(gate.text(name), frozenset({"label"})), Piece("\t"), Piece(gate.text(value))]
    )
