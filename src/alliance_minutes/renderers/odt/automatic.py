"""The automatic styles of content.xml: what no named style can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.renderers.odt.content import BULLETS, NO_LABELS, TABLE
from alliance_minutes.renderers.odt.flow import DEEPEST_LIST
from alliance_minutes.renderers.odt.housestyle import layout, text_properties
from alliance_minutes.renderers.odt.names import child, q
from alliance_minutes.renderers.odt.roles import CHARACTERS, PARAGRAPHS, kept_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml import etree

    from alliance_minutes.renderers.odt.line import Mark
    from alliance_minutes.renderers.odt.roles import Wardrobe

_RULE = "0.5pt solid #c9d1d9"


def automatic_styles(
    styles: etree._Element,
    wardrobe: Wardrobe,
    worn: Mapping[Mark, str],
    foreign: Mapping[str, str],
    columns: Iterable[int],
) -> None:
    """Fill the element."""
    for mark, name in worn.items():
        if name.startswith("T_"):
            style = child(styles, "style:style", {"style:name": name, "style:family": "text"})
            look = foreign if mark == "said" else text_properties(CHARACTERS[mark])
            child(style, "style:text-properties", look)
    _list_style(styles, BULLETS, bullets=True)
    _list_style(styles, NO_LABELS, bullets=False)
    _table_styles(styles)
    for share in sorted(columns):
        column = child(
            styles, "style:style", {"style:name": f"{TABLE}.{share}", "style:family": "table-column"}
        )
        child(column, "style:table-column-properties", {"style:rel-column-width": f"{share}*"})
    for part, below in sorted(wardrobe.laid_out.items()):
        made = _paragraph_style(styles, f"P_{part}", below)
        properties = child(made, "style:paragraph-properties", layout(PARAGRAPHS[part][0]))
        if part in ("fact", "back"):
            child(
                child(properties, "style:tab-stops"),
                "style:tab-stop",
                {"style:position": "0cm", "style:type": "left"},
            )
        if part.startswith("back"):
            child(made, "style:text-properties", {"fo:font-size": "8pt"})
    _kept_styles(styles, wardrobe)


def _kept_styles(styles: etree._Element, wardrobe: Wardrobe) -> None:
    """The parts as they are worn elsewhere, and kept with what follows; no automatic style may rest on another."""
    for (part, begins), worn in sorted(wardrobe.kept.items()):
        laid_out = part in wardrobe.laid_out
        name = kept_name(part, begins=begins)
        made = _paragraph_style(styles, name, wardrobe.laid_out[part] if laid_out else worn)
        properties = layout(PARAGRAPHS[part][0]) if laid_out else {}
        properties |= {"fo:keep-with-next": "always"}
        if begins:
            properties |= {"fo:margin-top": "0.2cm"}
        child(made, "style:paragraph-properties", properties)
    for part, worn in sorted(wardrobe.ended.items()):
        laid_out = part in wardrobe.laid_out
        made = _paragraph_style(styles, f"E_{part}", wardrobe.laid_out[part] if laid_out else worn)
        properties = layout(PARAGRAPHS[part][0]) if laid_out else {}
        # Else the bars of two decisions in a row would be one.
        properties |= {"fo:keep-with-next": "auto", "style:join-border": "false"}
        child(made, "style:paragraph-properties", properties)


def begin_page(styles: etree._Element, first: etree._Element, master: str) -> None:
    """Let the first paragraph begin a page of its own kind."""
    made = _paragraph_style(styles, "P_first", first.get(q("text:style-name"), "Standard"))
    made.set(q("style:master-page-name"), master)
    first.set(q("text:style-name"), "P_first")


def _paragraph_style(styles: etree._Element, name: str, below: str) -> etree._Element:
    made = child(styles, "style:style", {"style:name": name, "style:family": "paragraph"})
    made.set(q("style:parent-style-name"), below)
    return made


def _list_style(styles: etree._Element, name: str, *, bullets: bool) -> None:
    made = child(styles, "text:list-style", {"style:name": name})
    for level in range(1, DEEPEST_LIST + 1):
        if bullets:
            label = child(
                made,
                "text:list-level-style-bullet",
                {"text:level": str(level), "text:bullet-char": "•" if level % 2 else "–"},
            )
        else:
            label = child(
                made, "text:list-level-style-number", {"text:level": str(level), "style:num-format": ""}
            )
        properties = child(
            label,
            "style:list-level-properties",
            {"text:list-level-position-and-space-mode": "label-alignment"},
        )
        indent = f"{level * 0.6:.1f}cm"
        child(
            properties,
            "style:list-level-label-alignment",
            {
                "text:label-followed-by": "listtab" if bullets else "nothing",
                "text:list-tab-stop-position": indent,
                "fo:text-indent": "-0.5cm",
                "fo:margin-left": indent,
            },
        )


def _table_styles(styles: etree._Element) -> None:
    table = child(styles, "style:style", {"style:name": TABLE, "style:family": "table"})
    child(
        table,
        "style:table-properties",
        {"table:align": "margins", "fo:margin-bottom": "0.4cm", "table:border-model": "collapsing"},
    )
    for part, above in (("header-cell", "none"), ("cell", _RULE)):
        cell = child(styles, "style:style", {"style:name": f"{TABLE}.{part}", "style:family": "table-cell"})
        child(
            cell,
            "style:table-cell-properties",
            {
                "fo:padding": "0.1cm",
                "fo:padding-left": "0cm",
                "fo:padding-right": "0.25cm",
                "fo:border": "none",
                "fo:border-top": above,
                "fo:border-bottom": _RULE,
            },
        )
