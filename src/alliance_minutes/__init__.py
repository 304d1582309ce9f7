"""Alliance Minutes."""
