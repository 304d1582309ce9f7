"""Checkpoints, and proofs that hold without the book."""
