"""Reading many files in several processes at once: each takes a share of them and sends back what it found.

Whatever does not come back is read here, so that an answer never depends on how it was found: a machine on which no
process can be made is only slower.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:  # a few files are read without it
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Answer = TypeVar("Answer")

FEWEST_FILES = 200
"""A process costs what some thirty files do; with fewer than this each, several of them save little."""
MOST_PROCESSES = 8
"""More would only take memory: ten thousand files are then read in about a second."""


def read_each(files: Sequence[Path], read: Callable[[Path], Answer]) -> list[Answer]:
    """Return what `read` says of each of `files`, in their order.

    Args:
        files: what to read; many are shared out among processes, as many as there are processors to run them.
        read: called here, or in a copy of this process: its answer can be pickled and depends on the file alone.
    """
    count = max(1, min(_processors(), MOST_PROCESSES, len(files) // FEWEST_FILES))
    shares = [files[first::count] for first in range(count)]
    helpers = _started(shares[1:], read) if count > 1 else []
    answers: list[Any] = [None] * len(files)
    try:
        answers[::count] = [read(path) for path in shares[0]]
        for first, share in enumerate(shares[1:], start=1):
            sent = helpers[first - 1].answers() if first <= len(helpers) else None
            answers[first::count] = [read(path) for path in share] if sent is None else sent
    finally:
        for helper in helpers:
            helper.end()
    return answers


class _Helper(NamedTuple):
    """A process that reads a share."""

    process: "BaseProcess"
    reader: "Connection[Any, Any]"

    def answers(self) -> list[Any] | None:
        """Wait for what it found in its share; None where it ended before it could tell."""
        try:
            answers: list[Any] = self.reader.recv()
        except (EOFError, OSError):
            return None
        return answers

    def end(self) -> None:
        """End it, whatever it does, and leave nothing of it behind."""
        self.reader.close()
        self.process.kill()
        self.process.join()


def _processors() -> int:
    """Return how many processes may run at the same time: one where a process cannot safely be copied.

    A copy has the vocabulary at once. macOS cannot promise that a copy works (which is why Python starts processes anew
    there), and neither can a process that has threads: another one may hold a lock that the copy waits for.
    """
    threading = sys.modules.get("threading")
    if sys.platform != "linux" or (threading is not None and threading.active_count() > 1):
        return 1
    return len(os.sched_getaffinity(0))


def _started(shares: Sequence[Sequence[Path]], read: Callable[[Path], Any]) -> list[_Helper]:
    """Return a process for each of `shares`, or for the first of them where the system gives no more."""
    helpers: list[_Helper] = []
    try:
        from multiprocessing import get_context

        # Asked for by name: since Python 3.14 it is no longer what one gets unasked. Pools and queues would need
        # semaphores, which some containers lack; a pipe is everywhere.
        context = get_context("fork")
        for share in shares:
            reader, writer = context.Pipe(duplex=False)
            try:
                process = context.Process(target=_tell, args=(reader, writer, share, read, os.getpid()), daemon=True)
                process.start()
            except OSError:
                reader.close()
                raise
            finally:
                writer.close()
            helpers.append(_Helper(process, reader))
    except (ImportError, OSError):
        # No more processes here: what they would have read is read by this one.
        return helpers
    return helpers


def _tell(
    reader: "Connection[Any, Any]",
    writer: "Connection[Any, Any]",
    share: Sequence[Path],
    read: Callable[[Path], Any],
    parent: int,
) -> None:
    """Send what `read` says of each file of `share`, unless nobody waits for it any more."""
    import signal

    # Ctrl-C reaches every process of a terminal's command: this one ends at once, and without a word.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    reader.close()
    answers: list[Any] = []
    try:
        for path in share:
            if os.getppid() != parent:
                return
            answers.append(read(path))
        writer.send(answers)
    except Exception:
        # A bug, or a pipe that is gone: whoever waits gets nothing, reads the share himself, and tells what is wrong.
        return
