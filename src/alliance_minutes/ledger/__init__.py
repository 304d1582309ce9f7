"""The ledger: a Merkle tree over the entries of a book (RFC 6962), its checkpoints and proofs. Pure; it reads and writes nothing.

Checkpoints, notes and proofs stand in modules of their own, which a save does not need.
"""

from alliance_minutes.ledger.tree import (
    EMPTY_ROOT,
    HASH_SIZE,
    Frontier,
    Subtree,
    leaf_hash,
    node_hash,
    root_of,
)

__all__ = ["EMPTY_ROOT", "HASH_SIZE", "Frontier", "Subtree", "leaf_hash", "node_hash", "root_of"]
