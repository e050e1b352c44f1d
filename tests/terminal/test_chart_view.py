"""Charts are drawn in the colours of the theme: for a light background only where it is known to be one."""

from collections.abc import Iterator

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.body.chart import series_of_muscle
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.terminal.chart_view import page_chart
from backpain_cli.terminal.spans import Row
from backpain_cli.terminal.theme import use_theme


@pytest.fixture(autouse=True)
def _theme(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("COLORFGBG", "BACKPAIN_THEME"):
        monkeypatch.delenv(name, raising=False)
    yield
    monkeypatch.delenv("COLORFGBG", raising=False)
    use_theme("")


def drawn(theme: str, anatomy: Atlas) -> list[Row]:
    use_theme(theme)
    series = series_of_muscle(anatomy, anatomy.muscles["gluteus-medius"])
    return page_chart(load_picture_data(), series, 40, 40, PictureMode.HALF_BLOCKS_TRUECOLOR)


def test_a_light_theme_has_a_light_chart_and_every_other_a_dark_one(anatomy: Atlas) -> None:
    assert drawn("light", anatomy) != drawn("dark", anatomy)
    assert drawn("auto", anatomy) == drawn("dark", anatomy)


def test_a_terminal_that_tells_of_its_light_background_gets_a_light_chart(
    anatomy: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    light = drawn("light", anatomy)
    monkeypatch.setenv("COLORFGBG", "0;15")

    assert drawn("", anatomy) == light
