"""What auditors do with a book: check it, prove what it holds, compare two moments of it, erase from it for good.

The public names. Each is imported when it is first asked for: whoever reads the minutes as of a moment comes through
here too, and should not pay for an audit.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliance_minutes.audit.auditing import audit
    from alliance_minutes.audit.exporting import Exported
    from alliance_minutes.audit.importing import CheckedExport, check_export, import_book
    from alliance_minutes.audit.report import KINDS, Finding, Report

_ROOM_OF = {
    "CheckedExport": "importing",
    "Exported": "exporting",
    "Finding": "report",
    "KINDS": "report",
    "Report": "report",
    "audit": "auditing",
    "check_export": "importing",
    "import_book": "importing",
}

__all__ = ["KINDS", "CheckedExport", "Exported", "Finding", "Report", "audit", "check_export", "import_book"]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - seldom needed

    value = getattr(import_module(f"{__name__}.{room}"), name)
    globals()[name] = value
    return value
