"""What the telling of a difference says of itself, in Dutch and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.values import Language


@frozen(kw_only=True)
class DifferenceWords:
    """The words around a difference; those with a ``{placeholder}`` have the same ones in every language."""

    title: str
    earlier: str
    later: str
    now: str
    version_value: str
    recorded: str
    recorded_by: str
    reason: str
    authority: str
    entry: str
    editions: Mapping[str, str]
    nothing: str
    kinds: Mapping[str, str]
    item: str
    outside: str
    deleted: str
    inserted: str
    ended: str
    skip: str
    legend: str
    proof: str
    proof_value: str
    position: str
    sort: str
    field: str
    otherwise: str


_EN = DifferenceWords(
    title="What changed: {meeting}",
    earlier="From",
    later="To",
    now="now",
    version_value="version {version}, entry recorded at {at}",
    recorded="Recorded at",
    recorded_by="Recorded by",
    reason="Reason",
    authority="Authority",
    entry="Entry",
    editions={"internal": "Internal edition", "public": "Public edition"},
    nothing="Nothing changed between these moments.",
    kinds={
        "added": "Added",
        "corrected": "Corrected",
        "withdrawn": "Withdrawn",
        "moved": "Moved",
        "erased": "Erased",
        "closed": "Closed to the public",
        "opened": "Opened to the public",
    },
    item="Agenda item",
    outside="The meeting as a whole",
    deleted="deleted:",
    inserted="inserted:",
    ended="(end)",
    skip="To the changes",
    legend="Deleted words are struck through, inserted words are underlined.",
    proof="Proved by",
    proof_value="a checkpoint of size {size} or more; root {root}",
    position="Position",
    sort="Sort",
    field="Field {name}",
    otherwise="(reads otherwise)",
)

_NL = DifferenceWords(
    title="Wat er veranderde: {meeting}",
    earlier="Van",
    later="Tot",
    now="nu",
    version_value="versie {version}, regel vastgelegd op {at}",
    recorded="Vastgelegd op",
    recorded_by="Vastgelegd door",
    reason="Reden",
    authority="Op gezag van",
    entry="Regel",
    editions={"internal": "Interne uitgave", "public": "Openbare uitgave"},
    nothing="Tussen deze momenten veranderde er niets.",
    kinds={
        "added": "Toegevoegd",
        "corrected": "Verbeterd",
        "withdrawn": "Ingetrokken",
        "moved": "Verplaatst",
        "erased": "Gewist",
        "closed": "Niet langer openbaar",
        "opened": "Openbaar gemaakt",
    },
    item="Agendapunt",
    outside="De vergadering als geheel",
    deleted="vervallen:",
    inserted="ingevoegd:",
    ended="(einde)",
    skip="Naar de wijzigingen",
    legend="Vervallen woorden zijn doorgehaald, ingevoegde woorden zijn onderstreept.",
    proof="Bewezen door",
    proof_value="een checkpoint van grootte {size} of meer; root {root}",
    position="Plaats in het boek",
    sort="Soort",
    field="Veld {name}",
    otherwise="(luidt anders)",
)


def difference_words(language: Language) -> DifferenceWords:
    """The words of a language."""
    return _NL if language == "nl" else _EN
