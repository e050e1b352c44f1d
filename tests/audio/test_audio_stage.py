"""What is heard of a session: each cue on its second, silence when it stops, and another means where one fails."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from backpain_cli.audio.audio_stage import AudioStage, audio_stage_for, default_sound_mode
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.terms import SoundMode
from backpain_cli.session.events import NS_PER_S, SessionCommand, TimePassed
from backpain_cli.session.loop import new_session, run_loop
from backpain_cli.session.session import Session
from backpain_cli.wording.cue_kinds import CueKind
from backpain_cli.wording.cues import Cue, cue_sheet
from tests.fakes import FakeTime, Frozen, Happening
from tests.plans import press, rest, routine
from tests.programs import FAILS, HANGS, program_that, said
from tests.screens import IN_SESSION


class Recorder:
    """A voice and a sounder at once, which note what they are asked for."""

    def __init__(self, time: FakeTime | None = None) -> None:
        self.heard: list[tuple[float, str]] = []
        self.trouble = ""
        self.closed = 0
        self.is_speaking = self.is_sounding = False
        self._time = time

    def _note(self, what: str) -> None:
        self.heard.append((self._time.passed / NS_PER_S if self._time else 0.0, what))

    def say(self, text: str) -> None:
        self._note(text)

    def play(self, kind: CueKind) -> None:
        self._note(str(kind))

    def stop(self) -> None:
        self._note("silence")

    def close(self) -> None:
        self.closed += 1

    @property
    def words(self) -> list[str]:
        return [what for _, what in self.heard if what != "silence"]


def plan() -> Plan:
    return lay_out(routine(press(), rest(30)))


def heard_of(
    *script: tuple[float, Happening], voice: bool = True, late: Callable[[int], float] = lambda _: 0
) -> Recorder:
    """Return what is heard of a plan in a fake time in which the script happens, by voice or by tones."""
    fake = FakeTime(script, late=late)
    recorder = Recorder(fake)
    stage = AudioStage(
        speaker=recorder if voice else None,
        sounders=[] if voice else [recorder],
        always_sounds=not voice,
        texts=IN_SESSION,
        now=fake.now,
    )
    run_loop(new_session(plan()), clock=fake, inputs=fake, stage=stage)
    return recorder


def test_each_moment_is_said_on_its_second() -> None:
    told = {second: what for second, what in heard_of().heard if what != "silence"}
    wanted: dict[float, str] = {}
    for cue in cue_sheet(plan()):
        wanted[cue.at] = f"{wanted[cue.at]} {cue.text}" if cue.at in wanted else cue.text
    assert told == wanted


def test_each_moment_has_one_sound() -> None:
    told = [(second, what) for second, what in heard_of(voice=False).heard if what != "silence"]
    last_of_each = dict(told)
    assert set(last_of_each) == {cue.at for cue in cue_sheet(plan())}
    hold = next(cue.at for cue in cue_sheet(plan()) if cue.kind is CueKind.HOLD)
    assert last_of_each[hold] == "hold"


@pytest.mark.parametrize(
    "command", [SessionCommand.PAUSE, SessionCommand.SKIP, SessionCommand.BACK, SessionCommand.RESTART]
)
def test_a_key_that_stops_or_jumps_brings_silence_at_once(command: SessionCommand) -> None:
    script: list[tuple[float, Happening]] = [(17.5, command)]
    if command is SessionCommand.PAUSE:
        script.append((30.0, SessionCommand.PAUSE))
    heard = heard_of(*script).heard
    first_after = next(entry for entry in heard if entry[0] >= 17.5)
    assert first_after == (17.5, "silence")


def test_a_pause_and_its_end_are_said_for_those_who_do_not_look() -> None:
    heard = heard_of((20.0, SessionCommand.PAUSE), (40.0, SessionCommand.PAUSE)).heard
    hold = next(segment for segment in plan().segments if segment.start <= 20 < segment.end)
    assert (20.0, "Paused.") in heard
    assert (40.0, f"Going on. {hold.end - 20} seconds left.") in heard


def test_a_voice_that_fails_between_two_cues_is_made_up_for_within_a_second() -> None:
    voice, tones = Recorder(), Recorder()
    with AudioStage(speaker=voice, sounders=[tones], always_sounds=False, texts=IN_SESSION) as stage:
        session = Session(plan=plan())
        stage.show(session)
        stage.cue(Cue(0, CueKind.START, "Get into place."))
        voice.trouble = "It hangs."
        stage.show(session.after(TimePassed(NS_PER_S)))
        assert tones.words == ["start"]
        assert stage.trouble


def test_leaving_brings_silence_and_closes() -> None:
    recorder = heard_of((17.5, SessionCommand.QUIT), (18.0, SessionCommand.QUIT))
    assert recorder.heard[-1] == (18.0, "silence")
    assert recorder.closed == 1


def test_the_end_is_heard_to_its_end() -> None:
    recorder = heard_of()
    assert recorder.heard[-1][1] != "silence"
    assert recorder.closed == 0


@pytest.mark.terminal
def test_it_is_known_whether_something_is_still_to_be_heard() -> None:
    voice, tones = Recorder(), Recorder()
    with AudioStage(speaker=voice, sounders=[tones], always_sounds=True, texts=IN_SESSION) as stage:
        assert not stage.is_speaking
        for one in (voice, tones):
            one.is_speaking = one.is_sounding = True
            assert stage.is_speaking
            one.is_speaking = one.is_sounding = False
        # Words follow their tone: until they do, they are still to come.
        stage.cue(Cue(at=0, kind=CueKind.END, text="That is the end."))
        assert stage.is_speaking
        time.sleep(0.3)
        assert voice.words == ["That is the end."]
        assert not stage.is_speaking


def test_a_cue_that_comes_too_late_is_not_told() -> None:
    on_time = heard_of().words
    hold = next(cue for cue in cue_sheet(plan()) if cue.kind is CueKind.HOLD)
    late = heard_of((hold.at - 0.1, Frozen(1.9))).words
    assert [text for text in on_time if text not in late] == [hold.text]
    clock = FakeTime()
    recorder = Recorder()
    stage = AudioStage(speaker=recorder, sounders=[], always_sounds=False, texts=IN_SESSION, now=clock.now)
    with stage:
        stage.show(Session(plan=plan(), position_ns=20 * NS_PER_S))
        stage.cue(Cue(at=18, kind=CueKind.HALF, text="Half time."))
        stage.cue(Cue(at=19, kind=CueKind.EASE_OFF, text="Ease off in five."))
    assert recorder.words == ["Ease off in five."]


def test_where_the_voice_fails_tones_take_over_and_it_is_told_once() -> None:
    voice, tones, reported = Recorder(), Recorder(), list[str]()
    stage = AudioStage(speaker=voice, sounders=[tones], always_sounds=False, texts=IN_SESSION, report=reported.append)
    hold = Cue(at=0, kind=CueKind.HOLD, text="Hold.")
    with stage:
        stage.show(Session(plan=plan()))
        stage.cue(hold)
        assert tones.words == []
        voice.trouble = "It hangs."
        stage.show(Session(plan=plan()))
        # The cue that was not heard is sounded, as long as its moment lasts.
        assert tones.words == ["hold"]
        stage.cue(hold._replace(at=1, kind=CueKind.END))
        stage.show(Session(plan=plan()))
    assert tones.words == ["hold", "end"]
    assert voice.closed == 1
    assert reported == ["It hangs. Tones sound instead."]
    assert stage.trouble == reported[0]


def test_where_everything_fails_the_session_goes_on_in_silence() -> None:
    voice, tones = Recorder(), Recorder()
    voice.trouble, tones.trouble = "No voice.", "No sound device."
    stage = AudioStage(speaker=voice, sounders=[tones], always_sounds=True, texts=IN_SESSION)
    with stage:
        stage.show(Session(plan=plan()))
        stage.cue(Cue(at=0, kind=CueKind.HOLD, text="Hold."))
    assert stage.trouble == "No voice. Tones sound instead. No sound device. Cues are only shown."
    assert voice.words == tones.words == []


@pytest.mark.terminal
def test_with_voice_and_tones_the_words_follow_the_tone_and_seconds_are_counted_by_tones_alone() -> None:
    voice, tones = Recorder(), Recorder()
    stage = AudioStage(speaker=voice, sounders=[tones], always_sounds=True, texts=IN_SESSION)
    with stage:
        stage.show(Session(plan=plan()))
        stage.cue(Cue(at=0, kind=CueKind.HOLD, text="Hold."))
        assert (voice.words, tones.words) == ([], ["hold"])
        time.sleep(0.3)
        assert voice.words == ["Hold."]
        stage.cue(Cue(at=1, kind=CueKind.COUNT, text="Three."))
        stage.cue(Cue(at=1, kind=CueKind.NEXT, text=""))
        time.sleep(0.3)
        assert voice.words == ["Hold."]
        stage.cue(Cue(at=1, kind=CueKind.HALF, text="Half time."))
        stage.stop()
        time.sleep(0.3)
        assert voice.words == ["Hold."]


@pytest.mark.terminal
@pytest.mark.parametrize("does", [HANGS, FAILS, "exit 0", "none"])
def test_no_speech_program_however_bad_delays_a_session(
    does: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin" if does != "none" else str(tmp_path / "empty"))
    monkeypatch.setattr("backpain_cli.audio.players.installed_players", list)
    if does != "none":
        program_that(does, tmp_path)
    bells: list[bytes] = []
    stage = audio_stage_for(SoundMode.VOICE, Settings(speech_program="espeak-ng"), bells.append, texts=IN_SESSION)
    session = Session(plan=plan())
    slowest = 0.0
    with stage:
        for second in range(20):
            before = time.monotonic()
            stage.show(session)
            for cue in cue_sheet(plan()):
                if cue.at == second:
                    stage.cue(cue)
            slowest = max(slowest, time.monotonic() - before)
            time.sleep(0.02)
        before = time.monotonic()
    # Waiting for such a program would take seconds; a machine that is busy with other tests takes its tenths.
    assert time.monotonic() - before < 1
    assert slowest < 0.5
    if does in {FAILS, "none"}:
        assert stage.trouble.endswith("The terminal's bell sounds instead.")
        assert stage.trouble.count("instead") == 1
        assert bells


@pytest.mark.terminal
@pytest.mark.parametrize("choice", SoundMode)
def test_every_choice_of_sound_gives_a_stage(
    choice: SoundMode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    program_that("sleep 1", tmp_path)
    monkeypatch.setattr("backpain_cli.audio.players.installed_players", list)
    bells: list[bytes] = []
    with audio_stage_for(str(choice), Settings(speech_program="espeak-ng"), bells.append, texts=IN_SESSION) as stage:
        stage.show(Session(plan=plan()))
        stage.cue(Cue(at=0, kind=CueKind.COUNT, text="Three."))
        until = time.monotonic() + (5 if choice is SoundMode.VOICE else 0.05)
        while not said(tmp_path) and time.monotonic() < until:
            time.sleep(0.01)
    assert bool(bells) is (choice in {SoundMode.BELL, SoundMode.TONES, SoundMode.VOICE_AND_TONES})
    assert bool(said(tmp_path)) is (choice is SoundMode.VOICE)
    assert stage.trouble == ""


@pytest.mark.terminal
def test_without_a_choice_there_are_tones_where_a_player_is_and_else_the_bell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert default_sound_mode(None) is SoundMode.BELL
    program_that("true", tmp_path, "paplay")
    assert default_sound_mode(None) is SoundMode.TONES
    assert default_sound_mode(SoundMode.OFF) is SoundMode.OFF
