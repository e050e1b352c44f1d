"""`voice`."""

import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import typer

from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import with_choices
from backpain_cli.cli.output import print_json, say, show
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.settings import FASTEST_RATE, SLOWEST_RATE, Settings
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.library.settings import MAX_NAME_LENGTH, load_settings, save_settings, settings_problem

SAMPLE = "Hold your left, one minute. Ease off in five."

if TYPE_CHECKING:
    from backpain_cli.views.voice import VoiceState

_MOST_CODES = 20


def voice(
    text: str = typer.Option("", "--say", metavar="TEXT", help="Say this instead of the sample."),
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
    as_json: bool = typer.Option(False, "--json", help="Print it as JSON, and say nothing."),
) -> None:
    """List the speech and sound programs here, and say a sample.

    Examples: backpain voice; backpain voice --rate 150; backpain voice --language all
    """
    from backpain_cli.audio.audio_stage import default_sound_mode
    from backpain_cli.audio.players import installed_players
    from backpain_cli.audio.speech import program_for
    from backpain_cli.audio.speech_programs import installed_speech_programs, known_programs, language_of, voices_of
    from backpain_cli.views.voice import VoiceState, voice_page, voices_for

    before = load_settings()
    lists_all = language == "all"
    settings = _chosen(before, program=program, voice=name, rate=rate, language=None if lists_all else language)
    if settings != before:
        save_settings(settings)
    elif trouble := settings_problem():
        say(f"{trouble} It counts as empty.", style="caution")
    used = program_for(settings, installed_speech_programs())
    voices = voices_of(used) if used else []
    state = VoiceState(
        settings=settings,
        sound=default_sound_mode(settings.sound),
        known=[one.name for one in known_programs()],
        programs=installed_speech_programs(),
        used=used,
        players=installed_players(),
        voices=voices if lists_all else voices_for(voices, language_of(settings)),
        lists_all=lists_all,
    )
    if as_json:
        print_json(voice_document(state))
        return
    show(partial(voice_page, state))
    if not language_of(settings).startswith("en"):
        say(
            "The texts of a session are English, and this voice reads them by the rules of its language.",
            style="caution",
        )
    _say_sample(settings, text)


def voice_document(state: "VoiceState") -> dict[str, Any]:
    """Return `voice --json`."""
    from backpain_cli.audio.speech_programs import language_of
    from backpain_cli.export.json_documents import json_document

    return json_document(
        sound=state.sound,
        program=state.used and state.used.name,
        language=language_of(state.settings),
        voice=state.settings.voice or None,
        rate=state.settings.rate or None,
        programs=[one.name for one in state.programs],
        players=[one.name for one in state.players],
        voices=list(state.voices),
    )


def _chosen(
    before: Settings, *, program: str | None, voice: str | None, rate: int | None, language: str | None
) -> Settings:
    """Return `before` with what was chosen; None leaves a value as it is.

    Raises:
        BackpainError: there is no such program, voice or rate.
    """
    from backpain_cli.audio.speech import program_for
    from backpain_cli.audio.speech_programs import installed_speech_programs, known_programs, speakable, voices_of
    from backpain_cli.views.voice import voices_for

    if rate and not SLOWEST_RATE <= rate <= FASTEST_RATE:
        raise UsageError(f"--rate {rate}: a rate is {SLOWEST_RATE} to {FASTEST_RATE} words a minute, or 0.")
    for option, name in (("--program", program), ("--voice", voice), ("--language", language)):
        if (name and speakable(name) != name) or len(name or "") > MAX_NAME_LENGTH:
            raise UsageError(f"{option}: {escape_for_terminal(name or '', most=40)} is not a name.")
    names = [known.name for known in known_programs()]
    if program and program not in names:
        hint = f"Known here: {', '.join(names)}."
        raise UsageError(f"--program {escape_for_terminal(program)}: no such program is known.", hint)
    if language is not None:
        language = language.lower()
    settings = with_choices(before, speech_program=program, rate=rate, voice=voice, language=language)
    used = program_for(settings, installed_speech_programs())
    if used is None and (voice or language):
        option, name = ("--voice", voice) if voice else ("--language", language)
        message = f"{option} {escape_for_terminal(name or '')}: no speech program is installed that could have it."
        raise BackpainError(message, hint="Install one, such as espeak-ng, first.", exit_code=ExitCode.UNAVAILABLE)
    # A program that does not list its voices is believed.
    there = voices_of(used) if used is not None and (voice or language) else []
    if there and voice and voice not in {name for one in there for name in (one.name, one.language)}:
        message = f"--voice {escape_for_terminal(voice)}: {used.name if used else ''} has no such voice."
        raise UsageError(message, "`backpain voice` lists them.")
    if there and language and not voices_for(there, language):
        codes = ", ".join(sorted({one.language.partition("-")[0] for one in there})[:_MOST_CODES])
        message = f"--language {escape_for_terminal(language)}: {used.name if used else ''} has no voice for it."
        raise UsageError(message, f"It has voices for {codes}; `backpain voice --language all` lists every one.")
    return settings


def _say_sample(settings: Settings, text: str) -> None:
    """Say `text`, or the sample where it is empty, and wait for its end.

    Raises:
        BackpainError: a text was asked for and cannot be said.
    """
    from backpain_cli.audio.processes import AudioShutdown
    from backpain_cli.audio.speech import SilentSpeaker, speaker_for
    from backpain_cli.audio.speech_programs import MAX_SPEAKABLE_CHARACTERS

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
    if trouble:
        say(trouble, style="caution")
    elif len(text) > MAX_SPEAKABLE_CHARACTERS:
        say(f"Only the first {MAX_SPEAKABLE_CHARACTERS} characters are spoken.")
