"""The gallery for developers: nothing that is drawn is missing from it, and its page shows what was drawn."""

import runpy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.posture.posture import postures_of

_SCRIPT = Path(__file__).parents[2] / "scripts" / "gallery.py"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(_SCRIPT))


def test_every_chart_and_every_posture_has_a_place_in_the_gallery(script: dict[str, Any], anatomy: Atlas) -> None:
    pieces = list(script["pieces"]())
    counted = Counter(piece.group for piece in pieces)
    assert counted["Muscles"] == len(anatomy.muscles)
    assert counted["Areas"] == len(anatomy.areas)
    assert counted["Routines"] == len(load_shipped_routines(anatomy))
    assert counted["Postures"] == len(postures_of(load_picture_data()["postures"]))
    pressed = [point for muscle in anatomy.muscles.values() for point in muscle.points if point.technique]
    assert counted["How each point is pressed"] == counted["Where each point is"] == len(pressed)
    assert len({piece.key for piece in pieces}) == len(pieces)


def test_the_page_shows_the_pictures_that_were_wanted_each_with_its_words(
    script: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path / "deep" / "gallery"
    drawn = script["gallery"](folder, ["posture-doorway", "area-neck"])
    page = (folder / "index.html").read_text(encoding="utf-8")
    pictures = sorted(path.name for path in folder.glob("*.png"))
    assert len(pictures) == drawn >= 3
    assert {"posture-doorway-arm-low.png", "posture-doorway-chest.png"} <= set(pictures)
    for name in pictures:
        assert (folder / name).read_bytes().startswith(b"\x89PNG")
        assert f'src="{name}"' in page
    assert "Someone stands in a doorway" in page


def test_the_command_line_says_where_the_page_is(
    script: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script["main"]([str(tmp_path), "posture-self-hug"]) == 0
    assert capsys.readouterr().out == f"1 picture: {tmp_path / 'index.html'}\n"
    assert (tmp_path / "posture-self-hug.png").is_file()


def test_help_is_help_and_no_folder(script: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        script["main"](["--help"])
    assert left.value.code == 0
    assert "index.html" in capsys.readouterr().out
    assert not Path("--help").exists()


def test_a_name_that_no_picture_has_and_a_file_for_a_folder_are_told(
    script: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script["main"]([str(tmp_path), "no-such-picture"]) == 1
    assert "no-such-picture" in capsys.readouterr().err
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit) as left:
        script["main"]([str(tmp_path / "file")])
    assert left.value.code == 2
    assert "is a file" in capsys.readouterr().err
