"""Where the shipped data lies. The only module that knows."""

from pathlib import Path

from backpain_cli.domain.errors import BackpainError, ExitCode

PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = Path(__file__).resolve().parents[3]

ANATOMY = PACKAGE / "library" / "anatomy"
"""The folder of the curated vocabulary."""

CHARTS = PACKAGE / "library" / "charts"
"""The folder of everything that is drawn."""

SAFETY = PACKAGE / "library" / "safety"
"""The folder of everything that is asked before a session."""


def shipped_routines() -> Path:
    """Return the folder of the routines: in the package once installed, in the checkout while developing."""
    installed = PACKAGE / "routines"
    if installed.is_dir():
        return installed
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / "routines"
    raise BackpainError(
        "This installation carries no routines.", hint="Please reinstall it.", exit_code=ExitCode.UNAVAILABLE
    )
