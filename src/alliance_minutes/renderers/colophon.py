"""The colophon: which record, document and renderer made the bytes; and what the head leaves to the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.document.wire import digest
from alliance_minutes.renderers.runs import plain
from alliance_minutes.renderers.safe import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.document import Document, Meta
    from alliance_minutes.plugins import OptionValue


def colophon(
    document: Document, renderer: str, version: str, options: Mapping[str, OptionValue]
) -> tuple[tuple[str, str], ...]:
    """Labels and values that name everything the bytes depend on; a file among the options is named by its digest."""
    meta, labels = document.meta, document.labels
    lines = [
        (labels.record, f"{meta.origin} {meta.stream} {meta.version}"),
        (labels.digest, digest(document)),
        (labels.renderer, f"alliance-minutes {renderer} {version}"),
    ]
    if options:
        lines.append((labels.options, _joined(shown(options))))
    if document.ledger is not None:
        ledger = document.ledger
        made = {"edition": meta.edition, "language": meta.language, "lists": ledger.lists}
        made["composer"] = ledger.composer
        made |= _part(meta)
        lines.append((ledger.label, f"{ledger.size} {ledger.root}; {_joined(made)}"))
    return tuple(lines)


def machine_readable(
    document: Document, renderer: str, version: str, options: Mapping[str, OptionValue]
) -> dict[str, str]:
    """The same for programs, under names that are the same in every format; empty without a state of the ledger.

    Whoever has the book can make the same bytes again from this.
    """
    meta, ledger = document.meta, document.ledger
    if ledger is None:
        return {}
    return {
        "origin": meta.origin,
        "ledger-size": str(ledger.size),
        "ledger-root": ledger.root,
        "stream": meta.stream,
        "version": str(meta.version),
        "edition": meta.edition,
        "language": meta.language,
        "lists": ledger.lists,
        **_part(meta),
        "composer": ledger.composer,
        "digest": digest(document),
        "renderer": renderer,
        "renderer-version": version,
        "options": _joined(shown(options)),
    }


def tells_body(meta: Meta) -> bool:
    """Whether the facts name the body already, so that the head need not name it twice."""
    return any(fact.name == "body" and plain(fact.value) == meta.body for fact in meta.facts)


def _part(meta: Meta) -> dict[str, str]:
    """The part of the minutes that is given, where it is not the whole."""
    return {} if meta.extract is None else {"extract": str(meta.extract)}


def _joined(options: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in options.items())
