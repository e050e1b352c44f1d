"""Where files are: the person's data, the cache, the data we ship; nothing is created here."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.text import escape_for_terminal

PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = PACKAGE.parents[1]
"""Where the routines are unless the package is installed."""
HISTORY_FILE = "history.sqlite3"
CHECKED_FILE = "history.checked"
SETTINGS_FILE = "settings.json"
JOURNAL_FOLDER = "journals"
CRASH_FOLDER = "crashes"
ROUTINE_FOLDER = "routines"
ROUTINE_SUFFIXES = (".yaml", ".yml")
ROUTINE_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
"""What a routine's name looks like: a file of another name cannot be found by it."""


def data_folder() -> Path:
    """Return the folder of the person's data: `BACKPAIN_HOME`, or where the system has such data."""
    if home := os.environ.get("BACKPAIN_HOME"):
        return _chosen_home(home)
    from platformdirs import user_data_path  # 30 ms, needed only where no folder is named

    return user_data_path("backpain")


def cache_folder() -> Path:
    """Return the folder of what can be made again: in `BACKPAIN_HOME`, or where the system has such files."""
    if home := os.environ.get("BACKPAIN_HOME"):
        return _chosen_home(home) / "cache"
    from platformdirs import user_cache_path  # as above

    return user_cache_path("backpain")


def _chosen_home(home: str) -> Path:
    with suppress(RuntimeError):  # of an unknown user, or without a home
        if (folder := Path(home).expanduser()).is_absolute():
            return folder
    raise BackpainError(
        f"BACKPAIN_HOME is `{escape_for_terminal(home)}`, which is not a full path.",
        hint="Write the whole path, such as /home/you/backpain or ~/backpain: otherwise your data is in another place "
        "in each folder.",
        exit_code=ExitCode.USAGE,
    )


def packaged_data(name: str) -> Path:
    """Return the folder of the data we ship: `anatomy`, `pictures`, `safety` or `routines`.

    Raises:
        BackpainError: the installation has no routines, or is in a zip file.
    """
    if not PACKAGE.is_dir():
        message, hint = "backpain cannot read its data in a zip file.", "Install it with pip, or unpack the file."
        raise BackpainError(message, hint=hint, exit_code=ExitCode.UNAVAILABLE)
    if name != ROUTINE_FOLDER:
        return PACKAGE / "data" / name
    if (PACKAGE / name).is_dir():
        return PACKAGE / name
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / name
    raise BackpainError(
        "This installation carries no routines.", hint="Please reinstall it.", exit_code=ExitCode.UNAVAILABLE
    )


def own_files() -> list[Path]:
    """Return the files in the folder of a person's own routines, in the order of their names."""
    try:
        return sorted(path for path in (data_folder() / ROUTINE_FOLDER).iterdir() if path.suffix in ROUTINE_SUFFIXES)
    except OSError:
        # No folder, or one that may not be read: there are no own routines.
        return []


def keys_of_shipped() -> tuple[str, ...]:
    """Return the names of the shipped routines."""
    return tuple(sorted(path.stem for path in packaged_data(ROUTINE_FOLDER).iterdir() if path.suffix == ".yaml"))


def keys_of_own() -> tuple[str, ...]:
    """Return the names of the person's own routines."""
    return tuple(path.stem for path in own_files() if ROUTINE_KEY.fullmatch(path.stem))


def is_own_data(path: Path) -> bool:
    """True if a file written to `path` would replace one of ours, or would be in its place.

    Ours are the history, settings, journals, crash logs, own routines, the cache and this package, under any name that
    leads to them: a link, a hard link, or another case on a disk that does not distinguish cases.

    Raises:
        ValueError: it has a character that no path can have.
    """
    place = Path(os.path.realpath(path))
    if any(is_same_file(place, own) for own in _own_files()):
        return True
    return any(is_same_file(parent, folder) for folder in (*_own_folders(), PACKAGE) for parent in place.parents)


def is_same_file(one: Path, other: Path) -> bool:
    """True if both paths lead to the same file, or would once it exists."""
    try:
        return one.samefile(other)
    except OSError:
        # One of them is missing. Where cases are distinguished, a name in another case is refused needlessly: no harm.
        return os.path.realpath(one).casefold() == os.path.realpath(other).casefold()


def _own_folders() -> tuple[Path, ...]:
    """Return the folders in which every file is ours."""
    return data_folder() / JOURNAL_FOLDER, data_folder() / CRASH_FOLDER, cache_folder()


def _own_files() -> Iterator[Path]:
    """Yield our files: those with fixed names, whether they exist or not, then those in folders."""
    folder = data_folder()
    yield from (folder / name for name in (HISTORY_FILE, CHECKED_FILE, SETTINGS_FILE))
    # SQLite puts its journal beside the file that a link leads to.
    history = os.path.realpath(folder / HISTORY_FILE)
    yield from (Path(f"{history}-{ending}") for ending in ("journal", "wal", "shm"))
    for each in _own_folders():
        with suppress(OSError):  # it is missing, or may not be listed
            yield from each.iterdir()
    for routines in (folder / ROUTINE_FOLDER, _CHECKOUT / ROUTINE_FOLDER):
        with suppress(OSError):
            yield from (path for path in routines.iterdir() if path.suffix in ROUTINE_SUFFIXES)
