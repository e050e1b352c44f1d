"""`backpain routine`: be led through it."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.completing import routine_names
from backpain_cli.domain.sound import Sound

if TYPE_CHECKING:  # a look at a plan asks for no session
    from backpain_cli.cli.wishes import Wishes


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(routine)


def routine(
    name: str | None = typer.Argument(
        None, metavar="[NAME|FILE]", help="A routine's name, or a YAML file.", autocompletion=routine_names
    ),
    preview: bool = typer.Option(False, "--preview", help="Show the plan with its times, and end."),
    as_json: bool = typer.Option(False, "--json", help="With --preview: print the plan as JSON."),
    plain: bool = typer.Option(False, "--plain", help="Lines only: for screen readers, logs and old terminals."),
    speed: int = typer.Option(1, min=1, max=1000, metavar="N", help="Rehearse N times as fast."),
    from_step: int = typer.Option(1, "--from", min=1, metavar="STEP", help="Rehearse from the step of this number on."),
    gentle: bool = typer.Option(False, "--gentle", help="The gentler form: half of the points are pressed."),
    big: bool = typer.Option(False, "--big", help="Begin with digits as large as the screen."),
    resume: bool = typer.Option(
        False, "--resume", help="Go on with the session that was broken off; goes without a name."
    ),
    sound: Sound | None = typer.Option(None, "--sound", help="What you hear at each change, kept for later."),
    flash: bool | None = typer.Option(
        None, "--flash/--no-flash", help="Whether large digits flash at each change, kept for later."
    ),
    events: bool = typer.Option(False, "--events", help="Write what happens as JSON, one object a line."),
    no_save: bool = typer.Option(False, "--no-save", help="Keep nothing of this session."),
    export_audio: Path | None = typer.Option(
        None, "--export-audio", metavar="FILE", help="Write the session as a WAV file, for a phone or a player."
    ),
) -> None:
    """Be led through a routine, timed to the second.

    Examples: backpain routine lower-back; backpain routine neck --preview; backpain routine my-back.yaml --speed 20
    """
    from backpain_cli.cli.context import AppContext
    from backpain_cli.domain.errors import BackpainError, ExitCode
    from backpain_cli.library.routines import find_routine

    def wishes() -> "Wishes":
        from backpain_cli.cli.choices import choices_for_session
        from backpain_cli.cli.wishes import Wishes

        settings = choices_for_session(sound=sound, flash=flash, saves=not no_save)
        return Wishes(
            plain=plain,
            big=big or settings.big,
            speed=speed,
            from_step=from_step,
            gentle=gentle,
            saves=not no_save,
            resume=resume,
            events=events,
            sound=sound or "",
            flash=flash,
        )

    with AppContext(saves=not no_save) as context:
        if resume:
            from backpain_cli.cli.taking_up import resume as take_up

            if preview or from_step > 1 or speed > 1:
                said = "--resume goes on where it was, and takes no other way to begin."
                raise BackpainError(said, exit_code=ExitCode.USAGE)
            if no_save:
                said = "--no-save is for a session from its beginning: of the one that was broken off, a part is kept."
                raise BackpainError(said, exit_code=ExitCode.USAGE)
            raise typer.Exit(take_up(context, wishes()))
        if not name:
            from backpain_cli.cli.leading import choose_routine

            if (name := choose_routine(context.atlas) or "") == "":
                return
        wanted = find_routine(name, context.atlas)
        if as_json and not preview:
            raise BackpainError("--json goes with --preview.", exit_code=ExitCode.USAGE)
        if from_step > len(wanted.steps):
            raise BackpainError(
                f"--from {from_step}: this routine has {len(wanted.steps)} steps.",
                hint=f"`backpain routine {wanted.key} --preview` shows them.",
                exit_code=ExitCode.USAGE,
            )
        if export_audio is not None:
            from backpain_cli.cli.sound_files import write_session  # what makes sound is wanted for this only
            from backpain_cli.library.routine_names import paths_in

            if preview or from_step > 1 or speed > 1:
                raise BackpainError(
                    "--export-audio writes the whole session: it goes without --preview, --speed and --from.",
                    exit_code=ExitCode.USAGE,
                )
            write_session(wanted, export_audio, context, gentle=gentle, inputs=paths_in(name))
            return
        if not preview:
            from backpain_cli.cli.leading import lead  # what runs a session is not wanted for a look at the plan

            raise typer.Exit(lead(wanted, context, wishes()))
        from backpain_cli.cli.previewing import preview_json, preview_page

        if sound is not None or flash is not None:
            wishes()  # what is chosen is kept, whatever it is chosen with
        if as_json:
            preview_json(wanted, context, gentle=gentle)
        else:
            preview_page(wanted, context, gentle=gentle)
