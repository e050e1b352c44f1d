"""The mark beside the history: its size and time when it was last checked or written by us; it makes a start quick."""

import os
from contextlib import suppress
from pathlib import Path

from backpain_cli.files import open_private, read_limited
from backpain_cli.paths import CHECKED_FILE


def is_checked(folder: Path, history: Path) -> bool:
    """Return whether the history is, by size and time, as it was then; whatever else lies there counts as no."""
    try:
        mark = _mark_of(history)
        return read_limited(folder / CHECKED_FILE, len(mark)) == mark
    except OSError:
        return False


def remember_checked(folder: Path, history: Path) -> None:
    """Write down how the history is now."""
    # Where that cannot be kept, the next start takes a little longer.
    with suppress(OSError):
        descriptor = open_private(folder / CHECKED_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            os.write(descriptor, _mark_of(history))
        finally:
            os.close(descriptor)


def _mark_of(path: Path) -> bytes:
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}\n".encode()
