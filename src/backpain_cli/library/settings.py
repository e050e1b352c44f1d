"""The settings file: `settings.json` in the data folder, private, and never spoilt.

Only what differs from the default is written, and what this program does not know is left as it is, so that an older
and a newer program can share one file.
"""

import json
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from backpain_cli.codec import Codec, DecodeError, decode
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.text import escape_for_terminal, first_forbidden_character
from backpain_cli.files import FileKind, file_kind, make_private_folder, read_limited, write_atomically
from backpain_cli.paths import SETTINGS_FILE, data_folder

MAX_BYTES = 65_536
"""A larger file is not ours."""
MAX_NAME_LENGTH = 100
"""Characters of a voice, a language or a program."""


def settings_path() -> Path:
    """Return where the file is, or would be."""
    return data_folder() / SETTINGS_FILE


def load_settings() -> Settings:
    """Return the person's preferences; a file, or a single value, that cannot be used counts as the default."""
    return _usable(_read()[0])


def settings_problem() -> str:
    """Return a sentence about why the file cannot be used; empty where it can, or where there is none."""
    return _read()[1]


def save_settings(settings: Settings) -> None:
    """Change the file to hold `settings`: completely, or not at all.

    Raises:
        BackpainError: the file there cannot be used, and is not overwritten; or it cannot be written.
    """
    path = settings_path()
    saved, problem = _read()
    if problem:
        hint = "Correct the file, or move it away; it was left as it is."
        raise BackpainError(f"Nothing was kept: {problem}", hint=hint, exit_code=ExitCode.IO)
    chosen, known, default = map(_CODEC.encode, (settings, _usable(saved), Settings()))
    # A value that cannot be used, and was not chosen again, is left to the person who wrote it.
    changed = {name: value for name, value in chosen.items() if value != known[name]}
    values = {name: value for name, value in (saved | changed).items() if name not in changed or value != default[name]}
    if values == saved:
        return
    this_time = "What you chose holds for this time only."
    try:
        make_private_folder(path.parent)
        write_atomically(path, [json.dumps(values, indent=2).encode(), b"\n"], private=True, own=True)
    except BackpainError as error:
        raise BackpainError(error.message, hint=this_time, exit_code=error.exit_code) from None
    except OSError as error:
        message = f"{escape_for_terminal(str(path))} cannot be written: {_reason(error)}."
        raise BackpainError(message, hint=this_time, exit_code=ExitCode.CANNOT_CREATE) from None


def _read() -> tuple[dict[str, Any], str]:
    """Return the values in the file, and why it cannot be used: empty where it can, or where there is none."""
    path = settings_path()
    name = escape_for_terminal(str(path))
    try:
        if file_kind(path) in {FileKind.MISSING, FileKind.DANGLING_LINK}:
            return {}, ""
        data = read_limited(path, MAX_BYTES)
    except NotADirectoryError:
        # The folder itself cannot exist; saving something there fails with a message.
        return {}, ""
    except OSError as error:
        return {}, f"{name} cannot be read: {_reason(error)}."
    if len(data) > MAX_BYTES:
        return {}, f"{name} is larger than {MAX_BYTES} bytes."
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        return {}, f"{name} is not JSON."
    return (values, "") if isinstance(values, dict) else ({}, f"{name} holds no settings.")


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()


def _usable(values: dict[str, Any]) -> Settings:
    usable: dict[str, Any] = {}
    for name in [field.name for field in fields(Settings) if field.name in values]:
        with suppress(DecodeError):
            usable[name] = getattr(_CODEC.decode(Settings, {name: values[name]}), name)
    return Settings(**usable)


def _read_name(value: Any) -> str:
    name = decode(str, value)
    if len(name) > MAX_NAME_LENGTH or first_forbidden_character(name):
        raise ValueError(f"must be a name of at most {MAX_NAME_LENGTH} visible characters")
    return name


_CODEC = Codec({str: (_read_name, str)})
