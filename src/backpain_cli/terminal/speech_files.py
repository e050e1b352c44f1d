"""Speech written to a file instead of being spoken; used for exports, never within a session."""

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from backpain_cli.domain.settings import Settings
from backpain_cli.terminal.speech import speakable
from backpain_cli.terminal.speech_programs import Program, installed_programs

_PATIENCE = 20.0
"""Seconds that a program may take for one text."""

_SHORT = 40
"""Characters; shorter texts come again and again, and are made once."""


class SpeechWriter:
    """Makes WAV files of texts; after a failure it is silent, and says why."""

    def __init__(self, program: Program, into_file: Callable[[Settings, str], list[str]], settings: Settings) -> None:
        """Write through `program`, called as `into_file` says, with the voice, rate and language of `settings`."""
        self._program = program
        self._into_file = into_file
        self._settings = settings
        self._known: dict[str, bytes] = {}
        self.trouble = ""
        """Why nothing more is spoken, as a sentence; empty as long as all is well."""

    def __call__(self, text: str) -> bytes:
        """Return `text` as a WAV file; empty where that failed."""
        text = speakable(text)
        if self.trouble or not text:
            return b""
        if text in self._known:
            return self._known[text]
        made = self._made(text)
        if len(text) <= _SHORT:
            self._known[text] = made
        return made

    def _made(self, text: str) -> bytes:
        with tempfile.TemporaryDirectory(prefix="backpain-") as folder:
            path, words = Path(folder) / "speech.wav", Path(folder) / "text"
            # From a file: a program that ends without reading must not end us by a broken pipe.
            words.write_text(text, encoding="utf-8")
            told = {"BACKPAIN_WAV": str(path)} if self._program.environment(self._settings) else {}
            try:
                with words.open("rb") as reading:
                    done = subprocess.run(  # noqa: S603 - our own arguments; the text is its input
                        [self._program.executable, *self._into_file(self._settings, str(path))],
                        stdin=reading,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                        timeout=_PATIENCE,
                        check=False,
                        env={**os.environ, **self._program.environment(self._settings), **told},
                    )
                if done.returncode:
                    self.trouble = f"{self._program.name} ended with an error ({done.returncode})."
                    return b""
                return path.read_bytes()
            except subprocess.TimeoutExpired:
                self.trouble = f"{self._program.name} hangs."
            except OSError as error:
                self.trouble = f"{self._program.name} wrote no speech ({(error.strerror or 'unknown').lower()})."
        return b""


def speech_writer(settings: Settings) -> SpeechWriter | None:
    """Return what writes speech on this machine: the program that was chosen, else the best that can; or None."""
    able = [program for program in installed_programs() if program.into_file is not None]
    chosen = [program for program in able if program.name == settings.speech_program]
    for program in chosen or able:
        if program.into_file is not None:
            # A voice of another program means nothing to this one.
            own = program.name == settings.speech_program or not settings.speech_program
            return SpeechWriter(program, program.into_file, settings if own else Settings(rate=settings.rate))
    return None
