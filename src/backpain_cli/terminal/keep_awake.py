"""Keeping the machine and its screen awake while a session runs, by a child that cannot outlive us.

The child holds the request as long as it lives. It reads from a pipe of ours: however this process ends, the pipe
closes, the child ends, and the system may sleep again.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Self

from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.session.stages import Stage

MAX_PAUSE_S = 120.0
"""After so long a pause the machine may sleep."""
_WHY = "A timed session is running"


def command_for_this_system(environment: Mapping[str, str] = os.environ) -> Sequence[str] | None:
    """Return the command that keeps this system awake until its input ends; None where there is none."""
    if sys.platform == "darwin":
        program = shutil.which("caffeinate")
        # It ends with the process of that number, which is ours.
        return [program, "-d", "-i", "-w", str(os.getpid())] if program else None
    cat = shutil.which("cat")
    if cat is None:
        return None
    # GNOME's own service is what dims the screen there; elsewhere the login manager is asked.
    if "GNOME" in environment.get("XDG_CURRENT_DESKTOP", "") and (program := shutil.which("gnome-session-inhibit")):
        return [program, "--inhibit", "idle:suspend", "--app-id", "backpain", "--reason", _WHY, cat]
    if program := shutil.which("systemd-inhibit"):
        return [program, "--what=idle:sleep", "--who=backpain", f"--why={_WHY}", "--mode=block", cat]
    return None


class KeepAwake(Stage):
    """Keeps the machine awake from `with` to its end. Also a stage that watches a session for its pauses."""

    def __init__(
        self,
        enabled: bool,
        *,
        command: Callable[[], Sequence[str] | None] = command_for_this_system,
        max_pause_s: float = MAX_PAUSE_S,
    ) -> None:
        """Keep awake by what `command` returns, unless it is not `enabled`; where that fails, silently nothing.

        Args:
            enabled: whether it is wanted.
            command: returns a command that keeps the machine awake until its input ends, or None.
            max_pause_s: seconds of a pause after which the machine may sleep.
        """
        self._enabled = enabled
        self._command = command
        self._max_pause_s = max_pause_s
        self._process: subprocess.Popen[bytes] | None = None
        self._letting_go: threading.Timer | None = None
        self._status = SessionStatus.RUNNING
        self._lock = threading.RLock()

    @property
    def active(self) -> bool:
        """Whether the machine is being kept awake now, as far as can be known."""
        return self._process is not None and self._process.poll() is None

    def __enter__(self) -> Self:
        self.go_on()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._stay()
            self._release()

    def pause(self) -> None:
        """Let the machine sleep if the pause goes on for a while."""
        with self._lock:
            self._stay()
            if self._process is not None:
                # While it is paused, the loop of the session sleeps too: only a timer can wake up for this.
                self._letting_go = threading.Timer(self._max_pause_s, self._let_go)
                self._letting_go.daemon = True
                self._letting_go.start()

    def go_on(self) -> None:
        """Keep the machine awake, again or still."""
        with self._lock:
            self._stay()
            if not self._enabled or self._process is not None:
                return
            command = self._command()
            if command is None:
                return
            # Without it the session runs as well: nobody needs to know that the system cannot be kept awake.
            with contextlib.suppress(OSError):
                self._process = subprocess.Popen(  # noqa: S603 - our own arguments
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )

    def show(self, session: Session) -> None:
        """Follow the session into a pause and out of it."""
        before, self._status = self._status, session.status
        if before is session.status:
            return
        if session.status is SessionStatus.RUNNING:
            self.go_on()
        elif session.status is SessionStatus.PAUSED:
            self.pause()

    def _stay(self) -> None:
        if self._letting_go is not None:
            self._letting_go.cancel()
            self._letting_go = None

    def _let_go(self) -> None:
        with self._lock:
            if self._letting_go is threading.current_thread():
                self._release()

    def _release(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        with contextlib.suppress(OSError):
            os.killpg(process.pid, 15)
        # It reads the end of its input, or the signal: a hundredth of a second is long for both.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
        if process.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, 9)
            process.wait()
