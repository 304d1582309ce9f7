"""Versions of the built-in renderers: each changes with every change of the bytes it makes of the same document and options."""

HTML_VERSION = "1.0"
XML_VERSION = "1.0"
ODT_VERSION = "1.0"
TEXT_VERSION = "1.0"
