"""Writing to a file: one that was there is replaced as a whole, or stays as it was."""

import contextlib
import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path

from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.text import shown
from backpain_cli.paths import is_own_data, is_same_file

_PRIVATE, _AS_USUAL = 0o600, 0o666
"""The modes of a new file, before the umask."""


def write_file(pieces: Iterable[bytes], path: Path, *, private: bool = False, inputs: Iterable[Path] = ()) -> None:
    """Write `pieces` one by one to the file at `path`, which is then there whole, or as it was.

    A link stays a link, and what it leads to is replaced; a pipe or a device is written into.

    Args:
        pieces: what is in it; none is asked for before the one before it was written.
        path: of the file.
        private: whether only its owner may read it.
        inputs: the files that the command reads, which must not be lost.

    Raises:
        BackpainError: the file is one of ours or one of `inputs`, cannot be made, or not be written to its end.
    """
    try:
        if is_own_data(path):
            raise _refused(path, "one of backpain's own files, or a link to one")
        if any(is_same_file(path, each) for each in inputs):
            raise _refused(path, "the file that this command reads")
        is_special = path.exists() and not path.is_file()
        place = path.resolve()
        # Of this moment and process, so that nothing of anybody else's is ever written over.
        beside = place.with_name(f".backpain-{os.getpid()}-{time.monotonic_ns()}")
        flags = os.O_WRONLY | (0 if is_special else os.O_CREAT | os.O_EXCL)
        descriptor = os.open(path if is_special else beside, flags, _PRIVATE if private else _AS_USUAL)
    except (OSError, ValueError, RuntimeError) as error:
        raise _cannot(path, error, ExitCode.CANNOT_CREATE) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            if is_special:
                return
            file.flush()
            os.fsync(file.fileno())
        if not private and place.exists():
            beside.chmod(stat.S_IMODE(place.stat().st_mode))
        beside.replace(place)
    except BaseException as error:
        # Half a file helps nobody; where not even that can be taken away, what went wrong is told all the same.
        with contextlib.suppress(OSError):
            beside.unlink()
        if isinstance(error, OSError):
            raise _cannot(path, error, ExitCode.IO) from None
        raise


def _refused(path: Path, what: str) -> BackpainError:
    return BackpainError(
        f"{shown(str(path))} is {what}; nothing was written.",
        hint="Choose another file.",
        exit_code=ExitCode.CANNOT_CREATE,
    )


def _cannot(path: Path, error: Exception, code: ExitCode) -> BackpainError:
    reason = (getattr(error, "strerror", None) or "the path is not one that the system understands").lower()
    return BackpainError(
        f"{shown(str(path))} cannot be written: {reason}.",
        hint="Choose another file." if code is ExitCode.CANNOT_CREATE else "Nothing of it was kept.",
        exit_code=code,
    )
