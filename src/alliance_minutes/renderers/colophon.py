"""The colophon: which record, document and renderer made the bytes; and what the head leaves to the facts."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from alliance_minutes.document.wire import digest
from alliance_minutes.renderers.runs import plain

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
        lines.append(
            (labels.options, "; ".join(f"{name}={_shown(options[name])}" for name in sorted(options)))
        )
    return tuple(lines)


def tells_body(meta: Meta) -> bool:
    """Whether the facts name the body already, so that the head need not name it twice."""
    return any(fact.name == "body" and plain(fact.value) == meta.body for fact in meta.facts)


def _shown(value: OptionValue) -> str:
    return f"sha256:{hashlib.sha256(value).hexdigest()}" if isinstance(value, bytes) else value
