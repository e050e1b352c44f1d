"""Draws what pictures of steps have in common once and for all, as plain values that a file can hold."""

from collections.abc import Mapping
from typing import Any

from backpain_cli.chart.body import HEIGHT, View, body_shapes
from backpain_cli.chart.cells import fitting
from backpain_cli.chart.cut_outs import LEFT, SIZE
from backpain_cli.chart.posture import posture_for, posture_scene, postures_of
from backpain_cli.chart.prepared import COLUMNS, LEAST_LINES, MOST_LINES, packed
from backpain_cli.chart.raster import COMMON, Raster, head_of
from backpain_cli.chart.scene import Scene, shifted
from backpain_cli.chart.step_pictures import trimmed


def drawn_ahead(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the pictures of steps are drawn upon, in every size that a screen has room for.

    - `postures`, each once: the side it shows, width, height, the corners of the heads of its arrows, and its samples
      by columns and lines.
    - `numbers`, by each key that a posture is for: which of them it is.
    - `bodies`, by view: the samples of a body as wide as a cut-out, by its columns and lines.

    Args:
        data: the charts' plain contents, of which `body` and `postures` are drawn.

    Raises:
        ValueError: a hand or a foot cannot reach its place, or something is drawn that has no number in every raster.
    """
    numbers, postures = _postures(data["postures"])
    bodies = {str(view): _body(data["body"], view) for view in View}
    return {"numbers": numbers, "postures": postures, "bodies": bodies}


def _postures(document: Any) -> tuple[dict[str, int], list[tuple[Any, ...]]]:
    postures = postures_of(document)
    shown: dict[str, int] = {}
    drawn: list[tuple[Any, ...]] = []
    numbers: dict[str, int] = {}
    for key in dict.fromkeys(key for posture in postures.values() for key in posture.get("for", ())):
        posture = posture_for(postures, key)
        if posture is None:
            continue
        if (told := repr(posture)) not in shown:
            shown[told] = len(drawn)
            drawn.append(_posture(posture))
        numbers[key] = shown[told]
    return numbers, drawn


def _posture(posture: dict[str, Any]) -> tuple[Any, ...]:
    scene = trimmed(posture_scene(posture, "", ""))
    heads = tuple(tuple(map(tuple, corners)) for shape in scene.shapes if (corners := head_of(shape)))
    sizes = {(columns, lines): _samples(scene, 2 * columns, 4 * lines) for columns, lines in _sizes(scene)}
    return (posture.get("side", ""), scene.width, scene.height, heads, sizes)


def _body(data: dict[str, Any], view: View) -> dict[tuple[int, int], bytes]:
    shapes = tuple(shifted(shape, -LEFT) for shape in body_shapes(data, view, words=False))
    body, part = Scene(SIZE, HEIGHT, shapes, "", ""), Scene(SIZE, SIZE, (), "", "")
    return {
        (columns, lines): _samples(body, 2 * columns, round(4 * lines * HEIGHT / SIZE))
        for columns, lines in _sizes(part)
    }


def _sizes(scene: Scene) -> list[tuple[int, int]]:
    return sorted({fitting(scene, COLUMNS, lines) for lines in range(LEAST_LINES, MOST_LINES + 1)})


def _samples(scene: Scene, width: int, height: int) -> bytes:
    raster = Raster(scene, width, height, with_signs=True)
    if len(raster.stacks) > len(COMMON):
        raise ValueError(f"not in every raster: {raster.stacks[len(COMMON) :]}")
    return packed([bytes(row) for row in raster.rows])
