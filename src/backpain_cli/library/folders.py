"""Where a person's own things lie. The folders are made when something is written, never when one asks."""

import os
from contextlib import suppress
from pathlib import Path


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
