"""Preferences are kept whole and private, and a file that cannot be used is left alone."""

import json
import os
import stat
from pathlib import Path

import pytest

from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.terms import SoundMode, ThemeName
from backpain_cli.library.settings import (
    load_settings,
    save_settings,
    settings_path,
    settings_problem,
)

CHOSEN = Settings(
    sound=SoundMode.VOICE_AND_TONES,
    speech_program="espeak-ng",
    voice="en-gb",
    rate=160,
    language="en",
    theme=ThemeName.HIGH_CONTRAST,
    big=True,
    flash=True,
    reduced_motion=True,
)


def test_without_a_file_everything_is_as_shipped_and_asking_makes_nothing(tmp_path: Path) -> None:
    assert load_settings() == Settings()
    assert settings_problem() == ""
    assert list(tmp_path.iterdir()) == []


def test_what_was_chosen_is_there_the_next_time() -> None:
    save_settings(CHOSEN)
    assert load_settings() == CHOSEN
    save_settings(Settings(sound=SoundMode.OFF))
    assert load_settings() == Settings(sound=SoundMode.OFF)
    assert json.loads(settings_path().read_text()) == {"sound": "off"}


def test_the_file_is_private_whatever_the_umask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKPAIN_HOME", str(tmp_path / "own"))
    before = os.umask(0)
    try:
        save_settings(CHOSEN)
    finally:
        os.umask(before)
    assert stat.S_IMODE(settings_path().stat().st_mode) == 0o600
    assert stat.S_IMODE(settings_path().parent.stat().st_mode) == 0o700
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["settings.json"]


def test_what_a_newer_program_wrote_stays() -> None:
    settings_path().write_text('{"sound": "voice", "lights": [1, 2]}')
    save_settings(Settings(sound=SoundMode.BELL, big=True))
    assert json.loads(settings_path().read_text()) == {"sound": "bell", "lights": [1, 2], "big": True}


def test_a_single_wrong_value_counts_as_the_default_and_stays_until_it_is_chosen_anew() -> None:
    wrong = {"sound": "loud", "rate": 7, "big": "yes", "theme": 3, "voice": "a\x1b[2J", "language": "en"}
    settings_path().write_text(json.dumps(wrong))
    assert load_settings() == Settings(language="en")
    save_settings(Settings(language="en", rate=150))
    assert json.loads(settings_path().read_text()) == {**wrong, "rate": 150}


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 50_000, b" " * 70_000],
    ids=["empty", "cut", "list", "bytes", "deep", "large"],
)
def test_a_broken_file_counts_as_shipped_and_is_never_overwritten(data: bytes) -> None:
    settings_path().write_bytes(data)
    assert load_settings() == Settings()
    assert str(settings_path()) in settings_problem()
    with pytest.raises(BackpainError, match="Nothing was kept") as caught:
        save_settings(CHOSEN)
    assert caught.value.exit_code is ExitCode.IO
    assert settings_path().read_bytes() == data


def test_a_pipe_in_its_place_is_not_waited_for() -> None:
    os.mkfifo(settings_path())
    assert load_settings() == Settings()
    assert "not a regular file" in settings_problem()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BACKPAIN_HOME", str(tmp_path / "file" / "below"))
    with pytest.raises(BackpainError) as caught:
        save_settings(CHOSEN)
    assert caught.value.exit_code is ExitCode.CANNOT_CREATE


def test_a_rate_that_no_voice_has_cannot_be_constructed() -> None:
    with pytest.raises(ValueError, match="words per minute"):
        Settings(rate=10)


def test_a_link_stays_a_link_and_the_file_it_leads_to_is_changed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "dotfiles.json"
    settings_path().symlink_to(elsewhere)
    for chosen in (Settings(big=True), Settings(big=True, flash=True)):
        save_settings(chosen)
        assert load_settings() == chosen
    assert settings_path().is_symlink()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600
