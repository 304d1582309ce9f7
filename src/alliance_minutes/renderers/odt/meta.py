"""meta.xml: what the document says about itself; never when or where it was made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from alliance_minutes.document.wire import digest
from alliance_minutes.renderers.colophon import machine_readable
from alliance_minutes.renderers.odt.housestyle import language_of
from alliance_minutes.renderers.odt.names import ODF_VERSION, child, element, serialised
from alliance_minutes.renderers.versions import ODT_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.document import Document, Moment
    from alliance_minutes.plugins.records import OptionValue
    from alliance_minutes.renderers.safe import Gate


def meta(document: Document, gate: Gate, options: Mapping[str, OptionValue]) -> bytes:
    """The bytes of meta.xml; the date is that of the meeting, and only where the whole of it is known."""
    about = document.meta
    root = element("office:document-meta", {"office:version": ODF_VERSION})
    told = child(root, "office:meta")
    child(told, "meta:generator").text = f"AllianceMinutes/{ODT_VERSION}"
    child(told, "dc:title").text = gate.text(about.title)
    if about.body:
        child(told, "dc:subject").text = gate.text(about.body)
    held_on = exact_date(about.held_on)
    if held_on is not None:
        child(told, "dc:date").text = f"{held_on}T00:00:00"
    if language_of(about.language):
        child(told, "dc:language").text = about.language
    facts = {
        "origin": about.origin,
        "stream": about.stream,
        "version": str(about.version),
        "edition": about.edition,
        "status": about.status,
        "digest": digest(document),
        **machine_readable(document, "odt", ODT_VERSION, options),
    }
    for number, event in enumerate(document.history, 1):
        words = (event.kind, event.recorded_at, event.by, event.edition)
        facts[f"history-{number:03}"] = " · ".join(word for word in words if word)
    for name, value in facts.items():
        child(told, "meta:user-defined", {"meta:name": name, "meta:value-type": "string"}).text = gate.text(
            value
        )
    return serialised(root)


def exact_date(moment: Moment | None) -> str | None:
    """The date as YYYY-MM-DD, if it is known to the day."""
    if moment is None or len(moment.value) != len("2025-06-30"):
        return None
    try:
        return date.fromisoformat(moment.value).isoformat()
    except ValueError:
        return None
