"""`voice`."""

import sys
import time
from dataclasses import replace

import typer

from backpain_cli.audio.processes import AudioShutdown
from backpain_cli.audio.speech import SilentSpeaker, program_for, speaker_for
from backpain_cli.audio.speech_programs import (
    MAX_SPEAKABLE_CHARACTERS,
    SpeechProgram,
    installed_speech_programs,
    known_programs,
    speakable,
    voices_of,
)
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.settings import FASTEST_RATE, SLOWEST_RATE, Settings
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.library.settings import MAX_NAME_LENGTH
from backpain_cli.terminal.paper import talk
from backpain_cli.terminal.spans import row


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(voice)


SAMPLE = "Hold your left, one minute. Ease off in five."


def chosen(
    before: Settings, *, program: str | None, voice: str | None, rate: int | None, language: str | None
) -> Settings:
    """Return `before` with what was asked for; None leaves a value as it is.

    Raises:
        BackpainError: there is no such program, voice or rate.
    """
    if rate and not SLOWEST_RATE <= rate <= FASTEST_RATE:
        raise _wrong(f"--rate {rate}: a rate is {SLOWEST_RATE} to {FASTEST_RATE} words a minute, or 0.", "")
    for option, name in (("--program", program), ("--voice", voice), ("--language", language)):
        if (name and speakable(name) != name) or len(name or "") > MAX_NAME_LENGTH:
            raise _wrong(f"{option}: {escape_for_terminal(name or '', most=40)} is not a name.", "")
    if program and program not in {known.name for known in known_programs()}:
        names = ", ".join(known.name for known in known_programs())
        raise _wrong(f"--program {escape_for_terminal(program)}: no such program is known.", f"Known here: {names}.")
    settings = replace(
        before,
        speech_program=before.speech_program if program is None else program,
        rate=before.rate if rate is None else rate,
        voice=before.voice if voice is None else voice,
        language=before.language if language is None else language.lower(),
    )
    if voice and (used := spoken_program(settings)) is not None:
        names_there = {there.name for there in voices_of(used)} | {there.language for there in voices_of(used)}
        # A program that does not list its voices is believed.
        if names_there and voice not in names_there:
            raise _wrong(
                f"--voice {escape_for_terminal(voice)}: {used.name} has no such voice.", "`backpain voice` lists them."
            )
    return settings


def spoken_program(settings: Settings) -> SpeechProgram | None:
    """Return the program that would speak, or None."""
    return program_for(settings, installed_speech_programs())


def say_sample(settings: Settings, text: str) -> None:
    """Say `text`, or the sample where it is empty, and wait until it was said.

    Raises:
        BackpainError: a text was asked for and cannot be heard.
    """
    speaker = speaker_for(settings)
    with AudioShutdown() as audio:
        audio.of(speaker)
        if not isinstance(speaker, SilentSpeaker):
            sys.stdout.flush()
            speaker.say(text or SAMPLE)
            while speaker.is_speaking:
                time.sleep(0.02)
        trouble = speaker.trouble
    if trouble and text:
        raise BackpainError(trouble, exit_code=ExitCode.UNAVAILABLE)
    paper = talk()
    if trouble:
        paper.print([row(trouble, "caution")])
    elif len(text) > MAX_SPEAKABLE_CHARACTERS:
        paper.print([row(f"Only the first {MAX_SPEAKABLE_CHARACTERS} characters are spoken.")])


def _wrong(message: str, hint: str) -> BackpainError:
    return BackpainError(message, hint=hint, exit_code=ExitCode.USAGE)


def voice(
    say: str = typer.Option("", "--say", metavar="TEXT", help="Say this instead of the sample."),
    program: str | None = typer.Option(None, "--program", metavar="NAME", help="Speak with this program from now on."),
    name: str | None = typer.Option(None, "--voice", metavar="NAME", help="Speak with this voice from now on."),
    rate: int | None = typer.Option(
        None,
        "--rate",
        metavar="WORDS",
        help=f"Speak this fast from now on, {SLOWEST_RATE} to {FASTEST_RATE} words a minute; 0 is the voice's own.",
    ),
    language: str | None = typer.Option(
        None, "--language", metavar="CODE", help="Speak this language from now on; `all` lists every voice."
    ),
) -> None:
    """List the speech and sound programs here, and say a sample.

    Example: backpain voice --rate 150
    """
    from backpain_cli.audio.audio_stage import default_sound_mode
    from backpain_cli.audio.players import installed_players
    from backpain_cli.audio.speech_programs import installed_speech_programs, language_of, voices_of
    from backpain_cli.library.settings import load_settings, save_settings, settings_problem
    from backpain_cli.terminal.paper import Paper, talk
    from backpain_cli.terminal.spans import row
    from backpain_cli.terminal.voice_page import MOST_VOICES, voice_rows, voices_for

    before = load_settings()
    lists_all = language == "all"
    settings = chosen(before, program=program, voice=name, rate=rate, language=None if lists_all else language)
    if settings != before:
        save_settings(settings)
    elif trouble := settings_problem():
        talk().print([row(f"{trouble} It counts as empty.", "caution")])
    used = spoken_program(settings)
    voices = voices_of(used) if used else []
    paper = Paper()
    paper.print(
        voice_rows(
            settings=settings,
            sound=default_sound_mode(settings.sound),
            programs=installed_speech_programs(),
            used=used,
            voices=voices if lists_all else voices_for(voices, language_of(settings)),
            players=installed_players(),
            width=paper.width,
            most=len(voices) if lists_all else MOST_VOICES,
        )
    )
    say_sample(settings, say)
