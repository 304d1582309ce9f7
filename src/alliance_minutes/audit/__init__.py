"""What auditors do with a book: check it, prove what it holds, compare two moments of it, erase from it for good.

The public names. Each is imported when it is first asked for: whoever reads the minutes as of a moment comes through
here too, and should not pay for an audit.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliance_minutes.audit.checks.auditing import audit
    from alliance_minutes.audit.checks.report import KINDS, Finding, Report
    from alliance_minutes.audit.export.exporting import Exported
    from alliance_minutes.audit.export.importing import CheckedExport, check_export, import_book
    from alliance_minutes.audit.history.differences import (
        Act,
        Change,
        Difference,
        ItemChanges,
        PartChange,
        Side,
    )
    from alliance_minutes.audit.history.journal import PublicEntry
    from alliance_minutes.audit.history.moments import Then
    from alliance_minutes.audit.history.replaying import Replay
    from alliance_minutes.audit.history.telling import Part, Telling
    from alliance_minutes.audit.history.wording import Piece

_ROOM_OF = {
    "Act": "history.differences",
    "Change": "history.differences",
    "CheckedExport": "export.importing",
    "Difference": "history.differences",
    "Exported": "export.exporting",
    "Finding": "checks.report",
    "ItemChanges": "history.differences",
    "KINDS": "checks.report",
    "Part": "history.telling",
    "PartChange": "history.differences",
    "Piece": "history.wording",
    "PublicEntry": "history.journal",
    "Replay": "history.replaying",
    "Report": "checks.report",
    "Side": "history.differences",
    "Telling": "history.telling",
    "Then": "history.moments",
    "audit": "checks.auditing",
    "check_export": "export.importing",
    "import_book": "export.importing",
}

__all__ = [
    "KINDS",
    "Act",
    "Change",
    "CheckedExport",
    "Difference",
    "Exported",
    "Finding",
    "ItemChanges",
    "Part",
    "PartChange",
    "Piece",
    "PublicEntry",
    "Replay",
    "Report",
    "Side",
    "Telling",
    "Then",
    "audit",
    "check_export",
    "import_book",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - seldom needed

    value = getattr(import_module(f"{__name__}.{room}"), name)
    globals()[name] = value
    return value
