import pytest

from backpain_cli.terminal.pictures import fitted_cells
from tests.views.test_charts import SCENE


@pytest.mark.parametrize(
    ("columns", "lines", "px", "expected"),
    [(40, 10, (10, 20), (20, 10)), (10, 40, (10, 20), (10, 5)), (40, 10, (10, 10), (10, 10)), (1, 1, (10, 20), (1, 1))],
)
def test_a_picture_has_its_proportions_in_pixels_not_in_cells(
    columns: int, lines: int, px: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert fitted_cells(SCENE, columns, lines, px) == expected
