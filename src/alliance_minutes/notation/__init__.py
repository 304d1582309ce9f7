"""The notation: minutes as a secretary types them, to events and back."""

from alliance_minutes.notation.messages import Message
from alliance_minutes.notation.reader import Draft, read
from alliance_minutes.notation.reading import Became
from alliance_minutes.notation.writer import write

__all__ = ["Became", "Draft", "Message", "read", "write"]
