"""No command that writes a file may replace a file of the data folder, or the file that it reads."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from backpain_cli.cli.app import run
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.files import write_atomically
from backpain_cli.history.store import open_history
from tests.records import session
from tests.small_routine import ROUTINE

HISTORY = "history.sqlite3"
OWN = (
    HISTORY,
    "history.sqlite3-journal",
    "history.checked",
    "settings.json",
    "journals/0c5a.jsonl",
    "crashes/2026-08-03.txt",
    "crashes/page.html",
    "routines/my-back.yaml",
    "cache/form",
)
"""The files of the data folder."""

WRITERS: dict[str, tuple[str, ...]] = {
    "export": ("export",),
    "export for other programs": ("export", "--fhir"),
    "sheet": ("checklist", "neck", "--format", "markdown", "--output"),
    "chart": ("chart", "gluteus-medius", "--format", "svg", "--output"),
    "calendar": ("remind", "neck", "--at", "20:30", "--output"),
    "sound file": ("routine", "first-twinge", "--export-audio"),
    "report": ("history", "--report"),
}
"""The commands that write a file, each without the name of the file."""

READERS: dict[str, tuple[str, ...]] = {
    "sheet": ("checklist", "{}", "--format", "markdown", "--output"),
    "chart": ("chart", "gluteus-medius", "{}", "--format", "svg", "--output"),
    "calendar": ("remind", "{}", "--at", "20:30", "--output"),
    "sound file": ("routine", "{}", "--export-audio"),
}
"""The commands that read a routine's file and write another one, with `{}` for what they read."""


class State(NamedTuple):
    """What a file holds, and that it is the same one."""

    content: bytes
    mode: int
    inode: int


def state_of(folder: Path) -> dict[str, State]:
    """Return the state of every file in `folder`."""
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: State(path.read_bytes(), path.stat().st_mode, path.stat().st_ino) for name, path in files.items()}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder in which every kind of file lies, and work in a folder beside it."""
    folder = tmp_path / "data"
    monkeypatch.setenv("BACKPAIN_HOME", str(folder))
    with open_history(folder) as store:
        store.save_session(session(1))
        store.sessions()  # looks at the file, and remembers that it was looked at
    for name in OWN:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            # The database takes a journal that begins with a zero for a finished one, and leaves it alone.
            path.write_bytes(b"\0what was there")
    (folder / "settings.json").write_text('{"theme": "light"}')
    (folder / "routines" / "my-back.yaml").write_text(ROUTINE)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return folder


def plain_name(own: Path) -> Path:
    return own


def relative_path(own: Path) -> Path:
    return Path(os.path.relpath(own))


def symbolic_link(own: Path) -> Path:
    link = Path("latest.html")
    link.symlink_to(os.path.relpath(own))
    return link


def hard_link(own: Path) -> Path:
    link = Path("latest.html")
    link.hardlink_to(own)
    return link


def link_to_folder(own: Path) -> Path:
    Path("place").symlink_to(own.parent)
    return Path("place") / own.name


MANNERS: tuple[Callable[[Path], Path], ...] = (plain_name, relative_path, symbolic_link, hard_link, link_to_folder)
"""The ways to name a file that is already there."""


def remove_links() -> None:
    """Remove what the ways to name a file have made in the present folder."""
    for made in Path().iterdir():
        made.unlink()


def test_each_way_to_name_each_file_of_the_data_folder_is_refused(home: Path) -> None:
    before = state_of(home)
    missed: list[str] = []
    for own in OWN:
        for manner in MANNERS:
            try:
                write_atomically(manner(home / own), [b"something else"])
                missed.append(f"{manner.__name__} of {own}")
            except BackpainError as error:
                assert error.exit_code is ExitCode.CANNOT_CREATE
                assert "cannot be written: it is one of backpain's own files, or a link to one." in error.message
                assert error.hint == "Choose another file."
            remove_links()
    assert missed == []
    assert state_of(home) == before


def test_the_place_of_a_file_that_will_be_ours_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "data"
    for name in ("journals", "crashes", "cache"):
        (home / name).mkdir(parents=True)
    monkeypatch.setenv("BACKPAIN_HOME", str(home))
    link = tmp_path / "latest.html"
    link.symlink_to(home / HISTORY)
    names = [*(home / own for own in OWN if not own.startswith("routines")), home / "Settings.JSON", link]
    for path in names:
        with pytest.raises(BackpainError, match="own files"):
            write_atomically(path, [b"something else"])
    assert state_of(home) == {}


def test_a_link_of_the_history_leads_to_our_file_and_its_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, disk = tmp_path / "data", tmp_path / "disk"
    home.mkdir()
    disk.mkdir()
    monkeypatch.setenv("BACKPAIN_HOME", str(home))
    (home / HISTORY).symlink_to(disk / "pain.db")
    for name in ("pain.db", "pain.db-journal"):
        with pytest.raises(BackpainError, match="own files"):
            write_atomically(disk / name, [b"something else"])
    assert state_of(disk) == {}


@pytest.mark.parametrize("arguments", WRITERS.values(), ids=WRITERS)
def test_no_command_writes_over_a_file_of_the_data_folder(
    arguments: tuple[str, ...], home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = state_of(home)
    names = [symbolic_link(home / HISTORY), home / "crashes/page.html"]
    if arguments[0] != "history":
        # A report is refused before, for the ending of its name.
        names += [home / HISTORY, relative_path(home / "settings.json"), home / "routines/my-back.yaml"]
    for name in names:
        code = run([*arguments, str(name)])
        said = capfd.readouterr().err
        assert state_of(home) == before, name
        assert (code, said.count(f"{name} cannot be written: it is one of backpain's own files")) == (73, 1), said


@pytest.mark.parametrize("arguments", READERS.values(), ids=READERS)
def test_no_command_writes_over_the_file_it_reads(
    arguments: tuple[str, ...], home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    mine = home.parent / "mine.yaml"
    mine.write_text(ROUTINE)
    before = state_of(home.parent)
    for manner in (plain_name, relative_path, symbolic_link, hard_link):
        name = manner(mine)
        code = run([*(argument.format(mine) for argument in arguments), str(name)])
        said = capfd.readouterr().err
        remove_links()
        assert state_of(home.parent) == before, manner
        assert (code, said.count(f"{name} cannot be written: it is the file that this command reads")) == (73, 1), said


@pytest.mark.parametrize("arguments", WRITERS.values(), ids=WRITERS)
def test_beside_our_own_files_every_command_writes_as_ever(
    arguments: tuple[str, ...], home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = state_of(home)
    page = home / "routines" / "page.html"
    assert run([*arguments, str(page)]) == 0, capfd.readouterr().err
    assert page.stat().st_size > 100
    page.unlink()
    assert state_of(home) == before
