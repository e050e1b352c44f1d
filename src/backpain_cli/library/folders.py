"""Where a person's own things lie. The folders are made when something is written, never when one asks."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_HISTORY = "history.sqlite3"
_ROUTINE_SUFFIXES = {".yaml", ".yml"}


def data_folder() -> Path:
    """Return the folder of everything that is a person's own: `BACKPAIN_HOME`, or where the system keeps such data."""
    if home := os.environ.get("BACKPAIN_HOME"):
        return Path(home)
    from platformdirs import user_data_path  # only where no folder is named

    return user_data_path("backpain")


def cache_folder() -> Path:
    """Return the folder of what can be made again: in `BACKPAIN_HOME`, or where the system keeps such things."""
    if home := os.environ.get("BACKPAIN_HOME"):
        return Path(home) / "cache"
    from platformdirs import user_cache_path  # only where no folder is named

    return user_cache_path("backpain")


def remove_old_list() -> None:
    """Remove the list of own routines that earlier versions kept; nothing uses it any more."""
    with suppress(OSError):
        (cache_folder() / "routines.json").unlink()


def is_own_data(path: Path) -> bool:
    """True where a file written to `path` would replace one of ours, or would lie in its place.

    Ours are the history, the settings, journals, crash logs, own routines and the cache, under any name that leads to
    them: a link, a hard link, or another case on a disk that does not tell cases apart.

    Raises:
        OSError: the system cannot follow the path; its links may form a circle (`RuntimeError` before Python 3.13).
    """
    place = path.resolve()
    if any(is_same_file(place, own) for own in _own_files()):
        return True
    return any(is_same_file(parent, folder) for folder in _own_folders() for parent in place.parents)


def is_same_file(one: Path, other: Path) -> bool:
    """True where both paths lead to the same file, or would once it is there."""
    try:
        return one.samefile(other)
    except OSError:
        # One of them is missing. Where cases are told apart, a name in another case is refused for nothing: no harm.
        return os.path.realpath(one).casefold() == os.path.realpath(other).casefold()


def _own_folders() -> tuple[Path, ...]:
    """Return the folders in which every file is ours."""
    return (data_folder() / "journals", data_folder() / "crashes", cache_folder())


def _own_files() -> Iterator[Path]:
    """Yield our files: those with fixed names, there or not, and then those in the folders, which may be linked to."""
    folder = data_folder()
    yield from (folder / _HISTORY, folder / "history.checked", folder / "settings.json")
    # SQLite puts its journal beside the file that a link leads to.
    history = os.path.realpath(folder / _HISTORY)
    yield from (Path(f"{history}-{ending}") for ending in ("journal", "wal", "shm"))
    for each in _own_folders():
        # One that is missing or may not be listed holds nothing that could be written over from here.
        with suppress(OSError):
            yield from each.iterdir()
    with suppress(OSError):
        yield from (path for path in (folder / "routines").iterdir() if path.suffix in _ROUTINE_SUFFIXES)
