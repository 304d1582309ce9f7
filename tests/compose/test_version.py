"""The version of what is composed: it is raised whenever the same record gives another document."""

from __future__ import annotations

import pytest
from tests.compose.composed import TYPES, composed, stored

from alliance_minutes.compose.ledger import COMPOSER_VERSION

RAISE = """
What is composed of the same record is not what it was: 'verify' would call files changed that were made before.
1. Raise COMPOSER_VERSION in compose/ledger.py (unless nobody has this version yet).
2. Store what the new version makes: python -m tests.compose.composed
   What stands there for a version that somebody has is never changed.
"""


@pytest.mark.parametrize("name", TYPES)
def test_the_same_record_gives_the_same_document_as_long_as_the_version_is_the_same(name):
    assert stored().get(COMPOSER_VERSION, {}).get(name) == composed(name), RAISE
