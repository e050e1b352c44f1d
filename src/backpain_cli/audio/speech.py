"""Speech during a session."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from backpain_cli.audio.processes import HelperProcess, exit_failure, reap, reap_all, start_failure
from backpain_cli.audio.speech_programs import SpeechProgram, installed_speech_programs, speakable
from backpain_cli.domain.settings import Settings

SPEECH_CLOSING_S = 0.15
_MIN_WORDS_TO_JUDGE = 3
_MAX_WORDS_PER_S = 900 / 60
"""Words a second that no voice reaches: a program that ends sooner has not been heard."""
_MIN_WORDS_PER_S = 100 / 60
"""Words a second of a very slow voice."""
_START_S = 3.0
"""What a program may need besides the speaking itself."""


class Speaker(Protocol):
    """Something that speaks."""

    @property
    def is_speaking(self) -> bool:
        """Whether it is speaking; checked without waiting."""

    @property
    def trouble(self) -> str:
        """Why it cannot be heard, as a sentence; empty as long as nothing is known to be wrong."""

    def say(self, text: str) -> None:
        """Begin to say `text`, and cut off the text before; returns at once."""

    def stop(self) -> None:
        """Fall silent at once."""

    def close(self) -> None:
        """Fall silent for good, within 0.2 seconds."""


class SilentSpeaker:
    """Takes the place of a speech program that is not installed."""

    is_speaking = False

    def __init__(self, trouble: str) -> None:
        """Be silent, because of `trouble`."""
        self.trouble = trouble

    def say(self, text: str) -> None:
        """Say nothing."""

    def stop(self) -> None:
        """Be silent already."""

    def close(self) -> None:
        """Hold nothing."""


class ProgramSpeaker:
    """Speaks through a program of the system. May be called from several threads."""

    def __init__(
        self, program: SpeechProgram, settings: Settings, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Speak through `program` with the voice, rate and language of `settings`."""
        self._program = program
        self._settings = settings
        self._now = now
        self._child: HelperProcess | None = None
        self._cancelling: HelperProcess | None = None
        self._words = 0
        self._trouble = ""
        self._lock = threading.RLock()

    @property
    def is_speaking(self) -> bool:
        """Whether it is speaking."""
        with self._lock:
            self._check()
            return self._child is not None

    @property
    def trouble(self) -> str:
        """Why it cannot be heard; checked here, without waiting."""
        with self._lock:
            self._check()
            return self._trouble

    def say(self, text: str) -> None:
        """Begin to say `text`, at most `MAX_SPEAKABLE_CHARACTERS` characters of it; returns at once."""
        with self._lock:
            self._check()
            self._cut_off()
            text = speakable(text)
            if self._trouble or not text:
                return
            arguments, data = self._program.arguments(self._settings), text.encode()
            if self._program.by_argument:
                arguments, data = [*arguments, "--", text], b""
            self._child = self._started(arguments, data, self._program.environment(self._settings))
            self._words = len(text.split())

    def stop(self) -> None:
        """Fall silent at once; a service that speaks for the program is cancelled."""
        with self._lock:
            self._check()
            if self._cut_off() and self._program.cancel:
                self._cancel()

    def close(self) -> None:
        """Fall silent for good, within 0.2 seconds; no process is left behind."""
        with self._lock:
            self.stop()
            if self._cancelling is not None:
                deadline = self._now() + SPEECH_CLOSING_S / 2
                while self._cancelling.ended_with() is None and self._now() < deadline:
                    time.sleep(0.002)
                self._cancelling.cut_off()
            reap_all(SPEECH_CLOSING_S / 2)

    def _check(self) -> None:
        """Update the state from the process, without waiting."""
        reap()
        if self._child is None:
            return
        code = self._child.ended_with()
        if code is None:
            if self._child.lasted > self._max_s:
                self._cut_off()
                self._trouble = self._trouble or f"{self._program.name} hangs: it took longer than its text can take."
            return
        lasted, self._child = self._child.lasted, None
        if code:
            self._trouble = self._trouble or f"{self._program.name} {exit_failure(code)}."
        elif (
            self._program.ends_with_speech
            and self._words >= _MIN_WORDS_TO_JUDGE
            and lasted < self._words / _MAX_WORDS_PER_S
        ):
            # espeak-ng reports success where there is no sound device.
            self._trouble = f"{self._program.name} ended before it can have been heard; is there a sound device?"

    @property
    def _max_s(self) -> float:
        """Seconds that the present text may take."""
        slowest = min(_MIN_WORDS_PER_S, self._settings.rate / 60 / 2) if self._settings.rate else _MIN_WORDS_PER_S
        return _START_S + self._words / slowest

    def _cut_off(self) -> bool:
        child, self._child = self._child, None
        if child is not None:
            child.cut_off()
        return child is not None

    def _cancel(self) -> None:
        if self._cancelling is not None:
            self._cancelling.cut_off()
        self._cancelling = self._started(self._program.cancel) or self._cancelling

    def _started(
        self, arguments: Sequence[str], data: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> HelperProcess | None:
        try:
            return HelperProcess(
                [self._program.executable, *arguments], data=data, environment=environment, now=self._now
            )
        except OSError as error:
            self._trouble = f"{self._program.name} {start_failure(error)}."
            return None


def speaker_for(settings: Settings) -> ProgramSpeaker | SilentSpeaker:
    """Return what speaks on this machine: the program that was chosen, else the best that there is."""
    program = program_for(settings, installed_speech_programs())
    if program is not None:
        return ProgramSpeaker(program, settings)
    if settings.speech_program:
        return SilentSpeaker(f"The speech program {settings.speech_program} is not installed.")
    return SilentSpeaker("No speech program is installed.")


def program_for(settings: Settings, installed: list[SpeechProgram]) -> SpeechProgram | None:
    """Return the one of the `installed` programs that `settings` ask for, or None."""
    if not settings.speech_program:
        return installed[0] if installed else None
    return next((program for program in installed if program.name == settings.speech_program), None)
