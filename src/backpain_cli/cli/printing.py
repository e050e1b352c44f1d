"""Writing data to standard output, or to a file."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def print_json(form: dict[str, Any]) -> None:
    """Print `form` as JSON, in a way that every encoding can hold."""
    import json

    sys.stdout.write(json.dumps(form, indent=2) + "\n")


def write_data(data: bytes, output: Path | None) -> None:
    """Write `data` to a file, or to standard output where none is named, whatever the encoding there.

    Raises:
        BackpainError: the file cannot be written.
    """
    from backpain_cli.domain.errors import BackpainError, ExitCode
    from backpain_cli.domain.text import shown

    if output is None:
        write_pieces([data])
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise BackpainError(
            f"{shown(str(output))} cannot be written: {(error.strerror or 'unknown reason').lower()}.",
            hint="Choose another file.",
            exit_code=ExitCode.CANNOT_CREATE,
        ) from None


def write_pieces(pieces: Iterable[bytes]) -> None:
    """Write one piece after the other to standard output, whatever the encoding there; none waits for the rest."""
    sys.stdout.flush()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as stream:
        stream.writelines(pieces)
