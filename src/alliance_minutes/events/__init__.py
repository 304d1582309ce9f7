"""All that can have happened: one frozen class each, in families.

``EVENT_TYPES`` is the closed registry: a stored type name that is not in it is never looked up anywhere else.
"""

from alliance_minutes.events.base import Event, Placed, Shown, clear_fields, passage_fields, words_fields
from alliance_minutes.events.bond import PartnerLeft, PartnerSigned
from alliance_minutes.events.book import BodyDescribed, BookFounded
from alliance_minutes.events.frame import (
    Form,
    MeetingAdjourned,
    MeetingClosed,
    MeetingConvened,
    MeetingOpened,
    MeetingResumed,
    NextMeetingSet,
)
from alliance_minutes.events.life import (
    Edition,
    MinutesAdopted,
    MinutesCirculated,
    MinutesPublished,
    MinutesSigned,
)
from alliance_minutes.events.mending import (
    EntriesAdded,
    EntryCorrected,
    EntryMoved,
    EntryWithdrawn,
    Passage,
    PassageClosed,
    PassageOpened,
    PersonalDataErased,
    Subject,
)
from alliance_minutes.events.papers import DocumentAttached
from alliance_minutes.events.parties import PartiesMerged, PartyIntroduced, PartyKind, PartyRenamed
from alliance_minutes.events.presence import (
    AttendanceNoted,
    ChairTaken,
    ConflictDeclared,
    ParticipantArrived,
    ParticipantLeft,
    QuorumNoted,
    Status,
)
from alliance_minutes.events.recorded import Recorded
from alliance_minutes.events.talk import (
    AnnouncementMade,
    ConsiderationRaised,
    ItemDiscussed,
    ItemOpened,
    Point,
    PresentationGiven,
    QuestionAnswered,
    QuestionAsked,
)
from alliance_minutes.events.will import (
    ActionAgreed,
    ActionCompleted,
    ActionDropped,
    DecisionKind,
    DecisionTaken,
    ItemDeferred,
    Method,
    Outcome,
    ProposalKind,
    ProposalMade,
)

_FAMILIES: tuple[tuple[type[Event], ...], ...] = (
    (BookFounded, BodyDescribed),
    (PartyIntroduced, PartyRenamed, PartiesMerged),
    (MeetingConvened, MeetingOpened, MeetingAdjourned, MeetingResumed, MeetingClosed, NextMeetingSet),
    (ChairTaken, AttendanceNoted, ParticipantArrived, ParticipantLeft, QuorumNoted, ConflictDeclared),
    (
        ItemOpened,
        ItemDiscussed,
        AnnouncementMade,
        PresentationGiven,
        ConsiderationRaised,
        QuestionAsked,
        QuestionAnswered,
    ),
    (ProposalMade, DecisionTaken, ActionAgreed, ActionCompleted, ActionDropped, ItemDeferred),
    (PartnerSigned, PartnerLeft),
    (DocumentAttached,),
    (MinutesAdopted, MinutesCirculated, MinutesSigned, MinutesPublished),
    (EntryCorrected, EntryWithdrawn, EntryMoved, EntriesAdded),
    (PassageClosed, PassageOpened),
    (PersonalDataErased,),
)
EVENT_TYPES: dict[str, type[Event]] = {cls.TYPE: cls for family in _FAMILIES for cls in family}
"""Every event type by its stored name."""

__all__ = [
    "EVENT_TYPES",
    "ActionAgreed",
    "ActionCompleted",
    "ActionDropped",
    "AnnouncementMade",
    "AttendanceNoted",
    "BodyDescribed",
    "BookFounded",
    "ChairTaken",
    "ConflictDeclared",
    "ConsiderationRaised",
    "DecisionKind",
    "DecisionTaken",
    "DocumentAttached",
    "Edition",
    "EntriesAdded",
    "EntryCorrected",
    "EntryMoved",
    "EntryWithdrawn",
    "Event",
    "Form",
    "ItemDeferred",
    "ItemDiscussed",
    "ItemOpened",
    "MeetingAdjourned",
    "MeetingClosed",
    "MeetingConvened",
    "MeetingOpened",
    "MeetingResumed",
    "Method",
    "MinutesAdopted",
    "MinutesCirculated",
    "MinutesPublished",
    "MinutesSigned",
    "NextMeetingSet",
    "Outcome",
    "ParticipantArrived",
    "ParticipantLeft",
    "PartiesMerged",
    "PartnerLeft",
    "PartnerSigned",
    "PartyIntroduced",
    "PartyKind",
    "PartyRenamed",
    "Passage",
    "PassageClosed",
    "PassageOpened",
    "PersonalDataErased",
    "Placed",
    "Point",
    "PresentationGiven",
    "ProposalKind",
    "ProposalMade",
    "QuestionAnswered",
    "QuestionAsked",
    "QuorumNoted",
    "Recorded",
    "Shown",
    "Status",
    "Subject",
    "clear_fields",
    "passage_fields",
    "words_fields",
]
