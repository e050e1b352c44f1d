import io

import pytest

from backpain_cli.pictures.render.images import ImageProtocol
from backpain_cli.terminal import pictures
from backpain_cli.terminal.capabilities import Capabilities
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.pictures import fitted_cells, true_pictures
from tests.views.test_charts import SCENE


class _Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answered", "of_window", "expected"),
    [
        (Capabilities(sixel=True, cell_px=(7, 14)), None, ImageProtocol.SIXEL),
        # xterm does not name the size of its cells, but the system knows it.
        (Capabilities(sixel=True), (7, 14), ImageProtocol.SIXEL),
        (Capabilities(sixel=True), None, None),
        (Capabilities(), (7, 14), None),
    ],
)
def test_a_sixel_is_shown_where_the_size_of_a_cell_is_known(
    monkeypatch: pytest.MonkeyPatch,
    answered: Capabilities,
    of_window: tuple[int, int] | None,
    expected: ImageProtocol | None,
) -> None:
    monkeypatch.setattr(pictures, "capabilities", lambda: answered)
    monkeypatch.setattr(pictures, "window_cell_px", lambda: of_window)
    console = PageConsole(_Terminal(), {"TERM": "xterm", "BACKPAIN_THEME": "dark"})
    assert true_pictures(console) is expected


@pytest.mark.parametrize(
    ("columns", "lines", "px", "expected"),
    [(40, 10, (10, 20), (20, 10)), (10, 40, (10, 20), (10, 5)), (40, 10, (10, 10), (10, 10)), (1, 1, (10, 20), (1, 1))],
)
def test_a_picture_has_its_proportions_in_pixels_not_in_cells(
    columns: int, lines: int, px: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert fitted_cells(SCENE, columns, lines, px) == expected
