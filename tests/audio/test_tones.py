"""The tones are distinct, gentle and short, and sound through what there is."""

import io
import os
import stat
import tempfile
import time
import wave
from array import array
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest

from backpain_cli.audio.players import (
    BELL_PATTERNS,
    BellCuePlayer,
    ToneCuePlayer,
    installed_players,
)
from backpain_cli.audio.tones import PEAK, TONE_RATE_HZ, TONES, tone_samples, tone_wav
from backpain_cli.wording.cue_kinds import CueKind
from tests.programs import FAILS, FLOODS, HANGS, player, program_that, said

FULL_SCALE = 32_767


def tone(kind: CueKind) -> "array[int]":
    return array("h", tone_samples(kind))


def wait_until(is_so: Callable[[], object], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def player_of(tmp_path: Path) -> Iterator[Callable[..., ToneCuePlayer]]:
    made: list[ToneCuePlayer] = []

    def make(*programs: tuple[str, str], now: Callable[[], float] = time.monotonic) -> ToneCuePlayer:
        made.append(ToneCuePlayer([player(program_that(does, tmp_path, name)) for name, does in programs], now=now))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_every_cue_has_a_tone_but_the_one_before_another() -> None:
    assert set(TONES) == set(CueKind) - {CueKind.NEXT}
    assert tone_samples(CueKind.NEXT) == b""


@pytest.mark.parametrize("kind", TONES)
def test_a_tone_begins_and_ends_at_nothing_without_a_click_and_is_never_loud(kind: CueKind) -> None:
    samples = tone(kind)
    assert samples[0] == samples[-1] == 0
    assert 0.9 * PEAK * FULL_SCALE < max(map(abs, samples)) <= PEAK * FULL_SCALE + 1
    assert max(map(abs, samples[: TONE_RATE_HZ // 1000])) < PEAK * FULL_SCALE / 4
    assert max(map(abs, samples[-TONE_RATE_HZ // 1000 :])) < PEAK * FULL_SCALE / 20


@pytest.mark.parametrize("kind", [kind for kind in TONES if kind is not CueKind.END])
def test_only_the_end_sounds_longer_than_half_a_second(kind: CueKind) -> None:
    assert len(tone(kind)) <= TONE_RATE_HZ / 2 < len(tone(CueKind.END))


def test_no_two_tones_and_no_two_patterns_of_the_bell_are_alike() -> None:
    for one, other in combinations(TONES, 2):
        assert TONES[one] != TONES[other]
        length = min(len(tone(one)), len(tone(other)))
        apart = sum(abs(a - b) for a, b in zip(tone(one)[:length], tone(other)[:length], strict=True)) / length
        is_shorter = max(len(tone(one)), len(tone(other))) > 1.3 * length
        assert apart > 500 or is_shorter, f"{one} sounds like {other}"
    assert len(set(BELL_PATTERNS.values())) == len(BELL_PATTERNS)


def test_a_tone_is_a_wav_file() -> None:
    with wave.open(io.BytesIO(tone_wav(CueKind.HOLD))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, TONE_RATE_HZ)
        assert file.readframes(file.getnframes()) == tone_samples(CueKind.HOLD)


@pytest.mark.terminal
def test_a_tone_is_played_from_a_private_file_which_goes_away(
    player_of: Callable[..., ToneCuePlayer], tmp_path: Path, temporary_folder: Path
) -> None:
    tones = player_of(("paplay", "true"))
    before = os.umask(0)
    try:
        tones.play(CueKind.HOLD)
    finally:
        os.umask(before)
    wait_until(lambda: said(tmp_path, "paplay"))
    path = Path(said(tmp_path, "paplay")[0].removesuffix("|"))
    assert path.read_bytes() == tone_wav(CueKind.HOLD)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    tones.close()
    assert list(temporary_folder.iterdir()) == []


@pytest.mark.terminal
def test_where_one_player_fails_the_next_one_plays_the_same_tone(
    player_of: Callable[..., ToneCuePlayer], tmp_path: Path
) -> None:
    tones = player_of(("pw-play", FAILS), ("aplay", "true"))
    tones.play(CueKind.CHANGE)
    wait_until(lambda: tones.trouble == "" and said(tmp_path, "aplay"))
    assert said(tmp_path, "aplay") == said(tmp_path, "pw-play")
    tones.play(CueKind.END)
    wait_until(lambda: len(said(tmp_path, "aplay")) == 2)
    assert len(said(tmp_path, "pw-play")) == 1


@pytest.mark.terminal
def test_without_a_sound_device_it_is_told_and_not_tried_again(
    player_of: Callable[..., ToneCuePlayer], tmp_path: Path
) -> None:
    tones = player_of(("paplay", FAILS), ("aplay", FAILS))
    tones.play(CueKind.START)
    wait_until(lambda: tones.trouble)
    assert tones.trouble == "aplay ended with an error (1); is there a sound device?"
    tones.play(CueKind.HOLD)
    assert len(said(tmp_path, "aplay")) == 1


@pytest.mark.terminal
@pytest.mark.parametrize("does", [HANGS, FLOODS], ids=["hangs", "floods"])
def test_a_player_that_never_ends_is_ended(
    player_of: Callable[..., ToneCuePlayer], does: str, capfd: pytest.CaptureFixture[str]
) -> None:
    ahead = [0.0]
    tones = player_of(("aplay", does), now=lambda: time.monotonic() + ahead[0])
    tones.play(CueKind.START)
    assert tones.trouble == ""
    ahead[0] = 6.0
    assert "aplay hangs" in tones.trouble
    assert capfd.readouterr() == ("", "")


@pytest.mark.terminal
def test_players_are_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installed_players() == []
    program_that("true", tmp_path, "aplay")
    assert [each.name for each in installed_players()] == ["aplay"]


@pytest.mark.terminal
def test_the_bell_rings_its_pattern_without_holding_anybody_up() -> None:
    rung: list[float] = []
    bell = BellCuePlayer(lambda data: rung.extend([time.monotonic()] * data.count(b"\a")))
    before = time.monotonic()
    bell.play(CueKind.HOLD)
    assert time.monotonic() - before < 0.1
    wait_until(lambda: len(rung) == 3)
    for bell_at, wanted in zip(rung, BELL_PATTERNS[CueKind.HOLD], strict=True):
        assert bell_at - before == pytest.approx(wanted, abs=0.12)
    bell.play(CueKind.NEXT)
    bell.play(CueKind.CHANGE)
    bell.close()
    time.sleep(0.6)
    assert len(rung) == 4


def test_a_terminal_that_is_gone_breaks_no_bell() -> None:
    def gone(_: bytes) -> None:
        raise OSError

    bell = BellCuePlayer(gone)
    bell.play(CueKind.COUNT)
    bell.close()
