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


def write_data(data: bytes, output: Path | None, inputs: Iterable[Path] = ()) -> None:
    """Write `data` to a file, or to standard output where none is named, whatever the encoding there.

    Raises:
        BackpainError: the file cannot be written, or is one of `inputs`, the files that the command reads.
    """
    if output is None:
        write_pieces([data])
        return
    from backpain_cli.files import write_atomically  # only where a file is written

    write_atomically(output, [data], inputs=inputs)


def write_pieces(pieces: Iterable[bytes]) -> None:
    """Write one piece after the other to standard output, whatever the encoding there; none waits for the rest."""
    sys.stdout.flush()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as stream:
        stream.writelines(pieces)
