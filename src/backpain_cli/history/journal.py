"""The journal of a session that runs: whatever ends it, the next start finds where it was.

One file a session, a line of JSON a note, only ever appended to; the first line holds the plan, each other one a state
of the session. An incomplete line is as if it were never written. The writer holds a lock on the file, so that a
session that still runs is not taken for one that was broken off. The session never waits for the disk: a thread of its
own writes, and where the disk fails the journal is given up and the session goes on.
"""

import json
import os
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Self

from backpain_cli.domain.errors import ExitCode
from backpain_cli.files import lock_file, make_private_folder, open_private, sync_folder
from backpain_cli.history.errors import HistoryError, of_system, reported_errors, shown_path
from backpain_cli.history.journal_files import JOURNAL_VERSION, UnfinishedSession, read_journal
from backpain_cli.paths import JOURNAL_FOLDER

SYNC_SECONDS = 3.0
"""How often what was written is also forced to the disk, for a power cut; anything else finds it in memory."""
_SYNC_WITH_NOTE_AFTER = SYNC_SECONDS - 1
"""Such a note is forced to the disk at once: as one comes each second, the thread need not wake up just for that."""
_LOCK_SECONDS = 0.3
LONGEST_FAREWELL_SECONDS = 2.0
"""A disk that hangs is not waited for any longer at the end."""
_LOOK_AGAIN_SECONDS = 0.05

_Note = Mapping[str, Any] | threading.Event | None
"""A state of the session; or what is set once all that was noted before is written; or None, behind the last note."""


class SessionJournal:
    """Notes of one session. Use it as a context: what was noted is then written before the session's process ends.

    Nothing that goes wrong with the file is raised once the journal is begun; `trouble` tells it.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.trouble = ""
        """Why it was given up, in a sentence for the person; empty while it is written."""
        self._descriptor = descriptor
        # The session waits for nothing here.
        self._notes: SimpleQueue[_Note] = SimpleQueue()
        self._synced_at = time.monotonic()
        self._synced = True
        self._writer = threading.Thread(target=self._write, name="journal", daemon=True)
        self._writer.start()

    @classmethod
    def begin(
        cls, folder: Path, plan: Mapping[str, Any], *, identifier: str, begun: datetime, meta: Mapping[str, Any]
    ) -> "SessionJournal":
        """Begin the journal of a session, and return it.

        Args:
            folder: the person's data folder; it is made if it is missing.
            plan: the plan as it is begun, in the form of `plan_to_plain`.
            identifier: the session's UUID.
            begun: when it began.
            meta: whatever else is needed to resume it: plain values only.

        Raises:
            HistoryError: the file cannot be made; the session runs without it, and says so before.
        """
        place = folder / JOURNAL_FOLDER
        with reported_errors(place, reading=False):
            make_private_folder(place)
        path = place / f"{identifier}.jsonl"
        first = {
            "version": JOURNAL_VERSION,
            "identifier": identifier,
            "begun": begun.isoformat(),
            "plan": plan,
            "meta": meta,
        }
        try:
            descriptor = open_private(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND)
            try:
                _lock(descriptor)
                _write_line(descriptor, json.dumps(first, separators=(",", ":")))
                os.fsync(descriptor)
                sync_folder(place)
            except BaseException:
                os.close(descriptor)
                path.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise of_system(error, path, making=True) from error
        return cls(path, descriptor)

    @classmethod
    def resume(cls, unfinished: UnfinishedSession) -> "SessionJournal":
        """Open the journal of an interrupted session again, and return it.

        Raises:
            HistoryError: another process resumes it, or it cannot be written.
        """
        path = unfinished.path
        try:
            descriptor = open_private(path, os.O_RDWR | os.O_APPEND)
            try:
                _lock(descriptor)
                # Half a line at the end would spoil the next one.
                os.ftruncate(descriptor, _complete_bytes(path))
            except BaseException:
                os.close(descriptor)
                raise
        except BlockingIOError:
            raise HistoryError(
                "This session is being resumed in another terminal.", exit_code=ExitCode.TRY_AGAIN
            ) from None
        except OSError as error:
            raise of_system(error, path, making=True) from error
        return cls(path, descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def note(self, state: Mapping[str, Any]) -> None:
        """Note the complete state of the session as plain values; returns at once.

        A note that comes while the one before it is still waiting for the disk takes its place.
        """
        self._notes.put(state)

    def flush(self) -> None:
        """Wait until what was noted is written or the journal is given up, but for no disk that hangs."""
        reached = threading.Event()
        self._notes.put(reached)
        until = time.monotonic() + LONGEST_FAREWELL_SECONDS
        while self._writer.is_alive() and time.monotonic() < until and not reached.wait(_LOOK_AGAIN_SECONDS):
            pass

    def finish(self) -> None:
        """Take the journal away: the session is saved, or is not to be."""
        self.leave()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
            sync_folder(self.path.parent)

    def leave(self) -> None:
        """Write what was noted and let go of the file, which stays to be resumed; does nothing a second time."""
        self._notes.put(None)
        self._writer.join(LONGEST_FAREWELL_SECONDS)

    def _write(self) -> None:
        try:
            while self._write_next():
                pass
        except (OSError, ValueError, TypeError, RecursionError) as error:
            reason = (error.strerror or "unknown reason").lower() if isinstance(error, OSError) else "a bug of ours"
            self.trouble = f"The journal of this session could not be written on: {reason}."
        finally:
            os.close(self._descriptor)

    def _write_next(self) -> bool:
        """Wait for notes, write the last of them, and say whether more may come."""
        notes = self._next_notes()
        states = [note for note in notes if isinstance(note, Mapping)]
        if states:
            _write_line(self._descriptor, json.dumps({"state": dict(states[-1])}, separators=(",", ":")))
            self._synced = False
        for reached in notes:
            if isinstance(reached, threading.Event):
                reached.set()
        ending = None in notes
        waited_long_enough = not notes or time.monotonic() >= self._synced_at + _SYNC_WITH_NOTE_AFTER
        if not self._synced and (ending or waited_long_enough):
            os.fdatasync(self._descriptor)
            self._synced, self._synced_at = True, time.monotonic()
        return not ending

    def _next_notes(self) -> list[_Note]:
        """Wait for a note, and return all there are; none once what was written has waited for the disk long enough."""
        # Something written waits for the disk at most that long, even if nothing more is noted.
        timeout = None if self._synced else max(0.0, self._synced_at + SYNC_SECONDS - time.monotonic())
        try:
            notes = [self._notes.get(timeout=timeout)]
        except Empty:
            return []
        while not self._notes.empty():
            notes.append(self._notes.get())
        return notes


def _complete_bytes(path: Path) -> int:
    """Return how much of the journal at `path` is complete lines; read again now that it is locked.

    Raises:
        HistoryError: it is none any more.
    """
    if (found := read_journal(path)) is None:
        raise HistoryError(f"{shown_path(path)} is not a journal any more.", exit_code=ExitCode.IO)
    return found.complete_bytes


def _lock(descriptor: int) -> None:
    """Hold the file while this process lives.

    Raises:
        BlockingIOError: another process holds it.
    """
    until = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            lock_file(descriptor)
        except BlockingIOError:
            # Somebody who only looks whether it is held holds it for a moment.
            if time.monotonic() >= until:
                raise
            time.sleep(0.01)
        except OSError:
            # A disk without locks: a journal that was written to a moment ago counts as held.
            return
        else:
            return


def _write_line(descriptor: int, line: str) -> None:
    data = line.encode() + b"\n"
    while data:
        data = data[os.write(descriptor, data) :]


def discard_journal(unfinished: UnfinishedSession) -> None:
    """Delete the journal of a session that is not to be resumed.

    Raises:
        HistoryError: it cannot be deleted.
    """
    try:
        unfinished.path.unlink(missing_ok=True)
    except OSError as error:
        raise of_system(error, unfinished.path, making=True) from error
