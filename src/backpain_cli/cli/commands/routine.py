"""`routine`, its preview and sound file."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import SessionOptions, complete_routines
from backpain_cli.cli.output import print_json, say, show, show_with_chart, write_output
from backpain_cli.cli.typed_words import WordsReader
from backpain_cli.domain.terms import SoundMode
from backpain_cli.domain.text import escape_for_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backpain_cli.domain.routine.routine import Routine
    from backpain_cli.pictures.body.chart import ChartSeries


def routine(
    words: list[str] | None = typer.Argument(
        None,
        metavar="[NAME|FILE]",
        help="A routine's name, where it hurts, or a YAML file.",
        autocompletion=complete_routines,
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
    still: bool = typer.Option(False, "--still", help="Keep every picture still, and flash nothing."),
    level: int | None = typer.Option(
        None, "--level", min=1, max=3, metavar="N", help="Do no move above this level, this once."
    ),
    without_optional: bool = typer.Option(False, "--without-optional", help="Leave out the optional steps."),
    events: bool = typer.Option(False, "--events", help="Print each event as JSON, one object per line."),
    demo: bool = typer.Option(False, "--demo", help="Play it fast, to look at: no questions, nothing is saved."),
    no_save: bool = typer.Option(False, "--no-save", help="Save nothing of this session."),
    export_audio: Path | None = typer.Option(
        None, "--export-audio", metavar="FILE", help="Write the session to a WAV file, for your phone."
    ),
) -> None:
    """Start a session that guides you through a routine.

    Examples: backpain routine lower back; backpain routine neck --preview; backpain routine my-back.yaml --speed 20
    """
    options = SessionOptions(
        plain=plain,
        big=big,
        speed=speed,
        from_step=from_step,
        gentle=gentle,
        record=not no_save,
        resume=resume,
        events=events,
        sound=sound,
        flash=flash,
        still=still,
        level=level or 0,
        without_optional=without_optional,
    )
    with AppContext(options) as context:
        if resume:
            _resume(context, shows_only=preview or demo)
        elif name := _typed_routine(words, context, as_json=as_json) if words else _choose(context):
            _run(name, context, preview=preview, as_json=as_json, export_audio=export_audio, demo=demo)


def _resume(context: AppContext, *, shows_only: bool) -> None:
    from backpain_cli.cli.session.resume import resume_chosen

    options = context.options
    if shows_only or options.from_step > 1 or options.speed > 1:
        raise UsageError("--resume goes on where it was, and takes no other way to begin.")
    if not options.record:
        raise UsageError("--no-save is for a new session: part of the interrupted one is already saved.")
    context.save_choices()
    raise typer.Exit(resume_chosen(context))


def _typed_routine(words: list[str], context: AppContext, *, as_json: bool) -> str:
    """Return the name of the routine that was typed, or of the one for the place that was.

    Raises:
        UnknownNameError: there is none.
        typer.Exit: a sign was typed, which was answered: nothing leads on to a session.
    """
    from backpain_cli.domain.errors import UnknownNameError
    from backpain_cli.domain.names import normalize_name
    from backpain_cli.library.routines.finder import find_routine, list_routines, paths_in
    from backpain_cli.paths import keys_of_own, keys_of_shipped

    name = " ".join(words)
    if paths_in(name) or normalize_name(name) in {*keys_of_own(), *keys_of_shipped()}:
        return name
    reader = WordsReader(context, as_json=as_json)
    if (sign := reader.sign(name)) is not None:
        reader.end_with(sign)
    try:
        return find_routine(name, context.atlas).key
    except UnknownNameError:
        if (key := reader.routine(name, list_routines(context.atlas).routines)) is None:
            raise
    say(f"Took `{escape_for_terminal(name, most=60)}` for the routine {key}.", context.err)
    return key


def _choose(context: AppContext) -> str | None:
    from backpain_cli.cli.session.start import choose_routine

    return choose_routine(context)


def _run(
    name: str, context: AppContext, *, preview: bool, as_json: bool, export_audio: Path | None, demo: bool
) -> None:
    """Start the session of a routine, or show or write its plan instead."""
    from backpain_cli.library.routines.finder import find_routine, paths_in
    from backpain_cli.library.routines.reader import UnbalancedRoutineError

    options = context.options
    try:
        found = find_routine(name, context.atlas)
    except UnbalancedRoutineError as error:
        if preview and not as_json:
            from backpain_cli.views.plan import unbalanced_page

            show(partial(unbalanced_page, error.title, error.steps, error.wanted_s))
        raise
    if as_json and not preview:
        raise UsageError("--json works only with --preview.")
    if options.from_step > len(found.steps):
        raise UsageError(
            f"--from {options.from_step}: this routine has {len(found.steps)} steps.",
            f"`backpain routine {found.key} --preview` shows them.",
        )
    if demo:
        if preview or export_audio or options.events or options.speed > 1:
            raise UsageError("--demo cannot be combined with --preview, --export-audio, --events or --speed.")
        from backpain_cli.cli.session.demo import play_demo

        raise typer.Exit(play_demo(found, context))
    if export_audio is not None:
        if preview or options.from_step > 1 or options.speed > 1:
            raise UsageError(
                "--export-audio writes the whole session: it cannot be combined with --preview, --speed or --from."
            )
        _write_audio(found, export_audio, context, inputs=paths_in(name))
    elif preview:
        if options.sound is not None or options.flash is not None:
            context.save_choices()
        _print_preview(found, context, as_json=as_json)
    else:
        from backpain_cli.cli.session.start import start_session

        context.save_choices()
        raise typer.Exit(start_session(found, context))


def _print_preview(routine: "Routine", context: AppContext, *, as_json: bool) -> None:
    """Print the plan of `routine` with its times, and its chart where there is room.

    A routine that is not for this person now is shown as it is written, below the reason; as JSON it is an error.
    """
    from backpain_cli.domain.safety.adaptation import unadapted
    from backpain_cli.views.plan import PLAN_CHART_SINCE, plan_page

    adapted = adapted_routine(routine, context, gentle=context.options.gentle)
    if as_json:
        from backpain_cli.export.plan_documents import plan_document

        print_json(plan_document(plan_for(adapted)))
        return
    plan = plan_for(unadapted(routine) if adapted.refused else adapted)

    def charted() -> "Sequence[ChartSeries]":
        from backpain_cli.pictures.body.chart import series_of_routine

        return series_of_routine(context.atlas, plan.routine)

    show_with_chart(
        lambda room, chart: plan_page(plan, room, changes=adapted.changes, refused=adapted.refused, chart=chart),
        charted,
        since=PLAN_CHART_SINCE,
    )


def _write_audio(routine: "Routine", path: Path, context: AppContext, *, inputs: "Sequence[Path]") -> None:
    """Write `routine`, as this person may do it, as a WAV file, and print what a listener has to know.

    Raises:
        BackpainError: the routine is not for this person, what is saved of them cannot be read, or the file cannot be
            made or not be written to its end.
    """
    from backpain_cli.audio.speech_programs import speech_writer
    from backpain_cli.audio.tones import tone_samples
    from backpain_cli.export.session_wav import session_wav, spoken_openings
    from backpain_cli.terminal.console import talk
    from backpain_cli.views.safety import change_section, section_cards

    # A sound file cannot show that it is not adapted, and is followed with closed eyes.
    adapted = adapted_routine(routine, context, gentle=context.options.gentle, must_read=True)
    plan = plan_for(adapted)
    speak, spoken_first = speech_writer(context.settings), spoken_openings(context.in_session_texts)
    write_output(session_wav(plan, speak=speak, tones=tone_samples, openings=spoken_first), path, inputs=inputs)
    if speak is None:
        say("No program here writes speech to a file. The file has tones only.", context.err)
    elif speak.trouble:
        say(speak.trouble, context.err)
    show(lambda room: section_cards([change_section(adapted.changes)], room), talk())
    say(spoken_first[0], context.err, style="caution")
