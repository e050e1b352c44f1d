"""What leaves the program as a file or on its output: piece by piece, and whole or not at all."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from backpain_cli.cli.keeping import write_private
from backpain_cli.domain.errors import BackpainError

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


def test_a_file_that_fails_half_way_leaves_the_earlier_one_and_no_half(tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    file.write_bytes(b"the earlier one")
    with pytest.raises(BackpainError, match="cannot be written: no space left on device"):
        write_private(failing_pieces(), file)
    assert file.read_bytes() == b"the earlier one"
    assert os.listdir(tmp_path) == ["all.json"]  # noqa: PTH208 - hidden ones too
