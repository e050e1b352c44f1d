"""Journals of interrupted sessions, kept apart from those of running ones, read up to the last complete line."""

import json
import os
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from backpain_cli.files import lock_file, open_private
from backpain_cli.paths import JOURNAL_FOLDER

SUFFIX = ".jsonl"
JOURNAL_VERSION = 2
_READ = {1, JOURNAL_VERSION}
"""Earlier journals of version 2 also have notes of the time alone that passed since a state was noted."""
MAX_JOURNAL_BYTES = 64 * 1024 * 1024
"""A session of fifteen minutes leaves less than 1 MB."""
HELD_SECONDS = 30.0
"""On a disk without locks, a journal that was written to within this time counts as held."""


class UnfinishedSession(NamedTuple):
    """An interrupted session, as its journal describes it."""

    path: Path
    identifier: str
    begun: datetime
    last_noted: datetime
    """When the journal was written to last, in this machine's zone."""
    plan: Mapping[str, Any]
    """The plan as it was begun, for `plan_from_plain`."""
    meta: Mapping[str, Any]
    state: Mapping[str, Any]
    """The last state that was noted completely; empty where none was. With `passed`: the nanoseconds since then in
    which nothing but time went by."""
    complete_bytes: int
    """How much of the file is complete lines."""


def unfinished_sessions(folder: Path) -> list[UnfinishedSession]:
    """Return the interrupted sessions in the data folder, the newest first; nothing is changed.

    What is not a journal, or is one of another version, is left out; so is that of a session that still runs.
    """
    return _journals(folder, running=False)


def running_sessions(folder: Path) -> list[UnfinishedSession]:
    """Return the sessions that run now, as far as their journals show, the newest first."""
    return _journals(folder, running=True)


def _journals(folder: Path, *, running: bool) -> list[UnfinishedSession]:
    paths: list[Path] = []
    with suppress(OSError):
        paths.extend(
            path for path in (folder / JOURNAL_FOLDER).iterdir() if path.suffix == SUFFIX and is_locked(path) is running
        )
    found = [journal for path in paths if (journal := read_journal(path)) is not None]
    return sorted(found, key=lambda journal: journal.last_noted, reverse=True)


def is_locked(path: Path) -> bool:
    """Say whether a running session writes the journal at `path`."""
    try:
        descriptor = open_private(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        lock_file(descriptor, shared=True)
    except BlockingIOError:
        return True
    except OSError:
        return time.time() - os.fstat(descriptor).st_mtime < HELD_SECONDS
    finally:
        os.close(descriptor)
    return False


def read_journal(path: Path) -> UnfinishedSession | None:
    """Return what the journal at `path` contains, or None if it is not a journal."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_JOURNAL_BYTES:
            return None
        with os.fdopen(open_private(path, os.O_RDONLY), "rb") as file:
            data = file.read(MAX_JOURNAL_BYTES)
    except OSError:
        return None
    complete = data[: data.rfind(b"\n") + 1]
    lines = complete.split(b"\n")
    first = _parsed(lines[0])
    try:
        if first["version"] not in _READ:
            return None
        begun = datetime.fromisoformat(first["begun"])
        identifier, plan, meta = first["identifier"], first["plan"], first["meta"]
    except (KeyError, TypeError, ValueError):
        return None
    if not (isinstance(identifier, str) and isinstance(plan, dict) and isinstance(meta, dict)) or not begun.tzinfo:
        return None
    return UnfinishedSession(
        path=path,
        identifier=identifier,
        begun=begun,
        last_noted=datetime.fromtimestamp(status.st_mtime, UTC).astimezone(),
        plan=plan,
        meta=meta,
        state=_last_state(lines[1:]),
        complete_bytes=len(complete),
    )


def _last_state(lines: list[bytes]) -> dict[str, Any]:
    """Return the last state in `lines` with the time that passed since; a power cut may have left zeros in between."""
    passed: int | None = None
    for line in reversed(lines[:-1]):
        note = _parsed(line)
        if isinstance(state := note.get("state"), dict):
            return state if passed is None else state | {"passed": passed}
        time_alone = note.get("passed")
        if type(time_alone) is not int or time_alone < 0:
            # It may have been a state, and what came behind it does not belong to the one before.
            passed = None
        elif passed is None:
            passed = time_alone
    return {}


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
