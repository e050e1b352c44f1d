"""The one place where errors are shown, and where each of them gets its exit code."""

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

from backpain_cli.domain.errors import BackpainError, ExitCode

_POSIX_MODULES = frozenset({"fcntl", "termios", "tty"})


class UsageError(BackpainError):
    """Options or arguments that cannot be used, or not together."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint=hint, exit_code=ExitCode.USAGE)


def run_guarded(work: Callable[[], object]) -> int:
    """Run `work`, show its errors on standard error, and return the exit code."""
    try:
        work()
        code = 0
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else 0 if ending.code is None else ExitCode.INTERNAL
    except BackpainError as error:
        show_error(error)
        code = error.exit_code
    except OSError as error:
        if error.filename is not None:
            code = _bug(error)
        else:
            # An output that fails: a full disk, a terminal that is gone.
            _say(f"Error: the output cannot be written: {(error.strerror or 'unknown reason').lower()}.")
            code = ExitCode.IO
    except Exception as error:
        if isinstance(error, ImportError) and error.name in _POSIX_MODULES:
            hint = "On Windows, run it in WSL. Everything else works here."
            show_error(BackpainError("A guided session needs Linux or macOS.", hint=hint))
            return _flushed(ExitCode.UNAVAILABLE)
        code = _bug(error)
    return _flushed(int(code))


def show_error(error: BackpainError) -> None:
    """Show an error and its hint on standard error."""
    from backpain_cli.terminal.console import talk
    from backpain_cli.views.errors import error_page

    console = talk()
    console.page(error_page(error, console.room))


def _say(sentence: str) -> None:
    # Where even standard error fails, the exit code is all that can still report it.
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{sentence}\n")


def _bug(error: BaseException) -> int:
    """Save the traceback to a private file, say where, and return the exit code of a bug."""
    path = _save_traceback(error)
    where = f" The details are in {path}; please send it to us with what you did." if path else ""
    _say(f"Error: this is a bug in backpain ({type(error).__name__}).{where}")
    return ExitCode.INTERNAL


def _save_traceback(error: BaseException) -> Path | None:
    import traceback
    from datetime import UTC, datetime

    from backpain_cli.files import make_private_folder, write_atomically
    from backpain_cli.paths import CRASH_FOLDER, data_folder

    try:
        path = data_folder() / CRASH_FOLDER / f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}-{os.getpid()}.txt"
        make_private_folder(path.parent)
        # The lines of code and the kind of error only: its message could hold what a person wrote.
        lines = "".join([*traceback.format_tb(error.__traceback__), f"{type(error).__name__}\n"])
        write_atomically(path, [lines.encode("utf-8", "backslashreplace")], private=True, own=True)
    except (OSError, BackpainError):
        return None
    return path


def _flushed(code: int) -> int:
    """Return `code`, or that of a failed output if what was written did not go out."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _say("Error: the output cannot be written.")
        # Python would try again at its end, and fail again.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return code or int(ExitCode.IO)
    return code
