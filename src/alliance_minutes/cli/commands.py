"""The commands, in the order in which help lists them, and where each is found: imported only when it is asked for."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Where a command is found.

    Attributes:
        grammar: the module of :mod:`alliance_minutes.cli.grammar` with its arguments, as ``add_`` and its name.
        room: the module of this package that carries it out, as a function of its name (``import_`` for ``import``).
    """

    grammar: str
    room: str


COMMANDS = {
    "demo": Place("making", "demonstrating"),
    "new": Place("making", "drafting"),
    "preview": Place("making", "drafting"),
    "record": Place("making", "recording"),
    "meetings": Place("looking", "listing"),
    "show": Place("looking", "showing"),
    "log": Place("looking", "listing"),
    "replay": Place("moments", "replaying"),
    "diff": Place("moments", "differing"),
    "render": Place("making", "rendering"),
    "attachments": Place("papers", "papers"),
    "dossier": Place("papers", "papers"),
    "keep": Place("papers", "papers"),
    "correct": Place("mending", "mending"),
    "withdraw": Place("mending", "mending"),
    "close": Place("closing", "closing"),
    "open": Place("closing", "closing"),
    "describe": Place("describing", "describing"),
    "circulate": Place("life", "living"),
    "sign": Place("life", "living"),
    "publish": Place("life", "living"),
    "audit": Place("auditing", "auditing"),
    "checkpoint": Place("proofs", "checkpointing"),
    "keys": Place("proofs", "keying"),
    "prove": Place("proofs", "proving"),
    "verify": Place("proofs", "verifying"),
    "erase": Place("erasing", "erasing"),
    "export": Place("moving", "moving"),
    "import": Place("moving", "moving"),
    "plugins": Place("looking", "listing"),
}
