"""Composing: from the minutes of a meeting to a document of one edition, in one language."""

from alliance_minutes.compose.minutes import compose

__all__ = ["compose"]
