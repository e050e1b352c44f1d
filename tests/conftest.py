"""What every test may rely on: an own folder for personal data, no leftovers of the terminal, and the anatomy."""

from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.library.shipped import load_atlas


@pytest.fixture(scope="session")
def anatomy() -> Atlas:
    """Return the shipped vocabulary; nothing in it can be changed, so that one is enough for all tests."""
    return load_atlas()


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from the data of the person who runs them, and from the shape of their terminal."""
    monkeypatch.setenv("BACKPAIN_HOME", str(tmp_path))
    for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
