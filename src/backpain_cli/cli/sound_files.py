"""The session as a sound file: the plan joined with our tones and with what speaks here."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from backpain_cli.cli.fitting import for_this_person
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.plan import lay_out
from backpain_cli.domain.routine import Routine
from backpain_cli.domain.text import shown
from backpain_cli.export.audio import OPENINGS, STOP_SENTENCE, session_wav
from backpain_cli.library.settings import load_settings
from backpain_cli.terminal.changes import change_rows
from backpain_cli.terminal.paper import talk
from backpain_cli.terminal.spans import row
from backpain_cli.terminal.speech_files import speech_writer
from backpain_cli.terminal.tones import samples_of


def write_session(routine: Routine, path: Path, *, gentle: bool) -> None:
    """Write `routine`, as this person may do it, as a WAV file, and tell what a listener has to know.

    Raises:
        BackpainError: the routine is not for this person, or the file cannot be made or not be written to its end.
    """
    adapted = for_this_person(routine, gentle=gentle)
    if adapted.refused:
        raise BackpainError(adapted.refused, exit_code=ExitCode.SEE_A_DOCTOR_FIRST)
    plan = lay_out(adapted.routine)
    speak = speech_writer(load_settings())
    write_pieces(session_wav(plan, speak=speak, tones=samples_of, openings=OPENINGS), path)
    trouble = "No program here writes speech to a file." if speak is None else speak.trouble
    paper = talk()
    paper.print([row(f"{trouble} The file has tones only.")] if speak is None else [row(trouble)] if trouble else [])
    paper.print([*change_rows(adapted.changes, paper.width), row(STOP_SENTENCE, "caution")])


def write_pieces(pieces: Iterable[bytes], path: Path) -> None:
    """Write `pieces` one by one to the file at `path`; a regular file is there whole or as it was.

    Raises:
        BackpainError: the file cannot be made, or not be written to its end.
    """
    # A device or a pipe is written to; nothing can be put in its place.
    is_special = path.exists() and not path.is_file()
    target = path if is_special or path.is_symlink() else path.with_name(f".{path.name}.{os.getpid()}")
    try:
        file = target.open("wb")
    except OSError as error:
        raise _cannot(path, error, ExitCode.CANNOT_CREATE) from None
    try:
        with file:
            for piece in pieces:
                file.write(piece)
        if target is not path:
            target.replace(path)
    except OSError as error:
        if target is not path:
            # Half a session helps nobody; where not even that can be taken away, it is told all the same.
            with contextlib.suppress(OSError):
                target.unlink()
        raise _cannot(path, error, ExitCode.IO) from None


def _cannot(path: Path, error: OSError, code: ExitCode) -> BackpainError:
    return BackpainError(
        f"{shown(str(path))} cannot be written: {(error.strerror or 'unknown reason').lower()}.",
        hint="Choose another file." if code is ExitCode.CANNOT_CREATE else "Nothing of it was kept.",
        exit_code=code,
    )
