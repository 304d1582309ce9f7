"""The store of a book: entries, vault and ledger, appended in one transaction."""

from alliance_minutes.store.saves import Head, MeetingRow, Numbering, Save, Structure
from alliance_minutes.store.store import Store

__all__ = ["Head", "MeetingRow", "Numbering", "Save", "Store", "Structure"]
