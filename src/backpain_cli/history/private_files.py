"""Files and folders that only their owner may read, whatever the umask says, and looking without being held up."""

import fcntl
import os
import stat
from enum import Enum, auto
from pathlib import Path

from backpain_cli.history.errors import ForeignHistoryError, of_system

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_FIRST_FREE = 3
"""Below are standard input, output and error, and what is written to those must not end up in a file."""


class Found(Enum):
    """What lies at a path."""

    NOTHING = auto()
    EMPTY = auto()
    FILE = auto()


def look_at(path: Path) -> Found:
    """Say what lies at `path`, at once: nothing is opened, as opening a FIFO would wait for ever.

    Raises:
        HistoryError: it is no regular file, a link that leads nowhere, or may not be looked at.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise ForeignHistoryError(path, "a link that leads nowhere") from None
        return Found.NOTHING
    except (OSError, ValueError) as error:
        raise of_system(error, path) from error
    if not stat.S_ISREG(status.st_mode):
        raise ForeignHistoryError(path, "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file")
    return Found.FILE if status.st_size else Found.EMPTY


def make_folder(folder: Path) -> None:
    """Make `folder`, and those above it that are missing; one that is there stays as it is.

    Raises:
        HistoryError: it cannot be made.
    """
    try:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            # One by one: `parents=True` would give those above it the mode of the umask.
            each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            sync_folder(each.parent)
        if not folder.is_dir():
            raise NotADirectoryError(20, "Not a directory")
    except (OSError, ValueError) as error:
        raise of_system(error, folder, making=True) from error


def make_file(path: Path) -> None:
    """Make an empty file at `path`, and see to it that its name survives a power cut; one that is there stays.

    Raises:
        HistoryError: it cannot be made.
    """
    try:
        os.close(open_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        sync_folder(path.parent)
    except FileExistsError:
        return
    except (OSError, ValueError) as error:
        raise of_system(error, path, making=True) from error


def open_private(path: Path, flags: int) -> int:
    """Open `path` and return its descriptor, never one of the three standard ones; a new file is the owner's alone.

    Raises:
        OSError: it cannot be opened.
    """
    descriptor = os.open(path, flags | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW, PRIVATE_FILE)
    if descriptor >= _FIRST_FREE:
        return descriptor
    try:
        return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _FIRST_FREE)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` written to the disk.

    Raises:
        OSError: they cannot be.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private(path: Path) -> None:
    """Take the file at `path` away from others, should they be able to read it; where modes don't exist, nothing is."""
    if path.stat().st_mode & 0o077:
        path.chmod(PRIVATE_FILE)
