"""Where files are, and which of them are ours under whatever name."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.paths import (
    PACKAGE,
    cache_folder,
    data_folder,
    is_own_data,
    is_same_file,
    packaged_data,
)
from tests.cases import all_cases

OWN = (
    "history.sqlite3",
    "history.sqlite3-journal",
    "history.checked",
    "settings.json",
    "journals/0c5a.jsonl",
    "crashes/2026-08-03.txt",
    "routines/my-back.yaml",
    "routines/other.yml",
    "cache/form",
)
OTHERS = ("sheet.html", "history.sqlite3.html", "settings.json.md", "routines/my-back.html", "notes/settings.json")
"""What a person may keep in the same folder."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder with a file of each kind, and work in a folder beside it."""
    folder = tmp_path / "data"
    for name in (*OWN, *OTHERS):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("BACKPAIN_HOME", str(folder))
    return folder


def by_name(file: Path) -> Path:
    return file


def by_relative_path(file: Path) -> Path:
    return Path(os.path.relpath(file))


def by_symbolic_link(file: Path) -> Path:
    Path("link").symlink_to(os.path.relpath(file))
    return Path("link")


def by_two_links(file: Path) -> Path:
    Path("first").symlink_to(file)
    Path("second").symlink_to("first")
    return Path("second")


def by_hard_link(file: Path) -> Path:
    Path("hard").hardlink_to(file)
    return Path("hard")


def by_link_to_folder(file: Path) -> Path:
    Path("folder").symlink_to(file.parent)
    return Path("folder") / file.name


MANNERS: tuple[Callable[[Path], Path], ...] = (
    by_name,
    by_relative_path,
    by_symbolic_link,
    by_two_links,
    by_hard_link,
    by_link_to_folder,
)


@pytest.mark.parametrize("manner", MANNERS)
def test_our_files_are_known_by_every_name_and_others_are_not(manner: Callable[[Path], Path], home: Path) -> None:
    wrong: list[str] = []
    for name in (*OWN, *OTHERS):
        if is_own_data(manner(home / name)) is not (name in OWN):
            wrong.append(name)
        for link in Path().iterdir():
            link.unlink()
    assert wrong == []


@pytest.mark.parametrize("name", OWN[:-3])
def test_the_place_of_a_file_of_ours_is_ours_before_it_exists(name: str, home: Path) -> None:
    (home / name).unlink()
    Path("link").symlink_to(home / name)
    assert is_own_data(home / name)
    assert is_own_data(Path("link"))


def test_a_name_in_another_case_is_ours_too(home: Path) -> None:
    for name in ("history.sqlite3", "settings.json"):
        (home / name).unlink()
        assert is_own_data(home / name.title())


def test_what_our_names_lead_to_is_ours_wherever_it_is(home: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    for name in ("history.sqlite3", "settings.json", "routines/my-back.yaml"):
        (home / name).unlink()
        (home / name).symlink_to(disk / Path(name).name)
    (home / "journals").rename(disk / "journals")
    (home / "journals").symlink_to(disk / "journals")
    for name in ("history.sqlite3", "history.sqlite3-journal", "settings.json", "my-back.yaml", "journals/new.jsonl"):
        assert is_own_data(disk / name), name
    assert not is_own_data(disk / "other")


@all_cases("written", ["relative", "./here", "~nobody-of-that-name/data", "backpain~"])
def test_a_data_folder_that_is_another_one_in_each_folder_is_refused(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKPAIN_HOME", written)
    for place in (data_folder, cache_folder):
        with pytest.raises(BackpainError, match="not a full path") as caught:
            place()
        assert caught.value.exit_code is ExitCode.USAGE


def test_the_home_in_a_data_folder_is_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BACKPAIN_HOME", "~/backpain")
    assert data_folder() == tmp_path / "backpain"


def test_what_we_ship_is_ours(home: Path) -> None:
    assert is_own_data(PACKAGE / "data" / "safety" / "signs.yaml")
    assert is_own_data(packaged_data("routines") / "neck.yaml")


def test_a_data_folder_that_may_not_be_listed_is_no_obstacle(home: Path) -> None:
    (home / "crashes").chmod(0o300)
    try:
        assert not is_own_data(Path("sheet.html"))
        assert is_own_data(home / "crashes" / "2026-08-03.txt")
    finally:
        (home / "crashes").chmod(0o700)


def test_links_in_a_circle_of_our_own_are_no_obstacle(home: Path) -> None:
    (home / "settings.json").unlink()
    (home / "settings.json").symlink_to("settings.json")
    assert not is_own_data(Path("sheet.html"))


def test_two_names_are_the_same_file_before_it_exists(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("new")
    assert is_same_file(tmp_path / "link", tmp_path / "new")
    assert not is_same_file(tmp_path / "other", tmp_path / "new")


def test_the_folders_of_the_person_are_those_of_the_system_unless_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (data_folder(), cache_folder()) == (tmp_path, tmp_path / "cache")
    monkeypatch.delenv("BACKPAIN_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert data_folder().is_relative_to(tmp_path / "me")
    assert cache_folder().is_relative_to(tmp_path / "me")
    assert data_folder() != cache_folder()
    if sys.platform == "linux":
        assert data_folder() == tmp_path / "me" / ".local" / "share" / "backpain"


def test_the_shipped_data_is_found_and_missing_routines_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("anatomy", "pictures", "safety", "routines"):
        assert list(packaged_data(name).glob("*.yaml")) != []
    monkeypatch.setattr("backpain_cli.paths.PACKAGE", Path("/"))
    monkeypatch.setattr("backpain_cli.paths._CHECKOUT", Path("/nowhere"))
    with pytest.raises(BackpainError, match="carries no routines") as caught:
        packaged_data("routines")
    assert caught.value.exit_code is ExitCode.UNAVAILABLE
    monkeypatch.setattr("backpain_cli.paths.PACKAGE", Path("/nowhere"))
    with pytest.raises(BackpainError, match="in a zip file"):
        packaged_data("routines")
