"""What every language must be able to say.

A phrase with a ``{placeholder}`` has the same placeholders in every language. Mappings go by the codes of the events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.document import Labels


@frozen(kw_only=True)
class HeadPhrases:
    """The head of a document: title, edition, status and the facts of the meeting."""

    title: str
    title_dated: str
    edition: Mapping[str, str]
    status: Mapping[str, str]
    draft: str
    extract: str
    extract_notice: str
    known_as: str
    date: str
    form_label: str
    form: Mapping[str, str]
    place: str
    chair: str
    secretary: str
    planned: str
    people: str


@frozen(kw_only=True)
class GatePhrases:
    """What stands where something may not be said."""

    participant: str
    erased: str
    closed_item: str
    redaction: str
    redaction_coded: str
    closed: str
    not_public: str
    ground: str


@frozen(kw_only=True)
class FramePhrases:
    """The frame of the meeting, and who was there."""

    at: str
    time: str
    opened: str
    adjourned: str
    resumed: str
    closed: str
    next_meeting: str
    next_date: str
    next_time: str
    attendance: Mapping[str, str]
    nobody: str
    role: str
    organisation: str
    since: str
    until: str
    proxy_for: str
    votes: str
    chair: str
    deputises_for: str
    reason: str
    arrived: str
    left: str
    quorum: str
    required: str
    present: str
    met: str
    yes: str
    no: str
    conflict: str
    who: str


@frozen(kw_only=True)
class TalkPhrases:
    """Items and what was said under them."""

    untitled: str
    item_kind: str
    returns_from: str
    earlier_meeting: str
    by: str
    announcement: str
    announcements: str
    presentation: str
    consideration: str
    considerations: str
    question: str
    answer: str
    answer_provisional: str
    to_question: str
    attachment: str
    attachments: str
    file: str
    outside: str
    numbered: str
    by_party: str


@frozen(kw_only=True)
class WillPhrases:
    """Proposals, decisions, actions and returns."""

    proposal: Mapping[str, str]
    mover: str
    seconder: str
    amends: str
    decision: Mapping[str, str]
    on: str
    method_label: str
    method: Mapping[str, str]
    outcome_label: str
    outcome: Mapping[str, str]
    count_label: str
    count: Mapping[str, str]
    unit: str
    majority: str
    ballot: str
    secret: str
    names: Mapping[str, str]
    objections: str
    elected: str
    supersedes: str
    action: Mapping[str, str]
    actions: str
    owners: str
    due: str
    next_meeting: str
    returns: str
    returns_next: str
    returns_on_day: str
    returns_in: str
    to_body: str
    signed: str
    signed_agreement: str
    left: str
    left_agreement: str
    signatory: str


@frozen(kw_only=True)
class LifePhrases:
    """The life of the minutes, and what was mended, closed and erased."""

    section: str
    adopted: str
    editions_label: str
    editions: Mapping[str, str]
    of_meeting: str
    meeting: str
    last_meeting: str
    corrections: str
    circulated: str
    to: str
    on: str
    signed: str
    published: str
    edition: str
    format: str
    digest: str
    where: str
    erratum: Mapping[str, str]
    erratum_label: str
    amended: Mapping[str, str]
    about: str
    entry: str
    formerly: str
    instead: str
    behind: str
    recorded: str
    authority: str
    subject_closed: Mapping[str, str]
    subject_opened: Mapping[str, str]
    erased: str
    basis: str
    at_request_of: str


@frozen(kw_only=True)
class TablePhrases:
    """The lists of decisions and actions."""

    decisions: str
    actions: str
    number: str
    item: str
    decision: str
    how: str
    action: str
    who: str
    due: str
    status_label: str
    status: Mapping[str, str]
    here: str
    see_item: str


@frozen(kw_only=True)
class Phrases:
    """All phrases of one language; ``locale`` is the one that dates and lists follow."""

    locale: str
    labels: Labels
    head: HeadPhrases
    gate: GatePhrases
    frame: FramePhrases
    talk: TalkPhrases
    will: WillPhrases
    life: LifePhrases
    table: TablePhrases
