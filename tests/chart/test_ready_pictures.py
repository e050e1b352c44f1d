"""Pictures that are drawn upon what was drawn ahead are the same as those that are drawn as a whole."""

import marshal
from typing import Any

import pytest

from backpain_cli.chart.cell import Cell, Mode
from backpain_cli.chart.cells import cells_of, fitting
from backpain_cli.chart.cut_outs import SIZE
from backpain_cli.chart.drawn_ahead import drawn_ahead
from backpain_cli.chart.looks import DARK
from backpain_cli.chart.prepared import COLUMNS, LEAST_LINES, Prepared
from backpain_cli.chart.ready_pictures import ready_pictures_of
from backpain_cli.chart.scene import Dot, Role, Scene
from backpain_cli.chart.step_pictures import pictures_of
from backpain_cli.cli.session_charts import load_session_charts
from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.routine import Step
from backpain_cli.domain.segment import Side
from backpain_cli.library.chart_file import load_charts
from tests.sheets import SHIPPED, shipped

SIDES = pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT, Side.NONE])
ROUTINES = pytest.mark.parametrize("key", SHIPPED)


@pytest.fixture(scope="module")
def charts() -> dict[str, Any]:
    return load_session_charts()


def drawn(picture: Scene | Prepared, lines: int, mode: Mode) -> list[list[Cell]]:
    return cells_of(picture, *fitting(picture, COLUMNS, lines), mode, DARK)


def pairs(step: Step, key: str, charts: dict[str, Any], side: Side) -> list[tuple[Prepared, Scene]]:
    """Return each picture of a step as it is shown, and the same one drawn as a whole."""
    return list(zip(ready_pictures_of(step, key, charts, side), pictures_of(step, key, charts, side=side), strict=True))


@SIDES
@ROUTINES
def test_a_ready_posture_is_the_one_that_would_be_drawn(
    key: str, side: Side, charts: dict[str, Any], anatomy: Anatomy
) -> None:
    for step in shipped(key, anatomy).steps:
        ready, whole = pairs(step, key, charts, side)[0]
        for lines, mode in ((18, Mode.HALF_BLOCKS_256), (23, Mode.ASCII)):
            assert drawn(ready, lines, mode) == drawn(whole, lines, mode)


@SIDES
@ROUTINES
def test_a_cut_out_upon_the_ready_body_lies_at_most_half_a_sample_from_its_place(
    key: str, side: Side, charts: dict[str, Any], anatomy: Anatomy
) -> None:
    for step in shipped(key, anatomy).steps:
        if step.point is None:
            continue
        ready, whole = pairs(step, key, charts, side)[-1]
        for lines in (LEAST_LINES, 17, 20):
            columns, _ = fitting(ready, COLUMNS, lines)
            scene, ground = ready.at(columns, lines)
            assert ground is not None
            points = [shape for shape in scene.shapes if isinstance(shape, Dot)]
            exact = [shape for shape in whole.shapes if isinstance(shape, Dot) and shape.role is Role.POINT]
            assert len(points) == (2 if side is Side.NONE else 1)
            for point, its in zip(points, exact, strict=True):
                assert point.at.x == its.at.x
                assert abs(point.at.y - its.at.y) * 4 * lines / scene.height <= 0.5 + 1e-9


def test_a_cut_out_that_begins_with_a_whole_sample_is_the_one_that_would_be_drawn(
    charts: dict[str, Any], anatomy: Anatomy
) -> None:
    same = 0
    for key in SHIPPED:
        for step in shipped(key, anatomy).steps:
            if step.point is None:
                continue
            ready, whole = pairs(step, key, charts, Side.LEFT)[-1]
            _, y = charts["muscles"][step.point.muscle]["points"][str(step.point.number)]["at"]
            for lines in range(LEAST_LINES, 21):
                if not (float(y) - SIZE / 2) * 4 * lines % SIZE:
                    assert drawn(ready, lines, Mode.PATTERNS) == drawn(whole, lines, Mode.PATTERNS)
                    same += 1
    assert same > 5


@pytest.mark.parametrize("lines", range(LEAST_LINES, 31))
def test_every_size_that_a_screen_has_room_for_is_ready(lines: int, charts: dict[str, Any], anatomy: Anatomy) -> None:
    for key in SHIPPED:
        for step in shipped(key, anatomy).steps:
            for picture in ready_pictures_of(step, key, charts, Side.LEFT):
                _, ground = picture.at(*fitting(picture, COLUMNS, lines))
                assert ground is not None


def test_another_size_is_drawn_as_a_whole(charts: dict[str, Any], anatomy: Anatomy) -> None:
    step = next(step for step in shipped("lower-back", anatomy).steps if step.point is not None)
    for ready, whole in pairs(step, "lower-back", charts, Side.RIGHT):
        assert cells_of(ready, 70, 33, Mode.ASCII, DARK) == cells_of(whole, 70, 33, Mode.ASCII, DARK)


def test_what_is_drawn_ahead_is_plain_values_that_a_file_can_hold() -> None:
    data = load_charts()
    found = drawn_ahead({"body": data["body"], "postures": data["postures"][:5]})
    assert found["numbers"]
    assert marshal.loads(marshal.dumps(found)) == found  # noqa: S302 - our own bytes
