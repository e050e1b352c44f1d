"""Sounding a cue: tones through a program of the system, or the terminal's bell in patterns."""

import contextlib
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from backpain_cli.audio.processes import HelperProcess, exit_failure, reap, reap_all, start_failure
from backpain_cli.audio.tones import TONES, tone_wav
from backpain_cli.files import open_private
from backpain_cli.wording.cue_kinds import CueKind

PLAYER_CLOSING_S = 0.1
_MAX_TONE_S = 5.0
"""No tone takes half of this; a player that does hangs."""
_WORTH_PLAYING_S = 1.5
"""A tone that failed is tried with the next player only as long as it still belongs to its moment."""


class CuePlayer(Protocol):
    """Something that sounds a cue."""

    @property
    def is_sounding(self) -> bool:
        """Whether a sound is being played; checked without waiting."""

    @property
    def trouble(self) -> str:
        """Why it cannot be heard, as a sentence; empty as long as nothing is known to be wrong."""

    def play(self, kind: CueKind) -> None:
        """Begin the sound of `kind`, and cut off the one before; returns at once."""

    def stop(self) -> None:
        """Fall silent at once."""

    def close(self) -> None:
        """Fall silent for good, within 0.2 seconds, and leave nothing behind."""


class Player(NamedTuple):
    """A program that plays a WAV file."""

    name: str
    executable: str
    before: tuple[str, ...] = ()
    """Its arguments; the file's name follows."""
    environment_name: str = ""
    """The variable that holds the file's name instead, where the arguments are a script."""


_OF_ALL = (
    Player("pw-play", "pw-play"),
    Player("paplay", "paplay"),
    Player("aplay", "aplay", ("-q",)),
    Player("ffplay", "ffplay", ("-nodisp", "-autoexit", "-loglevel", "quiet")),
)
_OF_MACOS = Player("afplay", "afplay")
_OF_WINDOWS = Player(
    "powershell",
    "powershell",
    ("-NoProfile", "-NonInteractive", "-Command", "(New-Object System.Media.SoundPlayer $env:BACKPAIN_WAV).PlaySync()"),
    "BACKPAIN_WAV",
)


def installed_players() -> list[Player]:
    """Return the players that are there, the best first, each with the full path of its executable."""
    own = {"darwin": (_OF_MACOS,), "win32": (_OF_WINDOWS,)}.get(sys.platform, ())
    found = ((player, shutil.which(player.executable)) for player in (*own, *_OF_ALL))
    return [player._replace(executable=path) for player, path in found if path]


class ToneCuePlayer:
    """Plays our tones. The files are made at the first tone, in a private folder that goes away in the end."""

    def __init__(self, players: Sequence[Player], *, now: Callable[[], float] = time.monotonic) -> None:
        """Play through the first of `players` (at least one) that works."""
        self._players = list(players)
        self._now = now
        self._folder: Path | None = None
        self._child: HelperProcess | None = None
        self._kind = CueKind.START
        self._trouble = ""

    @property
    def is_sounding(self) -> bool:
        """Whether a tone is being played."""
        self._check()
        return self._child is not None

    @property
    def trouble(self) -> str:
        """Why no tone can be heard; checked here, without waiting."""
        self._check()
        return self._trouble

    def play(self, kind: CueKind) -> None:
        """Begin the tone of `kind`, if it has one; returns at once."""
        self._check()
        if kind not in TONES:
            return
        self.stop()
        self._begin(kind)

    def stop(self) -> None:
        """Fall silent at once."""
        if self._child is not None:
            self._child.cut_off()
            self._child = None

    def close(self) -> None:
        """Fall silent for good, and take the files away."""
        self.stop()
        reap_all(PLAYER_CLOSING_S)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _begin(self, kind: CueKind) -> None:
        if self._trouble:
            return
        try:
            path = self._file_of(kind)
        except OSError as error:
            self._trouble = f"The tones cannot be written to a file ({(error.strerror or 'unknown').lower()})."
            return
        self._kind = kind
        player = self._players[0]
        environment = {player.environment_name: str(path)} if player.environment_name else {}
        command = [player.executable, *player.before, *([] if environment else [str(path)])]
        try:
            self._child = HelperProcess(command, environment=environment, now=self._now)
        except OSError as error:
            self._give_up(start_failure(error), again=True)

    def _file_of(self, kind: CueKind) -> Path:
        if self._folder is None:
            import tempfile  # most people hear the bell, or nothing

            self._folder = Path(tempfile.mkdtemp(prefix="backpain-"))
        path = self._folder / f"{kind.replace(' ', '-')}.wav"
        if not path.exists():
            with os.fdopen(open_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as file:
                file.write(tone_wav(kind))
        return path

    def _check(self) -> None:
        """Update the state from the process, without waiting."""
        reap()
        if self._child is None:
            return
        code, lasted = self._child.ended_with(), self._child.lasted
        if code is None:
            if lasted > _MAX_TONE_S:
                self.stop()
                self._give_up("hangs", again=False)
            return
        self._child = None
        if code:
            self._give_up(exit_failure(code), again=lasted < _WORTH_PLAYING_S)

    def _give_up(self, how: str, *, again: bool) -> None:
        """Go over to the next player, and play the present tone with it where that is wanted."""
        player = self._players.pop(0)
        if not self._players:
            self._trouble = f"{player.name} {how}; is there a sound device?"
        elif again:
            self._begin(self._kind)


BELL_PATTERNS: Mapping[CueKind, tuple[float, ...]] = {
    CueKind.COUNT: (0.0,),
    CueKind.START: (0.0, 0.2),
    CueKind.HALF: (0.0, 0.5),
    CueKind.HOLD: (0.0, 0.2, 0.4),
    CueKind.EASE_OFF: (0.0, 0.2, 0.7),
    CueKind.CHANGE: (0.0, 0.5, 1.0),
    CueKind.PAUSE: (0.0, 0.7),
    CueKind.BEAT: (0.0, 0.1),
    CueKind.END: (0.0, 0.2, 0.4, 0.6, 0.8),
}
"""Seconds of the bells for each kind of cue; what is a part of a step's beginning has none of its own."""


class BellCuePlayer:
    """The terminal's own bell."""

    trouble = ""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        """Ring by giving a byte to `write`, which is called from other threads too."""
        self._write = write
        self._coming: list[threading.Timer] = []

    @property
    def is_sounding(self) -> bool:
        """Whether a bell of the pattern is still to come."""
        return any(timer.is_alive() for timer in self._coming)

    def play(self, kind: CueKind) -> None:
        """Ring the pattern of `kind`, if it has one; returns after its first bell."""
        self.stop()
        pattern = BELL_PATTERNS.get(kind, ())
        self._coming = [threading.Timer(seconds, self._ring) for seconds in pattern if seconds]
        for timer in self._coming:
            timer.daemon = True
            timer.start()
        if pattern:
            self._ring()

    def stop(self) -> None:
        """Ring no more."""
        for timer in self._coming:
            timer.cancel()

    def close(self) -> None:
        """Ring no more, and wait for nothing but a bell that is being rung."""
        self.stop()
        for timer in self._coming:
            timer.join(PLAYER_CLOSING_S)
        self._coming = []

    def _ring(self) -> None:
        # A terminal that is gone is noticed where its keys are read.
        with contextlib.suppress(OSError, ValueError):
            self._write(b"\a")
