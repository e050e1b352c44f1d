"""A text in pieces is the text of the file, and what is wrong with it is told with its place."""

from pathlib import Path

import pytest

from backpain_cli import files
from backpain_cli.domain.errors import BackpainError, InvalidFileError
from backpain_cli.library.yaml.text_files import read_text, text_pieces
from tests.cases import all_cases


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have files read three bytes at a time."""
    monkeypatch.setattr(files, "_PIECE_BYTES", 3)


def pieces_of(path: Path, most: int = 10_000) -> list[str]:
    return list(text_pieces(path, "a.json", most=most, what="an export"))


@pytest.mark.usefixtures("small_pieces")
def test_pieces_are_the_text_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for text in ("", "a", '{"note": "\u00fc\u20ac\U0001f642", "x": "tschüß"}\r\n\t', "\ufeffmarked"):
        path.write_text(text, encoding="utf-8")
        assert "".join(pieces_of(path)) == read_text(path, "a.json")


@pytest.mark.usefixtures("small_pieces")
@all_cases(
    ("data", "told"),
    [
        (b"one\ntwo \xff", "a.json:2:5: the byte 0xff is not UTF-8"),
        (b"one\n\xc3", "a.json:2:1: the byte 0xc3 is not UTF-8"),
        (b"one\r\n two\x1b", "a.json:2:5: the control character U+001B is not allowed"),
        (b"abcdefg\x00", "a.json:1:8: the control character"),
        (b"\xff\xfea\x00", "is not UTF-8 but UTF-16"),
        (b"x" * 51, "is larger than"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(data: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    with pytest.raises(InvalidFileError) as caught:
        pieces_of(path, most=50)
    assert told in caught.value.message


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    for path, told in ((tmp_path, "not a regular file"), (tmp_path / "none", "no such file")):
        with pytest.raises(BackpainError, match=told):
            pieces_of(path)
