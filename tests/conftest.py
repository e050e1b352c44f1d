"""What every test may rely on: a folder of its own for personal data, no leftovers of the terminal, and the anatomy."""

import fcntl
import os
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from backpain_cli.cli.commands.checklist import art_for
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.terms import PaperSize, ThemeName
from backpain_cli.export.formats import Content, format_for
from backpain_cli.library.shipped import load_atlas
from backpain_cli.terminal.console import use_theme
from tests.extras import TESTS_OF_EXTRAS
from tests.sheets import Document, sheet_of, shipped

SLOW_TEST_S = 2.0
"""What takes longer is listed at the end, so that the default run stays quick."""

MISSING_LIBRARIES = [name for name in TESTS_OF_EXTRAS if find_spec(name) is None]
collect_ignore = [path for name in MISSING_LIBRARIES for path in TESTS_OF_EXTRAS[name]]

MEMORY, LEAST_FREE_BYTES = Path("/dev/shm"), 2 << 30  # noqa: S108 - pytest makes a private folder there
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > LEAST_FREE_BYTES:
    # Every note and session is written through to the disk, which the tests would wait for half of their time.
    os.environ["TMPDIR"] = str(MEMORY)

# No deadline: a busy machine is no fault of the program. The fixtures hold nothing that an example leaves behind.
settings.register_profile(
    "quick", max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=300, derandomize=False)


def pytest_report_header() -> list[str]:
    """Name the files that are left out, so that no run passes for a complete one."""
    return [f"{name} is not installed; left out: {', '.join(TESTS_OF_EXTRAS[name])}" for name in MISSING_LIBRARIES]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the tests that took long."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    slow = sorted(
        ((report.duration, report.nodeid) for report in reports if report.duration > SLOW_TEST_S), reverse=True
    )
    if slow:
        terminalreporter.section(f"over {SLOW_TEST_S:g} s")
        for duration, name in slow:
            terminalreporter.write_line(f"{duration:6.1f} s  {name}")


@pytest.fixture(scope="session")
def anatomy() -> Atlas:
    """Return the shipped vocabulary; nothing in it can be changed, so that one is enough for all tests."""
    return load_atlas()


@pytest.fixture(scope="session")
def document(anatomy: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return what gives the sheet of a shipped routine as a PDF: it takes seconds, so all processes share each."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    @cache
    def made_once(key: str, paper: PaperSize) -> bytes:
        path = shared / f"{key}-{paper}.pdf"
        with path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                routine = shipped(key, anatomy)
                sheet, write = sheet_of(routine), format_for(Content.CHECKLIST, None, "pdf").load_writer()
                path.write_bytes(write(sheet, art_for(sheet, routine, anatomy), paper=paper))
        return path.read_bytes()

    return made_once


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from the data of the person who runs them, and from the shape of their terminal."""
    use_theme(ThemeName.AUTO)
    monkeypatch.setenv("BACKPAIN_HOME", str(tmp_path))
    for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
