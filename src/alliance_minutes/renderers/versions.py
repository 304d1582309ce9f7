"""Versions of the built-in renderers: each changes with every change of the bytes it makes of the same document and options.

Beside each stands every version that there ever was. What a file says of the version that made it decides how strictly it
is compared, so that a version that never was is believed nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

HTML_VERSION = "1.0"
XML_VERSION = "1.0"
ODT_VERSION = "1.0"
TEXT_VERSION = "1.0"

SHEETS: Final[Mapping[str, str]] = {
    "1.0": "763fae17be7b16513e8dd7b2fa7a460136d819a8dfb35f1a099d691e49b652c0",
}
"""The versions of the HTML renderer, with the SHA-256 of the style sheet of each: a sheet can hide words, or add some."""

VERSIONS: Final[Mapping[str, Collection[str]]] = {
    "html": SHEETS.keys(),
    "xml": ("1.0",),
    "odt": ("1.0",),
    "text": ("1.0",),
}
"""The versions of each renderer that ever made a document, the present one among them."""
