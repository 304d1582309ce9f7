"""The texts of messages about where a line stands and what it goes with, per language; part of those of all messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alliance_minutes.notation.keywords import Language

STRUCTURE: Mapping[str, Mapping[Language, str]] = {
    "title-late": {
        "nl": "'{read}' staat onder een agendapunt en kan de titel niet zijn; gebruik ## voor een agendapunt, of zet de titel bovenaan",
        "en": "'{read}' stands below an agenda item and cannot be the title; use ## for an agenda item, or put the title at the top",
    },
    "motion-open": {
        "nl": "dit besluit gaat nu over het amendement van regel {line}, en de motie of het voorstel van regel {motion} blijft onbesloten; schrijf [geamendeerd], of geef wat u bedoelt een kenmerk, zoals 'Motie [kenmerk K1]:', en schrijf hier [over K1]",
        "en": "this decision is now on the amendment of line {line}, and the motion or proposal of line {motion} stays undecided; write [amended], or give the one you mean a name, as in 'Motion [ref R1]:', and write [on R1] here",
    },
}
