"""Journals that were left behind: told from those of sessions that still run, and read up to the last whole line."""

import fcntl
import json
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from backpain_cli.history.private_files import open_private

FOLDER = "journals"
SUFFIX = ".jsonl"
VERSION = 1
MOST_BYTES = 64 * 1024 * 1024
"""A session of fifteen minutes leaves some 200 KB."""
HELD_SECONDS = 30.0
"""On a disk without locks, a journal that was written to within this time counts as held."""


class Unfinished(NamedTuple):
    """A session that was broken off, as its journal tells it."""

    path: Path
    identifier: str
    begun: datetime
    last_noted: datetime
    """When the journal was written to last, in this machine's zone."""
    plan: Mapping[str, Any]
    """The plan as it was begun, for `plan_from_plain`."""
    meta: Mapping[str, Any]
    state: Mapping[str, Any]
    """The last state that was noted whole; empty where none was."""
    whole_bytes: int
    """How much of the file is whole lines."""


def unfinished(folder: Path) -> list[Unfinished]:
    """Return the sessions that were broken off, the newest first, of the person's data folder; nothing is changed.

    What is no journal, or one of another version, is left out; so is that of a session that still runs.
    """
    paths: list[Path] = []
    with suppress(OSError):
        paths.extend(path for path in (folder / FOLDER).iterdir() if path.suffix == SUFFIX and not is_held(path))
    found = [journal for path in paths if (journal := read_journal(path)) is not None]
    return sorted(found, key=lambda journal: journal.last_noted, reverse=True)


def is_held(path: Path) -> bool:
    """Say whether a running session writes the journal at `path`."""
    try:
        descriptor = open_private(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return time.time() - os.fstat(descriptor).st_mtime < HELD_SECONDS
    finally:
        os.close(descriptor)
    return False


def read_journal(path: Path) -> Unfinished | None:
    """Return what the journal at `path` tells, or None where it is none."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES:
            return None
        with os.fdopen(open_private(path, os.O_RDONLY), "rb") as file:
            data = file.read(MOST_BYTES)
    except OSError:
        return None
    whole = data[: data.rfind(b"\n") + 1]
    lines = whole.split(b"\n")
    first = _parsed(lines[0])
    try:
        if first["version"] != VERSION:
            return None
        begun = datetime.fromisoformat(first["begun"])
        identifier, plan, meta = first["identifier"], first["plan"], first["meta"]
    except (KeyError, TypeError, ValueError):
        return None
    if not (isinstance(identifier, str) and isinstance(plan, dict) and isinstance(meta, dict)) or not begun.tzinfo:
        return None
    return Unfinished(
        path=path,
        identifier=identifier,
        begun=begun,
        last_noted=datetime.fromtimestamp(status.st_mtime, UTC).astimezone(),
        plan=plan,
        meta=meta,
        state=next(_states(lines[1:]), {}),
        whole_bytes=len(whole),
    )


def _states(lines: list[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the states in `lines`, the last one first; a power cut may have left zeros in place of some."""
    for line in reversed(lines):
        state = _parsed(line).get("state")
        if isinstance(state, dict):
            yield state


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
