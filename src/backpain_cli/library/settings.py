"""The file of a person's preferences: `settings.json` in the data folder, private, and never spoilt.

Only what differs from the default is written, and what this program does not know is left as it stands, so that an
older and a newer program can share one file.
"""

from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, NamedTuple

from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.settings import FASTEST_RATE, SLOWEST_RATE, Settings
from backpain_cli.domain.terms import SoundMode, ThemeName
from backpain_cli.domain.text import escape_for_terminal, first_forbidden_character
from backpain_cli.files import (
    FileKind,
    file_kind,
    make_private_folder,
    read_limited,
    write_atomically,
)
from backpain_cli.paths import SETTINGS_FILE, data_folder

LARGEST = 65_536
"""Bytes; a larger file is not ours."""
LONGEST_NAME = 100
"""Characters of a voice, a language or a program."""


class _Kept(NamedTuple):
    """What stands in the file."""

    values: dict[str, Any]
    trouble: str
    """Why it cannot be used; empty where it can, or where there is none."""


def load_settings() -> Settings:
    """Return the person's preferences; a file, or a single value, that cannot be used counts as the default."""
    return _settings_of(_read(settings_path()).values)


def trouble_with_settings() -> str:
    """Return a sentence that says why the file cannot be used; empty where it can, or where there is none."""
    return _read(settings_path()).trouble


def save_settings(settings: Settings) -> None:
    """Keep `settings`: all of the file, or nothing of it, is changed.

    Raises:
        BackpainError: the file there cannot be used, and is not overwritten; or it cannot be written.
    """
    path = settings_path()
    kept = _read(path)
    if kept.trouble:
        raise BackpainError(
            f"Nothing was kept: {kept.trouble}",
            hint="Correct the file, or move it away; it was left as it is.",
            exit_code=ExitCode.IO,
        )
    known, default = asdict(_settings_of(kept.values)), asdict(Settings())
    # A value that is wrong, and was not chosen anew, is left to the person who wrote it.
    changed = {key: value for key, value in asdict(settings).items() if value != known[key]}
    values = {**kept.values, **changed}
    for key in changed:
        if values[key] == default[key]:
            del values[key]
    if values == kept.values:
        return
    import json

    this_time = "What you chose holds for this time only."
    try:
        make_private_folder(path.parent)
        write_atomically(path, [json.dumps(values, indent=2).encode(), b"\n"], private=True, own=True)
    except BackpainError as error:
        raise BackpainError(error.message, hint=this_time, exit_code=error.exit_code) from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        message = f"{escape_for_terminal(str(path))} cannot be written: {reason}."
        raise BackpainError(message, hint=this_time, exit_code=ExitCode.CANNOT_CREATE) from None


def settings_path() -> Path:
    """Return where the file is, or would be."""
    return data_folder() / SETTINGS_FILE


def _read(path: Path) -> _Kept:
    name = escape_for_terminal(str(path))
    try:
        kind = file_kind(path)
        if kind in {FileKind.MISSING, FileKind.DANGLING_LINK}:
            return _Kept({}, "")
        if kind in {FileKind.FOLDER, FileKind.OTHER}:
            return _Kept({}, f"{name} is no regular file.")
        data = read_limited(path, LARGEST)
    except NotADirectoryError:
        # The folder itself cannot exist; who wants to save something there learns it.
        return _Kept({}, "")
    except OSError as error:
        return _Kept({}, f"{name} cannot be read: {(error.strerror or 'unknown reason').lower()}.")
    if len(data) > LARGEST:
        return _Kept({}, f"{name} is larger than {LARGEST} bytes.")
    import json  # most people have no such file, and a look-up should not wait for it

    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        return _Kept({}, f"{name} is not JSON.")
    if not isinstance(values, dict):
        return _Kept({}, f"{name} holds no settings.")
    return _Kept(values, "")


def _settings_of(values: dict[str, Any]) -> Settings:
    right = {field.name: values[field.name] for field in fields(Settings) if field.name in values}
    return Settings(**{key: _CHECKED[key](value) for key, value in right.items() if _is_right(key, value)})


def _is_right(key: str, value: object) -> bool:
    try:
        _CHECKED[key](value)
    except (ValueError, TypeError):
        return False
    return True


def _name(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_NAME or first_forbidden_character(value):
        raise ValueError("not a name")
    return value


def _rate(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or (value and not SLOWEST_RATE <= value <= FASTEST_RATE):
        raise ValueError("not a rate")
    return value


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not yes or no")
    return value


_CHECKED: dict[str, Callable[[Any], Any]] = {
    "sound": SoundMode,
    "speech_program": _name,
    "voice": _name,
    "rate": _rate,
    "language": _name,
    "theme": ThemeName,
    "big": _yes_or_no,
    "flash": _yes_or_no,
    "reduced_motion": _yes_or_no,
}
