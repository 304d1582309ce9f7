"""Parties and bodies: the state folded from their events, and the directory from names to ids."""

from alliance_minutes.parties.directory import Directory, NearName
from alliance_minutes.parties.state import Parties, Party, bodies

__all__ = ["Directory", "NearName", "Parties", "Party", "bodies"]
