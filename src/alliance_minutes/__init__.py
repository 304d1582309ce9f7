"""Minutes as a record of what happened, from which every document is made.

The public names. Each is imported when it is first asked for (PEP 562), so that ``import alliance_minutes`` costs next
to nothing and a program pays only for what it uses.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # as in typing, which would cost more than the rest of this file
if TYPE_CHECKING:
    from alliance_minutes.audit.erasure.planning import ErasurePlan, Passage, ShownRendition
    from alliance_minutes.audit.export.exporting import Exported
    from alliance_minutes.audit.export.importing import CheckedExport, check_export, import_book
    from alliance_minutes.audit.history.differences import Change, Difference
    from alliance_minutes.audit.history.journal import PublicEntry
    from alliance_minutes.audit.history.moments import Then
    from alliance_minutes.audit.history.replaying import Replay
    from alliance_minutes.audit.proofs.checkpointing import KeptCheckpoint
    from alliance_minutes.audit.proofs.keys import KeyFile
    from alliance_minutes.audit.proofs.proving import Proven
    from alliance_minutes.audit.proofs.verifying import (
        Trust,
        VerifiedEntry,
        VerifiedGrowth,
        verify_checkpoint,
        verify_entry,
        verify_growth,
    )
    from alliance_minutes.audit.renditions.kept import KeptRendition
    from alliance_minutes.book import (
        Circumstances,
        ItemHandle,
        MeetingHandle,
        MeetingSummary,
        MinuteBook,
        Noted,
    )
    from alliance_minutes.book.living import Sealed
    from alliance_minutes.book.reasons import Typed
    from alliance_minutes.book.trail import AuditTrail
    from alliance_minutes.book.verifying import RenditionCheck
    from alliance_minutes.document import Document
    from alliance_minutes.errors import (
        AllianceMinutesError,
        AlreadyRecordedError,
        BookBusyError,
        CheckpointRefusedError,
        CommandConflictError,
        ConcurrencyError,
        DamagedBookError,
        EntryTooLargeError,
        ErasureRefusedError,
        InvalidExportError,
        InvalidTextError,
        InvalidValueError,
        MeetingExistsError,
        MissingExtraError,
        NewerBookError,
        NotABookError,
        NotationError,
        NoteError,
        NumberTakenError,
        OptionError,
        PluginError,
        ProofError,
        ReadOnlyBookError,
        RefusedError,
        RenderError,
        RenditionError,
        StoreError,
        TemplateError,
        UnknownFormatError,
        UnknownMeetingError,
        UnknownPartError,
    )
    from alliance_minutes.events import Event, Recorded
    from alliance_minutes.ledger.checkpoints import Checkpoint, ConsistencyProof, InclusionProof
    from alliance_minutes.ledger.notes import VerifierKey
    from alliance_minutes.meeting import Minutes
    from alliance_minutes.plugins import (
        Loss,
        Option,
        PluginInfo,
        Registry,
        RendererInfo,
        RenderRequest,
        Rendition,
        hookimpl,
    )
    from alliance_minutes.store.erasing import ErasureOutcome
    from alliance_minutes.values import (
        Closed,
        Emphasis,
        Link,
        Mention,
        PartialDate,
        Position,
        Strong,
        Tally,
        Words,
    )

_ROOMS = {
    "book.living": ("Sealed",),
    "book.reasons": ("Typed",),
    "book.trail": ("AuditTrail",),
    "book.verifying": ("RenditionCheck",),
    "audit.proofs.checkpointing": ("KeptCheckpoint",),
    "audit.history.differences": ("Change", "Difference"),
    "audit.erasure.planning": ("ErasurePlan", "Passage", "ShownRendition"),
    "audit.export.exporting": ("Exported",),
    "audit.export.importing": ("CheckedExport", "check_export", "import_book"),
    "audit.renditions.kept": ("KeptRendition",),
    "audit.history.journal": ("PublicEntry",),
    "audit.proofs.keys": ("KeyFile",),
    "audit.history.moments": ("Then",),
    "audit.proofs.proving": ("Proven",),
    "audit.history.replaying": ("Replay",),
    "audit.proofs.verifying": (
        "Trust",
        "VerifiedEntry",
        "VerifiedGrowth",
        "verify_checkpoint",
        "verify_entry",
        "verify_growth",
    ),
    "ledger.checkpoints": ("Checkpoint", "ConsistencyProof", "InclusionProof"),
    "ledger.notes": ("VerifierKey",),
    "book": ("Circumstances", "ItemHandle", "MeetingHandle", "MeetingSummary", "MinuteBook", "Noted"),
    "document": ("Document",),
    "errors": (
        "AllianceMinutesError",
        "AlreadyRecordedError",
        "BookBusyError",
        "CheckpointRefusedError",
        "CommandConflictError",
        "ConcurrencyError",
        "DamagedBookError",
        "EntryTooLargeError",
        "ErasureRefusedError",
        "InvalidExportError",
        "InvalidTextError",
        "InvalidValueError",
        "MeetingExistsError",
        "MissingExtraError",
        "NewerBookError",
        "NotABookError",
        "NotationError",
        "NoteError",
        "NumberTakenError",
        "OptionError",
        "PluginError",
        "ProofError",
        "ReadOnlyBookError",
        "RefusedError",
        "RenderError",
        "RenditionError",
        "StoreError",
        "TemplateError",
        "UnknownFormatError",
        "UnknownMeetingError",
        "UnknownPartError",
    ),
    "events": ("Event", "Recorded"),
    "store.erasing": ("ErasureOutcome",),
    "meeting": ("Minutes",),
    "plugins": (
        "Loss",
        "Option",
        "PluginInfo",
        "Registry",
        "RenderRequest",
        "RendererInfo",
        "Rendition",
        "hookimpl",
    ),
    "values": (
        "Closed",
        "Emphasis",
        "Link",
        "Mention",
        "PartialDate",
        "Position",
        "Strong",
        "Tally",
        "Words",
    ),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "AllianceMinutesError",
    "AlreadyRecordedError",
    "AuditTrail",
    "BookBusyError",
    "Change",
    "CheckedExport",
    "Checkpoint",
    "CheckpointRefusedError",
    "Circumstances",
    "Closed",
    "CommandConflictError",
    "ConcurrencyError",
    "ConsistencyProof",
    "DamagedBookError",
    "Difference",
    "Document",
    "Emphasis",
    "EntryTooLargeError",
    "ErasureOutcome",
    "ErasurePlan",
    "ErasureRefusedError",
    "Event",
    "Exported",
    "InclusionProof",
    "InvalidExportError",
    "InvalidTextError",
    "InvalidValueError",
    "ItemHandle",
    "KeptCheckpoint",
    "KeptRendition",
    "KeyFile",
    "Link",
    "Loss",
    "MeetingExistsError",
    "MeetingHandle",
    "MeetingSummary",
    "Mention",
    "MinuteBook",
    "Minutes",
    "MissingExtraError",
    "NewerBookError",
    "NotABookError",
    "NotationError",
    "NoteError",
    "Noted",
    "NumberTakenError",
    "Option",
    "OptionError",
    "PartialDate",
    "Passage",
    "PluginError",
    "PluginInfo",
    "Position",
    "ProofError",
    "Proven",
    "PublicEntry",
    "ReadOnlyBookError",
    "Recorded",
    "RefusedError",
    "Registry",
    "RenderError",
    "RenderRequest",
    "RendererInfo",
    "Rendition",
    "RenditionCheck",
    "RenditionError",
    "Replay",
    "Sealed",
    "ShownRendition",
    "StoreError",
    "Strong",
    "Tally",
    "TemplateError",
    "Then",
    "Trust",
    "Typed",
    "UnknownFormatError",
    "UnknownMeetingError",
    "UnknownPartError",
    "VerifiedEntry",
    "VerifiedGrowth",
    "VerifierKey",
    "Words",
    "__version__",
    "check_export",
    "hookimpl",
    "import_book",
    "verify_checkpoint",
    "verify_entry",
    "verify_growth",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - --version must not pay for it

    value = getattr(import_module(f"{__name__}.{room}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, also those that nobody asked for yet."""
    return sorted({*globals(), *__all__})
