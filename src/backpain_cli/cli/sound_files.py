"""The session as a sound file: the plan joined with our tones and with what speaks here."""

from collections.abc import Iterable
from pathlib import Path

from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
from backpain_cli.domain.routine import Routine
from backpain_cli.export.audio import OPENINGS, STOP_SENTENCE, session_wav
from backpain_cli.files import write_atomically
from backpain_cli.library.settings import load_settings
from backpain_cli.terminal.changes import change_rows
from backpain_cli.terminal.spans import row
from backpain_cli.terminal.speech_files import speech_writer
from backpain_cli.terminal.tones import samples_of


def write_session(routine: Routine, path: Path, context: AppContext, *, gentle: bool, inputs: Iterable[Path]) -> None:
    """Write `routine`, as this person may do it, as a WAV file, and tell what a listener has to know.

    Args:
        routine: the routine.
        path: of the WAV file.
        context: has what is saved of the person.
        gentle: whether it is the gentler form.
        inputs: the files that the routine was read from.

    Raises:
        BackpainError: the routine is not for this person, what is saved of them cannot be read, or the file cannot be
            made or not be written to its end.
    """
    # A sound file cannot show that it is not adapted, and is followed with closed eyes.
    adapted = adapted_routine(routine, context, gentle=gentle, must_read=True)
    plan = plan_for(adapted)
    speak = speech_writer(load_settings())
    write_atomically(path, session_wav(plan, speak=speak, tones=samples_of, openings=OPENINGS), inputs=inputs)
    trouble = "No program here writes speech to a file." if speak is None else speak.trouble
    paper = context.err
    paper.print([row(f"{trouble} The file has tones only.")] if speak is None else [row(trouble)] if trouble else [])
    paper.print([*change_rows(adapted.changes, paper.width), row(STOP_SENTENCE, "caution")])
