"""Ready-made forms: what was made from some files, kept beside them under the digest of every byte it was made from.

A form that does not fit the files is never found, because its name is their digest: it cannot go stale. A wheel
carries the forms of the shipped data; a checkout makes them on first use, where the folder can be written.
"""

import marshal
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

# Python 3.4 to 3.13 write and read this version, and later ones still read it.
_MARSHAL_VERSION = 4
_FORM = b"1"
"""Goes into every digest: change it when the making changes."""

Contents = Sequence[tuple[str, bytes]]
"""Names of files and what they hold."""


def ready_made(kept_in: Path, contents: Contents, make: Callable[[Contents], Any]) -> Any:
    """Return what `make` makes of `contents` (plain values only), from the folder `kept_in` where it is there."""
    kept = path_of(kept_in, contents)
    try:
        # Our own file in our own package: trusted like the compiled modules beside it.
        return marshal.loads(kept.read_bytes())  # noqa: S302
    except (OSError, ValueError, EOFError, TypeError):
        made = make(contents)
        _keep_if_possible(kept, made)
        return made


def keep(kept_in: Path, contents: Contents, make: Callable[[Contents], Any]) -> Path:
    """Make the form of `contents`, write it to the folder `kept_in`, and return its path.

    Raises:
        OSError: the folder cannot be written.
    """
    kept = path_of(kept_in, contents)
    _write(kept, make(contents))
    return kept


def path_of(kept_in: Path, contents: Iterable[tuple[str, bytes]]) -> Path:
    """Return where the form of `contents` lies, whether it is there or not."""
    digest = blake2b(_FORM, digest_size=16)
    for name, data in contents:
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return kept_in / f"{digest.hexdigest()}.marshal"


def _keep_if_possible(kept: Path, made: Any) -> None:
    try:
        _write(kept, made)
    except OSError:
        # A read-only installation: slower, and right all the same.
        return


def _write(kept: Path, made: Any) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=kept.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(marshal.dumps(made, _MARSHAL_VERSION))
    Path(temporary).replace(kept)
    for older in kept.parent.glob("*.marshal"):
        if older != kept:
            older.unlink(missing_ok=True)
