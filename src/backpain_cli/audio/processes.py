"""Helper programs: start, cut off, wait to the end."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Any, Protocol, Self

_MAX_DATA_BYTES = 4096
"""Every system's pipe takes this much at once, so writing it never waits."""
_dying: list[subprocess.Popen[bytes]] = []
_dying_lock = threading.RLock()
"""Taken again by the handler of a signal that came while it was held."""


class HelperProcess:
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
            ValueError: `data` is too long to be written without waiting.
        """
        if len(data) > _MAX_DATA_BYTES:
            raise ValueError(f"at most {_MAX_DATA_BYTES} bytes of input, not {len(data)}")
        self._now = now
        # Written before the program starts: no program that ends early, and no full pipe, can hold us up.
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


def start_failure(error: OSError) -> str:
    """Return why a program could not be started, to follow its name."""
    return f"cannot be started ({(error.strerror or 'unknown').lower()})"


def exit_failure(code: int) -> str:
    """Return how a program failed that ended with `code` (negative: a signal), to follow its name."""
    return f"was ended by signal {-code}" if code < 0 else f"ended with an error ({code})"


def reap() -> None:
    """Reap children that were killed, so that none stays as a zombie. Never waits."""
    with _dying_lock:
        _dying[:] = [process for process in _dying if process.poll() is None]


def reap_all(timeout_s: float) -> None:
    """Wait at most `timeout_s` seconds for children that were killed; used at the end only."""
    deadline = time.monotonic() + timeout_s
    reap()
    while _dying and time.monotonic() < deadline:
        time.sleep(0.002)
        reap()


MAX_CLOSING_S = 4.0
"""After so long at the end of a session it is silent, whatever a program still does."""
_POLL_S = 0.05

# Where a reader has gone away, that ends the process too.
_ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGPIPE")


class Sound(Protocol):
    """Something that sounds, and ends."""

    @property
    def is_speaking(self) -> bool:
        """Whether it is speaking, or sounding, now; checked without waiting."""

    def close(self) -> None:
        """Fall silent for good; may be called more than once, and from several threads."""


class AudioShutdown:
    """Closes the sound at the end of its `with` block, or when a signal ends the process."""

    def __init__(self, *, max_s: float = MAX_CLOSING_S, now: Callable[[], float] = time.monotonic) -> None:
        """Watch over nothing yet."""
        self._max_s = max_s
        self._now = now
        self._sound: Sound | None = None
        self._waiter: threading.Thread | None = None
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for name in _ENDING:
            number = getattr(signal, name, None)
            # What whoever started us had ignored, stays ignored.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._handlers[number] = signal.signal(number, self._end)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self._waiter is not None:
            self._waiter.join()
        self._close()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def of(self, sound: Sound) -> None:
        """Watch over `sound`."""
        self._sound = sound

    def wait_for_end(self) -> None:
        """Close the sound in the background once it has ended; returns at once."""
        self._waiter = threading.Thread(target=self._wait_and_close, daemon=True)
        self._waiter.start()

    def _wait_and_close(self) -> None:
        deadline = self._now() + self._max_s
        while self._sound is not None and self._sound.is_speaking and self._now() < deadline:
            time.sleep(_POLL_S)
        self._close()

    def _close(self) -> None:
        if self._sound is not None:
            self._sound.close()

    def _end(self, number: int, _frame: FrameType | None) -> None:
        """Fall silent, and end the process by the same signal."""
        # Whatever goes wrong with a sound, the signal has its effect.
        with contextlib.suppress(Exception):
            self._close()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
