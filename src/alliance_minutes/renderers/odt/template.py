"""A house-style template: a plain .odt whose styles, header, footer and logo are kept.

It is data and never a programme. What could act (macros, scripts, listeners, objects, links to files and pictures
elsewhere) is left out, and the user is told. No expression is evaluated and no placeholder is filled in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import Factory, define
from lxml import etree

from alliance_minutes.errors import TemplateError
from alliance_minutes.renderers.odt.archive import Archive, open_archive
from alliance_minutes.renderers.odt.housestyle import ROOM, language_of
from alliance_minutes.renderers.odt.names import NAMESPACES, ODF_VERSION, child, q, serialised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_minutes.document import Document
    from alliance_minutes.renderers.safe import Gate

_PICTURES: Final = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}
_LEFT_OUT: Final = {
    "Basic/": "macros; they were",
    "Scripts/": "scripts; they were",
    "META-INF/documentsignatures.xml": "a signature, which a changed document would break; it was",
    "META-INF/macrosignatures.xml": "a signature of macros; it was",
    "Object ": "embedded objects; they were",
    "ObjectReplacements/": "embedded objects; they were",
    "Fonts/": "embedded fonts; they were",
}
_ACTING: Final = (
    "office:scripts",
    "office:event-listeners",
    "office:forms",
    "office:dde-source",
    "script:event-listener",
    "text:execute-macro",
    "text:script",
    "text:dde-connection",
    "text:dde-connection-decls",
    "text:database-display",
    "text:database-next",
    "text:database-row-select",
    "text:database-row-number",
    "text:database-name",
    "text:section-source",
    "text:expression",
    "text:conditional-text",
    "text:hidden-text",
    "text:hidden-paragraph",
    "draw:object",
    "draw:object-ole",
    "draw:plugin",
    "draw:applet",
    "draw:floating-frame",
    "draw:control",
    "svg:font-face-src",
)
_POINTS: Final = {"pt": 1.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0, "pc": 12.0, "px": 0.75}
_LENGTH: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{0,9})?)(pt|cm|mm|in|pc|px)")
_SHOWN: Final = ("draw:image", "style:background-image", "draw:fill-image")
_LOEXT: Final = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"


@define
class Template:
    """What is kept of a template.

    Attributes:
        styles: its styles.xml.
        pictures: its pictures that the styles show, by path.
        types: their media types.
        sequences: the names of its caption counters.
        first_page: the master page of its first paragraph, or ``None``.
        messages: what was left out, in plain sentences.
    """

    styles: etree._Element
    pictures: dict[str, bytes] = Factory(dict)
    types: dict[str, str] = Factory(dict)
    sequences: tuple[str, ...] = ()
    first_page: str | None = None
    messages: dict[str, None] = Factory(dict)

    def names(self, family: str) -> frozenset[str]:
        """The names of its common styles of a family."""
        found = self.styles.iterfind(f"{q('office:styles')}/{q('style:style')}")
        return frozenset(
            style.get(q("style:name"), "") for style in found if style.get(q("style:family")) == family
        )

    def room(self) -> float:
        """How wide a table is between its margins, in ems of the letters in a cell, as far as its styles tell."""
        page = self._page()
        size = self._letter_size()
        if page is None or size is None:
            return ROOM
        across, before, after = (
            points(page.get(q(name), "0cm"))
            for name in ("fo:page-width", "fo:margin-left", "fo:margin-right")
        )
        if across is None or before is None or after is None:
            return ROOM
        between = across - before - after
        return between / size if between > size else ROOM

    def _page(self) -> etree._Element | None:
        """The layout of the pages that the text runs on."""
        masters = {page.get(q("style:name")): page for page in self.styles.iter(q("style:master-page"))}
        layouts = {layout.get(q("style:name")): layout for layout in self.styles.iter(q("style:page-layout"))}
        master = masters.get("Standard")
        layout = layouts.get(master.get(q("style:page-layout-name"))) if master is not None else None
        return layout.find(q("style:page-layout-properties")) if layout is not None else None

    def _letter_size(self) -> float | None:
        """The size of the letters in a cell, in points: that of its style, or of the nearest above it that says."""
        own, default = (
            {
                style.get(q("style:name")): style
                for style in self.styles.iter(q(kind))
                if style.get(q("style:family")) == "paragraph"
            }
            for kind in ("style:style", "style:default-style")
        )
        style = own.get("Table_20_Contents", own.get("Standard"))
        for _ in own:  # a style may name itself, or one below it, as the one above it
            if style is None:
                break
            if (size := _size_in(style)) is not None:
                return size
            style = own.get(style.get(q("style:parent-style-name")))
        return next((_size_in(style) for style in default.values()), None)

    def fitted(self, document: Document, gate: Gate) -> bytes:
        """The bytes of its styles.xml, with the title and the language of the document in their places."""
        for title in self.styles.iter(q("text:title")):
            for inner in list(title):
                title.remove(inner)
            title.text = gate.text(document.meta.title)
        language = language_of(document.meta.language)
        for style in self.styles.iterfind(f"{q('office:styles')}/{q('style:default-style')}"):
            if style.get(q("style:family")) == "paragraph":
                properties = style.find(q("style:text-properties"))
                if properties is None:
                    properties = child(style, "style:text-properties")
                for name, value in language.items():
                    properties.set(q(name), value)
        return serialised(self.styles)


def points(length: str) -> float | None:
    """An absolute length of ODF (part 3, section 18.3.18) in points; ``None`` where it is something else."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _POINTS[found[2]] if found else None


def _size_in(style: etree._Element) -> float | None:
    properties = style.find(q("style:text-properties"))
    size = points(properties.get(q("fo:font-size"), "")) if properties is not None else None
    return size or None


def read_template(content: bytes) -> Template:
    """Read a template.

    Raises:
        TemplateError: it cannot be used; the message says why and what to do.
    """
    archive = open_archive(content)
    if "styles.xml" not in archive.paths:
        raise TemplateError("the template has no styles; give a document saved as .odt or .ott")
    template = Template(styles=_tree(archive, "styles.xml", "office:document-styles"))
    template.styles.set(q("office:version"), ODF_VERSION)
    for beginning, what in _LEFT_OUT.items():
        if any(path.startswith(beginning) for path in archive.paths):
            template.messages.setdefault(f"The template holds {what} left out.")
    _disarm(template)
    _keep_pictures(template, archive)
    if "content.xml" in archive.paths:
        _read_content(template, _tree(archive, "content.xml", "office:document-content"))
    return template


def _tree(archive: Archive, path: str, root: str) -> etree._Element:
    content = archive.read(path)
    try:
        content.decode("utf-8")
        if b"<!DOCTYPE" in content:
            raise TemplateError(
                f"the template's {path} has a document type; it was not made by an office program"
            )
        parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, UnicodeDecodeError) as error:
        raise TemplateError(f"the template's {path} is no XML ({error}); save the template anew") from error
    if tree.tag != q(root):
        raise TemplateError(f"the template's {path} is not what its name says; save the template anew")
    return tree


def _disarm(template: Template) -> None:
    acting = {q(name) for name in _ACTING}
    for element in [*template.styles.iter()]:
        if element.tag in acting:
            name = etree.QName(element).localname
            template.messages.setdefault(
                f"The template holds something that acts or counts ({name}); it was left out."
            )
            _leave_out(element)
    for element in _with(template.styles, "xlink:href"):
        address = element.get(q("xlink:href"), "")
        if element.tag in {q(name) for name in _SHOWN}:
            continue
        safe = address.startswith("#") or address.lower().startswith(("http:", "https:", "mailto:"))
        if element.tag != q("text:a") or not safe:
            template.messages.setdefault(f"The template leads to {address[:60]!r}; that was left out.")
            del element.attrib[q("xlink:href")]
            _unwrap(element) if element.tag == q("text:a") else _leave_out(element)


def _keep_pictures(template: Template, archive: Archive) -> None:
    for element in _with(template.styles, "xlink:href"):
        if element.tag == q("text:a"):
            continue
        address = element.get(q("xlink:href"), "")
        path = address.removeprefix("./")
        kind = None
        if path.startswith("Pictures/") and path in archive.paths:
            picture = template.pictures.get(path) or archive.read(path)
            kind = next((kind for magic, kind in _PICTURES.items() if picture.startswith(magic)), None)
            if kind is None:
                reason = "is no PNG, JPEG or GIF"
            else:
                template.pictures[path], template.types[path] = picture, kind
        else:
            reason = "is not in the template itself"
        if kind is None:
            template.messages.setdefault(
                f"The template's picture {address[:60]!r} {reason}; it was left out."
            )
            _leave_out(element)
    for frame in [*template.styles.iter(q("draw:frame"))]:
        if not any(etree.QName(inner).localname in ("image", "text-box") for inner in frame):
            _leave_out(frame)
        elif frame.find(q("draw:image")) is not None and not _described(frame):
            template.messages.setdefault(
                "A picture of the template has no alternative text; give it one for readers who cannot see it."
            )


def _described(frame: etree._Element) -> bool:
    return any((frame.findtext(q(name)) or "").strip() for name in ("svg:title", "svg:desc"))


def _read_content(template: Template, content: etree._Element) -> None:
    text = content.find(f"{q('office:body')}/{q('office:text')}")
    if text is None:
        return
    names = (decl.get(q("text:name"), "") for decl in text.iter(q("text:sequence-decl")))
    template.sequences = tuple(dict.fromkeys(name for name in names if name))
    first = next((e for e in text.iter(q("text:p"), q("text:h"))), None)
    if first is None:
        return
    masters = {page.get(q("style:name")) for page in template.styles.iter(q("style:master-page"))}
    for style in content.iterfind(f"{q('office:automatic-styles')}/{q('style:style')}"):
        if style.get(q("style:name")) == first.get(q("text:style-name")):
            master = style.get(q("style:master-page-name"))
            template.first_page = master if master in masters and master else None


def _with(root: etree._Element, attribute: str) -> Iterator[etree._Element]:
    return iter([element for element in root.iter() if element.get(q(attribute)) is not None])


def _leave_out(element: etree._Element) -> None:
    """Remove the element with all that is in it, and keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    """Make the link a plain span of text."""
    element.tag = q("text:span")
    for name in list(element.attrib):
        if str(name).startswith(
            (f"{{{NAMESPACES['xlink']}}}", f"{{{NAMESPACES['office']}}}", f"{{{_LOEXT}}}")
        ):
            del element.attrib[name]
    element.attrib.pop(q("text:visited-style-name"), "")
