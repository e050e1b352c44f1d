"""The gallery for developers: nothing that is drawn is missing from it, and its page shows what was drawn."""

import runpy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.chart.posture import postures_of
from backpain_cli.domain.atlas import Anatomy
from backpain_cli.library.chart_file import load_charts
from backpain_cli.library.routines import load_shipped

_SCRIPT = Path(__file__).parents[1] / "scripts" / "gallery.py"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(_SCRIPT))


def test_every_chart_and_every_posture_has_a_place_in_the_gallery(script: dict[str, Any], anatomy: Anatomy) -> None:
    pieces = list(script["pieces"]())
    counted = Counter(piece.group for piece in pieces)
    assert counted["Muscles"] == len(anatomy.muscles)
    assert counted["Areas"] == len(anatomy.areas)
    assert counted["Routines"] == len(load_shipped(anatomy))
    assert counted["Postures"] == len(postures_of(load_charts()["postures"]))
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
