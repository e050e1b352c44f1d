"""What leaves the program as a file or on its output: piece by piece, and whole or not at all."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from backpain_cli.cli.keeping import write_private
from backpain_cli.cli.writing import write_file
from backpain_cli.domain.errors import BackpainError, ExitCode

PIECE = b"x" * 100_000
"""Larger than any buffer on the way."""


def pieces_seen_in(file: Path) -> Iterator[bytes]:
    """Yield two pieces, and hold that the first is in `file` before the second is asked for."""
    yield PIECE
    assert file.stat().st_size == len(PIECE)
    yield PIECE


def test_a_long_export_goes_out_piece_by_piece_and_is_never_whole_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "out"
    with file.open("w", encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdout", stream)
        write_private(pieces_seen_in(file), Path("-"))
    assert file.read_bytes() == PIECE * 2


def failing_pieces() -> Iterator[bytes]:
    """Yield a piece, and fail."""
    yield PIECE
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("private", [True, False])
def test_a_file_that_fails_half_way_leaves_the_earlier_one_and_no_half(tmp_path: Path, private: bool) -> None:
    file = tmp_path / "all.json"
    file.write_bytes(b"the earlier one")
    with pytest.raises(BackpainError, match="cannot be written: no space left on device") as caught:
        write_file(failing_pieces(), file, private=private)
    assert caught.value.exit_code is ExitCode.IO
    assert file.read_bytes() == b"the earlier one"
    assert os.listdir(tmp_path) == ["all.json"]  # noqa: PTH208 - hidden ones too


def test_a_sheet_keeps_the_mode_of_the_one_before_it_and_a_link_stays_one(tmp_path: Path) -> None:
    file, link = tmp_path / "sheet.html", tmp_path / "latest.html"
    file.write_bytes(b"the earlier one")
    file.chmod(0o640)
    link.symlink_to(file.name)
    write_file([b"the new one"], link)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"the new one", 0o640)
    assert link.is_symlink()


def test_a_new_sheet_is_as_open_as_any_new_file_and_what_is_private_never_is(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_file([b"."], tmp_path / "sheet.html")
        write_file([b"."], tmp_path / "report.html", private=True)
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("sheet.html", "report.html")]
    assert modes == [0o644, 0o600]
