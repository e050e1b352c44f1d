"""The page of `backpain voice`: what speaks and sounds on this machine, and what of it would be used."""

from collections.abc import Sequence

from backpain_cli.audio.players import Player
from backpain_cli.audio.speech_programs import SpeechProgram, Voice
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.terms import SoundMode
from backpain_cli.terminal.spans import Row, Span, labelled, paragraph

MOST_VOICES = 20
"""Voices that are listed by name unless all are asked for; the others are only counted."""


def voice_rows(
    *,
    settings: Settings,
    sound: SoundMode,
    programs: Sequence[SpeechProgram],
    used: SpeechProgram | None,
    voices: Sequence[Voice],
    players: Sequence[Player],
    width: int,
    most: int = MOST_VOICES,
) -> list[Row]:
    """Return the page.

    Args:
        settings: the person's preferences.
        sound: how cues are told with them.
        programs: the speech programs that are there.
        used: the one that would speak.
        voices: those of `used` for the language that is spoken.
        players: the programs that play tones.
        width: cells of a line.
        most: voices that are listed by name.
    """
    rows: list[Row] = []
    rows += labelled("Sound", f"{sound} (as chosen)" if settings.sound else f"{sound} (as shipped)", width)
    names = ", ".join(program.name for program in programs)
    rows += labelled("Speech", names or "no program is installed: espeak-ng is one", width)
    if used is not None:
        rate = f"{settings.rate} words a minute" if settings.rate else "its own rate"
        voice = settings.voice or "its own voice"
        rows += labelled("Used", f"{used.name}, language {settings.language or 'en'}, {voice}, {rate}", width)
    rows += labelled("Tones", ", ".join(player.name for player in players) or "the terminal's bell", width)
    if used is not None:
        rows += [(), (Span(f"Voices of {used.name}", "strong"),)]
        if not voices:
            rows += paragraph("It lists none for this language: --language all shows every one.", width)
        listed = voices[:most]
        column = max((len(each.name) for each in listed), default=0) + 2
        for each in listed:
            # Several programs call a voice by the code of its language alone.
            code = each.language if each.language != each.name.lower() else ""
            rows.append((Span(each.name.ljust(column) if code else each.name, "key"), Span(code)))
        if (more := len(voices) - most) > 0:
            rows += paragraph(f"... and {more} more: --language all shows every one.", width)
    return rows


def voices_for(voices: Sequence[Voice], language: str) -> list[Voice]:
    """Return those of `voices` that speak `language`, a code such as `en` or `en-gb`."""
    wanted = language.lower().replace("_", "-")
    return [
        voice for voice in voices if voice.language.lower() == wanted or voice.language.lower().startswith(f"{wanted}-")
    ]
