"""The minute book and the handles that record in it."""

from alliance_minutes.book.handles import Circumstances, ItemHandle, MeetingHandle, Noted
from alliance_minutes.book.minute_book import MeetingSummary, MinuteBook

__all__ = ["Circumstances", "ItemHandle", "MeetingHandle", "MeetingSummary", "MinuteBook", "Noted"]
