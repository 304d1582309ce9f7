"""Everything that can be recorded in a meeting, by family."""

from alliance_minutes.book.recording.bond import Bond
from alliance_minutes.book.recording.frame import Frame
from alliance_minutes.book.recording.life import Life
from alliance_minutes.book.recording.mend import Mend
from alliance_minutes.book.recording.noting import Circumstances
from alliance_minutes.book.recording.openness import Openness
from alliance_minutes.book.recording.talk import Talk
from alliance_minutes.book.recording.will import Will

__all__ = ["Bond", "Circumstances", "Frame", "Life", "Mend", "Openness", "Talk", "Will"]
