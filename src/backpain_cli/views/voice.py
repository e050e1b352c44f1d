"""What speaks and sounds on this machine, and what of it would be used: `backpain voice`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.audio.players import Player
from backpain_cli.audio.speech_programs import SpeechProgram, Voice
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.terms import SoundMode
from backpain_cli.views.widgets import Cell, Column, Room, card, labelled, page, prose, responsive_table, title

MAX_LISTED_VOICES = 20
"""Voices that are listed by name unless all are asked for; the others are only counted."""


class VoiceState(NamedTuple):
    """What there is on this machine, and what is chosen of it."""

    settings: Settings
    sound: SoundMode
    """What is heard with these settings."""
    known: Sequence[str]
    """The names of the speech programs that could be used."""
    programs: Sequence[SpeechProgram]
    """Those that are installed."""
    used: SpeechProgram | None
    """The one that would speak."""
    players: Sequence[Player]
    """The programs that play tones."""
    voices: Sequence[Voice]
    """Those of `used` for the language that is spoken, or all of them."""
    lists_all: bool = False


def voice_page(state: VoiceState, room: Room) -> RenderableType:
    """Return what is heard and with what, and the voices that can be chosen."""
    settings, used = state.settings, state.used
    facts: list[tuple[str, Cell]] = [
        ("sound", _chosen(state.sound, "as chosen" if settings.sound else "as shipped")),
        ("speaks", _speaks(settings, used)),
        ("tones", ", ".join(player.name for player in state.players) or "the terminal's bell"),
        ("found", _found(state, room)),
    ]
    inner = room._replace(columns=room.columns - 4)
    return page(
        room,
        card(room, "What you hear", labelled(inner, facts)),
        _voice_table(state, used, room) if used is not None else None,
        then=[
            ("backpain voice --rate 150", "slower or faster"),
            ("backpain routine NAME --sound tones", "another sound"),
        ],
    )


def _chosen(value: str, why: str) -> Text:
    return Text.assemble((value, "strong"), (f", {why}", "quiet"))


def _speaks(settings: Settings, used: SpeechProgram | None) -> Cell:
    if used is None:
        return "no program is installed: espeak-ng is one"
    rate = f"{settings.rate} words a minute" if settings.rate else "its own rate"
    voice = settings.voice or "its own voice"
    return _chosen(used.name, f"language {settings.language or 'en'}, {voice}, {rate}")


def _found(state: VoiceState, room: Room) -> Cell:
    """Return each program with a sign for whether it is there; in words where nothing is drawn."""
    there = [program.name for program in state.programs]
    players = [player.name for player in state.players]
    if not room.is_screen:
        return ", ".join([*there, *players])
    signs = [_program(room, name, is_there=name in there) for name in dict.fromkeys([*state.known, *there])]
    return Text("  ").join([*signs, *(_program(room, name, is_there=True) for name in players)])


def _program(room: Room, name: str, *, is_there: bool) -> Text:
    return Text.assemble((room.sign("●" if is_there else "○"), "good" if is_there else "quiet"), " ", name)


def _voice_table(state: VoiceState, used: SpeechProgram, room: Room) -> RenderableType:
    listed = state.voices if state.lists_all else state.voices[:MAX_LISTED_VOICES]
    heading = title(room, f"Voices of {used.name}", count=str(len(state.voices)))
    if not listed:
        return Group(heading, prose(room, "It lists none for this language: --language all shows every one."))
    # Several programs call a voice by the code of its language alone.
    rows = [(Text(one.name, "command"), one.language if one.language != one.name.lower() else "") for one in listed]
    columns = (Column("voice"), Column("language"))[: 2 if any(language for _, language in rows) else 1]
    more = len(state.voices) - len(listed)
    rest = [prose(room, f"... and {more} more: --language all shows every one.", "quiet")] if more else []
    return Group(heading, Text(), responsive_table(room, columns, [row[: len(columns)] for row in rows]), *rest)


def voices_for(voices: Iterable[Voice], language: str) -> list[Voice]:
    """Return those of `voices` that speak `language`, a code such as `en` or `en-gb`."""
    wanted = language.lower().replace("_", "-")
    return [
        voice for voice in voices if voice.language.lower() == wanted or voice.language.lower().startswith(f"{wanted}-")
    ]
