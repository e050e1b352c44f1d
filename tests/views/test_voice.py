from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.audio.players import Player
from backpain_cli.audio.speech_programs import SpeechProgram, Voice, known_programs
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.terms import SoundMode
from backpain_cli.views.voice import MAX_LISTED_VOICES, VoiceState, voice_page, voices_for
from backpain_cli.views.widgets import Room

ESPEAK = next(program for program in known_programs() if program.name == "espeak-ng")
VOICES = [Voice(f"english-{number}", "en-gb") for number in range(MAX_LISTED_VOICES + 5)]


def _state(used: SpeechProgram | None = ESPEAK, *, lists_all: bool = False) -> VoiceState:
    return VoiceState(
        settings=Settings(sound=SoundMode.VOICE, rate=160) if used else Settings(),
        sound=SoundMode.VOICE if used else SoundMode.BELL,
        known=[program.name for program in known_programs()],
        programs=[used] if used else [],
        used=used,
        players=[Player("aplay", "/usr/bin/aplay")] if used else [],
        voices=VOICES if used else [],
        lists_all=lists_all,
    )


def test_what_is_heard_and_with_what_is_on_every_page() -> None:
    for room in (Room(100), Room(60), Room(40), PIPE, SENTENCES):
        text = " ".join(" ".join(rendered(lambda room: voice_page(_state(), room), room)).replace("│", " ").split())
        for fact in ("voice, as chosen", "language en", "160 words a minute", "its own voice", "aplay", "english-0"):
            assert fact in text
        assert "... and 5 more: --language all shows every one." in text
    assert_fits_every_screen(lambda room: voice_page(_state(), room))


def test_what_is_there_and_what_is_not_are_told_by_a_sign_where_signs_are_drawn() -> None:
    lines = "\n".join(rendered(lambda room: voice_page(_state(), room), Room(100)))
    assert "● espeak-ng" in lines
    assert "○ spd-say" in lines
    pipe = rendered(lambda room: voice_page(_state(), room), PIPE)
    assert "found: espeak-ng, aplay" in pipe
    assert "spd-say" not in "\n".join(pipe)


def test_a_machine_without_speech_says_what_helps() -> None:
    for room in (Room(80), PIPE):
        text = "\n".join(rendered(lambda room: voice_page(_state(None), room), room))
        assert "no program is installed: espeak-ng is one" in text
        assert "the terminal's bell" in text
        assert "bell, as shipped" in text
        assert "Voices of" not in text


def test_all_voices_are_listed_on_demand() -> None:
    lines = rendered(lambda room: voice_page(_state(lists_all=True), room), PIPE)
    assert sum(line.startswith("english-") for line in lines) == len(VOICES)
    assert not any("more:" in line for line in lines)


def test_a_language_without_voices_is_said() -> None:
    state = _state()._replace(voices=[])
    assert any(
        "It lists none for this language" in line for line in rendered(lambda room: voice_page(state, room), PIPE)
    )
    assert voices_for([Voice("a", "en-GB"), Voice("b", "de"), Voice("c", "en")], "en") == [
        Voice("a", "en-GB"), Voice("c", "en"),
    ]  # fmt: skip
