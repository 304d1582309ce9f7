"""The house style of documents without a template: styles.xml, built here.

A good official letter: one serif for the text, quiet headings, much white, and a thin rule beside what was decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from alliance_minutes.renderers.odt.names import ODF_VERSION, child, element, q, serialised
from alliance_minutes.renderers.odt.roles import DEEPEST_HEADING, encoded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from alliance_minutes.document import Document
    from alliance_minutes.renderers.safe import Gate

SERIF: Final = "Liberation Serif"
SANS: Final = "Liberation Sans"
_INK = "#1f2328"
_QUIET = "#57606a"
_ACCENT = "#1f4e79"
_ACTION = "#7a4b00"
_RULE = "#c9d1d9"

_FONTS: Mapping[str, tuple[str, str]] = {
    SERIF: ("'Liberation Serif', 'Times New Roman', 'DejaVu Serif'", "roman"),
    SANS: ("'Liberation Sans', Arial, 'DejaVu Sans'", "swiss"),
}

_Properties = dict[str, str]


def _space(above: str, below: str, **more: str) -> _Properties:
    return {
        "fo:margin-top": above,
        "fo:margin-bottom": below,
        **{k.replace("_", "-"): v for k, v in more.items()},
    }


_KEEP: _Properties = {"fo:keep-with-next": "always"}
_WHOLE: _Properties = {"fo:orphans": "2", "fo:widows": "2"}
_BESIDE: _Properties = {
    "fo:margin-left": "0.15cm",
    "fo:margin-right": "0cm",
    "fo:text-indent": "0cm",
    "fo:padding-left": "0.3cm",
    "fo:padding-right": "0cm",
    "fo:padding-top": "0.05cm",
    "fo:padding-bottom": "0.05cm",
    "fo:border-right": "none",
    "fo:border-top": "none",
    "fo:border-bottom": "none",
    "style:join-border": "true",
}


def _beside(colour: str) -> _Properties:
    return {**_BESIDE, "fo:border-left": f"1.5pt solid {colour}"}


def _sans(size: str, **more: str) -> _Properties:
    given = {"style:font-name": SANS, "fo:font-size": size}
    return {**given, **{key.replace("_", ":", 1).replace("_", "-"): value for key, value in more.items()}}


_BOLD: _Properties = {"fo:font-weight": "bold"}

# Display name: the style it follows, properties of the paragraph, properties of the text.
_PARAGRAPHS: Mapping[str, tuple[str, _Properties, _Properties]] = {
    "Text body": ("Standard", {**_space("0.08cm", "0.2cm"), **_WHOLE}, {}),
    "Heading": ("Standard", {**_space("0.5cm", "0.15cm"), **_KEEP}, _sans("12pt")),
    "Title": (
        "Heading",
        {**_space("0cm", "0.1cm"), **_KEEP},
        {**_sans("20pt", fo_color=_ACCENT), "fo:font-weight": "normal"},
    ),
    "Subtitle": ("Heading", {**_space("0cm", "0.45cm"), **_KEEP}, _sans("10.5pt", fo_color=_QUIET)),
    "Minutes Organisation": (
        "Heading",
        {**_space("0cm", "0.35cm"), **_KEEP},
        {**_sans("10.5pt", fo_color=_QUIET), **_BOLD},
    ),
    "Minutes Fact": (
        "Standard",
        {**_space("0cm", "0.08cm"), "fo:margin-left": "3.8cm", "fo:text-indent": "-3.8cm"},
        {},
    ),
    "Minutes List": ("Standard", {**_space("0cm", "0.12cm"), **_WHOLE}, {}),
    "Minutes Label": ("Heading", {**_space("0.3cm", "0.1cm"), **_KEEP}, {**_sans("10pt"), **_BOLD}),
    "Minutes Notice": (
        "Standard",
        {**_space("0.1cm", "0.3cm"), "fo:padding": "0.2cm", "fo:border": f"0.5pt solid {_RULE}"},
        _sans("10pt", fo_color=_QUIET),
    ),
    "Minutes Decision": ("Standard", {**_space("0cm", "0.1cm"), **_WHOLE, **_beside(_ACCENT)}, {}),
    "Minutes Decision Label": (
        "Minutes Decision",
        {**_space("0.15cm", "0cm"), **_KEEP},
        _sans("10pt", fo_color=_ACCENT) | _BOLD,
    ),
    "Minutes Action": ("Standard", {**_space("0cm", "0.1cm"), **_WHOLE, **_beside(_ACTION)}, {}),
    "Minutes Action Label": (
        "Minutes Action",
        {**_space("0.15cm", "0cm"), **_KEEP},
        _sans("10pt", fo_color=_ACTION) | _BOLD,
    ),
    "Minutes Caption": ("Heading", {**_space("0.4cm", "0.15cm"), **_KEEP}, {**_sans("10pt"), **_BOLD}),
    "Table Contents": ("Standard", {"fo:orphans": "0", "fo:widows": "0"}, _sans("9.5pt")),
    "Table Heading": ("Table Contents", {}, {**_BOLD, "fo:color": _QUIET}),
    "Minutes Back Heading": (
        "Heading",
        {
            **_space("0.9cm", "0.12cm"),
            **_KEEP,
            "fo:padding-top": "0.2cm",
            "fo:border-top": f"0.5pt solid {_RULE}",
        },
        {**_sans("9pt", fo_color=_QUIET), **_BOLD},
    ),
    "Minutes Back": (
        "Standard",
        {**_space("0cm", "0.05cm"), "fo:margin-left": "4.4cm", "fo:text-indent": "-4.4cm"},
        _sans("8pt", fo_color=_QUIET),
    ),
    "Header": ("Standard", {"text:number-lines": "false"}, _sans("8.5pt", fo_color=_QUIET)),
    "Footer": ("Standard", {"text:number-lines": "false"}, _sans("8.5pt", fo_color=_QUIET)),
}

ROOM: Final = 16 / 2.54 * 72 / 9.5
"""How many letters "m" of a cell stand side by side between the margins: 16 cm of 9.5 points each."""

_SIZES = ("14pt", "12pt", "11pt")

_TEXTS: Mapping[str, _Properties] = {
    "Emphasis": {"fo:font-style": "italic"},
    "Strong Emphasis": _BOLD,
    "Internet link": {
        "fo:color": _ACCENT,
        "style:text-underline-style": "solid",
        "style:text-underline-width": "auto",
        "style:text-underline-color": "font-color",
    },
    "Minutes Label Text": _BOLD,
    "Minutes Fact Text": _sans("9pt", fo_color=_QUIET),
    "Minutes Closed": {"fo:background-color": "#eef1f4"},
    "Minutes Redaction": {"fo:background-color": "#e1e4e8", "fo:color": _INK, "fo:font-style": "italic"},
    "Minutes Erased": {"fo:background-color": "#e1e4e8", "fo:color": _INK, "fo:font-style": "italic"},
    "Minutes Withdrawn": {"style:text-line-through-style": "solid", "style:text-line-through-type": "single"},
}

_TABS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Minutes Fact": (("0cm", "left"),),
    "Minutes Back": (("0cm", "left"),),
    "Header": (("16cm", "right"),),
    "Footer": (("16cm", "right"),),
}


def language_of(tag: str) -> _Properties:
    """The properties that tell the language of a text (BCP 47); none where the tag is none that ODF can hold."""
    parts = tag.split("-")
    language = parts[0].lower()
    if not (language.isascii() and language.isalpha() and 2 <= len(language) <= 8):
        return {}
    country = next(
        (part.upper() for part in parts[1:] if len(part) == 2 and part.isascii() and part.isalpha()), None
    )
    return {"fo:language": language, "fo:country": country or {"nl": "NL", "en": "GB"}.get(language, "none")}


def house_style(document: Document, gate: Gate) -> bytes:
    """The bytes of styles.xml."""
    root = element("office:document-styles", {"office:version": ODF_VERSION})
    declare_fonts(root)
    styles = child(root, "office:styles")
    _defaults(styles, document)
    child(
        styles, "style:style", {"style:name": "Standard", "style:family": "paragraph", "style:class": "text"}
    )
    for display, (parent, paragraph, text) in _PARAGRAPHS.items():
        _paragraph(styles, display, parent, paragraph, text)
    for level in range(1, DEEPEST_HEADING + 1):
        above = {1: "0.75cm", 2: "0.5cm"}.get(level, "0.4cm")
        look = (
            _sans(_SIZES[min(level, 3) - 1])
            | (_BOLD if level > 1 else {})
            | {"fo:color": _ACCENT if level == 1 else _INK}
        )
        _paragraph(styles, f"Heading {level}", "Heading", _space(above, "0.15cm"), look, level=level)
    for display, look in _TEXTS.items():
        made = _style(styles, display, "text")
        child(made, "style:text-properties", look)
    _pages(root, document, gate)
    return serialised(root)


def declare_fonts(root: etree._Element) -> None:
    """Declare the fonts, with what may stand in for them."""
    fonts = child(root, "office:font-face-decls")
    for name, (family, kind) in _FONTS.items():
        child(
            fonts,
            "style:font-face",
            {
                "style:name": name,
                "svg:font-family": family,
                "style:font-family-generic": kind,
                "style:font-pitch": "variable",
            },
        )


def text_properties(display: str) -> _Properties:
    """How a character style of this house looks, for templates that lack it."""
    return {key: value for key, value in _TEXTS[display].items() if key != "style:font-name"}


def layout(display: str) -> _Properties:
    """How a paragraph style of this house is laid out, for templates that lack it; its letters are not in it."""
    parent, paragraph, _ = _PARAGRAPHS[display]
    return {**(layout(parent) if parent in _PARAGRAPHS else {}), **paragraph}


def _defaults(styles: etree._Element, document: Document) -> None:
    default = child(styles, "style:default-style", {"style:family": "paragraph"})
    child(
        default,
        "style:paragraph-properties",
        {
            "fo:line-height": "120%",
            "style:tab-stop-distance": "1.25cm",
            "fo:hyphenation-ladder-count": "no-limit",
        },
    )
    child(
        default,
        "style:text-properties",
        {
            "style:font-name": SERIF,
            "fo:font-size": "11pt",
            "fo:color": _INK,
            **language_of(document.meta.language),
        },
    )
    table = child(styles, "style:default-style", {"style:family": "table"})
    child(table, "style:table-properties", {"table:border-model": "collapsing"})
    row = child(styles, "style:default-style", {"style:family": "table-row"})
    child(row, "style:table-row-properties", {"fo:keep-together": "always"})


def _style(styles: etree._Element, display: str, family: str) -> etree._Element:
    named = {"style:name": encoded(display), "style:family": family}
    if encoded(display) != display:
        named["style:display-name"] = display
    return child(styles, "style:style", named)


def _paragraph(
    styles: etree._Element,
    display: str,
    parent: str,
    paragraph: _Properties,
    text: _Properties,
    *,
    level: int | None = None,
) -> None:
    made = _style(styles, display, "paragraph")
    made.set(q("style:parent-style-name"), encoded(parent))
    if level is not None:
        made.set(q("style:default-outline-level"), str(level))
        made.set(q("style:next-style-name"), encoded("Text body"))
    properties = child(made, "style:paragraph-properties", paragraph)
    if display in _TABS:
        tabs = child(properties, "style:tab-stops")
        for position, kind in _TABS[display]:
            child(tabs, "style:tab-stop", {"style:position": position, "style:type": kind})
    if text:
        child(made, "style:text-properties", text)


def _pages(root: etree._Element, document: Document, gate: Gate) -> None:
    automatic = child(root, "office:automatic-styles")
    for name in ("Mpm1", "Mpm2"):
        layout = child(automatic, "style:page-layout", {"style:name": name})
        child(
            layout,
            "style:page-layout-properties",
            {
                "fo:page-width": "21cm",
                "fo:page-height": "29.7cm",
                "style:print-orientation": "portrait",
                "fo:margin-top": "2cm",
                "fo:margin-bottom": "1.6cm",
                "fo:margin-left": "2.5cm",
                "fo:margin-right": "2.5cm",
            },
        )
        if name == "Mpm1":
            header = child(layout, "style:header-style")
            child(
                header,
                "style:header-footer-properties",
                {"fo:min-height": "0.9cm", "fo:margin-bottom": "0.5cm"},
            )
        footer = child(layout, "style:footer-style")
        child(footer, "style:header-footer-properties", {"fo:min-height": "0.9cm", "fo:margin-top": "0.5cm"})
    masters = child(root, "office:master-styles")
    meta = document.meta
    standard = child(
        masters, "style:master-page", {"style:name": "Standard", "style:page-layout-name": "Mpm1"}
    )
    line = child(child(standard, "style:header"), "text:p", {"text:style-name": "Header"})
    child(line, "text:title").text = gate.text(meta.title)
    child(line, "text:tab").tail = gate.text(meta.edition_label)
    _footer(standard, document, gate)
    first = child(
        masters,
        "style:master-page",
        {
            "style:name": "First_20_Page",
            "style:display-name": "First Page",
            "style:page-layout-name": "Mpm2",
            "style:next-style-name": "Standard",
        },
    )
    _footer(first, document, gate)


def _footer(master: etree._Element, document: Document, gate: Gate) -> None:
    line = child(child(master, "style:footer"), "text:p", {"text:style-name": "Footer"})
    line.text = gate.text(document.meta.status_label)
    child(line, "text:tab").tail = gate.text(document.labels.page) + " "
    number = child(line, "text:page-number", {"text:select-page": "current"})
    number.text, number.tail = "1", " / "
    child(line, "text:page-count").text = "1"
