"""The one place that creates files: complete or as they were, private where they must be, never over our own."""

import errno
import importlib
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from typing import Any, BinaryIO

from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.paths import is_own_data, is_same_file

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_PUBLIC_FILE = 0o666
"""Before the umask."""
STANDARD_STREAM = Path("-")
"""Standard input where a file is read, standard output where one is written."""
_LOCKED_BYTE = 2**30
_PIECE_BYTES = 1024 * 1024
_FIRST_FREE = 3
"""Descriptors below it are standard input, output and error: what is written to those must not end up in a file."""


class FileKind(Enum):
    """What is at a path, links followed."""

    MISSING = auto()
    DANGLING_LINK = auto()
    EMPTY = auto()
    REGULAR = auto()
    """A regular file with something in it."""
    FOLDER = auto()
    OTHER = auto()
    """A FIFO, a socket or a device: to open it may wait for ever."""


def file_kind(path: Path) -> FileKind:
    """Return what is at `path`, without opening it; standard input counts as a file.

    Raises:
        OSError: the system does not permit to look, or the links form a circle.
        ValueError: it has a character that no path can have.
    """
    if path == STANDARD_STREAM:
        return FileKind.REGULAR
    try:
        status = path.stat()
    except FileNotFoundError:
        return FileKind.DANGLING_LINK if path.is_symlink() else FileKind.MISSING
    if stat.S_ISREG(status.st_mode):
        return FileKind.REGULAR if status.st_size else FileKind.EMPTY
    return FileKind.FOLDER if stat.S_ISDIR(status.st_mode) else FileKind.OTHER


def read_limited(path: Path, limit_bytes: int) -> bytes:
    """Return what the regular file at `path` holds, or its first `limit_bytes` + 1 bytes: then it is too large.

    Raises:
        OSError: it cannot be read, or is not a regular file.
        ValueError: it has a character that no path can have.
    """
    return b"".join(read_in_pieces(path, limit_bytes))


def read_in_pieces(path: Path, limit_bytes: int) -> Iterator[bytes]:
    """Yield what the regular file at `path` holds, or its first `limit_bytes` + 1 bytes: then it is too large.

    Raises:
        OSError: it cannot be read, or is not a regular file; standard input may be anything.
        ValueError: it has a character that no path can have.
    """
    if path == STANDARD_STREAM:
        yield from _pieces_of(sys.stdin.buffer, limit_bytes)
        return
    # It may have become a FIFO since it was looked at: O_NONBLOCK opens one at once.
    with os.fdopen(_above_standard(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        yield from _pieces_of(file, limit_bytes)


def _pieces_of(file: BinaryIO, limit_bytes: int) -> Iterator[bytes]:
    left = limit_bytes + 1
    while left > 0 and (piece := file.read(min(_PIECE_BYTES, left))):
        yield piece
        left -= len(piece)


def make_private_folder(folder: Path) -> None:
    """Make `folder`, and those above it that are missing, for their owner alone; one that exists stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        # One by one: `parents=True` would give those above it the mode of the umask.
        each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        sync_folder(each.parent)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def open_private(path: Path, flags: int) -> int:
    """Open `path` itself, never what a link leads to, and return its descriptor; a new file is its owner's alone.

    Raises:
        OSError: it cannot be opened.
    """
    for flag in ("O_CLOEXEC", "O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"):
        flags |= getattr(os, flag, 0)
    return _above_standard(os.open(path, flags, PRIVATE_FILE))


def lock_file(descriptor: int, *, shared: bool = False) -> None:
    """Lock an open file for as long as it is open, by what the system offers, without waiting.

    Args:
        descriptor: of the file.
        shared: whether others may lock it so too; on Windows nobody may.

    Raises:
        BlockingIOError: another process has locked it.
        OSError: files cannot be locked here.
    """
    if locks := module_if_any("fcntl"):
        locks.flock(descriptor, (locks.LOCK_SH if shared else locks.LOCK_EX) | locks.LOCK_NB)
    elif locks := module_if_any("msvcrt"):
        # What is locked cannot be read by others there, so it is a byte behind all that is ever written.
        before = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            locks.locking(descriptor, locks.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(*error.args) from None
        finally:
            os.lseek(descriptor, before, os.SEEK_SET)
    else:
        raise OSError(errno.ENOLCK, "No locks here")


def module_if_any(name: str) -> Any:
    """Return a module that only some systems have, or None."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def create_private(path: Path) -> None:
    """Create an empty file at `path` whose name survives a power cut; one that exists stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    with suppress(FileExistsError):
        os.close(open_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` written to the disk.

    Raises:
        OSError: they cannot be.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_atomically(
    path: Path,
    pieces: Iterable[bytes],
    *,
    private: bool = False,
    own: bool = False,
    new: bool = False,
    inputs: Iterable[Path] = (),
) -> None:
    """Write `pieces` to the file at `path`, which is then complete and on the disk, or as it was.

    A link stays a link, and the file that it leads to is replaced; a FIFO or a device is written into.

    Args:
        pieces: its content; none is asked for before the one before it is written.
        private: whether only its owner may read it; without it, a file that exists keeps its mode.
        own: whether it is one of our own files, which only the module that it belongs to may replace.
        new: whether a file that exists is refused.
        inputs: the files that the command reads, which must not be lost.

    Raises:
        BackpainError: the file is one of ours or one of `inputs`, exists and must be new, cannot be made, or cannot be
            written to its end.
    """
    try:
        if not own and is_own_data(path):
            raise _cannot(path, "it is one of backpain's own files, or a link to one", ExitCode.CANNOT_CREATE)
        if new and os.path.lexists(path):
            raise _cannot(path, "there is a file of that name already", ExitCode.CANNOT_CREATE)
        if any(is_same_file(path, each) for each in inputs):
            raise _cannot(path, "it is the file that this command reads", ExitCode.CANNOT_CREATE)
        is_stream = file_kind(path) in {FileKind.FOLDER, FileKind.OTHER}
        place = Path(os.path.realpath(path))
        # Of this moment and process, so that it never is another one's.
        temporary = place.parent / f".backpain-{os.getpid()}-{time.monotonic_ns()}"
        flags = os.O_WRONLY | (0 if is_stream else os.O_CREAT | os.O_EXCL)
        descriptor = os.open(path if is_stream else temporary, flags, PRIVATE_FILE if private else _PUBLIC_FILE)
    except (OSError, ValueError) as error:
        raise _cannot(path, _reason(error), ExitCode.CANNOT_CREATE) from None
    try:
        with os.fdopen(_above_standard(descriptor), "wb") as file:
            file.writelines(pieces)
            if is_stream:
                return
            file.flush()
            os.fsync(file.fileno())
        if not private and place.exists():
            temporary.chmod(stat.S_IMODE(place.stat().st_mode))
        _put_in_place(temporary, place, new=new)
    except BaseException as error:
        # Half a file is of no use; where even that cannot be removed, what went wrong before is what counts.
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise _cannot(path, _reason(error), ExitCode.IO) from None
        raise
    # A folder that may be written but not read cannot be synced, and need not be for the file to be there.
    with suppress(OSError):
        sync_folder(place.parent)


def _put_in_place(temporary: Path, place: Path, *, new: bool) -> None:
    if not new:
        temporary.replace(place)
        return
    # Unlike a replacement this fails where a file has come to be there.
    try:
        place.hardlink_to(temporary)
    except OSError as error:
        if isinstance(error, FileExistsError) or os.path.lexists(place):
            raise
        # A disk without hard links, such as a memory stick.
        temporary.replace(place)
    else:
        temporary.unlink()


def _above_standard(descriptor: int) -> int:
    """Return a descriptor of the same file that is none of the standard ones, which a closed one of them would be."""
    taken = []
    while descriptor < _FIRST_FREE:
        taken.append(descriptor)
        descriptor = os.dup(descriptor)
    for each in taken:
        os.close(each)
    return descriptor


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or "the path is not one that the system understands").lower()


def _cannot(path: Path, reason: str, code: ExitCode) -> BackpainError:
    hint = "Choose another file." if code is ExitCode.CANNOT_CREATE else "Nothing of it was kept."
    return BackpainError(f"{escape_for_terminal(str(path))} cannot be written: {reason}.", hint=hint, exit_code=code)
