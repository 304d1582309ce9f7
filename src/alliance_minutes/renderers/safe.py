"""What every renderer that builds XML must ask of a text or an address before it writes it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from attrs import Factory, define

from alliance_minutes.plugins.records import Loss
from alliance_minutes.renderers.runs import printable, safe_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.document import Source
    from alliance_minutes.plugins.records import OptionValue


@define
class Gate:
    """Lets through what XML can hold and what may be followed, and keeps account of the rest.

    Text is admitted when it is recorded; what fails here comes from an older book or from another program.
    """

    losses: list[Loss] = Factory(list)

    def text(self, text: str, source: Source | None = None) -> str:
        """The text, with U+FFFD for every character outside the Char production (XML 1.0, section 2.2)."""
        legible = printable(text)
        if legible == text:
            return text
        count = sum(1 for given, shown in zip(text, legible, strict=True) if given != shown)
        self.losses.append(
            Loss(
                node="Text",
                reason=f"{count} characters that XML cannot hold; U+FFFD stands in their place",
                source=source,
            )
        )
        return legible

    def url(self, url: str, source: Source | None = None) -> str | None:
        """The address if its scheme is http, https or mailto; else ``None``."""
        if safe_url(url) and printable(url) == url:
            return url
        self.losses.append(
            Loss(
                node="Link.url",
                reason="an address that is not http, https or mailto; its words are kept, without a link",
                source=source,
            )
        )
        return None


def shown(options: Mapping[str, OptionValue]) -> dict[str, str]:
    """The options as a colophon prints them: in order of name, a file by the SHA-256 of its bytes."""
    return {
        name: f"sha256:{hashlib.sha256(value).hexdigest()}" if isinstance(value, bytes) else value
        for name, value in sorted(options.items())
    }
