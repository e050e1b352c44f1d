"""Helper programs that are started and never waited for: they speak and play beside the loop of a session."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence

_MOST_DATA = 4096
"""Bytes that every system's pipe takes at once, so that handing them over never waits."""


_dying: list[subprocess.Popen[bytes]] = []
_dying_lock = threading.RLock()
"""Taken again by the handler of a signal that came while it was held."""


class Child:
    """One run of a program, in a process group of its own, silent on the terminal whatever it writes."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        data: bytes = b"",
        environment: Mapping[str, str] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start `command` with `data` as its input; no shell is in between.

        Raises:
            OSError: it cannot be started.
            ValueError: there is too much data to be handed over without waiting.
        """
        if len(data) > _MOST_DATA:
            raise ValueError(f"{len(data)} bytes are not handed over at once")
        self._now = now
        # Written before anybody reads: no program that ends early, and no full pipe, can hold us up.
        reading, writing = os.pipe()
        try:
            with contextlib.closing(os.fdopen(writing, "wb", buffering=0)) as pipe:
                pipe.write(data)
            self._process = subprocess.Popen(  # noqa: S603 - a list of arguments, from our own code
                list(command),
                stdin=reading,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env={**os.environ, **environment} if environment else None,
            )
        finally:
            os.close(reading)
        self._since = now()
        self._ended: float | None = None

    @property
    def lasted(self) -> float:
        """Seconds since it was started, up to when it was found to have ended."""
        return (self._now() if self._ended is None else self._ended) - self._since

    def ended_with(self) -> int | None:
        """Return its exit code, negative for a signal; None while it runs. Never waits."""
        code = self._process.poll()
        if code is not None and self._ended is None:
            self._ended = self._now()
        return code

    def cut_off(self) -> None:
        """End it and everything that it started, at once. Never waits."""
        reap()
        if self._process.poll() is not None:
            return
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        with _dying_lock:
            _dying.append(self._process)


def reap() -> None:
    """Take leave of children that were cut off, so that none of them stays as a zombie. Never waits."""
    with _dying_lock:
        _dying[:] = [process for process in _dying if process.poll() is None]


def reap_all(seconds: float) -> None:
    """Wait at most so many seconds for children that were cut off; used at the end only."""
    deadline = time.monotonic() + seconds
    reap()
    while _dying and time.monotonic() < deadline:
        time.sleep(0.002)
        reap()
