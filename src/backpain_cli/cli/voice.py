"""`backpain voice`: what can speak here, and how it sounds."""

import typer

from backpain_cli.domain.settings import FASTEST_RATE, SLOWEST_RATE


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(voice)


def voice(
    say: str = typer.Option("", "--say", metavar="TEXT", help="Say this instead of the sample."),
    program: str | None = typer.Option(None, "--program", metavar="NAME", help="Speak with this program from now on."),
    name: str | None = typer.Option(None, "--voice", metavar="NAME", help="Speak with this voice from now on."),
    rate: int | None = typer.Option(
        None,
        "--rate",
        metavar="WORDS",
        help=f"Speak so many words a minute from now on, {SLOWEST_RATE} to {FASTEST_RATE}; 0 is the voice's own.",
    ),
    language: str | None = typer.Option(
        None, "--language", metavar="CODE", help="Speak in this language from now on; `all` lists the voices of all."
    ),
) -> None:
    """List what can speak and play sounds here, and say a sample.

    Examples: backpain voice; backpain voice --rate 150; backpain voice --language all
    """
    from backpain_cli.cli.sound_choices import chosen, say_sample, spoken_program
    from backpain_cli.library.settings import load_settings, save_settings, trouble_with_settings
    from backpain_cli.terminal.ear_stages import sound_for
    from backpain_cli.terminal.paper import Paper, talk
    from backpain_cli.terminal.players import installed_players
    from backpain_cli.terminal.spans import row
    from backpain_cli.terminal.speech_programs import installed_programs, language_of, voices_of
    from backpain_cli.terminal.voice_page import MOST_VOICES, voice_rows, voices_for

    before = load_settings()
    lists_all = language == "all"
    settings = chosen(before, program=program, voice=name, rate=rate, language=None if lists_all else language)
    if settings != before:
        save_settings(settings)
    elif trouble := trouble_with_settings():
        talk().print([row(f"{trouble} It counts as empty.", "caution")])
    used = spoken_program(settings)
    voices = voices_of(used) if used else []
    paper = Paper()
    paper.print(
        voice_rows(
            settings=settings,
            sound=sound_for(settings.sound),
            programs=installed_programs(),
            used=used,
            voices=voices if lists_all else voices_for(voices, language_of(settings)),
            players=installed_players(),
            width=paper.width,
            most=len(voices) if lists_all else MOST_VOICES,
        )
    )
    say_sample(settings, say)
