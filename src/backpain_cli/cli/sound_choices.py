"""Choosing a voice: what a person may ask for, and hearing it."""

import sys
import time
from dataclasses import replace

from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.settings import FASTEST_RATE, SLOWEST_RATE, Settings
from backpain_cli.domain.text import shown
from backpain_cli.library.settings import LONGEST_NAME
from backpain_cli.terminal.last_words import LastWords
from backpain_cli.terminal.paper import talk
from backpain_cli.terminal.spans import row
from backpain_cli.terminal.speech import LONGEST_TEXT, NoSpeaker, program_for, speakable, speaker_for
from backpain_cli.terminal.speech_programs import Program, installed_programs, known_programs, voices_of

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
        if (name and speakable(name) != name) or len(name or "") > LONGEST_NAME:
            raise _wrong(f"{option}: {shown(name or '', most=40)} is no name.", "")
    if program and program not in {known.name for known in known_programs()}:
        names = ", ".join(known.name for known in known_programs())
        raise _wrong(f"--program {shown(program)}: no such program is known.", f"Known here: {names}.")
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
            raise _wrong(f"--voice {shown(voice)}: {used.name} has no such voice.", "`backpain voice` lists them.")
    return settings


def spoken_program(settings: Settings) -> Program | None:
    """Return the program that would speak, or None."""
    return program_for(settings, installed_programs())


def say_sample(settings: Settings, text: str) -> None:
    """Say `text`, or the sample where it is empty, and wait until it was said.

    Raises:
        BackpainError: a text was asked for and cannot be heard.
    """
    speaker = speaker_for(settings)
    with LastWords() as last_words:
        last_words.of(speaker)
        if not isinstance(speaker, NoSpeaker):
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
    elif len(text) > LONGEST_TEXT:
        paper.print([row(f"Only the first {LONGEST_TEXT} characters are spoken.")])


def _wrong(message: str, hint: str) -> BackpainError:
    return BackpainError(message, hint=hint, exit_code=ExitCode.USAGE)
