"""What all tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, so that a check fails by what was changed and not by chance; look for new ones
# with HYPOTHESIS_PROFILE=explore.
settings.register_profile("steady", derandomize=True)
settings.register_profile("explore", max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).resolve().parent.parent


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name files by their argument: an archive holds the time at which it was made, and workers must agree on names."""
    return argname if isinstance(val, bytes) and len(val) > 40 else None


def absent(reason: str) -> None:
    """Skip with a reason; where continuous integration runs, what is absent is a failure."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def tool(name: str) -> str:
    """The path of a program; absent where the machine has none."""
    found = shutil.which(name)
    if found is None:
        absent(f"{name} is not installed; .ci/run installs it")
    return str(found)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published schemas and the model meeting, beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        absent("the folder ../shared with published schemas and the model meeting is not here")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT
