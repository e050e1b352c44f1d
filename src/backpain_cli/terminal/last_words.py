"""What is still to be heard when a session is over: let out to its end, and never left behind by the process.

The programs that speak and play have process groups of their own, so Ctrl-C at a terminal reaches only us. From
`with` to its end, whatever ends the process meanwhile silences them first; only SIGKILL cannot be taken note of.
"""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Protocol, Self

LONGEST_SECONDS = 4.0
"""After so long at the end of a session it is silent, whatever a program still does."""
_GLANCE_SECONDS = 0.05
# Where a reader has gone away, that ends the process too.
_ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGPIPE")


class Heard(Protocol):
    """Something that can be heard."""

    @property
    def is_speaking(self) -> bool:
        """Whether it is speaking, or sounding, now; found out by a look that never waits."""

    def close(self) -> None:
        """Fall silent for good; may be called more than once, and from several threads."""


class LastWords:
    """Watches over what is heard, from `with` to its end."""

    def __init__(self, *, longest: float = LONGEST_SECONDS, now: Callable[[], float] = time.monotonic) -> None:
        """Watch over nothing yet.

        Args:
            longest: seconds that the last words may take.
            now: the time, in seconds.
        """
        self._longest = longest
        self._now = now
        self._heard: Heard | None = None
        self._hearing_out: threading.Thread | None = None
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for name in _ENDING:
            number = getattr(signal, name, None)
            # What whoever started us had ignored, stays ignored.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._handlers[number] = signal.signal(number, self._end)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._hearing_out is not None:
            self._hearing_out.join()
        self._close()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def of(self, heard: Heard) -> None:
        """Watch over `heard`."""
        self._heard = heard

    def hear_out(self) -> None:
        """Let it be heard to its end, and close it then; returns at once."""
        self._hearing_out = threading.Thread(target=self._wait_and_close, daemon=True)
        self._hearing_out.start()

    def _wait_and_close(self) -> None:
        deadline = self._now() + self._longest
        while self._heard is not None and self._heard.is_speaking and self._now() < deadline:
            time.sleep(_GLANCE_SECONDS)
        self._close()

    def _close(self) -> None:
        if self._heard is not None:
            self._heard.close()

    def _end(self, number: int, _frame: FrameType | None) -> None:
        """Fall silent, and end by the same signal as if nobody had taken note of it."""
        # Whatever goes wrong with a sound, the signal has its effect.
        with contextlib.suppress(Exception):
            self._close()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
