"""`routine`, its preview and sound file."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from backpain_cli.audio.speech_programs import speech_writer
from backpain_cli.audio.tones import tone_samples
from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
from backpain_cli.cli.options import complete_routines
from backpain_cli.cli.output import print_json, print_page
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.adaptation import unadapted
from backpain_cli.domain.terms import SoundMode
from backpain_cli.export.session_wav import OPENINGS, STOP_SENTENCE, session_wav
from backpain_cli.files import write_atomically
from backpain_cli.terminal.changes import change_rows, refused_rows
from backpain_cli.terminal.sheets import preview_rows
from backpain_cli.terminal.spans import Row, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backpain_cli.cli.options import SessionOptions
    from backpain_cli.pictures.body.chart import ChartSeries


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(routine)


def preview_json(routine: Routine, context: AppContext, *, gentle: bool) -> None:
    """Print the plan of `routine` as JSON.

    Raises:
        BackpainError: the routine is not for this person now.
    """
    from backpain_cli.export.json_documents import plan_form

    print_json(plan_form(plan_for(adapted_routine(routine, context, gentle=gentle))))


def preview_page(routine: Routine, context: AppContext, *, gentle: bool) -> None:
    """Print the plan of `routine` with its times, and its chart where there is room.

    A routine that is not for this person now is shown as it is written, below the reason.
    """
    adapted = adapted_routine(routine, context, gentle=gentle)
    plan = plan_for(unadapted(routine) if adapted.refused else adapted)

    def words(width: int) -> list[Row]:
        refused = refused_rows(adapted.refused, width) if adapted.refused else []
        return [*refused, *change_rows(adapted.changes, width), *preview_rows(plan, width)]

    def charted() -> "Sequence[ChartSeries]":
        from backpain_cli.pictures.body.chart import series_of_routine

        return series_of_routine(context.atlas, plan.routine)

    print_page(words, charted)


def write_session(routine: Routine, path: Path, context: AppContext, *, gentle: bool, inputs: Iterable[Path]) -> None:
    """Write `routine`, as this person may do it, as a WAV file, and print what a listener has to know.

    Args:
        routine: the routine.
        path: of the WAV file.
        context: has what is saved of the person.
        gentle: whether to use the gentler form.
        inputs: the files that the routine was read from.

    Raises:
        BackpainError: the routine is not for this person, what is saved of them cannot be read, or the file cannot be
            made or not be written to its end.
    """
    # A sound file cannot show that it is not adapted, and is followed with closed eyes.
    adapted = adapted_routine(routine, context, gentle=gentle, must_read=True)
    plan = plan_for(adapted)
    speak = speech_writer(context.settings)
    write_atomically(path, session_wav(plan, speak=speak, tones=tone_samples, openings=OPENINGS), inputs=inputs)
    trouble = "No program here writes speech to a file." if speak is None else speak.trouble
    paper = context.err
    paper.print([row(f"{trouble} The file has tones only.")] if speak is None else [row(trouble)] if trouble else [])
    paper.print([*change_rows(adapted.changes, paper.width), row(STOP_SENTENCE, "caution")])


def routine(
    name: str | None = typer.Argument(
        None, metavar="[NAME|FILE]", help="A routine's name, or a YAML file.", autocompletion=complete_routines
    ),
    preview: bool = typer.Option(False, "--preview", help="Show the plan with its times, and exit."),
    as_json: bool = typer.Option(False, "--json", help="Print the plan as JSON, with --preview."),
    plain: bool = typer.Option(False, "--plain", help="Print lines only, for screen readers, logs and old terminals."),
    speed: int = typer.Option(1, min=1, max=1000, metavar="N", help="Rehearse N times as fast."),
    from_step: int = typer.Option(1, "--from", min=1, metavar="STEP", help="Rehearse from this step on."),
    gentle: bool = typer.Option(False, "--gentle", help="Do the gentler form: press half of the points."),
    big: bool = typer.Option(False, "--big", help="Start with digits as large as the screen."),
    resume: bool = typer.Option(False, "--resume", help="Resume the interrupted session; give no name."),
    sound: SoundMode | None = typer.Option(None, "--sound", help="Choose what you hear at each change (saved)."),
    flash: bool | None = typer.Option(
        None, "--flash/--no-flash", help="Flash large digits at each change, or do not (saved)."
    ),
    events: bool = typer.Option(False, "--events", help="Print each event as JSON, one object per line."),
    no_save: bool = typer.Option(False, "--no-save", help="Save nothing of this session."),
    export_audio: Path | None = typer.Option(
        None, "--export-audio", metavar="FILE", help="Write the session to a WAV file, for your phone."
    ),
) -> None:
    """Start a session that guides you through a routine.

    Example: backpain routine lower-back
    """
    from backpain_cli.cli.context import AppContext
    from backpain_cli.domain.errors import BackpainError, ExitCode
    from backpain_cli.library.routines.finder import find_routine

    def options() -> "SessionOptions":
        from backpain_cli.cli.options import SessionOptions, choices_for_session

        settings = choices_for_session(sound=sound, flash=flash, saves=not no_save)
        return SessionOptions(
            plain=plain,
            big=big or settings.big,
            speed=speed,
            from_step=from_step,
            gentle=gentle,
            record=not no_save,
            resume=resume,
            events=events,
            sound=sound or "",
            flash=flash,
        )

    with AppContext(saves=not no_save) as context:
        if resume:
            from backpain_cli.cli.session.resume import resume as resume_newest

            if preview or from_step > 1 or speed > 1:
                said = "--resume goes on where it was, and takes no other way to begin."
                raise BackpainError(said, exit_code=ExitCode.USAGE)
            if no_save:
                said = "--no-save is for a new session: part of the interrupted one is already saved."
                raise BackpainError(said, exit_code=ExitCode.USAGE)
            raise typer.Exit(resume_newest(context, options()))
        if not name:
            from backpain_cli.cli.session.start import choose_routine

            if (name := choose_routine(context.atlas) or "") == "":
                return
        wanted = find_routine(name, context.atlas)
        if as_json and not preview:
            raise BackpainError("--json works only with --preview.", exit_code=ExitCode.USAGE)
        if from_step > len(wanted.steps):
            raise BackpainError(
                f"--from {from_step}: this routine has {len(wanted.steps)} steps.",
                hint=f"`backpain routine {wanted.key} --preview` shows them.",
                exit_code=ExitCode.USAGE,
            )
        if export_audio is not None:
            # what makes sound is wanted for this only
            from backpain_cli.library.routines.finder import paths_in

            if preview or from_step > 1 or speed > 1:
                raise BackpainError(
                    "--export-audio writes the whole session: it cannot be combined with --preview, --speed or --from.",
                    exit_code=ExitCode.USAGE,
                )
            write_session(wanted, export_audio, context, gentle=gentle, inputs=paths_in(name))
            return
        if not preview:
            from backpain_cli.cli.session.start import start_session

            raise typer.Exit(start_session(wanted, context, options()))

        if sound is not None or flash is not None:
            options()  # saves the choices
        if as_json:
            preview_json(wanted, context, gentle=gentle)
        else:
            preview_page(wanted, context, gentle=gentle)
