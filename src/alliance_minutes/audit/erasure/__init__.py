"""Erasing words for good: what goes, where else they stand, and doing it."""
