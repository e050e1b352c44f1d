"""Files are complete or as they were, private where they must be, and never in place of our own."""

import errno
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.files import (
    FileKind,
    create_private,
    file_kind,
    make_private_folder,
    open_private,
    read_limited,
    write_atomically,
)

PIECE = b"x" * 100_000
"""Larger than any buffer on the way."""


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names_in(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))  # noqa: PTH208 - hidden ones too


@pytest.fixture
def umask() -> Iterator[None]:
    """Hide nothing and permit everything, so that only the modes asked for count."""
    before = os.umask(0)
    yield
    os.umask(before)


# write_atomically


def failing_pieces() -> Iterator[bytes]:
    """Yield a piece, and fail."""
    yield PIECE
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("name", ["all.json", "new.json"])
def test_a_write_that_fails_leaves_the_earlier_file_and_no_half(tmp_path: Path, name: str, private: bool) -> None:
    (tmp_path / "all.json").write_bytes(b"the earlier one")
    with pytest.raises(BackpainError, match="cannot be written: no space left on device") as caught:
        write_atomically(tmp_path / name, failing_pieces(), private=private)
    assert caught.value.exit_code is ExitCode.IO
    assert (tmp_path / "all.json").read_bytes() == b"the earlier one"
    assert names_in(tmp_path) == ["all.json"]


def test_a_write_that_is_interrupted_leaves_the_earlier_file_and_no_half(tmp_path: Path) -> None:
    def interrupted() -> Iterator[bytes]:
        yield PIECE
        raise KeyboardInterrupt

    (tmp_path / "all.json").write_bytes(b"the earlier one")
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "all.json", interrupted())
    assert (tmp_path / "all.json").read_bytes() == b"the earlier one"
    assert names_in(tmp_path) == ["all.json"]


def test_no_piece_is_asked_for_before_the_one_before_it_is_written(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield PIECE
        assert [path.stat().st_size for path in tmp_path.iterdir()] == [len(PIECE)]
        yield PIECE

    write_atomically(tmp_path / "all.json", pieces())
    assert (tmp_path / "all.json").read_bytes() == PIECE * 2


def test_what_is_written_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    replace, fsync = Path.replace, os.fsync

    def replaced(self: Path, target: Path) -> Path:
        done.append("replace")
        return replace(self, target)

    def synced(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(os, "fsync", synced)
    write_atomically(tmp_path / "all.json", [b"."])
    assert done == ["file", "replace", "folder"]


def test_a_public_file_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    file, link = tmp_path / "sheet.html", tmp_path / "latest.html"
    file.write_bytes(b"the earlier one")
    file.chmod(0o640)
    link.symlink_to(file.name)
    write_atomically(link, [b"the new one"])
    assert (file.read_bytes(), mode_of(file)) == (b"the new one", 0o640)
    assert link.is_symlink()


def test_a_link_that_leads_nowhere_leads_to_the_new_file(tmp_path: Path) -> None:
    (tmp_path / "latest.html").symlink_to("sheet.html")
    write_atomically(tmp_path / "latest.html", [b"."])
    assert (tmp_path / "latest.html").is_symlink()
    assert (tmp_path / "sheet.html").read_bytes() == b"."


@pytest.mark.usefixtures("umask")
def test_a_private_file_is_private_whatever_the_umask_and_whatever_it_was(tmp_path: Path) -> None:
    (tmp_path / "old.html").touch(0o644)
    for name in ("old.html", "new.html"):
        write_atomically(tmp_path / name, [b"."], private=True)
        assert mode_of(tmp_path / name) == 0o600
    write_atomically(tmp_path / "sheet.html", [b"."])
    assert mode_of(tmp_path / "sheet.html") == 0o666
    os.umask(0o022)
    write_atomically(tmp_path / "other.html", [b"."])
    assert mode_of(tmp_path / "other.html") == 0o644


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none/x.html", "no such file or directory"),
        (".", "is a directory"),
        ("/", "is a directory"),
        ("file/x.html", "not a directory"),
        ("loop", "too many levels of symbolic links"),
        ("n" * 300, "file name too long"),
        ("a\0b", "the path is not one that the system understands"),
    ],
)
def test_a_file_that_cannot_be_made_is_reported_with_the_reason(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(BackpainError, match=f"cannot be written: {reason}") as caught:
        write_atomically(tmp_path / name, [b"."])
    assert caught.value.exit_code is ExitCode.CANNOT_CREATE
    assert caught.value.hint == "Choose another file."
    assert names_in(tmp_path) == ["file", "loop"]


def test_a_fifo_is_written_into(tmp_path: Path) -> None:
    fifo, read = tmp_path / "fifo", []
    os.mkfifo(fifo)
    reader = Thread(target=lambda: read.append(fifo.read_bytes()))
    reader.start()
    write_atomically(fifo, [PIECE, b"."], private=True)
    reader.join(30)
    assert read == [PIECE + b"."]
    assert stat.S_ISFIFO(fifo.stat().st_mode)
    assert names_in(tmp_path) == ["fifo"]


def test_devices_are_written_into_and_stay_devices() -> None:
    write_atomically(Path("/dev/null"), [PIECE], private=True)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    if Path("/dev/full").exists():
        with pytest.raises(BackpainError, match="no space left") as caught:
            write_atomically(Path("/dev/full"), [b"."])
        assert caught.value.exit_code is ExitCode.IO
        assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def python(script: str, *arguments: str, redirections: str = "") -> bytes:
    """Return what a Python process writes that runs `script`, with the redirections of a shell."""
    line = ["bash", "-c", f'exec "$@" {redirections}', "-", sys.executable, "-c", script, *arguments]
    return subprocess.run(line, capture_output=True, check=True).stdout


WRITE = "import sys, pathlib; from backpain_cli.files import *; write_atomically(pathlib.Path(sys.argv[1]), [b'all'])"


@pytest.mark.terminal
def test_the_standard_output_can_be_named_as_a_file() -> None:
    assert python(WRITE, "/dev/stdout") == b"all"


@pytest.mark.terminal
def test_nothing_else_that_is_written_ends_up_in_a_file_where_the_standard_streams_are_closed(tmp_path: Path) -> None:
    script = """\
import os, sys, pathlib
from backpain_cli.files import open_private, write_atomically
def pieces():
    for stream in (1, 2):
        try:
            os.write(stream, b"stray")
        except OSError:
            pass
    yield b"all"
folder = pathlib.Path(sys.argv[1])
assert open_private(folder / "kept", os.O_WRONLY | os.O_CREAT) > 2
write_atomically(folder / "file", pieces())
"""
    python(script, str(tmp_path), redirections="<&- >&- 2>&-")
    assert (tmp_path / "file").read_bytes() == b"all"
    assert (tmp_path / "kept").read_bytes() == b""


# Our own files and the inputs; every name of every own file is tried in test_paths.py.


def test_our_own_files_are_replaced_only_by_the_module_they_belong_to(tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text("{}")
    with pytest.raises(BackpainError) as caught:
        write_atomically(settings, [b"."], private=True)
    assert caught.value.message == f"{settings} cannot be written: it is one of backpain's own files, or a link to one."
    assert (caught.value.hint, caught.value.exit_code) == ("Choose another file.", ExitCode.CANNOT_CREATE)
    assert settings.read_text() == "{}"
    write_atomically(settings, [b"."], private=True, own=True)
    assert settings.read_text() == "."


def test_an_input_is_refused_under_every_name_and_another_file_is_not(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("routine")
    (tmp_path / "soft.yaml").symlink_to("mine.yaml")
    (tmp_path / "hard.yaml").hardlink_to(mine)
    for name in ("mine.yaml", "soft.yaml", "hard.yaml", "../" + tmp_path.name + "/mine.yaml"):
        with pytest.raises(BackpainError, match="cannot be written: it is the file that this command reads") as caught:
            write_atomically(tmp_path / name, [b"."], inputs=[tmp_path / "other.yaml", mine])
        assert caught.value.exit_code is ExitCode.CANNOT_CREATE
    assert mine.read_text() == "routine"
    write_atomically(tmp_path / "sheet.html", [b"."], inputs=[mine])
    assert (tmp_path / "sheet.html").read_bytes() == b"."


# file_kind, read_limited


def kinds_in(folder: Path) -> dict[str, FileKind]:
    """Make a file of each kind in `folder`, and return the kinds by their names."""
    (folder / "empty").touch()
    (folder / "text").write_text("text")
    (folder / "link").symlink_to("text")
    (folder / "nowhere").symlink_to("missing")
    (folder / "folder").mkdir()
    os.mkfifo(folder / "fifo")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(folder / "socket"))
    return {
        "missing": FileKind.MISSING,
        "nowhere": FileKind.DANGLING_LINK,
        "empty": FileKind.EMPTY,
        "text": FileKind.REGULAR,
        "link": FileKind.REGULAR,
        "folder": FileKind.FOLDER,
        "fifo": FileKind.OTHER,
        "socket": FileKind.OTHER,
        "/dev/null": FileKind.OTHER,
    }


def test_every_kind_of_file_is_recognised_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kinds = kinds_in(tmp_path)
    assert {name: file_kind(tmp_path / name) for name in kinds} == kinds
    assert set(kinds.values()) == set(FileKind)


def test_only_regular_files_are_read_and_none_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, kind in kinds_in(tmp_path).items():
        if kind in {FileKind.EMPTY, FileKind.REGULAR}:
            assert read_limited(tmp_path / name, 10) == (b"text" if kind is FileKind.REGULAR else b"")
        else:
            with pytest.raises(OSError, match=r"Not a regular|No such|Is a directory"):
                read_limited(tmp_path / name, 10)


def test_of_a_file_that_is_too_large_one_byte_more_is_read(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(PIECE)
    assert len(read_limited(tmp_path / "large", 10)) == 11


# make_private_folder, open_private, create_private


@pytest.mark.usefixtures("umask")
def test_a_private_folder_and_those_above_it_are_private_and_one_that_exists_stays(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(0o755)
    for _ in range(2):
        make_private_folder(tmp_path / "home" / "data" / "journals")
        modes = [mode_of(tmp_path / name) for name in ("home", "home/data", "home/data/journals")]
        assert modes == [0o755, 0o700, 0o700]


def test_a_folder_in_place_of_which_there_is_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("file", "file/folder"):
        with pytest.raises(NotADirectoryError):
            make_private_folder(tmp_path / name)


@pytest.mark.usefixtures("umask")
def test_a_private_file_is_created_once_and_stays(tmp_path: Path) -> None:
    create_private(tmp_path / "kept")
    assert mode_of(tmp_path / "kept") == 0o600
    (tmp_path / "kept").write_text("something")
    create_private(tmp_path / "kept")
    assert (tmp_path / "kept").read_text() == "something"


def test_what_is_opened_privately_is_no_link_and_nothing_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("elsewhere")
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(OSError, match="symbolic links"):
        open_private(tmp_path / "link", os.O_WRONLY | os.O_CREAT)
    with pytest.raises(OSError, match="No such device"):
        open_private(tmp_path / "fifo", os.O_WRONLY)
    assert names_in(tmp_path) == ["fifo", "link"]


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_is_written_with_and_without_hard_links_and_never_over_one(
    has_links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", refused)
    path = tmp_path / "new.txt"
    write_atomically(path, [b"first"], new=True)
    with pytest.raises(BackpainError) as caught:
        write_atomically(path, [b"second"], new=True)
    assert caught.value.exit_code is ExitCode.CANNOT_CREATE
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]
