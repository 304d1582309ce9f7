"""The minute book and the handles that record in it."""

from alliance_minutes.book.handles import ItemHandle, MeetingHandle
from alliance_minutes.book.meetings import MeetingSummary
from alliance_minutes.book.minute_book import MinuteBook
from alliance_minutes.book.recording import Circumstances
from alliance_minutes.book.writing import Noted

__all__ = ["Circumstances", "ItemHandle", "MeetingHandle", "MeetingSummary", "MinuteBook", "Noted"]
