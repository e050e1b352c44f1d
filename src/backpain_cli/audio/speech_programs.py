"""Programs that speak, to the ear or a file."""

import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from backpain_cli.domain.settings import Settings
from backpain_cli.domain.text import is_forbidden

MAX_SPEAKABLE_CHARACTERS = 600
"""Characters that are spoken of a text; more would take longer than any step."""


def speakable(text: str) -> str:
    """Return `text` as it may be given to a speech program: one line, no hidden commands, not too long."""
    plain = "".join(" " if is_forbidden(character) else character for character in text[: MAX_SPEAKABLE_CHARACTERS * 4])
    # In double brackets several programs take sounds and commands instead of words.
    words = plain.replace("[[", "[ [").replace("]]", "] ]").split()
    line = " ".join(words)
    if len(line) > MAX_SPEAKABLE_CHARACTERS:
        line = line[:MAX_SPEAKABLE_CHARACTERS].rpartition(" ")[0] or line[:MAX_SPEAKABLE_CHARACTERS]
    return line


_LISTING_TIMEOUT_S = 4.0
"""Seconds that a program may take to list its voices."""
_NO_ENVIRONMENT: Mapping[str, str] = {}


class Voice(NamedTuple):
    """A voice as its program calls it."""

    name: str
    language: str


class SpeechProgram(NamedTuple):
    """One program that can speak."""

    name: str
    executable: str
    arguments: Callable[[Settings], list[str]]
    """The text follows on its input; behind `--` where `by_argument`."""
    voices: tuple[str, ...]
    """Arguments that list its voices."""
    voice_line: re.Pattern[str]
    """What a line of that list looks like, with the groups `name` and `language`."""
    into_file: Callable[[Settings, str], list[str]] | None = None
    """Arguments that write to the file of that name instead of speaking."""
    by_argument: bool = False
    cancel: tuple[str, ...] = ()
    """Arguments that silence a service which goes on speaking without its client."""
    ends_with_speech: bool = True
    """Whether ending early means that nothing was heard; a service may be silenced by others."""
    environment: Callable[[Settings], Mapping[str, str]] = lambda _settings: _NO_ENVIRONMENT


def language_of(settings: Settings) -> str:
    """Return the code of the language that is spoken; our texts are English."""
    return settings.language or "en"


def _espeak(settings: Settings) -> list[str]:
    rate = ["-s", str(settings.rate)] if settings.rate else []
    return ["--stdin", "-v", settings.voice or language_of(settings), *rate]


def _espeak_into_file(settings: Settings, path: str) -> list[str]:
    return [*_espeak(settings), "-w", path]


def _spd_say(settings: Settings) -> list[str]:
    voice = ["-y", settings.voice] if settings.voice else []
    rate = ["-r", str(_spd_rate(settings.rate))] if settings.rate else []
    # Of this priority a new text silences the one before, so nothing queues up in the service.
    return ["-w", "-P", "text", "-N", "backpain", "-l", language_of(settings), *voice, *rate]


def _spd_rate(words_a_minute: int) -> int:
    """Return the service's scale of -100 to 100, where 0 is about 170 words a minute, -100 80 and 100 450."""
    away = words_a_minute - 170
    return max(-100, min(100, round(away * 100 / (280 if away > 0 else 90))))


def _say(settings: Settings) -> list[str]:
    voice = ["-v", settings.voice] if settings.voice else []
    return [*voice, *(["-r", str(settings.rate)] if settings.rate else []), "-f", "-"]


def _say_into_file(settings: Settings, path: str) -> list[str]:
    return [*_say(settings), "-o", path, "--file-format=WAVE", "--data-format=LEI16@22050"]


# What differs is handed over in the environment, so that no text ever becomes a part of the script.
_SAPI = (
    "Add-Type -AssemblyName System.Speech; [Console]::InputEncoding = [Text.Encoding]::UTF8; "
    "$s = New-Object System.Speech.Synthesis.SpeechSynthesizer; $s.Rate = [int]$env:BACKPAIN_RATE; "
    "if ($env:BACKPAIN_VOICE) { $s.SelectVoice($env:BACKPAIN_VOICE) }; "
    "if ($env:BACKPAIN_WAV) { $s.SetOutputToWaveFile($env:BACKPAIN_WAV) }; "
    "$s.Speak([Console]::In.ReadToEnd()); $s.Dispose()"
)

_SAPI_VOICES = (
    "Add-Type -AssemblyName System.Speech; (New-Object System.Speech.Synthesis.SpeechSynthesizer).GetInstalledVoices() "
    "| ForEach-Object { $_.VoiceInfo.Name + [char]9 + $_.VoiceInfo.Culture.Name }"
)

_POWERSHELL = ("-NoProfile", "-NonInteractive", "-Command")


def _sapi_environment(settings: Settings) -> dict[str, str]:
    # The scale of -10 to 10 is one of powers: 10 is three times as fast as 0, which is about 180 words a minute.
    rate = round(10 * math.log(settings.rate / 180, 3)) if settings.rate else 0
    return {"BACKPAIN_RATE": str(max(-10, min(10, rate))), "BACKPAIN_VOICE": settings.voice, "BACKPAIN_WAV": ""}


# Of the names in its list it takes the codes of the languages everywhere; its long names it often refuses.
_ESPEAK_LINE = re.compile(r"^ *\d+ +(?P<language>(?P<name>[\w-]+)) +\S+ +\S+ +\S+")

_PROGRAMS = (
    # Those that play themselves come before the service: they can be cut off to the instant.
    SpeechProgram("espeak-ng", "espeak-ng", _espeak, ("--voices",), _ESPEAK_LINE, _espeak_into_file),
    SpeechProgram("espeak", "espeak", _espeak, ("--voices",), _ESPEAK_LINE, _espeak_into_file),
    SpeechProgram(
        "spd-say",
        "spd-say",
        _spd_say,
        ("-L",),
        re.compile(r"^ *(?P<name>\S.*?)  +(?P<language>[a-z]{2,3}(?:-\w+)*)\b"),
        by_argument=True,
        cancel=("-C",),
        ends_with_speech=False,
    ),
)

_OF_MACOS = SpeechProgram(
    "say", "say", _say, ("-v", "?"), re.compile(r"^(?P<name>\S.*?) +(?P<language>[a-z]{2,3}_\w+) +#"), _say_into_file
)

_OF_WINDOWS = SpeechProgram(
    "sapi",
    "powershell",
    lambda _settings: [*_POWERSHELL, _SAPI],
    (*_POWERSHELL, _SAPI_VOICES),
    re.compile(r"^(?P<name>[^\t]+)\t(?P<language>[\w-]+)"),
    lambda _settings, _path: [*_POWERSHELL, _SAPI],
    environment=_sapi_environment,
)


def known_programs() -> tuple[SpeechProgram, ...]:
    """Return the programs that this system can have, the best first."""
    own = {"darwin": (_OF_MACOS,), "win32": (_OF_WINDOWS,)}.get(sys.platform, ())
    return (*own, *_PROGRAMS)


def installed_speech_programs() -> list[SpeechProgram]:
    """Return those that are there, the best first, each with the full path of its executable."""
    found = ((program, shutil.which(program.executable)) for program in known_programs())
    return [program._replace(executable=path) for program, path in found if path]


def voices_of(program: SpeechProgram) -> list[Voice]:
    """Return the voices of `program`; none where listing them fails or takes too long."""
    try:
        listing = subprocess.run(  # noqa: S603 - our own arguments
            [program.executable, *program.voices],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_LISTING_TIMEOUT_S,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return []
    matches = (program.voice_line.match(line) for line in listing.decode(errors="replace").splitlines())
    return [Voice(match["name"], match["language"].replace("_", "-")) for match in matches if match]


_SPEECH_TIMEOUT_S = 20.0
"""Seconds that a program may take for one text."""
_MAX_CACHED_CHARACTERS = 40
"""Characters; shorter texts come again and again, and are made once."""


class SpeechFileWriter:
    """Makes WAV files of texts; after a failure it is silent; `trouble` is the reason."""

    def __init__(
        self, program: SpeechProgram, into_file: Callable[[Settings, str], list[str]], settings: Settings
    ) -> None:
        """Write through `program` with the arguments of `into_file` and the voice, rate and language of `settings`."""
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
        if len(text) <= _MAX_CACHED_CHARACTERS:
            self._known[text] = made
        return made

    def _made(self, text: str) -> bytes:
        with tempfile.TemporaryDirectory(prefix="backpain-") as folder:
            path, words = Path(folder) / "speech.wav", Path(folder) / "text"
            # From a file: a program that ends without reading must not end us by a broken pipe.
            words.write_text(text, encoding="utf-8")
            output = {"BACKPAIN_WAV": str(path)} if self._program.environment(self._settings) else {}
            try:
                with words.open("rb") as reading:
                    done = subprocess.run(  # noqa: S603 - our own arguments; the text is its input
                        [self._program.executable, *self._into_file(self._settings, str(path))],
                        stdin=reading,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                        timeout=_SPEECH_TIMEOUT_S,
                        check=False,
                        env={**os.environ, **self._program.environment(self._settings), **output},
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


def speech_writer(settings: Settings) -> SpeechFileWriter | None:
    """Return what writes speech on this machine: the program that was chosen, else the best that can; or None."""
    able = [program for program in installed_speech_programs() if program.into_file is not None]
    chosen = [program for program in able if program.name == settings.speech_program]
    for program in chosen or able:
        if program.into_file is not None:
            # A voice of another program means nothing to this one.
            own = program.name == settings.speech_program or not settings.speech_program
            return SpeechFileWriter(program, program.into_file, settings if own else Settings(rate=settings.rate))
    return None
