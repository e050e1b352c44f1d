"""The names of routines, from the names of their files: nothing is opened, for the shell's completion."""

import os
import re
from pathlib import Path

from backpain_cli.paths import ROUTINE_FOLDER, ROUTINE_SUFFIXES, data_folder, packaged_data

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
"""What a routine's name looks like: a file of another name cannot be found by it."""


def paths_in(*names: str) -> list[Path]:
    """Return those of the given `names` of routines that are paths of files."""
    return [Path(name) for name in names if os.sep in name or name.endswith(ROUTINE_SUFFIXES)]


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
    return tuple(path.stem for path in own_files() if KEY.fullmatch(path.stem))
