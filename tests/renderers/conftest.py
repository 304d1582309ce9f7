"""What the tests of the renderers share: golden files, and a way to write them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

GOLDENS = Path(__file__).parent / "goldens"


def pytest_addoption(parser):
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the golden files anew (run on tests/renderers, then read the difference)",
    )


@pytest.fixture
def golden(request):
    """The golden file of that name; with ``--update-goldens`` it becomes ``content`` first."""

    def read(name: str, content: bytes) -> bytes:
        path = GOLDENS / name
        if request.config.getoption("--update-goldens", default=False):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        assert path.is_file(), (
            f"{path.name} is no golden file yet; run pytest tests/renderers --update-goldens"
        )
        return path.read_bytes()

    return read
